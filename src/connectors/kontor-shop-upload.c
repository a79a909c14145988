#include "kontor-shop-upload.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <libdex.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-mapping.h"

/* Shops on small hosts take less; larger ones are refused by them with their own words. */
#define LARGEST (64 * 1024 * 1024)

void
kontor_shop_upload_clear (KontorShopUpload *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->bytes, g_bytes_unref);
}

static char *
make_name (const KontorRecord *picture, GFile *file)
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
  g_autoptr (GFileInfo) info = dex_await_object (
      dex_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT), &failure);
  GBytes *bytes = NULL;

  if (info != NULL && g_file_info_get_size (info) > LARGEST) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The picture is larger than Kontor sends."));
    return NULL;
  }
  if (info != NULL)
    bytes = dex_await_boxed (dex_file_load_contents_bytes (file), &failure);
  if (bytes == NULL)
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The picture cannot be read: %s"), failure->message);
  return bytes;
}

gboolean
kontor_shop_upload_await (KontorShopUpload *self, const KontorRecord *picture, GError **error)
{
  const char *uri = kontor_record_get_text (picture, KONTOR_PICTURE_URL);
  g_autoptr (GFile) file = NULL;

  if (uri == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Where the picture is, is not known."));
    return FALSE;
  }
  file = g_file_new_for_uri (uri);
  self->bytes = await_file (file, error);
  if (self->bytes == NULL)
    return FALSE;
  self->name = make_name (picture, file);
  self->type = guess_type (self->name, self->bytes);
  return TRUE;
}

yyjson_doc *
kontor_shop_upload_read (const KontorOp *op)
{
  return op->resume != NULL ? yyjson_read (op->resume, strlen (op->resume), YYJSON_READ_NOFLAG) : NULL;
}

char *
kontor_shop_upload_note (const KontorOp *op, const KontorRecord *picture, const char *name)
{
  yyjson_doc *uploaded = kontor_shop_upload_read (op);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_is_obj (yyjson_doc_get_root (uploaded))
                             ? yyjson_val_mut_copy (doc, yyjson_doc_get_root (uploaded))
                             : yyjson_mut_obj (doc);
  char *text;

  yyjson_mut_obj_put (root, yyjson_mut_strcpy (doc, kontor_record_get_key (picture)), yyjson_mut_strcpy (doc, name));
  text = kontor_mapping_write_json (root);
  yyjson_mut_doc_free (doc);
  yyjson_doc_free (uploaded);
  return text;
}

const KontorRecord *
kontor_shop_upload_find_next (const KontorOp *op, gboolean (*is_new) (const KontorRecord *picture))
{
  yyjson_doc *uploaded = kontor_shop_upload_read (op);
  const KontorRecord *found = NULL;

  for (guint i = 0; op->set != NULL && found == NULL && i < kontor_record_get_length (op->set, KONTOR_PRODUCT_PICTURES); i++) {
    const KontorRecord *picture = kontor_record_get_member (op->set, KONTOR_PRODUCT_PICTURES, i);

    if (is_new (picture) && yyjson_obj_get (yyjson_doc_get_root (uploaded), kontor_record_get_key (picture)) == NULL)
      found = picture;
  }
  yyjson_doc_free (uploaded);
  return found;
}
