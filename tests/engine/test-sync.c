#include "engine-fixture.h"
#include "kontor-test.h"

static KontorRecord *
new_product (const char *key, const char *title)
{
  KontorRecord *product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  kontor_record_set_key (product, key);
  kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, title);
  kontor_record_set_text (product, KONTOR_PRODUCT_SKU, key);
  return product;
}

static void
put_products (Fixture *f, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *key = g_strdup_printf ("%u", 100 + i);
    g_autoptr (KontorRecord) product = new_product (key, "Thing");

    fake_shop_put (f->shop, product);
  }
}

static gint64
count (Fixture *f, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", table);

  return fixture_number (f, sql);
}

static void
sweep (Fixture *f)
{
  fixture_await (kontor_sync_sweep_once (kontor_account_get_sync (f->account)));
}

/* The first import brings everything, page by page, and changes follow. */
static void
test_import (void)
{
  Fixture f;

  fixture_begin (&f);
  g_assert_cmpint (count (&f, "product"), ==, 2);
  g_assert_cmpint (count (&f, "variant"), ==, 2);
  g_assert_cmpint (count (&f, "order"), ==, 2);
  fixture_admin_price (&f, "20", 33);
  fixture_sync (&f);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 33);
  fixture_end (&f);
}

/* A first import that fails on its way goes on where it was. */
static void
test_resume (void)
{
  Fixture f;

  fixture_begin_empty (&f);
  put_products (&f, 7);
  fake_shop_fail (f.shop, FAKE_PULL, KONTOR_ERROR_REJECTED, 0);
  fixture_sync (&f);
  g_assert_cmpint (count (&f, "product"), ==, 7);
  g_assert_cmpint (fixture_number (&f, "SELECT first_rows FROM feed WHERE name = 'products'"), ==, 7);
  fixture_reopen (&f);
  fixture_sync (&f);
  g_assert_cmpint (fixture_number (&f, "SELECT first_rows FROM feed WHERE name = 'products'"), ==, 7);
  fixture_end (&f);
}

static void
break_after_page (FakeShop *shop, gpointer data)
{
  /* It may be the tail of changes that asks. */
  if (fake_shop_count_firsts (shop) == 0)
    fake_shop_set_hook (shop, FAKE_PULL, G_CALLBACK (break_after_page), NULL);
  else
    fake_shop_fail (shop, FAKE_PULL, KONTOR_ERROR_OFFLINE, 1000);
}

static void
test_interrupted (void)
{
  Fixture f;

  fixture_begin_empty (&f);
  put_products (&f, 7);
  fake_shop_set_hook (f.shop, FAKE_PULL, G_CALLBACK (break_after_page), NULL);
  fixture_refuses (kontor_sync_run_once (kontor_account_get_sync (f.account)), KONTOR_ERROR_OFFLINE);
  g_assert_cmpint (count (&f, "product"), ==, 2);
  g_assert_cmpint (kontor_account_get_status (f.account), ==, KONTOR_ACCOUNT_OFFLINE);
  g_assert_false (kontor_account_get_imported (f.account));
  fake_shop_fail (f.shop, FAKE_PULL, KONTOR_ERROR_OFFLINE, 0);
  fixture_reopen (&f);
  g_assert_false (kontor_account_get_imported (f.account));
  fixture_sync (&f);
  g_assert_true (kontor_account_get_imported (f.account));
  fixture_reopen (&f);
  g_assert_true (kontor_account_get_imported (f.account));
  g_assert_cmpint (count (&f, "product"), ==, 7);
  g_assert_cmpint (fixture_number (&f, "SELECT first_rows FROM feed WHERE name = 'products'"), ==, 7);
  /* Four of products, two in each, and one of orders: no page was asked for twice. */
  g_assert_cmpuint (fake_shop_count_firsts (f.shop), ==, 5);
  fixture_end (&f);
}

/* What changes during a long import is not lost between it and the tail of changes. */
static void
change_meanwhile (FakeShop *shop, gpointer data)
{
  g_autoptr (KontorRecord) product = new_product ("100", "Renamed");

  fake_shop_put (shop, product);
}

static void
test_tail (void)
{
  Fixture f;
  g_autoptr (KontorRecord) product = NULL;

  fixture_begin_empty (&f);
  put_products (&f, 5);
  fake_shop_set_hook (f.shop, FAKE_PULL, G_CALLBACK (change_meanwhile), NULL);
  fixture_sync (&f);
  fixture_sync (&f);
  product = fixture_load (&f, KONTOR_ENTITY_PRODUCT, "100");
  g_assert_cmpstr (kontor_record_get_text (product, KONTOR_PRODUCT_TITLE), ==, "Renamed");
  fixture_end (&f);
}

/* What a view holds follows the shop. */
static void
test_live (void)
{
  Fixture f;
  KontorIdentity *identity;
  g_autoptr (KontorObject) variant = NULL;

  fixture_begin (&f);
  identity = kontor_engine_get_identity (f.engine);
  variant = kontor_identity_dup (identity, KONTOR_ENTITY_VARIANT, fixture_find (&f, KONTOR_ENTITY_VARIANT, "20"));
  g_assert_true (kontor_object_get_loading (variant));
  fixture_admin_price (&f, "20", 9);
  fixture_sync (&f);
  g_assert_cmpint (kontor_record_get_amount (kontor_object_get_record (variant), KONTOR_VARIANT_PRICE), ==,
                   9 * KONTOR_MONEY_UNIT);
  g_clear_object (&variant);
  fixture_end (&f);
}

/* Time passes, and somebody comes back to the window, which asks for what is due. */
static void
look_again (Fixture *f, gint64 milliseconds)
{
  fixture_step (f, milliseconds);
  while (kontor_account_get_synced_at (f->account) < kontor_clock_now (f->clock)) {
    kontor_engine_set_focused (f->engine, FALSE);
    kontor_engine_set_focused (f->engine, TRUE);
    dex_await (dex_timeout_new_msec (10), NULL);
  }
}

/* A cycle in which a feed is not due does not count as one of it. */
static void
test_due (void)
{
  Fixture f;

  fixture_begin (&f);
  kontor_engine_start (f.engine);
  fixture_admin_price (&f, "20", 5);
  look_again (&f, 60 * 1000);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 5);
  fixture_admin_price (&f, "20", 6);
  look_again (&f, 40 * 1000);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 5);
  look_again (&f, 40 * 1000);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 6);
  fixture_end (&f);
}

/* @sku: (nullable): NULL where the shop has forgotten what the line sold */
static void
put_order (Fixture *f, const char *note, const char *sku)
{
  g_autoptr (KontorRecord) order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  KontorRecord *line = kontor_record_new (&kontor_line_type);

  kontor_record_set_key (order, "900");
  kontor_record_set_text (order, KONTOR_ORDER_CUSTOMER_NOTE, note);
  kontor_record_set_key (line, "1");
  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, 1);
  if (sku != NULL) {
    kontor_record_set_text (line, KONTOR_LINE_SKU, sku);
    kontor_record_set_ref (line, KONTOR_LINE_PRODUCT, 0, "10");
  }
  kontor_record_set_empty (order, KONTOR_ORDER_LINES);
  kontor_record_take_member (order, KONTOR_ORDER_LINES, line);
  fake_shop_put (f->shop, order);
}

static void
test_forgotten_line (void)
{
  Fixture f;
  g_autoptr (KontorRecord) order = NULL;
  const KontorRecord *line;

  fixture_begin (&f);
  put_order (&f, "before", "MUG");
  fixture_sync (&f);
  put_order (&f, "after", NULL);
  fixture_sync (&f);
  order = fixture_load (&f, KONTOR_ENTITY_ORDER, "900");
  g_assert_cmpstr (kontor_record_get_text (order, KONTOR_ORDER_CUSTOMER_NOTE), ==, "after");
  line = kontor_record_get_member (order, KONTOR_ORDER_LINES, 0);
  g_assert_cmpstr (kontor_record_get_text (line, KONTOR_LINE_SKU), ==, "MUG");
  g_assert_cmpstr (kontor_record_get_ref_key (line, KONTOR_LINE_PRODUCT), ==, "10");
  fixture_end (&f);
}

/* Deleted there is deleted here, unless somebody is changing it. */
static void
test_gone (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  fixture_begin (&f);
  fake_shop_remove (f.shop, KONTOR_ENTITY_VARIANT, "21");
  fixture_sync (&f);
  g_assert_cmpint (count (&f, "variant"), ==, 1);
  fake_shop_fail (f.shop, FAKE_FETCH, KONTOR_ERROR_OFFLINE, 1000);
  fixture_set_price (&f, "20", 15);
  fake_shop_remove (f.shop, KONTOR_ENTITY_VARIANT, "20");
  fixture_sync (&f);
  g_assert_cmpint (count (&f, "variant"), ==, 1);
  problem = fixture_problem (&f);
  g_assert_cmpint (kontor_problem_get_kind (problem), ==, KONTOR_PROBLEM_CONFLICT);
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), KONTOR_ANSWER_TAKE_THEIRS));
  g_assert_cmpint (count (&f, "variant"), ==, 0);
  fixture_end (&f);
}

/* With its product a variant goes, unless somebody is changing it: then both go once that is decided. */
static void
test_gone_with_product (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  fixture_begin (&f);
  fake_shop_fail (f.shop, FAKE_FETCH, KONTOR_ERROR_OFFLINE, 1000);
  fixture_set_price (&f, "20", 15);
  fake_shop_remove (f.shop, KONTOR_ENTITY_PRODUCT, "10");
  fake_shop_remove (f.shop, KONTOR_ENTITY_PRODUCT, "11");
  fixture_sync (&f);
  g_assert_cmpint (count (&f, "product"), ==, 1);
  g_assert_cmpint (count (&f, "variant"), ==, 1);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 15);
  problem = fixture_problem (&f);
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), KONTOR_ANSWER_TAKE_THEIRS));
  g_assert_cmpint (count (&f, "product"), ==, 0);
  g_assert_cmpint (count (&f, "variant"), ==, 0);
  g_assert_cmpint (count (&f, "remote_state"), ==, 0);
  fixture_end (&f);
}

/* The sweep finds what no change told: deletions, and values whose date did not move. */
static void
test_sweep (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_number (&f, "SELECT 1");
  fixture_admin_price (&f, "20", 44);
  fake_shop_remove (f.shop, KONTOR_ENTITY_VARIANT, "21");
  sweep (&f);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 44);
  g_assert_cmpint (count (&f, "variant"), ==, 1);
  fixture_end (&f);
}

/* If many would vanish, somebody is asked; an empty answer deletes nothing at all. */
static void
test_guard (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  fixture_begin_empty (&f);
  put_products (&f, 40);
  fixture_sync (&f);
  fake_shop_set_empty (f.shop, TRUE);
  sweep (&f);
  g_assert_cmpint (count (&f, "product"), ==, 40);
  fixture_assert_no_problems (&f);
  fake_shop_set_empty (f.shop, FALSE);
  for (guint i = 0; i < 20; i++) {
    g_autofree char *key = g_strdup_printf ("%u", 100 + i);

    fake_shop_remove (f.shop, KONTOR_ENTITY_PRODUCT, key);
  }
  fixture_sync (&f);
  g_assert_cmpint (count (&f, "product"), ==, 40);
  sweep (&f);
  g_assert_cmpint (count (&f, "product"), ==, 40);
  problem = fixture_problem (&f);
  g_assert_cmpint (kontor_problem_get_kind (problem), ==, KONTOR_PROBLEM_DELETIONS);
  g_assert_cmpstr (kontor_problem_get_feed (problem), ==, "products");
  fixture_await (kontor_sync_allow_deletions (kontor_account_get_sync (f.account), "products"));
  sweep (&f);
  g_assert_cmpint (count (&f, "product"), ==, 20);
  fixture_assert_no_problems (&f);
  fixture_end (&f);
}

/* Nine of few go without a question. */
static void
test_few_vanish (void)
{
  Fixture f;

  fixture_begin_empty (&f);
  put_products (&f, 12);
  fixture_sync (&f);
  for (guint i = 0; i < 9; i++) {
    g_autofree char *key = g_strdup_printf ("%u", 100 + i);

    fake_shop_remove (f.shop, KONTOR_ENTITY_PRODUCT, key);
  }
  sweep (&f);
  g_assert_cmpint (count (&f, "product"), ==, 3);
  fixture_end (&f);
}

/* Lost rights delete nothing. */
static void
test_forbidden (void)
{
  Fixture f;

  fixture_begin (&f);
  fake_shop_fail (f.shop, FAKE_PULL, KONTOR_ERROR_AUTH, 1000);
  fixture_refuses (kontor_sync_sweep_once (kontor_account_get_sync (f.account)), KONTOR_ERROR_AUTH);
  g_assert_cmpint (count (&f, "product"), ==, 2);
  fixture_end (&f);
}

/* A page that was asked for before an op was sent does not bring the old value back. */
static void
push_meanwhile (FakeShop *shop, gpointer data)
{
  Fixture *f = data;

  dex_future_disown (kontor_outbox_flush (f->engine));
}

static void
test_fence (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_admin_price (&f, "21", 20);
  fixture_set_price (&f, "20", 15);
  fixture_admin_stock (&f, "20", 77);
  fake_shop_set_hook (f.shop, FAKE_PULL, G_CALLBACK (push_meanwhile), &f);
  fixture_sync (&f);
  fixture_flush (&f);
  fixture_sync (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpint (fixture_price (&f, "20"), ==, 15);
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 77);
  g_assert_cmpint (count (&f, "refetch"), ==, 0);
  fixture_end (&f);
}

/* Our own new product never appears twice, whoever tells of it first. */
static void
create_product (Fixture *f)
{
  g_autoptr (KontorRecord) product = new_product (NULL, "Kettle");

  kontor_record_set_text (product, KONTOR_PRODUCT_SKU, "KET-1");
  fixture_await (kontor_catalog_create_product (f->engine, kontor_account_get_id (f->account), product));
}

static void
test_create (void)
{
  Fixture f;

  fixture_begin (&f);
  create_product (&f);
  g_assert_cmpint (count (&f, "product"), ==, 3);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  fixture_sync (&f);
  g_assert_cmpint (count (&f, "product"), ==, 3);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM product WHERE remote_id IS NULL"), ==, 0);
  fixture_end (&f);
}

static void
test_lost_create (gconstpointer blind)
{
  Fixture f;
  g_autoptr (KontorOp) op = NULL;

  fixture_begin (&f);
  create_product (&f);
  fake_shop_set_blind (f.shop, GPOINTER_TO_INT (blind));
  fake_shop_fail (f.shop, FAKE_PUSH_DONE, KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  fixture_flush (&f);
  for (guint i = 0; i < 3; i++) {
    fixture_sync (&f);
    fixture_step (&f, 100000);
    fixture_flush (&f);
  }
  fixture_assert_states (&f, "acked");
  op = fixture_op (&f, 0);
  g_assert_cmpuint (fake_shop_count_done (f.shop, op->idempotency), ==, 1);
  g_assert_cmpint (count (&f, "product"), ==, 3);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM product WHERE remote_id IS NULL"), ==, 0);
  fixture_end (&f);
}

static void
test_lost_create_found (void)
{
  test_lost_create (GINT_TO_POINTER (FALSE));
}

static void
test_lost_create_matched (void)
{
  test_lost_create (GINT_TO_POINTER (TRUE));
}

/* A pull brought ours before it was known to be: what was done to the double meanwhile is done to it. */
static void
test_lost_create_edited (void)
{
  Fixture f;
  g_autoptr (KontorRecord) product = new_product (NULL, "Kettle");
  g_autoptr (KontorRecord) variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  KontorRecord *level = kontor_record_new (&kontor_level_type);

  fixture_begin (&f);
  fixture_await (kontor_catalog_create_product (f.engine, kontor_account_get_id (f.account), product));
  fake_shop_fail (f.shop, FAKE_PUSH_DONE, KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  fake_shop_fail (f.shop, FAKE_FIND, KONTOR_ERROR_OFFLINE, 1);
  fixture_flush (&f);
  kontor_record_set_key (variant, "22");
  kontor_record_set_ref (variant, KONTOR_VARIANT_PRODUCT, 0, "1000");
  kontor_record_set_bool (variant, KONTOR_VARIANT_MANAGE_STOCK, TRUE);
  kontor_record_set_key (level, "");
  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, 100);
  kontor_record_take_member (variant, KONTOR_VARIANT_LEVELS, level);
  fake_shop_put (f.shop, variant);
  fixture_sync (&f);
  g_assert_cmpint (count (&f, "product"), ==, 4);
  fixture_step (&f, 100000);
  fixture_adjust (&f, "22", 5);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked queued");
  g_assert_cmpint (fixture_number (&f, "SELECT count (DISTINCT lane) FROM outbox"), ==, 1);
  g_assert_cmpint (count (&f, "product"), ==, 3);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked");
  g_assert_cmpint (fixture_shop_stock (&f, "22"), ==, 105);
  g_assert_cmpint (
      fixture_number (
          &f,
          "SELECT count (*) FROM variant v JOIN product p ON p.id = v.product_id AND p.remote_id = v.product_remote"),
      ==, 3);
  fixture_end (&f);
}

/* What refers to something new waits for its name at the shop. */
static void
test_references (void)
{
  Fixture f;
  g_autoptr (KontorRecord) variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  gint64 product;

  fixture_begin (&f);
  create_product (&f);
  product = fixture_number (&f, "SELECT id FROM product WHERE sku = 'KET-1'");
  kontor_record_set_text (variant, KONTOR_VARIANT_SKU, "KET-1-R");
  fixture_await (kontor_catalog_create_variant (f.engine, product, variant));
  fixture_await (kontor_engine_do (f.engine, 0, "set-product", product, "{\"set\":{\"title\":\"Big kettle\"}}",
                                   KONTOR_DO_DEFAULT));
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked acked");
  fixture_sync (&f);
  g_assert_cmpint (count (&f, "product"), ==, 3);
  g_assert_cmpint (count (&f, "variant"), ==, 3);
  g_assert_cmpint (
      fixture_number (
          &f,
          "SELECT count (*) FROM variant v JOIN product p ON p.id = v.product_id AND p.remote_id = v.product_remote"),
      ==, 3);
  fixture_end (&f);
}

/* A create that is refused holds what refers to it under one entry; given up, it takes it with it. */
static void
test_refused_create (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;
  gint64 product;

  fixture_begin (&f);
  create_product (&f);
  product = fixture_number (&f, "SELECT id FROM product WHERE sku = 'KET-1'");
  fixture_await (kontor_engine_do (f.engine, 0, "set-product", product, "{\"set\":{\"title\":\"Big kettle\"}}",
                                   KONTOR_DO_DEFAULT));
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_REJECTED, 1);
  fixture_flush (&f);
  fixture_assert_states (&f, "rejected queued");
  problem = fixture_problem (&f);
  g_assert_cmpuint (kontor_problem_get_waiting (problem), ==, 1);
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), KONTOR_ANSWER_DISCARD));
  fixture_assert_states (&f, "cancelled cancelled");
  g_assert_cmpint (count (&f, "product"), ==, 2);
  g_assert_cmpint (count (&f, "remote_state"), ==, 0);
  fixture_assert_no_problems (&f);
  fixture_end (&f);
}

/* The banner waits for the second failed cycle, and goes by itself. */
static void
test_banner (void)
{
  Fixture f;

  fixture_begin (&f);
  fake_shop_fail (f.shop, FAKE_PULL, KONTOR_ERROR_OFFLINE, 1000);
  fixture_refuses (kontor_sync_run_once (kontor_account_get_sync (f.account)), KONTOR_ERROR_OFFLINE);
  g_assert_null (kontor_account_get_banner (f.account));
  fixture_refuses (kontor_sync_run_once (kontor_account_get_sync (f.account)), KONTOR_ERROR_OFFLINE);
  g_assert_nonnull (kontor_account_get_banner (f.account));
  fake_shop_fail (f.shop, FAKE_PULL, KONTOR_ERROR_OFFLINE, 0);
  fixture_sync (&f);
  g_assert_null (kontor_account_get_banner (f.account));
  g_assert_cmpint (kontor_account_get_status (f.account), ==, KONTOR_ACCOUNT_OK);
  fixture_end (&f);
}

/* Garbage is no news: nothing is changed, and the next answer counts. */
static void
test_garbage (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_admin_price (&f, "20", 12);
  fake_shop_fail (f.shop, FAKE_PULL, KONTOR_ERROR_PROTOCOL, 1);
  fixture_refuses (kontor_sync_run_once (kontor_account_get_sync (f.account)), KONTOR_ERROR_PROTOCOL);
  g_assert_cmpint (kontor_account_get_status (f.account), ==, KONTOR_ACCOUNT_BROKEN);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 10);
  fixture_sync (&f);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 12);
  g_assert_cmpint (kontor_account_get_status (f.account), ==, KONTOR_ACCOUNT_OK);
  fixture_end (&f);
}

static gboolean
refresh (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  gboolean fetched = dex_await_boolean (
      kontor_engine_refresh (f->engine, KONTOR_ENTITY_VARIANT, fixture_find (f, KONTOR_ENTITY_VARIANT, "20")), &error);

  g_assert_no_error (error);
  return fetched;
}

/* An opened detail is fetched when what is here is older than a minute. */
static void
test_refresh (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_admin_price (&f, "20", 12);
  g_assert_true (refresh (&f));
  g_assert_cmpint (fixture_price (&f, "20"), ==, 12);
  fixture_step (&f, 59000);
  g_assert_false (refresh (&f));
  fixture_step (&f, 2000);
  g_assert_true (refresh (&f));
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/sync/import", test_import);
  kontor_test_add ("/engine/sync/resume", test_resume);
  kontor_test_add ("/engine/sync/interrupted", test_interrupted);
  kontor_test_add ("/engine/sync/tail", test_tail);
  kontor_test_add ("/engine/sync/live", test_live);
  kontor_test_add ("/engine/sync/due", test_due);
  kontor_test_add ("/engine/sync/forgotten-line", test_forgotten_line);
  kontor_test_add ("/engine/sync/gone", test_gone);
  kontor_test_add ("/engine/sync/gone-with-product", test_gone_with_product);
  kontor_test_add ("/engine/sync/sweep", test_sweep);
  kontor_test_add ("/engine/sync/guard", test_guard);
  kontor_test_add ("/engine/sync/few-vanish", test_few_vanish);
  kontor_test_add ("/engine/sync/forbidden", test_forbidden);
  kontor_test_add ("/engine/sync/fence", test_fence);
  kontor_test_add ("/engine/sync/create", test_create);
  kontor_test_add ("/engine/sync/lost-create-found", test_lost_create_found);
  kontor_test_add ("/engine/sync/lost-create-matched", test_lost_create_matched);
  kontor_test_add ("/engine/sync/lost-create-edited", test_lost_create_edited);
  kontor_test_add ("/engine/sync/references", test_references);
  kontor_test_add ("/engine/sync/refused-create", test_refused_create);
  kontor_test_add ("/engine/sync/banner", test_banner);
  kontor_test_add ("/engine/sync/garbage", test_garbage);
  kontor_test_add ("/engine/sync/refresh", test_refresh);
  return kontor_test_run ();
}
