#include "kontor-action-progress.h"
#include "kontor-db.h"
#include "kontor-left-out.h"
#include "kontor-orders-list.h"
#include "kontor-test.h"
#include "shop-fixture.h"
#include "ui-fixture.h"

/* More than what is over before one has read of it. */
#define N_ORDERS 30

/* All orders of a sample shop, selected. */
typedef struct {
  World world;
  KontorListPane *pane;
  AdwWindow *window;
} Case;

static gboolean
has_rows (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (kontor_list_pane_get_results (data))) == N_ORDERS;
}

static void
begin (Case *self)
{
  KontorOrdersList *list;

  *self = (Case) { 0 };
  world_begin (&self->world, N_ORDERS);
  kontor_test_pardon_stall ();
  list = kontor_orders_list_new (self->world.engine);
  self->pane = kontor_orders_list_get_pane (list);
  self->window = ui_show (GTK_WIDGET (list));
  kontor_list_pane_show_view (self->pane, "orders-all");
  ui_wait (has_rows, self->pane);
  gtk_widget_activate_action (GTK_WIDGET (self->pane), "list.select-all", NULL);
  ui_wait_text (self->window, "30 selected");
  kontor_test_pardon_stall ();
}

static void
end (Case *self)
{
  ui_close (self->window);
  world_end (&self->world);
}

/* What the database is to say at some moment. */
typedef struct {
  Case *self;
  const char *sql;
  gint64 n;
} Count;

static gboolean
is_counted (gpointer data)
{
  Count *count = data;

  return world_ask (&count->self->world, count->sql) == count->n;
}

static void
wait_for_count (Case *self, const char *sql, gint64 n)
{
  ui_wait (is_counted, &(Count) { self, sql, n });
}

static GtkWidget *
find_progress (Case *self)
{
  return ui_find_type (self->window, KONTOR_TYPE_ACTION_PROGRESS);
}

typedef struct {
  Case *self;
  const char *end;
} Saying;

static gboolean
is_said (gpointer data)
{
  Saying *saying = data;
  GtkWidget *progress = find_progress (saying->self);
  GtkWidget *label = progress != NULL ? ui_find_type (progress, GTK_TYPE_LABEL) : NULL;

  return label != NULL && g_str_has_suffix (gtk_label_get_text (GTK_LABEL (label)), saying->end);
}

static void
wait_for_progress (Case *self, const char *end)
{
  ui_wait (is_said, &(Saying) { self, end });
}

static gboolean
is_over (gpointer data)
{
  return find_progress (data) == NULL;
}

static void
archive (Case *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->pane), "orders.archive", NULL));
  wait_for_progress (self, ": 0 of 30 sent");
}

/* How far it is, and what was refused, is said until all is there. */
static void
test_progress (void)
{
  Case fixture;
  g_autofree char *refused = NULL;

  begin (&fixture);
  archive (&fixture);
  world_set_faults (&fixture.world, "reject *1");
  world_flush_after (&fixture.world, 0);
  refused = g_strdup_printf (": %d refused",
                             (int) world_ask (&fixture.world, "SELECT count (*) FROM outbox WHERE state = 'rejected'"));
  g_assert_cmpstr (refused, !=, ": 0 refused");
  wait_for_progress (&fixture, refused);
  g_assert_true (gtk_widget_activate_action (find_progress (&fixture), "progress.retry", NULL));
  wait_for_count (&fixture, "SELECT count (*) FROM outbox WHERE state = 'rejected'", 0);
  world_flush_after (&fixture.world, 0);
  wait_for_count (&fixture, "SELECT count (*) FROM outbox WHERE state = 'acked'", N_ORDERS);
  ui_wait (is_over, &fixture);
  end (&fixture);
}

static void
rename_product (Case *self)
{
  g_autoptr (KontorRecord) changes = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  g_autoptr (KontorScope) scope = NULL;

  scope = kontor_scope_new_one (KONTOR_ENTITY_PRODUCT, world_ask (&self->world, "SELECT min (id) FROM product"));
  kontor_record_set_text (changes, KONTOR_PRODUCT_TITLE, "Something Else");
  world_await (kontor_catalog_set_product (self->world.engine, scope, changes));
}

static gboolean
leave_out (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  return kontor_left_out_add (txn, *(gint64 *) data, 2, "They are gone.", error);
}

/* To what it could not be done is said until somebody closes it. */
static void
test_left_out (void)
{
  Case fixture;
  gint64 action;

  begin (&fixture);
  archive (&fixture);
  action = world_ask (&fixture.world, "SELECT action FROM outbox");
  world_flush_after (&fixture.world, 0);
  ui_wait (is_over, &fixture);
  world_await (kontor_db_write (kontor_engine_get_db (fixture.world.engine), KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_NORMAL,
                                leave_out, &action, NULL));
  wait_for_progress (&fixture, ": 2 left out. They are gone.");
  g_assert_true (gtk_widget_activate_action (find_progress (&fixture), "progress.close", NULL));
  ui_wait (is_over, &fixture);
  end (&fixture);
}

/* A pause holds this action alone: what else is changed goes out. */
static void
test_pause (void)
{
  Case fixture;

  begin (&fixture);
  archive (&fixture);
  g_assert_true (gtk_widget_activate_action (find_progress (&fixture), "progress.paused", NULL));
  wait_for_progress (&fixture, ": paused after 0 of 30");
  g_assert_cmpint (kontor_account_get_pause (fixture.world.account), ==, KONTOR_ACCOUNT_RUNNING);
  rename_product (&fixture);
  world_flush_after (&fixture.world, 60000);
  wait_for_count (&fixture, "SELECT count (*) FROM outbox WHERE state = 'queued'", N_ORDERS);
  wait_for_count (&fixture, "SELECT count (*) FROM outbox WHERE state = 'acked'", 1);

  g_assert_true (gtk_widget_activate_action (find_progress (&fixture), "progress.paused", NULL));
  wait_for_progress (&fixture, ": 0 of 30 sent");
  world_flush_after (&fixture.world, 0);
  wait_for_count (&fixture, "SELECT count (*) FROM outbox WHERE state = 'acked'", N_ORDERS + 1);
  ui_wait (is_over, &fixture);
  end (&fixture);
}

static void
test_take_back (void)
{
  Case fixture;

  begin (&fixture);
  archive (&fixture);
  wait_for_count (&fixture, "SELECT count (*) FROM \"order\" WHERE archived", N_ORDERS);
  g_assert_true (gtk_widget_activate_action (find_progress (&fixture), "progress.cancel", NULL));
  wait_for_count (&fixture, "SELECT count (*) FROM outbox WHERE state = 'cancelled'", N_ORDERS);
  wait_for_count (&fixture, "SELECT count (*) FROM \"order\" WHERE archived", 0);
  ui_wait (is_over, &fixture);
  end (&fixture);
}

static AdwDialog *
ask (Case *self, const char *action)
{
  AdwDialog *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->pane), action, NULL));
  dialog = ui_wait_dialog (self->window, ADW_TYPE_ALERT_DIALOG);
  ui_wait_text (dialog, "30 orders");
  return dialog;
}

static void
answer (Case *self, AdwDialog *dialog, const char *button)
{
  ui_click (dialog, button);
  ui_wait_no_dialog (self->window);
}

static void
test_tags (void)
{
  Case fixture;
  AdwDialog *dialog;

  begin (&fixture);
  dialog = ask (&fixture, "orders.tag");
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "answer"));
  ui_type (dialog, "Tags, separated by commas", " gift,, in a hurry ");
  answer (&fixture, dialog, "Tag");
  wait_for_count (&fixture, "SELECT count (*) FROM order_tag WHERE key IN ('gift', 'in a hurry')", 2 * N_ORDERS);
  dialog = ask (&fixture, "orders.untag");
  ui_type (dialog, "Tags, separated by commas", "gift");
  answer (&fixture, dialog, "Remove");
  wait_for_count (&fixture, "SELECT count (*) FROM order_tag WHERE key = 'gift'", 0);
  wait_for_count (&fixture, "SELECT count (*) FROM order_tag WHERE key = 'in a hurry'", N_ORDERS);
  end (&fixture);
}

#define COUNT_HELD "SELECT count (*) FROM \"order\" WHERE hold_reason = 'Waiting for stock'"

static void
test_hold (void)
{
  Case fixture;
  AdwDialog *dialog;

  begin (&fixture);
  dialog = ask (&fixture, "orders.hold");
  ui_click (dialog, "Waiting for stock");
  answer (&fixture, dialog, "Cancel");
  wait_for_count (&fixture, COUNT_HELD, 0);
  dialog = ask (&fixture, "orders.hold");
  ui_click (dialog, "Waiting for stock");
  answer (&fixture, dialog, "Hold");
  wait_for_count (&fixture, COUNT_HELD, N_ORDERS);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture.pane), "orders.release", NULL));
  wait_for_count (&fixture, COUNT_HELD, 0);
  end (&fixture);
}

static void
test_note (void)
{
  Case fixture;
  AdwDialog *dialog;
  GtkWidget *view;

  begin (&fixture);
  dialog = ask (&fixture, "orders.note");
  view = ui_find_type (dialog, GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Add the new flyer", -1);
  answer (&fixture, dialog, "Add");
  wait_for_count (&fixture, "SELECT count (*) FROM order_note WHERE text = 'Add the new flyer'", N_ORDERS);
  end (&fixture);
}

#define COUNT_PENDING "SELECT count (*) FROM \"order\" WHERE status = 'pending'"

/* What mails many people is asked about before. */
static void
test_status (void)
{
  Case fixture;
  AdwDialog *dialog;
  gint64 before;

  begin (&fixture);
  before = world_ask (&fixture.world, COUNT_PENDING);
  g_assert_cmpint (before, <, N_ORDERS);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture.pane), "orders.status", "s", "pending"));
  dialog = ui_wait_dialog (fixture.window, ADW_TYPE_ALERT_DIALOG);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (dialog)), "30 orders\n"));
  answer (&fixture, dialog, "Cancel");
  g_assert_cmpint (world_ask (&fixture.world, COUNT_PENDING), ==, before);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture.pane), "orders.status", "s", "pending"));
  answer (&fixture, ui_wait_dialog (fixture.window, ADW_TYPE_ALERT_DIALOG), "Change Status");
  wait_for_count (&fixture, COUNT_PENDING, N_ORDERS);
  end (&fixture);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/bulk/progress", test_progress);
  kontor_test_add ("/ui/bulk/left-out", test_left_out);
  kontor_test_add ("/ui/bulk/pause", test_pause);
  kontor_test_add ("/ui/bulk/take-back", test_take_back);
  kontor_test_add ("/ui/bulk/tags", test_tags);
  kontor_test_add ("/ui/bulk/hold", test_hold);
  kontor_test_add ("/ui/bulk/note", test_note);
  kontor_test_add ("/ui/bulk/status", test_status);

  return kontor_test_run ();
}
