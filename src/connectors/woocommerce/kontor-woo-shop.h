#pragma once

#include "kontor-woo-client.h"
#include "kontor-woo-mapping.h"
#include "kontor-woo-plan.h"

G_BEGIN_DECLS

/**
 * KontorWooShop:
 * @store: what its objects are read with
 * @decimals: of prices
 * @statuses: of orders, as a list with commas: all but drafts, and the trash
 * @fulfilments: whether it has fulfilments of its own
 * @tracking: how it best keeps what is sent
 *
 * What has to be known of a shop before its objects can be asked for. Once
 * loaded it is kept as long as the process runs.
 */
typedef struct {
  KontorMappingStore store;
  char *home;
  char *currency;
  guint decimals;
  char *statuses;
  gboolean fulfilments;
  KontorWooTracking tracking;
  gatomicrefcount ref_count;
} KontorWooShop;

/** Awaits. (nullable) on errors. */
KontorWooShop *kontor_woo_await_shop (KontorWooClient *client, GError **error);
KontorWooShop *kontor_woo_shop_ref (KontorWooShop *self);
void kontor_woo_shop_unref (KontorWooShop *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorWooShop, kontor_woo_shop_unref)

G_END_DECLS
