#include "kontor-store-fixture.h"

#include "kontor-schema.h"
#include "kontor-test.h"

static gboolean
add_accounts (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  return kontor_txn_run (txn, error,
                         "INSERT INTO account (id, platform, name, address, info, created_at) VALUES"
                         " (1, 'sample', 'One', '', '{\"time_zone\":\"Europe/Berlin\"}', 0),"
                         " (2, 'sample', 'Two', '', '{\"time_zone\":\"Pacific/Auckland\"}', 0)",
                         NULL);
}

KontorDb *
store_open (void)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "store.db", NULL);
  g_autoptr (KontorClock) clock = kontor_clock_new ();
  g_autoptr (GError) error = NULL;
  KontorDb *db = dex_await_object (kontor_db_open_schema (path, KONTOR_DB_OPEN_CREATE, clock, NULL, &kontor_schema), &error);

  g_assert_no_error (error);
  store_write (db, add_accounts, NULL);
  return db;
}

void
store_close (KontorDb *db)
{
  g_autoptr (GError) error = NULL;

  dex_await (kontor_db_close (db), &error);
  g_assert_no_error (error);
}

void
store_write (KontorDb *db, KontorDbFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_await (kontor_db_write (db, KONTOR_ORIGIN_SERVER, KONTOR_DB_SYNC_NORMAL, func, data, NULL), &error);
  g_assert_no_error (error);
}

void
store_read (KontorDb *db, KontorDbFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  dex_await (kontor_db_read (db, KONTOR_DB_INTERACTIVE, NULL, func, data, NULL), &error);
  g_assert_no_error (error);
}

gint64
store_ask (KontorTxn *txn, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;

  g_assert_true (kontor_txn_query_int (txn, &value, -1, &error, g_intern_string (sql), NULL));
  g_assert_no_error (error);
  return value;
}

void
store_do (KontorTxn *txn, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (kontor_txn_run (txn, &error, g_intern_string (sql), NULL));
  g_assert_no_error (error);
}

gint64
store_save (KontorTxn *txn, const KontorRecord *record)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  kontor_store_save (txn, record, &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);
  return id;
}

KontorRecord *
store_load (KontorTxn *txn, KontorEntity entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  KontorRecord *record = kontor_store_load (txn, entity, id, KONTOR_LOAD_WHOLE, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  return record;
}

KontorRecord *
store_new_record (KontorEntity entity, const char *key)
{
  KontorRecord *record = kontor_record_new (kontor_entity_get_record_type (entity));

  kontor_record_set_account (record, 1);
  kontor_record_set_key (record, key);
  return record;
}

KontorRecord *
store_new_member (KontorRecord *record, guint list, const char *key)
{
  KontorRecord *member = kontor_record_new (kontor_record_get_record_type (record)->fields[list].members);

  kontor_record_set_key (member, key);
  kontor_record_take_member (record, list, member);
  return member;
}

char *
store_random_text (GRand *rand)
{
  static const char *const texts[] = { "", "Ada Berg", "Größe", "ÉCLAIR", "o'brien",
                                       "\"*:^()-", "東京 タワー", "🍵 tea", "TEA-01", "ana@example.com",
                                       "a", "10", "9", "+49 170 1234567", "  two  spaces ",
                                       "%_\\", "Łódź", "x;DROP" };

  return g_strdup_printf ("%s%s%d", texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))],
                          g_rand_boolean (rand) ? " " : "", g_rand_int_range (rand, 0, 1000));
}

static void fill (GRand *rand, KontorRecord *record);

static void
fill_list (GRand *rand, KontorRecord *record, guint field)
{
  int length = g_rand_int_range (rand, 0, 4);

  kontor_record_set_empty (record, field);
  for (int i = 0; i < length; i++) {
    g_autofree char *key = g_strdup_printf ("k%d", i * 7 % 5);

    fill (rand, store_new_member (record, field, key));
  }
}

static void
fill_field (GRand *rand, KontorRecord *record, guint field)
{
  static const char *const jsons[] = { "{}", "[1,2.50,\"x\"]", "null", "{\"a\":{\"b\":\"ü\"}}", " [ ] " };
  g_autofree char *key = g_strdup_printf ("r%d", g_rand_int_range (rand, 0, 9));

  switch (kontor_record_get_record_type (record)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
    kontor_record_take_text (record, field, store_random_text (rand));
    break;
  case KONTOR_FIELD_JSON:
    kontor_record_set_text (record, field, jsons[g_rand_int_range (rand, 0, G_N_ELEMENTS (jsons))]);
    break;
  case KONTOR_FIELD_BOOL:
    kontor_record_set_bool (record, field, g_rand_boolean (rand));
    break;
  case KONTOR_FIELD_MONEY:
    if (g_rand_boolean (rand))
      kontor_record_set_amount (record, field, g_rand_int_range (rand, -5, 900) * G_GINT64_CONSTANT (10000));
    else
      kontor_record_set_decimal (record, field, "17.152660001", NULL);
    break;
  case KONTOR_FIELD_REF:
    kontor_record_set_ref (record, field, 0, key);
    break;
  case KONTOR_FIELD_LIST:
    fill_list (rand, record, field);
    break;
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_DAY:
    kontor_record_set_int (record, field, g_rand_int_range (rand, -3, 100));
    break;
  case KONTOR_FIELD_INSTANT:
    kontor_record_set_int (record, field,
                           g_rand_int_range (rand, 0, 20) * G_GINT64_CONSTANT (86400000) + g_rand_int (rand));
    break;
  }
}

static const char *
pick (GRand *rand, const char *const *words)
{
  return words[g_rand_int_range (rand, 0, (int) g_strv_length ((GStrv) words))];
}

/* What Kontor itself says must be one of its words and fit together. */
static void
keep_rules (GRand *rand, KontorRecord *record)
{
  static const char *const lifecycles[] = { "draft", "open", "open", "open", "cancelled", NULL };
  static const char *const payments[] = {
    "pending", "authorized", "partially-paid", "paid", "partially-refunded",
    "refunded", "voided", "expired", "overcharged", NULL
  };
  static const char *const fulfilments[] = { "unfulfilled", "partially-fulfilled", "fulfilled", "not-required", NULL };
  static const char *const returns[] = { "none", "requested", "in-progress", "partially-returned", "returned", NULL };
  const KontorRecordType *type = kontor_record_get_record_type (record);

  if (type == kontor_entity_get_record_type (KONTOR_ENTITY_ORDER)) {
    kontor_record_set_text (record, KONTOR_ORDER_LIFECYCLE, pick (rand, lifecycles));
    kontor_record_set_text (record, KONTOR_ORDER_PAYMENT, pick (rand, payments));
    kontor_record_set_text (record, KONTOR_ORDER_FULFILMENT, pick (rand, fulfilments));
    kontor_record_set_text (record, KONTOR_ORDER_RETURN, pick (rand, returns));
  }
  if (type == &kontor_line_type) {
    kontor_record_set_int (record, KONTOR_LINE_QUANTITY, 5);
    for (guint i = KONTOR_LINE_FULFILLED; i <= KONTOR_LINE_WRITTEN_OFF; i++)
      kontor_record_set_int (record, i, 1);
    kontor_record_set_int (record, KONTOR_LINE_FULFILLED, 3);
  }
  if (type == &kontor_return_line_type)
    for (guint i = KONTOR_RETURN_LINE_QUANTITY; i <= KONTOR_RETURN_LINE_DISMISSED; i++)
      kontor_record_set_int (record, i, i == KONTOR_RETURN_LINE_QUANTITY ? 2 : 1);
}

static void
fill (GRand *rand, KontorRecord *record)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++) {
    if (type->fields[i].kind != KONTOR_FIELD_LIST && g_rand_int_range (rand, 0, 5) == 0)
      kontor_record_set_null (record, i);
    else
      fill_field (rand, record, i);
  }
  keep_rules (rand, record);
}

KontorRecord *
store_random_record (GRand *rand, KontorEntity entity)
{
  KontorRecord *record = store_new_record (entity, NULL);

  kontor_record_set_account (record, g_rand_int_range (rand, 1, 3));
  fill (rand, record);
  return record;
}
