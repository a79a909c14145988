#include "kontor-medusa-reading.h"

#include <string.h>

#include "kontor-json.h"

/* Members with a field of their own, those that only repeat others, and sums that Kontor does itself. */
static const char *const known[] = {
  "id",
  "display_id",
  "custom_display_id",
  "status",
  "version",
  "email",
  "currency_code",
  "customer_id",
  "customer",
  "sales_channel_id",
  "sales_channel",
  "is_draft_order",
  "metadata",
  "created_at",
  "updated_at",
  "canceled_at",
  "payment_status",
  "fulfillment_status",
  "summary",
  "items",
  "shipping_methods",
  "shipping_address",
  "billing_address",
  "payment_collections",
  "fulfillments",
  "returns",
  "claims",
  "exchanges",
  "credit_lines",
  "total",
  "tax_total",
  "subtotal",
  "discount_total",
  "discount_subtotal",
  "shipping_subtotal",
  "shipping_discount_total",
  "item_subtotal",
  NULL,
};

static const char *
get_lifecycle (yyjson_val *object)
{
  const char *status = yyjson_get_str (yyjson_obj_get (object, "status"));

  if (g_strcmp0 (status, "draft") == 0 || kontor_json_get_bool (yyjson_obj_get (object, "is_draft_order")))
    return "draft";
  return g_strcmp0 (status, "canceled") == 0 ? "cancelled" : "open";
}

static char *
dup_part (yyjson_val *object, const char *name)
{
  char *text = kontor_json_dup_text (yyjson_obj_get (object, name));

  return text != NULL ? g_strstrip (text) : g_strdup ("");
}

/** (nullable): of an address or a customer: who it is. */
static char *
dup_person (yyjson_val *object, const char *company)
{
  g_autofree char *first = dup_part (object, "first_name"), *last = dup_part (object, "last_name");
  g_autofree char *both = g_strjoin (" ", first, last, NULL);

  if (*g_strstrip (both) != '\0')
    return g_steal_pointer (&both);
  g_free (both);
  both = dup_part (object, company);
  return *both != '\0' ? g_steal_pointer (&both) : NULL;
}

static char *
dup_customer_name (yyjson_val *object)
{
  char *name = dup_person (yyjson_obj_get (object, "billing_address"), "company");

  if (name == NULL)
    name = dup_person (yyjson_obj_get (object, "shipping_address"), "company");
  return name != NULL ? name : dup_person (yyjson_obj_get (object, "customer"), "company_name");
}

static void
take_people (KontorRecord *order, yyjson_val *object)
{
  yyjson_val *billing = yyjson_obj_get (object, "billing_address"), *shipping = yyjson_obj_get (object, "shipping_address");

  kontor_medusa_take_ref (order, KONTOR_ORDER_CUSTOMER, object, "customer_id");
  kontor_mapping_take_text (order, KONTOR_ORDER_EMAIL, object, "email");
  kontor_mapping_take_text (order, KONTOR_ORDER_PHONE, billing, "phone");
  if (kontor_record_is_null (order, KONTOR_ORDER_PHONE))
    kontor_mapping_take_text (order, KONTOR_ORDER_PHONE, shipping, "phone");
  if (billing == NULL && shipping == NULL)
    return;
  kontor_record_take_text (order, KONTOR_ORDER_CUSTOMER_NAME, dup_customer_name (object));
  kontor_record_set_empty (order, KONTOR_ORDER_ADDRESSES);
  kontor_medusa_take_address (order, KONTOR_ORDER_ADDRESSES, billing, "billing");
  kontor_medusa_take_address (order, KONTOR_ORDER_ADDRESSES, shipping, "shipping");
}

static void
take_head (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  kontor_mapping_take_text (order, KONTOR_ORDER_NUMBER, object, "display_id");
  kontor_mapping_take_instant (self, order, KONTOR_ORDER_PLACED_AT, object, "created_at");
  kontor_mapping_take_instant (self, order, KONTOR_ORDER_UPDATED_AT, object, "updated_at");
  kontor_medusa_take_code (order, KONTOR_ORDER_CURRENCY, object, "currency_code");
  kontor_mapping_take_text (order, KONTOR_ORDER_STATUS, object, "status");
  kontor_record_set_text (order, KONTOR_ORDER_LIFECYCLE, get_lifecycle (object));
  kontor_mapping_take_text (order, KONTOR_ORDER_CHANNEL, yyjson_obj_get (object, "sales_channel"), "name");
  kontor_record_take_text (order, KONTOR_ORDER_ADMIN_URL,
                           g_strdup_printf ("%s/app/%s/%s", self->store->home,
                                            g_str_equal (get_lifecycle (object), "draft") ? "draft-orders" : "orders",
                                            kontor_record_get_key (order)));
}

static gint64
sum (const KontorRecord *order, guint list, guint field)
{
  gint64 all = 0;

  for (guint i = 0; i < kontor_record_get_length (order, list); i++)
    kontor_amount_add (all, kontor_record_get_amount (kontor_record_get_member (order, list, i), field), &all, NULL);
  return all;
}

static void
take_total (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  gint64 returned = 0;
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (object, "items"), i, n, item)
    kontor_amount_add (returned, kontor_medusa_get_returned_total (item), &returned, NULL);
  kontor_mapping_take_money (self, order, KONTOR_ORDER_TOTAL, object, "total");
  if (returned != 0 && kontor_amount_add (kontor_record_get_amount (order, KONTOR_ORDER_TOTAL), returned, &returned, NULL))
    kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, returned);
}

/* The shop's own discount has that of the shipping in it, of which the shipping's amount is free already. */
static void
take_totals (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  gint64 subtotal = sum (order, KONTOR_ORDER_LINES, KONTOR_LINE_SUBTOTAL);
  gint64 net = sum (order, KONTOR_ORDER_LINES, KONTOR_LINE_NET);
  gint64 tax = sum (order, KONTOR_ORDER_LINES, KONTOR_LINE_TAX), discount = 0;

  take_total (self, order, object);
  kontor_amount_add (tax, sum (order, KONTOR_ORDER_SHIPPING_LINES, KONTOR_SHIPPING_LINE_TAX), &tax, NULL);
  kontor_amount_add (subtotal, -MAX (net, -G_MAXINT64), &discount, NULL);
  kontor_record_set_amount (order, KONTOR_ORDER_TAX_TOTAL, tax);
  kontor_record_set_amount (order, KONTOR_ORDER_SUBTOTAL, subtotal);
  kontor_record_set_amount (order, KONTOR_ORDER_DISCOUNT_TOTAL, MAX (discount, 0));
  kontor_record_set_amount (order, KONTOR_ORDER_SHIPPING_TOTAL,
                            sum (order, KONTOR_ORDER_SHIPPING_LINES, KONTOR_SHIPPING_LINE_NET));
  kontor_record_set_amount (order, KONTOR_ORDER_FEE_TOTAL, sum (order, KONTOR_ORDER_FEES, KONTOR_FEE_NET));
}

static void
take_notes (KontorMapping *self, KontorRecord *order, yyjson_val *team)
{
  yyjson_val *key, *item;
  gsize i, n;

  kontor_record_set_empty (order, KONTOR_ORDER_NOTES);
  yyjson_obj_foreach (yyjson_obj_get (team, "notes"), i, n, key, item) {
    KontorRecord *note = kontor_mapping_begin_member (order, KONTOR_ORDER_NOTES, yyjson_get_str (key));

    if (note == NULL)
      continue;
    kontor_mapping_take_text (note, KONTOR_NOTE_TEXT, item, "text");
    kontor_mapping_take_text (note, KONTOR_NOTE_AUTHOR, item, "author");
    kontor_mapping_take_int (self, note, KONTOR_NOTE_AT, item, "at");
    kontor_record_set_bool (note, KONTOR_NOTE_TO_CUSTOMER, FALSE);
    kontor_record_set_bool (note, KONTOR_NOTE_BY_SYSTEM, FALSE);
    kontor_record_take_member (order, KONTOR_ORDER_NOTES, note);
  }
}

/* Team state that nobody has set is null, not unknown: it can be compared. */
static void
take_team (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  static const guint texts[] = { KONTOR_ORDER_HOLD_REASON, KONTOR_ORDER_STAGE, KONTOR_ORDER_PACKER };
  const KontorRecordType *type = kontor_record_get_record_type (order);
  yyjson_val *team = kontor_medusa_get_team (object), *parcels = yyjson_obj_get (team, "parcels");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    kontor_record_set_null (order, texts[i]);
    kontor_mapping_take_text (order, texts[i], team, type->fields[texts[i]].name);
  }
  kontor_record_set_bool (order, KONTOR_ORDER_ARCHIVED, kontor_json_get_bool (yyjson_obj_get (team, "archived")));
  kontor_record_set_null (order, KONTOR_ORDER_PARCELS);
  if (parcels != NULL && !yyjson_is_null (parcels))
    kontor_record_take_text (order, KONTOR_ORDER_PARCELS, kontor_json_dup_json (parcels));
  kontor_medusa_take_tags (order, KONTOR_ORDER_TAGS, team);
  take_notes (self, order, team);
}

gboolean
kontor_medusa_read_order (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *order = kontor_medusa_begin (KONTOR_ENTITY_ORDER, object, error);

  if (order == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  take_head (&self, order, object);
  take_people (order, object);
  kontor_medusa_take_lines (&self, order, object);
  take_totals (&self, order, object);
  kontor_medusa_take_payments (&self, order, object);
  kontor_medusa_take_fulfilments (&self, order, object);
  kontor_medusa_take_returns (&self, order, object);
  take_team (&self, order, object);
  kontor_medusa_take_metadata (&self, order, KONTOR_ORDER_METADATA, object, known);
  kontor_medusa_set_revision (order, KONTOR_ENTITY_ORDER, object);
  kontor_batch_take_row (batch, order);
  return TRUE;
}
