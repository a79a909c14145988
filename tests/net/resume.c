#include <glib/gstdio.h>

#include "kontor-error.h"
#include "kontor-http.h"

/* Asks a server twice in one process, as two accounts would: one whose person confirmed the certificate, and one without.
   As GLib's TLS resumes no session in its tests, this is not one of them: tests/net/resume.py looks at what it prints. */

typedef struct {
  const char *address;
  GMainLoop *loop;
} Asking;

static char *
await_visit (const char *address, const char *path, const char *fingerprint)
{
  g_autoptr (KontorHttp) http = kontor_http_new (address);
  g_autofree char *uri = g_strconcat (address, path, NULL);
  g_autoptr (KontorHttpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  kontor_http_set_password (http, "me", "mine");
  kontor_http_set_fingerprint (http, fingerprint);
  reply = dex_await_boxed (kontor_http_send (http, &(KontorHttpRequest) { .method = "GET", .uri = uri }), &error);
  g_print ("%s %s\n", path, reply != NULL ? "answered" : g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_AUTH) ? "refused"
                                                                                                                  : error->message);
  return g_strdup (kontor_error_get_fingerprint (error));
}

static DexFuture *
ask (gpointer data)
{
  Asking *asking = data;
  g_autofree char *fingerprint = await_visit (asking->address, "/unknown", NULL);
  g_autofree char *none = await_visit (asking->address, "/confirmed", fingerprint);
  g_autofree char *again = await_visit (asking->address, "/other", NULL);
  g_autofree char *last = await_visit (asking->address, "/confirmed-again", fingerprint);

  g_print ("%s\n", g_strcmp0 (fingerprint, again) == 0 ? "same" : "different");
  g_main_loop_quit (asking->loop);
  return dex_future_new_true ();
}

int
main (int argc, char **argv)
{
  Asking asking = { argv[1], g_main_loop_new (NULL, FALSE) };

  dex_init ();
  dex_future_disown (dex_scheduler_spawn (NULL, 0, ask, &asking, NULL));
  g_main_loop_run (asking.loop);
  g_main_loop_unref (asking.loop);
  return 0;
}
