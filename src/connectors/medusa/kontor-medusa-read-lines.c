#include "kontor-medusa-reading.h"

#include "kontor-json.h"

/* What of an amount is no tax. */
static void
take_net (KontorMapping *self, KontorRecord *record, guint net, guint tax, yyjson_val *item)
{
  gint64 amount;

  kontor_mapping_take_money (self, record, tax, item, "tax_total");
  kontor_mapping_take_money (self, record, net, item, "total");
  if (!kontor_record_has (record, net) || kontor_record_is_null (record, net) || !kontor_record_has (record, tax))
    return;
  amount = kontor_record_get_amount (record, tax);
  if (amount != 0 && kontor_amount_add (kontor_record_get_amount (record, net), -amount, &amount, NULL))
    kontor_record_set_amount (record, net, amount);
}

/** By what a rate of tax is told: its code, which is the same in all lines. */
static char *
dup_rate (yyjson_val *tax)
{
  static const char *const names[] = { "code", "tax_rate_id", "rate" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    char *text = kontor_json_dup_text (yyjson_obj_get (tax, names[i]));

    if (text != NULL && text[0] != '\0')
      return text;
    g_free (text);
  }
  return NULL;
}

static void
take_taxes (KontorMapping *self, KontorRecord *line, guint field, yyjson_val *item)
{
  yyjson_val *tax;
  gsize i, n;

  kontor_record_set_empty (line, field);
  yyjson_arr_foreach (yyjson_obj_get (item, "tax_lines"), i, n, tax) {
    g_autofree char *key = dup_rate (tax);
    KontorRecord *member = kontor_mapping_begin_member (line, field, key);

    if (member == NULL)
      continue;
    kontor_mapping_take_money (self, member, KONTOR_LINE_TAX_AMOUNT, tax, "total");
    kontor_record_take_member (line, field, member);
  }
}

/* What the customer chose, by the names that it had then. */
static void
take_options (KontorRecord *line, yyjson_val *item)
{
  yyjson_val *name, *value;
  gsize i, n;

  kontor_record_set_empty (line, KONTOR_LINE_OPTIONS);
  yyjson_obj_foreach (yyjson_obj_get (item, "variant_option_values"), i, n, name, value) {
    KontorRecord *option = kontor_mapping_begin_member (line, KONTOR_LINE_OPTIONS, yyjson_get_str (name));

    if (option == NULL)
      continue;
    kontor_record_set_text (option, KONTOR_LINE_OPTION_NAME, kontor_record_get_key (option));
    kontor_record_take_text (option, KONTOR_LINE_OPTION_VALUE, kontor_json_dup_text (value));
    kontor_record_take_member (line, KONTOR_LINE_OPTIONS, option);
  }
}

static void
take_line_names (KontorRecord *line, yyjson_val *item)
{
  kontor_mapping_take_text (line, KONTOR_LINE_NAME, item, "product_title");
  if (kontor_record_is_null (line, KONTOR_LINE_NAME))
    kontor_mapping_take_text (line, KONTOR_LINE_NAME, item, "title");
  kontor_mapping_take_text (line, KONTOR_LINE_VARIANT_NAME, item, "variant_title");
  kontor_mapping_take_text (line, KONTOR_LINE_SKU, item, "variant_sku");
  kontor_mapping_take_text (line, KONTOR_LINE_GTIN, item, "variant_barcode");
}

gint64
kontor_medusa_get_returned_total (yyjson_val *item)
{
  gint64 sum = 0;

  kontor_amount_add (kontor_mapping_read_amount (item, "return_received_total"), kontor_mapping_read_amount (item, "return_dismissed_total"), &sum, NULL);
  return sum;
}

static void
add_amount (KontorRecord *record, guint field, gint64 amount)
{
  gint64 sum;

  if (kontor_amount_add (kontor_record_get_amount (record, field), amount, &sum, NULL))
    kontor_record_set_amount (record, field, sum);
}

/* What came back is in the amounts of its line no more; with us a line is what was sold, and returns are beside it. */
static void
add_returned (KontorRecord *line, yyjson_val *item)
{
  gint64 returned = kontor_medusa_get_returned_total (item), whole = 100 * KONTOR_MONEY_UNIT, rate = 0, tax;
  yyjson_val *line_tax;
  gsize i, n;

  if (returned == 0)
    return;
  yyjson_arr_foreach (yyjson_obj_get (item, "tax_lines"), i, n, line_tax)
    kontor_amount_add (rate, kontor_mapping_read_amount (line_tax, "rate"), &rate, NULL);
  tax = rate > 0 && rate < whole * 100 ? kontor_amount_share (returned, rate, whole + rate, 6) : 0;
  add_amount (line, KONTOR_LINE_NET, returned - tax);
  add_amount (line, KONTOR_LINE_TAX, tax);
  add_amount (line, KONTOR_LINE_SUBTOTAL, returned - tax);
}

static void
take_line (KontorMapping *self, KontorRecord *line, yyjson_val *item)
{
  yyjson_val *metadata = yyjson_obj_get (item, "metadata");

  kontor_medusa_take_ref (line, KONTOR_LINE_PRODUCT, item, "product_id");
  kontor_medusa_take_ref (line, KONTOR_LINE_VARIANT, item, "variant_id");
  take_line_names (line, item);
  kontor_mapping_take_int (self, line, KONTOR_LINE_QUANTITY, item, "quantity");
  kontor_mapping_take_money (self, line, KONTOR_LINE_UNIT_PRICE, item, "unit_price");
  kontor_mapping_take_money (self, line, KONTOR_LINE_SUBTOTAL, item, "subtotal");
  take_net (self, line, KONTOR_LINE_NET, KONTOR_LINE_TAX, item);
  add_returned (line, item);
  kontor_mapping_take_bool (line, KONTOR_LINE_REQUIRES_SHIPPING, item, "requires_shipping");
  kontor_mapping_take_text (line, KONTOR_LINE_PICTURE_URL, item, "thumbnail");
  take_taxes (self, line, KONTOR_LINE_TAXES, item);
  take_options (line, item);
  if (yyjson_is_obj (metadata) && yyjson_obj_size (metadata) > 0)
    kontor_record_take_text (line, KONTOR_LINE_METADATA, kontor_json_dup_json (metadata));
}

static void
take_shipping (KontorMapping *self, KontorRecord *line, yyjson_val *item)
{
  kontor_mapping_take_text (line, KONTOR_SHIPPING_LINE_METHOD, item, "shipping_option_id");
  kontor_mapping_take_text (line, KONTOR_SHIPPING_LINE_TITLE, item, "name");
  take_net (self, line, KONTOR_SHIPPING_LINE_NET, KONTOR_SHIPPING_LINE_TAX, item);
  take_taxes (self, line, KONTOR_SHIPPING_LINE_TAXES, item);
}

/* What the shop lets the customer off is a fee below nothing. */
static void
take_credit (KontorMapping *self, KontorRecord *fee, yyjson_val *item)
{
  kontor_mapping_take_text (fee, KONTOR_FEE_NAME, item, "reference");
  kontor_mapping_take_money (self, fee, KONTOR_FEE_NET, item, "amount");
  kontor_record_set_amount (fee, KONTOR_FEE_NET, -MAX (kontor_record_get_amount (fee, KONTOR_FEE_NET), -G_MAXINT64));
  kontor_record_set_amount (fee, KONTOR_FEE_TAX, 0);
  kontor_record_set_empty (fee, KONTOR_FEE_TAXES);
}

static void
add_to (KontorRecord *record, guint field, KontorMapping *self, yyjson_val *item, const char *name)
{
  gint64 before = kontor_record_get_amount (record, field), sum = before;

  kontor_mapping_take_money (self, record, field, item, name);
  kontor_amount_add (before, kontor_record_get_amount (record, field), &sum, NULL);
  kontor_record_set_amount (record, field, sum);
}

/** (transfer none): the member under that key, made where there is none. */
static KontorRecord *
need_member (KontorRecord *order, guint field, const char *key)
{
  KontorRecord *member = kontor_mapping_begin_member (order, field, key);

  if (member == NULL)
    return key != NULL ? kontor_record_find_member (order, field, key) : NULL;
  kontor_record_take_member (order, field, member);
  return member;
}

static void
add_taxes (KontorMapping *self, KontorRecord *order, yyjson_val *item, guint field)
{
  yyjson_val *tax;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (item, "tax_lines"), i, n, tax) {
    g_autofree char *key = dup_rate (tax);
    KontorRecord *member = need_member (order, KONTOR_ORDER_TAXES, key);

    if (member == NULL)
      continue;
    kontor_mapping_take_text (member, KONTOR_ORDER_TAX_LABEL, tax, "description");
    if (kontor_record_is_null (member, KONTOR_ORDER_TAX_LABEL))
      kontor_mapping_take_text (member, KONTOR_ORDER_TAX_LABEL, tax, "code");
    kontor_mapping_take_text (member, KONTOR_ORDER_TAX_RATE, tax, "rate");
    add_to (member, field, self, tax, "total");
  }
}

static void
add_discounts (KontorMapping *self, KontorRecord *order, yyjson_val *item)
{
  yyjson_val *adjustment;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (item, "adjustments"), i, n, adjustment) {
    g_autofree char *code = kontor_json_dup_text (yyjson_obj_get (adjustment, "code"));
    KontorRecord *member = need_member (order, KONTOR_ORDER_DISCOUNTS, code != NULL ? code : "");

    kontor_record_set_text (member, KONTOR_ORDER_DISCOUNT_CODE, code);
    add_to (member, KONTOR_ORDER_DISCOUNT_AMOUNT, self, adjustment, "subtotal");
  }
}

typedef void (*ItemFunc) (KontorMapping *self, KontorRecord *member, yyjson_val *item);

static void
take_list (KontorMapping *self, KontorRecord *order, guint field, yyjson_val *list, ItemFunc take)
{
  g_autoptr (GPtrArray) items = kontor_medusa_sort (list, kontor_medusa_compare_ids);

  if (!yyjson_is_arr (list))
    return;
  kontor_record_set_empty (order, field);
  for (guint i = 0; i < items->len; i++) {
    yyjson_val *item = g_ptr_array_index (items, i);
    KontorRecord *member = kontor_medusa_begin_member (order, field, item);

    if (member == NULL)
      continue;
    take (self, member, item);
    kontor_record_take_member (order, field, member);
  }
}

/* The shop says taxes and discounts line by line; it has no sum of each. */
static void
take_sums (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  yyjson_val *items = yyjson_obj_get (object, "items"), *methods = yyjson_obj_get (object, "shipping_methods"), *item;
  gsize i, n;

  if (!yyjson_is_arr (items) || !yyjson_is_arr (methods))
    return;
  kontor_record_set_empty (order, KONTOR_ORDER_TAXES);
  kontor_record_set_empty (order, KONTOR_ORDER_DISCOUNTS);
  yyjson_arr_foreach (items, i, n, item) {
    add_taxes (self, order, item, KONTOR_ORDER_TAX_AMOUNT);
    add_discounts (self, order, item);
  }
  yyjson_arr_foreach (methods, i, n, item) {
    add_taxes (self, order, item, KONTOR_ORDER_TAX_SHIPPING_AMOUNT);
    add_discounts (self, order, item);
  }
}

void
kontor_medusa_take_lines (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  yyjson_val *items = yyjson_obj_get (object, "items"), *item;
  gboolean inclusive = FALSE;
  gsize i, n;

  take_list (self, order, KONTOR_ORDER_LINES, items, take_line);
  take_list (self, order, KONTOR_ORDER_SHIPPING_LINES, yyjson_obj_get (object, "shipping_methods"), take_shipping);
  take_list (self, order, KONTOR_ORDER_FEES, yyjson_obj_get (object, "credit_lines"), take_credit);
  take_sums (self, order, object);
  yyjson_arr_foreach (items, i, n, item)
    inclusive |= kontor_json_get_bool (yyjson_obj_get (item, "is_tax_inclusive"));
  if (items != NULL)
    kontor_record_set_bool (order, KONTOR_ORDER_PRICES_INCLUDE_TAX, inclusive);
}
