#pragma once

#include "kontor-ahead.h"
#include "kontor-medusa-client.h"
#include "kontor-medusa-connector.h"
#include "kontor-medusa-shop.h"

G_BEGIN_DECLS

KontorMedusaClient *kontor_medusa_connector_get_client (KontorMedusaConnector *self);
KontorAhead *kontor_medusa_connector_get_ahead (KontorMedusaConnector *self);
/** Awaits. (transfer full) (nullable) on errors: what is known of the shop, asked once. */
KontorMedusaShop *kontor_medusa_connector_await_shop (KontorMedusaConnector *self, GError **error);

/* The functions of the contract, each in a file of its own. */
DexFuture *kontor_medusa_check (KontorMedusaConnector *self, KontorCheckProgress progress, gpointer data) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_medusa_pull (KontorMedusaConnector *self, const char *feed, KontorPullHow how, const char *cursor) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_medusa_fetch (KontorMedusaConnector *self, KontorEntity entity, const char *const *ids) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
