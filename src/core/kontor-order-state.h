#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The axes of an order that are derived from its lists; see kontor_derive (). The lifecycle is the fourth. */

typedef enum {
  KONTOR_PAYMENT_STATE_PENDING,
  KONTOR_PAYMENT_STATE_AUTHORIZED, /* nothing captured yet */
  KONTOR_PAYMENT_STATE_PARTIALLY_PAID,
  KONTOR_PAYMENT_STATE_PAID,
  KONTOR_PAYMENT_STATE_PARTIALLY_REFUNDED,
  KONTOR_PAYMENT_STATE_REFUNDED,
  KONTOR_PAYMENT_STATE_VOIDED,
  KONTOR_PAYMENT_STATE_EXPIRED,
  KONTOR_PAYMENT_STATE_OVERCHARGED,
} KontorPaymentState;

typedef enum {
  KONTOR_FULFILMENT_STATE_UNFULFILLED,
  KONTOR_FULFILMENT_STATE_PARTIALLY_FULFILLED,
  KONTOR_FULFILMENT_STATE_FULFILLED,
  KONTOR_FULFILMENT_STATE_NOT_REQUIRED, /* nothing to ship: digital goods, or all of it refunded before */
} KontorFulfilmentState;

typedef enum {
  KONTOR_RETURN_STATE_NONE,
  KONTOR_RETURN_STATE_REQUESTED,
  KONTOR_RETURN_STATE_IN_PROGRESS,
  KONTOR_RETURN_STATE_PARTIALLY_RETURNED,
  KONTOR_RETURN_STATE_RETURNED,
} KontorReturnState;

/** The word in the field of the order: "partially-paid". */
const char *kontor_payment_state_to_nick (KontorPaymentState state);
const char *kontor_fulfilment_state_to_nick (KontorFulfilmentState state);
const char *kontor_return_state_to_nick (KontorReturnState state);

/** The word as a person reads it, translated; @nick itself where it is none of ours. */
const char *kontor_payment_state_get_label (const char *nick);
const char *kontor_fulfilment_state_get_label (const char *nick);
const char *kontor_return_state_get_label (const char *nick);

G_END_DECLS
