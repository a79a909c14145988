#include "kontor-shop-private.h"

#include <string.h>

static Json *
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, SHOP_STATUS, 422, message);
  return NULL;
}

static ShopRow *
load_order (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = shop_row_load (call->shop, SHOP_ORDER, shop_call_get_id (call, 1), error);

  if (order == NULL || !shop_call_check_revision (call, order, error))
    return NULL;
  return g_steal_pointer (&order);
}

static void
set_time (KontorShop *self, ShopRow *order, Json *object, const char *name, gint64 at)
{
  g_autofree char *time = shop_format_time (at, self->manner == KONTOR_SHOP_BARE);

  shop_set_text (order->doc, object, name, time);
}

/** Whether @left (of each ordered line) suffices for every line of the request. */
static gboolean
check_lines (Json *order, Json *lines, gint64 (*left) (Json *order, Json *line), const char *message, GError **error)
{
  if (shop_length (lines) == 0)
    return refuse (error, "It needs at least one line.") != NULL;
  for (guint i = 0; i < shop_length (lines); i++) {
    Json *ordered = shop_find (shop_get (order, "lines"), "id", shop_get_int (shop_at (lines, i), "line_id"));
    gint64 quantity = shop_get_int (shop_at (lines, i), "quantity");

    if (ordered == NULL || quantity <= 0 || quantity > left (order, ordered))
      return refuse (error, message) != NULL;
  }
  return TRUE;
}

static gint64
count_unsent (Json *order, Json *line)
{
  return shop_get_int (line, "quantity") - shop_line_fulfilled (order, shop_get_int (line, "id"));
}

static gint64
count_returnable (Json *order, Json *line)
{
  gint64 id = shop_get_int (line, "id");

  return shop_line_fulfilled (order, id) - shop_line_returning (order, id);
}

static void
number_members (KontorShop *self, ShopRow *order, Json *list)
{
  for (guint i = 0; i < shop_length (list); i++)
    if (!shop_has (shop_at (list, i), "id"))
      shop_set_int (order->doc, shop_at (list, i), "id", shop_next_id (self));
}

static void
take_members (ShopRow *order, Json *object, Json *body, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (shop_has (body, names[i]))
      shop_set_copy (order->doc, object, names[i], yyjson_mut_obj_get (body, names[i]));
}

/** Units of a fulfilment leave (−1) or come back to (1) its location. */
static void
move_lines (KontorShop *self, Json *order, Json *fulfilment, gint64 sign)
{
  Json *lines = shop_get (fulfilment, "lines");
  gint64 location = shop_get_int (fulfilment, "location_id");

  for (guint i = 0; i < shop_length (lines); i++) {
    Json *ordered = shop_find (shop_get (order, "lines"), "id", shop_get_int (shop_at (lines, i), "line_id"));

    shop_stock_move (self, shop_get_int (ordered, "variation_id"),
                     location != 0 ? location : shop_first_location (self),
                     sign * shop_get_int (shop_at (lines, i), "quantity"), 0);
  }
}

/** An order of which everything is sent, and paid, is completed. */
static void
complete (ShopRow *order)
{
  Json *root = shop_row_root (order), *lines = shop_get (root, "lines");

  for (guint i = 0; i < shop_length (lines); i++)
    if (count_unsent (root, shop_at (lines, i)) > shop_line_refunded (root, shop_get_int (shop_at (lines, i), "id")))
      return;
  if (g_strcmp0 (shop_get_text (root, "status"), "processing") == 0)
    shop_set_text (order->doc, root, "status", "completed");
}

/** Adds a fulfilment to an order, which the caller saves; NULL where the shop refuses it. */
Json *
shop_fulfilment_add (KontorShop *self, ShopRow *order, Json *body, gint64 at, GError **error)
{
  static const char *const members[] = { "location_id", "lines", "shipments", "meta", NULL };
  Json *root = shop_row_root (order), *fulfilment;
  g_autoptr (yyjson_mut_doc) before = NULL;

  if (!check_lines (root, shop_get (body, "lines"), count_unsent, "More units cannot be sent than are left.", error))
    return NULL;
  before = yyjson_mut_doc_mut_copy (order->doc, NULL);
  fulfilment = shop_append (order->doc, shop_need_list (order->doc, root, "fulfilments"));
  shop_set_int (order->doc, fulfilment, "id", shop_next_id (self));
  shop_set_text (order->doc, fulfilment, "status", "shipped");
  set_time (self, order, fulfilment, "created_at", at);
  set_time (self, order, fulfilment, "shipped_at", at);
  take_members (order, fulfilment, body, members);
  number_members (self, order, shop_get (fulfilment, "shipments"));
  move_lines (self, root, fulfilment, -1);
  shop_stock_reserve (self, yyjson_mut_doc_get_root (before), root);
  complete (order);
  shop_effect (self, "fulfilment", order->id, 0);
  return fulfilment;
}

/** POST orders/<id>/fulfilments {location_id, lines, shipments, notify, meta}. */
gboolean
shop_order_fulfil (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = load_order (call, error);
  Json *body = shop_call_body (call);

  if (order == NULL || shop_fulfilment_add (call->shop, order, body, shop_now (call->shop), error) == NULL)
    return FALSE;
  if (shop_get_bool (body, "notify"))
    shop_effect (call->shop, "mail", order->id, 0);
  shop_row_save (call->shop, order, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, order);
}

/** DELETE orders/<id>/fulfilments/<id>: its units are back and reserved again. */
gboolean
shop_order_cancel_fulfilment (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = load_order (call, error);
  g_autoptr (yyjson_mut_doc) before = NULL;
  Json *root = order != NULL ? shop_row_root (order) : NULL;
  Json *fulfilment = shop_find (shop_get (root, "fulfilments"), "id", shop_call_get_id (call, 3));

  if (order == NULL)
    return FALSE;
  if (fulfilment == NULL || shop_get (fulfilment, "cancelled_at") != NULL)
    return refuse (error, "There is no such fulfilment, or it is cancelled.") != NULL;
  before = yyjson_mut_doc_mut_copy (order->doc, NULL);
  move_lines (call->shop, root, fulfilment, 1);
  set_time (call->shop, order, fulfilment, "cancelled_at", shop_now (call->shop));
  shop_set_text (order->doc, fulfilment, "status", "cancelled");
  if (g_strcmp0 (shop_get_text (root, "status"), "completed") == 0)
    shop_set_text (order->doc, root, "status", "processing");
  shop_stock_reserve (call->shop, yyjson_mut_doc_get_root (before), root);
  shop_row_save (call->shop, order, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, order);
}

/** PUT orders/<id>/fulfilments/<id> {status}: it has arrived. */
gboolean
shop_order_update_fulfilment (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = load_order (call, error);
  Json *root = order != NULL ? shop_row_root (order) : NULL;
  Json *fulfilment = shop_find (shop_get (root, "fulfilments"), "id", shop_call_get_id (call, 3));

  if (order == NULL)
    return FALSE;
  if (fulfilment == NULL || shop_get (fulfilment, "cancelled_at") != NULL)
    return refuse (error, "There is no such fulfilment, or it is cancelled.") != NULL;
  if (g_strcmp0 (shop_get_text (shop_call_body (call), "status"), "delivered") != 0)
    return refuse (error, "What was sent can only be delivered.") != NULL;
  shop_set_text (order->doc, fulfilment, "status", "delivered");
  set_time (call->shop, order, fulfilment, "delivered_at", shop_now (call->shop));
  shop_row_save (call->shop, order, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, order);
}

static void
reset_lines (ShopRow *order, Json *request)
{
  Json *lines = shop_get (request, "lines");

  for (guint i = 0; i < shop_length (lines); i++) {
    shop_set_int (order->doc, shop_at (lines, i), "received", 0);
    shop_set_int (order->doc, shop_at (lines, i), "dismissed", 0);
  }
}

/** Adds a return to an order, which the caller saves; NULL where the shop refuses it. */
Json *
shop_return_add (KontorShop *self, ShopRow *order, Json *body, gint64 at, GError **error)
{
  static const char *const members[] = { "reason", "note", "lines", "meta", NULL };
  g_autofree char *number = NULL;
  Json *request;

  if (!check_lines (shop_row_root (order), shop_get (body, "lines"), count_returnable,
                    "Only what was sent can come back.", error))
    return NULL;
  request = shop_append (order->doc, shop_need_list (order->doc, shop_row_root (order), "returns"));
  shop_set_int (order->doc, request, "id", shop_next_id (self));
  number = g_strdup_printf ("R%" G_GINT64_FORMAT, shop_get_int (request, "id"));
  shop_set_text (order->doc, request, "number", number);
  shop_set_text (order->doc, request, "status",
                 shop_has (body, "status") ? shop_get_text (body, "status") : "requested");
  set_time (self, order, request, "requested_at", at);
  take_members (order, request, body, members);
  reset_lines (order, request);
  shop_effect (self, "return", order->id, 0);
  return request;
}

/** POST orders/<id>/returns {reason, note, lines, meta}. */
gboolean
shop_order_return (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = load_order (call, error);

  if (order == NULL || shop_return_add (call->shop, order, shop_call_body (call), shop_now (call->shop), error) == NULL)
    return FALSE;
  shop_row_save (call->shop, order, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, order);
}

/** What arrived beyond what was there before goes to the shelf, where the line says so. */
static gboolean
receive_line (KontorShop *self, ShopRow *order, Json *own, Json *line, GError **error)
{
  Json *ordered = shop_find (shop_get (shop_row_root (order), "lines"), "id", shop_get_int (own, "line_id"));
  gint64 received = shop_has (line, "received") ? shop_get_int (line, "received") : shop_get_int (own, "received");
  gint64 dismissed = shop_has (line, "dismissed") ? shop_get_int (line, "dismissed") : shop_get_int (own, "dismissed");
  gboolean restock = shop_get_bool (shop_has (line, "restock") ? line : own, "restock");

  if (received < 0 || dismissed < 0 || received + dismissed > shop_get_int (own, "quantity"))
    return refuse (error, "More cannot arrive than was announced.") != NULL;
  if (restock && ordered != NULL)
    shop_stock_move (self, shop_get_int (ordered, "variation_id"), shop_first_location (self),
                     received - shop_get_int (own, "received"), 0);
  shop_set_int (order->doc, own, "received", received);
  shop_set_int (order->doc, own, "dismissed", dismissed);
  shop_set_bool (order->doc, own, "restock", restock);
  return TRUE;
}

static gboolean
receive_lines (KontorShop *self, ShopRow *order, Json *request, Json *lines, GError **error)
{
  static const char *const members[] = { "reason", "condition", "note", NULL };

  for (guint i = 0; i < shop_length (lines); i++) {
    Json *own = shop_find (shop_get (request, "lines"), "line_id", shop_get_int (shop_at (lines, i), "line_id"));

    if (own == NULL)
      return refuse (error, "The return has no such line.") != NULL;
    if (!receive_line (self, order, own, shop_at (lines, i), error))
      return FALSE;
    take_members (order, own, shop_at (lines, i), members);
  }
  return TRUE;
}

static gboolean
is_return_status (const char *status)
{
  return status != NULL &&
         strstr (" requested approved declined cancelled in-transit partially-received received resolved closed ",
                 status) != NULL;
}

static void
set_return_times (KontorShop *self, ShopRow *order, Json *request)
{
  const char *status = shop_get_text (request, "status");

  if (g_strcmp0 (status, "received") == 0)
    set_time (self, order, request, "received_at", shop_now (self));
  if (g_strcmp0 (status, "declined") == 0 || g_strcmp0 (status, "cancelled") == 0)
    set_time (self, order, request, "cancelled_at", shop_now (self));
  else
    yyjson_mut_obj_remove_key (request, "cancelled_at");
}

/** PUT orders/<id>/returns/<id> {status, reason, note, refund_id, lines}. */
gboolean
shop_order_update_return (ShopCall *call, GError **error)
{
  static const char *const members[] = { "status", "reason", "note", "refund_id", NULL };
  g_autoptr (ShopRow) order = load_order (call, error);
  Json *body = shop_call_body (call);
  Json *request =
      order != NULL ? shop_find (shop_get (shop_row_root (order), "returns"), "id", shop_call_get_id (call, 3)) : NULL;

  if (order == NULL)
    return FALSE;
  if (request == NULL)
    return refuse (error, "There is no such return.") != NULL;
  if (shop_has (body, "status") && !is_return_status (shop_get_text (body, "status")))
    return refuse (error, "There is no such status of a return.") != NULL;
  if (!receive_lines (call->shop, order, request, shop_get (body, "lines"), error))
    return FALSE;
  take_members (order, request, body, members);
  set_return_times (call->shop, order, request);
  shop_row_save (call->shop, order, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, order);
}
