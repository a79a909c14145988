#include "kontor-outbox-claim.h"

#include "kontor-outbox-result.h"
#include "kontor-outbox-row.h"

G_DEFINE_BOXED_TYPE (KontorPick, kontor_pick, kontor_pick_copy, kontor_pick_free)

static KontorPick *
pick_new (void)
{
  KontorPick *self = g_new0 (KontorPick, 1);

  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);
  return self;
}

KontorPick *
kontor_pick_copy (const KontorPick *self)
{
  KontorPick *copy = g_memdup2 (self, sizeof *self);

  g_ptr_array_ref (copy->ops);
  return copy;
}

void
kontor_pick_free (KontorPick *self)
{
  g_ptr_array_unref (self->ops);
  g_free (self);
}

/* One that was sent and has no answer: by a crash, or because none came. */
static gboolean
pick_lost (KontorTxn *txn, KontorPick *pick, gint64 account_id, GHashTable *busy, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (
      txn, KONTOR_OUTBOX_SELECT "state = 'sending' AND account_id = ? AND not_before <= ? ORDER BY id", error);
  g_autoptr (GPtrArray) ops = NULL;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "ii", account_id, kontor_txn_get_now (txn));
  ops = kontor_outbox_read_rows (stmt, error);
  for (guint i = 0; ops != NULL && i < ops->len && pick->ops->len == 0; i++) {
    KontorOp *op = g_ptr_array_index (ops, i);

    if (g_hash_table_contains (busy, op->lane))
      continue;
    if (!kontor_outbox_fill_remote_ids (txn, op, error))
      return FALSE;
    g_ptr_array_add (pick->ops, kontor_op_ref (op));
  }
  pick->lost = pick->ops->len > 0;
  return ops != NULL;
}

/*
 * Ready by time, not paused, with every reference resolved and first of its lane. A set
 * may pass a rejected op: whether they touch the same is looked at below.
 */
#define READY_SQL                                                                                                 \
  "SELECT o.id, o.lane, o.kind FROM outbox o "                                                                    \
  "WHERE o.account_id = ?1 AND o.state IN ('queued', 'retry-wait') AND o.not_before <= ?2 "                       \
  "AND NOT EXISTS (SELECT 1 FROM outbox_ref r WHERE r.op_id = o.id) "                                             \
  "AND NOT EXISTS (SELECT 1 FROM state s WHERE s.key = 'paused/' || o.action) "                                   \
  "AND NOT EXISTS (SELECT 1 FROM outbox p WHERE p.account_id = o.account_id AND p.lane = o.lane AND p.id < o.id " \
  "AND p.state NOT IN ('acked', 'cancelled') AND NOT (p.state = 'rejected' AND o.class = 'set')) "                \
  "ORDER BY o.not_before, o.id"

typedef struct {
  gint64 id;
  char *lane;
  const KontorOpKind *kind;
} Candidate;

static void
candidate_clear (Candidate *self)
{
  g_free (self->lane);
}

/* The first that is ready and more of its kind, each of a lane of its own. */
static GArray *
read_candidates (KontorTxn *txn, KontorPlatforms platforms, gint64 account_id, GHashTable *busy, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, READY_SQL, error);
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (GHashTable) lanes = g_hash_table_new (g_str_hash, g_str_equal);
  KontorStep step = KONTOR_STEP_DONE;
  guint wanted = 100;

  g_array_set_clear_func (candidates, (GDestroyNotify) candidate_clear);
  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "ii", account_id, kontor_txn_get_now (txn));
  while (candidates->len < wanted && (step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    const KontorOpKind *kind = kontor_op_kind_lookup (kontor_stmt_get_text (stmt, 2));
    Candidate candidate = { kontor_stmt_get_int (stmt, 0), NULL, kind };

    if (kind == NULL || g_hash_table_contains (busy, kontor_stmt_get_text (stmt, 1)) ||
        g_hash_table_contains (lanes, kontor_stmt_get_text (stmt, 1)))
      continue;
    if (candidates->len > 0 && g_array_index (candidates, Candidate, 0).kind != kind)
      continue;
    candidate.lane = kontor_stmt_dup_text (stmt, 1);
    g_hash_table_add (lanes, candidate.lane);
    g_array_append_val (candidates, candidate);
  }
  kontor_stmt_reset (stmt);
  return step != KONTOR_STEP_ERROR ? g_steal_pointer (&candidates) : NULL;
}

static guint64
touched_fields (const KontorOp *op)
{
  const KontorRecord *changes[] = { op->set, op->delta, op->add, op->remove };
  guint64 fields = 0;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    for (guint j = 0; changes[i] != NULL && j < kontor_record_get_record_type (changes[i])->n_fields; j++)
      if (kontor_record_has (changes[i], j))
        fields |= G_GUINT64_CONSTANT (1) << j;
  return fields;
}

/* Whether a rejected op of the same object wants the same fields. */
static gboolean
is_held_back (KontorTxn *txn, const KontorOp *op, gboolean *held, GError **error)
{
  g_autoptr (GPtrArray) pending = NULL;

  *held = FALSE;
  if (op->kind->op_class != KONTOR_OP_SET)
    return TRUE;
  pending = kontor_outbox_load_pending (txn, op->kind->entity, op->local_id, error);
  for (guint i = 0; pending != NULL && i < pending->len; i++) {
    const KontorOp *other = g_ptr_array_index (pending, i);

    if (other->id < op->id && other->state == KONTOR_OP_REJECTED && (touched_fields (other) & touched_fields (op)) != 0)
      *held = TRUE;
  }
  return pending != NULL;
}

/* What follows in a lane, in order. */
#define FOLLOWERS_SQL                                                                                    \
  KONTOR_OUTBOX_SELECT "account_id = ? AND lane = ? AND id > ? AND state NOT IN ('acked', 'cancelled') " \
                       "ORDER BY id LIMIT ?"

static gboolean
is_picked (const KontorPick *pick, const KontorOp *op)
{
  for (guint i = 0; i < pick->ops->len; i++)
    if (((KontorOp *) g_ptr_array_index (pick->ops, i))->local_id == op->local_id)
      return TRUE;
  return FALSE;
}

static gboolean
is_ready (KontorTxn *txn, const KontorOp *op, gboolean *ready, GError **error)
{
  gint64 obstacles = 0;

  *ready = (op->state == KONTOR_OP_QUEUED || op->state == KONTOR_OP_RETRY_WAIT) && op->not_before <= kontor_txn_get_now (txn);
  if (!*ready)
    return TRUE;
  if (!kontor_txn_query_int (txn, &obstacles, 0, error,
                             "SELECT (SELECT count (*) FROM outbox_ref WHERE op_id = ?) "
                             "+ (SELECT count (*) FROM state WHERE key = 'paused/' || ?)",
                             "ii", op->id, op->action))
    return FALSE;
  *ready = obstacles == 0;
  return TRUE;
}

/* Variants of one product: the next of the lane go along as long as they are of the kind, and each of another object. */
static gboolean
pick_followers (KontorTxn *txn, KontorPick *pick, const KontorOp *first, guint limit, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, FOLLOWERS_SQL, error);
  g_autoptr (GPtrArray) ops = NULL;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "isii", first->account_id, first->lane, first->id, (gint64) limit);
  ops = kontor_outbox_read_rows (stmt, error);
  for (guint i = 0; ops != NULL && i < ops->len && pick->ops->len < limit; i++) {
    KontorOp *op = g_ptr_array_index (ops, i);
    gboolean ready, held = FALSE;

    if (op->kind != first->kind || is_picked (pick, op))
      break;
    if (!is_ready (txn, op, &ready, error) || (ready && !is_held_back (txn, op, &held, error)))
      return FALSE;
    if (!ready || held)
      break;
    if (!kontor_outbox_fill_remote_ids (txn, op, error))
      return FALSE;
    g_ptr_array_add (pick->ops, kontor_op_ref (op));
  }
  return ops != NULL;
}

static gboolean
pick_ready (KontorTxn *txn, KontorPlatforms platforms, KontorPick *pick, gint64 account_id, GHashTable *busy,
            GError **error)
{
  g_autoptr (GArray) candidates = read_candidates (txn, platforms, account_id, busy, error);
  const KontorConnectorInfo *info;
  guint limit = 1;

  if (candidates == NULL || !kontor_platforms_find_of_account (platforms, txn, account_id, &info, error))
    return FALSE;
  for (guint i = 0; i < candidates->len && pick->ops->len < limit; i++) {
    const Candidate *candidate = &g_array_index (candidates, Candidate, i);
    const KontorOpSupport *support = kontor_platforms_get_support (info, candidate->kind->name);
    g_autoptr (KontorOp) op = kontor_outbox_load (txn, candidate->id, error);
    gboolean held;

    if (op == NULL || !is_held_back (txn, op, &held, error) || !kontor_outbox_fill_remote_ids (txn, op, error))
      return FALSE;
    limit = support != NULL ? MAX (support->batch, 1) : 1;
    if (held)
      continue;
    g_ptr_array_add (pick->ops, kontor_op_ref (op));
    if (!pick_followers (txn, pick, op, limit, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
find_next (KontorTxn *txn, KontorPick *pick, gint64 account_id, GError **error)
{
  return kontor_txn_query_int (
      txn, &pick->next_at, 0, error,
      "SELECT min (not_before) FROM outbox WHERE account_id = ? AND state IN ('queued', 'retry-wait', 'sending') "
      "AND not_before > ?",
      "ii", account_id, kontor_txn_get_now (txn));
}

KontorPick *
kontor_outbox_pick (KontorTxn *txn, KontorPlatforms platforms, gint64 account_id, GHashTable *busy, gboolean only_lost,
                    GError **error)
{
  g_autoptr (KontorPick) pick = pick_new ();

  if (!pick_lost (txn, pick, account_id, busy, error))
    return NULL;
  if (pick->ops->len == 0 && !only_lost && !pick_ready (txn, platforms, pick, account_id, busy, error))
    return NULL;
  if (pick->ops->len == 0 && !find_next (txn, pick, account_id, error))
    return NULL;
  return g_steal_pointer (&pick);
}
