#include "history-person.h"

#include <glib/gstdio.h>

#include "kontor-power-vfs.h"

#define ACTS 150

static KontorSync *
get_sync (HistoryPerson *self)
{
  g_autoptr (KontorAccount) account = g_list_model_get_item (kontor_engine_get_accounts (self->engine), 0);

  return kontor_account_get_sync (account);
}

/* Sometimes waited for, sometimes beside what comes next. */
static void
run (HistoryPerson *self, DexFuture *future)
{
  if (g_rand_int_range (self->rand, 0, 3) != 0)
    dex_await (future, NULL);
  else
    dex_future_disown (future);
}

static void
pass_time (HistoryPerson *self)
{
  gint64 by = g_rand_int_range (self->rand, 0, 4) == 0 ? 1800000 : g_rand_int_range (self->rand, 1000, 30000);

  history_clock_advance (self->clock, by);
  kontor_shop_set_now (self->shop, kontor_clock_now (self->clock));
}

static void
set_faults (HistoryPerson *self)
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
answer_some_problem (HistoryPerson *self)
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
get_backup_path (HistoryPerson *self, gint64 number)
{
  g_autofree char *name = g_strdup_printf ("backup-%" G_GINT64_FORMAT ".db", number);

  return history_path (self->life, name);
}

static void
back_up (HistoryPerson *self)
{
  gint64 number = (gint64) self->life->episode * 100 + self->n_unique++;
  g_autofree char *path = get_backup_path (self, number);
  g_autofree char *copy = history_path (self->life, "copy.db");

  if (!dex_await (kontor_db_backup (kontor_engine_get_db (self->engine), copy), NULL))
    return;
  history_note (self->life, 'B', number);
  g_rename (copy, path);
}

static void
act (HistoryPerson *self)
{
  switch (g_rand_int_range (self->rand, 0, 26)) {
  case 0 ... 9:
    history_edit (self);
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
    run (self, kontor_engine_refresh (self->engine, KONTOR_ENTITY_ORDER, history_choose_order (self)));
    break;
  case 23 ... 24:
    history_meddle (self);
    break;
  default:
    if (g_rand_int_range (self->rand, 0, 5) == 0)
      back_up (self);
    break;
  }
}

/* Now and then the file is replaced by an old copy, as a person would after a mishap. */
static void
maybe_restore (HistoryPerson *self)
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
  HistoryPerson *self = data;
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
  HistoryPerson self = { .life = life, .loop = loop, .rand = rand, .shop = shop, .clock = clock };
  DexFuture *future = dex_scheduler_spawn (NULL, 1024 * 1024, live_fiber, &self, NULL);

  g_main_loop_run (loop);
  dex_unref (future);
  g_clear_object (&self.engine);
  return 0;
}
