#pragma once

#include "kontor-connector.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_MEDUSA_CONNECTOR (kontor_medusa_connector_get_type ())
G_DECLARE_FINAL_TYPE (KontorMedusaConnector, kontor_medusa_connector, KONTOR, MEDUSA_CONNECTOR, KontorConnector)

/** Shops that run Medusa 2. */
extern const KontorConnectorFactory kontor_medusa_factory;

G_END_DECLS
