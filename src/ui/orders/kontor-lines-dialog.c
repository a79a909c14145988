#include "kontor-lines-dialog.h"

#include <glib/gi18n.h>

#include "kontor-returns.h"
#include "kontor-sent-rows.h"

/* Nobody orders more of one thing by hand. */
#define MOST 9999

struct _KontorLinesDialog {
  KontorOrderTask parent_instance;

  GPtrArray *rows;      /* (owned) (element-type KontorPickRow): of the order's lines */
  KontorSentRows *sent; /* (owned) */
  AdwEntryRow *reason;
};

G_DEFINE_FINAL_TYPE (KontorLinesDialog, kontor_lines_dialog, KONTOR_TYPE_ORDER_TASK)

static gint64
get_before (KontorPickRow *row)
{
  return kontor_record_get_int (kontor_pick_row_get_record (row), KONTOR_LINE_QUANTITY);
}

/* What so many units of a line cost, tax included, where one costs what it did. */
static gint64
share (KontorOrderTask *task, KontorPickRow *row, gint64 quantity)
{
  const KontorRecord *line = kontor_pick_row_get_record (row);
  gint64 paid = kontor_record_get_amount (line, KONTOR_LINE_NET);

  kontor_amount_add (paid, kontor_record_get_amount (line, KONTOR_LINE_TAX), &paid, NULL);
  return get_before (row) > 0 ? kontor_amount_share (paid, quantity, get_before (row), kontor_order_task_get_decimals (task)) : 0;
}

static gboolean
is_changed (KontorLinesDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (kontor_pick_row_get_quantity (self->rows->pdata[i]) != get_before (self->rows->pdata[i]))
      return TRUE;
  return !kontor_sent_rows_is_empty (self->sent);
}

static gboolean
is_empty (KontorLinesDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (kontor_pick_row_get_quantity (self->rows->pdata[i]) > 0)
      return FALSE;
  return kontor_sent_rows_is_empty (self->sent);
}

static void
show_sums (KontorLinesDialog *self)
{
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  gint64 total = kontor_record_get_amount (kontor_order_task_get_record (task), KONTOR_ORDER_TOTAL), after = total, difference;
  gboolean known;

  difference = kontor_sent_rows_sum (self->sent, &known);
  for (guint i = 0; i < self->rows->len; i++)
    known &= kontor_amount_add (difference, share (task, self->rows->pdata[i], kontor_pick_row_get_quantity (self->rows->pdata[i])) - share (task, self->rows->pdata[i], get_before (self->rows->pdata[i])),
                                &difference, NULL);
  known &= kontor_amount_add (total, difference, &after, NULL);
  kontor_order_task_add_sum (task, _("Total Now"), NULL, total);
  kontor_order_task_add_sum (task, _("Total After This"), known ? NULL : _("and what has no price in this currency"), after);
  kontor_order_task_add_total (task, _("Difference"), _("The shop works out tax, discounts and shipping anew."), difference);
}

static void
kontor_lines_dialog_update (KontorOrderTask *task)
{
  KontorLinesDialog *self = KONTOR_LINES_DIALOG (task);

  show_sums (self);
  if (is_empty (self))
    kontor_order_task_set_missing (task, _("Cancel the order if nothing of it is left."));
  else
    kontor_order_task_set_missing (task, is_changed (self) ? NULL : _("Change a quantity or add a product."));
}

static void
add_line (const KontorRecord *variant, const KontorRecord *product, gint64 quantity, const gint64 *price, gpointer data)
{
  KontorRecord *line = kontor_record_new (&kontor_line_type);

  kontor_record_set_ref (line, KONTOR_LINE_PRODUCT, kontor_record_get_id (product), kontor_record_get_key (product));
  kontor_record_set_ref (line, KONTOR_LINE_VARIANT, kontor_record_get_id (variant), kontor_record_get_key (variant));
  kontor_record_set_text (line, KONTOR_LINE_NAME, kontor_record_get_text (product, KONTOR_PRODUCT_TITLE));
  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, quantity);
  if (price != NULL)
    kontor_record_set_amount (line, KONTOR_LINE_UNIT_PRICE, *price);
  kontor_record_take_member (data, KONTOR_ORDER_LINES, line);
}

/* (transfer full): the order with its lines as they shall be */
static KontorRecord *
make_wanted (KontorLinesDialog *self)
{
  KontorRecord *wanted = kontor_record_copy (kontor_order_task_get_record (KONTOR_ORDER_TASK (self)));

  kontor_record_set_empty (wanted, KONTOR_ORDER_LINES);
  for (guint i = 0; i < self->rows->len; i++) {
    gint64 quantity = kontor_pick_row_get_quantity (self->rows->pdata[i]);
    g_autoptr (KontorRecord) line = kontor_record_copy (kontor_pick_row_get_record (self->rows->pdata[i]));

    kontor_record_set_int (line, KONTOR_LINE_QUANTITY, quantity);
    if (quantity > 0)
      kontor_record_take_member (wanted, KONTOR_ORDER_LINES, g_steal_pointer (&line));
  }
  kontor_sent_rows_foreach (self->sent, add_line, wanted);
  return wanted;
}

static DexFuture *
kontor_lines_dialog_run (KontorOrderTask *task)
{
  KontorLinesDialog *self = KONTOR_LINES_DIALOG (task);
  g_autoptr (KontorRecord) wanted = make_wanted (self);
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));

  return kontor_returns_edit_lines (kontor_order_task_get_engine (task), kontor_order_task_get_order_id (task),
                                    kontor_order_task_get_record (task), wanted, reason[0] != '\0' ? reason : NULL);
}

static void
kontor_lines_dialog_dispose (GObject *object)
{
  KontorLinesDialog *self = KONTOR_LINES_DIALOG (object);

  g_clear_pointer (&self->sent, kontor_sent_rows_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (kontor_lines_dialog_parent_class)->dispose (object);
}

static void
kontor_lines_dialog_class_init (KontorLinesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_lines_dialog_dispose;
  KONTOR_ORDER_TASK_CLASS (klass)->update = kontor_lines_dialog_update;
  KONTOR_ORDER_TASK_CLASS (klass)->run = kontor_lines_dialog_run;
}

static void
kontor_lines_dialog_init (KontorLinesDialog *self)
{
  self->rows = g_ptr_array_new ();
}

/* What was sent or paid back stays what it was. */
static void
add_row (KontorLinesDialog *self, AdwPreferencesGroup *group, KontorRecord *line)
{
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  KontorPickRow *row = kontor_pick_row_new_for_line (kontor_order_task_get_engine (task),
                                                     kontor_record_get_account (kontor_order_task_get_record (task)), line);
  gint64 least = MAX (kontor_record_get_int (line, KONTOR_LINE_FULFILLED), kontor_record_get_int (line, KONTOR_LINE_REFUNDED));
  g_autofree char *why = least > 0 ? g_strdup_printf (_("%d sent or refunded, which stay"), (int) least) : NULL;

  kontor_pick_row_add_detail (row, why);
  kontor_pick_row_set_range (row, least, MOST);
  kontor_pick_row_set_quantity (row, kontor_record_get_int (line, KONTOR_LINE_QUANTITY));
  kontor_order_task_add_pick (task, group, row);
  g_ptr_array_add (self->rows, row);
}

KontorOrderTask *
kontor_lines_dialog_new (KontorEngine *engine, KontorObject *order)
{
  KontorLinesDialog *self = g_object_new (KONTOR_TYPE_LINES_DIALOG, NULL);
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  KontorRecord *record;
  AdwPreferencesGroup *group;

  kontor_order_task_set_up (task, engine, order, _("Edit Items"), _("_Save"), "set-order");
  record = kontor_order_task_get_record (task);
  group = kontor_order_task_add_group (task, _("Items"), _("With a quantity of 0 an item is removed."));
  for (guint i = 0; i < kontor_record_get_length (record, KONTOR_ORDER_LINES); i++)
    add_row (self, group, kontor_record_get_member (record, KONTOR_ORDER_LINES, i));
  self->sent = kontor_sent_rows_new (task, _("Added"));
  group = kontor_order_task_add_group (task, NULL, NULL);
  self->reason = kontor_order_task_add_entry (task, group, _("Reason"));
  kontor_order_task_changed (task);
  return task;
}
