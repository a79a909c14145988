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

static gboolean
is_in_currency (yyjson_val *price, const char *currency)
{
  const char *code = yyjson_get_str (yyjson_obj_get (price, "currency_code"));

  return code != NULL && g_ascii_strcasecmp (code, currency) == 0;
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

/* Of the shop's own currency and for everybody; those of others stay. */
static void
write_price (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  const char *currency = draft->shop->currency;
  yyjson_mut_val *list = kontor_medusa_put_list (draft, draft->body, name);
  gboolean null = kontor_record_is_null (record, field), found = FALSE;
  yyjson_val *price;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (draft->raw, "prices"), i, n, price) {
    gboolean own = !found && is_in_currency (price, currency) && !has_rules (price);

    if (own && null)
      continue;
    if (own)
      kontor_medusa_put_money (draft, copy_price (draft, list, price), "amount", record, field);
    else
      copy_price (draft, list, price);
    found |= own;
  }
  if (!found && !null) {
    yyjson_mut_val *entry = kontor_medusa_add_object (draft, list);
    g_autofree char *small = g_ascii_strdown (currency, -1);

    kontor_medusa_put_text (draft, entry, "currency_code", small);
    kontor_medusa_put_money (draft, entry, "amount", record, field);
  }
}

static const KontorMedusaWrite writes[] = {
  { KONTOR_VARIANT_TITLE, "title", kontor_medusa_write_text },
  { KONTOR_VARIANT_SKU, "sku", kontor_medusa_write_text },
  { KONTOR_VARIANT_GTIN, "barcode", kontor_medusa_write_text },
  { KONTOR_VARIANT_POSITION, "variant_rank", kontor_medusa_write_int },
  { KONTOR_VARIANT_PRICE, "prices", write_price },
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

void
kontor_medusa_plan_variant (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;

  if (op->set != NULL)
    kontor_medusa_write_fields (draft, writes, op->set);
  if (kontor_medusa_changes_list (op, KONTOR_VARIANT_PRICES))
    kontor_medusa_draft_refuse_field (draft, KONTOR_VARIANT_PRICES);
  if (kontor_medusa_changes_list (op, KONTOR_VARIANT_OPTIONS))
    kontor_medusa_draft_refuse_field (draft, KONTOR_VARIANT_OPTIONS);
  if (get_product (draft) == NULL)
    kontor_medusa_draft_refuse (draft, KONTOR_ERROR_INVALID, _("It is not known whose variant this is."));
  else
    kontor_medusa_draft_request (draft, "POST", "admin/products/%s/variants/%s", get_product (draft), op->remote_id);
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
