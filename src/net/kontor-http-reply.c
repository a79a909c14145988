#include "kontor-http-reply.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-html.h"

G_DEFINE_BOXED_TYPE (KontorHttpReply, kontor_http_reply, kontor_http_reply_ref, kontor_http_reply_unref)

/* What a server may say of a failure; longer than that is a page. */
#define LONGEST_TEXT 500

KontorHttpReply *
kontor_http_reply_new (guint status, GBytes *body)
{
  KontorHttpReply *self = g_new0 (KontorHttpReply, 1);

  self->status = status;
  self->body = body != NULL ? g_bytes_ref (body) : g_bytes_new (NULL, 0);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_atomic_ref_count_init (&self->ref_count);
  return self;
}

KontorHttpReply *
kontor_http_reply_ref (KontorHttpReply *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_http_reply_unref (KontorHttpReply *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_bytes_unref (self->body);
  g_hash_table_unref (self->headers);
  g_free (self->uri);
  g_free (self);
}

const char *
kontor_http_reply_get_header (const KontorHttpReply *self, const char *name)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  key = g_ascii_strdown (name, -1);
  return g_hash_table_lookup (self->headers, key);
}

gboolean
kontor_http_reply_is_ok (const KontorHttpReply *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return SOUP_STATUS_IS_SUCCESSFUL (self->status);
}

gboolean
kontor_http_reply_is_html (const KontorHttpReply *self)
{
  const char *type = kontor_http_reply_get_header (self, "Content-Type");
  gsize size;
  const char *data = g_bytes_get_data (self->body, &size);

  return (type != NULL && g_str_has_prefix (type, "text/html")) || (size > 0 && data[0] == '<');
}

/** Milliseconds UTC from which the server listens again; 0 where it does not say. */
static gint64
get_retry_at (const KontorHttpReply *self)
{
  const char *text = kontor_http_reply_get_header (self, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
    return g_get_real_time () / 1000 + (gint64) seconds * 1000;
  date = soup_date_time_new_from_http_string (text);
  return date != NULL ? g_date_time_to_unix (date) * 1000 : 0;
}

static KontorError
get_failure (const KontorHttpReply *self)
{
  return self->write ? KONTOR_ERROR_UNKNOWN_OUTCOME : KONTOR_ERROR_TEMPORARY;
}

static KontorError
get_code (const KontorHttpReply *self)
{
  switch (self->status) {
  case 401:
    return KONTOR_ERROR_AUTH;
  case 403:
    return self->write ? KONTOR_ERROR_UNSUPPORTED : KONTOR_ERROR_AUTH;
  case 404:
  case 410:
    return KONTOR_ERROR_NOT_FOUND;
  case 408:
  case 425:
    return get_failure (self);
  case 409:
  case 412:
    return KONTOR_ERROR_CONFLICT;
  case 429:
    return KONTOR_ERROR_RATE_LIMITED;
  default:
    if (self->status < 300)
      return self->write ? KONTOR_ERROR_UNKNOWN_OUTCOME : KONTOR_ERROR_PROTOCOL;
    return self->status < 500 ? KONTOR_ERROR_REJECTED : get_failure (self);
  }
}

/* A page for people says nothing that helps. */
static char *
make_message (const KontorHttpReply *self, const char *text)
{
  g_autofree char *plain = text != NULL && *text != '\0' ? kontor_html_strip (text) : NULL;

  if (plain != NULL && *plain != '\0' && strlen (plain) <= LONGEST_TEXT)
    return g_steal_pointer (&plain);
  switch (self->status) {
  case 401:
    return g_strdup (_("The shop does not accept this login."));
  case 404:
    return g_strdup (_("The shop does not know it."));
  case 413:
    return g_strdup (_("The shop’s server does not take anything that large."));
  case 429:
    return g_strdup (_("The shop has had too many requests."));
  case 503:
    return g_strdup (_("The shop is being maintained or overloaded."));
  default:
    return g_strdup_printf (_("The shop’s server answered with status %u."), self->status);
  }
}

GError *
kontor_http_reply_to_error (const KontorHttpReply *self, const char *text)
{
  g_autofree char *message = NULL;
  gint64 retry_at;

  g_return_val_if_fail (self != NULL, NULL);

  message = make_message (self, text);
  retry_at = get_retry_at (self);
  /* A server that names a time has not carried it out. */
  if (self->status == 429 || (self->status == 503 && retry_at != 0))
    return kontor_error_new_rate_limited (retry_at, message);
  return g_error_new_literal (KONTOR_ERROR, (int) get_code (self), message);
}
