#pragma once

#include "kontor-order-task.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LINES_DIALOG (kontor_lines_dialog_get_type ())
/** KontorLinesDialog: other quantities and other products in an order that was placed, and what that costs. */
G_DECLARE_FINAL_TYPE (KontorLinesDialog, kontor_lines_dialog, KONTOR, LINES_DIALOG, KontorOrderTask)

KontorOrderTask *kontor_lines_dialog_new (KontorEngine *engine, KontorObject *order);

G_END_DECLS
