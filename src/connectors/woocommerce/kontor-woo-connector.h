#pragma once

#include "kontor-connector.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_WOO_CONNECTOR (kontor_woo_connector_get_type ())
G_DECLARE_FINAL_TYPE (KontorWooConnector, kontor_woo_connector, KONTOR, WOO_CONNECTOR, KontorConnector)

/** A shop that runs WooCommerce. The setting "fingerprint" is of a certificate that a person trusts. */
extern const KontorConnectorFactory kontor_woo_factory;

G_END_DECLS
