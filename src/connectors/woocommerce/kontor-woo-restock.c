#include "kontor-woo-push-private.h"

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-woo-draft.h"
#include "kontor-woo-reading.h"

/*
 * The store puts all units of a refund back on the shelf, or none. Where only
 * some go back, it is told none, and their stock is added afterwards, each
 * product by a request with the op's mark: that is how a lost answer is known.
 *
 * The store does not learn of it, and puts all units back when the order is
 * cancelled later, or waits for its payment again. So the order notes them
 * among what the team knows, and what does that takes them off the shelf again.
 */

/* Among what the team knows of an order: by op, by line. */
#define RESTOCKED "restocked"

/** What goes back to one product or variation. */
typedef struct {
  char *path;
  gint64 units;
  KontorWooReply *object;
} Shelf;

static void
shelf_free (gpointer data)
{
  Shelf *self = data;

  g_free (self->path);
  kontor_woo_reply_unref (self->object);
  g_free (self);
}

static gboolean
goes_back (const KontorRecord *line)
{
  return kontor_record_get_int (line, KONTOR_REFUND_LINE_QUANTITY) > 0 && kontor_record_get_bool (line, KONTOR_REFUND_LINE_RESTOCK);
}

KontorWooRestock
kontor_woo_get_restock (const KontorOp *op)
{
  const KontorRecord *refund = kontor_woo_get_member (op, KONTOR_ORDER_REFUNDS);
  guint kept = 0, back = 0;

  for (guint i = 0; refund != NULL && i < kontor_record_get_length (refund, KONTOR_REFUND_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (refund, KONTOR_REFUND_LINES, i);

    if (goes_back (line))
      back++;
    else if (kontor_record_get_int (line, KONTOR_REFUND_LINE_QUANTITY) > 0)
      kept++;
  }
  if (back == 0)
    return KONTOR_WOO_RESTOCK_NONE;
  return kept == 0 ? KONTOR_WOO_RESTOCK_ALL : KONTOR_WOO_RESTOCK_SOME;
}

static Shelf *
find_shelf (GPtrArray *shelves, const char *path)
{
  for (guint i = 0; i < shelves->len; i++)
    if (g_str_equal (((Shelf *) g_ptr_array_index (shelves, i))->path, path))
      return g_ptr_array_index (shelves, i);
  return NULL;
}

/* What was deleted meanwhile has no shelf any more. */
static gboolean
await_product (const KontorWooTarget *target, const char *path, KontorWooReply **object, GError **error)
{
  g_autoptr (GError) failure = NULL;

  *object = kontor_woo_await_get (target, &failure, "%s?context=edit", path);
  if (failure == NULL || g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
await_shelf (const KontorWooTarget *target, GPtrArray *shelves, const char *path, gint64 units, GError **error)
{
  g_autoptr (KontorWooReply) object = NULL;
  Shelf *shelf = find_shelf (shelves, path);
  yyjson_val *managed;

  if (shelf == NULL && !await_product (target, path, &object, error))
    return FALSE;
  managed = object != NULL ? yyjson_obj_get (kontor_woo_reply_get_root (object), "manage_stock") : NULL;
  if (yyjson_equals_str (managed, "parent")) {
    g_auto (GStrv) parts = g_strsplit (path, "/variations/", 2);

    return await_shelf (target, shelves, parts[0], units, error);
  }
  if (shelf == NULL && yyjson_is_true (managed)) {
    shelf = g_new0 (Shelf, 1);
    shelf->path = g_strdup (path);
    shelf->object = g_steal_pointer (&object);
    g_ptr_array_add (shelves, shelf);
  }
  if (shelf != NULL)
    shelf->units += units;
  return TRUE;
}

/* No more goes back than was taken. */
static gint64
count_units (const KontorRecord *line, yyjson_val *item)
{
  gint64 reduced = 0;

  kontor_json_get_int (kontor_woo_find_meta (item, "_reduced_stock"), &reduced);
  return MIN (reduced, kontor_record_get_int (line, KONTOR_REFUND_LINE_QUANTITY));
}

static gboolean
await_shelf_of_item (const KontorWooTarget *target, GPtrArray *shelves, yyjson_val *item, gint64 units, GError **error)
{
  g_autofree char *product = kontor_woo_dup_id (yyjson_obj_get (item, "product_id"));
  g_autofree char *variation = kontor_woo_dup_id (yyjson_obj_get (item, "variation_id"));
  g_autofree char *path = NULL;

  if (product == NULL || units == 0)
    return TRUE;
  path = g_strconcat ("wc/v3/products/", product, variation != NULL ? "/variations/" : NULL, variation, NULL);
  return await_shelf (target, shelves, path, units, error);
}

/* What a refund puts back; noted for a later cancellation. */
static gboolean
await_refunded (const KontorWooTarget *target, KontorWooDraft *note, GPtrArray *shelves, GError **error)
{
  const KontorRecord *refund = kontor_woo_get_member (note->op, KONTOR_ORDER_REFUNDS);
  yyjson_mut_val *team = kontor_woo_need_team (note), *noted = yyjson_mut_obj_get (team, RESTOCKED), *units;

  if (noted == NULL)
    noted = yyjson_mut_obj_add_obj (note->doc, team, RESTOCKED);
  units = yyjson_mut_obj (note->doc);
  for (guint i = 0; i < kontor_record_get_length (refund, KONTOR_REFUND_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (refund, KONTOR_REFUND_LINES, i);
    const char *key = kontor_record_get_text (line, KONTOR_REFUND_LINE_LINE_KEY);
    yyjson_val *item = kontor_woo_find_by_id (yyjson_obj_get (note->raw, "line_items"), key);
    gint64 back = goes_back (line) ? count_units (line, item) : 0;

    if (!await_shelf_of_item (target, shelves, item, MAX (back, 0), error))
      return FALSE;
    if (back > 0)
      yyjson_mut_obj_put (units, yyjson_mut_strcpy (note->doc, key), yyjson_mut_sint (note->doc, back));
  }
  yyjson_mut_obj_put (noted, yyjson_mut_strcpy (note->doc, note->op->idempotency), units);
  return TRUE;
}

static gint64
count_noted (yyjson_val *noted, yyjson_val *item)
{
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (item, "id"));
  yyjson_val *name, *units;
  gint64 sum = 0, quantity = 0;
  gsize i, n;

  yyjson_obj_foreach (noted, i, n, name, units) {
    gint64 back = 0;

    kontor_json_get_int (yyjson_obj_get (units, id), &back);
    sum += back;
  }
  kontor_json_get_int (yyjson_obj_get (item, "quantity"), &quantity);
  return MIN (sum, quantity);
}

/* What refunds had put back, and the store put back once more. */
static gboolean
await_cancelled (const KontorWooTarget *target, KontorWooDraft *note, GPtrArray *shelves, GError **error)
{
  yyjson_val *noted = yyjson_obj_get (kontor_woo_find_meta (note->raw, KONTOR_WOO_TEAM), RESTOCKED), *item;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (note->raw, "line_items"), i, n, item)
    if (!await_shelf_of_item (target, shelves, item, -count_noted (noted, item), error))
      return FALSE;
  yyjson_mut_obj_remove_key (kontor_woo_need_team (note), RESTOCKED);
  return TRUE;
}

static char *
write_body (const KontorOp *op, const Shelf *shelf)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  KontorWooDraft draft = {
    .op = op, .raw = kontor_woo_reply_get_root (shelf->object), .doc = doc, .body = yyjson_mut_obj (doc)
  };
  char *text;

  kontor_woo_put_int (&draft, draft.body, "inventory_delta", shelf->units);
  kontor_woo_put_mark (&draft);
  text = kontor_mapping_write_json (draft.body);
  yyjson_mut_doc_free (doc);
  return text;
}

static gboolean
await_put_back (const KontorWooTarget *target, const KontorOp *op, const Shelf *shelf, GError **error)
{
  g_autofree char *body = NULL;
  g_autoptr (KontorWooReply) reply = NULL;

  if (kontor_woo_has_mark (op, kontor_woo_reply_get_root (shelf->object)))
    return TRUE;
  body = write_body (op, shelf);
  reply = kontor_woo_await_ask (target, "PUT", shelf->path, body, error);
  return reply != NULL;
}

static gboolean
await_all (const KontorWooTarget *target, KontorWooDraft *note, GError **error)
{
  g_autoptr (GPtrArray) shelves = g_ptr_array_new_with_free_func (shelf_free);
  g_autofree char *path = g_strconcat ("wc/v3/orders/", note->op->remote_id, NULL), *body = NULL;
  g_autoptr (KontorWooReply) noted = NULL;

  if (!(kontor_woo_puts_back (note->op) ? await_cancelled : await_refunded) (target, note, shelves, error))
    return FALSE;
  for (guint i = 0; i < shelves->len; i++)
    if (!await_put_back (target, note->op, g_ptr_array_index (shelves, i), error))
      return FALSE;
  body = kontor_mapping_write_json (note->body);
  noted = kontor_woo_await_ask (target, "PUT", path, body, error);
  return noted != NULL;
}

gboolean
kontor_woo_puts_back (const KontorOp *op)
{
  static const char *const statuses[] = { "cancelled", "pending", NULL };
  const char *status = NULL;

  if (g_str_equal (op->kind->name, "cancel-order"))
    return TRUE;
  if (g_str_equal (op->kind->name, "set-order-status") && op->set != NULL)
    status = kontor_record_get_text (op->set, KONTOR_ORDER_STATUS);
  return status != NULL && g_strv_contains (statuses, status);
}

gboolean
kontor_woo_takes_back (const KontorOp *op, yyjson_val *order)
{
  yyjson_val *team = kontor_woo_find_meta (order, KONTOR_WOO_TEAM);

  return kontor_woo_puts_back (op) && yyjson_obj_get (team, RESTOCKED) != NULL;
}

KontorReceipt *
kontor_woo_await_restock (const KontorWooTarget *target, const KontorOp *op)
{
  GError *error = NULL;
  g_autoptr (KontorWooReply) order =
      kontor_woo_await_get (target, &error, "wc/v3/orders/%s?_fields=id,line_items,meta_data", op->remote_id);
  yyjson_mut_doc *doc;
  gboolean done;

  if (order == NULL)
    return kontor_receipt_new_failed (error);
  doc = yyjson_mut_doc_new (NULL);
  done = await_all (target,
                    &(KontorWooDraft) { .op = op, .raw = kontor_woo_reply_get_root (order), .doc = doc, .body = yyjson_mut_obj (doc) },
                    &error);
  yyjson_mut_doc_free (doc);
  return done ? kontor_receipt_new (KONTOR_RECEIPT_DONE) : kontor_receipt_new_failed (error);
}
