#include "engine-fixture.h"

#include "kontor-bulk.h"
#include "kontor-engine-private.h"
#include "kontor-import.h"
#include "kontor-test.h"

/* What an import does, whatever comes between. */

/* More than two parts have room for. */
#define N_NEW 450

static GFile *
write_text (const char *text)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "table.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static GFile *
write_table (void)
{
  g_autoptr (GString) text = g_string_new ("SKU,Name,Price,Stock\nSKU-20,,,107\n");

  for (int i = 0; i < N_NEW; i++)
    g_string_append_printf (text, "N-%d,New %d,5,\n", i, i);
  g_string_append (text, "SKU-21,,,93\n");
  return write_text (text->str);
}

static KontorImport *
check_file (Fixture *f, GFile *file)
{
  g_autoptr (GError) error = NULL;
  KontorImport *import =
      dex_await_object (kontor_import_open (f->engine, kontor_account_get_id (f->account), file, NULL), &error);

  g_assert_no_error (error);
  fixture_await (kontor_import_check (import, NULL));
  return import;
}

static gint64
apply_table (Fixture *f)
{
  g_autoptr (GFile) file = write_table ();
  g_autoptr (KontorImport) import = check_file (f, file);

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
  fixture_await (kontor_bulk_run (kontor_engine_get_context (f.engine)));
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM bulk"), ==, 0);
  g_assert_cmpuint (count_files (), ==, 0);
  fixture_end (&f);
}

/* Of what is taken back half way, and of what a crash left. */
static void
test_files (void)
{
  Fixture f;
  g_autofree char *folder = g_build_filename (kontor_test_dir (), "imports", NULL);
  g_autofree char *stray = g_build_filename (folder, "stray.csv", NULL);
  gint64 action;

  fixture_begin (&f);
  action = apply_table (&f);
  g_assert_cmpint (fixture_await (kontor_import_count_left (f.engine, action)), >, 0);
  g_assert_cmpuint (count_files (), ==, 2);
  fixture_await (kontor_engine_cancel (f.engine, action));
  while (count_files () > 0)
    dex_await (dex_timeout_new_msec (5), NULL);
  g_assert_true (g_file_set_contents (stray, "SKU\n", -1, NULL));
  fixture_reopen (&f);
  g_assert_cmpuint (count_files (), ==, 0);
  fixture_end (&f);
}

/* The only row of a verdict: what is wrong with it, and what it changes. */
static char *
tell_row (KontorImport *import, KontorImportVerdict verdict)
{
  g_autoptr (GPtrArray) rows = dex_await_boxed (kontor_import_load_rows (import, 1U << verdict, 0, 2), NULL);
  const KontorImportRow *row;
  GString *text;

  g_assert_cmpuint (rows->len, ==, 1);
  row = g_ptr_array_index (rows, 0);
  text = g_string_new (row->fault);
  for (guint i = 0; i < row->changes->len; i++) {
    const KontorImportChange *change = g_ptr_array_index (row->changes, i);

    g_string_append_printf (text, "[%s: %s]", change->label, change->after);
  }
  return g_string_free_and_steal (text);
}

/* What the shop has no place for is told before, and not sent. */
static void
test_not_kept (void)
{
  Fixture f;
  g_autoptr (GFile) file = NULL;
  g_autoptr (KontorImport) import = NULL;
  g_autofree char *changed = NULL, *created = NULL, *faulty = NULL;

  fixture_begin (&f);
  fake_shop_set_fixed (KONTOR_ENTITY_PRODUCT, KONTOR_FIELD_BIT (KONTOR_PRODUCT_VENDOR));
  fake_shop_set_fixed (KONTOR_ENTITY_VARIANT, KONTOR_FIELD_BIT (KONTOR_VARIANT_MPN));
  file = write_text ("SKU,Name,Price,Vendor,MPN\nSKU-20,,12,Ann,\nSKU-21,,,,M-1\nN-1,New,5,Ann,M-2\n");
  import = check_file (&f, file);
  changed = tell_row (import, KONTOR_IMPORT_CHANGED);
  faulty = tell_row (import, KONTOR_IMPORT_FAULTY);
  created = tell_row (import, KONTOR_IMPORT_CREATED);
  g_assert_cmpstr (changed, ==, "[Vendor: This shop does not keep it][Price: 12.00]");
  g_assert_cmpstr (faulty, ==, "This shop does not keep “MPN”.[MPN: This shop does not keep it]");
  g_assert_cmpstr (created, ==, "[Vendor: This shop does not keep it][MPN: This shop does not keep it]");
  fixture_await (kontor_import_apply (import));
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox WHERE kind IN ('set-product', 'set-variant')"), ==, 0);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM product WHERE vendor IS NOT NULL"), ==, 0);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM variant WHERE mpn IS NOT NULL"), ==, 0);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM variant WHERE sku = 'N-1'"), ==, 1);
  fake_shop_set_fixed (KONTOR_ENTITY_PRODUCT, 0);
  fake_shop_set_fixed (KONTOR_ENTITY_VARIANT, 0);
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/import-apply/crash", test_crash);
  kontor_test_add ("/engine/import-apply/files", test_files);
  kontor_test_add ("/engine/import-apply/not-kept", test_not_kept);
  return kontor_test_run ();
}
