#include "kontor-store-fixture.h"
#include "kontor-store-table.h"
#include "kontor-test.h"

/* The columns of a table as SQLite has them. */
static GHashTable *
read_columns (KontorTxn *txn, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT name FROM pragma_table_info ('%s')", table);
  KontorStmt *stmt = kontor_txn_prepare (txn, g_intern_string (sql), NULL);
  GHashTable *columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  while (kontor_stmt_step (stmt, NULL) == KONTOR_STEP_ROW)
    g_hash_table_add (columns, kontor_stmt_dup_text (stmt, 0));
  return columns;
}

static void
take_columns (GHashTable *columns, const KontorRecordType *type, const char *list)
{
  g_auto (GStrv) names = g_strsplit (list, ", ", -1);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *bare = g_strndup (names[i] + 1, strlen (names[i]) - 2);
    const char *name = names[i][0] == '"' ? bare : names[i];

    if (!g_hash_table_remove (columns, name))
      g_error ("%s has no column %s", type->table, name);
  }
}

/* Every column that the fields want is there, and no other. */
static void
check_type (KontorTxn *txn, const KontorRecordType *type, const char *keys)
{
  g_autoptr (GHashTable) columns = read_columns (txn, type->table);
  g_autoptr (GString) own = g_string_new (keys);
  g_autofree char *below = NULL;

  for (guint i = 0; i < type->n_fields; i++)
    kontor_table_append_columns (type, i, "", own);
  take_columns (columns, type, own->str);
  if (g_hash_table_size (columns) > 0)
    g_error ("%s has a column more: %s", type->table, (char *) g_hash_table_get_keys_as_ptr_array (columns)->pdata[0]);

  below = g_str_has_prefix (keys, "id, ") ? g_strdup_printf ("%s, key, position", type->key_column)
                                          : g_strdup_printf ("order_id, %s, key, position", type->key_column);
  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_field_has_table (&type->fields[i]))
      check_type (txn, type->fields[i].members, below);
}

static gboolean
check_columns (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    check_type (txn, kontor_entity_get_record_type (i), "id, account_id, remote_id, revision");
  return TRUE;
}

static void
test_columns (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_read (db, check_columns, NULL);
  store_close (db);
}

static void
expect_refusal (KontorTxn *txn, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (kontor_txn_run (txn, &error, sql, NULL));
  g_assert_nonnull (error);
}

static gboolean
break_rules (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  store_do (txn, "INSERT INTO \"order\" (id, account_id) VALUES (1, 1)");
  store_do (
      txn,
      "INSERT INTO order_line (order_id, key, position, quantity, fulfilled, refunded) VALUES (1, 'a', 0, 3, 3, 3)");
  store_do (txn, "INSERT INTO order_return (order_id, key, position) VALUES (1, 'r', 0)");
  expect_refusal (txn, "UPDATE order_line SET fulfilled = 4");
  expect_refusal (txn, "UPDATE order_line SET refunded = 4");
  expect_refusal (txn, "UPDATE order_line SET return_requested = -1");
  expect_refusal (txn, "UPDATE order_line SET return_requested = 2, return_received = 1, return_dismissed = 1");
  expect_refusal (txn,
                  "INSERT INTO order_return_line (order_id, return_key, key, position, quantity, received, dismissed)"
                  " VALUES (1, 'r', 'a', 0, 2, 2, 1)");
  expect_refusal (txn, "UPDATE \"order\" SET lifecycle = 'complete'");
  expect_refusal (txn, "UPDATE \"order\" SET total = 'ten'");
  expect_refusal (txn, "UPDATE \"order\" SET metadata = '{'");
  expect_refusal (txn, "UPDATE \"order\" SET customer_id = 77");
  expect_refusal (txn, "INSERT INTO order_tag (order_id, key, position) VALUES (2, 'x', 0)");
  return TRUE;
}

static void
test_rules (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, break_rules, NULL);
  store_close (db);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/db/schema/columns", test_columns);
  kontor_test_add ("/db/schema/rules", test_rules);
  return kontor_test_run ();
}
