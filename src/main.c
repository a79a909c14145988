#include "config.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>
#include <malloc.h>

#include "kontor-application.h"
#include "kontor-cli-owner.h"
#include "register.h"

/* The owner of the database carries out what kontorctl hands it. */
static void
serve_kontorctl (KontorApplication *application, GParamSpec *pspec, guint *owner)
{
  KontorEngine *engine = kontor_application_get_engine (application);

  if (*owner != 0)
    kontor_cli_owner_unexport (*owner);
  *owner = engine != NULL ? kontor_cli_owner_export (engine, kontor_connector_list_factories ()) : 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (KontorApplication) application = NULL;
  guint owner = 0;

#ifdef M_MMAP_THRESHOLD
  /* The ids of a long list come and go whole: in places of their own they are given back, where glibc's heap would keep 80 MB. */
  mallopt (M_MMAP_THRESHOLD, 1024 * 1024);
#endif
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  dex_init ();
  application = kontor_application_new (kontor_connector_list_factories (), G_APPLICATION_HANDLES_OPEN);
  g_signal_connect (application, "notify::engine", G_CALLBACK (serve_kontorctl), &owner);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
