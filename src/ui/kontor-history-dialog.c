#include "kontor-history-dialog.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-outbox.h"
#include "kontor-subject.h"

/* What lies further back is in the timelines of its objects. */
#define MOST 50

struct _KontorHistoryDialog {
  AdwDialog parent_instance;

  KontorEngine *engine; /* (owned) */

  GtkStack *pages;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (KontorHistoryDialog, kontor_history_dialog, ADW_TYPE_DIALOG)

static const char *
describe_state (const KontorAction *action)
{
  if (action->n_problems > 0)
    return _("Needs attention");
  if (action->undone != 0 || action->n_cancelled == action->n_ops)
    return _("Undone");
  if (action->n_unsent == 0)
    return _("Sent");
  return action->n_acked > 0 ? _("Being sent") : _("Waiting to be sent");
}

/* (nullable) */
static char *
describe_left_out (const KontorAction *action)
{
  g_autofree char *number = kontor_format_number (action->n_left_out);

  if (action->n_left_out == 0)
    return NULL;
  /* Translators: to how many of many rows something could not be done, and why */
  return g_strdup_printf (ngettext ("%s left out. %s", "%s left out. %s", action->n_left_out), number, action->left_out);
}

static GtkWidget *
make_undo (const KontorAction *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  /* Translators: the name of a button beside what was done ("Price 12,00 € → 15,00 €") */
  g_autofree char *name = g_strdup_printf (_("Undo “%s”"), action->label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.undo-action");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x", action->id);
  gtk_widget_set_tooltip_text (button, _("Undo"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static GtkWidget *
make_row (KontorHistoryDialog *self, const KontorAction *action)
{
  g_autofree char *age =
      kontor_format_age (action->created_at, kontor_clock_now (kontor_engine_get_clock (self->engine)),
                         kontor_engine_get_zone (self->engine, 0));
  g_autofree char *left_out = describe_left_out (action);
  g_autofree char *subtitle = g_strjoin (" · ", describe_state (action), age, left_out, NULL);
  AdwPreferencesRow *row = ADW_PREFERENCES_ROW (adw_action_row_new ());

  adw_preferences_row_set_use_markup (row, FALSE);
  adw_preferences_row_set_title (row, action->label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (action->object != 0)
    kontor_subject_add_to_row (self->engine, action->entity, action->object, ADW_ACTION_ROW (row));
  if (action->undoable)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_undo (action));
  return GTK_WIDGET (row);
}

static gboolean
has_focus (KontorHistoryDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* The focus goes with its row, and without one the dialog would no longer hear a key. */
static void
show_actions (KontorHistoryDialog *self, GPtrArray *actions)
{
  gboolean focused = has_focus (self);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < actions->len; i++)
    gtk_list_box_append (self->list, make_row (self, g_ptr_array_index (actions, i)));
  gtk_stack_set_visible_child_name (self->pages, actions->len > 0 ? "list" : "empty");
  if (focused)
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static DexFuture *
listed (DexFuture *future, gpointer data)
{
  g_autoptr (KontorHistoryDialog) self = g_weak_ref_get (data);
  const GValue *actions = dex_future_get_value (future, NULL);

  if (self != NULL && self->engine != NULL && actions != NULL)
    show_actions (self, g_value_get_boxed (actions));
  return NULL;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
load (KontorHistoryDialog *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  dex_future_disown (dex_future_finally (kontor_outbox_list_actions (self->engine, MOST), listed, weak, weak_ref_free));
}

static void
kontor_history_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_HISTORY_DIALOG);
  g_clear_object (&KONTOR_HISTORY_DIALOG (object)->engine);

  G_OBJECT_CLASS (kontor_history_dialog_parent_class)->dispose (object);
}

static void
kontor_history_dialog_class_init (KontorHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_history_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/kontor-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorHistoryDialog, list);
  gtk_widget_class_bind_template_child (widget_class, KontorHistoryDialog, pages);
}

static void
kontor_history_dialog_init (KontorHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
kontor_history_dialog_new (KontorEngine *engine)
{
  KontorHistoryDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_HISTORY_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  g_signal_connect_object (engine, "outbox-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
  return ADW_DIALOG (self);
}
