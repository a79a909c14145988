#include "kontor-woo-find-private.h"

#include <string.h>

#include "kontor-error.h"
#include "kontor-html.h"
#include "kontor-json.h"
#include "kontor-woo-reading.h"

/* By so much our clock and the store's may disagree though the offset is known. */
#define SLACK (2 * 1000)

/** What the op says, as a note that the customer is sent or not. */
static char *
dup_note (const KontorOp *op)
{
  const KontorRecord *note = op->add != NULL && kontor_record_get_length (op->add, KONTOR_ORDER_NOTES) > 0
                                 ? kontor_record_get_member (op->add, KONTOR_ORDER_NOTES, 0)
                                 : NULL;

  if (g_strcmp0 (op->resume, KONTOR_WOO_NOTE_STEP) == 0)
    return kontor_woo_tell_customer (op);
  return note != NULL ? g_strdup (kontor_record_get_text (note, KONTOR_NOTE_TEXT)) : NULL;
}

/** Both without what stores and people add at the ends of lines. */
static gboolean
same_words (const char *ours, yyjson_val *theirs)
{
  g_autofree char *raw = kontor_json_dup_text (theirs);
  g_autofree char *decoded = raw != NULL ? kontor_html_decode (raw) : NULL;
  g_auto (GStrv) a = g_strsplit_set (ours != NULL ? ours : "", " \t\r\n", -1);
  g_auto (GStrv) b = g_strsplit_set (decoded != NULL ? decoded : "", " \t\r\n", -1);
  guint i = 0, j = 0;

  while (TRUE) {
    while (a[i] != NULL && *a[i] == '\0')
      i++;
    while (b[j] != NULL && *b[j] == '\0')
      j++;
    if (a[i] == NULL || b[j] == NULL)
      return a[i] == NULL && b[j] == NULL;
    if (!g_str_equal (a[i++], b[j++]))
      return FALSE;
  }
}

/** Whether it came after the person wanted it. */
static gboolean
is_since (const KontorWooSearch *search, yyjson_val *object)
{
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (object, "date_created_gmt"));
  gint64 offset = kontor_http_get_clock_offset (kontor_woo_client_get_http (search->target.client));

  return kontor_mapping_read_time (text) >= search->op->created_at + offset - SLACK;
}

static gboolean
is_for_customer (const KontorOp *op)
{
  return g_str_equal (op->kind->name, "send-note") || g_strcmp0 (op->resume, KONTOR_WOO_NOTE_STEP) == 0;
}

KontorReceipt *
kontor_woo_search_note (const KontorWooSearch *search, GError **error)
{
  g_autoptr (KontorWooReply) reply =
      kontor_woo_await_get (&search->target, error, "wc/v3/orders/%s/notes", search->op->remote_id);
  g_autofree char *text = dup_note (search->op);
  yyjson_val *note;
  gsize i, n;

  if (reply == NULL)
    return NULL;
  yyjson_arr_foreach (kontor_woo_reply_get_root (reply), i, n, note)
    if (kontor_json_get_bool (yyjson_obj_get (note, "customer_note")) == is_for_customer (search->op) &&
        same_words (text, yyjson_obj_get (note, "note")) && is_since (search, note))
      return kontor_woo_search_answer_done (search, NULL);
  return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

/** Ours without its mark, or somebody else's: of that nobody can tell. */
static gboolean
may_be_ours (const KontorWooSearch *search, yyjson_val *refund)
{
  const KontorRecord *wanted = kontor_record_get_member (search->op->add, KONTOR_ORDER_REFUNDS, 0);

  return kontor_woo_find_meta (refund, KONTOR_WOO_MARK) == NULL &&
         kontor_mapping_read_amount (refund, "amount") == kontor_record_get_amount (wanted, KONTOR_REFUND_AMOUNT) &&
         is_since (search, refund);
}

/** It is there; some of its units may still have to go back on the shelf. */
static KontorReceipt *
answer_refunded (const KontorWooSearch *search)
{
  if (kontor_woo_get_restock (search->op) == KONTOR_WOO_RESTOCK_SOME)
    return kontor_woo_search_answer_again (KONTOR_WOO_RESTOCK_STEP);
  return kontor_woo_search_answer_done (search, NULL);
}

KontorReceipt *
kontor_woo_search_refund (const KontorWooSearch *search, GError **error)
{
  g_autoptr (KontorWooReply) reply = NULL;
  yyjson_val *refund;
  gsize i, n;

  /* Each product says by the mark whether its units are there. */
  if (g_strcmp0 (search->op->resume, KONTOR_WOO_RESTOCK_STEP) == 0)
    return kontor_woo_search_answer_again (KONTOR_WOO_RESTOCK_STEP);
  reply = kontor_woo_await_get (&search->target, error, "wc/v3/orders/%s/refunds?per_page=100", search->op->remote_id);
  if (reply == NULL)
    return NULL;
  if (kontor_woo_search_find_marked (search->op, kontor_woo_reply_get_root (reply)) != NULL)
    return answer_refunded (search);
  yyjson_arr_foreach (kontor_woo_reply_get_root (reply), i, n, refund)
    if (may_be_ours (search, refund))
      return kontor_woo_search_answer_undecidable (search);
  return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

static const KontorRecord *
get_fulfilment (const KontorOp *op)
{
  return op->add != NULL && kontor_record_get_length (op->add, KONTOR_ORDER_FULFILMENTS) > 0
             ? kontor_record_get_member (op->add, KONTOR_ORDER_FULFILMENTS, 0)
             : NULL;
}

static gboolean
has_number (const KontorOp *op, yyjson_val *tracking)
{
  const KontorRecord *fulfilment = get_fulfilment (op);
  const KontorRecord *shipment =
      fulfilment != NULL && kontor_record_get_length (fulfilment, KONTOR_FULFILMENT_SHIPMENTS) > 0
          ? kontor_record_get_member (fulfilment, KONTOR_FULFILMENT_SHIPMENTS, 0)
          : NULL;
  const char *number = shipment != NULL ? kontor_record_get_text (shipment, KONTOR_SHIPMENT_TRACKING_NUMBER) : NULL;

  return number != NULL && yyjson_equals_str (yyjson_obj_get (tracking, "tracking_number"), number);
}

static gboolean
has_key (const KontorOp *op, yyjson_val *item, const char *name)
{
  const KontorRecord *fulfilment = get_fulfilment (op);
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (item, name));

  return fulfilment != NULL && g_strcmp0 (id, kontor_record_get_key (fulfilment)) == 0;
}

/** Whether the list of fulfilments or trackings has the one that the op made, or is to take out. */
static gboolean
lists_fulfilment (const KontorWooSearch *search, yyjson_val *list)
{
  gboolean own = search->target.facts.tracking == KONTOR_WOO_TRACKING_FULFILMENTS;
  gboolean create = search->op->kind->op_class == KONTOR_OP_CREATE;
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (list, i, n, item)
    if (create ? (own ? kontor_woo_has_mark (search->op, item) : has_number (search->op, item))
               : has_key (search->op, item, own ? "id" : "tracking_id"))
      return TRUE;
  return FALSE;
}

/** It is there; the customer may still have to be told. */
static KontorReceipt *
answer_fulfilled (const KontorWooSearch *search)
{
  if (search->op->kind->op_class != KONTOR_OP_CREATE ||
      search->target.facts.tracking == KONTOR_WOO_TRACKING_FULFILMENTS ||
      g_strcmp0 (kontor_op_get_arg (search->op, "notify"), "1") != 0)
    return kontor_woo_search_answer_done (search, NULL);
  return kontor_woo_search_answer_again (KONTOR_WOO_NOTE_STEP);
}

static KontorReceipt *
find_listed (const KontorWooSearch *search, GError **error)
{
  gboolean own = search->target.facts.tracking == KONTOR_WOO_TRACKING_FULFILMENTS;
  g_autoptr (KontorWooReply) reply = kontor_woo_await_get (&search->target, error, "wc/v3/orders/%s/%s",
                                                           search->op->remote_id,
                                                           own ? "fulfillments" : "shipment-trackings");
  yyjson_val *list = reply != NULL ? kontor_woo_reply_get_root (reply) : NULL;

  if (reply == NULL)
    return NULL;
  /* The store's own come within an object in some versions. */
  if (yyjson_is_obj (list))
    list = yyjson_obj_get (list, "fulfillments");
  if (lists_fulfilment (search, list) == (search->op->kind->op_class == KONTOR_OP_CREATE))
    return answer_fulfilled (search);
  return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

KontorReceipt *
kontor_woo_search_fulfilment (const KontorWooSearch *search, GError **error)
{
  g_autoptr (KontorReceipt) found = NULL;

  if (g_strcmp0 (search->op->resume, KONTOR_WOO_NOTE_STEP) == 0)
    return kontor_woo_search_note (search, error);
  if (search->target.facts.tracking != KONTOR_WOO_TRACKING_META)
    return find_listed (search, error);
  found = kontor_woo_search_mark (search, error);
  if (found == NULL || found->state != KONTOR_RECEIPT_DONE)
    return g_steal_pointer (&found);
  return answer_fulfilled (search);
}
