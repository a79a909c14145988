#include "kontor-order-hold-dialog.h"

struct _KontorOrderHoldDialog {
  AdwAlertDialog parent_instance;

  AdwEntryRow *reason;
};

G_DEFINE_FINAL_TYPE (KontorOrderHoldDialog, kontor_order_hold_dialog, ADW_TYPE_ALERT_DIALOG)

enum { SIGNAL_HELD, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
dup_reason (KontorOrderHoldDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));
}

static void
on_changed (KontorOrderHoldDialog *self)
{
  g_autofree char *reason = dup_reason (self);

  adw_alert_dialog_set_response_enabled (ADW_ALERT_DIALOG (self), "hold", reason[0] != '\0');
}

static void
kontor_order_hold_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  g_autofree char *reason = dup_reason (KONTOR_ORDER_HOLD_DIALOG (dialog));

  if (g_str_equal (response, "hold"))
    g_signal_emit (dialog, signals[SIGNAL_HELD], 0, reason);
}

static void
kontor_order_hold_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_HOLD_DIALOG);

  G_OBJECT_CLASS (kontor_order_hold_dialog_parent_class)->dispose (object);
}

static void
kontor_order_hold_dialog_class_init (KontorOrderHoldDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_hold_dialog_dispose;
  ADW_ALERT_DIALOG_CLASS (klass)->response = kontor_order_hold_dialog_response;

  signals[SIGNAL_HELD] = g_signal_new ("held", KONTOR_TYPE_ORDER_HOLD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/orders/kontor-order-hold-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderHoldDialog, reason);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
kontor_order_hold_dialog_init (KontorOrderHoldDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  on_changed (self);
}

KontorOrderHoldDialog *
kontor_order_hold_dialog_new (void)
{
  return g_object_new (KONTOR_TYPE_ORDER_HOLD_DIALOG, NULL);
}
