#include "kontor-variant.h"

struct _KontorVariant {
  KontorObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorVariant, kontor_variant, KONTOR_TYPE_OBJECT)

static void
kontor_variant_class_init (KontorVariantClass *klass)
{
  kontor_object_class_set_entity (KONTOR_OBJECT_CLASS (klass), KONTOR_ENTITY_VARIANT);
}

static void
kontor_variant_init (KontorVariant *self)
{
}
