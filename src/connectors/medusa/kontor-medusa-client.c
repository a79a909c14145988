#include "kontor-medusa-client.h"

#include <glib/gi18n.h>
#include <stdarg.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-medusa-token.h"
#include "kontor-shop-address.h"
#include "kontor-shop-secret.h"

#define FIBER_STACK (256 * 1024)
/* A token that has less left than that is renewed, in milliseconds. */
#define MARGIN (10 * 60 * 1000)

struct _KontorMedusaClient {
  GObject parent_instance;

  char *home;                 /* (nullable) */
  KontorMedusaSecret *secret; /* (nullable) */
  KontorHttp *http;           /* (nullable): as home */
  KontorHttp *files;          /* (nullable): likewise; for pictures: it knows no login */
  char *token;                /* (nullable): until the person was let in */
  gint64 token_end;
  DexFuture *signing_in; /* (nullable): under way */
};

G_DEFINE_FINAL_TYPE (KontorMedusaClient, kontor_medusa_client, G_TYPE_OBJECT)

/** One request on its way. */
typedef struct {
  KontorMedusaClient *client;
  char *method;
  char *path;
  GBytes *body;
  char *type;
  gboolean anonymous;
} Job;

static Job *
job_new (KontorMedusaClient *client, const KontorMedusaRequest *request)
{
  Job *self = g_new0 (Job, 1);

  self->client = g_object_ref (client);
  self->method = g_strdup (request->method);
  self->path = g_strdup (request->path);
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
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->type);
  g_free (self);
}

static KontorMedusaReply *
await_once (const Job *job, GError **error)
{
  KontorMedusaClient *client = job->client;
  g_autofree char *uri = g_strconcat (client->home, "/", job->path, NULL);
  const KontorHttpRequest request = {
    .method = job->method,
    .uri = uri,
    .body = job->body,
    .type = job->type != NULL ? job->type : "application/json",
    .anonymous = job->anonymous,
  };
  g_autoptr (KontorHttpReply) reply = dex_await_boxed (kontor_http_send (client->http, &request), error);

  if (reply == NULL)
    return NULL;
  return kontor_medusa_reply_new (reply, dex_await_boxed (kontor_json_read (reply->body), NULL));
}

/* --- The token --- */

static gboolean
is_good (KontorMedusaClient *self, gint64 margin)
{
  return self->token != NULL && (self->token_end == 0 || kontor_medusa_client_get_time (self) + margin < self->token_end);
}

static void
set_token (KontorMedusaClient *self, const char *token)
{
  g_set_str (&self->token, token);
  self->token_end = kontor_medusa_token_get_end (token);
  kontor_http_set_token (self->http, token);
}

static gboolean
take_token (KontorMedusaClient *self, const KontorMedusaReply *reply)
{
  g_autofree char *token = kontor_json_dup_text (kontor_medusa_reply_get (reply, "token"));

  if (token == NULL || token[0] == '\0' || !kontor_http_reply_is_ok (reply->http))
    return FALSE;
  set_token (self, token);
  return TRUE;
}

/* Cheaper for the server than the password, which it hashes slowly. */
static gboolean
await_renewal (KontorMedusaClient *self)
{
  const Job job = { .client = self, .method = (char *) "POST", .path = (char *) "auth/token/refresh" };
  g_autoptr (KontorMedusaReply) reply = is_good (self, 0) ? await_once (&job, NULL) : NULL;

  return reply != NULL && take_token (self, reply);
}

static GBytes *
write_login (const KontorMedusaSecret *secret)
{
  char *text = kontor_shop_secret_write ("email", secret->email, "password", secret->password, NULL);

  return g_bytes_new_take (text, strlen (text));
}

static gboolean
await_login (KontorMedusaClient *self, GError **error)
{
  g_autoptr (GBytes) body = write_login (self->secret);
  const Job job = {
    .client = self, .method = (char *) "POST", .path = (char *) "auth/user/emailpass", .body = body, .anonymous = TRUE
  };
  g_autoptr (KontorMedusaReply) reply = await_once (&job, error);

  if (reply == NULL)
    return FALSE;
  if (take_token (self, reply))
    return TRUE;
  if (reply->http->status == 401)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_AUTH,
                         _("The shop does not know this e-mail address with this password."));
  else
    g_propagate_error (error, kontor_medusa_reply_to_error (reply));
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop let nobody in and did not say why."));
  return FALSE;
}

static DexFuture *
sign_in_fiber (gpointer data)
{
  g_autoptr (KontorMedusaClient) self = g_object_ref (data);
  GError *error = NULL;
  gboolean done = await_renewal (self) || await_login (self, &error);

  dex_clear (&self->signing_in);
  return done ? dex_future_new_true () : dex_future_new_for_error (error);
}

/* Those who ask meanwhile wait for the same. */
static DexFuture *
sign_in (KontorMedusaClient *self)
{
  if (self->signing_in == NULL) {
    self->signing_in = dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, sign_in_fiber,
                                            g_object_ref (self), g_object_unref);
    dex_future_disown (dex_ref (self->signing_in)); /* others may want it when the first one does not any more */
  }
  return dex_ref (self->signing_in);
}

/* --- Requests --- */

static gboolean
needs_token (const Job *job)
{
  const KontorMedusaSecret *secret = job->client->secret;

  return !job->anonymous && secret != NULL && secret->login == KONTOR_MEDUSA_LOGIN_PASSWORD;
}

/* Somebody may have changed the shop's keys, which ends all tokens; what is refused so was not done. */
static KontorMedusaReply *
await_reply (const Job *job, GError **error)
{
  g_autoptr (KontorMedusaReply) reply = NULL;
  g_autofree char *token = NULL;

  if (needs_token (job) && !is_good (job->client, MARGIN) && !dex_await (sign_in (job->client), error))
    return NULL;
  token = g_strdup (job->client->token);
  reply = await_once (job, error);
  if (reply == NULL || reply->http->status != 401 || !needs_token (job))
    return g_steal_pointer (&reply);
  if (g_strcmp0 (token, job->client->token) == 0)
    set_token (job->client, NULL);
  if (!is_good (job->client, MARGIN) && !dex_await (sign_in (job->client), error))
    return NULL;
  return await_once (job, error);
}

static DexFuture *
send_fiber (gpointer data)
{
  const Job *job = data;
  GError *error = NULL;
  KontorMedusaReply *reply = await_reply (job, &error);

  return reply != NULL ? dex_future_new_take_boxed (KONTOR_TYPE_MEDUSA_REPLY, reply) : dex_future_new_for_error (error);
}

DexFuture *
kontor_medusa_client_send (KontorMedusaClient *self, const KontorMedusaRequest *request)
{
  DexFuture *future;

  g_return_val_if_fail (KONTOR_IS_MEDUSA_CLIENT (self), NULL);
  g_return_val_if_fail (request != NULL && request->method != NULL && request->path != NULL, NULL);

  if (self->home == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "%s", _("That is no address of a shop."));
  future = dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK, send_fiber, job_new (self, request), job_free);
  if (!g_str_equal (request->method, "GET"))
    dex_future_disown (dex_ref (future));
  return future;
}

static DexFuture *
check_cb (DexFuture *future, gpointer data)
{
  KontorMedusaReply *reply = g_value_get_boxed (dex_future_get_value (future, NULL));
  GError *error = kontor_medusa_reply_to_error (reply);

  return error != NULL ? dex_future_new_for_error (error) : dex_ref (future);
}

DexFuture *
kontor_medusa_client_ask (KontorMedusaClient *self, const KontorMedusaRequest *request)
{
  return dex_future_then (kontor_medusa_client_send (self, request), check_cb, NULL, NULL);
}

DexFuture *
kontor_medusa_client_get (KontorMedusaClient *self, const char *format, ...)
{
  g_autofree char *path = NULL;
  va_list arguments;

  va_start (arguments, format);
  path = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return kontor_medusa_client_ask (self, &(KontorMedusaRequest) { .method = "GET", .path = path });
}

DexFuture *
kontor_medusa_client_download (KontorMedusaClient *self, const char *uri, gsize limit)
{
  g_return_val_if_fail (KONTOR_IS_MEDUSA_CLIENT (self) && uri != NULL, NULL);

  if (self->home == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "%s", _("That is no address of a shop."));
  return kontor_http_download (self->files, uri, limit);
}

static void
kontor_medusa_client_finalize (GObject *object)
{
  KontorMedusaClient *self = KONTOR_MEDUSA_CLIENT (object);

  dex_clear (&self->signing_in);
  g_clear_object (&self->http);
  g_clear_object (&self->files);
  g_clear_pointer (&self->secret, kontor_medusa_secret_free);
  g_free (self->token);
  g_free (self->home);
  G_OBJECT_CLASS (kontor_medusa_client_parent_class)->finalize (object);
}

static void
kontor_medusa_client_class_init (KontorMedusaClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_medusa_client_finalize;
}

static void
kontor_medusa_client_init (KontorMedusaClient *self)
{
}

/* Medusa itself speaks no https: on this computer it is taken as it comes. */
static char *
make_home (const char *address)
{
  static const char *const own[] = { "/app", "/admin", "/store", "/auth", "/health", NULL };
  g_autofree char *home = kontor_shop_address_normalise (address, own), *plain = NULL;

  if (home == NULL || kontor_shop_address_has_scheme (address))
    return g_steal_pointer (&home);
  plain = g_strconcat ("http", home + strlen ("https"), NULL);
  return kontor_http_is_loopback (plain) ? g_steal_pointer (&plain) : g_steal_pointer (&home);
}

KontorMedusaClient *
kontor_medusa_client_new (const char *address, const char *secret, GVariant *settings)
{
  KontorMedusaClient *self = g_object_new (KONTOR_TYPE_MEDUSA_CLIENT, NULL);
  g_autofree char *fingerprint = NULL;

  self->home = make_home (address);
  self->secret = secret != NULL ? kontor_medusa_secret_read (secret) : NULL;
  if (self->home == NULL)
    return self;
  if (settings != NULL)
    g_variant_lookup (settings, "fingerprint", "s", &fingerprint);
  self->http = kontor_http_new (self->home);
  self->files = kontor_http_new (self->home);
  kontor_http_set_fingerprint (self->http, fingerprint);
  kontor_http_set_fingerprint (self->files, fingerprint);
  if (self->secret != NULL && self->secret->login == KONTOR_MEDUSA_LOGIN_KEY)
    kontor_http_set_password (self->http, self->secret->password, "");
  return self;
}

const char *
kontor_medusa_client_get_home (KontorMedusaClient *self)
{
  g_return_val_if_fail (KONTOR_IS_MEDUSA_CLIENT (self), NULL);

  return self->home;
}

const KontorMedusaSecret *
kontor_medusa_client_get_secret (KontorMedusaClient *self)
{
  g_return_val_if_fail (KONTOR_IS_MEDUSA_CLIENT (self), NULL);

  return self->secret;
}

gint64
kontor_medusa_client_get_time (KontorMedusaClient *self)
{
  g_return_val_if_fail (KONTOR_IS_MEDUSA_CLIENT (self), 0);

  return g_get_real_time () / 1000 + (self->http != NULL ? kontor_http_get_clock_offset (self->http) : 0);
}
