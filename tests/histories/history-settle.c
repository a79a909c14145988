#include "history.h"

#include <glib/gstdio.h>

#include "kontor-error.h"
#include "kontor-problems.h"

#define ROUNDS 40
#define QUIET_MS (20 * 60 * 1000)

typedef struct {
  const HistoryLife *life;
  HistoryResult *result;
  GMainLoop *loop;
  KontorShop *shop;
  KontorClock *clock;
  KontorEngine *engine;
  GHashTable *counting; /* (element-type utf8): the keys of ops that count stock */
} Settling;

static void
complain (Settling *self, guint *count, const char *text)
{
  (*count)++;
  g_print ("# seed %" G_GUINT64_FORMAT ": %s\n", self->life->seed, text);
}

static KontorAccount *
dup_account (Settling *self)
{
  return g_list_model_get_item (kontor_engine_get_accounts (self->engine), 0);
}

static gint64
count_effects (Settling *self, const char *effect, const KontorOp *op)
{
  return kontor_shop_count_effects (self->shop, effect, op->idempotency);
}

/* What others deleted for good, of which a bare shop shows no trace, may have been made again by an old copy. */
static gint64
count_lasting (Settling *self, const char *effect, const KontorOp *op)
{
  return g_str_equal (effect, "create") ? kontor_shop_count_created (self->shop, op->idempotency)
                                        : count_effects (self, effect, op);
}

/* What each kind that must happen exactly once sets off; NULL for those that may be written again with the same values. */
static const char *
get_single_effect (const KontorOp *op)
{
  static const struct {
    const char *kind, *effect;
  } effects[] = {
    { "refund-order", "refund" },
    { "capture-payment", "capture" },
    { "mark-paid", "capture" },
    { "add-note", "note" },
    { "send-note", "mail" },
    { "adjust-stock", "stock" },
    { "create-product", "create" },
    { "create-variant", "create" },
    { "create-customer", "create" },
    { "create-discount", "create" },
    { "create-fulfilment", "fulfilment" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    if (g_str_equal (effects[i].kind, op->kind->name))
      return effects[i].effect;
  return NULL;
}

/* A person who can look into the shop answers what the program could not know. */
static KontorAnswer
choose_answer (Settling *self, KontorProblem *problem)
{
  const KontorOp *op = kontor_problem_get_op (problem);
  const char *effect = get_single_effect (op);

  switch (kontor_problem_get_kind (problem)) {
  case KONTOR_PROBLEM_CONFLICT:
    return KONTOR_ANSWER_TAKE_THEIRS;
  case KONTOR_PROBLEM_UNKNOWN:
    self->result->unknown++;
    return count_effects (self, effect != NULL ? effect : "write", op) > 0 ? KONTOR_ANSWER_HAPPENED
                                                                           : KONTOR_ANSWER_DID_NOT;
  case KONTOR_PROBLEM_REJECTED:
  case KONTOR_PROBLEM_SIGN_IN:
  case KONTOR_PROBLEM_DELETIONS:
  case KONTOR_PROBLEM_RESTORED:
    break;
  }
  return KONTOR_ANSWER_DISCARD;
}

static void
answer_problem (Settling *self, KontorProblem *problem)
{
  g_autoptr (KontorAccount) account = dup_account (self);
  GVariant *fields = NULL;

  if (kontor_problem_get_op (problem) != NULL) {
    dex_await (kontor_problems_answer (self->engine, kontor_problem_get_id (problem), choose_answer (self, problem)),
               NULL);
    return;
  }
  switch (kontor_problem_get_kind (problem)) {
  case KONTOR_PROBLEM_DELETIONS:
    dex_await (kontor_sync_allow_deletions (kontor_account_get_sync (account), kontor_problem_get_feed (problem)),
               NULL);
    break;
  case KONTOR_PROBLEM_SIGN_IN:
    fields = history_shop_fields (self->life);
    dex_await (kontor_account_reconnect (account, "demo", fields, NULL, NULL), NULL);
    g_variant_unref (fields);
    break;
  case KONTOR_PROBLEM_RESTORED:
  case KONTOR_PROBLEM_CONFLICT:
  case KONTOR_PROBLEM_REJECTED:
  case KONTOR_PROBLEM_UNKNOWN:
    dex_await (kontor_account_resume (account), NULL);
    break;
  }
}

static guint
answer_problems (Settling *self)
{
  GListModel *problems = G_LIST_MODEL (kontor_engine_get_problems (self->engine));
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  dex_await (kontor_problems_reload (KONTOR_PROBLEMS (problems)), NULL);
  for (guint i = 0; i < g_list_model_get_n_items (problems); i++)
    g_ptr_array_add (all, g_list_model_get_item (problems, i));
  for (guint i = 0; i < all->len; i++)
    answer_problem (self, g_ptr_array_index (all, i));
  return all->len;
}

static void
pass_time (Settling *self)
{
  history_clock_advance (self->clock, QUIET_MS);
  kontor_shop_set_now (self->shop, kontor_clock_now (self->clock));
}

static guint
count_unsent (Settling *self)
{
  g_autoptr (GPtrArray) ops = dex_await_boxed (
      kontor_outbox_list_ops (self->engine, 0, KONTOR_OUTBOX_UNSENT | KONTOR_OUTBOX_PROBLEMS, 10000), NULL);

  return ops != NULL ? ops->len : G_MAXUINT;
}

/* Until nothing is unsent, no problem is open and the shop has been read once more since. */
static gboolean
settle (Settling *self, GError **error)
{
  guint quiet = 0;

  for (guint i = 0; i < ROUNDS && quiet < 2; i++) {
    g_autoptr (KontorAccount) account = dup_account (self);
    guint problems;
    gboolean pulled;

    pass_time (self);
    if (kontor_account_get_pause (account) != KONTOR_ACCOUNT_RUNNING)
      dex_await (kontor_account_resume (account), NULL);
    pulled = dex_await (kontor_sync_run_once (kontor_account_get_sync (account)), NULL);
    dex_await (kontor_outbox_flush (self->engine), NULL);
    problems = answer_problems (self);
    quiet = pulled && problems == 0 && count_unsent (self) == 0 ? quiet + 1 : 0;
    if (quiet == 1)
      dex_await (kontor_sync_sweep_once (kontor_account_get_sync (account)), NULL);
  }
  if (quiet < 2)
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY, "nothing came to rest: %u ops", count_unsent (self));
  return quiet >= 2;
}

static gint64
sum_list (const KontorRecord *record, guint list, guint field, gint64 (*get) (const KontorRecord *, guint))
{
  gint64 sum = 0;

  for (guint i = 0; record != NULL && i < kontor_record_get_length (record, list); i++)
    sum += get (kontor_record_get_member (record, list, i), field);
  return sum;
}

/* Units of stock or millionths of money that an op is to move in all; of one that was given up, none. */
static gint64
get_wanted (const KontorOp *op)
{
  if (op->state == KONTOR_OP_CANCELLED)
    return 0;
  return sum_list (op->delta, KONTOR_VARIANT_LEVELS, KONTOR_LEVEL_ON_HAND, kontor_record_get_int) +
         sum_list (op->add, KONTOR_ORDER_REFUNDS, KONTOR_REFUND_AMOUNT, kontor_record_get_amount);
}

/* Whether nothing but ops that count stock ever moved what this one moved; those of an object go one by one. */
static gboolean
was_alone (Settling *self, const KontorOp *op)
{
  g_auto (GStrv) traces = kontor_shop_list_traces (self->shop, "stock", op->idempotency);

  for (guint i = 0; traces[i] != NULL; i++)
    if (!g_hash_table_contains (self->counting, traces[i]))
      return FALSE;
  return TRUE;
}

/*
 * Money is never joined with other money. A bare shop's stock is written absolutely, so that what another counted just
 * before goes under in it; and an old copy may have an op as it was before more was put into it and sent.
 */
static gboolean
moves_exactly (Settling *self, const char *effect, const KontorOp *op)
{
  if (g_str_equal (effect, "refund"))
    return TRUE;
  if (!g_str_equal (effect, "stock") || history_was_restored (self->life))
    return FALSE;
  return kontor_shop_get_manner (self->shop) == KONTOR_SHOP_KIND || was_alone (self, op);
}

/* +2 and −2, joined before they were sent, may be told or not. */
static gboolean
is_nothing (const char *effect, const KontorOp *op)
{
  return g_str_equal (effect, "stock") &&
         sum_list (op->delta, KONTOR_VARIANT_LEVELS, KONTOR_LEVEL_ON_HAND, kontor_record_get_int) == 0;
}

static void
check_op (Settling *self, const KontorOp *op)
{
  const char *effect = get_single_effect (op);
  gint64 n = effect != NULL ? count_effects (self, effect, op) : 0;
  gint64 lasting = effect != NULL ? count_lasting (self, effect, op) : 0;
  gint64 moved = effect != NULL ? kontor_shop_sum_effects (self->shop, effect, op->idempotency) : 0;
  g_autofree char *text = NULL;

  if (effect == NULL)
    return;
  text = g_strdup_printf ("op %" G_GINT64_FORMAT " %s (action %" G_GINT64_FORMAT
                          ") is %s, happened %" G_GINT64_FORMAT " times and moved %" G_GINT64_FORMAT,
                          op->id, op->kind->name, op->action, kontor_op_state_to_nick (op->state), n, moved);
  if (lasting > 1 || (lasting > 0 && op->state == KONTOR_OP_CANCELLED))
    complain (self, &self->result->doubled, text);
  else if (n == 0 && op->state == KONTOR_OP_ACKED && !is_nothing (effect, op))
    complain (self, &self->result->lost, text);
  else if (moves_exactly (self, effect, op) && moved != get_wanted (op))
    complain (self, &self->result->lost, text);
}

static void
note_counting (Settling *self, GPtrArray *ops)
{
  for (guint i = 0; i < ops->len; i++) {
    const KontorOp *op = g_ptr_array_index (ops, i);

    if (g_str_equal (op->kind->name, "adjust-stock"))
      g_hash_table_add (self->counting, g_strdup (op->idempotency));
  }
}

/* Every action that was accepted is still on record, and what is on record happened just so often. */
static void
check_ops (Settling *self)
{
  g_autoptr (GHashTable) accepted = history_read_accepted (self->life);
  g_autoptr (GHashTable) known = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) ops =
      dex_await_boxed (kontor_outbox_list_ops (
                           self->engine, 0, KONTOR_OUTBOX_UNSENT | KONTOR_OUTBOX_PROBLEMS | KONTOR_OUTBOX_DONE, 100000),
                       NULL);
  GHashTableIter iter;
  gpointer action;

  note_counting (self, ops);
  for (guint i = 0; i < ops->len; i++) {
    const KontorOp *op = g_ptr_array_index (ops, i);

    g_hash_table_add (known, GSIZE_TO_POINTER ((gsize) op->action));
    check_op (self, op);
  }
  g_hash_table_iter_init (&iter, accepted);
  while (g_hash_table_iter_next (&iter, &action, NULL))
    if (!g_hash_table_contains (known, action)) {
      g_autofree char *text =
          g_strdup_printf ("action %" G_GSIZE_FORMAT " was accepted and is gone", GPOINTER_TO_SIZE (action));

      complain (self, &self->result->lost, text);
    }
}

/* The rows here against those of a first import into an empty file. */
static gboolean
check_rows (Settling *self, GError **error)
{
  g_autoptr (KontorEngine) fresh = history_open_engine (self->life, "fresh.db", self->clock, error);
  g_autoptr (KontorAccount) account = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  if (fresh == NULL)
    return FALSE;
  account = g_list_model_get_item (kontor_engine_get_accounts (fresh), 0);
  if (!dex_await (kontor_sync_run_once (kontor_account_get_sync (account)), error))
    return FALSE;
  findings = history_compare (kontor_engine_get_db (self->engine), kontor_engine_get_db (fresh), error);
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    complain (self, &self->result->lost, g_ptr_array_index (findings, i));
  g_clear_object (&account);
  dex_await (kontor_engine_stop (fresh), NULL);
  return findings != NULL;
}

static DexFuture *
settle_fiber (gpointer data)
{
  Settling *self = data;
  g_autoptr (GError) error = NULL;

  kontor_shop_set_faults (self->shop, NULL, NULL);
  self->engine = history_open_engine (self->life, "kontor.db", self->clock, &error);
  if (self->engine != NULL && settle (self, &error)) {
    check_ops (self);
    check_rows (self, &error);
  }
  if (error != NULL)
    complain (self, &self->result->lost, error->message);
  if (self->engine != NULL)
    dex_await (kontor_engine_stop (self->engine), NULL);
  g_main_loop_quit (self->loop);
  return dex_future_new_true ();
}

int
history_settle (const HistoryLife *life, HistoryResult *result)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (KontorShop) shop = history_open_shop (life);
  g_autoptr (KontorClock) clock = history_clock_new (kontor_shop_get_now (shop) + 1000);
  g_autoptr (GHashTable) counting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Settling self = {
    .life = life, .result = result, .loop = loop, .shop = shop, .clock = clock, .counting = counting
  };
  DexFuture *future = dex_scheduler_spawn (NULL, 1024 * 1024, settle_fiber, &self, NULL);

  g_main_loop_run (loop);
  dex_unref (future);
  g_clear_object (&self.engine);
  return 0;
}
