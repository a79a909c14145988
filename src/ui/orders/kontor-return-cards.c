#include "kontor-return-cards.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-order-swaps.h"
#include "kontor-order-words.h"
#include "kontor-return-card.h"

static const guint fields[] = { KONTOR_ORDER_RETURNS, KONTOR_ORDER_EXCHANGES, KONTOR_ORDER_CLAIMS, KONTOR_ORDER_LINES,
                                KONTOR_ORDER_CURRENCY };

struct _KontorReturnCards {
  KontorOrderPart parent_instance;

  KontorOrderWords *reasons; /* (owned) (nullable) */

  GtkBox *cards;
};

G_DEFINE_FINAL_TYPE (KontorReturnCards, kontor_return_cards, KONTOR_TYPE_ORDER_PART)

static void
fill (KontorReturnCards *self)
{
  KontorOrderPart *part = KONTOR_ORDER_PART (self);
  KontorRecord *order = kontor_order_part_get_record (part);

  kontor_order_part_clear_box (self->cards);
  for (guint i = 0; order != NULL && i < kontor_record_get_length (order, KONTOR_ORDER_RETURNS); i++)
    gtk_box_append (self->cards, kontor_return_card_new (part, kontor_record_get_member (order, KONTOR_ORDER_RETURNS, i), self->reasons));
  if (order != NULL)
    kontor_order_swaps_fill (part, self->cards, self->reasons);
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_first_child (GTK_WIDGET (self->cards)) != NULL);
}

static void
follow_account (KontorReturnCards *self)
{
  gint64 account = kontor_object_get_account (kontor_order_part_get_order (KONTOR_ORDER_PART (self)));

  if (self->reasons != NULL && kontor_order_words_get_account (self->reasons) == account)
    return;
  g_clear_object (&self->reasons);
  self->reasons = kontor_order_words_new (kontor_order_part_get_engine (KONTOR_ORDER_PART (self)), account, "return-reason");
  g_signal_connect_object (self->reasons, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
}

static gboolean
has_any (const KontorRecord *order)
{
  return kontor_record_get_length (order, KONTOR_ORDER_RETURNS) + kontor_record_get_length (order, KONTOR_ORDER_EXCHANGES) +
             kontor_record_get_length (order, KONTOR_ORDER_CLAIMS) >
         0;
}

static void
kontor_return_cards_show (KontorOrderPart *part, KontorRecord *order, KontorRecord *before)
{
  KontorReturnCards *self = KONTOR_RETURN_CARDS (part);

  if (!kontor_order_part_differs (order, before, fields, G_N_ELEMENTS (fields)))
    return;
  if (has_any (order))
    follow_account (self);
  fill (self);
}

static void
kontor_return_cards_dispose (GObject *object)
{
  KontorReturnCards *self = KONTOR_RETURN_CARDS (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_RETURN_CARDS);
  g_clear_object (&self->reasons);

  G_OBJECT_CLASS (kontor_return_cards_parent_class)->dispose (object);
}

static void
kontor_return_cards_class_init (KontorReturnCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_return_cards_dispose;
  KONTOR_ORDER_PART_CLASS (klass)->show = kontor_return_cards_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-return-cards.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorReturnCards, cards);
}

static void
kontor_return_cards_init (KontorReturnCards *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
