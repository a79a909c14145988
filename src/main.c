#include "config.h"

#include <glib/gi18n.h>
#include <libdex.h>
#include <locale.h>
#include <malloc.h>

#include "kontor-application.h"

int
main (int argc, char **argv)
{
  g_autoptr (KontorApplication) application = NULL;

#ifdef M_MMAP_THRESHOLD
  /* The ids of a long list come and go whole: in places of their own they are given back, where glibc's heap would keep 80 MB. */
  mallopt (M_MMAP_THRESHOLD, 1024 * 1024);
#endif
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  dex_init ();
  application = kontor_application_new (G_APPLICATION_DEFAULT_FLAGS);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
