#include "kontor-order-cancel-dialog.h"

#include "kontor-order-effects.h"

struct _KontorOrderCancelDialog {
  AdwAlertDialog parent_instance;

  AdwComboRow *reason;
  AdwEntryRow *own;
  AdwSwitchRow *restock;
  AdwSwitchRow *notify;
};

G_DEFINE_FINAL_TYPE (KontorOrderCancelDialog, kontor_order_cancel_dialog, ADW_TYPE_ALERT_DIALOG)

enum { SIGNAL_CANCELLED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* In the order of the rows of the template. */
static const char *const reasons[] = { "customer", "fraud", "inventory", "declined", "staff", "other" };

static gboolean
is_other (KontorOrderCancelDialog *self, guint selected)
{
  return selected == G_N_ELEMENTS (reasons) - 1;
}

/* (transfer full) */
static char *
dup_reason (KontorOrderCancelDialog *self)
{
  guint selected = MIN (adw_combo_row_get_selected (self->reason), G_N_ELEMENTS (reasons) - 1);
  g_autofree char *own = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->own))));

  return is_other (self, selected) && own[0] != '\0' ? g_steal_pointer (&own) : g_strdup (reasons[selected]);
}

static KontorCancelFlags
get_flags (KontorOrderCancelDialog *self)
{
  return (adw_switch_row_get_active (self->restock) ? KONTOR_CANCEL_RESTOCK : 0) |
         (adw_switch_row_get_active (self->notify) ? KONTOR_CANCEL_NOTIFY : 0);
}

static void
kontor_order_cancel_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  KontorOrderCancelDialog *self = KONTOR_ORDER_CANCEL_DIALOG (dialog);
  g_autofree char *reason = dup_reason (self);

  if (g_str_equal (response, "confirm"))
    g_signal_emit (self, signals[SIGNAL_CANCELLED], 0, reason, (guint) get_flags (self));
}

static void
kontor_order_cancel_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_CANCEL_DIALOG);

  G_OBJECT_CLASS (kontor_order_cancel_dialog_parent_class)->dispose (object);
}

static void
kontor_order_cancel_dialog_class_init (KontorOrderCancelDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_cancel_dialog_dispose;
  ADW_ALERT_DIALOG_CLASS (klass)->response = kontor_order_cancel_dialog_response;

  signals[SIGNAL_CANCELLED] = g_signal_new ("cancelled", KONTOR_TYPE_ORDER_CANCEL_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/orders/kontor-order-cancel-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderCancelDialog, notify);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderCancelDialog, own);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderCancelDialog, reason);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderCancelDialog, restock);
  gtk_widget_class_bind_template_callback (widget_class, is_other);
}

static void
kontor_order_cancel_dialog_init (KontorOrderCancelDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

KontorOrderCancelDialog *
kontor_order_cancel_dialog_new (KontorAccount *account)
{
  KontorOrderCancelDialog *self = g_object_new (KONTOR_TYPE_ORDER_CANCEL_DIALOG, NULL);
  g_autofree char *effects = kontor_order_effects_explain (kontor_order_effects_get (account, "cancel-order"));

  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self), effects);
  return self;
}
