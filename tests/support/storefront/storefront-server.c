/* From the wire to the routes and back, with the faults and the pace between. */
#include "storefront-server.h"

#include "storefront-faults.h"

#include <string.h>

#define SLOTS 2

struct _StorefrontPace {
  GPtrArray *running; /* of Exchange */
  GQueue waiting;
};

/* A request between its arrival and its answer. */
typedef struct {
  KontorStorefront *shop;
  SoupServerMessage *message;
  StorefrontRequest *request;
  StorefrontStroke stroke;
  char *path;
  gboolean is_api;
} Exchange;

static void start_next (KontorStorefront *shop);

static void
exchange_free (Exchange *exchange)
{
  storefront_request_free (exchange->request);
  g_object_unref (exchange->message);
  g_free (exchange->path);
  g_free (exchange);
}

/* What "inventory_delta" will be added to is read now. */
static void
note_stock (StorefrontRequest *request)
{
  g_auto (GStrv) words = NULL;
  yyjson_val *item;
  size_t at, n;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (request->body == NULL || !g_str_has_prefix (request->path, "wc/v3/products"))
    return;
  words = g_strsplit (request->path, "/", -1);
  for (guint i = 0; words[i] != NULL; i++) {
    gint64 id = g_ascii_strtoll (words[i], NULL, 10);

    if (id != 0)
      g_array_append_val (ids, id);
  }
  yyjson_arr_foreach (yyjson_obj_get (request->body, "update"), at, n, item) {
    gint64 id = json_body_int (item, "id");

    g_array_append_val (ids, id);
  }
  request->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    gint64 stock = storefront_get_stock (request->shop, id);

    g_hash_table_insert (request->seen, g_memdup2 (&id, sizeof id), g_memdup2 (&stock, sizeof stock));
  }
}

static void
count_request (StorefrontRequest *request)
{
  g_autofree char *what = g_strdup_printf ("%s %s", request->method, request->path);

  storefront_count (request->shop, "requests");
  storefront_count (request->shop, what);
}

static void
shift_list (KontorStorefront *shop, StorefrontFaultKind kind, const char *path)
{
  GPtrArray *all =
      storefront_get_all (shop, g_str_has_prefix (path, "wc/v3/orders") ? STOREFRONT_ORDER : STOREFRONT_PRODUCT);

  if (kind == STOREFRONT_FAULT_SHIFT)
    storefront_place_order (shop, kontor_storefront_get_now (shop), FALSE);
  for (guint i = all->len; kind == STOREFRONT_FAULT_SHRINK && i > 0; i--) {
    StorefrontObject *object = g_ptr_array_index (all, i - 1);
    g_autoptr (JsonDoc) doc = storefront_load (object);

    if (g_strcmp0 (object->status, "trash") == 0)
      continue;
    json_put_text (doc, yyjson_mut_doc_get_root (doc), "status", "trash");
    storefront_touch (shop, doc);
    storefront_save (shop, object, doc);
    return;
  }
}

static void
do_deed (Exchange *exchange)
{
  StorefrontRequest *request = exchange->request;

  if (!exchange->is_api) {
    storefront_answer_page (request, exchange->path, soup_server_message_get_uri (exchange->message));
    return;
  }
  if (exchange->stroke.kind == STOREFRONT_FAULT_SHIFT || exchange->stroke.kind == STOREFRONT_FAULT_SHRINK)
    shift_list (exchange->shop, exchange->stroke.kind, request->path);
  count_request (request);
  if (storefront_authenticate (request))
    storefront_route (request);
}

static void
fail_as_page (StorefrontRequest *request, guint status, const char *what)
{
  g_autofree char *page = g_strdup_printf ("<!DOCTYPE html>\n<html><head><title>WordPress &rsaquo; Error</title></head>"
                                           "<body><div class=\"wp-die-message\"><p>%s</p></div></body></html>",
                                           what);

  storefront_reply_page (request, status, page);
}

/* What the shop answers instead of doing anything. FALSE where it does its deed. */
static gboolean
answer_instead (Exchange *exchange)
{
  StorefrontRequest *request = exchange->request;
  g_autofree char *wait = g_strdup_printf ("%" G_GINT64_FORMAT, exchange->stroke.value);

  switch (exchange->stroke.kind) {
  case STOREFRONT_FAULT_RATE_LIMIT:
    soup_message_headers_replace (request->more, "Retry-After", wait);
    storefront_fail (request, 429, "too_many_requests", "Too many requests.");
    return TRUE;
  case STOREFRONT_FAULT_ERROR:
    storefront_fail (request, 500, "internal_server_error", "<p>There has been a critical error on this website.</p>");
    return TRUE;
  case STOREFRONT_FAULT_HTML:
    fail_as_page (request, 200, "Checking your browser before you go on.");
    return TRUE;
  case STOREFRONT_FAULT_MAINTENANCE:
    soup_message_headers_replace (request->more, "Retry-After", "600");
    fail_as_page (request, 503, "Briefly unavailable for scheduled maintenance. Check back in a minute.");
    return TRUE;
  case STOREFRONT_FAULT_LOST_BEFORE:
    return TRUE;
  case STOREFRONT_FAULT_NONE:
  case STOREFRONT_FAULT_SLOW:
  case STOREFRONT_FAULT_LOST_AFTER:
  case STOREFRONT_FAULT_CUT:
  case STOREFRONT_FAULT_FAILED_AFTER:
  case STOREFRONT_FAULT_TRUNCATED:
  case STOREFRONT_FAULT_GARBAGE:
  case STOREFRONT_FAULT_SHIFT:
  case STOREFRONT_FAULT_SHRINK:
    return FALSE;
  }
  g_assert_not_reached ();
}

static void
spoil_answer (Exchange *exchange)
{
  GString *answer = exchange->request->answer;
  const char *quote;

  if (exchange->stroke.kind == STOREFRONT_FAULT_FAILED_AFTER)
    fail_as_page (exchange->request, 500, "There has been a critical error on this website.");
  if (exchange->stroke.kind == STOREFRONT_FAULT_TRUNCATED)
    g_string_truncate (answer, answer->len / 2);
  if (exchange->stroke.kind != STOREFRONT_FAULT_GARBAGE)
    return;
  quote = strstr (answer->str, ":\"");
  if (quote != NULL)
    g_string_insert_len (answer, quote + 2 - answer->str, "\xff\xfe", 2);
}

/* Ends the connection without an answer, or with the first half of one. */
static void
hang_up (Exchange *exchange)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (exchange->message);
  GString *answer = exchange->request->answer;
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
                                           exchange->request->type, answer->len);

  if (stream == NULL)
    return;
  if (exchange->stroke.kind == STOREFRONT_FAULT_CUT) {
    GOutputStream *out = g_io_stream_get_output_stream (stream);

    g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL);
    g_output_stream_write_all (out, answer->str, answer->len / 2, NULL, NULL, NULL);
  }
  g_io_stream_close (stream, NULL, NULL);
}

static gboolean
is_lost (const Exchange *exchange)
{
  return exchange->stroke.kind == STOREFRONT_FAULT_LOST_BEFORE ||
         exchange->stroke.kind == STOREFRONT_FAULT_LOST_AFTER || exchange->stroke.kind == STOREFRONT_FAULT_CUT;
}

static void
copy_header (const char *name, const char *value, gpointer headers)
{
  soup_message_headers_append (headers, name, value);
}

static void
send (Exchange *exchange)
{
  StorefrontRequest *request = exchange->request;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (exchange->message);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (kontor_storefront_get_now (exchange->shop));
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  gsize size = request->answer->len;

  soup_message_headers_foreach (request->more, copy_header, headers);
  soup_message_headers_replace (headers, "Date", date);
  soup_server_message_set_status (exchange->message, request->status, NULL);
  soup_server_message_set_response (exchange->message, request->type, SOUP_MEMORY_TAKE,
                                    g_string_free (request->answer, FALSE), size);
  request->answer = g_string_new (NULL);
  soup_server_message_unpause (exchange->message);
}

static void
finish (gpointer data)
{
  Exchange *exchange = data;
  KontorStorefront *shop = exchange->shop;

  if (is_lost (exchange))
    hang_up (exchange);
  else
    send (exchange);
  g_ptr_array_remove (shop->pace->running, exchange);
  exchange_free (exchange);
  start_next (shop);
}

static void
after (KontorStorefront *shop, guint milliseconds, GSourceOnceFunc func, gpointer data)
{
  g_autoptr (GSource) source = milliseconds == 0 ? g_idle_source_new () : g_timeout_source_new (milliseconds);

  g_source_set_callback (source, (GSourceFunc) (void (*) (void)) func, data, NULL);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_attach (source, shop->context);
}

/* A read is answered as the shop was when it began; a write does its deed at the end of its time. */
static gboolean
answer_now (Exchange *exchange)
{
  if (!answer_instead (exchange)) {
    do_deed (exchange);
    spoil_answer (exchange);
  }
  return G_SOURCE_REMOVE;
}

static gboolean
finish_write (gpointer data)
{
  answer_now (data);
  finish (data);
  return G_SOURCE_REMOVE;
}

static gboolean
finish_read (gpointer data)
{
  finish (data);
  return G_SOURCE_REMOVE;
}

static gboolean
reads (const Exchange *exchange)
{
  return g_str_equal (exchange->request->method, "GET") || g_str_equal (exchange->request->method, "HEAD");
}

static void
log_request (Exchange *exchange)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (exchange->message));

  g_string_append_printf (exchange->shop->log, "%s %s%s%s\n", exchange->request->method, exchange->request->path,
                          query != NULL ? "?" : "", query != NULL ? query : "");
}

static void
start (Exchange *exchange)
{
  KontorStorefront *shop = exchange->shop;
  guint cost;

  g_ptr_array_add (shop->pace->running, exchange);
  storefront_count (shop, "arrivals");
  if (exchange->is_api)
    log_request (exchange);
  note_stock (exchange->request);
  if (reads (exchange))
    answer_now (exchange);
  cost = shop->options.paced && exchange->is_api ? storefront_pace_cost (exchange->request) : 0;
  after (shop, cost + exchange->stroke.delay,
         (GSourceOnceFunc) (void (*) (void)) (reads (exchange) ? finish_read : finish_write), exchange);
}

static void
start_next (KontorStorefront *shop)
{
  while (!g_queue_is_empty (&shop->pace->waiting) && (!shop->options.paced || shop->pace->running->len < SLOTS))
    start (g_queue_pop_head (&shop->pace->waiting));
}

static Exchange *
exchange_new (KontorStorefront *shop, SoupServerMessage *message, gboolean is_secure)
{
  Exchange *exchange = g_new0 (Exchange, 1);
  GUri *uri = soup_server_message_get_uri (message);
  g_autoptr (StorefrontRequest) query = storefront_request_new (shop, "GET", "", g_uri_get_query (uri));
  g_autofree char *api = NULL;
  g_autoptr (GBytes) body = NULL;

  exchange->shop = shop;
  exchange->message = g_object_ref (message);
  exchange->path = g_strdup (g_uri_get_path (uri));
  api = storefront_api_path (shop, exchange->path, storefront_request_get (query, "rest_route"));
  exchange->is_api = api != NULL;
  exchange->request = storefront_request_new (shop, soup_server_message_get_method (message), api != NULL ? api : "",
                                              g_uri_get_query (uri));
  g_hash_table_remove (exchange->request->query, "rest_route");
  exchange->request->headers = soup_server_message_get_request_headers (message);
  exchange->request->secure = is_secure && !shop->options.proxied;
  body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  storefront_request_set_body (exchange->request, body);
  if (exchange->is_api)
    exchange->stroke =
        storefront_faults_strike (shop->faults, shop->random, exchange->request->method, exchange->request->path);
  return exchange;
}

static void
receive (KontorStorefront *shop, SoupServerMessage *message, gboolean is_secure)
{
  Exchange *exchange = exchange_new (shop, message, is_secure);

  soup_server_message_pause (message);
  g_queue_push_tail (&shop->pace->waiting, exchange);
  start_next (shop);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer user_data)
{
  KontorStorefront *shop = user_data;

  receive (shop, message, server == shop->server);
}

static SoupServer *
listen_on (KontorStorefront *self, GTlsCertificate *certificate, guint16 port, char **address, GError **error)
{
  g_autoptr (SoupServer) server = soup_server_new ("server-header", "nginx", "tls-certificate", certificate, NULL);
  g_autoptr (GSocketAddress) socket = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GSList) uris = NULL;

  soup_server_add_handler (server, NULL, on_request, self, NULL);
  if (!soup_server_listen (server, socket, certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0, error))
    return NULL;
  uris = soup_server_get_uris (server);
  *address = g_strdup_printf ("%s://127.0.0.1:%d", certificate != NULL ? "https" : "http", g_uri_get_port (uris->data));
  g_slist_foreach (uris, (GFunc) (void (*) (void)) g_uri_unref, NULL);
  return g_steal_pointer (&server);
}

gboolean
storefront_listen (KontorStorefront *self, GTlsCertificate *certificate, GError **error)
{
  self->pace = g_new0 (StorefrontPace, 1);
  self->pace->running = g_ptr_array_new ();
  self->server = listen_on (self, certificate, self->options.port, &self->address, error);
  if (self->server == NULL)
    return FALSE;
  self->plain_server = listen_on (self, NULL, self->options.plain_port, &self->plain_address, error);
  return self->plain_server != NULL;
}

static void
close_server (SoupServer **server)
{
  if (*server != NULL)
    soup_server_disconnect (*server);
  g_clear_object (server);
}

/* Requests that wait or are under way are dropped; the loop turns no more, so none of them ends. */
void
storefront_unlisten (KontorStorefront *self)
{
  g_queue_clear_full (&self->pace->waiting, (GDestroyNotify) exchange_free);
  g_ptr_array_set_free_func (self->pace->running, (GDestroyNotify) exchange_free);
  g_clear_pointer (&self->pace->running, g_ptr_array_unref);
  close_server (&self->server);
  close_server (&self->plain_server);
  g_clear_pointer (&self->pace, g_free);
}
