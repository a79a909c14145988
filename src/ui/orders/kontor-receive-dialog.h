#pragma once

#include "kontor-order-task.h"

G_BEGIN_DECLS

/** What becomes of what has arrived. */
typedef enum {
  KONTOR_RECEIVE_ACCEPT,
  KONTOR_RECEIVE_DISMISS, /* it counts as arrived, and is not taken back */
} KontorReceiveHow;

#define KONTOR_TYPE_RECEIVE_DIALOG (kontor_receive_dialog_get_type ())
/** KontorReceiveDialog: what of a return has arrived, in which condition, and whether it goes on the shelf. */
G_DECLARE_FINAL_TYPE (KontorReceiveDialog, kontor_receive_dialog, KONTOR, RECEIVE_DIALOG, KontorOrderTask)

/** @key: of the return */
KontorOrderTask *kontor_receive_dialog_new (KontorEngine *engine, KontorObject *order, const char *key, KontorReceiveHow how);

G_END_DECLS
