#include "kontor-print-run.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-documents.h"
#include "kontor-error.h"

#define QUEUE "queue:"
#define SOCKET "socket:"
/* A printer that is out of labels is filled within that. */
#define PATIENCE (3 * 60 * 1000)

typedef struct {
  KontorEngine *engine;
  KontorPrintJob *job;
  KontorPrintProfile *profile;
  KontorPrinterProgress progress;
  gpointer data;
} Run;

static void
run_free (gpointer data)
{
  Run *self = data;

  g_object_unref (self->engine);
  kontor_print_job_unref (self->job);
  kontor_print_profile_free (self->profile);
  g_free (self);
}

GBytes *
kontor_print_run_join (GPtrArray *labels)
{
  GByteArray *all;

  g_return_val_if_fail (labels != NULL, NULL);

  all = g_byte_array_new ();
  for (guint i = 0; i < labels->len; i++) {
    gsize size;
    const guint8 *data = g_bytes_get_data (g_ptr_array_index (labels, i), &size);

    g_byte_array_append (all, data, (guint) size);
  }
  return g_byte_array_free_to_bytes (all);
}

gboolean
kontor_print_run_knows (const char *printer)
{
  g_return_val_if_fail (printer != NULL, FALSE);

  return (g_str_has_prefix (printer, QUEUE) && printer[strlen (QUEUE)] != '\0') ||
         (g_str_has_prefix (printer, SOCKET) && printer[strlen (SOCKET)] != '\0');
}

static const char *
get_name (const Run *self)
{
  return strchr (self->profile->printer, ':') + 1;
}

static gboolean
await_note (Run *self, KontorPrintJob *job, GError **error)
{
  return dex_await (kontor_documents_note (self->engine, job, get_name (self)), error);
}

static void
on_label_sent (guint n_sent, gpointer data)
{
  Run *self = data;
  g_autoptr (KontorPrintJob) one = kontor_print_job_cut (self->job, n_sent - 1, 1);

  dex_future_disown (kontor_documents_note (self->engine, one, get_name (self)));
  if (self->progress != NULL)
    self->progress (n_sent, self->data);
}

static GPtrArray *
await_zpl (Run *self, GError **error)
{
  const KontorZplOptions options = kontor_print_profile_get_zpl (self->profile);

  return dex_await_boxed (kontor_print_job_to_zpl (self->job, kontor_print_profile_get_media (self->profile), &options), error);
}

static gboolean
await_socket (Run *self, GError **error)
{
  g_autoptr (GPtrArray) labels = await_zpl (self, error);

  return labels != NULL && dex_await (kontor_printer_send_to_socket (get_name (self), labels, PATIENCE, on_label_sent, self), error);
}

static GBytes *
await_bytes (Run *self, GError **error)
{
  const KontorPrintSetup setup = kontor_print_profile_get_setup (self->profile);
  g_autoptr (GPtrArray) labels = NULL;

  if (!self->profile->zpl)
    return dex_await_boxed (kontor_print_job_to_pdf (self->job, &setup, kontor_clock_now (kontor_engine_get_clock (self->engine))), error);
  labels = await_zpl (self, error);
  return labels != NULL ? kontor_print_run_join (labels) : NULL;
}

static gboolean
await_queue (Run *self, GError **error)
{
  const KontorMedia *media = kontor_print_profile_get_media (self->profile);
  g_autoptr (GBytes) bytes = await_bytes (self, error);
  gboolean zpl = self->profile->zpl;

  if (bytes == NULL ||
      !dex_await (kontor_printer_send_to_queue (get_name (self), kontor_document_kind_get_label (self->job->kind),
                                                zpl ? KONTOR_FORMAT_RAW : KONTOR_FORMAT_PDF, bytes, zpl ? 0 : media->width,
                                                zpl ? 0 : media->height),
                  error))
    return FALSE;
  if (self->progress != NULL)
    self->progress (self->job->items->len, self->data);
  return await_note (self, self->job, error);
}

static DexFuture *
run_fiber (gpointer data)
{
  Run *self = data;
  GError *error = NULL;
  gboolean socket = g_str_has_prefix (self->profile->printer, SOCKET);

  if (!(socket ? await_socket (self, &error) : await_queue (self, &error)))
    return dex_future_new_for_error (error);
  return dex_future_new_for_int64 (kontor_print_job_count (self->job));
}

DexFuture *
kontor_print_run (KontorEngine *engine, KontorPrintJob *job, const KontorPrintProfile *profile, KontorPrinterProgress progress,
                  gpointer data)
{
  Run *run;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && job != NULL && profile != NULL, NULL);

  if (!kontor_print_run_knows (profile->printer))
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "%s", _("No printer is chosen."));
  run = g_new0 (Run, 1);
  run->engine = g_object_ref (engine);
  run->job = kontor_print_job_ref (job);
  run->profile = kontor_print_profile_copy (profile);
  run->progress = progress;
  run->data = data;
  return dex_scheduler_spawn (NULL, 0, run_fiber, run, run_free);
}
