#include "kontor-order-detail-returns.h"

#include <glib/gi18n.h>

#include "kontor-gesture.h"
#include "kontor-lines-dialog.h"
#include "kontor-order-detail-actions.h"
#include "kontor-receive-dialog.h"
#include "kontor-refund-dialog.h"
#include "kontor-return-dialog.h"
#include "kontor-returns.h"
#include "kontor-swap-dialog.h"

static void
present (GtkWidget *widget, KontorOrderTask *task)
{
  adw_dialog_present (ADW_DIALOG (task), widget);
}

typedef KontorOrderTask *(*TaskFunc) (KontorEngine *engine, KontorObject *order);

static void
open_task (GtkWidget *widget, TaskFunc func)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (widget);

  present (widget, func (kontor_order_detail_get_engine (self), kontor_order_detail_get_order (self)));
}

static void
return_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_task (widget, kontor_return_dialog_new);
}

static void
exchange_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_task (widget, kontor_swap_dialog_new_exchange);
}

static void
claim_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_task (widget, kontor_swap_dialog_new_claim);
}

static void
edit_items_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  open_task (widget, kontor_lines_dialog_new);
}

/* (nullable): what was shown when the button was pressed may be gone. */
static KontorRecord *
find_return (KontorObject *order, const char *key)
{
  return kontor_record_find_member (kontor_object_get_record (order), KONTOR_ORDER_RETURNS, key);
}

static void
receive (GtkWidget *widget, GVariant *key, KontorReceiveHow how)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (widget);
  KontorObject *order = kontor_order_detail_get_order (self);

  if (find_return (order, g_variant_get_string (key, NULL)) != NULL)
    present (widget, kontor_receive_dialog_new (kontor_order_detail_get_engine (self), order, g_variant_get_string (key, NULL), how));
}

static void
receive_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  receive (widget, parameter, KONTOR_RECEIVE_ACCEPT);
}

static void
dismiss_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  receive (widget, parameter, KONTOR_RECEIVE_DISMISS);
}

static void
refund_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (widget);

  present (widget, kontor_refund_dialog_new (kontor_order_detail_get_engine (self), kontor_order_detail_get_order (self), NULL));
}

static void
refund_return_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderDetail *self = KONTOR_ORDER_DETAIL (widget);

  present (widget, kontor_refund_dialog_new (kontor_order_detail_get_engine (self), kontor_order_detail_get_order (self),
                                             g_variant_get_string (parameter, NULL)));
}

static void
on_cancel (KontorOrderDetail *self, const char *response, AdwAlertDialog *dialog)
{
  KontorObject *order = g_object_get_data (G_OBJECT (dialog), "order");
  const KontorRecord *returned = find_return (order, g_object_get_data (G_OBJECT (dialog), "return"));

  if (g_str_equal (response, "confirm") && returned != NULL)
    kontor_gesture_run (GTK_WIDGET (self),
                        kontor_returns_cancel (kontor_order_detail_get_engine (self), kontor_object_get_id (order), returned));
}

static void
cancel_return_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AdwDialog *dialog = kontor_order_detail_ask (KONTOR_ORDER_DETAIL (widget), _("Cancel Return?"), "set-return", _("_Cancel Return"));

  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "confirm", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "back");
  g_object_set_data_full (G_OBJECT (dialog), "return", g_variant_dup_string (parameter, NULL), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_cancel), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

void
kontor_order_detail_install_return_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "order.cancel-return", "s", cancel_return_action);
  gtk_widget_class_install_action (widget_class, "order.claim", NULL, claim_action);
  gtk_widget_class_install_action (widget_class, "order.dismiss", "s", dismiss_action);
  gtk_widget_class_install_action (widget_class, "order.edit-items", NULL, edit_items_action);
  gtk_widget_class_install_action (widget_class, "order.exchange", NULL, exchange_action);
  gtk_widget_class_install_action (widget_class, "order.receive", "s", receive_action);
  gtk_widget_class_install_action (widget_class, "order.refund", NULL, refund_action);
  gtk_widget_class_install_action (widget_class, "order.refund-return", "s", refund_return_action);
  gtk_widget_class_install_action (widget_class, "order.return", NULL, return_action);
}
