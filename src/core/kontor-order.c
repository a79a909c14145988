#include "kontor-order.h"

struct _KontorOrder {
  KontorObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorOrder, kontor_order, KONTOR_TYPE_OBJECT)

static void
kontor_order_class_init (KontorOrderClass *klass)
{
  kontor_object_class_set_entity (KONTOR_OBJECT_CLASS (klass), KONTOR_ENTITY_ORDER);
}

static void
kontor_order_init (KontorOrder *self)
{
}
