#pragma once

#include "kontor-batch.h"
#include "kontor-mapping.h"

G_BEGIN_DECLS

/*
 * What a shop says → what Kontor knows. Pure; any thread. Documents are read
 * by kontor_json_parse (). What makes no sense (a price of "1.234,56") becomes
 * null and is kept as it is under "_unreadable" of the metadata, beside what
 * plugins add to an object. Lists hold each key once. Only what is no object
 * or has no id is an error: KONTOR_ERROR_PROTOCOL.
 */

/** What belongs to an order but is answered elsewhere; each nullable where it was not asked. */
typedef struct {
  yyjson_val *refunds; /* of any orders */
  yyjson_val *notes;
  yyjson_val *fulfilments;
} KontorWooParts;

/** The order, and as a seed the guest who placed it. */
gboolean kontor_woo_read_order (const KontorMappingStore *store, yyjson_val *object, const KontorWooParts *parts,
                                KontorBatch *batch, GError **error);
/** The order's number and its notes, and nothing else of it. */
gboolean kontor_woo_read_notes (yyjson_val *object, yyjson_val *notes, KontorBatch *batch, GError **error);
/** The product, and the variant that a product without variations is. */
gboolean kontor_woo_read_product (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
gboolean kontor_woo_read_variation (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
gboolean kontor_woo_read_customer (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
/** A row of the analytics' customers that is no user. */
gboolean kontor_woo_read_guest (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
gboolean kontor_woo_read_coupon (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
gboolean kontor_woo_read_category (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
gboolean kontor_woo_read_tag (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
gboolean kontor_woo_read_brand (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);

/**
 * kontor_woo_read_setting:
 * @kind: "status", "gateway", "tax-rate" …
 * @within: (nullable): the zone of a shipping method
 * @position: among its kind
 */
gboolean kontor_woo_read_setting (const char *kind, const char *within, yyjson_val *object, gint64 position,
                                  KontorBatch *batch, GError **error);

/** Key and revision alone, of what a list answered with the fields of kontor_woo_get_digest_fields (). */
gboolean kontor_woo_read_digest (KontorEntity entity, yyjson_val *object, KontorBatch *batch, GError **error);
/** (nullable): NULL where the whole object is its digest. */
const char *kontor_woo_get_digest_fields (KontorEntity entity);

/** Of a product's answer. */
gboolean kontor_woo_has_variations (yyjson_val *product);
/** Of an order's answer: whether its refunds, and fulfilments of WooCommerce's own, have to be read as well. */
gboolean kontor_woo_has_refunds (yyjson_val *order);
gboolean kontor_woo_has_fulfilments (yyjson_val *order);

/** (transfer full): what a server's clock writes: "2026-11-21T22:31:01" */
char *kontor_woo_write_time (gint64 at);

/** The key of somebody who orders without an account. */
char *kontor_woo_make_guest_key (const char *email);

G_END_DECLS
