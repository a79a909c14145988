#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/** Resolves to a GHashTable of the shop's locations: remote id → name. */
DexFuture *kontor_locations_load (KontorEngine *engine, gint64 account_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
