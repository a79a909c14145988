#include "kontor-entity.h"
#include "kontor-error.h"
#include "kontor-test-record.h"
#include "kontor-test.h"

static KontorRecord *
new_record (KontorEntity entity)
{
  return kontor_record_new (kontor_entity_get_record_type (entity));
}

static KontorRecord *
new_line (const char *key, gint64 quantity)
{
  KontorRecord *line = kontor_record_new (&kontor_line_type);

  kontor_record_set_key (line, key);
  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, quantity);
  return line;
}

static void
test_presence (void)
{
  g_autoptr (KontorRecord) record = new_record (KONTOR_ENTITY_ORDER);

  for (guint i = 0; i < KONTOR_ORDER_N_FIELDS; i++) {
    g_assert_false (kontor_record_has (record, i));
    g_assert_true (kontor_record_is_null (record, i));
    kontor_record_set_null (record, i);
    g_assert_true (kontor_record_has (record, i));
    g_assert_true (kontor_record_is_null (record, i));
    kontor_record_unset (record, i);
    g_assert_false (kontor_record_has (record, i));
  }
  kontor_record_set_text (record, KONTOR_ORDER_EMAIL, "");
  g_assert_false (kontor_record_is_null (record, KONTOR_ORDER_EMAIL));
  kontor_record_set_text (record, KONTOR_ORDER_EMAIL, NULL);
  g_assert_true (kontor_record_has (record, KONTOR_ORDER_EMAIL));
  g_assert_true (kontor_record_is_null (record, KONTOR_ORDER_EMAIL));
}

static void
test_values (void)
{
  g_autoptr (KontorRecord) record = new_record (KONTOR_ENTITY_ORDER);

  kontor_record_set_text (record, KONTOR_ORDER_NUMBER, "1042");
  kontor_record_set_text (record, KONTOR_ORDER_NUMBER, kontor_record_get_text (record, KONTOR_ORDER_NUMBER));
  kontor_record_set_int (record, KONTOR_ORDER_PLACED_AT, G_MININT64);
  kontor_record_set_bool (record, KONTOR_ORDER_ARCHIVED, 7);
  g_assert_cmpstr (kontor_record_get_text (record, KONTOR_ORDER_NUMBER), ==, "1042");
  g_assert_cmpint (kontor_record_get_int (record, KONTOR_ORDER_PLACED_AT), ==, G_MININT64);
  g_assert_cmpint (kontor_record_get_int (record, KONTOR_ORDER_ARCHIVED), ==, 1);
  g_assert_false (kontor_record_get_bool (record, KONTOR_ORDER_CLAMPED));
  g_assert_null (kontor_record_get_text (record, KONTOR_ORDER_EMAIL));
  g_assert_cmpint (kontor_record_get_int (record, KONTOR_ORDER_ITEM_COUNT), ==, 0);
}

static void
test_money (void)
{
  g_autoptr (KontorRecord) record = new_record (KONTOR_ENTITY_ORDER);
  g_autoptr (GError) error = NULL;
  g_autofree char *plain = NULL, *exact = NULL;

  g_assert_true (kontor_record_set_decimal (record, KONTOR_ORDER_TOTAL, "12.5000000000", NULL));
  g_assert_null (kontor_record_get_exact (record, KONTOR_ORDER_TOTAL));
  plain = kontor_record_dup_decimal (record, KONTOR_ORDER_TOTAL);
  g_assert_cmpstr (plain, ==, "12.5");
  g_assert_true (kontor_record_set_decimal (record, KONTOR_ORDER_TOTAL, "1715.26600001", NULL));
  g_assert_cmpint (kontor_record_get_amount (record, KONTOR_ORDER_TOTAL), ==, 1715266000);
  g_assert_true (kontor_record_set_decimal (record, KONTOR_ORDER_TOTAL,
                                            kontor_record_get_exact (record, KONTOR_ORDER_TOTAL), NULL));
  exact = kontor_record_dup_decimal (record, KONTOR_ORDER_TOTAL);
  g_assert_cmpstr (exact, ==, "1715.26600001");
  g_assert_false (kontor_record_set_decimal (record, KONTOR_ORDER_TOTAL, "much", &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_cmpstr (kontor_record_get_exact (record, KONTOR_ORDER_TOTAL), ==, "1715.26600001");
  kontor_record_set_amount (record, KONTOR_ORDER_TOTAL, 1);
  g_assert_null (kontor_record_get_exact (record, KONTOR_ORDER_TOTAL));
}

static void
test_refs (void)
{
  g_autoptr (KontorRecord) a = new_record (KONTOR_ENTITY_ORDER), b = new_record (KONTOR_ENTITY_ORDER);

  kontor_record_set_ref (a, KONTOR_ORDER_CUSTOMER, 0, NULL);
  g_assert_true (kontor_record_is_null (a, KONTOR_ORDER_CUSTOMER));
  kontor_record_set_ref (a, KONTOR_ORDER_CUSTOMER, 7, "gid/7");
  kontor_record_set_ref (a, KONTOR_ORDER_CUSTOMER, 7, kontor_record_get_ref_key (a, KONTOR_ORDER_CUSTOMER));
  kontor_record_set_ref (b, KONTOR_ORDER_CUSTOMER, 0, "gid/7");
  g_assert_cmpstr (kontor_record_get_ref_key (a, KONTOR_ORDER_CUSTOMER), ==, "gid/7");
  g_assert_true (kontor_record_equal (a, b));
  kontor_record_set_ref (b, KONTOR_ORDER_CUSTOMER, 7, NULL);
  g_assert_true (kontor_record_equal (a, b));
  kontor_record_set_ref (b, KONTOR_ORDER_CUSTOMER, 7, "gid/8");
  g_assert_false (kontor_record_equal (a, b));
}

static void
test_lists (void)
{
  g_autoptr (KontorRecord) order = new_record (KONTOR_ENTITY_ORDER);

  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_LINES), ==, 0);
  g_assert_null (kontor_record_find_member (order, KONTOR_ORDER_LINES, "a"));
  kontor_record_remove_member (order, KONTOR_ORDER_LINES, "a");
  g_assert_false (kontor_record_has (order, KONTOR_ORDER_LINES));
  kontor_record_set_null (order, KONTOR_ORDER_LINES);
  kontor_record_take_member (order, KONTOR_ORDER_LINES, new_line ("a", 1));
  kontor_record_take_member (order, KONTOR_ORDER_LINES, new_line ("b", 2));
  kontor_record_take_member (order, KONTOR_ORDER_LINES, new_line ("c", 3));
  g_assert_false (kontor_record_is_null (order, KONTOR_ORDER_LINES));
  kontor_record_replace_member (order, KONTOR_ORDER_LINES, 1, new_line ("b", 5));
  kontor_record_remove_member (order, KONTOR_ORDER_LINES, "a");
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_LINES), ==, 2);
  g_assert_cmpint (
      kontor_record_get_int (kontor_record_get_member (order, KONTOR_ORDER_LINES, 0), KONTOR_LINE_QUANTITY), ==, 5);
  g_assert_nonnull (kontor_record_find_member (order, KONTOR_ORDER_LINES, "c"));
  kontor_record_set_empty (order, KONTOR_ORDER_LINES);
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_LINES), ==, 0);
  g_assert_false (kontor_record_is_null (order, KONTOR_ORDER_LINES));
}

static void
test_replace_by_itself (void)
{
  g_autoptr (KontorRecord) order = new_record (KONTOR_ENTITY_ORDER);
  KontorRecord *line = new_line ("a", 1);

  kontor_record_take_member (order, KONTOR_ORDER_LINES, line);
  kontor_record_replace_member (order, KONTOR_ORDER_LINES, 0, kontor_record_ref (line));
  g_assert_true (kontor_record_get_member (order, KONTOR_ORDER_LINES, 0) == line);
}

static void
test_lists_equal (void)
{
  g_autoptr (KontorRecord) a = new_record (KONTOR_ENTITY_ORDER), b = new_record (KONTOR_ENTITY_ORDER);

  kontor_record_set_empty (a, KONTOR_ORDER_LINES);
  g_assert_false (kontor_record_equal (a, b));
  kontor_record_set_null (b, KONTOR_ORDER_LINES);
  g_assert_false (kontor_record_equal (a, b));
  kontor_record_take_member (a, KONTOR_ORDER_LINES, new_line ("a", 1));
  kontor_record_take_member (a, KONTOR_ORDER_LINES, new_line ("b", 1));
  kontor_record_take_member (b, KONTOR_ORDER_LINES, new_line ("b", 1));
  g_assert_false (kontor_record_equal (a, b));
  kontor_record_take_member (b, KONTOR_ORDER_LINES, new_line ("a", 1));
  g_assert_false (kontor_record_equal (a, b));
  kontor_record_remove_member (b, KONTOR_ORDER_LINES, "b");
  kontor_record_take_member (b, KONTOR_ORDER_LINES, new_line ("b", 1));
  g_assert_true (kontor_record_equal (a, b));
  kontor_record_replace_member (b, KONTOR_ORDER_LINES, 1, new_line ("b", 2));
  g_assert_false (kontor_record_equal (a, b));
}

/* What is done to a copy never shows in what was copied. */
static void
test_copy (void)
{
  for (guint i = 0; i < 200; i++) {
    const KontorRecordType *type = kontor_entity_get_record_type (i % KONTOR_N_ENTITIES);
    g_autoptr (KontorRecord) record = kontor_test_record_random (type);
    g_autofree char *before = kontor_record_to_json (record);
    g_autoptr (KontorRecord) copy = kontor_record_copy (record);
    g_autofree char *after = NULL;

    kontor_test_record_assert_same (record, copy);
    kontor_record_set_key (copy, "another");
    for (guint field = 0; field < type->n_fields; field++) {
      if (type->fields[field].kind == KONTOR_FIELD_LIST)
        kontor_record_take_member (copy, field, kontor_record_new (type->fields[field].members));
      else
        kontor_record_set_null (copy, field);
    }
    after = kontor_record_to_json (record);
    g_assert_cmpstr (after, ==, before);
  }
}

static void
test_overlay (void)
{
  for (guint i = 0; i < 200; i++) {
    const KontorRecordType *type = kontor_entity_get_record_type (i % KONTOR_N_ENTITIES);
    g_autoptr (KontorRecord) record = kontor_test_record_random (type), change = kontor_test_record_random (type);
    g_autoptr (KontorRecord) before = kontor_record_copy (record);

    kontor_record_overlay (record, change);
    g_assert_cmpstr (kontor_record_get_key (record), ==, kontor_record_get_key (before));
    for (guint field = 0; field < type->n_fields; field++)
      g_assert_true (kontor_record_equal_field (record, kontor_record_has (change, field) ? change : before, field));
  }
}

static void
test_overlay_itself (void)
{
  g_autoptr (KontorRecord) record = kontor_test_record_random (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  g_autoptr (KontorRecord) copy = kontor_record_copy (record);

  kontor_record_overlay (record, record);
  kontor_test_record_assert_same (record, copy);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/record/presence", test_presence);
  kontor_test_add_plain ("/core/record/values", test_values);
  kontor_test_add_plain ("/core/record/money", test_money);
  kontor_test_add_plain ("/core/record/refs", test_refs);
  kontor_test_add_plain ("/core/record/lists", test_lists);
  kontor_test_add_plain ("/core/record/replace-by-itself", test_replace_by_itself);
  kontor_test_add_plain ("/core/record/lists-equal", test_lists_equal);
  kontor_test_add_plain ("/core/record/copy", test_copy);
  kontor_test_add_plain ("/core/record/overlay", test_overlay);
  kontor_test_add_plain ("/core/record/overlay-itself", test_overlay_itself);
  return kontor_test_run ();
}
