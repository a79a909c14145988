#pragma once

#include "kontor-split-view.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCTS_VIEW (kontor_products_view_get_type ())
G_DECLARE_FINAL_TYPE (KontorProductsView, kontor_products_view, KONTOR, PRODUCTS_VIEW, KontorSplitView)

G_END_DECLS
