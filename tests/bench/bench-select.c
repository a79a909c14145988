#include "bench-list.h"

#include "bench-bare.h"
#include "kontor-engine.h"
#include "kontor-orders.h"
#include "kontor-selection.h"
#include "register.h"

#include <math.h>

#define ROUNDS 5

/* A million rows in a list, and an engine that takes orders about them. */
typedef struct {
  KontorEngine *engine;
  KontorIdentity *identity;
  KontorResults *results;
  KontorSelection *selection;
} Select;

/* The generated shop has no server; ops are only accepted for one that could have. */
static gboolean
name_platform (const char *path, GError **error)
{
  sqlite3 *db = bench_bare_open_writer (path, error);
  gboolean named = db != NULL && bench_bare_exec (db, "UPDATE account SET platform = 'sample'", error);

  sqlite3_close (db);
  return named;
}

static KontorEngine *
open_engine (const char *path, GError **error)
{
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  const KontorEngineConfig config = { .factories = kontor_connector_list_factories (), .secrets = secrets };

  return dex_await_object (kontor_engine_open (path, &config), error);
}

static void
wait_until_whole (KontorResults *results)
{
  while (kontor_results_get_loading (results))
    dex_await (dex_timeout_new_msec (10), NULL);
}

static gboolean
act_on_all (Select *self, gboolean archived, GArray *asked, GArray *accepted, GError **error)
{
  double began = bench_now ();
  g_autoptr (KontorScope) scope = kontor_selection_dup_scope (self->selection);
  DexFuture *future = kontor_orders_set_archived (self->engine, scope, archived);
  gboolean done;

  bench_samples_add (asked, bench_now () - began);
  done = dex_await (future, error);
  bench_samples_add (accepted, bench_now () - began);
  return done;
}

static void
report (Bench *bench, const char *what, const char *unit, double value, double most, const char *target)
{
  BenchFigure figure = { "engine.select", what, unit, value, NAN, target, value <= most };

  bench_report (bench, &figure);
}

static gboolean
run_rounds (Bench *bench, Select *self, GError **error)
{
  g_autoptr (GArray) selected = bench_samples_new ();
  g_autoptr (GArray) asked = bench_samples_new ();
  g_autoptr (GArray) accepted = bench_samples_new ();
  guint before = kontor_identity_get_n_live (self->identity), most = before;

  for (guint i = 0; i < ROUNDS; i++) {
    double began = bench_now ();

    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
    bench_samples_add (selected, bench_now () - began);
    if (!act_on_all (self, i % 2 == 0, asked, accepted, error))
      return FALSE;
    most = MAX (most, kontor_identity_get_n_live (self->identity));
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  }
  report (bench, "select all", "ms", bench_samples_get (selected, 50), 20, "≤ 20 ms");
  report (bench, "act on them all: the window goes on", "ms", bench_samples_get (asked, 50), 20, "≤ 20 ms");
  report (bench, "act on them all: accepted, on the disk", "ms", bench_samples_get (accepted, 50), 20, "≤ 20 ms");
  report (bench, "objects made", "objects", most - before, 500, "≤ 500");
  return TRUE;
}

static gboolean
run_with_engine (Bench *bench, KontorEngine *engine, GError **error)
{
  KontorDb *db = kontor_engine_get_db (engine);
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, NULL, NULL);
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorResults) results = kontor_results_new (db, identity, query);
  g_autoptr (KontorSelection) selection = kontor_selection_new (results);
  Select self = { engine, identity, results, selection };

  wait_until_whole (results);
  return run_rounds (bench, &self, error);
}

gboolean
bench_select (Bench *bench, GError **error)
{
  g_autofree char *path = bench_shop_dup (bench, bench_get_n_orders (bench), bench_get_n_orders (bench), error);
  g_autofree char *copy = path != NULL ? bench_shop_copy (bench, path, "changed.db", error) : NULL;
  g_autoptr (KontorEngine) engine = copy != NULL && name_platform (copy, error) ? open_engine (copy, error) : NULL;
  gboolean done = engine != NULL && run_with_engine (bench, engine, error);

  if (engine == NULL)
    return FALSE;
  return dex_await (kontor_engine_stop (engine), done ? error : NULL) && done;
}
