#pragma once

#include "kontor-op.h"

G_BEGIN_DECLS

/**
 * kontor_reading_of:
 * @rows: (element-type KontorRecord): what the server has now
 *
 * What a person needs to decide whether an op happened whose answer was lost:
 * "Stock was 100, is now 93: your −5 is in it, or is not in it." (transfer full)
 */
char *kontor_reading_of (const KontorOp *op, GPtrArray *rows);

/** A field's value on one line; NULL where it is empty or not known. */
char *kontor_reading_format (const KontorRecord *record, guint field);

G_END_DECLS
