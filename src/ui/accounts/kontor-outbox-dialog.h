#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_OUTBOX_DIALOG (kontor_outbox_dialog_get_type ())
/**
 * KontorOutboxDialog:
 *
 * What waits to be sent, and what was sent lately, by the gesture that made it:
 * to cancel, retry and undo.
 */
G_DECLARE_FINAL_TYPE (KontorOutboxDialog, kontor_outbox_dialog, KONTOR, OUTBOX_DIALOG, AdwDialog)

KontorOutboxDialog *kontor_outbox_dialog_new (KontorEngine *engine);

/** What the state of an op means to a person. (transfer full) */
char *kontor_outbox_describe_state (const KontorOp *op, gint64 now);

G_END_DECLS
