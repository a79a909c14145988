#include "kontor-customer.h"

struct _KontorCustomer {
  KontorObject parent_instance;
};

G_DEFINE_FINAL_TYPE (KontorCustomer, kontor_customer, KONTOR_TYPE_OBJECT)

static void
kontor_customer_class_init (KontorCustomerClass *klass)
{
  kontor_object_class_set_entity (KONTOR_OBJECT_CLASS (klass), KONTOR_ENTITY_CUSTOMER);
}

static void
kontor_customer_init (KontorCustomer *self)
{
}
