#include "kontor-shop-private.h"

#include <string.h>

#include "kontor-money.h"

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, SHOP_STATUS, 422, message);
  return FALSE;
}

static gboolean
is_empty (const ShopRow *row, const char *name)
{
  const char *text = shop_get_text (shop_row_root (row), name);

  return text == NULL || *text == '\0';
}

static gboolean
is_one_of (const char *text, const char *words)
{
  g_autofree char *needle = g_strdup_printf (" %s ", text);

  return strstr (words, needle) != NULL;
}

/** Whether an amount that is given can be read and is not negative. */
static gboolean
is_price (const ShopRow *row, const char *name)
{
  Json *value = shop_get (shop_row_root (row), name);
  gint64 amount;

  if (value == NULL)
    return TRUE;
  return yyjson_mut_is_str (value) && kontor_decimal_parse (yyjson_mut_get_str (value), &amount, NULL, NULL) &&
         amount >= 0;
}

/** Nothing else of the kind may have the same SKU, code or e-mail address, not even in the trash. */
static gboolean
is_unique (KontorShop *self, const ShopRow *row, ShopKind kind, const char *name)
{
  g_autoptr (ShopRow) other = shop_row_find (self, kind, shop_get_text (shop_row_root (row), name));

  return other == NULL || other->id == row->id;
}

/** What a product is filed under is there. */
static gboolean
has_terms (KontorShop *self, const ShopRow *row, const char *list, ShopKind kind)
{
  Json *terms = shop_get (shop_row_root (row), list);

  for (guint i = 0; i < shop_length (terms); i++) {
    g_autoptr (ShopRow) term = shop_row_load (self, kind, shop_get_int (shop_at (terms, i), "id"), NULL);

    if (term == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_product (KontorShop *self, const ShopRow *row, GError **error)
{
  if (is_empty (row, "name"))
    return refuse (error, "A product needs a name.");
  if (!is_one_of (shop_get_text (shop_row_root (row), "status"), " published draft private pending trash "))
    return refuse (error, "There is no such status of a product.");
  if (!is_unique (self, row, SHOP_PRODUCT, "sku"))
    return refuse (error, "This SKU is taken by another product.");
  if (!has_terms (self, row, "categories", SHOP_CATEGORY) || !has_terms (self, row, "tags", SHOP_TAG))
    return refuse (error, "There is no such category or tag.");
  return TRUE;
}

static gboolean
check_variation (KontorShop *self, const ShopRow *row, GError **error)
{
  Json *root = shop_row_root (row);

  if (!is_price (row, "regular_price") || !is_price (row, "sale_price") || !is_price (row, "cost"))
    return refuse (error, "A price is a number that is not negative.");
  if (shop_get (root, "sale_price") != NULL &&
      shop_get_amount (root, "sale_price") > shop_get_amount (root, "regular_price"))
    return refuse (error, "A sale price cannot be above the regular price.");
  if (!is_unique (self, row, SHOP_VARIATION, "sku"))
    return refuse (error, "This SKU is taken by another variation.");
  return TRUE;
}

static gboolean
check_customer (KontorShop *self, const ShopRow *row, GError **error)
{
  if (!is_empty (row, "email") && strchr (shop_get_text (shop_row_root (row), "email"), '@') == NULL)
    return refuse (error, "This is no e-mail address.");
  if (!is_unique (self, row, SHOP_CUSTOMER, "email"))
    return refuse (error, "There is a customer with this e-mail address already.");
  return TRUE;
}

static gboolean
check_discount (KontorShop *self, const ShopRow *row, GError **error)
{
  Json *root = shop_row_root (row);

  if (is_empty (row, "code"))
    return refuse (error, "A discount needs a code.");
  if (!is_price (row, "amount") || !is_price (row, "percent") ||
      shop_get_amount (root, "percent") > 100 * KONTOR_MONEY_UNIT)
    return refuse (error, "A discount is a number that is not negative, and at most 100 %.");
  if (!is_unique (self, row, SHOP_DISCOUNT, "code"))
    return refuse (error, "This code is taken.");
  return TRUE;
}

static gboolean
check_category (KontorShop *self, const ShopRow *row, GError **error)
{
  gint64 parent = shop_get_int (shop_row_root (row), "parent_id");
  g_autoptr (ShopRow) above = NULL;

  if (is_empty (row, "name"))
    return refuse (error, "A category needs a name.");
  if (parent == 0)
    return TRUE;
  above = shop_row_load (self, SHOP_CATEGORY, parent, error);
  if (above == NULL)
    return FALSE;
  return parent != row->id ? TRUE : refuse (error, "A category cannot be its own parent.");
}

/** Whether the shop takes the row as it now is. */
gboolean
shop_check (KontorShop *self, const ShopRow *row, GError **error)
{
  switch (row->kind) {
  case SHOP_PRODUCT:
    return check_product (self, row, error);
  case SHOP_VARIATION:
    return check_variation (self, row, error);
  case SHOP_CUSTOMER:
    return check_customer (self, row, error);
  case SHOP_DISCOUNT:
    return check_discount (self, row, error);
  case SHOP_CATEGORY:
    return check_category (self, row, error);
  case SHOP_TAG:
    return is_empty (row, "name") ? refuse (error, "A tag needs a name.") : TRUE;
  case SHOP_SETTING:
    return refuse (error, "Settings are changed in the shop’s own admin.");
  case SHOP_ORDER:
    return TRUE;
  }
  g_return_val_if_reached (FALSE);
}
