#pragma once

#include <gtk/gtk.h>

#include "kontor-engine.h"
#include "kontor-query.h"

G_BEGIN_DECLS

/**
 * kontor_product_tables_import:
 * @account_id: into which; 0: the only one, or the person is asked
 *
 * Asks for a file and shows what it would change.
 */
void kontor_product_tables_import (GtkWidget *from, KontorEngine *engine, gint64 account_id);

/** Asks for a file and writes what @query finds into it; how many rows that were is told. */
void kontor_product_tables_export (GtkWidget *from, KontorEngine *engine, KontorQuery *query);

G_END_DECLS
