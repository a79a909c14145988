#pragma once

#include "kontor-csv-entry.h"
#include "kontor-import-plan.h"

G_BEGIN_DECLS

/** Whether they say the same of a field. */
gboolean kontor_import_is_same (const KontorRecord *wanted, const KontorRecord *present, guint field);

/**
 * kontor_import_diff:
 * @wanted: what a row says
 * @present: what is here
 * @only: (nullable): which fields, ending with G_MAXUINT; NULL: all
 *
 * The fields of @wanted that are not so yet, each told in @changes. Spaces at
 * line ends, and how a number is written, make no difference. (transfer full) (nullable): NULL where there are none.
 */
KontorRecord *kontor_import_diff (const KontorRecord *wanted, const KontorRecord *present, const guint *only,
                                  GPtrArray *changes);

G_END_DECLS
