/* The shop's intricate behaviour, as a real store was seen to answer. */
#include "kontor-storefront.h"
#include "kontor-test.h"

#include <libsoup/soup.h>
#include <string.h>
#include <yyjson.h>

typedef struct {
  guint status;
  char *text;
  yyjson_doc *doc;
  yyjson_val *root;
  SoupMessageHeaders *headers;
  GError *error;
} Answer;

static void
answer_free (Answer *answer)
{
  g_free (answer->text);
  g_clear_pointer (&answer->doc, yyjson_doc_free);
  g_clear_pointer (&answer->headers, soup_message_headers_unref);
  g_clear_error (&answer->error);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)

static KontorStorefront *
open_shop (const KontorStorefrontOptions *options)
{
  g_autoptr (GError) error = NULL;
  KontorStorefront *shop = kontor_storefront_new (options, &error);

  g_assert_no_error (error);
  return shop;
}

static KontorStorefront *
open_small_shop (void)
{
  const KontorStorefrontOptions options = {
    .seed = 1, .n_products = 20, .variable_percent = 20, .n_customers = 10, .n_orders = 25
  };

  return open_shop (&options);
}

static SoupSession *
make_session (KontorStorefront *shop)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "authority.pem", NULL);
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, kontor_storefront_get_authority (shop), -1, &error);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  return soup_session_new_with_options ("tls-database", database, NULL);
}

/* @credentials: (nullable): "name:password" */
static Answer *
ask_as (KontorStorefront *shop, const char *credentials, const char *method, const char *address, const char *body)
{
  g_autoptr (SoupSession) session = make_session (shop);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autofree char *encoded =
      g_base64_encode ((const guchar *) credentials, credentials != NULL ? strlen (credentials) : 0);
  g_autofree char *authorization = g_strconcat ("Basic ", encoded, NULL);
  g_autoptr (GBytes) bytes = NULL;
  Answer *answer = g_new0 (Answer, 1);

  if (credentials != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  if (body != NULL) {
    bytes = g_bytes_new_static (body, strlen (body));
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    g_clear_pointer (&bytes, g_bytes_unref);
  }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  bytes = soup_session_send_and_read (session, message, NULL, &answer->error);
  answer->status = soup_message_get_status (message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (bytes == NULL)
    return answer;
  answer->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  answer->doc = yyjson_read (answer->text, strlen (answer->text), YYJSON_READ_NOFLAG);
  answer->root = yyjson_doc_get_root (answer->doc);
  return answer;
}

/* As admin, over https. @path: below "/wp-json/" */
static Answer *
ask (KontorStorefront *shop, const char *method, const char *path, const char *body)
{
  g_autofree char *credentials =
      g_strdup_printf ("admin:%s", kontor_storefront_get_password (shop, KONTOR_STOREFRONT_ADMIN));
  g_autofree char *address = g_strdup_printf ("%s/wp-json/%s", kontor_storefront_get_address (shop), path);

  return ask_as (shop, credentials, method, address, body);
}

static const char *
text_at (Answer *answer, const char *pointer)
{
  return yyjson_get_str (yyjson_doc_ptr_get (answer->doc, pointer));
}

static gint64
int_at (Answer *answer, const char *pointer)
{
  return yyjson_get_sint (yyjson_doc_ptr_get (answer->doc, pointer));
}

static void
assert_fails (Answer *answer, guint status, const char *code)
{
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (text_at (answer, "/code"), ==, code);
}

static gint64
make_product (KontorStorefront *shop, const char *sku, gint64 stock)
{
  g_autofree char *body =
      g_strdup_printf ("{\"name\":\"Tom & Jerry\",\"sku\":\"%s\",\"regular_price\":\"10\",\"manage_stock\":true,"
                       "\"stock_quantity\":%" G_GINT64_FORMAT "}",
                       sku, stock);
  g_autoptr (Answer) made = ask (shop, "POST", "wc/v3/products", body);

  g_assert_cmpuint (made->status, ==, 201);
  return int_at (made, "/id");
}

static gint64
stock_of (KontorStorefront *shop, gint64 product)
{
  g_autofree char *path = g_strdup_printf ("wc/v3/products/%" G_GINT64_FORMAT, product);
  g_autoptr (Answer) found = ask (shop, "GET", path, NULL);

  return int_at (found, "/stock_quantity");
}

static void
assert_user (KontorStorefront *shop, const char *name, const char *password, const char *method, guint status,
             const char *code)
{
  g_autofree char *credentials = g_strdup_printf ("%s:%s", name, password);
  g_autofree char *address = g_strdup_printf ("%s/wp-json/wc/v3/orders", kontor_storefront_get_address (shop));
  g_autoptr (Answer) answer = ask_as (shop, credentials, method, address, g_str_equal (method, "POST") ? "{}" : NULL);

  g_assert_cmpuint (answer->status, ==, status);
  if (code != NULL)
    g_assert_cmpstr (text_at (answer, "/code"), ==, code);
}

static void
test_who_may (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  const char *key = kontor_storefront_get_key (shop, KONTOR_STOREFRONT_KEY_READ);
  const char *secret = kontor_storefront_get_secret (shop, KONTOR_STOREFRONT_KEY_READ);
  g_autofree char *plain = g_strdup_printf ("%s/wp-json/wc/v3/orders", kontor_storefront_get_plain_address (shop));
  g_autofree char *credentials = g_strdup_printf ("%s:%s", key, secret);
  g_autoptr (Answer) over_http = ask_as (shop, credentials, "GET", plain, NULL);

  assert_user (shop, "manager", kontor_storefront_get_password (shop, KONTOR_STOREFRONT_MANAGER), "GET", 200, NULL);
  assert_user (shop, "customer", kontor_storefront_get_password (shop, KONTOR_STOREFRONT_CUSTOMER), "GET", 403,
               "woocommerce_rest_cannot_view");
  assert_user (shop, "admin", "wrong", "GET", 401, "woocommerce_rest_cannot_view");
  assert_user (shop, key, secret, "GET", 200, NULL);
  assert_user (shop, key, secret, "POST", 401, "woocommerce_rest_authentication_error");
  assert_user (shop, key, "cs_wrong", "GET", 401, "woocommerce_rest_authentication_error");
  assert_user (shop, "ck_unknown", secret, "GET", 401, "woocommerce_rest_cannot_view");
  assert_fails (over_http, 401, "woocommerce_rest_cannot_view");
}

static void
test_pages (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  g_autoptr (Answer) first = ask (shop, "GET", "wc/v3/orders?per_page=10&_fields=id", NULL);
  g_autoptr (Answer) last = ask (shop, "GET", "wc/v3/orders?per_page=10&page=3", NULL);
  g_autoptr (Answer) beyond = ask (shop, "GET", "wc/v3/orders?per_page=10&page=4", NULL);
  g_autoptr (Answer) too_many = ask (shop, "GET", "wc/v3/orders?per_page=101", NULL);

  g_assert_cmpuint (yyjson_arr_size (first->root), ==, 10);
  g_assert_cmpuint (yyjson_obj_size (yyjson_arr_get_first (first->root)), ==, 1);
  g_assert_cmpstr (soup_message_headers_get_one (first->headers, "X-WP-Total"), ==, "25");
  g_assert_cmpstr (soup_message_headers_get_one (first->headers, "X-WP-TotalPages"), ==, "3");
  g_assert_nonnull (strstr (soup_message_headers_get_one (first->headers, "Link"), "rel=\"next\""));
  g_assert_cmpuint (yyjson_arr_size (last->root), ==, 5);
  g_assert_null (soup_message_headers_get_one (last->headers, "Link"));
  g_assert_cmpuint (yyjson_arr_size (beyond->root), ==, 0);
  g_assert_cmpstr (soup_message_headers_get_one (beyond->headers, "X-WP-Total"), ==, "0");
  assert_fails (too_many, 400, "rest_invalid_param");
}

/* The bound is exclusive: what changed in the same second is not seen. */
static void
test_changes (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  gint64 product = make_product (shop, "NEW", 5);
  g_autofree char *path = g_strdup_printf ("wc/v3/products/%" G_GINT64_FORMAT, product);
  g_autoptr (Answer) made = ask (shop, "GET", path, NULL);
  const char *at = text_at (made, "/date_modified_gmt");
  g_autofree char *same = g_strdup_printf ("wc/v3/products?dates_are_gmt=true&modified_after=%s", at);
  g_autofree char *local = g_strdup_printf ("wc/v3/products?modified_after=%sZ", at);
  g_autoptr (Answer) at_same = ask (shop, "GET", same, NULL);
  g_autoptr (Answer) at_local = ask (shop, "GET", local, NULL);
  g_autoptr (Answer) before =
      ask (shop, "GET",
           "wc/v3/products?dates_are_gmt=true&modified_after=2026-06-01T00:00:00&orderby=modified&order=desc", NULL);

  g_assert_cmpuint (yyjson_arr_size (at_same->root), ==, 0);
  g_assert_cmpuint (yyjson_arr_size (at_local->root), ==, 0);
  g_assert_cmpint (int_at (before, "/0/id"), ==, product);
}

static void
test_trash (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  gint64 product = make_product (shop, "OLD", 5);
  g_autofree char *path = g_strdup_printf ("wc/v3/products/%" G_GINT64_FORMAT, product);
  g_autofree char *force = g_strconcat (path, "?force=true", NULL);
  g_autoptr (Answer) gone = ask (shop, "DELETE", path, NULL);
  g_autoptr (Answer) again = ask (shop, "DELETE", path, NULL);
  g_autoptr (Answer) same_sku = ask (shop, "POST", "wc/v3/products", "{\"name\":\"x\",\"sku\":\"old\"}");
  g_autoptr (Answer) seen = ask (shop, "GET", path, NULL);
  g_autoptr (Answer) any = ask (shop, "GET", "wc/v3/products?status=any&per_page=100", NULL);
  g_autoptr (Answer) trash = ask (shop, "GET", "wc/v3/products?status=trash", NULL);
  g_autoptr (Answer) back = ask (shop, "PUT", path, "{\"status\":\"publish\"}");
  g_autoptr (Answer) for_good = ask (shop, "DELETE", force, NULL);
  g_autoptr (Answer) nothing = ask (shop, "GET", path, NULL);

  g_assert_cmpstr (text_at (gone, "/status"), ==, "publish");
  assert_fails (again, 410, "woocommerce_rest_already_trashed");
  assert_fails (same_sku, 400, "woocommerce_rest_product_not_created");
  g_assert_cmpstr (text_at (seen, "/status"), ==, "trash");
  g_assert_cmpuint (yyjson_arr_size (any->root), ==, 20);
  g_assert_cmpuint (yyjson_arr_size (trash->root), ==, 1);
  g_assert_cmpstr (text_at (back, "/status"), ==, "publish");
  g_assert_cmpuint (for_good->status, ==, 200);
  assert_fails (nothing, 404, "woocommerce_rest_product_invalid_id");
}

static void
test_batch (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  gint64 product = make_product (shop, "HERE", 5);
  g_autofree char *body =
      g_strdup_printf ("{\"create\":[{\"name\":\"a\",\"regular_price\":5},{\"name\":\"b\",\"sku\":\"HERE\"}],"
                       "\"update\":[{\"id\":%" G_GINT64_FORMAT ",\"stock_quantity\":9},{\"id\":99999}]}",
                       product);
  g_autoptr (Answer) done = ask (shop, "POST", "wc/v3/products/batch", body);
  g_autoptr (Answer) alone = ask (shop, "POST", "wc/v3/products", "{\"name\":\"a\",\"regular_price\":5}");

  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpstr (text_at (done, "/create/0/price"), ==, "5");
  g_assert_cmpint (int_at (done, "/create/1/id"), ==, 0);
  g_assert_cmpstr (text_at (done, "/create/1/error/code"), ==, "product_invalid_sku");
  g_assert_cmpint (int_at (done, "/update/0/stock_quantity"), ==, 9);
  g_assert_cmpint (int_at (done, "/update/1/id"), ==, 99999);
  g_assert_cmpstr (text_at (done, "/update/1/error/code"), ==, "woocommerce_rest_product_invalid_id");
  assert_fails (alone, 400, "rest_invalid_param");
}

static gint64
place_order (KontorStorefront *shop, gint64 product, guint quantity)
{
  g_autofree char *body =
      g_strdup_printf ("{\"status\":\"processing\",\"shipping\":{\"country\":\"US\",\"state\":\"NY\"},"
                       "\"line_items\":[{\"product_id\":%" G_GINT64_FORMAT ",\"quantity\":%u}],"
                       "\"shipping_lines\":[{\"method_id\":\"flat_rate\",\"total\":\"7.50\"}]}",
                       product, quantity);
  g_autoptr (Answer) order = ask (shop, "POST", "wc/v3/orders", body);

  g_assert_cmpuint (order->status, ==, 201);
  return int_at (order, "/id");
}

static void
test_order (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  gint64 product = make_product (shop, "SOLD", 5);
  gint64 order = place_order (shop, product, 3);
  g_autofree char *path = g_strdup_printf ("wc/v3/orders/%" G_GINT64_FORMAT, order);
  g_autofree char *exact = g_strconcat (path, "?dp=6", NULL);
  g_autoptr (Answer) rounded = ask (shop, "GET", path, NULL);
  g_autoptr (Answer) six = ask (shop, "GET", exact, NULL);

  g_assert_cmpint (stock_of (shop, product), ==, 2);
  g_assert_cmpstr (text_at (rounded, "/total"), ==, "40.83");
  g_assert_cmpstr (text_at (six, "/line_items/0/total_tax"), ==, "2.660000");
  g_assert_cmpstr (text_at (six, "/line_items/0/taxes/0/total"), ==, "2.662500");
  g_assert_cmpstr (text_at (six, "/shipping_lines/0/taxes/0/total"), ==, "0.665625");
  g_assert_cmpstr (text_at (six, "/line_items/0/name"), ==, "Tom &amp; Jerry");
}

static void
test_status_and_stock (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  gint64 product = make_product (shop, "SOLD", 5);
  gint64 order = place_order (shop, product, 3);
  g_autofree char *path = g_strdup_printf ("wc/v3/orders/%" G_GINT64_FORMAT, order);
  g_autoptr (Answer) failed = ask (shop, "PUT", path, "{\"status\":\"failed\"}");
  g_autoptr (Answer) unknown = ask (shop, "PUT", path, "{\"status\":\"nope\"}");

  g_assert_cmpint (stock_of (shop, product), ==, 2);
  answer_free (ask (shop, "PUT", path, "{\"status\":\"cancelled\"}"));
  g_assert_cmpint (stock_of (shop, product), ==, 5);
  g_assert_cmpuint (failed->status, ==, 200);
  assert_fails (unknown, 400, "rest_invalid_param");
}

static void
test_refund (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  gint64 product = make_product (shop, "SOLD", 5);
  gint64 order = place_order (shop, product, 3);
  g_autofree char *path = g_strdup_printf ("wc/v3/orders/%" G_GINT64_FORMAT, order);
  g_autofree char *refunds = g_strconcat (path, "/refunds", NULL);
  g_autoptr (Answer) before = ask (shop, "GET", path, NULL);
  g_autofree char *body =
      g_strdup_printf ("{\"api_refund\":false,\"line_items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":2,"
                       "\"refund_total\":20,\"refund_tax\":[{\"id\":2,\"refund_total\":\"1.78\"}]}]}",
                       int_at (before, "/line_items/0/id"));
  g_autoptr (Answer) by_gateway = ask (shop, "POST", refunds, "{\"amount\":\"1.00\"}");
  g_autoptr (Answer) done = ask (shop, "POST", refunds, body);
  g_autoptr (Answer) too_much = ask (shop, "POST", refunds, "{\"amount\":\"100\",\"api_refund\":false}");
  g_autoptr (Answer) rest = ask (shop, "PUT", path, "{\"status\":\"refunded\"}");

  assert_fails (by_gateway, 500, "woocommerce_rest_cannot_create_order_refund");
  g_assert_cmpint (int_at (by_gateway, "/data"), ==, 500);
  g_assert_cmpstr (text_at (done, "/amount"), ==, "21.78");
  g_assert_cmpint (int_at (done, "/line_items/0/quantity"), ==, -2);
  g_assert_cmpstr (text_at (done, "/line_items/0/total_tax"), ==, "-1.78");
  g_assert_cmpint (stock_of (shop, product), ==, 4);
  assert_fails (too_much, 500, "woocommerce_rest_cannot_create_order_refund");
  g_assert_cmpstr (text_at (rest, "/refunds/0/total"), ==, "-19.05");
  g_assert_cmpuint (kontor_storefront_count (shop, "refund"), ==, 2);
}

static void
test_money (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  g_autofree char *path = g_strdup_printf ("wc/v3/products/%" G_GINT64_FORMAT, make_product (shop, "MONEY", 5));
  g_autoptr (Answer) comma = ask (shop, "PUT", path, "{\"regular_price\":\"1.234,56\"}");
  g_autoptr (Answer) verbatim = ask (shop, "PUT", path, "{\"regular_price\":\"9.99999\"}");
  g_autoptr (Answer) dear = ask (shop, "PUT", path, "{\"sale_price\":\"10\"}");
  g_autoptr (Answer) word = ask (shop, "PUT", path, "{\"regular_price\":\"abc\"}");

  g_assert_cmpstr (text_at (comma, "/regular_price"), ==, "1.23456");
  g_assert_cmpstr (text_at (verbatim, "/regular_price"), ==, "9.99999");
  g_assert_cmpstr (text_at (dear, "/sale_price"), ==, "");
  g_assert_cmpstr (text_at (word, "/regular_price"), ==, "");
}

/* A request as a client signs it that knows key and secret. @at: seconds since 1970 */
static Answer *
ask_signed (KontorStorefront *shop, const char *secret, const char *nonce, gint64 at)
{
  g_autofree char *address = g_strdup_printf ("%s/wp-json/wc/v3/orders", kontor_storefront_get_plain_address (shop));
  g_autofree char *query =
      g_strdup_printf ("oauth_consumer_key=%s&oauth_nonce=%s&oauth_signature_method=HMAC-SHA256"
                       "&oauth_timestamp=%" G_GINT64_FORMAT "&oauth_version=1.0&per_page=5",
                       kontor_storefront_get_key (shop, KONTOR_STOREFRONT_KEY_READ_WRITE), nonce, at);
  g_autofree char *escaped_address = g_uri_escape_string (address, NULL, FALSE);
  g_autofree char *escaped_query = g_uri_escape_string (query, NULL, FALSE);
  g_autofree char *text = g_strdup_printf ("GET&%s&%s", escaped_address, escaped_query);
  g_autofree char *key = g_strconcat (secret, "&", NULL);
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key));
  guint8 digest[32];
  gsize size = sizeof digest;
  g_autofree char *signature = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *whole = NULL;

  g_hmac_update (hmac, (const guchar *) text, (gssize) strlen (text));
  g_hmac_get_digest (hmac, digest, &size);
  signature = g_base64_encode (digest, size);
  escaped = g_uri_escape_string (signature, NULL, FALSE);
  whole = g_strdup_printf ("%s?%s&oauth_signature=%s", address, query, escaped);
  return ask_as (shop, NULL, "GET", whole, NULL);
}

static void
test_oauth (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  const char *secret = kontor_storefront_get_secret (shop, KONTOR_STOREFRONT_KEY_READ_WRITE);
  gint64 now = kontor_storefront_get_now (shop);
  g_autoptr (Answer) good = ask_signed (shop, secret, "once", now);
  g_autoptr (Answer) replayed = ask_signed (shop, secret, "once", now);
  g_autoptr (Answer) wrong = ask_signed (shop, "cs_wrong", "other", now);
  g_autoptr (Answer) late = NULL;
  g_autoptr (Answer) in_time = NULL;

  kontor_storefront_set_skew (shop, 1000);
  late = ask_signed (shop, secret, "third", now);
  in_time = ask_signed (shop, secret, "fourth", now + 1000);
  g_assert_cmpuint (good->status, ==, 200);
  assert_fails (replayed, 401, "woocommerce_rest_authentication_error");
  assert_fails (wrong, 401, "woocommerce_rest_authentication_error");
  assert_fails (late, 401, "woocommerce_rest_authentication_error");
  g_assert_cmpuint (in_time->status, ==, 200);
}

static guint
count_orders (KontorStorefront *shop)
{
  g_autofree char *answer = kontor_storefront_ask (shop, "GET", "wc/v3/orders?per_page=100&_fields=id", NULL, NULL);
  g_autoptr (yyjson_doc) doc = yyjson_read (answer, strlen (answer), YYJSON_READ_NOFLAG);

  return (guint) yyjson_arr_size (yyjson_doc_get_root (doc));
}

static Answer *
ask_under (KontorStorefront *shop, const char *faults, const char *method, const char *path, const char *body)
{
  g_autoptr (GError) error = NULL;

  kontor_storefront_set_faults (shop, faults, &error);
  g_assert_no_error (error);
  return ask (shop, method, path, body);
}

/* What is lost before the deed is not done; what is lost after it is, whatever the client saw. */
static void
test_lost (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  g_autoptr (Answer) before = ask_under (shop, "lost-before @POST wc/v3/orders *1", "POST", "wc/v3/orders", "{}");
  guint after_first = count_orders (shop);
  g_autoptr (Answer) after = ask_under (shop, "lost-after @POST wc/v3/orders *1", "POST", "wc/v3/orders", "{}");
  guint after_second = count_orders (shop);
  g_autoptr (Answer) cut = ask_under (shop, "cut @GET wc/v3/orders *1", "GET", "wc/v3/orders", NULL);
  g_autoptr (Answer) failed = ask_under (shop, "failed-after @POST wc/v3/orders *1", "POST", "wc/v3/orders", "{}");

  g_assert_nonnull (before->error);
  g_assert_cmpuint (after_first, ==, 25);
  g_assert_nonnull (after->error);
  g_assert_cmpuint (after_second, ==, 26);
  g_assert_nonnull (cut->error);
  g_assert_cmpuint (failed->status, ==, 500);
  g_assert_null (failed->doc);
  g_assert_cmpuint (count_orders (shop), ==, 27);
}

static void
test_bad_answers (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) limited = ask_under (shop, "rate-limit =7", "GET", "wc/v3/orders", NULL);
  g_autoptr (Answer) maintenance = ask_under (shop, "maintenance", "GET", "wc/v3/orders", NULL);
  g_autoptr (Answer) truncated = ask_under (shop, "truncated", "GET", "wc/v3/orders", NULL);
  g_autoptr (Answer) garbage = ask_under (shop, "garbage", "GET", "wc/v3/orders", NULL);
  g_autoptr (Answer) spared = ask_under (shop, "error +1 *1 @GET wc/v3/orders", "GET", "wc/v3/orders", NULL);
  g_autoptr (Answer) struck = ask (shop, "GET", "wc/v3/orders", NULL);
  g_autoptr (Answer) over = ask (shop, "GET", "wc/v3/orders", NULL);

  g_assert_cmpuint (limited->status, ==, 429);
  g_assert_cmpstr (soup_message_headers_get_one (limited->headers, "Retry-After"), ==, "7");
  g_assert_cmpuint (maintenance->status, ==, 503);
  g_assert_null (maintenance->doc);
  g_assert_cmpuint (truncated->status, ==, 200);
  g_assert_null (truncated->doc);
  g_assert_false (g_utf8_validate (garbage->text, -1, NULL));
  g_assert_cmpuint (spared->status, ==, 200);
  g_assert_cmpuint (struck->status, ==, 500);
  g_assert_cmpuint (over->status, ==, 200);
  g_assert_false (kontor_storefront_set_faults (shop, "earthquake", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

typedef struct {
  KontorStorefront *shop;
  gint64 product;
} Sale;

static gpointer
sell_meanwhile (gpointer data)
{
  Sale *sale = data;

  while (kontor_storefront_count (sale->shop, "arrivals") == 0)
    g_usleep (1000);
  place_order (sale->shop, sale->product, 2);
  return NULL;
}

/* The real store reads the stock, adds, and writes: an order in between is lost. */
static void
test_delta (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  Sale sale = { shop, make_product (shop, "RACE", 10) };
  g_autofree char *path = g_strdup_printf ("wc/v3/products/%" G_GINT64_FORMAT, sale.product);
  g_autoptr (Answer) alone = ask (shop, "PUT", path, "{\"inventory_delta\":-1}");
  g_autoptr (Answer) raced = NULL;
  GThread *thread;

  g_assert_cmpint (int_at (alone, "/stock_quantity"), ==, 9);
  kontor_storefront_reset_counts (shop);
  thread = g_thread_new ("sale", sell_meanwhile, &sale);
  raced = ask_under (shop, "slow =400 @PUT wc/v3/products", "PUT", path, "{\"inventory_delta\":-1}");
  g_thread_join (thread);
  g_assert_cmpint (int_at (raced, "/stock_quantity"), ==, 8);
}

static void
test_shifting (void)
{
  g_autoptr (KontorStorefront) shop = open_small_shop ();
  g_autoptr (Answer) shifted = ask_under (shop, "shift @GET wc/v3/orders *1", "GET", "wc/v3/orders?per_page=1", NULL);
  g_autoptr (Answer) shrunk = ask_under (shop, "shrink @GET wc/v3/orders *1", "GET", "wc/v3/orders?per_page=1", NULL);

  g_assert_cmpstr (soup_message_headers_get_one (shifted->headers, "X-WP-Total"), ==, "26");
  g_assert_cmpstr (soup_message_headers_get_one (shrunk->headers, "X-WP-Total"), ==, "25");
}

/* Where https ends before the shop, it knows nobody; with plain permalinks there is no route under /wp-json/. */
static void
test_odd_hosts (void)
{
  const KontorStorefrontOptions behind_proxy = { .proxied = TRUE };
  const KontorStorefrontOptions plain = { .plain_permalinks = TRUE };
  const KontorStorefrontOptions bare = { .without_woocommerce = TRUE };
  g_autoptr (KontorStorefront) proxied_shop = open_shop (&behind_proxy);
  g_autoptr (KontorStorefront) plain_shop = open_shop (&plain);
  g_autoptr (KontorStorefront) bare_shop = open_shop (&bare);
  g_autoptr (Answer) proxied = ask (proxied_shop, "GET", "wc/v3/orders", NULL);
  g_autoptr (Answer) no_route = ask (plain_shop, "GET", "wc/v3/orders", NULL);
  g_autofree char *by_query = g_strconcat (kontor_storefront_get_address (plain_shop), "/?rest_route=/", NULL);
  g_autoptr (Answer) index = ask_as (plain_shop, NULL, "GET", by_query, NULL);
  g_autoptr (Answer) nothing = ask (bare_shop, "GET", "wc/v3/orders", NULL);

  assert_fails (proxied, 401, "woocommerce_rest_cannot_view");
  g_assert_cmpuint (no_route->status, ==, 404);
  g_assert_null (no_route->doc);
  g_assert_cmpstr (text_at (index, "/name"), ==, "Kontor Test Store");
  assert_fails (nothing, 404, "rest_no_route");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/storefront/who-may", test_who_may);
  kontor_test_add_plain ("/storefront/pages", test_pages);
  kontor_test_add_plain ("/storefront/changes", test_changes);
  kontor_test_add_plain ("/storefront/trash", test_trash);
  kontor_test_add_plain ("/storefront/batch", test_batch);
  kontor_test_add_plain ("/storefront/order", test_order);
  kontor_test_add_plain ("/storefront/status-and-stock", test_status_and_stock);
  kontor_test_add_plain ("/storefront/refund", test_refund);
  kontor_test_add_plain ("/storefront/money", test_money);
  kontor_test_add_plain ("/storefront/oauth", test_oauth);
  kontor_test_add_plain ("/storefront/lost", test_lost);
  kontor_test_add_plain ("/storefront/bad-answers", test_bad_answers);
  kontor_test_add_plain ("/storefront/delta", test_delta);
  kontor_test_add_plain ("/storefront/shifting", test_shifting);
  kontor_test_add_plain ("/storefront/odd-hosts", test_odd_hosts);
  return kontor_test_run ();
}
