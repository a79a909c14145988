#include "kontor-setting.h"

struct _KontorSetting {
  KontorObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorSetting, kontor_setting, KONTOR_TYPE_OBJECT)

static void
kontor_setting_class_init (KontorSettingClass *klass)
{
  kontor_object_class_set_entity (KONTOR_OBJECT_CLASS (klass), KONTOR_ENTITY_SETTING);
}

static void
kontor_setting_init (KontorSetting *self)
{
}
