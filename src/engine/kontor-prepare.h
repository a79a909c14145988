#pragma once

#include "kontor-op.h"

G_BEGIN_DECLS

/**
 * kontor_prepare_op:
 * @op: owned by the caller and shared with nobody
 * @row: what it is to be done to, as a person sees it now
 *
 * Fills in what follows from the object: which level, payment or lines, when
 * the caller only said how much, or all. Errors: INVALID.
 */
gboolean kontor_prepare_op (KontorOp *op, const KontorRecord *row, gint64 now, GError **error);

/** Whether a member has the name of its op alone: the storefront does not know it yet. */
gboolean kontor_prepare_is_new_key (const char *key);

G_END_DECLS
