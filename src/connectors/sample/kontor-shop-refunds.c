#include "kontor-shop-private.h"

#include <string.h>

static Json *
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, SHOP_STATUS, 422, message);
  return NULL;
}

static gint64
count_in (Json *list, const char *members, const char *quantity, gint64 line_id)
{
  gint64 count = 0;

  for (guint i = 0; i < shop_length (list); i++) {
    Json *lines = shop_get (shop_at (list, i), members);
    Json *cancelled = shop_get (shop_at (list, i), "cancelled_at");

    for (guint k = 0; cancelled == NULL && k < shop_length (lines); k++)
      if (shop_get_int (shop_at (lines, k), "line_id") == line_id)
        count += shop_get_int (shop_at (lines, k), quantity);
  }
  return count;
}

gint64
shop_line_refunded (Json *order, gint64 line_id)
{
  return count_in (shop_get (order, "refunds"), "lines", "quantity", line_id);
}

gint64
shop_line_fulfilled (Json *order, gint64 line_id)
{
  return count_in (shop_get (order, "fulfilments"), "lines", "quantity", line_id);
}

gint64
shop_line_returning (Json *order, gint64 line_id)
{
  return count_in (shop_get (order, "returns"), "lines", "quantity", line_id);
}

/** Units of one order line given back; the money of a line is whatever the request says. */
static gboolean
check_line (Json *order, Json *line, GError **error)
{
  gint64 id = shop_get_int (line, "line_id");
  Json *ordered = shop_find (shop_get (order, "lines"), "id", id);
  const char *kind = shop_get_text (line, "kind");

  if (g_strcmp0 (kind, "line") != 0)
    return TRUE;
  if (ordered == NULL)
    return refuse (error, "A refund names a line that the order does not have.") != NULL;
  if (shop_get_int (line, "quantity") < 0 ||
      shop_line_refunded (order, id) + shop_get_int (line, "quantity") > shop_get_int (ordered, "quantity"))
    return refuse (error, "More units cannot be refunded than were ordered.") != NULL;
  return TRUE;
}

static gboolean
check_refund (Json *order, Json *body, gint64 amount, GError **error)
{
  gint64 left = shop_order_sum_captured (order) - shop_order_sum_refunded (order);
  Json *lines = shop_get (body, "lines");
  Json *payment = shop_find (shop_get (order, "payments"), "id", shop_get_int (body, "payment_id"));
  const char *reason = payment != NULL ? shop_gateway_refuses (shop_get_text (payment, "gateway"), "refund") : NULL;

  if (amount <= 0 || amount > left)
    return refuse (error, "Invalid refund amount.") != NULL;
  if (shop_get_bool (body, "by_gateway") && reason != NULL)
    return refuse (error, reason) != NULL;
  for (guint i = 0; i < shop_length (lines); i++)
    if (!check_line (order, shop_at (lines, i), error))
      return FALSE;
  return TRUE;
}

/** What was sent comes back to the shelf; what was not is released from its reservation. */
static void
restock (KontorShop *self, Json *order, Json *line)
{
  Json *ordered = shop_find (shop_get (order, "lines"), "id", shop_get_int (line, "line_id"));
  gint64 quantity = MIN (shop_get_int (line, "quantity"), shop_line_fulfilled (order, shop_get_int (line, "line_id")));

  if (ordered != NULL && shop_get_bool (line, "restock"))
    shop_stock_move (self, shop_get_int (ordered, "variation_id"), shop_first_location (self), quantity, 0);
}

static void
spread_over_payments (ShopRow *order, Json *refund, gint64 amount)
{
  Json *payments = shop_get (shop_row_root (order), "payments");
  gint64 wanted = shop_get_int (refund, "payment_id");

  for (guint i = shop_length (payments); i > 0 && amount > 0; i--) {
    Json *payment = shop_at (payments, i - 1);
    gint64 part = MIN (amount, shop_get_amount (payment, "captured") - shop_get_amount (payment, "refunded"));

    if (part <= 0 || (wanted != 0 && wanted != shop_get_int (payment, "id") && i > 1))
      continue;
    shop_set_amount (order->doc, payment, "refunded", shop_get_amount (payment, "refunded") + part);
    amount -= part;
  }
}

static void
number_lines (KontorShop *self, ShopRow *order, Json *refund)
{
  Json *lines = shop_need_list (order->doc, refund, "lines");

  for (guint i = 0; i < shop_length (lines); i++)
    shop_set_int (order->doc, shop_at (lines, i), "id", shop_next_id (self));
}

static void
take_member (ShopRow *order, Json *object, Json *body, const char *name)
{
  if (shop_has (body, name))
    shop_set_copy (order->doc, object, name, yyjson_mut_obj_get (body, name));
}

static Json *
append_refund (KontorShop *self, ShopRow *order, Json *body, gint64 at)
{
  static const char *const members[] = { "reason", "by_gateway", "payment_id", "lines", "meta" };
  g_autofree char *time = shop_format_time (at, self->manner == KONTOR_SHOP_BARE);
  Json *refund = shop_append (order->doc, shop_need_list (order->doc, shop_row_root (order), "refunds"));

  shop_set_int (order->doc, refund, "id", shop_next_id (self));
  shop_set_amount (order->doc, refund, "amount", shop_get_amount (body, "amount"));
  shop_set_text (order->doc, refund, "at", time);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    take_member (order, refund, body, members[i]);
  number_lines (self, order, refund);
  return refund;
}

/** Adds a refund to an order, which the caller saves; NULL where the shop refuses it. */
Json *
shop_refund_add (KontorShop *self, ShopRow *order, Json *body, gint64 at, GError **error)
{
  Json *root = shop_row_root (order), *refund, *lines;
  g_autoptr (yyjson_mut_doc) before = NULL;
  gint64 amount = shop_get_amount (body, "amount");

  if (!check_refund (root, body, amount, error))
    return NULL;
  before = yyjson_mut_doc_mut_copy (order->doc, NULL);
  lines = shop_get (body, "lines");
  for (guint i = 0; i < shop_length (lines); i++)
    restock (self, root, shop_at (lines, i));
  refund = append_refund (self, order, body, at);
  spread_over_payments (order, refund, amount);
  if (shop_order_sum_refunded (root) >= shop_get_amount (root, "total"))
    shop_set_text (order->doc, root, "status", "refunded");
  shop_stock_reserve (self, yyjson_mut_doc_get_root (before), root);
  shop_effect (self, "refund", order->id, amount);
  return refund;
}

/** POST orders/<id>/refunds, and refund-preview, which is not kept. */
gboolean
shop_order_refund (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = shop_row_load (call->shop, SHOP_ORDER, shop_call_get_id (call, 1), error);

  if (order == NULL || !shop_call_check_revision (call, order, error))
    return FALSE;
  if (shop_refund_add (call->shop, order, shop_call_body (call), shop_now (call->shop), error) == NULL)
    return FALSE;
  shop_row_save (call->shop, order, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, order);
}

/** DELETE orders/<id>/refunds/<id>: a bare order's time of change does not move. */
gboolean
shop_order_delete_refund (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = shop_row_load (call->shop, SHOP_ORDER, shop_call_get_id (call, 1), error);
  Json *refunds = order != NULL ? shop_get (shop_row_root (order), "refunds") : NULL;

  for (guint i = 0; i < shop_length (refunds); i++)
    if (shop_get_int (shop_at (refunds, i), "id") == shop_call_get_id (call, 3)) {
      yyjson_mut_arr_remove (refunds, i);
      shop_row_save (call->shop, order, SHOP_SAVE_QUIET);
      return shop_call_answer (call, order);
    }
  if (order != NULL)
    g_set_error (error, SHOP_STATUS, 404, "There is no such refund.");
  return FALSE;
}
