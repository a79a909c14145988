#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-json.h"

/* Packing and sending are two requests there. After the first the fulfilment is found by its mark. */

static yyjson_val *
get_fulfilments (KontorMedusaDraft *draft)
{
  return yyjson_obj_get (draft->raw, "fulfillments");
}

static void
put_items (KontorMedusaDraft *draft, const KontorRecord *fulfilment)
{
  yyjson_mut_val *items = kontor_medusa_put_list (draft, draft->body, "items");

  for (guint i = 0; i < kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_LINES, i);
    yyjson_mut_val *item = kontor_medusa_add_object (draft, items);

    kontor_medusa_put_text (draft, item, "id", kontor_record_get_key (line));
    kontor_medusa_put_int (draft, item, "quantity", kontor_record_get_int (line, KONTOR_FULFILMENT_LINE_QUANTITY));
  }
}

static const char *
get_carrier (const KontorRecord *fulfilment)
{
  if (kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_SHIPMENTS) == 0)
    return NULL;
  return kontor_record_get_text (kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, 0), KONTOR_SHIPMENT_CARRIER);
}

static void
plan_packing (KontorMedusaDraft *draft, const KontorRecord *fulfilment)
{
  yyjson_mut_val *metadata = kontor_medusa_need_object (draft, "metadata");
  const char *carrier = get_carrier (fulfilment), *location = kontor_record_get_text (fulfilment, KONTOR_FULFILMENT_LOCATION);

  put_items (draft, fulfilment);
  if (location != NULL)
    kontor_medusa_put_text (draft, draft->body, "location_id", location);
  kontor_medusa_put_mark_of_own (draft);
  if (carrier != NULL)
    kontor_medusa_put_text (draft, metadata, "carrier", carrier);
  kontor_medusa_put_bool (draft, draft->body, "no_notification", g_strcmp0 (kontor_op_get_arg (draft->op, "notify"), "1") != 0);
  kontor_medusa_draft_request (draft, "POST", "admin/orders/%s/fulfillments", draft->op->remote_id);
  g_set_str (&draft->plan->resume, "ship");
}

static const char *
get_or_none (const KontorRecord *shipment, guint field)
{
  const char *text = kontor_record_get_text (shipment, field);

  return text != NULL && *text != '\0' ? text : "#";
}

/* Of a label the shop wants all three. */
static void
put_labels (KontorMedusaDraft *draft, const KontorRecord *fulfilment)
{
  yyjson_mut_val *labels = kontor_medusa_put_list (draft, draft->body, "labels");

  for (guint i = 0; i < kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_SHIPMENTS); i++) {
    const KontorRecord *shipment = kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, i);
    const char *number = kontor_record_get_text (shipment, KONTOR_SHIPMENT_TRACKING_NUMBER);
    yyjson_mut_val *label;

    if (number == NULL || *number == '\0')
      continue;
    label = kontor_medusa_add_object (draft, labels);
    kontor_medusa_put_text (draft, label, "tracking_number", number);
    kontor_medusa_put_text (draft, label, "tracking_url", get_or_none (shipment, KONTOR_SHIPMENT_TRACKING_URL));
    kontor_medusa_put_text (draft, label, "label_url", get_or_none (shipment, KONTOR_SHIPMENT_LABEL_URL));
  }
}

static void
plan_sending (KontorMedusaDraft *draft, const KontorRecord *fulfilment, yyjson_val *packed)
{
  const char *id = yyjson_get_str (yyjson_obj_get (packed, "id"));

  if (yyjson_is_str (yyjson_obj_get (packed, "shipped_at"))) {
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
    return;
  }
  put_items (draft, fulfilment);
  put_labels (draft, fulfilment);
  kontor_medusa_put_bool (draft, draft->body, "no_notification", g_strcmp0 (kontor_op_get_arg (draft->op, "notify"), "1") != 0);
  kontor_medusa_draft_request (draft, "POST", "admin/orders/%s/fulfillments/%s/shipments", draft->op->remote_id, id != NULL ? id : "");
}

void
kontor_medusa_plan_fulfilment (KontorMedusaDraft *draft)
{
  const KontorRecord *fulfilment = kontor_medusa_get_added (draft->op, KONTOR_ORDER_FULFILMENTS);
  yyjson_val *packed = kontor_medusa_find_marked (draft->op, get_fulfilments (draft));

  if (fulfilment == NULL || kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_LINES) == 0)
    kontor_medusa_draft_refuse_empty (draft);
  else if (packed != NULL)
    plan_sending (draft, fulfilment, packed);
  else if (draft->op->resume != NULL)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("What was packed is not there any more. Somebody cancelled it."));
  else
    plan_packing (draft, fulfilment);
}

static yyjson_val *
find_fulfilment (KontorMedusaDraft *draft, const KontorRecord *list)
{
  const char *made = kontor_op_get_arg (draft->op, "made");
  const KontorRecord *one = list != NULL && kontor_record_get_length (list, KONTOR_ORDER_FULFILMENTS) == 1
                                ? kontor_record_get_member (list, KONTOR_ORDER_FULFILMENTS, 0)
                                : NULL;
  const char *key = made != NULL ? made : one != NULL ? kontor_record_get_key (one)
                                                      : NULL;

  return key != NULL ? kontor_medusa_find (get_fulfilments (draft), "id", key) : NULL;
}

/* Once only: @name is when it was. */
static void
plan_step (KontorMedusaDraft *draft, const KontorRecord *list, const char *name, const char *step)
{
  yyjson_val *there = find_fulfilment (draft, list);

  if (there == NULL)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_NOT_FOUND, _("The shop does not know this fulfilment."));
  else if (yyjson_is_str (yyjson_obj_get (there, name)))
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
  else
    kontor_medusa_draft_request (draft, "POST", "admin/orders/%s/fulfillments/%s/%s", draft->op->remote_id,
                                 yyjson_get_str (yyjson_obj_get (there, "id")), step);
}

/* Only before it was sent; the shop says so. */
void
kontor_medusa_plan_cancel_fulfilment (KontorMedusaDraft *draft)
{
  plan_step (draft, draft->op->remove, "canceled_at", "cancel");
}

void
kontor_medusa_plan_delivered (KontorMedusaDraft *draft)
{
  plan_step (draft, draft->op->add, "delivered_at", "mark-as-delivered");
}
