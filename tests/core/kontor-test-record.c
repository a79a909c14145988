#include "kontor-test-record.h"

static const char *const texts[] = {
  "",
  "plain",
  "Grüße, 世界 🎁",
  "\"quoted\" \\ / \b\f\n\r\t",
  "\x01\x1f\x7f",
  "null",
  "{\"a\":[1,2.50]}",
  "</script>",
  "e\u0301 \u200f\u2028",
};

static const char *
random_text (void)
{
  return texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
}

static gint64
random_number (void)
{
  guint64 bits = ((guint64) (guint32) g_test_rand_int () << 32) | (guint32) g_test_rand_int ();

  return (gint64) bits >> g_test_rand_int_range (0, 64);
}

static void
set_money (KontorRecord *record, guint field)
{
  static const char *const exact[] = { "1715.26600001", "-0.0000001", "1e-9", "12.3400000000000000000000000000001" };

  if (g_test_rand_bit ())
    kontor_record_set_amount (record, field, random_number ());
  else
    g_assert_true (
        kontor_record_set_decimal (record, field, exact[g_test_rand_int_range (0, G_N_ELEMENTS (exact))], NULL));
}

static void
set_list (KontorRecord *record, guint field)
{
  const KontorRecordType *members = kontor_record_get_record_type (record)->fields[field].members;

  kontor_record_set_empty (record, field);
  for (int i = g_test_rand_int_range (0, 4); i > 0; i--) {
    KontorRecord *member = kontor_test_record_random (members);
    g_autofree char *key = g_strdup_printf ("%s %d", random_text (), i);

    kontor_record_set_key (member, key);
    kontor_record_take_member (record, field, member);
  }
}

static void
set_value (KontorRecord *record, guint field)
{
  switch (kontor_record_get_record_type (record)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    kontor_record_set_text (record, field, random_text ());
    break;
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_INSTANT:
  case KONTOR_FIELD_DAY:
    kontor_record_set_int (record, field, random_number ());
    break;
  case KONTOR_FIELD_BOOL:
    kontor_record_set_bool (record, field, g_test_rand_bit ());
    break;
  case KONTOR_FIELD_MONEY:
    set_money (record, field);
    break;
  case KONTOR_FIELD_REF:
    kontor_record_set_ref (record, field, g_test_rand_bit () ? random_number () : 0,
                           g_test_rand_bit () ? random_text () : NULL);
    break;
  case KONTOR_FIELD_LIST:
    set_list (record, field);
    break;
  }
}

/* Of each field a third is absent, a third null and a third set. */
KontorRecord *
kontor_test_record_random (const KontorRecordType *type)
{
  KontorRecord *record = kontor_record_new (type);

  if (g_test_rand_bit ())
    kontor_record_set_id (record, random_number ());
  if (g_test_rand_bit ())
    kontor_record_set_key (record, random_text ());
  if (g_test_rand_bit ())
    kontor_record_set_revision (record, random_text ());
  for (guint i = 0; i < type->n_fields; i++)
    switch (g_test_rand_int_range (0, 3)) {
    case 0:
      break;
    case 1:
      kontor_record_set_null (record, i);
      break;
    default:
      set_value (record, i);
      break;
    }
  return record;
}

static void
assert_same_field (const KontorRecord *a, const KontorRecord *b, guint field)
{
  g_assert_true (kontor_record_equal_field (a, b, field));
  g_assert_true (kontor_record_has (a, field) == kontor_record_has (b, field));
  g_assert_true (kontor_record_is_null (a, field) == kontor_record_is_null (b, field));
  if (kontor_record_get_record_type (a)->fields[field].kind == KONTOR_FIELD_MONEY)
    g_assert_cmpstr (kontor_record_get_exact (a, field), ==, kontor_record_get_exact (b, field));
  if (kontor_record_get_record_type (a)->fields[field].kind == KONTOR_FIELD_REF) {
    g_assert_cmpint (kontor_record_get_ref (a, field), ==, kontor_record_get_ref (b, field));
    g_assert_cmpstr (kontor_record_get_ref_key (a, field), ==, kontor_record_get_ref_key (b, field));
  }
  if (kontor_record_get_record_type (a)->fields[field].kind == KONTOR_FIELD_LIST)
    for (guint i = 0; i < kontor_record_get_length (a, field); i++)
      kontor_test_record_assert_same (kontor_record_get_member (a, field, i), kontor_record_get_member (b, field, i));
}

/* More than equal: ids, revisions and exact texts as well. */
void
kontor_test_record_assert_same (const KontorRecord *a, const KontorRecord *b)
{
  g_assert_true (kontor_record_equal (a, b));
  g_assert_cmpint (kontor_record_get_id (a), ==, kontor_record_get_id (b));
  g_assert_cmpstr (kontor_record_get_key (a), ==, kontor_record_get_key (b));
  g_assert_cmpstr (kontor_record_get_revision (a), ==, kontor_record_get_revision (b));
  for (guint i = 0; i < kontor_record_get_record_type (a)->n_fields; i++)
    assert_same_field (a, b, i);
}
