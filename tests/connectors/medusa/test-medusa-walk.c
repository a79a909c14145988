#include <string.h>

#include "kontor-error.h"
#include "kontor-medusa-walk.h"
#include "kontor-test.h"

static KontorMedusaWalk
begin (const char *feed, KontorPullHow how, const char *cursor)
{
  KontorMedusaWalk walk = { .stages = kontor_medusa_find_stages (feed), .how = how };
  g_autoptr (GError) error = NULL;

  g_assert_true (kontor_medusa_walk_begin (&walk, cursor, &error));
  g_assert_no_error (error);
  return walk;
}

static void
assert_path (const KontorMedusaWalk *walk, const char *start)
{
  g_autofree char *path = kontor_medusa_walk_make_path (walk);

  g_assert_true (g_str_has_prefix (path, start));
}

static void
test_first (void)
{
  KontorMedusaWalk walk = begin ("orders", KONTOR_PULL_FIRST, NULL);
  g_autofree char *cursor = NULL;

  assert_path (&walk, "admin/orders?limit=25&offset=0&order=-id&fields=id,display_id");
  g_assert_true (kontor_medusa_walk_step (&walk, 25, 60));
  assert_path (&walk, "admin/orders?limit=25&offset=25&order=-id");
  cursor = kontor_medusa_walk_write (&walk);
  walk = begin ("orders", KONTOR_PULL_FIRST, cursor);
  assert_path (&walk, "admin/orders?limit=25&offset=25&order=-id");
  g_assert_true (kontor_medusa_walk_step (&walk, 25, 60));
  /* To the drafts, and not to the payments, which are for changes. */
  g_assert_true (kontor_medusa_walk_step (&walk, 10, 60));
  assert_path (&walk, "admin/draft-orders?limit=25&offset=0");
  g_assert_false (kontor_medusa_walk_step (&walk, 0, 0));
}

/* What was taken out before the page moved everything behind it: so much is read again. */
static void
test_shrunk (void)
{
  KontorMedusaWalk walk = begin ("customers", KONTOR_PULL_FIRST, NULL);

  g_assert_true (kontor_medusa_walk_step (&walk, 100, 350));
  g_assert_true (kontor_medusa_walk_step (&walk, 100, 340));
  assert_path (&walk, "admin/customers?limit=100&offset=90&");
  /* One that grew shifts what was read already back into view, and loses nothing. */
  g_assert_true (kontor_medusa_walk_step (&walk, 100, 360));
  assert_path (&walk, "admin/customers?limit=100&offset=190&");
  /* It does not begin before its first row, and ends where nothing is left. */
  g_assert_true (kontor_medusa_walk_step (&walk, 0, 60));
  assert_path (&walk, "admin/customers?limit=100&offset=0&");
  g_assert_false (kontor_medusa_walk_step (&walk, 0, 0));
}

static void
test_changes (void)
{
  KontorMedusaWalk walk = begin ("orders", KONTOR_PULL_CHANGES, NULL);
  g_autofree char *cursor = NULL;

  walk.cursor.start = 1795355523270;
  kontor_medusa_walk_end_changes (&walk);
  cursor = kontor_medusa_walk_write (&walk);
  walk = begin ("orders", KONTOR_PULL_CHANGES, cursor);
  walk.cursor.start = 1795355600000;
  assert_path (&walk, "admin/orders?limit=25&offset=0&order=id&updated_at%5B%24gte%5D=2026-11-22T13:51:53.270Z&fields=");
  g_assert_true (kontor_medusa_walk_step (&walk, 1, 1));
  g_assert_true (kontor_medusa_walk_step (&walk, 0, 0));
  assert_path (&walk, "admin/payments?limit=100&offset=0&order=id&updated_at%5B%24gte%5D=2026-11-22T13:51:53.270Z&fields=id,payment");
  g_assert_false (kontor_medusa_walk_step (&walk, 0, 0));
  g_assert_cmpint (walk.cursor.since, ==, 1795355590000);
  g_assert_cmpuint (walk.cursor.stage, ==, 0);
}

/* Stocks cannot be asked by their dates, and are read latest first until they are older than what is looked for. */
static void
test_stock (void)
{
  KontorMedusaWalk walk = begin ("catalogue", KONTOR_PULL_CHANGES, "2:0:1795355600000:1795355523270:-1");
  g_autofree char *path = kontor_medusa_walk_make_path (&walk);

  g_assert_true (g_str_has_prefix (path, "admin/inventory-items?limit=100&offset=0&order=-location_levels.updated_at&fields="));
  g_assert_null (strstr (path, "gte"));
  g_assert_true (kontor_medusa_walk_step (&walk, 100, 5000));
  g_assert_false (kontor_medusa_walk_leave (&walk));
  g_assert_cmpint (walk.cursor.since, ==, 1795355590000);
}

static void
test_ids (void)
{
  KontorMedusaWalk walk = begin ("catalogue", KONTOR_PULL_IDS, NULL);

  assert_path (&walk, "admin/products?limit=200&offset=0&order=-id&fields=id,updated_at,status");
  g_assert_true (kontor_medusa_walk_step (&walk, 3, 3));
  assert_path (&walk, "admin/product-variants?limit=200&offset=0&order=-id&fields=id,updated_at,manage_inventory");
  g_assert_false (kontor_medusa_walk_step (&walk, 3, 3));
}

static void
test_wrong (void)
{
  static const char *const cursors[] = { "", "x", "9:0:0:0:0", "0:-5:0:0:0", "1:2:3" };

  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++) {
    KontorMedusaWalk walk = { .stages = kontor_medusa_find_stages ("orders"), .how = KONTOR_PULL_FIRST };
    g_autoptr (GError) error = NULL;

    g_assert_false (kontor_medusa_walk_begin (&walk, cursors[i], &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  }
  g_assert_null (kontor_medusa_find_stages ("nothing"));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/medusa/walk/first", test_first);
  kontor_test_add_plain ("/medusa/walk/shrunk", test_shrunk);
  kontor_test_add_plain ("/medusa/walk/changes", test_changes);
  kontor_test_add_plain ("/medusa/walk/stock", test_stock);
  kontor_test_add_plain ("/medusa/walk/ids", test_ids);
  kontor_test_add_plain ("/medusa/walk/wrong", test_wrong);
  return kontor_test_run ();
}
