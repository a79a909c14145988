#include "kontor-store-fixture.h"
#include "kontor-store-name.h"
#include "kontor-test.h"

static const struct {
  KontorEntity entity;
  const char *key;
  guint field;
  const char *name;
} rows[] = {
  { KONTOR_ENTITY_ORDER, "o1", KONTOR_ORDER_NUMBER, "1007" },
  { KONTOR_ENTITY_ORDER, "o2", KONTOR_ORDER_NUMBER, "01007" },
  { KONTOR_ENTITY_PRODUCT, "p1", KONTOR_PRODUCT_SKU, "TEA-01" },
  { KONTOR_ENTITY_PRODUCT, "p2", KONTOR_PRODUCT_SKU, "tea-01" },
  { KONTOR_ENTITY_PRODUCT, "p3", KONTOR_PRODUCT_HANDLE, "green-tea" },
  { KONTOR_ENTITY_PRODUCT, "p4", KONTOR_PRODUCT_TITLE, "Grüner Tee" },
  { KONTOR_ENTITY_PRODUCT, "p5", KONTOR_PRODUCT_TITLE, "gruner tee" },
  { KONTOR_ENTITY_VARIANT, "v1", KONTOR_VARIANT_SKU, "TEA-01-S" },
  { KONTOR_ENTITY_VARIANT, "v2", KONTOR_VARIANT_GTIN, "4006381333931" },
  { KONTOR_ENTITY_VARIANT, "v3", KONTOR_VARIANT_SKU, "twice" },
  { KONTOR_ENTITY_VARIANT, "v4", KONTOR_VARIANT_GTIN, "twice" },
  { KONTOR_ENTITY_CUSTOMER, "c1", KONTOR_CUSTOMER_EMAIL, "ana@example.org" },
  { KONTOR_ENTITY_CUSTOMER, "c2", KONTOR_CUSTOMER_NAME, "Ana Müller" },
  { KONTOR_ENTITY_DISCOUNT, "d1", KONTOR_DISCOUNT_CODE, "SPRING" },
  { KONTOR_ENTITY_CATEGORY, "k1", KONTOR_CATEGORY_NAME, "Tea" },
};

/* NULL as a @key: there is none; "" : there are several. */
static const struct {
  KontorEntity entity;
  gint64 account_id;
  const char *name;
  const char *key;
} cases[] = {
  { KONTOR_ENTITY_ORDER, 0, "1007", "o1" },
  { KONTOR_ENTITY_ORDER, 0, "01007", "o2" },
  { KONTOR_ENTITY_ORDER, 0, "1008", NULL },
  { KONTOR_ENTITY_PRODUCT, 0, "tea-01", "p2" },
  { KONTOR_ENTITY_PRODUCT, 1, "green-tea", "p3" },
  { KONTOR_ENTITY_PRODUCT, 2, "green-tea", NULL },
  { KONTOR_ENTITY_PRODUCT, 0, "Grüner Tee", "p4" },
  { KONTOR_ENTITY_VARIANT, 0, "TEA-01-S", "v1" },
  { KONTOR_ENTITY_VARIANT, 0, "4006381333931", "v2" },
  { KONTOR_ENTITY_VARIANT, 0, "twice", "" },
  { KONTOR_ENTITY_VARIANT, 0, "id:seven", NULL },
  { KONTOR_ENTITY_VARIANT, 0, "remote:v4", "v4" },
  { KONTOR_ENTITY_VARIANT, 1, "remote:v4", "v4" },
  { KONTOR_ENTITY_VARIANT, 2, "remote:v4", NULL },
  { KONTOR_ENTITY_CUSTOMER, 0, "Ana@Example.org", "c1" },
  { KONTOR_ENTITY_CUSTOMER, 0, "Ana Müller", "c2" },
  { KONTOR_ENTITY_DISCOUNT, 0, "spring", "d1" },
  { KONTOR_ENTITY_CATEGORY, 0, "Tea", "k1" },
};

static gboolean
fill (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (KontorRecord) record = store_new_record (rows[i].entity, rows[i].key);

    kontor_record_set_text (record, rows[i].field, rows[i].name);
    store_save (txn, record);
  }
  return TRUE;
}

static void
check_found (KontorTxn *txn, KontorEntity entity, gint64 account_id, const char *name, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = kontor_store_find_named (txn, entity, account_id, name, &error);
  g_autoptr (KontorRecord) record = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (ids->len, ==, key == NULL ? 0 : key[0] == '\0' ? 2
                                                                   : 1);
  if (ids->len != 1)
    return;
  record = kontor_store_load (txn, entity, g_array_index (ids, gint64, 0), KONTOR_LOAD_ROW, NULL);
  g_assert_cmpstr (kontor_record_get_key (record), ==, key);
}

static gboolean
check_names (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autofree char *id = g_strdup_printf ("id:%" G_GINT64_FORMAT, store_ask (txn, "SELECT id FROM variant WHERE sku = 'twice'"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_found (txn, cases[i].entity, cases[i].account_id, cases[i].name, cases[i].key);
  check_found (txn, KONTOR_ENTITY_VARIANT, 0, id, "v3");
  return TRUE;
}

static void
test_names (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, fill, NULL);
  store_read (db, check_names, NULL);
  store_close (db);
}

static void
check_plan (KontorTxn *txn, KontorEntity entity, const char *name)
{
  g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", kontor_store_get_name_sql (entity, name), NULL);
  KontorStmt *stmt = kontor_txn_prepare (txn, g_intern_string (sql), NULL);

  g_assert_nonnull (stmt);
  while (kontor_stmt_step (stmt, NULL) == KONTOR_STEP_ROW) {
    const char *detail = kontor_stmt_get_text (stmt, 3);

    /* There are few accounts. */
    if (g_str_has_prefix (detail, "SCAN ") && !g_str_has_prefix (detail, "SCAN account"))
      g_error ("%s: %s", sql, detail);
  }
}

/* Nothing is looked for in a whole table that can be large. */
static gboolean
check_plans (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  static const KontorEntity large[] = { KONTOR_ENTITY_PRODUCT, KONTOR_ENTITY_VARIANT, KONTOR_ENTITY_CUSTOMER,
                                        KONTOR_ENTITY_DISCOUNT, KONTOR_ENTITY_ORDER };

  for (guint i = 0; i < G_N_ELEMENTS (large); i++)
    check_plan (txn, large[i], "name");
  for (KontorEntity entity = 0; entity < KONTOR_N_ENTITIES; entity++) {
    check_plan (txn, entity, "id:1");
    check_plan (txn, entity, "remote:1");
  }
  return TRUE;
}

static void
test_plans (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_read (db, check_plans, NULL);
  store_close (db);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/db/name/found", test_names);
  kontor_test_add ("/db/name/plans", test_plans);
  return kontor_test_run ();
}
