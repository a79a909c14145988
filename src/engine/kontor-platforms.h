#pragma once

#include "kontor-connector.h"
#include "kontor-db.h"

G_BEGIN_DECLS

/** The platforms of this program: static, so that any thread may look at them. */
typedef const KontorConnectorFactory *const *KontorPlatforms;

/** (nullable) */
const KontorConnectorFactory *kontor_platforms_find (KontorPlatforms platforms, const char *id);
/** What the platform of an account is; NULL where this program does not know it. FALSE on errors. Database threads. */
gboolean kontor_platforms_find_of_account (KontorPlatforms platforms, KontorTxn *txn, gint64 account_id,
                                           const KontorConnectorInfo **info, GError **error);
/** (nullable): NULL where the platform does not have the op. */
const KontorOpSupport *kontor_platforms_get_support (const KontorConnectorInfo *info, const char *kind);

G_END_DECLS
