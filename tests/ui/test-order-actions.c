#include "kontor-history-dialog.h"
#include "kontor-order-cancel-dialog.h"
#include "kontor-order-detail.h"
#include "kontor-order-note-dialog.h"
#include "kontor-split-view.h"
#include "kontor-test.h"
#include "kontor-window.h"
#include "order-fixture.h"
#include "ui-fixture.h"

static char *
dup_status_in_shop (OrderCase *self)
{
  g_autoptr (KontorRecord) order = world_fetch (&self->world, KONTOR_ENTITY_ORDER, self->id);

  return g_strdup (kontor_record_get_text (order, KONTOR_ORDER_STATUS));
}

static void
assert_status_in_shop (OrderCase *self, const char *status)
{
  g_autofree char *there = dup_status_in_shop (self);

  g_assert_cmpstr (there, ==, status);
}

static void
complete (OrderCase *self)
{
  g_assert_true (gtk_widget_activate_action (self->detail, "order.status", "s", "completed"));
  ui_wait_text (self->detail, "Completed");
  ui_wait_text (self->detail, "Sent in 10 seconds");
}

/* What sets off a mail waits ten seconds, and goes then by itself. */
static void
test_status (void)
{
  OrderCase fixture;

  order_case_begin (&fixture, ORDER_CASE_WIDE, "is:paid is:unfulfilled");
  assert_status_in_shop (&fixture, "processing");
  complete (&fixture);
  world_flush_after (&fixture.world, 9999);
  assert_status_in_shop (&fixture, "processing");
  ui_wait_text (fixture.detail, "Sent in 1 second");
  world_flush_after (&fixture.world, 1);
  assert_status_in_shop (&fixture, "completed");
  ui_wait_no_text (fixture.detail, "Take Back");
  order_case_end (&fixture);
}

/* Within them one click takes it back, and nothing ever leaves. */
static void
test_take_back (void)
{
  OrderCase fixture;
  gint64 mails;

  order_case_begin (&fixture, ORDER_CASE_WIDE, "is:paid is:unfulfilled");
  mails = kontor_shop_count_effects (fixture.world.shop, "mail", NULL);
  complete (&fixture);
  ui_click (fixture.detail, "Take Back");
  ui_wait_no_text (fixture.detail, "Completed");
  ui_wait_no_text (fixture.detail, "Take Back");
  world_flush_after (&fixture.world, 60000);
  assert_status_in_shop (&fixture, "processing");
  g_assert_cmpint (kontor_shop_count_effects (fixture.world.shop, "mail", NULL), ==, mails);
  order_case_end (&fixture);
}

/* What was done is listed with what it was done to. */
static void
test_history (void)
{
  OrderCase fixture;
  KontorObject *order;
  g_autofree char *name = NULL;

  order_case_begin (&fixture, ORDER_CASE_WIDE, "is:paid is:unfulfilled");
  order = kontor_order_detail_get_order (KONTOR_ORDER_DETAIL (fixture.detail));
  name = g_strdup_printf ("Order %s · ", kontor_object_get_text (order, KONTOR_ORDER_NUMBER));
  g_assert_true (gtk_widget_activate_action (fixture.detail, "order.archive", NULL));
  ui_wait_text (fixture.detail, "Archived");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture.window), "win.history", NULL));
  ui_wait_text (ui_wait_dialog (fixture.window, KONTOR_TYPE_HISTORY_DIALOG), name);
  order_case_end (&fixture);
}

static void
write_to_customer (OrderCase *self, const char *text)
{
  GtkWidget *dialog, *view;

  g_assert_true (gtk_widget_activate_action (self->detail, "order.message", NULL));
  dialog = ui_wait_dialog (self->window, KONTOR_TYPE_ORDER_NOTE_DIALOG);
  ui_wait_text (dialog, "Send to Customer");
  view = ui_find_type (dialog, GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  ui_click (dialog, "Send to Customer");
  ui_wait_no_dialog (self->window);
  /* The ten seconds begin when it is in the outbox, which is after the dialog has closed. */
  ui_wait_text (self->detail, text);
}

/* A mail that is taken back in time was never sent; one that is not is sent once. */
static void
test_message (void)
{
  OrderCase fixture;
  gint64 mails;

  order_case_begin (&fixture, ORDER_CASE_WIDE, "is:paid is:unfulfilled");
  mails = kontor_shop_count_effects (fixture.world.shop, "mail", NULL);
  write_to_customer (&fixture, "It is late");
  ui_click (fixture.detail, "Take Back");
  ui_wait_no_text (fixture.detail, "It is late");
  world_flush_after (&fixture.world, 60000);
  g_assert_cmpint (kontor_shop_count_effects (fixture.world.shop, "mail", NULL), ==, mails);
  write_to_customer (&fixture, "It is on its way");
  world_flush_after (&fixture.world, 10000);
  g_assert_cmpint (kontor_shop_count_effects (fixture.world.shop, "mail", NULL), ==, mails + 1);
  ui_wait_text (fixture.detail, "It is on its way");
  order_case_end (&fixture);
}

static GtkWidget *
open_cancel (OrderCase *self)
{
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (self->detail, "order.cancel", NULL));
  dialog = ui_wait_dialog (self->window, KONTOR_TYPE_ORDER_CANCEL_DIALOG);
  ui_wait_text (dialog, "Cancel Order");
  return dialog;
}

static gint64
count_ops (OrderCase *self)
{
  return world_ask (&self->world, "SELECT count (*) FROM outbox");
}

static gboolean
has_one_op (gpointer data)
{
  return count_ops (data) == 1;
}

static const char *
get_arg (const KontorOp *op, const char *name)
{
  return g_hash_table_lookup (op->args, name);
}

static void
choose_in_cancel (GtkWidget *dialog, guint reason)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find_text (dialog, "Reason")), reason);
  adw_switch_row_set_active (ADW_SWITCH_ROW (ui_find_text (dialog, "Tell the Customer")), FALSE);
}

/* The dialog that is left does nothing; what it is told arrives at the shop. */
static void
test_cancel (void)
{
  OrderCase fixture;
  GtkWidget *dialog;
  g_autoptr (GPtrArray) ops = NULL;
  g_autofree char *told = NULL;

  order_case_begin (&fixture, ORDER_CASE_WIDE, "is:paid is:unfulfilled");
  ui_click (open_cancel (&fixture), "Back");
  ui_wait_no_dialog (fixture.window);
  g_assert_cmpint (count_ops (&fixture), ==, 0);
  dialog = open_cancel (&fixture);
  choose_in_cancel (dialog, 2);
  ui_click (dialog, "Cancel Order");
  ui_wait_no_dialog (fixture.window);
  ui_wait (has_one_op, &fixture);
  ops = dex_await_boxed (kontor_outbox_list_of_object (fixture.world.engine, KONTOR_ENTITY_ORDER, fixture.id), NULL);
  g_assert_cmpstr (get_arg (ops->pdata[0], "reason"), ==, "inventory");
  told = kontor_op_describe (ops->pdata[0]);
  g_assert_cmpstr (told, ==, "Cancel order (Out of stock)");
  g_assert_cmpstr (get_arg (ops->pdata[0], "restock"), ==, "1");
  g_assert_null (get_arg (ops->pdata[0], "notify"));
  ui_wait_text (fixture.detail, "Cancelled");
  world_flush_after (&fixture.world, 10000);
  assert_status_in_shop (&fixture, "cancelled");
  order_case_end (&fixture);
}

/* What is none of the usual reasons is written down, and told so. */
static void
test_cancel_otherwise (void)
{
  OrderCase fixture;
  GtkWidget *dialog;
  g_autoptr (GPtrArray) ops = NULL;
  g_autofree char *told = NULL;

  order_case_begin (&fixture, ORDER_CASE_WIDE, "is:paid is:unfulfilled");
  dialog = open_cancel (&fixture);
  choose_in_cancel (dialog, 2);
  g_assert_null (ui_find_text (dialog, "In Your Own Words"));
  choose_in_cancel (dialog, 5);
  ui_wait_text (dialog, "In Your Own Words");
  ui_type (dialog, "In Your Own Words", " Moved abroad ");
  ui_click (dialog, "Cancel Order");
  ui_wait_no_dialog (fixture.window);
  ui_wait (has_one_op, &fixture);
  ops = dex_await_boxed (kontor_outbox_list_of_object (fixture.world.engine, KONTOR_ENTITY_ORDER, fixture.id), NULL);
  g_assert_cmpstr (get_arg (ops->pdata[0], "reason"), ==, "Moved abroad");
  told = kontor_op_describe (ops->pdata[0]);
  g_assert_cmpstr (told, ==, "Cancel order (Moved abroad)");
  world_flush_after (&fixture.world, 10000);
  assert_status_in_shop (&fixture, "cancelled");
  order_case_end (&fixture);
}

/* Money that somebody gives back in the shop is told with its reason, below what was paid. */
static void
test_refund (void)
{
  OrderCase fixture;

  order_case_begin (&fixture, ORDER_CASE_WIDE, "is:paid is:unfulfilled");
  g_assert_null (ui_find_text (fixture.detail, "Broken cup"));
  world_admin (&fixture.world, "POST", KONTOR_ENTITY_ORDER, fixture.id, "/refunds",
               "{\"amount\":\"1.25\",\"reason\":\"Broken cup\"}");
  world_pass (&fixture.world, 60000);
  world_sync (&fixture.world);
  ui_wait_text (fixture.detail, "Broken cup · ");
  ui_wait_text (fixture.detail, "-€1.25");
  ui_wait_text (fixture.detail, "Partially refunded");
  order_case_end (&fixture);
}

static gboolean
is_listed (gpointer pane)
{
  KontorResults *results = kontor_list_pane_get_results (pane);

  return kontor_results_get_query (results) != NULL && !kontor_results_get_loading (results);
}

/* In the place of the order stands how many are selected, or that none is. */
static void
test_selected (void)
{
  OrderCase fixture;
  GtkWidget *pane;
  g_autofree char *title = NULL;

  order_case_begin (&fixture, ORDER_CASE_WIDE, "is:paid is:unfulfilled");
  pane = ui_find_type (fixture.window, KONTOR_TYPE_LIST_PANE);
  ui_wait (is_listed, pane);
  gtk_widget_activate_action (pane, "list.select-all", NULL);
  title = g_strdup_printf ("%d Orders Selected",
                           (int) kontor_selection_get_n_selected (kontor_list_pane_get_selection (KONTOR_LIST_PANE (pane))));
  g_assert_cmpstr (title, !=, "1 Orders Selected");
  ui_wait_text (fixture.window, title);
  g_assert_null (ui_find_type (fixture.window, KONTOR_TYPE_ORDER_DETAIL));
  gtk_widget_activate_action (pane, "list.unselect", NULL);
  ui_wait_text (fixture.window, "No Order Selected");
  order_case_end (&fixture);
}

static gboolean
is_covered (gpointer data)
{
  OrderCase *self = data;

  return ui_find_type (self->window, KONTOR_TYPE_LIST_PANE) == NULL;
}

static gboolean
is_on_list (gpointer data)
{
  OrderCase *self = data;

  return ui_find_type (self->window, KONTOR_TYPE_ORDER_DETAIL) == NULL &&
         ui_find_type (self->window, KONTOR_TYPE_LIST_PANE) != NULL;
}

static gboolean
is_writing (gpointer fixture)
{
  return GTK_IS_TEXT_VIEW (gtk_window_get_focus (GTK_WINDOW (((OrderCase *) fixture)->window)));
}

/* Also where the dialog is a sheet, one writes at once. */
static void
test_narrow_note (void)
{
  OrderCase fixture;

  order_case_begin (&fixture, ORDER_CASE_NARROW, "is:paid is:unfulfilled");
  ui_wait (is_covered, &fixture);
  g_assert_true (gtk_widget_activate_action (fixture.detail, "order.note", NULL));
  ui_wait (is_writing, &fixture);
  order_case_end (&fixture);
}

/* On a phone the order covers the list, and gives it back as it was. */
static void
test_narrow (void)
{
  OrderCase fixture;
  KontorListPane *pane;

  order_case_begin (&fixture, ORDER_CASE_NARROW, "is:paid is:unfulfilled");
  ui_wait (is_covered, &fixture);
  g_assert_cmpint (gtk_widget_get_width (fixture.detail), <=, 360);
  g_assert_true (gtk_widget_activate_action (fixture.detail, "navigation.pop", NULL));
  ui_wait (is_on_list, &fixture);
  pane = KONTOR_LIST_PANE (ui_find_type (fixture.window, KONTOR_TYPE_LIST_PANE));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (pane)), <=, 360);
  g_assert_cmpint (kontor_list_pane_get_current (pane), ==, fixture.id);
  order_case_open (&fixture, fixture.id);
  order_case_end (&fixture);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/order-actions/status", test_status);
  kontor_test_add ("/ui/order-actions/take-back", test_take_back);
  kontor_test_add ("/ui/order-actions/history", test_history);
  kontor_test_add ("/ui/order-actions/message", test_message);
  kontor_test_add ("/ui/order-actions/cancel", test_cancel);
  kontor_test_add ("/ui/order-actions/cancel-otherwise", test_cancel_otherwise);
  kontor_test_add ("/ui/order-actions/refund", test_refund);
  kontor_test_add ("/ui/order-actions/selected", test_selected);
  kontor_test_add ("/ui/order-actions/narrow", test_narrow);
  kontor_test_add ("/ui/order-actions/narrow-note", test_narrow_note);

  return kontor_test_run ();
}
