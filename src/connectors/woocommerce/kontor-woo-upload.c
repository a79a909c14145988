#include "kontor-woo-push-private.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-shop-upload.h"
#include "kontor-woo-draft.h"

static gboolean
is_new (const KontorRecord *picture)
{
  return !kontor_woo_is_id (kontor_record_get_key (picture));
}

const KontorRecord *
kontor_woo_find_new_picture (const KontorOp *op)
{
  return kontor_shop_upload_find_next (op, is_new);
}

char *
kontor_woo_make_slug (const KontorOp *op, const KontorRecord *picture)
{
  g_autofree char *text = g_strconcat (op->idempotency, "/", kontor_record_get_key (picture), NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  digest[20] = '\0';
  return g_strconcat ("kontor-", digest, NULL);
}

static KontorWooReply *
await_send (const KontorWooTarget *target, const KontorOp *op, const KontorRecord *picture, GError **error)
{
  g_auto (KontorShopUpload) upload = { NULL };
  g_autofree char *slug = kontor_woo_make_slug (op, picture), *disposition = NULL;
  const char *alt = kontor_record_get_text (picture, KONTOR_PICTURE_ALT);

  if (!kontor_shop_upload_await (&upload, picture, error))
    return NULL;
  disposition = g_strdup_printf ("attachment; filename=\"%s\"", upload.name);
  return dex_await_boxed (
      kontor_woo_client_ask (
          target->client,
          &(KontorWooRequest) {
            .method = "POST",
            .path = "wp/v2/media",
            .query = (const char *const[]) { "slug", slug, "title", upload.name, "alt_text", alt != NULL ? alt : "", NULL },
            .headers = (const char *const[]) { "Content-Disposition", disposition, NULL },
            .body = upload.bytes,
            .type = upload.type }),
      error);
}

/** Sends one picture; the op goes on with the next, and with the list of them when all are there. */
KontorReceipt *
kontor_woo_await_upload (const KontorWooTarget *target, const KontorOp *op)
{
  const KontorRecord *picture = kontor_woo_find_new_picture (op);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorWooReply) reply = await_send (target, op, picture, &error);
  g_autofree char *id = NULL;
  KontorReceipt *receipt;

  if (reply == NULL)
    return kontor_receipt_new_failed (g_steal_pointer (&error));
  id = kontor_json_dup_text (yyjson_obj_get (kontor_woo_reply_get_root (reply), "id"));
  if (id == NULL)
    return kontor_receipt_new_failed (g_error_new_literal (
        KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME, _("The shop did not say what became of this.")));
  receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);
  receipt->resume = kontor_shop_upload_note (op, picture, id);
  return receipt;
}
