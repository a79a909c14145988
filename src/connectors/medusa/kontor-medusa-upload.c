#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-medusa-push.h"

/* Larger ones are refused by the server with its own words. */
#define LARGEST (64 * 1024 * 1024)

/** What no header is broken by; the shop garbles all but ASCII. */
static char *
make_file_name (const KontorRecord *picture, GFile *file)
{
  const char *given = kontor_record_get_text (picture, KONTOR_PICTURE_NAME);
  g_autofree char *base = g_file_get_basename (file);
  const char *dot = strrchr (base, '.');
  g_autofree char *ascii = g_str_to_ascii (given != NULL && *given != '\0' ? given : base, "C");

  for (char *c = ascii; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (".-_", *c) == NULL)
      *c = '-';
  return dot != NULL && strrchr (ascii, '.') == NULL ? g_strconcat (ascii, dot, NULL) : g_steal_pointer (&ascii);
}

static char *
guess_type (const char *name, GBytes *bytes)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);
  g_autofree char *content = g_content_type_guess (name, data, size, NULL);
  char *type = g_content_type_get_mime_type (content);

  return type != NULL ? type : g_strdup ("application/octet-stream");
}

static GBytes *
await_file (GFile *file, GError **error)
{
  g_autoptr (GError) failure = NULL;
  GBytes *bytes = dex_await_boxed (dex_file_load_contents_bytes (file), &failure);

  if (bytes == NULL)
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The picture cannot be read: %s"), failure->message);
  else if (g_bytes_get_size (bytes) > LARGEST) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The picture is larger than Kontor sends."));
    g_clear_pointer (&bytes, g_bytes_unref);
  }
  return bytes;
}

/** As a form with one file in it. */
static GBytes *
make_form (const char *boundary, const char *name, const char *type, GBytes *bytes)
{
  GByteArray *form = g_byte_array_new ();
  g_autofree char *head = g_strdup_printf ("--%s\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
                                           "Content-Type: %s\r\n\r\n",
                                           boundary, name, type);
  g_autofree char *tail = g_strdup_printf ("\r\n--%s--\r\n", boundary);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  g_byte_array_append (form, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (form, data, (guint) size);
  g_byte_array_append (form, (const guint8 *) tail, (guint) strlen (tail));
  return g_byte_array_free_to_bytes (form);
}

static KontorMedusaReply *
await_send (KontorMedusaClient *client, const KontorRecord *picture, GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = await_file (file, error), form = NULL;
  g_autofree char *name = make_file_name (picture, file), *boundary = g_uuid_string_random ();
  g_autofree char *content = bytes != NULL ? guess_type (name, bytes) : NULL;
  g_autofree char *type = g_strdup_printf ("multipart/form-data; boundary=%s", boundary);

  if (bytes == NULL)
    return NULL;
  form = make_form (boundary, name, content, bytes);
  return dex_await_boxed (kontor_medusa_client_ask (client, &(KontorMedusaRequest) { .method = "POST", .path = "admin/uploads", .body = form, .type = type }),
                          error);
}

/* Whose answer is lost is sent once more: a file that no product shows is seen by nobody. */
KontorReceipt *
kontor_medusa_await_upload (KontorMedusaClient *client, const KontorOp *op, const KontorRecord *picture)
{
  const char *uri = kontor_record_get_text (picture, KONTOR_PICTURE_URL);
  g_autoptr (GFile) file = g_file_new_for_uri (uri);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorMedusaReply) reply = await_send (client, picture, file, &error);
  g_autofree char *url = NULL;
  KontorReceipt *receipt;

  if (reply == NULL)
    return kontor_receipt_new_failed (g_steal_pointer (&error));
  url = kontor_json_dup_text (yyjson_obj_get (yyjson_arr_get_first (kontor_medusa_reply_get (reply, "files")), "url"));
  if (url == NULL)
    return kontor_receipt_new_failed (
        g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop did not say what became of this.")));
  receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);
  receipt->resume = kontor_medusa_note_upload (op, picture, url);
  return receipt;
}
