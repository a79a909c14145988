#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

/* Small parts that the dialogs and pages about accounts share. */

/** Fetches and sends for every account that is not paused. */
void kontor_sync_all (KontorEngine *engine);

/** Says in a toast what went wrong. */
void kontor_toast_error (AdwToastOverlay *toasts, const GError *error);

/** (transfer floating): a row that one activates to connect a shop of this platform, with what one needs for it. */
GtkWidget *kontor_platform_row_new (const KontorConnectorInfo *platform);
const KontorConnectorInfo *kontor_platform_row_get_platform (gpointer row);

/** (nullable): the manner of signing in that asks for nothing, as that of a shop to try things out has. */
const KontorSignInManner *kontor_platform_find_demo (const KontorConnectorInfo *platform);

G_END_DECLS
