#pragma once

#include "kontor-order-task.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_REFUND_DIALOG (kontor_refund_dialog_get_type ())
/**
 * KontorRefundDialog:
 *
 * Money that goes back: of lines, shipping and fees as they were charged, or an
 * amount without lines, less what is kept back. What comes of it, to the cent,
 * is kontor_refund_plan ()'s, and exactly that is carried out.
 */
G_DECLARE_FINAL_TYPE (KontorRefundDialog, kontor_refund_dialog, KONTOR, REFUND_DIALOG, KontorOrderTask)

/** @return_key: (nullable): begins with what of this return was received and not refunded */
KontorOrderTask *kontor_refund_dialog_new (KontorEngine *engine, KontorObject *order, const char *return_key);

G_END_DECLS
