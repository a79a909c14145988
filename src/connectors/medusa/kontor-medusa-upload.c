#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-medusa-push.h"
#include "kontor-shop-upload.h"

/** As a form with one file in it. */
static GBytes *
make_form (const char *boundary, const KontorShopUpload *upload)
{
  GByteArray *form = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
                                           "Content-Type: %s\r\n\r\n",
                                           boundary, upload->name, upload->type);
  g_autofree char *tail = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  gsize size;
  const guint8 *data = g_bytes_get_data (upload->bytes, &size);

  g_byte_array_append (form, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (form, data, (guint) size);
  g_byte_array_append (form, (const guint8 *) tail, (guint) strlen (tail));
  return g_byte_array_free_to_bytes (form);
}

static KontorMedusaReply *
await_send (KontorMedusaClient *client, const KontorRecord *picture, GError **error)
{
  g_auto (KontorShopUpload) upload = { NULL };
  g_autoptr (GBytes) form = NULL;
  g_autofree char *boundary = g_uuid_string_random ();
  g_autofree char *type = g_strdup_printf ("multipart/form-data; boundary=%s", boundary);

  if (!kontor_shop_upload_await (&upload, picture, error))
    return NULL;
  form = make_form (boundary, &upload);
  return dex_await_boxed (kontor_medusa_client_ask (client, &(KontorMedusaRequest) { .method = "POST", .path = "admin/uploads", .body = form, .type = type }),
                          error);
}

/* Whose answer is lost is sent once more: a file that no product shows is seen by nobody. */
KontorReceipt *
kontor_medusa_await_upload (KontorMedusaClient *client, const KontorOp *op, const KontorRecord *picture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorMedusaReply) reply = await_send (client, picture, &error);
  g_autofree char *url = NULL;
  KontorReceipt *receipt;

  if (reply == NULL)
    return kontor_receipt_new_failed (g_steal_pointer (&error));
  url = kontor_json_dup_text (yyjson_obj_get (yyjson_arr_get_first (kontor_medusa_reply_get (reply, "files")), "url"));
  if (url == NULL)
    return kontor_receipt_new_failed (
        g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop did not say what became of this.")));
  receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);
  receipt->resume = kontor_shop_upload_note (op, picture, url);
  return receipt;
}
