#include "kontor-shop-private.h"

/* What is sent for something that comes back, or that was wrong: new lines of the order, those of a claim for nothing. */

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, SHOP_STATUS, 422, message);
  return FALSE;
}

static gboolean
goes (Json *line, const char *direction)
{
  return g_strcmp0 (shop_get_text (line, "direction"), direction) == 0;
}

/** What comes back is a return of its own; (nullable): NULL where nothing does. */
static gboolean
add_return (KontorShop *self, ShopRow *order, Json *swap, Json *lines, GError **error)
{
  Json *body = yyjson_mut_obj (order->doc), *back = shop_set_list (order->doc, body, "lines"), *returned;

  for (guint i = 0; i < shop_length (lines); i++)
    if (goes (shop_at (lines, i), "back")) {
      Json *line = shop_append (order->doc, back);

      shop_set_int (order->doc, line, "line_id", shop_get_int (shop_at (lines, i), "line_id"));
      shop_set_int (order->doc, line, "quantity", shop_get_int (shop_at (lines, i), "quantity"));
      shop_set_text (order->doc, line, "reason", shop_get_text (shop_at (lines, i), "reason"));
    }
  if (shop_length (back) == 0)
    return TRUE;
  returned = shop_return_add (self, order, body, shop_now (self), error);
  if (returned != NULL)
    shop_set_int (order->doc, swap, "return_id", shop_get_int (returned, "id"));
  return returned != NULL;
}

/** Adds @line to the swap, and what it sends to the order; returns whether the shop takes it. */
static gboolean
take_line (KontorShop *self, ShopRow *order, Json *own, Json *line, const gint64 *price, gint64 *difference, GError **error)
{
  Json *ordered = shop_find (shop_get (shop_row_root (order), "lines"), "id", shop_get_int (line, "line_id")), *copy;
  gint64 quantity = shop_get_int (line, "quantity");

  if (goes (line, "sent"))
    ordered = shop_line_add (self, order, shop_get_int (line, "variation_id"), quantity, price, error);
  else if (ordered == NULL || quantity <= 0)
    return refuse (error, "It names a line that the order does not have.");
  if (ordered == NULL)
    return FALSE;
  copy = shop_append_copy (order->doc, own, line);
  shop_set_int (order->doc, copy, "id", shop_next_id (self));
  shop_set_int (order->doc, copy, "line_id", shop_get_int (ordered, "id"));
  shop_set_text (order->doc, copy, "name", shop_get_text (ordered, "name"));
  if (!goes (line, "claimed"))
    *difference += (goes (line, "sent") ? 1 : -1) * shop_get_amount (ordered, "unit_price") * quantity;
  return TRUE;
}

static gboolean
take_lines (KontorShop *self, ShopRow *order, Json *swap, Json *lines, const gint64 *price, gint64 *difference, GError **error)
{
  Json *own = shop_set_list (order->doc, swap, "lines");

  *difference = 0;
  if (shop_length (lines) == 0)
    return refuse (error, "It needs at least one line.");
  for (guint i = 0; i < shop_length (lines); i++)
    if (!take_line (self, order, own, shop_at (lines, i), price, difference, error))
      return FALSE;
  return TRUE;
}

static Json *
begin (KontorShop *self, ShopRow *order, const char *list, Json *body)
{
  Json *swap = shop_append (order->doc, shop_need_list (order->doc, shop_row_root (order), list));
  g_autofree char *time = shop_format_time (shop_now (self), self->manner == KONTOR_SHOP_BARE);

  shop_set_int (order->doc, swap, "id", shop_next_id (self));
  shop_set_text (order->doc, swap, "status", "requested");
  shop_set_text (order->doc, swap, "at", time);
  if (shop_has (body, "meta"))
    shop_set_copy (order->doc, swap, "meta", shop_get (body, "meta"));
  return swap;
}

static gboolean
add_swap (ShopCall *call, const char *list, const gint64 *price, GError **error)
{
  g_autoptr (ShopRow) order = shop_row_load (call->shop, SHOP_ORDER, shop_call_get_id (call, 1), error);
  Json *body = shop_call_body (call), *lines = shop_get (body, "lines"), *swap;
  gint64 difference;

  if (order == NULL || !shop_call_check_revision (call, order, error))
    return FALSE;
  swap = begin (call->shop, order, list, body);
  if (!add_return (call->shop, order, swap, lines, error) ||
      !take_lines (call->shop, order, swap, lines, price, &difference, error))
    return FALSE;
  if (price == NULL)
    shop_set_amount (order->doc, swap, "difference", difference);
  else
    shop_set_text (order->doc, swap, "kind", shop_get_text (body, "kind"));
  shop_order_set_totals (order);
  shop_effect (call->shop, list, order->id, 0);
  shop_row_save (call->shop, order, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, order);
}

/** POST orders/<id>/exchanges {lines, meta}. */
gboolean
shop_order_exchange (ShopCall *call, GError **error)
{
  return add_swap (call, "exchanges", NULL, error);
}

/** POST orders/<id>/claims {kind, lines, meta}. */
gboolean
shop_order_claim (ShopCall *call, GError **error)
{
  static const gint64 free_of_charge = 0;

  return add_swap (call, "claims", &free_of_charge, error);
}
