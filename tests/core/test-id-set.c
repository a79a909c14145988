#include "kontor-id-set.h"
#include "kontor-test.h"

static void
test_basics (void)
{
  g_autoptr (KontorIdSet) set = kontor_id_set_new ();

  g_assert_false (kontor_id_set_contains (set, 0));
  g_assert_false (kontor_id_set_contains (set, 5));
  g_assert_true (kontor_id_set_add (set, 5));
  g_assert_false (kontor_id_set_add (set, 5));
  g_assert_true (kontor_id_set_add (set, G_MININT64));
  g_assert_cmpuint (kontor_id_set_get_size (set), ==, 2);
  g_assert_false (kontor_id_set_remove (set, 6));
  g_assert_true (kontor_id_set_remove (set, 5));
  g_assert_true (kontor_id_set_contains (set, G_MININT64));
  kontor_id_set_clear (set);
  g_assert_cmpuint (kontor_id_set_get_size (set), ==, 0);
  g_assert_false (kontor_id_set_contains (set, G_MININT64));
}

static void
test_copy (void)
{
  g_autoptr (KontorIdSet) set = kontor_id_set_new ();
  g_autoptr (KontorIdSet) copy = NULL;

  kontor_id_set_add (set, 1);
  copy = kontor_id_set_copy (set);
  kontor_id_set_add (set, 2);
  g_assert_cmpuint (kontor_id_set_get_size (copy), ==, 1);
  g_assert_false (kontor_id_set_contains (copy, 2));
}

/* Against GLib's table: the same after any sequence, ids as orders have them. */
static void
test_random (void)
{
  g_autoptr (KontorIdSet) set = kontor_id_set_new ();
  g_autoptr (GHashTable) table = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) ids = NULL;

  for (guint i = 0; i < 20000; i++) {
    gint64 id = ((gint64) g_test_rand_int_range (1, 700) << 20) + g_test_rand_int_range (0, 3);

    if (g_test_rand_int_range (0, 2) == 0)
      g_assert_true (kontor_id_set_add (set, id) == g_hash_table_add (table, g_memdup2 (&id, sizeof id)));
    else
      g_assert_true (kontor_id_set_remove (set, id) == g_hash_table_remove (table, &id));
  }
  ids = kontor_id_set_dup_ids (set);
  g_assert_cmpuint (ids->len, ==, g_hash_table_size (table));
  for (guint i = 0; i < ids->len; i++) {
    g_assert_true (g_hash_table_contains (table, &g_array_index (ids, gint64, i)));
    g_assert_true (i == 0 || g_array_index (ids, gint64, i - 1) < g_array_index (ids, gint64, i));
  }
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/id-set/basics", test_basics);
  kontor_test_add_plain ("/core/id-set/copy", test_copy);
  kontor_test_add_plain ("/core/id-set/random", test_random);
  return kontor_test_run ();
}
