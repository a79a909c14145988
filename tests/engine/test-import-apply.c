#include "engine-fixture.h"

#include "kontor-import.h"
#include "kontor-test.h"

/* What an import does, whatever comes between. */

/* More than two parts have room for. */
#define N_NEW 450

static GFile *
write_table (void)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "table.csv", NULL);
  g_autoptr (GString) text = g_string_new ("SKU,Name,Price,Stock\nSKU-20,,,107\n");

  for (int i = 0; i < N_NEW; i++)
    g_string_append_printf (text, "N-%d,New %d,5,\n", i, i);
  g_string_append (text, "SKU-21,,,93\n");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return g_file_new_for_path (path);
}

static gint64
apply_table (Fixture *f)
{
  g_autoptr (GFile) file = write_table ();
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorImport) import =
      dex_await_object (kontor_import_open (f->engine, kontor_account_get_id (f->account), file, NULL), &error);

  g_assert_no_error (error);
  fixture_await (kontor_import_check (import, NULL));
  g_assert_cmpuint (kontor_import_count (import, KONTOR_IMPORT_CREATED), ==, N_NEW);
  g_assert_cmpuint (kontor_import_count (import, KONTOR_IMPORT_CHANGED), ==, 2);
  return fixture_await (kontor_import_apply (import));
}

static guint
count_files (void)
{
  g_autofree char *folder = g_build_filename (kontor_test_dir (), "imports", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Each life does a part or some; all of them do every row once. */
static void
test_crash (void)
{
  Fixture f;
  gint64 action, left;

  fixture_begin (&f);
  action = apply_table (&f);
  left = fixture_await (kontor_import_count_left (f.engine, action));
  g_assert_cmpint (left, >, 0);
  while (left > 0) {
    gint64 before = left;

    fixture_reopen (&f);
    left = fixture_await (kontor_import_count_left (f.engine, action));
    g_assert_cmpint (left, <, before);
    g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox WHERE kind = 'create-product'"), <=, N_NEW);
  }
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM product WHERE sku LIKE 'N-%'"), ==, N_NEW);
  g_assert_cmpint (fixture_number (&f, "SELECT count (DISTINCT sku) FROM variant WHERE sku LIKE 'N-%'"), ==, N_NEW);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox WHERE kind = 'create-product'"), ==, N_NEW);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox WHERE kind = 'create-variant'"), ==, N_NEW);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox WHERE kind = 'adjust-stock'"), ==, 2);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox"), ==, 2 * N_NEW + 2);
  g_assert_cmpint (fixture_number (&f, "SELECT count (DISTINCT action) FROM outbox"), ==, 1);
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 107);
  g_assert_cmpint (fixture_stock (&f, "21"), ==, 93);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM bulk"), ==, 0);
  g_assert_cmpuint (count_files (), ==, 0);
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/import-apply/crash", test_crash);
  return kontor_test_run ();
}
