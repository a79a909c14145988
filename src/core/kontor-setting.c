#include "kontor-setting.h"

#include <string.h>
#include <yyjson.h>

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

char *
kontor_setting_dup_code (const KontorRecord *setting)
{
  const char *data;
  yyjson_doc *doc;
  char *code;

  g_return_val_if_fail (setting != NULL, NULL);

  data = kontor_record_get_text (setting, KONTOR_SETTING_DATA);
  doc = data != NULL ? yyjson_read (data, strlen (data), YYJSON_READ_NOFLAG) : NULL;
  code = g_strdup (yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (doc), "code")));
  yyjson_doc_free (doc);
  return code != NULL ? code : g_strdup (kontor_record_get_key (setting));
}
