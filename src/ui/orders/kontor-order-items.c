#include "kontor-order-items.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-order-line-row.h"

#define FIRST_LINES 20
#define LINES_A_FRAME 6

struct _KontorOrderItems {
  KontorOrderPart parent_instance;

  GtkSliceListModel *shown; /* (owned) */
  guint ticks;              /* of showing the others */

  GtkBox *note_card;
  GtkLabel *note;
  GtkLabel *count;
  GtkListBox *list;
  GtkButton *more;
};

G_DEFINE_FINAL_TYPE (KontorOrderItems, kontor_order_items, KONTOR_TYPE_ORDER_PART)

static guint
count_lines (KontorOrderItems *self)
{
  GListModel *lines = gtk_slice_list_model_get_model (self->shown);

  return lines != NULL ? g_list_model_get_n_items (lines) : 0;
}

static void
show_more_button (KontorOrderItems *self)
{
  guint all = count_lines (self), shown = g_list_model_get_n_items (G_LIST_MODEL (self->shown));
  g_autofree char *number = kontor_format_number (all);
  g_autofree char *label = g_strdup_printf (_("Show All %s Lines"), number);

  gtk_button_set_label (self->more, label);
  gtk_widget_set_visible (GTK_WIDGET (self->more), shown < all && self->ticks == 0);
}

static gboolean
show_some_more (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  KontorOrderItems *self = KONTOR_ORDER_ITEMS (widget);
  guint size = gtk_slice_list_model_get_size (self->shown);

  if (size >= count_lines (self)) {
    self->ticks = 0;
    gtk_slice_list_model_set_size (self->shown, G_MAXUINT);
    return G_SOURCE_REMOVE;
  }
  gtk_slice_list_model_set_size (self->shown, size + LINES_A_FRAME);
  return G_SOURCE_CONTINUE;
}

static void
stop_ticks (KontorOrderItems *self)
{
  if (self->ticks != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->ticks);
  self->ticks = 0;
}

static void
on_more (KontorOrderItems *self)
{
  stop_ticks (self);
  self->ticks = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_some_more, NULL, NULL);
  show_more_button (self);
}

static void
on_row_activated (KontorOrderItems *self, GtkListBoxRow *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-object", "(sx)", "product",
                              kontor_order_line_row_get_product (KONTOR_ORDER_LINE_ROW (row)));
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  return kontor_order_line_row_new (KONTOR_ORDER_PART (data), item);
}

static void
show_note (KontorOrderItems *self, const KontorRecord *order)
{
  const char *note = kontor_record_get_text (order, KONTOR_ORDER_CUSTOMER_NOTE);

  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_card), note != NULL && note[0] != '\0');
}

static void
kontor_order_items_show (KontorOrderPart *part, KontorRecord *order, KontorRecord *before)
{
  KontorOrderItems *self = KONTOR_ORDER_ITEMS (part);
  g_autofree char *count = kontor_format_items (kontor_record_get_int (order, KONTOR_ORDER_ITEM_COUNT));

  if (before == NULL) {
    stop_ticks (self);
    gtk_slice_list_model_set_model (self->shown, NULL);
    gtk_slice_list_model_set_size (self->shown, FIRST_LINES);
    gtk_slice_list_model_set_model (self->shown,
                                    kontor_object_get_list (kontor_order_part_get_order (part), KONTOR_ORDER_LINES));
  }
  show_note (self, order);
  gtk_label_set_label (self->count, count);
  show_more_button (self);
}

static void
kontor_order_items_dispose (GObject *object)
{
  KontorOrderItems *self = KONTOR_ORDER_ITEMS (object);

  stop_ticks (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_ITEMS);
  g_clear_object (&self->shown);

  G_OBJECT_CLASS (kontor_order_items_parent_class)->dispose (object);
}

static void
kontor_order_items_class_init (KontorOrderItemsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_order_items_dispose;
  KONTOR_ORDER_PART_CLASS (klass)->show = kontor_order_items_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-items.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderItems, count);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderItems, list);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderItems, more);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderItems, note);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderItems, note_card);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
kontor_order_items_init (KontorOrderItems *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shown = gtk_slice_list_model_new (NULL, 0, FIRST_LINES);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->shown), make_row, self, NULL);
}
