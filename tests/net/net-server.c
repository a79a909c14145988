#include "net-server.h"

#include <string.h>

typedef struct {
  NetServer *server;
  NetAnswer answer;
} Handler;

static void
answer_cb (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Handler *handler = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  g_ptr_array_add (handler->server->asked, g_strdup_printf ("%s %s", soup_server_message_get_method (message), path));
  g_set_str (&handler->server->authorization, soup_message_headers_get_one (headers, "Authorization"));
  handler->answer (message, path);
}

NetServer *
net_server_new (NetAnswer answer, GTlsCertificate *certificate)
{
  NetServer *self = g_new0 (NetServer, 1);
  Handler *handler = g_new0 (Handler, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  handler->server = self;
  handler->answer = answer;
  self->asked = g_ptr_array_new_with_free_func (g_free);
  self->soup = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (self->soup, NULL, answer_cb, handler, g_free);
  soup_server_listen_local (self->soup, 0,
                            SOUP_SERVER_LISTEN_IPV4_ONLY | (certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0), &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->soup);
  self->origin = g_strdup_printf ("%s://127.0.0.1:%d", certificate != NULL ? "https" : "http", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

void
net_server_free (NetServer *self)
{
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  g_ptr_array_unref (self->asked);
  g_free (self->origin);
  g_free (self->authorization);
  g_free (self);
}

void
net_server_say (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

void
net_server_cut (SoupServerMessage *message)
{
  g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, NULL);
}
