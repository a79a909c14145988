#pragma once

#include "kontor-mapping.h"
#include "kontor-medusa-client.h"

G_BEGIN_DECLS

/**
 * KontorMedusaShop:
 * @store: what its objects are read with
 * @name: (nullable)
 * @profile: (nullable): the shipping profile of new products, without which nobody can buy them
 * @channel: (nullable): the sales channel of new products and orders, likewise
 *
 * What has to be known of a shop before its objects can be asked for. Once
 * loaded it is kept as long as the process runs.
 */
typedef struct {
  KontorMappingStore store;
  char *home;
  char *name;
  char *currency;
  char *profile;
  char *channel;
  gatomicrefcount ref_count;
} KontorMedusaShop;

/** Awaits. (nullable) on errors; PROTOCOL where the shop does not say in which currency it sells. */
KontorMedusaShop *kontor_medusa_await_shop (KontorMedusaClient *client, GError **error);
KontorMedusaShop *kontor_medusa_shop_ref (KontorMedusaShop *self);
void kontor_medusa_shop_unref (KontorMedusaShop *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorMedusaShop, kontor_medusa_shop_unref)

G_END_DECLS
