#include "kontor-order-state.h"

#include <glib/gi18n.h>

typedef struct {
  const char *nick;
  const char *label;
} Word;

static const Word payment_words[] = {
  [KONTOR_PAYMENT_STATE_PENDING] = { "pending", N_("Payment pending") },
  [KONTOR_PAYMENT_STATE_AUTHORIZED] = { "authorized", N_("Authorized") },
  [KONTOR_PAYMENT_STATE_PARTIALLY_PAID] = { "partially-paid", N_("Partially paid") },
  [KONTOR_PAYMENT_STATE_PAID] = { "paid", N_("Paid") },
  [KONTOR_PAYMENT_STATE_PARTIALLY_REFUNDED] = { "partially-refunded", N_("Partially refunded") },
  [KONTOR_PAYMENT_STATE_REFUNDED] = { "refunded", N_("Refunded") },
  [KONTOR_PAYMENT_STATE_VOIDED] = { "voided", N_("Voided") },
  [KONTOR_PAYMENT_STATE_EXPIRED] = { "expired", N_("Payment expired") },
  [KONTOR_PAYMENT_STATE_OVERCHARGED] = { "overcharged", N_("Overcharged") },
};

static const Word fulfilment_words[] = {
  [KONTOR_FULFILMENT_STATE_UNFULFILLED] = { "unfulfilled", N_("Unfulfilled") },
  [KONTOR_FULFILMENT_STATE_PARTIALLY_FULFILLED] = { "partially-fulfilled", N_("Partially fulfilled") },
  [KONTOR_FULFILMENT_STATE_FULFILLED] = { "fulfilled", N_("Fulfilled") },
  [KONTOR_FULFILMENT_STATE_NOT_REQUIRED] = { "not-required", N_("Nothing to ship") },
};

static const Word return_words[] = {
  [KONTOR_RETURN_STATE_NONE] = { "none", N_("No return") },
  [KONTOR_RETURN_STATE_REQUESTED] = { "requested", N_("Return requested") },
  [KONTOR_RETURN_STATE_IN_PROGRESS] = { "in-progress", N_("Return in progress") },
  [KONTOR_RETURN_STATE_PARTIALLY_RETURNED] = { "partially-returned", N_("Partially returned") },
  [KONTOR_RETURN_STATE_RETURNED] = { "returned", N_("Returned") },
};

static const char *
find_label (const Word *words, guint n_words, const char *nick)
{
  for (guint i = 0; i < n_words; i++)
    if (g_strcmp0 (words[i].nick, nick) == 0)
      return _(words[i].label);
  return nick;
}

const char *
kontor_payment_state_to_nick (KontorPaymentState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (payment_words), NULL);

  return payment_words[state].nick;
}

const char *
kontor_fulfilment_state_to_nick (KontorFulfilmentState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (fulfilment_words), NULL);

  return fulfilment_words[state].nick;
}

const char *
kontor_return_state_to_nick (KontorReturnState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (return_words), NULL);

  return return_words[state].nick;
}

const char *
kontor_payment_state_get_label (const char *nick)
{
  return find_label (payment_words, G_N_ELEMENTS (payment_words), nick);
}

const char *
kontor_fulfilment_state_get_label (const char *nick)
{
  return find_label (fulfilment_words, G_N_ELEMENTS (fulfilment_words), nick);
}

const char *
kontor_return_state_get_label (const char *nick)
{
  return find_label (return_words, G_N_ELEMENTS (return_words), nick);
}
