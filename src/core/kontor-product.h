#pragma once

#include "kontor-object.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT (kontor_product_get_type ())
G_DECLARE_FINAL_TYPE (KontorProduct, kontor_product, KONTOR, PRODUCT, KontorObject)

G_END_DECLS
