#pragma once

#include "kontor-object.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_TAG (kontor_tag_get_type ())
G_DECLARE_FINAL_TYPE (KontorTag, kontor_tag, KONTOR, TAG, KontorObject)

G_END_DECLS
