#include "kontor-woo-push-private.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-woo-draft.h"

/* Stores on small hosts take less; larger ones are refused by them with their own words. */
#define LARGEST (64 * 1024 * 1024)

static yyjson_doc *
read_uploaded (const KontorOp *op)
{
  return op->resume != NULL ? yyjson_read (op->resume, strlen (op->resume), YYJSON_READ_NOFLAG) : NULL;
}

const KontorRecord *
kontor_woo_find_new_picture (const KontorOp *op)
{
  yyjson_doc *uploaded = read_uploaded (op);
  const KontorRecord *found = NULL;

  for (guint i = 0; op->set != NULL && found == NULL && i < kontor_record_get_length (op->set, KONTOR_PRODUCT_PICTURES);
       i++) {
    const KontorRecord *picture = kontor_record_get_member (op->set, KONTOR_PRODUCT_PICTURES, i);
    const char *key = kontor_record_get_key (picture);

    if (!kontor_woo_is_id (key) && yyjson_obj_get (yyjson_doc_get_root (uploaded), key) == NULL)
      found = picture;
  }
  yyjson_doc_free (uploaded);
  return found;
}

char *
kontor_woo_note_upload (const KontorOp *op, const KontorRecord *picture, const char *id)
{
  yyjson_doc *uploaded = read_uploaded (op);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_is_obj (yyjson_doc_get_root (uploaded))
                             ? yyjson_val_mut_copy (doc, yyjson_doc_get_root (uploaded))
                             : yyjson_mut_obj (doc);
  char *text;

  yyjson_mut_obj_put (root, yyjson_mut_strcpy (doc, kontor_record_get_key (picture)), yyjson_mut_strcpy (doc, id));
  text = kontor_mapping_write_json (root);
  yyjson_mut_doc_free (doc);
  yyjson_doc_free (uploaded);
  return text;
}

char *
kontor_woo_make_slug (const KontorOp *op, const KontorRecord *picture)
{
  g_autofree char *text = g_strconcat (op->idempotency, "/", kontor_record_get_key (picture), NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  digest[20] = '\0';
  return g_strconcat ("kontor-", digest, NULL);
}

/** What the store can keep as a file's name, and no header is broken by. */
static char *
make_file_name (const KontorRecord *picture, GFile *file)
{
  const char *given = kontor_record_get_text (picture, KONTOR_PICTURE_NAME);
  g_autofree char *base = g_file_get_basename (file);
  const char *dot = strrchr (base, '.');
  g_autofree char *name = g_strdup (given != NULL && *given != '\0' ? given : base);
  g_autofree char *ascii = NULL;

  ascii = g_str_to_ascii (name, "C");
  for (char *c = ascii; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr (".-_", *c) == NULL)
      *c = '-';
  if (dot != NULL && strrchr (ascii, '.') == NULL)
    return g_strconcat (ascii, dot, NULL);
  return g_steal_pointer (&ascii);
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

/** The bytes of what a person chose. */
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

static KontorWooReply *
await_send (const KontorWooTarget *target, const KontorOp *op, const KontorRecord *picture, GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = await_file (file, error);
  g_autofree char *name = make_file_name (picture, file), *slug = kontor_woo_make_slug (op, picture);
  g_autofree char *disposition = g_strdup_printf ("attachment; filename=\"%s\"", name);
  g_autofree char *type = bytes != NULL ? guess_type (name, bytes) : NULL;
  const char *alt = kontor_record_get_text (picture, KONTOR_PICTURE_ALT);
  const char *const headers[] = { "Content-Disposition", disposition, NULL };
  const char *const query[] = { "slug", slug, "title", name, "alt_text", alt != NULL ? alt : "", NULL };
  const KontorWooRequest request = {
    .method = "POST", .path = "wp/v2/media", .query = query, .headers = headers, .body = bytes, .type = type
  };

  return bytes != NULL ? dex_await_boxed (kontor_woo_client_ask (target->client, &request), error) : NULL;
}

/** Sends one picture; the op goes on with the next, and with the list of them when all are there. */
KontorReceipt *
kontor_woo_await_upload (const KontorWooTarget *target, const KontorOp *op)
{
  const KontorRecord *picture = kontor_woo_find_new_picture (op);
  const char *uri = kontor_record_get_text (picture, KONTOR_PICTURE_URL);
  g_autoptr (GFile) file = g_file_new_for_uri (uri != NULL ? uri : "");
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorWooReply) reply = await_send (target, op, picture, file, &error);
  g_autofree char *id = NULL;
  KontorReceipt *receipt;

  if (reply == NULL)
    return kontor_receipt_new_failed (g_steal_pointer (&error));
  id = kontor_json_dup_text (yyjson_obj_get (kontor_woo_reply_get_root (reply), "id"));
  if (id == NULL)
    return kontor_receipt_new_failed (g_error_new_literal (
        KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME, _("The shop did not say what became of this.")));
  receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);
  receipt->resume = kontor_woo_note_upload (op, picture, id);
  return receipt;
}
