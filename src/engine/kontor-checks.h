#pragma once

#include "kontor-op.h"

G_BEGIN_DECLS

/**
 * kontor_check_op:
 * @object: what it is to be done to, as a person sees it now
 *
 * Whether an op makes sense before it is stored: a location that exists, a
 * price in the variant's currency, a refund that is not more than was paid.
 * Pure. Errors: INVALID with a message for the place where it was entered.
 */
gboolean kontor_check_op (const KontorOp *op, const KontorRecord *object, GError **error);

G_END_DECLS
