#pragma once

#include "kontor-object.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_DISCOUNT (kontor_discount_get_type ())
G_DECLARE_FINAL_TYPE (KontorDiscount, kontor_discount, KONTOR, DISCOUNT, KontorObject)

G_END_DECLS
