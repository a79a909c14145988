#include "kontor-woo-reply.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-html.h"

G_DEFINE_BOXED_TYPE (KontorWooReply, kontor_woo_reply, kontor_woo_reply_ref, kontor_woo_reply_unref)

static gint64
read_count (const KontorHttpReply *http, const char *name)
{
  const char *text = kontor_http_reply_get_header (http, name);
  guint64 count;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &count, NULL))
    return -1;
  return (gint64) count;
}

KontorWooReply *
kontor_woo_reply_new (KontorHttpReply *http, KontorJson *json)
{
  KontorWooReply *self = g_new0 (KontorWooReply, 1);

  self->http = kontor_http_reply_ref (http);
  self->json = json;
  self->status = http->status;
  self->total = read_count (http, "X-WP-Total");
  self->pages = read_count (http, "X-WP-TotalPages");
  self->server_time = http->server_time;
  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

KontorWooReply *
kontor_woo_reply_ref (KontorWooReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_woo_reply_unref (KontorWooReply *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  kontor_http_reply_unref (self->http);
  g_clear_pointer (&self->json, kontor_json_unref);
  g_free (self);
}

yyjson_val *
kontor_woo_reply_get_root (const KontorWooReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->json != NULL ? kontor_json_get_root (self->json) : NULL;
}

char *
kontor_woo_reply_dup_code (const KontorWooReply *self)
{
  return kontor_json_dup_text (yyjson_obj_get (kontor_woo_reply_get_root (self), "code"));
}

static GError *
make_error (KontorError code, const char *message)
{
  g_autofree char *plain = kontor_html_strip (message);

  if (plain == NULL || plain[0] == '\0')
    return g_error_new_literal (KONTOR_ERROR, (int) code, _("The shop refused it without a reason."));
  return g_error_new_literal (KONTOR_ERROR, (int) code, plain);
}

/* WooCommerce answers 500 to refunds that it refuses; a crash of PHP has other codes. */
static gboolean
is_refusal (guint status, const char *code)
{
  return status >= 500 && code != NULL &&
         (g_str_has_prefix (code, "woocommerce_rest_") || g_str_equal (code, "rest_upload_sideload_error"));
}

static gboolean
lacks_permission (const char *code, const char *message)
{
  return g_strcmp0 (code, "woocommerce_rest_authentication_error") == 0 && message != NULL &&
         strstr (message, "permission") != NULL;
}

/** The error that the shop's own code says more exactly than the status; NULL for the others. */
static GError *
explain_code (const KontorWooReply *self, const char *code, const char *message)
{
  if (code == NULL)
    return NULL;
  if (g_str_equal (code, "rest_no_route"))
    return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED,
                                _("The shop does not offer this. Is WooCommerce switched on?"));
  if (is_refusal (self->status, code))
    return make_error (self->status == 501 ? KONTOR_ERROR_UNSUPPORTED : KONTOR_ERROR_REJECTED, message);
  if (self->status == 401 && lacks_permission (code, message))
    return make_error (KONTOR_ERROR_UNSUPPORTED, message);
  return NULL;
}

/* Of wrong parameters the message only has the names, and their own texts say why. */
static char *
dup_message (yyjson_val *root)
{
  yyjson_val *reasons = yyjson_obj_get (yyjson_obj_get (root, "data"), "params"), *name, *reason;
  g_autoptr (GString) all = g_string_new (NULL);
  gsize i, n;

  if (yyjson_is_obj (reasons))
    yyjson_obj_foreach (reasons, i, n, name, reason) {
      g_autofree char *text = kontor_json_dup_text (reason);

      if (text != NULL)
        g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", text);
    }
  return all->len > 0 ? g_strdup (all->str) : kontor_json_dup_text (yyjson_obj_get (root, "message"));
}

/* Something between Kontor and WooCommerce answers with a page: a firewall, a login wall, a moved shop. */
static GError *
explain_page (const KontorWooReply *self)
{
  gboolean write = self->http->write;

  switch (self->status) {
  case 401:
  case 403:
  case 406:
    return g_error_new_literal (KONTOR_ERROR, write ? KONTOR_ERROR_REJECTED : KONTOR_ERROR_TEMPORARY,
                                _("The shop’s server refuses programs. A firewall or a security plugin may be the cause."));
  case 404:
    return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop’s interface for programs is not there."));
  default:
    return kontor_http_reply_to_error (self->http, NULL);
  }
}

static GError *
explain_good (const KontorWooReply *self)
{
  if (self->json != NULL)
    return NULL;
  if (self->http->write)
    return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME,
                                _("The shop’s answer was not understood, so it is not known whether it was done."));
  return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_PROTOCOL,
                              _("The shop answered with something else than data. A plugin may disturb it."));
}

GError *
kontor_woo_reply_to_error (const KontorWooReply *self)
{
  g_autofree char *code = NULL, *message = NULL;
  GError *error;

  g_return_val_if_fail (self != NULL, NULL);

  if (kontor_http_reply_is_ok (self->http))
    return explain_good (self);
  if (self->json == NULL)
    return explain_page (self);
  code = kontor_woo_reply_dup_code (self);
  message = dup_message (kontor_woo_reply_get_root (self));
  error = explain_code (self, code, message);
  return error != NULL ? error : kontor_http_reply_to_error (self->http, message);
}

GError *
kontor_woo_item_to_error (yyjson_val *item)
{
  yyjson_val *failure = yyjson_obj_get (item, "error");
  g_autofree char *message = NULL;
  gint64 status = 400;

  if (!yyjson_is_obj (failure))
    return NULL;
  message = kontor_json_dup_text (yyjson_obj_get (failure, "message"));
  kontor_json_get_int (yyjson_obj_get (yyjson_obj_get (failure, "data"), "status"), &status);
  return make_error (status == 404 || status == 410 ? KONTOR_ERROR_NOT_FOUND : KONTOR_ERROR_REJECTED, message);
}
