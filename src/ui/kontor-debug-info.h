#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/**
 * kontor_debug_info_describe:
 * @engine: (nullable)
 *
 * (transfer full): what a person copies into a report of a mistake: versions, the database, and how the accounts stand.
 * No address, no name and no secret of theirs.
 */
char *kontor_debug_info_describe (KontorEngine *engine);

G_END_DECLS
