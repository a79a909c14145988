#include "kontor-json.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "kontor-error.h"

/* What the main thread reads itself; a larger document takes a millisecond or more. */
#define SMALL 32768

struct _KontorJson {
  yyjson_doc *doc;
  gatomicrefcount ref_count;
};

G_DEFINE_BOXED_TYPE (KontorJson, kontor_json, kontor_json_ref, kontor_json_unref)

KontorJson *
kontor_json_ref (KontorJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_json_unref (KontorJson *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  yyjson_doc_free (self->doc);
  g_free (self);
}

yyjson_val *
kontor_json_get_root (KontorJson *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return yyjson_doc_get_root (self->doc);
}

/* Some servers begin with a byte order mark. */
static const char *
skip_mark (const char *data, gsize *size)
{
  if (*size < 3 || memcmp (data, "\xef\xbb\xbf", 3) != 0)
    return data;
  *size -= 3;
  return data + 3;
}

KontorJson *
kontor_json_parse (GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  yyjson_doc *doc;
  KontorJson *self;

  data = skip_mark (data, &size);
  /* yyjson promises not to write into it without READ_INSITU. */
  doc = yyjson_read_opts ((char *) data, size, YYJSON_READ_NUMBER_AS_RAW | YYJSON_READ_ALLOW_INVALID_UNICODE, NULL, NULL);
  if (doc == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The server’s answer was not understood."));
    return NULL;
  }
  self = g_new0 (KontorJson, 1);
  self->doc = doc;
  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

static DexFuture *
read_fiber (gpointer data)
{
  GError *error = NULL;
  KontorJson *json = kontor_json_parse (data, &error);

  return json != NULL ? dex_future_new_take_boxed (KONTOR_TYPE_JSON, json) : dex_future_new_for_error (error);
}

DexFuture *
kontor_json_read (GBytes *bytes)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  if (g_bytes_get_size (bytes) < SMALL)
    return read_fiber (bytes);
  return dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), 0, read_fiber, g_bytes_ref (bytes),
                              (GDestroyNotify) g_bytes_unref);
}

char *
kontor_json_dup_text (yyjson_val *value)
{
  if (yyjson_is_str (value))
    return g_utf8_make_valid (yyjson_get_str (value), -1);
  return g_strdup (yyjson_get_raw (value));
}

gboolean
kontor_json_get_int (yyjson_val *value, gint64 *number)
{
  const char *text = yyjson_is_str (value) ? yyjson_get_str (value) : yyjson_get_raw (value);
  char *end;
  gint64 read;

  if (text == NULL || text[0] == '\0' || g_ascii_isspace (text[0]))
    return FALSE;
  errno = 0;
  read = g_ascii_strtoll (text, &end, 10);
  if (end == text || errno != 0)
    return FALSE;
  if (*end == '.')
    end += 1 + strspn (end + 1, "0");
  if (*end != '\0')
    return FALSE;
  *number = read;
  return TRUE;
}

gboolean
kontor_json_get_bool (yyjson_val *value)
{
  static const char *const words[] = { "true", "yes", "1", NULL };
  const char *text = yyjson_is_str (value) ? yyjson_get_str (value) : yyjson_get_raw (value);

  return yyjson_is_true (value) || (text != NULL && g_strv_contains (words, text));
}

char *
kontor_json_dup_json (yyjson_val *value)
{
  char *text = value != NULL ? yyjson_val_write (value, YYJSON_WRITE_ALLOW_INVALID_UNICODE, NULL) : NULL;
  char *copy = text != NULL ? g_utf8_make_valid (text, -1) : NULL;

  free (text);
  return copy;
}
