#include "kontor-printer.h"

#include <cups/cups.h>
#include <glib/gi18n.h>

#include "kontor-error.h"

#define PATIENCE 15000 /* milliseconds for an answer of CUPS, which is near */

/* A job on its way; the thread answers through the promise. */
typedef struct {
  DexPromise *promise;
  char *queue;
  char *title;
  char *format;
  GBytes *data;
  double width;
  double height;
} Job;

static void
job_free (Job *self)
{
  dex_unref (self->promise);
  g_free (self->queue);
  g_free (self->title);
  g_free (self->format);
  g_clear_pointer (&self->data, g_bytes_unref);
  g_free (self);
}

static http_t *
connect_cups (void)
{
  return httpConnect2 (cupsServer (), ippPort (), NULL, AF_UNSPEC, cupsEncryption (), 1, PATIENCE, NULL);
}

static int
give_up_cb (http_t *http, void *data)
{
  return 0;
}

static http_t *
open_cups (GError **error)
{
  http_t *http = connect_cups ();

  if (http == NULL)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY, _("The print service of this computer does not answer."));
  else
    httpSetTimeout (http, PATIENCE / 1000.0, give_up_cb, NULL);
  return http;
}

static gpointer
list_thread (gpointer data)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  http_t *http = connect_cups ();
  cups_dest_t *dests = NULL;
  int n = http != NULL ? cupsGetDests2 (http, &dests) : 0;

  for (int pass = 1; pass >= 0; pass--)
    for (int i = 0; i < n; i++)
      if (dests[i].instance == NULL && (dests[i].is_default != 0) == pass)
        g_strv_builder_add (names, dests[i].name);
  cupsFreeDests (n, dests);
  if (http != NULL)
    httpClose (http);
  dex_promise_resolve_boxed (data, G_TYPE_STRV, g_strv_builder_end (names));
  dex_unref (data);
  return NULL;
}

DexFuture *
kontor_printer_list_queues (void)
{
  DexPromise *promise = dex_promise_new ();

  g_thread_unref (g_thread_new ("kontor-queues", list_thread, dex_ref (promise)));
  return DEX_FUTURE (promise);
}

static int
add_options (const Job *self, cups_option_t **options)
{
  pwg_media_t *media = self->width > 0 ? pwgMediaForSize ((int) (self->width * 100 + 0.5), (int) (self->height * 100 + 0.5)) : NULL;
  int n = 0;

  if (media != NULL)
    n = cupsAddOption ("media", media->pwg, n, options);
  /* True to size, whatever the printer thinks of its margins. */
  n = cupsAddOption ("print-scaling", "none", n, options);
  return n;
}

static gboolean
send_document (http_t *http, const Job *self, int id)
{
  gsize size;
  const char *data = g_bytes_get_data (self->data, &size);

  return cupsStartDocument (http, self->queue, id, self->title, self->format, 1) == HTTP_STATUS_CONTINUE &&
         cupsWriteRequestData (http, data, size) == HTTP_STATUS_CONTINUE && cupsFinishDocument (http, self->queue) < IPP_STATUS_ERROR_BAD_REQUEST;
}

/* After an answer that did not come: whether CUPS has the whole document. */
static gboolean
has_document (const Job *self, int id)
{
  http_t *http = connect_cups ();
  ipp_t *request = ippNewRequest (IPP_OP_GET_JOB_ATTRIBUTES), *answer;
  g_autofree char *uri = g_strdup_printf ("ipp://localhost/jobs/%d", id);
  ipp_attribute_t *n, *state;
  gboolean has;

  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_URI, "job-uri", NULL, uri);
  ippAddString (request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", NULL, cupsUser ());
  answer = cupsDoRequest (http, request, "/");
  n = ippFindAttribute (answer, "number-of-documents", IPP_TAG_INTEGER);
  state = ippFindAttribute (answer, "job-state", IPP_TAG_ENUM);
  has = n != NULL && ippGetInteger (n, 0) > 0 && state != NULL && ippGetInteger (state, 0) != IPP_JSTATE_CANCELED &&
        ippGetInteger (state, 0) != IPP_JSTATE_ABORTED;
  ippDelete (answer);
  if (http != NULL)
    httpClose (http);
  return has;
}

static int
send_job (http_t *http, const Job *self, GError **error)
{
  cups_option_t *options = NULL;
  int n = add_options (self, &options), id = cupsCreateJob (http, self->queue, self->title, n, options);
  gboolean unknown = id == 0 && cupsLastError () == IPP_STATUS_ERROR_NOT_FOUND;
  g_autofree char *reason = id == 0 ? g_strdup (cupsLastErrorString ()) : NULL;

  cupsFreeOptions (n, options);
  if (id == 0) {
    if (unknown)
      g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("There is no printer “%s”."), self->queue);
    else
      g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY, _("The printer “%s” took no job: %s"), self->queue, reason);
    return 0;
  }
  if (send_document (http, self, id) || has_document (self, id))
    return id;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY, _("The printer “%s” did not take all of the job."), self->queue);
  /* What is left of it must not print. */
  cupsCancelJob (self->queue, id);
  return 0;
}

static gpointer
send_thread (gpointer data)
{
  Job *self = data;
  GError *error = NULL;
  http_t *http = open_cups (&error);
  int id = http != NULL ? send_job (http, self, &error) : 0;

  if (http != NULL)
    httpClose (http);
  if (id != 0)
    dex_promise_resolve_int64 (self->promise, id);
  else
    dex_promise_reject (self->promise, error);
  job_free (self);
  return NULL;
}

DexFuture *
kontor_printer_send_to_queue (const char *queue, const char *title, const char *format, GBytes *data, double width, double height)
{
  DexPromise *promise;
  Job *job;

  g_return_val_if_fail (queue != NULL && title != NULL && format != NULL && data != NULL, NULL);

  promise = dex_promise_new ();
  job = g_new0 (Job, 1);
  job->promise = dex_ref (promise);
  job->queue = g_strdup (queue);
  job->title = g_strdup (title);
  job->format = g_strdup (format);
  job->data = g_bytes_ref (data);
  job->width = width;
  job->height = height;
  g_thread_unref (g_thread_new ("kontor-print", send_thread, job));
  return DEX_FUTURE (promise);
}
