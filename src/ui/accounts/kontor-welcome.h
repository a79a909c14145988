#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_WELCOME (kontor_welcome_get_type ())
/**
 * KontorWelcome:
 *
 * The first page, while there is no account: connect a store, or try out the
 * sample shop with one click. Whoever shows it listens to the engine's accounts.
 */
G_DECLARE_FINAL_TYPE (KontorWelcome, kontor_welcome, KONTOR, WELCOME, AdwBin)

void kontor_welcome_set_engine (KontorWelcome *self, KontorEngine *engine);

G_END_DECLS
