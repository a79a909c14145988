#include "kontor-problem-notifier.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-problems.h"

#define ID "problems"

struct _KontorProblemNotifier {
  GObject parent_instance;

  GtkApplication *application; /* (nullable): outlives this */
  KontorTeller *teller;        /* (owned) (nullable) */
  GListModel *problems;        /* (owned) */
  GHashTable *known;           /* (owned): of gint64: those that there were at last */
  gboolean arrived;            /* some came since somebody looked */
};

G_DEFINE_FINAL_TYPE (KontorProblemNotifier, kontor_problem_notifier, G_TYPE_OBJECT)

static gboolean
is_looked_at (KontorProblemNotifier *self)
{
  GtkWindow *window = self->application != NULL ? gtk_application_get_active_window (self->application) : NULL;

  return window != NULL && gtk_window_is_active (window);
}

/* Returns: whether one of them was not known before. */
static gboolean
learn (KontorProblemNotifier *self)
{
  GHashTable *before = g_steal_pointer (&self->known);
  gboolean any = FALSE;

  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (self->problems); i++) {
    g_autoptr (KontorProblem) problem = g_list_model_get_item (self->problems, i);
    gint64 id = kontor_problem_get_id (problem);

    any |= !g_hash_table_contains (before, &id);
    g_hash_table_add (self->known, g_memdup2 (&id, sizeof id));
  }
  g_hash_table_unref (before);
  return any;
}

static char *
make_title (KontorProblemNotifier *self)
{
  guint n = g_list_model_get_n_items (self->problems);
  g_autofree char *number = kontor_format_number (n);

  return g_strdup_printf (ngettext ("%s problem needs you", "%s problems need you", n), number);
}

/* Of the last, which is the one that came. */
static char *
make_body (KontorProblemNotifier *self)
{
  g_autoptr (KontorProblem) last = g_list_model_get_item (self->problems, g_list_model_get_n_items (self->problems) - 1);

  return g_strdup_printf ("%s\n%s", kontor_problem_get_title (last), kontor_problem_get_text (last));
}

static void
send (KontorProblemNotifier *self)
{
  g_autofree char *title = make_title (self), *body = make_body (self);
  g_autoptr (GNotification) notification = g_notification_new (title);

  g_notification_set_body (notification, body);
  g_notification_set_default_action (notification, "app.problems");
  kontor_teller_tell (self->teller, "notify-problems", ID, notification);
}

static void
clear (KontorProblemNotifier *self)
{
  self->arrived = FALSE;
  if (self->teller != NULL)
    kontor_teller_withdraw (self->teller, ID);
}

static void
on_problems_changed (KontorProblemNotifier *self)
{
  gboolean any = learn (self);

  self->arrived |= any;
  if (g_list_model_get_n_items (self->problems) == 0 || is_looked_at (self))
    clear (self);
  else if (any && self->teller != NULL)
    send (self);
}

static void
on_active_changed (KontorProblemNotifier *self)
{
  if (is_looked_at (self))
    clear (self);
}

static void
watch_window (KontorProblemNotifier *self, GtkWindow *window)
{
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (on_active_changed), self, G_CONNECT_SWAPPED);
}

static void
watch_windows (KontorProblemNotifier *self)
{
  for (GList *l = gtk_application_get_windows (self->application); l != NULL; l = l->next)
    watch_window (self, l->data);
  g_signal_connect_object (self->application, "window-added", G_CALLBACK (watch_window), self, G_CONNECT_SWAPPED);
}

static void
kontor_problem_notifier_dispose (GObject *object)
{
  KontorProblemNotifier *self = KONTOR_PROBLEM_NOTIFIER (object);

  g_clear_pointer (&self->known, g_hash_table_unref);
  g_clear_object (&self->problems);
  g_clear_object (&self->teller);

  G_OBJECT_CLASS (kontor_problem_notifier_parent_class)->dispose (object);
}

static void
kontor_problem_notifier_class_init (KontorProblemNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_problem_notifier_dispose;
}

static void
kontor_problem_notifier_init (KontorProblemNotifier *self)
{
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

KontorProblemNotifier *
kontor_problem_notifier_new (GtkApplication *application, KontorTeller *teller, KontorEngine *engine)
{
  KontorProblemNotifier *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_PROBLEM_NOTIFIER, NULL);
  self->application = application;
  g_set_object (&self->teller, teller);
  self->problems = G_LIST_MODEL (g_object_ref (kontor_engine_get_problems (engine)));
  g_signal_connect_object (self->problems, "items-changed", G_CALLBACK (on_problems_changed), self, G_CONNECT_SWAPPED);
  if (application != NULL)
    watch_windows (self);
  on_problems_changed (self);
  return self;
}

char *
kontor_problem_notifier_dup_text (KontorProblemNotifier *self)
{
  g_autofree char *title = NULL, *body = NULL;

  g_return_val_if_fail (KONTOR_IS_PROBLEM_NOTIFIER (self), NULL);

  if (!self->arrived)
    return NULL;
  title = make_title (self);
  body = make_body (self);
  return g_strdup_printf ("%s\n%s", title, body);
}
