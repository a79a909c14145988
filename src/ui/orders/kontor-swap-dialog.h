#pragma once

#include "kontor-order-task.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SWAP_DIALOG (kontor_swap_dialog_get_type ())
/** KontorSwapDialog: what comes back of an order or was wrong with it, and what is sent or paid instead. */
G_DECLARE_FINAL_TYPE (KontorSwapDialog, kontor_swap_dialog, KONTOR, SWAP_DIALOG, KontorOrderTask)

KontorOrderTask *kontor_swap_dialog_new_exchange (KontorEngine *engine, KontorObject *order);
KontorOrderTask *kontor_swap_dialog_new_claim (KontorEngine *engine, KontorObject *order);

G_END_DECLS
