#include "kontor-store-fixture.h"
#include "kontor-test.h"

/* What one commit noted: "order:1" … by entity and id, with + ~ - for the kind, in order of entity and id. */
typedef struct {
  KontorDb *db;
  guint listener;
  GString *heard;
} Ear;

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const KontorChange *x = a, *y = b;

  if (x->entity != y->entity)
    return (int) x->entity - (int) y->entity;
  return (x->id > y->id) - (x->id < y->id);
}

static void
hear (KontorChanges *changes, gpointer data)
{
  static const char kinds[] = {
    [KONTOR_CHANGE_ADDED] = '+', [KONTOR_CHANGE_CHANGED] = '~', [KONTOR_CHANGE_REMOVED] = '-'
  };
  g_autofree KontorChange *sorted = g_memdup2 (changes->changes, changes->n_changes * sizeof (KontorChange));
  Ear *ear = data;

  g_string_truncate (ear->heard, 0);
  if (sorted == NULL)
    return;
  qsort (sorted, changes->n_changes, sizeof (KontorChange), compare_changes);
  for (guint i = 0; i < changes->n_changes; i++)
    g_string_append_printf (ear->heard, "%s%c%s", i > 0 ? " " : "", kinds[sorted[i].kind],
                            kontor_entity_get_nick (sorted[i].entity));
}

static Ear *
ear_new (KontorDb *db)
{
  Ear *ear = g_new0 (Ear, 1);

  ear->db = db;
  ear->heard = g_string_new (NULL);
  ear->listener = kontor_db_listen (db, hear, ear);
  return ear;
}

static void
ear_free (Ear *ear)
{
  kontor_db_unlisten (ear->db, ear->listener);
  g_string_free (ear->heard, TRUE);
  g_free (ear);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ear, ear_free)

/* Writes and says what was noted. */
static void
write_and_hear (Ear *ear, KontorDbFunc func, gpointer data, const char *expected)
{
  g_string_truncate (ear->heard, 0);
  store_write (ear->db, func, data);
  g_assert_cmpstr (ear->heard->str, ==, expected);
}

static gboolean
save_one (KontorTxn *txn, gpointer record, GValue *result, GError **error)
{
  return kontor_store_save (txn, record, NULL, error);
}

/* The same again changes nothing, and so is not noted; nor is a new revision. */
static void
test_unchanged (void)
{
  g_autoptr (KontorDb) db = store_open ();
  g_autoptr (Ear) ear = ear_new (db);
  g_autoptr (GRand) rand = g_rand_new_with_seed (41);

  for (KontorEntity entity = 0; entity < KONTOR_N_ENTITIES; entity++) {
    g_autoptr (KontorRecord) record = store_random_record (rand, entity);
    g_autoptr (KontorRecord) again = NULL;

    kontor_record_set_key (record, "x");
    kontor_record_set_account (record, 1);
    kontor_record_set_revision (record, "1");
    store_write (db, save_one, record);
    write_and_hear (ear, save_one, record, "");
    again = kontor_record_copy (record);
    kontor_record_set_revision (again, "2");
    write_and_hear (ear, save_one, again, "");
  }
  store_close (db);
}

static gint64
count_writes (KontorTxn *txn)
{
  return store_ask (txn, "SELECT total_changes ()");
}

static gboolean
save_twice (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);

  for (guint i = 0; i < 40; i++) {
    KontorEntity entity = i % KONTOR_N_ENTITIES;
    g_autoptr (KontorRecord) record = store_random_record (rand, entity), loaded = NULL;
    gint64 id = store_save (txn, record), before = count_writes (txn);

    loaded = store_load (txn, entity, id);
    store_save (txn, loaded);
    g_assert_cmpint (count_writes (txn), ==, before);
  }
  return TRUE;
}

static void
test_no_write (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, save_twice, NULL);
  store_close (db);
}

static KontorRecord *
make_order (const char *key, const char *customer, gint64 total, const char *lifecycle)
{
  KontorRecord *order = store_new_record (KONTOR_ENTITY_ORDER, key);

  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, G_GINT64_CONSTANT (1700000000000));
  kontor_record_set_ref (order, KONTOR_ORDER_CUSTOMER, 0, customer);
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, total);
  kontor_record_set_text (order, KONTOR_ORDER_CURRENCY, "EUR");
  kontor_record_set_text (order, KONTOR_ORDER_LIFECYCLE, lifecycle);
  return order;
}

static void
save_order (Ear *ear, const char *key, const char *customer, gint64 total, const char *lifecycle, const char *expected)
{
  g_autoptr (KontorRecord) order = make_order (key, customer, total, lifecycle);

  write_and_hear (ear, save_one, order, expected);
}

static void
save_named (Ear *ear, KontorEntity entity, const char *key, const char *expected)
{
  g_autoptr (KontorRecord) record = store_new_record (entity, key);

  write_and_hear (ear, save_one, record, expected);
}

static gboolean
check_sql (KontorTxn *txn, gpointer sql, GValue *result, GError **error)
{
  if (store_ask (txn, sql) != 1)
    g_error ("Not so: %s", (const char *) sql);
  return TRUE;
}

static void
expect (KontorDb *db, const char *condition)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s", condition);

  store_read (db, check_sql, sql);
}

static gboolean
remove_object (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const char *const *what = data;
  KontorEntity entity;
  gint64 id;

  g_assert_true (kontor_entity_from_nick (what[0], &entity));
  g_assert_true (kontor_store_find (txn, entity, 1, what[1], &id, error));
  g_assert_cmpint (id, !=, 0);
  return kontor_store_remove (txn, entity, id, error);
}

static void
remove_named (Ear *ear, const char *nick, const char *key, const char *expected)
{
  const char *const what[] = { nick, key };

  write_and_hear (ear, remove_object, (gpointer) what, expected);
}

#define CUSTOMER(field) "(SELECT " field " FROM customer WHERE remote_id = 'c')"

static void
test_customer_sums (void)
{
  g_autoptr (KontorDb) db = store_open ();
  g_autoptr (Ear) ear = ear_new (db);

  save_order (ear, "1", "c", 1000, "open", "+order");
  save_named (ear, KONTOR_ENTITY_CUSTOMER, "c", "+customer ~order");
  expect (db, CUSTOMER ("order_count = 1 AND spent = 1000 AND last_order_at = 1700000000000"));
  save_order (ear, "2", "c", 500, "open", "~customer +order");
  expect (db, CUSTOMER ("order_count = 2 AND spent = 1500"));
  save_order (ear, "3", "c", 70, "draft", "+order");
  save_order (ear, "2", "c", 600, "open", "~customer ~order");
  expect (db, CUSTOMER ("order_count = 2 AND spent = 1600"));
  save_order (ear, "2", "c", 600, "cancelled", "~customer ~order");
  save_order (ear, "1", "other", 1000, "open", "~customer ~order");
  expect (db, CUSTOMER ("order_count = 0 AND spent = 0 AND last_order_at IS NULL"));
  save_order (ear, "1", "c", 1000, "open", "~customer ~order");
  remove_named (ear, "order", "1", "~customer -order");
  expect (db, CUSTOMER ("order_count = 0"));
  remove_named (ear, "customer", "c", "-customer ~order ~order");
  expect (db, "(SELECT count (*) FROM \"order\" WHERE customer_id IS NULL AND customer_remote = 'c') = 2");
  store_close (db);
}

/* What somebody spent is of one currency, theirs where the shop says which, else that of their last order. */
static void
test_customer_currencies (void)
{
  g_autoptr (KontorDb) db = store_open ();
  g_autoptr (Ear) ear = ear_new (db);
  g_autoptr (KontorRecord) customer = store_new_record (KONTOR_ENTITY_CUSTOMER, "c");
  g_autoptr (KontorRecord) francs = make_order ("2", "c", 500, "open");

  kontor_record_set_text (francs, KONTOR_ORDER_CURRENCY, "CHF");
  kontor_record_set_int (francs, KONTOR_ORDER_PLACED_AT, G_GINT64_CONSTANT (1700000001000));
  save_order (ear, "1", "c", 1000, "open", "+order");
  write_and_hear (ear, save_one, francs, "+order");
  write_and_hear (ear, save_one, customer, "+customer ~order ~order");
  expect (db, CUSTOMER ("order_count = 2 AND spent = 500"));
  kontor_record_set_text (customer, KONTOR_CUSTOMER_CURRENCY, "EUR");
  write_and_hear (ear, save_one, customer, "~customer");
  save_order (ear, "3", "c", 70, "open", "~customer +order");
  expect (db, CUSTOMER ("order_count = 3 AND spent = 1070"));
  store_close (db);
}

static KontorRecord *
make_variant (const char *key, gint64 price, gint64 available)
{
  KontorRecord *variant = store_new_record (KONTOR_ENTITY_VARIANT, key);

  kontor_record_set_ref (variant, KONTOR_VARIANT_PRODUCT, 0, "p");
  kontor_record_set_amount (variant, KONTOR_VARIANT_PRICE, price);
  if (available >= 0) {
    kontor_record_set_bool (variant, KONTOR_VARIANT_MANAGE_STOCK, TRUE);
    kontor_record_set_int (variant, KONTOR_VARIANT_AVAILABLE, available);
    kontor_record_set_int (variant, KONTOR_VARIANT_LOW_STOCK, 2);
  }
  return variant;
}

static void
save_variant (Ear *ear, const char *key, gint64 price, gint64 available, const char *expected)
{
  g_autoptr (KontorRecord) variant = make_variant (key, price, available);

  write_and_hear (ear, save_one, variant, expected);
}

#define PRODUCT(field) "(SELECT " field " FROM product WHERE remote_id = 'p')"

static void
test_product_sums (void)
{
  g_autoptr (KontorDb) db = store_open ();
  g_autoptr (Ear) ear = ear_new (db);

  save_variant (ear, "v1", 1000, -1, "+variant");
  save_named (ear, KONTOR_ENTITY_PRODUCT, "p", "+product ~variant");
  expect (db, PRODUCT ("variant_count = 1 AND price_min = 1000 AND available IS NULL AND stock_state = 'untracked'"));
  save_variant (ear, "v2", 3000, 5, "~product +variant");
  expect (db, PRODUCT ("variant_count = 2 AND price_max = 3000 AND available = 5 AND stock_state = 'in'"));
  save_variant (ear, "v2", 3000, 2, "~product ~variant");
  expect (db, PRODUCT ("available = 2 AND stock_state = 'low'"));
  save_variant (ear, "v1", 1000, 0, "~variant");
  save_variant (ear, "v2", 3000, 0, "~product ~variant");
  expect (db, PRODUCT ("stock_state = 'out'"));
  remove_named (ear, "variant", "v1", "~product -variant");
  expect (db, PRODUCT ("variant_count = 1 AND price_min = 3000"));
  remove_named (ear, "product", "p", "-product -variant");
  expect (db, "(SELECT count (*) FROM variant) = 0");
  store_close (db);
}

static gboolean
add_line (KontorTxn *txn, gpointer key, GValue *result, GError **error)
{
  g_autoptr (KontorRecord) order = store_new_record (KONTOR_ENTITY_ORDER, key);
  KontorRecord *line = store_new_member (order, KONTOR_ORDER_LINES, "1");

  kontor_record_set_ref (line, KONTOR_LINE_PRODUCT, 0, "p");
  kontor_record_set_ref (line, KONTOR_LINE_VARIANT, 99, "v");
  store_save (txn, order);
  return TRUE;
}

static void
save_foreign (Ear *ear, KontorEntity entity, const char *key)
{
  g_autoptr (KontorRecord) record = store_new_record (entity, key);

  kontor_record_set_account (record, 2);
  store_write (ear->db, save_one, record);
}

/* The object before or after what refers to it; ids of another shop mean nothing. */
static void
test_references (void)
{
  g_autoptr (KontorDb) db = store_open ();
  g_autoptr (Ear) ear = ear_new (db);

  save_foreign (ear, KONTOR_ENTITY_PRODUCT, "p");
  write_and_hear (ear, add_line, (gpointer) "o1", "+order");
  expect (db, "(SELECT product_id IS NULL AND variant_id IS NULL FROM order_line)");
  save_named (ear, KONTOR_ENTITY_PRODUCT, "p", "+product ~order");
  save_named (ear, KONTOR_ENTITY_VARIANT, "v", "+variant ~order");
  write_and_hear (ear, add_line, (gpointer) "o2", "+order");
  expect (
      db,
      "(SELECT count (*) FROM order_line l JOIN product p ON p.id = l.product_id JOIN variant v ON v.id = l.variant_id"
      " WHERE p.account_id = 1 AND v.account_id = 1) = 2");
  remove_named (ear, "product", "p", "-product ~order ~order");
  write_and_hear (ear, add_line, (gpointer) "o1", "");
  save_named (ear, KONTOR_ENTITY_PRODUCT, "p", "+product ~order ~order");
  store_close (db);
}

static gboolean
make_here (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (KontorRecord) product = store_new_record (KONTOR_ENTITY_PRODUCT, NULL);
  g_autoptr (KontorRecord) variant = store_new_record (KONTOR_ENTITY_VARIANT, NULL);
  g_autoptr (KontorRecord) lost = store_new_record (KONTOR_ENTITY_VARIANT, NULL);
  gint64 id = store_save (txn, product);

  kontor_record_set_ref (variant, KONTOR_VARIANT_PRODUCT, id, NULL);
  kontor_record_set_ref (lost, KONTOR_VARIANT_PRODUCT, 12345, NULL);
  store_save (txn, variant);
  store_save (txn, lost);
  g_assert_cmpint (store_ask (txn, "SELECT count (*) FROM variant WHERE product_id IS NOT NULL"), ==, 1);

  kontor_record_set_id (product, id);
  kontor_record_set_key (product, "p7");
  store_save (txn, product);
  g_assert_cmpint (store_ask (txn, "SELECT count (*) FROM variant WHERE product_remote = 'p7'"), ==, 1);
  kontor_record_set_id (product, 54321);
  g_assert_false (kontor_store_save (txn, product, NULL, error));
  g_clear_error (error);
  return TRUE;
}

static void
test_made_here (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, make_here, NULL);
  store_close (db);
}

static gint64
add_placed (KontorTxn *txn, gint64 placed_at)
{
  g_autoptr (KontorRecord) order = store_new_record (KONTOR_ENTITY_ORDER, NULL);

  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, placed_at);
  return store_save (txn, order);
}

static gboolean
check_order_ids (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const gint64 second = G_GINT64_CONSTANT (1700000000);
  gint64 last = 0;

  for (guint i = 0; i < 300; i++) {
    gint64 id = add_placed (txn, second * 1000 + i % 1000);

    g_assert_cmpint (id, ==, second << 20 | i);
    last = MAX (last, id);
  }
  g_assert_cmpint (add_placed (txn, (second + 1) * 1000), >, last);
  g_assert_cmpint (add_placed (txn, (second - 1) * 1000), <, second << 20);
  g_assert_cmpint (add_placed (txn, 0), >, 0);
  g_assert_cmpint (add_placed (txn, -5), >, 0);
  g_assert_cmpint (add_placed (txn, G_MAXINT64), >, last);
  store_do (txn, "UPDATE \"order\" SET id = (1700000001 << 20) + 1048575 WHERE id = 1700000001 << 20");
  return TRUE;
}

static gboolean
fill_second (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (KontorRecord) order = store_new_record (KONTOR_ENTITY_ORDER, NULL);

  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, G_GINT64_CONSTANT (1700000001000));
  g_assert_false (kontor_store_save (txn, order, NULL, error));
  g_clear_error (error);
  return TRUE;
}

static void
test_order_ids (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, check_order_ids, NULL);
  store_write (db, fill_second, NULL);
  store_close (db);
}

static gboolean
check_days (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  /* 2023-11-14, 23:30 in UTC: the next day in Berlin and in Auckland. */
  const gint64 instant = G_GINT64_CONSTANT (1700004600000);
  g_autoptr (KontorRecord) order = store_new_record (KONTOR_ENTITY_ORDER, "d");

  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, instant);
  kontor_record_set_int (order, KONTOR_ORDER_PLACED_DAY, 1);
  store_save (txn, order);
  g_assert_cmpint (store_ask (txn, "SELECT placed_day FROM \"order\""), ==, instant / 86400000 + 1);
  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, instant - 3600000);
  store_save (txn, order);
  g_assert_cmpint (store_ask (txn, "SELECT placed_day FROM \"order\""), ==, instant / 86400000);
  return TRUE;
}

static void
test_days (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, check_days, NULL);
  store_close (db);
}

/* Garbage: members without keys, or twice the same. */
static gboolean
save_garbage (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (KontorRecord) order = store_new_record (KONTOR_ENTITY_ORDER, "g"), loaded = NULL;

  kontor_record_set_text (store_new_member (order, KONTOR_ORDER_NOTES, "n"), KONTOR_NOTE_TEXT, "first");
  kontor_record_set_text (store_new_member (order, KONTOR_ORDER_NOTES, "n"), KONTOR_NOTE_TEXT, "second");
  store_new_member (order, KONTOR_ORDER_NOTES, NULL);
  kontor_record_set_text (order, KONTOR_ORDER_STATUS, "never-heard-of");
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, G_MAXINT64);
  kontor_record_set_ref (order, KONTOR_ORDER_CUSTOMER, 0, "c");
  loaded = store_load (txn, KONTOR_ENTITY_ORDER, store_save (txn, order));
  g_assert_cmpuint (kontor_record_get_length (loaded, KONTOR_ORDER_NOTES), ==, 2);
  g_assert_cmpstr (kontor_record_get_text (kontor_record_get_member (loaded, KONTOR_ORDER_NOTES, 0), KONTOR_NOTE_TEXT),
                   ==, "first");
  return TRUE;
}

static void
test_garbage (void)
{
  g_autoptr (KontorDb) db = store_open ();
  g_autoptr (KontorRecord) customer = store_new_record (KONTOR_ENTITY_CUSTOMER, "c");

  store_write (db, save_garbage, NULL);
  store_write (db, save_one, customer);
  store_write (db, save_garbage, NULL);
  store_close (db);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/db/store/unchanged", test_unchanged);
  kontor_test_add ("/db/store/no-write", test_no_write);
  kontor_test_add ("/db/store/customer-sums", test_customer_sums);
  kontor_test_add ("/db/store/customer-currencies", test_customer_currencies);
  kontor_test_add ("/db/store/product-sums", test_product_sums);
  kontor_test_add ("/db/store/references", test_references);
  kontor_test_add ("/db/store/made-here", test_made_here);
  kontor_test_add ("/db/store/order-ids", test_order_ids);
  kontor_test_add ("/db/store/days", test_days);
  kontor_test_add ("/db/store/garbage", test_garbage);
  return kontor_test_run ();
}
