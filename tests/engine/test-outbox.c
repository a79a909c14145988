#include "engine-fixture.h"

#include <string.h>

#include "kontor-test.h"

/* One road: an edit is seen at once, and the shop has it after the pump ran. */
static void
test_set (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_set_price (&f, "20", 15);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 15);
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 10);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 15);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 15);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM remote_state"), ==, 0);
  fixture_end (&f);
}

/* A set that changes nothing is no op. */
static void
test_nothing (void)
{
  Fixture f;

  fixture_begin (&f);
  g_assert_cmpint (fixture_set_price (&f, "20", 10), ==, 0);
  fixture_assert_states (&f, "");
  fixture_end (&f);
}

/* Validation comes before anything is stored. */
static void
test_invalid (void)
{
  Fixture f;
  g_autoptr (KontorScope) scope = NULL;

  fixture_begin (&f);
  scope = kontor_scope_new_one (KONTOR_ENTITY_VARIANT, fixture_find (&f, KONTOR_ENTITY_VARIANT, "20"));
  fixture_refuses (kontor_catalog_set_price (f.engine, scope, kontor_money_make (-1, "EUR")), KONTOR_ERROR_INVALID);
  fixture_refuses (kontor_catalog_set_price (f.engine, scope, kontor_money_make (1, "USD")), KONTOR_ERROR_INVALID);
  fixture_refuses (kontor_catalog_adjust_stock (f.engine, scope, "elsewhere", 1, NULL), KONTOR_ERROR_INVALID);
  fixture_refuses (kontor_engine_do (f.engine, 0, "set-price", 4711, "{\"set\":{\"price\":1}}", KONTOR_DO_DEFAULT),
                   KONTOR_ERROR_NOT_FOUND);
  fixture_refuses (kontor_engine_do (f.engine, 0, "no-such", 1, "{}", KONTOR_DO_DEFAULT), KONTOR_ERROR_INVALID);
  fixture_refuses (kontor_engine_do (f.engine, 0, "cancel-order", fixture_find (&f, KONTOR_ENTITY_ORDER, "30"), NULL,
                                     KONTOR_DO_DEFAULT),
                   KONTOR_ERROR_UNSUPPORTED);
  fixture_assert_states (&f, "");
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM remote_state"), ==, 0);
  fixture_end (&f);
}

/* A dry run tells and changes nothing. */
static void
test_dry_run (void)
{
  Fixture f;
  g_auto (GStrv) told = NULL;
  g_autoptr (GError) error = NULL;

  fixture_begin (&f);
  told = dex_await_boxed (kontor_engine_do (f.engine, 0, "set-price", fixture_find (&f, KONTOR_ENTITY_VARIANT, "20"),
                                            "{\"set\":{\"price\":12000000}}", KONTOR_DO_DRY_RUN),
                          &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (told), ==, 1);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 10);
  fixture_assert_states (&f, "");
  fixture_end (&f);
}

/* Ops that set something off wait ten seconds, in which undo cancels them. */
static void
test_delay (void)
{
  Fixture f;
  gint64 action;

  fixture_begin (&f);
  action = fixture_adjust (&f, "20", -5);
  fixture_flush (&f);
  g_assert_cmpint (fixture_shop_stock (&f, "20"), ==, 100);
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 95);
  fixture_await (kontor_engine_undo (f.engine, action));
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 100);
  fixture_adjust (&f, "20", -7);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_assert_states (&f, "cancelled acked");
  g_assert_cmpint (fixture_shop_stock (&f, "20"), ==, 93);
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 93);
  fixture_end (&f);
}

/* Also where it was merged with one that waits. */
static void
test_hurry (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_adjust (&f, "20", -5);
  fixture_adjust (&f, "21", -1);
  fixture_await (kontor_engine_hurry (f.engine, fixture_adjust (&f, "20", -2)));
  fixture_flush (&f);
  g_assert_cmpint (fixture_shop_stock (&f, "20"), ==, 93);
  fixture_assert_states (&f, "acked queued");
  fixture_end (&f);
}

/* Visible stock is the server's plus what is pending, and the ledger sums to it. */
static void
test_delta (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_adjust (&f, "20", -5);
  fixture_admin_stock (&f, "20", 90);
  fixture_sync (&f);
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 85);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  g_assert_cmpint (fixture_shop_stock (&f, "20"), ==, 85);
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 85);
  g_assert_cmpint (
      fixture_number (
          &f,
          "SELECT sum (quantity) FROM stock_movement m JOIN variant v ON v.id = m.variant_id WHERE v.remote_id = '20'"),
      ==, 85);
  fixture_end (&f);
}

/* Taking away more than there is makes no sense at the shop. */
static void
test_insane_delta (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  fixture_begin (&f);
  fixture_adjust (&f, "20", -50);
  fixture_admin_stock (&f, "20", 10);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_assert_states (&f, "conflict");
  g_assert_cmpint (fixture_shop_stock (&f, "20"), ==, 10);
  problem = fixture_problem (&f);
  g_assert_cmpint (kontor_problem_get_kind (problem), ==, KONTOR_PROBLEM_CONFLICT);
  fixture_end (&f);
}

/* Edits that were never sent become one; what was sent is left alone. */
static void
test_coalesce (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_set_price (&f, "20", 11);
  fixture_set_price (&f, "20", 12);
  fixture_assert_states (&f, "queued");
  g_assert_cmpint (fixture_price (&f, "20"), ==, 12);
  fixture_adjust (&f, "20", 1);
  fixture_set_price (&f, "20", 13);
  fixture_assert_states (&f, "queued queued queued");
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked acked");
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 13);
  fixture_end (&f);
}

/* Somebody else changed the same: mine or theirs, never a silent write. */
static void
test_conflict (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;
  const KontorProblemField *field;

  fixture_begin (&f);
  fixture_set_price (&f, "20", 15);
  fixture_admin_price (&f, "20", 12);
  fixture_flush (&f);
  fixture_assert_states (&f, "conflict");
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 12);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 15);
  problem = fixture_problem (&f);
  g_assert_cmpuint (kontor_problem_get_fields (problem)->len, ==, 1);
  field = g_ptr_array_index (kontor_problem_get_fields (problem), 0);
  g_assert_cmpstr (field->label, ==, "Price");
  g_assert_nonnull (strstr (field->theirs, "12"));
  g_assert_nonnull (strstr (field->mine, "15"));
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), KONTOR_ANSWER_KEEP_MINE));
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 15);
  fixture_assert_no_problems (&f);
  fixture_end (&f);
}

static void
test_take_theirs (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  fixture_begin (&f);
  fixture_set_price (&f, "20", 15);
  fixture_admin_price (&f, "20", 12);
  fixture_flush (&f);
  problem = fixture_problem (&f);
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (problem), KONTOR_ANSWER_TAKE_THEIRS));
  fixture_assert_states (&f, "cancelled");
  g_assert_cmpint (fixture_price (&f, "20"), ==, 12);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM remote_state"), ==, 0);
  fixture_end (&f);
}

static void
put_sister (Fixture *f, const char *key)
{
  g_autoptr (KontorRecord) sister = kontor_record_copy (fake_shop_peek (f->shop, KONTOR_ENTITY_VARIANT, "20"));

  kontor_record_set_key (sister, key);
  kontor_record_set_text (sister, KONTOR_VARIANT_SKU, key);
  fake_shop_put (f->shop, sister);
}

/* Variants of one product go along in one request, in the order of their lane; another kind ends it. */
static void
test_variants_together (void)
{
  Fixture f;
  guint requests;

  fixture_begin (&f);
  put_sister (&f, "22");
  put_sister (&f, "23");
  fixture_sync (&f);
  requests = fake_shop_count_requests (f.shop);
  fixture_set_price (&f, "20", 15);
  fixture_set_price (&f, "22", 16);
  fixture_set_price (&f, "23", 17);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked acked");
  g_assert_cmpuint (fake_shop_count_requests (f.shop), ==, requests + 1);
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 15);
  g_assert_cmpint (fixture_shop_price (&f, "22"), ==, 16);
  g_assert_cmpint (fixture_shop_price (&f, "23"), ==, 17);

  fixture_set_price (&f, "20", 25);
  fixture_adjust (&f, "22", 1);
  fixture_set_price (&f, "23", 27);
  fixture_flush (&f);
  fixture_step (&f, 20000);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked acked acked acked acked");
  g_assert_cmpuint (fake_shop_count_requests (f.shop), ==, requests + 4);
  fixture_end (&f);
}

/* The server has already what is to be written. */
static void
test_done_already (void)
{
  Fixture f;
  guint pushes;

  fixture_begin (&f);
  pushes = fake_shop_count_pushes (f.shop);
  fixture_set_price (&f, "20", 15);
  fixture_admin_price (&f, "20", 15);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpuint (fake_shop_count_pushes (f.shop), ==, pushes);
  fixture_end (&f);
}

/* What a person sees is the server's state with the pending ops on it: a pull drops nothing. */
static void
test_pull_under_op (void)
{
  Fixture f;
  g_autoptr (KontorRecord) change = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  g_autoptr (KontorRecord) seen = NULL;

  fixture_begin (&f);
  fake_shop_fail (f.shop, FAKE_FETCH, KONTOR_ERROR_OFFLINE, 1000);
  fixture_set_price (&f, "20", 15);
  kontor_record_set_key (change, "20");
  kontor_record_set_text (change, KONTOR_VARIANT_TITLE, "Green");
  fake_shop_put (f.shop, change);
  fixture_sync (&f);
  seen = fixture_load (&f, KONTOR_ENTITY_VARIANT, "20");
  g_assert_cmpstr (kontor_record_get_text (seen, KONTOR_VARIANT_TITLE), ==, "Green");
  g_assert_cmpint (kontor_record_get_amount (seen, KONTOR_VARIANT_PRICE), ==, 15 * KONTOR_MONEY_UNIT);
  fixture_end (&f);
}

/* Failures that pass by themselves: retried later, later each time. */
static void
test_temporary (void)
{
  Fixture f;

  fixture_begin (&f);
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_TEMPORARY, 2);
  fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  fixture_assert_states (&f, "retry-wait");
  fixture_flush (&f);
  fixture_assert_states (&f, "retry-wait");
  fixture_step (&f, 3000);
  fixture_flush (&f);
  fixture_assert_states (&f, "retry-wait");
  fixture_step (&f, 6000);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  fixture_end (&f);
}

/* The server says until when. */
static void
test_rate_limited (void)
{
  Fixture f;

  fixture_begin (&f);
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_RATE_LIMITED, 1);
  fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  g_assert_cmpint (kontor_account_get_status (f.account), ==, KONTOR_ACCOUNT_RATE_LIMITED);
  fixture_step (&f, 900000);
  fixture_flush (&f);
  fixture_assert_states (&f, "retry-wait");
  fixture_step (&f, 100000);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpint (kontor_account_get_status (f.account), ==, KONTOR_ACCOUNT_OK);
  fixture_end (&f);
}

/* AUTH stops the account until somebody signs in again; nothing is lost. */
static void
test_auth (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;

  fixture_begin (&f);
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_AUTH, 1);
  fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  g_assert_cmpint (kontor_account_get_status (f.account), ==, KONTOR_ACCOUNT_AUTH_NEEDED);
  g_assert_nonnull (kontor_account_get_banner (f.account));
  problem = fixture_problem (&f);
  g_assert_cmpint (kontor_problem_get_kind (problem), ==, KONTOR_PROBLEM_SIGN_IN);
  fixture_step (&f, 1000000);
  fixture_flush (&f);
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 10);
  fixture_await (kontor_account_reconnect (f.account, NULL, g_variant_new_parsed ("@a{ss} {}"), NULL, NULL));
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  fixture_assert_no_problems (&f);
  fixture_end (&f);
}

/* The shop refuses: retry, edit or discard; a set of another object of the lane passes. */
static void
test_rejected (void)
{
  Fixture f;
  g_autoptr (KontorProblem) problem = NULL;
  g_autoptr (KontorProblem) gone = NULL;

  fixture_begin (&f);
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_REJECTED, 1);
  fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  fixture_assert_states (&f, "rejected");
  problem = fixture_problem (&f);
  fixture_await (kontor_problems_edit (f.engine, kontor_problem_get_id (problem), "{\"set\":{\"price\":16000000}}"));
  g_assert_cmpint (fixture_price (&f, "20"), ==, 16);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_REJECTED, 1);
  fixture_set_price (&f, "20", 17);
  fixture_flush (&f);
  gone = fixture_problem (&f);
  fixture_await (kontor_problems_answer (f.engine, kontor_problem_get_id (gone), KONTOR_ANSWER_DISCARD));
  g_assert_cmpint (fixture_price (&f, "20"), ==, 16);
  fixture_refuses (kontor_problems_answer (f.engine, kontor_problem_get_id (gone), KONTOR_ANSWER_RETRY),
                   KONTOR_ERROR_NOT_FOUND);
  fixture_end (&f);
}

/* Within a lane a rejected op is passed by what does not touch the same, not by what does. */
static void
test_pass_rejected (void)
{
  Fixture f;
  gint64 product, variant;

  fixture_begin (&f);
  product = fixture_find (&f, KONTOR_ENTITY_PRODUCT, "10");
  variant = fixture_find (&f, KONTOR_ENTITY_VARIANT, "20");
  fake_shop_fail (f.shop, FAKE_PUSH, KONTOR_ERROR_REJECTED, 1);
  fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  fixture_await (
      kontor_engine_do (f.engine, 0, "set-product", product, "{\"set\":{\"title\":\"Black tea\"}}", KONTOR_DO_DEFAULT));
  fixture_await (
      kontor_engine_do (f.engine, 0, "set-variant", variant, "{\"set\":{\"title\":\"Loose\"}}", KONTOR_DO_DEFAULT));
  fixture_set_price (&f, "20", 16);
  fixture_flush (&f);
  fixture_assert_states (&f, "rejected acked acked queued");
  fixture_end (&f);
}

/* An unknown op is passed by nothing. */
static void
test_unknown_blocks (void)
{
  Fixture f;
  gint64 product;

  fixture_begin (&f);
  product = fixture_find (&f, KONTOR_ENTITY_PRODUCT, "10");
  fake_shop_fail (f.shop, FAKE_PUSH_DONE, KONTOR_ERROR_UNKNOWN_OUTCOME, 1);
  fixture_adjust (&f, "20", -5);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_step (&f, 100000);
  fixture_flush (&f);
  fixture_assert_states (&f, "unknown");
  fixture_await (
      kontor_engine_do (f.engine, 0, "set-product", product, "{\"set\":{\"title\":\"Black tea\"}}", KONTOR_DO_DEFAULT));
  fixture_flush (&f);
  fixture_assert_states (&f, "unknown queued");
  fixture_end (&f);
}

/* An op of many requests goes on where it was. */
static void
test_again (void)
{
  Fixture f;

  fixture_begin (&f);
  fake_shop_set_steps (f.shop, TRUE);
  fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 15);
  fixture_end (&f);
}

static DexFuture *
flush_soon (Fixture *f)
{
  return kontor_outbox_flush (f->engine);
}

/* Parallel across lanes, at most four; strict within one. */
static void
test_lanes (void)
{
  Fixture f;
  g_autoptr (DexFuture) flush = NULL;

  fixture_begin_empty (&f);
  for (guint i = 0; i < 6; i++) {
    g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
    g_autofree char *key = g_strdup_printf ("1%u", i);

    kontor_record_set_key (product, key);
    kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, "Tea");
    fake_shop_put (f.shop, product);
  }
  fixture_sync (&f);
  for (guint i = 0; i < 12; i++) {
    g_autofree char *key = g_strdup_printf ("1%u", i / 2);
    const char *payload = i % 2 == 0 ? "{\"set\":{\"title\":\"A\"}}" : "{\"set\":{\"status\":\"trash\"}}";

    fixture_await (kontor_engine_do (f.engine, 0, i % 2 == 0 ? "set-product" : "trash-product",
                                     fixture_find (&f, KONTOR_ENTITY_PRODUCT, key), payload, KONTOR_DO_DEFAULT));
  }
  fake_shop_hold (f.shop);
  flush = flush_soon (&f);
  while (fake_shop_count_held (f.shop) < 4)
    dex_await (dex_timeout_new_msec (1), NULL);
  dex_await (dex_timeout_new_msec (30), NULL);
  g_assert_cmpuint (fake_shop_count_held (f.shop), ==, 4);
  fixture_assert_states (&f, "sending queued sending queued sending queued sending queued queued queued queued queued");
  fake_shop_release (f.shop);
  fixture_await (g_steal_pointer (&flush));
  fixture_assert_states (&f, "acked acked acked acked acked acked acked acked acked acked acked acked");
  g_assert_cmpuint (fake_shop_get_most_at_once (f.shop), ==, 4);
  fixture_end (&f);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Whoever shows operations hears of each step of theirs: queued, claimed, answered. */
static void
test_tells (void)
{
  Fixture fixture;
  guint count = 0, queued;

  fixture_begin (&fixture);
  g_signal_connect_swapped (fixture.engine, "outbox-changed", G_CALLBACK (count_cb), &count);
  fixture_sync (&fixture);
  g_assert_cmpuint (count, ==, 0);
  fixture_set_price (&fixture, "20", 12);
  queued = count;
  g_assert_cmpuint (queued, >, 0);
  fixture_flush (&fixture);
  g_assert_cmpuint (count, >=, queued + 2);
  fixture_end (&fixture);
}

#define COUNT_PAUSED "SELECT count (*) FROM state WHERE key >= 'paused/' AND key < 'paused0'"

/* What is paused waits, also in the next run of the program, while other actions go out. */
static void
test_pause (void)
{
  Fixture f;
  gint64 action;

  fixture_begin (&f);
  action = fixture_set_price (&f, "20", 15);
  fixture_await (kontor_engine_pause (f.engine, action));
  fixture_set_price (&f, "21", 16);
  fixture_flush (&f);
  fixture_assert_states (&f, "queued acked");
  fixture_reopen (&f);
  fixture_flush (&f);
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 10);
  g_assert_cmpint (fixture_shop_price (&f, "21"), ==, 16);

  fixture_await (kontor_engine_resume (f.engine, action));
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked");
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 15);
  fixture_await (kontor_engine_pause (f.engine, action));
  g_assert_cmpint (fixture_number (&f, COUNT_PAUSED), ==, 0);
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/outbox/set", test_set);
  kontor_test_add ("/engine/outbox/nothing", test_nothing);
  kontor_test_add ("/engine/outbox/invalid", test_invalid);
  kontor_test_add ("/engine/outbox/dry-run", test_dry_run);
  kontor_test_add ("/engine/outbox/delay", test_delay);
  kontor_test_add ("/engine/outbox/hurry", test_hurry);
  kontor_test_add ("/engine/outbox/delta", test_delta);
  kontor_test_add ("/engine/outbox/pause", test_pause);
  kontor_test_add ("/engine/outbox/insane-delta", test_insane_delta);
  kontor_test_add ("/engine/outbox/coalesce", test_coalesce);
  kontor_test_add ("/engine/outbox/conflict", test_conflict);
  kontor_test_add ("/engine/outbox/take-theirs", test_take_theirs);
  kontor_test_add ("/engine/outbox/variants-together", test_variants_together);
  kontor_test_add ("/engine/outbox/done-already", test_done_already);
  kontor_test_add ("/engine/outbox/pull-under-op", test_pull_under_op);
  kontor_test_add ("/engine/outbox/temporary", test_temporary);
  kontor_test_add ("/engine/outbox/rate-limited", test_rate_limited);
  kontor_test_add ("/engine/outbox/auth", test_auth);
  kontor_test_add ("/engine/outbox/rejected", test_rejected);
  kontor_test_add ("/engine/outbox/pass-rejected", test_pass_rejected);
  kontor_test_add ("/engine/outbox/unknown-blocks", test_unknown_blocks);
  kontor_test_add ("/engine/outbox/again", test_again);
  kontor_test_add ("/engine/outbox/lanes", test_lanes);
  kontor_test_add ("/engine/outbox/tells", test_tells);

  return kontor_test_run ();
}
