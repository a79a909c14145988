#pragma once

#include "kontor-object.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SETTING (kontor_setting_get_type ())
G_DECLARE_FINAL_TYPE (KontorSetting, kontor_setting, KONTOR, SETTING, KontorObject)

G_END_DECLS
