#include <string.h>

#include "kontor-db.h"
#include "kontor-error.h"
#include "kontor-export.h"
#include "kontor-import-queue.h"
#include "kontor-import.h"
#include "kontor-store.h"
#include "kontor-test.h"
#include "shop-fixture.h"

/* Tables into the sample shop, in both of its manners, and out of it. */

#define A_MINUTE 60000
#define N_ODD 150

static GFile *
write_table (const char *text)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "table.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static KontorImport *
open_file (World *w, GFile *file)
{
  g_autoptr (GError) error = NULL;
  KontorImport *import = dex_await_object (kontor_import_open (w->engine, kontor_account_get_id (w->account), file, NULL), &error);

  g_assert_no_error (error);
  g_assert_true (dex_await (kontor_import_check (import, NULL), &error));
  g_assert_no_error (error);
  return import;
}

static KontorImport *
open_table (World *w, const char *text)
{
  g_autoptr (GFile) file = write_table (text);

  return open_file (w, file);
}

/* Everything that is told of rows with such a verdict. */
static char *
tell (KontorImport *import, KontorImportVerdict verdict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = dex_await_boxed (kontor_import_load_rows (import, 1U << verdict, 0, 20), &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++) {
    const KontorImportRow *row = g_ptr_array_index (rows, i);

    g_string_append_printf (text, "%" G_GUINT64_FORMAT " %s %s\n", row->line, row->name, row->fault != NULL ? row->fault : "");
    for (guint j = 0; j < row->changes->len; j++) {
      const KontorImportChange *change = g_ptr_array_index (row->changes, j);

      g_string_append_printf (text, "  %s: %s → %s\n", change->label, change->before, change->after);
    }
  }
  return g_string_free (text, FALSE);
}

static void
assert_counts (KontorImport *import, guint created, guint changed, guint unchanged, guint faulty)
{
  g_autofree char *faults = tell (import, KONTOR_IMPORT_FAULTY), *changes = tell (import, KONTOR_IMPORT_CHANGED);

  if (kontor_import_count (import, KONTOR_IMPORT_FAULTY) != faulty || kontor_import_count (import, KONTOR_IMPORT_CHANGED) != changed)
    g_test_message ("%s%s", faults, changes);
  g_assert_cmpuint (kontor_import_count (import, KONTOR_IMPORT_CREATED), ==, created);
  g_assert_cmpuint (kontor_import_count (import, KONTOR_IMPORT_CHANGED), ==, changed);
  g_assert_cmpuint (kontor_import_count (import, KONTOR_IMPORT_UNCHANGED), ==, unchanged);
  g_assert_cmpuint (kontor_import_count (import, KONTOR_IMPORT_FAULTY), ==, faulty);
}

static void
apply (World *w, KontorImport *import)
{
  gint64 action = world_await (kontor_import_apply (import));

  while (world_await (kontor_import_count_left (w->engine, action)) > 0)
    dex_await (dex_timeout_new_msec (5), NULL);
  world_flush_after (w, A_MINUTE);
}

/* Words as hostile as a catalogue's can be. */
static char *
make_words (GRand *rand)
{
  static const char *const parts[] = { "=1+1", "tea", "\"", ",", "; ", "\n", "\r\n", " > ", "é", "'", "<b>x</b>", "\\", "|", ":", "-5", "@a" };
  GString *text = g_string_new ("w");

  g_string_truncate (text, (gsize) g_rand_int_range (rand, 0, 2));
  for (int i = g_rand_int_range (rand, 1, 6); i > 0; i--)
    g_string_append (text, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
  return g_string_free (text, FALSE);
}

typedef struct {
  gint64 account_id;
  GRand *rand;
} Filling;

static gint64
save (KontorTxn *txn, KontorRecord *record, const Filling *self, const char *key, int i)
{
  g_autofree char *remote_id = g_strdup_printf ("odd-%s-%d", key, i);
  gint64 id = 0;
  gboolean saved;

  kontor_record_set_account (record, self->account_id);
  kontor_record_set_key (record, remote_id);
  kontor_derive (record);
  saved = kontor_store_save (txn, record, &id, NULL);
  g_assert_true (saved);
  return id;
}

static void
set_words (KontorRecord *record, guint field, GRand *rand)
{
  if (g_rand_boolean (rand))
    kontor_record_take_text (record, field, make_words (rand));
}

static void
add_terms (KontorRecord *product, guint field, const KontorRecordType *type, const char *key, const gint64 *ids, GRand *rand)
{
  kontor_record_set_empty (product, field);
  for (int i = 0; i < 5; i++) {
    KontorRecord *member;
    g_autofree char *remote_id = g_strdup_printf ("odd-%s-%d", key, i);

    if (g_rand_boolean (rand))
      continue;
    member = kontor_record_new (type);
    kontor_record_set_key (member, remote_id);
    kontor_record_set_ref (member, 0, ids[i], remote_id);
    kontor_record_take_member (product, field, member);
  }
}

static void
save_variant (KontorTxn *txn, const Filling *self, gint64 product_id, int product, int i, gboolean options)
{
  g_autoptr (KontorRecord) variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  g_autofree char *parent = g_strdup_printf ("odd-product-%d", product), *sku = g_strdup_printf ("ODD-%d", product * 10 + i);
  GRand *rand = self->rand;
  KontorRecord *level;

  kontor_record_set_ref (variant, KONTOR_VARIANT_PRODUCT, product_id, parent);
  kontor_record_set_text (variant, KONTOR_VARIANT_CURRENCY, "EUR");
  if (g_rand_int_range (rand, 0, 4) > 0)
    kontor_record_set_text (variant, KONTOR_VARIANT_SKU, sku);
  set_words (variant, KONTOR_VARIANT_GTIN, rand);
  set_words (variant, KONTOR_VARIANT_WEIGHT, rand);
  set_words (variant, KONTOR_VARIANT_BACKORDERS, rand);
  kontor_record_set_amount (variant, KONTOR_VARIANT_PRICE, g_rand_int_range (rand, 0, 1000000000));
  if (g_rand_boolean (rand)) {
    kontor_record_set_amount (variant, KONTOR_VARIANT_SALE_PRICE, g_rand_int_range (rand, 0, 1000000000));
    kontor_record_set_int (variant, KONTOR_VARIANT_SALE_FROM, g_rand_int_range (rand, 0, 2000000000) * G_GINT64_CONSTANT (1000) + g_rand_int_range (rand, 0, 2));
  }
  for (int j = 0; options && j < 2; j++) {
    KontorRecord *option = kontor_record_new (&kontor_variant_option_type);
    g_autofree char *name = g_strdup_printf ("%d", j), *value = make_words (rand);

    kontor_record_set_key (option, name);
    kontor_record_take_text (option, KONTOR_VARIANT_OPTION_NAME, make_words (rand));
    kontor_record_set_text (option, KONTOR_VARIANT_OPTION_VALUE, value);
    kontor_record_take_member (variant, KONTOR_VARIANT_OPTIONS, option);
  }
  kontor_record_set_bool (variant, KONTOR_VARIANT_MANAGE_STOCK, g_rand_boolean (rand));
  kontor_record_set_empty (variant, KONTOR_VARIANT_LEVELS);
  for (int j = g_rand_int_range (rand, 0, 3); j > 0; j--) {
    g_autofree char *place = g_strdup_printf ("place-%d", j);

    level = kontor_record_new (&kontor_level_type);
    kontor_record_set_key (level, place);
    kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, g_rand_int_range (rand, -20, 1000));
    kontor_record_take_member (variant, KONTOR_VARIANT_LEVELS, level);
  }
  save (txn, variant, self, "variant", product * 10 + i);
}

static gboolean
fill_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Filling *self = data;
  gint64 categories[5], tags[5];

  for (int i = 0; i < 5; i++) {
    g_autoptr (KontorRecord) category = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_CATEGORY));
    g_autoptr (KontorRecord) tag = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_TAG));

    kontor_record_take_text (category, KONTOR_CATEGORY_NAME, make_words (self->rand));
    if (i > 2)
      kontor_record_set_ref (category, KONTOR_CATEGORY_PARENT, categories[i - 1], NULL);
    categories[i] = save (txn, category, self, "category", i);
    kontor_record_take_text (tag, KONTOR_TAG_NAME, make_words (self->rand));
    kontor_record_set_text (tag, KONTOR_TAG_KIND, i == 0 ? "brand" : "tag");
    tags[i] = save (txn, tag, self, "tag", i);
  }
  for (int i = 0; i < N_ODD; i++) {
    g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
    int n_variants = g_rand_int_range (self->rand, 0, 4);
    gint64 id;

    kontor_record_take_text (product, KONTOR_PRODUCT_TITLE, make_words (self->rand));
    set_words (product, KONTOR_PRODUCT_HANDLE, self->rand);
    set_words (product, KONTOR_PRODUCT_SKU, self->rand);
    set_words (product, KONTOR_PRODUCT_STATUS, self->rand);
    set_words (product, KONTOR_PRODUCT_VENDOR, self->rand);
    set_words (product, KONTOR_PRODUCT_DESCRIPTION, self->rand);
    set_words (product, KONTOR_PRODUCT_SUMMARY, self->rand);
    set_words (product, KONTOR_PRODUCT_SEO_TITLE, self->rand);
    kontor_record_set_bool (product, KONTOR_PRODUCT_FEATURED, g_rand_boolean (self->rand));
    kontor_record_set_text (product, KONTOR_PRODUCT_CURRENCY, "EUR");
    add_terms (product, KONTOR_PRODUCT_CATEGORIES, &kontor_product_category_type, "category", categories, self->rand);
    add_terms (product, KONTOR_PRODUCT_TAGS, &kontor_product_tag_type, "tag", tags, self->rand);
    id = save (txn, product, self, "product", i);
    for (int j = 0; j < n_variants; j++)
      save_variant (txn, self, id, i, j, n_variants > 1 || g_rand_boolean (self->rand));
  }
  return TRUE;
}

static GFile *
export_all (World *w, gint64 *n_rows)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_PRODUCT, kontor_account_get_id (w->account), NULL, NULL, NULL, NULL);
  g_autoptr (KontorScope) scope = kontor_scope_new_all (query, NULL);
  g_autofree char *path = g_build_filename (kontor_test_dir (), "export.csv", NULL);
  GFile *file = g_file_new_for_path (path);

  *n_rows = world_await (kontor_export_products (w->engine, scope, file, NULL));
  return file;
}

/* What was exported is all as it is here, whatever it is. */
static void
test_round (void)
{
  World w;

  world_begin (&w, 0);
  for (guint32 seed = 1; seed <= 3; seed++) {
    Filling filling = { kontor_account_get_id (w.account), g_rand_new_with_seed (seed) };
    g_autoptr (GFile) file = NULL;
    g_autoptr (KontorImport) import = NULL;
    gint64 n_rows;

    world_await (kontor_db_write (kontor_engine_get_db (w.engine), KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_NORMAL, fill_func,
                                  g_memdup2 (&filling, sizeof filling), g_free));
    file = export_all (&w, &n_rows);
    g_assert_cmpint (n_rows, >, N_ODD);
    import = open_file (&w, file);
    g_assert_cmpint (kontor_import_get_layout (import)->dialect, ==, KONTOR_CSV_OWN);
    assert_counts (import, 0, 0, (guint) n_rows, 0);
    g_rand_free (filling.rand);
  }
  world_end (&w);
}

/* The SKUs of two variants whose stock is managed. */
static void
find_skus (World *w, char *skus[2])
{
  g_autoptr (KontorRecord) first = NULL, second = NULL;
  const char *which = " FROM variant v JOIN product p ON p.id = v.product_id WHERE v.manage_stock "
                      "AND v.sku IS NOT NULL AND v.sale_price IS NULL";
  g_autofree char *min = g_strconcat ("SELECT min (v.id)", which, NULL), *max = g_strconcat ("SELECT max (v.id)", which, NULL);

  first = world_load (w, KONTOR_ENTITY_VARIANT, world_ask (w, min));
  second = world_load (w, KONTOR_ENTITY_VARIANT, world_ask (w, max));
  skus[0] = g_strdup (kontor_record_get_text (first, KONTOR_VARIANT_SKU));
  skus[1] = g_strdup (kontor_record_get_text (second, KONTOR_VARIANT_SKU));
}

static gint64
ask_sku (World *w, const char *column, const char *sku)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM variant WHERE sku = '%s'", column, sku);

  return world_ask (w, sql);
}

/* Sales between the look and the deed stay sold. */
static void
test_change (void)
{
  World w;
  char *skus[2];
  g_autofree char *text = NULL, *told = NULL;
  g_autoptr (KontorImport) import = NULL, again = NULL;
  g_autoptr (KontorRecord) shop = NULL;
  gint64 stock, in_shop = 0;

  world_begin (&w, 10);
  find_skus (&w, skus);
  stock = ask_sku (&w, "on_hand", skus[0]);
  text = g_strdup_printf ("SKU;Name;Price;Stock\r\n%s;New name;1.234,50;%d\r\n%s;;0,99;\r\n", skus[0], (int) stock + 5, skus[1]);
  import = open_table (&w, text);
  g_assert_cmpint (kontor_import_get_layout (import)->format.delimiter, ==, ';');
  g_assert_cmpint (kontor_import_get_layout (import)->format.decimal, ==, ',');
  assert_counts (import, 0, 2, 0, 0);
  told = tell (import, KONTOR_IMPORT_CHANGED);
  g_assert_nonnull (strstr (told, "New name"));
  g_assert_nonnull (strstr (told, "1234.50"));
  apply (&w, import);
  g_assert_cmpuint (world_count_problems (&w), ==, 0);
  shop = world_fetch (&w, KONTOR_ENTITY_VARIANT, ask_sku (&w, "id", skus[0]));
  g_assert_cmpint (kontor_record_get_amount (shop, KONTOR_VARIANT_PRICE), ==, 1234500000);
  for (guint i = 0; i < kontor_record_get_length (shop, KONTOR_VARIANT_LEVELS); i++)
    in_shop += kontor_record_get_int (kontor_record_get_member (shop, KONTOR_VARIANT_LEVELS, i), KONTOR_LEVEL_ON_HAND);
  g_assert_cmpint (in_shop, ==, stock + 5);
  again = open_table (&w, text);
  assert_counts (again, 0, 0, 2, 0);
  g_assert_cmpint (world_ask (&w, "SELECT count (DISTINCT action) FROM outbox"), ==, 1);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM bulk"), ==, 0);
  world_sync (&w);
  world_assert_as_shop (&w);
  g_free (skus[0]);
  g_free (skus[1]);
  world_end (&w);
}

#define NEW "Type,SKU,Parent,Name,Price,Stock,Categories,Tags,Options\n"              \
            "simple,N-1,,\"New, one\",9.50,,\"Fresh > Green, Fresh\",\"new,good\",\n" \
            "variable,N-2,,New two,,,Fresh > Green,,Size: S | M\n"                    \
            "variant,N-2-S,N-2,,5,,,,Size: S\n"                                       \
            "variant,N-2-M,N-2,,6,,,,Size: M\n"

/* With categories and tags that are missing, and nothing twice. */
static void
test_create (void)
{
  World w;
  g_autoptr (KontorImport) import = NULL, again = NULL;

  world_begin (&w, 0);
  import = open_table (&w, NEW);
  assert_counts (import, 4, 0, 0, 0);
  apply (&w, import);
  g_assert_cmpuint (world_count_problems (&w), ==, 0);
  world_sync (&w);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM product WHERE sku IN ('N-1', 'N-2') AND remote_id IS NOT NULL"), ==, 2);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM variant WHERE sku LIKE 'N-2-%' AND remote_id IS NOT NULL"), ==, 2);
  g_assert_cmpint (world_ask (&w, "SELECT price FROM variant WHERE sku = 'N-1'"), ==, 9500000);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM category WHERE name IN ('Fresh', 'Green') AND remote_id IS NOT NULL"), ==, 2);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM product_category c JOIN product p ON p.id = c.product_id WHERE p.sku = 'N-1'"), ==, 2);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM outbox WHERE state NOT IN ('acked', 'cancelled')"), ==, 0);
  again = open_table (&w, NEW);
  assert_counts (again, 0, 0, 4, 0);
  world_sweep (&w);
  world_assert_as_shop (&w);
  world_end (&w);
}

#define SHOPIFY "Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Tracker," \
                "Variant Inventory Qty,Variant Price,Variant Barcode,Image Src,Status\n"                                    \
                "shirt,Shirt,Color,Green,Size,S,SH-1,,0,25,365275101829,x,active\n"                                         \
                "shirt,,,Green,,M,SH-2,,0,25,463469551155,y,\n"                                                             \
                "shirt,,,Blue,,S,SH-3,shopify,4,25,,z,\n"                                                                   \
                "shirt,,,,,,,,,,,w,\n"

/* Options are named in the first row of a product alone. */
static void
test_shopify (void)
{
  World w;
  g_autoptr (KontorImport) import = NULL, again = NULL;

  world_begin (&w, 0);
  import = open_table (&w, SHOPIFY);
  assert_counts (import, 3, 0, 1, 0);
  apply (&w, import);
  g_assert_cmpuint (world_count_problems (&w), ==, 0);
  world_sync (&w);
  g_assert_cmpint (world_ask (&w, "SELECT variant_count FROM product WHERE handle = 'shirt'"), ==, 3);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM variant WHERE sku IN ('SH-1', 'SH-2') AND NOT manage_stock"), ==, 2);
  g_assert_cmpint (world_ask (&w, "SELECT on_hand FROM variant WHERE sku = 'SH-3' AND manage_stock"), ==, 4);
  again = open_table (&w, SHOPIFY);
  assert_counts (again, 0, 0, 4, 0);
  world_end (&w);
}

static void
assert_faulty (World *w, const char *text, const char *why)
{
  g_autoptr (KontorImport) import = open_table (w, text);
  g_autofree char *told = tell (import, KONTOR_IMPORT_FAULTY);

  g_assert_cmpuint (kontor_import_count (import, KONTOR_IMPORT_FAULTY), >, 0);
  if (strstr (told, why) == NULL)
    g_test_message ("%s", told);
  g_assert_nonnull (strstr (told, why));
}

static void
test_faults (void)
{
  World w;
  g_autofree char *several = NULL, *sale = NULL;
  g_autoptr (KontorRecord) product = NULL;
  char *skus[2];

  world_begin (&w, 0);
  find_skus (&w, skus);
  product = world_load (&w, KONTOR_ENTITY_PRODUCT, world_ask (&w, "SELECT min (id) FROM product WHERE variant_count > 1"));
  several = g_strdup_printf ("ID,Price\n%s,5\n", kontor_record_get_key (product));
  sale = g_strdup_printf ("SKU,Price,Sale price\n%s,5,5\n", skus[0]);
  assert_faulty (&w, several, "name one by its SKU");
  assert_faulty (&w, sale, "below the regular price");
  assert_faulty (&w, "SKU,Price\nnowhere,5\n", "needs a title");
  assert_faulty (&w, "SKU,Name,Price\nX-1,X,5\nX-1,X,5\n", "A row above");
  assert_faulty (&w, "Type,SKU,Parent,Options\nvariant,V-1,nothing,A: b\n", "neither here nor in a row above");
  assert_faulty (&w, "SKU,GTIN,Name\nX-1,123,X\n", "is no GTIN");
  assert_faulty (&w, "SKU,Price\nX-1,\"open\n", "quotation mark");
  g_free (skus[0]);
  g_free (skus[1]);
  world_end (&w);
}

/* Rows that cannot be imported are written down, and the others go on. */
static void
test_fault_file (void)
{
  World w;
  g_autoptr (KontorImport) import = NULL;
  g_autofree char *path = g_build_filename (kontor_test_dir (), "faults.csv", NULL), *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  world_begin (&w, 0);
  import = open_table (&w, "SKU,Name,Price\nF-1,Fine,5\nF-2,=evil(),cheap\n");
  assert_counts (import, 1, 0, 0, 1);
  world_await (kontor_import_save_faults (import, file));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\r\n3,'=evil(),Price,“cheap” is no amount.\r\n"));
  apply (&w, import);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM variant WHERE sku LIKE 'F-%'"), ==, 1);
  world_end (&w);
}

typedef struct {
  World *world;
  gint64 product_id;
  gint64 variant_id;
} HalfRow;

static KontorImportPlan *
make_half_plan (const HalfRow *self)
{
  KontorImportPlan *plan = g_new0 (KontorImportPlan, 1);

  plan->verdict = KONTOR_IMPORT_CHANGED;
  plan->changes = kontor_import_changes_new ();
  plan->product_id = self->product_id;
  plan->variant_id = self->variant_id;
  plan->product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  kontor_record_set_text (plan->product, KONTOR_PRODUCT_TITLE, "Half a row");
  plan->tags = g_strdupv ((char *[]) { (char *) "Made by half a row", NULL });
  plan->price = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  kontor_record_set_amount (plan->price, KONTOR_VARIANT_PRICE, -1);
  return plan;
}

static gboolean
half_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  HalfRow *self = data;
  KontorGesture gesture = { .platforms = kontor_engine_get_factories (self->world->engine) };
  g_autoptr (KontorIdSet) seen = kontor_id_set_new ();
  g_autoptr (KontorImportChecker) checker =
      kontor_import_checker_new (txn, gesture.platforms, kontor_account_get_id (self->world->account), seen, error);
  g_autoptr (KontorImportPlan) plan = make_half_plan (self);
  g_autoptr (GError) refusal = NULL;

  g_assert_nonnull (checker);
  g_assert_false (kontor_import_queue_plan (txn, checker, &gesture, NULL, plan, &refusal));
  g_assert_error (refusal, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_cmpint (kontor_import_terms_find (kontor_import_checker_get_tags (checker), "Made by half a row"), ==, 0);
  return TRUE;
}

/* Of a row whose price is refused the title is not changed either, and its tag not made. */
static void
test_half_row (void)
{
  World w;
  HalfRow row = { .world = &w };

  world_begin (&w, 0);
  row.variant_id = world_ask (&w, "SELECT min (id) FROM variant");
  row.product_id = world_ask (&w, "SELECT product_id FROM variant ORDER BY id LIMIT 1");
  world_await (kontor_db_write (kontor_engine_get_db (w.engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, half_func, &row, NULL));
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM outbox"), ==, 0);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM product WHERE title = 'Half a row'"), ==, 0);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM tag WHERE name = 'Made by half a row'"), ==, 0);
  world_end (&w);
}

static void
test_undo (void)
{
  World w;
  g_autoptr (KontorImport) import = NULL;
  gint64 action;

  world_begin (&w, 0);
  import = open_table (&w, NEW);
  action = world_await (kontor_import_apply (import));
  while (world_await (kontor_import_count_left (w.engine, action)) > 0)
    dex_await (dex_timeout_new_msec (5), NULL);
  world_await (kontor_engine_undo (w.engine, action));
  world_flush_after (&w, A_MINUTE);
  world_sync (&w);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM product WHERE sku IN ('N-1', 'N-2') AND ifnull (status, '') != 'trash'"), ==, 0);
  world_end (&w);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/import/round", test_round);
  world_add ("/engine/import/change", test_change);
  world_add ("/engine/import/create", test_create);
  world_add ("/engine/import/shopify", test_shopify);
  kontor_test_add ("/engine/import/faults", test_faults);
  kontor_test_add ("/engine/import/fault-file", test_fault_file);
  kontor_test_add ("/engine/import/half-row", test_half_row);
  kontor_test_add ("/engine/import/undo", test_undo);
  return kontor_test_run ();
}
