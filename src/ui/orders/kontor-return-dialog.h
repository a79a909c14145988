#pragma once

#include "kontor-order-task.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RETURN_DIALOG (kontor_return_dialog_get_type ())
/** KontorReturnDialog: what of an order shall come back, and why. */
G_DECLARE_FINAL_TYPE (KontorReturnDialog, kontor_return_dialog, KONTOR, RETURN_DIALOG, KontorOrderTask)

KontorOrderTask *kontor_return_dialog_new (KontorEngine *engine, KontorObject *order);

G_END_DECLS
