#pragma once

#include "kontor-connector.h"
#include "kontor-shop.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SAMPLE_CONNECTOR (kontor_sample_connector_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorSampleConnector, kontor_sample_connector, KONTOR, SAMPLE_CONNECTOR, KontorConnector)

/**
 * KontorSampleConnector:
 *
 * The sample shop as a storefront. The shop is in this process, but answers
 * from a thread of its own as a server would, so that nothing waits for its
 * file. Its settings are those of kontor_shop_open (); without a "manner" it is
 * bare.
 */
struct _KontorSampleConnectorClass {
  KontorConnectorClass parent_class;
};

extern const KontorConnectorFactory kontor_sample_factory;

/**
 * kontor_sample_dup_truth:
 *
 * (element-type KontorRecord): everything of an entity that the shop has, as
 * a pull would bring it, for tests that compare. By id.
 */
GPtrArray *kontor_sample_dup_truth (KontorShop *shop, KontorEntity entity);

G_END_DECLS
