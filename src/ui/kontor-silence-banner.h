#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SILENCE_BANNER (kontor_silence_banner_get_type ())
/**
 * KontorSilenceBanner:
 *
 * Says when a shop that is in step has had no order for unusually long, since
 * its checkout may be broken. Asks after a sync, every ten minutes at most.
 */
G_DECLARE_FINAL_TYPE (KontorSilenceBanner, kontor_silence_banner, KONTOR, SILENCE_BANNER, AdwBin)

GtkWidget *kontor_silence_banner_new (KontorEngine *engine);

G_END_DECLS
