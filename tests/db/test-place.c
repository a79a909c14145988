#include "kontor-store-fixture.h"
#include "kontor-store-part.h"
#include "kontor-store-place.h"
#include "kontor-test.h"

#define N_ROWS 60

static void
fill_round (KontorTxn *txn, GRand *rand, guint round)
{
  for (guint i = 0; i < N_ROWS; i++) {
    g_autoptr (KontorRecord) order = store_random_record (rand, KONTOR_ENTITY_ORDER);
    g_autofree char *key = g_strdup_printf ("o%u.%u", round, i);

    kontor_record_set_key (order, key);
    if (g_rand_boolean (rand))
      kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, g_rand_int_range (rand, 0, 5));
    store_save (txn, order);
  }
}

static gboolean
fill (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  fill_round (txn, data, 0);
  return TRUE;
}

/* Each row of the list, taken out of it, is found to belong where it was. */
static gboolean
check_places (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  KontorQuery *query = data;
  g_autoptr (GArray) ids = kontor_store_query_ids (txn, query, error);

  g_assert_nonnull (ids);
  g_assert_cmpuint (ids->len, ==, N_ROWS);
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    guint place;

    g_array_remove_index (ids, i);
    g_assert_true (
        kontor_store_query_place (txn, query, (const gint64 *) (gpointer) ids->data, ids->len, id, &place, error));
    g_assert_cmpuint (place, ==, i);
    g_array_insert_val (ids, i, id);
  }
  return TRUE;
}

static void
test_place (void)
{
  g_autoptr (KontorDb) db = store_open ();
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  const char *const *sorts = kontor_query_list_sorts (KONTOR_ENTITY_ORDER);

  store_write (db, fill, rand);
  for (guint i = 0; sorts[i] != NULL; i++) {
    g_autofree char *down = g_strconcat ("-", sorts[i], NULL);
    g_autoptr (KontorQuery) rising = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, sorts[i], NULL);
    g_autoptr (KontorQuery) falling = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, down, NULL);

    store_read (db, check_places, rising);
    store_read (db, check_places, falling);
  }
  store_close (db);
}

/* As many rows as are read before the clock is looked at, and more, of which many are alike in what they are sorted by. */
static gboolean
fill_much (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  for (guint i = 0; i < 5; i++)
    fill_round (txn, data, i);
  return TRUE;
}

/* Read in parts, each in no time, it is the same list. */
static gboolean
check_parts (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  KontorQuery *query = data;
  g_autoptr (GArray) whole = kontor_store_query_ids (txn, query, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  KontorStoreMark mark = { 0 };
  gboolean more = TRUE;
  guint n_parts = 0;

  for (; more; n_parts++)
    g_assert_true (kontor_store_query_part (txn, query, &mark, 0, ids, &more, error));
  g_assert_cmpuint (n_parts, >=, 2);
  g_assert_cmpmem (ids->data, ids->len * sizeof (gint64), whole->data, whole->len * sizeof (gint64));
  kontor_store_mark_clear (&mark);
  return TRUE;
}

static void
test_parts (void)
{
  g_autoptr (KontorDb) db = store_open ();
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  const char *const *sorts = kontor_query_list_sorts (KONTOR_ENTITY_ORDER);

  store_write (db, fill_much, rand);
  for (guint i = 0; sorts[i] != NULL; i++) {
    g_autofree char *down = g_strconcat ("-", sorts[i], NULL);
    g_autoptr (KontorQuery) rising = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, sorts[i], NULL);
    g_autoptr (KontorQuery) falling = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, down, NULL);

    store_read (db, check_parts, rising);
    store_read (db, check_parts, falling);
  }
  store_close (db);
}

static gboolean
place_in_nothing (KontorTxn *txn, gpointer query, GValue *result, GError **error)
{
  guint place = 7;

  g_assert_true (kontor_store_query_place (txn, query, NULL, 0, 1, &place, error));
  g_assert_cmpuint (place, ==, 0);
  return TRUE;
}

static void
test_empty (void)
{
  g_autoptr (KontorDb) db = store_open ();
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, NULL, NULL);

  store_read (db, place_in_nothing, query);
  store_close (db);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/db/place/every-sort", test_place);
  kontor_test_add ("/db/place/parts", test_parts);
  kontor_test_add ("/db/place/empty", test_empty);
  return kontor_test_run ();
}
