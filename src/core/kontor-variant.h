#pragma once

#include "kontor-object.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_VARIANT (kontor_variant_get_type ())
G_DECLARE_FINAL_TYPE (KontorVariant, kontor_variant, KONTOR, VARIANT, KontorObject)

G_END_DECLS
