#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/*
 * The verbs of products and variants. Each validates, runs one write function
 * and resolves to the gint64 action, or rejects with INVALID, NOT_FOUND or
 * UNSUPPORTED without having changed anything. Main thread.
 */

/** The regular price of variants, in their own currency; the currency of @price must be theirs. */
DexFuture *kontor_catalog_set_price (KontorEngine *engine, KontorScope *variants,
                                     KontorMoney price) G_GNUC_WARN_UNUSED_RESULT;
/** The price of variants for everybody in a currency that is not their own. */
DexFuture *kontor_catalog_set_currency_price (KontorEngine *engine, KontorScope *variants,
                                              KontorMoney price) G_GNUC_WARN_UNUSED_RESULT;
/** @price: (nullable): NULL ends the sale. @from, @to: instants, 0 is open. */
DexFuture *kontor_catalog_set_sale_price (KontorEngine *engine, KontorScope *variants, const KontorMoney *price,
                                          gint64 from, gint64 to) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_catalog_adjust_stock:
 * @location: (nullable): remote id of the location; NULL where the shop has none, or the variant only one
 * @by: what is added, never 0
 * @reason: (nullable): for the movement ledger
 */
DexFuture *kontor_catalog_adjust_stock (KontorEngine *engine, KontorScope *variants, const char *location, gint64 by,
                                        const char *reason) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_catalog_count_stock:
 * @location: (nullable): as of kontor_catalog_adjust_stock ()
 * @counted: what is there, absolutely
 *
 * Where the shop has sold or received since, that is a conflict with both
 * quantities, never an overwrite.
 */
DexFuture *kontor_catalog_count_stock (KontorEngine *engine, KontorScope *variants, const char *location,
                                       gint64 counted) G_GNUC_WARN_UNUSED_RESULT;

/** @changes: a partial product (PLAIN fields only). */
DexFuture *kontor_catalog_set_product (KontorEngine *engine, KontorScope *products,
                                       const KontorRecord *changes) G_GNUC_WARN_UNUSED_RESULT;
/** @changes: a partial variant (PLAIN fields without price and stock). */
DexFuture *kontor_catalog_set_variant (KontorEngine *engine, KontorScope *variants,
                                       const KontorRecord *changes) G_GNUC_WARN_UNUSED_RESULT;
/**
 * kontor_catalog_set_pictures:
 * @pictures: a partial product with the list as it shall be, in order; one
 *   without a key is new, its address the file: URI of what is uploaded
 */
DexFuture *kontor_catalog_set_pictures (KontorEngine *engine, gint64 product_id,
                                        const KontorRecord *pictures) G_GNUC_WARN_UNUSED_RESULT;
/** "published", "draft", "private" */
DexFuture *kontor_catalog_set_status (KontorEngine *engine, KontorScope *products,
                                      const char *status) G_GNUC_WARN_UNUSED_RESULT;

/** @product: whole as far as it is known; its SKU is its natural key where the platform has no other. */
DexFuture *kontor_catalog_create_product (KontorEngine *engine, gint64 account_id,
                                          const KontorRecord *product) G_GNUC_WARN_UNUSED_RESULT;
/** @variant: of the product, which may be as new and not yet sent. */
DexFuture *kontor_catalog_create_variant (KontorEngine *engine, gint64 product_id,
                                          const KontorRecord *variant) G_GNUC_WARN_UNUSED_RESULT;
/** @kind: KONTOR_ENTITY_CATEGORY or KONTOR_ENTITY_TAG; @term: its name, and what else is known of it */
DexFuture *kontor_catalog_create_term (KontorEngine *engine, KontorEntity kind, gint64 account_id,
                                       const KontorRecord *term) G_GNUC_WARN_UNUSED_RESULT;
/** Renames a category or a tag, or moves a category below another. @changes: partial */
DexFuture *kontor_catalog_set_term (KontorEngine *engine, KontorEntity kind, gint64 id,
                                    const KontorRecord *changes) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_catalog_trash_product (KontorEngine *engine, KontorScope *products) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
