/* Ops of every kind, as the verbs of the engine make them. */

#include "test-sample.h"

KontorOp *
sample_op (const char *kind, const KontorRecord *object)
{
  const KontorOpKind *known = kontor_op_kind_lookup (kind);
  KontorOp *op;

  g_assert_nonnull (known);
  op = kontor_op_new (known, 1, 1);
  if (object != NULL) {
    g_set_str (&op->remote_id, kontor_record_get_key (object));
    op->base = kontor_record_copy (object);
  }
  if (op->idempotency == NULL)
    op->idempotency = g_uuid_string_random ();
  return op;
}

static KontorRecord *
need (KontorOp *op, KontorRecord **record)
{
  if (*record == NULL)
    *record = kontor_record_new (kontor_entity_get_record_type (op->kind->entity));
  return *record;
}

KontorRecord *
sample_set_of (KontorOp *op)
{
  return need (op, &op->set);
}

KontorRecord *
sample_add_of (KontorOp *op)
{
  return need (op, &op->add);
}

KontorRecord *
sample_member (const KontorRecordType *type, const char *key)
{
  KontorRecord *record = kontor_record_new (type);

  kontor_record_set_key (record, key);
  return record;
}

static const char *
get_key (const KontorRecord *record, guint list)
{
  return kontor_record_get_key (kontor_record_get_member (record, list, 0));
}

KontorOp *
sample_make_payment (const char *kind, const KontorRecord *order, gint64 more)
{
  KontorOp *op = sample_op (kind, order);
  KontorRecord *before = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, 0),
               *payment = kontor_record_copy (before);

  kontor_record_set_amount (payment, KONTOR_PAYMENT_CAPTURED,
                            kontor_record_get_amount (before, KONTOR_PAYMENT_CAPTURED) + more);
  kontor_record_take_member (sample_add_of (op), KONTOR_ORDER_PAYMENTS, payment);
  kontor_record_take_member (need (op, &op->remove), KONTOR_ORDER_PAYMENTS, kontor_record_ref (before));
  return op;
}

KontorOp *
sample_make_refund (const KontorRecord *order, gint64 amount)
{
  KontorOp *op = sample_op ("refund-order", order);
  KontorRecord *refund = sample_member (&kontor_refund_type, op->idempotency),
               *line = sample_member (&kontor_refund_line_type, "1");

  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT, amount);
  kontor_record_set_text (refund, KONTOR_REFUND_REASON, "goodwill");
  kontor_record_set_bool (refund, KONTOR_REFUND_BY_GATEWAY, FALSE);
  kontor_record_set_text (line, KONTOR_REFUND_LINE_KIND, "line");
  kontor_record_set_text (line, KONTOR_REFUND_LINE_LINE_KEY, get_key (order, KONTOR_ORDER_LINES));
  kontor_record_set_int (line, KONTOR_REFUND_LINE_QUANTITY, 1);
  kontor_record_set_amount (line, KONTOR_REFUND_LINE_NET, amount);
  kontor_record_set_amount (line, KONTOR_REFUND_LINE_TAX, 0);
  kontor_record_set_bool (line, KONTOR_REFUND_LINE_RESTOCK, TRUE);
  kontor_record_take_member (refund, KONTOR_REFUND_LINES, line);
  kontor_record_take_member (sample_add_of (op), KONTOR_ORDER_REFUNDS, refund);
  return op;
}

static void
fill_fulfilment (KontorOp *op, const KontorRecord *order)
{
  KontorRecord *fulfilment = sample_member (&kontor_fulfilment_type, op->idempotency),
               *shipment = sample_member (&kontor_shipment_type, "1x");

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++) {
    KontorRecord *ordered = kontor_record_get_member (order, KONTOR_ORDER_LINES, i);
    KontorRecord *line = sample_member (&kontor_fulfilment_line_type, kontor_record_get_key (ordered));

    kontor_record_set_int (line, KONTOR_FULFILMENT_LINE_QUANTITY,
                           kontor_record_get_int (ordered, KONTOR_LINE_QUANTITY));
    kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_LINES, line);
  }
  kontor_record_set_text (shipment, KONTOR_SHIPMENT_TRACKING_NUMBER, "00340434123");
  kontor_record_take_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, shipment);
  kontor_record_take_member (sample_add_of (op), KONTOR_ORDER_FULFILMENTS, fulfilment);
  kontor_op_set_arg (op, "notify", "1");
}

static void
fill_return (KontorOp *op, const KontorRecord *order)
{
  KontorRecord *request = sample_member (&kontor_return_type, op->idempotency);
  KontorRecord *line = sample_member (&kontor_return_line_type, get_key (order, KONTOR_ORDER_LINES));

  kontor_record_set_text (request, KONTOR_RETURN_REASON, "defective");
  kontor_record_set_int (line, KONTOR_RETURN_LINE_QUANTITY, 1);
  kontor_record_set_bool (line, KONTOR_RETURN_LINE_RESTOCK, TRUE);
  kontor_record_take_member (request, KONTOR_RETURN_LINES, line);
  kontor_record_take_member (sample_add_of (op), KONTOR_ORDER_RETURNS, request);
}

static void
add_swap_line (KontorRecord *swap, guint lines, const char *direction, const KontorRecord *ordered)
{
  KontorRecord *line = sample_member (&kontor_swap_line_type, direction);

  kontor_record_set_text (line, KONTOR_SWAP_LINE_DIRECTION, direction);
  kontor_record_set_int (line, KONTOR_SWAP_LINE_QUANTITY, 1);
  if (g_str_equal (direction, "sent"))
    kontor_record_set_ref (line, KONTOR_SWAP_LINE_VARIANT, 0, kontor_record_get_ref_key (ordered, KONTOR_LINE_VARIANT));
  else
    kontor_record_set_text (line, KONTOR_SWAP_LINE_LINE_KEY, kontor_record_get_key (ordered));
  kontor_record_take_member (swap, lines, line);
}

static void
fill_swap (KontorOp *op, const KontorRecord *order)
{
  gboolean claim = g_str_equal (op->kind->name, "create-claim");
  guint lines = claim ? KONTOR_CLAIM_LINES : KONTOR_EXCHANGE_LINES;
  KontorRecord *swap = sample_member (claim ? &kontor_claim_type : &kontor_exchange_type, op->idempotency);
  const KontorRecord *ordered = kontor_record_get_member (order, KONTOR_ORDER_LINES, 0);

  if (claim) {
    kontor_record_set_text (swap, KONTOR_CLAIM_KIND, "replace");
    add_swap_line (swap, lines, "claimed", ordered);
  }
  add_swap_line (swap, lines, "back", ordered);
  add_swap_line (swap, lines, "sent", ordered);
  kontor_record_take_member (sample_add_of (op), claim ? KONTOR_ORDER_CLAIMS : KONTOR_ORDER_EXCHANGES, swap);
}

/** @before is the return as the shop has it. */
static void
fill_received (KontorOp *op, KontorRecord *before)
{
  KontorRecord *after = kontor_record_copy (before),
               *line = kontor_record_copy (kontor_record_get_member (before, KONTOR_RETURN_LINES, 0));

  kontor_record_set_int (line, KONTOR_RETURN_LINE_RECEIVED, 1);
  kontor_record_replace_member (after, KONTOR_RETURN_LINES, 0, line);
  kontor_record_set_text (after, KONTOR_RETURN_STATUS, "received");
  kontor_record_take_member (sample_add_of (op), KONTOR_ORDER_RETURNS, after);
  kontor_record_take_member (need (op, &op->remove), KONTOR_ORDER_RETURNS, kontor_record_ref (before));
}

static void
fill_stock (KontorOp *op, const KontorRecord *variant)
{
  KontorRecord *level = sample_member (&kontor_level_type, get_key (variant, KONTOR_VARIANT_LEVELS));

  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, -3);
  kontor_record_take_member (need (op, &op->delta), KONTOR_VARIANT_LEVELS, level);
}

/** @variant as the shop has it: two less than that were counted. */
static void
fill_count (KontorOp *op, const KontorRecord *variant)
{
  KontorRecord *before = kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, 0),
               *level = kontor_record_copy (before);

  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, kontor_record_get_int (before, KONTOR_LEVEL_ON_HAND) - 2);
  kontor_record_take_member (sample_add_of (op), KONTOR_VARIANT_LEVELS, level);
  kontor_record_take_member (need (op, &op->remove), KONTOR_VARIANT_LEVELS, kontor_record_ref (before));
}

/** A new one before those that are there. */
static void
fill_pictures (KontorOp *op, const KontorRecord *product)
{
  KontorRecord *picture = sample_member (&kontor_picture_type, "new:1");

  kontor_record_set_text (picture, KONTOR_PICTURE_NAME, "kluntje.png");
  kontor_record_set_text (picture, KONTOR_PICTURE_ALT, "Rock sugar");
  kontor_record_take_member (sample_set_of (op), KONTOR_PRODUCT_PICTURES, picture);
  for (guint i = 0; i < kontor_record_get_length (product, KONTOR_PRODUCT_PICTURES); i++)
    kontor_record_take_member (op->set, KONTOR_PRODUCT_PICTURES,
                               kontor_record_copy (kontor_record_get_member (product, KONTOR_PRODUCT_PICTURES, i)));
}

static void
fill_note (KontorOp *op)
{
  KontorRecord *note = sample_member (&kontor_note_type, op->idempotency);

  kontor_record_set_text (note, KONTOR_NOTE_TEXT, "Pot & lid checked");
  kontor_record_take_member (sample_add_of (op), KONTOR_ORDER_NOTES, note);
}

static void
fill_customer (KontorOp *op)
{
  KontorRecord *address = sample_member (&kontor_address_type, "billing");

  kontor_record_set_text (sample_set_of (op), KONTOR_CUSTOMER_FIRST_NAME, "Wilhelmine");
  kontor_record_set_text (op->set, KONTOR_CUSTOMER_EMAIL, "wilhelmine@example.org");
  kontor_record_set_text (address, KONTOR_ADDRESS_CITY, "Leer");
  kontor_record_take_member (op->set, KONTOR_CUSTOMER_ADDRESSES, address);
}

static KontorOp *
make_catalogue_op (Sample *sample, const char *kind)
{
  KontorEntity entity = kontor_op_kind_lookup (kind)->entity;
  gboolean create = g_str_has_prefix (kind, "create-");
  g_autoptr (KontorRecord) object = sample_pick (sample, entity);
  KontorOp *op = sample_op (kind, create ? NULL : object);

  if (g_str_equal (kind, "set-product") || g_str_equal (kind, "create-product"))
    kontor_record_set_text (sample_set_of (op), KONTOR_PRODUCT_TITLE, "Salt & Pepper <“new”>");
  if (g_str_equal (kind, "set-variant") || g_str_equal (kind, "create-variant"))
    kontor_record_set_text (sample_set_of (op), KONTOR_VARIANT_WEIGHT, "777");
  if (g_str_equal (kind, "set-category") || g_str_equal (kind, "create-category"))
    kontor_record_set_text (sample_set_of (op), KONTOR_CATEGORY_NAME, "Sugar & spice");
  if (g_str_equal (kind, "set-discount") || g_str_equal (kind, "create-discount"))
    kontor_record_set_text (sample_set_of (op), KONTOR_DISCOUNT_DESCRIPTION, "For Kluntje");
  if (g_str_equal (kind, "set-price"))
    kontor_record_set_amount (sample_set_of (op), KONTOR_VARIANT_PRICE, 412345678);
  if (g_str_equal (kind, "adjust-stock"))
    fill_stock (op, object);
  if (g_str_equal (kind, "count-stock"))
    fill_count (op, object);
  if (g_str_equal (kind, "set-pictures"))
    fill_pictures (op, object);
  if (g_str_has_suffix (kind, "-tag"))
    kontor_record_set_text (sample_set_of (op), KONTOR_TAG_NAME, "Sugar & spice");
  if (g_str_equal (kind, "create-product"))
    kontor_record_set_text (op->set, KONTOR_PRODUCT_SKU, "NEW-1");
  if (g_str_equal (kind, "create-variant")) {
    kontor_record_set_text (op->set, KONTOR_VARIANT_SKU, "NEW-1-A");
    kontor_record_set_ref (op->set, KONTOR_VARIANT_PRODUCT, 0,
                           kontor_record_get_ref_key (object, KONTOR_VARIANT_PRODUCT));
  }
  if (g_str_equal (kind, "create-discount"))
    kontor_record_set_text (op->set, KONTOR_DISCOUNT_CODE, "KLUNTJE");
  if (g_str_equal (kind, "restore-product") || g_str_equal (kind, "trash-product")) {
    g_autofree char *path = g_strdup_printf ("products/%s", kontor_record_get_key (object));

    g_free (kontor_shop_admin (sample->shop, "PUT", path,
                               g_str_equal (kind, "trash-product") ? "{\"status\":\"published\"}"
                                                                   : "{\"status\":\"trash\"}"));
  }
  return op;
}

static KontorOp *
make_customer_op (Sample *sample, const char *kind)
{
  g_autoptr (KontorRecord) customer = sample_pick (sample, KONTOR_ENTITY_CUSTOMER);
  KontorOp *op = sample_op (kind, g_str_equal (kind, "create-customer") ? NULL : customer);

  if (g_str_equal (kind, "set-customer"))
    kontor_record_set_text (sample_set_of (op), KONTOR_CUSTOMER_NOTE, "Likes it strong");
  if (g_str_equal (kind, "tag-customer"))
    kontor_record_take_member (sample_add_of (op), KONTOR_CUSTOMER_TAGS,
                               sample_member (&kontor_customer_tag_type, "räucherfisch"));
  if (g_str_equal (kind, "create-customer"))
    fill_customer (op);
  return op;
}

/** An order that has what the op needs, made so in the shop where no order is. */
static KontorOp *
make_return_op (Sample *sample)
{
  g_autoptr (KontorRecord) order = sample_pick_order (sample, sample_is_completed), fresh = NULL;
  g_autofree char *path = g_strdup_printf ("orders/%s/returns", kontor_record_get_key (order));
  g_autofree char *body = g_strdup_printf ("{\"lines\":[{\"line_id\":%s,\"quantity\":1,\"restock\":true}]}",
                                           get_key (order, KONTOR_ORDER_LINES));
  KontorOp *op;

  g_free (kontor_shop_admin (sample->shop, "POST", path, body));
  fresh = sample_dup_one (sample, KONTOR_ENTITY_ORDER, kontor_record_get_key (order));
  op = sample_op ("set-return", fresh);
  fill_received (op, kontor_record_get_member (fresh, KONTOR_ORDER_RETURNS, 0));
  return op;
}

static gboolean
is_sent (const KontorRecord *order)
{
  return sample_is_completed (order) && kontor_record_get_length (order, KONTOR_ORDER_FULFILMENTS) > 0;
}

static KontorOp *
make_cancel_fulfilment (Sample *sample)
{
  g_autoptr (KontorRecord) order = sample_pick_order (sample, is_sent);
  KontorRecord *fulfilment = kontor_record_copy (kontor_record_get_member (order, KONTOR_ORDER_FULFILMENTS, 0));
  KontorOp *op = sample_op ("cancel-fulfilment", order);

  kontor_record_set_text (fulfilment, KONTOR_FULFILMENT_STATUS, "cancelled");
  kontor_record_take_member (sample_add_of (op), KONTOR_ORDER_FULFILMENTS, fulfilment);
  return op;
}

/** Of one that is sent just now. */
static KontorOp *
make_delivered (Sample *sample)
{
  g_autoptr (KontorRecord) paid = sample_pick_order (sample, sample_is_processing), order = NULL;
  g_autofree char *path = g_strdup_printf ("orders/%s/fulfilments", kontor_record_get_key (paid));
  g_autofree char *body = g_strdup_printf ("{\"lines\":[{\"line_id\":%s,\"quantity\":1}]}", get_key (paid, KONTOR_ORDER_LINES));
  KontorRecord *before, *after;
  KontorOp *op;

  g_free (kontor_shop_admin (sample->shop, "POST", path, body));
  order = sample_dup_one (sample, KONTOR_ENTITY_ORDER, kontor_record_get_key (paid));
  before = kontor_record_get_member (order, KONTOR_ORDER_FULFILMENTS, 0);
  after = kontor_record_copy (before);
  op = sample_op ("mark-delivered", order);

  kontor_record_set_text (after, KONTOR_FULFILMENT_STATUS, "delivered");
  kontor_record_unset (after, KONTOR_FULFILMENT_DELIVERED_AT);
  kontor_record_take_member (sample_add_of (op), KONTOR_ORDER_FULFILMENTS, after);
  kontor_record_take_member (need (op, &op->remove), KONTOR_ORDER_FULFILMENTS, kontor_record_ref (before));
  return op;
}

static KontorOp *
make_money_op (Sample *sample, const char *kind)
{
  gboolean refund = g_str_equal (kind, "refund-order"), paid = g_str_equal (kind, "mark-paid");
  g_autoptr (KontorRecord) order = sample_pick_order (sample, refund ? sample_is_completed
                                                              : paid ? sample_is_unpaid
                                                                     : sample_is_authorised);

  if (refund)
    return sample_make_refund (order, 1500000);
  return sample_make_payment (kind, order,
                              paid                                 ? kontor_record_get_amount (order, KONTOR_ORDER_TOTAL)
                              : g_str_equal (kind, "void-payment") ? 0
                                                                   : 2000000);
}

static KontorOp *
make_order_op (Sample *sample, const char *kind)
{
  gboolean back = g_str_equal (kind, "create-return") || g_str_equal (kind, "create-exchange") || g_str_equal (kind, "create-claim");
  g_autoptr (KontorRecord) order = sample_pick_order (sample, back ? sample_is_completed : sample_is_processing);
  KontorOp *op = sample_op (kind, order);

  if (g_str_equal (kind, "set-order"))
    kontor_record_set_text (sample_set_of (op), KONTOR_ORDER_EMAIL, "new@example.org");
  if (g_str_equal (kind, "set-order-status"))
    kontor_record_set_text (sample_set_of (op), KONTOR_ORDER_STATUS, "awaiting-pickup");
  if (g_str_equal (kind, "set-team"))
    kontor_record_set_text (sample_set_of (op), KONTOR_ORDER_STAGE, "labelled");
  if (g_str_equal (kind, "tag-order"))
    kontor_record_take_member (sample_add_of (op), KONTOR_ORDER_TAGS,
                               sample_member (&kontor_order_tag_type, "räucherfisch"));
  if (g_str_has_suffix (kind, "-note"))
    fill_note (op);
  if (g_str_equal (kind, "cancel-order"))
    kontor_op_set_arg (op, "reason", "customer");
  if (g_str_equal (kind, "create-fulfilment"))
    fill_fulfilment (op, order);
  if (g_str_equal (kind, "create-return"))
    fill_return (op, order);
  if (g_str_equal (kind, "create-exchange") || g_str_equal (kind, "create-claim"))
    fill_swap (op, order);
  return op;
}

KontorOp *
sample_make_op (Sample *sample, const char *kind)
{
  KontorEntity entity = kontor_op_kind_lookup (kind)->entity;

  if (entity == KONTOR_ENTITY_CUSTOMER)
    return make_customer_op (sample, kind);
  if (entity != KONTOR_ENTITY_ORDER)
    return make_catalogue_op (sample, kind);
  if (g_str_equal (kind, "set-return"))
    return make_return_op (sample);
  if (g_str_equal (kind, "cancel-fulfilment"))
    return make_cancel_fulfilment (sample);
  if (g_str_equal (kind, "mark-delivered"))
    return make_delivered (sample);
  if (kontor_op_kind_lookup (kind)->op_class == KONTOR_OP_MONEY)
    return make_money_op (sample, kind);
  return make_order_op (sample, kind);
}
