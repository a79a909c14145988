#pragma once

#include "kontor-connector.h"
#include "kontor-woo-client.h"
#include "kontor-woo-plan.h"

G_BEGIN_DECLS

/**
 * KontorWooTarget:
 * @connector: which reads the objects that were written again
 * @facts: of the store; its time is filled in when it is needed
 *
 * Where operations go.
 */
typedef struct {
  KontorConnector *connector;
  KontorWooClient *client;
  KontorWooFacts facts;
} KontorWooTarget;

/** As KontorConnectorClass.push (). */
DexFuture *kontor_woo_push (const KontorWooTarget *target, GPtrArray *ops) G_GNUC_WARN_UNUSED_RESULT;
/** As KontorConnectorClass.find (). */
DexFuture *kontor_woo_find (const KontorWooTarget *target, KontorOp *op) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
