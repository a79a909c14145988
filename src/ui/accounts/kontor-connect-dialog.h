#pragma once

#include <adwaita.h>

#include "kontor-check-list.h"
#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CONNECT_DIALOG (kontor_connect_dialog_get_type ())
/**
 * KontorConnectDialog:
 *
 * Signs in to a shop and checks it in visible steps; closes itself when it is
 * connected. The same checks an account that there is, and signs in to it anew.
 */
G_DECLARE_FINAL_TYPE (KontorConnectDialog, kontor_connect_dialog, KONTOR, CONNECT_DIALOG, AdwDialog)

/** @platform: (nullable): asks for it without; one that needs nothing is connected at once */
KontorConnectDialog *kontor_connect_dialog_new (KontorEngine *engine, const KontorConnectorInfo *platform);
/** Asks for a new key, or for the certificate where only that is in the way; the data stays. */
KontorConnectDialog *kontor_connect_dialog_new_reconnect (KontorEngine *engine, KontorAccount *account);
/** Runs the check and stays open with what it found. */
KontorConnectDialog *kontor_connect_dialog_new_check (KontorEngine *engine, KontorAccount *account);

KontorCheckList *kontor_connect_dialog_get_steps (KontorConnectDialog *self);

G_END_DECLS
