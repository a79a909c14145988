#include "accounts-fixture.h"
#include "kontor-outbox-dialog.h"
#include "kontor-problems-dialog.h"

static AdwWindow *
show_problem (Fixture *f)
{
  KontorProblemsDialog *dialog = kontor_problems_dialog_new (f->engine);
  AdwWindow *window = accounts_show_dialog (ADW_DIALOG (dialog));
  g_autoptr (KontorProblem) problem = fixture_problem (f);

  ui_shoot (window, "problems");
  kontor_problems_dialog_show (dialog, problem);
  return window;
}

static void
test_problems_empty (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  window = accounts_show_dialog (ADW_DIALOG (kontor_problems_dialog_new (f.engine)));
  ui_wait_text (window, "No Problems");
  ui_shoot (window, "problems-empty");
  accounts_make_refusal (&f);
  ui_wait_no_text (window, "No Problems");
  ui_close (window);
  fixture_end (&f);
}

static void
test_conflict (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  accounts_make_conflict (&f);
  window = show_problem (&f);
  ui_wait_text (window, "Price");
  ui_wait_text (window, "Before");
  ui_wait_text (window, "Tea");
  ui_shoot (window, "problem-conflict");
  ui_click (window, "Mine");
  ui_click (window, "Apply");
  ui_wait_text (window, "No Problems");
  fixture_flush (&f);
  accounts_assert_states (&f, "acked");
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 15);
  ui_close (window);
  fixture_end (&f);
}

static void
test_conflict_theirs (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  accounts_make_conflict (&f);
  window = show_problem (&f);
  ui_click (window, "The Shop’s");
  ui_click (window, "Apply");
  ui_wait_text (window, "No Problems");
  accounts_assert_states (&f, "cancelled");
  g_assert_cmpint (fixture_price (&f, "20"), ==, 12);
  ui_close (window);
  fixture_end (&f);
}

static gboolean
is_at_first_choice (gpointer window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && focus == gtk_widget_get_ancestor (ui_find_text (window, "Mine"), GTK_TYPE_LIST_BOX_ROW);
}

/* Not in the sentence above, nor at what it is about, whenever that comes. */
static void
test_conflict_focus (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  accounts_make_conflict (&f);
  window = accounts_show_dialog (ADW_DIALOG (kontor_problems_dialog_new (f.engine)));
  ui_click (window, "Price");
  ui_wait_text (window, "Tea");
  ui_wait (is_at_first_choice, window);
  ui_close (window);
  fixture_end (&f);
}

static void
test_refusal (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  accounts_make_refusal (&f);
  window = show_problem (&f);
  ui_wait_text (window, "Discard");
  ui_shoot (window, "problem-refused");
  ui_click (window, "Try Again");
  ui_wait_text (window, "No Problems");
  fixture_flush (&f);
  accounts_assert_states (&f, "acked");
  ui_close (window);
  fixture_end (&f);
}

/* What was typed is sent in the place of what was refused; nonsense is said and sends nothing. */
static void
test_edit (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  accounts_make_refusal (&f);
  window = show_problem (&f);
  ui_click (window, "Edit…");
  ui_type (window, "Price", "nonsense");
  ui_click (window, "Send");
  ui_wait_text (window, "“n” in “nonsense” was not understood");
  accounts_assert_states (&f, "rejected");
  ui_type (window, "Price", "16.50");
  ui_shoot (window, "problem-edit");
  ui_click (window, "Send");
  ui_wait_text (window, "No Problems");
  fixture_flush (&f);
  accounts_assert_states (&f, "acked");
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 16);
  ui_close (window);
  fixture_end (&f);
}

static void
test_doubt (gconstpointer answer)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  accounts_make_doubt (&f);
  window = show_problem (&f);
  ui_wait_text (window, "Look Again");
  ui_shoot (window, "problem-unknown");
  ui_click (window, answer);
  ui_wait_text (window, "No Problems");
  fixture_flush (&f);
  accounts_assert_states (&f, "acked");
  g_assert_cmpint (fixture_shop_stock (&f, "20"), ==, g_str_equal (answer, "It Happened") ? 100 : 95);
  ui_close (window);
  fixture_end (&f);
}

static void
test_doubt_happened (void)
{
  test_doubt ("It Happened");
}

static void
test_doubt_did_not (void)
{
  test_doubt ("It Did Not Happen");
}

static void
put_products (Fixture *f, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *key = g_strdup_printf ("%u", 100 + i);
    g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

    kontor_record_set_key (product, key);
    kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, "Thing");
    fake_shop_put (f->shop, product);
  }
}

static void
test_deletions (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin_empty (&f);
  put_products (&f, 40);
  fixture_sync (&f);
  for (guint i = 0; i < 20; i++) {
    g_autofree char *key = g_strdup_printf ("%u", 100 + i);

    fake_shop_remove (f.shop, KONTOR_ENTITY_PRODUCT, key);
  }
  fixture_await (kontor_sync_sweep_once (kontor_account_get_sync (f.account)));
  window = show_problem (&f);
  ui_wait_text (window, "Look Again");
  ui_shoot (window, "problem-deletions");
  ui_click (window, "Delete Them Here Too");
  ui_wait_text (window, "No Problems");
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM product"), ==, 20);
  ui_close (window);
  fixture_end (&f);
}

static void
test_outbox (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  fixture_set_price (&f, "21", 15);
  fixture_flush (&f);
  fixture_set_price (&f, "20", 16);
  window = accounts_show_dialog (ADW_DIALOG (kontor_outbox_dialog_new (f.engine)));
  ui_wait_text (window, "Tea · Waits to be sent");
  ui_wait_text (window, "Done");
  ui_shoot (window, "outbox");
  ui_click (window, "Cancel");
  ui_wait_no_text (window, "Tea · Waits to be sent");
  accounts_assert_states (&f, "acked cancelled");
  ui_click (window, "Undo");
  ui_wait_text (window, "Cup · Waits to be sent");
  accounts_assert_states (&f, "acked cancelled queued");
  ui_close (window);
  fixture_end (&f);
}

static void
test_outbox_refused (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  accounts_make_refusal (&f);
  window = accounts_show_dialog (ADW_DIALOG (kontor_outbox_dialog_new (f.engine)));
  ui_wait_text (window, "Tea · Refused: ");
  ui_click (window, "Retry");
  ui_wait_text (window, "Tea · Waits to be sent");
  accounts_assert_states (&f, "queued");
  ui_close (window);
  fixture_end (&f);
}

static void
test_outbox_empty (void)
{
  Fixture f;
  AdwWindow *window;

  fixture_begin (&f);
  window = accounts_show_dialog (ADW_DIALOG (kontor_outbox_dialog_new (f.engine)));
  ui_wait_text (window, "No Changes Yet");
  ui_shoot (window, "outbox-empty");
  fixture_set_price (&f, "20", 16);
  ui_wait_text (window, "Tea · Waits to be sent");
  ui_close (window);
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();
  kontor_test_add ("/ui/problems/empty", test_problems_empty);
  kontor_test_add ("/ui/problems/conflict", test_conflict);
  kontor_test_add ("/ui/problems/conflict-theirs", test_conflict_theirs);
  kontor_test_add ("/ui/problems/conflict-focus", test_conflict_focus);
  kontor_test_add ("/ui/problems/refusal", test_refusal);
  kontor_test_add ("/ui/problems/edit", test_edit);
  kontor_test_add ("/ui/problems/doubt-happened", test_doubt_happened);
  kontor_test_add ("/ui/problems/doubt-did-not", test_doubt_did_not);
  kontor_test_add ("/ui/problems/deletions", test_deletions);
  kontor_test_add ("/ui/problems/outbox", test_outbox);
  kontor_test_add ("/ui/problems/outbox-refused", test_outbox_refused);
  kontor_test_add ("/ui/problems/outbox-empty", test_outbox_empty);
  return kontor_test_run ();
}
