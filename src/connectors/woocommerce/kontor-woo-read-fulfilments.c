#include "kontor-woo-read-parts.h"

#include <string.h>

#include "kontor-json.h"

static void
add_line (KontorRecord *fulfilment, const char *key, gint64 quantity)
{
  KontorRecord *line = quantity > 0 ? kontor_mapping_begin_member (fulfilment, KONTOR_FULFILMENT_LINES, key) : NULL;

  if (line == NULL)
    return;
  kontor_record_set_int (line, KONTOR_FULFILMENT_LINE_QUANTITY, quantity);
  kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_LINES, line);
}

static void
set_text (KontorRecord *record, guint field, yyjson_val *value)
{
  char *text = kontor_json_dup_text (value);

  if (text != NULL && text[0] != '\0')
    kontor_record_take_text (record, field, text);
  else
    g_free (text);
}

static KontorRecord *
begin (KontorRecord *order, const char *key, const char *status, gint64 at)
{
  KontorRecord *fulfilment = kontor_mapping_begin_member (order, KONTOR_ORDER_FULFILMENTS, key);

  if (fulfilment == NULL)
    return NULL;
  kontor_record_set_text (fulfilment, KONTOR_FULFILMENT_STATUS, status);
  kontor_record_set_empty (fulfilment, KONTOR_FULFILMENT_LINES);
  kontor_record_set_empty (fulfilment, KONTOR_FULFILMENT_SHIPMENTS);
  if (at > 0)
    kontor_record_set_int (fulfilment, KONTOR_FULFILMENT_SHIPPED_AT, at);
  return fulfilment;
}

static void
add_shipment (KontorRecord *fulfilment, const char *key, yyjson_val *carrier, yyjson_val *number, yyjson_val *url)
{
  KontorRecord *shipment = kontor_mapping_begin_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, key);

  if (shipment == NULL)
    return;
  set_text (shipment, KONTOR_SHIPMENT_CARRIER, carrier);
  set_text (shipment, KONTOR_SHIPMENT_TRACKING_NUMBER, number);
  set_text (shipment, KONTOR_SHIPMENT_TRACKING_URL, url);
  if (kontor_record_has (shipment, KONTOR_SHIPMENT_TRACKING_NUMBER) || kontor_record_has (shipment, KONTOR_SHIPMENT_CARRIER))
    kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, shipment);
  else
    kontor_record_unref (shipment);
}

static gint64
read_instant (yyjson_val *value)
{
  g_autofree char *text = kontor_json_dup_text (value);

  return kontor_mapping_read_time (text);
}

/* How far the shop's own clock is ahead of UTC, as its order tells; 0 where it does not. */
static gint64
read_offset (yyjson_val *order)
{
  gint64 local = read_instant (yyjson_obj_get (order, "date_modified"));
  gint64 utc = read_instant (yyjson_obj_get (order, "date_modified_gmt"));

  return local != 0 && utc != 0 ? local - utc : 0;
}

/* Of these alone it says no time in UTC. */
static void
take_own (KontorRecord *order, yyjson_val *object, yyjson_val *item)
{
  g_autofree char *key = kontor_woo_dup_id (yyjson_obj_get (item, "id"));
  gboolean sent = kontor_json_get_bool (yyjson_obj_get (item, "is_fulfilled"));
  gint64 at = sent ? read_instant (kontor_woo_find_meta (item, "_date_fulfilled")) : 0;
  KontorRecord *fulfilment = begin (order, key, sent ? "shipped" : "pending", at != 0 ? at - read_offset (object) : 0);
  yyjson_val *line;
  gsize i, n;

  if (fulfilment == NULL)
    return;
  yyjson_arr_foreach (kontor_woo_find_meta (item, "_items"), i, n, line) {
    g_autofree char *id = kontor_woo_dup_id (yyjson_obj_get (line, "item_id"));
    gint64 quantity = 0;

    kontor_json_get_int (yyjson_obj_get (line, "qty"), &quantity);
    add_line (fulfilment, id, quantity);
  }
  add_shipment (fulfilment, key, kontor_woo_find_meta (item, "_shipment_provider"), kontor_woo_find_meta (item, "_tracking_number"),
                kontor_woo_find_meta (item, "_tracking_url"));
  kontor_record_take_member (order, KONTOR_ORDER_FULFILMENTS, fulfilment);
}

/* What Kontor itself noted, where the shop has no place for it. */
static void
take_noted (KontorRecord *order, const char *key, yyjson_val *entry)
{
  g_autofree char *status = kontor_json_dup_text (yyjson_obj_get (entry, "status"));
  KontorRecord *fulfilment;
  yyjson_val *line, *quantity;
  gint64 at = 0, units;
  gsize i, n;

  kontor_json_get_int (yyjson_obj_get (entry, "at"), &at);
  fulfilment = begin (order, key, status != NULL ? status : "shipped", at);
  if (fulfilment == NULL)
    return;
  if (yyjson_is_obj (yyjson_obj_get (entry, "lines")))
    yyjson_obj_foreach (yyjson_obj_get (entry, "lines"), i, n, line, quantity)
      if (kontor_json_get_int (quantity, &units))
        add_line (fulfilment, yyjson_get_str (line), units);
  add_shipment (fulfilment, key, yyjson_obj_get (entry, "carrier"), yyjson_obj_get (entry, "number"),
                yyjson_obj_get (entry, "url"));
  kontor_record_take_member (order, KONTOR_ORDER_FULFILMENTS, fulfilment);
}

static void
take_tracking (KontorRecord *order, yyjson_val *item)
{
  g_autofree char *key = kontor_json_dup_text (yyjson_obj_get (item, "tracking_id"));
  yyjson_val *carrier = yyjson_obj_get (item, "tracking_provider");
  KontorRecord *fulfilment;
  gint64 seconds = 0;

  if (yyjson_get_len (carrier) == 0)
    carrier = yyjson_obj_get (item, "custom_tracking_provider");
  if (key == NULL)
    key = kontor_json_dup_text (yyjson_obj_get (item, "tracking_number"));
  kontor_json_get_int (yyjson_obj_get (item, "date_shipped"), &seconds);
  fulfilment = begin (order, key, "shipped", seconds > 0 && seconds < G_MAXINT64 / 1000 ? seconds * 1000 : 0);
  if (fulfilment == NULL)
    return;
  add_shipment (fulfilment, key, carrier, yyjson_obj_get (item, "tracking_number"),
                yyjson_obj_get (item, "custom_tracking_link"));
  kontor_record_take_member (order, KONTOR_ORDER_FULFILMENTS, fulfilment);
}

/* A list that PHP emptied or filled by keys comes as an object. */
static void
take_trackings (KontorRecord *order, yyjson_val *list)
{
  yyjson_val *key, *item;
  gsize i, n;

  yyjson_arr_foreach (list, i, n, item)
    take_tracking (order, item);
  if (yyjson_is_obj (list))
    yyjson_obj_foreach (list, i, n, key, item)
      take_tracking (order, item);
}

static gint64
count_sent (const KontorRecord *order, const char *line)
{
  gint64 sent = 0;

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_FULFILMENTS); i++) {
    const KontorRecord *fulfilment = kontor_record_get_member (order, KONTOR_ORDER_FULFILMENTS, i);
    const KontorRecord *found = kontor_record_find_member (fulfilment, KONTOR_FULFILMENT_LINES, line);

    if (found != NULL && g_strcmp0 (kontor_record_get_text (fulfilment, KONTOR_FULFILMENT_STATUS), "cancelled") != 0 &&
        !kontor_amount_add (sent, kontor_record_get_int (found, KONTOR_FULFILMENT_LINE_QUANTITY), &sent, NULL))
      return G_MAXINT64;
  }
  return sent;
}

static gboolean
is_completed (yyjson_val *object)
{
  yyjson_val *status = yyjson_obj_get (object, "status");

  return yyjson_equals_str (status, "completed") ||
         (yyjson_equals_str (status, "refunded") && yyjson_is_str (yyjson_obj_get (object, "date_completed_gmt")));
}

/* Most shops know of sending only that an order is completed: then all of it was sent. */
static void
take_rest (KontorRecord *order, yyjson_val *object)
{
  KontorRecord *rest = begin (order, "completed", "shipped", read_instant (yyjson_obj_get (object, "date_completed_gmt")));

  if (rest == NULL)
    return;
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_LINES, i);
    gint64 sent = count_sent (order, kontor_record_get_key (line));
    gint64 quantity = kontor_record_get_int (line, KONTOR_LINE_QUANTITY);

    if (quantity > sent)
      add_line (rest, kontor_record_get_key (line), quantity - sent);
  }
  if (kontor_record_get_length (rest, KONTOR_FULFILMENT_LINES) > 0)
    kontor_record_take_member (order, KONTOR_ORDER_FULFILMENTS, rest);
  else
    kontor_record_unref (rest);
}

void
kontor_woo_take_fulfilments (KontorMapping *self, KontorRecord *order, yyjson_val *object, yyjson_val *fulfilments,
                             yyjson_val *team)
{
  yyjson_val *key, *item;
  gsize i, n;

  kontor_record_set_empty (order, KONTOR_ORDER_FULFILMENTS);
  yyjson_arr_foreach (fulfilments, i, n, item)
    take_own (order, object, item);
  if (yyjson_is_obj (yyjson_obj_get (team, "fulfilments")))
    yyjson_obj_foreach (yyjson_obj_get (team, "fulfilments"), i, n, key, item)
      take_noted (order, yyjson_get_str (key), item);
  take_trackings (order, kontor_woo_find_meta (object, KONTOR_WOO_TRACKING));
  if (is_completed (object))
    take_rest (order, object);
}
