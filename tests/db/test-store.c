#include "kontor-store-fixture.h"
#include "kontor-test.h"

/* Computed by the store itself, so that what one saves is not what one gets. */
static gboolean
is_own_field (KontorEntity entity, guint field)
{
  const KontorField *info = &kontor_entity_get_record_type (entity)->fields[field];
  static const char *const sums[] = { "variant_count", "price_min", "price_max", "available", "stock_state",
                                      "order_count", "spent", "last_order_at", NULL };

  return (entity == KONTOR_ENTITY_ORDER && field == KONTOR_ORDER_PLACED_DAY) ||
         (entity != KONTOR_ENTITY_VARIANT && g_strv_contains (sums, info->name));
}

static void
assert_same (KontorEntity entity, const KontorRecord *a, const KontorRecord *b)
{
  const KontorRecordType *type = kontor_entity_get_record_type (entity);

  g_assert_cmpint (kontor_record_get_account (a), ==, kontor_record_get_account (b));
  g_assert_cmpstr (kontor_record_get_key (a), ==, kontor_record_get_key (b));
  g_assert_cmpstr (kontor_record_get_revision (a), ==, kontor_record_get_revision (b));
  for (guint i = 0; i < type->n_fields; i++) {
    if (is_own_field (entity, i) || kontor_record_equal_field (a, b, i))
      continue;
    if (entity == KONTOR_ENTITY_ORDER && i == KONTOR_ORDER_ARCHIVED && kontor_record_is_null (a, i))
      continue;
    g_error ("%s.%s: %s became %s", type->name, type->fields[i].name, kontor_record_to_json (a),
             kontor_record_to_json (b));
  }
}

static gboolean
round_trip (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < 160; i++) {
    KontorEntity entity = i % KONTOR_N_ENTITIES;
    g_autoptr (KontorRecord) record = store_random_record (rand, entity);
    g_autofree char *key = g_strdup_printf ("remote-%u", i);
    g_autoptr (KontorRecord) loaded = NULL;

    kontor_record_set_key (record, i % 3 > 0 ? key : NULL);
    kontor_record_set_revision (record, i % 2 > 0 ? "7" : NULL);
    loaded = store_load (txn, entity, store_save (txn, record));
    assert_same (entity, record, loaded);
  }
  return TRUE;
}

static void
test_round_trip (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, round_trip, NULL);
  store_close (db);
}

/* Replaces an object again and again by another one, of which some fields are not known. */
static gboolean
rewrite (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (12);

  for (guint i = 0; i < 160; i++) {
    KontorEntity entity = i % KONTOR_N_ENTITIES;
    const KontorRecordType *type = kontor_entity_get_record_type (entity);
    g_autofree char *key = g_strdup_printf ("remote-%u", i % 16);
    g_autoptr (KontorRecord) record = store_random_record (rand, entity);
    g_autoptr (KontorRecord) expected = NULL, loaded = NULL;
    gint64 id;

    kontor_record_set_account (record, 1);
    kontor_record_set_key (record, key);
    kontor_record_set_revision (record, "1");
    for (guint j = 0; j < type->n_fields && i >= 16; j++)
      if (g_rand_int_range (rand, 0, 3) == 0)
        kontor_record_unset (record, j);
    g_assert_true (kontor_store_find (txn, entity, 1, key, &id, error));
    expected = id != 0 ? store_load (txn, entity, id) : kontor_record_copy (record);
    kontor_record_overlay (expected, record);
    loaded = store_load (txn, entity, store_save (txn, record));
    assert_same (entity, expected, loaded);
  }
  return TRUE;
}

static void
test_rewrite (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, rewrite, NULL);
  store_close (db);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/db/store/round-trip", test_round_trip);
  kontor_test_add ("/db/store/rewrite", test_rewrite);
  return kontor_test_run ();
}
