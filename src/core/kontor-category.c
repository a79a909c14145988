#include "kontor-category.h"

struct _KontorCategory {
  KontorObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorCategory, kontor_category, KONTOR_TYPE_OBJECT)

static void
kontor_category_class_init (KontorCategoryClass *klass)
{
  kontor_object_class_set_entity (KONTOR_OBJECT_CLASS (klass), KONTOR_ENTITY_CATEGORY);
}

static void
kontor_category_init (KontorCategory *self)
{
}
