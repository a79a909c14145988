#include "kontor-member.h"
#include "kontor-order.h"
#include "kontor-product.h"
#include "kontor-test.h"

static KontorRecord *
make_line (const char *key, const char *name)
{
  KontorRecord *line = kontor_record_new (&kontor_line_type);

  kontor_record_set_key (line, key);
  kontor_record_set_text (line, KONTOR_LINE_NAME, name);
  return line;
}

static KontorRecord *
make_row (const char *number, gint64 total)
{
  KontorRecord *row = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));

  kontor_record_set_id (row, 7);
  kontor_record_set_account (row, 3);
  kontor_record_set_key (row, "r7");
  kontor_record_set_text (row, KONTOR_ORDER_NUMBER, number);
  kontor_record_set_text (row, KONTOR_ORDER_CURRENCY, "EUR");
  kontor_record_set_amount (row, KONTOR_ORDER_TOTAL, total);
  kontor_record_set_null (row, KONTOR_ORDER_HOLD_REASON);
  return row;
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  GHashTable *counts = data;

  g_hash_table_insert (counts, (gpointer) pspec->name,
                       GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, pspec->name)) + 1));
}

static guint
count_of (GHashTable *counts, const char *name)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (counts, name));
}

static void
merge (KontorObject *order, KontorRecord *row, gint64 seq)
{
  kontor_object_merge (order, row, seq);
  kontor_record_unref (row);
}

static void
test_types (void)
{
  for (KontorEntity i = 0; i < KONTOR_N_ENTITIES; i++) {
    g_autoptr (KontorObject) object = kontor_object_new (i, 42);
    const KontorRecordType *type = kontor_entity_get_record_type (i);
    g_autofree GParamSpec **all = NULL;
    guint n_all;

    g_assert_cmpint (kontor_object_get_entity (object), ==, i);
    g_assert_cmpint (kontor_object_get_id (object), ==, 42);
    g_assert_true (kontor_object_get_loading (object));
    all = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n_all);
    g_assert_cmpuint (n_all, ==, type->n_fields + 6);
  }
}

/* Every property of an empty object and of one that knows nothing reads without complaint. */
static void
test_empty (void)
{
  for (KontorEntity i = 0; i < KONTOR_N_ENTITIES; i++) {
    g_autoptr (KontorObject) object = kontor_object_new (i, 1);
    g_autoptr (KontorRecord) record = kontor_record_new (kontor_entity_get_record_type (i));
    g_autofree GParamSpec **all = NULL;
    guint n_all;

    all = g_object_class_list_properties (G_OBJECT_GET_CLASS (object), &n_all);
    for (guint round = 0; round < 2; round++) {
      for (guint k = 0; k < n_all; k++) {
        g_auto (GValue) value = G_VALUE_INIT;

        g_object_get_property (G_OBJECT (object), all[k]->name, &value);
      }
      kontor_object_merge (object, record, 1);
    }
  }
}

static void
test_properties (void)
{
  g_autoptr (KontorObject) order = kontor_object_new (KONTOR_ENTITY_ORDER, 7);
  g_autofree char *number = NULL, *key = NULL, *hold = NULL;
  KontorMoney *total = NULL, *tax = NULL;
  gint64 account;

  merge (order, make_row ("#1042", 84 * KONTOR_MONEY_UNIT), 5);
  g_object_get (order, "number", &number, "key", &key, "account-id", &account, "total", &total, "tax-total", &tax,
                "hold-reason", &hold, NULL);
  g_assert_cmpstr (number, ==, "#1042");
  g_assert_cmpstr (key, ==, "r7");
  g_assert_cmpint (account, ==, 3);
  g_assert_nonnull (total);
  g_assert_cmpint (total->amount, ==, 84 * KONTOR_MONEY_UNIT);
  g_assert_cmpstr (total->currency, ==, "EUR");
  g_assert_null (tax);
  g_assert_null (hold);
  g_assert_false (kontor_object_get_loading (order));
  kontor_money_free (total);
}

static void
test_notify_changed_only (void)
{
  g_autoptr (KontorObject) order = kontor_object_new (KONTOR_ENTITY_ORDER, 7);
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);

  g_signal_connect (order, "notify", G_CALLBACK (count_cb), counts);
  merge (order, make_row ("#1", 10), 1);
  g_assert_cmpuint (count_of (counts, "loading"), ==, 1);
  g_assert_cmpuint (count_of (counts, "number"), ==, 1);
  g_assert_cmpuint (count_of (counts, "hold-reason"), ==, 0);

  g_hash_table_remove_all (counts);
  merge (order, make_row ("#1", 20), 2);
  g_assert_cmpuint (g_hash_table_size (counts), ==, 2);
  g_assert_cmpuint (count_of (counts, "total"), ==, 1);
  g_assert_cmpuint (count_of (counts, "record"), ==, 1);

  g_hash_table_remove_all (counts);
  merge (order, make_row ("#1", 20), 3);
  g_assert_cmpuint (g_hash_table_size (counts), ==, 0);
  g_assert_cmpint (kontor_object_get_seq (order), ==, 3);
}

static void
test_currency_changes_money (void)
{
  g_autoptr (KontorObject) order = kontor_object_new (KONTOR_ENTITY_ORDER, 7);
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  KontorRecord *row = make_row ("#1", 10);

  merge (order, make_row ("#1", 10), 1);
  g_signal_connect (order, "notify", G_CALLBACK (count_cb), counts);
  kontor_record_set_text (row, KONTOR_ORDER_CURRENCY, "JPY");
  merge (order, row, 2);
  g_assert_cmpuint (count_of (counts, "total"), ==, 1);
  g_assert_cmpuint (count_of (counts, "currency"), ==, 1);
}

static void
test_reference_resolves (void)
{
  g_autoptr (KontorObject) order = kontor_object_new (KONTOR_ENTITY_ORDER, 7);
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  KontorRecord *before = make_row ("#1", 10), *after = make_row ("#1", 10);

  kontor_record_set_ref (before, KONTOR_ORDER_CUSTOMER, 0, "c9");
  kontor_record_set_ref (after, KONTOR_ORDER_CUSTOMER, 9, "c9");
  merge (order, before, 1);
  g_signal_connect (order, "notify", G_CALLBACK (count_cb), counts);
  merge (order, after, 2);
  g_assert_cmpuint (count_of (counts, "customer"), ==, 1);
  g_assert_cmpint (kontor_object_get_int (order, KONTOR_ORDER_CUSTOMER), ==, 9);
}

static void
test_older_is_refused (void)
{
  g_autoptr (KontorObject) order = kontor_object_new (KONTOR_ENTITY_ORDER, 7);
  g_autoptr (KontorRecord) old = make_row ("#1", 10);

  merge (order, make_row ("#1", 20), 9);
  g_assert_false (kontor_object_merge (order, old, 8));
  g_assert_cmpint (kontor_record_get_amount (kontor_object_get_record (order), KONTOR_ORDER_TOTAL), ==, 20);
  g_assert_true (kontor_object_merge (order, old, 9));
}

static void
test_gone (void)
{
  g_autoptr (KontorObject) order = kontor_object_new (KONTOR_ENTITY_ORDER, 7);
  g_autoptr (KontorObject) empty = kontor_object_new (KONTOR_ENTITY_ORDER, 8);
  g_autoptr (KontorRecord) late = make_row ("#1", 10);

  merge (order, make_row ("#1", 10), 3);
  kontor_object_set_gone (order, 2);
  g_assert_false (kontor_object_get_gone (order));
  kontor_object_set_gone (order, 5);
  g_assert_true (kontor_object_get_gone (order));
  g_assert_cmpstr (kontor_object_get_text (order, KONTOR_ORDER_NUMBER), ==, "#1");
  g_assert_false (kontor_object_merge (order, late, 4));
  g_assert_true (kontor_object_get_gone (order));
  g_assert_true (kontor_object_merge (order, late, 6));
  g_assert_false (kontor_object_get_gone (order));

  kontor_object_set_gone (empty, 1);
  g_assert_false (kontor_object_get_loading (empty));
}

/* A list's row that comes after the detail must not take the lines away. */
static void
test_row_keeps_detail (void)
{
  g_autoptr (KontorObject) order = kontor_object_new (KONTOR_ENTITY_ORDER, 7);
  KontorRecord *whole = make_row ("#1", 10);

  kontor_record_take_member (whole, KONTOR_ORDER_LINES, make_line ("l1", "Tea"));
  merge (order, whole, 1);
  merge (order, make_row ("#1", 20), 2);
  g_assert_cmpuint (kontor_record_get_length (kontor_object_get_record (order), KONTOR_ORDER_LINES), ==, 1);
  g_assert_cmpint (kontor_record_get_amount (kontor_object_get_record (order), KONTOR_ORDER_TOTAL), ==, 20);
  g_assert_cmpstr (kontor_object_get_key (order), ==, "r7");
}

static void
test_whole (void)
{
  g_autoptr (KontorObject) product = kontor_object_new (KONTOR_ENTITY_PRODUCT, 7);
  const KontorRecordType *type = kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT);
  KontorRecord *record = kontor_record_new (type);

  g_assert_false (kontor_object_is_whole (product));
  for (guint i = 0; i < type->n_fields; i++)
    kontor_record_set_null (record, i);
  merge (product, record, 1);
  g_assert_true (kontor_object_is_whole (product));
}

static void
note_splice_cb (GListModel *model, guint position, guint removed, guint added, GString *splices)
{
  g_string_append_printf (splices, "%u-%u+%u ", position, removed, added);
}

static KontorRecord *
make_order_of_lines (const char *keys)
{
  KontorRecord *row = make_row ("#1", 10);

  kontor_record_set_empty (row, KONTOR_ORDER_LINES);
  for (const char *c = keys; *c != '\0'; c++)
    kontor_record_take_member (row, KONTOR_ORDER_LINES, make_line ((char[]) { *c, '\0' }, "Tea"));
  return row;
}

static void
test_lists_follow (void)
{
  g_autoptr (KontorObject) order = kontor_object_new (KONTOR_ENTITY_ORDER, 7);
  g_autoptr (GString) splices = g_string_new (NULL);
  g_autoptr (KontorMember) first = NULL;
  g_autoptr (KontorMember) again = NULL;
  GListModel *lines = kontor_object_get_list (order, KONTOR_ORDER_LINES);

  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, 0);
  g_signal_connect (lines, "items-changed", G_CALLBACK (note_splice_cb), splices);
  merge (order, make_order_of_lines ("abc"), 1);
  first = g_list_model_get_item (lines, 0);
  merge (order, make_order_of_lines ("abc"), 2);
  merge (order, make_order_of_lines ("axbc"), 3);
  merge (order, make_order_of_lines ("ac"), 4);
  merge (order, make_order_of_lines ("ca"), 5);
  g_assert_cmpstr (splices->str, ==, "0-0+3 1-0+1 1-2+0 0-2+2 ");
  again = g_list_model_get_item (lines, 1);
  g_assert_true (first == again);
  g_assert_cmpstr (kontor_member_get_key (again), ==, "a");
  g_assert_null (g_list_model_get_item (lines, 2));
}

static void
test_member (void)
{
  g_autoptr (KontorRecord) line = make_line ("l1", "Tea");
  g_autoptr (KontorMember) member = NULL;
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GListModel) taxes = NULL;
  KontorMoney *net;

  kontor_record_set_amount (line, KONTOR_LINE_NET, 5);
  kontor_record_take_member (line, KONTOR_LINE_TAXES, kontor_record_new (&kontor_line_tax_type));
  member = kontor_member_new (line, "KWD");
  net = kontor_member_dup_money (member, KONTOR_LINE_NET);
  g_assert_cmpstr (net->currency, ==, "KWD");
  g_assert_null (kontor_member_dup_money (member, KONTOR_LINE_TAX));
  taxes = kontor_member_dup_list (member, KONTOR_LINE_TAXES);
  g_assert_cmpuint (g_list_model_get_n_items (taxes), ==, 1);
  g_signal_connect (member, "notify", G_CALLBACK (count_cb), counts);
  kontor_member_set_record (member, line, "KWD");
  g_assert_cmpuint (count_of (counts, "record"), ==, 0);
  kontor_member_set_record (member, line, NULL);
  g_assert_cmpuint (count_of (counts, "record"), ==, 1);
  g_assert_null (kontor_member_dup_money (member, KONTOR_LINE_NET));
  kontor_money_free (net);
}

static void
drop_cb (GObject *object, GParamSpec *pspec, KontorObject **held)
{
  g_clear_object (held);
}

/* Who is told of a change may let go of the object. */
static void
test_dropped_in_notify (void)
{
  KontorObject *order = kontor_object_new (KONTOR_ENTITY_ORDER, 7);

  g_signal_connect (order, "notify::loading", G_CALLBACK (drop_cb), &order);
  merge (order, make_row ("#1", 10), 1);
  g_assert_null (order);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/object/types", test_types);
  kontor_test_add_plain ("/core/object/empty", test_empty);
  kontor_test_add_plain ("/core/object/properties", test_properties);
  kontor_test_add_plain ("/core/object/notify-changed-only", test_notify_changed_only);
  kontor_test_add_plain ("/core/object/currency-changes-money", test_currency_changes_money);
  kontor_test_add_plain ("/core/object/reference-resolves", test_reference_resolves);
  kontor_test_add_plain ("/core/object/older-is-refused", test_older_is_refused);
  kontor_test_add_plain ("/core/object/gone", test_gone);
  kontor_test_add_plain ("/core/object/row-keeps-detail", test_row_keeps_detail);
  kontor_test_add_plain ("/core/object/whole", test_whole);
  kontor_test_add_plain ("/core/object/lists-follow", test_lists_follow);
  kontor_test_add_plain ("/core/object/member", test_member);
  kontor_test_add_plain ("/core/object/dropped-in-notify", test_dropped_in_notify);
  return kontor_test_run ();
}
