#include "fake-browser.h"

#include <glib/gstdio.h>

#include "kontor-test.h"

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (parent, 0700);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static char *
get_note (void)
{
  return g_build_filename (g_get_user_data_dir (), "opened", NULL);
}

/* It writes down what it is to open, whole at once. */
void
fake_browser_install (void)
{
  const char *home = g_get_user_data_dir ();
  g_autofree char *program = g_build_filename (home, "fake-browser", NULL);
  g_autofree char *note = get_note ();
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\nprintf %%s \"$1\" >'%s.part'\nmv '%s.part' '%s'\n", note, note, note);
  g_autofree char *entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Fake Browser\nExec=%s %%u\n"
                                            "MimeType=x-scheme-handler/https;x-scheme-handler/http;\n",
                                            program);

  write_file (home, "fake-browser", script);
  g_assert_cmpint (g_chmod (program, 0700), ==, 0);
  write_file (home, "applications/fake-browser.desktop", entry);
  write_file (g_get_user_config_dir (), "mimeapps.list",
              "[Default Applications]\nx-scheme-handler/https=fake-browser.desktop\n"
              "x-scheme-handler/http=fake-browser.desktop\n");
}

char *
fake_browser_await (void)
{
  g_autofree char *note = get_note ();
  char *uri = NULL;

  for (guint i = 0; i < 30000 && !g_file_get_contents (note, &uri, NULL, NULL); i++)
    dex_await (dex_timeout_new_msec (1), NULL);
  g_assert_nonnull (uri);
  g_unlink (note);
  return uri;
}
