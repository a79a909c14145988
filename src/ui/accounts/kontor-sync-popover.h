#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SYNC_POPOVER (kontor_sync_popover_get_type ())
/**
 * KontorSyncPopover:
 *
 * How each account stands, as a KontorSyncCard, and the ways to the problems
 * and to the accounts.
 */
G_DECLARE_FINAL_TYPE (KontorSyncPopover, kontor_sync_popover, KONTOR, SYNC_POPOVER, GtkPopover)

/** @engine: (nullable) */
void kontor_sync_popover_set_engine (KontorSyncPopover *self, KontorEngine *engine);

G_END_DECLS
