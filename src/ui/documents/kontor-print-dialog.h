#pragma once

#include <adwaita.h>

#include "kontor-document.h"
#include "kontor-engine.h"
#include "kontor-scope.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRINT_DIALOG (kontor_print_dialog_get_type ())
/** KontorPrintDialog: what is printed, on what and with which printer, with a look at it. */
G_DECLARE_FINAL_TYPE (KontorPrintDialog, kontor_print_dialog, KONTOR, PRINT_DIALOG, AdwDialog)

/**
 * kontor_print_dialog_present:
 * @from: in which the person acts
 * @scope: orders, or products for their labels
 * @n: how many they are; -1: not known
 */
void kontor_print_dialog_present (GtkWidget *from, KontorEngine *engine, KontorScope *scope, gint64 n);
/** Prints again a document that was made, as it was. */
void kontor_print_dialog_present_made (GtkWidget *from, KontorEngine *engine, KontorDocumentKind kind, gint64 document_id);

G_END_DECLS
