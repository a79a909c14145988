#include "kontor-swap-dialog.h"

#include <glib/gi18n.h>

#include "kontor-back-rows.h"
#include "kontor-returns.h"
#include "kontor-sent-rows.h"

struct _KontorSwapDialog {
  KontorOrderTask parent_instance;

  gboolean claim;        /* else an exchange */
  KontorBackRows *back;  /* (owned): of a claim what was wrong */
  KontorSentRows *sent;  /* (owned) */
  AdwComboRow *kind;     /* (nullable): of a claim: replace, refund */
  AdwSwitchRow *returns; /* (nullable): of a claim: whether what was wrong comes back */
};

G_DEFINE_FINAL_TYPE (KontorSwapDialog, kontor_swap_dialog, KONTOR_TYPE_ORDER_TASK)

static gboolean
is_refund (KontorSwapDialog *self)
{
  return self->kind != NULL && adw_combo_row_get_selected (self->kind) == 1;
}

static void
show_exchange (KontorSwapDialog *self)
{
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  gboolean known;
  gint64 back = kontor_back_rows_sum_paid (self->back), sent = kontor_sent_rows_sum (self->sent, &known);
  const char *detail = sent > back ? _("The customer has to pay this.") : _("This is left to pay back.");

  kontor_order_task_add_sum (task, _("What Comes Back"), NULL, back);
  kontor_order_task_add_sum (task, _("What Is Sent"), known ? NULL : _("and what has no price in this currency"), sent);
  kontor_order_task_add_total (task, _("Difference"), sent == back ? NULL : detail, sent - back);
}

static void
show_claim (KontorSwapDialog *self)
{
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);

  if (is_refund (self))
    kontor_order_task_add_total (task, _("To Refund"), _("Nothing is paid back by this alone: refund it afterwards."),
                                 kontor_back_rows_sum_paid (self->back));
  else
    kontor_order_task_add_total (task, _("To Pay"), _("What is sent instead costs the customer nothing."), 0);
}

static void
kontor_swap_dialog_update (KontorOrderTask *task)
{
  KontorSwapDialog *self = KONTOR_SWAP_DIALOG (task);
  const char *missing = kontor_back_rows_find_missing (self->back);

  if (self->claim)
    show_claim (self);
  else
    show_exchange (self);
  kontor_sent_rows_set_visible (self->sent, !is_refund (self));
  if (missing == NULL && !is_refund (self) && kontor_sent_rows_is_empty (self->sent))
    missing = _("Add what is sent instead.");
  kontor_order_task_set_missing (task, missing);
}

/* What is being made, and where its lines are. */
typedef struct {
  KontorSwapDialog *self;
  KontorRecord *swap;
  guint lines;
} Making;

static KontorRecord *
add_line (Making *making, const char *direction, gint64 quantity)
{
  KontorRecord *line = kontor_record_new (&kontor_swap_line_type);
  g_autofree char *key = g_strdup_printf ("%u", kontor_record_get_length (making->swap, making->lines) + 1);

  kontor_record_set_key (line, key);
  kontor_record_set_text (line, KONTOR_SWAP_LINE_DIRECTION, direction);
  kontor_record_set_int (line, KONTOR_SWAP_LINE_QUANTITY, quantity);
  kontor_record_take_member (making->swap, making->lines, line);
  return line;
}

static void
add_ordered (Making *making, const char *direction, KontorPickRow *row, gint64 quantity, const char *reason)
{
  KontorRecord *line = add_line (making, direction, quantity);

  kontor_record_set_text (line, KONTOR_SWAP_LINE_LINE_KEY, kontor_record_get_key (kontor_pick_row_get_record (row)));
  if (reason != NULL)
    kontor_record_set_text (line, KONTOR_SWAP_LINE_REASON, reason);
}

/* The words for what was wrong are none for why something comes back. */
static void
add_back (KontorPickRow *row, gint64 quantity, const char *reason, gpointer data)
{
  Making *making = data;

  if (!making->self->claim) {
    add_ordered (making, "back", row, quantity, reason);
    return;
  }
  add_ordered (making, "claimed", row, quantity, reason != NULL ? reason : "other");
  if (adw_switch_row_get_active (making->self->returns))
    add_ordered (making, "back", row, quantity, NULL);
}

static void
add_sent (const KontorRecord *variant, const KontorRecord *product, gint64 quantity, const gint64 *price, gpointer data)
{
  KontorRecord *line = add_line (data, "sent", quantity);

  kontor_record_set_ref (line, KONTOR_SWAP_LINE_VARIANT, kontor_record_get_id (variant), kontor_record_get_key (variant));
  kontor_record_set_text (line, KONTOR_SWAP_LINE_NAME, kontor_record_get_text (product, KONTOR_PRODUCT_TITLE));
  if (price != NULL && !((Making *) data)->self->claim)
    kontor_record_set_amount (line, KONTOR_SWAP_LINE_UNIT_PRICE, *price);
}

static void
add_lines (Making *making)
{
  kontor_back_rows_foreach (making->self->back, add_back, making);
  if (!is_refund (making->self))
    kontor_sent_rows_foreach (making->self->sent, add_sent, making);
}

static DexFuture *
kontor_swap_dialog_run (KontorOrderTask *task)
{
  KontorSwapDialog *self = KONTOR_SWAP_DIALOG (task);
  KontorEngine *engine = kontor_order_task_get_engine (task);
  gint64 order_id = kontor_order_task_get_order_id (task);
  g_autoptr (KontorRecord) swap = kontor_record_new (self->claim ? &kontor_claim_type : &kontor_exchange_type);
  Making making = { self, swap, self->claim ? KONTOR_CLAIM_LINES : KONTOR_EXCHANGE_LINES };

  add_lines (&making);
  if (!self->claim)
    return kontor_returns_exchange (engine, order_id, swap);
  kontor_record_set_text (swap, KONTOR_CLAIM_KIND, is_refund (self) ? "refund" : "replace");
  return kontor_returns_claim (engine, order_id, swap);
}

static void
kontor_swap_dialog_dispose (GObject *object)
{
  KontorSwapDialog *self = KONTOR_SWAP_DIALOG (object);

  g_clear_pointer (&self->back, kontor_back_rows_free);
  g_clear_pointer (&self->sent, kontor_sent_rows_free);

  G_OBJECT_CLASS (kontor_swap_dialog_parent_class)->dispose (object);
}

static void
kontor_swap_dialog_class_init (KontorSwapDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_swap_dialog_dispose;
  KONTOR_ORDER_TASK_CLASS (klass)->update = kontor_swap_dialog_update;
  KONTOR_ORDER_TASK_CLASS (klass)->run = kontor_swap_dialog_run;
}

static void
kontor_swap_dialog_init (KontorSwapDialog *self)
{
}

KontorOrderTask *
kontor_swap_dialog_new_exchange (KontorEngine *engine, KontorObject *order)
{
  KontorSwapDialog *self = g_object_new (KONTOR_TYPE_SWAP_DIALOG, NULL);
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);

  kontor_order_task_set_up (task, engine, order, _("Exchange"), _("_Exchange"), "create-exchange");
  self->back = kontor_back_rows_new (task, _("What Comes Back"));
  self->sent = kontor_sent_rows_new (task, _("What Is Sent"));
  kontor_order_task_changed (task);
  return task;
}

static void
add_kind (KontorSwapDialog *self)
{
  const char *const kinds[] = { _("Send a Replacement"), _("Refund"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (kinds);
  AdwPreferencesGroup *group = kontor_order_task_add_group (KONTOR_ORDER_TASK (self), NULL, NULL);

  self->kind = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->kind), _("What Is Done"));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (model));
  adw_preferences_group_add (group, GTK_WIDGET (self->kind));
  self->returns = ADW_SWITCH_ROW (adw_switch_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->returns), _("The Items Come Back"));
  adw_preferences_group_add (group, GTK_WIDGET (self->returns));
  g_signal_connect_object (self->kind, "notify::selected", G_CALLBACK (kontor_order_task_changed), self, G_CONNECT_SWAPPED);
}

KontorOrderTask *
kontor_swap_dialog_new_claim (KontorEngine *engine, KontorObject *order)
{
  KontorSwapDialog *self = g_object_new (KONTOR_TYPE_SWAP_DIALOG, NULL);
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);

  self->claim = TRUE;
  kontor_order_task_set_up (task, engine, order, _("Claim"), _("Create _Claim"), "create-claim");
  self->back = kontor_back_rows_new_with_reasons (task, _("What Was Wrong"), kontor_reasons_of_claims);
  add_kind (self);
  self->sent = kontor_sent_rows_new (task, _("What Is Sent"));
  kontor_order_task_changed (task);
  return task;
}
