#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

/** Why a quantity of the movement ledger moved. */
typedef enum {
  KONTOR_MOVEMENT_ALLOCATION,
  KONTOR_MOVEMENT_RELEASE,
  KONTOR_MOVEMENT_SALE,
  KONTOR_MOVEMENT_CANCELLATION,
  KONTOR_MOVEMENT_RETURN_RESTOCK,
  KONTOR_MOVEMENT_ADJUSTMENT,
  KONTOR_MOVEMENT_TRANSFER_OUT,
  KONTOR_MOVEMENT_TRANSFER_IN,
  KONTOR_MOVEMENT_RECEIPT,
  KONTOR_MOVEMENT_COUNT,
} KontorMovementKind;

/** As stored: "return-restock". */
const char *kontor_movement_kind_to_nick (KontorMovementKind kind);
gboolean kontor_movement_kind_from_nick (const char *nick, KontorMovementKind *kind);
/** (translatable) As a person reads it, translated. */
const char *kontor_movement_kind_get_label (KontorMovementKind kind);

typedef enum {
  KONTOR_STOCK_IN,
  KONTOR_STOCK_LOW,
  KONTOR_STOCK_OUT,
  KONTOR_STOCK_UNTRACKED,
} KontorStockState;

/** The word in the field of the product: "low". */
const char *kontor_stock_state_to_nick (KontorStockState state);

/**
 * kontor_stock_state:
 * @available: (nullable): NULL where stock is not managed
 * @variant_threshold: (nullable): the variant's own
 * @product_threshold: (nullable): of its product
 * @store_threshold: of the shop
 *
 * Out at nothing or less, low at or under the first threshold there is.
 */
KontorStockState kontor_stock_state (const gint64 *available, const gint64 *variant_threshold,
                                     const gint64 *product_threshold, gint64 store_threshold);

/** Adds the storefront's keys of the variants that are in an order's lines, each once. @order: (nullable) @keys: borrowed texts */
void kontor_stock_add_variants (GPtrArray *keys, const KontorRecord *order);

G_END_DECLS
