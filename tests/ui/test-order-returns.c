#include "kontor-lines-dialog.h"
#include "kontor-pick-row.h"
#include "kontor-product-chooser.h"
#include "kontor-receive-dialog.h"
#include "kontor-refund-dialog.h"
#include "kontor-return-dialog.h"
#include "kontor-swap-dialog.h"
#include "kontor-test.h"
#include "order-fixture.h"
#include "ui-fixture.h"

/* What was sent and paid whole, of which nothing came back. */
#define SENT "is:fulfilled is:paid"

static gboolean
has_pick (gpointer dialog)
{
  return ui_find_type (dialog, KONTOR_TYPE_PICK_ROW) != NULL;
}

static KontorPickRow *
get_pick (gpointer dialog)
{
  ui_wait (has_pick, dialog);
  kontor_test_pardon_stall ();
  return KONTOR_PICK_ROW (ui_find_type (dialog, KONTOR_TYPE_PICK_ROW));
}

static gpointer
open_task (OrderCase *self, const char *action, GType type)
{
  gpointer dialog;

  g_assert_true (gtk_widget_activate_action (self->detail, action, NULL));
  dialog = ui_wait_dialog (self->window, type);
  get_pick (dialog);
  return dialog;
}

/* The dialog's title may say the same. */
static GtkWidget *
find_confirm (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), "task.confirm") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_confirm (child);

    if (found != NULL)
      return found;
  }
  return NULL;
}

static gboolean
can_confirm (gpointer dialog)
{
  return gtk_widget_is_sensitive (find_confirm (dialog));
}

static void
confirm (OrderCase *self, gpointer dialog)
{
  g_assert_true (can_confirm (dialog));
  g_signal_emit_by_name (find_confirm (dialog), "clicked");
  ui_wait_no_dialog (self->window);
}

static KontorRecord *
get_return (KontorRecord *order)
{
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_RETURNS), ==, 1);
  return kontor_record_get_member (order, KONTOR_ORDER_RETURNS, 0);
}

static KontorRecord *
get_return_line (KontorRecord *order)
{
  return kontor_record_get_member (get_return (order), KONTOR_RETURN_LINES, 0);
}

/* One unit of the first line shall come back. */
static void
ask_for_return (OrderCase *self)
{
  gpointer dialog = open_task (self, "order.return", KONTOR_TYPE_RETURN_DIALOG);

  kontor_pick_row_set_quantity (get_pick (dialog), 1);
  ui_type (dialog, "Note", "by phone");
  confirm (self, dialog);
  ui_wait_text (self->detail, "Requested");
}

static KontorRecord *
fetch (OrderCase *self)
{
  world_flush_after (&self->world, 10001);
  return world_fetch (&self->world, KONTOR_ENTITY_ORDER, self->id);
}

/* Without a quantity nothing can be asked for, and never more than was sent. */
static void
test_limits (void)
{
  OrderCase fixture;
  gpointer dialog;
  KontorPickRow *row;

  order_case_begin (&fixture, ORDER_CASE_WIDE, SENT);
  dialog = open_task (&fixture, "order.return", KONTOR_TYPE_RETURN_DIALOG);
  g_assert_false (can_confirm (dialog));
  ui_wait_text (dialog, "Say how many of which item.");
  row = get_pick (dialog);
  kontor_pick_row_set_quantity (row, 9999);
  g_assert_cmpint (kontor_pick_row_get_quantity (row), ==,
                   kontor_record_get_int (kontor_pick_row_get_record (row), KONTOR_LINE_FULFILLED));
  g_assert_true (can_confirm (dialog));
  kontor_pick_row_set_quantity (row, 0);
  g_assert_false (can_confirm (dialog));
  adw_dialog_force_close (dialog);
  ui_wait_no_dialog (fixture.window);
  order_case_end (&fixture);
}

static void
receive (OrderCase *self)
{
  gpointer dialog;

  ui_click (self->detail, "Receive…");
  dialog = ui_wait_dialog (self->window, KONTOR_TYPE_RECEIVE_DIALOG);
  g_assert_cmpint (kontor_pick_row_get_quantity (get_pick (dialog)), ==, 1);
  confirm (self, dialog);
  ui_wait_text (self->detail, "Received");
}

/* Asked for, received and paid back: each step offers the next one, and the shop has all of it. */
static void
test_return (void)
{
  OrderCase fixture;
  g_autoptr (KontorRecord) asked = NULL, received = NULL, refunded = NULL;

  order_case_begin (&fixture, ORDER_CASE_WIDE, SENT);
  ask_for_return (&fixture);
  asked = fetch (&fixture);
  g_assert_cmpstr (kontor_record_get_text (get_return (asked), KONTOR_RETURN_NOTE), ==, "by phone");
  g_assert_cmpint (kontor_record_get_int (get_return_line (asked), KONTOR_RETURN_LINE_QUANTITY), ==, 1);

  receive (&fixture);
  received = fetch (&fixture);
  g_assert_cmpint (kontor_record_get_int (get_return_line (received), KONTOR_RETURN_LINE_RECEIVED), ==, 1);
  g_assert_true (kontor_record_get_bool (get_return_line (received), KONTOR_RETURN_LINE_RESTOCK));

  ui_click (fixture.detail, "Refund…");
  g_assert_cmpint (kontor_pick_row_get_quantity (get_pick (ui_wait_dialog (fixture.window, KONTOR_TYPE_REFUND_DIALOG))), ==, 1);
  adw_switch_row_set_active (ADW_SWITCH_ROW (ui_wait_text (fixture.window, "Pay Back Through the Payment Service")), FALSE);
  confirm (&fixture, ui_wait_dialog (fixture.window, KONTOR_TYPE_REFUND_DIALOG));
  ui_wait_no_text (fixture.detail, "Refund…");
  refunded = fetch (&fixture);
  g_assert_cmpuint (kontor_record_get_length (refunded, KONTOR_ORDER_REFUNDS), ==, 1);
  order_case_end (&fixture);
}

/* What is not taken back counts as arrived, and is on no shelf. */
static void
test_dismiss (void)
{
  OrderCase fixture;
  gpointer dialog;
  g_autoptr (KontorRecord) asked = NULL, order = NULL;

  order_case_begin (&fixture, ORDER_CASE_NARROW, SENT);
  ask_for_return (&fixture);
  asked = fetch (&fixture);
  ui_click (fixture.detail, "Dismiss…");
  dialog = ui_wait_dialog (fixture.window, KONTOR_TYPE_RECEIVE_DIALOG);
  g_assert_false (can_confirm (dialog));
  kontor_pick_row_set_quantity (get_pick (dialog), 1);
  confirm (&fixture, dialog);
  ui_wait_text (fixture.detail, "1 dismissed");
  ui_wait_no_text (fixture.detail, "Receive…");
  order = fetch (&fixture);
  g_assert_cmpint (kontor_record_get_int (get_return_line (order), KONTOR_RETURN_LINE_DISMISSED), ==, 1);
  g_assert_cmpint (kontor_record_get_int (get_return_line (order), KONTOR_RETURN_LINE_RECEIVED), ==, 0);
  order_case_end (&fixture);
}

/* What is cancelled may be asked for again. */
static void
test_cancel (void)
{
  OrderCase fixture;
  gpointer dialog;

  order_case_begin (&fixture, ORDER_CASE_WIDE, SENT);
  ask_for_return (&fixture);
  ui_click (fixture.detail, "Cancel Return…");
  dialog = ui_wait_dialog (fixture.window, ADW_TYPE_ALERT_DIALOG);
  ui_click (dialog, "Cancel Return");
  ui_wait_no_dialog (fixture.window);
  ui_wait_text (fixture.detail, "Cancelled");
  dialog = open_task (&fixture, "order.return", KONTOR_TYPE_RETURN_DIALOG);
  kontor_pick_row_set_quantity (get_pick (dialog), 1);
  g_assert_true (can_confirm (dialog));
  adw_dialog_force_close (dialog);
  ui_wait_no_dialog (fixture.window);
  order_case_end (&fixture);
}

static gboolean
has_refund (gpointer data)
{
  return kontor_record_get_length (order_case_get_record (data), KONTOR_ORDER_REFUNDS) > 0;
}

/* Never more than was paid, and why; what is no amount is said. */
static void
test_refund_limit (void)
{
  OrderCase fixture;
  gpointer dialog;
  KontorRecord *refund;

  order_case_begin (&fixture, ORDER_CASE_WIDE, SENT);
  dialog = open_task (&fixture, "order.refund", KONTOR_TYPE_REFUND_DIALOG);
  g_assert_false (can_confirm (dialog));
  ui_type (dialog, "Amount without Items", "many");
  g_assert_false (can_confirm (dialog));
  ui_type (dialog, "Amount without Items", "99999");
  ui_wait_text (dialog, "Chosen");
  confirm (&fixture, dialog);
  ui_wait (has_refund, &fixture);
  refund = kontor_record_get_member (order_case_get_record (&fixture), KONTOR_ORDER_REFUNDS, 0);
  g_assert_cmpint (kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT), ==,
                   kontor_record_get_amount (order_case_get_record (&fixture), KONTOR_ORDER_PAID_TOTAL));
  order_case_end (&fixture);
}

/* Without the shop it is kept, and goes out when the shop is back. */
static void
test_offline (void)
{
  OrderCase fixture;
  g_autoptr (KontorRecord) order = NULL;

  order_case_begin (&fixture, ORDER_CASE_WIDE, SENT);
  world_set_faults (&fixture.world, "offline");
  ask_for_return (&fixture);
  world_flush_after (&fixture.world, 10001);
  g_assert_cmpint (world_ask (&fixture.world, "SELECT count (*) FROM outbox WHERE state != 'acked'"), ==, 1);
  world_set_faults (&fixture.world, "");
  world_flush_after (&fixture.world, 3600 * 1000);
  order = fetch (&fixture);
  g_assert_nonnull (get_return (order));
  order_case_end (&fixture);
}

static gboolean
has_product (gpointer dialog)
{
  return ui_find_type (dialog, ADW_TYPE_ACTION_ROW) != NULL;
}

/* The first product that is found. */
static void
add_product (OrderCase *self, gpointer dialog)
{
  gpointer chooser;

  ui_click (dialog, "Add Product…");
  chooser = ui_wait_dialog (self->window, KONTOR_TYPE_PRODUCT_CHOOSER);
  ui_wait (has_product, chooser);
  kontor_test_pardon_stall ();
  g_signal_emit_by_name (ui_find_type (chooser, ADW_TYPE_ACTION_ROW), "activate");
  g_assert_true (ui_wait_dialog (self->window, G_OBJECT_TYPE (dialog)) == dialog);
}

/* Something comes back and something else is sent; neither alone is an exchange. */
static void
test_exchange (void)
{
  OrderCase fixture;
  gpointer dialog;
  guint lines;
  g_autoptr (KontorRecord) order = NULL;

  order_case_begin (&fixture, ORDER_CASE_WIDE, SENT);
  lines = kontor_record_get_length (order_case_get_record (&fixture), KONTOR_ORDER_LINES);
  dialog = open_task (&fixture, "order.exchange", KONTOR_TYPE_SWAP_DIALOG);
  kontor_pick_row_set_quantity (get_pick (dialog), 1);
  g_assert_false (can_confirm (dialog));
  add_product (&fixture, dialog);
  confirm (&fixture, dialog);
  ui_wait_text (fixture.detail, "Exchange");
  order = fetch (&fixture);
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_EXCHANGES), ==, 1);
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_LINES), ==, lines + 1);
  order_case_end (&fixture);
}

/* What was wrong is paid back: nothing is sent, and what was sent stays. */
static void
test_claim (void)
{
  OrderCase fixture;
  gpointer dialog;
  g_autoptr (KontorRecord) order = NULL;

  order_case_begin (&fixture, ORDER_CASE_WIDE, SENT);
  dialog = open_task (&fixture, "order.claim", KONTOR_TYPE_SWAP_DIALOG);
  kontor_pick_row_set_quantity (get_pick (dialog), 1);
  g_assert_false (can_confirm (dialog));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find_text (dialog, "What Is Done")), 1);
  confirm (&fixture, dialog);
  ui_wait_text (fixture.detail, "Claim: Refund");
  order = fetch (&fixture);
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_CLAIMS), ==, 1);
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_RETURNS), ==, 0);
  order_case_end (&fixture);
}

/* One more of what is there; what was sent stays. */
static void
test_edit (void)
{
  OrderCase fixture;
  gpointer dialog;
  KontorPickRow *row;
  gint64 before;
  g_autoptr (KontorRecord) order = NULL;

  order_case_begin (&fixture, ORDER_CASE_WIDE, SENT);
  dialog = open_task (&fixture, "order.edit-items", KONTOR_TYPE_LINES_DIALOG);
  g_assert_false (can_confirm (dialog));
  row = get_pick (dialog);
  before = kontor_pick_row_get_quantity (row);
  kontor_pick_row_set_quantity (row, 0);
  g_assert_cmpint (kontor_pick_row_get_quantity (row), ==, before);
  kontor_pick_row_set_quantity (row, before + 1);
  add_product (&fixture, dialog);
  confirm (&fixture, dialog);
  order = fetch (&fixture);
  g_assert_cmpint (kontor_record_get_int (kontor_record_get_member (order, KONTOR_ORDER_LINES, 0), KONTOR_LINE_QUANTITY), ==, before + 1);
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_LINES), ==,
                    kontor_record_get_length (order_case_get_record (&fixture), KONTOR_ORDER_LINES));
  order_case_end (&fixture);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/order-returns/limits", test_limits);
  kontor_test_add ("/ui/order-returns/return", test_return);
  kontor_test_add ("/ui/order-returns/dismiss", test_dismiss);
  kontor_test_add ("/ui/order-returns/cancel", test_cancel);
  kontor_test_add ("/ui/order-returns/refund-limit", test_refund_limit);
  kontor_test_add ("/ui/order-returns/offline", test_offline);
  kontor_test_add ("/ui/order-returns/exchange", test_exchange);
  kontor_test_add ("/ui/order-returns/claim", test_claim);
  kontor_test_add ("/ui/order-returns/edit", test_edit);
  return kontor_test_run ();
}
