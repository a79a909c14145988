#pragma once

#include "kontor-connector.h"

G_BEGIN_DECLS

extern const KontorConnectorInfo kontor_woo_info;

G_END_DECLS
