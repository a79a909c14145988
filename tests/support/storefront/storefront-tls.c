/* The certificate of a shop: signed by an authority that was made for it, or by itself. */
#include "storefront-tls.h"

#include <glib/gstdio.h>

static gboolean
run (const char *folder, const char *const *arguments, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;

  g_subprocess_launcher_set_cwd (launcher, folder);
  process = g_subprocess_launcher_spawnv (launcher, arguments, error);
  return process != NULL && g_subprocess_wait_check (process, NULL, error);
}

/* Writes NAME.key and NAME.pem. @more: what else openssl is told, ended by NULL */
static gboolean
make (const char *folder, const char *name, const char *subject, const char *const *more, GError **error)
{
  static const char *const command[] = {
    "openssl",
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-days",
    "30",
  };
  g_autofree char *key = g_strconcat (name, ".key", NULL);
  g_autofree char *certificate = g_strconcat (name, ".pem", NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (command); i++)
    g_strv_builder_add (builder, command[i]);
  g_strv_builder_add_many (builder, "-keyout", key, "-out", certificate, "-subj", subject, NULL);
  g_strv_builder_addv (builder, (const char **) more);
  arguments = g_strv_builder_end (builder);
  return run (folder, (const char *const *) arguments, error);
}

#define NAMES "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:shop.example"

static gboolean
make_files (const char *folder, gboolean is_self_signed, GError **error)
{
  static const char *const authority[] = {
    "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign", NULL
  };
  static const char *const signature[] = {
    "-CA", "authority.pem", "-CAkey", "authority.key", "-addext", "basicConstraints=critical,CA:FALSE", NAMES, NULL
  };
  static const char *const names[] = { NAMES, NULL };

  if (is_self_signed)
    return make (folder, "server", "/CN=127.0.0.1", names, error);
  return make (folder, "authority", "/CN=Storefront test authority", authority, error) &&
         make (folder, "server", "/CN=127.0.0.1", signature, error);
}

static void
remove_folder (const char *folder)
{
  static const char *const files[] = { "authority.key", "authority.pem", "server.key", "server.pem" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autofree char *path = g_build_filename (folder, files[i], NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

static GTlsCertificate *
read_certificate (KontorStorefront *self, const char *folder, GError **error)
{
  g_autofree char *certificate = g_build_filename (folder, "server.pem", NULL);
  g_autofree char *key = g_build_filename (folder, "server.key", NULL);
  g_autofree char *authority =
      g_build_filename (folder, self->options.self_signed ? "server.pem" : "authority.pem", NULL);

  if (!g_file_get_contents (certificate, &self->certificate, NULL, error) ||
      !g_file_get_contents (authority, &self->authority, NULL, error))
    return NULL;
  return g_tls_certificate_new_from_files (certificate, key, error);
}

static char *
make_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) bytes = NULL;

  g_object_get (certificate, "certificate", &bytes, NULL);
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes->data, bytes->len);
}

/* Also sets the shop's "certificate", "fingerprint" and "authority". */
GTlsCertificate *
storefront_make_certificate (KontorStorefront *self, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("storefront-XXXXXX", error);
  GTlsCertificate *certificate = NULL;

  if (folder == NULL)
    return NULL;
  if (make_files (folder, self->options.self_signed, error))
    certificate = read_certificate (self, folder, error);
  remove_folder (folder);
  if (certificate != NULL)
    self->fingerprint = make_fingerprint (certificate);
  return certificate;
}
