#include "kontor-medusa-allows.h"

#include <glib/gi18n.h>

#include "kontor-entity.h"

static gboolean
refuse (char **reason, const char *text)
{
  *reason = g_strdup (text);
  return FALSE;
}

/* Whether there is a payment of which less than that was captured, or paid back. */
static gboolean
has_left (const KontorRecord *order, guint all, guint done)
{
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_PAYMENTS); i++) {
    const KontorRecord *payment = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, i);

    if (!kontor_record_get_bool (payment, KONTOR_PAYMENT_VOIDED) &&
        kontor_record_get_amount (payment, done) < kontor_record_get_amount (payment, all))
      return TRUE;
  }
  return FALSE;
}

/* Everything that is packed has to be taken back first. */
static gboolean
allows_cancel (const KontorRecord *order, char **reason)
{
  if (g_strcmp0 (kontor_record_get_text (order, KONTOR_ORDER_LIFECYCLE), "cancelled") == 0)
    return refuse (reason, _("An order that is completed or cancelled cannot be cancelled."));
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_FULFILMENTS); i++)
    if (g_strcmp0 (kontor_record_get_text (kontor_record_get_member (order, KONTOR_ORDER_FULFILMENTS, i), KONTOR_FULFILMENT_STATUS),
                   "cancelled") != 0)
      return refuse (reason, _("Medusa cancels no order of which something was packed or sent."));
  return TRUE;
}

/* What is authorised is captured; only where nothing is, somebody may say that money came another way. */
static gboolean
allows_paid (const KontorRecord *order, char **reason)
{
  if (has_left (order, KONTOR_PAYMENT_AUTHORIZED, KONTOR_PAYMENT_CAPTURED))
    return refuse (reason, _("A payment is authorised: capture that one."));
  if (kontor_record_has (order, KONTOR_ORDER_PAID_TOTAL) &&
      kontor_record_get_amount (order, KONTOR_ORDER_PAID_TOTAL) >= kontor_record_get_amount (order, KONTOR_ORDER_TOTAL))
    return refuse (reason, _("The order is paid already."));
  return TRUE;
}

static gboolean
allows_order (const char *kind, const KontorRecord *order, char **reason)
{
  if (g_str_equal (kind, "refund-order") && !has_left (order, KONTOR_PAYMENT_CAPTURED, KONTOR_PAYMENT_REFUNDED))
    return refuse (reason, _("Nothing was paid yet, or all of it has been paid back."));
  if (g_str_equal (kind, "capture-payment") && !has_left (order, KONTOR_PAYMENT_AUTHORIZED, KONTOR_PAYMENT_CAPTURED))
    return refuse (reason, _("No authorisation is open."));
  if (g_str_equal (kind, "mark-paid"))
    return allows_paid (order, reason);
  return g_str_equal (kind, "cancel-order") ? allows_cancel (order, reason) : TRUE;
}

gboolean
kontor_medusa_allows (const char *kind, const KontorRecord *object, char **reason)
{
  if (object == NULL)
    return TRUE;
  if (kontor_record_get_entity (object) == KONTOR_ENTITY_ORDER)
    return allows_order (kind, object, reason);
  if (kontor_record_get_entity (object) == KONTOR_ENTITY_VARIANT && g_str_has_suffix (kind, "-stock") &&
      kontor_record_has (object, KONTOR_VARIANT_MANAGE_STOCK) && !kontor_record_get_bool (object, KONTOR_VARIANT_MANAGE_STOCK))
    return refuse (reason, _("The shop does not manage the stock of this."));
  return TRUE;
}
