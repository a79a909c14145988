#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ACCOUNTS_DIALOG (kontor_accounts_dialog_get_type ())
/**
 * KontorAccountsDialog:
 *
 * The connected stores, a KontorAccountPage for each, and the way to connect
 * another one.
 */
G_DECLARE_FINAL_TYPE (KontorAccountsDialog, kontor_accounts_dialog, KONTOR, ACCOUNTS_DIALOG, AdwDialog)

KontorAccountsDialog *kontor_accounts_dialog_new (KontorEngine *engine);
/** Opens the page of one of the accounts. */
void kontor_accounts_dialog_show (KontorAccountsDialog *self, KontorAccount *account);

G_END_DECLS
