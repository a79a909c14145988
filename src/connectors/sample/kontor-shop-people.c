#include "kontor-shop-private.h"

#include <string.h>

#include "kontor-sample-resources.h"

yyjson_doc *
shop_read_data (const char *name)
{
  g_autofree char *path = g_strdup_printf ("/org/kontor/sample/%s", name);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (kontor_sample_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  yyjson_doc *doc;

  g_assert (bytes != NULL);
  doc = yyjson_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), YYJSON_READ_NOFLAG);
  g_assert (doc != NULL);
  return doc;
}

static yyjson_val *
get_people (KontorShop *self, const char *list)
{
  if (self->people == NULL)
    self->people = shop_read_data ("people.json");
  return yyjson_obj_get (yyjson_doc_get_root (self->people), list);
}

static yyjson_val *
pick (GRand *random, yyjson_val *list)
{
  return yyjson_arr_get (list, (gsize) g_rand_int_range (random, 0, (gint32) yyjson_arr_size (list)));
}

static const char *
pick_text (GRand *random, yyjson_val *object, const char *list)
{
  return yyjson_get_str (pick (random, yyjson_obj_get (object, list)));
}

/** One of the words of data/sample/people.json. */
const char *
shop_pick_word (KontorShop *self, GRand *random, const char *list)
{
  return yyjson_get_str (pick (random, get_people (self, list)));
}

static yyjson_val *
pick_family (KontorShop *self, GRand *random)
{
  yyjson_val *families = get_people (self, "families"), *family;
  gint64 left = g_rand_int_range (random, 0, 100);
  gsize i, n;

  yyjson_arr_foreach (families, i, n, family) {
    left -= yyjson_get_sint (yyjson_obj_get (family, "share"));
    if (left < 0)
      return family;
  }
  return yyjson_arr_get_first (families);
}

/** What an e-mail address can be made of a name; of one in another script its number alone. */
static char *
make_local_part (const char *first, const char *last, gint64 number)
{
  g_autofree char *ascii_first = g_str_to_ascii (first, "C"), *ascii_last = g_str_to_ascii (last, "C");
  g_autofree char *joined = g_strdup_printf ("%s.%s", ascii_first, ascii_last);
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *p = joined; *p != '\0'; p++)
    if (g_ascii_isalnum (*p) || (*p == '.' && out->len > 0))
      g_string_append_c (out, g_ascii_tolower (*p));
  if (out->len < 3)
    g_string_assign (out, "kunde");
  if (number % 3 == 0 || out->len < 6)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, number % 97 + 1);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

static void
set_street (GRand *random, JsonDoc *doc, Json *object, yyjson_val *family)
{
  g_auto (GStrv) parts = g_strsplit (pick_text (random, family, "streets"), "%d", 2);
  g_autofree char *number = g_strdup_printf ("%d", g_rand_int_range (random, 1, 140));
  g_autofree char *line = g_strjoin ("", parts[0], number, parts[1], NULL);

  shop_set_text (doc, object, "line1", line);
}

/** A name and an address: first_name … country, phone. */
void
shop_fill_person (KontorShop *self, GRand *random, JsonDoc *doc, Json *object)
{
  yyjson_val *family = pick_family (self, random);
  yyjson_val *town = pick (random, yyjson_obj_get (family, "towns"));
  g_autofree char *phone = g_strdup_printf ("%s%d %04d", yyjson_get_str (yyjson_obj_get (family, "phone")),
                                            g_rand_int_range (random, 20, 99), g_rand_int_range (random, 0, 10000));

  shop_set_text (doc, object, "first_name", pick_text (random, family, "first"));
  shop_set_text (doc, object, "last_name", pick_text (random, family, "last"));
  shop_set_text (doc, object, "company",
                 g_rand_int_range (random, 0, 100) < 7 ? shop_pick_word (self, random, "companies") : "");
  set_street (random, doc, object, family);
  shop_set_text (doc, object, "line2", "");
  shop_set_text (doc, object, "city", yyjson_get_str (yyjson_arr_get (town, 0)));
  shop_set_text (doc, object, "postcode", yyjson_get_str (yyjson_arr_get (town, 1)));
  shop_set_text (doc, object, "province", yyjson_get_str (yyjson_arr_get (town, 2)));
  shop_set_text (doc, object, "country", yyjson_get_str (yyjson_obj_get (family, "country")));
  shop_set_text (doc, object, "phone", g_rand_boolean (random) ? phone : "");
}

static void
set_email (KontorShop *self, GRand *random, ShopRow *customer, Json *address)
{
  static const char *const domains[] = { "example.com", "example.org", "example.net", "mail.example", "post.example" };
  Json *root = shop_row_root (customer);
  g_autofree char *local =
      make_local_part (shop_get_text (address, "first_name"), shop_get_text (address, "last_name"), customer->id);
  const char *domain = domains[g_rand_int_range (random, 0, G_N_ELEMENTS (domains))];
  g_autofree char *email = g_strdup_printf ("%s@%s", local, domain);
  g_autoptr (ShopRow) other = shop_row_find (self, SHOP_CUSTOMER, email);

  if (other != NULL) {
    g_free (email);
    email = g_strdup_printf ("%s.%" G_GINT64_FORMAT "@%s", local, customer->id, domain);
  }
  shop_set_text (customer->doc, root, "email", email);
}

static void
set_customer_tags (GRand *random, ShopRow *customer)
{
  static const char *const tags[] = { "vip", "wholesale", "newsletter", "press" };
  Json *list = shop_set_list (customer->doc, shop_row_root (customer), "tags");
  int roll = g_rand_int_range (random, 0, 100);

  if (roll < 12) {
    Json *tag = shop_append (customer->doc, list);

    shop_set_text (customer->doc, tag, "tag", tags[roll % (int) G_N_ELEMENTS (tags)]);
  }
}

/** A registered customer with one address, saved. */
ShopRow *
shop_add_customer (KontorShop *self, GRand *random, gint64 at)
{
  static const char *const copied[] = { "first_name", "last_name", "company", "phone" };
  ShopRow *customer = shop_row_new (self, SHOP_CUSTOMER);
  Json *root = shop_row_root (customer);
  Json *address = shop_append (customer->doc, shop_set_list (customer->doc, root, "addresses"));
  int roll = g_rand_int_range (random, 0, 10);

  customer->created = at;
  shop_set_int (customer->doc, address, "id", shop_next_id (self));
  shop_fill_person (self, random, customer->doc, address);
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    shop_set_text (customer->doc, root, copied[i], shop_get_text (address, copied[i]));
  set_email (self, random, customer, address);
  shop_set_text (customer->doc, root, "kind", "registered");
  shop_set_text (customer->doc, root, "currency", shop_find_currency (shop_get_text (address, "country")));
  shop_set_text (customer->doc, root, "marketing", roll < 5 ? "subscribed" : roll < 8 ? "unknown"
                                                                                      : "unsubscribed");
  shop_set_text (customer->doc, root, "note", roll == 9 ? shop_pick_word (self, random, "staff_notes") : "");
  set_customer_tags (random, customer);
  shop_set_object (customer->doc, root, "meta");
  shop_row_save (self, customer, SHOP_SAVE_TOUCH);
  return customer;
}

/** Over 26 months, more of them lately. */
void
shop_seed_customers (KontorShop *self, GRand *random, guint count)
{
  gint64 span = 26LL * 30 * 24 * 3600 * 1000, now = shop_now (self);

  for (guint i = 0; i < count; i++) {
    gint64 share = (gint64) (i + 1) * 1000 / count;
    gint64 at = now - span + span / 1000 * (share + (1000 - share) * share / 2500) -
                g_rand_int_range (random, 0, 3600) * 1000LL;

    at = at / 1000 * 1000;
    shop_row_free (shop_add_customer (self, random, MIN (at, now - 60000)));
  }
}
