#include "kontor-results-asker.h"

#include "kontor-id-set.h"
#include "kontor-later.h"

/* More touched rows than this are looked for with the whole list at once. */
#define TOUCHED_MOST 128
/* How often a question about touched rows may come too late before the whole list is asked. */
#define MISSES_MOST 3
/* While commits go on, the whole list is asked at most so often, and no more than a third of the reader's time is taken. */
#define WHOLE_INTERVAL_USEC (G_USEC_PER_SEC / 2)
#define WHOLE_REST 3
/* A transaction of the bulk reader takes 5 s at most. */
#define PART_USEC (4 * G_USEC_PER_SEC)

struct _KontorResultsAsker {
  KontorDb *db; /* (owned) */
  const KontorResultsAskerFuncs *funcs;
  gpointer data;
  KontorQuery *query; /* (owned) (nullable) */
  guint listener;

  GCancellable *cancellable; /* (owned) (nullable): of what is under way; a new query ends it all */
  gboolean asking;
  gint64 seq; /* the commit whose state the list shows, or is on its way to */

  /* What commits touched since. */
  KontorIdSet *touched; /* (owned) */
  gint64 touched_seq;   /* of the last commit among them */
  gint64 last_seq;      /* of the last commit that was delivered */
  guint misses;
  gint64 whole_asked_at;
  gint64 whole_took;
  guint whole_source;
};

/* Who waits for an answer. */
typedef struct {
  KontorResultsAsker *asker; /* (owned) */
  GCancellable *cancellable; /* (owned) */
  gint64 seq;                /* the last commit then */
} Waiter;

static void schedule_whole (KontorResultsAsker *self, gint64 at);

static Waiter *
waiter_new (KontorResultsAsker *self)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->asker = g_rc_box_acquire (self);
  waiter->cancellable = g_object_ref (self->cancellable);
  waiter->seq = self->last_seq;
  return waiter;
}

static void
waiter_free (Waiter *waiter)
{
  g_object_unref (waiter->cancellable);
  g_rc_box_release (waiter->asker);
  g_free (waiter);
}

/* What the answer has seen need not be looked at again. */
static void
note_seen (KontorResultsAsker *self, gint64 seq)
{
  self->seq = seq;
  self->misses = 0;
  if (self->touched_seq <= seq)
    kontor_id_set_clear (self->touched);
}

/* The notice of what the reader has already seen comes in a moment; should it not, the whole list is asked. */
static void
take_miss (KontorResultsAsker *self, gint64 asked_seq, gint64 seen_seq)
{
  self->misses = asked_seq == seen_seq ? MISSES_MOST : self->misses + 1;
  if (self->misses >= MISSES_MOST || self->last_seq >= seen_seq)
    kontor_results_asker_go_on (self);
  else
    schedule_whole (self, g_get_monotonic_time () + WHOLE_INTERVAL_USEC);
}

static void
take_answer (KontorResultsAsker *self, KontorResultsAnswer *answer)
{
  GCancellable *asked = self->cancellable;

  note_seen (self, answer->seq);
  if (answer->took > 0)
    self->whole_took = answer->took;
  self->funcs->take (answer, NULL, self->data);
  if (self->cancellable == asked)
    kontor_results_asker_go_on (self);
}

static void
take_value (KontorResultsAsker *self, Waiter *waiter, KontorResultsAnswer *answer)
{
  if (answer->ids == NULL && answer->diff == NULL)
    take_miss (self, waiter->seq, answer->seq);
  else
    take_answer (self, answer);
}

static void
answered_cb (DexFuture *future, gpointer data)
{
  Waiter *waiter = data;
  KontorResultsAsker *self = waiter->asker;
  g_autoptr (GError) error = NULL;
  const GValue *value;

  if (self->cancellable != waiter->cancellable)
    return;
  self->asking = FALSE;
  value = dex_future_get_value (future, &error);
  if (value != NULL)
    take_value (self, waiter, g_value_get_boxed (value));
  else
    self->funcs->take (NULL, error, self->data);
}

static void
wait_for (KontorResultsAsker *self, DexFuture *answer)
{
  self->asking = TRUE;
  kontor_later (answer, answered_cb, waiter_new (self), (GDestroyNotify) waiter_free);
}

static void
ask_page (KontorResultsAsker *self)
{
  wait_for (self, kontor_results_ask_page (self->db, self->cancellable, self->query));
}

static void
ask_touched (KontorResultsAsker *self)
{
  g_autoptr (GArray) base = self->funcs->dup_base (self->data);
  g_autoptr (GArray) touched = kontor_id_set_dup_ids (self->touched);

  wait_for (self, kontor_results_ask_touched (self->db, self->cancellable, self->query, base, touched, self->last_seq));
}

static void
ask_whole (KontorResultsAsker *self)
{
  g_autoptr (GArray) base = self->funcs->dup_base (self->data);

  g_clear_handle_id (&self->whole_source, g_source_remove);
  self->whole_asked_at = g_get_monotonic_time ();
  wait_for (self, kontor_results_ask_whole (self->db, self->cancellable, self->query, base, PART_USEC));
}

static gboolean
is_busy (KontorResultsAsker *self)
{
  return self->query == NULL || self->asking || self->funcs->get_state (self->data) == KONTOR_LIST_MOVING;
}

/* Who was busy when the time came goes on by itself afterwards. */
static gboolean
whole_due_cb (gpointer data)
{
  KontorResultsAsker *self = data;

  self->whole_source = 0;
  if (!is_busy (self) && kontor_id_set_get_size (self->touched) > 0)
    ask_whole (self);
  return G_SOURCE_REMOVE;
}

static void
schedule_whole (KontorResultsAsker *self, gint64 at)
{
  gint64 now = g_get_monotonic_time ();

  if (self->whole_source == 0)
    self->whole_source = g_timeout_add ((guint) ((MAX (at - now, 0) + 999) / 1000), whole_due_cb, self);
}

void
kontor_results_asker_go_on (KontorResultsAsker *self)
{
  if (is_busy (self))
    return;
  if (self->funcs->get_state (self->data) == KONTOR_LIST_BEGUN)
    ask_whole (self);
  else if (kontor_id_set_get_size (self->touched) == 0)
    return;
  else if (kontor_id_set_get_size (self->touched) <= TOUCHED_MOST && self->misses < MISSES_MOST)
    ask_touched (self);
  else
    schedule_whole (self, self->whole_asked_at + MAX (WHOLE_INTERVAL_USEC, WHOLE_REST * self->whole_took));
}

static void
changes_cb (KontorChanges *changes, gpointer data)
{
  KontorResultsAsker *self = data;

  self->last_seq = changes->seq;
  if (self->query == NULL || changes->seq <= self->seq)
    return;
  for (guint i = 0; i < changes->n_changes; i++) {
    if (changes->changes[i].entity != kontor_query_get_entity (self->query))
      continue;
    kontor_id_set_add (self->touched, changes->changes[i].id);
    self->touched_seq = changes->seq;
  }
  if (kontor_id_set_get_size (self->touched) > 0)
    kontor_results_asker_go_on (self);
}

KontorResultsAsker *
kontor_results_asker_new (KontorDb *db, const KontorResultsAskerFuncs *funcs, gpointer data)
{
  KontorResultsAsker *self = g_rc_box_new0 (KontorResultsAsker);

  self->db = g_object_ref (db);
  self->funcs = funcs;
  self->data = data;
  self->touched = kontor_id_set_new ();
  self->listener = kontor_db_listen (db, changes_cb, self);
  return self;
}

/* Who waits for an answer may still hold it. */
void
kontor_results_asker_free (KontorResultsAsker *self)
{
  kontor_db_unlisten (self->db, self->listener);
  kontor_results_asker_stop (self);
  g_clear_pointer (&self->query, kontor_query_unref);
  g_clear_pointer (&self->touched, kontor_id_set_unref);
  g_clear_object (&self->db);
  g_rc_box_release (self);
}

void
kontor_results_asker_stop (KontorResultsAsker *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->asking = FALSE;
  g_clear_handle_id (&self->whole_source, g_source_remove);
}

void
kontor_results_asker_start (KontorResultsAsker *self, KontorQuery *query)
{
  kontor_results_asker_stop (self);
  g_clear_pointer (&self->query, kontor_query_unref);
  self->query = query != NULL ? kontor_query_ref (query) : NULL;
  self->cancellable = g_cancellable_new ();
  kontor_id_set_clear (self->touched);
  self->misses = 0;
  self->seq = 0;
  if (query != NULL)
    ask_page (self);
}
