#include "kontor-generator.h"

#include "kontor-store-fixture.h"
#include "kontor-test.h"

#define N_ORDERS 40
#define N_PRODUCTS 7
#define NEWEST G_GINT64_CONSTANT (1760000000000)

typedef KontorRecord *(*MakeFunc) (KontorGenerator *self, guint index);

static const MakeFunc makers[] = { kontor_generator_make_product, kontor_generator_make_variant,
                                   kontor_generator_make_customer, kontor_generator_make_order };

static char *
describe (KontorGenerator *generator, MakeFunc make, guint index)
{
  g_autoptr (KontorRecord) record = make (generator, index);

  return kontor_record_to_json (record);
}

static void
test_repeats (void)
{
  g_autoptr (KontorGenerator) one = kontor_generator_new (7, N_ORDERS, N_PRODUCTS, NEWEST);
  g_autoptr (KontorGenerator) same = kontor_generator_new (7, N_ORDERS, N_PRODUCTS, NEWEST);
  g_autoptr (KontorGenerator) other = kontor_generator_new (8, N_ORDERS, N_PRODUCTS, NEWEST);
  guint n_different = 0;

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    for (guint j = 0; j < N_PRODUCTS; j++) {
      g_autofree char *expected = describe (one, makers[i], j);
      g_autofree char *again = describe (same, makers[i], j);
      g_autofree char *different = describe (other, makers[i], j);

      g_assert_cmpstr (again, ==, expected);
      n_different += !g_str_equal (different, expected);
    }
  g_assert_cmpuint (n_different, >, G_N_ELEMENTS (makers) * N_PRODUCTS / 2);
}

static void
test_distinct (void)
{
  g_autoptr (KontorGenerator) generator = kontor_generator_new (7, N_ORDERS, N_PRODUCTS, NEWEST);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 before = G_MAXINT64;

  for (guint i = 0; i < N_ORDERS; i++) {
    g_autoptr (KontorRecord) order = kontor_generator_make_order (generator, i);

    g_assert_true (g_hash_table_add (keys, g_strdup (kontor_record_get_key (order))));
    g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_LINES), >, 0);
    g_assert_cmpint (kontor_record_get_int (order, KONTOR_ORDER_PLACED_AT), <, before);
    before = kontor_record_get_int (order, KONTOR_ORDER_PLACED_AT);
  }
}

static gboolean
save_shop (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  KontorGenerator *generator = data;
  const guint counts[] = { N_PRODUCTS, N_PRODUCTS, kontor_generator_get_n_customers (generator), N_ORDERS };

  for (guint i = 0; i < G_N_ELEMENTS (makers); i++)
    for (guint j = 0; j < counts[i]; j++) {
      g_autoptr (KontorRecord) record = makers[i](generator, j);

      kontor_record_set_account (record, 1);
      if (!kontor_store_save (txn, record, NULL, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
count_loose_ends (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 n_orders, n_loose;

  if (!kontor_txn_query_int (txn, &n_orders, 0, error, "SELECT count (*) FROM \"order\" WHERE customer_id IS NOT NULL",
                             NULL) ||
      !kontor_txn_query_int (txn, &n_loose, 0, error,
                             "SELECT count (*) FROM order_line WHERE product_id IS NULL OR variant_id IS NULL", NULL))
    return FALSE;
  g_assert_cmpint (n_orders, ==, N_ORDERS);
  g_assert_cmpint (n_loose, ==, 0);
  return TRUE;
}

static void
test_save (void)
{
  g_autoptr (KontorGenerator) generator = kontor_generator_new (7, N_ORDERS, N_PRODUCTS, NEWEST);
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, save_shop, generator);
  store_read (db, count_loose_ends, NULL);
  store_close (db);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/engine/generator/repeats", test_repeats);
  kontor_test_add_plain ("/engine/generator/distinct", test_distinct);
  kontor_test_add ("/engine/generator/save", test_save);
  return kontor_test_run ();
}
