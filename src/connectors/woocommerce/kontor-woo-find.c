#include "kontor-woo-push-private.h"

#include <string.h>

#include "kontor-error.h"
#include "kontor-html.h"
#include "kontor-json.h"
#include "kontor-woo-reading.h"
#include "kontor-woo-ops.h"

#define FIBER_STACK (512 * 1024)
/* By so much our clock and the store's may disagree though the offset is known. */
#define SLACK (2 * 1000)

/** What a fiber looks for. */
typedef struct {
  KontorWooTarget target;
  KontorOp *op;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->target.connector);
  g_object_unref (search->target.client);
  kontor_op_unref (search->op);
  g_free (search);
}

static KontorReceipt *
answer (KontorReceiptState state)
{
  return kontor_receipt_new (state);
}

/** It happened: with the object as it is now. */
static KontorReceipt *
answer_done (const Search *search, yyjson_val *object)
{
  KontorReceipt *receipt = answer (KONTOR_RECEIPT_DONE);

  if (search->op->remote_id == NULL)
    receipt->remote_id = kontor_woo_make_key (search->op, object);
  kontor_woo_await_rows (&search->target, receipt, search->op);
  return receipt;
}

static KontorReceipt *
answer_undecidable (const Search *search)
{
  KontorReceipt *receipt = answer (KONTOR_RECEIPT_UNDECIDABLE);

  kontor_woo_await_rows (&search->target, receipt, search->op);
  return receipt;
}

/** The object as the store has it; @gone tells that it has it no more. */
static KontorWooReply *
await_object (const Search *search, gboolean *gone, GError **error)
{
  g_autofree char *path = kontor_woo_plan_get_path (search->op);
  g_autoptr (GError) failure = NULL;
  KontorWooReply *reply = kontor_woo_await_get (&search->target, &failure, "%s?context=edit", path);

  *gone = g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
  if (failure != NULL && !*gone)
    g_propagate_error (error, g_steal_pointer (&failure));
  return reply;
}

static KontorReceiptState
judge_value (const KontorOp *op, const KontorRecord *row)
{
  switch (kontor_op_compare (op, row, NULL)) {
  case KONTOR_MERGE_DONE:
    return KONTOR_RECEIPT_DONE;
  case KONTOR_MERGE_CONFLICT:
    return KONTOR_RECEIPT_CONFLICT;
  case KONTOR_MERGE_SEND:
    return KONTOR_RECEIPT_NOT_FOUND;
  }
  g_return_val_if_reached (KONTOR_RECEIPT_UNDECIDABLE);
}

static const KontorRecord *
get_row (const KontorOp *op, KontorBatch *batch)
{
  for (guint i = 0; i < batch->rows->len; i++)
    if (kontor_record_get_entity (g_ptr_array_index (batch->rows, i)) == op->kind->entity)
      return g_ptr_array_index (batch->rows, i);
  return NULL;
}

static KontorReceipt *
find_value (const Search *search, GError **error)
{
  const char *const keys[] = { search->op->remote_id, NULL };
  g_autoptr (KontorBatch) batch =
      dex_await_boxed (kontor_connector_fetch (search->target.connector, search->op->kind->entity, keys), error);
  const KontorRecord *row = batch != NULL ? get_row (search->op, batch) : NULL;
  KontorReceipt *receipt;

  if (batch == NULL)
    return NULL;
  receipt = answer (row != NULL ? judge_value (search->op, row) : KONTOR_RECEIPT_UNDECIDABLE);
  for (guint i = 0; i < batch->rows->len; i++)
    g_ptr_array_add (receipt->rows, kontor_record_ref (g_ptr_array_index (batch->rows, i)));
  return receipt;
}

static KontorReceipt *
find_mark (const Search *search, GError **error)
{
  gboolean gone;
  g_autoptr (KontorWooReply) reply = await_object (search, &gone, error);

  if (gone)
    return answer (KONTOR_RECEIPT_UNDECIDABLE);
  if (reply == NULL)
    return NULL;
  if (kontor_woo_has_mark (search->op, kontor_woo_reply_get_root (reply)))
    return answer_done (search, kontor_woo_reply_get_root (reply));
  return answer (KONTOR_RECEIPT_NOT_FOUND);
}

static KontorReceipt *
find_trashed (const Search *search, GError **error)
{
  gboolean gone;
  g_autoptr (KontorWooReply) reply = await_object (search, &gone, error);

  if (gone)
    return answer (KONTOR_RECEIPT_DONE);
  if (reply == NULL)
    return NULL;
  if (yyjson_equals_str (yyjson_obj_get (kontor_woo_reply_get_root (reply), "status"), "trash"))
    return answer_done (search, kontor_woo_reply_get_root (reply));
  return answer (KONTOR_RECEIPT_NOT_FOUND);
}

/** (nullable): what bears our mark in a list. */
static yyjson_val *
find_marked (const KontorOp *op, yyjson_val *list)
{
  yyjson_val *item;
  gsize i, n;

  yyjson_arr_foreach (list, i, n, item)
    if (kontor_woo_has_mark (op, item))
      return item;
  return NULL;
}

/** Among what a list shows. NULL with an error where it cannot be read. */
static KontorReceipt *
find_in_list (const Search *search, const char *path, GError **error)
{
  g_autoptr (KontorWooReply) reply = kontor_woo_await_ask (&search->target, "GET", path, NULL, error);
  yyjson_val *found;

  if (reply == NULL)
    return NULL;
  found = find_marked (search->op, kontor_woo_reply_get_root (reply));
  return found != NULL ? answer_done (search, found) : answer (KONTOR_RECEIPT_NOT_FOUND);
}

static char *
dup_escaped (const KontorOp *op, guint field)
{
  const char *text = op->set != NULL ? kontor_record_get_text (op->set, field) : NULL;

  return text != NULL && *text != '\0' ? g_uri_escape_string (text, NULL, FALSE) : NULL;
}

/** By what it is called, in the trash too; else among the newest. */
static KontorReceipt *
find_made (const Search *search, char *by_name, const char *newest, GError **error)
{
  g_autofree char *path = by_name;
  g_autoptr (KontorReceipt) found = path != NULL ? find_in_list (search, path, error) : NULL;

  if (path != NULL && (found == NULL || found->state == KONTOR_RECEIPT_DONE))
    return g_steal_pointer (&found);
  return find_in_list (search, newest, error);
}

static KontorReceipt *
find_new_variant (const Search *search, GError **error)
{
  const KontorOp *op = search->op;
  const char *product = op->set != NULL ? kontor_record_get_ref_key (op->set, KONTOR_VARIANT_PRODUCT) : NULL;
  g_autofree char *path = NULL;

  if (product == NULL)
    product = op->parent_remote_id;
  if (op->set != NULL && kontor_record_get_length (op->set, KONTOR_VARIANT_OPTIONS) == 0)
    path = g_strdup_printf ("wc/v3/products?include=%s&status=any&context=edit", product);
  else
    path = g_strdup_printf ("wc/v3/products/%s/variations?orderby=id&order=desc&per_page=100&context=edit", product);
  return find_in_list (search, path, error);
}

static KontorReceipt *
find_sku (const Search *search, GError **error)
{
  g_autofree char *sku = search->op->kind->entity == KONTOR_ENTITY_PRODUCT
                             ? dup_escaped (search->op, KONTOR_PRODUCT_SKU)
                             : NULL;

  if (search->op->kind->entity == KONTOR_ENTITY_VARIANT)
    return find_new_variant (search, error);
  return find_made (
      search, sku != NULL ? g_strdup_printf ("wc/v3/products?sku=%s&include_status=any,trash&context=edit", sku) : NULL,
      "wc/v3/products?orderby=id&order=desc&per_page=50&status=any&context=edit", error);
}

/* Drafts are not found by their code. */
static KontorReceipt *
find_code (const Search *search, GError **error)
{
  g_autofree char *code = dup_escaped (search->op, KONTOR_DISCOUNT_CODE);

  return find_made (search, code != NULL ? g_strdup_printf ("wc/v3/coupons?code=%s&context=edit", code) : NULL,
                    "wc/v3/coupons?orderby=id&order=desc&per_page=50&status=any&context=edit", error);
}

static KontorReceipt *
find_email (const Search *search, GError **error)
{
  g_autofree char *email = dup_escaped (search->op, KONTOR_CUSTOMER_EMAIL);

  return find_made (
      search, email != NULL ? g_strdup_printf ("wc/v3/customers?email=%s&role=all&context=edit", email) : NULL,
      "wc/v3/customers?orderby=id&order=desc&per_page=50&role=all&context=edit", error);
}

static const char *
get_term_collection (const KontorOp *op)
{
  if (op->kind->entity == KONTOR_ENTITY_CATEGORY)
    return "wc/v3/products/categories";
  return g_strcmp0 (kontor_record_get_text (op->set, KONTOR_TAG_KIND), "brand") == 0 ? "wc/v3/products/brands"
                                                                                     : "wc/v3/products/tags";
}

static gboolean
is_term (const KontorOp *op, yyjson_val *term)
{
  gboolean category = op->kind->entity == KONTOR_ENTITY_CATEGORY;
  const char *name = kontor_record_get_text (op->set, category ? KONTOR_CATEGORY_NAME : KONTOR_TAG_NAME);
  const char *parent = category ? kontor_record_get_ref_key (op->set, KONTOR_CATEGORY_PARENT) : NULL;
  g_autofree char *raw = kontor_json_dup_text (yyjson_obj_get (term, "name"));
  g_autofree char *text = raw != NULL ? kontor_html_decode (raw) : NULL;
  g_autofree char *above = kontor_json_dup_text (yyjson_obj_get (term, "parent"));

  if (text == NULL || name == NULL || !g_str_equal (text, name))
    return FALSE;
  return !category || g_strcmp0 (parent != NULL ? parent : "0", above) == 0;
}

/** The longest word of a name: the store searches what it keeps, where "&" is another text. */
static char *
dup_longest_word (const char *name)
{
  const char *start = name, *best = "";
  gsize length = 0;

  for (const char *end = name; end != NULL; end = *end != '\0' ? g_utf8_next_char (end) : NULL) {
    if (g_unichar_isalnum (g_utf8_get_char (end)))
      continue;
    if ((gsize) (end - start) > length) {
      best = start;
      length = (gsize) (end - start);
    }
    start = *end != '\0' ? g_utf8_next_char (end) : end;
  }
  return g_strndup (best, length);
}

static KontorReceipt *
find_term (const Search *search, GError **error)
{
  const KontorOp *op = search->op;
  const char *name =
      kontor_record_get_text (op->set, op->kind->entity == KONTOR_ENTITY_CATEGORY ? KONTOR_CATEGORY_NAME : KONTOR_TAG_NAME);
  g_autofree char *word = dup_longest_word (name);
  g_autofree char *escaped = g_uri_escape_string (word, NULL, FALSE);
  g_autoptr (KontorWooReply) reply = kontor_woo_await_get (&search->target, error, "%s?search=%s&per_page=100",
                                                           get_term_collection (op), escaped);
  yyjson_val *term;
  gsize i, n;

  if (reply == NULL)
    return NULL;
  yyjson_arr_foreach (kontor_woo_reply_get_root (reply), i, n, term)
    if (is_term (op, term))
      return answer_done (search, term);
  return answer (KONTOR_RECEIPT_NOT_FOUND);
}

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
is_since (const Search *search, yyjson_val *object)
{
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (object, "date_created_gmt"));
  gint64 offset = kontor_http_get_clock_offset (kontor_woo_client_get_http (search->target.client));

  return kontor_woo_read_time (text) >= search->op->created_at + offset - SLACK;
}

static gboolean
is_for_customer (const KontorOp *op)
{
  return g_str_equal (op->kind->name, "send-note") || g_strcmp0 (op->resume, KONTOR_WOO_NOTE_STEP) == 0;
}

static KontorReceipt *
find_note (const Search *search, GError **error)
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
      return answer_done (search, NULL);
  return answer (KONTOR_RECEIPT_NOT_FOUND);
}

/** Ours without its mark, or somebody else's: of that nobody can tell. */
static gboolean
may_be_ours (const Search *search, yyjson_val *refund)
{
  const KontorRecord *wanted = kontor_record_get_member (search->op->add, KONTOR_ORDER_REFUNDS, 0);
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (refund, "amount"));
  gint64 amount;

  return kontor_woo_find_meta (refund, KONTOR_WOO_MARK) == NULL && text != NULL &&
         kontor_decimal_parse (text, &amount, NULL, NULL) &&
         amount == kontor_record_get_amount (wanted, KONTOR_REFUND_AMOUNT) && is_since (search, refund);
}

static KontorReceipt *
find_refund (const Search *search, GError **error)
{
  g_autoptr (KontorWooReply) reply =
      kontor_woo_await_get (&search->target, error, "wc/v3/orders/%s/refunds?per_page=100", search->op->remote_id);
  yyjson_val *refund;
  gsize i, n;

  if (reply == NULL)
    return NULL;
  if (find_marked (search->op, kontor_woo_reply_get_root (reply)) != NULL)
    return answer_done (search, NULL);
  yyjson_arr_foreach (kontor_woo_reply_get_root (reply), i, n, refund)
    if (may_be_ours (search, refund))
      return answer_undecidable (search);
  return answer (KONTOR_RECEIPT_NOT_FOUND);
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
lists_fulfilment (const Search *search, yyjson_val *list)
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
answer_fulfilled (const Search *search)
{
  KontorReceipt *receipt;

  if (search->op->kind->op_class != KONTOR_OP_CREATE ||
      search->target.facts.tracking == KONTOR_WOO_TRACKING_FULFILMENTS ||
      g_strcmp0 (kontor_op_get_arg (search->op, "notify"), "1") != 0)
    return answer_done (search, NULL);
  receipt = answer (KONTOR_RECEIPT_AGAIN);
  receipt->resume = g_strdup (KONTOR_WOO_NOTE_STEP);
  return receipt;
}

static KontorReceipt *
find_listed (const Search *search, GError **error)
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
  return answer (KONTOR_RECEIPT_NOT_FOUND);
}

static KontorReceipt *
find_fulfilment (const Search *search, GError **error)
{
  g_autoptr (KontorReceipt) found = NULL;

  if (g_strcmp0 (search->op->resume, KONTOR_WOO_NOTE_STEP) == 0)
    return find_note (search, error);
  if (search->target.facts.tracking != KONTOR_WOO_TRACKING_META)
    return find_listed (search, error);
  found = find_mark (search, error);
  if (found == NULL || found->state != KONTOR_RECEIPT_DONE)
    return g_steal_pointer (&found);
  return answer_fulfilled (search);
}

/** The upload that was under way, by the name that we gave it. */
static KontorReceipt *
find_upload (const Search *search, const KontorRecord *picture, GError **error)
{
  g_autofree char *slug = kontor_woo_make_slug (search->op, picture);
  g_autoptr (KontorWooReply) reply =
      kontor_woo_await_get (&search->target, error, "wp/v2/media?slug=%s&_fields=id,slug", slug);
  yyjson_val *first = reply != NULL ? yyjson_arr_get_first (kontor_woo_reply_get_root (reply)) : NULL;
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (first, "id"));
  KontorReceipt *receipt;

  if (reply == NULL)
    return NULL;
  if (id == NULL)
    return answer (KONTOR_RECEIPT_NOT_FOUND);
  receipt = answer (KONTOR_RECEIPT_AGAIN);
  receipt->resume = kontor_woo_note_upload (search->op, picture, id);
  return receipt;
}

static KontorReceipt *
find_pictures (const Search *search, GError **error)
{
  const KontorRecord *picture = kontor_woo_find_new_picture (search->op);

  return picture != NULL ? find_upload (search, picture, error) : find_mark (search, error);
}

static KontorReceipt *
find (const Search *search, GError **error)
{
  const KontorWooOp *known = kontor_woo_op_lookup (search->op->kind->name);

  if (known == NULL)
    return answer (KONTOR_RECEIPT_UNDECIDABLE);
  switch (known->find) {
  case KONTOR_WOO_FIND_VALUE:
    return find_value (search, error);
  case KONTOR_WOO_FIND_MARK:
    return find_mark (search, error);
  case KONTOR_WOO_FIND_TRASHED:
    return find_trashed (search, error);
  case KONTOR_WOO_FIND_SKU:
    return find_sku (search, error);
  case KONTOR_WOO_FIND_CODE:
    return find_code (search, error);
  case KONTOR_WOO_FIND_EMAIL:
    return find_email (search, error);
  case KONTOR_WOO_FIND_TERM:
    return find_term (search, error);
  case KONTOR_WOO_FIND_NOTE:
    return find_note (search, error);
  case KONTOR_WOO_FIND_REFUND:
    return find_refund (search, error);
  case KONTOR_WOO_FIND_FULFILMENT:
    return find_fulfilment (search, error);
  case KONTOR_WOO_FIND_PICTURES:
    return find_pictures (search, error);
  }
  g_return_val_if_reached (NULL);
}

static DexFuture *
find_fiber (gpointer data)
{
  GError *error = NULL;
  KontorReceipt *receipt = find (data, &error);

  return receipt != NULL ? dex_future_new_take_boxed (KONTOR_TYPE_RECEIPT, receipt) : dex_future_new_for_error (error);
}

DexFuture *
kontor_woo_find (const KontorWooTarget *target, KontorOp *op)
{
  Search *search = g_new0 (Search, 1);

  search->target = *target;
  g_object_ref (search->target.connector);
  g_object_ref (search->target.client);
  search->op = kontor_op_ref (op);
  return dex_scheduler_spawn (NULL, FIBER_STACK, find_fiber, search, search_free);
}
