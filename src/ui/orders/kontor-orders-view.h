#pragma once

#include "kontor-split-view.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ORDERS_VIEW (kontor_orders_view_get_type ())
G_DECLARE_FINAL_TYPE (KontorOrdersView, kontor_orders_view, KONTOR, ORDERS_VIEW, KontorSplitView)

G_END_DECLS
