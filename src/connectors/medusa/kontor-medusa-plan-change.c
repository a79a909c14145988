#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"

/*
 * What changes an order that was placed goes in steps there: it is begun,
 * filled and confirmed, and of each order one at a time. The steps are told
 * apart by what the shop has of it, never by what was sent.
 */

yyjson_val *
kontor_medusa_get_change (yyjson_val *changes)
{
  yyjson_val *change;
  gsize i, n;

  yyjson_arr_foreach (changes, i, n, change)
    if (yyjson_equals_str (yyjson_obj_get (change, "status"), "pending") ||
        yyjson_equals_str (yyjson_obj_get (change, "status"), "requested"))
      return change;
  return NULL;
}

gboolean
kontor_medusa_is_own_change (const KontorOp *op, yyjson_val *change)
{
  g_autofree char *mark = kontor_medusa_make_refund_note (op, NULL);
  const char *note = yyjson_get_str (yyjson_obj_get (change, "internal_note"));

  return note != NULL && strstr (note, mark) != NULL;
}

yyjson_val *
kontor_medusa_find_own_change (const KontorOp *op, yyjson_val *changes)
{
  yyjson_val *change;
  gsize i, n;

  yyjson_arr_foreach (changes, i, n, change)
    if (kontor_medusa_is_own_change (op, change))
      return change;
  return NULL;
}

gboolean
kontor_medusa_has_action (yyjson_val *changes, const char *name, const char *line)
{
  yyjson_val *action;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (kontor_medusa_get_change (changes), "actions"), i, n, action)
    if (yyjson_equals_str (yyjson_obj_get (action, "action"), name) &&
        (line == NULL || yyjson_equals_str (yyjson_obj_get (yyjson_obj_get (action, "details"), "reference_id"), line)))
      return TRUE;
  return FALSE;
}

gboolean
kontor_medusa_may_change (KontorMedusaDraft *draft)
{
  if (kontor_medusa_get_change (draft->plan->changes) == NULL)
    return TRUE;
  kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED,
                              _("Somebody is changing this order in the shop’s admin, which lets one change at a time be made."));
  return FALSE;
}

void
kontor_medusa_begin_change (KontorMedusaDraft *draft, const char *list, const char *reason, const char *next)
{
  g_autofree char *note = kontor_medusa_make_refund_note (draft->op, reason);

  if (!kontor_medusa_may_change (draft))
    return;
  kontor_medusa_put_text (draft, draft->body, "order_id", draft->op->remote_id);
  kontor_medusa_put_text (draft, draft->body, "internal_note", note);
  kontor_medusa_draft_request (draft, "POST", "admin/%s", list);
  g_set_str (&draft->plan->resume, next);
}

/* Without one the shop breaks off when it is received, and says half of it was done. */
const char *
kontor_medusa_find_back_location (KontorMedusaDraft *draft)
{
  const char *location = kontor_op_get_arg (draft->op, "back-to");
  yyjson_val *fulfilment;
  gsize i, n;

  if (location != NULL)
    return location;
  yyjson_arr_foreach (yyjson_obj_get (draft->raw, "fulfillments"), i, n, fulfilment)
    if (!yyjson_is_str (yyjson_obj_get (fulfilment, "canceled_at")) && yyjson_is_str (yyjson_obj_get (fulfilment, "location_id")))
      location = yyjson_get_str (yyjson_obj_get (fulfilment, "location_id"));
  return location;
}

yyjson_mut_val *
kontor_medusa_add_item (KontorMedusaDraft *draft, yyjson_mut_val *items, const char *key, gint64 quantity)
{
  yyjson_mut_val *item = kontor_medusa_add_object (draft, items);

  kontor_medusa_put_text (draft, item, "id", key);
  kontor_medusa_put_int (draft, item, "quantity", quantity);
  return item;
}

/* A reason of the shop's own list is known by its id; another one is a note. */
void
kontor_medusa_put_reason (KontorMedusaDraft *draft, yyjson_mut_val *item, const char *reason, const char *note)
{
  if (reason != NULL && g_str_has_prefix (reason, "rr_"))
    kontor_medusa_put_text (draft, item, "reason_id", reason);
  else if (note == NULL)
    note = reason;
  if (note != NULL)
    kontor_medusa_put_text (draft, item, "internal_note", note);
}
