#include <glib/gi18n.h>
#include <locale.h>
#include <unistd.h>

#include "config.h"
#include "kontor-cli.h"
#include "register.h"

typedef struct {
  GMainLoop *loop;
  int status;
} Run;

static DexFuture *
done (DexFuture *future, gpointer data)
{
  Run *run = data;
  const GValue *status = dex_future_get_value (future, NULL);

  run->status = status != NULL ? g_value_get_int (status) : KONTOR_EXIT_FAILED;
  g_main_loop_quit (run->loop);
  return NULL;
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *folder = g_get_current_dir ();
  Run run = { loop, KONTOR_EXIT_FAILED };
  KontorCliRequest *request;
  DexFuture *future;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("kontorctl");
  dex_init ();

  request = kontor_cli_request_new ((const char *const *) argv, folder, kontor_connector_list_factories (),
                                    dup (STDIN_FILENO), dup (STDOUT_FILENO), dup (STDERR_FILENO));
  future = dex_future_finally (kontor_cli_run (request, NULL), done, &run, NULL);
  g_main_loop_run (loop);
  dex_unref (future);
  return run.status;
}
