#include "kontor-return-dialog.h"

#include <glib/gi18n.h>

#include "kontor-back-rows.h"
#include "kontor-returns.h"

struct _KontorReturnDialog {
  KontorOrderTask parent_instance;

  KontorBackRows *rows; /* (owned) */
  AdwEntryRow *note;
  AdwSwitchRow *notify; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (KontorReturnDialog, kontor_return_dialog, KONTOR_TYPE_ORDER_TASK)

static void
kontor_return_dialog_update (KontorOrderTask *task)
{
  KontorReturnDialog *self = KONTOR_RETURN_DIALOG (task);

  kontor_order_task_set_missing (task, kontor_back_rows_find_missing (self->rows));
}

static void
add_line (KontorPickRow *row, gint64 quantity, const char *reason, gpointer data)
{
  KontorRecord *line = kontor_record_new (&kontor_return_line_type);

  kontor_record_set_key (line, kontor_record_get_key (kontor_pick_row_get_record (row)));
  kontor_record_set_int (line, KONTOR_RETURN_LINE_QUANTITY, quantity);
  if (reason != NULL)
    kontor_record_set_text (line, KONTOR_RETURN_LINE_REASON, reason);
  kontor_record_take_member (data, KONTOR_RETURN_LINES, line);
}

static DexFuture *
kontor_return_dialog_run (KontorOrderTask *task)
{
  KontorReturnDialog *self = KONTOR_RETURN_DIALOG (task);
  g_autoptr (KontorRecord) asked = kontor_record_new (&kontor_return_type);
  g_autofree char *note = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->note))));
  gboolean notify = self->notify != NULL && adw_switch_row_get_active (self->notify);

  kontor_back_rows_foreach (self->rows, add_line, asked);
  if (note[0] != '\0')
    kontor_record_set_text (asked, KONTOR_RETURN_NOTE, note);
  return kontor_returns_request (kontor_order_task_get_engine (task), kontor_order_task_get_order_id (task), asked,
                                 notify ? KONTOR_RETURN_NOTIFY : KONTOR_RETURN_DEFAULT);
}

static void
kontor_return_dialog_dispose (GObject *object)
{
  g_clear_pointer (&KONTOR_RETURN_DIALOG (object)->rows, kontor_back_rows_free);

  G_OBJECT_CLASS (kontor_return_dialog_parent_class)->dispose (object);
}

static void
kontor_return_dialog_class_init (KontorReturnDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_return_dialog_dispose;
  KONTOR_ORDER_TASK_CLASS (klass)->update = kontor_return_dialog_update;
  KONTOR_ORDER_TASK_CLASS (klass)->run = kontor_return_dialog_run;
}

static void
kontor_return_dialog_init (KontorReturnDialog *self)
{
}

static AdwSwitchRow *
make_notify (void)
{
  GtkWidget *row = adw_switch_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Tell the Customer"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("By the shop’s own mail"));
  return ADW_SWITCH_ROW (row);
}

KontorOrderTask *
kontor_return_dialog_new (KontorEngine *engine, KontorObject *order)
{
  KontorReturnDialog *self = g_object_new (KONTOR_TYPE_RETURN_DIALOG, NULL);
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  AdwPreferencesGroup *group;

  kontor_order_task_set_up (task, engine, order, _("Return"), _("_Create Return"), "create-return");
  self->rows = kontor_back_rows_new (task, _("What Comes Back"));
  group = kontor_order_task_add_group (task, NULL, NULL);
  self->note = kontor_order_task_add_entry (task, group, _("Note"));
  if ((kontor_order_task_get_effects (task) & KONTOR_EFFECT_MAILS_CUSTOMER) != 0) {
    self->notify = make_notify ();
    adw_preferences_group_add (group, GTK_WIDGET (self->notify));
  }
  kontor_order_task_changed (task);
  return task;
}
