#include "kontor-sample-info.h"

#include <glib/gi18n.h>

#define BIT(entity) (1u << (entity))
#define MAILS KONTOR_EFFECT_MAILS_CUSTOMER
#define STOCK KONTOR_EFFECT_MOVES_STOCK
#define MONEY KONTOR_EFFECT_MOVES_MONEY

static const KontorFeedInfo feeds[] = {
  { "settings", BIT (KONTOR_ENTITY_SETTING), 3600, 0 },
  { "catalogue", BIT (KONTOR_ENTITY_CATEGORY) | BIT (KONTOR_ENTITY_TAG) | BIT (KONTOR_ENTITY_PRODUCT) | BIT (KONTOR_ENTITY_VARIANT), 120,
    KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "orders", BIT (KONTOR_ENTITY_ORDER), 60, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "customers", BIT (KONTOR_ENTITY_CUSTOMER), 120, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "discounts", BIT (KONTOR_ENTITY_DISCOUNT), 300, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { NULL },
};

static const KontorSignInField demo_fields[] = { { NULL } };
static const KontorSignInManner manners[] = {
  { "demo", N_("Sample shop"), demo_fields },
  { NULL },
};

/* Kind, batch, effects, and how a bare shop's lost answer is recognised; a kind shop knows every key. */
#define OPS(X)                                     \
  X ("set-product", 25, 0, VALUE)                  \
  X ("create-product", 1, 0, NATURAL)              \
  X ("trash-product", 1, 0, VALUE)                 \
  X ("restore-product", 1, 0, VALUE)               \
  X ("set-pictures", 1, 0, MARK)                   \
  X ("set-variant", 25, 0, VALUE)                  \
  X ("set-price", 25, 0, VALUE)                    \
  X ("adjust-stock", 25, STOCK, NONE)              \
  X ("count-stock", 25, STOCK, VALUE)              \
  X ("create-variant", 1, 0, NATURAL)              \
  X ("set-category", 25, 0, VALUE)                 \
  X ("create-category", 1, 0, MARK)                \
  X ("set-tag", 25, 0, VALUE)                      \
  X ("create-tag", 1, 0, MARK)                     \
  X ("set-discount", 25, 0, VALUE)                 \
  X ("create-discount", 1, 0, NATURAL)             \
  X ("trash-discount", 1, 0, VALUE)                \
  X ("set-order", 25, 0, VALUE)                    \
  X ("set-order-status", 25, MAILS | STOCK, VALUE) \
  X ("set-team", 25, 0, VALUE)                     \
  X ("tag-order", 25, 0, VALUE)                    \
  X ("add-note", 1, 0, MARK)                       \
  X ("send-note", 1, MAILS, MARK)                  \
  X ("mark-paid", 1, MAILS | MONEY, MARK)          \
  X ("capture-payment", 1, MAILS | MONEY, MARK)    \
  X ("void-payment", 1, MONEY, MARK)               \
  X ("refund-order", 1, STOCK | MONEY, MARK)       \
  X ("cancel-order", 1, MAILS | STOCK, MARK)       \
  X ("create-fulfilment", 1, MAILS | STOCK, MARK)  \
  X ("cancel-fulfilment", 1, STOCK, VALUE)         \
  X ("mark-delivered", 1, 0, VALUE)                \
  X ("create-exchange", 1, STOCK, MARK)            \
  X ("create-claim", 1, STOCK, MARK)               \
  X ("create-return", 1, 0, MARK)                  \
  X ("set-return", 1, STOCK, VALUE)                \
  X ("set-customer", 25, 0, VALUE)                 \
  X ("tag-customer", 25, 0, VALUE)                 \
  X ("create-customer", 1, 0, NATURAL)             \
  X ("delete-customer", 1, 0, VALUE)

#define BARE(kind, batch, effects, proof) { kind, batch, effects, KONTOR_PROOF_##proof },
#define KIND(kind, batch, effects, proof) { kind, batch, effects, KONTOR_PROOF_KEY },

static const KontorOpSupport bare_ops[] = { OPS (BARE) { NULL } };
static const KontorOpSupport kind_ops[] = { OPS (KIND) { NULL } };

const KontorConnectorInfo kontor_sample_bare_info = {
  .id = "sample",
  .name = N_("Sample shop"),
  .mark = "kontor-sample-symbolic",
  .manners = manners,
  .feeds = feeds,
  .ops = bare_ops,
  .keeps_team_state = TRUE,
};

const KontorConnectorInfo kontor_sample_kind_info = {
  .id = "sample",
  .name = N_("Sample shop"),
  .mark = "kontor-sample-symbolic",
  .manners = manners,
  .feeds = feeds,
  .ops = kind_ops,
  .keeps_team_state = TRUE,
};

static gboolean
refuse (char **reason, const char *text)
{
  *reason = g_strdup (text);
  return FALSE;
}

static gboolean
is_gateway (const KontorRecord *payment, const char *gateway)
{
  return g_strcmp0 (kontor_record_get_text (payment, KONTOR_PAYMENT_GATEWAY), gateway) == 0;
}

static gint64
get_left (const KontorRecord *payment)
{
  return kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED) -
         kontor_record_get_amount (payment, KONTOR_PAYMENT_REFUNDED);
}

static gboolean
allows_refund (const KontorRecord *order, char **reason)
{
  gboolean voucher = FALSE, paid = FALSE;

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_PAYMENTS); i++) {
    const KontorRecord *payment = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, i);

    paid |= kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED) > 0;
    if (get_left (payment) > 0 && !is_gateway (payment, "voucher"))
      return TRUE;
    voucher |= get_left (payment) > 0;
  }
  if (voucher)
    return refuse (reason, _("What was paid with a gift voucher cannot be paid back."));
  return refuse (reason, paid ? _("All that was paid has been paid back.") : _("Nothing was paid yet."));
}

/** Only cards know authorisations that are captured or voided later. */
static gboolean
allows_capture (const KontorRecord *order, gboolean whole, char **reason)
{
  gboolean card = FALSE;

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_PAYMENTS); i++) {
    const KontorRecord *payment = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, i);
    gint64 captured = kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED);

    if (!is_gateway (payment, "card"))
      continue;
    card = TRUE;
    if (!kontor_record_get_bool (payment, KONTOR_PAYMENT_VOIDED) &&
        captured < kontor_record_get_amount (payment, KONTOR_PAYMENT_AUTHORIZED) && (!whole || captured == 0))
      return TRUE;
  }
  return refuse (reason, card ? _("No authorisation is open.") : _("This payment method knows no authorisations."));
}

static gboolean
allows_pay (const KontorRecord *order, char **reason)
{
  gint64 due = kontor_record_get_amount (order, KONTOR_ORDER_TOTAL);

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_PAYMENTS); i++)
    due -=
        kontor_record_get_amount (kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, i), KONTOR_PAYMENT_CAPTURED);
  return due > 0 ? TRUE : refuse (reason, _("The order is paid already."));
}

static gboolean
allows_cancel (const KontorRecord *order, char **reason)
{
  static const char *const ended[] = { "cancelled", "completed", "refunded", NULL };
  const char *status = kontor_record_get_text (order, KONTOR_ORDER_STATUS);

  if (status == NULL || !g_strv_contains (ended, status))
    return TRUE;
  return refuse (reason, _("An order that is completed or cancelled cannot be cancelled."));
}

gboolean
kontor_sample_allows (const char *kind, const KontorRecord *object, char **reason)
{
  if (object == NULL || kontor_record_get_entity (object) != KONTOR_ENTITY_ORDER)
    return TRUE;
  if (g_str_equal (kind, "refund-order"))
    return allows_refund (object, reason);
  if (g_str_equal (kind, "capture-payment") || g_str_equal (kind, "void-payment"))
    return allows_capture (object, g_str_equal (kind, "void-payment"), reason);
  if (g_str_equal (kind, "mark-paid"))
    return allows_pay (object, reason);
  if (g_str_equal (kind, "cancel-order"))
    return allows_cancel (object, reason);
  return TRUE;
}
