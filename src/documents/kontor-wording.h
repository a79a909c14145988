#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorWord:
 *
 * What is printed on documents besides what they are about. They are written
 * to customers, in the shop's language, whatever the user's is and whichever
 * languages the system has installed; so they do not come from gettext.
 */
typedef enum {
  KONTOR_WORD_PACKING_SLIP,
  KONTOR_WORD_PICK_LIST,
  KONTOR_WORD_RECEIPT,
  KONTOR_WORD_INVOICE,
  KONTOR_WORD_CREDIT_NOTE,
  KONTOR_WORD_RETURN_LABEL,
  KONTOR_WORD_ORDER,
  KONTOR_WORD_ORDERS,
  KONTOR_WORD_DATE,
  KONTOR_WORD_ORDER_DATE,
  KONTOR_WORD_SHIPPING,
  KONTOR_WORD_PAYMENT,
  KONTOR_WORD_QUANTITY,
  KONTOR_WORD_ITEM,
  KONTOR_WORD_SKU,
  KONTOR_WORD_BIN,
  KONTOR_WORD_UNIT_PRICE,
  KONTOR_WORD_TAX,
  KONTOR_WORD_AMOUNT,
  KONTOR_WORD_TOTAL_QUANTITY,
  KONTOR_WORD_SUBTOTAL,
  KONTOR_WORD_NET,
  KONTOR_WORD_TOTAL,
  KONTOR_WORD_ROUNDING,
  KONTOR_WORD_PAID,
  KONTOR_WORD_REFUNDED,
  KONTOR_WORD_DUE,
  KONTOR_WORD_TAX_ID,
  KONTOR_WORD_CUSTOMER_NOTE,
  KONTOR_WORD_GIFT_NOTE,
  KONTOR_WORD_REASON,
  KONTOR_WORD_FOR_INVOICE,
  KONTOR_WORD_SHIPPING_COST,
  KONTOR_WORD_CHECK,
} KontorWord;

/** @language: as in "de" or "ar-EG"; English where it is not known here. */
const char *kontor_wording_get (const char *language, KontorWord word);
/** The languages in which documents are written, NULL-terminated. */
const char *const *kontor_wording_get_languages (void);

G_END_DECLS
