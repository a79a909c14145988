#include "kontor-back-rows.h"

#include <glib/gi18n.h>

#include "kontor-returns.h"

struct _KontorBackRows {
  KontorOrderTask *task;
  GPtrArray *rows;    /* (element-type KontorPickRow) */
  GPtrArray *reasons; /* (element-type KontorReasonChoice): of each row */
};

/* Why nothing of a line, or not all of it, can come back. */
static char *
explain_rest (const KontorRecord *line)
{
  int quantity = (int) kontor_record_get_int (line, KONTOR_LINE_QUANTITY);
  int left = (int) kontor_returns_count_returnable (line);

  if (kontor_record_get_int (line, KONTOR_LINE_FULFILLED) == 0)
    return g_strdup (_("Not sent yet"));
  return g_strdup_printf (_("%1$d of %2$d can come back"), left, quantity);
}

static void
add_row (KontorBackRows *self, AdwPreferencesGroup *group, KontorRecord *line, KontorOrderWords *words, const KontorReason *usual)
{
  gint64 account_id = kontor_record_get_account (kontor_order_task_get_record (self->task));
  KontorPickRow *row = kontor_pick_row_new_for_line (kontor_order_task_get_engine (self->task), account_id, line);
  KontorReasonChoice *reason = kontor_reason_choice_new (_("Reason"), words, usual);
  g_autofree char *rest = explain_rest (line);

  kontor_pick_row_add_detail (row, rest);
  kontor_pick_row_set_range (row, 0, kontor_returns_count_returnable (line));
  kontor_pick_row_add_extra (row, GTK_WIDGET (reason));
  gtk_widget_set_sensitive (GTK_WIDGET (row), kontor_returns_count_returnable (line) > 0);
  kontor_order_task_add_pick (self->task, group, row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->reasons, reason);
}

static KontorBackRows *
make_rows (KontorOrderTask *task, const char *heading, KontorOrderWords *words, const KontorReason *usual)
{
  KontorBackRows *self = g_new0 (KontorBackRows, 1);
  KontorRecord *order = kontor_order_task_get_record (task);
  AdwPreferencesGroup *group = kontor_order_task_add_group (task, heading, NULL);

  self->task = task;
  self->rows = g_ptr_array_new ();
  self->reasons = g_ptr_array_new ();
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++)
    add_row (self, group, kontor_record_get_member (order, KONTOR_ORDER_LINES, i), words, usual);
  return self;
}

KontorBackRows *
kontor_back_rows_new (KontorOrderTask *task, const char *heading)
{
  g_autoptr (KontorOrderWords) words = kontor_order_words_new (
      kontor_order_task_get_engine (task), kontor_record_get_account (kontor_order_task_get_record (task)), "return-reason");

  return make_rows (task, heading, words, kontor_reasons_of_returns);
}

KontorBackRows *
kontor_back_rows_new_with_reasons (KontorOrderTask *task, const char *heading, const KontorReason *reasons)
{
  return make_rows (task, heading, NULL, reasons);
}

void
kontor_back_rows_free (KontorBackRows *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

static gboolean
may_come_back (KontorBackRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (kontor_returns_count_returnable (kontor_pick_row_get_record (self->rows->pdata[i])) > 0)
      return TRUE;
  return FALSE;
}

const char *
kontor_back_rows_find_missing (KontorBackRows *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (kontor_pick_row_get_quantity (self->rows->pdata[i]) > 0)
      return NULL;
  return may_come_back (self) ? _("Say how many of which item.") : _("Only what was sent can come back, and only once.");
}

void
kontor_back_rows_foreach (KontorBackRows *self, KontorBackFunc func, gpointer data)
{
  for (guint i = 0; i < self->rows->len; i++) {
    gint64 quantity = kontor_pick_row_get_quantity (self->rows->pdata[i]);

    if (quantity > 0)
      func (self->rows->pdata[i], quantity, kontor_reason_choice_get_code (self->reasons->pdata[i]), data);
  }
}

gint64
kontor_back_rows_sum_paid (KontorBackRows *self)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->rows->len; i++) {
    const KontorRecord *line = kontor_pick_row_get_record (self->rows->pdata[i]);
    gint64 quantity = kontor_record_get_int (line, KONTOR_LINE_QUANTITY);
    gint64 paid = kontor_record_get_amount (line, KONTOR_LINE_NET);

    kontor_amount_add (paid, kontor_record_get_amount (line, KONTOR_LINE_TAX), &paid, NULL);
    if (quantity > 0)
      kontor_amount_add (sum,
                         kontor_amount_share (paid, kontor_pick_row_get_quantity (self->rows->pdata[i]), quantity,
                                              kontor_order_task_get_decimals (self->task)),
                         &sum, NULL);
  }
  return sum;
}
