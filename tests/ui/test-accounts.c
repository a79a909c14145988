#include "accounts-fixture.h"

#include <glib/gstdio.h>

#include "kontor-account-banner.h"
#include "kontor-account-button.h"
#include "kontor-account-widgets.h"
#include "kontor-accounts-dialog.h"
#include "kontor-check-list.h"
#include "kontor-connect-dialog.h"
#include "kontor-backups.h"
#include "kontor-failure-page.h"
#include "kontor-files.h"
#include "kontor-freshness.h"
#include "kontor-outbox-dialog.h"
#include "kontor-problems-dialog.h"
#include "kontor-sample-connector.h"
#include "kontor-sync-popover.h"
#include "kontor-welcome.h"
#include "register.h"

#define MINUTE (60 * 1000)

typedef struct {
  KontorEngine *engine;
  KontorShop *shop; /* where the connector finds it when nobody says where it is */
} Sample;

static void
sample_begin (Sample *self)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "kontor.db", NULL);
  g_autofree char *shop = g_build_filename (g_get_user_data_dir (), "kontor", "sample-shop.db", NULL);
  g_autoptr (GVariant) settings = g_variant_ref_sink (
      g_variant_new_parsed ("{'orders': '8', 'customers': '4', 'products': '4', 'now': '1772445600000'}"));
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  KontorEngineConfig config = { kontor_connector_list_factories (), NULL, secrets, NULL, KONTOR_ENGINE_CREATE };
  g_autoptr (GError) error = NULL;

  g_unlink (shop);
  self->shop = kontor_shop_open (shop, settings, &error);
  g_assert_no_error (error);
  self->engine = dex_await_object (kontor_engine_open (path, &config), &error);
  g_assert_no_error (error);
  kontor_test_pardon_stall ();
}

static void
sample_end (Sample *self)
{
  fixture_await (kontor_engine_stop (self->engine));
  g_clear_object (&self->engine);
  kontor_shop_set_faults (self->shop, NULL, NULL);
  kontor_shop_close (self->shop);
  kontor_test_pardon_stall ();
}

static void
sample_break (Sample *self, const char *faults)
{
  g_autoptr (GError) error = NULL;

  kontor_shop_set_faults (self->shop, faults, &error);
  g_assert_no_error (error);
}

static guint
count_accounts (KontorEngine *engine)
{
  return g_list_model_get_n_items (kontor_engine_get_accounts (engine));
}

static gboolean
has_account (gpointer engine)
{
  return count_accounts (engine) == 1;
}

static void
assert_freshness (Fixture *f, const char *expected)
{
  g_autofree char *text = kontor_freshness_describe (f->account, kontor_clock_now (f->clock));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_freshness (void)
{
  Fixture f;

  fixture_begin_empty (&f);
  assert_freshness (&f, "Connecting…");
  fixture_sync (&f);
  assert_freshness (&f, "Now");
  g_assert_cmpuint (kontor_freshness_get_lifetime (f.account, kontor_clock_now (f.clock)), ==, MINUTE);
  fixture_step (&f, 3 * MINUTE + 10000);
  assert_freshness (&f, "3 min ago");
  g_assert_cmpuint (kontor_freshness_get_lifetime (f.account, kontor_clock_now (f.clock)), ==, 50000);
  fixture_step (&f, 60 * MINUTE);
  assert_freshness (&f, "1 h ago");
  fixture_step (&f, 48 * 60 * MINUTE);
  assert_freshness (&f, "2 days ago");
  fixture_await (kontor_account_pause (f.account));
  assert_freshness (&f, "Paused");
  g_assert_cmpuint (kontor_freshness_get_lifetime (f.account, kontor_clock_now (f.clock)), ==, 0);
  fixture_await (kontor_account_resume (f.account));
  accounts_lose_key (&f);
  assert_freshness (&f, "Sign in again");
  fixture_end (&f);
}

/* What is worse is told first: offline, then a problem. */
static void
test_freshness_worse (void)
{
  Fixture f;
  g_autofree char *clock = NULL, *expected = NULL;

  fixture_begin (&f);
  accounts_go_offline (&f);
  clock = kontor_instant_describe_clock (kontor_account_get_since (f.account), kontor_clock_now (f.clock));
  expected = g_strdup_printf ("Offline since %s", clock);
  assert_freshness (&f, expected);
  accounts_make_conflict (&f);
  assert_freshness (&f, "1 problem");
  fixture_end (&f);
}

static void
test_button (void)
{
  Fixture f;
  KontorAccountButton *button = g_object_new (KONTOR_TYPE_ACCOUNT_BUTTON, "valign", GTK_ALIGN_END, "halign", GTK_ALIGN_START, NULL);
  AdwWindow *window;

  fixture_begin (&f);
  window = ui_show (GTK_WIDGET (button));
  g_assert_null (ui_find_type (window, GTK_TYPE_MENU_BUTTON));
  kontor_account_button_set_engine (button, f.engine);
  ui_wait_text (window, "Fake & Sons");
  g_assert_cmpstr (kontor_account_button_get_text (button), ==, "Now");
  fixture_await (kontor_account_pause (f.account));
  g_assert_cmpstr (kontor_account_button_get_text (button), ==, "Paused");
  fixture_await (kontor_account_resume (f.account));
  accounts_make_conflict (&f);
  g_assert_cmpstr (kontor_account_button_get_text (button), ==, "1 problem");
  ui_shoot (window, "button");
  ui_close (window);
  fixture_end (&f);
}

/* Of several stores the worst is told, with its name. */
static void
test_button_several (void)
{
  Fixture f;
  KontorAccountButton *button = g_object_new (KONTOR_TYPE_ACCOUNT_BUTTON, NULL);
  AdwWindow *window;
  g_autoptr (KontorAccount) second = NULL;
  g_autoptr (GVariant) fields = g_variant_ref_sink (g_variant_new_parsed ("{'address': 'fake://two'}"));

  fixture_begin (&f);
  second = dex_await_object (kontor_engine_add_account (f.engine, "fake", NULL, fields, NULL, NULL), NULL);
  fixture_await (kontor_account_rename (second, "Tea House"));
  window = ui_show (GTK_WIDGET (button));
  kontor_account_button_set_engine (button, f.engine);
  ui_wait_text (window, "2 stores");
  fixture_await (kontor_account_pause (second));
  g_assert_cmpstr (kontor_account_button_get_text (button), ==, "Tea House: Paused");
  ui_close (window);
  fixture_end (&f);
}

static KontorSyncPopover *
open_popover (AdwWindow *window)
{
  gtk_menu_button_popup (GTK_MENU_BUTTON (ui_find_type (window, GTK_TYPE_MENU_BUTTON)));
  return KONTOR_SYNC_POPOVER (gtk_menu_button_get_popover (GTK_MENU_BUTTON (ui_find_type (window, GTK_TYPE_MENU_BUTTON))));
}

static void
test_popover (void)
{
  Fixture f;
  KontorAccountButton *button = g_object_new (KONTOR_TYPE_ACCOUNT_BUTTON, "valign", GTK_ALIGN_END, "halign", GTK_ALIGN_START, NULL);
  AdwWindow *window;
  KontorSyncPopover *popover;

  fixture_begin (&f);
  accounts_go_offline (&f);
  fixture_set_price (&f, "20", 15);
  window = ui_show (GTK_WIDGET (button));
  kontor_account_button_set_engine (button, f.engine);
  popover = open_popover (window);
  ui_wait_text (popover, "Products");
  ui_wait_text (popover, "Orders");
  ui_wait_text (popover, "1 change waits to be sent");
  ui_wait_text (popover, "The fake shop says offline\nNext try at");
  ui_click (popover, "Pause");
  ui_wait_text (popover, "Resume");
  g_assert_cmpint (kontor_account_get_pause (f.account), ==, KONTOR_ACCOUNT_PAUSED);
  ui_click (popover, "Resume");
  ui_wait_no_text (popover, "Resume");
  fake_shop_fail (f.shop, FAKE_PULL, KONTOR_ERROR_OFFLINE, 0);
  ui_click (popover, "Sync Now");
  ui_wait_text (popover, "Nothing waits to be sent");
  accounts_assert_states (&f, "acked");
  ui_click (popover, "Nothing waits to be sent");
  ui_wait_dialog (window, KONTOR_TYPE_OUTBOX_DIALOG);
  ui_close (window);
  fixture_end (&f);
}

/* Where a person is needed, nothing is said of trying by itself. */
static void
test_popover_sign_in (void)
{
  Fixture f;
  KontorAccountButton *button = g_object_new (KONTOR_TYPE_ACCOUNT_BUTTON, "valign", GTK_ALIGN_END, "halign", GTK_ALIGN_START, NULL);
  AdwWindow *window;
  GtkWidget *reason;

  fixture_begin (&f);
  accounts_lose_key (&f);
  window = ui_show (GTK_WIDGET (button));
  kontor_account_button_set_engine (button, f.engine);
  reason = ui_wait_text (open_popover (window), "The fake shop says");
  g_assert_null (strchr (gtk_label_get_text (GTK_LABEL (reason)), '\n'));
  ui_close (window);
  fixture_end (&f);
}

static gboolean
is_synced (gpointer account)
{
  return kontor_account_get_synced_at (account) != 0 && kontor_account_get_unsent (account) == 0;
}

static gboolean
has_unsent (gpointer account)
{
  return kontor_account_get_unsent (account) > 0;
}

/* One key fetches and sends for all, but for those that somebody paused. */
static void
test_sync_all (void)
{
  Fixture f;
  g_autoptr (KontorAccount) second = NULL;
  g_autoptr (GVariant) fields = g_variant_ref_sink (g_variant_new_parsed ("{'address': 'fake://two'}"));

  fixture_begin (&f);
  fixture_set_price (&f, "20", 15);
  second = dex_await_object (kontor_engine_add_account (f.engine, "fake", NULL, fields, NULL, NULL), NULL);
  fixture_await (kontor_account_pause (second));
  ui_wait (has_unsent, f.account);
  kontor_sync_all (f.engine);
  ui_wait (is_synced, f.account);
  accounts_assert_states (&f, "acked");
  g_assert_cmpint (kontor_account_get_synced_at (second), ==, 0);
  fixture_await (kontor_account_resume (second));
  kontor_sync_all (f.engine);
  ui_wait (is_synced, second);
  fixture_end (&f);
}

static void
test_welcome (void)
{
  Sample s;
  KontorWelcome *welcome = g_object_new (KONTOR_TYPE_WELCOME, NULL);
  AdwWindow *window;
  g_autoptr (KontorAccount) account = NULL;

  sample_begin (&s);
  window = ui_show (GTK_WIDGET (welcome));
  kontor_welcome_set_engine (welcome, s.engine);
  ui_wait_text (window, "WooCommerce");
  g_assert_null (ui_find_text (window, "Sample shop"));
  ui_shoot (window, "welcome");
  ui_click (window, "Try the Sample Shop");
  ui_wait (has_account, s.engine);
  account = g_list_model_get_item (kontor_engine_get_accounts (s.engine), 0);
  fixture_await (kontor_sync_run_once (kontor_account_get_sync (account)));
  kontor_test_pardon_stall ();
  ui_close (window);
  sample_end (&s);
}

/* The shop does not answer: it is said, nothing is stored, and the button is there again. */
static void
test_welcome_fails (void)
{
  Sample s;
  KontorWelcome *welcome = g_object_new (KONTOR_TYPE_WELCOME, NULL);
  AdwWindow *window;

  sample_begin (&s);
  sample_break (&s, "offline");
  window = ui_show (GTK_WIDGET (welcome));
  kontor_welcome_set_engine (welcome, s.engine);
  ui_click (window, "Try the Sample Shop");
  ui_wait_text (window, "The sample shop cannot be reached.");
  ui_wait_text (window, "Try the Sample Shop");
  g_assert_cmpuint (count_accounts (s.engine), ==, 0);
  ui_close (window);
  sample_end (&s);
}

static void
assert_steps (KontorConnectDialog *dialog, const char *states)
{
  KontorCheckList *steps = kontor_connect_dialog_get_steps (dialog);
  g_autoptr (GString) found = g_string_new (NULL);

  for (KontorCheckStep step = KONTOR_CHECK_NETWORK; step <= KONTOR_CHECK_DATA; step++)
    g_string_append_c (found, "wrdf"[kontor_check_list_get_state (steps, step)]);
  g_assert_cmpstr (found->str, ==, states);
}

static void
test_connect (void)
{
  Sample s;
  AdwWindow *window;
  KontorConnectDialog *dialog;

  sample_begin (&s);
  sample_break (&s, "unauthorized @GET orders");
  dialog = kontor_connect_dialog_new (s.engine, kontor_connector_list_factories ()[0]->info);
  assert_steps (dialog, "rwwww");
  window = accounts_show_dialog (ADW_DIALOG (dialog));
  ui_wait_text (window, "Nothing was stored.");
  assert_steps (dialog, "dddfw");
  g_assert_cmpuint (count_accounts (s.engine), ==, 0);
  ui_shoot (window, "connect-failed");
  sample_break (&s, NULL);
  ui_click (window, "Try Again");
  ui_wait_no_dialog (window);
  g_assert_cmpuint (count_accounts (s.engine), ==, 1);
  ui_close (window);
  sample_end (&s);
}

static void
changed_cb (GListModel *accounts, guint position, guint removed, guint added, guint *changes)
{
  (*changes)++;
}

static gboolean
is_two (gpointer count)
{
  return *(guint *) count == 2;
}

/* What comes after the person gave up is taken back. */
static void
test_connect_cancelled (void)
{
  Sample s;
  AdwWindow *window;
  guint changes = 0;

  sample_begin (&s);
  g_signal_connect (kontor_engine_get_accounts (s.engine), "items-changed", G_CALLBACK (changed_cb), &changes);
  sample_break (&s, "latency =50");
  window = accounts_show_dialog (ADW_DIALOG (kontor_connect_dialog_new (s.engine, kontor_connector_list_factories ()[0]->info)));
  ui_click (window, "Cancel");
  ui_wait_no_dialog (window);
  ui_wait (is_two, &changes);
  g_assert_cmpuint (count_accounts (s.engine), ==, 0);
  ui_close (window);
  sample_end (&s);
}

static gboolean
has_two_accounts (gpointer engine)
{
  return count_accounts (engine) == 2;
}

static GtkWidget *
find_button (gpointer root, const char *label)
{
  return gtk_widget_get_ancestor (ui_wait_text (root, label), GTK_TYPE_BUTTON);
}

static void
show_second (Fixture *f, AdwWindow *window)
{
  KontorAccountsDialog *dialog = kontor_accounts_dialog_new (f->engine);
  g_autoptr (KontorAccount) second = g_list_model_get_item (kontor_engine_get_accounts (f->engine), 1);

  kontor_accounts_dialog_show (dialog, second);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
}

/* Keys are typed unseen; what is missing cannot be sent, a wrong key is said where it fails, one that is not kept later. */
static void
test_connect_form (void)
{
  Fixture f;
  AdwWindow *window;
  KontorConnectDialog *dialog;

  fixture_begin (&f);
  dialog = kontor_connect_dialog_new (f.engine, NULL);
  window = accounts_show_dialog (ADW_DIALOG (dialog));
  ui_shoot (window, "connect-platforms");
  ui_click (window, "Locked shop");
  g_assert_true (ADW_IS_PASSWORD_ENTRY_ROW (ui_wait_text (window, "Key")));
  g_assert_false (gtk_widget_is_sensitive (find_button (window, "Connect")));
  ui_type (window, "Address", "fake://other");
  ui_type (window, "Person", "Ada");
  ui_type (window, "Key", "wrong");
  ui_shoot (window, "connect-form");
  ui_click (window, "Connect");
  ui_wait_text (window, "Nothing was stored.");
  assert_steps (dialog, "fwwww");
  gtk_widget_activate_action (ui_wait_text (window, "Nothing was stored."), "navigation.pop", NULL);
  ui_type (window, "Key", "sesame");
  ui_click (window, "Connect");
  ui_wait (has_two_accounts, f.engine);
  ui_wait_no_dialog (window);
  show_second (&f, window);
  ui_wait_text (window, "Key Not Kept");
  ui_close (window);
  fixture_end (&f);
}

static void
test_check (void)
{
  Fixture f;
  AdwWindow *window;
  KontorConnectDialog *dialog;

  fixture_begin (&f);
  dialog = kontor_connect_dialog_new_check (f.engine, f.account);
  window = accounts_show_dialog (ADW_DIALOG (dialog));
  ui_wait_text (window, "The connection works.");
  assert_steps (dialog, "ddddd");
  ui_shoot (window, "check");
  ui_click (window, "Close");
  ui_wait_no_dialog (window);
  ui_close (window);
  fixture_end (&f);
}

static void
test_banner (void)
{
  Fixture f;
  KontorAccountBanner *banner = g_object_new (KONTOR_TYPE_ACCOUNT_BANNER, "valign", GTK_ALIGN_START, NULL);
  AdwBanner *shown = kontor_account_banner_get_banner (banner);
  AdwWindow *window;

  fixture_begin (&f);
  window = ui_show (GTK_WIDGET (banner));
  kontor_account_banner_set_engine (banner, f.engine);
  g_assert_false (adw_banner_get_revealed (shown));
  accounts_go_offline (&f);
  g_assert_false (adw_banner_get_revealed (shown));
  accounts_go_offline (&f);
  g_assert_true (adw_banner_get_revealed (shown));
  g_assert_cmpstr (adw_banner_get_button_label (shown), ==, "_Try Again");
  fake_shop_fail (f.shop, FAKE_PULL, KONTOR_ERROR_OFFLINE, 0);
  g_signal_emit_by_name (shown, "button-clicked");
  while (adw_banner_get_revealed (shown))
    dex_await (dex_timeout_new_msec (1), NULL);
  /* The cycle that the button began comes to its end. */
  fixture_sync (&f);
  accounts_lose_key (&f);
  g_assert_true (adw_banner_get_revealed (shown));
  g_assert_cmpstr (adw_banner_get_button_label (shown), ==, "_Sign In…");
  ui_shoot (window, "banner");
  fake_shop_fail (f.shop, FAKE_PULL, KONTOR_ERROR_AUTH, 0);
  g_signal_emit_by_name (shown, "button-clicked");
  ui_wait_no_dialog (window);
  while (adw_banner_get_revealed (shown))
    dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_cmpint (kontor_account_get_status (f.account), !=, KONTOR_ACCOUNT_AUTH_NEEDED);
  ui_close (window);
  fixture_end (&f);
}

static void
test_banner_restored (void)
{
  Fixture f;
  KontorAccountBanner *banner = g_object_new (KONTOR_TYPE_ACCOUNT_BANNER, "valign", GTK_ALIGN_START, NULL);
  AdwWindow *window;

  fixture_begin (&f);
  fixture_back_up (&f);
  fixture_restore (&f);
  window = ui_show (GTK_WIDGET (banner));
  kontor_account_banner_set_engine (banner, f.engine);
  ui_wait_text (window, "Nothing is sent since the file was restored.");
  ui_click (window, "Review…");
  ui_click (ui_wait_dialog (window, KONTOR_TYPE_PROBLEMS_DIALOG), "Nothing is sent since the file was restored");
  ui_shoot (window, "problem-restored");
  ui_click (window, "Resume");
  ui_wait_text (window, "No Problems");
  g_assert_cmpint (kontor_account_get_pause (f.account), ==, KONTOR_ACCOUNT_RUNNING);
  ui_close (window);
  fixture_end (&f);
}

static AdwWindow *
show_account (Fixture *f)
{
  KontorAccountsDialog *dialog = kontor_accounts_dialog_new (f->engine);
  AdwWindow *window = accounts_show_dialog (ADW_DIALOG (dialog));

  ui_shoot (window, "accounts");
  kontor_accounts_dialog_show (dialog, f->account);
  ui_wait_text (window, "Pause");
  return window;
}

static gboolean
is_on_check (gpointer window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && focus == gtk_widget_get_ancestor (ui_find_text (window, "Check Connection…"), GTK_TYPE_LIST_BOX_ROW);
}

/* The name of an account is not in the way of keys. */
static void
test_account_focus (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  window = show_account (&f);
  ui_wait (is_on_check, window);
  ui_close (window);
  fixture_end (&f);
}

static void
test_manage (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  window = show_account (&f);
  ui_shoot (window, "account");
  g_assert_null (ui_find_text (window, "Key Not Kept"));
  ui_type (window, "Name", "Tea & Cups");
  g_signal_emit_by_name (ui_find_type (window, ADW_TYPE_ENTRY_ROW), "apply");
  ui_wait_text (window, "Tea & Cups");
  g_assert_cmpstr (kontor_account_get_name (f.account), ==, "Tea & Cups");
  ui_click (window, "Pause");
  ui_wait_text (window, "Paused");
  g_assert_cmpint (kontor_account_get_pause (f.account), ==, KONTOR_ACCOUNT_PAUSED);
  ui_click (window, "Check Connection…");
  ui_wait_dialog (window, KONTOR_TYPE_CONNECT_DIALOG);
  ui_close (window);
  fixture_end (&f);
}

static gboolean
has_no_accounts (gpointer engine)
{
  return count_accounts (engine) == 0;
}

/* Unsent changes are listed and can be sent first; only the word "anyway" gives them up. */
static void
test_remove (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  fixture_set_price (&f, "20", 16);
  window = show_account (&f);
  ui_click (window, "Remove Account…");
  ui_wait_text (window, "1 change was not sent and would be lost.");
  ui_wait_text (window, "Price");
  ui_shoot (window, "account-remove");
  ui_click (window, "Send First");
  ui_wait_dialog (window, KONTOR_TYPE_ACCOUNTS_DIALOG);
  while (kontor_account_get_unsent (f.account) > 0)
    dex_await (dex_timeout_new_msec (1), NULL);
  accounts_assert_states (&f, "acked");
  ui_click (window, "Remove Account…");
  ui_wait_text (window, "What Kontor stores of “Fake & Sons” is deleted");
  ui_click (window, "Remove");
  ui_wait (has_no_accounts, f.engine);
  ui_wait_no_dialog (window);
  ui_close (window);
  fixture_end (&f);
}

static void
count_cb (GtkWidget *widget, guint *count)
{
  (*count)++;
}

static void
test_failures (void)
{
  static const struct {
    KontorError code;
    const char *title;
    gboolean repairable;
  } cases[] = {
    { KONTOR_ERROR_DB_BUSY, "Kontor Is Running Already", FALSE },
    { KONTOR_ERROR_DB_NEWER, "A Newer Kontor Is Needed", FALSE },
    { KONTOR_ERROR_DB_CORRUPT, "The Data Is Damaged", TRUE },
    { KONTOR_ERROR_DB_READ_ONLY, "Kontor May Not Write Its Data", FALSE },
    { KONTOR_ERROR_DB_FULL, "The Disk Is Full", FALSE },
    { KONTOR_ERROR_DB, "Kontor Cannot Open Its Data", FALSE },
  };
  KontorFailurePage *page = g_object_new (KONTOR_TYPE_FAILURE_PAGE, NULL);
  AdwWindow *window = ui_show (GTK_WIDGET (page));
  guint retried = 0;

  g_signal_connect (page, "retry", G_CALLBACK (count_cb), &retried);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = g_error_new_literal (KONTOR_ERROR, (int) cases[i].code, "The very reason.");

    kontor_failure_page_set_failure (page, "/nowhere/kontor.db", error);
    ui_wait_text (window, cases[i].title);
    ui_wait_text (window, "The very reason.");
    g_assert_true ((ui_find_text (window, "Repair") != NULL) == cases[i].repairable);
    ui_click (window, "Try Again");
    g_assert_cmpuint (retried, ==, i + 1);
    ui_shoot (window, cases[i].title);
  }
  ui_close (window);
}

static GError *
open_damaged (Fixture *f)
{
  g_autofree char *path = g_strdup (kontor_files_get_path (f->engine));
  KontorEngineConfig config = { fake_shop_factories, f->clock, NULL, NULL, KONTOR_ENGINE_DEFAULT };
  GError *error = NULL;

  g_clear_object (&f->account);
  fixture_await (kontor_engine_stop (f->engine));
  g_clear_object (&f->engine);
  g_assert_true (g_file_set_contents (path, "This is no database, and never was one.", -1, NULL));
  g_assert_null (dex_await_object (kontor_engine_open (path, &config), &error));
  return error;
}

static gboolean
is_counted (gpointer count)
{
  return *(guint *) count > 0;
}

/* A damaged file gives way to a backup, and then it makes sense to open it again. */
static void
test_restore (void)
{
  Fixture f;
  KontorFailurePage *page = g_object_new (KONTOR_TYPE_FAILURE_PAGE, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  AdwWindow *window;
  guint retried = 0;

  fixture_begin (&f);
  path = g_strdup (kontor_files_get_path (f.engine));
  fixture_await (kontor_backups_make (f.engine));
  error = open_damaged (&f);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_DB_CORRUPT);
  window = ui_show (GTK_WIDGET (page));
  kontor_failure_page_set_failure (page, path, error);
  g_signal_connect (page, "retry", G_CALLBACK (count_cb), &retried);
  kontor_failure_page_restore (page, "/nowhere/backup.db");
  ui_wait_text (window, "Restore a Backup…");
  g_assert_cmpuint (retried, ==, 0);
  ui_wait_text (window, "Restore…");
  ui_click (window, "Restore…");
  ui_wait (is_counted, &retried);
  ui_close (window);
  g_clear_object (&f.clock);
  fake_shop_reset ();
}

/* What could be saved is said before the repaired file is opened. */
static void
test_repair (void)
{
  Fixture f;
  KontorFailurePage *page = g_object_new (KONTOR_TYPE_FAILURE_PAGE, NULL);
  g_autoptr (GError) error = g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_DB_CORRUPT, "Page 7 is no page.");
  g_autofree char *path = NULL;
  AdwWindow *window;
  guint retried = 0;

  fixture_begin (&f);
  path = g_strdup (kontor_files_get_path (f.engine));
  g_clear_object (&f.account);
  fixture_await (kontor_engine_stop (f.engine));
  g_clear_object (&f.engine);
  window = ui_show (GTK_WIDGET (page));
  g_signal_connect (page, "retry", G_CALLBACK (count_cb), &retried);
  kontor_failure_page_set_failure (page, path, error);
  ui_click (window, "Repair");
  ui_wait_text (window, "The Data Was Repaired");
  ui_shoot (window, "repaired");
  g_assert_cmpuint (retried, ==, 0);
  ui_click (window, "Open Kontor");
  g_assert_cmpuint (retried, ==, 1);
  ui_close (window);
  g_clear_object (&f.clock);
  fake_shop_reset ();
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();
  kontor_test_add ("/ui/accounts/freshness", test_freshness);
  kontor_test_add ("/ui/accounts/freshness-worse", test_freshness_worse);
  kontor_test_add ("/ui/accounts/button", test_button);
  kontor_test_add ("/ui/accounts/button-several", test_button_several);
  kontor_test_add ("/ui/accounts/popover", test_popover);
  kontor_test_add ("/ui/accounts/popover-sign-in", test_popover_sign_in);
  kontor_test_add ("/ui/accounts/sync-all", test_sync_all);
  kontor_test_add ("/ui/accounts/welcome", test_welcome);
  kontor_test_add ("/ui/accounts/welcome-fails", test_welcome_fails);
  kontor_test_add ("/ui/accounts/connect", test_connect);
  kontor_test_add ("/ui/accounts/connect-cancelled", test_connect_cancelled);
  kontor_test_add ("/ui/accounts/connect-form", test_connect_form);
  kontor_test_add ("/ui/accounts/check", test_check);
  kontor_test_add ("/ui/accounts/banner", test_banner);
  kontor_test_add ("/ui/accounts/banner-restored", test_banner_restored);
  kontor_test_add ("/ui/accounts/manage", test_manage);
  kontor_test_add ("/ui/accounts/account-focus", test_account_focus);
  kontor_test_add ("/ui/accounts/remove", test_remove);
  kontor_test_add ("/ui/accounts/failures", test_failures);
  kontor_test_add ("/ui/accounts/restore", test_restore);
  kontor_test_add ("/ui/accounts/repair", test_repair);
  return kontor_test_run ();
}
