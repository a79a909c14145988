#include "kontor-reading.h"

#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-clock.h"

static const KontorRecord *
find_row (const KontorOp *op, GPtrArray *rows)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (kontor_record_get_entity (g_ptr_array_index (rows, i)) == op->kind->entity)
      return g_ptr_array_index (rows, i);
  return NULL;
}

static char *
read_stock (const KontorOp *op, const KontorRecord *row)
{
  const KontorRecord *change = kontor_record_get_member (op->delta, KONTOR_VARIANT_LEVELS, 0);
  const char *location = kontor_record_get_key (change);
  const KontorRecord *was =
      op->base != NULL ? kontor_record_find_member (op->base, KONTOR_VARIANT_LEVELS, location) : NULL;
  const KontorRecord *is = kontor_record_find_member (row, KONTOR_VARIANT_LEVELS, location);

  if (was == NULL || is == NULL)
    return NULL;
  return g_strdup_printf (_("Stock was %" PRId64 ", is now %" PRId64 ": your %+" PRId64
                             " is in it, or is not in it."),
                          kontor_record_get_int (was, KONTOR_LEVEL_ON_HAND),
                          kontor_record_get_int (is, KONTOR_LEVEL_ON_HAND),
                          kontor_record_get_int (change, KONTOR_LEVEL_ON_HAND));
}

static char *
read_refunds (const KontorRecord *row)
{
  g_autoptr (KontorRecord) order = kontor_record_copy (row);
  g_autofree char *refunded = NULL;
  g_autofree char *paid = NULL;

  kontor_derive (order);
  refunded = kontor_reading_format (order, KONTOR_ORDER_REFUNDED_TOTAL);
  paid = kontor_reading_format (order, KONTOR_ORDER_PAID_TOTAL);
  return g_strdup_printf (_("The shop now says: paid %s, refunded %s."), paid != NULL ? paid : "0",
                          refunded != NULL ? refunded : "0");
}

char *
kontor_reading_of (const KontorOp *op, GPtrArray *rows)
{
  const KontorRecord *row = find_row (op, rows);
  char *reading = NULL;

  if (row != NULL && op->kind->entity == KONTOR_ENTITY_VARIANT && op->delta != NULL &&
      kontor_record_get_length (op->delta, KONTOR_VARIANT_LEVELS) > 0)
    reading = read_stock (op, row);
  else if (row != NULL && op->kind->entity == KONTOR_ENTITY_ORDER && op->kind->op_class == KONTOR_OP_MONEY)
    reading = read_refunds (row);
  return reading != NULL ? reading
                         : g_strdup (_("It was sent, and no answer came. The shop does not say whether it happened."));
}

static char *
format_money (const KontorRecord *record, guint field)
{
  int currency = kontor_record_type_find (kontor_record_get_record_type (record), "currency");
  const char *code = currency >= 0 ? kontor_record_get_text (record, (guint) currency) : NULL;
  KontorMoney money;

  if (code == NULL || !kontor_currency_is_valid (code))
    return kontor_record_dup_decimal (record, field);
  money = kontor_money_make (kontor_record_get_amount (record, field), code);
  return kontor_money_format (&money);
}

static char *
format_instant (gint64 instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (instant / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : NULL;
}

static char *
format_list (const KontorRecord *record, guint field)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();

  for (guint i = 0; i < kontor_record_get_length (record, field); i++)
    g_ptr_array_add (keys, (gpointer) kontor_record_get_key (kontor_record_get_member (record, field, i)));
  g_ptr_array_add (keys, NULL);
  return g_strjoinv (", ", (char **) keys->pdata);
}

char *
kontor_reading_format (const KontorRecord *record, guint field)
{
  if (record == NULL || kontor_record_is_null (record, field))
    return NULL;
  switch (kontor_record_get_record_type (record)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    return g_strdup (kontor_record_get_text (record, field));
  case KONTOR_FIELD_INT:
    return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_record_get_int (record, field));
  case KONTOR_FIELD_BOOL:
    return g_strdup (kontor_record_get_bool (record, field) ? _("yes") : _("no"));
  case KONTOR_FIELD_MONEY:
    return format_money (record, field);
  case KONTOR_FIELD_INSTANT:
    return format_instant (kontor_record_get_int (record, field));
  case KONTOR_FIELD_DAY:
    return kontor_day_format (kontor_record_get_int (record, field));
  case KONTOR_FIELD_REF:
    return g_strdup (kontor_record_get_ref_key (record, field));
  case KONTOR_FIELD_LIST:
    return format_list (record, field);
  }
  g_return_val_if_reached (NULL);
}
