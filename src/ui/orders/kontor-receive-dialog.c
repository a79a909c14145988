#include "kontor-receive-dialog.h"

#include <glib/gi18n.h>

#include "kontor-reason-choice.h"
#include "kontor-returns.h"

/* A line of the return that may still arrive. */
typedef struct {
  KontorPickRow *row;
  KontorReasonChoice *condition;
  GtkCheckButton *restock; /* (nullable) */
} Arrival;

struct _KontorReceiveDialog {
  KontorOrderTask parent_instance;

  KontorReceiveHow how;
  KontorRecord *returned; /* (owned): as it was when the dialog was opened */
  GArray *arrivals;       /* (owned) (element-type Arrival) */
};

G_DEFINE_FINAL_TYPE (KontorReceiveDialog, kontor_receive_dialog, KONTOR_TYPE_ORDER_TASK)

static void
kontor_receive_dialog_update (KontorOrderTask *task)
{
  KontorReceiveDialog *self = KONTOR_RECEIVE_DIALOG (task);

  for (guint i = 0; i < self->arrivals->len; i++)
    if (kontor_pick_row_get_quantity (g_array_index (self->arrivals, Arrival, i).row) > 0) {
      kontor_order_task_set_missing (task, NULL);
      return;
    }
  kontor_order_task_set_missing (task, _("Say how many of which item."));
}

/* (transfer full): the line as it is after this. */
static KontorRecord *
make_line (KontorReceiveDialog *self, const Arrival *arrival, const KontorRecord *before)
{
  guint field = self->how == KONTOR_RECEIVE_ACCEPT ? KONTOR_RETURN_LINE_RECEIVED : KONTOR_RETURN_LINE_DISMISSED;
  KontorRecord *line = kontor_record_copy (before);
  const char *condition = kontor_reason_choice_get_code (arrival->condition);

  kontor_record_set_int (line, field, kontor_record_get_int (line, field) + kontor_pick_row_get_quantity (arrival->row));
  if (condition != NULL)
    kontor_record_set_text (line, KONTOR_RETURN_LINE_CONDITION, condition);
  if (arrival->restock != NULL)
    kontor_record_set_bool (line, KONTOR_RETURN_LINE_RESTOCK, gtk_check_button_get_active (arrival->restock));
  return line;
}

static guint
find_line (const KontorRecord *returned, const char *key)
{
  guint i = 0;

  while (g_strcmp0 (kontor_record_get_key (kontor_record_get_member (returned, KONTOR_RETURN_LINES, i)), key) != 0)
    i++;
  return i;
}

static DexFuture *
kontor_receive_dialog_run (KontorOrderTask *task)
{
  KontorReceiveDialog *self = KONTOR_RECEIVE_DIALOG (task);
  g_autoptr (KontorRecord) returned = kontor_record_copy (self->returned);

  for (guint i = 0; i < self->arrivals->len; i++) {
    const Arrival *arrival = &g_array_index (self->arrivals, Arrival, i);
    guint index = find_line (returned, kontor_record_get_key (kontor_pick_row_get_record (arrival->row)));

    if (kontor_pick_row_get_quantity (arrival->row) > 0)
      kontor_record_replace_member (returned, KONTOR_RETURN_LINES, index,
                                    make_line (self, arrival, kontor_record_get_member (returned, KONTOR_RETURN_LINES, index)));
  }
  return kontor_returns_receive (kontor_order_task_get_engine (task), kontor_order_task_get_order_id (task), returned);
}

static void
kontor_receive_dialog_finalize (GObject *object)
{
  KontorReceiveDialog *self = KONTOR_RECEIVE_DIALOG (object);

  g_clear_pointer (&self->returned, kontor_record_unref);
  g_array_unref (self->arrivals);

  G_OBJECT_CLASS (kontor_receive_dialog_parent_class)->finalize (object);
}

static void
kontor_receive_dialog_class_init (KontorReceiveDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_receive_dialog_finalize;
  KONTOR_ORDER_TASK_CLASS (klass)->update = kontor_receive_dialog_update;
  KONTOR_ORDER_TASK_CLASS (klass)->run = kontor_receive_dialog_run;
}

static void
kontor_receive_dialog_init (KontorReceiveDialog *self)
{
  self->arrivals = g_array_new (FALSE, TRUE, sizeof (Arrival));
}

static GtkCheckButton *
make_restock (const KontorRecord *line)
{
  GtkWidget *check = gtk_check_button_new_with_label (_("Back into Stock"));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), kontor_record_is_null (line, KONTOR_RETURN_LINE_RESTOCK) ||
                                                             kontor_record_get_bool (line, KONTOR_RETURN_LINE_RESTOCK));
  return GTK_CHECK_BUTTON (check);
}

static void
add_arrival (KontorReceiveDialog *self, AdwPreferencesGroup *group, KontorRecord *line, gint64 coming)
{
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  KontorRecord *order = kontor_order_task_get_record (task);
  KontorRecord *ordered = kontor_record_find_member (order, KONTOR_ORDER_LINES, kontor_record_get_key (line));
  Arrival arrival = { 0 };
  g_autofree char *rest = g_strdup_printf (_("%d still to come"), (int) coming);

  if (ordered == NULL)
    return;
  arrival.row = kontor_pick_row_new_for_line (kontor_order_task_get_engine (task), kontor_record_get_account (order), ordered);
  kontor_pick_row_add_detail (arrival.row, rest);
  kontor_pick_row_set_range (arrival.row, 0, coming);
  arrival.condition = kontor_reason_choice_new (_("Condition"), NULL, kontor_reasons_conditions);
  kontor_reason_choice_set_code (arrival.condition, kontor_record_get_text (line, KONTOR_RETURN_LINE_CONDITION));
  kontor_pick_row_add_extra (arrival.row, GTK_WIDGET (arrival.condition));
  if (self->how == KONTOR_RECEIVE_ACCEPT && (kontor_order_task_get_traits (task) & KONTOR_TRAIT_RESTOCKS_RECEIVED) == 0) {
    arrival.restock = make_restock (line);
    kontor_pick_row_add_extra (arrival.row, GTK_WIDGET (arrival.restock));
  }
  if (self->how == KONTOR_RECEIVE_ACCEPT)
    kontor_pick_row_set_quantity (arrival.row, coming);
  g_array_append_val (self->arrivals, arrival);
  kontor_order_task_add_pick (task, group, arrival.row);
}

static const char *
describe (KontorReceiveDialog *self)
{
  if (self->how == KONTOR_RECEIVE_DISMISS)
    return _("What arrived and is not taken back: damaged, worn, something else. It does not go into stock.");
  if ((kontor_order_task_get_traits (KONTOR_ORDER_TASK (self)) & KONTOR_TRAIT_RESTOCKS_RECEIVED) != 0)
    return _("The shop puts what is received back into stock. Dismiss what is not fit for that.");
  return NULL;
}

KontorOrderTask *
kontor_receive_dialog_new (KontorEngine *engine, KontorObject *order, const char *key, KontorReceiveHow how)
{
  KontorReceiveDialog *self = g_object_new (KONTOR_TYPE_RECEIVE_DIALOG, NULL);
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  AdwPreferencesGroup *group;

  self->how = how;
  self->returned = kontor_record_ref (kontor_record_find_member (kontor_object_get_record (order), KONTOR_ORDER_RETURNS, key));
  if (how == KONTOR_RECEIVE_ACCEPT)
    kontor_order_task_set_up (task, engine, order, _("Receive Return"), _("_Receive"), "set-return");
  else
    kontor_order_task_set_up (task, engine, order, _("Dismiss Items"), _("_Dismiss"), "set-return");
  group = kontor_order_task_add_group (task, _("What Has Arrived"), describe (self));
  for (guint i = 0; i < kontor_record_get_length (self->returned, KONTOR_RETURN_LINES); i++) {
    KontorRecord *line = kontor_record_get_member (self->returned, KONTOR_RETURN_LINES, i);
    gint64 coming = kontor_returns_count_coming (self->returned, line);

    if (coming > 0)
      add_arrival (self, group, line, coming);
  }
  kontor_order_task_changed (task);
  return task;
}
