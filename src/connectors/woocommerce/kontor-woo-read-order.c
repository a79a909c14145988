#include "kontor-woo-reading.h"

#include <string.h>

#include "kontor-html.h"
#include "kontor-json.h"
#include "kontor-woo-read-parts.h"

#define PAYMENT "payment"

/* Members with a field of their own, and those that only repeat others or are nobody's business. */
static const char *const known[] = {
  "id",
  "parent_id",
  "number",
  "status",
  "currency",
  "version",
  "prices_include_tax",
  "date_created",
  "date_created_gmt",
  "date_modified",
  "date_modified_gmt",
  "discount_total",
  "discount_tax",
  "shipping_total",
  "shipping_tax",
  "cart_tax",
  "total",
  "total_tax",
  "customer_id",
  "order_key",
  "billing",
  "shipping",
  "payment_method",
  "payment_method_title",
  "transaction_id",
  "created_via",
  "customer_note",
  "date_completed",
  "date_completed_gmt",
  "date_paid",
  "date_paid_gmt",
  "cart_hash",
  "meta_data",
  "line_items",
  "tax_lines",
  "shipping_lines",
  "fee_lines",
  "coupon_lines",
  "refunds",
  "payment_url",
  "is_editable",
  "needs_payment",
  "needs_processing",
  "currency_symbol",
  "_links",
  NULL,
};

static const char *
get_lifecycle (yyjson_val *object)
{
  static const char *const drafts[] = { "checkout-draft", "auto-draft", "draft", NULL };
  static const char *const ended[] = { "cancelled", "failed", "trash", NULL };
  const char *status = yyjson_get_str (yyjson_obj_get (object, "status"));

  if (status != NULL && g_strv_contains (drafts, status))
    return "draft";
  return status != NULL && g_strv_contains (ended, status) ? "cancelled" : "open";
}

static char *
dup_part (yyjson_val *address, const char *name)
{
  char *text = kontor_json_dup_text (yyjson_obj_get (address, name));

  return text != NULL ? g_strstrip (text) : g_strdup ("");
}

static char *
dup_person (yyjson_val *address)
{
  g_autofree char *first = dup_part (address, "first_name"), *last = dup_part (address, "last_name");
  g_autofree char *both = g_strjoin (" ", first, last, NULL);

  return *g_strstrip (both) != '\0' ? g_steal_pointer (&both) : dup_part (address, "company");
}

char *
kontor_woo_make_guest_key (const char *email)
{
  g_autofree char *valid = g_utf8_make_valid (email, -1);
  g_autofree char *folded = g_utf8_strdown (g_strstrip (valid), -1);

  return g_strconcat (KONTOR_WOO_GUEST, folded, NULL);
}

static void
take_customer (KontorRecord *order, yyjson_val *object)
{
  yyjson_val *billing = yyjson_obj_get (object, "billing");
  g_autofree char *email = dup_part (billing, "email"), *name = dup_person (billing), *guest = NULL;

  if (*name == '\0')
    g_set_str (&name, NULL);
  kontor_woo_take_ref (order, KONTOR_ORDER_CUSTOMER, object, "customer_id");
  if (billing == NULL)
    return;
  if (kontor_record_get_ref_key (order, KONTOR_ORDER_CUSTOMER) == NULL && *email != '\0') {
    guest = kontor_woo_make_guest_key (email);
    kontor_record_set_ref (order, KONTOR_ORDER_CUSTOMER, 0, guest);
  }
  if (name == NULL)
    name = dup_person (yyjson_obj_get (object, "shipping"));
  kontor_record_take_text (order, KONTOR_ORDER_CUSTOMER_NAME, g_steal_pointer (&name));
  kontor_record_set_text (order, KONTOR_ORDER_EMAIL, email);
  kontor_mapping_take_text (order, KONTOR_ORDER_PHONE, billing, "phone");
}

static gboolean
has_seed (const KontorBatch *batch, const char *key)
{
  for (guint i = 0; i < batch->seeds->len; i++)
    if (g_str_equal (kontor_record_get_key (g_ptr_array_index (batch->seeds, i)), key))
      return TRUE;
  return FALSE;
}

/* Not every shop lists those who order without an account. */
static void
add_guest (const KontorMappingStore *store, const KontorRecord *order, yyjson_val *object, KontorBatch *batch)
{
  const char *key = kontor_record_get_ref_key (order, KONTOR_ORDER_CUSTOMER);
  yyjson_val *billing = yyjson_obj_get (object, "billing");
  KontorRecord *guest;

  if (key == NULL || !g_str_has_prefix (key, KONTOR_WOO_GUEST) || has_seed (batch, key))
    return;
  guest = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER));
  kontor_record_set_key (guest, key);
  kontor_mapping_take_text (guest, KONTOR_CUSTOMER_FIRST_NAME, billing, "first_name");
  kontor_mapping_take_text (guest, KONTOR_CUSTOMER_LAST_NAME, billing, "last_name");
  kontor_mapping_take_text (guest, KONTOR_CUSTOMER_COMPANY, billing, "company");
  kontor_mapping_take_text (guest, KONTOR_CUSTOMER_PHONE, billing, "phone");
  kontor_record_set_text (guest, KONTOR_CUSTOMER_EMAIL, kontor_record_get_text (order, KONTOR_ORDER_EMAIL));
  kontor_record_set_text (guest, KONTOR_CUSTOMER_KIND, "guest");
  kontor_record_set_text (guest, KONTOR_CUSTOMER_CURRENCY, store->currency);
  kontor_woo_take_addresses (guest, KONTOR_CUSTOMER_ADDRESSES, object);
  kontor_batch_take_seed (batch, guest);
}

static void
take_head (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  const char *key = kontor_record_get_key (order);

  kontor_mapping_take_text (order, KONTOR_ORDER_NUMBER, object, "number");
  kontor_mapping_take_instant (self, order, KONTOR_ORDER_PLACED_AT, object, "date_created_gmt");
  kontor_mapping_take_instant (self, order, KONTOR_ORDER_UPDATED_AT, object, "date_modified_gmt");
  kontor_mapping_take_text (order, KONTOR_ORDER_CURRENCY, object, "currency");
  kontor_mapping_take_text (order, KONTOR_ORDER_STATUS, object, "status");
  kontor_record_set_text (order, KONTOR_ORDER_LIFECYCLE, get_lifecycle (object));
  kontor_mapping_take_bool (order, KONTOR_ORDER_PRICES_INCLUDE_TAX, object, "prices_include_tax");
  kontor_woo_take_name (order, KONTOR_ORDER_PAYMENT_METHOD, object, "payment_method_title");
  kontor_mapping_take_text (order, KONTOR_ORDER_CHANNEL, object, "created_via");
  kontor_woo_take_name (order, KONTOR_ORDER_CUSTOMER_NOTE, object, "customer_note");
  kontor_record_take_text (order, KONTOR_ORDER_ADMIN_URL,
                           g_strdup_printf ("%s/wp-admin/post.php?post=%s&action=edit", self->store->home, key));
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
take_totals (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  kontor_mapping_take_money (self, order, KONTOR_ORDER_TOTAL, object, "total");
  kontor_mapping_take_money (self, order, KONTOR_ORDER_DISCOUNT_TOTAL, object, "discount_total");
  kontor_mapping_take_money (self, order, KONTOR_ORDER_SHIPPING_TOTAL, object, "shipping_total");
  kontor_mapping_take_money (self, order, KONTOR_ORDER_TAX_TOTAL, object, "total_tax");
  kontor_record_set_amount (order, KONTOR_ORDER_SUBTOTAL, sum (order, KONTOR_ORDER_LINES, KONTOR_LINE_SUBTOTAL));
  kontor_record_set_amount (order, KONTOR_ORDER_FEE_TOTAL, sum (order, KONTOR_ORDER_FEES, KONTOR_FEE_NET));
}

/* The shop knows one payment, which is there when it has a date. */
static void
take_payment (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  KontorRecord *payment;
  gboolean paid;

  kontor_record_set_empty (order, KONTOR_ORDER_PAYMENTS);
  payment = kontor_mapping_begin_member (order, KONTOR_ORDER_PAYMENTS, PAYMENT);
  kontor_mapping_take_text (payment, KONTOR_PAYMENT_GATEWAY, object, "payment_method");
  kontor_woo_take_name (payment, KONTOR_PAYMENT_TITLE, object, "payment_method_title");
  kontor_mapping_take_text (payment, KONTOR_PAYMENT_REFERENCE, object, "transaction_id");
  kontor_mapping_take_instant (self, payment, KONTOR_PAYMENT_PAID_AT, object, "date_paid_gmt");
  paid = !kontor_record_is_null (payment, KONTOR_PAYMENT_PAID_AT);
  kontor_record_set_text (payment, KONTOR_PAYMENT_STATUS, paid ? "paid" : "pending");
  kontor_record_set_amount (payment, KONTOR_PAYMENT_CAPTURED, paid ? kontor_record_get_amount (order, KONTOR_ORDER_TOTAL) : 0);
  kontor_record_take_member (order, KONTOR_ORDER_PAYMENTS, payment);
}

static void
take_tags (KontorRecord *order, yyjson_val *tags)
{
  yyjson_val *tag;
  gsize i, n;

  kontor_record_set_empty (order, KONTOR_ORDER_TAGS);
  yyjson_arr_foreach (tags, i, n, tag) {
    g_autofree char *key = kontor_json_dup_text (tag);
    KontorRecord *member = kontor_mapping_begin_member (order, KONTOR_ORDER_TAGS, key);

    if (member != NULL)
      kontor_record_take_member (order, KONTOR_ORDER_TAGS, member);
  }
}

/* Team state that nobody has set is null, not unknown: it can be compared. */
static void
take_team (KontorRecord *order, yyjson_val *team)
{
  static const guint texts[] = { KONTOR_ORDER_HOLD_REASON, KONTOR_ORDER_STAGE, KONTOR_ORDER_PACKER };
  const KontorRecordType *type = kontor_record_get_record_type (order);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    kontor_record_set_null (order, texts[i]);
    kontor_mapping_take_text (order, texts[i], team, type->fields[texts[i]].name);
  }
  kontor_record_set_bool (order, KONTOR_ORDER_ARCHIVED, kontor_json_get_bool (yyjson_obj_get (team, "archived")));
  kontor_record_set_null (order, KONTOR_ORDER_PARCELS);
  if (yyjson_obj_get (team, "parcels") != NULL && !yyjson_is_null (yyjson_obj_get (team, "parcels")))
    kontor_record_take_text (order, KONTOR_ORDER_PARCELS, kontor_json_dup_json (yyjson_obj_get (team, "parcels")));
  take_tags (order, yyjson_obj_get (team, "tags"));
}

/* Where nothing is delivered and the shop sees nothing to do, there is nothing to send. */
static void
take_shipping_need (KontorRecord *order, yyjson_val *object)
{
  yyjson_val *needs = yyjson_obj_get (object, "needs_processing");

  if (needs == NULL || kontor_json_get_bool (needs) || kontor_record_get_length (order, KONTOR_ORDER_SHIPPING_LINES) > 0)
    return;
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++)
    kontor_record_set_bool (kontor_record_get_member (order, KONTOR_ORDER_LINES, i), KONTOR_LINE_REQUIRES_SHIPPING, FALSE);
}

gboolean
kontor_woo_has_refunds (yyjson_val *order)
{
  return yyjson_arr_size (yyjson_obj_get (order, "refunds")) > 0;
}

gboolean
kontor_woo_has_fulfilments (yyjson_val *order)
{
  return kontor_woo_find_meta (order, "_fulfillment_status") != NULL;
}

gboolean
kontor_woo_read_notes (yyjson_val *object, yyjson_val *notes, KontorBatch *batch, GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *order = kontor_woo_begin (KONTOR_ENTITY_ORDER, object, NULL, error);

  if (order == NULL)
    return FALSE;
  kontor_mapping_init (&self, NULL);
  kontor_woo_take_notes (&self, order, notes);
  kontor_batch_take_row (batch, order);
  return TRUE;
}

gboolean
kontor_woo_read_order (const KontorMappingStore *store, yyjson_val *object, const KontorWooParts *parts, KontorBatch *batch,
                       GError **error)
{
  g_auto (KontorMapping) self = { 0 };
  KontorRecord *order = kontor_woo_begin (KONTOR_ENTITY_ORDER, object, NULL, error);
  yyjson_val *team;

  if (order == NULL)
    return FALSE;
  kontor_mapping_init (&self, store);
  take_head (&self, order, object);
  take_customer (order, object);
  kontor_woo_take_addresses (order, KONTOR_ORDER_ADDRESSES, object);
  kontor_woo_take_lines (&self, order, object);
  take_totals (&self, order, object);
  take_payment (&self, order, object);
  take_shipping_need (order, object);
  team = kontor_woo_find_meta (object, KONTOR_WOO_TEAM);
  take_team (order, team);
  if (!kontor_woo_has_refunds (object) || parts->refunds != NULL)
    kontor_woo_take_refunds (&self, order, object, parts->refunds);
  if (!kontor_woo_has_fulfilments (object) || parts->fulfilments != NULL)
    kontor_woo_take_fulfilments (&self, order, object, parts->fulfilments, team);
  if (parts->notes != NULL)
    kontor_woo_take_notes (&self, order, parts->notes);
  kontor_woo_take_metadata (&self, order, KONTOR_ORDER_METADATA, object, known, KONTOR_WOO_TEAM);
  kontor_mapping_set_revision (order, object, kontor_woo_get_digest_fields (KONTOR_ENTITY_ORDER));
  kontor_batch_take_row (batch, order);
  add_guest (store, order, object, batch);
  return TRUE;
}
