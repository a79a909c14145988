#include "history-person.h"

static gint64
choose_remote (HistoryPerson *self, KontorEntity entity)
{
  static const char *const queries[KONTOR_N_ENTITIES] = {
    [KONTOR_ENTITY_PRODUCT] = "SELECT remote_id FROM product WHERE remote_id IS NOT NULL ORDER BY id LIMIT 1 OFFSET ?",
    [KONTOR_ENTITY_VARIANT] = "SELECT remote_id FROM variant WHERE remote_id IS NOT NULL ORDER BY id LIMIT 1 OFFSET ?",
    [KONTOR_ENTITY_CUSTOMER] = "SELECT remote_id FROM customer WHERE remote_id IS NOT NULL ORDER BY id LIMIT 1 OFFSET ?",
    [KONTOR_ENTITY_DISCOUNT] = "SELECT remote_id FROM discount WHERE remote_id IS NOT NULL ORDER BY id LIMIT 1 OFFSET ?",
    [KONTOR_ENTITY_ORDER] = "SELECT remote_id FROM \"order\" WHERE remote_id IS NOT NULL ORDER BY id DESC LIMIT 1 OFFSET ?",
  };

  return history_choose (self, queries[entity], 15);
}

/* Whether the shop takes it is its own affair. */
static void
ask (HistoryPerson *self, const char *method, const char *path, const char *body)
{
  g_free (kontor_shop_admin (self->shop, method, path, body));
}

static void
change (HistoryPerson *self, KontorEntity entity, const char *collection, const char *body)
{
  gint64 id = choose_remote (self, entity);
  g_autofree char *path = g_strdup_printf ("%s/%" G_GINT64_FORMAT, collection, id);

  if (id != 0)
    ask (self, "PUT", path, body);
}

static void
change_price (HistoryPerson *self)
{
  g_autofree char *body =
      g_strdup_printf ("{\"regular_price\":\"%d.%02u\"}", g_rand_int_range (self->rand, 1, 90), self->n_unique++ % 100);

  change (self, KONTOR_ENTITY_VARIANT, "variations", body);
}

static void
count_stock (HistoryPerson *self)
{
  gint64 id = choose_remote (self, KONTOR_ENTITY_VARIANT);
  gint64 location = history_choose (self, "SELECT key FROM stock_level ORDER BY key LIMIT 1 OFFSET ?", 1);
  g_autofree char *path = g_strdup_printf ("variations/%" G_GINT64_FORMAT, id);
  g_autofree char *body = g_strdup_printf ("{\"levels\":[{\"location_id\":%" G_GINT64_FORMAT ",\"on_hand\":%d}]}", location,
                                           g_rand_int_range (self->rand, 0, 30));

  if (id != 0 && location != 0)
    ask (self, "PUT", path, body);
}

static void
rename_something (HistoryPerson *self)
{
  g_autofree char *text = history_make_unique (self, "Renamed");
  g_autofree char *product = g_strdup_printf ("{\"name\":\"%s\"}", text);
  g_autofree char *customer = g_strdup_printf ("{\"last_name\":\"%s\"}", text);
  g_autofree char *discount = g_strdup_printf ("{\"description\":\"%s\"}", text);

  switch (g_rand_int_range (self->rand, 0, 4)) {
  case 0:
    change (self, KONTOR_ENTITY_CUSTOMER, "customers", customer);
    break;
  case 1:
    change (self, KONTOR_ENTITY_DISCOUNT, "discounts", discount);
    break;
  default:
    change (self, KONTOR_ENTITY_PRODUCT, "products", product);
    break;
  }
}

static void
change_status (HistoryPerson *self)
{
  static const char *const bodies[] = { "{\"status\":\"processing\"}", "{\"status\":\"completed\"}",
                                        "{\"status\":\"on-hold\"}", "{\"status\":\"cancelled\"}" };

  change (self, KONTOR_ENTITY_ORDER, "orders", bodies[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (bodies))]);
}

/* A note, of which a bare shop's time of change says nothing, or money that came another way. */
static void
work_on_order (HistoryPerson *self)
{
  gint64 id = choose_remote (self, KONTOR_ENTITY_ORDER);
  gboolean pays = g_rand_int_range (self->rand, 0, 3) == 0;
  g_autofree char *path = g_strdup_printf ("orders/%" G_GINT64_FORMAT "/%s", id, pays ? "pay" : "notes");
  g_autofree char *text = history_make_unique (self, "Theirs");
  g_autofree char *body = g_strdup_printf ("{\"text\":\"%s\",\"author\":\"Kim\"}", text);

  if (id != 0)
    ask (self, "POST", path, pays ? "{}" : body);
}

static void
delete_something (HistoryPerson *self)
{
  static const struct {
    KontorEntity entity;
    const char *collection, *query;
  } deletions[] = {
    { KONTOR_ENTITY_PRODUCT, "products", "" },
    { KONTOR_ENTITY_PRODUCT, "products", "?force=1" },
    { KONTOR_ENTITY_VARIANT, "variations", "" },
    { KONTOR_ENTITY_CUSTOMER, "customers", "" },
    { KONTOR_ENTITY_DISCOUNT, "discounts", "?force=1" },
    { KONTOR_ENTITY_ORDER, "orders", "" },
  };
  guint which = (guint) g_rand_int_range (self->rand, 0, G_N_ELEMENTS (deletions));
  gint64 id = choose_remote (self, deletions[which].entity);
  g_autofree char *path =
      g_strdup_printf ("%s/%" G_GINT64_FORMAT "%s", deletions[which].collection, id, deletions[which].query);

  if (id != 0)
    ask (self, "DELETE", path, NULL);
}

/* Each as often as it is named. */
static void (*const acts[]) (HistoryPerson *self) = {
  change_price,
  change_price,
  count_stock,
  count_stock,
  rename_something,
  rename_something,
  change_status,
  change_status,
  work_on_order,
  work_on_order,
  delete_something,
};

void
history_meddle (HistoryPerson *self)
{
  acts[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (acts))](self);
}
