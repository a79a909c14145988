#pragma once

#include "kontor-checks.h"
#include "kontor-error.h"

G_BEGIN_DECLS

/* Shared by the files that check operations. */

/** Says why not, and returns FALSE. Error: KONTOR_ERROR_INVALID. */
gboolean kontor_check_refuse (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** (nullable): the first member that the op adds to a list */
KontorRecord *kontor_check_get_added (const KontorOp *op, guint field);

/* kontor-checks-returns.c */
gboolean kontor_check_new_return (const KontorOp *op, const KontorRecord *order, GError **error);
gboolean kontor_check_return (const KontorOp *op, const KontorRecord *order, GError **error);
gboolean kontor_check_exchange (const KontorOp *op, const KontorRecord *order, GError **error);
gboolean kontor_check_claim (const KontorOp *op, const KontorRecord *order, GError **error);
gboolean kontor_check_delivered (const KontorOp *op, const KontorRecord *order, GError **error);

G_END_DECLS
