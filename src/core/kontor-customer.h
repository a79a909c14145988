#pragma once

#include "kontor-object.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CUSTOMER (kontor_customer_get_type ())
G_DECLARE_FINAL_TYPE (KontorCustomer, kontor_customer, KONTOR, CUSTOMER, KontorObject)

G_END_DECLS
