#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "kontor-op.h"
#include "kontor-schema.h"
#include "kontor-store-fixture.h"
#include "kontor-test.h"

#define PAGE 4096

static char *
shop_path (void)
{
  return g_build_filename (kontor_test_dir (), "shop.db", NULL);
}

static KontorDb *
open_shop (void)
{
  g_autofree char *path = shop_path ();
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  g_autoptr (GError) error = NULL;
  KontorDb *db = dex_await_object (kontor_db_open (path, KONTOR_DB_OPEN_CREATE, clock, NULL), &error);

  g_assert_no_error (error);
  return db;
}

static KontorDb *
open_version (const KontorSchema *schema)
{
  g_autofree char *path = shop_path ();
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  g_autoptr (GError) error = NULL;
  KontorDb *db = dex_await_object (kontor_db_open_schema (path, KONTOR_DB_OPEN_CREATE, clock, NULL, schema), &error);

  g_assert_no_error (error);
  return db;
}

/* In the words of version 1, whatever the present one is. */
static gboolean
add_ops (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const KontorOpKind *const *kinds = kontor_op_kind_list ();

  store_do (txn, "INSERT INTO account (id, platform, name, address, created_at) VALUES (1, 'sample', 'One', '', 0)");
  for (guint i = 0; kinds[i] != NULL; i++) {
    g_autoptr (KontorOp) op = kontor_op_new (kinds[i], 1, 7);
    g_autofree char *payload = kontor_op_payload_to_json (op);

    if (!kontor_txn_run (
            txn, error,
            "INSERT INTO outbox (id, account_id, action, class, kind, entity, local_id, lane, payload, idempotency,"
            " state, created_at) VALUES (?, 1, 1, ?, ?, ?, 7, 'lane', ?, ?, 'queued', 0)",
            "isssss", (gint64) i + 1, kontor_op_class_to_nick (kinds[i]->op_class), kinds[i]->name,
            kontor_entity_get_nick (kinds[i]->entity), payload, op->idempotency))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_ops (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const KontorOpKind *const *kinds = kontor_op_kind_list ();

  for (guint i = 0; kinds[i] != NULL; i++) {
    g_autoptr (KontorOp) op = kontor_op_new (kinds[i], 1, 7);
    g_autofree char *payload = NULL;

    if (!kontor_txn_query_text (txn, &payload, error,
                                "SELECT payload FROM outbox WHERE id = ? AND kind = ? AND state = 'queued'", "is",
                                (gint64) i + 1, kinds[i]->name))
      return FALSE;
    g_assert_nonnull (payload);
    if (!kontor_op_payload_from_json (op, payload, error))
      return FALSE;
  }
  return TRUE;
}

static void
test_migrate_ops (void)
{
  for (guint version = 1; version <= kontor_schema.n_steps; version++) {
    KontorSchema schema = kontor_schema;
    g_autoptr (KontorDb) db = NULL;

    schema.n_steps = version;
    db = open_version (&schema);
    if (version == 1)
      store_write (db, add_ops, NULL);
    if (version == kontor_schema.n_steps)
      store_read (db, check_ops, NULL);
    store_close (db);
  }
}

static gboolean
fill_shop (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  add_ops (txn, NULL, NULL, NULL);
  for (int i = 0; i < 300; i++) {
    g_autofree char *key = g_strdup_printf ("product-%d", i);
    g_autofree char *title = g_strdup_printf ("Darjeeling number %d with a title that takes its room", i);
    g_autoptr (KontorRecord) product = store_new_record (KONTOR_ENTITY_PRODUCT, key);

    kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, title);
    store_save (txn, product);
  }
  store_do (txn, "UPDATE saved_view SET name = 'mine' WHERE id = 1");
  return TRUE;
}

static gboolean
check_shop (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 n_products = store_ask (txn, "SELECT count(*) FROM product");

  g_assert_cmpint (n_products, <, 300);
  g_assert_cmpint (n_products, >, 200);
  g_assert_cmpint (store_ask (txn, "SELECT count(*) FROM product_words WHERE product_words MATCH 'darjeeling'"), ==,
                   n_products);
  g_assert_cmpint (store_ask (txn, "SELECT count(*) FROM saved_view WHERE name = 'mine'"), ==, 1);
  g_assert_cmpint (store_ask (txn, "SELECT count(*) FROM saved_view"), ==,
                   store_ask (txn, "SELECT count(DISTINCT builtin) FROM saved_view"));
  g_assert_cmpint (store_ask (txn, "SELECT paused FROM account"), ==, 2);
  return check_ops (txn, NULL, NULL, error);
}

/* The first page on which @text stands. */
static void
overwrite_page_of (const char *text)
{
  g_autofree char *path = shop_path ();
  g_autofree char *noise = g_strnfill (PAGE, 'x');
  g_autofree char *content = NULL;
  g_autofd int fd = open (path, O_WRONLY);
  const char *found;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  found = memmem (content, length, text, strlen (text));
  g_assert_nonnull (found);
  g_assert_cmpint (pwrite (fd, noise, PAGE, (found - content) / PAGE * PAGE), ==, PAGE);
}

static void
test_repair (void)
{
  g_autoptr (KontorDb) db = open_shop ();
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = shop_path ();
  g_autofree char *report = NULL;
  g_auto (GStrv) lines = NULL;
  g_auto (GStrv) findings = NULL;

  store_write (db, fill_shop, NULL);
  store_close (db);
  g_clear_object (&db);
  overwrite_page_of ("Darjeeling number 150 ");

  lines = dex_await_boxed (kontor_db_repair (path, clock), &error);
  g_assert_no_error (error);
  report = g_strjoinv ("\n", lines);
  g_test_message ("%s", report);
  db = open_shop ();
  store_read (db, check_shop, NULL);
  findings = dex_await_boxed (kontor_db_check (db), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (findings), ==, 0);
  store_close (db);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/shop/migrate-ops", test_migrate_ops);
  kontor_test_add ("/shop/repair", test_repair);
  return kontor_test_run ();
}
