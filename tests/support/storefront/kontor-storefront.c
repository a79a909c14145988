#include "kontor-storefront.h"

#include "storefront-faults.h"
#include "storefront-server.h"
#include "storefront-tls.h"

#include <string.h>

#define YEAR (G_GINT64_CONSTANT (365) * 86400)

/* Something that is done on the shop's thread while another one waits. */
typedef struct {
  KontorStorefront *shop;
  void (*func) (KontorStorefront *shop, gpointer data);
  gpointer data;
  GMutex mutex;
  GCond cond;
  gboolean is_done;
} Call;

typedef struct {
  GTlsCertificate *certificate;
  GError *error;
  gboolean is_open;
} Opening;

typedef struct {
  const char *method;
  const char *path;
  const char *body;
  guint status;
  char *answer;
} Question;

typedef struct {
  const char *what;
  guint count;
} Count;

static gboolean
on_call (gpointer data)
{
  Call *call = data;

  call->func (call->shop, call->data);
  g_mutex_lock (&call->mutex);
  call->is_done = TRUE;
  g_cond_signal (&call->cond);
  g_mutex_unlock (&call->mutex);
  return G_SOURCE_REMOVE;
}

static void
call (KontorStorefront *self, void (*func) (KontorStorefront *, gpointer), gpointer data)
{
  Call waiting = { .shop = self, .func = func, .data = data };
  g_autoptr (GSource) source = g_idle_source_new ();

  g_mutex_init (&waiting.mutex);
  g_cond_init (&waiting.cond);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_call, &waiting, NULL);
  g_source_attach (source, self->context);
  g_mutex_lock (&waiting.mutex);
  while (!waiting.is_done)
    g_cond_wait (&waiting.cond, &waiting.mutex);
  g_mutex_unlock (&waiting.mutex);
  g_mutex_clear (&waiting.mutex);
  g_cond_clear (&waiting.cond);
}

static gpointer
run (gpointer data)
{
  KontorStorefront *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  /* Only now: libsoup lets go of a connection whose handshake is under way, and its end would find it gone. */
  storefront_unlisten (self);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
open_shop (KontorStorefront *self, gpointer data)
{
  Opening *opening = data;

  opening->is_open = storefront_listen (self, opening->certificate, &opening->error);
  if (!opening->is_open)
    return;
  storefront_load_settings (self);
  storefront_fill_products (self);
  storefront_fill_people (self);
  storefront_fill_orders (self, self->options.n_orders, YEAR);
}

static void
close_shop (KontorStorefront *self, gpointer data)
{
  g_main_loop_quit (self->loop);
}

static void
take_options (KontorStorefront *self, const KontorStorefrontOptions *options)
{
  self->options = *options;
  self->time_zone_name = g_strdup (options->time_zone != NULL ? options->time_zone : "America/New_York");
  self->currency = g_strdup (options->currency != NULL ? options->currency : "USD");
  self->version = g_strdup (options->version != NULL ? options->version : "10.5.0");
  self->decimals = options->decimals == 0 ? 2 : (guint) MAX (options->decimals, 0);
  self->time_zone = g_time_zone_new_identifier (self->time_zone_name);
  if (self->time_zone == NULL)
    self->time_zone = g_time_zone_new_utc ();
  self->random = g_rand_new_with_seed (options->seed);
}

KontorStorefront *
kontor_storefront_new (const KontorStorefrontOptions *options, GError **error)
{
  g_autoptr (KontorStorefront) self = g_new0 (KontorStorefront, 1);
  g_autoptr (GTlsCertificate) certificate = NULL;
  Opening opening = { 0 };

  take_options (self, options);
  self->store = storefront_store_new ();
  self->log = g_string_new (NULL);
  self->faults = storefront_faults_parse (NULL, NULL);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->nonces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) yyjson_mut_doc_free);
  storefront_make_credentials (self);
  certificate = storefront_make_certificate (self, error);
  if (certificate == NULL)
    return NULL;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("storefront", run, self);
  opening.certificate = certificate;
  call (self, open_shop, &opening);
  if (opening.is_open)
    return g_steal_pointer (&self);
  g_propagate_error (error, opening.error);
  return NULL;
}

static void
end_thread (KontorStorefront *self)
{
  if (self->thread == NULL)
    return;
  call (self, close_shop, NULL);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
}

void
kontor_storefront_free (KontorStorefront *self)
{
  end_thread (self);
  storefront_store_free (self->store);
  storefront_faults_free (self->faults);
  g_hash_table_unref (self->counts);
  g_hash_table_unref (self->nonces);
  g_hash_table_unref (self->settings);
  for (guint i = 0; i < G_N_ELEMENTS (self->users); i++) {
    g_free (self->users[i]);
    g_free (self->passwords[i]);
    g_free (self->keys[i]);
    g_free (self->secrets[i]);
  }
  g_time_zone_unref (self->time_zone);
  g_rand_free (self->random);
  g_free (self->time_zone_name);
  g_free (self->currency);
  g_free (self->version);
  g_free (self->address);
  g_free (self->plain_address);
  g_free (self->authority);
  g_free (self->certificate);
  g_free (self->fingerprint);
  g_string_free (self->log, TRUE);
  g_free (self);
}

const char *
kontor_storefront_get_address (KontorStorefront *self)
{
  return self->address;
}

const char *
kontor_storefront_get_plain_address (KontorStorefront *self)
{
  return self->plain_address;
}

const char *
kontor_storefront_get_authority (KontorStorefront *self)
{
  return self->authority;
}

const char *
kontor_storefront_get_certificate (KontorStorefront *self)
{
  return self->certificate;
}

const char *
kontor_storefront_get_fingerprint (KontorStorefront *self)
{
  return self->fingerprint;
}

const char *
kontor_storefront_get_user (KontorStorefront *self, KontorStorefrontUser user)
{
  return self->users[user];
}

const char *
kontor_storefront_get_password (KontorStorefront *self, KontorStorefrontUser user)
{
  return self->passwords[user];
}

const char *
kontor_storefront_get_key (KontorStorefront *self, KontorStorefrontKey key)
{
  return self->keys[key];
}

const char *
kontor_storefront_get_secret (KontorStorefront *self, KontorStorefrontKey key)
{
  return self->secrets[key];
}

/* Counts a thing, and the request that it is of by each beginning of its path. */
void
storefront_count (KontorStorefront *self, const char *what)
{
  guint count = GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, what));

  g_hash_table_insert (self->counts, g_strdup (what), GUINT_TO_POINTER (count + 1));
}

static void
answer_question (KontorStorefront *self, gpointer data)
{
  Question *question = data;
  g_auto (GStrv) parts = g_strsplit (question->path, "?", 2);
  g_autoptr (StorefrontRequest) request = storefront_request_new (self, question->method, parts[0], parts[1]);
  g_autoptr (GBytes) body = g_bytes_new (question->body, question->body != NULL ? strlen (question->body) : 0);

  request->secure = TRUE;
  request->user = KONTOR_STOREFRONT_ADMIN + 1;
  storefront_request_set_body (request, body);
  storefront_route (request);
  question->status = request->status;
  question->answer = g_strdup (request->answer->str);
}

char *
kontor_storefront_ask (KontorStorefront *self, const char *method, const char *path, const char *body, guint *status)
{
  Question question = { .method = method, .path = path, .body = body };

  call (self, answer_question, &question);
  if (status != NULL)
    *status = question.status;
  return question.answer;
}

static void
buy (KontorStorefront *self, gpointer data)
{
  for (guint i = 0; i < GPOINTER_TO_UINT (data); i++)
    storefront_place_order (self, kontor_storefront_get_now (self), FALSE);
}

void
kontor_storefront_buy (KontorStorefront *self, guint n_orders)
{
  call (self, buy, GUINT_TO_POINTER (n_orders));
}

static void
take_faults (KontorStorefront *self, gpointer data)
{
  storefront_faults_free (self->faults);
  self->faults = data;
}

gboolean
kontor_storefront_set_faults (KontorStorefront *self, const char *faults, GError **error)
{
  StorefrontFaults *parsed = storefront_faults_parse (faults, error);

  if (parsed != NULL)
    call (self, take_faults, parsed);
  return parsed != NULL;
}

static void
take_skew (KontorStorefront *self, gpointer data)
{
  self->skew = *(gint64 *) data;
}

void
kontor_storefront_set_skew (KontorStorefront *self, gint64 seconds)
{
  call (self, take_skew, &seconds);
}

static void
read_count (KontorStorefront *self, gpointer data)
{
  Count *count = data;
  GHashTableIter iter;
  gpointer what, n;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &what, &n))
    if (g_str_equal (what, count->what) || (strchr (count->what, ' ') != NULL && g_str_has_prefix (what, count->what)))
      count->count += GPOINTER_TO_UINT (n);
}

guint
kontor_storefront_count (KontorStorefront *self, const char *what)
{
  Count count = { .what = what };

  call (self, read_count, &count);
  return count.count;
}

static void
copy_log (KontorStorefront *self, gpointer data)
{
  *(char **) data = g_strdup (self->log->str);
}

char *
kontor_storefront_dup_log (KontorStorefront *self)
{
  char *log = NULL;

  call (self, copy_log, &log);
  return log;
}

static void
forget_counts (KontorStorefront *self, gpointer data)
{
  g_string_truncate (self->log, 0);
  g_hash_table_remove_all (self->counts);
}

void
kontor_storefront_reset_counts (KontorStorefront *self)
{
  call (self, forget_counts, NULL);
}
