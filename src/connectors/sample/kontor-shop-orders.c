#include "kontor-shop-private.h"

#include <string.h>

#include "kontor-money.h"

#define STATUSES " pending on-hold processing awaiting-pickup completed cancelled refunded failed draft "
#define MAILED " processing completed cancelled refunded "

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, SHOP_STATUS, 422, message);
  return FALSE;
}

static gboolean
has_word (const char *words, const char *word)
{
  g_autofree char *needle = g_strdup_printf (" %s ", word);

  return strstr (words, needle) != NULL;
}

static gint64
sum (Json *list, const char *name)
{
  gint64 total = 0;

  for (guint i = 0; i < shop_length (list); i++)
    total += shop_get_amount (shop_at (list, i), name);
  return total;
}

gint64
shop_order_sum_captured (Json *order)
{
  return sum (shop_get (order, "payments"), "captured");
}

gint64
shop_order_sum_refunded (Json *order)
{
  return sum (shop_get (order, "refunds"), "amount");
}

/** Why a gateway cannot do @what ("capture", "void", "refund"); NULL where it can. */
const char *
shop_gateway_refuses (const char *gateway, const char *what)
{
  const char *can = g_strcmp0 (gateway, "card") == 0     ? " capture void refund "
                    : g_strcmp0 (gateway, "wallet") == 0 ? " refund "
                                                         : " ";

  if (has_word (can, what))
    return NULL;
  return g_str_equal (what, "refund") ? "This payment method cannot pay money back by itself."
                                      : "This payment method knows no authorisations.";
}

/** Any status follows any other, as long as the shop knows it. */
gboolean
shop_order_set_status (KontorShop *self, ShopRow *order, const char *status, GError **error)
{
  Json *root = shop_row_root (order);
  const char *present = shop_get_text (root, "status");
  g_autoptr (yyjson_mut_doc) before = NULL;

  if (status == NULL || !has_word (STATUSES, status))
    return refuse (error, "There is no such status of an order.");
  if (g_strcmp0 (present, status) == 0)
    return TRUE;
  before = yyjson_mut_doc_mut_copy (order->doc, NULL);
  shop_set_text (order->doc, root, "status", status);
  shop_stock_reserve (self, yyjson_mut_doc_get_root (before), root);
  if (has_word (MAILED, status))
    shop_effect (self, "mail", order->id, 0);
  return TRUE;
}

void
shop_order_add_note (KontorShop *self, ShopRow *order, const char *text, const char *author, gint64 at)
{
  g_autofree char *encoded = shop_encode (self, text);
  g_autofree char *time = shop_format_time (at, self->manner == KONTOR_SHOP_BARE);
  Json *note = shop_append (order->doc, shop_need_list (order->doc, shop_row_root (order), "notes"));

  shop_set_int (order->doc, note, "id", shop_next_id (self));
  shop_set_text (order->doc, note, "text", encoded);
  shop_set_text (order->doc, note, "author", author);
  shop_set_text (order->doc, note, "at", time);
  shop_set_bool (order->doc, note, "to_customer", FALSE);
  shop_set_bool (order->doc, note, "by_system", author == NULL);
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
copy_meta (ShopRow *order, Json *object, Json *meta)
{
  if (yyjson_mut_is_obj (meta))
    shop_set_copy (order->doc, object, "meta", meta);
}

/** POST orders/<id>/notes {text, to_customer, author, meta}. A bare order's time of change does not move. */
gboolean
shop_order_note (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = load_order (call, error);
  Json *body = shop_call_body (call), *notes, *note;
  const char *text = shop_get_text (body, "text");

  if (order == NULL)
    return FALSE;
  if (text == NULL || *text == '\0')
    return refuse (error, "A note needs a text.");
  shop_order_add_note (call->shop, order, text, shop_get_text (body, "author"), shop_now (call->shop));
  notes = shop_get (shop_row_root (order), "notes");
  note = shop_at (notes, shop_length (notes) - 1);
  shop_set_bool (order->doc, note, "to_customer", shop_get_bool (body, "to_customer"));
  shop_set_bool (order->doc, note, "by_system", FALSE);
  copy_meta (order, note, shop_get (body, "meta"));
  shop_row_save (call->shop, order, SHOP_SAVE_QUIET);
  shop_effect (call->shop, shop_get_bool (body, "to_customer") ? "mail" : "note", order->id, 0);
  return shop_call_answer (call, order);
}

static void
add_capture (KontorShop *self, ShopRow *order, Json *payment, gint64 amount, gint64 at, Json *meta)
{
  g_autofree char *time = shop_format_time (at, self->manner == KONTOR_SHOP_BARE);
  Json *capture = shop_append (order->doc, shop_need_list (order->doc, payment, "captures"));

  shop_set_int (order->doc, capture, "id", shop_next_id (self));
  shop_set_amount (order->doc, capture, "amount", amount);
  shop_set_text (order->doc, capture, "at", time);
  copy_meta (order, capture, meta);
  shop_set_amount (order->doc, payment, "captured", shop_get_amount (payment, "captured") + amount);
  shop_set_text (order->doc, payment, "paid_at", time);
  shop_effect (self, "capture", order->id, amount);
}

/** Takes @amount of what a payment is good for. */
gboolean
shop_order_capture_payment (KontorShop *self, ShopRow *order, Json *payment, gint64 amount, gint64 at, Json *meta,
                            GError **error)
{
  gint64 left = shop_get_amount (payment, "authorized") - shop_get_amount (payment, "captured");

  if (shop_get_bool (payment, "voided"))
    return refuse (error, "This payment was voided.");
  if (amount <= 0 || amount > left)
    return refuse (error, "More cannot be captured than was authorised.");
  add_capture (self, order, payment, amount, at, meta);
  shop_set_text (order->doc, payment, "status", amount == left ? "captured" : "partially-captured");
  return TRUE;
}

static Json *
find_payment (ShopCall *call, ShopRow *order, GError **error)
{
  Json *payments = shop_get (shop_row_root (order), "payments");
  Json *payment = shop_find (payments, "id", shop_get_int (shop_call_body (call), "payment_id"));

  if (payment == NULL)
    g_set_error (error, SHOP_STATUS, 404, "There is no such payment.");
  return payment;
}

static gboolean
start_processing (KontorShop *self, ShopRow *order, GError **error)
{
  const char *status = shop_get_text (shop_row_root (order), "status");

  if (!has_word (" pending on-hold failed ", status) || shop_order_sum_captured (shop_row_root (order)) <= 0)
    return TRUE;
  return shop_order_set_status (self, order, "processing", error);
}

/** POST orders/<id>/captures {payment_id, amount, meta}. A bare order's time of change does not move. */
gboolean
shop_order_capture (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = load_order (call, error);
  Json *body = shop_call_body (call);
  Json *payment = order != NULL ? find_payment (call, order, error) : NULL;
  const char *reason;

  if (payment == NULL)
    return FALSE;
  reason = shop_gateway_refuses (shop_get_text (payment, "gateway"), "capture");
  if (reason != NULL)
    return refuse (error, reason);
  if (!shop_order_capture_payment (call->shop, order, payment, shop_get_amount (body, "amount"), shop_now (call->shop),
                                   shop_get (body, "meta"), error) ||
      !start_processing (call->shop, order, error))
    return FALSE;
  shop_row_save (call->shop, order, SHOP_SAVE_QUIET);
  return shop_call_answer (call, order);
}

/** POST orders/<id>/void {payment_id, meta}. */
gboolean
shop_order_void (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = load_order (call, error);
  Json *payment = order != NULL ? find_payment (call, order, error) : NULL;
  const char *reason;

  if (payment == NULL)
    return FALSE;
  reason = shop_gateway_refuses (shop_get_text (payment, "gateway"), "void");
  if (reason != NULL)
    return refuse (error, reason);
  if (shop_get_bool (payment, "voided") || shop_get_amount (payment, "captured") > 0)
    return refuse (error, "Only a payment of which nothing was captured can be voided.");
  shop_set_bool (order->doc, payment, "voided", TRUE);
  shop_set_text (order->doc, payment, "status", "voided");
  copy_meta (order, payment, shop_get (shop_call_body (call), "meta"));
  shop_effect (call->shop, "void", order->id, shop_get_amount (payment, "authorized"));
  shop_row_save (call->shop, order, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, order);
}

static Json *
add_manual_payment (KontorShop *self, ShopRow *order, Json *body, gint64 amount)
{
  Json *payment = shop_append (order->doc, shop_need_list (order->doc, shop_row_root (order), "payments"));
  const char *title = shop_get_text (body, "title");

  shop_set_int (order->doc, payment, "id", shop_next_id (self));
  shop_set_text (order->doc, payment, "gateway", "manual");
  shop_set_text (order->doc, payment, "title", title != NULL ? title : "Paid otherwise");
  shop_set_text (order->doc, payment, "status", "pending");
  shop_set_amount (order->doc, payment, "authorized", amount);
  shop_set_amount (order->doc, payment, "captured", 0);
  return payment;
}

/** The payment that still waits for its money, so that marking as paid settles it. */
static Json *
find_waiting (Json *order)
{
  Json *payments = shop_get (order, "payments");

  for (guint i = 0; i < shop_length (payments); i++) {
    Json *payment = shop_at (payments, i);

    if (!shop_get_bool (payment, "voided") && shop_get_amount (payment, "captured") == 0)
      return payment;
  }
  return NULL;
}

/** POST orders/<id>/pay {amount, title, meta}: money came another way. */
gboolean
shop_order_pay (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = load_order (call, error);
  Json *body = shop_call_body (call), *payment;
  gint64 due, amount;

  if (order == NULL)
    return FALSE;
  due = shop_get_amount (shop_row_root (order), "total") - shop_order_sum_captured (shop_row_root (order));
  amount = shop_has (body, "amount") ? shop_get_amount (body, "amount") : due;
  if (due <= 0 || amount <= 0 || amount > due)
    return refuse (error, due <= 0 ? "The order is paid already." : "More cannot be paid than is due.");
  payment = find_waiting (shop_row_root (order));
  if (payment == NULL || shop_get_amount (payment, "authorized") < amount)
    payment = add_manual_payment (call->shop, order, body, amount);
  if (!shop_order_capture_payment (call->shop, order, payment, amount, shop_now (call->shop), shop_get (body, "meta"),
                                   error) ||
      !start_processing (call->shop, order, error))
    return FALSE;
  shop_row_save (call->shop, order, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, order);
}

/** POST orders/<id>/cancel {reason, notify, meta}: releases what is reserved; money stays where it is. */
gboolean
shop_order_cancel (ShopCall *call, GError **error)
{
  g_autoptr (ShopRow) order = load_order (call, error);
  Json *body = shop_call_body (call);
  const char *status, *reason = shop_get_text (body, "reason");
  g_autofree char *note = g_strdup_printf ("Cancelled: %s", reason != NULL ? reason : "other");

  if (order == NULL)
    return FALSE;
  status = shop_get_text (shop_row_root (order), "status");
  if (has_word (" cancelled completed refunded ", status))
    return refuse (error, "An order that is completed or cancelled cannot be cancelled.");
  if (!shop_order_set_status (call->shop, order, "cancelled", error) ||
      !shop_edit_merge (call->shop, order, body, error))
    return FALSE;
  shop_order_add_note (call->shop, order, note, NULL, shop_now (call->shop));
  shop_row_save (call->shop, order, SHOP_SAVE_TOUCH);
  return shop_call_answer (call, order);
}
