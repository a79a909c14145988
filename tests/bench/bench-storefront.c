#include "bench-storefront.h"

#include <string.h>

struct _BenchStorefront {
  GSubprocess *process;
  GDataInputStream *answers;
  char *address;
  char *password;
  char *fingerprint;
};

static void
tell (BenchStorefront *self, const char *order)
{
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), order, strlen (order), NULL, NULL, NULL);
}

static void
take (char **field, const char *line, const char *prefix)
{
  if (g_str_has_prefix (line, prefix))
    g_set_str (field, line + strlen (prefix));
}

static gboolean
read_welcome (BenchStorefront *self, GError **error)
{
  char *line;

  while ((line = g_data_input_stream_read_line_utf8 (self->answers, NULL, NULL, error)) != NULL) {
    g_autofree char *owned = line;

    take (&self->address, line, "address ");
    take (&self->password, line, "user admin, application password ");
    take (&self->fingerprint, line, "fingerprint ");
    if (g_str_equal (line, "ready"))
      return TRUE;
  }
  if (*error == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The storefront did not open");
  return FALSE;
}

BenchStorefront *
bench_storefront_new (const char *const *settings, GError **error)
{
  g_autoptr (BenchStorefront) self = g_new0 (BenchStorefront, 1);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();

  g_ptr_array_add (arguments, (gpointer) BENCH_STOREFRONT);
  for (guint i = 0; settings[i] != NULL; i++)
    g_ptr_array_add (arguments, (gpointer) settings[i]);
  g_ptr_array_add (arguments, NULL);
  self->process = g_subprocess_newv ((const char *const *) arguments->pdata,
                                     G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, error);
  if (self->process == NULL)
    return NULL;
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  return read_welcome (self, error) ? g_steal_pointer (&self) : NULL;
}

void
bench_storefront_free (BenchStorefront *self)
{
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->answers);
  g_clear_object (&self->process);
  g_free (self->address);
  g_free (self->password);
  g_free (self->fingerprint);
  g_free (self);
}

GVariant *
bench_storefront_dup_fields (BenchStorefront *self)
{
  return g_variant_ref_sink (
      g_variant_new_parsed ("{'address': %s, 'user': 'admin', 'password': %s, 'fingerprint': %s}", self->address,
                            self->password, self->fingerprint));
}

void
bench_storefront_forget (BenchStorefront *self)
{
  tell (self, "forget\n");
}

GStrv
bench_storefront_dup_log (BenchStorefront *self)
{
  g_autoptr (GStrvBuilder) log = g_strv_builder_new ();
  char *line;

  tell (self, "log\n");
  while ((line = g_data_input_stream_read_line_utf8 (self->answers, NULL, NULL, NULL)) != NULL && *line != '\0')
    g_strv_builder_take (log, line);
  g_free (line);
  return g_strv_builder_end (log);
}

static char *
make_orders (BenchStorefront *self, const char *const *log, const char *folder)
{
  g_autoptr (GString) orders = g_string_new ("parallel\nparallel-max = 2\nsilent\nfail\ninsecure\n");

  g_string_append_printf (orders, "user = \"admin:%s\"\n", self->password);
  for (guint i = 0; log[i] != NULL; i++) {
    if (!g_str_has_prefix (log[i], "GET "))
      continue;
    g_string_append_printf (orders, "url = \"%s/wp-json/%s\"\n", self->address, log[i] + strlen ("GET "));
    if (folder != NULL)
      g_string_append_printf (orders, "output = \"%s/%u\"\n", folder, i);
    else
      g_string_append (orders, "output = \"/dev/null\"\n");
  }
  return g_string_free (g_steal_pointer (&orders), FALSE);
}

gboolean
bench_storefront_fetch (BenchStorefront *self, const char *const *log, const char *folder, GError **error)
{
  g_autofree char *orders = make_orders (self, log, folder);
  g_autoptr (GSubprocess) curl =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, error, "curl", "--config", "-", NULL);

  return curl != NULL && g_subprocess_communicate_utf8 (curl, orders, NULL, NULL, NULL, error) &&
         g_subprocess_wait_check (curl, NULL, error);
}
