#include "kontor-sample-client.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "kontor-error.h"

/* Where an op leaves its mark, and where it is looked for. */
#define MARK "_kontor_op"

/** What is being planned, and with what. */
typedef struct {
  KontorSamplePlan *plan;
  const KontorOp *op;
  KontorShopManner manner;
  yyjson_val *raw;
  KontorRecord *remote; /* (nullable): @raw as Kontor knows it */
  KontorRecord *member; /* (nullable): that an order's op adds or changes */
  yyjson_mut_doc *doc;
  yyjson_mut_val *body;
} Draft;

/**
 * Kind:
 * @create: what is made does not exist yet
 * @natural: of a create: the field by which it is found again
 * @list: of an order: the list whose members bear the marks
 * @members: of an order: the field whose member the op is about; 0: none
 */
typedef struct {
  const char *name;
  void (*plan) (Draft *draft);
  gboolean create;
  int natural;
  const char *list;
  guint members;
} Kind;

static void plan_set (Draft *draft);
static void plan_pictures (Draft *draft);
static void plan_restore (Draft *draft);
static void plan_stock (Draft *draft);
static void plan_trash (Draft *draft);
static void plan_delete (Draft *draft);
static void plan_create (Draft *draft);
static void plan_note (Draft *draft);
static void plan_pay (Draft *draft);
static void plan_capture (Draft *draft);
static void plan_void (Draft *draft);
static void plan_refund (Draft *draft);
static void plan_cancel (Draft *draft);
static void plan_fulfilment (Draft *draft);
static void plan_cancel_fulfilment (Draft *draft);
static void plan_delivered (Draft *draft);
static void plan_exchange (Draft *draft);
static void plan_claim (Draft *draft);
static void plan_new_return (Draft *draft);
static void plan_return (Draft *draft);

static const Kind kinds[] = {
  { "set-product", plan_set },
  { "set-pictures", plan_pictures, FALSE, 0, "" },
  { "set-variant", plan_set },
  { "set-price", plan_set },
  { "adjust-stock", plan_stock },
  { "count-stock", plan_set },
  { "create-product", plan_create, TRUE, KONTOR_PRODUCT_SKU },
  { "create-variant", plan_create, TRUE, KONTOR_VARIANT_SKU },
  { "trash-product", plan_trash },
  { "restore-product", plan_restore },
  { "set-category", plan_set },
  { "create-category", plan_create, TRUE, KONTOR_CATEGORY_HANDLE },
  { "set-tag", plan_set },
  { "create-tag", plan_create, TRUE, KONTOR_TAG_HANDLE },
  { "create-discount", plan_create, TRUE, KONTOR_DISCOUNT_CODE },
  { "set-discount", plan_set },
  { "trash-discount", plan_trash },
  { "set-order", plan_set },
  { "set-order-status", plan_set },
  { "add-note", plan_note, FALSE, 0, "notes", KONTOR_ORDER_NOTES },
  { "send-note", plan_note, FALSE, 0, "notes", KONTOR_ORDER_NOTES },
  { "tag-order", plan_set },
  { "set-team", plan_set },
  { "mark-paid", plan_pay, FALSE, 0, "payments", KONTOR_ORDER_PAYMENTS },
  { "capture-payment", plan_capture, FALSE, 0, "payments", KONTOR_ORDER_PAYMENTS },
  { "void-payment", plan_void, FALSE, 0, "payments", KONTOR_ORDER_PAYMENTS },
  { "refund-order", plan_refund, FALSE, 0, "refunds", KONTOR_ORDER_REFUNDS },
  { "cancel-order", plan_cancel, FALSE, 0, "" },
  { "create-fulfilment", plan_fulfilment, FALSE, 0, "fulfilments", KONTOR_ORDER_FULFILMENTS },
  { "cancel-fulfilment", plan_cancel_fulfilment, FALSE, 0, NULL, KONTOR_ORDER_FULFILMENTS },
  { "mark-delivered", plan_delivered, FALSE, 0, NULL, KONTOR_ORDER_FULFILMENTS },
  { "create-exchange", plan_exchange, FALSE, 0, "exchanges", KONTOR_ORDER_EXCHANGES },
  { "create-claim", plan_claim, FALSE, 0, "claims", KONTOR_ORDER_CLAIMS },
  { "create-return", plan_new_return, FALSE, 0, "returns", KONTOR_ORDER_RETURNS },
  { "set-return", plan_return, FALSE, 0, NULL, KONTOR_ORDER_RETURNS },
  { "set-customer", plan_set },
  { "tag-customer", plan_set },
  { "create-customer", plan_create, TRUE, KONTOR_CUSTOMER_EMAIL },
  { "delete-customer", plan_delete },
};

static const Kind *
find_kind (const KontorOp *op)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, op->kind->name))
      return &kinds[i];
  return NULL;
}

static void
put (Draft *draft, yyjson_mut_val *object, const char *name, yyjson_mut_val *value)
{
  yyjson_mut_obj_put (object, yyjson_mut_strcpy (draft->doc, name), value);
}

static void
put_text (Draft *draft, const char *name, const char *text)
{
  if (text != NULL)
    put (draft, draft->body, name, yyjson_mut_strcpy (draft->doc, text));
}

static void
put_amount (Draft *draft, const char *name, gint64 amount)
{
  g_autofree char *text = kontor_decimal_format (amount, 2);

  put_text (draft, name, text);
}

static void
put_id (Draft *draft, const char *name, const char *key)
{
  put (draft, draft->body, name, yyjson_mut_sint (draft->doc, g_ascii_strtoll (key != NULL ? key : "0", NULL, 10)));
}

static void
put_mark (Draft *draft)
{
  yyjson_mut_val *meta = yyjson_mut_obj_get (draft->body, "meta");

  if (meta == NULL) {
    meta = yyjson_mut_obj (draft->doc);
    put (draft, draft->body, "meta", meta);
  }
  put (draft, meta, MARK, yyjson_mut_strcpy (draft->doc, draft->op->idempotency));
}

static void
answer (Draft *draft, KontorReceiptState state)
{
  draft->plan->receipt = kontor_receipt_new (state);
  if (draft->remote != NULL)
    g_ptr_array_add (draft->plan->receipt->rows, kontor_record_ref (draft->remote));
}

static void
request (Draft *draft, const char *method, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
request (Draft *draft, const char *method, const char *format, ...)
{
  va_list arguments;

  draft->plan->method = method;
  va_start (arguments, format);
  draft->plan->path = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

static const char *
get_collection (const Draft *draft)
{
  return kontor_sample_get_collection (draft->op->kind->entity);
}

/** Three-way comparison with what the shop has now: whether there is something to send, else the answer is set. */
static gboolean
is_to_send (Draft *draft)
{
  switch (kontor_op_compare (draft->op, draft->remote, NULL)) {
  case KONTOR_MERGE_DONE:
    answer (draft, KONTOR_RECEIPT_DONE);
    return FALSE;
  case KONTOR_MERGE_CONFLICT:
    answer (draft, KONTOR_RECEIPT_CONFLICT);
    return FALSE;
  case KONTOR_MERGE_SEND:
    return TRUE;
  }
  g_return_val_if_reached (FALSE);
}

/** Only what changes is sent. */
static void
plan_set (Draft *draft)
{
  g_autoptr (KontorRecord) wanted = kontor_record_copy (draft->remote);

  if (!is_to_send (draft))
    return;
  kontor_op_apply (draft->op, wanted);
  kontor_sample_write_fields (draft->doc, draft->body, wanted, draft->remote, draft->raw);
  request (draft, "PUT", "%s/%s", get_collection (draft), draft->op->remote_id);
}

/** The shop names new pictures anew, so that the mark alone tells whether they came there. */
static void
plan_pictures (Draft *draft)
{
  plan_set (draft);
  if (draft->plan->receipt == NULL)
    put_mark (draft);
}

/** What came out of the trash is what it was before, unless the op says otherwise. */
static void
plan_restore (Draft *draft)
{
  const char *status = kontor_record_get_text (draft->remote, KONTOR_PRODUCT_STATUS);

  if (draft->op->set != NULL && kontor_record_has (draft->op->set, KONTOR_PRODUCT_STATUS))
    plan_set (draft);
  else if (g_strcmp0 (status, "trash") != 0)
    answer (draft, KONTOR_RECEIPT_DONE);
  else {
    const char *before = yyjson_get_str (yyjson_obj_get (draft->raw, "status_before"));

    put_text (draft, "status", before != NULL ? before : "published");
    request (draft, "PUT", "products/%s", draft->op->remote_id);
  }
}

static void
write_delta (Draft *draft, const KontorRecord *level)
{
  yyjson_mut_val *levels = yyjson_mut_obj_get (draft->body, "levels"),
                 *entry = yyjson_mut_arr_add_obj (draft->doc, levels);

  put (draft, entry, "location_id",
       yyjson_mut_sint (draft->doc, g_ascii_strtoll (kontor_record_get_key (level), NULL, 10)));
  put (draft, entry, "delta", yyjson_mut_sint (draft->doc, kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND)));
}

/** A bare shop is told what it has now and the difference in one: a sale in between is lost, as it would be there. */
static void
plan_stock (Draft *draft)
{
  const KontorRecord *delta = draft->op->delta;
  g_autoptr (KontorRecord) wanted = kontor_record_copy (draft->remote);

  if (draft->manner == KONTOR_SHOP_BARE) {
    kontor_op_apply (draft->op, wanted);
    kontor_sample_write_fields (draft->doc, draft->body, wanted, draft->remote, draft->raw);
    request (draft, "PUT", "variations/%s", draft->op->remote_id);
    return;
  }
  put (draft, draft->body, "levels", yyjson_mut_arr (draft->doc));
  for (guint i = 0; delta != NULL && i < kontor_record_get_length (delta, KONTOR_VARIANT_LEVELS); i++)
    write_delta (draft, kontor_record_get_member (delta, KONTOR_VARIANT_LEVELS, i));
  request (draft, "POST", "variations/%s/stock", draft->op->remote_id);
}

static void
plan_trash (Draft *draft)
{
  guint status = draft->op->kind->entity == KONTOR_ENTITY_PRODUCT ? KONTOR_PRODUCT_STATUS : KONTOR_DISCOUNT_STATUS;

  if (g_strcmp0 (kontor_record_get_text (draft->remote, status), "trash") == 0)
    answer (draft, KONTOR_RECEIPT_DONE);
  else
    request (draft, "DELETE", "%s/%s", get_collection (draft), draft->op->remote_id);
}

static void
plan_delete (Draft *draft)
{
  request (draft, "DELETE", "%s/%s?force=1", get_collection (draft), draft->op->remote_id);
}

static const char *
get_parent (const KontorOp *op)
{
  const char *parent = op->set != NULL && op->kind->entity == KONTOR_ENTITY_VARIANT
                           ? kontor_record_get_ref_key (op->set, KONTOR_VARIANT_PRODUCT)
                           : NULL;

  return parent != NULL ? parent : op->parent_remote_id;
}

static void
plan_create (Draft *draft)
{
  if (draft->op->set != NULL)
    kontor_sample_write_fields (draft->doc, draft->body, draft->op->set, NULL, NULL);
  if (draft->op->kind->entity == KONTOR_ENTITY_VARIANT)
    put_id (draft, "parent_id", get_parent (draft->op));
  put_mark (draft);
  request (draft, "POST", "%s", get_collection (draft));
}

static void
order_request (Draft *draft, const char *action)
{
  put_mark (draft);
  request (draft, "POST", "orders/%s/%s", draft->op->remote_id, action);
}

static void
plan_note (Draft *draft)
{
  put_text (draft, "text", kontor_record_get_text (draft->member, KONTOR_NOTE_TEXT));
  put_text (draft, "author", kontor_record_get_text (draft->member, KONTOR_NOTE_AUTHOR));
  put (draft, draft->body, "to_customer",
       yyjson_mut_bool (draft->doc, g_str_equal (draft->op->kind->name, "send-note")));
  order_request (draft, "notes");
}

/** What the op adds to what was captured of its payment. */
static gint64
get_captured (Draft *draft, const KontorRecord *payment)
{
  const KontorRecord *before =
      draft->op->remove != NULL
          ? kontor_record_find_member (draft->op->remove, KONTOR_ORDER_PAYMENTS, kontor_record_get_key (payment))
          : NULL;
  gint64 amount = kontor_record_get_amount (payment, KONTOR_PAYMENT_CAPTURED);

  if (before == NULL)
    before = kontor_record_find_member (draft->remote, KONTOR_ORDER_PAYMENTS, kontor_record_get_key (payment));
  return before != NULL ? amount - kontor_record_get_amount (before, KONTOR_PAYMENT_CAPTURED) : amount;
}

static void
plan_pay (Draft *draft)
{
  put_amount (draft, "amount", get_captured (draft, draft->member));
  put_text (draft, "title", kontor_record_get_text (draft->member, KONTOR_PAYMENT_TITLE));
  order_request (draft, "pay");
}

static void
plan_capture (Draft *draft)
{
  put_id (draft, "payment_id", kontor_record_get_key (draft->member));
  put_amount (draft, "amount", get_captured (draft, draft->member));
  order_request (draft, "captures");
}

static void
plan_void (Draft *draft)
{
  put_id (draft, "payment_id", kontor_record_get_key (draft->member));
  order_request (draft, "void");
}

/** The member as the shop writes it, but for its key. */
static void
put_member (Draft *draft, const KontorRecord *member)
{
  draft->body = kontor_sample_write_member (draft->doc, member);
  yyjson_mut_obj_remove_key (draft->body, "id");
}

static void
plan_refund (Draft *draft)
{
  put_member (draft, draft->member);
  order_request (draft, "refunds");
}

static void
plan_cancel (Draft *draft)
{
  put_text (draft, "reason", kontor_op_get_arg (draft->op, "reason"));
  order_request (draft, "cancel");
}

static gboolean
is_told (const KontorOp *op)
{
  return g_strcmp0 (kontor_op_get_arg (op, "notify"), "1") == 0;
}

static void
plan_fulfilment (Draft *draft)
{
  put_member (draft, draft->member);
  put (draft, draft->body, "notify", yyjson_mut_bool (draft->doc, is_told (draft->op)));
  order_request (draft, "fulfilments");
}

static yyjson_val *
find_marked (yyjson_val *list, const char *mark)
{
  yyjson_val *member;
  gsize i, n;

  yyjson_arr_foreach (list, i, n, member) {
    const char *text = yyjson_get_str (yyjson_obj_get (yyjson_obj_get (member, "meta"), MARK));

    if (g_strcmp0 (text, mark) == 0 || find_marked (yyjson_obj_get (member, "captures"), mark) != NULL)
      return member;
  }
  return NULL;
}

/** The shop's id of a member; one that was made here bears its key as the mark. */
static gint64
find_id (Draft *draft, const char *list, const char *key)
{
  yyjson_val *marked = key != NULL ? find_marked (yyjson_obj_get (draft->raw, list), key) : NULL;

  return marked != NULL ? yyjson_get_sint (yyjson_obj_get (marked, "id"))
                        : g_ascii_strtoll (key != NULL ? key : "0", NULL, 10);
}

static void
plan_cancel_fulfilment (Draft *draft)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT,
                                          find_id (draft, "fulfilments", kontor_record_get_key (draft->member)));
  KontorRecord *present = kontor_record_find_member (draft->remote, KONTOR_ORDER_FULFILMENTS, key);

  if (present != NULL && g_strcmp0 (kontor_record_get_text (present, KONTOR_FULFILMENT_STATUS), "cancelled") == 0)
    answer (draft, KONTOR_RECEIPT_DONE);
  else
    request (draft, "DELETE", "orders/%s/fulfilments/%s", draft->op->remote_id, key);
}

static void
plan_delivered (Draft *draft)
{
  if (!is_to_send (draft))
    return;
  put_text (draft, "status", kontor_record_get_text (draft->member, KONTOR_FULFILMENT_STATUS));
  request (draft, "PUT", "orders/%s/fulfilments/%" G_GINT64_FORMAT, draft->op->remote_id,
           find_id (draft, "fulfilments", kontor_record_get_key (draft->member)));
}

static void
plan_exchange (Draft *draft)
{
  put_member (draft, draft->member);
  order_request (draft, "exchanges");
}

static void
plan_claim (Draft *draft)
{
  put_member (draft, draft->member);
  order_request (draft, "claims");
}

static void
plan_new_return (Draft *draft)
{
  put_member (draft, draft->member);
  order_request (draft, "returns");
}

static void
plan_return (Draft *draft)
{
  if (!is_to_send (draft))
    return;
  put_member (draft, draft->member);
  request (draft, "PUT", "orders/%s/returns/%" G_GINT64_FORMAT, draft->op->remote_id,
           find_id (draft, "returns", kontor_record_get_key (draft->member)));
}

gboolean
kontor_sample_plan_needs_object (const KontorOp *op)
{
  const Kind *kind = find_kind (op);

  return kind != NULL && !kind->create && kind->plan != plan_delete;
}

gboolean
kontor_sample_has_mark (const KontorOp *op, yyjson_val *raw)
{
  const Kind *kind = find_kind (op);
  yyjson_val *meta = yyjson_obj_get (raw, "meta");

  if (kind == NULL || (kind->list == NULL && !kind->create))
    return FALSE;
  if (kind->create || *kind->list == '\0')
    return g_strcmp0 (yyjson_get_str (yyjson_obj_get (meta, MARK)), op->idempotency) == 0;
  return find_marked (yyjson_obj_get (raw, kind->list), op->idempotency) != NULL;
}

const char *
kontor_sample_get_natural_key (const KontorOp *op)
{
  const Kind *kind = find_kind (op);
  const char *key =
      kind != NULL && kind->create && op->set != NULL ? kontor_record_get_text (op->set, (guint) kind->natural) : NULL;

  return key != NULL && *key != '\0' ? key : NULL;
}

/** Of what an order's op adds, else of what it takes away. */
static KontorRecord *
find_member (const KontorOp *op, guint list)
{
  if (op->add != NULL && kontor_record_get_length (op->add, list) > 0)
    return kontor_record_get_member (op->add, list, 0);
  if (op->remove != NULL && kontor_record_get_length (op->remove, list) > 0)
    return kontor_record_get_member (op->remove, list, 0);
  return NULL;
}

static void
plan_kind (Draft *draft, const Kind *kind)
{
  if (kind->members != 0)
    draft->member = find_member (draft->op, kind->members);
  if (kontor_sample_has_mark (draft->op, draft->raw))
    answer (draft, KONTOR_RECEIPT_DONE);
  else if (kind->members != 0 && draft->member == NULL)
    draft->plan->receipt = kontor_receipt_new_failed (
        g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_REJECTED, _("The operation does not say what to do.")));
  else
    kind->plan (draft);
}

static void
finish (Draft *draft)
{
  char *text;

  if (draft->plan->receipt != NULL)
    return;
  text = yyjson_mut_val_write (draft->body, YYJSON_WRITE_NOFLAG, NULL);
  draft->plan->body = g_strdup (text);
  free (text);
  draft->plan->revision = yyjson_get_sint (yyjson_obj_get (draft->raw, "revision"));
}

static gboolean
read_remote (Draft *draft)
{
  g_autoptr (GError) error = NULL;

  if (draft->raw == NULL)
    return TRUE;
  draft->remote = kontor_sample_read_record (draft->manner, draft->op->kind->entity, draft->raw, &error);
  if (draft->remote == NULL)
    draft->plan->receipt = kontor_receipt_new_failed (g_steal_pointer (&error));
  return draft->remote != NULL;
}

void
kontor_sample_plan (KontorSamplePlan *plan, KontorShopManner manner, yyjson_val *raw)
{
  const Kind *kind = find_kind (plan->op);
  g_autoptr (yyjson_mut_doc) doc = yyjson_mut_doc_new (NULL);
  Draft draft = {
    .plan = plan, .op = plan->op, .manner = manner, .raw = raw, .doc = doc, .body = yyjson_mut_obj (doc)
  };

  plan->entity = plan->op->kind->entity;
  if (kind == NULL) {
    plan->receipt = kontor_receipt_new_failed (
        g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED, _("The sample shop cannot do this.")));
    return;
  }
  if (read_remote (&draft)) {
    plan_kind (&draft, kind);
    finish (&draft);
  }
  g_clear_pointer (&draft.remote, kontor_record_unref);
}
