#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Milliseconds UTC at which a token stops being good, as it says of itself; 0 where it does not. Pure. */
gint64 kontor_medusa_token_get_end (const char *token);

G_END_DECLS
