#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * The network as this process sees it: names that end in ".example" are this
 * computer, no other name is known, and whether there is a network at all can
 * be said. Before anything asks GIO for either.
 */
void fake_network_install (void);
void fake_network_set_available (gboolean available);

G_END_DECLS
