#pragma once

#include <adwaita.h>

#include "kontor-chip.h"
#include "kontor-order-part.h"
#include "kontor-order-words.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RETURN_CARD (kontor_return_card_get_type ())
/**
 * KontorReturnCard:
 *
 * A return, an exchange or a claim of an order: its state, what became of each
 * line, and what can be done next.
 */
G_DECLARE_FINAL_TYPE (KontorReturnCard, kontor_return_card, KONTOR, RETURN_CARD, GtkBox)

/** @reasons: (nullable): of the shop. Of one of the order's returns. */
GtkWidget *kontor_return_card_new (KontorOrderPart *part, const KontorRecord *returned, KontorOrderWords *reasons);
/** An empty one. @status: (nullable): as returns have it; @when: milliseconds UTC or 0 */
KontorReturnCard *kontor_return_card_new_empty (KontorOrderPart *part, const char *title, const char *status, gint64 when);
/** @detail: (nullable) */
void kontor_return_card_add_line (KontorReturnCard *self, const char *label, const char *detail, const char *amount);

/** (transfer full) (nullable): how a person reads a reason */
char *kontor_return_card_dup_reason (KontorOrderWords *reasons, const char *code);

G_END_DECLS
