#include "kontor-results-job.h"

#include "kontor-id-set.h"
#include "kontor-store-part.h"
#include "kontor-store-place.h"

/* The interactive reader has other things to do; beyond this much time the whole list is the better question. */
#define TOUCHED_MOST_USEC 25000
/* The rest of a short list takes no longer than asking for it would; a long list loses so much time by the attempt. */
#define REST_MOST_USEC 500

typedef struct {
  KontorQuery *query; /* (owned) */
  GArray *base;       /* (owned) (nullable) */
  GArray *touched;    /* (owned) (nullable) */
  gint64 seq;         /* of touched rows: the last commit; of a whole list: what its first part saw */

  /* Of a whole list. */
  gint64 part_usec;
  GArray *ids; /* (owned) (nullable): NULL before its first part */
  KontorStoreMark mark;
  guint n_parts;
  gboolean more;
  gint64 took;
} Job;

/* Who asks for a whole list, on the main thread. */
typedef struct {
  KontorDb *db;              /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  Job *job;                  /* (owned) */
} Asking;

G_DEFINE_BOXED_TYPE (KontorResultsAnswer, kontor_results_answer, kontor_results_answer_ref, kontor_results_answer_unref)

KontorResultsAnswer *
kontor_results_answer_ref (KontorResultsAnswer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_results_answer_unref (KontorResultsAnswer *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->diff, kontor_results_diff_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

static Job *
job_new (KontorQuery *query, GArray *base)
{
  Job *job = g_atomic_rc_box_new0 (Job);

  job->query = kontor_query_ref (query);
  job->base = base != NULL ? g_array_ref (base) : NULL;
  return job;
}

static void
job_clear (gpointer data)
{
  Job *job = data;

  kontor_query_unref (job->query);
  g_clear_pointer (&job->base, g_array_unref);
  g_clear_pointer (&job->touched, g_array_unref);
  g_clear_pointer (&job->ids, g_array_unref);
  kontor_store_mark_clear (&job->mark);
}

static void
job_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, job_clear);
}

static KontorResultsAnswer *
answer_new (KontorTxn *txn, GValue *result)
{
  KontorResultsAnswer *answer = g_new0 (KontorResultsAnswer, 1);

  g_atomic_ref_count_init (&answer->ref_count);
  answer->seq = kontor_txn_get_seq (txn);
  g_value_init (result, KONTOR_TYPE_RESULTS_ANSWER);
  g_value_take_boxed (result, answer);
  return answer;
}

static const gint64 *
ids_of (GArray *array)
{
  return (const gint64 *) (gpointer) array->data;
}

/* NULL without @error where that takes too long. */
static GArray *
read_rest (KontorTxn *txn, KontorQuery *query, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (KontorStoreMark) mark = { 0 };
  gboolean more;

  if (!kontor_store_query_has_parts (query) ||
      !kontor_store_query_part (txn, query, &mark, g_get_monotonic_time () + REST_MOST_USEC, ids, &more, error) || more)
    return NULL;
  return g_steal_pointer (&ids);
}

/* What is left of a list whose first page is read. */
static gboolean
complete_page (KontorTxn *txn, Job *job, KontorResultsAnswer *answer, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GArray) ids = NULL;

  answer->complete = answer->ids->len < KONTOR_RESULTS_FIRST;
  if (answer->complete)
    return TRUE;
  ids = read_rest (txn, job->query, &reason);
  if (reason != NULL) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }
  answer->complete = ids != NULL;
  if (ids != NULL)
    answer->diff = kontor_results_diff_new (answer->ids, ids);
  return TRUE;
}

static gboolean
read_page (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Job *job = data;
  g_autoptr (GArray) ids = kontor_store_query_page (txn, job->query, KONTOR_RESULTS_FIRST, error);
  g_autoptr (GPtrArray) rows = NULL;
  KontorResultsAnswer *answer;

  if (ids == NULL)
    return FALSE;
  rows = kontor_store_load_many (txn, kontor_query_get_entity (job->query), ids_of (ids), ids->len, KONTOR_LOAD_ROW,
                                 error);
  if (rows == NULL)
    return FALSE;
  answer = answer_new (txn, result);
  answer->rows = g_steal_pointer (&rows);
  answer->ids = g_steal_pointer (&ids);
  return complete_page (txn, job, answer, error);
}

/* What moved between two parts may be in both; it was touched, and is looked for again. */
static void
leave_out_doubles (GArray *ids)
{
  g_autoptr (KontorIdSet) seen = kontor_id_set_new ();
  guint n_kept = 0;

  for (guint i = 0; i < ids->len; i++)
    if (!kontor_id_set_contains (seen, ids_of (ids)[i])) {
      kontor_id_set_add (seen, ids_of (ids)[i]);
      g_array_index (ids, gint64, n_kept++) = ids_of (ids)[i];
    }
  g_array_set_size (ids, n_kept);
}

static gboolean
read_part (KontorTxn *txn, Job *job, GError **error)
{
  gint64 began = g_get_monotonic_time ();

  if (job->ids == NULL) {
    job->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
    job->seq = kontor_txn_get_seq (txn);
  }
  job->n_parts++;
  if (!kontor_store_query_part (txn, job->query, &job->mark, began + job->part_usec, job->ids, &job->more, error))
    return FALSE;
  job->took += g_get_monotonic_time () - began;
  return TRUE;
}

/* The answer is the state of the first part: what was touched since is asked for again. Before the last part it is empty. */
static gboolean
read_whole (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Job *job = data;
  KontorResultsAnswer *answer;
  gint64 read_at;

  if (!read_part (txn, job, error))
    return FALSE;
  read_at = g_get_monotonic_time ();
  answer = answer_new (txn, result);
  answer->seq = job->seq;
  if (job->more)
    return TRUE;
  if (job->n_parts > 1)
    leave_out_doubles (job->ids);
  answer->diff = kontor_results_diff_new (job->base, job->ids);
  answer->complete = TRUE;
  answer->took = job->took + g_get_monotonic_time () - read_at;
  return TRUE;
}

static KontorIdSet *
make_set (GArray *ids)
{
  KontorIdSet *set = kontor_id_set_new ();

  for (guint i = 0; i < ids->len; i++)
    kontor_id_set_add (set, ids_of (ids)[i]);
  return set;
}

/* The untouched rows: they are still in the list, in the same order. */
static GArray *
leave_out_touched (Job *job)
{
  g_autoptr (KontorIdSet) touched = make_set (job->touched);
  GArray *rest = g_array_sized_new (FALSE, FALSE, sizeof (gint64), job->base->len);

  for (guint i = 0; i < job->base->len; i++)
    if (!kontor_id_set_contains (touched, ids_of (job->base)[i]))
      g_array_append_val (rest, ids_of (job->base)[i]);
  return rest;
}

/* The touched rows that are in the list, in its order; NULL without @error where that takes too long. */
static GArray *
find_in_list (KontorTxn *txn, Job *job, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 deadline = g_get_monotonic_time () + TOUCHED_MOST_USEC;

  for (guint i = 0; i < job->touched->len; i++) {
    gint64 id = ids_of (job->touched)[i];
    gboolean matches;
    guint place;

    if (g_get_monotonic_time () > deadline || !kontor_store_matches (txn, job->query, id, &matches, error))
      return NULL;
    if (!matches)
      continue;
    if (!kontor_store_query_place (txn, job->query, ids_of (found), found->len, id, &place, error))
      return NULL;
    g_array_insert_val (found, place, id);
  }
  return g_steal_pointer (&found);
}

/* Both are in the list's order. */
static GArray *
weave (KontorTxn *txn, Job *job, GArray *rest, GArray *found, GError **error)
{
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), rest->len + found->len);
  guint done = 0;

  for (guint i = 0; i < found->len; i++) {
    gint64 id = ids_of (found)[i];
    guint place;

    if (!kontor_store_query_place (txn, job->query, ids_of (rest) + done, rest->len - done, id, &place, error))
      return NULL;
    g_array_append_vals (ids, ids_of (rest) + done, place);
    g_array_append_val (ids, id);
    done += place;
  }
  g_array_append_vals (ids, ids_of (rest) + done, rest->len - done);
  return g_steal_pointer (&ids);
}

/* The whole list is NULL without @error where that takes too long. */
static GArray *
apply_touched (KontorTxn *txn, Job *job, GError **error)
{
  g_autoptr (GArray) found = find_in_list (txn, job, error);
  g_autoptr (GArray) rest = found != NULL ? leave_out_touched (job) : NULL;

  return found != NULL ? weave (txn, job, rest, found, error) : NULL;
}

static gboolean
read_touched (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Job *job = data;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GArray) ids = kontor_txn_get_seq (txn) == job->seq ? apply_touched (txn, job, &reason) : NULL;
  KontorResultsAnswer *answer;

  if (reason != NULL) {
    g_propagate_error (error, g_steal_pointer (&reason));
    return FALSE;
  }
  answer = answer_new (txn, result);
  if (ids == NULL)
    return TRUE;
  answer->diff = kontor_results_diff_new (job->base, ids);
  answer->complete = TRUE;
  return TRUE;
}

DexFuture *
kontor_results_ask_page (KontorDb *db, GCancellable *cancellable, KontorQuery *query)
{
  return kontor_db_read (db, KONTOR_DB_INTERACTIVE, cancellable, read_page, job_new (query, NULL),
                         job_unref);
}

static Asking *
asking_new (KontorDb *db, GCancellable *cancellable, Job *job)
{
  Asking *self = g_new0 (Asking, 1);

  self->db = g_object_ref (db);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->job = job;
  return self;
}

static void
asking_free (gpointer data)
{
  Asking *self = data;

  job_unref (self->job);
  g_clear_object (&self->cancellable);
  g_object_unref (self->db);
  g_free (self);
}

static DexFuture *
part_read_cb (DexFuture *read, gpointer data)
{
  Asking *self = data;

  if (!self->job->more)
    return NULL;
  return dex_future_then (kontor_db_read (self->db, KONTOR_DB_BULK, self->cancellable, read_whole,
                                          g_atomic_rc_box_acquire (self->job), job_unref),
                          part_read_cb, asking_new (self->db, self->cancellable, g_atomic_rc_box_acquire (self->job)),
                          asking_free);
}

DexFuture *
kontor_results_ask_whole (KontorDb *db, GCancellable *cancellable, KontorQuery *query, GArray *base, gint64 part_usec)
{
  Job *job = job_new (query, base);

  job->part_usec = part_usec;
  return dex_future_then (
      kontor_db_read (db, KONTOR_DB_BULK, cancellable, read_whole, g_atomic_rc_box_acquire (job), job_unref),
      part_read_cb, asking_new (db, cancellable, job), asking_free);
}

DexFuture *
kontor_results_ask_touched (KontorDb *db, GCancellable *cancellable, KontorQuery *query, GArray *base, GArray *touched,
                            gint64 seq)
{
  Job *job = job_new (query, base);

  job->touched = g_array_ref (touched);
  job->seq = seq;
  return kontor_db_read (db, KONTOR_DB_INTERACTIVE, cancellable, read_touched, job, job_unref);
}
