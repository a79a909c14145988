#include "kontor-results-diff.h"
#include "kontor-test.h"

static GArray *
make_ids (const char *letters)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (const char *c = letters; *c != '\0'; c++)
    g_array_append_vals (ids, &(gint64) { *c }, 1);
  return ids;
}

static gint64
id_at (GArray *ids, guint i)
{
  return g_array_index (ids, gint64, i);
}

static void
assert_equal (GArray *a, GArray *b)
{
  g_assert_cmpmem (a->data, a->len * sizeof (gint64), b->data, b->len * sizeof (gint64));
}

static char *
describe (KontorResultsDiff *diff)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < diff->splices->len; i++) {
    KontorSplice splice = g_array_index (diff->splices, KontorSplice, i);

    g_string_append_printf (text, "%s%u-%u+%u", i > 0 ? " " : "", splice.position, splice.removed, splice.added);
  }
  g_string_append (text, " left ");
  for (guint i = 0; i < diff->left->len; i++)
    g_string_append_c (text, (char) id_at (diff->left, i));
  return g_string_free_and_steal (text);
}

static void
assert_diff (const char *before, const char *after, const char *expected)
{
  g_autoptr (GArray) a = make_ids (before);
  g_autoptr (GArray) b = make_ids (after);
  g_autoptr (KontorResultsDiff) diff = kontor_results_diff_new (a, b);
  g_autofree char *text = describe (diff);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_splices (void)
{
  assert_diff ("", "", " left ");
  assert_diff ("abc", "abc", " left ");
  assert_diff ("", "abc", "0-0+3 left ");
  assert_diff ("abc", "", "0-3+0 left abc");
  assert_diff ("abc", "abcd", "3-0+1 left ");
  assert_diff ("abc", "xabc", "0-0+1 left ");
  assert_diff ("abcd", "abd", "2-1+0 left c");
  assert_diff ("abcd", "abxd", "2-1+1 left c");
  assert_diff ("abc", "xyz", "0-3+3 left abc");
}

/* One row that moves is taken out in one place and put in at the other; all others stay. */
static void
test_moves (void)
{
  assert_diff ("abcdef", "bcdeaf", "0-1+0 4-0+1 left ");
  assert_diff ("abcdef", "aebcdf", "1-0+1 5-1+0 left ");
  assert_diff ("ab", "ba", "0-0+1 2-1+0 left ");
  assert_diff ("abcdefgh", "xbdcefyh", "0-1+1 2-0+1 4-1+0 6-1+1 left ag");
}

static void
shuffle (GArray *ids, guint from, guint length)
{
  for (guint i = from + length - 1; i > from; i--) {
    guint k = (guint) g_test_rand_int_range ((gint32) from, (gint32) i + 1);
    gint64 id = id_at (ids, i);

    g_array_index (ids, gint64, i) = id_at (ids, k);
    g_array_index (ids, gint64, k) = id;
  }
}

static GArray *
make_random (guint most)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 1; i <= most; i++)
    if (g_test_rand_int_range (0, 4) > 0)
      g_array_append_vals (ids, &(gint64) { i }, 1);
  if (ids->len > 8)
    shuffle (ids, (guint) g_test_rand_int_range (0, 4), (guint) g_test_rand_int_range (2, (gint32) ids->len - 4));
  return ids;
}

/* What a listener of items_changed would do: it must read the view at every step as its own copy says. */
static void
replay (GArray *copy, KontorIdView *view, const KontorSplice *splice)
{
  g_array_remove_range (copy, splice->position, splice->removed);
  for (guint i = 0; i < splice->added; i++) {
    gint64 id = kontor_id_view_get (view, splice->position + i);

    g_array_insert_val (copy, splice->position + i, id);
  }
}

static void
assert_view (KontorIdView *view, GArray *expected)
{
  g_autoptr (GArray) ids = kontor_id_view_dup (view);

  g_assert_cmpuint (kontor_id_view_get_length (view), ==, expected->len);
  assert_equal (ids, expected);
  for (guint i = 0; i < expected->len; i++) {
    guint position = G_MAXUINT;

    g_assert_cmpint (kontor_id_view_get (view, i), ==, id_at (expected, i));
    g_assert_true (kontor_id_view_find (view, id_at (expected, i), &position));
    g_assert_cmpint (kontor_id_view_get (view, position), ==, id_at (expected, i));
  }
}

static void
test_replay (void)
{
  for (guint round = 0; round < 200; round++) {
    g_autoptr (GArray) before = make_random (60);
    g_autoptr (GArray) after = make_random (60);
    g_autoptr (GArray) copy = g_array_copy (before);
    g_autoptr (KontorResultsDiff) diff = kontor_results_diff_new (before, after);
    KontorIdView view = { 0 };

    kontor_id_view_begin (&view, diff);
    assert_view (&view, before);
    for (guint i = 0; i < diff->splices->len; i++) {
      KontorSplice splice = g_array_index (diff->splices, KontorSplice, i);

      kontor_id_view_step (&view, &splice);
      replay (copy, &view, &splice);
      assert_view (&view, copy);
    }
    assert_equal (copy, after);
    kontor_id_view_clear (&view);
  }
}

static void
test_left (void)
{
  for (guint round = 0; round < 50; round++) {
    g_autoptr (GArray) before = make_random (60);
    g_autoptr (GArray) after = make_random (60);
    g_autoptr (KontorResultsDiff) diff = kontor_results_diff_new (before, after);
    KontorIdView old = { 0 }, new = { 0 };
    guint n_left = 0, position;

    kontor_id_view_set (&old, before);
    kontor_id_view_set (&new, after);
    for (guint i = 0; i < before->len; i++)
      n_left += !kontor_id_view_find (&new, id_at (before, i), &position);
    g_assert_cmpuint (diff->left->len, ==, n_left);
    for (guint i = 0; i < diff->left->len; i++) {
      g_assert_true (kontor_id_view_find (&old, id_at (diff->left, i), &position));
      g_assert_false (kontor_id_view_find (&new, id_at (diff->left, i), &position));
    }
    kontor_id_view_clear (&old);
    kontor_id_view_clear (&new);
  }
}

/* Where very many rows changed places it is one step. */
static void
test_covering (void)
{
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) after = NULL;
  g_autoptr (KontorResultsDiff) diff = NULL;

  for (gint64 i = 1; i <= 20000; i++)
    g_array_append_val (before, i);
  after = g_array_copy (before);
  for (guint i = 10; i < 19000; i += 2)
    shuffle (after, i, 2);
  g_array_remove_range (after, 100, 1);
  diff = kontor_results_diff_new (before, after);
  g_assert_cmpuint (diff->splices->len, ==, 1);
  g_assert_cmpuint (diff->left->len, ==, 1);
  g_assert_cmpuint (g_array_index (diff->splices, KontorSplice, 0).position, >=, 10);
}

static void
test_empty_view (void)
{
  KontorIdView view = { 0 };
  g_autoptr (GArray) ids = kontor_id_view_dup (&view);
  guint position;

  g_assert_cmpuint (ids->len, ==, 0);
  g_assert_cmpuint (kontor_id_view_get_length (&view), ==, 0);
  g_assert_false (kontor_id_view_find (&view, 1, &position));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/engine/results-diff/splices", test_splices);
  kontor_test_add_plain ("/engine/results-diff/moves", test_moves);
  kontor_test_add_plain ("/engine/results-diff/replay", test_replay);
  kontor_test_add_plain ("/engine/results-diff/left", test_left);
  kontor_test_add_plain ("/engine/results-diff/covering", test_covering);
  kontor_test_add_plain ("/engine/results-diff/empty-view", test_empty_view);
  return kontor_test_run ();
}
