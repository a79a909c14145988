#include "kontor-outbox-dialog.h"

#include <glib/gi18n.h>

#include "kontor-account-widgets.h"
#include "kontor-accounts-watch.h"
#include "kontor-freshness.h"
#include "kontor-problems-dialog.h"
#include "kontor-subject.h"

#define MAX_OPS 500
#define MAX_ACTIONS 50
#define MAX_SHOWN_OPS 50

struct _KontorOutboxDialog {
  AdwDialog parent_instance;

  KontorEngine *engine;       /* (owned) */
  KontorAccountsWatch *watch; /* (owned) */
  GPtrArray *rows;            /* (element-type GtkWidget): of both groups */
  gboolean loading;
  gboolean stale; /* something changed while it was loading */

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AdwPreferencesGroup *waiting;
  AdwPreferencesGroup *sent;
};

G_DEFINE_FINAL_TYPE (KontorOutboxDialog, kontor_outbox_dialog, ADW_TYPE_DIALOG)

static void load (KontorOutboxDialog *self);

static gint64
get_now (KontorOutboxDialog *self)
{
  return kontor_clock_now (kontor_engine_get_clock (self->engine));
}

static char *
describe_wait (const KontorOp *op, gint64 now)
{
  g_autofree char *clock = NULL;

  if (op->not_before <= now)
    return g_strdup (_("Waits to be sent"));
  clock = kontor_instant_describe_clock (op->not_before, now);
  return g_strdup_printf (_("Is sent at %s"), clock);
}

static char *
describe_retry (const KontorOp *op, gint64 now)
{
  g_autofree char *clock = kontor_instant_describe_clock (op->not_before, now);

  /* Translators: why a change was not sent, and when it is tried again. */
  return g_strdup_printf (_("%s\nNext try at %s."), op->error != NULL ? op->error : "", clock);
}

char *
kontor_outbox_describe_state (const KontorOp *op, gint64 now)
{
  switch (op->state) {
  case KONTOR_OP_QUEUED:
    return describe_wait (op, now);
  case KONTOR_OP_SENDING:
    return g_strdup (_("Is being sent"));
  case KONTOR_OP_RETRY_WAIT:
    return describe_retry (op, now);
  case KONTOR_OP_ACKED:
    return g_strdup (_("Sent"));
  case KONTOR_OP_CONFLICT:
    return g_strdup (_("The shop changed the same"));
  case KONTOR_OP_REJECTED:
    return g_strdup_printf (_("Refused: %s"), op->error != NULL ? op->error : "");
  case KONTOR_OP_UNKNOWN:
    return g_strdup (_("Whether it happened is not known"));
  case KONTOR_OP_CANCELLED:
    return g_strdup (_("Cancelled"));
  }
  g_return_val_if_reached (NULL);
}

static gboolean
is_problem (const KontorOp *op)
{
  return op->state == KONTOR_OP_CONFLICT || op->state == KONTOR_OP_REJECTED || op->state == KONTOR_OP_UNKNOWN;
}

static GtkWidget *
make_button (const char *label, const char *tooltip, const char *action, gint64 target)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", target);
  return button;
}

static GtkWidget *
make_op_row (KontorOutboxDialog *self, const KontorOp *op)
{
  g_autofree char *title = kontor_op_describe (op);
  g_autofree char *state = kontor_outbox_describe_state (op, get_now (self));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), state);
  kontor_subject_add_to_row (self->engine, op->kind->entity, op->local_id, ADW_ACTION_ROW (row));
  return row;
}

/* What of a gesture is still open: the ops of one action, which stand together. */
typedef struct {
  gint64 action;
  GPtrArray *ops; /* (element-type KontorOp) (unowned) */
  guint problems;
  guint refused;
} Gesture;

static void
gesture_free (gpointer data)
{
  Gesture *self = data;

  g_ptr_array_unref (self->ops);
  g_free (self);
}

static Gesture *
find_gesture (GPtrArray *gestures, gint64 action)
{
  Gesture *gesture;

  for (guint i = 0; i < gestures->len; i++)
    if (((Gesture *) g_ptr_array_index (gestures, i))->action == action)
      return g_ptr_array_index (gestures, i);
  gesture = g_new0 (Gesture, 1);
  gesture->action = action;
  gesture->ops = g_ptr_array_new ();
  g_ptr_array_add (gestures, gesture);
  return gesture;
}

static GPtrArray *
group_ops (GPtrArray *ops)
{
  GPtrArray *gestures = g_ptr_array_new_with_free_func (gesture_free);

  for (guint i = 0; i < ops->len; i++) {
    KontorOp *op = g_ptr_array_index (ops, i);
    Gesture *gesture = find_gesture (gestures, op->action);

    g_ptr_array_add (gesture->ops, op);
    gesture->problems += is_problem (op);
    gesture->refused += op->state == KONTOR_OP_REJECTED;
  }
  return gestures;
}

static GtkWidget *
make_rest_row (guint count)
{
  g_autofree char *title = g_strdup_printf (ngettext ("And %'u more", "And %'u more", count), count);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_add_css_class (row, "dimmed");
  return row;
}

static GtkWidget *
make_expander (KontorOutboxDialog *self, const Gesture *gesture, const char *label)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *subtitle = NULL;

  if (gesture->problems > 0)
    subtitle = g_strdup_printf (ngettext ("%u problem", "%u problems", gesture->problems), gesture->problems);
  else
    subtitle = g_strdup_printf (ngettext ("%'u change waits to be sent", "%'u changes wait to be sent", gesture->ops->len), gesture->ops->len);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  for (guint i = 0; i < MIN (gesture->ops->len, MAX_SHOWN_OPS); i++)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_op_row (self, g_ptr_array_index (gesture->ops, i)));
  if (gesture->ops->len > MAX_SHOWN_OPS)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), make_rest_row (gesture->ops->len - MAX_SHOWN_OPS));
  return row;
}

static void
add_suffix (GtkWidget *row, GtkWidget *suffix)
{
  if (ADW_IS_EXPANDER_ROW (row))
    adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), suffix);
  else
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), suffix);
}

static const char *
find_label (GPtrArray *actions, const Gesture *gesture)
{
  for (guint i = 0; i < actions->len; i++) {
    const KontorAction *action = g_ptr_array_index (actions, i);

    if (action->id == gesture->action)
      return action->label;
  }
  return _(((const KontorOp *) g_ptr_array_index (gesture->ops, 0))->kind->label);
}

static gboolean
is_sending (const Gesture *gesture)
{
  for (guint i = 0; i < gesture->ops->len; i++)
    if (((const KontorOp *) g_ptr_array_index (gesture->ops, i))->state != KONTOR_OP_SENDING)
      return FALSE;
  return TRUE;
}

static GtkWidget *
make_gesture_row (KontorOutboxDialog *self, const Gesture *gesture, GPtrArray *actions)
{
  GtkWidget *row = gesture->ops->len == 1 ? make_op_row (self, g_ptr_array_index (gesture->ops, 0))
                                          : make_expander (self, gesture, find_label (actions, gesture));

  if (gesture->refused > 0)
    add_suffix (row, make_button (_("_Retry"), _("Send Again"), "outbox.retry", gesture->action));
  if (gesture->problems > 0)
    add_suffix (row, make_button (_("Re_view"), _("Show the Problem"), "outbox.review", gesture->action));
  if (gesture->problems < gesture->ops->len && !is_sending (gesture))
    add_suffix (row, make_button (_("_Cancel"), _("Do Not Send"), "outbox.cancel", gesture->action));
  return row;
}

static char *
describe_outcome (const KontorAction *action, gint64 now)
{
  g_autofree char *age = kontor_instant_describe_age (action->created_at, now);

  if (action->undone != 0) /* Translators: how long ago a change was made that was taken back since. */
    return g_strdup_printf (_("%s · taken back"), age);
  if (action->n_acked == 0) /* Translators: how long ago a change was made that was not sent. */
    return g_strdup_printf (_("%s · cancelled"), age);
  return g_steal_pointer (&age);
}

static GtkWidget *
make_action_row (KontorOutboxDialog *self, const KontorAction *action)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *outcome = describe_outcome (action, get_now (self));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), action->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), outcome);
  if (action->undoable && action->n_acked > 0)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (_("_Undo"), _("Take Back in the Shop"), "outbox.undo", action->id));
  return row;
}

static void
add_row (KontorOutboxDialog *self, AdwPreferencesGroup *group, GtkWidget *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear (KontorOutboxDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    GtkWidget *row = g_ptr_array_index (self->rows, i);
    GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
  }
  g_ptr_array_set_size (self->rows, 0);
}

static void
show (KontorOutboxDialog *self, GPtrArray *ops, GPtrArray *actions)
{
  g_autoptr (GPtrArray) gestures = group_ops (ops);
  guint sent = 0;

  clear (self);
  for (guint i = 0; i < gestures->len; i++)
    add_row (self, self->waiting, make_gesture_row (self, g_ptr_array_index (gestures, i), actions));
  for (guint i = 0; i < actions->len; i++) {
    const KontorAction *action = g_ptr_array_index (actions, i);

    if (action->n_unsent > 0 || action->n_problems > 0)
      continue;
    add_row (self, self->sent, make_action_row (self, action));
    sent++;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), gestures->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->sent), sent > 0);
  gtk_stack_set_visible_child_name (self->stack, gestures->len + sent > 0 ? "list" : "empty");
}

static GPtrArray *
get_array (DexFuture *set, guint index)
{
  const GValue *value = dex_future_get_value (dex_future_set_get_future_at (DEX_FUTURE_SET (set), index), NULL);

  return value != NULL ? g_value_get_boxed (value) : NULL;
}

static DexFuture *
loaded_cb (DexFuture *future, gpointer data)
{
  KontorOutboxDialog *self = data;
  GPtrArray *ops = get_array (future, 0), *actions = get_array (future, 1);

  self->loading = FALSE;
  if (ops != NULL && actions != NULL && self->stack != NULL)
    show (self, ops, actions);
  if (self->stale && self->stack != NULL)
    load (self);
  return dex_future_new_true ();
}

static void
load (KontorOutboxDialog *self)
{
  DexFuture *both;

  self->stale = self->loading;
  if (self->loading)
    return;
  self->loading = TRUE;
  both = dex_future_all (kontor_outbox_list_ops (self->engine, 0, KONTOR_OUTBOX_UNSENT | KONTOR_OUTBOX_PROBLEMS, MAX_OPS),
                         kontor_outbox_list_actions (self->engine, MAX_ACTIONS), NULL);
  dex_future_disown (dex_future_finally (both, loaded_cb, g_object_ref (self), g_object_unref));
}

static DexFuture *
done_cb (DexFuture *future, gpointer data)
{
  KontorOutboxDialog *self = data;
  g_autoptr (GError) error = NULL;

  if (self->stack == NULL)
    return dex_future_new_true ();
  if (dex_future_get_value (future, &error) == NULL)
    kontor_toast_error (self->toasts, error);
  load (self);
  return dex_future_new_true ();
}

static void
follow (KontorOutboxDialog *self, DexFuture *future)
{
  dex_future_disown (dex_future_finally (future, done_cb, g_object_ref (self), g_object_unref));
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *action)
{
  KontorOutboxDialog *self = KONTOR_OUTBOX_DIALOG (widget);

  follow (self, kontor_engine_cancel (self->engine, g_variant_get_int64 (action)));
}

static void
retry (GtkWidget *widget, const char *name, GVariant *action)
{
  KontorOutboxDialog *self = KONTOR_OUTBOX_DIALOG (widget);

  follow (self, kontor_engine_retry (self->engine, g_variant_get_int64 (action)));
}

static void
undo (GtkWidget *widget, const char *name, GVariant *action)
{
  KontorOutboxDialog *self = KONTOR_OUTBOX_DIALOG (widget);

  follow (self, kontor_engine_undo (self->engine, g_variant_get_int64 (action)));
}

static void
review (GtkWidget *widget, const char *name, GVariant *action)
{
  adw_dialog_present (ADW_DIALOG (kontor_problems_dialog_new (KONTOR_OUTBOX_DIALOG (widget)->engine)), widget);
}

static void
kontor_outbox_dialog_dispose (GObject *object)
{
  KontorOutboxDialog *self = KONTOR_OUTBOX_DIALOG (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->engine);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_OUTBOX_DIALOG);
  G_OBJECT_CLASS (kontor_outbox_dialog_parent_class)->dispose (object);
}

static void
kontor_outbox_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_OUTBOX_DIALOG (object)->rows);
  G_OBJECT_CLASS (kontor_outbox_dialog_parent_class)->finalize (object);
}

static void
kontor_outbox_dialog_class_init (KontorOutboxDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_outbox_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_outbox_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-outbox-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOutboxDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorOutboxDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorOutboxDialog, waiting);
  gtk_widget_class_bind_template_child (widget_class, KontorOutboxDialog, sent);
  gtk_widget_class_install_action (widget_class, "outbox.cancel", "x", cancel);
  gtk_widget_class_install_action (widget_class, "outbox.retry", "x", retry);
  gtk_widget_class_install_action (widget_class, "outbox.undo", "x", undo);
  gtk_widget_class_install_action (widget_class, "outbox.review", "x", review);
}

static void
kontor_outbox_dialog_init (KontorOutboxDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}

KontorOutboxDialog *
kontor_outbox_dialog_new (KontorEngine *engine)
{
  KontorOutboxDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_OUTBOX_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->watch = kontor_accounts_watch_new (engine);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return self;
}
