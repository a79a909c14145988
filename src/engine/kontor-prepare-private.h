#pragma once

#include "kontor-error.h"
#include "kontor-prepare.h"

G_BEGIN_DECLS

/* Shared by the files that complete operations. */

/** Returns FALSE. Error: KONTOR_ERROR_INVALID. */
gboolean kontor_prepare_refuse (GError **error, const char *message);
/** The record in @slot of @op, made where there is none. */
KontorRecord *kontor_prepare_change (KontorRecord **slot, const KontorOp *op);

/* kontor-prepare-returns.c */
gboolean kontor_prepare_delivered (KontorOp *op, const KontorRecord *order, gint64 now, GError **error);
gboolean kontor_prepare_return (KontorOp *op, const KontorRecord *order, gint64 now, GError **error);
gboolean kontor_prepare_new_return (KontorOp *op, const KontorRecord *order, gint64 now, GError **error);
gboolean kontor_prepare_exchange (KontorOp *op, const KontorRecord *order, gint64 now, GError **error);
gboolean kontor_prepare_claim (KontorOp *op, const KontorRecord *order, gint64 now, GError **error);

G_END_DECLS
