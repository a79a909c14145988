#pragma once

#include <adwaita.h>

#include "kontor-term-tree.h"

G_BEGIN_DECLS

/**
 * kontor_term_edit_new:
 * @terms: all of the kind
 * @term: (nullable): which is renamed or moved; NULL: one is made
 *
 * Asks for the name of a category or tag and, of a category, what it is below.
 */
AdwDialog *kontor_term_edit_new (KontorEngine *engine, KontorEntity entity, gint64 account_id, KontorTermTree *terms,
                                 KontorTermItem *term);

G_END_DECLS
