#include "kontor-shop-private.h"

#include <string.h>

#define MOST_AT_ONCE 40

static void
place_order (KontorShop *self, GRand *random)
{
  g_autoptr (ShopRow) customer =
      g_rand_int_range (random, 0, 100) < 70 ? shop_row_pick (self, SHOP_CUSTOMER, random) : NULL;
  const ShopBasket basket = { .at = shop_now (self), .customer = customer, .status = "pending" };
  g_autoptr (ShopRow) order = shop_basket_order (self, random, &basket);
  Json *payment = shop_at (shop_get (shop_row_root (order), "payments"), 0);
  gint64 amount = shop_get_amount (payment, "authorized");
  const char *gateway = shop_get_text (payment, "gateway");

  if (g_str_equal (gateway, "wallet") || (g_str_equal (gateway, "card") && g_rand_boolean (random)))
    shop_order_capture_payment (self, order, payment, amount, shop_now (self), NULL, NULL);
  if (!g_str_equal (gateway, "transfer"))
    shop_order_set_status (self, order, "processing", NULL);
  else
    shop_order_set_status (self, order, "on-hold", NULL);
  shop_row_save (self, order, SHOP_SAVE_TOUCH);
}

/** Any of the newest hundred orders. */
static ShopRow *
pick_recent_order (KontorShop *self, GRand *random)
{
  gint64 count = MIN (shop_read_int (shop_bind (self, SHOP_SQL_COUNT, "i", (gint64) SHOP_ORDER)), 100);
  sqlite3_stmt *statement;
  ShopRow *order = NULL;

  if (count == 0)
    return NULL;
  statement = shop_bind (self, SHOP_SQL_BY_CREATED, "iiiii", (gint64) SHOP_ORDER, (gint64) 0, G_MAXINT64, (gint64) 1,
                         (gint64) g_rand_int_range (random, 0, (gint32) count));
  if (sqlite3_step (statement) == SQLITE_ROW)
    order = shop_row_from_statement (statement);
  sqlite3_reset (statement);
  return order;
}

static void
receive_transfer (KontorShop *self, GRand *random)
{
  g_autoptr (ShopRow) order = pick_recent_order (self, random);
  Json *payment = order != NULL ? shop_at (shop_get (shop_row_root (order), "payments"), 0) : NULL;

  if (payment == NULL || !shop_order_capture_payment (self, order, payment, shop_get_amount (payment, "authorized"),
                                                      shop_now (self), NULL, NULL))
    return;
  if (strstr (" pending on-hold ", shop_get_text (shop_row_root (order), "status")) != NULL)
    shop_order_set_status (self, order, "processing", NULL);
  shop_row_save (self, order, SHOP_SAVE_TOUCH);
}

static void
request_return (KontorShop *self, GRand *random)
{
  g_autoptr (ShopRow) order = pick_recent_order (self, random);
  g_autoptr (yyjson_mut_doc) body =
      shop_parse ("{\"reason\":\"unwanted\",\"lines\":[{\"quantity\":1,\"restock\":true}]}");
  Json *line = order != NULL ? shop_at (shop_get (shop_row_root (order), "lines"), 0) : NULL;

  if (line == NULL)
    return;
  shop_set_int (body, shop_at (shop_get (yyjson_mut_doc_get_root (body), "lines"), 0), "line_id",
                shop_get_int (line, "id"));
  if (shop_return_add (self, order, yyjson_mut_doc_get_root (body), shop_now (self), NULL) != NULL)
    shop_row_save (self, order, SHOP_SAVE_TOUCH);
}

static void
write_note (KontorShop *self, GRand *random)
{
  g_autoptr (ShopRow) order = pick_recent_order (self, random);

  if (order == NULL)
    return;
  shop_order_add_note (self, order, shop_pick_word (self, random, "staff_notes"),
                       shop_pick_word (self, random, "staff"), shop_now (self));
  shop_row_save (self, order, SHOP_SAVE_QUIET);
}

static void
deliver_goods (KontorShop *self, GRand *random)
{
  g_autoptr (ShopRow) variation = shop_row_pick (self, SHOP_VARIATION, random);

  if (variation != NULL)
    shop_stock_move (self, variation->id, shop_first_location (self), 6 * g_rand_int_range (random, 1, 9), 0);
}

static void
live_once (KontorShop *self)
{
  g_autoptr (GRand) random = shop_random (self, "life");
  int roll = g_rand_int_range (random, 0, 100);

  if (roll < 72)
    place_order (self, random);
  else if (roll < 80)
    receive_transfer (self, random);
  else if (roll < 86)
    request_return (self, random);
  else if (roll < 91)
    write_note (self, random);
  else if (roll < 96)
    shop_row_free (shop_add_customer (self, random, shop_now (self)));
  else
    deliver_goods (self, random);
}

/** What happened since the last request, at the rate of the shop; after a long time away only the last of it. */
void
shop_life_catch_up (KontorShop *self)
{
  gint64 now = self->moment, since = shop_get_meta (self, "lived-until");
  gint64 span = self->rate > 0 ? 3600000 / self->rate : 0;
  gint64 count = span > 0 ? (now - since) / span : 0;

  if (count <= 0)
    return;
  shop_set_meta (self, "lived-until", since + count * span);
  count = MIN (count, MOST_AT_ONCE);
  for (gint64 i = 0; i < count; i++) {
    self->moment = MAX (now - (count - i) * span + 1, since);
    live_once (self);
  }
  self->moment = now;
}

static void
begin (KontorShop *self)
{
  shop_bind (self, SHOP_SQL_BEGIN, "");
  shop_run (self, SHOP_SQL_BEGIN);
  self->trace = NULL;
  self->moment = kontor_shop_get_now (self);
}

static void
commit (KontorShop *self)
{
  shop_bind (self, SHOP_SQL_COMMIT, "");
  shop_run (self, SHOP_SQL_COMMIT);
  self->moment = 0;
}

void
kontor_shop_live (KontorShop *self, guint events)
{
  for (guint i = 0; i < events; i++) {
    begin (self);
    live_once (self);
    commit (self);
  }
}

static void
shift (KontorShop *self, ShopKind kind, GRand *random)
{
  g_autoptr (ShopRow) row = shop_row_pick (self, kind, random);

  if (kind == SHOP_ORDER && g_rand_boolean (random))
    place_order (self, random);
  else if (kind == SHOP_CUSTOMER && g_rand_boolean (random))
    shop_row_free (shop_add_customer (self, random, shop_now (self)));
  else if (row != NULL && (kind == SHOP_ORDER || kind == SHOP_CUSTOMER))
    shop_row_delete (self, row);
  else if (row != NULL)
    shop_row_save (self, row, SHOP_SAVE_TOUCH);
}

/** Lists move while they are read: a row appears, goes for good, or counts as changed. */
void
shop_life_shift (KontorShop *self, ShopKind kind)
{
  g_autoptr (GRand) random = NULL;

  begin (self);
  random = shop_random (self, "shift");
  shift (self, kind, random);
  commit (self);
}

/** Somebody else changes an object, in a member that nobody looks at. */
void
shop_life_meddle (KontorShop *self, ShopKind kind, gint64 id)
{
  g_autoptr (ShopRow) row = NULL;

  begin (self);
  row = shop_row_load (self, kind, id, NULL);
  if (row != NULL) {
    shop_set_int (row->doc, shop_need_object (row->doc, shop_row_root (row), "meta"), "admin", row->revision);
    shop_row_save (self, row, SHOP_SAVE_TOUCH);
  }
  commit (self);
}
