/* Who may ask, and how a request is signed. */

#include <string.h>

#include "kontor-test.h"
#include "test-storefront.h"

static void
assert_user (KontorStorefront *shop, const char *name, const char *password, const char *method, guint status,
             const char *code)
{
  g_autofree char *credentials = g_strdup_printf ("%s:%s", name, password);
  g_autofree char *address = g_strdup_printf ("%s/wp-json/wc/v3/orders", kontor_storefront_get_address (shop));
  g_autoptr (TestAnswer) answer = test_ask_as (shop, credentials, method, address, g_str_equal (method, "POST") ? "{}" : NULL);

  g_assert_cmpuint (answer->status, ==, status);
  if (code != NULL)
    g_assert_cmpstr (test_text_at (answer, "/code"), ==, code);
}

static void
test_who_may (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  const char *key = kontor_storefront_get_key (shop, KONTOR_STOREFRONT_KEY_READ);
  const char *secret = kontor_storefront_get_secret (shop, KONTOR_STOREFRONT_KEY_READ);
  g_autofree char *plain = g_strdup_printf ("%s/wp-json/wc/v3/orders", kontor_storefront_get_plain_address (shop));
  g_autofree char *credentials = g_strdup_printf ("%s:%s", key, secret);
  g_autoptr (TestAnswer) over_http = test_ask_as (shop, credentials, "GET", plain, NULL);

  assert_user (shop, "manager", kontor_storefront_get_password (shop, KONTOR_STOREFRONT_MANAGER), "GET", 200, NULL);
  assert_user (shop, "customer", kontor_storefront_get_password (shop, KONTOR_STOREFRONT_CUSTOMER), "GET", 403,
               "woocommerce_rest_cannot_view");
  assert_user (shop, "admin", "wrong", "GET", 401, "woocommerce_rest_cannot_view");
  assert_user (shop, key, secret, "GET", 200, NULL);
  assert_user (shop, key, secret, "POST", 401, "woocommerce_rest_authentication_error");
  assert_user (shop, key, "cs_wrong", "GET", 401, "woocommerce_rest_authentication_error");
  assert_user (shop, "ck_unknown", secret, "GET", 401, "woocommerce_rest_cannot_view");
  test_assert_fails (over_http, 401, "woocommerce_rest_cannot_view");
}

/* A request as a client signs it that knows key and secret. @at: seconds since 1970 */
static TestAnswer *
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
  return test_ask_as (shop, NULL, "GET", whole, NULL);
}

static void
test_oauth (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  const char *secret = kontor_storefront_get_secret (shop, KONTOR_STOREFRONT_KEY_READ_WRITE);
  gint64 now = kontor_storefront_get_now (shop);
  g_autoptr (TestAnswer) good = ask_signed (shop, secret, "once", now);
  g_autoptr (TestAnswer) replayed = ask_signed (shop, secret, "once", now);
  g_autoptr (TestAnswer) wrong = ask_signed (shop, "cs_wrong", "other", now);
  g_autoptr (TestAnswer) late = NULL;
  g_autoptr (TestAnswer) in_time = NULL;

  kontor_storefront_set_skew (shop, 1000);
  late = ask_signed (shop, secret, "third", now);
  in_time = ask_signed (shop, secret, "fourth", now + 1000);
  g_assert_cmpuint (good->status, ==, 200);
  test_assert_fails (replayed, 401, "woocommerce_rest_authentication_error");
  test_assert_fails (wrong, 401, "woocommerce_rest_authentication_error");
  test_assert_fails (late, 401, "woocommerce_rest_authentication_error");
  g_assert_cmpuint (in_time->status, ==, 200);
}

/* Where https ends before the shop, it knows nobody; with plain permalinks there is no route under /wp-json/. */
static void
test_odd_hosts (void)
{
  const KontorStorefrontOptions behind_proxy = { .proxied = TRUE };
  const KontorStorefrontOptions plain = { .plain_permalinks = TRUE };
  const KontorStorefrontOptions bare = { .without_woocommerce = TRUE };
  g_autoptr (KontorStorefront) proxied_shop = test_open_shop (&behind_proxy);
  g_autoptr (KontorStorefront) plain_shop = test_open_shop (&plain);
  g_autoptr (KontorStorefront) bare_shop = test_open_shop (&bare);
  g_autoptr (TestAnswer) proxied = test_ask (proxied_shop, "GET", "wc/v3/orders", NULL);
  g_autoptr (TestAnswer) no_route = test_ask (plain_shop, "GET", "wc/v3/orders", NULL);
  g_autofree char *by_query = g_strconcat (kontor_storefront_get_address (plain_shop), "/?rest_route=/", NULL);
  g_autoptr (TestAnswer) index = test_ask_as (plain_shop, NULL, "GET", by_query, NULL);
  g_autoptr (TestAnswer) nothing = test_ask (bare_shop, "GET", "wc/v3/orders", NULL);

  test_assert_fails (proxied, 401, "woocommerce_rest_cannot_view");
  g_assert_cmpuint (no_route->status, ==, 404);
  g_assert_null (no_route->doc);
  g_assert_cmpstr (test_text_at (index, "/name"), ==, "Kontor Test Store");
  test_assert_fails (nothing, 404, "rest_no_route");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/storefront/who-may", test_who_may);
  kontor_test_add_plain ("/storefront/oauth", test_oauth);
  kontor_test_add_plain ("/storefront/odd-hosts", test_odd_hosts);
  return kontor_test_run ();
}
