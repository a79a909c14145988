#include "kontor-import-diff.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_measure (const KontorRecord *record, guint field)
{
  return kontor_record_get_entity (record) == KONTOR_ENTITY_VARIANT && field >= KONTOR_VARIANT_WEIGHT &&
         field <= KONTOR_VARIANT_HEIGHT;
}

static gboolean
is_same_number (const char *a, const char *b)
{
  gint64 x, y;

  return kontor_decimal_parse (a, &x, NULL, NULL) && kontor_decimal_parse (b, &y, NULL, NULL) && x == y;
}

/* A return before the line's end is of no account. */
static gboolean
is_same_text (const char *a, const char *b)
{
  while (*a != '\0' || *b != '\0') {
    if (*a == '\r' && a[1] == '\n')
      a++;
    if (*b == '\r' && b[1] == '\n')
      b++;
    if (*a != *b)
      return FALSE;
    a++;
    b++;
  }
  return TRUE;
}

gboolean
kontor_import_is_same (const KontorRecord *wanted, const KontorRecord *present, guint field)
{
  const KontorField *info = &kontor_record_get_record_type (wanted)->fields[field];
  const char *a, *b;

  if (info->kind != KONTOR_FIELD_TEXT)
    return (kontor_record_is_null (wanted, field) && kontor_record_is_null (present, field)) ||
           kontor_record_equal_field (wanted, present, field);
  a = kontor_record_get_text (wanted, field);
  b = kontor_record_get_text (present, field);
  a = a != NULL ? a : "";
  b = b != NULL ? b : "";
  return is_same_text (a, b) || (is_measure (wanted, field) && is_same_number (a, b));
}

static char *
describe_instant (gint64 instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (instant / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : NULL;
}

static char *
describe (const KontorRecord *record, guint field)
{
  if (kontor_record_is_null (record, field))
    return NULL;
  switch (kontor_record_get_record_type (record)->fields[field].kind) {
  case KONTOR_FIELD_MONEY:
    return kontor_decimal_format (kontor_record_get_amount (record, field), 2);
  case KONTOR_FIELD_BOOL:
    return g_strdup (kontor_record_get_bool (record, field) ? _("Yes") : _("No"));
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_DAY:
    return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_record_get_int (record, field));
  case KONTOR_FIELD_INSTANT:
    return describe_instant (kontor_record_get_int (record, field));
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    return g_strdup (kontor_record_get_text (record, field));
  case KONTOR_FIELD_REF:
  case KONTOR_FIELD_LIST:
    return NULL;
  }
  g_return_val_if_reached (NULL);
}

static void
copy_field (KontorRecord *to, const KontorRecord *from, guint field)
{
  const KontorRecordType *type = kontor_record_get_record_type (from);
  g_autoptr (KontorRecord) one = kontor_record_copy (from);

  for (guint i = 0; i < type->n_fields; i++)
    if (i != field)
      kontor_record_unset (one, i);
  kontor_record_overlay (to, one);
}

static gboolean
is_among (guint field, const guint *only)
{
  for (guint i = 0; only != NULL && only[i] != G_MAXUINT; i++)
    if (only[i] == field)
      return TRUE;
  return only == NULL;
}

KontorRecord *
kontor_import_diff (const KontorRecord *wanted, const KontorRecord *present, const guint *only, GPtrArray *changes)
{
  const KontorRecordType *type = kontor_record_get_record_type (wanted);
  KontorRecord *set = NULL;

  for (guint i = 0; i < type->n_fields; i++) {
    g_autofree char *before = NULL, *after = NULL;

    if (!kontor_record_has (wanted, i) || !is_among (i, only) || kontor_import_is_same (wanted, present, i))
      continue;
    before = describe (present, i);
    after = describe (wanted, i);
    kontor_import_changes_add (changes, kontor_entity_get_field_label (kontor_record_get_entity (wanted), i), before, after);
    if (set == NULL)
      set = kontor_record_new (type);
    copy_field (set, wanted, i);
  }
  return set;
}
