#include <string.h>

#include "kontor-select.h"
#include "kontor-store-fixture.h"
#include "kontor-test.h"
#include "kontor-words.h"

#define N_ROWS 60

/* The lists as a person would make them by hand, from the records alone. */

static gboolean
is_one_of (const KontorRecord *record, guint field, const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);
  const char *value = kontor_record_get_text (record, field);

  return value != NULL && g_strv_contains ((const char *const *) list, value);
}

static gboolean
order_is (const KontorRecord *order, const char *state)
{
  const guint payment = KONTOR_ORDER_PAYMENT, fulfilment = KONTOR_ORDER_FULFILMENT;

  if (g_str_equal (state, "paid"))
    return is_one_of (order, payment, "paid overcharged");
  if (g_str_equal (state, "unpaid"))
    return is_one_of (order, payment, "pending authorized partially-paid");
  if (g_str_equal (state, "refunded") || g_str_equal (state, "partially-refunded"))
    return is_one_of (order, payment, state);
  if (g_str_has_suffix (state, "fulfilled"))
    return is_one_of (order, fulfilment, state);
  if (g_str_equal (state, "archived"))
    return kontor_record_get_bool (order, KONTOR_ORDER_ARCHIVED);
  if (g_str_equal (state, "hold"))
    return !kontor_record_is_null (order, KONTOR_ORDER_HOLD_REASON);
  if (g_str_equal (state, "returning"))
    return is_one_of (order, KONTOR_ORDER_RETURN, "requested in-progress");
  if (g_str_equal (state, "to-ship"))
    return order_is (order, "open") && !order_is (order, "archived") && !order_is (order, "hold") &&
           is_one_of (order, fulfilment, "unfulfilled partially-fulfilled") &&
           is_one_of (order, payment, "paid authorized partially-refunded overcharged");
  return is_one_of (order, KONTOR_ORDER_LIFECYCLE, state);
}

static gboolean
product_is (const KontorRecord *product, const char *state)
{
  if (g_str_equal (state, "low") || g_str_equal (state, "out"))
    return is_one_of (product, KONTOR_PRODUCT_STOCK_STATE, state);
  if (g_str_equal (state, "featured"))
    return kontor_record_get_bool (product, KONTOR_PRODUCT_FEATURED);
  return is_one_of (product, KONTOR_PRODUCT_STATUS, state);
}

static gboolean
customer_is (const KontorRecord *customer, const char *state)
{
  if (g_str_equal (state, "returning"))
    return kontor_record_get_int (customer, KONTOR_CUSTOMER_ORDER_COUNT) > 1;
  return is_one_of (customer, g_str_equal (state, "subscribed") ? KONTOR_CUSTOMER_MARKETING : KONTOR_CUSTOMER_KIND,
                    state);
}

static gboolean
is_in (const KontorRecord *record, KontorQuery *query)
{
  KontorEntity entity = kontor_query_get_entity (query);
  guint n_terms;
  const KontorTerm *const *terms = kontor_query_get_terms (query, &n_terms);
  gint64 account = kontor_query_get_account (query);

  for (guint i = 0; i < n_terms; i++) {
    gboolean is = entity == KONTOR_ENTITY_ORDER      ? order_is (record, terms[i]->text)
                  : entity == KONTOR_ENTITY_PRODUCT  ? product_is (record, terms[i]->text)
                  : entity == KONTOR_ENTITY_CUSTOMER ? customer_is (record, terms[i]->text)
                                                     : is_one_of (record, KONTOR_DISCOUNT_STATUS, terms[i]->text);

    g_assert_cmpint (terms[i]->kind, ==, KONTOR_TERM_IS);
    if (is == terms[i]->negated)
      return FALSE;
  }
  return account == 0 || account == kontor_record_get_account (record);
}

static const struct {
  KontorEntity entity;
  const char *sort;
  guint field;
} sort_fields[] = {
  { KONTOR_ENTITY_ORDER, "number", KONTOR_ORDER_NUMBER },
  { KONTOR_ENTITY_ORDER, "total", KONTOR_ORDER_TOTAL },
  { KONTOR_ENTITY_ORDER, "customer", KONTOR_ORDER_CUSTOMER_NAME },
  { KONTOR_ENTITY_ORDER, "updated", KONTOR_ORDER_UPDATED_AT },
  { KONTOR_ENTITY_ORDER, "items", KONTOR_ORDER_ITEM_COUNT },
  { KONTOR_ENTITY_PRODUCT, "title", KONTOR_PRODUCT_TITLE },
  { KONTOR_ENTITY_PRODUCT, "updated", KONTOR_PRODUCT_UPDATED_AT },
  { KONTOR_ENTITY_PRODUCT, "created", KONTOR_PRODUCT_CREATED_AT },
  { KONTOR_ENTITY_PRODUCT, "price", KONTOR_PRODUCT_PRICE_MIN },
  { KONTOR_ENTITY_PRODUCT, "stock", KONTOR_PRODUCT_AVAILABLE },
  { KONTOR_ENTITY_PRODUCT, "sku", KONTOR_PRODUCT_SKU },
  { KONTOR_ENTITY_CUSTOMER, "name", KONTOR_CUSTOMER_NAME },
  { KONTOR_ENTITY_CUSTOMER, "spent", KONTOR_CUSTOMER_SPENT },
  { KONTOR_ENTITY_CUSTOMER, "orders", KONTOR_CUSTOMER_ORDER_COUNT },
  { KONTOR_ENTITY_CUSTOMER, "last-order", KONTOR_CUSTOMER_LAST_ORDER_AT },
  { KONTOR_ENTITY_CUSTOMER, "created", KONTOR_CUSTOMER_CREATED_AT },
  { KONTOR_ENTITY_DISCOUNT, "code", KONTOR_DISCOUNT_CODE },
  { KONTOR_ENTITY_DISCOUNT, "ends", KONTOR_DISCOUNT_ENDS_AT },
  { KONTOR_ENTITY_DISCOUNT, "usage", KONTOR_DISCOUNT_USAGE_COUNT },
};

static int
compare_numbers (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_texts (const KontorRecord *a, const KontorRecord *b, guint field, gboolean folded)
{
  g_autofree char *x = kontor_sort_key (kontor_record_get_text (a, field));
  g_autofree char *y = kontor_sort_key (kontor_record_get_text (b, field));

  return folded ? strcmp (x, y)
                : g_ascii_strcasecmp (kontor_record_get_text (a, field), kontor_record_get_text (b, field));
}

static int
compare_fields (const KontorRecord *a, const KontorRecord *b, guint field)
{
  const KontorField *info = &kontor_record_get_record_type (a)->fields[field];

  if (kontor_record_is_null (a, field) || kontor_record_is_null (b, field))
    return kontor_record_is_null (b, field) - kontor_record_is_null (a, field);
  if (info->kind == KONTOR_FIELD_TEXT)
    return compare_texts (a, b, field, !g_str_equal (info->name, "sku") && !g_str_equal (info->name, "code"));
  return compare_numbers (kontor_record_get_int (a, field), kontor_record_get_int (b, field));
}

static int
compare (gconstpointer pa, gconstpointer pb, gpointer query)
{
  const KontorRecord *a = *(const KontorRecord *const *) pa, *b = *(const KontorRecord *const *) pb;
  gboolean by_id = TRUE;
  int order = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sort_fields); i++)
    if (sort_fields[i].entity == kontor_query_get_entity (query) &&
        g_str_equal (sort_fields[i].sort, kontor_query_get_sort (query))) {
      order = compare_fields (a, b, sort_fields[i].field);
      by_id = FALSE;
    }
  if (order == 0 && !by_id)
    order = compare_numbers (kontor_record_get_account (a), kontor_record_get_account (b));
  if (order == 0)
    order = compare_numbers (kontor_record_get_id (a), kontor_record_get_id (b));
  return kontor_query_get_descending (query) ? -order : order;
}

static GPtrArray *
list_by_hand (GPtrArray *records, KontorQuery *query)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (is_in (g_ptr_array_index (records, i), query))
      g_ptr_array_add (list, g_ptr_array_index (records, i));
  g_ptr_array_sort_with_data (list, compare, query);
  return list;
}

static void
check_ids (GArray *ids, GPtrArray *expected, guint limit)
{
  g_assert_nonnull (ids);
  g_assert_cmpuint (ids->len, ==, MIN (expected->len, limit));
  for (guint i = 0; i < ids->len; i++)
    g_assert_cmpint (g_array_index (ids, gint64, i), ==, kontor_record_get_id (g_ptr_array_index (expected, i)));
}

static void
check_query (KontorTxn *txn, GPtrArray *records, KontorQuery *query)
{
  g_autoptr (GPtrArray) expected = list_by_hand (records, query);
  g_autoptr (GArray) ids = kontor_store_query_ids (txn, query, NULL);
  g_autoptr (GArray) page = kontor_store_query_page (txn, query, 20, NULL);
  gint64 count;

  check_ids (ids, expected, G_MAXUINT);
  check_ids (page, expected, 20);
  g_assert_true (kontor_store_query_count (txn, query, &count, NULL));
  g_assert_cmpint (count, ==, expected->len);
  for (guint i = 0; i < expected->len; i += 7) {
    gint64 position;

    g_assert_true (kontor_store_query_position (txn, query, g_array_index (ids, gint64, i), &position, NULL));
    g_assert_cmpint (position, ==, i);
  }
  for (guint i = 0; i < records->len; i += 11) {
    const KontorRecord *record = g_ptr_array_index (records, i);
    gboolean matches;

    g_assert_true (kontor_store_matches (txn, query, kontor_record_get_id (record), &matches, NULL));
    g_assert_cmpint (matches, ==, is_in (record, query));
  }
}

static void
check_sorts (KontorTxn *txn, GPtrArray *records, KontorEntity entity, gint64 account, const char *filter)
{
  const char *const *sorts = kontor_query_list_sorts (entity);

  for (guint i = 0; sorts[i] != NULL; i++) {
    g_autofree char *down = g_strconcat ("-", sorts[i], NULL);
    g_autoptr (KontorQuery) rising = kontor_query_new (entity, account, filter, NULL, sorts[i], NULL);
    g_autoptr (KontorQuery) falling = kontor_query_new (entity, account, filter, NULL, down, NULL);

    check_query (txn, records, rising);
    check_query (txn, records, falling);
  }
}

static void
check_filter (KontorTxn *txn, GPtrArray *records, KontorEntity entity, const char *filter)
{
  g_autoptr (KontorQuery) query = kontor_query_new (entity, 0, filter, NULL, NULL, NULL);

  check_query (txn, records, query);
}

static void
check_entity (KontorTxn *txn, GPtrArray *records, KontorEntity entity)
{
  const char *const *states = kontor_query_list_states (entity);
  guint n_views;
  const KontorViewInfo *views = kontor_view_list (&n_views);

  check_sorts (txn, records, entity, 0, NULL);
  check_sorts (txn, records, entity, 2, NULL);
  for (guint i = 0; i < n_views; i++)
    if (views[i].entity == entity) {
      check_sorts (txn, records, entity, 0, views[i].filter);
      check_sorts (txn, records, entity, 1, views[i].filter);
    }
  for (guint i = 0; states[i] != NULL; i++) {
    g_autofree char *is = g_strconcat ("is:", states[i], NULL);
    g_autofree char *is_not = g_strconcat ("-is:", states[i], NULL);

    check_filter (txn, records, entity, is);
    check_filter (txn, records, entity, is_not);
  }
}

static void
adjust (GRand *rand, KontorEntity entity, KontorRecord *record)
{
  static const char *const statuses[] = { "published", "draft", "trash", "active", "paused" };
  static const char *const kinds[] = { "registered", "guest" };

  if (entity == KONTOR_ENTITY_PRODUCT)
    kontor_record_set_text (record, KONTOR_PRODUCT_STATUS, statuses[g_rand_int_range (rand, 0, 3)]);
  if (entity == KONTOR_ENTITY_DISCOUNT)
    kontor_record_set_text (record, KONTOR_DISCOUNT_STATUS, statuses[g_rand_int_range (rand, 3, 5)]);
  if (entity == KONTOR_ENTITY_CUSTOMER)
    kontor_record_set_text (record, KONTOR_CUSTOMER_KIND, kinds[g_rand_int_range (rand, 0, 2)]);
  if (entity == KONTOR_ENTITY_ORDER && g_rand_int_range (rand, 0, 4) > 0)
    kontor_record_set_null (record, KONTOR_ORDER_HOLD_REASON);
}

static gboolean
add_random (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const KontorEntity entities[] = { KONTOR_ENTITY_CUSTOMER, KONTOR_ENTITY_PRODUCT, KONTOR_ENTITY_DISCOUNT,
                                    KONTOR_ENTITY_VARIANT, KONTOR_ENTITY_ORDER };
  g_autoptr (GRand) rand = g_rand_new_with_seed (21);

  for (guint e = 0; e < G_N_ELEMENTS (entities); e++)
    for (guint i = 0; i < N_ROWS; i++) {
      g_autoptr (KontorRecord) record = store_random_record (rand, entities[e]);
      g_autofree char *key = g_strdup_printf ("r%u", i);

      kontor_record_set_key (record, key);
      adjust (rand, entities[e], record);
      store_save (txn, record);
    }
  return TRUE;
}

static gboolean
check_lists (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const KontorEntity entities[] = { KONTOR_ENTITY_CUSTOMER, KONTOR_ENTITY_PRODUCT, KONTOR_ENTITY_DISCOUNT,
                                    KONTOR_ENTITY_ORDER };

  for (guint e = 0; e < G_N_ELEMENTS (entities); e++) {
    g_autoptr (KontorQuery) query = kontor_query_new (entities[e], 0, NULL, NULL, NULL, NULL);
    g_autoptr (GArray) ids = kontor_store_query_ids (txn, query, error);
    g_autoptr (GPtrArray) records =
        kontor_store_load_many (txn, entities[e], (gint64 *) ids->data, ids->len, KONTOR_LOAD_ROW, error);

    g_assert_cmpuint (records->len, ==, N_ROWS);
    check_entity (txn, records, entities[e]);
  }
  return TRUE;
}

static void
test_lists (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, add_random, NULL);
  store_read (db, check_lists, NULL);
  store_close (db);
}

/* A list is read from its index as it stands there: nothing is sorted, and of orders no row is looked at. */
static void
check_plan (KontorTxn *txn, KontorEntity entity, gint64 account, const char *filter, const char *sort)
{
  g_autoptr (KontorQuery) query = kontor_query_new (entity, account, filter, NULL, sort, NULL);
  g_autoptr (KontorSelect) select = kontor_select_new (query);
  g_autoptr (GString) sql = g_string_new ("EXPLAIN QUERY PLAN SELECT id");
  KontorStmt *stmt;

  kontor_select_append_walk (select, sql);
  kontor_select_append_order (select, sql);
  stmt = kontor_txn_prepare (txn, g_intern_string (sql->str), NULL);
  g_assert_nonnull (stmt);
  kontor_select_bind (select, stmt, 1);
  while (kontor_stmt_step (stmt, NULL) == KONTOR_STEP_ROW) {
    const char *detail = kontor_stmt_get_text (stmt, 3);

    if (strstr (detail, "TEMP B-TREE") != NULL || strstr (detail, " INDEX ") == NULL ||
        (entity == KONTOR_ENTITY_ORDER && strstr (detail, " COVERING INDEX ") == NULL))
      g_error ("%s by %s: %s", filter, sort, detail);
  }
}

static gboolean
check_plans (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  guint n_views;
  const KontorViewInfo *views = kontor_view_list (&n_views);

  for (guint i = 0; i < n_views; i++) {
    const char *const *sorts = kontor_query_list_sorts (views[i].entity);

    for (guint j = 0; sorts[j] != NULL; j++) {
      g_autofree char *down = g_strconcat ("-", sorts[j], NULL);

      for (gint64 account = 0; account < 2; account++) {
        check_plan (txn, views[i].entity, account, views[i].filter, sorts[j]);
        check_plan (txn, views[i].entity, account, views[i].filter, down);
        check_plan (txn, views[i].entity, account, "", sorts[j]);
      }
    }
  }
  return TRUE;
}

/* Orders also by what people add to a view, and where they look through all. */
static gboolean
check_narrowed (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const char *const filters[] = { "is:open", "is:draft -is:archived", "is:paid is:unfulfilled", "-is:refunded is:archived",
                                  "after:2026-01-01" };
  const char *const *sorts = kontor_query_list_sorts (KONTOR_ENTITY_ORDER);

  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    for (guint j = 0; sorts[j] != NULL; j++)
      check_plan (txn, KONTOR_ENTITY_ORDER, 0, filters[i], sorts[j]);
  return TRUE;
}

static void
test_plans (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_read (db, check_plans, NULL);
  store_read (db, check_narrowed, NULL);
  store_close (db);
}

static gboolean
check_views (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  guint n_views;
  const KontorViewInfo *views = kontor_view_list (&n_views);

  g_assert_cmpint (store_ask (txn, "SELECT count (*) FROM saved_view"), ==, n_views);
  for (guint i = 0; i < n_views; i++) {
    gint64 found = 0;

    g_assert_true (kontor_txn_query_int (
        txn, &found, -1, error,
        "SELECT position FROM saved_view WHERE builtin = ? AND entity = ? AND name = ? AND filter = ? AND sort = ?",
        "sssss", views[i].id, kontor_entity_get_nick (views[i].entity), views[i].name, views[i].filter, views[i].sort));
    g_assert_cmpint (found, ==, i);
  }
  return TRUE;
}

static void
test_views (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_read (db, check_views, NULL);
  store_close (db);
}

static gint64
add_variant (KontorTxn *txn, const char *key, gint64 product, gint64 position)
{
  g_autoptr (KontorRecord) variant = store_new_record (KONTOR_ENTITY_VARIANT, key);

  kontor_record_set_ref (variant, KONTOR_VARIANT_PRODUCT, product, NULL);
  kontor_record_set_int (variant, KONTOR_VARIANT_POSITION, position);
  return store_save (txn, variant);
}

/* The variants of one product, in the storefront's order. */
static gboolean
check_variants (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (KontorRecord) tea = store_new_record (KONTOR_ENTITY_PRODUCT, "tea");
  g_autoptr (KontorRecord) cup = store_new_record (KONTOR_ENTITY_PRODUCT, "cup");
  gint64 id = store_save (txn, tea), other = store_save (txn, cup);
  gint64 last = add_variant (txn, "a", id, 2), first = add_variant (txn, "b", id, 1);
  g_autofree char *filter = g_strdup_printf ("product:%" G_GINT64_FORMAT, id);
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_VARIANT, 0, filter, NULL, "position", NULL);
  g_autoptr (GArray) ids = NULL;
  gboolean matches;

  add_variant (txn, "c", other, 0);
  ids = kontor_store_query_ids (txn, query, error);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, first);
  g_assert_cmpint (g_array_index (ids, gint64, 1), ==, last);
  g_assert_true (kontor_store_matches (txn, query, first, &matches, error) && matches);
  return TRUE;
}

static void
test_variants (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, check_variants, NULL);
  store_close (db);
}

static gint64
add_order_of (KontorTxn *txn, const char *key, gint64 customer)
{
  g_autoptr (KontorRecord) order = store_new_record (KONTOR_ENTITY_ORDER, key);

  kontor_record_set_ref (order, KONTOR_ORDER_CUSTOMER, customer, NULL);
  return store_save (txn, order);
}

static void
check_not_sorted (KontorTxn *txn, KontorQuery *query)
{
  g_autoptr (KontorSelect) select = kontor_select_new (query);
  g_autoptr (GString) sql = g_string_new ("EXPLAIN QUERY PLAN SELECT id");
  KontorStmt *stmt;

  kontor_select_append_walk (select, sql);
  kontor_select_append_order (select, sql);
  stmt = kontor_txn_prepare (txn, g_intern_string (sql->str), NULL);
  g_assert_nonnull (stmt);
  kontor_select_bind (select, stmt, 1);
  while (kontor_stmt_step (stmt, NULL) == KONTOR_STEP_ROW)
    g_assert_nonnull (strstr (kontor_stmt_get_text (stmt, 3), "SEARCH order USING COVERING INDEX order_customer"));
}

/* The orders of one customer, newest first, whatever name and address they bear. */
static gboolean
check_customer (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_autoptr (KontorRecord) ada = store_new_record (KONTOR_ENTITY_CUSTOMER, "ada");
  g_autoptr (KontorRecord) jon = store_new_record (KONTOR_ENTITY_CUSTOMER, "jon");
  gint64 id = store_save (txn, ada), other = store_save (txn, jon);
  gint64 first = add_order_of (txn, "1", id), last = add_order_of (txn, "2", id);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);
  KontorTerm term = { KONTOR_TERM_FIELD, .field = (char *) "customer", .text = text };
  g_autoptr (KontorQuery) query = kontor_query_new_for_terms (KONTOR_ENTITY_ORDER, 0, &term, 1);
  g_autoptr (GArray) ids = NULL;
  gboolean matches;

  g_assert_true (kontor_store_matches (txn, query, add_order_of (txn, "3", other), &matches, error) && !matches);
  ids = kontor_store_query_ids (txn, query, error);
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, MAX (first, last));
  g_assert_cmpint (g_array_index (ids, gint64, 1), ==, MIN (first, last));
  check_not_sorted (txn, query);
  return TRUE;
}

static void
test_customer (void)
{
  g_autoptr (KontorDb) db = store_open ();

  store_write (db, check_customer, NULL);
  store_close (db);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/db/query/lists", test_lists);
  kontor_test_add ("/db/query/plans", test_plans);
  kontor_test_add ("/db/query/views", test_views);
  kontor_test_add ("/db/query/variants", test_variants);
  kontor_test_add ("/db/query/customer", test_customer);
  return kontor_test_run ();
}
