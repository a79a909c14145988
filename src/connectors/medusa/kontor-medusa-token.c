#include "kontor-medusa-token.h"

#include <string.h>

#include "kontor-json.h"

/* The middle part of a JSON web token: base64 in letters of addresses, without its padding. */
static GBytes *
decode_claims (const char *token)
{
  g_auto (GStrv) parts = g_strsplit (token, ".", 3);
  g_autoptr (GString) text = NULL;
  guchar *bytes;
  gsize length;

  if (g_strv_length (parts) != 3)
    return NULL;
  text = g_string_new (g_strdelimit (g_strdelimit (parts[1], "-", '+'), "_", '/'));
  while (text->len % 4 != 0)
    g_string_append_c (text, '=');
  bytes = g_base64_decode (text->str, &length);
  return g_bytes_new_take (bytes, length);
}

gint64
kontor_medusa_token_get_end (const char *token)
{
  g_autoptr (GBytes) claims = token != NULL ? decode_claims (token) : NULL;
  g_autoptr (KontorJson) json = claims != NULL ? kontor_json_parse (claims, NULL) : NULL;
  gint64 seconds = 0;

  if (json != NULL)
    kontor_json_get_int (yyjson_obj_get (kontor_json_get_root (json), "exp"), &seconds);
  return CLAMP (seconds, 0, G_MAXINT64 / 1000) * 1000;
}
