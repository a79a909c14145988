#pragma once

#include "kontor-connector.h"
#include "kontor-woo-secret.h"

G_BEGIN_DECLS

/** As KontorConnectorClass.allows (), of what the platform can do at all. */
gboolean kontor_woo_allows (KontorWooLogin login, const char *kind, const KontorRecord *object, char **reason);

G_END_DECLS
