/* Categories, tags, coupons and customers. */

#include "kontor-woo-draft.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"

static gboolean
is_create (const KontorOp *op)
{
  return op->kind->op_class == KONTOR_OP_CREATE;
}

static const char *
get_collection (const KontorOp *op)
{
  const char *kind = op->set != NULL && op->kind->entity == KONTOR_ENTITY_TAG
                         ? kontor_record_get_text (op->set, KONTOR_TAG_KIND)
                         : NULL;

  switch (op->kind->entity) {
  case KONTOR_ENTITY_CATEGORY:
    return "wc/v3/products/categories";
  case KONTOR_ENTITY_TAG:
    return g_strcmp0 (kind, "brand") == 0 ? "wc/v3/products/brands" : "wc/v3/products/tags";
  case KONTOR_ENTITY_CUSTOMER:
    return "wc/v3/customers";
  case KONTOR_ENTITY_DISCOUNT:
    return "wc/v3/coupons";
  case KONTOR_ENTITY_SETTING:
  case KONTOR_ENTITY_PRODUCT:
  case KONTOR_ENTITY_VARIANT:
  case KONTOR_ENTITY_ORDER:
    break;
  }
  g_return_val_if_reached (NULL);
}

static void
request_object (KontorWooDraft *draft)
{
  g_autofree char *path = is_create (draft->op) ? NULL : kontor_woo_plan_get_path (draft->op);

  if (path == NULL)
    kontor_woo_draft_request (draft, "POST", "%s", get_collection (draft->op));
  else
    kontor_woo_draft_request (draft, "PUT", "%s", path);
}

static void
write_picture (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  yyjson_mut_val *image = yyjson_mut_obj (draft->doc);

  kontor_woo_put_text (draft, image, "src", kontor_record_get_text (record, field));
  kontor_woo_put (draft, draft->body, name,
                  kontor_record_is_null (record, field) ? yyjson_mut_null (draft->doc) : image);
}

static const KontorWooWrite category_writes[] = {
  { KONTOR_CATEGORY_NAME, "name", kontor_woo_write_name },
  { KONTOR_CATEGORY_HANDLE, "slug", kontor_woo_write_text },
  { KONTOR_CATEGORY_PARENT, "parent", kontor_woo_write_ref },
  { KONTOR_CATEGORY_POSITION, "menu_order", kontor_woo_write_int },
  { KONTOR_CATEGORY_DESCRIPTION, "description", kontor_woo_write_text },
  { KONTOR_CATEGORY_PICTURE_URL, "image", write_picture },
  { 0 },
};

void
kontor_woo_plan_category (KontorWooDraft *draft)
{
  if (draft->op->set != NULL)
    kontor_woo_write_fields (draft, category_writes, draft->op->set);
  request_object (draft);
}

static const KontorWooWrite tag_writes[] = {
  { KONTOR_TAG_KIND, NULL, kontor_woo_write_nothing },
  { KONTOR_TAG_NAME, "name", kontor_woo_write_name },
  { KONTOR_TAG_HANDLE, "slug", kontor_woo_write_text },
  { 0 },
};

void
kontor_woo_plan_tag (KontorWooDraft *draft)
{
  if (draft->op->set != NULL)
    kontor_woo_write_fields (draft, tag_writes, draft->op->set);
  request_object (draft);
}

static const char *
get_word (const char *const (*words)[2], const char *word)
{
  for (; (*words)[0] != NULL; words++)
    if (g_strcmp0 ((*words)[0], word) == 0)
      return (*words)[1];
  return word;
}

static void
write_discount_kind (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  static const char *const words[][2] = {
    { "fixed-order", "fixed_cart" }, { "fixed-product", "fixed_product" }, { "free-shipping", "fixed_cart" }, { NULL }
  };
  const char *kind = kontor_record_get_text (record, field);

  kontor_woo_put_text (draft, draft->body, name, get_word (words, kind));
  if (g_strcmp0 (kind, "free-shipping") == 0)
    kontor_woo_put_bool (draft, draft->body, "free_shipping", TRUE);
}

/* The store knows no pause: what waits for a review is one. */
static void
write_discount_status (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  static const char *const words[][2] = { { "active", "publish" }, { "expired", "publish" }, { "paused", "pending" }, { NULL } };

  kontor_woo_put_text (draft, draft->body, name, get_word (words, kontor_record_get_text (record, field)));
}

/* Of a coupon one number is the percentage or the amount, as its kind says. */
static void
write_percent (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  if (!kontor_record_is_null (record, field))
    kontor_woo_put_text (draft, draft->body, name, kontor_record_get_text (record, field));
}

static void
write_amount (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  if (!kontor_record_is_null (record, field))
    kontor_woo_put_money (draft, draft->body, name, record, field);
}

/* The store passes over null; 0 is without limit. */
static void
write_limit (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_int (draft, draft->body, name, kontor_record_get_int (record, field));
}

/* Likewise, an amount of 0 is none. */
static void
write_bound (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_amount (draft, draft->body, name, kontor_record_get_amount (record, field));
}

/* The store takes the instant in its own zone alone, unless the text names another. */
static void
write_expiry (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  g_autofree char *text = NULL, *zoned = NULL;

  if (!kontor_record_is_null (record, field))
    text = kontor_woo_write_time (kontor_record_get_int (record, field));
  zoned = text != NULL ? g_strconcat (text, "Z", NULL) : NULL;
  kontor_woo_put_text (draft, draft->body, name, zoned);
}

static void
write_rules (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  static const char *const known[] = {
    "product_ids", "excluded_product_ids", "product_categories", "excluded_product_categories",
    "exclude_sale_items", "email_restrictions", "limit_usage_to_x_items", NULL
  };
  const char *text = kontor_record_get_text (record, field);
  yyjson_doc *rules = text != NULL ? yyjson_read (text, strlen (text), YYJSON_READ_NOFLAG) : NULL;
  yyjson_val *key, *value;
  gsize i, n;

  yyjson_obj_foreach (yyjson_doc_get_root (rules), i, n, key, value)
    if (g_strv_contains (known, yyjson_get_str (key)))
      kontor_woo_put (draft, draft->body, yyjson_get_str (key), yyjson_val_mut_copy (draft->doc, value));
  yyjson_doc_free (rules);
}

static const KontorWooWrite discount_writes[] = {
  { KONTOR_DISCOUNT_CODE, "code", kontor_woo_write_text },
  { KONTOR_DISCOUNT_KIND, "discount_type", write_discount_kind },
  { KONTOR_DISCOUNT_PERCENT, "amount", write_percent },
  { KONTOR_DISCOUNT_AMOUNT, "amount", write_amount },
  { KONTOR_DISCOUNT_CURRENCY, NULL, kontor_woo_write_nothing },
  { KONTOR_DISCOUNT_STATUS, "status", write_discount_status },
  { KONTOR_DISCOUNT_ENDS_AT, "date_expires", write_expiry },
  { KONTOR_DISCOUNT_USAGE_LIMIT, "usage_limit", write_limit },
  { KONTOR_DISCOUNT_CUSTOMER_LIMIT, "usage_limit_per_user", write_limit },
  { KONTOR_DISCOUNT_MINIMUM, "minimum_amount", write_bound },
  { KONTOR_DISCOUNT_MAXIMUM, "maximum_amount", write_bound },
  { KONTOR_DISCOUNT_INDIVIDUAL, "individual_use", kontor_woo_write_bool },
  { KONTOR_DISCOUNT_FREE_SHIPPING, "free_shipping", kontor_woo_write_bool },
  { KONTOR_DISCOUNT_DESCRIPTION, "description", kontor_woo_write_text },
  { KONTOR_DISCOUNT_RULES, NULL, write_rules },
  { KONTOR_DISCOUNT_METADATA, NULL, kontor_woo_write_metadata },
  { 0 },
};

void
kontor_woo_plan_discount (KontorWooDraft *draft)
{
  if (draft->op->set != NULL)
    kontor_woo_write_fields (draft, discount_writes, draft->op->set);
  if (is_create (draft->op))
    kontor_woo_put_mark (draft);
  request_object (draft);
}

static void
write_billing (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_text (draft, kontor_woo_need_object (draft, "billing"), name, kontor_record_get_text (record, field));
}

/* What the store has no field for is the team's. */
static void
write_team (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_text (draft, kontor_woo_need_team (draft), name, kontor_record_get_text (record, field));
}

static void
write_addresses (KontorWooDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_woo_put_addresses (draft, record, field);
}

static const KontorWooWrite customer_writes[] = {
  { KONTOR_CUSTOMER_FIRST_NAME, "first_name", kontor_woo_write_text },
  { KONTOR_CUSTOMER_LAST_NAME, "last_name", kontor_woo_write_text },
  { KONTOR_CUSTOMER_COMPANY, "company", write_billing },
  { KONTOR_CUSTOMER_EMAIL, "email", kontor_woo_write_text },
  { KONTOR_CUSTOMER_PHONE, "phone", write_billing },
  { KONTOR_CUSTOMER_KIND, NULL, kontor_woo_write_nothing },
  { KONTOR_CUSTOMER_CURRENCY, NULL, kontor_woo_write_nothing },
  { KONTOR_CUSTOMER_NOTE, "note", write_team },
  { KONTOR_CUSTOMER_METADATA, NULL, kontor_woo_write_metadata },
  { KONTOR_CUSTOMER_ADDRESSES, NULL, write_addresses },
  { KONTOR_CUSTOMER_TAGS, NULL, kontor_woo_write_nothing },
  { 0 },
};

static gboolean
changes_tags (const KontorOp *op)
{
  const KontorRecord *changes[] = { op->set, op->add, op->remove };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (changes[i] != NULL && kontor_record_has (changes[i], KONTOR_CUSTOMER_TAGS))
      return TRUE;
  return FALSE;
}

/* Guests have no account that could be written. */
void
kontor_woo_plan_customer (KontorWooDraft *draft)
{
  const KontorOp *op = draft->op;

  if (!is_create (op) && !kontor_woo_is_id (op->remote_id)) {
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_UNSUPPORTED, _("The shop keeps no account of guests."));
    return;
  }
  if (op->set != NULL)
    kontor_woo_write_fields (draft, customer_writes, op->set);
  if (op->add != NULL)
    kontor_woo_put_addresses (draft, op->add, KONTOR_CUSTOMER_ADDRESSES);
  if (changes_tags (op))
    kontor_woo_put_tags (draft, KONTOR_CUSTOMER_TAGS);
  if (is_create (op))
    kontor_woo_put_mark (draft);
  request_object (draft);
}

/* Customers know no trash. Their orders become those of a guest. */
void
kontor_woo_plan_delete_customer (KontorWooDraft *draft)
{
  if (!kontor_woo_is_id (draft->op->remote_id))
    kontor_woo_draft_refuse (draft, KONTOR_ERROR_UNSUPPORTED, _("The shop keeps no account of guests."));
  else
    kontor_woo_draft_request (draft, "DELETE", "wc/v3/customers/%s?force=true", draft->op->remote_id);
}
