#include "kontor-db.h"
#include "kontor-error.h"
#include "kontor-store.h"
#include "kontor-test.h"
#include "shop-fixture.h"

/* The whole road against the sample shop, in both of its manners: from a verb of the engine to the shop and back. */

#define A_MINUTE 60000

static KontorScope *
find_scope (World *w, KontorEntity entity, const char *sql)
{
  gint64 id = world_ask (w, sql);

  g_assert_cmpint (id, !=, 0);
  return kontor_scope_new_one (entity, id);
}

static gint64
get_id (KontorScope *scope)
{
  g_autoptr (GArray) ids = kontor_id_set_dup_ids (kontor_scope_get_ids (scope));

  return g_array_index (ids, gint64, 0);
}

static KontorScope *
find_variant (World *w)
{
  return find_scope (w, KONTOR_ENTITY_VARIANT, "SELECT min (id) FROM variant WHERE price IS NOT NULL");
}

static KontorScope *
find_order (World *w)
{
  return find_scope (w, KONTOR_ENTITY_ORDER,
                     "SELECT max (id) FROM \"order\" WHERE paid_total - refunded_total > 5000000 AND status != 'on-hold'");
}

static gint64
get_price (World *w, KontorScope *variant)
{
  g_autoptr (KontorRecord) record = world_load (w, KONTOR_ENTITY_VARIANT, get_id (variant));

  return kontor_record_get_amount (record, KONTOR_VARIANT_PRICE);
}

static gint64
get_shop_price (World *w, KontorScope *variant)
{
  g_autoptr (KontorRecord) record = world_fetch (w, KONTOR_ENTITY_VARIANT, get_id (variant));

  return kontor_record_get_amount (record, KONTOR_VARIANT_PRICE);
}

static gint64
set_price (World *w, KontorScope *variant, gint64 euros)
{
  return world_await (
      kontor_catalog_set_price (w->engine, variant, kontor_money_make (euros * KONTOR_MONEY_UNIT, "EUR")));
}

static void
assert_settled (World *w)
{
  g_assert_cmpint (world_ask (w, "SELECT count (*) FROM outbox WHERE state NOT IN ('acked', 'cancelled')"), ==, 0);
  g_assert_cmpint (world_ask (w, "SELECT count (*) FROM remote_state"), ==, 0);
  g_assert_cmpint (world_ask (w, "SELECT count (*) FROM refetch"), ==, 0);
  g_assert_cmpuint (world_count_problems (w), ==, 0);
}

/* Every row as a first import of another computer has it. */
static void
end_as_shop (World *w)
{
  assert_settled (w);
  world_sync (w);
  world_sweep (w);
  world_assert_as_shop (w);
  world_end (w);
}

static void
test_import (void)
{
  World w;

  world_begin (&w, 60);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM \"order\""), ==, kontor_shop_count (w.shop, "orders"));
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM product"), ==, kontor_shop_count (w.shop, "products"));
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM variant"), ==, kontor_shop_count (w.shop, "variations"));
  g_assert_cmpint (kontor_account_get_status (w.account), ==, KONTOR_ACCOUNT_OK);
  kontor_shop_live (w.shop, 5);
  end_as_shop (&w);
}

static void
test_price (void)
{
  World w;
  g_autoptr (KontorScope) variant = NULL;

  world_begin (&w, 20);
  variant = find_variant (&w);
  set_price (&w, variant, 77);
  g_assert_cmpint (get_price (&w, variant), ==, 77 * KONTOR_MONEY_UNIT);
  g_assert_cmpint (get_shop_price (&w, variant), !=, 77 * KONTOR_MONEY_UNIT);
  world_flush_after (&w, A_MINUTE);
  g_assert_cmpint (get_shop_price (&w, variant), ==, 77 * KONTOR_MONEY_UNIT);
  end_as_shop (&w);
}

/* Where there are several locations, one of them is meant. */
static void
test_stock (void)
{
  World w;
  g_autoptr (KontorScope) variant = NULL;
  g_autoptr (KontorRecord) before = NULL, after = NULL;
  g_autoptr (GError) error = NULL;
  const char *location;

  world_begin (&w, 20);
  variant = find_scope (&w, KONTOR_ENTITY_VARIANT,
                        "SELECT variant_id FROM stock_level GROUP BY variant_id HAVING count (*) > 1 LIMIT 1");
  before = world_fetch (&w, KONTOR_ENTITY_VARIANT, get_id (variant));
  location = kontor_record_get_key (kontor_record_get_member (before, KONTOR_VARIANT_LEVELS, 1));
  dex_await (kontor_catalog_adjust_stock (w.engine, variant, NULL, 3, "count"), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  world_await (kontor_catalog_adjust_stock (w.engine, variant, location, 3, "count"));
  kontor_shop_live (w.shop, 1);
  before = (kontor_record_unref (before), world_fetch (&w, KONTOR_ENTITY_VARIANT, get_id (variant)));
  world_flush_after (&w, A_MINUTE);
  after = world_fetch (&w, KONTOR_ENTITY_VARIANT, get_id (variant));
  g_assert_cmpint (kontor_record_get_int (kontor_record_get_member (after, KONTOR_VARIANT_LEVELS, 1),
                                          KONTOR_LEVEL_ON_HAND),
                   ==,
                   kontor_record_get_int (kontor_record_get_member (before, KONTOR_VARIANT_LEVELS, 1),
                                          KONTOR_LEVEL_ON_HAND) +
                       3);
  end_as_shop (&w);
}

static gint64
get_level (World *w, KontorScope *variant, guint index)
{
  g_autoptr (KontorRecord) there = world_fetch (w, KONTOR_ENTITY_VARIANT, get_id (variant));

  return kontor_record_get_int (kontor_record_get_member (there, KONTOR_VARIANT_LEVELS, index), KONTOR_LEVEL_ON_HAND);
}

/* What was counted is written over what was there then, and never over a sale since. */
static void
test_count (void)
{
  World w;
  g_autoptr (KontorScope) variant = NULL;
  g_autoptr (KontorRecord) before = NULL;
  g_autoptr (GError) error = NULL;
  const char *location;

  world_begin (&w, 20);
  variant = find_scope (&w, KONTOR_ENTITY_VARIANT, "SELECT variant_id FROM stock_level WHERE on_hand > 5 LIMIT 1");
  before = world_fetch (&w, KONTOR_ENTITY_VARIANT, get_id (variant));
  location = kontor_record_get_key (kontor_record_get_member (before, KONTOR_VARIANT_LEVELS, 0));
  dex_await (kontor_catalog_count_stock (w.engine, variant, location, -1), &error);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  world_await (kontor_catalog_count_stock (w.engine, variant, location, 41));
  world_flush_after (&w, A_MINUTE);
  g_assert_cmpint (get_level (&w, variant, 0), ==, 41);
  world_await (kontor_catalog_count_stock (w.engine, variant, location, 38));
  world_await (kontor_catalog_adjust_stock (w.engine, variant, location, -1, NULL));
  world_flush_after (&w, A_MINUTE);
  g_assert_cmpint (get_level (&w, variant, 0), ==, 37);
  end_as_shop (&w);
}

/* A new picture goes before those that are there, which stay. */
static void
test_pictures (void)
{
  World w;
  g_autoptr (KontorScope) product = NULL;
  g_autoptr (KontorRecord) wanted = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  g_autoptr (KontorRecord) before = NULL, after = NULL;
  KontorRecord *picture = kontor_record_new (&kontor_picture_type);

  world_begin (&w, 20);
  product = find_scope (&w, KONTOR_ENTITY_PRODUCT, "SELECT product_id FROM product_picture LIMIT 1");
  before = world_fetch (&w, KONTOR_ENTITY_PRODUCT, get_id (product));
  kontor_record_set_text (picture, KONTOR_PICTURE_NAME, "kluntje.png");
  kontor_record_take_member (wanted, KONTOR_PRODUCT_PICTURES, picture);
  for (guint i = 0; i < kontor_record_get_length (before, KONTOR_PRODUCT_PICTURES); i++)
    kontor_record_take_member (wanted, KONTOR_PRODUCT_PICTURES,
                               kontor_record_copy (kontor_record_get_member (before, KONTOR_PRODUCT_PICTURES, i)));
  world_await (kontor_catalog_set_pictures (w.engine, get_id (product), wanted));
  world_flush_after (&w, A_MINUTE);
  after = world_fetch (&w, KONTOR_ENTITY_PRODUCT, get_id (product));
  g_assert_cmpuint (kontor_record_get_length (after, KONTOR_PRODUCT_PICTURES), ==,
                    kontor_record_get_length (before, KONTOR_PRODUCT_PICTURES) + 1);
  picture = kontor_record_get_member (after, KONTOR_PRODUCT_PICTURES, 0);
  g_assert_cmpstr (kontor_record_get_text (picture, KONTOR_PICTURE_NAME), ==, "kluntje.png");
  g_assert_cmpstr (kontor_record_get_key (kontor_record_get_member (after, KONTOR_PRODUCT_PICTURES, 1)), ==,
                   kontor_record_get_key (kontor_record_get_member (before, KONTOR_PRODUCT_PICTURES, 0)));
  end_as_shop (&w);
}

static void
test_order (void)
{
  World w;
  const char *tags[] = { "gift", NULL };
  g_autoptr (KontorScope) order = NULL;
  g_autoptr (KontorRecord) there = NULL;
  gint64 notes;

  world_begin (&w, 20);
  order = find_order (&w);
  notes = kontor_shop_count_effects (w.shop, "note", NULL);
  world_await (kontor_orders_set_status (w.engine, order, "on-hold"));
  world_await (kontor_orders_add_note (w.engine, order, "Fragile"));
  world_await (kontor_orders_tag (w.engine, order, tags, NULL));
  world_flush_after (&w, A_MINUTE);
  there = world_fetch (&w, KONTOR_ENTITY_ORDER, get_id (order));
  g_assert_cmpstr (kontor_record_get_text (there, KONTOR_ORDER_STATUS), ==, "on-hold");
  g_assert_nonnull (kontor_record_find_member (there, KONTOR_ORDER_TAGS, "gift"));
  g_assert_cmpint (kontor_shop_count_effects (w.shop, "note", NULL), ==, notes + 1);
  end_as_shop (&w);
}

static void
test_refund (void)
{
  World w;
  g_autoptr (KontorScope) order = NULL;
  g_autoptr (KontorRecord) refund = kontor_record_new (&kontor_refund_type), before = NULL, after = NULL;
  gint64 refunds;

  world_begin (&w, 20);
  order = find_order (&w);
  before = world_load (&w, KONTOR_ENTITY_ORDER, get_id (order));
  refunds = kontor_shop_count_effects (w.shop, "refund", NULL);
  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT, 2 * KONTOR_MONEY_UNIT);
  kontor_record_set_text (refund, KONTOR_REFUND_REASON, "late");
  world_await (kontor_orders_refund (w.engine, get_id (order), refund));
  world_flush_after (&w, 1);
  g_assert_cmpint (kontor_shop_count_effects (w.shop, "refund", NULL), ==, refunds);
  world_flush_after (&w, A_MINUTE);
  g_assert_cmpint (kontor_shop_count_effects (w.shop, "refund", NULL), ==, refunds + 1);
  after = world_load (&w, KONTOR_ENTITY_ORDER, get_id (order));
  g_assert_cmpint (kontor_record_get_amount (after, KONTOR_ORDER_REFUNDED_TOTAL), ==,
                   kontor_record_get_amount (before, KONTOR_ORDER_REFUNDED_TOTAL) + 2 * KONTOR_MONEY_UNIT);
  end_as_shop (&w);
}

static void
test_undo (void)
{
  World w;
  g_autoptr (KontorScope) variant = NULL;
  gint64 action, price;

  world_begin (&w, 20);
  variant = find_variant (&w);
  price = get_price (&w, variant);
  action = set_price (&w, variant, 77);
  world_flush_after (&w, A_MINUTE);
  g_assert_cmpint (get_shop_price (&w, variant), ==, 77 * KONTOR_MONEY_UNIT);
  world_await (kontor_engine_undo (w.engine, action));
  g_assert_cmpint (get_price (&w, variant), ==, price);
  world_flush_after (&w, A_MINUTE);
  g_assert_cmpint (get_shop_price (&w, variant), ==, price);
  end_as_shop (&w);
}

/* Somebody else was there first: neither is overwritten before a person has said whose it is. */
static void
conflict (KontorAnswer answer, gint64 expected)
{
  World w;
  g_autoptr (KontorScope) variant = NULL;
  g_autoptr (KontorProblem) problem = NULL;

  world_begin (&w, 20);
  variant = find_variant (&w);
  world_pass (&w, A_MINUTE);
  set_price (&w, variant, 77);
  world_admin (&w, "PUT", KONTOR_ENTITY_VARIANT, get_id (variant), NULL, "{\"regular_price\":\"66.00\"}");
  world_flush_after (&w, A_MINUTE);
  problem = world_problem (&w);
  g_assert_cmpint (kontor_problem_get_kind (problem), ==, KONTOR_PROBLEM_CONFLICT);
  g_assert_cmpint (get_shop_price (&w, variant), ==, 66 * KONTOR_MONEY_UNIT);
  g_assert_cmpint (get_price (&w, variant), ==, 77 * KONTOR_MONEY_UNIT);
  world_await (kontor_problems_answer (w.engine, kontor_problem_get_id (problem), answer));
  world_flush_after (&w, A_MINUTE);
  g_assert_cmpint (get_shop_price (&w, variant), ==, expected * KONTOR_MONEY_UNIT);
  end_as_shop (&w);
}

static void
test_keep_mine (void)
{
  conflict (KONTOR_ANSWER_KEEP_MINE, 77);
}

static void
test_take_theirs (void)
{
  conflict (KONTOR_ANSWER_TAKE_THEIRS, 66);
}

/* Without a connection one goes on working; with it everything follows. */
static void
test_offline (void)
{
  World w;
  g_autoptr (KontorScope) variant = NULL, order = NULL;

  world_begin (&w, 20);
  variant = find_variant (&w);
  order = find_order (&w);
  world_set_faults (&w, "offline");
  dex_await (kontor_sync_run_once (kontor_account_get_sync (w.account)), NULL);
  g_assert_cmpint (kontor_account_get_status (w.account), ==, KONTOR_ACCOUNT_OFFLINE);
  set_price (&w, variant, 77);
  world_await (kontor_orders_add_note (w.engine, order, "Meanwhile"));
  world_flush_after (&w, A_MINUTE);
  g_assert_cmpint (get_price (&w, variant), ==, 77 * KONTOR_MONEY_UNIT);
  g_assert_cmpint (world_ask (&w, "SELECT count (*) FROM outbox WHERE state = 'acked'"), ==, 0);
  g_assert_cmpuint (world_count_problems (&w), ==, 0);
  kontor_shop_live (w.shop, 3);
  world_set_faults (&w, NULL);
  world_flush_after (&w, A_MINUTE);
  g_assert_cmpint (kontor_account_get_status (w.account), ==, KONTOR_ACCOUNT_OK);
  g_assert_cmpint (get_shop_price (&w, variant), ==, 77 * KONTOR_MONEY_UNIT);
  end_as_shop (&w);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  world_add ("/engine/shop/import", test_import);
  world_add ("/engine/shop/price", test_price);
  world_add ("/engine/shop/stock", test_stock);
  world_add ("/engine/shop/count", test_count);
  world_add ("/engine/shop/pictures", test_pictures);
  world_add ("/engine/shop/order", test_order);
  world_add ("/engine/shop/refund", test_refund);
  world_add ("/engine/shop/undo", test_undo);
  world_add ("/engine/shop/keep-mine", test_keep_mine);
  world_add ("/engine/shop/take-theirs", test_take_theirs);
  world_add ("/engine/shop/offline", test_offline);
  return kontor_test_run ();
}
