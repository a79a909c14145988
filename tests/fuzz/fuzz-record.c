#include "fuzz-record.h"

#include <string.h>
#include <yyjson.h>

#include "kontor-op.h"

static void
check_json (const char *text)
{
  yyjson_doc *doc = yyjson_read (text, strlen (text), YYJSON_READ_NUMBER_AS_RAW);

  g_assert_nonnull (doc);
  yyjson_doc_free (doc);
}

static void check_record (const KontorRecord *record);

static void
check_list (const KontorRecord *record, guint field)
{
  for (guint i = 0; i < kontor_record_get_length (record, field); i++) {
    KontorRecord *member = kontor_record_get_member (record, field, i);

    g_assert_nonnull (kontor_record_get_key (member));
    g_assert_true (kontor_record_find_member (record, field, kontor_record_get_key (member)) == member);
    check_record (member);
  }
}

static void
check_field (const KontorRecord *record, guint field)
{
  const KontorField *info = &kontor_record_get_record_type (record)->fields[field];

  if (!kontor_record_has (record, field) || kontor_record_is_null (record, field))
    return;
  if (info->kind == KONTOR_FIELD_TEXT || info->kind == KONTOR_FIELD_JSON)
    g_assert_true (g_utf8_validate (kontor_record_get_text (record, field), -1, NULL));
  if (info->kind == KONTOR_FIELD_JSON)
    check_json (kontor_record_get_text (record, field));
  if (info->kind == KONTOR_FIELD_REF)
    g_assert_nonnull (kontor_record_get_ref_key (record, field));
  if (info->kind == KONTOR_FIELD_LIST)
    check_list (record, field);
}

static void
check_record (const KontorRecord *record)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  g_assert_true (g_utf8_validate (kontor_record_get_key (record), -1, NULL));
  for (guint i = 0; i < type->n_fields; i++)
    check_field (record, i);
}

/* What is kept in the outbox is read back as it was. */
static void
check_kept (const KontorRecord *record)
{
  g_autofree char *json = kontor_record_to_json (record), *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorRecord) read = kontor_record_from_json (kontor_record_get_record_type (record), json, -1, &error);

  g_assert_no_error (error);
  g_assert_true (kontor_record_equal (record, read));
  again = kontor_record_to_json (read);
  g_assert_cmpstr (json, ==, again);
}

void
fuzz_check_batch (const KontorBatch *batch)
{
  for (guint i = 0; i < batch->rows->len; i++) {
    const KontorRecord *row = g_ptr_array_index (batch->rows, i);
    g_autoptr (KontorRecord) seen = kontor_record_copy (row);

    g_assert_nonnull (kontor_record_get_key (row));
    check_record (row);
    check_kept (row);
    kontor_derive (seen);
    check_record (seen);
  }
}
