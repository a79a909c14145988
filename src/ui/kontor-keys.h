#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * kontor_keys_new:
 *
 * The single keys of a KontorWindow that belong to no list: g and a view's
 * letter, z, /, ?. None acts while one types into a field or a dialog is open.
 * (transfer full)
 */
GtkEventController *kontor_keys_new (void);

G_END_DECLS
