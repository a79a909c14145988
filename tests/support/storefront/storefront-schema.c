/* What WordPress checks before a single write: whether values have the types that the route says. */
#include "storefront-private.h"

#include <string.h>

typedef enum {
  TEXT,
  INTEGER,
  TRUTH,
  LIST,
  OBJECT,
  ENUM,
} Type;

typedef struct {
  const char *name;
  Type type;
  const char *values; /* of an ENUM, between "|" */
} Field;

static const Field product_fields[] = {
  { "name", TEXT },
  { "sku", TEXT },
  { "description", TEXT },
  { "short_description", TEXT },
  { "regular_price", TEXT },
  { "sale_price", TEXT },
  { "weight", TEXT },
  { "global_unique_id", TEXT },
  { "stock_quantity", INTEGER },
  { "low_stock_amount", INTEGER },
  { "featured", TRUTH },
  { "virtual", TRUTH },
  { "categories", LIST },
  { "images", LIST },
  { "attributes", LIST },
  { "meta_data", LIST },
  { "dimensions", OBJECT },
  { "type", ENUM, "simple|grouped|external|variable" },
  { "status", ENUM, "draft|pending|private|publish|future|auto-draft|trash" },
  { "catalog_visibility", ENUM, "visible|catalog|search|hidden" },
  { "backorders", ENUM, "no|notify|yes" },
  { "stock_status", ENUM, "instock|outofstock|onbackorder" },
  { "tax_status", ENUM, "taxable|shipping|none" },
};

static const Field order_fields[] = {
  { "customer_note", TEXT },
  { "transaction_id", TEXT },
  { "payment_method", TEXT },
  { "customer_id", INTEGER },
  { "billing", OBJECT },
  { "shipping", OBJECT },
  { "line_items", LIST },
  { "shipping_lines", LIST },
  { "fee_lines", LIST },
  { "coupon_lines", LIST },
  { "meta_data", LIST },
  { "set_paid", TRUTH },
};

static const Field refund_fields[] = {
  { "amount", TEXT },
  { "reason", TEXT },
  { "api_refund", TRUTH },
  { "api_restock", TRUTH },
  { "line_items", LIST },
};

static const Field coupon_fields[] = {
  { "code", TEXT },
  { "amount", TEXT },
  { "minimum_amount", TEXT },
  { "maximum_amount", TEXT },
  { "usage_limit", INTEGER },
  { "free_shipping", TRUTH },
  { "product_ids", LIST },
};

static const struct {
  const char *path;
  const Field *fields;
  guint n_fields;
} schemas[] = {
  { "wc/v3/products", product_fields, G_N_ELEMENTS (product_fields) },
  { "wc/v3/coupons", coupon_fields, G_N_ELEMENTS (coupon_fields) },
  { "wc/v3/orders", order_fields, G_N_ELEMENTS (order_fields) },
};

static const char *const type_names[] = { "string", "integer", "boolean", "array", "object" };

static gboolean
is_whole (yyjson_val *value)
{
  const char *text = yyjson_get_str (value);

  if (text != NULL)
    return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL);
  return yyjson_is_int (value) ||
         (yyjson_is_real (value) && yyjson_get_real (value) == (double) (gint64) yyjson_get_real (value));
}

static gboolean
is_truth (yyjson_val *value)
{
  static const char *const words[] = { "true", "false", "1", "0", NULL };
  const char *text = yyjson_get_str (value);

  return yyjson_is_bool (value) || (text != NULL && g_strv_contains (words, text));
}

static gboolean
is_enum (const char *values, const char *text)
{
  g_auto (GStrv) words = g_strsplit (values, "|", -1);

  return text != NULL && g_strv_contains ((const char *const *) words, text);
}

static gboolean
fits (const Field *field, yyjson_val *value)
{
  switch (field->type) {
  case TEXT:
    return yyjson_is_str (value);
  case INTEGER:
    return is_whole (value) || yyjson_is_null (value);
  case TRUTH:
    return is_truth (value);
  case LIST:
    return yyjson_is_arr (value);
  case OBJECT:
    return yyjson_is_obj (value);
  case ENUM:
    return is_enum (field->values, yyjson_get_str (value));
  }
  g_assert_not_reached ();
}

static void
refuse (StorefrontRequest *request, const Field *field)
{
  g_autofree char *what = NULL;

  if (field->type == ENUM) {
    g_auto (GStrv) words = g_strsplit (field->values, "|", -1);
    guint last = g_strv_length (words) - 1;
    g_autofree char *end = g_strconcat ("and ", words[last], NULL);
    g_autofree char *list = NULL;

    g_set_str (&words[last], end);
    list = g_strjoinv (", ", words);
    what = g_strdup_printf ("%s is not one of %s.", field->name, list);
    storefront_fail_parameter (request, field->name, "rest_not_in_enum", what);
    return;
  }
  what = g_strdup_printf ("%s is not of type %s.", field->name, type_names[field->type]);
  storefront_fail_parameter (request, field->name, "rest_invalid_type", what);
}

static gboolean
check (StorefrontRequest *request, const Field *fields, guint n_fields)
{
  for (guint i = 0; i < n_fields; i++) {
    yyjson_val *value = yyjson_obj_get (request->body, fields[i].name);

    if (value == NULL || fits (&fields[i], value))
      continue;
    refuse (request, &fields[i]);
    return FALSE;
  }
  return TRUE;
}

/* A thing itself, or a variation, and not what hangs on it. */
static gboolean
is_under (const char *path, const char *prefix)
{
  const char *rest = path + strlen (prefix);

  if (!g_str_has_prefix (path, prefix))
    return FALSE;
  return strspn (rest, "/0123456789") == strlen (rest) || strstr (rest, "/variations") != NULL;
}

gboolean
storefront_check_types (StorefrontRequest *request)
{
  if (request->in_batch || !yyjson_is_obj (request->body))
    return TRUE;
  if (g_str_has_suffix (request->path, "/refunds"))
    return check (request, refund_fields, G_N_ELEMENTS (refund_fields));
  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    if (is_under (request->path, schemas[i].path))
      return check (request, schemas[i].fields, schemas[i].n_fields);
  return TRUE;
}
