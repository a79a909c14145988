#include "kontor-tag.h"

struct _KontorTag {
  KontorObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorTag, kontor_tag, KONTOR_TYPE_OBJECT)

static void
kontor_tag_class_init (KontorTagClass *klass)
{
  kontor_object_class_set_entity (KONTOR_OBJECT_CLASS (klass), KONTOR_ENTITY_TAG);
}

static void
kontor_tag_init (KontorTag *self)
{
}
