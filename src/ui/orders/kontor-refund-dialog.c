#include "kontor-refund-dialog.h"

#include <glib/gi18n.h>

#include "kontor-money-row.h"
#include "kontor-orders.h"

/* A line, shipping line or fee of the order of which something is left to refund. */
typedef struct {
  KontorRefundOf of;
  const char *key;         /* of the order */
  KontorPickRow *units;    /* (nullable): of a line */
  GtkCheckButton *restock; /* (nullable): of a line, where the shop is told */
  KontorMoneyRow *amount;  /* (nullable): of the others */
} Charge;

struct _KontorRefundDialog {
  KontorOrderTask parent_instance;

  GArray *charges; /* (owned) (element-type Charge) */
  KontorMoneyRow *goodwill;
  KontorMoneyRow *restocking_fee;
  KontorMoneyRow *return_shipping_fee;
  AdwEntryRow *reason;
  AdwSwitchRow *by_gateway; /* (nullable) */
  AdwComboRow *manner;      /* (nullable): where there are several payments */

  KontorRefundPlan *plan; /* (owned) (nullable): of what is chosen now */
};

G_DEFINE_FINAL_TYPE (KontorRefundDialog, kontor_refund_dialog, KONTOR_TYPE_ORDER_TASK)

static gboolean
read_item (const Charge *charge, GArray *items, GError **error)
{
  KontorRefundItem item = { .of = charge->of, .key = charge->key };

  if (charge->units != NULL)
    item.quantity = kontor_pick_row_get_quantity (charge->units);
  else if (!kontor_money_row_read (charge->amount, &item.amount, error))
    return FALSE;
  item.restock = charge->restock != NULL && gtk_check_button_get_active (charge->restock);
  if (item.quantity > 0 || item.amount > 0)
    g_array_append_val (items, item);
  return TRUE;
}

static KontorRefundManner
get_manner (KontorRefundDialog *self)
{
  return self->manner != NULL && adw_combo_row_get_selected (self->manner) == 1 ? KONTOR_REFUND_PROPORTIONALLY
                                                                                : KONTOR_REFUND_NEWEST_FIRST;
}

/* (nullable) */
static KontorRefundPlan *
make_plan (KontorRefundDialog *self, GError **error)
{
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (KontorRefundItem));
  KontorRefundRequest request = { 0 };

  for (guint i = 0; i < self->charges->len; i++)
    if (!read_item (&g_array_index (self->charges, Charge, i), items, error))
      return NULL;
  if (!kontor_money_row_read (self->goodwill, &request.goodwill, error) ||
      !kontor_money_row_read (self->restocking_fee, &request.restocking_fee, error) ||
      !kontor_money_row_read (self->return_shipping_fee, &request.return_shipping_fee, error))
    return NULL;
  request.items = (const KontorRefundItem *) items->data;
  request.n_items = items->len;
  return kontor_refund_plan (kontor_order_task_get_record (task), &request, kontor_order_task_get_decimals (task),
                             get_manner (self), error);
}

static gint64
sum_tax (const KontorRecord *refund)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_record_get_length (refund, KONTOR_REFUND_LINES); i++)
    kontor_amount_add (sum, kontor_record_get_amount (kontor_record_get_member (refund, KONTOR_REFUND_LINES, i), KONTOR_REFUND_LINE_TAX),
                       &sum, NULL);
  return sum;
}

static const char *
name_payment (const KontorRecord *order, const char *key)
{
  const KontorRecord *payment = key != NULL ? kontor_record_find_member (order, KONTOR_ORDER_PAYMENTS, key) : NULL;
  const char *title = payment != NULL ? kontor_record_get_text (payment, KONTOR_PAYMENT_TITLE) : NULL;

  if (payment != NULL && (title == NULL || title[0] == '\0'))
    title = kontor_record_get_text (payment, KONTOR_PAYMENT_GATEWAY);
  return title != NULL ? title : _("Payment");
}

static void
show_shares (KontorOrderTask *task, const KontorRefundPlan *plan)
{
  for (guint i = 0; i < plan->shares->len; i++) {
    const KontorRefundShare *share = g_ptr_array_index (plan->shares, i);

    /* Translators: a way that money goes back: "To Card" */
    g_autofree char *label =
        g_strdup_printf (_("To %s"), name_payment (kontor_order_task_get_record (task), share->payment_key));

    kontor_order_task_add_sum (task, label, NULL, share->amount);
  }
}

static void
show_plan (KontorOrderTask *task, const KontorRefundPlan *plan)
{
  guint decimals = kontor_order_task_get_decimals (task);
  gint64 amount = kontor_record_get_amount (plan->refund, KONTOR_REFUND_AMOUNT);
  g_autofree char *tax = kontor_order_task_format (task, kontor_amount_round (sum_tax (plan->refund), decimals));
  g_autofree char *left = kontor_order_task_format (task, plan->remainder - amount);
  /* Translators: of a refund */
  g_autofree char *detail = g_strdup_printf (_("Tax included: %1$s · %2$s can still be refunded after this"), tax, left);

  if (amount != plan->proposed)
    kontor_order_task_add_sum (task, _("Chosen"), plan->reason, plan->proposed);
  show_shares (task, plan);
  kontor_order_task_add_total (task, _("Refund"), detail, amount);
}

static const char *
find_missing (const KontorRefundPlan *plan)
{
  if (plan->remainder <= 0)
    return _("Nothing is left to refund.");
  if (kontor_record_get_amount (plan->refund, KONTOR_REFUND_AMOUNT) > 0)
    return NULL;
  return plan->reason != NULL ? plan->reason : _("Say what is refunded.");
}

static void
kontor_refund_dialog_update (KontorOrderTask *task)
{
  KontorRefundDialog *self = KONTOR_REFUND_DIALOG (task);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->plan, kontor_refund_plan_free);
  self->plan = make_plan (self, &error);
  if (self->plan == NULL) {
    kontor_order_task_set_missing (task, error->message);
    return;
  }
  show_plan (task, self->plan);
  kontor_order_task_set_missing (task, find_missing (self->plan));
}

static DexFuture *
kontor_refund_dialog_run (KontorOrderTask *task)
{
  KontorRefundDialog *self = KONTOR_REFUND_DIALOG (task);
  g_autofree char *reason = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));

  if (reason[0] != '\0')
    kontor_record_set_text (self->plan->refund, KONTOR_REFUND_REASON, reason);
  kontor_record_set_bool (self->plan->refund, KONTOR_REFUND_BY_GATEWAY,
                          self->by_gateway == NULL || adw_switch_row_get_active (self->by_gateway));
  return kontor_orders_refund_as_planned (kontor_order_task_get_engine (task), kontor_order_task_get_order_id (task), self->plan);
}

static void
kontor_refund_dialog_finalize (GObject *object)
{
  KontorRefundDialog *self = KONTOR_REFUND_DIALOG (object);

  g_clear_pointer (&self->plan, kontor_refund_plan_free);
  g_array_unref (self->charges);

  G_OBJECT_CLASS (kontor_refund_dialog_parent_class)->finalize (object);
}

static void
kontor_refund_dialog_class_init (KontorRefundDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_refund_dialog_finalize;
  KONTOR_ORDER_TASK_CLASS (klass)->update = kontor_refund_dialog_update;
  KONTOR_ORDER_TASK_CLASS (klass)->run = kontor_refund_dialog_run;
}

static void
kontor_refund_dialog_init (KontorRefundDialog *self)
{
  self->charges = g_array_new (FALSE, TRUE, sizeof (Charge));
}

static void
follow (KontorRefundDialog *self, gpointer row, const char *signal)
{
  g_signal_connect_object (row, signal, G_CALLBACK (kontor_order_task_changed), self, G_CONNECT_SWAPPED);
}

static KontorMoneyRow *
add_money (KontorRefundDialog *self, AdwPreferencesGroup *group, const char *title)
{
  KontorRecord *order = kontor_order_task_get_record (KONTOR_ORDER_TASK (self));
  KontorMoneyRow *row = kontor_money_row_new (title, kontor_record_get_text (order, KONTOR_ORDER_CURRENCY));

  adw_preferences_group_add (group, GTK_WIDGET (row));
  follow (self, row, "edited");
  return row;
}

/* How much of it was received with the return and not refunded. */
static gint64
count_received (const KontorRecord *order, const char *return_key, const KontorRecord *line)
{
  const KontorRecord *returned = return_key != NULL ? kontor_record_find_member (order, KONTOR_ORDER_RETURNS, return_key) : NULL;
  const KontorRecord *back =
      returned != NULL ? kontor_record_find_member (returned, KONTOR_RETURN_LINES, kontor_record_get_key (line)) : NULL;

  if (back == NULL)
    return 0;
  return MAX (kontor_record_get_int (back, KONTOR_RETURN_LINE_RECEIVED) - kontor_record_get_int (line, KONTOR_LINE_REFUNDED), 0);
}

/* What was received with a return has found its place already. */
static GtkCheckButton *
add_restock (KontorRefundDialog *self, KontorPickRow *row, const char *return_key)
{
  GtkWidget *check;

  if ((kontor_order_task_get_effects (KONTOR_ORDER_TASK (self)) & KONTOR_EFFECT_MOVES_STOCK) == 0)
    return NULL;
  check = gtk_check_button_new_with_label (_("Back into Stock"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), return_key == NULL);
  kontor_pick_row_add_extra (row, check);
  follow (self, check, "toggled");
  return GTK_CHECK_BUTTON (check);
}

static void
add_line (KontorRefundDialog *self, AdwPreferencesGroup *group, KontorRecord *line, const char *return_key)
{
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  KontorRecord *order = kontor_order_task_get_record (task);
  gint64 quantity = kontor_record_get_int (line, KONTOR_LINE_QUANTITY);
  gint64 left = MAX (quantity - kontor_record_get_int (line, KONTOR_LINE_REFUNDED), 0);
  Charge charge = { KONTOR_REFUND_OF_LINE, kontor_record_get_key (line) };
  g_autofree char *rest = g_strdup_printf (_("%1$d of %2$d can be refunded"), (int) left, (int) quantity);

  charge.units = kontor_pick_row_new_for_line (kontor_order_task_get_engine (task), kontor_record_get_account (order), line);
  kontor_pick_row_add_detail (charge.units, rest);
  kontor_pick_row_set_range (charge.units, 0, left);
  charge.restock = add_restock (self, charge.units, return_key);
  gtk_widget_set_sensitive (GTK_WIDGET (charge.units), left > 0);
  kontor_pick_row_set_quantity (charge.units, count_received (order, return_key, line));
  kontor_order_task_add_pick (task, group, charge.units);
  g_array_append_val (self->charges, charge);
}

/* What is left of shipping or a fee. */
static gint64
find_rest (KontorOrderTask *task, KontorRefundOf of, const char *key)
{
  KontorRefundItem item = { .of = of, .key = key, .amount = KONTOR_REFUND_REST };
  KontorRefundRequest request = { .items = &item, .n_items = 1 };
  g_autoptr (KontorRefundPlan) plan = kontor_refund_plan (kontor_order_task_get_record (task), &request,
                                                          kontor_order_task_get_decimals (task), KONTOR_REFUND_NEWEST_FIRST, NULL);

  return plan != NULL ? plan->proposed : 0;
}

static void
add_other (KontorRefundDialog *self, AdwPreferencesGroup *group, KontorRefundOf of, const KontorRecord *source, const char *name)
{
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  Charge charge = { of, kontor_record_get_key (source) };
  gint64 rest = find_rest (task, of, charge.key);
  g_autofree char *left = NULL, *title = NULL;

  if (rest <= 0)
    return;
  left = kontor_order_task_format (task, rest);
  /* Translators: a shipping method or fee, and what of it can be refunded */
  title = g_strdup_printf (_("%1$s, up to %2$s"), name, left);
  charge.amount = add_money (self, group, title);
  kontor_money_row_set_rest (charge.amount, rest);
  g_array_append_val (self->charges, charge);
}

static void
add_others (KontorRefundDialog *self)
{
  KontorRecord *order = kontor_order_task_get_record (KONTOR_ORDER_TASK (self));
  AdwPreferencesGroup *group = kontor_order_task_add_group (KONTOR_ORDER_TASK (self), _("Shipping and Amounts"), NULL);

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_SHIPPING_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_SHIPPING_LINES, i);
    const char *title = kontor_record_get_text (line, KONTOR_SHIPPING_LINE_TITLE);

    add_other (self, group, KONTOR_REFUND_OF_SHIPPING, line, title != NULL ? title : _("Shipping"));
  }
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_FEES); i++) {
    const KontorRecord *fee = kontor_record_get_member (order, KONTOR_ORDER_FEES, i);
    const char *name = kontor_record_get_text (fee, KONTOR_FEE_NAME);

    add_other (self, group, KONTOR_REFUND_OF_FEE, fee, name != NULL ? name : _("Fee"));
  }
  self->goodwill = add_money (self, group, _("Amount without Items"));
  self->restocking_fee = add_money (self, group, _("Keep Back for Restocking"));
  self->return_shipping_fee = add_money (self, group, _("Keep Back for Return Shipping"));
}

static void
add_manner (KontorRefundDialog *self, AdwPreferencesGroup *group)
{
  const char *const manners[] = { _("Newest Payment First"), _("All Payments Alike"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (manners);

  if (kontor_record_get_length (kontor_order_task_get_record (KONTOR_ORDER_TASK (self)), KONTOR_ORDER_PAYMENTS) < 2)
    return;
  self->manner = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->manner), _("Split"));
  adw_combo_row_set_model (self->manner, G_LIST_MODEL (model));
  adw_preferences_group_add (group, GTK_WIDGET (self->manner));
  follow (self, self->manner, "notify::selected");
}

static void
add_way (KontorRefundDialog *self)
{
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  gboolean always = (kontor_order_task_get_traits (task) & KONTOR_TRAIT_REFUNDS_BY_GATEWAY) != 0;
  AdwPreferencesGroup *group = kontor_order_task_add_group (
      task, _("How"), always ? _("The shop pays the money back the way it came. This cannot be undone once it is sent.") : NULL);

  self->reason = kontor_order_task_add_entry (task, group, _("Reason"));
  if (!always) {
    self->by_gateway = ADW_SWITCH_ROW (adw_switch_row_new ());
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->by_gateway), _("Pay Back Through the Payment Service"));
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->by_gateway),
                                 _("Otherwise the refund is only noted, and you pay the money back yourself. "
                                    "Neither can be undone once it is sent."));
    adw_switch_row_set_active (self->by_gateway, TRUE);
    adw_preferences_group_add (group, GTK_WIDGET (self->by_gateway));
  }
  add_manner (self, group);
}

KontorOrderTask *
kontor_refund_dialog_new (KontorEngine *engine, KontorObject *order, const char *return_key)
{
  KontorRefundDialog *self = g_object_new (KONTOR_TYPE_REFUND_DIALOG, NULL);
  KontorOrderTask *task = KONTOR_ORDER_TASK (self);
  KontorRecord *record;
  AdwPreferencesGroup *group;

  kontor_order_task_set_up (task, engine, order, _("Refund"), _("_Refund"), "refund-order");
  record = kontor_order_task_get_record (task);
  group = kontor_order_task_add_group (task, _("Items"), NULL);
  for (guint i = 0; i < kontor_record_get_length (record, KONTOR_ORDER_LINES); i++)
    add_line (self, group, kontor_record_get_member (record, KONTOR_ORDER_LINES, i), return_key);
  add_others (self);
  add_way (self);
  kontor_order_task_changed (task);
  return task;
}
