#include "kontor-order-swaps.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-reason-choice.h"
#include "kontor-return-card.h"

/* What is sent for something that comes back, or that was wrong. */

static const char *
name_direction (const char *direction)
{
  if (g_strcmp0 (direction, "back") == 0)
    return _("comes back");
  return g_strcmp0 (direction, "sent") == 0 ? _("is sent") : _("was wrong");
}

static char *
describe_line (const KontorRecord *line, KontorOrderWords *reasons)
{
  const char *direction = kontor_record_get_text (line, KONTOR_SWAP_LINE_DIRECTION);
  const char *code = kontor_record_get_text (line, KONTOR_SWAP_LINE_REASON);
  g_autofree char *reason = g_strcmp0 (direction, "claimed") == 0 ? g_strdup (kontor_reason_get_label (kontor_reasons_of_claims, code))
                                                                  : kontor_return_card_dup_reason (reasons, code);

  return g_strjoin (" · ", name_direction (direction), reason, NULL);
}

static const char *
find_name (const KontorRecord *order, const KontorRecord *line)
{
  const char *name = kontor_record_get_text (line, KONTOR_SWAP_LINE_NAME);
  const char *key = kontor_record_get_text (line, KONTOR_SWAP_LINE_LINE_KEY);
  const KontorRecord *ordered = name == NULL && key != NULL ? kontor_record_find_member (order, KONTOR_ORDER_LINES, key) : NULL;

  if (ordered != NULL)
    name = kontor_record_get_text (ordered, KONTOR_LINE_NAME);
  return name != NULL ? name : _("Unnamed Item");
}

static void
add_lines (KontorOrderPart *part, KontorReturnCard *card, const KontorRecord *swap, guint lines, KontorOrderWords *reasons)
{
  for (guint i = 0; i < kontor_record_get_length (swap, lines); i++) {
    const KontorRecord *line = kontor_record_get_member (swap, lines, i);
    g_autofree char *number = kontor_format_number (kontor_record_get_int (line, KONTOR_SWAP_LINE_QUANTITY));
    g_autofree char *quantity = g_strdup_printf ("× %s", number);
    g_autofree char *detail = describe_line (line, reasons);

    kontor_return_card_add_line (card, find_name (kontor_order_part_get_record (part), line), detail, quantity);
  }
}

static void
add_amount (KontorOrderPart *part, KontorReturnCard *card, const char *label, const KontorRecord *swap, guint field)
{
  g_autofree char *amount = kontor_order_part_format_amount (part, swap, field);

  if (amount[0] != '\0')
    kontor_return_card_add_line (card, label, NULL, amount);
}

static void
add_exchange (KontorOrderPart *part, GtkBox *cards, const KontorRecord *exchange, KontorOrderWords *reasons)
{
  KontorReturnCard *card =
      kontor_return_card_new_empty (part, _("Exchange"), kontor_record_get_text (exchange, KONTOR_EXCHANGE_STATUS),
                                    kontor_record_get_int (exchange, KONTOR_EXCHANGE_AT));

  add_lines (part, card, exchange, KONTOR_EXCHANGE_LINES, reasons);
  add_amount (part, card, _("Difference"), exchange, KONTOR_EXCHANGE_DIFFERENCE);
  gtk_box_append (cards, GTK_WIDGET (card));
}

static void
add_claim (KontorOrderPart *part, GtkBox *cards, const KontorRecord *claim, KontorOrderWords *reasons)
{
  gboolean refund = g_strcmp0 (kontor_record_get_text (claim, KONTOR_CLAIM_KIND), "refund") == 0;
  KontorReturnCard *card = kontor_return_card_new_empty (part, refund ? _("Claim: Refund") : _("Claim: Replacement"),
                                                         kontor_record_get_text (claim, KONTOR_CLAIM_STATUS),
                                                         kontor_record_get_int (claim, KONTOR_CLAIM_AT));

  add_lines (part, card, claim, KONTOR_CLAIM_LINES, reasons);
  add_amount (part, card, _("Amount"), claim, KONTOR_CLAIM_AMOUNT);
  gtk_box_append (cards, GTK_WIDGET (card));
}

void
kontor_order_swaps_fill (KontorOrderPart *part, GtkBox *cards, KontorOrderWords *reasons)
{
  KontorRecord *order = kontor_order_part_get_record (part);

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_EXCHANGES); i++)
    add_exchange (part, cards, kontor_record_get_member (order, KONTOR_ORDER_EXCHANGES, i), reasons);
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_CLAIMS); i++)
    add_claim (part, cards, kontor_record_get_member (order, KONTOR_ORDER_CLAIMS, i), reasons);
}
