#include "kontor-woo-read-parts.h"

#include <string.h>

#include "kontor-html.h"
#include "kontor-json.h"

static void
take_taxes (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *item)
{
  yyjson_val *tax;
  gsize i, n;

  kontor_record_set_empty (record, field);
  yyjson_arr_foreach (yyjson_obj_get (item, "taxes"), i, n, tax) {
    g_autofree char *key = kontor_woo_dup_id (yyjson_obj_get (tax, "id"));
    KontorRecord *member = kontor_mapping_begin_member (record, field, key);

    if (member == NULL)
      continue;
    kontor_mapping_take_size (self, member, KONTOR_LINE_TAX_AMOUNT, tax, "total");
    kontor_record_take_member (record, field, member);
  }
}

/* What the customer chose, as it was written for them; keys with a line before them are for machines. */
static void
take_options (KontorRecord *line, yyjson_val *item)
{
  yyjson_val *entry;
  gsize i, n;

  kontor_record_set_empty (line, KONTOR_LINE_OPTIONS);
  yyjson_arr_foreach (yyjson_obj_get (item, "meta_data"), i, n, entry) {
    const char *key = yyjson_get_str (yyjson_obj_get (entry, "key"));
    g_autofree char *name = kontor_json_dup_text (yyjson_obj_get (entry, "display_key"));
    g_autofree char *value = kontor_json_dup_text (yyjson_obj_get (entry, "display_value"));
    KontorRecord *option;

    if (key == NULL || key[0] == '_' || value == NULL)
      continue;
    option = kontor_mapping_begin_member (line, KONTOR_LINE_OPTIONS, key);
    if (option == NULL)
      continue;
    kontor_record_take_text (option, KONTOR_LINE_OPTION_NAME, kontor_html_strip (name != NULL ? name : key));
    kontor_record_take_text (option, KONTOR_LINE_OPTION_VALUE, kontor_html_strip (value));
    kontor_record_take_member (line, KONTOR_LINE_OPTIONS, option);
  }
}

static void
take_line_names (KontorRecord *line, yyjson_val *item)
{
  g_autofree char *name = NULL, *parent = NULL;

  kontor_woo_take_name (line, KONTOR_LINE_NAME, item, "name");
  name = g_strdup (kontor_record_get_text (line, KONTOR_LINE_NAME));
  kontor_woo_take_name (line, KONTOR_LINE_VARIANT_NAME, item, "parent_name");
  parent = g_strdup (kontor_record_get_text (line, KONTOR_LINE_VARIANT_NAME));
  kontor_record_set_null (line, KONTOR_LINE_VARIANT_NAME);
  if (name == NULL || parent == NULL || parent[0] == '\0' || !g_str_has_prefix (name, parent))
    return;
  kontor_record_set_text (line, KONTOR_LINE_NAME, parent);
  if (g_str_has_prefix (name + strlen (parent), " - "))
    kontor_record_set_text (line, KONTOR_LINE_VARIANT_NAME, name + strlen (parent) + strlen (" - "));
}

/* Of a product that was deleted the shop forgets what it was; then what was known stays. */
static void
take_line_product (KontorRecord *line, yyjson_val *item)
{
  g_autofree char *product = kontor_woo_dup_id (yyjson_obj_get (item, "product_id"));
  g_autofree char *variation = kontor_woo_dup_id (yyjson_obj_get (item, "variation_id"));

  if (product == NULL && yyjson_is_null (yyjson_obj_get (item, "sku")))
    return;
  kontor_woo_take_ref (line, KONTOR_LINE_PRODUCT, item, "product_id");
  if (variation != NULL || product != NULL)
    kontor_record_set_ref (line, KONTOR_LINE_VARIANT, 0, variation != NULL ? variation : product);
  else
    kontor_record_set_null (line, KONTOR_LINE_VARIANT);
  kontor_mapping_take_text (line, KONTOR_LINE_SKU, item, "sku");
  kontor_mapping_take_text (line, KONTOR_LINE_GTIN, item, "global_unique_id");
}

/* The price of one before discounts, in the manner of the shop's prices. */
static void
take_unit_price (KontorMapping *self, const KontorRecord *order, KontorRecord *line, yyjson_val *item)
{
  gint64 quantity = kontor_record_get_int (line, KONTOR_LINE_QUANTITY);
  gint64 amount = kontor_record_get_amount (line, KONTOR_LINE_SUBTOTAL);
  g_autoptr (KontorRecord) tax = kontor_record_new (&kontor_line_tax_type);

  if (quantity <= 0 || kontor_record_is_null (line, KONTOR_LINE_SUBTOTAL))
    return;
  kontor_record_set_key (tax, kontor_record_get_key (line));
  if (kontor_record_get_bool (order, KONTOR_ORDER_PRICES_INCLUDE_TAX)) {
    kontor_mapping_take_money (self, tax, KONTOR_LINE_TAX_AMOUNT, item, "subtotal_tax");
    kontor_amount_add (amount, kontor_record_get_amount (tax, KONTOR_LINE_TAX_AMOUNT), &amount, NULL);
  }
  kontor_record_set_amount (line, KONTOR_LINE_UNIT_PRICE, kontor_amount_share (amount, 1, quantity, 6));
}

static void
take_line_metadata (KontorRecord *line, yyjson_val *item)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *all = yyjson_mut_obj (doc);
  yyjson_val *entry;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (item, "meta_data"), i, n, entry) {
    g_autofree char *key = kontor_json_dup_text (yyjson_obj_get (entry, "key"));
    yyjson_val *value = yyjson_obj_get (entry, "value");

    if (key != NULL && value != NULL && yyjson_mut_obj_get (all, key) == NULL)
      yyjson_mut_obj_add (all, yyjson_mut_strcpy (doc, key), yyjson_val_mut_copy (doc, value));
  }
  if (yyjson_mut_obj_size (all) > 0)
    kontor_record_take_text (line, KONTOR_LINE_METADATA, kontor_mapping_write_json (all));
  yyjson_mut_doc_free (doc);
}

static void
take_line (KontorMapping *self, const KontorRecord *order, KontorRecord *line, yyjson_val *item)
{
  take_line_product (line, item);
  take_line_names (line, item);
  kontor_mapping_take_int (self, line, KONTOR_LINE_QUANTITY, item, "quantity");
  kontor_mapping_take_money (self, line, KONTOR_LINE_SUBTOTAL, item, "subtotal");
  kontor_mapping_take_money (self, line, KONTOR_LINE_NET, item, "total");
  kontor_mapping_take_money (self, line, KONTOR_LINE_TAX, item, "total_tax");
  take_unit_price (self, order, line, item);
  kontor_mapping_take_text (line, KONTOR_LINE_PICTURE_URL, yyjson_obj_get (item, "image"), "src");
  take_taxes (self, line, KONTOR_LINE_TAXES, item);
  take_options (line, item);
  take_line_metadata (line, item);
}

static void
take_shipping (KontorMapping *self, const KontorRecord *order, KontorRecord *line, yyjson_val *item)
{
  kontor_mapping_take_text (line, KONTOR_SHIPPING_LINE_METHOD, item, "method_id");
  kontor_woo_take_name (line, KONTOR_SHIPPING_LINE_TITLE, item, "method_title");
  kontor_mapping_take_money (self, line, KONTOR_SHIPPING_LINE_NET, item, "total");
  kontor_mapping_take_money (self, line, KONTOR_SHIPPING_LINE_TAX, item, "total_tax");
  take_taxes (self, line, KONTOR_SHIPPING_LINE_TAXES, item);
}

static void
take_fee (KontorMapping *self, const KontorRecord *order, KontorRecord *fee, yyjson_val *item)
{
  kontor_woo_take_name (fee, KONTOR_FEE_NAME, item, "name");
  kontor_mapping_take_money (self, fee, KONTOR_FEE_NET, item, "total");
  kontor_mapping_take_money (self, fee, KONTOR_FEE_TAX, item, "total_tax");
  take_taxes (self, fee, KONTOR_FEE_TAXES, item);
}

/* By the rate, as the taxes of a line are. */
static void
take_order_tax (KontorMapping *self, const KontorRecord *order, KontorRecord *tax, yyjson_val *item)
{
  kontor_woo_take_name (tax, KONTOR_ORDER_TAX_LABEL, item, "label");
  kontor_mapping_take_text (tax, KONTOR_ORDER_TAX_RATE, item, "rate_percent");
  kontor_mapping_take_money (self, tax, KONTOR_ORDER_TAX_AMOUNT, item, "tax_total");
  kontor_mapping_take_money (self, tax, KONTOR_ORDER_TAX_SHIPPING_AMOUNT, item, "shipping_tax_total");
  kontor_mapping_take_bool (tax, KONTOR_ORDER_TAX_COMPOUND, item, "compound");
}

static void
take_coupon (KontorMapping *self, const KontorRecord *order, KontorRecord *discount, yyjson_val *item)
{
  kontor_woo_take_name (discount, KONTOR_ORDER_DISCOUNT_CODE, item, "code");
  kontor_mapping_take_text (discount, KONTOR_ORDER_DISCOUNT_KIND, item, "discount_type");
  kontor_mapping_take_money (self, discount, KONTOR_ORDER_DISCOUNT_AMOUNT, item, "discount");
  kontor_mapping_take_money (self, discount, KONTOR_ORDER_DISCOUNT_TAX, item, "discount_tax");
}

typedef void (*ItemFunc) (KontorMapping *self, const KontorRecord *order, KontorRecord *member, yyjson_val *item);

void
kontor_woo_take_lines (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  static const struct {
    guint field;
    const char *name;
    const char *key;
    ItemFunc take;
  } lists[] = {
    { KONTOR_ORDER_LINES, "line_items", "id", take_line },
    { KONTOR_ORDER_SHIPPING_LINES, "shipping_lines", "id", take_shipping },
    { KONTOR_ORDER_FEES, "fee_lines", "id", take_fee },
    { KONTOR_ORDER_TAXES, "tax_lines", "rate_id", take_order_tax },
    { KONTOR_ORDER_DISCOUNTS, "coupon_lines", "id", take_coupon },
  };
  yyjson_val *item;
  gsize j, n;

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++) {
    if (yyjson_obj_get (object, lists[i].name) == NULL)
      continue;
    kontor_record_set_empty (order, lists[i].field);
    yyjson_arr_foreach (yyjson_obj_get (object, lists[i].name), j, n, item) {
      g_autofree char *key = kontor_woo_dup_id (yyjson_obj_get (item, lists[i].key));
      KontorRecord *member = kontor_mapping_begin_member (order, lists[i].field, key);

      if (member == NULL)
        continue;
      lists[i].take (self, order, member, item);
      kontor_record_take_member (order, lists[i].field, member);
    }
  }
}

static void
take_refund_line (KontorMapping *self, KontorRecord *refund, yyjson_val *item, const char *kind)
{
  g_autofree char *key = kontor_woo_dup_id (yyjson_obj_get (item, "id"));
  KontorRecord *line = kontor_mapping_begin_member (refund, KONTOR_REFUND_LINES, key);
  g_autofree char *target = kontor_json_dup_text (kontor_woo_find_meta (item, "_refunded_item_id"));

  if (line == NULL)
    return;
  kontor_record_set_text (line, KONTOR_REFUND_LINE_KIND, kind);
  kontor_record_set_text (line, KONTOR_REFUND_LINE_LINE_KEY, target);
  kontor_mapping_take_int (self, line, KONTOR_REFUND_LINE_QUANTITY, item, "quantity");
  if (kontor_record_get_int (line, KONTOR_REFUND_LINE_QUANTITY) < 0)
    kontor_record_set_int (line, KONTOR_REFUND_LINE_QUANTITY, ABS (MAX (kontor_record_get_int (line, KONTOR_REFUND_LINE_QUANTITY), -G_MAXINT64)));
  kontor_mapping_take_size (self, line, KONTOR_REFUND_LINE_NET, item, "total");
  kontor_mapping_take_size (self, line, KONTOR_REFUND_LINE_TAX, item, "total_tax");
  take_taxes (self, line, KONTOR_REFUND_LINE_TAXES, item);
  kontor_record_take_member (refund, KONTOR_REFUND_LINES, line);
}

static void
take_refund_lines (KontorMapping *self, KontorRecord *refund, yyjson_val *whole)
{
  static const char *const lists[][2] = { { "line_items", "line" }, { "shipping_lines", "shipping" }, { "fee_lines", "fee" } };
  yyjson_val *item;
  gsize j, n;

  kontor_record_set_empty (refund, KONTOR_REFUND_LINES);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    yyjson_arr_foreach (yyjson_obj_get (whole, lists[i][0]), j, n, item)
      take_refund_line (self, refund, item, lists[i][1]);
}

/* The order says only number, reason and total of its refunds. */
void
kontor_woo_take_refunds (KontorMapping *self, KontorRecord *order, yyjson_val *object, yyjson_val *refunds)
{
  yyjson_val *brief;
  gsize i, n;

  kontor_record_set_empty (order, KONTOR_ORDER_REFUNDS);
  yyjson_arr_foreach (yyjson_obj_get (object, "refunds"), i, n, brief) {
    g_autofree char *key = kontor_woo_dup_id (yyjson_obj_get (brief, "id"));
    KontorRecord *refund = kontor_mapping_begin_member (order, KONTOR_ORDER_REFUNDS, key);
    yyjson_val *whole = kontor_woo_find_by_id (refunds, key);

    if (refund == NULL)
      continue;
    kontor_woo_take_name (refund, KONTOR_REFUND_REASON, brief, "reason");
    kontor_mapping_take_size (self, refund, KONTOR_REFUND_AMOUNT, brief, "total");
    kontor_mapping_take_size (self, refund, KONTOR_REFUND_AMOUNT, whole, "amount");
    kontor_mapping_take_instant (self, refund, KONTOR_REFUND_AT, whole, "date_created_gmt");
    kontor_mapping_take_bool (refund, KONTOR_REFUND_BY_GATEWAY, whole, "refunded_payment");
    kontor_record_set_text (refund, KONTOR_REFUND_PAYMENT_KEY, "payment");
    take_refund_lines (self, refund, whole);
    kontor_record_take_member (order, KONTOR_ORDER_REFUNDS, refund);
  }
}

void
kontor_woo_take_notes (KontorMapping *self, KontorRecord *order, yyjson_val *notes)
{
  static const char *const machines[] = { "WooCommerce", "system", NULL };
  yyjson_val *item;
  gsize i, n;

  kontor_record_set_empty (order, KONTOR_ORDER_NOTES);
  yyjson_arr_foreach (notes, i, n, item) {
    g_autofree char *key = kontor_woo_dup_id (yyjson_obj_get (item, "id"));
    g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (item, "note"));
    KontorRecord *note = kontor_mapping_begin_member (order, KONTOR_ORDER_NOTES, key);
    const char *author;

    if (note == NULL)
      continue;
    kontor_record_take_text (note, KONTOR_NOTE_TEXT, kontor_html_strip_lines (text != NULL ? text : ""));
    kontor_woo_take_name (note, KONTOR_NOTE_AUTHOR, item, "author");
    kontor_mapping_take_instant (self, note, KONTOR_NOTE_AT, item, "date_created_gmt");
    kontor_mapping_take_bool (note, KONTOR_NOTE_TO_CUSTOMER, item, "customer_note");
    author = kontor_record_get_text (note, KONTOR_NOTE_AUTHOR);
    kontor_record_set_bool (note, KONTOR_NOTE_BY_SYSTEM,
                            author != NULL && g_strv_contains (machines, author) &&
                                !kontor_record_get_bool (note, KONTOR_NOTE_TO_CUSTOMER));
    kontor_record_take_member (order, KONTOR_ORDER_NOTES, note);
  }
}
