#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

/* What is sent for something that comes back, or that was wrong. Both are changes of the order, which are filled list by list. */

/**
 * Swap:
 * @list: of the shop
 * @id: how the change calls it
 * @steps: which lines go where, and what of it is in the change then
 */
typedef struct {
  const char *list;
  const char *id;
  struct {
    const char *direction;
    const char *action;
    const char *path;
  } steps[4];
} Swap;

static const Swap exchange = {
  "exchanges", "exchange_id", { { "back", "RETURN_ITEM", "inbound/items" }, { "sent", "ITEM_ADD", "outbound/items" } }
};
static const Swap claim = {
  "claims",
  "claim_id",
  { { "claimed", "WRITE_OFF_ITEM", "claim-items" }, { "back", "RETURN_ITEM", "inbound/items" }, { "sent", "ITEM_ADD", "outbound/items" } }
};

static gboolean
goes (const KontorRecord *line, const char *direction)
{
  return g_strcmp0 (kontor_record_get_text (line, KONTOR_SWAP_LINE_DIRECTION), direction) == 0;
}

static void
put_sent (KontorMedusaDraft *draft, yyjson_mut_val *items, const KontorRecord *line)
{
  yyjson_mut_val *item = kontor_medusa_add_object (draft, items);

  kontor_medusa_put_text (draft, item, "variant_id", kontor_record_get_ref_key (line, KONTOR_SWAP_LINE_VARIANT));
  kontor_medusa_put_int (draft, item, "quantity", kontor_record_get_int (line, KONTOR_SWAP_LINE_QUANTITY));
  if (!kontor_record_is_null (line, KONTOR_SWAP_LINE_UNIT_PRICE))
    kontor_medusa_put_money (draft, item, "unit_price", line, KONTOR_SWAP_LINE_UNIT_PRICE);
}

/* Of a claim the reason is one of the shop's own words. */
static void
put_back (KontorMedusaDraft *draft, yyjson_mut_val *items, const KontorRecord *line)
{
  const char *reason = kontor_record_get_text (line, KONTOR_SWAP_LINE_REASON);
  yyjson_mut_val *item = kontor_medusa_add_item (draft, items, kontor_record_get_text (line, KONTOR_SWAP_LINE_LINE_KEY),
                                                 kontor_record_get_int (line, KONTOR_SWAP_LINE_QUANTITY));

  if (goes (line, "back"))
    kontor_medusa_put_reason (draft, item, reason, NULL);
  else if (reason != NULL)
    kontor_medusa_put_text (draft, item, "reason", reason);
}

/** Fills @items, where there are any; returns the number of lines that go so. */
static guint
list_lines (KontorMedusaDraft *draft, const KontorRecord *wanted, guint lines, const char *direction, yyjson_mut_val *items)
{
  guint n = 0;

  for (guint i = 0; i < kontor_record_get_length (wanted, lines); i++) {
    const KontorRecord *line = kontor_record_get_member (wanted, lines, i);

    if (!goes (line, direction))
      continue;
    n++;
    if (items != NULL && g_str_equal (direction, "sent"))
      put_sent (draft, items, line);
    else if (items != NULL)
      put_back (draft, items, line);
  }
  return n;
}

static void
put_location (KontorMedusaDraft *draft, const char *direction)
{
  const char *location = kontor_medusa_find_back_location (draft);

  if (location != NULL && g_str_equal (direction, "back"))
    kontor_medusa_put_text (draft, draft->body, "location_id", location);
}

static void
fill (KontorMedusaDraft *draft, const Swap *swap, const KontorRecord *wanted, guint lines, const char *id)
{
  for (guint i = 0; swap->steps[i].path != NULL; i++)
    if (list_lines (draft, wanted, lines, swap->steps[i].direction, NULL) > 0 &&
        !kontor_medusa_has_action (draft->plan->changes, swap->steps[i].action, NULL)) {
      put_location (draft, swap->steps[i].direction);
      list_lines (draft, wanted, lines, swap->steps[i].direction, kontor_medusa_put_list (draft, draft->body, "items"));
      kontor_medusa_draft_request (draft, "POST", "admin/%s/%s/%s", swap->list, id, swap->steps[i].path);
      g_set_str (&draft->plan->resume, swap->steps[i].path);
      return;
    }
  kontor_medusa_draft_request (draft, "POST", "admin/%s/%s/request", swap->list, id);
}

static void
plan (KontorMedusaDraft *draft, const Swap *swap, const KontorRecord *wanted, guint lines)
{
  yyjson_val *own = kontor_medusa_find_own_change (draft->op, draft->plan->changes);
  const char *id = yyjson_get_str (yyjson_obj_get (own, swap->id));

  if (wanted == NULL || kontor_record_get_length (wanted, lines) == 0)
    kontor_medusa_draft_refuse_empty (draft);
  else if (own != NULL && yyjson_equals_str (yyjson_obj_get (own, "status"), "confirmed"))
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
  else if (own != NULL && own == kontor_medusa_get_change (draft->plan->changes) && id != NULL)
    fill (draft, swap, wanted, lines, id);
  else if (own != NULL || draft->op->resume != NULL)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("The change is not there any more. Somebody dropped it."));
  else
    kontor_medusa_begin_change (draft, swap->list, kontor_op_get_arg (draft->op, "note"), "begun");
}

void
kontor_medusa_plan_exchange (KontorMedusaDraft *draft)
{
  plan (draft, &exchange, kontor_medusa_get_added (draft->op, KONTOR_ORDER_EXCHANGES), KONTOR_EXCHANGE_LINES);
}

void
kontor_medusa_plan_claim (KontorMedusaDraft *draft)
{
  const KontorRecord *wanted = kontor_medusa_get_added (draft->op, KONTOR_ORDER_CLAIMS);
  const char *kind = wanted != NULL ? kontor_record_get_text (wanted, KONTOR_CLAIM_KIND) : NULL;

  plan (draft, &claim, wanted, KONTOR_CLAIM_LINES);
  if (g_strcmp0 (draft->plan->path, "admin/claims") == 0)
    kontor_medusa_put_text (draft, draft->body, "type", kind != NULL ? kind : "replace");
}
