#include "kontor-order-detail-actions.h"

#include <glib/gi18n.h>

#include "kontor-gesture.h"
#include "kontor-order-cancel-dialog.h"
#include "kontor-order-edit-dialog.h"
#include "kontor-order-effects.h"
#include "kontor-order-hold-dialog.h"
#include "kontor-order-note-dialog.h"
#include "kontor-orders.h"
#include "kontor-print-dialog.h"
#include "kontor-returns.h"
#include "kontor-scope.h"

/* The op that an action makes; NULL where it makes none. */
static const struct {
  const char *action;
  const char *kind;
} kinds[] = {
  { "order.note", "add-note" },
  { "order.message", "send-note" },
  { "order.status", "set-order-status" },
  { "order.hold", "set-team" },
  { "order.release", "set-team" },
  { "order.archive", "set-team" },
  { "order.mark-paid", "mark-paid" },
  { "order.capture", "capture-payment" },
  { "order.void", "void-payment" },
  { "order.mark-delivered", "mark-delivered" },
  { "order.return", "create-return" },
  { "order.receive", "set-return" },
  { "order.dismiss", "set-return" },
  { "order.cancel-return", "set-return" },
  { "order.refund", "refund-order" },
  { "order.refund-return", "refund-order" },
  { "order.exchange", "create-exchange" },
  { "order.claim", "create-claim" },
  { "order.edit-items", "set-order" },
  { "order.edit", "set-order" },
  { "order.cancel", "cancel-order" },
  { "order.open-admin", NULL },
  { "order.open-shop", NULL },
  { "order.copy-number", NULL },
  { "order.print", NULL },
};

/* A dialog acts on the order for which it was opened, whatever is shown when it is answered. */
static void
keep_order (KontorOrderDetail *self, gpointer dialog)
{
  g_object_set_data_full (dialog, "order", g_object_ref (kontor_order_detail_get_order (self)), g_object_unref);
}

static gint64
get_kept_id (gpointer dialog)
{
  return kontor_object_get_id (g_object_get_data (dialog, "order"));
}

static KontorScope *
make_scope (KontorOrderDetail *self)
{
  return kontor_scope_new_one (KONTOR_ENTITY_ORDER, kontor_object_get_id (kontor_order_detail_get_order (self)));
}

static KontorRecord *
get_record (KontorOrderDetail *self)
{
  return kontor_object_get_record (kontor_order_detail_get_order (self));
}

static KontorAccount *
dup_account (KontorOrderDetail *self)
{
  return kontor_engine_dup_account (kontor_order_detail_get_engine (self),
                                    kontor_object_get_account (kontor_order_detail_get_order (self)));
}

static void
on_written (KontorOrderDetail *self, const char *text, gboolean to_customer, KontorOrderNoteDialog *dialog)
{
  KontorEngine *engine = kontor_order_detail_get_engine (self);
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, get_kept_id (dialog));

  kontor_gesture_run (GTK_WIDGET (self), to_customer ? kontor_orders_send_note (engine, get_kept_id (dialog), text)
                                                     : kontor_orders_add_note (engine, scope, text));
}

static void
open_note (KontorOrderDetail *self, KontorNoteReader reader)
{
  g_autoptr (KontorAccount) account = dup_account (self);
  KontorOrderNoteDialog *dialog = kontor_order_note_dialog_new (account, get_record (self), reader);

  keep_order (self, dialog);
  g_signal_connect_object (dialog, "written", G_CALLBACK (on_written), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
note_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_note (KONTOR_ORDER_DETAIL (widget), KONTOR_NOTE_INTERNAL);
}

static void
message_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_note (KONTOR_ORDER_DETAIL (widget), KONTOR_NOTE_CUSTOMER);
}

void
kontor_order_detail_set_status (KontorOrderDetail *self, const char *status)
{
  g_autoptr (KontorScope) scope = make_scope (self);

  if (g_strcmp0 (status, kontor_record_get_text (get_record (self), KONTOR_ORDER_STATUS)) != 0)
    kontor_gesture_run (GTK_WIDGET (self),
                        kontor_orders_set_status (kontor_order_detail_get_engine (self), scope, status));
}

static void
on_held (KontorOrderDetail *self, const char *reason, KontorOrderHoldDialog *dialog)
{
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, get_kept_id (dialog));

  kontor_gesture_run (GTK_WIDGET (self), kontor_orders_set_hold (kontor_order_detail_get_engine (self), scope, reason));
}

static void
hold_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (widget);
  KontorOrderHoldDialog *dialog = kontor_order_hold_dialog_new ();

  keep_order (self, dialog);
  g_signal_connect_object (dialog, "held", G_CALLBACK (on_held), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
release_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (widget);
  g_autoptr (KontorScope) scope = make_scope (self);

  kontor_gesture_run (widget, kontor_orders_set_hold (kontor_order_detail_get_engine (self), scope, NULL));
}

static void
archive_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (widget);
  g_autoptr (KontorScope) scope = make_scope (self);
  gboolean archived = kontor_record_get_bool (get_record (self), KONTOR_ORDER_ARCHIVED);

  kontor_gesture_run (widget, kontor_orders_set_archived (kontor_order_detail_get_engine (self), scope, !archived));
}

static void
on_edited (KontorOrderDetail *self, const KontorRecord *changes, KontorOrderEditDialog *dialog)
{
  kontor_gesture_run (GTK_WIDGET (self),
                      kontor_orders_edit (kontor_order_detail_get_engine (self), get_kept_id (dialog), changes));
}

static void
edit_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (widget);
  KontorOrderEditDialog *dialog = kontor_order_edit_dialog_new (get_record (self));

  keep_order (self, dialog);
  g_signal_connect_object (dialog, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static void
on_cancelled (KontorOrderDetail *self, const char *reason, guint flags, KontorOrderCancelDialog *dialog)
{
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, get_kept_id (dialog));

  kontor_gesture_run (GTK_WIDGET (self),
                      kontor_orders_cancel (kontor_order_detail_get_engine (self), scope, reason, flags));
}

static void
cancel_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (widget);
  g_autoptr (KontorAccount) account = dup_account (self);
  KontorOrderCancelDialog *dialog = kontor_order_cancel_dialog_new (account);

  keep_order (self, dialog);
  g_signal_connect_object (dialog, "cancelled", G_CALLBACK (on_cancelled), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

AdwDialog *
kontor_order_detail_ask (KontorOrderDetail *self, const char *heading, const char *kind, const char *button)
{
  g_autoptr (KontorAccount) account = dup_account (self);
  g_autofree char *effects = kontor_order_effects_explain (kontor_order_effects_get (account, kind));
  AdwDialog *dialog = adw_alert_dialog_new (heading, effects);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "back", _("_Back"), "confirm", button, NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "confirm", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "confirm");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "back");
  keep_order (self, dialog);
  return dialog;
}

static void
on_mark_paid (KontorOrderDetail *self, const char *response, AdwAlertDialog *dialog)
{
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, get_kept_id (dialog));

  if (g_str_equal (response, "confirm"))
    kontor_gesture_run (GTK_WIDGET (self), kontor_orders_mark_paid (kontor_order_detail_get_engine (self), scope));
}

static void
mark_paid_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwDialog *dialog = kontor_order_detail_ask (KONTOR_ORDER_DETAIL (widget), _("Mark as Paid?"), "mark-paid", _("_Mark as Paid"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_mark_paid), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
on_capture (KontorOrderDetail *self, const char *response, AdwAlertDialog *dialog)
{
  if (g_str_equal (response, "confirm"))
    kontor_gesture_run (GTK_WIDGET (self), kontor_orders_capture (kontor_order_detail_get_engine (self),
                                                                  get_kept_id (dialog), NULL, NULL));
}

static void
capture_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwDialog *dialog = kontor_order_detail_ask (KONTOR_ORDER_DETAIL (widget), _("Capture Payment?"), "capture-payment", _("_Capture"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_capture), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
on_void (KontorOrderDetail *self, const char *response, AdwAlertDialog *dialog)
{
  if (g_str_equal (response, "confirm"))
    kontor_gesture_run (GTK_WIDGET (self), kontor_orders_void (kontor_order_detail_get_engine (self),
                                                               get_kept_id (dialog), NULL));
}

static void
void_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwDialog *dialog = kontor_order_detail_ask (KONTOR_ORDER_DETAIL (widget), _("Void Payment?"), "void-payment", _("_Void"));

  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "confirm", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_void), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
on_mark_delivered (KontorOrderDetail *self, const char *response, AdwAlertDialog *dialog)
{
  const KontorRecord *fulfilment = kontor_returns_find_under_way (kontor_object_get_record (g_object_get_data (G_OBJECT (dialog), "order")));

  if (g_str_equal (response, "confirm") && fulfilment != NULL)
    kontor_gesture_run (GTK_WIDGET (self), kontor_returns_mark_delivered (kontor_order_detail_get_engine (self), get_kept_id (dialog),
                                                                          kontor_record_get_key (fulfilment)));
}

static void
mark_delivered_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwDialog *dialog = kontor_order_detail_ask (KONTOR_ORDER_DETAIL (widget), _("Mark as Delivered?"), "mark-delivered", _("_Mark as Delivered"));

  g_signal_connect_object (dialog, "response", G_CALLBACK (on_mark_delivered), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
launch (KontorOrderDetail *self, guint field)
{
  const char *uri = kontor_record_get_text (get_record (self), field);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

static void
open_admin_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  launch (KONTOR_ORDER_DETAIL (widget), KONTOR_ORDER_ADMIN_URL);
}

static void
open_shop_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  launch (KONTOR_ORDER_DETAIL (widget), KONTOR_ORDER_VIEW_URL);
}

static void
copy_number_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *number = kontor_record_get_text (get_record (KONTOR_ORDER_DETAIL (widget)), KONTOR_ORDER_NUMBER);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), number != NULL ? number : "");
  kontor_gesture_say (widget, _("Order number copied"));
}

static void
print_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (widget);
  g_autoptr (KontorScope) scope = make_scope (self);

  kontor_print_dialog_present (widget, kontor_order_detail_get_engine (self), scope, 1);
}

void
kontor_order_detail_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "order.archive", NULL, archive_action);
  gtk_widget_class_install_action (widget_class, "order.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "order.capture", NULL, capture_action);
  gtk_widget_class_install_action (widget_class, "order.copy-number", NULL, copy_number_action);
  gtk_widget_class_install_action (widget_class, "order.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "order.hold", NULL, hold_action);
  gtk_widget_class_install_action (widget_class, "order.mark-delivered", NULL, mark_delivered_action);
  gtk_widget_class_install_action (widget_class, "order.mark-paid", NULL, mark_paid_action);
  gtk_widget_class_install_action (widget_class, "order.message", NULL, message_action);
  gtk_widget_class_install_action (widget_class, "order.note", NULL, note_action);
  gtk_widget_class_install_action (widget_class, "order.open-admin", NULL, open_admin_action);
  gtk_widget_class_install_action (widget_class, "order.open-shop", NULL, open_shop_action);
  gtk_widget_class_install_action (widget_class, "order.print", NULL, print_action);
  gtk_widget_class_install_action (widget_class, "order.release", NULL, release_action);
  gtk_widget_class_install_property_action (widget_class, "order.status", "status");
  gtk_widget_class_install_action (widget_class, "order.void", NULL, void_action);
}

static gboolean
is_possible (KontorOrderDetail *self, KontorAccount *account, const char *kind)
{
  g_autofree char *refusal = NULL;

  if (kontor_order_detail_get_order (self) == NULL)
    return FALSE;
  refusal = kind != NULL ? kontor_order_refusal (account, kind, get_record (self)) : NULL;
  return refusal == NULL;
}

void
kontor_order_detail_update_actions (KontorOrderDetail *self)
{
  gboolean any = kontor_order_detail_get_order (self) != NULL;
  g_autoptr (KontorAccount) account = any ? dup_account (self) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), kinds[i].action, is_possible (self, account, kinds[i].kind));
}
