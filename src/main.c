#include "config.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>

#include "kontor-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (KontorApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  dex_init ();
  application = kontor_application_new (G_APPLICATION_DEFAULT_FLAGS);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
