#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-json.h"

/* Other lines in an order that was placed. */

static gboolean
is_line (KontorMedusaDraft *draft, const char *key)
{
  return kontor_medusa_find (yyjson_obj_get (draft->raw, "items"), "id", key) != NULL;
}

static gboolean
set_quantity (KontorMedusaDraft *draft, const char *key, gint64 quantity)
{
  if (!is_line (draft, key) || kontor_medusa_has_action (draft->plan->changes, "ITEM_UPDATE", key))
    return FALSE;
  kontor_medusa_put_int (draft, draft->body, "quantity", quantity);
  kontor_medusa_draft_request (draft, "POST", "admin/order-edits/%s/items/item/%s", draft->op->remote_id, key);
  return TRUE;
}

/* Of what was there: the first line whose quantity is not in the edit yet. */
static gboolean
set_next_quantity (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;

  for (guint i = 0; op->add != NULL && i < kontor_record_get_length (op->add, KONTOR_ORDER_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (op->add, KONTOR_ORDER_LINES, i);

    if (set_quantity (draft, kontor_record_get_key (line), kontor_record_get_int (line, KONTOR_LINE_QUANTITY)))
      return TRUE;
  }
  for (guint i = 0; op->remove != NULL && i < kontor_record_get_length (op->remove, KONTOR_ORDER_LINES); i++) {
    const char *key = kontor_record_get_key (kontor_record_get_member (op->remove, KONTOR_ORDER_LINES, i));

    if ((op->add == NULL || kontor_record_find_member (op->add, KONTOR_ORDER_LINES, key) == NULL) && set_quantity (draft, key, 0))
      return TRUE;
  }
  return FALSE;
}

/** Adds what is new to @items, and returns how many lines that are. */
static guint
list_new (KontorMedusaDraft *draft, yyjson_mut_val *items)
{
  const KontorRecord *add = draft->op->add;
  guint n = 0;

  for (guint i = 0; add != NULL && i < kontor_record_get_length (add, KONTOR_ORDER_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (add, KONTOR_ORDER_LINES, i);
    yyjson_mut_val *item;

    if (is_line (draft, kontor_record_get_key (line)))
      continue;
    n++;
    if (items == NULL)
      continue;
    item = kontor_medusa_add_object (draft, items);
    kontor_medusa_put_text (draft, item, "variant_id", kontor_record_get_ref_key (line, KONTOR_LINE_VARIANT));
    kontor_medusa_put_int (draft, item, "quantity", kontor_record_get_int (line, KONTOR_LINE_QUANTITY));
    if (!kontor_record_is_null (line, KONTOR_LINE_UNIT_PRICE))
      kontor_medusa_put_money (draft, item, "unit_price", line, KONTOR_LINE_UNIT_PRICE);
  }
  return n;
}

static void
fill_edit (KontorMedusaDraft *draft)
{
  const char *order = draft->op->remote_id;

  if (set_next_quantity (draft)) {
    g_set_str (&draft->plan->resume, "edit");
  } else if (list_new (draft, NULL) > 0 && !kontor_medusa_has_action (draft->plan->changes, "ITEM_ADD", NULL)) {
    list_new (draft, kontor_medusa_put_list (draft, draft->body, "items"));
    kontor_medusa_draft_request (draft, "POST", "admin/order-edits/%s/items", order);
    g_set_str (&draft->plan->resume, "edit");
  } else {
    kontor_medusa_draft_request (draft, "POST", "admin/order-edits/%s/confirm", order);
  }
}

/* In one request all new lines are added, and in one each other quantity is set; then it is confirmed. */
void
kontor_medusa_plan_edit (KontorMedusaDraft *draft)
{
  yyjson_val *own = kontor_medusa_find_own_change (draft->op, draft->plan->changes);

  if (own != NULL && yyjson_equals_str (yyjson_obj_get (own, "status"), "confirmed"))
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
  else if (own != NULL && own == kontor_medusa_get_change (draft->plan->changes))
    fill_edit (draft);
  else if (own != NULL || draft->op->resume != NULL)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("The change is not there any more. Somebody dropped it."));
  else
    kontor_medusa_begin_change (draft, "order-edits", kontor_op_get_arg (draft->op, "reason"), "edit");
}
