#include "accounts-fixture.h"

/* So that there is always a widget from which dialogs can be presented. */
AdwWindow *
accounts_show_empty (void)
{
  return ui_show (adw_bin_new ());
}

AdwWindow *
accounts_show_dialog (AdwDialog *dialog)
{
  AdwWindow *window = accounts_show_empty ();

  adw_dialog_present (dialog, GTK_WIDGET (window));
  ui_wait_dialog (window, G_OBJECT_TYPE (dialog));
  return window;
}

static gboolean
has_problems (gpointer account)
{
  return kontor_account_get_problems (account) > 0;
}

void
accounts_make_conflict (Fixture *f)
{
  fixture_set_price (f, "20", 15);
  fixture_admin_price (f, "20", 12);
  fixture_flush (f);
  ui_wait (has_problems, f->account);
}

void
accounts_make_refusal (Fixture *f)
{
  fake_shop_fail (f->shop, FAKE_PUSH, KONTOR_ERROR_REJECTED, 1);
  fixture_set_price (f, "20", 15);
  fixture_flush (f);
  ui_wait (has_problems, f->account);
}

void
accounts_make_doubt (Fixture *f)
{
  fake_shop_fail (f->shop, FAKE_PUSH, KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  fixture_adjust (f, "20", -5);
  fixture_step (f, 10001);
  fixture_flush (f);
  fixture_step (f, 100000);
  fixture_flush (f);
  ui_wait (has_problems, f->account);
}

void
accounts_go_offline (Fixture *f)
{
  fake_shop_fail (f->shop, FAKE_PULL, KONTOR_ERROR_OFFLINE, 1000);
  fixture_refuses (kontor_sync_run_once (kontor_account_get_sync (f->account)), KONTOR_ERROR_OFFLINE);
}

void
accounts_lose_key (Fixture *f)
{
  fake_shop_fail (f->shop, FAKE_PULL, KONTOR_ERROR_AUTH, 1000);
  fixture_refuses (kontor_sync_run_once (kontor_account_get_sync (f->account)), KONTOR_ERROR_AUTH);
}

void
accounts_assert_states (Fixture *f, const char *states)
{
  fixture_assert_states (f, states);
  kontor_test_pardon_stall ();
}
