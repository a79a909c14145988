#include "kontor-sample-client.h"

#include <glib/gi18n.h>
#include <stdarg.h>
#include <string.h>

#include "kontor-error.h"

struct _KontorSampleClient {
  char *path;
  GVariant *settings;
  KontorShop *shop;
};

static char *
make_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "kontor", "sample-shop.db", NULL);
}

KontorSampleClient *
kontor_sample_client_new (const char *path, GVariant *settings)
{
  KontorSampleClient *self = g_new0 (KontorSampleClient, 1);

  self->path = path != NULL && path[0] != '\0' ? g_strdup (path) : make_path ();
  self->settings = settings != NULL ? g_variant_ref_sink (settings) : NULL;
  return self;
}

void
kontor_sample_client_free (KontorSampleClient *self)
{
  g_clear_pointer (&self->shop, kontor_shop_close);
  g_clear_pointer (&self->settings, g_variant_unref);
  g_free (self->path);
  g_free (self);
}

KontorShop *
kontor_sample_client_open (KontorSampleClient *self, GError **error)
{
  if (self->shop == NULL)
    self->shop = kontor_shop_open (self->path, self->settings, error);
  return self->shop;
}

static KontorError
get_code (int status, gboolean write)
{
  switch (status) {
  case KONTOR_SHOP_OFFLINE:
    return KONTOR_ERROR_OFFLINE;
  case KONTOR_SHOP_LOST:
    return write ? KONTOR_ERROR_UNKNOWN_OUTCOME : KONTOR_ERROR_TEMPORARY;
  case 401:
    return KONTOR_ERROR_AUTH;
  case 403:
    return write ? KONTOR_ERROR_UNSUPPORTED : KONTOR_ERROR_AUTH;
  case 404:
    return KONTOR_ERROR_NOT_FOUND;
  case 412:
    return KONTOR_ERROR_CONFLICT;
  case 429:
    return KONTOR_ERROR_RATE_LIMITED;
  default:
    if (status < 500)
      return KONTOR_ERROR_REJECTED;
    return write ? KONTOR_ERROR_UNKNOWN_OUTCOME : KONTOR_ERROR_TEMPORARY;
  }
}

GError *
kontor_sample_error_new (int status, gboolean write, const char *message)
{
  KontorError code = get_code (status, write);
  g_autofree char *plain = kontor_sample_decode (message);

  if (plain != NULL && *plain != '\0')
    return g_error_new_literal (KONTOR_ERROR, (int) code, plain);
  if (status == KONTOR_SHOP_OFFLINE)
    return g_error_new_literal (KONTOR_ERROR, (int) code, _("The sample shop cannot be reached."));
  if (status == KONTOR_SHOP_LOST)
    return g_error_new_literal (KONTOR_ERROR, (int) code, _("The sample shop did not answer."));
  return g_error_new (KONTOR_ERROR, (int) code, _("The sample shop answered with status %d."), status);
}

static GError *
explain (const KontorShopReply *reply, gboolean write)
{
  const char *text = kontor_shop_reply_get_text (reply);
  g_autoptr (yyjson_doc) doc = yyjson_read (text, strlen (text), YYJSON_READ_NOFLAG);
  const char *message = yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (doc), "message"));

  if (reply->status == 429)
    return kontor_error_new_rate_limited (reply->retry_at, _("The sample shop has had too many requests."));
  return kontor_sample_error_new (reply->status, write, message);
}

yyjson_doc *
kontor_sample_client_ask (KontorSampleClient *self, const KontorShopRequest *request, GError **error)
{
  gboolean write = !g_str_equal (request->method, "GET");
  g_autoptr (KontorShopReply) reply = NULL;
  g_autoptr (yyjson_doc) doc = NULL;
  const char *text;

  if (kontor_sample_client_open (self, error) == NULL)
    return NULL;
  reply = kontor_shop_request (self->shop, request);
  if (reply->status != 200) {
    g_propagate_error (error, explain (reply, write));
    return NULL;
  }
  text = kontor_shop_reply_get_text (reply);
  doc = yyjson_read (text, strlen (text), YYJSON_READ_NOFLAG);
  if (yyjson_is_obj (yyjson_doc_get_root (doc)))
    return g_steal_pointer (&doc);
  g_set_error_literal (error, KONTOR_ERROR, write ? KONTOR_ERROR_UNKNOWN_OUTCOME : KONTOR_ERROR_PROTOCOL,
                       _("The sample shop’s answer was not understood."));
  return NULL;
}

yyjson_doc *
kontor_sample_client_get (KontorSampleClient *self, GError **error, const char *format, ...)
{
  g_autofree char *path = NULL;
  va_list arguments;

  va_start (arguments, format);
  path = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return kontor_sample_client_ask (self, &(KontorShopRequest) { .method = "GET", .path = path }, error);
}

static KontorAccountInfo *
read_info (KontorSampleClient *self, yyjson_val *about)
{
  static const char *const capabilities[] = { "read", "write", "refund", "capture", "returns", "team", NULL };
  KontorAccountInfo *info = kontor_account_info_new ();

  info->name = g_strdup (yyjson_get_str (yyjson_obj_get (about, "name")));
  info->address = g_strdup (self->path);
  info->time_zone = g_strdup (yyjson_get_str (yyjson_obj_get (about, "time_zone")));
  info->currency = g_strdup (yyjson_get_str (yyjson_obj_get (about, "currency")));
  info->decimals = (guint) yyjson_get_uint (yyjson_obj_get (about, "decimals"));
  info->weight_unit = g_strdup (yyjson_get_str (yyjson_obj_get (about, "weight_unit")));
  info->size_unit = g_strdup (yyjson_get_str (yyjson_obj_get (about, "size_unit")));
  info->capabilities = g_strdupv ((GStrv) capabilities);
  return info;
}

static gboolean
check_about (yyjson_val *about, GError **error)
{
  if (yyjson_is_str (yyjson_obj_get (about, "currency")) && yyjson_is_str (yyjson_obj_get (about, "time_zone")))
    return TRUE;
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("This is no sample shop."));
  return FALSE;
}

/** One step of a check; the information comes with the last. */
KontorAccountInfo *
kontor_sample_client_check (KontorSampleClient *self, KontorCheckStep step, GError **error)
{
  static const char *const paths[] = { "about", "about", "settings?limit=1", "orders?limit=1", "about" };
  g_autoptr (yyjson_doc) doc = NULL;

  if (kontor_sample_client_open (self, error) == NULL)
    return NULL;
  if (step == KONTOR_CHECK_NETWORK)
    return kontor_account_info_new ();
  doc = kontor_sample_client_get (self, error, "%s", paths[step]);
  if (doc == NULL || (g_str_equal (paths[step], "about") && !check_about (yyjson_doc_get_root (doc), error)))
    return NULL;
  return step == KONTOR_CHECK_DATA ? read_info (self, yyjson_doc_get_root (doc)) : kontor_account_info_new ();
}

GBytes *
kontor_sample_client_download (KontorSampleClient *self, const char *uri, gsize limit, GError **error)
{
  static const char prefix[] = "sample:/";
  g_autoptr (KontorShopReply) reply = NULL;

  if (!g_str_has_prefix (uri, prefix)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("“%s” is no picture of the sample shop."), uri);
    return NULL;
  }
  if (kontor_sample_client_open (self, error) == NULL)
    return NULL;
  reply = kontor_shop_request (self->shop, &(KontorShopRequest) { .method = "GET", .path = uri + strlen (prefix) });
  if (reply->status != 200) {
    g_propagate_error (error, explain (reply, FALSE));
    return NULL;
  }
  if (g_bytes_get_size (reply->body) <= limit)
    return g_bytes_ref (reply->body);
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_REJECTED, _("The picture is larger than Kontor takes."));
  return NULL;
}
