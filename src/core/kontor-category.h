#pragma once

#include "kontor-object.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CATEGORY (kontor_category_get_type ())
G_DECLARE_FINAL_TYPE (KontorCategory, kontor_category, KONTOR, CATEGORY, KontorObject)

G_END_DECLS
