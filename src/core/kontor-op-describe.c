#include "kontor-op-private.h"

#include <glib/gi18n.h>

#define LONGEST 48

char *
kontor_op_shorten (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *line = g_strdelimit (g_steal_pointer (&valid), "\r\n\t", ' ');
  g_autofree char *cut = NULL;

  g_strstrip (line);
  if (g_utf8_strlen (line, -1) <= LONGEST)
    return g_steal_pointer (&line);
  cut = g_utf8_substring (line, 0, LONGEST - 1);
  return g_strconcat (g_strchomp (cut), "…", NULL);
}

const char *
kontor_op_get_currency (const KontorOp *op)
{
  const KontorRecord *records[] = { op->set, op->before, op->base };
  int field = kontor_record_type_find (kontor_entity_get_record_type (op->kind->entity), "currency");

  for (guint i = 0; i < G_N_ELEMENTS (records) && field >= 0; i++)
    if (records[i] != NULL && !kontor_record_is_null (records[i], (guint) field))
      return kontor_record_get_text (records[i], (guint) field);
  return kontor_op_get_arg (op, "currency");
}

char *
kontor_op_format_amount (const KontorOp *op, gint64 amount)
{
  const char *currency = kontor_op_get_currency (op);
  KontorMoney money;

  if (currency == NULL || !kontor_currency_is_valid (currency))
    return kontor_decimal_format (amount, 2);
  money = kontor_money_make (amount, currency);
  return kontor_money_format (&money);
}

static char *
format_instant (gint64 instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (instant / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M UTC")
                      : g_strdup_printf ("%" G_GINT64_FORMAT, instant);
}

static char *
format_value (const KontorOp *op, const KontorRecord *record, guint field)
{
  if (kontor_record_is_null (record, field))
    return g_strdup (_("none"));
  switch (kontor_record_get_record_type (record)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
    return kontor_op_shorten (kontor_record_get_text (record, field));
  case KONTOR_FIELD_MONEY:
    return kontor_op_format_amount (op, kontor_record_get_amount (record, field));
  case KONTOR_FIELD_BOOL:
    return g_strdup (kontor_record_get_bool (record, field) ? _("yes") : _("no"));
  case KONTOR_FIELD_INSTANT:
    return format_instant (kontor_record_get_int (record, field));
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_DAY:
    return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_record_get_int (record, field));
  case KONTOR_FIELD_JSON:
  case KONTOR_FIELD_REF:
  case KONTOR_FIELD_LIST:
    return NULL;
  }
  g_return_val_if_reached (NULL);
}

static char *
describe_field (const KontorOp *op, guint field)
{
  const char *label = kontor_entity_get_field_label (op->kind->entity, field);
  g_autofree char *after = format_value (op, op->set, field);
  g_autofree char *before = NULL;

  if (after == NULL) /* Translators: a field of a product, order …: "Addresses changed". */
    return g_strdup_printf (_("%s changed"), label);
  if (op->before == NULL ||
      !kontor_record_has (op->before, field)) /* Translators: a field and its new value: "Price → € 15.00". */
    return g_strdup_printf (_("%s → %s"), label, after);
  before = format_value (op, op->before, field);
  /* Translators: a field, its old and its new value: "Price € 12.00 → € 15.00". */
  return g_strdup_printf (_("%s %s → %s"), label, before, after);
}

char *
kontor_op_describe_fields (const KontorOp *op)
{
  const KontorRecordType *type = kontor_entity_get_record_type (op->kind->entity);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; op->set != NULL && i < type->n_fields; i++)
    if (kontor_record_has (op->set, i))
      g_strv_builder_take (builder, describe_field (op, i));
  parts = g_strv_builder_end (builder);
  return parts[0] != NULL ? g_strjoinv (", ", parts) : g_strdup (_(op->kind->label));
}

char *
kontor_op_describe_named (const KontorOp *op, guint field)
{
  const KontorRecord *records[] = { op->set, op->before, op->base };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    if (records[i] != NULL && !kontor_record_is_null (records[i], field)) {
      g_autofree char *name = kontor_op_shorten (kontor_record_get_text (records[i], field));

      return g_strdup_printf ("%s: %s", _(op->kind->label), name);
    }
  return g_strdup (_(op->kind->label));
}

static void
append_keys (GString *text, const char *sign, const KontorRecord *record, guint field)
{
  for (guint i = 0; record != NULL && i < kontor_record_get_length (record, field); i++) {
    const char *key = kontor_record_get_key (kontor_record_get_member (record, field, i));

    g_string_append_printf (text, " %s%s", sign, key != NULL ? key : "");
  }
}

char *
kontor_op_describe_members (const KontorOp *op, guint field, const char *label)
{
  GString *text = g_string_new (label);

  append_keys (text, "+", op->add, field);
  append_keys (text, "−", op->remove, field);
  return g_string_free (text, FALSE);
}

KontorRecord *
kontor_op_get_added (const KontorOp *op, guint field)
{
  if (op->add == NULL || kontor_record_get_length (op->add, field) == 0)
    return NULL;
  return kontor_record_get_member (op->add, field, 0);
}
