#include "kontor-woo-push-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-woo-ops.h"
#include "kontor-woo-reading.h"

static GStrv
split_query (const char *query)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);

    if (pair[0] == NULL || pair[1] == NULL)
      continue;
    g_strv_builder_take (builder, g_uri_unescape_string (pair[0], NULL));
    g_strv_builder_take (builder, g_uri_unescape_string (pair[1], NULL));
  }
  return g_strv_builder_end (builder);
}

KontorWooReply *
kontor_woo_await_ask (const KontorWooTarget *target, const char *method, const char *path, const char *body,
                      GError **error)
{
  g_auto (GStrv) parts = g_strsplit (path, "?", 2);
  g_auto (GStrv) query = split_query (parts[1]);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  const KontorWooRequest request = {
    .method = method, .path = parts[0], .query = (const char *const *) query, .body = bytes
  };

  return dex_await_boxed (kontor_woo_client_ask (target->client, &request), error);
}

KontorWooReply *
kontor_woo_await_get (const KontorWooTarget *target, GError **error, const char *format, ...)
{
  g_autofree char *path = NULL;
  va_list arguments;

  va_start (arguments, format);
  path = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return kontor_woo_await_ask (target, "GET", path, NULL, error);
}

static void
done (KontorWooParcel *parcel)
{
  g_clear_pointer (&parcel->plan.receipt, kontor_receipt_unref);
  parcel->plan.receipt = kontor_receipt_new (KONTOR_RECEIPT_DONE);
}

/** What is not there any more need not be put into the trash, nor be deleted. */
static gboolean
is_gone_already (const KontorOp *op, const GError *error, const char *code)
{
  const KontorWooOp *known = kontor_woo_op_lookup (op->kind->name);

  if (known->find != KONTOR_WOO_FIND_TRASHED)
    return FALSE;
  return g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND) ||
         g_strcmp0 (code, "woocommerce_rest_already_trashed") == 0;
}

/** What the op needs after its request: the customer of a fulfilment is told by a request of its own. */
static void
finish (KontorWooParcel *parcel)
{
  KontorReceipt *receipt;

  if (parcel->plan.resume == NULL) {
    done (parcel);
    return;
  }
  receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);
  receipt->resume = g_strdup (parcel->plan.resume);
  g_clear_pointer (&parcel->plan.receipt, kontor_receipt_unref);
  parcel->plan.receipt = receipt;
}

static void
take_object (KontorWooParcel *parcel, yyjson_val *object)
{
  finish (parcel);
  parcel->sent = TRUE;
  if (parcel->plan.op->remote_id == NULL)
    parcel->plan.receipt->remote_id = kontor_woo_make_key (parcel->plan.op, object);
}

static void
take_failure (KontorWooParcel *parcel, const GError *error, const char *code)
{
  if (is_gone_already (parcel->plan.op, error, code))
    done (parcel);
  else
    kontor_woo_parcel_fail (parcel, error);
}

static void
await_single (const KontorWooTarget *target, KontorWooParcel *parcel)
{
  const KontorWooPlan *plan = &parcel->plan;
  g_auto (GStrv) parts = g_strsplit (plan->path, "?", 2);
  g_auto (GStrv) query = split_query (parts[1]);
  g_autoptr (GBytes) body = plan->body != NULL ? g_bytes_new (plan->body, strlen (plan->body)) : NULL;
  const KontorWooRequest request = {
    .method = plan->method, .path = parts[0], .query = (const char *const *) query, .body = body
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorWooReply) reply = dex_await_boxed (kontor_woo_client_send (target->client, &request), &error);
  g_autofree char *code = reply != NULL ? kontor_woo_reply_dup_code (reply) : NULL;

  if (reply != NULL)
    error = kontor_woo_reply_to_error (reply);
  if (error != NULL)
    take_failure (parcel, error, code);
  else
    take_object (parcel, kontor_woo_reply_get_root (reply));
}

/** The body of one op as a part of a batch, which is told by its id. */
static void
add_to_batch (yyjson_mut_doc *doc, yyjson_mut_val *list, const KontorWooPlan *plan)
{
  yyjson_doc *body = yyjson_read (plan->body, strlen (plan->body), YYJSON_READ_NOFLAG);
  yyjson_mut_val *item = yyjson_val_mut_copy (doc, yyjson_doc_get_root (body));

  yyjson_mut_obj_put (item, yyjson_mut_str (doc, "id"), yyjson_mut_sint (doc, g_ascii_strtoll (plan->id, NULL, 10)));
  yyjson_mut_arr_append (list, item);
  yyjson_doc_free (body);
}

static char *
write_batch (GPtrArray *parcels)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *list = yyjson_mut_obj_add_arr (doc, root, "update");
  char *text;

  for (guint i = 0; i < parcels->len; i++)
    add_to_batch (doc, list, &((KontorWooParcel *) g_ptr_array_index (parcels, i))->plan);
  text = kontor_mapping_write_json (root);
  yyjson_mut_doc_free (doc);
  return text;
}

/** Results are in the order of what was asked, and are told by their ids nonetheless. */
static void
take_item (KontorWooParcel *parcel, yyjson_val *list, guint index)
{
  yyjson_val *item = yyjson_arr_get (list, index);
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (item, "id"));
  g_autofree char *code = kontor_json_dup_text (yyjson_obj_get (yyjson_obj_get (item, "error"), "code"));
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (id, parcel->plan.id) != 0)
    error = g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME,
                                 _("The shop did not say what became of this."));
  else
    error = kontor_woo_item_to_error (item);
  if (error != NULL)
    take_failure (parcel, error, code);
  else
    take_object (parcel, item);
}

static void
await_batch (const KontorWooTarget *target, GPtrArray *parcels)
{
  const KontorWooParcel *first = g_ptr_array_index (parcels, 0);
  g_autofree char *path = g_strdup_printf ("%s/batch", first->plan.batch), *body = write_batch (parcels);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorWooReply) reply = kontor_woo_await_ask (target, "POST", path, body, &error);
  yyjson_val *list = reply != NULL ? yyjson_obj_get (kontor_woo_reply_get_root (reply), "update") : NULL;

  for (guint i = 0; i < parcels->len; i++)
    if (reply != NULL)
      take_item (g_ptr_array_index (parcels, i), list, i);
    else
      kontor_woo_parcel_fail (g_ptr_array_index (parcels, i), error);
}

/** Those that can go together with the one at @index. */
static GPtrArray *
collect (GArray *parcels, guint index)
{
  const char *batch = kontor_woo_get_parcel (parcels, index)->plan.batch;
  GPtrArray *together = g_ptr_array_new ();

  for (guint i = index; i < parcels->len; i++) {
    KontorWooParcel *parcel = kontor_woo_get_parcel (parcels, i);

    if (kontor_woo_parcel_is_ready (parcel) && batch != NULL && g_strcmp0 (parcel->plan.batch, batch) == 0)
      g_ptr_array_add (together, parcel);
  }
  return together;
}

void
kontor_woo_await_requests (const KontorWooTarget *target, GArray *parcels)
{
  for (guint i = 0; i < parcels->len; i++) {
    g_autoptr (GPtrArray) together = NULL;

    if (!kontor_woo_parcel_is_ready (kontor_woo_get_parcel (parcels, i)))
      continue;
    together = collect (parcels, i);
    if (together->len > 1)
      await_batch (target, together);
    else
      await_single (target, kontor_woo_get_parcel (parcels, i));
  }
}
