#include "kontor-printer.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

#define PORT 9100
#define SILENCE 10     /* seconds without a byte going on */
#define FIRST_PAUSE 50 /* milliseconds before the first new try; twice as many before each further one */
#define LONGEST_PAUSE 5000

typedef struct {
  char *address;
  GPtrArray *parts;
  guint patience;
  KontorPrinterProgress progress;
  gpointer data;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *self = data;

  g_free (self->address);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

static gboolean
await_write (GOutputStream *stream, GBytes *part, GError **error)
{
  gsize size = g_bytes_get_size (part), done = 0;

  while (done < size) {
    g_autoptr (GBytes) rest = g_bytes_new_from_bytes (part, done, size - done);
    g_autoptr (GError) failure = NULL;
    gint64 n = dex_await_int64 (dex_output_stream_write_bytes (stream, rest, G_PRIORITY_DEFAULT), &failure);

    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
    done += (gsize) n;
  }
  return TRUE;
}

/* Until the printer has closed its side too; one that leaves it open for long has read what its buffer took. */
static gboolean
await_end (GInputStream *stream, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gsize size;

  do {
    g_autoptr (GBytes) said = dex_await_boxed (dex_input_stream_read_bytes (stream, 4096, G_PRIORITY_DEFAULT), &failure);

    size = said != NULL ? g_bytes_get_size (said) : 0;
  } while (size > 0);
  if (failure == NULL || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
await_part (Sending *self, GBytes *part, GError **error)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnectable) place = g_network_address_parse (self->address, PORT, error);
  g_autoptr (GSocketConnection) connection = NULL;

  if (place == NULL)
    return FALSE;
  g_socket_client_set_timeout (client, SILENCE);
  /* A label printer stands in the own network: nothing in between speaks its language. */
  g_socket_client_set_enable_proxy (client, FALSE);
  connection = dex_await_object (dex_socket_client_connect (client, place), error);
  return connection != NULL && await_write (g_io_stream_get_output_stream (G_IO_STREAM (connection)), part, error) &&
         g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, error) &&
         await_end (g_io_stream_get_input_stream (G_IO_STREAM (connection)), error);
}

static gboolean
await_part_patiently (Sending *self, GBytes *part, GError **error)
{
  gint64 until = g_get_monotonic_time () + (gint64) self->patience * 1000;

  for (guint pause = FIRST_PAUSE;; pause = MIN (pause * 2, LONGEST_PAUSE)) {
    g_autoptr (GError) failure = NULL;

    if (await_part (self, part, &failure))
      return TRUE;
    if (g_get_monotonic_time () + (gint64) pause * 1000 > until || failure->domain == G_RESOLVER_ERROR) {
      g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_OFFLINE, _("The printer at %s cannot be reached: %s"), self->address, failure->message);
      return FALSE;
    }
    dex_await (dex_timeout_new_msec ((int) pause), NULL);
  }
}

static DexFuture *
send_fiber (gpointer data)
{
  Sending *self = data;
  GError *error = NULL;

  for (guint i = 0; i < self->parts->len; i++) {
    GBytes *part = g_ptr_array_index (self->parts, i);

    if (g_bytes_get_size (part) > 0 && !await_part_patiently (self, part, &error))
      return dex_future_new_for_error (error);
    if (self->progress != NULL)
      self->progress (i + 1, self->data);
  }
  return dex_future_new_for_boolean (TRUE);
}

DexFuture *
kontor_printer_send_to_socket (const char *address, GPtrArray *parts, guint patience, KontorPrinterProgress progress, gpointer data)
{
  Sending *sending;

  g_return_val_if_fail (address != NULL && parts != NULL, NULL);

  sending = g_new0 (Sending, 1);
  sending->address = g_strdup (address);
  sending->parts = g_ptr_array_ref (parts);
  sending->patience = patience;
  sending->progress = progress;
  sending->data = data;
  return dex_scheduler_spawn (NULL, 0, send_fiber, sending, sending_free);
}
