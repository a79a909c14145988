#include "kontor-product.h"

struct _KontorProduct {
  KontorObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorProduct, kontor_product, KONTOR_TYPE_OBJECT)

static void
kontor_product_class_init (KontorProductClass *klass)
{
  kontor_object_class_set_entity (KONTOR_OBJECT_CLASS (klass), KONTOR_ENTITY_PRODUCT);
}

static void
kontor_product_init (KontorProduct *self)
{
}
