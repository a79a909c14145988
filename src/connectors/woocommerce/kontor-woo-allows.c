#include "kontor-woo-allows.h"

#include <glib/gi18n.h>

static gboolean
refuse (char **reason, const char *text)
{
  *reason = g_strdup (text);
  return FALSE;
}

static gint64
sum_payments (const KontorRecord *order, guint field)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_PAYMENTS); i++)
    sum += kontor_record_get_amount (kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, i), field);
  return sum;
}

static gint64
sum_refunds (const KontorRecord *order)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_REFUNDS); i++)
    sum += kontor_record_get_amount (kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, i), KONTOR_REFUND_AMOUNT);
  return sum;
}

static gboolean
allows_refund (const KontorRecord *order, char **reason)
{
  gint64 paid = sum_payments (order, KONTOR_PAYMENT_CAPTURED);

  if (paid <= 0)
    return refuse (reason, _("Nothing was paid yet."));
  return sum_refunds (order) < paid ? TRUE : refuse (reason, _("All that was paid has been paid back."));
}

static gboolean
allows_pay (const KontorRecord *order, char **reason)
{
  gint64 paid = sum_payments (order, KONTOR_PAYMENT_CAPTURED);

  return paid < kontor_record_get_amount (order, KONTOR_ORDER_TOTAL) ? TRUE
                                                                     : refuse (reason, _("The order is paid already."));
}

static gboolean
allows_cancel (const KontorRecord *order, char **reason)
{
  static const char *const ended[] = { "cancelled", "completed", "refunded", "failed", "trash", NULL };
  const char *status = kontor_record_get_text (order, KONTOR_ORDER_STATUS);

  if (status == NULL || !g_strv_contains (ended, status))
    return TRUE;
  return refuse (reason, _("An order that is completed or cancelled cannot be cancelled."));
}

static gboolean
allows_order (const char *kind, const KontorRecord *order, char **reason)
{
  if (g_str_equal (kind, "refund-order"))
    return allows_refund (order, reason);
  if (g_str_equal (kind, "mark-paid"))
    return allows_pay (order, reason);
  if (g_str_equal (kind, "cancel-order"))
    return allows_cancel (order, reason);
  return TRUE;
}

static gboolean
allows_stock (const char *kind, const KontorRecord *variant, char **reason)
{
  if (!g_str_has_suffix (kind, "-stock") || !kontor_record_has (variant, KONTOR_VARIANT_MANAGE_STOCK) ||
      kontor_record_get_bool (variant, KONTOR_VARIANT_MANAGE_STOCK))
    return TRUE;
  return refuse (reason, _("The shop does not manage the stock of this."));
}

static gboolean
allows_customer (const KontorRecord *customer, char **reason)
{
  if (g_strcmp0 (kontor_record_get_text (customer, KONTOR_CUSTOMER_KIND), "guest") != 0)
    return TRUE;
  return refuse (reason, _("The shop keeps no account of guests."));
}

gboolean
kontor_woo_allows (KontorWooLogin login, const char *kind, const KontorRecord *object, char **reason)
{
  if (login == KONTOR_WOO_LOGIN_KEY && g_str_equal (kind, "set-pictures"))
    return refuse (reason, _("With a consumer key pictures cannot be uploaded. Sign in with an application password."));
  if (object == NULL)
    return TRUE;
  switch (kontor_record_get_entity (object)) {
  case KONTOR_ENTITY_ORDER:
    return allows_order (kind, object, reason);
  case KONTOR_ENTITY_VARIANT:
    return allows_stock (kind, object, reason);
  case KONTOR_ENTITY_CUSTOMER:
    return allows_customer (object, reason);
  case KONTOR_ENTITY_SETTING:
  case KONTOR_ENTITY_CATEGORY:
  case KONTOR_ENTITY_TAG:
  case KONTOR_ENTITY_PRODUCT:
  case KONTOR_ENTITY_DISCOUNT:
    return TRUE;
  }
  return TRUE;
}
