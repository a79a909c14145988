#pragma once

#include "kontor-engine.h"
#include "kontor-print-profile.h"
#include "kontor-printer.h"

G_BEGIN_DECLS

/**
 * kontor_print_run:
 * @profile: with a printer
 * @progress: (nullable): documents that are with the printer
 *
 * Prints a job without a dialog, and notes at each order that it was. Labels
 * for a printer in the network are noted one by one, so what @progress has
 * told is done where the rest fails. Resolves to the gint64 number of
 * documents; rejects like what it sends with. Main thread.
 */
DexFuture *kontor_print_run (KontorEngine *engine, KontorPrintJob *job, const KontorPrintProfile *profile,
                             KontorPrinterProgress progress, gpointer data) G_GNUC_WARN_UNUSED_RESULT;

/** (transfer full): labels one after another, (element-type GBytes) */
GBytes *kontor_print_run_join (GPtrArray *labels);
/** Whether @printer is one that kontor_print_run () can print with: not "", and of a form that it knows. */
gboolean kontor_print_run_knows (const char *printer);

G_END_DECLS
