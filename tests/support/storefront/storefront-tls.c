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

static gboolean
make_authority (const char *folder, GError **error)
{
  static const char *const arguments[] = {
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
    "-keyout",
    "authority.key",
    "-out",
    "authority.pem",
    "-subj",
    "/CN=Storefront test authority",
    "-addext",
    "basicConstraints=critical,CA:TRUE",
    "-addext",
    "keyUsage=critical,keyCertSign,cRLSign",
    NULL,
  };

  return run (folder, arguments, error);
}

static gboolean
make_signed (const char *folder, GError **error)
{
  static const char *const arguments[] = {
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
    "-keyout",
    "server.key",
    "-out",
    "server.pem",
    "-subj",
    "/CN=127.0.0.1",
    "-CA",
    "authority.pem",
    "-CAkey",
    "authority.key",
    "-addext",
    "basicConstraints=critical,CA:FALSE",
    "-addext",
    "subjectAltName=IP:127.0.0.1,DNS:localhost",
    NULL,
  };

  return run (folder, arguments, error);
}

static gboolean
make_self_signed (const char *folder, GError **error)
{
  static const char *const arguments[] = {
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
    "-keyout",
    "server.key",
    "-out",
    "server.pem",
    "-subj",
    "/CN=127.0.0.1",
    "-addext",
    "subjectAltName=IP:127.0.0.1,DNS:localhost",
    NULL,
  };

  return run (folder, arguments, error);
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
  gboolean is_made;

  if (folder == NULL)
    return NULL;
  is_made = self->options.self_signed ? make_self_signed (folder, error)
                                      : make_authority (folder, error) && make_signed (folder, error);
  if (is_made)
    certificate = read_certificate (self, folder, error);
  remove_folder (folder);
  if (certificate != NULL)
    self->fingerprint = make_fingerprint (certificate);
  return certificate;
}
