#include "kontor-woo-find-private.h"

#include <string.h>

#include "kontor-error.h"
#include "kontor-html.h"
#include "kontor-json.h"
#include "kontor-shop-upload.h"
#include "kontor-woo-reading.h"
#include "kontor-woo-ops.h"

#define FIBER_STACK (512 * 1024)

static void
search_free (gpointer data)
{
  KontorWooSearch *search = data;

  kontor_woo_target_clear (&search->target);
  kontor_op_unref (search->op);
  g_free (search);
}

KontorReceipt *
kontor_woo_search_answer_done (const KontorWooSearch *search, yyjson_val *object)
{
  KontorReceipt *receipt = kontor_receipt_new (KONTOR_RECEIPT_DONE);

  if (search->op->remote_id == NULL)
    receipt->remote_id = kontor_woo_make_key (search->op, object);
  kontor_woo_await_rows (&search->target, receipt, search->op);
  return receipt;
}

KontorReceipt *
kontor_woo_search_answer_undecidable (const KontorWooSearch *search)
{
  KontorReceipt *receipt = kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE);

  kontor_woo_await_rows (&search->target, receipt, search->op);
  return receipt;
}

KontorReceipt *
kontor_woo_search_answer_again (const char *step)
{
  KontorReceipt *receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);

  receipt->resume = g_strdup (step);
  return receipt;
}

/** The object as the store has it; @gone tells that it has it no more. */
static KontorWooReply *
await_object (const KontorWooSearch *search, gboolean *gone, GError **error)
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
find_value (const KontorWooSearch *search, GError **error)
{
  const char *const keys[] = { search->op->remote_id, NULL };
  g_autoptr (KontorBatch) batch =
      dex_await_boxed (kontor_connector_fetch (search->target.connector, search->op->kind->entity, keys), error);
  const KontorRecord *row = batch != NULL ? get_row (search->op, batch) : NULL;
  KontorReceipt *receipt;

  if (batch == NULL)
    return NULL;
  receipt = kontor_receipt_new (row != NULL ? judge_value (search->op, row) : KONTOR_RECEIPT_UNDECIDABLE);
  for (guint i = 0; i < batch->rows->len; i++)
    g_ptr_array_add (receipt->rows, kontor_record_ref (g_ptr_array_index (batch->rows, i)));
  return receipt;
}

/** The order has its status; what then goes off the shelf again is in its note as long as it is there. */
static KontorReceipt *
find_status (const KontorWooSearch *search, GError **error)
{
  g_autoptr (KontorReceipt) found = find_value (search, error);
  g_autoptr (KontorWooReply) reply = NULL;
  gboolean gone;

  if (found == NULL || found->state != KONTOR_RECEIPT_DONE || !kontor_woo_puts_back (search->op))
    return g_steal_pointer (&found);
  reply = await_object (search, &gone, error);
  if (reply != NULL && kontor_woo_takes_back (search->op, kontor_woo_reply_get_root (reply)))
    return kontor_woo_search_answer_again (KONTOR_WOO_RESTOCK_STEP);
  return reply != NULL || gone ? g_steal_pointer (&found) : NULL;
}

KontorReceipt *
kontor_woo_search_mark (const KontorWooSearch *search, GError **error)
{
  gboolean gone;
  g_autoptr (KontorWooReply) reply = await_object (search, &gone, error);

  if (gone)
    return kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE);
  if (reply == NULL)
    return NULL;
  if (kontor_woo_has_mark (search->op, kontor_woo_reply_get_root (reply)) &&
      kontor_woo_takes_back (search->op, kontor_woo_reply_get_root (reply)))
    return kontor_woo_search_answer_again (KONTOR_WOO_RESTOCK_STEP);
  if (kontor_woo_has_mark (search->op, kontor_woo_reply_get_root (reply)))
    return kontor_woo_search_answer_done (search, kontor_woo_reply_get_root (reply));
  return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

static KontorReceipt *
find_trashed (const KontorWooSearch *search, GError **error)
{
  gboolean gone;
  g_autoptr (KontorWooReply) reply = await_object (search, &gone, error);

  if (gone)
    return kontor_receipt_new (KONTOR_RECEIPT_DONE);
  if (reply == NULL)
    return NULL;
  if (yyjson_equals_str (yyjson_obj_get (kontor_woo_reply_get_root (reply), "status"), "trash"))
    return kontor_woo_search_answer_done (search, kontor_woo_reply_get_root (reply));
  return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

yyjson_val *
kontor_woo_search_find_marked (const KontorOp *op, yyjson_val *list)
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
find_in_list (const KontorWooSearch *search, const char *path, GError **error)
{
  g_autoptr (KontorWooReply) reply = kontor_woo_await_ask (&search->target, "GET", path, NULL, error);
  yyjson_val *found;

  if (reply == NULL)
    return NULL;
  found = kontor_woo_search_find_marked (search->op, kontor_woo_reply_get_root (reply));
  return found != NULL ? kontor_woo_search_answer_done (search, found) : kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

static char *
dup_escaped (const KontorOp *op, guint field)
{
  const char *text = op->set != NULL ? kontor_record_get_text (op->set, field) : NULL;

  return text != NULL && *text != '\0' ? g_uri_escape_string (text, NULL, FALSE) : NULL;
}

/** By what it is called, in the trash too; else among the newest. */
static KontorReceipt *
find_made (const KontorWooSearch *search, char *by_name, const char *newest, GError **error)
{
  g_autofree char *path = by_name;
  g_autoptr (KontorReceipt) found = path != NULL ? find_in_list (search, path, error) : NULL;

  if (path != NULL && (found == NULL || found->state == KONTOR_RECEIPT_DONE))
    return g_steal_pointer (&found);
  return find_in_list (search, newest, error);
}

static KontorReceipt *
find_new_variant (const KontorWooSearch *search, GError **error)
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
find_sku (const KontorWooSearch *search, GError **error)
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
find_code (const KontorWooSearch *search, GError **error)
{
  g_autofree char *code = dup_escaped (search->op, KONTOR_DISCOUNT_CODE);

  return find_made (search, code != NULL ? g_strdup_printf ("wc/v3/coupons?code=%s&context=edit", code) : NULL,
                    "wc/v3/coupons?orderby=id&order=desc&per_page=50&status=any&context=edit", error);
}

static KontorReceipt *
find_email (const KontorWooSearch *search, GError **error)
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
find_term (const KontorWooSearch *search, GError **error)
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
      return kontor_woo_search_answer_done (search, term);
  return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
}

/** The upload that was under way, by the name that we gave it. */
static KontorReceipt *
find_upload (const KontorWooSearch *search, const KontorRecord *picture, GError **error)
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
    return kontor_receipt_new (KONTOR_RECEIPT_NOT_FOUND);
  receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);
  receipt->resume = kontor_shop_upload_note (search->op, picture, id);
  return receipt;
}

static KontorReceipt *
find_pictures (const KontorWooSearch *search, GError **error)
{
  const KontorRecord *picture = kontor_woo_find_new_picture (search->op);

  return picture != NULL ? find_upload (search, picture, error) : kontor_woo_search_mark (search, error);
}

static KontorReceipt *
find (const KontorWooSearch *search, GError **error)
{
  const KontorWooOp *known = kontor_woo_op_lookup (search->op->kind->name);

  if (known == NULL)
    return kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE);
  switch (known->find) {
  case KONTOR_WOO_FIND_VALUE:
    return find_value (search, error);
  case KONTOR_WOO_FIND_STATUS:
    return find_status (search, error);
  case KONTOR_WOO_FIND_MARK:
    return kontor_woo_search_mark (search, error);
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
    return kontor_woo_search_note (search, error);
  case KONTOR_WOO_FIND_REFUND:
    return kontor_woo_search_refund (search, error);
  case KONTOR_WOO_FIND_FULFILMENT:
    return kontor_woo_search_fulfilment (search, error);
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
  KontorWooSearch *search = g_new0 (KontorWooSearch, 1);

  kontor_woo_target_init (&search->target, target);
  search->op = kontor_op_ref (op);
  return dex_scheduler_spawn (NULL, FIBER_STACK, find_fiber, search, search_free);
}
