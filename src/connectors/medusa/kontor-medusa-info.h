#pragma once

#include "kontor-connector.h"

G_BEGIN_DECLS

extern const KontorConnectorInfo kontor_medusa_info;

G_END_DECLS
