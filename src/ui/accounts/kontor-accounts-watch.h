#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ACCOUNTS_WATCH (kontor_accounts_watch_get_type ())
/**
 * KontorAccountsWatch:
 *
 * Tells by "changed" that an account came, went or stands differently.
 */
G_DECLARE_FINAL_TYPE (KontorAccountsWatch, kontor_accounts_watch, KONTOR, ACCOUNTS_WATCH, GObject)

KontorAccountsWatch *kontor_accounts_watch_new (KontorEngine *engine);

G_END_DECLS
