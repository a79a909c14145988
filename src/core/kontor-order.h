#pragma once

#include "kontor-object.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDER (kontor_order_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrder, kontor_order, KONTOR, ORDER, KontorObject)

G_END_DECLS
