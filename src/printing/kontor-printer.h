#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/*
 * Ways to a printer without a dialog: a queue of CUPS, and a label printer's
 * own port in the network. Main thread; nothing waits there.
 */

#define KONTOR_FORMAT_PDF "application/pdf"
/** What the printer itself understands: nothing on the way looks into it. */
#define KONTOR_FORMAT_RAW "application/vnd.cups-raw"

/** Resolves to a GStrv of names of queues, the default one first; empty where no CUPS answers. */
DexFuture *kontor_printer_list_queues (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_printer_send_to_queue:
 * @title: of the job
 * @format: one of the above
 * @width, @height: of the media in millimetres; 0 leaves it to the queue
 *
 * Hands a job to CUPS, which keeps it until the printer has taken all of it.
 * Where an answer is lost, CUPS is asked whether it has the job: there is
 * never a second one. Resolves to its number; rejects with NOT_FOUND where
 * there is no such queue, TEMPORARY where CUPS did not take it.
 */
DexFuture *kontor_printer_send_to_queue (const char *queue, const char *title, const char *format, GBytes *data, double width,
                                         double height) G_GNUC_WARN_UNUSED_RESULT;

/** Called after each part that the printer has taken. */
typedef void (*KontorPrinterProgress) (guint n_sent, gpointer data);

/**
 * kontor_printer_send_to_socket:
 * @address: "host" or "host:port"; 9100 is the usual port
 * @parts: (element-type GBytes): labels
 * @patience: milliseconds to wait for a printer that does not take the next part
 *
 * Each part goes over a connection of its own, which the printer closes when
 * it has read all: one that breaks earlier has not printed, as a label ends
 * with its last command, and is sent again. Resolves to TRUE; rejects with
 * OFFLINE when the patience ends, after @progress has told how far it came.
 */
DexFuture *kontor_printer_send_to_socket (const char *address, GPtrArray *parts, guint patience, KontorPrinterProgress progress,
                                          gpointer data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
