#include "kontor-format.h"
#include "kontor-lists-fixture.h"
#include "kontor-order-detail.h"
#include "kontor-order-hold-dialog.h"
#include "kontor-order-note-dialog.h"
#include "kontor-orders.h"
#include "kontor-reader.h"
#include "kontor-scope.h"
#include "kontor-shop.h"
#include "kontor-test.h"
#include "register.h"
#include "ui-fixture.h"

/* A sample shop that stands still, pulled; nothing is sent by itself. */
typedef struct {
  KontorEngine *engine;
  KontorObject *order; /* fulfilled, and partially refunded */
  AdwWindow *window;
  GtkWidget *detail;
} Case;

static void
add_shop (KontorEngine *engine)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "shop.db", NULL);
  g_autoptr (GVariant) fields = g_variant_ref_sink (
      g_variant_new_parsed ("{'address': %s, 'rate': '0', 'orders': '120', 'customers': '20', 'products': '6'}", path));
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorAccount) account =
      dex_await_object (kontor_engine_add_account (engine, "sample", "demo", fields, NULL, NULL), &error);

  g_assert_no_error (error);
  dex_await (kontor_sync_run_once (kontor_account_get_sync (account)), &error);
  g_assert_no_error (error);
}

static gint64
find_order (KontorEngine *engine, const char *words)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, words, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = dex_await_boxed (kontor_reader_find (engine, query, 1), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, 1);
  return g_array_index (ids, gint64, 0);
}

/* The shop is asked before the detail does so, whose answer would come upon what a test says meanwhile. */
static void
show_order (Case *self, const char *words)
{
  gint64 id = find_order (self->engine, words);

  dex_await (kontor_engine_refresh (self->engine, KONTOR_ENTITY_ORDER, id), NULL);
  g_clear_object (&self->order);
  self->order = kontor_identity_dup (kontor_engine_get_identity (self->engine), KONTOR_ENTITY_ORDER, id);
  g_object_set (self->detail, "current", id, NULL);
  ui_wait_text (self->window, "Items");
  while (kontor_order_detail_get_order (KONTOR_ORDER_DETAIL (self->detail)) != self->order)
    dex_await (dex_timeout_new_msec (5), NULL);
  kontor_test_pardon_stall ();
}

static void
begin (Case *self, const char *words)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "kontor.db", NULL);
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  KontorEngineConfig config = { kontor_connector_list_factories (), NULL, secrets, NULL, KONTOR_ENGINE_CREATE };
  g_autoptr (GError) error = NULL;

  *self = (Case) { .engine = dex_await_object (kontor_engine_open (path, &config), &error) };
  g_assert_no_error (error);
  add_shop (self->engine);
  self->detail = g_object_new (KONTOR_TYPE_ORDER_DETAIL, "engine", self->engine, NULL);
  self->window = ui_show (self->detail);
  ui_wait_text (self->window, "No Order Selected");
  show_order (self, words);
}

static void
end (Case *self)
{
  ui_close (self->window);
  g_clear_object (&self->order);
  dex_await (kontor_engine_stop (self->engine), NULL);
  g_clear_object (&self->engine);
}

static void
assert_amount (Case *self, guint field)
{
  g_autoptr (KontorMoney) money = kontor_object_dup_money (self->order, field);
  g_autofree char *text = kontor_format_money (money);

  g_assert_nonnull (ui_find_text (self->window, text));
}

/* What stands there is what the record says. */
static void
test_texts (void)
{
  Case fixture;
  KontorRecord *order, *line, *payment;

  begin (&fixture, "is:partially-refunded");
  order = kontor_object_get_record (fixture.order);
  line = kontor_record_get_member (order, KONTOR_ORDER_LINES, 0);
  payment = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, 0);
  assert_amount (&fixture, KONTOR_ORDER_TOTAL);
  assert_amount (&fixture, KONTOR_ORDER_PAID_TOTAL);
  assert_amount (&fixture, KONTOR_ORDER_SUBTOTAL);
  ui_wait_text (fixture.window, kontor_record_get_text (line, KONTOR_LINE_NAME));
  ui_wait_text (fixture.window, kontor_record_get_text (line, KONTOR_LINE_SKU));
  ui_wait_text (fixture.window, kontor_record_get_text (payment, KONTOR_PAYMENT_TITLE));
  ui_wait_text (fixture.window, kontor_object_get_text (fixture.order, KONTOR_ORDER_CUSTOMER_NAME));
  ui_wait_text (fixture.window, kontor_object_get_text (fixture.order, KONTOR_ORDER_EMAIL));
  ui_wait_text (fixture.window, "Partially refunded");
  ui_wait_text (fixture.window, "Order Placed");
  ui_wait_text (fixture.window, "Refund");
  ui_shoot (fixture.window, "order-detail");
  end (&fixture);
}

static gboolean
is_archived (gpointer data)
{
  return kontor_object_get_int (((Case *) data)->order, KONTOR_ORDER_ARCHIVED) != 0;
}

static gboolean
is_not_archived (gpointer data)
{
  return !is_archived (data);
}

/* (transfer full): of the newest op */
static KontorOp *
find_op (Case *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ops = dex_await_boxed (
      kontor_outbox_list_of_object (self->engine, KONTOR_ENTITY_ORDER, kontor_object_get_id (self->order)), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ops->len, >, 0);
  return kontor_op_ref (g_ptr_array_index (ops, 0));
}

/* Archived at once, waiting to be told to the shop, and undone. */
static void
test_archive (void)
{
  Case fixture;
  g_autoptr (KontorOp) op = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture, "is:partially-refunded");
  g_assert_true (gtk_widget_activate_action (fixture.detail, "order.archive", NULL));
  ui_wait (is_archived, &fixture);
  ui_wait_text (fixture.window, "Archived");
  ui_wait_text (fixture.window, "Waits to be sent");
  op = find_op (&fixture);
  g_assert_cmpstr (op->kind->name, ==, "set-team");

  dex_await (kontor_engine_undo (fixture.engine, op->action), &error);
  g_assert_no_error (error);
  ui_wait (is_not_archived, &fixture);
  ui_wait_no_text (fixture.window, "Waits to be sent");
  end (&fixture);
}

static void
write_note (Case *self, const char *action, const char *text)
{
  GtkWidget *dialog, *view;

  g_assert_true (gtk_widget_activate_action (self->detail, action, NULL));
  dialog = ui_wait_dialog (self->window, KONTOR_TYPE_ORDER_NOTE_DIALOG);
  ui_wait_text (dialog, "Cancel");
  view = ui_find_type (dialog, GTK_TYPE_TEXT_VIEW);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
  g_assert_true (gtk_widget_activate_action (dialog, "note.apply", NULL));
  ui_wait_no_dialog (self->window);
}

/* A note for the team and one to the customer are told apart, and the mail can be taken back. */
static void
test_notes (void)
{
  Case fixture;
  g_autoptr (KontorOp) message = NULL;

  begin (&fixture, "is:partially-refunded");
  write_note (&fixture, "order.note", "Wrap it well");
  ui_wait_text (fixture.window, "Internal Note");
  ui_wait_text (fixture.window, "Wrap it well");
  write_note (&fixture, "order.message", "It is on its way");
  ui_wait_text (fixture.window, "To the Customer");
  ui_wait_text (fixture.window, "It is on its way");
  ui_wait_text (fixture.window, "Sent in");
  ui_wait_text (fixture.window, "Take Back");
  message = find_op (&fixture);
  g_assert_cmpstr (message->kind->name, ==, "send-note");
  ui_shoot (fixture.window, "order-detail-notes");
  dex_await (kontor_engine_undo (fixture.engine, message->action), NULL);
  ui_wait_no_text (fixture.window, "It is on its way");
  end (&fixture);
}

/* A hold needs a reason, says it, and is released again. */
static void
test_hold (void)
{
  Case fixture;
  GtkWidget *dialog;

  begin (&fixture, "is:partially-refunded");
  gtk_widget_activate_action (fixture.detail, "order.hold", NULL);
  dialog = ui_wait_dialog (fixture.window, KONTOR_TYPE_ORDER_HOLD_DIALOG);
  g_assert_false (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "hold"));
  ui_type (dialog, "Reason", "Address is wrong");
  g_assert_true (adw_alert_dialog_get_response_enabled (ADW_ALERT_DIALOG (dialog), "hold"));
  ui_click (dialog, "Put on Hold");
  ui_wait_text (fixture.window, "Hold: Address is wrong");
  gtk_widget_activate_action (fixture.detail, "order.release", NULL);
  ui_wait_no_text (fixture.window, "Hold: Address is wrong");
  end (&fixture);
}

/* What somebody else changes is there without a reload. */
static void
test_live (void)
{
  static const char *const tags[] = { "gift", NULL };
  Case fixture;
  g_autoptr (KontorScope) scope = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture, "is:partially-refunded");
  g_assert_null (ui_find_text (fixture.window, "gift"));
  scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, kontor_object_get_id (fixture.order));
  dex_await (kontor_orders_tag (fixture.engine, scope, tags, NULL), &error);
  g_assert_no_error (error);
  ui_wait_text (fixture.window, "gift");
  end (&fixture);
}

/* What the shop refuses cannot be pressed. */
static void
test_refused (void)
{
  Case fixture;

  begin (&fixture, "is:partially-refunded is:fulfilled");
  g_assert_false (gtk_widget_activate_action (fixture.detail, "order.mark-paid", NULL) &&
                  ui_get_dialog (fixture.window) != NULL);
  end (&fixture);
}

static KontorShop *
open_shop (void)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "shop.db", NULL);
  g_autoptr (GError) error = NULL;
  KontorShop *shop = kontor_shop_open (path, NULL, &error);

  g_assert_no_error (error);
  return shop;
}

/* As if the shop had said so: the open detail follows. The shop itself knows nothing of it and cannot be asked any more. */
static void
change_order (Case *self, void (*change) (KontorRecord *order))
{
  g_autoptr (KontorShop) shop = open_shop ();
  KontorRecord *order = kontor_record_copy (kontor_object_get_record (self->order));

  g_assert_true (kontor_shop_set_faults (shop, "offline", NULL));
  change (order);
  lists_save (kontor_engine_get_db (self->engine), order);
}

static void
fulfil_in_part (KontorRecord *order)
{
  g_autoptr (KontorRecord) line = kontor_record_copy (kontor_record_get_member (order, KONTOR_ORDER_LINES, 0));

  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, 3);
  kontor_record_set_int (line, KONTOR_LINE_FULFILLED, 1);
  kontor_record_replace_member (order, KONTOR_ORDER_LINES, 0, g_steal_pointer (&line));
  kontor_record_set_text (order, KONTOR_ORDER_FULFILMENT, "partially-fulfilled");
}

/* What is on its way already is told apart from what is not, at the order and at its line. */
static void
test_partial (void)
{
  Case fixture;

  begin (&fixture, "is:unfulfilled is:paid");
  g_assert_null (ui_find_text (fixture.window, "Partially fulfilled"));
  change_order (&fixture, fulfil_in_part);
  ui_wait_text (fixture.window, "Partially fulfilled");
  ui_wait_text (fixture.window, "1 of 3 fulfilled");
  end (&fixture);
}

static void
edit_and_exchange (KontorRecord *order)
{
  KontorRecord *edit = kontor_record_new (&kontor_edit_type), *change = kontor_record_new (&kontor_edit_change_type);
  KontorRecord *exchange = kontor_record_new (&kontor_exchange_type);

  kontor_record_set_key (change, "c");
  kontor_record_set_text (change, KONTOR_EDIT_CHANGE_KIND, "add");
  kontor_record_set_key (edit, "e");
  kontor_record_set_text (edit, KONTOR_EDIT_STATUS, "pending");
  kontor_record_set_text (edit, KONTOR_EDIT_NOTE, "one more hat");
  kontor_record_take_member (edit, KONTOR_EDIT_CHANGES, change);
  kontor_record_take_member (order, KONTOR_ORDER_EDITS, edit);
  kontor_record_set_key (exchange, "x");
  kontor_record_set_text (exchange, KONTOR_EXCHANGE_STATUS, "partially-received");
  kontor_record_take_member (order, KONTOR_ORDER_EXCHANGES, exchange);
}

/* What was done to the order after it was placed, and whether that counts yet. */
static void
test_edited (void)
{
  Case fixture;

  begin (&fixture, "is:unfulfilled is:paid");
  change_order (&fixture, edit_and_exchange);
  ui_wait_text (fixture.window, "Order Edited");
  ui_wait_text (fixture.window, "1 change · Not confirmed yet");
  ui_wait_text (fixture.window, "one more hat");
  ui_wait_text (fixture.window, "Exchange");
  ui_wait_text (fixture.window, "Partly received");
  end (&fixture);
}

static void
pay_by_card (KontorRecord *order)
{
  KontorRecord *payment = kontor_record_copy (kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, 0));

  kontor_record_set_text (payment, KONTOR_PAYMENT_GATEWAY, "card");
  kontor_record_set_text (payment, KONTOR_PAYMENT_TITLE, "Credit Card");
  kontor_record_replace_member (order, KONTOR_ORDER_PAYMENTS, 0, payment);
}

/* An authorisation is let go of after a question, which Back answers without doing anything. */
static void
test_void (void)
{
  Case fixture;
  g_autoptr (KontorOp) op = NULL;

  begin (&fixture, "is:unpaid");
  change_order (&fixture, pay_by_card);
  ui_wait_text (fixture.window, "Credit Card");
  gtk_widget_activate_action (fixture.detail, "order.void", NULL);
  ui_click (ui_wait_dialog (fixture.window, ADW_TYPE_ALERT_DIALOG), "Back");
  ui_wait_no_dialog (fixture.window);
  g_assert_null (ui_find_text (fixture.window, "Take Back"));
  gtk_widget_activate_action (fixture.detail, "order.void", NULL);
  ui_click (ui_wait_dialog (fixture.window, ADW_TYPE_ALERT_DIALOG), "Void");
  ui_wait_text (fixture.window, "Take Back");
  op = find_op (&fixture);
  g_assert_cmpstr (op->kind->name, ==, "void-payment");
  end (&fixture);
}

static void
set_strange_status (KontorRecord *order)
{
  kontor_record_set_text (order, KONTOR_ORDER_STATUS, "awaiting-stamp");
}

/* A word that a plugin of the shop made up is shown as it is. */
static void
test_unknown_status (void)
{
  Case fixture;

  begin (&fixture, "is:unfulfilled is:paid");
  change_order (&fixture, set_strange_status);
  ui_wait_text (fixture.window, "awaiting-stamp");
  end (&fixture);
}

#define MANY 300

static void
add_many_lines (KontorRecord *order)
{
  KontorRecord *first = kontor_record_get_member (order, KONTOR_ORDER_LINES, 0);

  for (guint i = kontor_record_get_length (order, KONTOR_ORDER_LINES); i < MANY; i++) {
    KontorRecord *line = kontor_record_copy (first);
    g_autofree char *key = g_strdup_printf ("many-%u", i), *name = g_strdup_printf ("Line %u", i);

    kontor_record_set_key (line, key);
    kontor_record_set_text (line, KONTOR_LINE_NAME, name);
    kontor_record_take_member (order, KONTOR_ORDER_LINES, line);
  }
}

/* The first lines are there at once, the others come on request, a few in each frame: the watchdog looks on. */
static void
test_many_lines (void)
{
  Case fixture;

  begin (&fixture, "is:unfulfilled is:paid");
  change_order (&fixture, add_many_lines);
  show_order (&fixture, "is:fulfilled is:paid");
  show_order (&fixture, "is:unfulfilled is:paid");
  ui_wait_text (fixture.window, "Line 10");
  g_assert_null (ui_find_text (fixture.window, "Line 299"));
  ui_click (fixture.window, "Show All 300 Lines");
  ui_wait_text (fixture.window, "Line 299");
  ui_wait_no_text (fixture.window, "Show All 300 Lines");
  end (&fixture);
}

/* Typed and entered, and taken off by the button beside it. */
static void
test_tags (void)
{
  Case fixture;
  GtkWidget *entry, *tag;

  begin (&fixture, "is:unfulfilled is:paid");
  entry = ui_find_type (fixture.window, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "Fragile");
  g_signal_emit_by_name (entry, "activate");
  tag = ui_wait_text (fixture.window, "Fragile");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_signal_emit_by_name (gtk_widget_get_next_sibling (tag), "clicked");
  ui_wait_no_text (fixture.window, "Fragile");
  end (&fixture);
}

static void
change_in_shop (Case *self, gint64 id, const char *body)
{
  g_autoptr (KontorRecord) order = dex_await_boxed (kontor_engine_load (self->engine, KONTOR_ENTITY_ORDER, id), NULL);
  g_autofree char *path = g_strdup_printf ("orders/%s", kontor_record_get_key (order));
  g_autofree char *answer = NULL;
  g_autoptr (KontorShop) shop = open_shop ();

  answer = kontor_shop_admin (shop, "PUT", path, body);
  g_assert_nonnull (answer);
}

/* Somebody changes the order in the shop's own admin while it is open here. */
static void
test_shop_side (void)
{
  Case fixture;
  g_autoptr (KontorAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  begin (&fixture, "is:unfulfilled is:paid");
  change_in_shop (&fixture, kontor_object_get_id (fixture.order), "{\"email\":\"moved@example.org\"}");
  account = kontor_engine_dup_account (fixture.engine, kontor_object_get_account (fixture.order));
  dex_await (kontor_sync_run_once (kontor_account_get_sync (account)), &error);
  g_assert_no_error (error);
  ui_wait_text (fixture.window, "moved@example.org");
  end (&fixture);
}

/* Who opens an order sees what the shop has now, without a sync. */
static void
send_all (KontorRecord *order)
{
  KontorRecord *fulfilment = kontor_record_new (&kontor_fulfilment_type), *line = kontor_record_new (&kontor_fulfilment_line_type);
  const KontorRecord *ordered = kontor_record_get_member (order, KONTOR_ORDER_LINES, 0);

  kontor_record_set_key (line, kontor_record_get_key (ordered));
  kontor_record_set_int (line, KONTOR_FULFILMENT_LINE_QUANTITY, kontor_record_get_int (ordered, KONTOR_LINE_QUANTITY));
  kontor_record_set_key (fulfilment, "77");
  kontor_record_set_text (fulfilment, KONTOR_FULFILMENT_STATUS, "shipped");
  kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_LINES, line);
  kontor_record_take_member (order, KONTOR_ORDER_FULFILMENTS, fulfilment);
  kontor_record_set_text (order, KONTOR_ORDER_FULFILMENT, "partially-fulfilled");
}

/* After a question, and of what is on its way. */
static void
test_delivered (void)
{
  Case fixture;
  g_autoptr (KontorOp) op = NULL;

  begin (&fixture, "is:unfulfilled is:paid");
  change_order (&fixture, send_all);
  ui_wait_text (fixture.window, "Partially fulfilled");
  gtk_widget_activate_action (fixture.detail, "order.mark-delivered", NULL);
  ui_click (ui_wait_dialog (fixture.window, ADW_TYPE_ALERT_DIALOG), "Mark as Delivered");
  ui_wait_text (fixture.window, "Take Back");
  op = find_op (&fixture);
  g_assert_cmpstr (op->kind->name, ==, "mark-delivered");
  g_assert_cmpstr (kontor_record_get_key (kontor_record_get_member (op->add, KONTOR_ORDER_FULFILMENTS, 0)), ==, "77");
  end (&fixture);
}

static void
test_asks (void)
{
  Case fixture;
  gint64 id;

  begin (&fixture, "is:fulfilled is:paid");
  id = find_order (fixture.engine, "is:unfulfilled is:paid");
  change_in_shop (&fixture, id, "{\"email\":\"moved@example.org\"}");
  g_object_set (fixture.detail, "current", id, NULL);
  ui_wait_text (fixture.window, "moved@example.org");
  end (&fixture);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();

  kontor_test_add ("/ui/order-detail/texts", test_texts);
  kontor_test_add ("/ui/order-detail/archive", test_archive);
  kontor_test_add ("/ui/order-detail/notes", test_notes);
  kontor_test_add ("/ui/order-detail/hold", test_hold);
  kontor_test_add ("/ui/order-detail/live", test_live);
  kontor_test_add ("/ui/order-detail/refused", test_refused);
  kontor_test_add ("/ui/order-detail/partial", test_partial);
  kontor_test_add ("/ui/order-detail/void", test_void);
  kontor_test_add ("/ui/order-detail/delivered", test_delivered);
  kontor_test_add ("/ui/order-detail/edited", test_edited);
  kontor_test_add ("/ui/order-detail/unknown-status", test_unknown_status);
  kontor_test_add ("/ui/order-detail/many-lines", test_many_lines);
  kontor_test_add ("/ui/order-detail/tags", test_tags);
  kontor_test_add ("/ui/order-detail/shop-side", test_shop_side);
  kontor_test_add ("/ui/order-detail/asks", test_asks);

  return kontor_test_run ();
}
