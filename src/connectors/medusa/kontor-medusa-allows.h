#pragma once

#include "kontor-record.h"

G_BEGIN_DECLS

/** Whether @kind can be done to @object (nullable); else why not. Pure. */
gboolean kontor_medusa_allows (const char *kind, const KontorRecord *object, char **reason);

G_END_DECLS
