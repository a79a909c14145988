#include <string.h>

#include "fake-browser.h"
#include "fake-network.h"
#include "kontor-account-banner.h"
#include "kontor-accounts-dialog.h"
#include "kontor-approval.h"
#include "kontor-certificate-page.h"
#include "kontor-check-list.h"
#include "kontor-connect-dialog.h"
#include "kontor-error.h"
#include "kontor-storefront.h"
#include "register.h"
#include "ui-fixture.h"

/* Connecting to a shop that speaks WooCommerce, over real sockets, with all that a person sees of it. */

static const KontorStorefrontOptions self_signed = { .seed = 3, .n_products = 2, .n_orders = 2, .self_signed = TRUE };

typedef struct {
  KontorStorefront *shop;
  KontorEngine *engine;
  AdwWindow *window;
  KontorConnectDialog *dialog;
} Fixture;

static KontorStorefront *
open_shop (const KontorStorefrontOptions *options)
{
  g_autoptr (GError) error = NULL;
  KontorStorefront *shop = kontor_storefront_new (options, &error);

  g_assert_no_error (error);
  kontor_test_pardon_stall ();
  return shop;
}

static void
fixture_begin (Fixture *self, const KontorStorefrontOptions *options)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "kontor.db", NULL);
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  KontorEngineConfig config = { kontor_connector_list_factories (), NULL, secrets, NULL, KONTOR_ENGINE_CREATE };
  g_autoptr (GError) error = NULL;

  self->shop = open_shop (options);
  self->engine = dex_await_object (kontor_engine_open (path, &config), &error);
  g_assert_no_error (error);
  self->window = ui_show (adw_bin_new ());
}

static void
fixture_end (Fixture *self)
{
  ui_close (self->window);
  g_assert_true (dex_await (kontor_engine_stop (self->engine), NULL));
  g_clear_object (&self->engine);
  g_clear_pointer (&self->shop, kontor_storefront_free);
  kontor_test_pardon_stall ();
}

/* Each platform is shown by a picture that came with it. */
static void
test_marks (void)
{
  for (const KontorConnectorFactory *const *factory = kontor_connector_list_factories (); *factory != NULL; factory++) {
    g_autofree char *path =
        g_strdup_printf ("/org/kontor/Kontor/icons/scalable/actions/%s.svg", (*factory)->info->mark);

    g_assert_true (g_resources_get_info (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL, NULL, NULL));
  }
}

static const KontorConnectorInfo *
find_platform (void)
{
  const KontorConnectorFactory *const *factories = kontor_connector_list_factories ();

  while (!g_str_equal ((*factories)->info->id, "woocommerce"))
    factories++;
  return (*factories)->info;
}

static void
show_dialog (Fixture *self, KontorConnectDialog *dialog)
{
  self->dialog = dialog;
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self->window));
  ui_wait_dialog (self->window, KONTOR_TYPE_CONNECT_DIALOG);
}

static KontorAccount *
dup_account (Fixture *self)
{
  return g_list_model_get_item (kontor_engine_get_accounts (self->engine), 0);
}

/* The last letters, since the row's label has soft breaks nowhere but at colons. */
static void
assert_fingerprint (Fixture *self, KontorStorefront *shop)
{
  g_autofree char *text = kontor_fingerprint_format (kontor_storefront_get_fingerprint (shop));

  ui_wait_text (self->window, text);
}

static void
begin_in_browser (Fixture *self)
{
  kontor_storefront_reset_counts (self->shop);
  show_dialog (self, kontor_connect_dialog_new (self->engine, find_platform ()));
  ui_type (self->window, "Shop Address", kontor_storefront_get_address (self->shop) + strlen ("https://"));
  ui_shoot (self->window, "sign-in-browser");
  ui_click (self->window, "Continue in Browser");
  ui_wait_text (self->window, "Trust This Certificate?");
  assert_fingerprint (self, self->shop);
  ui_shoot (self->window, "certificate");
  g_assert_cmpuint (kontor_storefront_count (self->shop, "arrivals"), ==, 0);
  ui_click (self->window, "Trust This Certificate");
}

/* What the page of WordPress goes on to when somebody approves. @page: that was opened in the browser */
static char *
make_answer (Fixture *self, const char *page)
{
  g_autoptr (GUri) uri = g_uri_parse (page, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) asked = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);
  const char *password = kontor_storefront_get_password (self->shop, KONTOR_STOREFRONT_ADMIN);
  g_autofree char *escaped = g_uri_escape_string (password, NULL, FALSE);
  g_autofree char *site = g_uri_escape_string (kontor_storefront_get_address (self->shop), NULL, FALSE);

  g_assert_true (g_str_has_prefix (page, kontor_storefront_get_address (self->shop)));
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/wp-admin/authorize-application.php");
  g_assert_true (g_uuid_string_is_valid (g_hash_table_lookup (asked, "app_id")));
  g_assert_true (g_str_has_prefix (g_hash_table_lookup (asked, "app_name"), "Kontor"));
  g_assert_true (g_str_has_prefix (g_hash_table_lookup (asked, "success_url"), "kontor://connected/?state="));
  return g_strdup_printf ("%s&site_url=%s&user_login=admin&password=%s", (char *) g_hash_table_lookup (asked, "success_url"), site, escaped);
}

/* Likewise when somebody refuses. */
static char *
make_refusal (const char *page)
{
  g_autoptr (GUri) uri = g_uri_parse (page, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) asked = g_uri_parse_params (g_uri_get_query (uri), -1, "&", G_URI_PARAMS_NONE, NULL);

  return g_strdup (g_hash_table_lookup (asked, "reject_url"));
}

static char *
await_page (Fixture *self)
{
  ui_wait_text (self->window, "Waiting for Approval…");
  return fake_browser_await ();
}

static void
answer (Fixture *self, const char *uri)
{
  g_autoptr (GError) error = NULL;

  kontor_approval_answer (self->engine, uri, &error);
  g_assert_no_error (error);
}

static void
assert_refused (Fixture *self, const char *uri)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_approval_answer (self->engine, uri, &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
}

static gboolean
contains (const char *folder, const char *text)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *bytes = NULL;
    gsize size;

    if (g_file_get_contents (path, &bytes, &size, NULL) && memmem (bytes, size, text, strlen (text)) != NULL)
      return TRUE;
  }
  return FALSE;
}

static void
connect_shop (Fixture *self)
{
  g_autofree char *page = NULL, *uri = NULL;

  begin_in_browser (self);
  page = await_page (self);
  ui_shoot (self->window, "approval");
  uri = make_answer (self, page);
  answer (self, uri);
  ui_wait_no_dialog (self->window);
  g_assert_cmpuint (g_list_model_get_n_items (kontor_engine_get_accounts (self->engine)), ==, 1);
  assert_refused (self, uri);
}

static void
sync_once (KontorAccount *account)
{
  g_autoptr (GError) error = NULL;

  dex_await (kontor_sync_run_once (kontor_account_get_sync (account)), &error);
  g_assert_no_error (error);
  kontor_test_pardon_stall ();
}

/* Nothing is typed but the address, and the password stays where secrets are. */
static void
test_browser (void)
{
  Fixture f;
  g_autoptr (KontorAccount) account = NULL;

  fixture_begin (&f, &self_signed);
  connect_shop (&f);
  account = dup_account (&f);
  g_assert_true (g_strv_contains ((const char *const *) kontor_account_get_info (account)->capabilities, "media"));
  g_assert_false (contains (kontor_test_dir (), kontor_storefront_get_password (f.shop, KONTOR_STOREFRONT_ADMIN)));
  g_assert_true (contains (kontor_test_dir (), kontor_storefront_get_fingerprint (f.shop)));
  sync_once (account);
  fixture_end (&f);
}

/* Another page's answer changes nothing here; a no is said; what is opened again may still be answered. */
static void
test_refused (void)
{
  Fixture f;
  g_autofree char *page = NULL, *again = NULL, *yes = NULL, *no = NULL;

  fixture_begin (&f, &self_signed);
  begin_in_browser (&f);
  page = await_page (&f);
  assert_refused (&f, "kontor://connected/?state=0123&site_url=https%3A%2F%2Fevil.example&user_login=a&password=b");
  ui_wait_text (f.window, "Waiting for Approval…");
  ui_click (f.window, "Open Again");
  again = fake_browser_await ();
  g_assert_cmpstr (again, ==, page);
  yes = make_answer (&f, page);
  no = make_refusal (page);
  answer (&f, no);
  ui_wait_text (f.window, "The connection was not approved in the browser.");
  ui_shoot (f.window, "approval-refused");
  assert_refused (&f, yes);
  g_assert_cmpuint (g_list_model_get_n_items (kontor_engine_get_accounts (f.engine)), ==, 0);
  fixture_end (&f);
}

/* A shop that leads to another one's page does not get its password. */
static void
test_mixed_up (void)
{
  Fixture f;
  g_autofree char *page = NULL, *yes = NULL, *foreign = NULL;
  g_autoptr (GString) uri = NULL;

  fixture_begin (&f, &self_signed);
  begin_in_browser (&f);
  page = await_page (&f);
  yes = make_answer (&f, page);
  uri = g_string_new (yes);
  g_string_replace (uri, "site_url=https%3A%2F%2F127.0.0.1", "site_url=https%3A%2F%2Fother.example", 1);
  kontor_storefront_reset_counts (f.shop);
  answer (&f, uri->str);
  ui_wait_text (f.window, "Nothing was stored.");
  ui_wait_text (f.window, "The shop’s admin is at another address");
  g_assert_cmpuint (kontor_storefront_count (f.shop, "arrivals"), ==, 1); /* its home page, without a login */
  fixture_end (&f);
}

/* Back, typing instead and closing each withdraw the question. */
static void
test_withdrawn (void)
{
  Fixture f;
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *yes = NULL;

  fixture_begin (&f, &self_signed);
  begin_in_browser (&f);
  first = await_page (&f);
  gtk_widget_activate_action (ui_wait_text (f.window, "Waiting for Approval…"), "navigation.pop", NULL);
  ui_click (f.window, "Continue in Browser");
  second = await_page (&f);
  yes = make_answer (&f, first);
  assert_refused (&f, yes);
  ui_click (f.window, "Type a Password Instead");
  ui_wait_text (f.window, "User Name");
  g_clear_pointer (&yes, g_free);
  yes = make_answer (&f, second);
  assert_refused (&f, yes);
  adw_dialog_force_close (ADW_DIALOG (f.dialog));
  assert_refused (&f, yes);
  fixture_end (&f);
}

/* A new password for the same account; the data stays. */
static void
test_reconnect (void)
{
  Fixture f;
  g_autoptr (KontorAccount) account = NULL;
  g_autofree char *page = NULL, *yes = NULL;

  fixture_begin (&f, &self_signed);
  connect_shop (&f);
  account = dup_account (&f);
  show_dialog (&f, kontor_connect_dialog_new_reconnect (f.engine, account));
  g_assert_null (ui_find_text (f.window, "Shop Address"));
  ui_shoot (f.window, "reconnect-browser");
  ui_click (f.window, "Continue in Browser");
  page = await_page (&f);
  yes = make_answer (&f, page);
  answer (&f, yes);
  ui_wait_no_dialog (f.window);
  g_assert_cmpuint (g_list_model_get_n_items (kontor_engine_get_accounts (f.engine)), ==, 1);
  sync_once (account);
  fixture_end (&f);
}

static void
change_certificate (Fixture *self)
{
  KontorStorefrontOptions options = self_signed;

  options.port = (guint16) g_ascii_strtoull (strrchr (kontor_storefront_get_address (self->shop), ':') + 1, NULL, 10);
  g_clear_pointer (&self->shop, kontor_storefront_free);
  self->shop = open_shop (&options);
}

/* Another certificate than the one that was confirmed: nothing is sent until somebody has looked at both. */
static void
test_certificate (void)
{
  Fixture f;
  KontorAccountBanner *banner = g_object_new (KONTOR_TYPE_ACCOUNT_BANNER, "valign", GTK_ALIGN_START, NULL);
  g_autoptr (KontorAccount) account = NULL;
  g_autofree char *old = NULL, *shown = NULL;

  fixture_begin (&f, &self_signed);
  connect_shop (&f);
  account = dup_account (&f);
  old = kontor_fingerprint_format (kontor_storefront_get_fingerprint (f.shop));
  change_certificate (&f);
  g_assert_false (dex_await (kontor_sync_run_once (kontor_account_get_sync (account)), NULL));
  g_assert_cmpint (kontor_account_get_status (account), ==, KONTOR_ACCOUNT_AUTH_NEEDED);
  g_assert_cmpstr (kontor_account_get_untrusted (account), ==, kontor_storefront_get_fingerprint (f.shop));

  adw_window_set_content (f.window, GTK_WIDGET (banner));
  kontor_account_banner_set_engine (banner, f.engine);
  ui_wait_text (f.window, "Nobody vouches for the shop’s certificate.");
  ui_click (f.window, "Review…");
  ui_wait_text (f.window, "The Certificate Has Changed");
  ui_wait_text (f.window, old);
  assert_fingerprint (&f, f.shop);
  ui_shoot (f.window, "certificate-changed");
  ui_click (f.window, "Do Not Trust");
  ui_wait_text (f.window, "The account and its data stay as they are.");
  g_assert_cmpuint (kontor_storefront_count (f.shop, "arrivals"), ==, 0);
  ui_click (f.window, "Try Again");
  ui_click (f.window, "Trust This Certificate");
  ui_wait_text (f.window, "The connection works.");
  g_assert_null (kontor_account_get_untrusted (account));
  g_assert_cmpstr (kontor_account_get_setting (account, "fingerprint"), ==, kontor_storefront_get_fingerprint (f.shop));
  sync_once (account);
  fixture_end (&f);
}

/* Two windows wait for two answers, and each gets its own. */
static void
test_windows (void)
{
  Fixture f, other;
  g_autofree char *first = NULL, *second = NULL, *yes = NULL;

  fixture_begin (&f, &self_signed);
  begin_in_browser (&f);
  first = await_page (&f);
  other = f;
  other.window = ui_show (adw_bin_new ());
  begin_in_browser (&other);
  second = await_page (&other);
  yes = make_answer (&other, second);
  answer (&other, yes);
  ui_wait_no_dialog (other.window);
  ui_wait_text (f.window, "Waiting for Approval…");
  g_clear_pointer (&yes, g_free);
  yes = make_answer (&f, first);
  answer (&f, yes);
  ui_wait_no_dialog (f.window);
  g_assert_cmpuint (g_list_model_get_n_items (kontor_engine_get_accounts (f.engine)), ==, 2);
  ui_close (other.window);
  fixture_end (&f);
}

typedef enum { PASSWORD, CUSTOMER, KEY, READ_KEY, UNKNOWN_KEY } Login;

typedef struct {
  KontorStorefrontOptions shop;
  Login login;
  const char *host; /* (nullable): 127.0.0.1 */
  const char *steps;
  const char *text; /* as which the message begins */
} Failure;

static void
choose_manner (Fixture *self, guint manner)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find_type (self->dialog, ADW_TYPE_COMBO_ROW)), manner);
}

static void
type_password (Fixture *self, KontorStorefrontUser user)
{
  choose_manner (self, 1);
  ui_type (self->window, "User Name", kontor_storefront_get_user (self->shop, user));
  ui_type (self->window, "Application Password", kontor_storefront_get_password (self->shop, user));
}

static void
type_key (Fixture *self, const char *key, const char *secret)
{
  choose_manner (self, 2);
  ui_type (self->window, "Consumer Key", key);
  ui_type (self->window, "Consumer Secret", secret);
}

static void
type_login (Fixture *self, Login login)
{
  switch (login) {
  case PASSWORD:
    type_password (self, KONTOR_STOREFRONT_ADMIN);
    break;
  case CUSTOMER:
    type_password (self, KONTOR_STOREFRONT_CUSTOMER);
    break;
  case KEY:
    type_key (self, kontor_storefront_get_key (self->shop, KONTOR_STOREFRONT_KEY_READ_WRITE),
              kontor_storefront_get_secret (self->shop, KONTOR_STOREFRONT_KEY_READ_WRITE));
    break;
  case READ_KEY:
    type_key (self, kontor_storefront_get_key (self->shop, KONTOR_STOREFRONT_KEY_READ),
              kontor_storefront_get_secret (self->shop, KONTOR_STOREFRONT_KEY_READ));
    break;
  case UNKNOWN_KEY:
    type_key (self, "ck_unknown", "cs_unknown");
    break;
  }
}

static void
assert_steps (Fixture *self, const char *states)
{
  KontorCheckList *steps = kontor_connect_dialog_get_steps (self->dialog);
  g_autoptr (GString) found = g_string_new (NULL);

  for (KontorCheckStep step = KONTOR_CHECK_NETWORK; step <= KONTOR_CHECK_DATA; step++)
    g_string_append_c (found, "wrdf"[kontor_check_list_get_state (steps, step)]);
  g_assert_cmpstr (found->str, ==, states);
}

static void
open_form (Fixture *self, const char *host)
{
  const char *port = strrchr (kontor_storefront_get_address (self->shop), ':');
  g_autofree char *address = g_strconcat (host != NULL ? host : "127.0.0.1", port, NULL);

  show_dialog (self, kontor_connect_dialog_new (self->engine, find_platform ()));
  ui_type (self->window, "Shop Address", address);
}

/* @trusts: whether the certificate is asked about, which needs an answer of the server */
static void
meet (const Failure *failure, gboolean trusts)
{
  KontorStorefrontOptions options = failure->shop;
  Fixture f;

  options.self_signed = TRUE;
  fixture_begin (&f, &options);
  open_form (&f, failure->host);
  type_login (&f, failure->login);
  ui_click (f.window, "Connect");
  if (trusts)
    ui_click (f.window, "Trust This Certificate");
  ui_wait_text (f.window, "Nothing was stored.");
  ui_wait_text (f.window, failure->text);
  assert_steps (&f, failure->steps);
  ui_shoot (f.window, failure->text);
  g_assert_cmpuint (g_list_model_get_n_items (kontor_engine_get_accounts (f.engine)), ==, 0);
  fixture_end (&f);
}

/* Each at its step, with what to do. */
static void
test_failures (void)
{
  static const Failure failures[] = {
    { { .without_wordpress = TRUE }, PASSWORD, NULL, "ddfww", "There is no WordPress at this address. Enter" },
    { { .blocked = TRUE }, PASSWORD, NULL, "ddfww", "The shop’s REST interface is blocked. Allow it" },
    { { .plain_permalinks = TRUE }, PASSWORD, NULL, "ddfww", "The shop uses plain permalinks," },
    { { .without_woocommerce = TRUE }, PASSWORD, NULL, "ddfww", "WordPress is there, but WooCommerce is not. Install" },
    { { .version = "3.4" }, PASSWORD, NULL, "ddfww", "WooCommerce is too old here. Update it" },
    { { .proxied = TRUE }, PASSWORD, NULL, "dddfw", "The shop does not notice that the connection is encrypted," },
    { { 0 }, CUSTOMER, NULL, "dddfw", "This user may not see orders. Sign in as" },
    { { 0 }, UNKNOWN_KEY, NULL, "dddfw", "The shop does not know this consumer key. Make" },
    { { 0 }, READ_KEY, NULL, "dddfw", "With this key Kontor may read, but not write. In" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    meet (&failures[i], TRUE);
}

/* There is no server to trust. */
static void
test_unreachable (void)
{
  static const Failure unknown = { { 0 }, PASSWORD, "shop.invalid", "dfwww", "There is no server “shop.invalid”." };
  static const Failure offline = { { 0 }, PASSWORD, "shop.example", "fwwww", "There is no connection to the network." };

  meet (&unknown, FALSE);
  fake_network_set_available (FALSE);
  meet (&offline, FALSE);
  fake_network_set_available (TRUE);
}

static void
test_untrusted (void)
{
  Fixture f;

  fixture_begin (&f, &self_signed);
  open_form (&f, NULL);
  type_login (&f, PASSWORD);
  ui_click (f.window, "Connect");
  ui_click (f.window, "Do Not Trust");
  ui_wait_text (f.window, "Nothing was stored.");
  ui_wait_text (f.window, "The server’s certificate is not trusted");
  assert_steps (&f, "dfwww");
  g_assert_cmpuint (kontor_storefront_count (f.shop, "arrivals"), ==, 0);
  fixture_end (&f);
}

/* A key does all but pictures, and that is said where one enters it and at the account. */
static void
test_key (void)
{
  Fixture f;
  g_autoptr (KontorAccount) account = NULL;
  KontorAccountsDialog *accounts;

  fixture_begin (&f, &self_signed);
  open_form (&f, NULL);
  type_login (&f, KEY);
  ui_wait_text (f.window, "As in the browser, for example shop.example\n"
                          "In WordPress under WooCommerce → Settings → Advanced → REST API: add a key with the permission Read/Write\n"
                          "Shown once beside the key. With a key pictures cannot be uploaded.");
  ui_shoot (f.window, "sign-in-key");
  ui_click (f.window, "Connect");
  ui_click (f.window, "Trust This Certificate");
  ui_wait_no_dialog (f.window);
  account = dup_account (&f);
  accounts = kontor_accounts_dialog_new (f.engine);
  kontor_accounts_dialog_show (accounts, account);
  adw_dialog_present (ADW_DIALOG (accounts), GTK_WIDGET (f.window));
  ui_wait_text (f.window, "With a consumer key pictures cannot be uploaded. Sign in with an application password.");
  ui_shoot (f.window, "account-key");
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  fake_browser_install ();
  fake_network_install ();
  adw_init ();
  kontor_test_add ("/ui/connect/marks", test_marks);
  kontor_test_add ("/ui/connect/browser", test_browser);
  kontor_test_add ("/ui/connect/refused", test_refused);
  kontor_test_add ("/ui/connect/mixed-up", test_mixed_up);
  kontor_test_add ("/ui/connect/withdrawn", test_withdrawn);
  kontor_test_add ("/ui/connect/reconnect", test_reconnect);
  kontor_test_add ("/ui/connect/windows", test_windows);
  kontor_test_add ("/ui/connect/certificate", test_certificate);
  kontor_test_add ("/ui/connect/failures", test_failures);
  kontor_test_add ("/ui/connect/unreachable", test_unreachable);
  kontor_test_add ("/ui/connect/untrusted", test_untrusted);
  kontor_test_add ("/ui/connect/key", test_key);
  return kontor_test_run ();
}
