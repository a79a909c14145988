#include "kontor-db.h"
#include "kontor-test.h"
#include "shop-fixture.h"

#define DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* The sweeps of the engine at a sample shop, in both of its manners. */

static gint64
count_orders (World *w)
{
  return world_ask (w, "SELECT count (*) FROM \"order\"");
}

/* The @index-th newest. */
static gint64
find_order (World *w, guint index)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"order\" ORDER BY placed_at DESC, id DESC LIMIT 1 OFFSET %u",
                                          index);

  return world_ask (w, sql);
}

/* Something of which no change tells: what is here is another than the shop's. */
static gboolean
spoil_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  return kontor_txn_run (txn, error, "UPDATE \"order\" SET revision = 'old', email = 'old' WHERE id = ?", "i",
                         *(gint64 *) data);
}

static void
spoil (World *w, gint64 id)
{
  world_await (kontor_db_write (kontor_engine_get_db (w->engine), KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_NORMAL,
                                spoil_func, &id, NULL));
}

static gboolean
is_spoilt (World *w, gint64 id)
{
  g_autoptr (KontorRecord) order = world_load (w, KONTOR_ENTITY_ORDER, id);

  return g_strcmp0 (kontor_record_get_text (order, KONTOR_ORDER_EMAIL), "old") == 0;
}

/* The newest 90 days are looked through each night, the rest bit by bit. */
static void
test_window (void)
{
  World w;
  gint64 newest, oldest;

  world_begin (&w, 700);
  newest = find_order (&w, 0);
  oldest = find_order (&w, 699);
  spoil (&w, newest);
  spoil (&w, oldest);
  world_pass (&w, DAY + 1);
  world_sync (&w);
  g_assert_false (is_spoilt (&w, newest));
  g_assert_true (is_spoilt (&w, oldest));
  g_assert_cmpint (world_ask (&w, "SELECT ids_cursor IS NOT NULL FROM feed WHERE name = 'orders'"), ==, 1);
  for (guint night = 0; night < 12 && is_spoilt (&w, oldest); night++) {
    world_pass (&w, DAY + 1);
    world_sync (&w);
  }
  g_assert_false (is_spoilt (&w, oldest));
  world_end (&w);
}

/* An old order that is gone makes the counts disagree: then all is looked through. */
static void
test_counts (void)
{
  World w;
  gint64 oldest, other;

  world_begin (&w, 300);
  oldest = find_order (&w, 299);
  other = find_order (&w, 250);
  spoil (&w, other);
  world_admin (&w, "DELETE", KONTOR_ENTITY_ORDER, oldest, NULL, NULL);
  world_sweep (&w);
  g_assert_cmpint (count_orders (&w), ==, 299);
  g_assert_false (is_spoilt (&w, other));
  g_assert_cmpint (world_ask (&w, "SELECT ids_cursor IS NULL FROM feed WHERE name = 'orders'"), ==, 1);
  world_end (&w);
}

/* A new order that is gone is missed in the window. */
static void
test_gone (void)
{
  World w;

  world_begin (&w, 60);
  world_admin (&w, "DELETE", KONTOR_ENTITY_ORDER, find_order (&w, 1), NULL, NULL);
  world_admin (&w, "DELETE", KONTOR_ENTITY_CUSTOMER, world_ask (&w, "SELECT max (id) FROM customer"), NULL, NULL);
  world_sweep (&w);
  g_assert_cmpint (count_orders (&w), ==, 59);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM customer WHERE remote_id IS NOT NULL"), ==, 29);
  g_assert_cmpuint (world_count_problems (&w), ==, 0);
  world_end (&w);
}

/* The settings have neither changes nor ids: they are read anew, and what was not seen is gone. */
static void
test_anew (void)
{
  World w;
  gint64 before;

  world_begin (&w, 20);
  before = world_ask (&w, "SELECT count (*) FROM setting");
  world_admin (&w, "DELETE", KONTOR_ENTITY_SETTING, world_ask (&w, "SELECT max (id) FROM setting"), NULL, NULL);
  world_sync (&w);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM setting"), ==, before - 1);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM refetch"), ==, 0);
  world_end (&w);
}

/* A shop that lost most, or all, of what it had is not believed. */
static void
test_trouble (void)
{
  World w;
  g_autoptr (KontorProblem) problem = NULL;

  world_begin (&w, 60);
  world_set_faults (&w, "empty");
  world_sweep (&w);
  g_assert_cmpint (count_orders (&w), ==, 60);
  g_assert_cmpuint (world_count_problems (&w), ==, 0);
  world_set_faults (&w, "vanished");
  world_sweep (&w);
  g_assert_cmpint (count_orders (&w), ==, 60);
  g_assert_cmpuint (world_count_problems (&w), >, 0);
  world_set_faults (&w, NULL);
  world_sweep (&w);
  g_assert_cmpint (count_orders (&w), ==, 60);
  g_assert_cmpuint (world_count_problems (&w), ==, 0);
  world_end (&w);
}

/* Many that are gone on purpose: somebody says so, and then they go. */
static void
test_purpose (void)
{
  World w;
  g_autoptr (KontorProblem) problem = NULL;

  world_begin (&w, 120);
  for (guint i = 0; i < 30; i++)
    world_admin (&w, "DELETE", KONTOR_ENTITY_ORDER, find_order (&w, 40 + i), NULL, NULL);
  world_sweep (&w);
  g_assert_cmpint (count_orders (&w), ==, 120);
  problem = world_problem (&w);
  g_assert_cmpint (kontor_problem_get_kind (problem), ==, KONTOR_PROBLEM_DELETIONS);
  g_assert_cmpstr (kontor_problem_get_feed (problem), ==, "orders");
  world_await (kontor_sync_allow_deletions (kontor_account_get_sync (w.account), "orders"));
  world_sync (&w);
  g_assert_cmpint (count_orders (&w), ==, 90);
  g_assert_cmpuint (world_count_problems (&w), ==, 0);
  world_end (&w);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  world_add ("/engine/sweep/window", test_window);
  world_add ("/engine/sweep/counts", test_counts);
  world_add ("/engine/sweep/gone", test_gone);
  world_add ("/engine/sweep/anew", test_anew);
  world_add ("/engine/sweep/trouble", test_trouble);
  world_add ("/engine/sweep/purpose", test_purpose);
  return kontor_test_run ();
}
