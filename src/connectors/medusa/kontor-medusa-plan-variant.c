#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-json.h"

/* --- Fields and prices --- */

static void
write_backorders (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  const char *text = kontor_record_get_text (record, field);

  kontor_medusa_put_bool (draft, draft->body, name, text != NULL && !g_str_equal (text, "no"));
}

static gboolean
has_rules (yyjson_val *price)
{
  return yyjson_obj_size (yyjson_obj_get (price, "rules")) > 0 ||
         (yyjson_obj_get (price, "min_quantity") != NULL && !yyjson_is_null (yyjson_obj_get (price, "min_quantity"))) ||
         (yyjson_obj_get (price, "max_quantity") != NULL && !yyjson_is_null (yyjson_obj_get (price, "max_quantity")));
}

/* As it is, with its id, since the list replaces what the shop has. */
static yyjson_mut_val *
copy_price (KontorMedusaDraft *draft, yyjson_mut_val *list, yyjson_val *price)
{
  static const char *const names[] = { "id", "currency_code", "amount", "min_quantity", "max_quantity", "rules" };
  yyjson_mut_val *entry = kontor_medusa_add_object (draft, list);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    yyjson_val *value = yyjson_obj_get (price, names[i]);

    if (value != NULL && !yyjson_is_null (value) && !(yyjson_is_obj (value) && yyjson_obj_size (value) == 0))
      kontor_medusa_put (draft, entry, names[i], yyjson_val_mut_copy (draft->doc, value));
  }
  return entry;
}

/** (nullable): what a change says of the price for everybody in a currency, of which @field is the amount. */
static const KontorRecord *
find_price (KontorMedusaDraft *draft, const KontorRecord *change, const char *currency, guint *field)
{
  const KontorRecord *price;

  if (change == NULL)
    return NULL;
  *field = KONTOR_VARIANT_PRICE;
  if (g_ascii_strcasecmp (currency, draft->shop->currency) == 0 && kontor_record_has (change, KONTOR_VARIANT_PRICE))
    return change;
  *field = KONTOR_PRICE_AMOUNT;
  for (guint i = 0; i < kontor_record_get_length (change, KONTOR_VARIANT_PRICES); i++) {
    price = kontor_record_get_member (change, KONTOR_VARIANT_PRICES, i);
    if (g_ascii_strcasecmp (kontor_record_get_key (price), currency) == 0)
      return price;
  }
  return NULL;
}

/* A price that the op takes out, sets, or leaves. */
static void
write_present (KontorMedusaDraft *draft, yyjson_mut_val *list, yyjson_val *price, GHashTable *written)
{
  g_autofree char *code = kontor_json_dup_text (yyjson_obj_get (price, "currency_code"));
  const KontorOp *op = draft->op;
  const KontorRecord *wanted = NULL;
  guint field = 0;

  if (code == NULL || has_rules (price) || g_hash_table_contains (written, code)) {
    copy_price (draft, list, price);
    return;
  }
  wanted = find_price (draft, op->set, code, &field);
  if (wanted == NULL)
    wanted = find_price (draft, op->add, code, &field);
  g_hash_table_add (written, g_strdup (code));
  if (wanted == NULL ? find_price (draft, op->remove, code, &(guint) { 0 }) != NULL : kontor_record_is_null (wanted, field))
    return;
  if (wanted != NULL)
    kontor_medusa_put_money (draft, copy_price (draft, list, price), "amount", wanted, field);
  else
    copy_price (draft, list, price);
}

static void
write_new (KontorMedusaDraft *draft, yyjson_mut_val *list, const char *currency, const KontorRecord *record, guint field,
           GHashTable *written)
{
  g_autofree char *small = g_ascii_strdown (currency, -1);
  yyjson_mut_val *entry;

  if (kontor_record_is_null (record, field) || !g_hash_table_add (written, g_strdup (small)))
    return;
  entry = kontor_medusa_add_object (draft, list);
  kontor_medusa_put_text (draft, entry, "currency_code", small);
  kontor_medusa_put_money (draft, entry, "amount", record, field);
}

/* For everybody, in each currency; those for some stay as they are. */
static void
write_prices (KontorMedusaDraft *draft)
{
  yyjson_mut_val *list = kontor_medusa_put_list (draft, draft->body, "prices");
  const KontorRecord *changes[] = { draft->op->set, draft->op->add };
  g_autoptr (GHashTable) written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  yyjson_val *price;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (draft->raw, "prices"), i, n, price)
    write_present (draft, list, price, written);
  for (guint j = 0; j < G_N_ELEMENTS (changes); j++) {
    if (changes[j] != NULL && kontor_record_has (changes[j], KONTOR_VARIANT_PRICE))
      write_new (draft, list, draft->shop->currency, changes[j], KONTOR_VARIANT_PRICE, written);
    for (guint k = 0; changes[j] != NULL && k < kontor_record_get_length (changes[j], KONTOR_VARIANT_PRICES); k++) {
      const KontorRecord *member = kontor_record_get_member (changes[j], KONTOR_VARIANT_PRICES, k);

      if (kontor_currency_is_valid (kontor_record_get_key (member)))
        write_new (draft, list, kontor_record_get_key (member), member, KONTOR_PRICE_AMOUNT, written);
      else
        kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("Prices under conditions are changed in the shop’s admin."));
    }
  }
}

static const KontorMedusaWrite writes[] = {
  { KONTOR_VARIANT_TITLE, "title", kontor_medusa_write_text },
  { KONTOR_VARIANT_SKU, "sku", kontor_medusa_write_text },
  { KONTOR_VARIANT_GTIN, "barcode", kontor_medusa_write_text },
  { KONTOR_VARIANT_POSITION, "variant_rank", kontor_medusa_write_int },
  { KONTOR_VARIANT_PRODUCT, NULL, kontor_medusa_write_nothing },
  { KONTOR_VARIANT_PRICE, NULL, kontor_medusa_write_nothing },
  { KONTOR_VARIANT_PRICES, NULL, kontor_medusa_write_nothing },
  { KONTOR_VARIANT_MANAGE_STOCK, "manage_inventory", kontor_medusa_write_bool },
  { KONTOR_VARIANT_BACKORDERS, "allow_backorder", write_backorders },
  { KONTOR_VARIANT_WEIGHT, "weight", kontor_medusa_write_number },
  { KONTOR_VARIANT_LENGTH, "length", kontor_medusa_write_number },
  { KONTOR_VARIANT_WIDTH, "width", kontor_medusa_write_number },
  { KONTOR_VARIANT_HEIGHT, "height", kontor_medusa_write_number },
  { KONTOR_VARIANT_HS_CODE, "hs_code", kontor_medusa_write_text },
  { KONTOR_VARIANT_ORIGIN, "origin_country", kontor_medusa_write_small },
  { KONTOR_VARIANT_CURRENCY, NULL, kontor_medusa_write_nothing },
  { 0 },
};

static const char *
get_product (KontorMedusaDraft *draft)
{
  const char *product = yyjson_get_str (yyjson_obj_get (draft->raw, "product_id"));

  return product != NULL ? product : draft->op->parent_remote_id;
}

static gboolean
changes_prices (const KontorOp *op)
{
  return (op->set != NULL && kontor_record_has (op->set, KONTOR_VARIANT_PRICE)) ||
         kontor_medusa_changes_list (op, KONTOR_VARIANT_PRICES);
}

void
kontor_medusa_plan_variant (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;

  if (op->set != NULL)
    kontor_medusa_write_fields (draft, writes, op->set);
  if (changes_prices (op))
    write_prices (draft);
  if (kontor_medusa_changes_list (op, KONTOR_VARIANT_OPTIONS))
    kontor_medusa_draft_refuse_field (draft, KONTOR_VARIANT_OPTIONS);
  if (get_product (draft) == NULL)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_INVALID, _("It is not known whose variant this is."));
  else
    kontor_medusa_draft_request (draft, "POST", "admin/products/%s/variants/%s", get_product (draft), op->remote_id);
}

/* --- New variants --- */

/* By the names of the product's options; what has none is the one variant of a product without a choice. */
static void
write_choice (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  yyjson_mut_val *choice = kontor_medusa_need_object (draft, name);

  for (guint i = 0; i < kontor_record_get_length (record, field); i++) {
    const KontorRecord *option = kontor_record_get_member (record, field, i);
    const char *title = kontor_record_get_text (option, KONTOR_VARIANT_OPTION_NAME);

    kontor_medusa_put_text (draft, choice, title != NULL ? title : kontor_record_get_key (option),
                            kontor_record_get_text (option, KONTOR_VARIANT_OPTION_VALUE));
  }
}

static const KontorMedusaWrite new_writes[] = {
  { KONTOR_VARIANT_OPTIONS, "options", write_choice },
  { KONTOR_VARIANT_LEVELS, NULL, kontor_medusa_write_nothing },
  { KONTOR_VARIANT_STATUS, NULL, kontor_medusa_write_nothing },
  { 0 },
};

static const char *
get_new_parent (const KontorOp *op)
{
  const char *product = op->set != NULL ? kontor_record_get_ref_key (op->set, KONTOR_VARIANT_PRODUCT) : NULL;

  return product != NULL ? product : op->parent_remote_id;
}

char *
kontor_medusa_get_new_variant_path (const KontorOp *op)
{
  const char *product = get_new_parent (op);

  return product != NULL ? g_strdup_printf ("admin/products/%s/variants", product) : NULL;
}

static void
make_variant (KontorMedusaDraft *draft, const char *path)
{
  const KontorRecord *variant = draft->op->set;

  kontor_medusa_write_fields_of (draft, writes, new_writes, variant);
  if (kontor_record_get_length (variant, KONTOR_VARIANT_OPTIONS) == 0)
    kontor_medusa_put_text (draft, kontor_medusa_need_object (draft, "options"), KONTOR_MEDUSA_NO_OPTION,
                            KONTOR_MEDUSA_NO_OPTION_VALUE);
  if (kontor_record_is_null (variant, KONTOR_VARIANT_TITLE))
    kontor_medusa_put_text (draft, draft->body, "title", KONTOR_MEDUSA_NO_OPTION_VALUE);
  write_prices (draft);
  kontor_medusa_put_mark_of_own (draft);
  kontor_medusa_draft_make (draft, path, NULL);
  g_set_str (&draft->plan->resume, "levels");
}

/* The stock that is there when the variant is made, location by location; FALSE where nothing is left to do. */
static gboolean
make_level (KontorMedusaDraft *draft, yyjson_val *made)
{
  const KontorRecord *variant = draft->op->set;

  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS); i++) {
    const KontorRecord *level = kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, i);
    g_autofree char *item = NULL;

    if (*kontor_record_get_key (level) == '\0' || kontor_medusa_find_level (made, kontor_record_get_key (level), &item) != NULL ||
        item == NULL)
      continue;
    kontor_medusa_put_text (draft, draft->body, "location_id", kontor_record_get_key (level));
    kontor_medusa_put_int (draft, draft->body, "stocked_quantity", kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND));
    kontor_medusa_draft_request (draft, "POST", "admin/inventory-items/%s/location-levels", item);
    g_set_str (&draft->plan->resume, "levels");
    return TRUE;
  }
  return FALSE;
}

void
kontor_medusa_plan_new_variant (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;
  g_autofree char *path = kontor_medusa_get_new_variant_path (op);

  if (path == NULL || op->set == NULL)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_INVALID, _("It is not known whose variant this is."));
  else if (draft->raw == NULL)
    make_variant (draft, path);
  else if (!make_level (draft, draft->raw))
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
  if (draft->raw != NULL && draft->plan->receipt != NULL)
    draft->plan->receipt->remote_id = kontor_json_dup_text (yyjson_obj_get (draft->raw, "id"));
}

/* --- Stock, which the shop only takes whole --- */

yyjson_val *
kontor_medusa_find_level (yyjson_val *variant, const char *location, char **item_id)
{
  yyjson_val *items = yyjson_obj_get (variant, "inventory_items"), *item = yyjson_arr_get_first (items);
  gint64 required = 1;

  kontor_json_get_int (yyjson_obj_get (item, "required_quantity"), &required);
  if (yyjson_arr_size (items) != 1 || required != 1)
    return NULL;
  *item_id = kontor_json_dup_text (yyjson_obj_get (item, "inventory_item_id"));
  return kontor_medusa_find (yyjson_obj_get (yyjson_obj_get (item, "inventory"), "location_levels"), "location_id", location);
}

static void
write_quantity (KontorMedusaDraft *draft, const char *item, const char *location, gint64 quantity)
{
  kontor_medusa_put_int (draft, draft->body, "stocked_quantity", quantity);
  kontor_medusa_draft_request (draft, "POST", "admin/inventory-items/%s/location-levels/%s", item, location);
}

static void
answer_sold (KontorMedusaDraft *draft, gint64 quantity)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, quantity);

  kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_CONFLICT);
  draft->plan->receipt->reading = g_strdup_printf (_("The stock has changed since it was counted: the shop now says %s."), number);
}

/* --- Adding: what is there is first noted in the resume text, and only then written over --- */

/* "51@2026-11-22T13:52:38.228Z": what was there, and since when. */
static char *
note_level (yyjson_val *level)
{
  g_autofree char *quantity = kontor_json_dup_text (yyjson_obj_get (level, "stocked_quantity"));
  g_autofree char *time = kontor_json_dup_text (yyjson_obj_get (level, "updated_at"));

  return g_strdup_printf ("%s@%s", quantity != NULL ? quantity : "", time != NULL ? time : "");
}

static void
begin_adding (KontorMedusaDraft *draft, yyjson_val *level)
{
  kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_AGAIN);
  draft->plan->receipt->resume = note_level (level);
}

void
kontor_medusa_plan_stock (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;
  const KontorRecord *delta = op->delta != NULL && kontor_record_get_length (op->delta, KONTOR_VARIANT_LEVELS) == 1
                                  ? kontor_record_get_member (op->delta, KONTOR_VARIANT_LEVELS, 0)
                                  : NULL;
  g_autofree char *item = NULL, *now = NULL;
  yyjson_val *level = delta != NULL ? kontor_medusa_find_level (draft->raw, kontor_record_get_key (delta), &item) : NULL;
  gint64 quantity, sum;

  if (level == NULL || !kontor_json_get_int (yyjson_obj_get (level, "stocked_quantity"), &quantity)) {
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("The shop keeps no stock of this at that location."));
    return;
  }
  now = note_level (level);
  if (g_strcmp0 (op->resume, now) != 0) {
    begin_adding (draft, level);
    return;
  }
  if (!kontor_amount_add (quantity, kontor_record_get_int (delta, KONTOR_LEVEL_ON_HAND), &sum, NULL) || sum < 0)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("There is less in stock than is to be taken."));
  else
    write_quantity (draft, item, kontor_record_get_key (delta), sum);
}

/* Where the shop has kept none of it so far. */
static void
begin_level (KontorMedusaDraft *draft, const char *item, const KontorRecord *counted)
{
  kontor_medusa_put_text (draft, draft->body, "location_id", kontor_record_get_key (counted));
  kontor_medusa_put_int (draft, draft->body, "stocked_quantity", kontor_record_get_int (counted, KONTOR_LEVEL_ON_HAND));
  kontor_medusa_draft_request (draft, "POST", "admin/inventory-items/%s/location-levels", item);
}

/* Not over a change since the count. */
void
kontor_medusa_plan_count (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;
  const KontorRecord *counted = kontor_medusa_get_added (op, KONTOR_VARIANT_LEVELS);
  const char *location = counted != NULL ? kontor_record_get_key (counted) : NULL;
  const KontorRecord *before = op->remove != NULL && location != NULL
                                   ? kontor_record_find_member (op->remove, KONTOR_VARIANT_LEVELS, location)
                                   : NULL;
  g_autofree char *item = NULL;
  yyjson_val *level = location != NULL ? kontor_medusa_find_level (draft->raw, location, &item) : NULL;
  gint64 quantity, wanted;

  if (level == NULL && item != NULL && before == NULL) {
    begin_level (draft, item, counted);
    return;
  }
  if (level == NULL || !kontor_json_get_int (yyjson_obj_get (level, "stocked_quantity"), &quantity)) {
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("The shop keeps no stock of this at that location."));
    return;
  }
  wanted = kontor_record_get_int (counted, KONTOR_LEVEL_ON_HAND);
  if (quantity == wanted)
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
  else if (before != NULL && kontor_record_get_int (before, KONTOR_LEVEL_ON_HAND) != quantity)
    answer_sold (draft, quantity);
  else
    write_quantity (draft, item, location, wanted);
}
