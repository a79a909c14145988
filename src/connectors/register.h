#pragma once

#include "kontor-connector.h"

G_BEGIN_DECLS

/** Every platform that this program knows; ends with NULL. */
const KontorConnectorFactory *const *kontor_connector_list_factories (void);

G_END_DECLS
