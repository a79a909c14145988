#include "kontor-error.h"
#include "kontor-id-set.h"
#include "kontor-lists-fixture.h"
#include "kontor-results-job.h"
#include "kontor-results.h"
#include "kontor-test.h"

/* A listener of items-changed with its own copy of the list, as a view has one. */
typedef struct {
  KontorResults *results;
  GArray *copy;
  guint n_signals;
} Mirror;

static void
mirror_cb (GListModel *model, guint position, guint removed, guint added, Mirror *mirror)
{
  mirror->n_signals++;
  g_assert_cmpuint (position + removed, <=, mirror->copy->len);
  if (removed > 0)
    g_array_remove_range (mirror->copy, position, removed);
  for (guint i = 0; i < added; i++) {
    gint64 id = kontor_results_get_id (mirror->results, position + i);

    g_array_insert_val (mirror->copy, position + i, id);
  }
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, mirror->copy->len);
}

static Mirror *
mirror_new (KontorResults *results)
{
  Mirror *mirror = g_new0 (Mirror, 1);

  mirror->results = g_object_ref (results);
  mirror->copy = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, 0);
  g_signal_connect (results, "items-changed", G_CALLBACK (mirror_cb), mirror);
  return mirror;
}

static void
mirror_free (Mirror *mirror)
{
  g_signal_handlers_disconnect_by_data (mirror->results, mirror);
  g_object_unref (mirror->results);
  g_array_unref (mirror->copy);
  g_free (mirror);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Mirror, mirror_free)

static gboolean
are_equal (GArray *a, GArray *b)
{
  return a->len == b->len && (a->len == 0 || memcmp (a->data, b->data, a->len * sizeof (gint64)) == 0);
}

static void
assert_mirrors (Mirror *mirror)
{
  g_autoptr (GArray) ids = kontor_results_dup_ids (mirror->results);

  g_assert_true (are_equal (mirror->copy, ids));
}

static gboolean
is_loaded (gpointer results)
{
  return !kontor_results_get_loading (results);
}

static KontorQuery *
order_query (const char *filter, const char *sort)
{
  return kontor_query_new (KONTOR_ENTITY_ORDER, 0, filter, NULL, sort, NULL);
}

typedef struct {
  KontorResults *results;
  GArray *expected;
} Comparison;

static gboolean
is_as_expected (gpointer data)
{
  Comparison *comparison = data;
  g_autoptr (GArray) ids = kontor_results_dup_ids (comparison->results);

  return are_equal (ids, comparison->expected);
}

/* Nothing changes any more: the list becomes what a fresh query finds. */
static void
assert_settles (KontorDb *db, KontorResults *results)
{
  g_autoptr (GArray) expected = lists_query (db, kontor_results_get_query (results));
  Comparison comparison = { results, expected };

  lists_wait (is_loaded, results);
  lists_wait (is_as_expected, &comparison);
  g_assert_no_error (kontor_results_get_error (results));
}

static KontorObject *
item_at (KontorResults *results, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (results), position);
}

static gboolean
is_filled (gpointer object)
{
  return !kontor_object_get_loading (object);
}

static void
test_empty (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) query = order_query (NULL, NULL);
  g_autoptr (KontorResults) none = kontor_results_new (db, identity, NULL);
  g_autoptr (KontorResults) results = kontor_results_new (db, identity, query);
  guint position;

  g_assert_false (kontor_results_get_loading (none));
  g_assert_cmpint (kontor_results_get_total (none), ==, 0);
  g_assert_true (kontor_results_get_loading (results));
  g_assert_cmpint (kontor_results_get_total (results), ==, -1);
  lists_wait (is_loaded, results);
  g_assert_cmpint (kontor_results_get_total (results), ==, 0);
  g_assert_null (item_at (results, 0));
  g_assert_false (kontor_results_find (results, 1, &position));
  lists_close (db);
}

/* The first page comes filled, then the rest is appended; objects are made where somebody looks, and on from there. */
static void
test_pages (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) query = order_query (NULL, NULL);
  g_autoptr (KontorResults) results = NULL;
  g_autoptr (Mirror) mirror = NULL;
  g_autoptr (KontorObject) first = NULL;
  g_autoptr (KontorObject) far = NULL;
  g_autoptr (KontorObject) beside = NULL;

  lists_fill (db, 400);
  results = kontor_results_new (db, identity, query);
  mirror = mirror_new (results);
  assert_settles (db, results);
  assert_mirrors (mirror);
  g_assert_cmpuint (mirror->n_signals, ==, 2);
  g_assert_cmpuint (kontor_identity_get_n_live (identity), ==, 32);

  first = item_at (results, 0);
  g_assert_false (kontor_object_get_loading (first));
  far = item_at (results, 300);
  g_assert_true (kontor_object_get_loading (far));
  g_assert_cmpint (kontor_object_get_id (far), ==, kontor_results_get_id (results, 300));
  g_assert_cmpuint (kontor_identity_get_n_live (identity), ==, 32 + 64 + 64);
  lists_wait (is_filled, far);
  g_assert_cmpint (kontor_object_get_int (far, KONTOR_ORDER_TOTAL), ==, 99);
  beside = kontor_identity_dup_live (identity, KONTOR_ENTITY_ORDER, kontor_results_get_id (results, 320));
  g_assert_nonnull (beside);
  lists_wait (is_filled, beside);
  lists_close (db);
}

static gboolean
has_begun (gpointer results)
{
  return g_list_model_get_n_items (G_LIST_MODEL (results)) > 0;
}

/* The rest waits for who asks it to, but not beyond another question. */
static void
test_hold_rest (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) newest = order_query (NULL, NULL);
  g_autoptr (KontorQuery) total = order_query (NULL, "total");
  g_autoptr (KontorResults) results = NULL;

  lists_fill (db, 400);
  results = kontor_results_new (db, identity, newest);
  kontor_results_hold_rest (results);
  lists_wait (has_begun, results);
  lists_save (db, lists_make_order ("500", 1, "Ana"));
  lists_turn ();
  lists_turn ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, 32);
  g_assert_true (kontor_results_get_loading (results));
  kontor_results_release_rest (results);
  assert_settles (db, results);

  kontor_results_hold_rest (results);
  kontor_results_set_query (results, total);
  assert_settles (db, results);
  lists_close (db);
}

/* Walking through a list keeps few objects alive. */
static void
test_walk (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) query = order_query (NULL, "-total");
  g_autoptr (KontorResults) results = NULL;

  lists_fill (db, 1200);
  results = kontor_results_new (db, identity, query);
  lists_wait (is_loaded, results);
  for (guint i = 0; i < 1200; i++) {
    g_autoptr (KontorObject) object = item_at (results, i);

    lists_wait (is_filled, object);
    g_assert_cmpint (kontor_object_get_int (object, KONTOR_ORDER_TOTAL), ==, 1199 - i);
    g_assert_cmpuint (kontor_identity_get_n_live (identity), <=, 25 * 64);
  }
  lists_close (db);
}

/* One row moves by one splice of one row, and stays the same object. */
static void
test_row_moves (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) query = order_query (NULL, "total");
  g_autoptr (KontorResults) results = NULL;
  g_autoptr (Mirror) mirror = NULL;
  g_autoptr (KontorObject) moved = NULL;
  g_autoptr (KontorObject) again = NULL;

  lists_fill (db, 200);
  results = kontor_results_new (db, identity, query);
  mirror = mirror_new (results);
  assert_settles (db, results);
  moved = item_at (results, 10);
  mirror->n_signals = 0;
  lists_save (db, lists_make_order ("10", 1000, "Ana"));
  assert_settles (db, results);
  g_assert_cmpuint (mirror->n_signals, ==, 2);
  again = item_at (results, 199);
  g_assert_true (moved == again);
  lists_close (db);
}

static void
test_unmoved_is_silent (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) query = order_query (NULL, "total");
  g_autoptr (KontorResults) results = NULL;
  g_autoptr (Mirror) mirror = NULL;

  lists_fill (db, 100);
  results = kontor_results_new (db, identity, query);
  mirror = mirror_new (results);
  assert_settles (db, results);
  mirror->n_signals = 0;
  lists_save (db, lists_make_order ("10", 10, "Bea"));
  lists_turn ();
  assert_settles (db, results);
  g_assert_cmpuint (mirror->n_signals, ==, 0);
  lists_close (db);
}

/* The reader that looks for the first row sees a second one already, of which the list was not told yet. */
static void
test_reader_ahead (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) query = order_query (NULL, "total");
  g_autoptr (KontorResults) results = NULL;
  g_autoptr (Hold) hold = NULL;

  lists_fill (db, 100);
  results = kontor_results_new (db, identity, query);
  assert_settles (db, results);
  hold = lists_hold (db, KONTOR_DB_INTERACTIVE, 0);
  lists_save (db, lists_make_order ("100", 50, "Ana"));
  lists_save (db, lists_make_order ("101", -1, "Ana"));
  lists_release (hold);
  assert_settles (db, results);
  lists_close (db);
}

static void
note_left_cb (KontorResults *results, GArray *left, GArray *all)
{
  g_array_append_vals (all, left->data, left->len);
}

static void
test_ids_left (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) query = order_query ("-is:archived", "total");
  g_autoptr (KontorResults) results = NULL;
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (gint64));
  KontorRecord *archived = lists_make_order ("3", 3, "Ana");
  gint64 id, removed;

  lists_fill (db, 10);
  results = kontor_results_new (db, identity, query);
  assert_settles (db, results);
  g_signal_connect (results, "ids-left", G_CALLBACK (note_left_cb), left);
  kontor_record_set_bool (archived, KONTOR_ORDER_ARCHIVED, TRUE);
  id = lists_save (db, archived);
  lists_save (db, lists_make_order ("4", 99, "Ana"));
  assert_settles (db, results);
  removed = kontor_results_get_id (results, 0);
  lists_remove (db, KONTOR_ENTITY_ORDER, removed);
  assert_settles (db, results);
  g_assert_cmpuint (left->len, ==, 2);
  g_assert_cmpint (g_array_index (left, gint64, 0), ==, id);
  g_assert_cmpint (g_array_index (left, gint64, 1), ==, removed);
  g_assert_cmpint (kontor_results_get_total (results), ==, 8);
  lists_close (db);
}

/* The old rows stay until the new ones are there; another kind of rows leaves at once. */
static void
test_new_query (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) rising = order_query (NULL, "total");
  g_autoptr (KontorQuery) falling = order_query (NULL, "-total");
  g_autoptr (KontorQuery) customers = kontor_query_new (KONTOR_ENTITY_CUSTOMER, 0, NULL, NULL, NULL, NULL);
  g_autoptr (KontorResults) results = NULL;
  g_autoptr (Mirror) mirror = NULL;

  lists_fill (db, 200);
  results = kontor_results_new (db, identity, rising);
  mirror = mirror_new (results);
  assert_settles (db, results);
  kontor_results_set_query (results, falling);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, 200);
  kontor_results_set_query (results, rising);
  kontor_results_set_query (results, falling);
  assert_settles (db, results);
  assert_mirrors (mirror);
  kontor_results_set_query (results, customers);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, 0);
  assert_settles (db, results);
  kontor_results_set_query (results, NULL);
  g_assert_false (kontor_results_get_loading (results));
  lists_close (db);
}

static void
set_query_cb (GListModel *model, guint position, guint removed, guint added, KontorQuery *query)
{
  kontor_results_set_query (KONTOR_RESULTS (model), query);
}

static void
count_error_cb (KontorResults *results, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

typedef struct {
  KontorResults *results;
  KontorQuery *query;
} Wanted;

static gboolean
has_query (gpointer data)
{
  Wanted *wanted = data;

  return kontor_query_equal (kontor_results_get_query (wanted->results), wanted->query);
}

/* The answer to a question that was taken back is not heard, be it rows or that it was cancelled. */
static void
test_stale_answer (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) rising = order_query (NULL, "total");
  g_autoptr (KontorQuery) falling = order_query (NULL, "-total");
  g_autoptr (KontorQuery) newest = order_query (NULL, NULL);
  g_autoptr (KontorResults) results = NULL;
  g_autoptr (Mirror) mirror = NULL;
  g_autoptr (Hold) hold = NULL;
  guint n_errors = 0;

  lists_fill (db, 30);
  results = kontor_results_new (db, identity, rising);
  mirror = mirror_new (results);
  assert_settles (db, results);
  mirror->n_signals = 0;
  g_signal_connect (results, "notify::error", G_CALLBACK (count_error_cb), &n_errors);
  hold = lists_hold (db, KONTOR_DB_INTERACTIVE, 0);
  kontor_results_set_query (results, falling);
  kontor_results_set_query (results, newest);
  lists_release (hold);
  assert_settles (db, results);
  g_assert_cmpuint (n_errors, ==, 0);
  g_assert_cmpuint (mirror->n_signals, ==, 1);
  lists_close (db);
}

/* A listener may ask for something else in the midst of it. */
static void
test_new_query_in_signal (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) rising = order_query (NULL, "total");
  g_autoptr (KontorQuery) falling = order_query (NULL, "-total");
  g_autoptr (KontorResults) results = NULL;
  Wanted wanted;

  lists_fill (db, 200);
  results = kontor_results_new (db, identity, rising);
  wanted = (Wanted) { results, falling };
  g_signal_connect (results, "items-changed", G_CALLBACK (set_query_cb), falling);
  lists_wait (has_query, &wanted);
  assert_settles (db, results);
  g_assert_true (kontor_query_equal (kontor_results_get_query (results), falling));
  lists_close (db);
}

static void
test_dropped (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) query = order_query (NULL, NULL);
  KontorResults *results;

  lists_fill (db, 200);
  results = kontor_results_new (db, identity, query);
  g_object_add_weak_pointer (G_OBJECT (results), (gpointer *) &results);
  g_object_unref (results);
  g_assert_null (results);
  lists_turn ();
  lists_close (db);
}

static gboolean
has_error (gpointer results)
{
  return kontor_results_get_error (results) != NULL;
}

static void
test_error (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) query = order_query (NULL, NULL);
  g_autoptr (KontorResults) results = NULL;

  lists_close (db);
  results = kontor_results_new (db, identity, query);
  lists_wait (has_error, results);
  g_assert_error (kontor_results_get_error (results), KONTOR_ERROR, KONTOR_ERROR_DB);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (results)), ==, 0);
}

static const char *const names[] = { "Ana", "Bea", "Cem", "Dora", "Émile", "杏子" };

static KontorRecord *
make_random_order (guint n_keys)
{
  g_autofree char *key = g_strdup_printf ("%d", g_test_rand_int_range (0, (gint32) n_keys));
  KontorRecord *order =
      lists_make_order (key, g_test_rand_int_range (0, 20), names[g_test_rand_int_range (0, G_N_ELEMENTS (names))]);

  kontor_record_set_bool (order, KONTOR_ORDER_ARCHIVED, g_test_rand_int_range (0, 3) == 0);
  if (g_test_rand_int_range (0, 4) == 0)
    kontor_record_set_text (order, KONTOR_ORDER_LIFECYCLE, "cancelled");
  return order;
}

/* A commit of a few or of many rows, awaited or not, so that notices and readers overtake each other in every way. */
static void
change_at_random (KontorDb *db, guint n_keys)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  guint n = g_test_rand_int_range (0, 10) == 0 ? 60 : (guint) g_test_rand_int_range (1, 5);
  DexFuture *saved;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (records, make_random_order (n_keys));
  saved = lists_save_all (db, records);
  if (g_test_rand_int_range (0, 3) == 0)
    dex_await (saved, NULL);
  else
    dex_future_disown (saved);
}

static void
remove_at_random (KontorDb *db, KontorResults *results)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (results));

  if (n > 0)
    lists_remove (db, KONTOR_ENTITY_ORDER,
                  kontor_results_get_id (results, (guint) g_test_rand_int_range (0, (gint32) n)));
}

static void
look_at_random (KontorResults *results)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (results));
  g_autoptr (KontorObject) object = n > 0 ? item_at (results, (guint) g_test_rand_int_range (0, (gint32) n)) : NULL;
}

/* Every row that is looked at shows what the database has. */
static void
assert_rows (KontorDb *db, KontorResults *results)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (results)); i++) {
    g_autoptr (KontorObject) object = item_at (results, i);

    lists_wait (is_filled, object);
    g_assert_false (kontor_object_get_gone (object));
  }
}

static void
test_random (void)
{
  static const char *const asked[][2] = {
    { NULL, NULL },
    { NULL, "-total" },
    { "-is:archived", "customer" },
    { "is:open is:archived", "placed" },
    { NULL, "total" },
  };
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  KontorQuery *queries[G_N_ELEMENTS (asked)];
  KontorResults *results[G_N_ELEMENTS (asked)];
  Mirror *mirrors[G_N_ELEMENTS (asked)];

  lists_fill (db, 150);
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++) {
    queries[i] = order_query (asked[i][0], asked[i][1]);
    results[i] = kontor_results_new (db, identity, queries[i]);
    mirrors[i] = mirror_new (results[i]);
  }
  for (guint round = 0; round < 100; round++) {
    KontorResults *one = results[g_test_rand_int_range (0, G_N_ELEMENTS (asked))];

    change_at_random (db, 300);
    look_at_random (one);
    if (g_test_rand_int_range (0, 8) == 0)
      remove_at_random (db, one);
    if (g_test_rand_int_range (0, 20) == 0)
      kontor_results_set_query (one, queries[g_test_rand_int_range (0, G_N_ELEMENTS (asked))]);
    if (g_test_rand_int_range (0, 4) == 0)
      lists_turn ();
  }
  lists_save (db, lists_make_order ("1", 1, "Ana"));
  for (guint i = 0; i < G_N_ELEMENTS (asked); i++) {
    assert_settles (db, results[i]);
    assert_mirrors (mirrors[i]);
    assert_rows (db, results[i]);
    mirror_free (mirrors[i]);
    g_object_unref (results[i]);
    kontor_query_unref (queries[i]);
  }
  lists_close (db);
}

static DexFuture *
move_much (KontorDb *db, guint n)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);

  for (guint i = 0; i < n; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    g_ptr_array_add (records, lists_make_order (key, (gint64) (n - i) * KONTOR_MONEY_UNIT, "Moved"));
  }
  return lists_save_all (db, records);
}

/* What takes longer than a transaction may is read in parts, while everything moves: no row is twice in it. */
static void
test_parts (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, "total", NULL);
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (KontorResultsAnswer) still = NULL, moved = NULL;
  g_autoptr (GArray) ids = NULL;
  g_autoptr (KontorIdSet) seen = kontor_id_set_new ();
  g_autoptr (Hold) hold = NULL;
  DexFuture *parts;

  lists_fill (db, 200);
  ids = lists_query (db, query);
  still = dex_await_boxed (kontor_results_ask_whole (db, NULL, query, none, -1), NULL);
  g_assert_cmpmem (still->diff->after->data, still->diff->after->len * sizeof (gint64), ids->data,
                   ids->len * sizeof (gint64));
  parts = kontor_results_ask_whole (db, NULL, query, none, -1);
  hold = lists_hold (db, KONTOR_DB_BULK, 0);
  dex_await (move_much (db, 200), NULL);
  lists_release (hold);
  moved = dex_await_boxed (parts, NULL);
  g_assert_cmpint (moved->seq, ==, hold->seq);
  g_assert_cmpuint (moved->diff->after->len, ==, 200);
  for (guint i = 0; i < moved->diff->after->len; i++) {
    gint64 id = g_array_index (moved->diff->after, gint64, i);

    g_assert_false (kontor_id_set_contains (seen, id));
    kontor_id_set_add (seen, id);
  }
  lists_close (db);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/results/empty", test_empty);
  kontor_test_add ("/engine/results/pages", test_pages);
  kontor_test_add ("/engine/results/hold-rest", test_hold_rest);
  kontor_test_add ("/engine/results/walk", test_walk);
  kontor_test_add ("/engine/results/row-moves", test_row_moves);
  kontor_test_add ("/engine/results/unmoved-is-silent", test_unmoved_is_silent);
  kontor_test_add ("/engine/results/reader-ahead", test_reader_ahead);
  kontor_test_add ("/engine/results/ids-left", test_ids_left);
  kontor_test_add ("/engine/results/new-query", test_new_query);
  kontor_test_add ("/engine/results/stale-answer", test_stale_answer);
  kontor_test_add ("/engine/results/new-query-in-signal", test_new_query_in_signal);
  kontor_test_add ("/engine/results/dropped", test_dropped);
  kontor_test_add ("/engine/results/error", test_error);
  kontor_test_add ("/engine/results/random", test_random);
  kontor_test_add ("/engine/results/parts", test_parts);

  return kontor_test_run ();
}
