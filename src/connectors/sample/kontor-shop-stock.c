#include "kontor-shop-private.h"

#include <string.h>

/** Orders reserve from the first location. */
gint64
shop_first_location (KontorShop *self)
{
  return shop_get_meta (self, "first-location");
}

static Json *
need_level (ShopRow *variation, gint64 location_id)
{
  Json *levels = shop_need_list (variation->doc, shop_row_root (variation), "levels");
  Json *level = shop_find (levels, "location_id", location_id);

  if (level != NULL)
    return level;
  level = shop_append (variation->doc, levels);
  shop_set_int (variation->doc, level, "location_id", location_id);
  shop_set_int (variation->doc, level, "on_hand", 0);
  shop_set_int (variation->doc, level, "committed", 0);
  return level;
}

static gboolean
is_managed (const ShopRow *variation)
{
  return shop_get_bool (shop_row_root (variation), "manage_stock");
}

/** Adds to what a location has of a variation and to what of that is promised to orders. */
void
shop_stock_move (KontorShop *self, gint64 variation_id, gint64 location_id, gint64 on_hand, gint64 committed)
{
  g_autoptr (ShopRow) variation = NULL;
  Json *level;

  if (self->seeding || (on_hand == 0 && committed == 0))
    return;
  variation = shop_row_load (self, SHOP_VARIATION, variation_id, NULL);
  if (variation == NULL || !is_managed (variation))
    return;
  level = need_level (variation, location_id);
  shop_set_int (variation->doc, level, "on_hand", shop_get_int (level, "on_hand") + on_hand);
  shop_set_int (variation->doc, level, "committed", MAX (shop_get_int (level, "committed") + committed, 0));
  shop_row_save (self, variation, SHOP_SAVE_TOUCH);
  if (on_hand != 0)
    shop_effect (self, "stock", variation_id, on_hand);
}

/** Statuses in which an order gives back what it had reserved. */
static gboolean
holds_stock (Json *order)
{
  const char *status = shop_get_text (order, "status");

  return strstr (" cancelled failed draft refunded trash ", status != NULL ? status : "draft") == NULL;
}

/** What an order keeps reserved of a line: what is neither sent nor refunded. */
static gint64
get_reserved (Json *order, Json *line)
{
  gint64 id = shop_get_int (line, "id");

  if (order == NULL || !holds_stock (order))
    return 0;
  return MAX (shop_get_int (line, "quantity") - shop_line_fulfilled (order, id) - shop_line_refunded (order, id), 0);
}

/** Moves reservations as an order changes from @before (NULL: it is new) to @after. */
void
shop_stock_reserve (KontorShop *self, Json *before, Json *after)
{
  Json *lines = shop_get (after, "lines");

  for (guint i = 0; !self->seeding && i < shop_length (lines); i++) {
    Json *line = shop_at (lines, i);
    gint64 change = get_reserved (after, line) - get_reserved (before, line);

    shop_stock_move (self, shop_get_int (line, "variation_id"), shop_first_location (self), 0, change);
  }
}

/** So many more units of a line are promised, where its order keeps anything for its customer. */
void
shop_stock_reserve_units (KontorShop *self, Json *order, Json *line, gint64 units)
{
  if (holds_stock (order))
    shop_stock_move (self, shop_get_int (line, "variation_id"), shop_first_location (self), 0, units);
}

/** POST variations/<id>/stock {location_id, delta}: only a kind shop adds by itself. */
gboolean
shop_stock_adjust (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) variation = shop_row_load (call->shop, SHOP_VARIATION, shop_call_get_id (call, 1), error);
  Json *levels = shop_get (shop_call_body (call), "levels");

  if (variation == NULL)
    return FALSE;
  if (call->shop->manner == KONTOR_SHOP_BARE) {
    g_set_error (error, SHOP_STATUS, 404, "No route.");
    return FALSE;
  }
  for (guint i = 0; i < shop_length (levels); i++) {
    Json *level = need_level (variation, shop_get_int (shop_at (levels, i), "location_id"));
    gint64 delta = shop_get_int (shop_at (levels, i), "delta");

    shop_set_int (variation->doc, level, "on_hand", shop_get_int (level, "on_hand") + delta);
    shop_effect (call->shop, "stock", variation->id, delta);
  }
  shop_row_save (call->shop, variation, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, variation);
}
