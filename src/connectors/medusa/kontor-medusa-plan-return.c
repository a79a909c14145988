#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-json.h"

/* --- A new return --- */

static void
begin_return (KontorMedusaDraft *draft, const KontorRecord *wanted)
{
  const char *location = kontor_medusa_find_back_location (draft);

  kontor_medusa_begin_change (draft, "returns", kontor_record_get_text (wanted, KONTOR_RETURN_NOTE), "items");
  if (location != NULL)
    kontor_medusa_put_text (draft, draft->body, "location_id", location);
  kontor_medusa_put_mark_of_own (draft);
}

static void
put_return_items (KontorMedusaDraft *draft, const KontorRecord *wanted)
{
  yyjson_mut_val *items = kontor_medusa_put_list (draft, draft->body, "items");

  for (guint i = 0; i < kontor_record_get_length (wanted, KONTOR_RETURN_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (wanted, KONTOR_RETURN_LINES, i);
    yyjson_mut_val *item = kontor_medusa_add_item (draft, items, kontor_record_get_key (line),
                                                   kontor_record_get_int (line, KONTOR_RETURN_LINE_QUANTITY));

    kontor_medusa_put_reason (draft, item, kontor_record_get_text (line, KONTOR_RETURN_LINE_REASON),
                              kontor_record_get_text (line, KONTOR_RETURN_LINE_NOTE));
  }
}

static void
go_on (KontorMedusaDraft *draft, const KontorRecord *wanted, yyjson_val *begun)
{
  const char *id = yyjson_get_str (yyjson_obj_get (begun, "id"));

  if (!yyjson_equals_str (yyjson_obj_get (begun, "status"), "open")) {
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
  } else if (kontor_medusa_has_action (draft->plan->changes, "RETURN_ITEM", NULL)) {
    kontor_medusa_put_bool (draft, draft->body, "no_notification", g_strcmp0 (kontor_op_get_arg (draft->op, "notify"), "1") != 0);
    kontor_medusa_draft_request (draft, "POST", "admin/returns/%s/request", id);
  } else {
    put_return_items (draft, wanted);
    kontor_medusa_draft_request (draft, "POST", "admin/returns/%s/request-items", id);
    g_set_str (&draft->plan->resume, "request");
  }
}

void
kontor_medusa_plan_new_return (KontorMedusaDraft *draft)
{
  const KontorRecord *wanted = kontor_medusa_get_added (draft->op, KONTOR_ORDER_RETURNS);
  yyjson_val *begun = kontor_medusa_find_marked (draft->op, yyjson_obj_get (draft->raw, "returns"));

  if (wanted == NULL || kontor_record_get_length (wanted, KONTOR_RETURN_LINES) == 0)
    kontor_medusa_draft_refuse_empty (draft);
  else if (begun != NULL)
    go_on (draft, wanted, begun);
  else if (draft->op->resume != NULL)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("The return is not there any more. Somebody dropped it."));
  else
    begin_return (draft, wanted);
}

/* --- What came back --- */

/** How many units of a line the shop has as come back, good ones and others. */
static void
count_received (yyjson_val *returned, const char *key, gint64 *good, gint64 *damaged)
{
  yyjson_val *item = kontor_medusa_find (yyjson_obj_get (returned, "items"), "item_id", key);
  gint64 all = 0;

  *damaged = 0;
  kontor_json_get_int (yyjson_obj_get (item, "received_quantity"), &all);
  kontor_json_get_int (yyjson_obj_get (item, "damaged_quantity"), damaged);
  *good = all - *damaged;
}

/** Fills @items, where there are any, with what is still to be received of one sort; returns the number of units. */
static gint64
list_missing (KontorMedusaDraft *draft, const KontorRecord *wanted, yyjson_val *returned, guint field, yyjson_mut_val *items)
{
  gint64 sum = 0;

  for (guint i = 0; i < kontor_record_get_length (wanted, KONTOR_RETURN_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (wanted, KONTOR_RETURN_LINES, i);
    gint64 good, damaged, missing;

    count_received (returned, kontor_record_get_key (line), &good, &damaged);
    missing = kontor_record_get_int (line, field) - (field == KONTOR_RETURN_LINE_RECEIVED ? good : damaged);
    if (missing > 0 && items != NULL)
      kontor_medusa_add_item (draft, items, kontor_record_get_key (line), missing);
    sum += MAX (missing, 0);
  }
  return sum;
}

static void
receive (KontorMedusaDraft *draft, const KontorRecord *wanted, yyjson_val *returned, const char *id)
{
  static const struct {
    guint field;
    const char *action;
    const char *path;
  } sorts[] = {
    { KONTOR_RETURN_LINE_RECEIVED, "RECEIVE_RETURN_ITEM", "receive-items" },
    { KONTOR_RETURN_LINE_DISMISSED, "RECEIVE_DAMAGED_RETURN_ITEM", "dismiss-items" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    if (list_missing (draft, wanted, returned, sorts[i].field, NULL) > 0 &&
        !kontor_medusa_has_action (draft->plan->changes, sorts[i].action, NULL)) {
      list_missing (draft, wanted, returned, sorts[i].field, kontor_medusa_put_list (draft, draft->body, "items"));
      kontor_medusa_draft_request (draft, "POST", "admin/returns/%s/%s", id, sorts[i].path);
      g_set_str (&draft->plan->resume, sorts[i].path);
      return;
    }
  kontor_medusa_draft_request (draft, "POST", "admin/returns/%s/receive/confirm", id);
}

static void
begin_receiving (KontorMedusaDraft *draft, yyjson_val *returned, const char *id)
{
  g_autofree char *note = kontor_medusa_make_refund_note (draft->op, NULL);
  const char *location = kontor_medusa_find_back_location (draft);

  if (!kontor_medusa_may_change (draft))
    return;
  g_set_str (&draft->plan->resume, "receive");
  if (yyjson_is_null (yyjson_obj_get (returned, "location_id")) && location != NULL) {
    kontor_medusa_put_text (draft, draft->body, "location_id", location);
    kontor_medusa_draft_request (draft, "POST", "admin/returns/%s", id);
    return;
  }
  kontor_medusa_put_text (draft, draft->body, "internal_note", note);
  kontor_medusa_draft_request (draft, "POST", "admin/returns/%s/receive", id);
}

/** Whether somebody else received of it since the person acted. */
static gboolean
has_moved (const KontorOp *op, yyjson_val *returned, const char *id)
{
  const KontorRecord *before = op->remove != NULL ? kontor_record_find_member (op->remove, KONTOR_ORDER_RETURNS, id) : NULL;

  for (guint i = 0; before != NULL && i < kontor_record_get_length (before, KONTOR_RETURN_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (before, KONTOR_RETURN_LINES, i);
    gint64 good, damaged;

    count_received (returned, kontor_record_get_key (line), &good, &damaged);
    if (good != kontor_record_get_int (line, KONTOR_RETURN_LINE_RECEIVED) ||
        damaged != kontor_record_get_int (line, KONTOR_RETURN_LINE_DISMISSED))
      return TRUE;
  }
  return FALSE;
}

static void
plan_received (KontorMedusaDraft *draft, const KontorRecord *wanted, yyjson_val *returned, const char *id)
{
  gint64 missing = list_missing (draft, wanted, returned, KONTOR_RETURN_LINE_RECEIVED, NULL) +
                   list_missing (draft, wanted, returned, KONTOR_RETURN_LINE_DISMISSED, NULL);

  if (missing == 0)
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
  else if (has_moved (draft->op, returned, id))
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("Meanwhile somebody else received some of this return."));
  else if (kontor_medusa_is_own_change (draft->op, kontor_medusa_get_change (draft->plan->changes)))
    receive (draft, wanted, returned, id);
  else
    begin_receiving (draft, returned, id);
}

static void
plan_cancelled (KontorMedusaDraft *draft, yyjson_val *returned, const char *id)
{
  if (yyjson_equals_str (yyjson_obj_get (returned, "status"), "canceled"))
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
  else
    kontor_medusa_draft_request (draft, "POST", "admin/returns/%s/cancel", id);
}

void
kontor_medusa_plan_return (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;
  const KontorRecord *wanted = kontor_medusa_get_added (op, KONTOR_ORDER_RETURNS);
  const char *made = kontor_op_get_arg (op, "made"), *id = made != NULL ? made : wanted != NULL ? kontor_record_get_key (wanted)
                                                                                                : NULL;
  yyjson_val *returned = kontor_medusa_find (yyjson_obj_get (draft->raw, "returns"), "id", id);

  if (made == NULL && wanted == NULL)
    kontor_medusa_draft_refuse_empty (draft);
  else if (returned == NULL)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_NOT_FOUND, _("The shop does not know this return."));
  else if (made != NULL || g_strcmp0 (kontor_record_get_text (wanted, KONTOR_RETURN_STATUS), "cancelled") == 0)
    plan_cancelled (draft, returned, id);
  else
    plan_received (draft, wanted, returned, id);
}
