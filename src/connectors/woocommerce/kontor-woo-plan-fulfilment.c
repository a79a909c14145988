#include "kontor-woo-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"

/* What is sent with a fulfilment, of which the store's own ways know one parcel. */
typedef struct {
  const char *carrier;
  const char *number;
  const char *url;
} Parcel;

static Parcel
get_parcel (const KontorRecord *fulfilment)
{
  const KontorRecord *shipment = kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_SHIPMENTS) > 0
                                     ? kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, 0)
                                     : NULL;

  if (shipment == NULL)
    return (Parcel) { 0 };
  return (Parcel) { kontor_record_get_text (shipment, KONTOR_SHIPMENT_CARRIER),
                    kontor_record_get_text (shipment, KONTOR_SHIPMENT_TRACKING_NUMBER),
                    kontor_record_get_text (shipment, KONTOR_SHIPMENT_TRACKING_URL) };
}

static gboolean
is_told (const KontorOp *op)
{
  return g_strcmp0 (kontor_op_get_arg (op, "notify"), "1") == 0;
}

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static gint64
get_shipped_at (KontorWooDraft *draft, const KontorRecord *fulfilment)
{
  if (!kontor_record_is_null (fulfilment, KONTOR_FULFILMENT_SHIPPED_AT))
    return kontor_record_get_int (fulfilment, KONTOR_FULFILMENT_SHIPPED_AT);
  return draft->facts->now;
}

/* Without the id the store forgets the items. */
static yyjson_mut_val *
add_meta (KontorWooDraft *draft, const char *key, yyjson_mut_val *value)
{
  yyjson_mut_val *list = yyjson_mut_obj_get (draft->body, "meta_data"), *entry;

  if (list == NULL)
    list = kontor_woo_put_list (draft, draft->body, "meta_data");
  entry = kontor_woo_add_object (draft, list);
  kontor_woo_put_int (draft, entry, "id", 0);
  kontor_woo_put_text (draft, entry, "key", key);
  kontor_woo_put (draft, entry, "value", value);
  return value;
}

static void
add_text (KontorWooDraft *draft, const char *key, const char *text)
{
  if (is_set (text))
    add_meta (draft, key, yyjson_mut_strcpy (draft->doc, text));
}

static void
plan_own (KontorWooDraft *draft, const KontorRecord *fulfilment)
{
  Parcel parcel = get_parcel (fulfilment);
  yyjson_mut_val *items = add_meta (draft, "_items", yyjson_mut_arr (draft->doc));

  for (guint i = 0; i < kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_LINES, i);
    yyjson_mut_val *item = kontor_woo_add_object (draft, items);

    kontor_woo_put_id (draft, item, "item_id", kontor_record_get_key (line));
    kontor_woo_put_int (draft, item, "qty", kontor_record_get_int (line, KONTOR_FULFILMENT_LINE_QUANTITY));
  }
  add_text (draft, "_tracking_number", parcel.number);
  add_text (draft, "_shipment_provider", parcel.carrier);
  add_text (draft, "_tracking_url", parcel.url);
  add_text (draft, KONTOR_WOO_MARK, draft->op->idempotency);
  kontor_woo_put_text (draft, draft->body, "status", "fulfilled");
  kontor_woo_put_bool (draft, draft->body, "is_fulfilled", TRUE);
  kontor_woo_draft_request (draft, "POST", "wc/v3/orders/%s/fulfillments?notify_customer=%s", draft->op->remote_id,
                            is_told (draft->op) ? "true" : "false");
}

static void
plan_plugin (KontorWooDraft *draft, const KontorRecord *fulfilment)
{
  Parcel parcel = get_parcel (fulfilment);
  g_autofree char *at = kontor_woo_write_time (get_shipped_at (draft, fulfilment));

  if (!is_set (parcel.number)) {
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_REJECTED,
                             _("This shop keeps what was sent by its tracking number: give one."));
    return;
  }
  kontor_woo_put_text (draft, draft->body, "custom_tracking_provider", parcel.carrier);
  kontor_woo_put_text (draft, draft->body, "custom_tracking_link", parcel.url);
  kontor_woo_put_text (draft, draft->body, "tracking_number", parcel.number);
  at[strlen ("2026-11-22")] = '\0';
  kontor_woo_put_text (draft, draft->body, "date_shipped", at);
  kontor_woo_draft_request (draft, "POST", "wc/v3/orders/%s/shipment-trackings", draft->op->remote_id);
}

/* What other plugins noted there stays. Emptied by PHP it is an object or "". */
static yyjson_mut_val *
copy_trackings (KontorWooDraft *draft, const char *but)
{
  yyjson_val *present = kontor_woo_find_meta (draft->raw, KONTOR_WOO_TRACKING), *item, *key;
  yyjson_mut_val *list = yyjson_mut_arr (draft->doc);
  gsize i, n;

  yyjson_arr_foreach (present, i, n, item)
    if (!yyjson_equals_str (yyjson_obj_get (item, "tracking_id"), but))
      yyjson_mut_arr_append (list, yyjson_val_mut_copy (draft->doc, item));
  yyjson_obj_foreach (present, i, n, key, item)
    if (!yyjson_equals_str (yyjson_obj_get (item, "tracking_id"), but))
      yyjson_mut_arr_append (list, yyjson_val_mut_copy (draft->doc, item));
  return list;
}

static void
add_tracking (KontorWooDraft *draft, const KontorRecord *fulfilment)
{
  Parcel parcel = get_parcel (fulfilment);
  yyjson_mut_val *list = copy_trackings (draft, draft->op->idempotency), *item;
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, get_shipped_at (draft, fulfilment) / 1000);

  if (!is_set (parcel.number))
    return;
  item = kontor_woo_add_object (draft, list);
  kontor_woo_put_text (draft, item, "tracking_provider", "");
  kontor_woo_put_text (draft, item, "custom_tracking_provider", parcel.carrier);
  kontor_woo_put_text (draft, item, "custom_tracking_link", parcel.url);
  kontor_woo_put_text (draft, item, "tracking_number", parcel.number);
  kontor_woo_put_text (draft, item, "date_shipped", seconds);
  kontor_woo_put_text (draft, item, "tracking_id", draft->op->idempotency);
  kontor_woo_put_meta (draft, KONTOR_WOO_TRACKING, list);
}

static yyjson_mut_val *
need_member (KontorWooDraft *draft, yyjson_mut_val *object, const char *name)
{
  yyjson_mut_val *member = yyjson_mut_obj_get (object, name);

  if (yyjson_mut_is_obj (member))
    return member;
  member = yyjson_mut_obj (draft->doc);
  kontor_woo_put (draft, object, name, member);
  return member;
}

/* The store has no place for what was in a parcel: the team's value says it. */
static void
note_fulfilment (KontorWooDraft *draft, const KontorRecord *fulfilment)
{
  yyjson_mut_val *all = need_member (draft, kontor_woo_need_team (draft), "fulfilments");
  yyjson_mut_val *entry = yyjson_mut_obj (draft->doc), *lines;
  Parcel parcel = get_parcel (fulfilment);

  kontor_woo_put (draft, all, draft->op->idempotency, entry);
  kontor_woo_put_text (draft, entry, "status", "shipped");
  kontor_woo_put_int (draft, entry, "at", get_shipped_at (draft, fulfilment));
  if (is_set (parcel.carrier))
    kontor_woo_put_text (draft, entry, "carrier", parcel.carrier);
  if (is_set (parcel.number))
    kontor_woo_put_text (draft, entry, "number", parcel.number);
  if (is_set (parcel.url))
    kontor_woo_put_text (draft, entry, "url", parcel.url);
  lines = need_member (draft, entry, "lines");
  for (guint i = 0; i < kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_LINES, i);

    kontor_woo_put_int (draft, lines, kontor_record_get_key (line),
                        kontor_record_get_int (line, KONTOR_FULFILMENT_LINE_QUANTITY));
  }
}

static gint64
count_sent (yyjson_mut_val *fulfilments, const char *line)
{
  yyjson_mut_val *key, *entry;
  gint64 sum = 0;
  gsize i, n;

  yyjson_mut_obj_foreach (fulfilments, i, n, key, entry) {
    yyjson_mut_val *quantity = yyjson_mut_obj_get (yyjson_mut_obj_get (entry, "lines"), line);

    if (yyjson_mut_equals_str (yyjson_mut_obj_get (entry, "status"), "cancelled"))
      continue;
    if (yyjson_mut_is_raw (quantity))
      sum += g_ascii_strtoll (yyjson_mut_get_raw (quantity), NULL, 10);
    else
      sum += yyjson_mut_get_sint (quantity);
  }
  return sum;
}

/* Whether with this parcel everything has left. */
static gboolean
is_all_sent (KontorWooDraft *draft)
{
  yyjson_mut_val *fulfilments = yyjson_mut_obj_get (kontor_woo_need_team (draft), "fulfilments");
  yyjson_val *line;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (draft->raw, "line_items"), i, n, line) {
    g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (line, "id"));
    gint64 ordered = 0;

    kontor_json_get_int (yyjson_obj_get (line, "quantity"), &ordered);
    if (id == NULL || count_sent (fulfilments, id) < ordered)
      return FALSE;
  }
  return n > 0;
}

static gboolean
has_status (KontorWooDraft *draft, const char *status)
{
  return yyjson_equals_str (yyjson_obj_get (draft->raw, "status"), status);
}

/* A store without fulfilments calls an order completed when it has left, and mails that. */
static void
plan_meta (KontorWooDraft *draft, const KontorRecord *fulfilment)
{
  add_tracking (draft, fulfilment);
  note_fulfilment (draft, fulfilment);
  if (has_status (draft, "processing") && is_all_sent (draft))
    kontor_woo_put_text (draft, draft->body, "status", "completed");
  kontor_woo_put_mark (draft);
  kontor_woo_draft_request (draft, "PUT", "wc/v3/orders/%s", draft->op->remote_id);
}

/* Where the store's own mail does not say it. */
char *
kontor_woo_tell_customer (const KontorOp *op)
{
  Parcel parcel = get_parcel (kontor_woo_get_member (op, KONTOR_ORDER_FULFILMENTS));
  g_autoptr (GString) text = g_string_new (_("Your order is on its way."));

  if (is_set (parcel.carrier) && is_set (parcel.number)) {
    g_string_append_c (text, ' ');
    /* Translators: the name of a carrier and the number of a parcel. */
    g_string_append_printf (text, _("It was sent with %s, tracking number %s."), parcel.carrier, parcel.number);
  } else if (is_set (parcel.number)) {
    g_string_append_c (text, ' ');
    g_string_append_printf (text, _("Its tracking number is %s."), parcel.number);
  }
  if (is_set (parcel.url))
    g_string_append_printf (text, "\n%s", parcel.url);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The step that is left when the store knows of the fulfilment. */
static void
plan_note (KontorWooDraft *draft)
{
  g_autofree char *told = kontor_woo_tell_customer (draft->op), *text = kontor_woo_encode_note (told);

  kontor_woo_put_text (draft, draft->body, "note", text);
  kontor_woo_put_bool (draft, draft->body, "customer_note", TRUE);
  kontor_woo_draft_request (draft, "POST", "wc/v3/orders/%s/notes", draft->op->remote_id);
}

void
kontor_woo_plan_fulfilment (KontorWooDraft *draft)
{
  const KontorRecord *fulfilment = kontor_woo_get_member (draft->op, KONTOR_ORDER_FULFILMENTS);

  if (fulfilment == NULL) {
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_INVALID, _("The operation does not say what to do."));
    return;
  }
  if (g_strcmp0 (draft->op->resume, KONTOR_WOO_NOTE_STEP) == 0) {
    plan_note (draft);
    return;
  }
  switch (draft->facts->tracking) {
  case KONTOR_WOO_TRACKING_FULFILMENTS:
    plan_own (draft, fulfilment);
    return;
  case KONTOR_WOO_TRACKING_PLUGIN:
    plan_plugin (draft, fulfilment);
    break;
  case KONTOR_WOO_TRACKING_META:
    plan_meta (draft, fulfilment);
    break;
  }
  if (is_told (draft->op))
    draft->plan->resume = KONTOR_WOO_NOTE_STEP;
}

static void
cancel_meta (KontorWooDraft *draft, const char *key)
{
  yyjson_mut_val *all = need_member (draft, kontor_woo_need_team (draft), "fulfilments");

  kontor_woo_put_meta (draft, KONTOR_WOO_TRACKING, copy_trackings (draft, key));
  if (yyjson_mut_obj_get (all, key) != NULL)
    kontor_woo_put_text (draft, yyjson_mut_obj_get (all, key), "status", "cancelled");
  if (has_status (draft, "completed"))
    kontor_woo_put_text (draft, draft->body, "status", "processing");
  kontor_woo_put_mark (draft);
  kontor_woo_draft_request (draft, "PUT", "wc/v3/orders/%s", draft->op->remote_id);
}

void
kontor_woo_plan_cancel_fulfilment (KontorWooDraft *draft)
{
  const KontorRecord *fulfilment = kontor_woo_get_member (draft->op, KONTOR_ORDER_FULFILMENTS);
  const char *key = fulfilment != NULL ? kontor_record_get_key (fulfilment) : NULL;

  if (key == NULL) {
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_INVALID, _("The operation does not say what to do."));
    return;
  }
  switch (draft->facts->tracking) {
  case KONTOR_WOO_TRACKING_FULFILMENTS:
    kontor_woo_draft_request (draft, "DELETE", "wc/v3/orders/%s/fulfillments/%s", draft->op->remote_id, key);
    return;
  case KONTOR_WOO_TRACKING_PLUGIN:
    kontor_woo_draft_request (draft, "DELETE", "wc/v3/orders/%s/shipment-trackings/%s", draft->op->remote_id, key);
    return;
  case KONTOR_WOO_TRACKING_META:
    cancel_meta (draft, key);
    return;
  }
}
