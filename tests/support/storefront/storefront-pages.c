/* What a browser sees of the shop: its home page, pictures, and where WordPress asks whether an application may connect. */
#include "storefront-server.h"

#include <string.h>

#define SIDE 240

static void
append_number (GByteArray *bytes, guint32 number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

static guint32
checksum (const guint8 *data, gsize size)
{
  guint32 sum = 0xffffffff;

  for (gsize i = 0; i < size; i++) {
    sum ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320 : 0);
  }
  return ~sum;
}

static void
append_chunk (GByteArray *png, const char *name, const guint8 *data, gsize size)
{
  g_autoptr (GByteArray) chunk = g_byte_array_new ();

  g_byte_array_append (chunk, (const guint8 *) name, 4);
  g_byte_array_append (chunk, data, (guint) size);
  append_number (png, (guint32) size);
  g_byte_array_append (png, chunk->data, chunk->len);
  append_number (png, checksum (chunk->data, chunk->len));
}

static GBytes *
compress (const guint8 *data, gsize size)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
  g_autoptr (GBytes) plain = g_bytes_new_static (data, size);

  return g_converter_convert_bytes (G_CONVERTER (compressor), plain, NULL);
}

/* A disc on a ground, in two colours that belong to the picture. */
static GBytes *
draw (gint64 id)
{
  g_autofree guint8 *pixels = g_malloc (SIDE * (SIDE + 1));
  guint32 hue = (guint32) id * 2654435761u;
  const guint8 palette[] = {
    0xf2, 0xee, 0xe6, (guint8) (60 + hue % 160), (guint8) (60 + hue / 256 % 160), (guint8) (60 + hue / 65536 % 160)
  };
  g_autoptr (GByteArray) header = g_byte_array_new ();
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autoptr (GBytes) packed = NULL;
  guint8 *at = pixels;

  for (int y = 0; y < SIDE; y++) {
    *at++ = 0;
    for (int x = 0; x < SIDE; x++)
      *at++ = (x - SIDE / 2) * (x - SIDE / 2) + (y - SIDE / 2) * (y - SIDE / 2) < SIDE * SIDE / 9;
  }
  packed = compress (pixels, SIDE * (SIDE + 1));
  append_number (header, SIDE);
  append_number (header, SIDE);
  g_byte_array_append (header, (const guint8 *) "\x08\x03\x00\x00\x00", 5);
  g_byte_array_append (png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
  append_chunk (png, "IHDR", header->data, header->len);
  append_chunk (png, "PLTE", palette, sizeof palette);
  append_chunk (png, "IDAT", g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  append_chunk (png, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&png));
}

static void
answer_picture (StorefrontRequest *request, const char *path)
{
  GPtrArray *all = storefront_get_all (request->shop, STOREFRONT_MEDIA);
  g_autofree char *needle = g_strdup_printf ("\"source_url\":\"%s%s\"", request->shop->address, path);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < all->len && bytes == NULL; i++) {
    StorefrontObject *object = g_ptr_array_index (all, i);

    if (strstr (object->json, needle) != NULL)
      bytes = object->bytes != NULL ? g_bytes_ref (object->bytes) : draw (object->id);
  }
  if (bytes == NULL) {
    storefront_reply_page (request, 404, "<html><body><h1>404 Not Found</h1></body></html>");
    return;
  }
  request->status = 200;
  request->type = g_str_has_suffix (path, ".jpg") ? "image/jpeg" : g_str_has_suffix (path, ".gif") ? "image/gif"
                                                                                                   : "image/png";
  g_string_append_len (request->answer, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static char *
approval_address (StorefrontRequest *request, const char *success)
{
  g_autofree char *site = g_uri_escape_string (request->shop->address, NULL, FALSE);
  g_autofree char *password = g_uri_escape_string (request->shop->passwords[KONTOR_STOREFRONT_ADMIN], NULL, FALSE);

  return g_strdup_printf ("%s%csite_url=%s&user_login=%s&password=%s", success,
                          strchr (success, '?') != NULL ? '&' : '?', site,
                          request->shop->users[KONTOR_STOREFRONT_ADMIN], password);
}

/* The page asks; what its form sends back is a yes. */
static void
answer_approval (StorefrontRequest *request, GUri *uri)
{
  g_autoptr (StorefrontRequest) query = storefront_request_new (request->shop, "GET", "", g_uri_get_query (uri));
  const char *success = storefront_request_get (query, "success_url");
  const char *name = storefront_request_get (query, "app_name");
  g_autofree char *address = success != NULL ? approval_address (request, success) : NULL;
  g_autofree char *shown = g_markup_escape_text (name != NULL ? name : "An application", -1);
  g_autofree char *page = NULL;

  if (g_str_equal (request->method, "POST") && address != NULL) {
    soup_message_headers_replace (request->more, "Location", address);
    storefront_reply_page (request, 302, "");
    return;
  }
  page =
      g_strdup_printf ("<html><body><h1>%s would like to connect to your site</h1>"
                       "<form method=\"post\"><button>Yes, I approve of this connection</button></form></body></html>",
                       shown);
  storefront_reply_page (request, 200, page);
}

/* Behind a proxy that does not say so, the address that is set is still that of https. */
const char *
storefront_get_home (StorefrontRequest *request)
{
  KontorStorefront *shop = request->shop;
  gboolean is_plain = shop->options.plain_home || (!request->secure && !shop->options.proxied);

  return is_plain ? shop->plain_address : shop->address;
}

static void
answer_home (StorefrontRequest *request)
{
  const KontorStorefrontOptions *options = &request->shop->options;
  g_autofree char *link = g_strdup_printf ("<%s%s>; rel=\"https://api.w.org/\"", storefront_get_home (request),
                                           options->plain_permalinks ? "/index.php?rest_route=/" : "/wp-json/");

  if (!options->members_only && !options->without_wordpress)
    soup_message_headers_append (request->more, "Link", link);
  storefront_reply_page (request, 200,
                         "<html><head><title>Kontor Test Store</title></head><body>A shop for tests.</body></html>");
}

/* Returns: (nullable): what stands behind "/wp-json/", however the request names it; NULL for what is no route of the API */
char *
storefront_api_path (KontorStorefront *self, const char *path, const char *rest_route)
{
  if (self->options.without_wordpress)
    return NULL;
  if (rest_route != NULL)
    return g_strdup (rest_route + strspn (rest_route, "/"));
  if (g_str_has_prefix (path, "/index.php/wp-json"))
    path += strlen ("/index.php");
  else if (self->options.plain_permalinks)
    return NULL;
  if (g_str_equal (path, "/wp-json"))
    return g_strdup ("");
  return g_str_has_prefix (path, "/wp-json/") ? g_strdup (path + strlen ("/wp-json/")) : NULL;
}

/* @path: of the whole address */
gboolean
storefront_answer_page (StorefrontRequest *request, const char *path, GUri *uri)
{
  if (g_str_has_prefix (path, "/wp-content/uploads/"))
    answer_picture (request, path);
  else if (g_str_equal (path, "/wp-admin/authorize-application.php"))
    answer_approval (request, uri);
  else if (g_str_equal (path, "/") || g_str_equal (path, "/index.php"))
    answer_home (request);
  else
    storefront_reply_page (request, 404, "<html><body><h1>Page not found</h1></body></html>");
  return TRUE;
}
