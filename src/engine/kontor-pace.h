#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Seconds until the next look: 60 with the focus, 5 to 15 minutes without, slower where data or power is dear. */
guint kontor_pace_get_seconds (gboolean focused);
/** The rule by itself. */
guint kontor_pace_choose (gboolean focused, gboolean metered, gboolean saving);

G_END_DECLS
