#include "register.h"

#include "kontor-medusa-connector.h"
#include "kontor-sample-connector.h"
#include "kontor-woo-connector.h"

static const KontorConnectorFactory *const factories[] = {
  &kontor_sample_factory,
  &kontor_woo_factory,
  &kontor_medusa_factory,
  NULL,
};

const KontorConnectorFactory *const *
kontor_connector_list_factories (void)
{
  return factories;
}
