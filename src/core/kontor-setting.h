#pragma once

#include "kontor-object.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SETTING (kontor_setting_get_type ())
G_DECLARE_FINAL_TYPE (KontorSetting, kontor_setting, KONTOR, SETTING, KontorObject)

/**
 * kontor_setting_dup_code:
 * @setting: a record of the entity SETTING
 *
 * The storefront's own word for it ("processing"), as other records name it:
 * the "code" of its data, or its key. Its name is what a person reads.
 */
char *kontor_setting_dup_code (const KontorRecord *setting);

G_END_DECLS
