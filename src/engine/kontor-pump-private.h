#pragma once

#include "kontor-pump.h"

G_BEGIN_DECLS

/* Shared by the files of KontorPump alone. Main thread. */

gboolean kontor_pump_is_closed (KontorPump *self);
/** The database does not take what happened: nothing begins for a while. */
void kontor_pump_stall (KontorPump *self);
/** The server is in trouble: fewer at once. */
void kontor_pump_slow_down (KontorPump *self);
/** A push without trouble: after some of them, more at once. */
void kontor_pump_speed_up (KontorPump *self);

/* Of a fiber. @ops: (element-type KontorOp) */

/** Claims ops, sends them and stores what came of it. */
void kontor_pump_await_push (KontorPump *self, KontorAccount *account, GPtrArray *ops);
/** Finds out what became of an op whose answer was lost. */
void kontor_pump_await_lost (KontorPump *self, KontorAccount *account, KontorOp *op);
/** Stores what the server answered. @receipts: (element-type KontorReceipt): one for each op */
void kontor_pump_await_settle (KontorPump *self, KontorAccount *account, GPtrArray *ops, GPtrArray *receipts);

G_END_DECLS
