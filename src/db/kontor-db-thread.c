#include "kontor-db-thread.h"

/* Rows read back for a notice besides those of live objects: what lists and notifications need without asking again. */
#define FEW_ROWS 256

/* What the main thread is told of a job of the writer, and the end of the writer itself. */
typedef struct {
  KontorDb *db;           /* (owned) */
  DexPromise *promise;    /* (owned) */
  KontorChanges *changes; /* (owned) (nullable) */
  GValue value;           /* unset: TRUE */
  GError *error;          /* (owned) (nullable) */
  gboolean last;          /* the writer thread ends with it */
} Answer;

typedef struct {
  KontorDb *db; /* (unowned): closing waits for the thread */
  KontorWorker *worker;
} Reader;

void
kontor_job_free (KontorJob *self)
{
  if (self->destroy != NULL)
    self->destroy (self->data);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->promise, dex_unref);
  g_free (self);
}

static void
settle (DexPromise *promise, const GValue *value, GError *error)
{
  if (error != NULL)
    dex_promise_reject (promise, error);
  else if (G_IS_VALUE (value))
    dex_promise_resolve (promise, value);
  else
    dex_promise_resolve_boolean (promise, TRUE);
}

static void
answer_free (Answer *self)
{
  g_clear_object (&self->db);
  dex_clear (&self->promise);
  g_clear_pointer (&self->changes, kontor_changes_unref);
  g_clear_error (&self->error);
  if (G_IS_VALUE (&self->value))
    g_value_unset (&self->value);
  g_free (self);
}

static gboolean
deliver (gpointer data)
{
  Answer *answer = data;

  if (answer->last)
    g_thread_join (g_steal_pointer (&answer->db->writer.thread));
  if (answer->changes != NULL)
    kontor_db_notify (answer->db, answer->changes);
  settle (answer->promise, &answer->value, g_steal_pointer (&answer->error));
  return G_SOURCE_REMOVE;
}

/* Not g_main_context_invoke (): it would call at once, on this thread, while the main loop happens to stand between two turns. */
static void
post (Answer *answer)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "kontor-db");
  g_source_set_callback (source, deliver, answer, (GDestroyNotify) answer_free);
  g_source_attach (source, NULL);
}

static Answer *
answer_new (KontorDb *db, DexPromise *promise)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->db = g_object_ref (db);
  answer->promise = dex_ref (promise);
  return answer;
}

static gboolean
read_back_one (KontorDb *self, KontorTxn *txn, KontorChange *change, GError **error)
{
  g_autoptr (GError) reason = NULL;

  change->row = self->schema->read_row (txn, change->entity, change->id, &reason);
  if (reason == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
read_back (KontorDb *self, KontorTxn *txn, GError **error)
{
  /* A first import has no time for rows that nobody looks at. */
  guint n_others = txn->origin == KONTOR_ORIGIN_FIRST ? 0 : FEW_ROWS;

  for (guint i = 0; i < kontor_notes_get_length (txn->notes); i++) {
    KontorChange *change = kontor_notes_get (txn->notes, i);

    if (change->kind == KONTOR_CHANGE_REMOVED)
      continue;
    if (!kontor_live_contains (self->live, change->entity, change->id)) {
      if (n_others == 0)
        continue;
      n_others--;
    }
    if (!read_back_one (self, txn, change, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
store_seq (KontorTxn *txn, GError **error)
{
  return kontor_txn_run (txn, error,
                         "INSERT INTO state (key, value) VALUES ('commit_seq', ?1) "
                         "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                         "i", txn->seq);
}

/* NULL in @changes where nothing was written. */
static gboolean
commit (KontorDb *self, KontorTxn *txn, KontorChanges **changes, GError **error)
{
  g_autoptr (KontorChanges) noted = NULL;

  if (!kontor_txn_finish (txn, error))
    return FALSE;
  if (kontor_txn_has_changed (txn)) {
    if (!read_back (self, txn, error) || !store_seq (txn, error))
      return FALSE;
    noted = kontor_notes_take_changes (txn->notes, txn->seq, txn->origin);
  }
  if (!kontor_txn_commit (txn, error))
    return FALSE;
  if (noted != NULL)
    self->seq = noted->seq;
  *changes = g_steal_pointer (&noted);
  return TRUE;
}

static gboolean
write_once (KontorDb *self, KontorJob *job, Answer *answer)
{
  g_auto (KontorTxn) txn = { 0 };

  if (!kontor_txn_begin_write (&txn, self->writer.connection, job->origin, job->sync, self->seq + 1,
                               kontor_clock_now (self->clock), &answer->error))
    return FALSE;
  txn.others = self->writer.jobs;
  return kontor_txn_call (&txn, job->func, job->data, &answer->value, &answer->error) &&
         commit (self, &txn, &answer->changes, &answer->error);
}

static void
work_write (KontorDb *self, KontorJob *job)
{
  Answer *answer = answer_new (self, job->promise);

  if (!write_once (self, job, answer) && G_IS_VALUE (&answer->value))
    g_value_unset (&answer->value);
  kontor_job_free (job);
  post (answer);
}

/* How a read ends makes no difference to it, so it is always rolled back. */
static gboolean
read_once (KontorDb *self, KontorConnection *connection, KontorJob *job, GValue *value, GError **error)
{
  g_auto (KontorTxn) txn = { 0 };

  return kontor_txn_begin_read (&txn, connection, job->cancellable, kontor_clock_now (self->clock), error) &&
         kontor_txn_call (&txn, job->func, job->data, value, error);
}

static void
work_read (KontorDb *self, KontorConnection *connection, KontorJob *job)
{
  g_autoptr (DexPromise) promise = dex_ref (job->promise);
  g_auto (GValue) value = G_VALUE_INIT;
  GError *error = NULL;

  read_once (self, connection, job, &value, &error);
  kontor_job_free (job);
  settle (promise, &value, error);
}

static gpointer
run_reader (gpointer data)
{
  g_autofree Reader *reader = data;
  KontorJob *job;

  while ((job = g_async_queue_pop (reader->worker->jobs))->func != NULL)
    work_read (reader->db, reader->worker->connection, job);
  kontor_job_free (job);
  return NULL;
}

static void
start_reader (KontorDb *self, KontorWorker *worker, const char *name)
{
  Reader *reader = g_new0 (Reader, 1);

  reader->db = self;
  reader->worker = worker;
  worker->thread = g_thread_new (name, run_reader, reader);
}

static void
start_readers (KontorDb *self)
{
  start_reader (self, &self->readers[KONTOR_DB_INTERACTIVE], "db-interactive");
  start_reader (self, &self->readers[KONTOR_DB_BULK], "db-bulk");
}

static void
finish (KontorDb *self, DexPromise *promise)
{
  Answer *answer = answer_new (self, promise);

  for (guint i = 0; i < G_N_ELEMENTS (self->readers); i++)
    g_thread_join (g_steal_pointer (&self->readers[i].thread));
  kontor_db_close_files (self);
  answer->last = TRUE;
  post (answer);
}

static gboolean
open_files (KontorDb *self, DexPromise *promise)
{
  Answer *answer = answer_new (self, promise);
  gboolean opened = kontor_db_open_files (self, &answer->error);

  if (opened) {
    start_readers (self);
    g_value_init (&answer->value, KONTOR_TYPE_DB);
    g_value_set_object (&answer->value, self);
  }
  answer->last = !opened;
  post (answer);
  return opened;
}

typedef struct {
  KontorDb *db;        /* (owned): what keeps the database alive until it is closed */
  DexPromise *opening; /* (owned) */
} Start;

static gpointer
run_writer (gpointer data)
{
  g_autofree Start *start = data;
  g_autoptr (KontorDb) self = g_steal_pointer (&start->db);
  g_autoptr (DexPromise) opening = g_steal_pointer (&start->opening);
  KontorJob *job;

  if (!open_files (self, opening))
    return NULL;
  while ((job = g_async_queue_pop (self->writer.jobs))->func != NULL)
    work_write (self, job);
  finish (self, job->promise);
  kontor_job_free (job);
  return NULL;
}

void
kontor_db_start (KontorDb *self, DexPromise *promise)
{
  Start *start = g_new0 (Start, 1);

  start->db = g_object_ref (self);
  start->opening = dex_ref (promise);
  self->writer.thread = g_thread_new ("db-writer", run_writer, start);
}
