#include "kontor-amount-row.h"

struct _KontorAmountRow {
  GtkBox parent_instance;

  GtkLabel *label;
  GtkLabel *detail;
  GtkLabel *amount;
};

G_DEFINE_FINAL_TYPE (KontorAmountRow, kontor_amount_row, GTK_TYPE_BOX)

static void
kontor_amount_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_AMOUNT_ROW);

  G_OBJECT_CLASS (kontor_amount_row_parent_class)->dispose (object);
}

static void
kontor_amount_row_class_init (KontorAmountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_amount_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-amount-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorAmountRow, amount);
  gtk_widget_class_bind_template_child (widget_class, KontorAmountRow, detail);
  gtk_widget_class_bind_template_child (widget_class, KontorAmountRow, label);
}

static void
kontor_amount_row_init (KontorAmountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_amount_row_new (const char *label, const char *detail, const char *amount)
{
  KontorAmountRow *self = g_object_new (KONTOR_TYPE_AMOUNT_ROW, NULL);

  gtk_label_set_label (self->label, label);
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && detail[0] != '\0');
  gtk_label_set_label (self->amount, amount);
  return GTK_WIDGET (self);
}

void
kontor_amount_row_set_sum (KontorAmountRow *self)
{
  g_return_if_fail (KONTOR_IS_AMOUNT_ROW (self));

  gtk_widget_add_css_class (GTK_WIDGET (self->label), "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->amount), "heading");
}
