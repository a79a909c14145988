#pragma once

#include <libdex.h>

#include "kontor-account.h"

G_BEGIN_DECLS

/**
 * KontorPump:
 *
 * Sends the ops of one account: lanes in strict order, at most four pushes at
 * once, fewer when the server slows. Its state is in the database; here is only
 * what is under way. Main thread.
 */
#define KONTOR_TYPE_PUMP (kontor_pump_get_type ())
G_DECLARE_FINAL_TYPE (KontorPump, kontor_pump, KONTOR, PUMP, GObject)

KontorPump *kontor_pump_new (KontorAccount *account);
/** Something may be ready: runs if the engine is running. */
void kontor_pump_wake (KontorPump *self);
/** Sends and settles until nothing could go now. Resolves to TRUE. */
DexFuture *kontor_pump_run (KontorPump *self) G_GNUC_WARN_UNUSED_RESULT;
/** Begins nothing more. */
void kontor_pump_close (KontorPump *self);
/** Resolves when nothing is under way. */
DexFuture *kontor_pump_when_idle (KontorPump *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
