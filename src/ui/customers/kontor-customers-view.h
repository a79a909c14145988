#pragma once

#include "kontor-split-view.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMERS_VIEW (kontor_customers_view_get_type ())
G_DECLARE_FINAL_TYPE (KontorCustomersView, kontor_customers_view, KONTOR, CUSTOMERS_VIEW, KontorSplitView)

G_END_DECLS
