#include "kontor-customers-view.h"
#include "kontor-orders-view.h"
#include "kontor-products-view.h"
#include "kontor-view.h"

#define N_VIEWS 3

/* A view begins to exist with its line here. */
const GType *
kontor_view_list_types (guint *n_types)
{
  static GType types[N_VIEWS];

  g_return_val_if_fail (n_types != NULL, NULL);

  if (g_once_init_enter (&types[0])) {
    types[1] = KONTOR_TYPE_PRODUCTS_VIEW;
    types[2] = KONTOR_TYPE_CUSTOMERS_VIEW;
    g_once_init_leave (&types[0], KONTOR_TYPE_ORDERS_VIEW);
  }
  *n_types = N_VIEWS;
  return types;
}
