#include "kontor-woo-client.h"

#include <stdarg.h>

#include "kontor-woo-address.h"
#include "kontor-woo-discovery.h"

#define FIBER_STACK (256 * 1024)

struct _KontorWooClient {
  GObject parent_instance;

  char *address;
  char *fingerprint;       /* (nullable) */
  KontorWooSecret *secret; /* (nullable) */
  KontorWooPlace *place;   /* (nullable): until it was found */
  KontorHttp *http;        /* (nullable): likewise */
  KontorHttp *files;       /* (nullable): for pictures: it knows no login */
  DexFuture *discovery;    /* (nullable): under way */
  DexFuture *queued;       /* (nullable): the last */
};

G_DEFINE_FINAL_TYPE (KontorWooClient, kontor_woo_client, G_TYPE_OBJECT)

/** One request on its way. */
typedef struct {
  KontorWooClient *client;
  char *method;
  char *path;
  GStrv query;
  GStrv headers;
  GBytes *body;
  char *type;
  gboolean anonymous;
} Job;

static Job *
job_new (KontorWooClient *client, const KontorWooRequest *request)
{
  Job *self = g_new0 (Job, 1);

  self->client = g_object_ref (client);
  self->method = g_strdup (request->method);
  self->path = g_strdup (request->path);
  self->query = g_strdupv ((GStrv) request->query);
  self->headers = g_strdupv ((GStrv) request->headers);
  self->body = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  self->type = g_strdup (request->type);
  self->anonymous = request->anonymous;
  return self;
}

static void
job_free (gpointer data)
{
  Job *self = data;

  g_object_unref (self->client);
  g_free (self->method);
  g_free (self->path);
  g_strfreev (self->query);
  g_strfreev (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->type);
  g_free (self);
}

static void
sign_in (KontorWooClient *self)
{
  if (self->secret == NULL)
    return;
  switch (self->secret->login) {
  case KONTOR_WOO_LOGIN_PASSWORD:
    kontor_http_set_password (self->http, self->secret->user, self->secret->password);
    break;
  case KONTOR_WOO_LOGIN_KEY:
    kontor_http_set_consumer (self->http, self->secret->user, self->secret->password);
    break;
  }
}

static DexFuture *
discover_fiber (gpointer data)
{
  g_autoptr (KontorWooClient) self = g_object_ref (data);
  GError *error = NULL;
  KontorWooPlace *place = kontor_woo_await_place (self->address, self->fingerprint, &error);

  dex_clear (&self->discovery);
  if (place == NULL)
    return dex_future_new_for_error (error);
  self->place = place;
  self->http = kontor_http_new (place->root);
  kontor_http_set_fingerprint (self->http, self->fingerprint);
  kontor_http_set_clock_offset (self->http, place->clock_offset);
  sign_in (self);
  return dex_future_new_for_string (place->root);
}

DexFuture *
kontor_woo_client_discover (KontorWooClient *self)
{
  g_return_val_if_fail (KONTOR_IS_WOO_CLIENT (self), NULL);

  if (self->place != NULL)
    return dex_future_new_for_string (self->place->root);
  if (self->discovery == NULL) {
    self->discovery = dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, discover_fiber,
                                           g_object_ref (self), g_object_unref);
    dex_future_disown (dex_ref (self->discovery)); /* others may want it when the first one does not any more */
  }
  return dex_ref (self->discovery);
}

static char *
make_uri (const Job *job)
{
  GString *uri = g_string_new (job->client->place->root);

  g_string_append (uri, job->path);
  for (guint i = 0; job->query != NULL && job->query[i] != NULL; i += 2) {
    g_string_append_printf (uri, "%c%s=", i == 0 ? '?' : '&', job->query[i]);
    g_string_append_uri_escaped (uri, job->query[i + 1], NULL, FALSE);
  }
  return g_string_free_and_steal (uri);
}

static DexFuture *
send_fiber (gpointer data)
{
  Job *job = data;
  g_autofree char *root = NULL, *uri = NULL;
  g_autoptr (KontorHttpReply) reply = NULL;
  KontorJson *json;
  GError *error = NULL;

  root = dex_await_string (kontor_woo_client_discover (job->client), &error);
  if (root == NULL)
    return dex_future_new_for_error (error);
  uri = make_uri (job);
  reply = dex_await_boxed (kontor_http_send (job->client->http,
                                             &(KontorHttpRequest) {
                                               .method = job->method,
                                               .uri = uri,
                                               .headers = (const char *const *) job->headers,
                                               .body = job->body,
                                               .type = job->type != NULL ? job->type : "application/json",
                                               .anonymous = job->anonymous,
                                             }),
                           &error);
  if (reply == NULL)
    return dex_future_new_for_error (error);
  json = dex_await_boxed (kontor_json_read (reply->body), NULL);
  return dex_future_new_take_boxed (KONTOR_TYPE_WOO_REPLY, kontor_woo_reply_new (reply, json));
}

DexFuture *
kontor_woo_client_send (KontorWooClient *self, const KontorWooRequest *request)
{
  DexFuture *future;

  g_return_val_if_fail (KONTOR_IS_WOO_CLIENT (self), NULL);
  g_return_val_if_fail (request != NULL && request->method != NULL && request->path != NULL, NULL);

  future = dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, send_fiber, job_new (self, request), job_free);
  if (!g_str_equal (request->method, "GET"))
    dex_future_disown (dex_ref (future));
  return future;
}

static DexFuture *
check_cb (DexFuture *future, gpointer data)
{
  KontorWooReply *reply = g_value_get_boxed (dex_future_get_value (future, NULL));
  GError *error = kontor_woo_reply_to_error (reply);

  return error != NULL ? dex_future_new_for_error (error) : dex_ref (future);
}

DexFuture *
kontor_woo_client_ask (KontorWooClient *self, const KontorWooRequest *request)
{
  return dex_future_then (kontor_woo_client_send (self, request), check_cb, NULL, NULL);
}

DexFuture *
kontor_woo_client_get (KontorWooClient *self, const char *path, ...)
{
  g_autoptr (GPtrArray) query = g_ptr_array_new ();
  const char *part;
  va_list arguments;

  va_start (arguments, path);
  while ((part = va_arg (arguments, const char *)) != NULL)
    g_ptr_array_add (query, (gpointer) part);
  va_end (arguments);
  g_ptr_array_add (query, NULL);
  return kontor_woo_client_ask (
      self, &(KontorWooRequest) { .method = "GET", .path = path, .query = (const char *const *) query->pdata });
}

DexFuture *
kontor_woo_client_download (KontorWooClient *self, const char *uri, gsize limit)
{
  g_autofree char *home = NULL;

  g_return_val_if_fail (KONTOR_IS_WOO_CLIENT (self) && uri != NULL, NULL);

  if (self->files == NULL) {
    home = kontor_woo_address_normalise (self->address);
    self->files = kontor_http_new (home != NULL ? home : "");
    kontor_http_set_fingerprint (self->files, self->fingerprint);
  }
  return kontor_http_download (self->files, uri, limit);
}

static void
kontor_woo_client_finalize (GObject *object)
{
  KontorWooClient *self = KONTOR_WOO_CLIENT (object);

  dex_clear (&self->discovery);
  dex_clear (&self->queued);
  g_clear_object (&self->http);
  g_clear_object (&self->files);
  g_clear_pointer (&self->place, kontor_woo_place_free);
  g_clear_pointer (&self->secret, kontor_woo_secret_free);
  g_free (self->address);
  g_free (self->fingerprint);
  G_OBJECT_CLASS (kontor_woo_client_parent_class)->finalize (object);
}

static void
kontor_woo_client_class_init (KontorWooClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_woo_client_finalize;
}

static void
kontor_woo_client_init (KontorWooClient *self)
{
}

KontorWooClient *
kontor_woo_client_new (const char *address, const char *secret, GVariant *settings)
{
  KontorWooClient *self = g_object_new (KONTOR_TYPE_WOO_CLIENT, NULL);

  self->address = g_strdup (address);
  self->secret = secret != NULL ? kontor_woo_secret_read (secret) : NULL;
  if (settings != NULL)
    g_variant_lookup (settings, "fingerprint", "s", &self->fingerprint);
  return self;
}

DexFuture *
kontor_woo_client_queue (KontorWooClient *self, DexFuture *deed)
{
  DexFuture *before;

  g_return_val_if_fail (KONTOR_IS_WOO_CLIENT (self), NULL);

  before = self->queued != NULL ? g_steal_pointer (&self->queued) : dex_future_new_true ();
  self->queued = dex_ref (deed);
  return before;
}

const char *
kontor_woo_client_get_address (KontorWooClient *self)
{
  g_return_val_if_fail (KONTOR_IS_WOO_CLIENT (self), NULL);

  return self->address;
}

const KontorWooSecret *
kontor_woo_client_get_secret (KontorWooClient *self)
{
  g_return_val_if_fail (KONTOR_IS_WOO_CLIENT (self), NULL);

  return self->secret;
}

const char *
kontor_woo_client_get_home (KontorWooClient *self)
{
  g_return_val_if_fail (KONTOR_IS_WOO_CLIENT (self), NULL);

  return self->place != NULL ? self->place->home : NULL;
}

const char *
kontor_woo_client_get_root (KontorWooClient *self)
{
  g_return_val_if_fail (KONTOR_IS_WOO_CLIENT (self), NULL);

  return self->place != NULL ? self->place->root : NULL;
}

KontorHttp *
kontor_woo_client_get_http (KontorWooClient *self)
{
  g_return_val_if_fail (KONTOR_IS_WOO_CLIENT (self), NULL);

  return self->http;
}
