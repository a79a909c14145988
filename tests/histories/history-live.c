#include "history.h"

#include <glib/gstdio.h>

#include "kontor-catalog.h"
#include "kontor-customers.h"
#include "kontor-discounts.h"
#include "kontor-orders.h"
#include "kontor-power-vfs.h"
#include "kontor-scope.h"
#include "kontor-store.h"

#define ACTS 150

typedef struct {
  const HistoryLife *life;
  GMainLoop *loop;
  GRand *rand;
  KontorShop *shop;
  KontorClock *clock;
  KontorEngine *engine;
  guint n_unique;
} Life;

typedef struct {
  const char *sql;
  gint64 offset;
} Choice;

static gboolean
choose_row (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Choice *choice = data;
  gint64 id;

  if (!kontor_txn_query_int (txn, &id, 0, error, choice->sql, "i", choice->offset))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, id);
  return TRUE;
}

/* The id of some row that @sql finds (it ends in "LIMIT 1 OFFSET ?"), or 0. */
static gint64
choose (Life *self, const char *sql, int range)
{
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice) { sql, g_rand_int_range (self->rand, 0, range) };
  return dex_await_int64 (
      kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_INTERACTIVE, NULL, choose_row, choice, g_free),
      NULL);
}

static gint64
choose_order (Life *self)
{
  return choose (self, "SELECT id FROM \"order\" ORDER BY id DESC LIMIT 1 OFFSET ?", 25);
}

static gint64
choose_variant (Life *self)
{
  return choose (self, "SELECT id FROM variant ORDER BY id LIMIT 1 OFFSET ?", 20);
}

static gint64
choose_product (Life *self)
{
  return choose (self, "SELECT id FROM product ORDER BY id LIMIT 1 OFFSET ?", 12);
}

/* A text that no other edit of this history writes. */
static char *
make_unique (Life *self, const char *prefix)
{
  return g_strdup_printf ("%s %u.%u", prefix, self->life->episode, self->n_unique++);
}

static KontorScope *
scope_of (KontorEntity entity, gint64 id)
{
  return id != 0 ? kontor_scope_new_one (entity, id) : NULL;
}

static DexFuture *
edit_price (Life *self)
{
  gint64 id = choose_variant (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_VARIANT, id);

  return id == 0
             ? NULL
             : kontor_catalog_set_price (
                   self->engine, scope,
                   kontor_money_make ((1000 + (gint64) self->life->episode * 1000 + self->n_unique++) * 10000, "EUR"));
}

static gboolean
read_location (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  char *location = NULL;

  if (!kontor_txn_query_text (txn, &location, error, "SELECT key FROM stock_level WHERE variant_id = ? ORDER BY key",
                              "i", *(gint64 *) data))
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, location);
  return TRUE;
}

static char *
dup_location (Life *self, gint64 variant_id)
{
  return dex_await_string (kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_INTERACTIVE, NULL,
                                           read_location, g_memdup2 (&variant_id, sizeof variant_id), g_free),
                           NULL);
}

static DexFuture *
edit_stock (Life *self)
{
  gint64 id = choose_variant (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_VARIANT, id);
  g_autofree char *location = dup_location (self, id);
  int by = g_rand_int_range (self->rand, -3, 6);

  return id == 0 || by == 0 ? NULL : kontor_catalog_adjust_stock (self->engine, scope, location, by, "count");
}

static DexFuture *
edit_title (Life *self)
{
  gint64 id = choose_product (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_PRODUCT, id);
  g_autoptr (KontorRecord) changes = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  kontor_record_take_text (changes, KONTOR_PRODUCT_TITLE, make_unique (self, "Title"));
  return id == 0 ? NULL : kontor_catalog_set_product (self->engine, scope, changes);
}

static DexFuture *
edit_status (Life *self)
{
  static const char *const statuses[] = { "processing", "completed", "on-hold" };
  gint64 id = choose_order (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);

  return id == 0 ? NULL
                 : kontor_orders_set_status (self->engine, scope,
                                             statuses[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (statuses))]);
}

static DexFuture *
edit_note (Life *self)
{
  gint64 id = choose_order (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);
  g_autofree char *text = make_unique (self, "Note");

  if (id == 0)
    return NULL;
  return g_rand_boolean (self->rand) ? kontor_orders_add_note (self->engine, scope, text)
                                     : kontor_orders_send_note (self->engine, id, text);
}

static DexFuture *
edit_tags (Life *self)
{
  static const char *const tags[] = { "gift", "rush", "fragile" };
  const char *tag[] = { tags[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (tags))], NULL };
  gint64 id = choose_order (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);
  gboolean add = g_rand_boolean (self->rand);

  return id == 0 ? NULL : kontor_orders_tag (self->engine, scope, add ? tag : NULL, add ? NULL : tag);
}

static DexFuture *
edit_team (Life *self)
{
  gint64 id = choose_order (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);
  g_autofree char *reason = make_unique (self, "Hold");

  if (id == 0)
    return NULL;
  switch (g_rand_int_range (self->rand, 0, 3)) {
  case 0:
    return kontor_orders_set_hold (self->engine, scope, reason);
  case 1:
    return kontor_orders_set_stage (self->engine, scope, g_rand_boolean (self->rand) ? "picked" : "packed");
  default:
    return kontor_orders_set_archived (self->engine, scope, g_rand_boolean (self->rand));
  }
}

static DexFuture *
edit_refund (Life *self)
{
  gint64 id =
      choose (self, "SELECT id FROM \"order\" WHERE paid_total > refunded_total ORDER BY id DESC LIMIT 1 OFFSET ?", 12);
  g_autoptr (KontorRecord) refund = kontor_record_new (&kontor_refund_type);
  g_autofree char *reason = make_unique (self, "Refund");

  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT,
                            g_rand_int_range (self->rand, 1, 300) * (KONTOR_MONEY_UNIT / 100));
  kontor_record_set_text (refund, KONTOR_REFUND_REASON, reason);
  return id == 0 ? NULL : kontor_orders_refund (self->engine, id, refund);
}

static DexFuture *
edit_payment (Life *self)
{
  gint64 id = choose (
      self,
      "SELECT id FROM \"order\" WHERE paid_total < total AND lifecycle = 'open' ORDER BY id DESC LIMIT 1 OFFSET ?", 8);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);

  if (id == 0)
    return NULL;
  return g_rand_boolean (self->rand) ? kontor_orders_mark_paid (self->engine, scope)
                                     : kontor_orders_capture (self->engine, id, NULL, NULL);
}

static DexFuture *
edit_fulfilment (Life *self)
{
  gint64 id = choose (self,
                      "SELECT id FROM \"order\" WHERE fulfilment IN ('unfulfilled', 'partially-fulfilled') AND "
                      "lifecycle = 'open' ORDER BY id DESC LIMIT 1 OFFSET ?",
                      8);
  g_autoptr (KontorRecord) fulfilment = kontor_record_new (&kontor_fulfilment_type);

  return id == 0 ? NULL : kontor_orders_fulfil (self->engine, id, fulfilment, KONTOR_FULFIL_DEFAULT);
}

static gint64
get_account (Life *self)
{
  g_autoptr (KontorAccount) account = g_list_model_get_item (kontor_engine_get_accounts (self->engine), 0);

  return kontor_account_get_id (account);
}

static DexFuture *
edit_create (Life *self)
{
  g_autofree char *unique = make_unique (self, "New");
  g_autofree char *code =
      g_strdup_printf ("N%" G_GUINT64_FORMAT "-%u-%u", self->life->seed, self->life->episode, self->n_unique);
  g_autoptr (KontorRecord) record = NULL;

  switch (g_rand_int_range (self->rand, 0, 3)) {
  case 0:
    record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
    kontor_record_set_text (record, KONTOR_PRODUCT_TITLE, unique);
    kontor_record_set_text (record, KONTOR_PRODUCT_SKU, code);
    return kontor_catalog_create_product (self->engine, get_account (self), record);
  case 1:
    record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_DISCOUNT));
    kontor_record_set_text (record, KONTOR_DISCOUNT_CODE, code);
    kontor_record_set_text (record, KONTOR_DISCOUNT_KIND, "percent");
    kontor_record_set_text (record, KONTOR_DISCOUNT_PERCENT, "10");
    return kontor_discounts_create (self->engine, get_account (self), record);
  default:
    record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER));
    kontor_record_set_text (record, KONTOR_CUSTOMER_FIRST_NAME, unique);
    kontor_record_take_text (record, KONTOR_CUSTOMER_EMAIL, g_strdup_printf ("%s@example.org", code));
    return kontor_customers_create (self->engine, get_account (self), record);
  }
}

static DexFuture *
edit_trash (Life *self)
{
  gint64 id = choose_product (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_PRODUCT, id);

  return id == 0 ? NULL : kontor_catalog_trash_product (self->engine, scope);
}

static DexFuture *
edit_cancel_order (Life *self)
{
  gint64 id = choose_order (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);

  return id == 0 ? NULL : kontor_orders_cancel (self->engine, scope, "customer", KONTOR_CANCEL_RESTOCK);
}

/* Kinds of edits, each as often as it is named. */
static DexFuture *(*const edits[]) (Life *self) = {
  edit_price,
  edit_price,
  edit_stock,
  edit_stock,
  edit_stock,
  edit_title,
  edit_title,
  edit_status,
  edit_status,
  edit_note,
  edit_note,
  edit_tags,
  edit_tags,
  edit_team,
  edit_team,
  edit_refund,
  edit_refund,
  edit_payment,
  edit_create,
  edit_create,
  edit_trash,
  edit_cancel_order,
  edit_fulfilment,
};

/* An edit that the engine accepted must never be lost, whatever comes. */
static void
edit (Life *self)
{
  DexFuture *future = edits[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (edits))](self);
  g_autoptr (GError) error = NULL;
  gint64 action;

  if (future == NULL)
    return;
  action = dex_await_int64 (future, &error);
  if (error == NULL && action > 0)
    history_note (self->life, 'A', action);
}

static KontorSync *
get_sync (Life *self)
{
  g_autoptr (KontorAccount) account = g_list_model_get_item (kontor_engine_get_accounts (self->engine), 0);

  return kontor_account_get_sync (account);
}

/* Sometimes waited for, sometimes beside what comes next. */
static void
run (Life *self, DexFuture *future)
{
  if (g_rand_int_range (self->rand, 0, 3) != 0)
    dex_await (future, NULL);
  else
    dex_future_disown (future);
}

static void
pass_time (Life *self)
{
  gint64 by = g_rand_int_range (self->rand, 0, 4) == 0 ? 1800000 : g_rand_int_range (self->rand, 1000, 30000);

  history_clock_advance (self->clock, by);
  kontor_shop_set_now (self->shop, kontor_clock_now (self->clock));
}

static void
set_faults (Life *self)
{
  static const char *const faults[] = {
    NULL,
    NULL,
    NULL,
    "lost-after 300",
    "lost-before 300",
    "offline 500",
    "rate-limit 200 =5",
    "failed 300",
    "reject 100",
    "conflict 300",
    "garbage 200",
    "empty 100",
    "vanished 100",
    "shift 200",
    "lost-after 150, lost-before 150, conflict 100, failed 100",
  };

  kontor_shop_set_faults (self->shop, faults[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (faults))], NULL);
}

static void
answer_some_problem (Life *self)
{
  KontorProblems *problems = kontor_engine_get_problems (self->engine);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (problems));
  g_autoptr (KontorProblem) problem = NULL;
  KontorAnswer answer = KONTOR_ANSWER_RETRY;

  if (n == 0)
    return;
  problem = g_list_model_get_item (G_LIST_MODEL (problems), (guint) g_rand_int_range (self->rand, 0, (int) n));
  if (kontor_problem_get_op (problem) == NULL)
    return;
  if (kontor_problem_get_kind (problem) == KONTOR_PROBLEM_CONFLICT)
    answer = g_rand_boolean (self->rand) ? KONTOR_ANSWER_TAKE_THEIRS : KONTOR_ANSWER_KEEP_MINE;
  else if (kontor_problem_get_kind (problem) == KONTOR_PROBLEM_REJECTED && g_rand_boolean (self->rand))
    answer = KONTOR_ANSWER_DISCARD;
  run (self, kontor_problems_answer (self->engine, kontor_problem_get_id (problem), answer));
}

static char *
get_backup_path (Life *self, gint64 number)
{
  g_autofree char *name = g_strdup_printf ("backup-%" G_GINT64_FORMAT ".db", number);

  return history_path (self->life, name);
}

static void
back_up (Life *self)
{
  gint64 number = (gint64) self->life->episode * 100 + self->n_unique++;
  g_autofree char *path = get_backup_path (self, number);

  if (dex_await (kontor_db_backup (kontor_engine_get_db (self->engine), path), NULL))
    history_note (self->life, 'B', number);
}

static void
act (Life *self)
{
  switch (g_rand_int_range (self->rand, 0, 24)) {
  case 0 ... 9:
    edit (self);
    break;
  case 10 ... 12:
    run (self, kontor_sync_run_once (get_sync (self)));
    break;
  case 13 ... 15:
    pass_time (self);
    run (self, kontor_outbox_flush (self->engine));
    break;
  case 16:
    kontor_shop_live (self->shop, (guint) g_rand_int_range (self->rand, 1, 4));
    break;
  case 17:
    set_faults (self);
    break;
  case 18:
    run (self, kontor_engine_undo (self->engine, 0));
    break;
  case 19:
    run (self, kontor_engine_cancel (self->engine, g_rand_int_range (self->rand, 1, 30)));
    break;
  case 20:
    answer_some_problem (self);
    break;
  case 21:
    run (self, kontor_sync_sweep_once (get_sync (self)));
    break;
  case 22:
    run (self, kontor_engine_refresh (self->engine, KONTOR_ENTITY_ORDER, choose_order (self)));
    break;
  default:
    if (g_rand_int_range (self->rand, 0, 5) == 0)
      back_up (self);
    break;
  }
}

/* Now and then the file is replaced by an old copy, as a person would after a mishap. */
static void
maybe_restore (Life *self)
{
  g_autofree char *target = history_path (self->life, "kontor.db");
  g_autoptr (GError) error = NULL;
  gint64 number = 0;

  for (gint64 i = 0; i < (gint64) self->life->episode * 100; i++) {
    g_autofree char *path = get_backup_path (self, i);

    if (g_file_test (path, G_FILE_TEST_EXISTS) && g_rand_int_range (self->rand, 0, 3) == 0)
      number = i;
  }
  if (number == 0)
    return;
  {
    g_autofree char *path = get_backup_path (self, number);

    if (!dex_await (kontor_db_restore (path, target, self->clock), &error))
      g_error ("restoring: %s", error->message);
  }
  kontor_power_vfs_adopt (target);
  history_note (self->life, 'R', number);
}

static DexFuture *
live_fiber (gpointer data)
{
  Life *self = data;
  g_autoptr (GError) error = NULL;

  maybe_restore (self);
  self->engine = history_open_engine (self->life, "kontor.db", self->clock, &error);
  if (self->engine == NULL)
    g_error ("opening in episode %u: %s", self->life->episode, error->message);
  if (self->life->episode == 0)
    dex_await (kontor_sync_run_once (get_sync (self)), NULL);
  set_faults (self);
  if (self->life->die_after > 0)
    kontor_power_vfs_die_after (self->life->die_after);
  for (guint i = 0; i < ACTS; i++)
    act (self);
  dex_await (kontor_engine_stop (self->engine), NULL);
  g_main_loop_quit (self->loop);
  return dex_future_new_true ();
}

int
history_live (const HistoryLife *life)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) (life->seed * 31 + life->episode));
  g_autoptr (KontorShop) shop = history_open_shop (life);
  g_autoptr (KontorClock) clock = history_clock_new (kontor_shop_get_now (shop) + 1000);
  Life self = { .life = life, .loop = loop, .rand = rand, .shop = shop, .clock = clock };
  DexFuture *future = dex_scheduler_spawn (NULL, 1024 * 1024, live_fiber, &self, NULL);

  g_main_loop_run (loop);
  dex_unref (future);
  g_clear_object (&self.engine);
  return 0;
}
