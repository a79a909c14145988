#include "kontor-shop-private.h"

#include <string.h>

/* What of each kind can be written; all else in a request is passed over without a word. */
static const char *const writable[SHOP_N_KINDS] = {
  [SHOP_SETTING] = " ",
  [SHOP_CATEGORY] = " name slug parent_id position description picture meta ",
  [SHOP_TAG] = " kind name slug meta ",
  [SHOP_PRODUCT] = " name slug status kind sku vendor featured visibility tax_status tax_class requires_shipping description summary"
                   " seo_title seo_description meta options pictures categories tags ",
  [SHOP_VARIATION] = " name sku gtin mpn position status regular_price sale_price sale_from sale_to cost manage_stock backorders low_stock"
                     " weight length width height hs_code origin picture_id options meta prices levels ",
  [SHOP_CUSTOMER] = " first_name last_name company email phone kind marketing note meta addresses tags ",
  [SHOP_DISCOUNT] = " code kind percent amount status starts_at ends_at usage_limit customer_limit minimum maximum individual"
                    " free_shipping description rules meta ",
  [SHOP_ORDER] = " status email phone customer_id customer_name customer_note channel addresses lines meta ",
};

static const char *const lists = " options pictures categories tags prices addresses ";
static const char *const encoded = " name vendor seo_title ";

static gboolean
has_word (const char *words, const char *word)
{
  g_autofree char *needle = g_strdup_printf (" %s ", word);

  return strstr (words, needle) != NULL;
}

/** Names are kept with HTML entities by a bare shop, whether they came so or not. */
char *
shop_encode (KontorShop *self, const char *text)
{
  g_autoptr (GString) plain = g_string_new (text);
  g_autoptr (GString) out = NULL;

  if (self->manner == KONTOR_SHOP_KIND || text == NULL)
    return g_strdup (text);
  g_string_replace (plain, "&quot;", "\"", 0);
  g_string_replace (plain, "&#039;", "'", 0);
  g_string_replace (plain, "&lt;", "<", 0);
  g_string_replace (plain, "&gt;", ">", 0);
  g_string_replace (plain, "&amp;", "&", 0);
  out = g_string_new (plain->str);
  g_string_replace (out, "&", "&amp;", 0);
  g_string_replace (out, "<", "&lt;", 0);
  g_string_replace (out, ">", "&gt;", 0);
  g_string_replace (out, "\"", "&quot;", 0);
  g_string_replace (out, "'", "&#039;", 0);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/** A null takes the key out. */
static void
merge_meta (ShopRow *row, Json *meta)
{
  Json *own = shop_need_object (row->doc, shop_row_root (row), "meta");
  yyjson_mut_obj_iter iter;
  Json *key;

  yyjson_mut_obj_iter_init (meta, &iter);
  while ((key = yyjson_mut_obj_iter_next (&iter)) != NULL) {
    const char *name = yyjson_mut_get_str (key);
    Json *value = yyjson_mut_obj_iter_get_val (key);

    if (yyjson_mut_is_null (value))
      yyjson_mut_obj_remove_key (own, name);
    else
      shop_set_copy (row->doc, own, name, value);
  }
}

/** What a location has becomes what is said, absolutely; nothing else can be written there. */
static void
merge_levels (KontorShop *self, ShopRow *row, Json *levels)
{
  Json *own = shop_need_list (row->doc, shop_row_root (row), "levels");

  for (guint i = 0; i < shop_length (levels); i++) {
    gint64 location = shop_get_int (shop_at (levels, i), "location_id"), before;
    Json *level = shop_find (own, "location_id", location);

    if (level == NULL) {
      level = shop_append (row->doc, own);
      shop_set_int (row->doc, level, "location_id", location);
      shop_set_int (row->doc, level, "committed", 0);
    }
    before = shop_get_int (level, "on_hand");
    if (shop_has (shop_at (levels, i), "on_hand"))
      shop_set_int (row->doc, level, "on_hand", shop_get_int (shop_at (levels, i), "on_hand"));
    if (shop_get_int (level, "on_hand") != before)
      shop_effect (self, "stock", row->id, shop_get_int (level, "on_hand") - before);
  }
}

static gboolean
is_numbered (const ShopRow *row, const char *name)
{
  return row->kind == SHOP_PRODUCT || !has_word (" tags prices options ", name);
}

/** Lists replace what was there; a member without id gets one. What is no list is passed over. */
static void
replace_list (KontorShop *self, ShopRow *row, const char *name, Json *list)
{
  Json *own;

  if (!yyjson_mut_is_arr (list))
    return;
  own = shop_set_list (row->doc, shop_row_root (row), name);
  for (guint i = 0; i < shop_length (list); i++) {
    Json *member = yyjson_mut_is_obj (shop_at (list, i)) ? shop_append_copy (row->doc, own, shop_at (list, i)) : NULL;

    if (member != NULL && is_numbered (row, name) && !shop_has (member, "id") && !shop_has (member, "role"))
      shop_set_int (row->doc, member, "id", shop_next_id (self));
  }
}

static gboolean
merge_member (KontorShop *self, ShopRow *row, const char *name, Json *value, GError **error)
{
  Json *root = shop_row_root (row);

  if (g_str_equal (name, "meta"))
    merge_meta (row, value);
  else if (g_str_equal (name, "levels"))
    merge_levels (self, row, value);
  else if (row->kind == SHOP_ORDER && g_str_equal (name, "status"))
    return shop_order_set_status (self, row, yyjson_mut_get_str (value), error);
  else if (row->kind == SHOP_ORDER && g_str_equal (name, "lines"))
    return shop_order_set_lines (self, row, value, error);
  else if (has_word (lists, name))
    replace_list (self, row, name, value);
  else if (yyjson_mut_is_str (value) && has_word (encoded, name)) {
    g_autofree char *text = shop_encode (self, yyjson_mut_get_str (value));

    shop_set_text (row->doc, root, name, text);
  } else
    shop_set_copy (row->doc, root, name, value);
  return TRUE;
}

gboolean
shop_edit_merge (KontorShop *self, ShopRow *row, Json *body, GError **error)
{
  yyjson_mut_obj_iter iter;
  Json *key;

  yyjson_mut_obj_iter_init (body, &iter);
  while ((key = yyjson_mut_obj_iter_next (&iter)) != NULL) {
    const char *name = yyjson_mut_get_str (key);

    if (has_word (writable[row->kind], name) &&
        !merge_member (self, row, name, yyjson_mut_obj_iter_get_val (key), error))
      return FALSE;
  }
  return shop_check (self, row, error);
}

/** A bare shop's product counts as changed with each of its variations, as both are one post there. */
static void
touch_parent (KontorShop *self, const ShopRow *row)
{
  g_autoptr (ShopRow) parent =
      row->kind == SHOP_VARIATION ? shop_row_load (self, SHOP_PRODUCT, row->parent, NULL) : NULL;

  if (parent != NULL && self->manner == KONTOR_SHOP_BARE)
    shop_row_save (self, parent, SHOP_SAVE_TOUCH);
}

static gboolean
find_parent (ShopCall *call, ShopRow *row, GError **error)
{
  g_autoptr (ShopRow) parent = NULL;

  if (row->kind != SHOP_VARIATION)
    return TRUE;
  row->parent = shop_get_int (shop_call_body (call), "parent_id");
  parent = shop_row_load (call->shop, SHOP_PRODUCT, row->parent, error);
  return parent != NULL;
}

static void
set_defaults (ShopRow *row)
{
  static const char *const empty[] = { "categories", "tags", "options", "pictures" };
  Json *root = shop_row_root (row);

  if (row->kind != SHOP_ORDER && row->kind != SHOP_CATEGORY && row->kind != SHOP_TAG && row->kind != SHOP_CUSTOMER)
    shop_set_text (row->doc, root, "status", row->kind == SHOP_DISCOUNT ? "active" : "published");
  if (row->kind != SHOP_CATEGORY && row->kind != SHOP_TAG)
    shop_set_text (row->doc, root, "currency", "EUR");
  for (guint i = 0; row->kind == SHOP_PRODUCT && i < G_N_ELEMENTS (empty); i++)
    shop_set_list (row->doc, root, empty[i]);
  if (row->kind == SHOP_VARIATION) {
    shop_set_bool (row->doc, root, "manage_stock", TRUE);
    shop_set_list (row->doc, root, "levels");
    shop_set_list (row->doc, root, "options");
  }
  shop_set_object (row->doc, root, "meta");
}

gboolean
shop_edit_create (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) row = NULL;
  ShopKind kind;

  if (!shop_kind_from_name (call->path[0], &kind) || kind == SHOP_SETTING || kind == SHOP_ORDER) {
    g_set_error (error, SHOP_STATUS, 404, "Nothing can be made there.");
    return FALSE;
  }
  row = shop_row_new (call->shop, kind);
  set_defaults (row);
  if (!find_parent (call, row, error) || !shop_edit_merge (call->shop, row, shop_call_body (call), error))
    return FALSE;
  shop_row_save (call->shop, row, SHOP_SAVE_TOUCH);
  shop_effect (call->shop, "create", row->id, 0);
  touch_parent (call->shop, row);
  return shop_call_answer (call, row);
}

static ShopRow *
load_target (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) row = NULL;
  ShopKind kind;

  if (!shop_kind_from_name (call->path[0], &kind)) {
    g_set_error (error, SHOP_STATUS, 404, "No route.");
    return NULL;
  }
  row = shop_row_load (call->shop, kind, shop_call_get_id (call, 1), error);
  if (row == NULL || !shop_call_check_revision (call, row, error))
    return NULL;
  return g_steal_pointer (&row);
}

gboolean
shop_edit_update (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) row = load_target (call, error);

  if (row == NULL || !shop_edit_merge (call->shop, row, shop_call_body (call), error))
    return FALSE;
  shop_row_save (call->shop, row, SHOP_SAVE_TOUCH);
  touch_parent (call->shop, row);
  return shop_call_answer (call, row);
}

static void
delete_children (KontorShop *self, const ShopRow *row)
{
  g_autoptr (GPtrArray) children = shop_row_load_children (self, row->id);

  for (guint i = 0; i < children->len; i++)
    shop_row_delete (self, g_ptr_array_index (children, i));
}

/** Products and discounts go to the trash first; all else, and what is in it or forced, goes for good. */
gboolean
shop_edit_delete (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) row = load_target (call, error);
  gboolean trash;

  if (row == NULL)
    return FALSE;
  trash = (row->kind == SHOP_PRODUCT || row->kind == SHOP_DISCOUNT) && shop_call_get_query (call, "force") == NULL;
  if (trash && g_strcmp0 (shop_get_text (shop_row_root (row), "status"), "trash") == 0) {
    g_set_error (error, SHOP_STATUS, 410, "It is in the trash already.");
    return FALSE;
  }
  if (trash) {
    shop_set_text (row->doc, shop_row_root (row), "status_before", shop_get_text (shop_row_root (row), "status"));
    shop_set_text (row->doc, shop_row_root (row), "status", "trash");
    shop_row_save (call->shop, row, SHOP_SAVE_TOUCH);
  } else {
    delete_children (call->shop, row);
    shop_row_delete (call->shop, row);
    touch_parent (call->shop, row);
  }
  return shop_call_answer (call, row);
}
