#include "kontor-woo-draft.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

/* A simple product is its own only variant. */
static gboolean
is_simple (const KontorOp *op)
{
  return op->parent_remote_id == NULL || g_strcmp0 (op->parent_remote_id, op->remote_id) == 0;
}

static void
write_status (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  const char *status = kontor_record_get_text (record, field);

  kontor_woo_put_text (draft, draft->body, name, g_strcmp0 (status, "published") == 0 ? "publish" : status);
}

static void
write_size (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  yyjson_mut_val *sizes = yyjson_mut_obj_get (draft->body, "dimensions");

  if (sizes == NULL) {
    sizes = yyjson_mut_obj (draft->doc);
    kontor_woo_put (draft, draft->body, "dimensions", sizes);
  }
  kontor_woo_put_text (draft, sizes, name, kontor_record_get_text (record, field));
}

static void
write_picture (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  yyjson_mut_val *image = yyjson_mut_obj (draft->doc);

  if (is_simple (draft->op)) {
    kontor_woo_draft_refuse_field (draft, field);
    return;
  }
  kontor_woo_put_id (draft, image, "id", kontor_record_get_text (record, field));
  kontor_woo_put (draft, draft->body, name, image);
}

static void
write_options (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  yyjson_mut_val *list;

  if (kontor_record_get_length (record, field) == 0)
    return;
  list = kontor_woo_put_list (draft, draft->body, name);
  for (guint i = 0; i < kontor_record_get_length (record, field); i++) {
    const KontorRecord *option = kontor_record_get_member (record, field, i);
    yyjson_mut_val *entry = kontor_woo_add_object (draft, list);
    const char *title = kontor_record_get_text (option, KONTOR_VARIANT_OPTION_NAME);

    if (kontor_woo_is_id (kontor_record_get_key (option)))
      kontor_woo_put_id (draft, entry, "id", kontor_record_get_key (option));
    else
      kontor_woo_put_text (draft, entry, "name", title != NULL ? title : kontor_record_get_key (option));
    kontor_woo_put_text (draft, entry, "option", kontor_record_get_text (option, KONTOR_VARIANT_OPTION_VALUE));
  }
}

/* A stock that is there when the variant is made; later it moves by operations of its own. */
static void
write_levels (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  if (kontor_record_get_length (record, field) == 0)
    return;
  kontor_woo_put_bool (draft, draft->body, "manage_stock", TRUE);
  kontor_woo_put_int (draft, draft->body, name,
                      kontor_record_get_int (kontor_record_get_member (record, field, 0), KONTOR_LEVEL_ON_HAND));
}

static const KontorWooWrite writes[] = {
  { KONTOR_VARIANT_PRODUCT, NULL, kontor_woo_write_nothing },
  { KONTOR_VARIANT_TITLE, NULL, kontor_woo_write_nothing },
  { KONTOR_VARIANT_SKU, "sku", kontor_woo_write_text },
  { KONTOR_VARIANT_GTIN, "global_unique_id", kontor_woo_write_text },
  { KONTOR_VARIANT_POSITION, "menu_order", kontor_woo_write_int },
  { KONTOR_VARIANT_STATUS, "status", write_status },
  { KONTOR_VARIANT_CURRENCY, NULL, kontor_woo_write_nothing },
  { KONTOR_VARIANT_PRICE, "regular_price", kontor_woo_write_money },
  { KONTOR_VARIANT_SALE_PRICE, "sale_price", kontor_woo_write_money },
  { KONTOR_VARIANT_SALE_FROM, "date_on_sale_from_gmt", kontor_woo_write_instant },
  { KONTOR_VARIANT_SALE_TO, "date_on_sale_to_gmt", kontor_woo_write_instant },
  { KONTOR_VARIANT_MANAGE_STOCK, "manage_stock", kontor_woo_write_bool },
  { KONTOR_VARIANT_BACKORDERS, "backorders", kontor_woo_write_text },
  { KONTOR_VARIANT_LOW_STOCK, "low_stock_amount", kontor_woo_write_int },
  { KONTOR_VARIANT_WEIGHT, "weight", kontor_woo_write_text },
  { KONTOR_VARIANT_LENGTH, "length", write_size },
  { KONTOR_VARIANT_WIDTH, "width", write_size },
  { KONTOR_VARIANT_HEIGHT, "height", write_size },
  { KONTOR_VARIANT_PICTURE_KEY, "image", write_picture },
  { KONTOR_VARIANT_OPTIONS, "attributes", write_options },
  { KONTOR_VARIANT_METADATA, NULL, kontor_woo_write_metadata },
  { KONTOR_VARIANT_LEVELS, "stock_quantity", write_levels },
  { 0 },
};

static void
request_variant (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;
  g_autofree char *path = kontor_woo_plan_get_path (op);
  g_autofree char *collection = is_simple (op)
                                    ? g_strdup ("wc/v3/products")
                                    : g_strdup_printf ("wc/v3/products/%s/variations", op->parent_remote_id);

  kontor_woo_draft_request (draft, "PUT", "%s", path);
  kontor_woo_draft_allow_batch (draft, collection);
}

/* The store drops such a sale price without a word. */
static void
check_sale (KontorWooDraft *draft, const KontorRecord *wanted)
{
  const KontorRecord *records[] = { wanted, draft->op->base, draft->op->before };
  const KontorRecord *regular = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (records) && regular == NULL; i++)
    if (records[i] != NULL && !kontor_record_is_null (records[i], KONTOR_VARIANT_PRICE))
      regular = records[i];
  if (kontor_record_is_null (wanted, KONTOR_VARIANT_SALE_PRICE) || regular == NULL ||
      kontor_record_get_amount (wanted, KONTOR_VARIANT_SALE_PRICE) <
          kontor_record_get_amount (regular, KONTOR_VARIANT_PRICE))
    return;
  kontor_woo_draft_refuse (draft, KONTOR_ERROR_REJECTED, _("A sale price must be below the regular price."));
}

void
kontor_woo_plan_variant (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;

  if (op->add != NULL && kontor_record_get_length (op->add, KONTOR_VARIANT_PRICES) > 0)
    kontor_woo_draft_refuse_field (draft, KONTOR_VARIANT_PRICES);
  if (op->set != NULL) {
    kontor_woo_write_fields (draft, writes, op->set);
    check_sale (draft, op->set);
  }
  request_variant (draft);
}

static const char *
get_product (const KontorOp *op)
{
  const char *product = op->set != NULL ? kontor_record_get_ref_key (op->set, KONTOR_VARIANT_PRODUCT) : NULL;

  return product != NULL ? product : op->parent_remote_id;
}

/* What has no options is the product itself. */
void
kontor_woo_plan_new_variant (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;
  const char *product = get_product (op);

  if (product == NULL || op->set == NULL) {
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_INVALID, _("The operation does not say what to do."));
    return;
  }
  kontor_woo_write_fields (draft, writes, op->set);
  check_sale (draft, op->set);
  kontor_woo_put_mark (draft);
  if (kontor_record_get_length (op->set, KONTOR_VARIANT_OPTIONS) == 0)
    kontor_woo_draft_request (draft, "PUT", "wc/v3/products/%s", product);
  else
    kontor_woo_draft_request (draft, "POST", "wc/v3/products/%s/variations", product);
}

/* A variation may leave its stock to its product. */
static gboolean
has_stock (KontorWooDraft *draft)
{
  yyjson_val *managed = yyjson_obj_get (draft->raw, "manage_stock");

  if (draft->raw == NULL || yyjson_is_true (managed))
    return TRUE;
  kontor_woo_draft_refuse (draft, KONTOR_ERROR_REJECTED,
                           yyjson_equals_str (managed, "parent")
                               ? _("The stock of this variant is that of its product.")
                               : _("The shop does not manage the stock of this."));
  return FALSE;
}

/* The store adds it to what it has at that moment, which loses less than a quantity of our own would. */
void
kontor_woo_plan_stock (KontorWooDraft *draft)
{
  const KontorRecord *delta = draft->op->delta;
  gint64 sum = 0;

  for (guint i = 0; delta != NULL && i < kontor_record_get_length (delta, KONTOR_VARIANT_LEVELS); i++)
    sum += kontor_record_get_int (kontor_record_get_member (delta, KONTOR_VARIANT_LEVELS, i), KONTOR_LEVEL_ON_HAND);
  if (!has_stock (draft))
    return;
  if (sum == 0) { /* of several that became one: even that write could lose a sale */
    kontor_woo_draft_answer (draft, KONTOR_RECEIPT_DONE);
    return;
  }
  kontor_woo_put_int (draft, draft->body, "inventory_delta", sum);
  kontor_woo_put_mark (draft);
  request_variant (draft);
}

/* Absolute, after a count alone. */
void
kontor_woo_plan_count (KontorWooDraft *draft)
{
  const KontorRecord *level = kontor_woo_get_member (draft->op, KONTOR_VARIANT_LEVELS);

  if (level == NULL) {
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_INVALID, _("The operation does not say what to do."));
    return;
  }
  if (!has_stock (draft))
    return;
  kontor_woo_put_int (draft, draft->body, "stock_quantity", kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND));
  kontor_woo_put_mark (draft);
  request_variant (draft);
}
