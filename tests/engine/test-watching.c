#include "engine-fixture.h"
#include "kontor-counts.h"
#include "kontor-error.h"
#include "kontor-finder.h"
#include "kontor-lists-fixture.h"
#include "kontor-pending.h"
#include "kontor-reader.h"
#include "kontor-running.h"
#include "kontor-saved-views.h"
#include "kontor-test.h"

/* What is read again after commits: counts, marks, progress; and the saved views. */

typedef struct {
  gpointer object;
  gint64 wanted;
} Wait;

static gboolean
counts_to (gpointer data)
{
  Wait *wait = data;

  return kontor_counts_get (wait->object, 0) == wait->wanted;
}

static void
add_order (Fixture *fixture, const char *key)
{
  lists_save (kontor_engine_get_db (fixture->engine), lists_make_order (key, 100, "Ana"));
}

static void
test_counts (void)
{
  Fixture fixture = { 0 };
  g_autoptr (KontorCounts) counts = NULL;
  g_autoptr (GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_query_unref);

  fixture_begin (&fixture);
  counts = kontor_counts_new (fixture.engine, KONTOR_ENTITY_ORDER);
  g_ptr_array_add (queries, kontor_query_new (KONTOR_ENTITY_ORDER, 0, "from:ana", NULL, NULL, NULL));
  g_assert_cmpint (kontor_counts_get (counts, 0), ==, -1);
  kontor_counts_set_queries (counts, queries);
  lists_wait (counts_to, &(Wait) { counts, 0 });
  add_order (&fixture, "900");
  add_order (&fixture, "901");
  lists_wait (counts_to, &(Wait) { counts, 2 });
  g_assert_cmpint (kontor_counts_get (counts, 1), ==, -1);
  g_clear_object (&counts);
  fixture_end (&fixture);
}

/* Nothing is counted while nobody looks, and what was missed is caught up with. */
static void
test_counts_at_rest (void)
{
  Fixture fixture = { 0 };
  g_autoptr (KontorCounts) counts = NULL;
  g_autoptr (GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_query_unref);

  fixture_begin (&fixture);
  counts = kontor_counts_new (fixture.engine, KONTOR_ENTITY_ORDER);
  g_ptr_array_add (queries, kontor_query_new (KONTOR_ENTITY_ORDER, 0, "from:ana", NULL, NULL, NULL));
  kontor_counts_set_queries (counts, queries);
  lists_wait (counts_to, &(Wait) { counts, 0 });
  kontor_counts_set_active (counts, FALSE);
  add_order (&fixture, "900");
  lists_turn ();
  lists_turn ();
  g_assert_cmpint (kontor_counts_get (counts, 0), ==, 0);
  kontor_counts_set_active (counts, TRUE);
  lists_wait (counts_to, &(Wait) { counts, 1 });
  g_clear_object (&counts);
  fixture_end (&fixture);
}

static gboolean
finds (gpointer data)
{
  Wait *wait = data;
  GPtrArray *rows = kontor_finder_get_rows (wait->object, 1);

  return kontor_finder_get_settled (wait->object) && rows != NULL && rows->len == wait->wanted;
}

static void
drop_query (gpointer query)
{
  if (query != NULL)
    kontor_query_unref (query);
}

static void
find (KontorFinder *finder, const char *text)
{
  GPtrArray *queries = g_ptr_array_new_with_free_func (drop_query);

  g_ptr_array_add (queries, NULL);
  g_ptr_array_add (queries, kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, text, NULL, NULL));
  kontor_finder_set_queries (finder, queries);
}

/* The first rows of each query, newest first, and again after commits; the answer to an earlier question is not heard. */
static void
test_finder (void)
{
  Fixture fixture = { 0 };
  g_autoptr (KontorFinder) finder = NULL;

  fixture_begin (&fixture);
  for (guint i = 900; i < 903; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    add_order (&fixture, key);
  }
  finder = kontor_finder_new (fixture.engine, 2);
  g_assert_true (kontor_finder_get_settled (finder));
  find (finder, "ana");
  g_assert_false (kontor_finder_get_settled (finder));
  lists_wait (finds, &(Wait) { finder, 2 });
  g_assert_cmpuint (kontor_finder_get_rows (finder, 0)->len, ==, 0);
  g_assert_null (kontor_finder_get_rows (finder, 2));
  find (finder, "ana");
  find (finder, "903");
  lists_wait (finds, &(Wait) { finder, 0 });
  add_order (&fixture, "903");
  lists_wait (finds, &(Wait) { finder, 1 });
  g_clear_object (&finder);
  fixture_end (&fixture);
}

static gboolean
is_settled (gpointer future)
{
  return !dex_future_is_pending (future);
}

/* What a person named is found while the other reader counts. */
static void
test_names_at_once (void)
{
  Fixture fixture = { 0 };
  g_autoptr (Hold) hold = NULL;
  g_autoptr (DexFuture) named = NULL;
  g_autoptr (DexFuture) rows = NULL;
  gint64 id;

  fixture_begin (&fixture);
  id = fixture_find (&fixture, KONTOR_ENTITY_ORDER, "30");
  hold = lists_hold (kontor_engine_get_db (fixture.engine), KONTOR_DB_BULK, id);
  named = kontor_reader_resolve (fixture.engine, KONTOR_ENTITY_ORDER, 0, "remote:30");
  rows = kontor_reader_load_rows (fixture.engine, KONTOR_ENTITY_ORDER, &id, 1);
  lists_wait (is_settled, named);
  lists_wait (is_settled, rows);
  g_assert_cmpint (dex_await_int64 (dex_ref (named), NULL), ==, id);
  lists_release (hold);
  fixture_end (&fixture);
}

static gboolean
is_pending (gpointer data)
{
  Wait *wait = data;

  return kontor_pending_contains (wait->object, wait->wanted);
}

static gboolean
is_not_pending (gpointer data)
{
  return !is_pending (data);
}

static void
test_pending (void)
{
  Fixture fixture = { 0 };
  g_autoptr (KontorPending) pending = NULL;
  g_autoptr (KontorScope) scope = NULL;
  gint64 id, other;

  fixture_begin (&fixture);
  id = fixture_find (&fixture, KONTOR_ENTITY_ORDER, "30");
  other = fixture_find (&fixture, KONTOR_ENTITY_ORDER, "31");
  pending = kontor_pending_new (fixture.engine, KONTOR_ENTITY_ORDER);
  scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, id);
  g_assert_false (kontor_pending_contains (pending, id));
  fixture_await (kontor_orders_set_status (fixture.engine, scope, "completed"));
  lists_wait (is_pending, &(Wait) { pending, id });
  g_assert_false (kontor_pending_contains (pending, other));
  fixture_step (&fixture, 60000);
  fixture_flush (&fixture);
  lists_wait (is_not_pending, &(Wait) { pending, id });
  g_clear_object (&pending);
  fixture_end (&fixture);
}

static gboolean
runs (gpointer data)
{
  Wait *wait = data;

  return (kontor_running_find (wait->object, (guint) wait->wanted) != NULL);
}

static gboolean
is_over (gpointer data)
{
  return !runs (data);
}

static void
test_running (void)
{
  Fixture fixture = { 0 };
  g_autoptr (KontorRunning) running = NULL;
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, NULL, NULL);
  g_autoptr (KontorScope) scope = kontor_scope_new_all (query, NULL);
  gint64 action;

  fixture_begin (&fixture);
  running = kontor_running_new (fixture.engine);
  action = fixture_await (kontor_orders_set_status (fixture.engine, scope, "completed"));
  lists_wait (runs, &(Wait) { running, 2 });
  g_assert_cmpint (kontor_running_find (running, 2)->id, ==, action);
  g_assert_cmpuint (kontor_running_find (running, 2)->n_unsent, ==, 2);
  g_assert_null (kontor_running_find (running, 3));
  fixture_step (&fixture, 60000);
  fixture_flush (&fixture);
  lists_wait (is_over, &(Wait) { running, 2 });
  g_clear_object (&running);
  fixture_end (&fixture);
}

static gboolean
are_loaded (gpointer views)
{
  return kontor_saved_views_get_loaded (views);
}

static void
assert_view (KontorSavedViews *views, guint position, const char *name, const char *filter, const char *sort)
{
  g_autoptr (KontorSavedView) view = g_list_model_get_item (G_LIST_MODEL (views), position);

  g_assert_nonnull (view);
  g_assert_cmpstr (kontor_saved_view_get_name (view), ==, name);
  g_assert_cmpstr (kontor_saved_view_get_filter (view), ==, filter);
  g_assert_cmpstr (kontor_saved_view_get_sort (view), ==, sort);
}

static gint64
id_at (KontorSavedViews *views, guint position)
{
  g_autoptr (KontorSavedView) view = g_list_model_get_item (G_LIST_MODEL (views), position);

  return kontor_saved_view_get_id (view);
}

static gboolean
has_so_many (gpointer data)
{
  Wait *wait = data;

  return g_list_model_get_n_items (wait->object) == wait->wanted;
}

static gboolean
begins_with (gpointer data)
{
  Wait *wait = data;
  g_autoptr (KontorSavedView) view = g_list_model_get_item (wait->object, 0);

  return g_str_equal (kontor_saved_view_get_name (view), wait->wanted == 0 ? "To Ship" : "Packen");
}

static void
test_saved_views (void)
{
  Fixture fixture = { 0 };
  g_autoptr (KontorSavedViews) views = NULL;
  gint64 own, first;

  fixture_begin_empty (&fixture);
  views = kontor_saved_views_new (fixture.engine, KONTOR_ENTITY_ORDER);
  lists_wait (are_loaded, views);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (views)), ==, 6);
  assert_view (views, 0, "To Ship", "is:to-ship", "placed");
  first = id_at (views, 0);

  own = fixture_await (kontor_saved_views_add (fixture.engine, KONTOR_ENTITY_ORDER, " Berlin ", "city:berlin", NULL));
  lists_wait (has_so_many, &(Wait) { views, 7 });
  assert_view (views, 6, "Berlin", "city:berlin", NULL);
  g_assert_cmpint (id_at (views, 6), ==, own);

  dex_await (kontor_saved_views_change (fixture.engine, first, "is:to-ship tag:gift", "-total"), NULL);
  dex_await (kontor_saved_views_rename (fixture.engine, first, "Packen"), NULL);
  lists_wait (begins_with, &(Wait) { views, 1 });
  assert_view (views, 0, "Packen", "is:to-ship tag:gift", "-total");
  dex_await (kontor_saved_views_remove (fixture.engine, id_at (views, 1)), NULL);
  lists_wait (has_so_many, &(Wait) { views, 6 });

  dex_await (kontor_saved_views_restore (fixture.engine, KONTOR_ENTITY_ORDER), NULL);
  lists_wait (has_so_many, &(Wait) { views, 7 });
  lists_wait (begins_with, &(Wait) { views, 0 });
  assert_view (views, 0, "To Ship", "is:to-ship", "placed");
  assert_view (views, 1, "Unpaid", "is:unpaid is:open -is:archived", "-placed");
  assert_view (views, 6, "Berlin", "city:berlin", NULL);
  g_clear_object (&views);
  fixture_end (&fixture);
}

static void
test_saved_views_refuse (void)
{
  Fixture fixture = { 0 };

  fixture_begin_empty (&fixture);
  fixture_refuses (kontor_saved_views_add (fixture.engine, KONTOR_ENTITY_ORDER, "  ", "", NULL), KONTOR_ERROR_INVALID);
  fixture_refuses (kontor_saved_views_rename (fixture.engine, 1, ""), KONTOR_ERROR_INVALID);
  fixture_refuses (kontor_saved_views_rename (fixture.engine, 999, "Name"), KONTOR_ERROR_NOT_FOUND);
  fixture_refuses (kontor_saved_views_change (fixture.engine, 999, "", NULL), KONTOR_ERROR_NOT_FOUND);
  fixture_refuses (kontor_saved_views_remove (fixture.engine, 999), KONTOR_ERROR_NOT_FOUND);
  fixture_end (&fixture);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/watching/counts", test_counts);
  kontor_test_add ("/engine/watching/counts-at-rest", test_counts_at_rest);
  kontor_test_add ("/engine/watching/finder", test_finder);
  kontor_test_add ("/engine/watching/names-at-once", test_names_at_once);
  kontor_test_add ("/engine/watching/pending", test_pending);
  kontor_test_add ("/engine/watching/running", test_running);
  kontor_test_add ("/engine/watching/saved-views", test_saved_views);
  kontor_test_add ("/engine/watching/saved-views-refuse", test_saved_views_refuse);
  return kontor_test_run ();
}
