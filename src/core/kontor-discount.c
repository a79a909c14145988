#include "kontor-discount.h"

struct _KontorDiscount {
  KontorObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorDiscount, kontor_discount, KONTOR_TYPE_OBJECT)

static void
kontor_discount_class_init (KontorDiscountClass *klass)
{
  kontor_object_class_set_entity (KONTOR_OBJECT_CLASS (klass), KONTOR_ENTITY_DISCOUNT);
}

static void
kontor_discount_init (KontorDiscount *self)
{
}
