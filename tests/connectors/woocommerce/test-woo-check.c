#include <string.h>

#include "fake-network.h"
#include "kontor-storefront.h"
#include "kontor-test.h"
#include "kontor-woo-connector.h"
#include "kontor-woo-secret.h"

/* What can be wrong with a shop or a login, told apart over real sockets. */

typedef struct {
  KontorStorefront *shop;
  const char *address;
  KontorWooLogin login;
  const char *user;
  const char *password;
  const char *fingerprint;
} Login;

static KontorStorefront *
open_shop (KontorStorefrontOptions options)
{
  g_autoptr (GError) error = NULL;
  KontorStorefront *shop;

  options.self_signed = TRUE;
  shop = kontor_storefront_new (&options, &error);
  g_assert_no_error (error);
  /* It made a certificate. */
  kontor_test_pardon_stall ();
  return shop;
}

/* Of the shop's administrator, by an application password. */
static Login
make_login (KontorStorefront *shop)
{
  return (Login) { shop, kontor_storefront_get_address (shop), KONTOR_WOO_LOGIN_PASSWORD,
                   kontor_storefront_get_user (shop, KONTOR_STOREFRONT_ADMIN),
                   kontor_storefront_get_password (shop, KONTOR_STOREFRONT_ADMIN), kontor_storefront_get_fingerprint (shop) };
}

static Login
make_key (KontorStorefront *shop, KontorStorefrontKey key)
{
  return (Login) { shop, kontor_storefront_get_address (shop), KONTOR_WOO_LOGIN_KEY, kontor_storefront_get_key (shop, key),
                   kontor_storefront_get_secret (shop, key), kontor_storefront_get_fingerprint (shop) };
}

static KontorConnector *
sign_in (Login login)
{
  KontorWooSecret secret = { login.login, (char *) login.user, (char *) login.password };
  g_autofree char *text = kontor_woo_secret_write (&secret);
  g_autoptr (GVariant) settings = g_variant_ref_sink (g_variant_new_parsed ("{'fingerprint': %s}", login.fingerprint));

  return kontor_woo_factory.create (login.address, text, settings);
}

typedef struct {
  GString *steps;
  char *text;
} Seen;

static void
progress_cb (KontorCheckStep step, const GError *error, gpointer data)
{
  Seen *seen = data;

  g_string_append_c (seen->steps, error != NULL ? 'x' : '.');
  g_set_str (&seen->text, error != NULL ? error->message : NULL);
}

/* @steps: how far it comes; @text: what the message says, "" where it succeeds. (transfer full) (nullable) */
static KontorAccountInfo *
check (Login login, const char *steps, const char *text)
{
  g_autoptr (KontorConnector) connector = sign_in (login);
  Seen seen = { g_string_new (NULL), NULL };
  g_autoptr (GError) error = NULL;
  KontorAccountInfo *info = dex_await_boxed (kontor_connector_check (connector, progress_cb, &seen), &error);

  if (!g_str_equal (seen.steps->str, steps) || (*text != '\0' && (seen.text == NULL || strstr (seen.text, text) == NULL)))
    g_error ("“%s” and “%s” instead of “%s” and “%s”", seen.steps->str, seen.text, steps, text);
  g_assert_cmpint (info != NULL, ==, *text == '\0');
  g_string_free (seen.steps, TRUE);
  g_free (seen.text);
  return info;
}

static void
assert_fails (Login login, const char *steps, const char *text)
{
  g_assert_null (check (login, steps, text));
}

static void
assert_passes (Login login, const char *capability, gboolean has)
{
  g_autoptr (KontorAccountInfo) info = check (login, ".....", "");

  g_assert_cmpint (g_strv_contains ((const char *const *) info->capabilities, capability), ==, has);
}

static char *
replace_host (KontorStorefront *shop, const char *host)
{
  return g_strdup_printf ("https://%s%s", host, strrchr (kontor_storefront_get_address (shop), ':'));
}

static void
test_network (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { 0 });
  g_autofree char *named = replace_host (shop, "shop.example"), *unknown = replace_host (shop, "shop.invalid");
  Login login = make_login (shop);

  login.address = named;
  fake_network_set_available (FALSE);
  assert_fails (login, "x", "no connection to the network");
  g_assert_cmpuint (kontor_storefront_count (shop, "arrivals"), ==, 0);
  login.address = kontor_storefront_get_address (shop);
  assert_passes (login, "media", TRUE);
  fake_network_set_available (TRUE);
  login.address = unknown;
  assert_fails (login, ".x", "There is no server “shop.invalid”");
}

/* A server without encryption, which takes what it does not understand for a bad request. */
static gboolean
incoming_cb (GSocketService *service, GSocketConnection *connection, GObject *source, guint *visitors)
{
  static const char answer[] = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";

  (*visitors)++;
  g_output_stream_write (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer, strlen (answer), NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

/* Where nothing answers, and where no https does: plain http is for this computer alone, however the address is written. */
static void
test_server (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { 0 });
  g_autoptr (GSocketService) service = g_socket_service_new ();
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *plain = g_strdup_printf ("http://shop.example:%u", port);
  Login login = make_login (shop);
  guint visitors = 0;

  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), &visitors);
  login.address = plain;
  assert_fails (login, ".x", "No secure connection");
  g_assert_cmpuint (visitors, >, 0);
  login.address = "https://127.0.0.1:1";
  assert_fails (login, ".x", "does not answer");
  g_assert_cmpuint (kontor_storefront_count (shop, "arrivals"), ==, 0);
}

static void
test_certificate (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { 0 });
  Login login = make_login (shop);

  login.fingerprint = "";
  assert_fails (login, ".x", kontor_storefront_get_fingerprint (shop));
  g_assert_cmpuint (kontor_storefront_count (shop, "arrivals"), ==, 0);
}

static void
check_shop (KontorStorefrontOptions options, const char *steps, const char *text)
{
  g_autoptr (KontorStorefront) shop = open_shop (options);

  assert_fails (make_login (shop), steps, text);
}

static void
test_shops (void)
{
  check_shop ((KontorStorefrontOptions) { .without_wordpress = TRUE }, "..x", "There is no WordPress");
  check_shop ((KontorStorefrontOptions) { .blocked = TRUE }, "..x", "REST interface is blocked");
  check_shop ((KontorStorefrontOptions) { .plain_permalinks = TRUE }, "..x", "Settings → Permalinks");
  check_shop ((KontorStorefrontOptions) { .without_woocommerce = TRUE }, "..x", "but WooCommerce is not");
  check_shop ((KontorStorefrontOptions) { .version = "3.4" }, "..x", "WooCommerce is too old");
  check_shop ((KontorStorefrontOptions) { .plain_home = TRUE }, ".x", "from https back to plain http");
}

/* A plugin hides the interface from strangers: an application password opens it, a consumer key means nothing there. */
static void
test_members_only (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { .members_only = TRUE });

  assert_passes (make_login (shop), "write", TRUE);
  assert_fails (make_key (shop, KONTOR_STOREFRONT_KEY_READ_WRITE), "..x", "REST interface is blocked");
}

static void
test_proxied (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { .proxied = TRUE });

  assert_fails (make_login (shop), "...x", "X-Forwarded-Proto");
  assert_fails (make_key (shop, KONTOR_STOREFRONT_KEY_READ_WRITE), "...x", "X-Forwarded-Proto");
}

static void
test_passwords (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { 0 });
  Login login = make_login (shop);

  assert_passes (login, "media", TRUE);
  login.password = "abcd efgh ijkl mnop qrst uvwx";
  assert_fails (login, "...x", "It is not the password with which you sign in");
  login.user = kontor_storefront_get_user (shop, KONTOR_STOREFRONT_CUSTOMER);
  login.password = kontor_storefront_get_password (shop, KONTOR_STOREFRONT_CUSTOMER);
  assert_fails (login, "...x", "administrator or shop manager");
  login.user = kontor_storefront_get_user (shop, KONTOR_STOREFRONT_MANAGER);
  login.password = kontor_storefront_get_password (shop, KONTOR_STOREFRONT_MANAGER);
  assert_passes (login, "write", TRUE);
}

static void
test_keys (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { 0 });
  Login login = make_key (shop, KONTOR_STOREFRONT_KEY_READ_WRITE);

  assert_passes (login, "media", FALSE);
  login.password = "cs_none";
  assert_fails (login, "...x", "Consumer secret is invalid");
  login.user = "ck_none";
  assert_fails (login, "...x", "does not know this consumer key");
  assert_fails (make_key (shop, KONTOR_STOREFRONT_KEY_READ), "...x", "may read, but not write");
  assert_fails (make_key (shop, KONTOR_STOREFRONT_KEY_WRITE), "...x", "the permission Read/Write");
}

/* Several by their ids, which stand in one parameter: a list of parameters is signed in a way of its own. */
static void
assert_fetches (KontorConnector *connector, KontorBatch *orders)
{
  const char *ids[] = { NULL, NULL, NULL };
  g_autoptr (KontorBatch) batch = NULL;
  g_autoptr (GError) error = NULL;
  guint found = 0;

  for (guint i = 0, n = 0; i < orders->rows->len && n < 2; i++)
    if (kontor_record_get_entity (g_ptr_array_index (orders->rows, i)) == KONTOR_ENTITY_ORDER)
      ids[n++] = kontor_record_get_key (g_ptr_array_index (orders->rows, i));
  g_assert_nonnull (ids[1]);
  batch = dex_await_boxed (kontor_connector_fetch (connector, KONTOR_ENTITY_ORDER, ids), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < batch->rows->len; i++)
    found += kontor_record_get_entity (g_ptr_array_index (batch->rows, i)) == KONTOR_ENTITY_ORDER;
  g_assert_cmpuint (found, ==, 2);
}

/* Without encryption, on this computer, a key signs by the shop's clock, and a password is of no use. */
static void
test_plain (void)
{
  static const gint64 skews[] = { 0, 5000, -5000 };
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { .n_orders = 2 });
  Login login = make_key (shop, KONTOR_STOREFRONT_KEY_READ_WRITE);
  Login password = make_login (shop);

  login.address = password.address = kontor_storefront_get_plain_address (shop);
  for (guint i = 0; i < G_N_ELEMENTS (skews); i++) {
    g_autoptr (KontorConnector) fresh = sign_in (login);
    g_autoptr (KontorBatch) batch = NULL;
    g_autoptr (GError) error = NULL;

    kontor_storefront_set_skew (shop, skews[i]);
    assert_passes (login, "media", FALSE);
    batch = dex_await_boxed (kontor_connector_pull (fresh, "orders", KONTOR_PULL_FIRST, NULL), &error);
    g_assert_no_error (error);
    assert_fetches (fresh, batch);
  }
  assert_fails (password, "...x", "Without https");
}

/* Without a scheme a shop on this computer may be either, but what has https is not asked without. The other does not
   answer what it takes for an unfinished request. */
static void
test_scheme (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { 0 });
  Login secure = make_login (shop), plain = make_key (shop, KONTOR_STOREFRONT_KEY_READ_WRITE);

  plain.address = kontor_storefront_get_plain_address (shop) + strlen ("http://");
  assert_passes (plain, "write", TRUE);

  secure.address = kontor_storefront_get_address (shop) + strlen ("https://");
  assert_passes (secure, "write", TRUE);
  secure.fingerprint = "";
  assert_fails (secure, ".x", kontor_storefront_get_fingerprint (shop));
}

static gpointer
pass_back (gpointer data)
{
  GIOStream *const *ends = data;

  g_output_stream_splice (g_io_stream_get_output_stream (ends[0]), g_io_stream_get_input_stream (ends[1]),
                          G_OUTPUT_STREAM_SPLICE_NONE, NULL, NULL);
  g_io_stream_close (ends[0], NULL, NULL);
  return NULL;
}

/* Hangs up on what begins with a greeting of TLS, and passes on all else to the shop. */
static gboolean
hang_up_cb (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, const char *shop)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) onward = NULL;
  GIOStream *ends[2] = { G_IO_STREAM (connection) };
  GThread *back;
  char first;

  if (g_input_stream_read (g_io_stream_get_input_stream (ends[0]), &first, 1, NULL, NULL) != 1 || first == 0x16)
    return TRUE;
  onward = g_socket_client_connect_to_uri (client, shop, 80, NULL, NULL);
  ends[1] = G_IO_STREAM (onward);
  back = g_thread_new ("back", pass_back, ends);
  g_output_stream_write (g_io_stream_get_output_stream (ends[1]), &first, 1, NULL, NULL);
  g_output_stream_splice (g_io_stream_get_output_stream (ends[1]), g_io_stream_get_input_stream (ends[0]),
                          G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  g_thread_join (back);
  return TRUE;
}

/* What answers encryption by hanging up is asked without at once. */
static void
test_scheme_hang_up (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { 0 });
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (8);
  Login login = make_key (shop, KONTOR_STOREFRONT_KEY_READ_WRITE);
  g_autofree char *address = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

  g_signal_connect (service, "run", G_CALLBACK (hang_up_cb), (gpointer) kontor_storefront_get_plain_address (shop));
  address = g_strdup_printf ("127.0.0.1:%u", port);
  login.address = address;
  assert_passes (login, "write", TRUE);
  g_socket_service_stop (service);
}

/* Nor is what has https, and is no shop. */
static void
test_scheme_elsewhere (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { .without_wordpress = TRUE });
  Login login = make_login (shop);

  login.address = kontor_storefront_get_address (shop) + strlen ("https://");
  assert_fails (login, "..x", "There is no WordPress");
}

static DexFuture *
ask_approval (Login login, KontorConnector **connector)
{
  *connector = sign_in (login);
  return kontor_connector_ask_approval (*connector, "browser", "kontor://connected/?state=1&2", NULL, NULL);
}

static void
test_approval (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { 0 });
  g_autoptr (KontorConnector) connector = NULL, plain = NULL;
  Login login = make_login (shop);
  g_autofree char *page = dex_await_string (ask_approval (login, &connector), NULL);
  g_autofree char *begin = g_strconcat (login.address, "/wp-admin/authorize-application.php?app_id=", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_str_has_prefix (page, begin));
  g_assert_nonnull (strstr (page, "&success_url=kontor%3A%2F%2Fconnected%2F%3Fstate%3D1%262&"));
  g_assert_true (g_str_has_suffix (page, "&reject_url=kontor%3A%2F%2Fconnected%2F%3Fstate%3D1%262%26success%3Dfalse"));
  login.address = kontor_storefront_get_plain_address (shop);
  g_assert_null (dex_await_string (ask_approval (login, &plain), &error));
  g_assert_nonnull (strstr (error->message, "Without https"));
}

static void
test_approval_proxied (void)
{
  g_autoptr (KontorStorefront) shop = open_shop ((KontorStorefrontOptions) { .proxied = TRUE });
  g_autoptr (KontorConnector) connector = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (dex_await_string (ask_approval (make_login (shop), &connector), &error));
  g_assert_nonnull (strstr (error->message, "X-Forwarded-Proto"));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  fake_network_install ();
  kontor_test_add ("/woo/check/network", test_network);
  kontor_test_add ("/woo/check/server", test_server);
  kontor_test_add ("/woo/check/certificate", test_certificate);
  kontor_test_add ("/woo/check/shops", test_shops);
  kontor_test_add ("/woo/check/members-only", test_members_only);
  kontor_test_add ("/woo/check/proxied", test_proxied);
  kontor_test_add ("/woo/check/passwords", test_passwords);
  kontor_test_add ("/woo/check/keys", test_keys);
  kontor_test_add ("/woo/check/plain", test_plain);
  kontor_test_add ("/woo/check/scheme", test_scheme);
  kontor_test_add ("/woo/check/scheme-hang-up", test_scheme_hang_up);
  kontor_test_add ("/woo/check/scheme-elsewhere", test_scheme_elsewhere);
  kontor_test_add ("/woo/check/approval", test_approval);
  kontor_test_add ("/woo/check/approval-proxied", test_approval_proxied);
  return kontor_test_run ();
}
