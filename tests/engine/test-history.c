#include <string.h>

#include "engine-fixture.h"
#include "kontor-bulk-private.h"
#include "kontor-engine-private.h"
#include "kontor-outbox-row.h"
#include "kontor-test.h"

/* What was sent is taken back by an op of its own. */
static void
test_undo_sent (void)
{
  Fixture f;
  gint64 action;

  fixture_begin (&f);
  action = fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  g_assert_cmpint (fixture_await (kontor_engine_undo (f.engine, action)), ==, action);
  g_assert_cmpint (fixture_price (&f, "20"), ==, 10);
  fixture_flush (&f);
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 10);
  fixture_assert_states (&f, "acked acked");
  fixture_refuses (kontor_engine_undo (f.engine, action), KONTOR_ERROR_UNSUPPORTED);
  fixture_end (&f);
}

/* Ctrl+Z goes back through what still stands. */
static void
test_undo_newest (void)
{
  Fixture f;
  gint64 first, second;

  fixture_begin (&f);
  first = fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  second = fixture_set_price (&f, "21", 16);
  fixture_flush (&f);
  g_assert_cmpint (fixture_await (kontor_engine_undo (f.engine, 0)), ==, second);
  g_assert_cmpint (fixture_await (kontor_engine_undo (f.engine, 0)), ==, first);
  fixture_refuses (kontor_engine_undo (f.engine, 0), KONTOR_ERROR_NOT_FOUND);
  fixture_flush (&f);
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 10);
  g_assert_cmpint (fixture_shop_price (&f, "21"), ==, 10);
  fixture_end (&f);
}

/* If the shop's value is no longer what was pushed, both are shown. */
static void
test_undo_conflict (void)
{
  Fixture f;
  gint64 action;
  g_autoptr (KontorProblem) problem = NULL;

  fixture_begin (&f);
  action = fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  fixture_admin_price (&f, "20", 18);
  fixture_sync (&f);
  fixture_await (kontor_engine_undo (f.engine, action));
  fixture_flush (&f);
  fixture_assert_states (&f, "acked conflict");
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 18);
  problem = fixture_problem (&f);
  g_assert_cmpuint (kontor_problem_get_fields (problem)->len, ==, 1);
  fixture_end (&f);
}

/* A delta is taken back by its opposite, whatever was sold meanwhile. */
static void
test_undo_delta (void)
{
  Fixture f;
  gint64 action;

  fixture_begin (&f);
  action = fixture_adjust (&f, "20", -5);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_admin_stock (&f, "20", 90);
  fixture_sync (&f);
  fixture_await (kontor_engine_undo (f.engine, action));
  g_assert_cmpint (fixture_stock (&f, "20"), ==, 95);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  g_assert_cmpint (fixture_shop_stock (&f, "20"), ==, 95);
  fixture_end (&f);
}

/* Undo of a create is the trash. */
static void
test_undo_create (void)
{
  Fixture f;
  g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  gint64 action;

  fixture_begin (&f);
  kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, "Kettle");
  kontor_record_set_text (product, KONTOR_PRODUCT_STATUS, "draft");
  action = fixture_await (kontor_catalog_create_product (f.engine, kontor_account_get_id (f.account), product));
  fixture_flush (&f);
  fixture_await (kontor_engine_undo (f.engine, action));
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked");
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM product WHERE status = 'trash'"), ==, 1);
  fixture_end (&f);
}

/* Money and messages cannot be taken back; a note that is not sent yet can. */
static void
test_undo_impossible (void)
{
  Fixture f;
  g_autoptr (KontorScope) scope = NULL;
  gint64 action;

  fixture_begin (&f);
  scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, fixture_find (&f, KONTOR_ENTITY_ORDER, "30"));
  action = fixture_await (kontor_orders_add_note (f.engine, scope, "Fragile"));
  fixture_flush (&f);
  fixture_refuses (kontor_engine_undo (f.engine, action), KONTOR_ERROR_UNSUPPORTED);
  action = fixture_await (kontor_orders_add_note (f.engine, scope, "Really"));
  fixture_await (kontor_engine_undo (f.engine, action));
  fixture_flush (&f);
  g_assert_cmpuint (kontor_record_get_length (fake_shop_peek (f.shop, KONTOR_ENTITY_ORDER, "30"), KONTOR_ORDER_NOTES),
                    ==, 1);
  fixture_end (&f);
}

/* Many rows are one action. */
static KontorScope *
both_variants (Fixture *f)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_VARIANT, 0, NULL, NULL, NULL, NULL);

  return kontor_scope_new_all (query, NULL);
}

static void
test_action (void)
{
  Fixture f;
  g_autoptr (KontorScope) scope = NULL;
  g_autoptr (GPtrArray) actions = NULL;
  g_autoptr (GError) error = NULL;
  const KontorAction *action;
  gint64 id;

  fixture_begin (&f);
  scope = both_variants (&f);
  id = fixture_await (kontor_catalog_set_price (f.engine, scope, kontor_money_make (7 * KONTOR_MONEY_UNIT, "EUR")));
  fixture_assert_states (&f, "queued queued");
  fixture_flush (&f);
  actions = dex_await_boxed (kontor_outbox_list_actions (f.engine, 10), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (actions->len, ==, 1);
  action = g_ptr_array_index (actions, 0);
  g_assert_cmpint (action->id, ==, id);
  g_assert_cmpuint (action->n_ops, ==, 2);
  g_assert_cmpuint (action->n_acked, ==, 2);
  g_assert_true (action->undoable);
  fixture_await (kontor_engine_undo (f.engine, id));
  fixture_flush (&f);
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 10);
  g_assert_cmpint (fixture_shop_price (&f, "21"), ==, 10);
  fixture_end (&f);
}

static void
put_draft (Fixture *f, const char *key, const char *status)
{
  g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  kontor_record_set_key (product, key);
  kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, "Thing");
  kontor_record_set_text (product, KONTOR_PRODUCT_STATUS, status);
  fake_shop_put (f->shop, product);
}

static void
begin_with_many (Fixture *f, guint n)
{
  fixture_begin_empty (f);
  for (guint i = 0; i < n; i++) {
    g_autofree char *key = g_strdup_printf ("%u", 1000 + i);

    put_draft (f, key, "draft");
  }
  fixture_sync (f);
}

static gint64
rename_product (Fixture *f, const char *key)
{
  return fixture_await (kontor_engine_do (f->engine, 0, "set-product", fixture_find (f, KONTOR_ENTITY_PRODUCT, key),
                                          "{\"set\":{\"title\":\"Other\"}}", KONTOR_DO_DEFAULT));
}

static gint64
publish_all (Fixture *f)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_PRODUCT, 0, NULL, NULL, NULL, NULL);
  g_autoptr (KontorScope) scope = kontor_scope_new_all (query, NULL);

  return fixture_await (kontor_catalog_set_status (f->engine, scope, "published"));
}

/* Very many rows are queued in parts, and still are one action that a crash does not cut. */
static void
test_bulk (void)
{
  Fixture f;
  gint64 action;

  begin_with_many (&f, 300);
  action = publish_all (&f);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox"), <, 300);
  fixture_reopen (&f);
  fixture_flush (&f);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox"), ==, 300);
  g_assert_cmpint (fixture_number (&f, "SELECT count (DISTINCT action) FROM outbox"), ==, 1);
  g_assert_cmpint (fixture_number (&f, "SELECT max (action) FROM outbox"), ==, action);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox WHERE state = 'acked'"), ==, 300);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM bulk"), ==, 0);
  fixture_end (&f);
}

/* Publishes all drafts but the first, of which the second is said to be queued already; nothing runs by itself. */
typedef struct {
  Fixture *f;
  gint64 first, second;
} Drafts;

static gboolean
accept_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Drafts *self = data;
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_PRODUCT, 0, "is:draft", NULL, "-title", NULL);
  g_autoptr (KontorIdSet) exceptions = kontor_id_set_new ();
  g_autoptr (KontorScope) scope = NULL;
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (KontorOp) intent = kontor_op_new (kontor_op_kind_lookup ("set-product"), 0, 0);
  KontorGesture gesture = { .platforms = kontor_engine_get_factories (self->f->engine) };

  kontor_id_set_add (exceptions, self->first);
  scope = kontor_scope_new_all (query, exceptions);
  g_array_append_val (done, self->second);
  intent->set = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  kontor_record_set_text (intent->set, KONTOR_PRODUCT_STATUS, "published");
  g_value_init (result, G_TYPE_INT64);
  if (!kontor_bulk_begin_query (txn, &gesture, intent, scope, done, error))
    return FALSE;
  g_value_set_int64 (result, gesture.action);
  return TRUE;
}

static gint64
accept_drafts (Fixture *f)
{
  Drafts drafts = { f, fixture_find (f, KONTOR_ENTITY_PRODUCT, "100"), fixture_find (f, KONTOR_ENTITY_PRODUCT, "101") };

  return fixture_await (kontor_db_write (kontor_engine_get_db (f->engine), KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_FULL,
                                         accept_func, &drafts, NULL));
}

static gint64
count_drafts (Fixture *f)
{
  return fixture_number (f, "SELECT count (*) FROM product WHERE status = 'draft'");
}

/* So is the undo of very many: one action in parts, that a crash does not cut. */
static void
test_bulk_undo (void)
{
  Fixture f;
  gint64 action;

  begin_with_many (&f, 300);
  rename_product (&f, "1000");
  action = publish_all (&f);
  fixture_flush (&f);
  g_assert_cmpint (fixture_await (kontor_engine_undo (f.engine, 0)), ==, action);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox WHERE undoes IS NOT NULL"), <, 300);
  fixture_reopen (&f);
  fixture_flush (&f);
  g_assert_cmpint (count_drafts (&f), ==, 300);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox WHERE undoes IS NOT NULL AND state = 'acked'"), ==,
                   300);
  g_assert_cmpint (fixture_number (&f, "SELECT count (DISTINCT action) FROM outbox WHERE undoes IS NOT NULL"), ==, 1);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM bulk"), ==, 0);
  fixture_end (&f);
}

static gboolean
begin_undo (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  KontorGesture gesture = { 0 };
  gint64 next;

  if (!kontor_bulk_begin_undo (txn, &gesture, *(gint64 *) data, G_MAXINT64, error) ||
      !kontor_txn_query_int (txn, &next, 0, error, "SELECT " KONTOR_OUTBOX_NEXT_ID, NULL))
    return FALSE;
  g_assert_cmpint (next, !=, gesture.action);
  g_value_init (result, G_TYPE_BOOLEAN);
  return TRUE;
}

/* What waits to be taken back is no gesture that stands any more, and nothing else gets the number of its action. */
static void
test_bulk_undo_waits (void)
{
  Fixture f;
  gint64 renamed, published;

  begin_with_many (&f, 5);
  fixture_await (kontor_account_pause (f.account));
  renamed = rename_product (&f, "1000");
  published = publish_all (&f);
  fixture_await (kontor_db_write (kontor_engine_get_db (f.engine), KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_FULL, begin_undo,
                                  g_memdup2 (&published, sizeof published), g_free));
  g_assert_cmpint (fixture_await (kontor_engine_undo (f.engine, 0)), ==, renamed);
  rename_product (&f, "1001");
  fixture_flush (&f);
  g_assert_cmpint (count_drafts (&f), ==, 5);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox WHERE state = 'cancelled'"), ==, 6);
  fixture_end (&f);
}

static void
begin_drafts (Fixture *f)
{
  fixture_begin_empty (f);
  put_draft (f, "100", "draft");
  put_draft (f, "101", "draft");
  put_draft (f, "102", "draft");
  put_draft (f, "103", "draft");
  put_draft (f, "104", "published");
  fixture_sync (f);
}

/* What was found is acted on whatever becomes of it, and nothing else. */
static void
test_bulk_query (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  KontorContext *context;
  gint64 action;

  begin_drafts (&f);
  action = accept_drafts (&f);
  context = kontor_engine_get_context (f.engine);
  kontor_bulk_await_list (context, action, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM bulk_row"), ==, 2);
  put_draft (&f, "103", "pending");
  put_draft (&f, "104", "draft");
  put_draft (&f, "105", "draft");
  fixture_sync (&f);
  fixture_await (kontor_bulk_run (context));
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM product p JOIN outbox o ON o.local_id = p.id "
                                       "WHERE p.remote_id IN ('102', '103') AND p.status = 'published'"),
                   ==, 2);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox"), ==, 2);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM bulk"), ==, 0);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM bulk_exception"), ==, 0);
  fixture_end (&f);
}

static gboolean
delete_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  g_value_init (result, G_TYPE_BOOLEAN);
  return kontor_txn_run (txn, error, "DELETE FROM product WHERE remote_id = ?", "s", data);
}

/* The newest action, and those of which something is to be said. */
static GPtrArray *
list_newest (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *actions = dex_await_boxed (kontor_outbox_list_actions (f->engine, 1), &error);

  g_assert_no_error (error);
  return actions;
}

/* What an accepted action cannot be done to is told, until somebody saw it. */
static void
test_bulk_left_out (void)
{
  Fixture f;
  g_autoptr (GPtrArray) told = NULL, seen = NULL;
  g_autoptr (GError) error = NULL;
  const KontorAction *left;
  gint64 action;

  begin_drafts (&f);
  action = accept_drafts (&f);
  kontor_bulk_await_list (kontor_engine_get_context (f.engine), action, &error);
  g_assert_no_error (error);
  fixture_await (kontor_db_write (kontor_engine_get_db (f.engine), KONTOR_ORIGIN_SYSTEM, KONTOR_DB_SYNC_FULL, delete_func,
                                  (gpointer) "103", NULL));
  fixture_await (kontor_bulk_run (kontor_engine_get_context (f.engine)));
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox"), ==, 1);
  rename_product (&f, "100");
  told = list_newest (&f);
  g_assert_cmpuint (told->len, ==, 2);
  left = g_ptr_array_index (told, 1);
  g_assert_cmpint (left->id, ==, action);
  g_assert_cmpuint (left->n_left_out, ==, 1);
  g_assert_nonnull (left->left_out);
  fixture_await (kontor_engine_see_left_out (f.engine, action));
  seen = list_newest (&f);
  g_assert_cmpuint (seen->len, ==, 1);
  fixture_end (&f);
}

/* Nothing was listed before the end: what matches now is meant, but for what was made since. */
static void
test_bulk_crash (void)
{
  Fixture f;

  begin_drafts (&f);
  accept_drafts (&f);
  put_draft (&f, "105", "draft");
  fixture_sync (&f);
  fixture_reopen (&f);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked");
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM product WHERE status = 'draft'"), ==, 3);
  fixture_end (&f);
}

/* It can be taken back before any row of it is known. */
static void
test_bulk_cancel (void)
{
  Fixture f;
  g_autoptr (GError) error = NULL;
  gint64 action;

  begin_drafts (&f);
  action = accept_drafts (&f);
  g_assert_cmpint (fixture_await (kontor_engine_cancel (f.engine, action)), ==, 2);
  kontor_bulk_await_list (kontor_engine_get_context (f.engine), action, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM bulk_row"), ==, 0);
  fixture_end (&f);
}

/* Team state stays here where the shop has no place for it, and is taken back like anything else. */
static void
test_team (void)
{
  Fixture f;
  const char *tags[] = { "gift", NULL };
  g_autoptr (KontorScope) scope = NULL;
  g_autoptr (KontorRecord) order = NULL;
  g_autoptr (KontorRecord) later = NULL;

  fixture_begin (&f);
  scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, fixture_find (&f, KONTOR_ENTITY_ORDER, "30"));
  fixture_await (kontor_orders_tag (f.engine, scope, tags, NULL));
  fixture_assert_states (&f, "acked");
  g_assert_cmpuint (fake_shop_count_pushes (f.shop), ==, 0);
  fake_shop_put (f.shop, fake_shop_peek (f.shop, KONTOR_ENTITY_ORDER, "30"));
  fixture_sync (&f);
  order = fixture_load (&f, KONTOR_ENTITY_ORDER, "30");
  g_assert_nonnull (kontor_record_find_member (order, KONTOR_ORDER_TAGS, "gift"));
  fixture_await (kontor_engine_undo (f.engine, 0));
  later = fixture_load (&f, KONTOR_ENTITY_ORDER, "30");
  g_assert_null (kontor_record_find_member (later, KONTOR_ORDER_TAGS, "gift"));
  fixture_end (&f);
}

/* Taking back "+gift −rush" does not put "rush" where it never was. */
static void
test_undo_members (void)
{
  Fixture f;
  const char *add[] = { "gift", NULL }, *remove[] = { "rush", NULL };
  g_autoptr (KontorScope) scope = NULL;
  g_autoptr (KontorRecord) order = NULL;

  fixture_begin (&f);
  scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, fixture_find (&f, KONTOR_ENTITY_ORDER, "30"));
  fixture_await (kontor_orders_tag (f.engine, scope, add, remove));
  fixture_await (kontor_engine_undo (f.engine, 0));
  order = fixture_load (&f, KONTOR_ENTITY_ORDER, "30");
  g_assert_cmpuint (kontor_record_get_length (order, KONTOR_ORDER_TAGS), ==, 0);
  fixture_end (&f);
}

/* History goes after 90 days. */
static void
test_upkeep (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  fixture_step (&f, G_GINT64_CONSTANT (91) * 24 * 60 * 60 * 1000);
  fixture_set_price (&f, "21", 15);
  fixture_await (kontor_engine_upkeep (f.engine));
  fixture_assert_states (&f, "queued");
  fixture_end (&f);
}

/* A paused account sends nothing and loses nothing. */
static void
test_pause (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_await (kontor_account_pause (f.account));
  fixture_set_price (&f, "20", 15);
  fixture_flush (&f);
  fixture_assert_states (&f, "queued");
  fixture_reopen (&f);
  g_assert_cmpint (kontor_account_get_pause (f.account), ==, KONTOR_ACCOUNT_PAUSED);
  fixture_await (kontor_account_resume (f.account));
  fixture_flush (&f);
  fixture_assert_states (&f, "acked");
  fixture_end (&f);
}

/* What an old file has as unsent may have been sent since: nothing goes before somebody looked, and nothing goes twice. */
static void
test_restore (void)
{
  Fixture f;
  g_autoptr (KontorRecord) refund = kontor_record_new (&kontor_refund_type);
  g_autoptr (KontorProblem) problem = NULL;
  guint pushes;

  fixture_begin (&f);
  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT, 20 * KONTOR_MONEY_UNIT);
  fixture_set_price (&f, "20", 15);
  fixture_await (kontor_orders_refund (f.engine, fixture_find (&f, KONTOR_ENTITY_ORDER, "30"), refund));
  fixture_set_price (&f, "21", 16);
  fixture_back_up (&f);
  fixture_step (&f, 10001);
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked acked");
  fixture_admin_price (&f, "21", 10);
  pushes = fake_shop_count_pushes (f.shop);
  fixture_restore (&f);
  g_assert_cmpint (kontor_account_get_pause (f.account), ==, KONTOR_ACCOUNT_RESTORED);
  problem = fixture_problem (&f);
  g_assert_cmpint (kontor_problem_get_kind (problem), ==, KONTOR_PROBLEM_RESTORED);
  fixture_flush (&f);
  fixture_assert_states (&f, "queued acked queued");
  g_assert_cmpuint (fake_shop_count_pushes (f.shop), ==, pushes);
  fixture_await (kontor_account_resume (f.account));
  fixture_flush (&f);
  fixture_assert_states (&f, "acked acked acked");
  g_assert_cmpuint (kontor_record_get_length (fake_shop_peek (f.shop, KONTOR_ENTITY_ORDER, "30"), KONTOR_ORDER_REFUNDS),
                    ==, 1);
  g_assert_cmpint (fixture_shop_price (&f, "20"), ==, 15);
  fixture_assert_no_problems (&f);
  fixture_end (&f);
}

/* Removing lists what was not sent first. */
static void
test_remove (void)
{
  Fixture f;
  gint64 id;

  fixture_begin (&f);
  id = kontor_account_get_id (f.account);
  fixture_set_price (&f, "20", 15);
  fixture_refuses (kontor_engine_remove_account (f.engine, id, KONTOR_REMOVE_IF_SENT), KONTOR_ERROR_CONFLICT);
  fixture_flush (&f);
  fixture_await (kontor_engine_remove_account (f.engine, id, KONTOR_REMOVE_IF_SENT));
  g_assert_cmpuint (g_list_model_get_n_items (kontor_engine_get_accounts (f.engine)), ==, 0);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM product"), ==, 0);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM outbox"), ==, 0);
  fixture_end (&f);
}

static void
count_step (KontorCheckStep step, const GError *error, gpointer data)
{
  g_assert_no_error (error);
  (*(guint *) data)++;
}

static GVariant *
sign_in_fields (const char *key)
{
  g_autofree char *text = g_strdup_printf ("{'address': 'fake://two', 'person': 'Ada', 'key': '%s'}", key);

  return g_variant_new_parsed (text);
}

/* An account is checked in steps before anything is stored; its secret is nowhere in the file. What is kept of the form is
 * not asked again. */
static void
test_add (void)
{
  Fixture f;
  g_autoptr (KontorAccount) account = NULL;
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  gsize length;
  guint steps = 0;

  fixture_begin_empty (&f);
  fixture_refuses (kontor_engine_add_account (f.engine, "locked", NULL, sign_in_fields ("wrong"), count_step, &steps),
                   KONTOR_ERROR_AUTH);
  fixture_refuses (kontor_engine_add_account (f.engine, "locked", NULL, sign_in_fields (""), count_step, &steps),
                   KONTOR_ERROR_INVALID);
  fixture_refuses (kontor_engine_add_account (f.engine, "nowhere", NULL, sign_in_fields ("x"), count_step, &steps),
                   KONTOR_ERROR_INVALID);
  g_assert_cmpint (fixture_number (&f, "SELECT count (*) FROM account"), ==, 1);
  account = dex_await_object (
      kontor_engine_add_account (f.engine, "locked", NULL, sign_in_fields ("sesame-4711"), count_step, &steps), NULL);
  g_assert_nonnull (account);
  g_assert_cmpuint (steps, ==, 5);
  g_assert_cmpstr (kontor_account_get_name (account), ==, "Fake & Sons");
  g_assert_false (kontor_account_get_secret_kept (account));
  fixture_await (kontor_sync_run_once (kontor_account_get_sync (account)));
  g_clear_object (&account);
  fixture_reopen (&f);
  account = g_list_model_get_item (kontor_engine_get_accounts (f.engine), 1);
  while (kontor_account_get_status (account) == KONTOR_ACCOUNT_UNKNOWN)
    dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_cmpint (kontor_account_get_status (account), ==, KONTOR_ACCOUNT_AUTH_NEEDED);
  fixture_await (kontor_account_reconnect (account, NULL, g_variant_new_parsed ("{'key': 'sesame-4711'}"), NULL, NULL));
  fixture_await (kontor_sync_run_once (kontor_account_get_sync (account)));
  g_clear_object (&account);
  fixture_end (&f);
  path = g_build_filename (kontor_test_dir (), "kontor.db", NULL);
  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_null (memmem (bytes, length, "sesame-4711", strlen ("sesame-4711")));
}

/* The new name is there at once and after a restart; an empty one is refused. */
static void
test_rename (void)
{
  Fixture f;

  fixture_begin (&f);
  fixture_await (kontor_account_rename (f.account, " Tea House "));
  g_assert_cmpstr (kontor_account_get_name (f.account), ==, "Tea House");
  fixture_refuses (kontor_account_rename (f.account, "  "), KONTOR_ERROR_INVALID);
  fixture_reopen (&f);
  g_assert_cmpstr (kontor_account_get_name (f.account), ==, "Tea House");
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/history/undo-sent", test_undo_sent);
  kontor_test_add ("/engine/history/undo-newest", test_undo_newest);
  kontor_test_add ("/engine/history/undo-conflict", test_undo_conflict);
  kontor_test_add ("/engine/history/undo-delta", test_undo_delta);
  kontor_test_add ("/engine/history/undo-create", test_undo_create);
  kontor_test_add ("/engine/history/undo-impossible", test_undo_impossible);
  kontor_test_add ("/engine/history/action", test_action);
  kontor_test_add ("/engine/history/bulk", test_bulk);
  kontor_test_add ("/engine/history/bulk-left-out", test_bulk_left_out);
  kontor_test_add ("/engine/history/bulk-undo", test_bulk_undo);
  kontor_test_add ("/engine/history/bulk-undo-waits", test_bulk_undo_waits);
  kontor_test_add ("/engine/history/bulk-query", test_bulk_query);
  kontor_test_add ("/engine/history/bulk-crash", test_bulk_crash);
  kontor_test_add ("/engine/history/bulk-cancel", test_bulk_cancel);
  kontor_test_add ("/engine/history/team", test_team);
  kontor_test_add ("/engine/history/undo-members", test_undo_members);
  kontor_test_add ("/engine/history/upkeep", test_upkeep);
  kontor_test_add ("/engine/history/pause", test_pause);
  kontor_test_add ("/engine/history/restore", test_restore);
  kontor_test_add ("/engine/history/remove", test_remove);
  kontor_test_add ("/engine/history/add", test_add);
  kontor_test_add ("/engine/history/rename", test_rename);
  return kontor_test_run ();
}
