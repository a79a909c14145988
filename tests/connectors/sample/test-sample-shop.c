#include "kontor-money.h"
#include "kontor-sample-mapping.h"
#include "test-sample.h"

static char *
ask (KontorShop *shop, const char *path)
{
  const KontorShopRequest request = { .method = "GET", .path = path };
  g_autoptr (KontorShopReply) reply = kontor_shop_request (shop, &request);

  g_assert_cmpint (reply->status, ==, 200);
  return g_strdup (kontor_shop_reply_get_text (reply));
}

static KontorShop *
open_in (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), name, NULL);
  g_autoptr (GVariant) settings = g_variant_ref_sink (g_variant_new_parsed (text));
  g_autoptr (GError) error = NULL;
  KontorShop *shop = kontor_shop_open (path, settings, &error);

  g_assert_no_error (error);
  return shop;
}

#define BARE "{'now': '1772445600000', 'orders': '60', 'customers': '30', 'seed': '5'}"
#define KIND "{'now': '1772445600000', 'orders': '60', 'customers': '30', 'seed': '5', 'manner': 'kind'}"

static void
test_determinism (void)
{
  static const char *const paths[] = { "orders?limit=100", "customers?limit=100", "products?limit=100",
                                       "variations?limit=100", "discounts" };
  g_autoptr (KontorShop) one = open_in ("one.db", BARE), same = open_in ("same.db", BARE);
  g_autoptr (KontorShop) other =
      open_in ("other.db", "{'now': '1772445600000', 'orders': '60', 'customers': '30', 'seed': '6'}");

  kontor_shop_live (one, 30);
  kontor_shop_live (same, 30);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *a = ask (one, paths[i]), *b = ask (same, paths[i]), *c = ask (other, paths[i]);

    g_assert_cmpstr (a, ==, b);
    if (i < 2)
      g_assert_cmpstr (a, !=, c);
  }
}

static void
test_size (void)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "whole.db", NULL);
  g_autoptr (KontorShop) shop = kontor_shop_open (path, NULL, NULL);

  g_assert_cmpint (kontor_shop_count (shop, "products"), >=, 80);
  g_assert_cmpint (kontor_shop_count (shop, "customers"), ==, 900);
  g_assert_cmpint (kontor_shop_count (shop, "orders"), ==, 3000);
  g_assert_cmpint (kontor_shop_count (shop, "discounts"), >, 5);
}

static gint64
get_amount (yyjson_val *object, const char *name)
{
  gint64 amount = 0;

  g_assert_true (kontor_decimal_parse (yyjson_get_str (yyjson_obj_get (object, name)), &amount, NULL, NULL));
  return amount;
}

/* Who lives there pays in the other currency, and each order is in one. */
static void
test_currencies (void)
{
  g_autoptr (KontorShop) shop = open_in ("shop.db", "{'now': '1772445600000', 'orders': '200', 'customers': '60', 'seed': '5'}");
  g_autofree char *text = ask (shop, "orders?limit=200"), *prices = ask (shop, "variations?limit=1");
  g_autoptr (yyjson_doc) orders = yyjson_read (text, strlen (text), 0), variations = yyjson_read (prices, strlen (prices), 0);
  yyjson_val *order, *price, *variation = yyjson_arr_get_first (yyjson_obj_get (yyjson_doc_get_root (variations), "items"));
  guint counts[2] = { 0 };
  gsize i, n;

  price = yyjson_arr_get_first (yyjson_obj_get (variation, "prices"));
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (price, "currency")), ==, "CHF");
  g_assert_cmpint (get_amount (price, "amount"), >, get_amount (variation, "regular_price"));
  yyjson_arr_foreach (yyjson_obj_get (yyjson_doc_get_root (orders), "items"), i, n, order) {
    yyjson_val *address = yyjson_arr_get_first (yyjson_obj_get (order, "addresses"));
    gboolean swiss = g_str_equal (yyjson_get_str (yyjson_obj_get (address, "country")), "CH");

    g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (order, "currency")), ==, swiss ? "CHF" : "EUR");
    counts[swiss]++;
  }
  g_assert_cmpuint (counts[0], >, 0);
  g_assert_cmpuint (counts[1], >, 0);
}

static void
test_reopening (void)
{
  g_autoptr (KontorShop) shop = open_in ("shop.db", KIND);
  g_autofree char *before = ask (shop, "orders?limit=5"), *after = NULL;

  g_clear_pointer (&shop, kontor_shop_close);
  shop = open_in ("shop.db", "{'seed': '99'}");
  g_assert_cmpint (kontor_shop_get_manner (shop), ==, KONTOR_SHOP_KIND);
  after = ask (shop, "orders?limit=5");
  g_assert_cmpstr (before, ==, after);
}

static void
test_life (void)
{
  g_autoptr (KontorShop) shop =
      open_in ("shop.db", "{'now': '1772445600000', 'orders': '20', 'customers': '10', 'rate': '60'}");

  g_free (ask (shop, "about"));
  g_assert_cmpint (kontor_shop_count (shop, "orders"), ==, 20);
  kontor_shop_set_now (shop, G_GINT64_CONSTANT (1772445600000) + 20 * 60000);
  g_free (ask (shop, "about"));
  g_assert_cmpint (kontor_shop_count (shop, "orders"), >, 25);
  g_assert_cmpint (kontor_shop_count (shop, "orders"), <=, 40);
}

static void
test_bad_settings (void)
{
  static const char *const bad[] = {
    "{'manner': 'rude'}", "{'seed': 'x'}", "{'rate': '-1'}", "{'faults': 'earthquake'}",
    "{'faults': 'offline @GET ='}", "{'now': ''}"
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *path = g_strdup_printf ("%s/%u.db", kontor_test_dir (), i);
    g_autoptr (GVariant) settings = g_variant_ref_sink (g_variant_new_parsed (bad[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (kontor_shop_open (path, settings, &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  }
}

static void
test_bad_file (void)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "shop.db", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path,
                       "This is no database at all, but long enough to be looked at as one: it goes on and on and on, "
                       "a hundred and more.",
                       -1, NULL);
  g_assert_null (kontor_shop_open (path, NULL, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_OFFLINE);
}

static int
get_status (KontorShop *shop, const char *method, const char *path, const char *body)
{
  const KontorShopRequest request = { .method = method, .path = path, .body = body };
  g_autoptr (KontorShopReply) reply = kontor_shop_request (shop, &request);

  return reply->status;
}

static void
test_bad_requests (void)
{
  g_autoptr (KontorShop) shop = open_in ("shop.db", BARE);

  g_assert_cmpint (get_status (shop, "GET", "", NULL), ==, 404);
  g_assert_cmpint (get_status (shop, "GET", "unicorns", NULL), ==, 404);
  g_assert_cmpint (get_status (shop, "GET", "orders/0", NULL), ==, 404);
  g_assert_cmpint (get_status (shop, "GET", "orders/x/y/z/w", NULL), ==, 404);
  g_assert_cmpint (get_status (shop, "POST", "products", "{\"name\":"), ==, 400);
  g_assert_cmpint (get_status (shop, "POST", "products", NULL), ==, 422);
  g_assert_cmpint (get_status (shop, "POST", "products", "{\"name\":\"\"}"), ==, 422);
  g_assert_cmpint (get_status (shop, "POST", "discounts", "{\"code\":\"X\",\"percent\":\"120\"}"), ==, 422);
  g_assert_cmpint (get_status (shop, "POST", "customers", "{\"email\":\"nobody\"}"), ==, 422);
  g_assert_cmpint (get_status (shop, "POST", "variations", "{\"parent_id\":1}"), ==, 404);
  g_assert_cmpint (get_status (shop, "POST", "settings", "{}"), ==, 404);
  g_assert_cmpint (get_status (shop, "POST", "batch", NULL), ==, 200);
}

static void
test_faults (void)
{
  static const struct {
    const char *fault;
    int read, write;
  } cases[] = {
    { "offline", KONTOR_SHOP_OFFLINE, KONTOR_SHOP_OFFLINE },
    { "rate-limit =7", 429, 429 },
    { "reject", 200, 422 },
    { "lost-before", 200, KONTOR_SHOP_LOST },
    { "lost-after", 200, KONTOR_SHOP_LOST },
    { "failed", 500, 500 },
    { "unauthorized", 401, 401 },
    { "forbidden", 403, 403 },
    { "latency =1", 200, 200 },
    { "offline @GET tags", 200, 200 },
    { "offline @WRITE", 200, KONTOR_SHOP_OFFLINE },
    { "offline 0", 200, 200 },
    { NULL, 200, 200 },
  };
  g_autoptr (KontorShop) shop = open_in ("shop.db", BARE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *body = g_strdup_printf ("{\"name\":\"Category %u\"}", i);

    kontor_shop_set_faults (shop, cases[i].fault, NULL);
    g_assert_cmpint (get_status (shop, "GET", "orders", NULL), ==, cases[i].read);
    g_assert_cmpint (get_status (shop, "POST", "categories", body), ==, cases[i].write);
  }
}

static void
test_scripted_faults (void)
{
  g_autoptr (KontorShop) shop = open_in ("shop.db", BARE);

  kontor_shop_set_faults (shop, "failed @GET orders +1 *2, offline @GET tags *1", NULL);
  g_assert_cmpint (get_status (shop, "GET", "orders", NULL), ==, 200);
  g_assert_cmpint (get_status (shop, "GET", "orders", NULL), ==, 500);
  g_assert_cmpint (get_status (shop, "GET", "tags", NULL), ==, KONTOR_SHOP_OFFLINE);
  g_assert_cmpint (get_status (shop, "GET", "orders", NULL), ==, 500);
  g_assert_cmpint (get_status (shop, "GET", "orders", NULL), ==, 200);
  g_assert_cmpint (get_status (shop, "GET", "tags", NULL), ==, 200);
}

static void
test_lost_answers (void)
{
  g_autoptr (KontorShop) shop = open_in ("shop.db", BARE);
  gint64 before = kontor_shop_count (shop, "categories");

  kontor_shop_set_faults (shop, "lost-before", NULL);
  get_status (shop, "POST", "categories", "{\"name\":\"Never\"}");
  g_assert_cmpint (kontor_shop_count (shop, "categories"), ==, before);
  kontor_shop_set_faults (shop, "lost-after", NULL);
  get_status (shop, "POST", "categories", "{\"name\":\"Once\"}");
  g_assert_cmpint (kontor_shop_count (shop, "categories"), ==, before + 1);
}

static void
test_keys (void)
{
  const KontorShopRequest request = {
    .method = "POST", .path = "categories", .body = "{\"name\":\"Once\"}", .key = "key-1", .trace = "key-1"
  };
  g_autoptr (KontorShop) kind = open_in ("kind.db", KIND), bare = open_in ("bare.db", BARE);

  for (guint i = 0; i < 2; i++) {
    kontor_shop_reply_free (kontor_shop_request (kind, &request));
    kontor_shop_reply_free (kontor_shop_request (bare, &request));
  }
  g_assert_cmpint (kontor_shop_count_effects (kind, "create", "key-1"), ==, 1);
  g_assert_cmpint (kontor_shop_count_effects (bare, "create", "key-1"), ==, 2);
}

static void
test_created (void)
{
  const KontorShopRequest request = {
    .method = "POST", .path = "categories", .body = "{\"name\":\"Once\"}", .trace = "key-1"
  };
  g_autoptr (KontorShop) shop = open_in ("shop.db", BARE);
  g_autoptr (KontorShopReply) first = kontor_shop_request (shop, &request);
  g_autoptr (yyjson_doc) doc =
      yyjson_read (kontor_shop_reply_get_text (first), strlen (kontor_shop_reply_get_text (first)), 0);
  g_autofree char *path =
      g_strdup_printf ("categories/%" G_GINT64_FORMAT, yyjson_get_sint (yyjson_obj_get (yyjson_doc_get_root (doc), "id")));

  kontor_shop_reply_free (kontor_shop_request (shop, &request));
  g_assert_cmpint (kontor_shop_count_created (shop, "key-1"), ==, 2);
  g_free (kontor_shop_admin (shop, "DELETE", path, NULL));
  g_assert_cmpint (kontor_shop_count_created (shop, "key-1"), ==, 1);
  g_assert_cmpint (kontor_shop_count_effects (shop, "create", "key-1"), ==, 2);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/sample/shop/determinism", test_determinism);
  kontor_test_add_plain ("/sample/shop/size", test_size);
  kontor_test_add_plain ("/sample/shop/currencies", test_currencies);
  kontor_test_add_plain ("/sample/shop/reopening", test_reopening);
  kontor_test_add_plain ("/sample/shop/life", test_life);
  kontor_test_add_plain ("/sample/shop/bad-settings", test_bad_settings);
  kontor_test_add_plain ("/sample/shop/bad-file", test_bad_file);
  kontor_test_add_plain ("/sample/shop/bad-requests", test_bad_requests);
  kontor_test_add_plain ("/sample/shop/faults", test_faults);
  kontor_test_add_plain ("/sample/shop/scripted-faults", test_scripted_faults);
  kontor_test_add_plain ("/sample/shop/lost-answers", test_lost_answers);
  kontor_test_add_plain ("/sample/shop/keys", test_keys);
  kontor_test_add_plain ("/sample/shop/created", test_created);
  return kontor_test_run ();
}
