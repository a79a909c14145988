#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ACCOUNT_PAGE (kontor_account_page_get_type ())
/**
 * KontorAccountPage:
 *
 * One account: its name, pause, the check of its connection, a new key, and its
 * removal, before which unsent changes are listed and can be sent.
 */
G_DECLARE_FINAL_TYPE (KontorAccountPage, kontor_account_page, KONTOR, ACCOUNT_PAGE, AdwNavigationPage)

KontorAccountPage *kontor_account_page_new (KontorEngine *engine, KontorAccount *account);

G_END_DECLS
