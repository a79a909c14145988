#include "kontor-medusa-reading.h"

#include "kontor-json.h"

/* The gateway that moves no money itself: somebody says that it came. */
#define MANUAL "pp_system_default"

static void
take_captures (KontorMapping *self, KontorRecord *payment, yyjson_val *object)
{
  yyjson_val *item;
  gint64 sum = 0;
  gsize i, n;

  kontor_record_set_empty (payment, KONTOR_PAYMENT_CAPTURES);
  yyjson_arr_foreach (yyjson_obj_get (object, "captures"), i, n, item) {
    KontorRecord *capture = kontor_medusa_begin_member (payment, KONTOR_PAYMENT_CAPTURES, item);

    if (capture == NULL)
      continue;
    kontor_mapping_take_money (self, capture, KONTOR_CAPTURE_AMOUNT, item, "amount");
    kontor_mapping_take_instant (self, capture, KONTOR_CAPTURE_AT, item, "created_at");
    kontor_amount_add (sum, kontor_record_get_amount (capture, KONTOR_CAPTURE_AMOUNT), &sum, NULL);
    kontor_record_take_member (payment, KONTOR_PAYMENT_CAPTURES, capture);
  }
  kontor_record_set_amount (payment, KONTOR_PAYMENT_CAPTURED, sum);
}

static const char *
get_status (const KontorRecord *payment)
{
  if (kontor_record_get_bool (payment, KONTOR_PAYMENT_VOIDED))
    return "canceled";
  return kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED) > 0 ? "captured" : "authorized";
}

static void
take_reason (KontorRecord *refund, yyjson_val *item)
{
  kontor_mapping_take_text (refund, KONTOR_REFUND_REASON, yyjson_obj_get (item, "refund_reason"), "label");
  if (kontor_record_is_null (refund, KONTOR_REFUND_REASON))
    kontor_mapping_take_text (refund, KONTOR_REFUND_REASON, item, "note");
}

static void
take_refunds (KontorMapping *self, KontorRecord *order, KontorRecord *payment, yyjson_val *object)
{
  yyjson_val *item;
  gint64 sum = 0;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (object, "refunds"), i, n, item) {
    KontorRecord *refund = kontor_medusa_begin_member (order, KONTOR_ORDER_REFUNDS, item);

    if (refund == NULL)
      continue;
    kontor_mapping_take_size (self, refund, KONTOR_REFUND_AMOUNT, item, "amount");
    take_reason (refund, item);
    kontor_mapping_take_instant (self, refund, KONTOR_REFUND_AT, item, "created_at");
    kontor_record_set_bool (refund, KONTOR_REFUND_BY_GATEWAY,
                            g_strcmp0 (kontor_record_get_text (payment, KONTOR_PAYMENT_GATEWAY), MANUAL) != 0);
    kontor_record_set_text (refund, KONTOR_REFUND_PAYMENT_KEY, kontor_record_get_key (payment));
    kontor_record_set_empty (refund, KONTOR_REFUND_LINES);
    kontor_amount_add (sum, kontor_record_get_amount (refund, KONTOR_REFUND_AMOUNT), &sum, NULL);
    kontor_record_take_member (order, KONTOR_ORDER_REFUNDS, refund);
  }
  kontor_record_set_amount (payment, KONTOR_PAYMENT_REFUNDED, sum);
}

static void
take_payment (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  KontorRecord *payment = kontor_medusa_begin_member (order, KONTOR_ORDER_PAYMENTS, object);
  yyjson_val *canceled = yyjson_obj_get (object, "canceled_at");

  if (payment == NULL)
    return;
  kontor_mapping_take_text (payment, KONTOR_PAYMENT_GATEWAY, object, "provider_id");
  kontor_record_set_text (payment, KONTOR_PAYMENT_TITLE, kontor_record_get_text (payment, KONTOR_PAYMENT_GATEWAY));
  kontor_mapping_take_money (self, payment, KONTOR_PAYMENT_AUTHORIZED, object, "amount");
  kontor_record_set_bool (payment, KONTOR_PAYMENT_VOIDED, canceled != NULL && !yyjson_is_null (canceled));
  kontor_mapping_take_instant (self, payment, KONTOR_PAYMENT_PAID_AT, object, "captured_at");
  take_captures (self, payment, object);
  take_refunds (self, order, payment, object);
  kontor_record_set_text (payment, KONTOR_PAYMENT_STATUS, get_status (payment));
  kontor_record_take_member (order, KONTOR_ORDER_PAYMENTS, payment);
}

/* The words of the shop are not taken: it calls an order refunded of which a part was. */
void
kontor_medusa_take_payments (KontorMapping *self, KontorRecord *order, yyjson_val *object)
{
  yyjson_val *collections = yyjson_obj_get (object, "payment_collections"), *collection, *payment;
  gsize i, n, j, m;

  if (!yyjson_is_arr (collections))
    return;
  kontor_record_set_empty (order, KONTOR_ORDER_PAYMENTS);
  kontor_record_set_empty (order, KONTOR_ORDER_REFUNDS);
  yyjson_arr_foreach (collections, i, n, collection)
    yyjson_arr_foreach (yyjson_obj_get (collection, "payments"), j, m, payment)
      take_payment (self, order, payment);
  if (kontor_record_get_length (order, KONTOR_ORDER_PAYMENTS) > 0)
    kontor_record_set_text (order, KONTOR_ORDER_PAYMENT_METHOD,
                            kontor_record_get_text (kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, 0),
                                                    KONTOR_PAYMENT_TITLE));
}
