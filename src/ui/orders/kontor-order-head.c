#include "kontor-order-head.h"

#include <glib/gi18n.h>

#include "kontor-chip.h"
#include "kontor-format.h"
#include "kontor-order-effects.h"
#include "kontor-order-words.h"

struct _KontorOrderHead {
  KontorOrderPart parent_instance;

  KontorOrderWords *statuses; /* (owned) (nullable) */

  GtkLabel *placed;
  GtkMenuButton *status;
  KontorChip *lifecycle;
  KontorChip *payment;
  KontorChip *fulfilment;
  KontorChip *returned;
  KontorChip *hold;
  KontorChip *archived;
  GtkLabel *clamped;
};

G_DEFINE_FINAL_TYPE (KontorOrderHead, kontor_order_head, KONTOR_TYPE_ORDER_PART)

static void
add_status (const char *code, const char *name, gpointer section)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

  g_menu_item_set_action_and_target (item, "order.status", "s", code);
  g_menu_append_item (section, item);
}

static void
show_menu (KontorOrderHead *self)
{
  g_autoptr (KontorAccount) account = kontor_order_part_dup_account (KONTOR_ORDER_PART (self));
  g_autofree char *effects =
      kontor_order_effects_describe (kontor_order_effects_get (account, "set-order-status"));
  g_autoptr (GMenu) menu = g_menu_new (), section = g_menu_new ();

  kontor_order_words_foreach (self->statuses, add_status, section);
  g_menu_append_section (menu, effects, G_MENU_MODEL (section));
  gtk_menu_button_set_menu_model (self->status, G_MENU_MODEL (menu));
}

static void
show_status (KontorOrderHead *self)
{
  KontorRecord *order = kontor_order_part_get_record (KONTOR_ORDER_PART (self));
  const char *status = order != NULL ? kontor_record_get_text (order, KONTOR_ORDER_STATUS) : NULL;
  g_autoptr (KontorAccount) account = kontor_order_part_dup_account (KONTOR_ORDER_PART (self));
  g_autofree char *name = status != NULL && self->statuses != NULL
                              ? kontor_order_words_dup_name (self->statuses, status)
                              : g_strdup (_("No Status"));
  g_autofree char *refusal = order != NULL ? kontor_order_refusal (account, "set-order-status", order) : NULL;

  gtk_menu_button_set_label (self->status, name);
  gtk_widget_set_sensitive (GTK_WIDGET (self->status), refusal == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->status), refusal != NULL ? refusal : _("Change the Shop’s Status"));
}

static void
on_statuses (KontorOrderHead *self)
{
  show_menu (self);
  show_status (self);
}

static void
follow_account (KontorOrderHead *self)
{
  KontorOrderPart *part = KONTOR_ORDER_PART (self);
  gint64 account = kontor_object_get_account (kontor_order_part_get_order (part));

  if (self->statuses != NULL && kontor_order_words_get_account (self->statuses) == account)
    return;
  g_clear_object (&self->statuses);
  self->statuses = kontor_order_words_new (kontor_order_part_get_engine (part), account, "status");
  g_signal_connect_object (self->statuses, "changed", G_CALLBACK (on_statuses), self, G_CONNECT_SWAPPED);
}

static void
show_placed (KontorOrderHead *self, const KontorRecord *order)
{
  const char *channel = kontor_record_get_text (order, KONTOR_ORDER_CHANNEL);
  g_autofree char *placed = kontor_format_instant (kontor_record_get_int (order, KONTOR_ORDER_PLACED_AT),
                                                   kontor_order_part_get_zone (KONTOR_ORDER_PART (self)));
  g_autofree char *text =
      channel != NULL && channel[0] != '\0' ? g_strdup_printf ("%s · %s", placed, channel) : g_strdup (placed);

  gtk_label_set_label (self->placed, text);
}

static void
kontor_order_head_show (KontorOrderPart *part, KontorRecord *order, KontorRecord *before)
{
  KontorOrderHead *self = KONTOR_ORDER_HEAD (part);

  follow_account (self);
  show_placed (self, order);
  show_status (self);
  kontor_chip_show_lifecycle (self->lifecycle, kontor_record_get_text (order, KONTOR_ORDER_LIFECYCLE));
  kontor_chip_show_payment (self->payment, kontor_record_get_text (order, KONTOR_ORDER_PAYMENT));
  kontor_chip_show_fulfilment (self->fulfilment, kontor_record_get_text (order, KONTOR_ORDER_FULFILMENT));
  kontor_chip_show_return (self->returned, kontor_record_get_text (order, KONTOR_ORDER_RETURN));
  kontor_chip_show_hold (self->hold, kontor_record_get_text (order, KONTOR_ORDER_HOLD_REASON));
  kontor_chip_set (self->archived, kontor_record_get_bool (order, KONTOR_ORDER_ARCHIVED) ? _("Archived") : NULL,
                   "folder-symbolic", KONTOR_TONE_NEUTRAL);
  gtk_widget_set_visible (GTK_WIDGET (self->clamped), kontor_record_get_bool (order, KONTOR_ORDER_CLAMPED));
}

static void
kontor_order_head_dispose (GObject *object)
{
  KontorOrderHead *self = KONTOR_ORDER_HEAD (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_HEAD);
  g_clear_object (&self->statuses);

  G_OBJECT_CLASS (kontor_order_head_parent_class)->dispose (object);
}

static void
kontor_order_head_class_init (KontorOrderHeadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_head_dispose;
  KONTOR_ORDER_PART_CLASS (klass)->show = kontor_order_head_show;

  g_type_ensure (KONTOR_TYPE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-head.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderHead, archived);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderHead, clamped);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderHead, fulfilment);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderHead, hold);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderHead, lifecycle);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderHead, payment);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderHead, placed);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderHead, returned);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderHead, status);
}

static void
kontor_order_head_init (KontorOrderHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
