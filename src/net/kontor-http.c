#include "kontor-http.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-gate.h"
#include "kontor-http-error.h"
#include "kontor-oauth.h"

#define READERS 2
#define WRITERS 4
#define IDLE_TIMEOUT 60 /* seconds in which nothing arrives */
#define LIMIT (32 * 1024 * 1024)
#define CHUNK 65536
#define REDIRECTS 5
#define FIBER_STACK (256 * 1024)

struct _KontorHttp {
  GObject parent_instance;

  SoupSession *session;
  KontorGate *readers;
  KontorGate *writers;
  char *origin;
  char *user;
  char *password;
  gboolean consumer; /* user and password are a consumer's key and secret */
  char *token;       /* (nullable): in place of these */
  char *fingerprint;
  gint64 offset;
};

G_DEFINE_FINAL_TYPE (KontorHttp, kontor_http, G_TYPE_OBJECT)

/** One request on its way. */
typedef struct {
  KontorHttp *http;
  char *method;
  char *uri;
  GStrv headers;
  GBytes *body;
  char *type;
  gsize limit;
  gboolean write;
  gboolean anonymous;
  /* In progress */
  KontorTicket ticket;
  SoupMessage *message;
  GCancellable *cancellable; /* of @message */
  gboolean sent;
  gboolean refused;  /* the certificate of a resumed session */
  char *fingerprint; /* of a certificate that was refused */
} Job;

static void
forget_message (Job *job)
{
  if (job->message != NULL)
    g_signal_handlers_disconnect_by_data (job->message, job);
  g_clear_object (&job->message);
  g_clear_object (&job->cancellable);
}

static void
job_free (gpointer data)
{
  Job *self = data;

  kontor_gate_leave (&self->ticket, 0); /* where the fiber was cancelled */
  forget_message (self);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_strfreev (self->headers);
  g_free (self->method);
  g_free (self->uri);
  g_free (self->type);
  g_free (self->fingerprint);
  g_object_unref (self->http);
  g_free (self);
}

static gboolean
is_reading (const char *method)
{
  return g_str_equal (method, "GET") || g_str_equal (method, "HEAD");
}

static Job *
job_new (KontorHttp *http, const KontorHttpRequest *request)
{
  Job *self = g_new0 (Job, 1);

  self->http = g_object_ref (http);
  self->method = g_strdup (request->method);
  self->uri = g_strdup (request->uri);
  self->headers = g_strdupv ((GStrv) request->headers);
  self->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  self->type = g_strdup (request->type);
  self->limit = request->limit > 0 ? request->limit : LIMIT;
  self->write = !is_reading (request->method);
  self->anonymous = request->anonymous;
  return self;
}

static int
get_port (GUri *uri)
{
  if (g_uri_get_port (uri) > 0)
    return g_uri_get_port (uri);
  return g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
}

gboolean
kontor_http_same_origin (const char *a, const char *b)
{
  g_autoptr (GUri) first = g_uri_parse (a, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr (GUri) second = g_uri_parse (b, SOUP_HTTP_URI_FLAGS, NULL);

  return first != NULL && second != NULL && g_str_equal (g_uri_get_scheme (first), g_uri_get_scheme (second)) &&
         g_uri_get_host (first) != NULL && g_uri_get_host (second) != NULL &&
         g_ascii_strcasecmp (g_uri_get_host (first), g_uri_get_host (second)) == 0 &&
         get_port (first) == get_port (second);
}

gboolean
kontor_http_is_loopback (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  g_autoptr (GInetAddress) address = host != NULL ? g_inet_address_new_from_string (host) : NULL;

  if (address != NULL)
    return g_inet_address_get_is_loopback (address);
  return host != NULL && (g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost"));
}

static gboolean
check_uri (const char *uri, GError **error)
{
  if (g_str_has_prefix (uri, "https://") || (g_str_has_prefix (uri, "http://") && kontor_http_is_loopback (uri)))
    return TRUE;
  if (g_str_has_prefix (uri, "http://"))
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_REJECTED,
                         _("The connection would not be encrypted. Kontor only uses addresses that begin with https."));
  else
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is not an address that can be asked."), uri);
  return FALSE;
}

/* --- Credentials --- */

static char *
make_authorization (KontorHttp *self, const char *method, const char *uri)
{
  g_autofree char *pair = NULL, *encoded = NULL, *nonce = NULL;

  if ((self->user == NULL && self->token == NULL) || !kontor_http_same_origin (uri, self->origin))
    return NULL;
  if (self->token != NULL)
    return g_strconcat ("Bearer ", self->token, NULL);
  if (self->consumer && g_str_has_prefix (uri, "http://")) {
    nonce = g_uuid_string_random ();
    return kontor_oauth_sign (method, uri, self->user, self->password,
                              (g_get_real_time () / 1000 + self->offset) / 1000, nonce);
  }
  pair = g_strconcat (self->user, ":", self->password, NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  return g_strconcat ("Basic ", encoded, NULL);
}

static char *
make_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) bytes = NULL;

  g_object_get (certificate, "certificate", &bytes, NULL);
  return bytes != NULL ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes->data, bytes->len) : NULL;
}

static gboolean
is_confirmed (Job *job, GTlsCertificate *certificate)
{
  g_free (job->fingerprint);
  job->fingerprint = make_fingerprint (certificate);
  return job->fingerprint != NULL && job->http->fingerprint != NULL &&
         kontor_http_same_origin (job->uri, job->http->origin) &&
         g_ascii_strcasecmp (job->fingerprint, job->http->fingerprint) == 0;
}

static gboolean
accept_certificate_cb (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, Job *job)
{
  return is_confirmed (job, certificate);
}

/* GnuTLS resumes a session that another account has begun with the same server, and then asks nobody. */
static void
starting_cb (SoupMessage *message, Job *job)
{
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (message);

  job->refused = certificate != NULL && soup_message_get_tls_peer_certificate_errors (message) != 0 &&
                 !is_confirmed (job, certificate);
  if (job->refused)
    g_cancellable_cancel (job->cancellable);
  else
    job->sent = TRUE;
}

/* --- Sending --- */

static void
add_headers (Job *job, const char *uri)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (job->message);
  g_autofree char *authorization = job->anonymous ? NULL : make_authorization (job->http, job->method, uri);

  for (guint i = 0; job->headers != NULL && job->headers[i] != NULL; i += 2)
    soup_message_headers_replace (headers, job->headers[i], job->headers[i + 1]);
  if (authorization != NULL)
    soup_message_headers_replace (headers, "Authorization", authorization);
}

/*
 * libsoup itself sends again what it takes for idempotent when a used connection
 * breaks before the answer. PUT and DELETE are to go out once, so they get a
 * connection of their own, on which it does not.
 */
static void
add_flags (Job *job)
{
  SoupMessageFlags flags = SOUP_MESSAGE_NO_REDIRECT;

  if (job->write) {
    flags |= SOUP_MESSAGE_NEW_CONNECTION;
    soup_message_set_force_http1 (job->message, TRUE);
  }
  soup_message_set_flags (job->message, flags);
  soup_message_disable_feature (job->message, SOUP_TYPE_AUTH_MANAGER);
}

static gboolean
make_message (Job *job, GError **error)
{
  forget_message (job);
  if (!check_uri (job->uri, error))
    return FALSE;
  job->message = soup_message_new (job->method, job->uri);
  if (job->message == NULL) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is not an address that can be asked."), job->uri);
    return FALSE;
  }
  add_flags (job);
  add_headers (job, job->uri);
  if (job->body != NULL)
    soup_message_set_request_body_from_bytes (job->message, job->type, job->body);
  g_signal_connect (job->message, "accept-certificate", G_CALLBACK (accept_certificate_cb), job);
  g_signal_connect (job->message, "starting", G_CALLBACK (starting_cb), job);
  return TRUE;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream != NULL)
    dex_promise_resolve_object (promise, stream);
  else
    dex_promise_reject (promise, error);
}

static DexFuture *
send_message (Job *job)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  g_set_object (&job->cancellable, dex_promise_get_cancellable (promise));
  soup_session_send_async (job->http->session, job->message, G_PRIORITY_DEFAULT, job->cancellable, sent_cb, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static GBytes *
await_body (Job *job, GInputStream *stream, GError **error)
{
  g_autoptr (GByteArray) all = g_byte_array_new ();

  for (;;) {
    g_autoptr (GBytes) chunk =
        dex_await_boxed (dex_input_stream_read_bytes (stream, CHUNK, G_PRIORITY_DEFAULT), error);

    if (chunk == NULL)
      return NULL;
    if (g_bytes_get_size (chunk) == 0)
      return g_byte_array_free_to_bytes (g_steal_pointer (&all));
    if (all->len + g_bytes_get_size (chunk) > job->limit) {
      g_set_error_literal (error, KONTOR_ERROR, job->write ? KONTOR_ERROR_UNKNOWN_OUTCOME : KONTOR_ERROR_REJECTED,
                           _("The answer is larger than Kontor takes."));
      return NULL;
    }
    g_byte_array_append (all, g_bytes_get_data (chunk, NULL), (guint) g_bytes_get_size (chunk));
  }
}

static void
copy_header (const char *name, const char *value, gpointer data)
{
  GHashTable *headers = data;
  char *key = g_ascii_strdown (name, -1);
  const char *old = g_hash_table_lookup (headers, key);

  g_hash_table_insert (headers, key, old != NULL ? g_strconcat (old, ", ", value, NULL) : g_strdup (value));
}

static gint64
read_date (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Date");
  g_autoptr (GDateTime) date = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * 1000 : 0;
}

static KontorHttpReply *
make_reply (Job *job, GBytes *body)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (job->message);
  KontorHttpReply *reply = kontor_http_reply_new (soup_message_get_status (job->message), body);

  soup_message_headers_foreach (headers, copy_header, reply->headers);
  reply->uri = g_strdup (job->uri);
  reply->write = job->write;
  reply->server_time = read_date (headers);
  if (reply->server_time != 0 && kontor_http_same_origin (job->uri, job->http->origin))
    job->http->offset = reply->server_time - g_get_real_time () / 1000;
  return reply;
}

static KontorHttpReply *
await_reply (Job *job, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GBytes) body = NULL;

  if (!make_message (job, error))
    return NULL;
  stream = dex_await_object (send_message (job), error);
  if (stream == NULL && job->refused) {
    g_clear_error (error);
    g_set_error_literal (error, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE, "");
  }
  if (stream == NULL)
    return NULL;
  body = await_body (job, stream, error);
  return body != NULL ? make_reply (job, body) : NULL;
}

/** Whether the answer sends a reader on; @job then asks there. */
static gboolean
follow (Job *job, const KontorHttpReply *reply)
{
  const char *location = kontor_http_reply_get_header (reply, "Location");
  char *next;

  if (job->write || location == NULL || !SOUP_STATUS_IS_REDIRECTION (reply->status) || reply->status == 304)
    return FALSE;
  next = g_uri_resolve_relative (job->uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (next == NULL)
    return FALSE;
  g_free (job->uri);
  job->uri = next;
  return TRUE;
}

static KontorHttpReply *
await_answer (Job *job, GError **error)
{
  for (guint i = 0; i <= REDIRECTS; i++) {
    g_autoptr (KontorHttpReply) reply = await_reply (job, error);

    if (reply == NULL)
      return NULL;
    if (!follow (job, reply))
      return g_steal_pointer (&reply);
  }
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The server sends Kontor from one address to the next."));
  return NULL;
}

static GError *
explain (Job *job, GError *cause)
{
  g_autoptr (GUri) uri = g_uri_parse (job->uri, SOUP_HTTP_URI_FLAGS, NULL);
  KontorHttpAttempt attempt = {
    .host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : job->uri,
    .write = job->write,
    .sent = job->sent,
    .fingerprint = job->fingerprint,
  };

  return kontor_http_error_new (cause, &attempt);
}

/** What the gate learns of it. */
static gint64
measure (gint64 began, const KontorHttpReply *reply, const GError *error)
{
  if (reply == NULL ? error->domain == DEX_ERROR : reply->status < 500 && reply->status != 429)
    return (g_get_monotonic_time () - began) / 1000;
  return G_MAXINT64;
}

static DexFuture *
send_fiber (gpointer data)
{
  Job *job = data;
  KontorGate *gate = job->write ? job->http->writers : job->http->readers;
  KontorHttpReply *reply;
  GError *error = NULL;
  gint64 began;

  if (!dex_await (kontor_gate_enter (gate, &job->ticket), &error))
    return dex_future_new_for_error (error);
  began = g_get_monotonic_time ();
  reply = await_answer (job, &error);
  kontor_gate_leave (&job->ticket, measure (began, reply, error));
  if (reply == NULL)
    return dex_future_new_for_error (explain (job, error));
  return dex_future_new_take_boxed (KONTOR_TYPE_HTTP_REPLY, reply);
}

DexFuture *
kontor_http_send (KontorHttp *self, const KontorHttpRequest *request)
{
  Job *job;
  DexFuture *future;

  g_return_val_if_fail (KONTOR_IS_HTTP (self), NULL);
  g_return_val_if_fail (request != NULL && request->method != NULL && request->uri != NULL, NULL);

  job = job_new (self, request);
  future = dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, send_fiber, job, job_free);
  if (!is_reading (request->method))
    dex_future_disown (dex_ref (future));
  return future;
}

static DexFuture *
downloaded_cb (DexFuture *future, gpointer data)
{
  const KontorHttpReply *reply = g_value_get_boxed (dex_future_get_value (future, NULL));

  if (kontor_http_reply_is_ok (reply))
    return dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_ref (reply->body));
  return dex_future_new_for_error (kontor_http_reply_to_error (reply, NULL));
}

DexFuture *
kontor_http_download (KontorHttp *self, const char *uri, gsize limit)
{
  g_autofree char *secure = NULL;

  g_return_val_if_fail (KONTOR_IS_HTTP (self) && uri != NULL, NULL);

  if (g_str_has_prefix (uri, "http://") && !kontor_http_is_loopback (uri))
    secure = g_strconcat ("https", uri + strlen ("http"), NULL);
  return dex_future_then (
      kontor_http_send (self, &(KontorHttpRequest) { .method = "GET", .uri = secure != NULL ? secure : uri, .limit = limit }),
      downloaded_cb, NULL, NULL);
}

static void
kontor_http_finalize (GObject *object)
{
  KontorHttp *self = KONTOR_HTTP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->readers, kontor_gate_free);
  g_clear_pointer (&self->writers, kontor_gate_free);
  g_free (self->origin);
  g_free (self->user);
  g_free (self->password);
  g_free (self->token);
  g_free (self->fingerprint);
  G_OBJECT_CLASS (kontor_http_parent_class)->finalize (object);
}

/* Whom this computer trusts is read once, by who asks first, and takes long. */
static gpointer
load_authorities (gpointer data)
{
  g_autoptr (GTlsDatabase) database = g_tls_backend_get_default_database (g_tls_backend_get_default ());

  return NULL;
}

static void
kontor_http_class_init (KontorHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_http_finalize;
  g_thread_unref (g_thread_new ("authorities", load_authorities, NULL));
}

static void
kontor_http_init (KontorHttp *self)
{
  self->session = soup_session_new_with_options ("user-agent", "Kontor", "timeout", IDLE_TIMEOUT, "max-conns", 16,
                                                 "max-conns-per-host", READERS + WRITERS, NULL);
  self->readers = kontor_gate_new (READERS);
  self->writers = kontor_gate_new (WRITERS);
}

KontorHttp *
kontor_http_new (const char *origin)
{
  KontorHttp *self;

  g_return_val_if_fail (origin != NULL, NULL);

  self = g_object_new (KONTOR_TYPE_HTTP, NULL);
  self->origin = g_strdup (origin);
  return self;
}

static void
set_credentials (KontorHttp *self, const char *user, const char *password, gboolean consumer)
{
  g_set_str (&self->user, user);
  g_set_str (&self->password, password);
  self->consumer = consumer;
  g_clear_pointer (&self->token, g_free);
}

void
kontor_http_set_password (KontorHttp *self, const char *user, const char *password)
{
  g_return_if_fail (KONTOR_IS_HTTP (self) && user != NULL && password != NULL);

  set_credentials (self, user, password, FALSE);
}

void
kontor_http_set_consumer (KontorHttp *self, const char *key, const char *secret)
{
  g_return_if_fail (KONTOR_IS_HTTP (self) && key != NULL && secret != NULL);

  set_credentials (self, key, secret, TRUE);
}

void
kontor_http_set_token (KontorHttp *self, const char *token)
{
  g_return_if_fail (KONTOR_IS_HTTP (self));

  set_credentials (self, NULL, NULL, FALSE);
  g_set_str (&self->token, token);
}

void
kontor_http_set_fingerprint (KontorHttp *self, const char *fingerprint)
{
  g_return_if_fail (KONTOR_IS_HTTP (self));

  g_set_str (&self->fingerprint, fingerprint);
}

gint64
kontor_http_get_clock_offset (KontorHttp *self)
{
  g_return_val_if_fail (KONTOR_IS_HTTP (self), 0);

  return self->offset;
}

void
kontor_http_set_clock_offset (KontorHttp *self, gint64 offset)
{
  g_return_if_fail (KONTOR_IS_HTTP (self));

  self->offset = offset;
}
