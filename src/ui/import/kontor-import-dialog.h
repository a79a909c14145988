#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_IMPORT_DIALOG (kontor_import_dialog_get_type ())
/**
 * KontorImportDialog:
 *
 * A table of products into an account: what its columns are, what would
 * change, and then that.
 */
G_DECLARE_FINAL_TYPE (KontorImportDialog, kontor_import_dialog, KONTOR, IMPORT_DIALOG, AdwDialog)

/** @from: in whose window what was done is told */
AdwDialog *kontor_import_dialog_new (KontorEngine *engine, gint64 account_id, GFile *file, GtkWidget *from);

G_END_DECLS
