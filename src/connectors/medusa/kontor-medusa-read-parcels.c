#include "kontor-medusa-reading.h"

#include "kontor-json.h"

/* --- What left --- */

static void
take_fulfilment_lines (KontorMapping *self, KontorRecord *fulfilment, yyjson_val *object)
{
  yyjson_val *item;
  gsize i, n;

  kontor_record_set_empty (fulfilment, KONTOR_FULFILMENT_LINES);
  yyjson_arr_foreach (yyjson_obj_get (object, "items"), i, n, item) {
    g_autofree char *key = kontor_json_dup_text (yyjson_obj_get (item, "line_item_id"));
    KontorRecord *line = kontor_mapping_begin_member (fulfilment, KONTOR_FULFILMENT_LINES, key);

    if (line == NULL)
      continue;
    kontor_mapping_take_int (self, line, KONTOR_FULFILMENT_LINE_QUANTITY, item, "quantity");
    kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_LINES, line);
  }
}

/* The shop takes no label without addresses; "#" is written there for none. */
static void
take_address (KontorRecord *shipment, guint field, yyjson_val *label, const char *name)
{
  const char *text;

  kontor_mapping_take_text (shipment, field, label, name);
  text = kontor_record_get_text (shipment, field);
  if (text != NULL && (*text == '\0' || g_str_equal (text, "#")))
    kontor_record_set_null (shipment, field);
}

/* It has no place for the carrier's name, which Kontor writes into the metadata of the fulfilment. */
static void
take_shipments (KontorRecord *fulfilment, yyjson_val *object)
{
  yyjson_val *label;
  gsize i, n;

  kontor_record_set_empty (fulfilment, KONTOR_FULFILMENT_SHIPMENTS);
  yyjson_arr_foreach (yyjson_obj_get (object, "labels"), i, n, label) {
    KontorRecord *shipment = kontor_medusa_begin_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, label);

    if (shipment == NULL)
      continue;
    kontor_mapping_take_text (shipment, KONTOR_SHIPMENT_CARRIER, yyjson_obj_get (object, "metadata"), "carrier");
    kontor_mapping_take_text (shipment, KONTOR_SHIPMENT_TRACKING_NUMBER, label, "tracking_number");
    take_address (shipment, KONTOR_SHIPMENT_TRACKING_URL, label, "tracking_url");
    take_address (shipment, KONTOR_SHIPMENT_LABEL_URL, label, "label_url");
    kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, shipment);
  }
}

static const char *
get_fulfilment_status (const KontorRecord *fulfilment)
{
  if (!kontor_record_is_null (fulfilment, KONTOR_FULFILMENT_CANCELLED_AT))
    return "cancelled";
  if (!kontor_record_is_null (fulfilment, KONTOR_FULFILMENT_DELIVERED_AT))
    return "delivered";
  return kontor_record_is_null (fulfilment, KONTOR_FULFILMENT_SHIPPED_AT) ? "pending" : "shipped";
}

void
kontor_medusa_take_fulfilments (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  yyjson_val *item;
  gsize i, n;

  if (!yyjson_is_arr (yyjson_obj_get (object, "fulfillments")))
    return;
  kontor_record_set_empty (order, KONTOR_ORDER_FULFILMENTS);
  yyjson_arr_foreach (yyjson_obj_get (object, "fulfillments"), i, n, item) {
    KontorRecord *fulfilment = kontor_medusa_begin_member (order, KONTOR_ORDER_FULFILMENTS, item);

    if (fulfilment == NULL)
      continue;
    kontor_mapping_take_text (fulfilment, KONTOR_FULFILMENT_LOCATION, item, "location_id");
    kontor_mapping_take_instant (self, fulfilment, KONTOR_FULFILMENT_CREATED_AT, item, "created_at");
    kontor_mapping_take_instant (self, fulfilment, KONTOR_FULFILMENT_SHIPPED_AT, item, "shipped_at");
    kontor_mapping_take_instant (self, fulfilment, KONTOR_FULFILMENT_DELIVERED_AT, item, "delivered_at");
    kontor_mapping_take_instant (self, fulfilment, KONTOR_FULFILMENT_CANCELLED_AT, item, "canceled_at");
    kontor_record_set_text (fulfilment, KONTOR_FULFILMENT_STATUS, get_fulfilment_status (fulfilment));
    take_fulfilment_lines (self, fulfilment, item);
    take_shipments (fulfilment, item);
    kontor_record_take_member (order, KONTOR_ORDER_FULFILMENTS, fulfilment);
  }
}

/* --- What came back --- */

/* What is damaged counts as received, too, there. */
static void
take_received (KontorMapping *self, KontorRecord *line, yyjson_val *item)
{
  gint64 received, dismissed;

  kontor_mapping_take_int (self, line, KONTOR_RETURN_LINE_RECEIVED, item, "received_quantity");
  kontor_mapping_take_int (self, line, KONTOR_RETURN_LINE_DISMISSED, item, "damaged_quantity");
  received = kontor_record_get_int (line, KONTOR_RETURN_LINE_RECEIVED);
  dismissed = kontor_record_get_int (line, KONTOR_RETURN_LINE_DISMISSED);
  if (dismissed <= 0)
    return;
  kontor_record_set_int (line, KONTOR_RETURN_LINE_RECEIVED, MAX (received, dismissed) - dismissed);
  kontor_record_set_text (line, KONTOR_RETURN_LINE_CONDITION, "damaged");
}

static void
take_return_lines (KontorMapping *self, KontorRecord *returned, yyjson_val *object)
{
  yyjson_val *item;
  gsize i, n;

  kontor_record_set_empty (returned, KONTOR_RETURN_LINES);
  yyjson_arr_foreach (yyjson_obj_get (object, "items"), i, n, item) {
    g_autofree char *key = kontor_json_dup_text (yyjson_obj_get (item, "item_id"));
    KontorRecord *line = kontor_mapping_begin_member (returned, KONTOR_RETURN_LINES, key);

    if (line == NULL)
      continue;
    kontor_mapping_take_int (self, line, KONTOR_RETURN_LINE_QUANTITY, item, "quantity");
    take_received (self, line, item);
    kontor_mapping_take_text (line, KONTOR_RETURN_LINE_REASON, yyjson_obj_get (item, "reason"), "label");
    kontor_mapping_take_text (line, KONTOR_RETURN_LINE_NOTE, item, "note");
    kontor_record_take_member (returned, KONTOR_RETURN_LINES, line);
  }
}

static void
take_return_status (KontorRecord *returned, yyjson_val *item)
{
  static const char *const words[][2] = { { "partially_received", "partially-received" }, { "canceled", "cancelled" } };
  const char *status = yyjson_get_str (yyjson_obj_get (item, "status"));

  kontor_mapping_take_text (returned, KONTOR_RETURN_STATUS, item, "status");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (status, words[i][0]) == 0)
      kontor_record_set_text (returned, KONTOR_RETURN_STATUS, words[i][1]);
}

/* What was begun and not yet asked for is a draft in the shop's admin: it holds no units. */
static gboolean
is_draft (yyjson_val *item)
{
  return yyjson_equals_str (yyjson_obj_get (item, "status"), "open");
}

void
kontor_medusa_take_returns (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  yyjson_val *item;
  gsize i, n;

  if (!yyjson_is_arr (yyjson_obj_get (object, "returns")))
    return;
  kontor_record_set_empty (order, KONTOR_ORDER_RETURNS);
  yyjson_arr_foreach (yyjson_obj_get (object, "returns"), i, n, item) {
    KontorRecord *returned = is_draft (item) ? NULL : kontor_medusa_begin_member (order, KONTOR_ORDER_RETURNS, item);

    if (returned == NULL)
      continue;
    kontor_mapping_take_text (returned, KONTOR_RETURN_NUMBER, item, "display_id");
    take_return_status (returned, item);
    kontor_mapping_take_instant (self, returned, KONTOR_RETURN_REQUESTED_AT, item, "requested_at");
    kontor_mapping_take_instant (self, returned, KONTOR_RETURN_RECEIVED_AT, item, "received_at");
    take_return_lines (self, returned, item);
    kontor_record_take_member (order, KONTOR_ORDER_RETURNS, returned);
  }
}
