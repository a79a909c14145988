#include "bench-list.h"

/* Somebody who waits for a page or for the whole list. */
typedef struct {
  DexPromise *promise;
  double at;
} Wait;

static void
arrived_cb (KontorResults *results, GParamSpec *pspec, Wait *wait)
{
  if (dex_future_is_pending (DEX_FUTURE (wait->promise))) {
    wait->at = bench_now ();
    dex_promise_resolve_boolean (wait->promise, TRUE);
  }
}

/* The list tells that it is loading when a page is there, and again when it is whole. */
static double
wait_for_news (BenchList *self)
{
  Wait wait = { dex_promise_new () };
  gulong page = g_signal_connect (self->results, "notify::loading", G_CALLBACK (arrived_cb), &wait);
  gulong failure = g_signal_connect (self->results, "notify::error", G_CALLBACK (arrived_cb), &wait);

  dex_await (dex_ref (wait.promise), NULL);
  g_signal_handler_disconnect (self->results, page);
  g_signal_handler_disconnect (self->results, failure);
  dex_unref (wait.promise);
  if (kontor_results_get_error (self->results) != NULL)
    g_error ("A list cannot be read: %s", kontor_results_get_error (self->results)->message);
  return wait.at;
}

gboolean
bench_list_open (BenchList *self, const char *path, GError **error)
{
  self->db = bench_open (path, error);
  if (self->db == NULL)
    return FALSE;
  self->identity = kontor_identity_new (self->db);
  self->results = kontor_results_new (self->db, self->identity, NULL);
  return TRUE;
}

gboolean
bench_list_close (BenchList *self, GError **error)
{
  g_autoptr (KontorDb) db = g_steal_pointer (&self->db);

  g_clear_object (&self->results);
  g_clear_object (&self->identity);
  return bench_close (db, error);
}

double
bench_list_ask (BenchList *self, const char *filter, const char *text, const char *sort)
{
  double began = bench_now ();
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, filter, text, sort, NULL);

  kontor_results_set_query (self->results, query);
  return wait_for_news (self) - began;
}

void
bench_list_settle (BenchList *self)
{
  while (kontor_results_get_loading (self->results))
    wait_for_news (self);
}

double
bench_list_ask_whole (BenchList *self, const char *filter, const char *text, const char *sort)
{
  double began = bench_now (), took = bench_list_ask (self, filter, text, sort);

  while (kontor_results_get_loading (self->results))
    took = wait_for_news (self) - began;
  return took;
}
