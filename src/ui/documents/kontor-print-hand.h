#pragma once

#include <gtk/gtk.h>

#include "kontor-documents.h"
#include "kontor-print-profile.h"

G_BEGIN_DECLS

/**
 * kontor_print_hand_out:
 * @from: in which the person acts; says how it went
 * @scope: (nullable): orders or goods; NULL prints again what @document_id is
 *
 * Makes the documents and prints them as @profile says: through the desktop's
 * own dialog, or straight away. Where a printer stops in the middle, it is
 * asked whether the rest is to be printed; nothing is printed twice. Nothing is
 * waited for.
 */
void kontor_print_hand_out (GtkWidget *from, KontorEngine *engine, KontorDocumentKind kind, KontorScope *scope, gint64 document_id,
                            const KontorPrintProfile *profile);

G_END_DECLS
