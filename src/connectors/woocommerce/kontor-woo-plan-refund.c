#include "kontor-woo-draft.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

static gboolean
is_of_line (const KontorRecord *line)
{
  return g_strcmp0 (kontor_record_get_text (line, KONTOR_REFUND_LINE_KIND), "amount") != 0 &&
         kontor_woo_is_id (kontor_record_get_text (line, KONTOR_REFUND_LINE_LINE_KEY));
}

static void
write_taxes (KontorWooDraft *draft, yyjson_mut_val *entry, const KontorRecord *line)
{
  yyjson_mut_val *taxes;

  if (kontor_record_get_length (line, KONTOR_REFUND_LINE_TAXES) == 0)
    return;
  taxes = kontor_woo_put_list (draft, entry, "refund_tax");
  for (guint i = 0; i < kontor_record_get_length (line, KONTOR_REFUND_LINE_TAXES); i++) {
    const KontorRecord *tax = kontor_record_get_member (line, KONTOR_REFUND_LINE_TAXES, i);
    yyjson_mut_val *part = kontor_woo_add_object (draft, taxes);

    kontor_woo_put_id (draft, part, "id", kontor_record_get_key (tax));
    kontor_woo_put_money (draft, part, "refund_total", tax, KONTOR_LINE_TAX_AMOUNT);
  }
}

/* Lines, shipping and fees are all items of the order to the store. */
static void
write_line (KontorWooDraft *draft, yyjson_mut_val *list, const KontorRecord *line)
{
  yyjson_mut_val *entry = kontor_woo_add_object (draft, list);

  kontor_woo_put_id (draft, entry, "id", kontor_record_get_text (line, KONTOR_REFUND_LINE_LINE_KEY));
  if (kontor_record_get_int (line, KONTOR_REFUND_LINE_QUANTITY) > 0)
    kontor_woo_put_int (draft, entry, "quantity", kontor_record_get_int (line, KONTOR_REFUND_LINE_QUANTITY));
  kontor_woo_put_money (draft, entry, "refund_total", line, KONTOR_REFUND_LINE_NET);
  write_taxes (draft, entry, line);
}

/* The money moves by the gateway where the op says so, and never because nothing was said. */
void
kontor_woo_plan_refund (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;
  const KontorRecord *refund = kontor_woo_get_member (op, KONTOR_ORDER_REFUNDS);
  const char *reason = refund != NULL ? kontor_record_get_text (refund, KONTOR_REFUND_REASON) : NULL;
  KontorWooRestock restock = kontor_woo_get_restock (op);
  yyjson_mut_val *lines;

  if (refund == NULL || kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT) <= 0) {
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_INVALID, _("The operation does not say what to do."));
    return;
  }
  kontor_woo_put_amount (draft, draft->body, "amount", kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT));
  kontor_woo_put_text (draft, draft->body, "reason", reason);
  kontor_woo_put_bool (draft, draft->body, "api_refund", kontor_record_get_bool (refund, KONTOR_REFUND_BY_GATEWAY));
  kontor_woo_put_bool (draft, draft->body, "api_restock", restock == KONTOR_WOO_RESTOCK_ALL);
  lines = kontor_woo_put_list (draft, draft->body, "line_items");
  for (guint i = 0; i < kontor_record_get_length (refund, KONTOR_REFUND_LINES); i++)
    if (is_of_line (kontor_record_get_member (refund, KONTOR_REFUND_LINES, i)))
      write_line (draft, lines, kontor_record_get_member (refund, KONTOR_REFUND_LINES, i));
  kontor_woo_put_meta (draft, KONTOR_WOO_MARK, yyjson_mut_strcpy (draft->doc, op->idempotency));
  kontor_woo_draft_request (draft, "POST", "wc/v3/orders/%s/refunds", op->remote_id);
  if (restock == KONTOR_WOO_RESTOCK_SOME)
    draft->plan->resume = KONTOR_WOO_RESTOCK_STEP;
}
