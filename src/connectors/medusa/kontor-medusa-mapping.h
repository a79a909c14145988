#pragma once

#include "kontor-batch.h"
#include "kontor-mapping.h"

G_BEGIN_DECLS

/*
 * What a shop says → what Kontor knows. Pure; any thread. Documents are read
 * by kontor_json_parse (). Medusa's ids ("order_01KJ…") are the keys as they
 * are. What makes no sense becomes null and is kept as it is under
 * "_unreadable" of the metadata, beside members that this version does not
 * know. Lists hold each key once. Only what is no object or has no id is an
 * error: KONTOR_ERROR_PROTOCOL.
 */

/** What a team shares, one value of an object's metadata by the names of its fields. */
#define KONTOR_MEDUSA_TEAM "_kontor"
/** In it, of a product: what it was before it came into our trash; there is none at the shop. */
#define KONTOR_MEDUSA_TRASH "trash"
/** Which of our operations wrote an object: their idempotency texts, newest first, parted by blanks; metadata, too. */
#define KONTOR_MEDUSA_MARK "_kontor_op"

/**
 * What a request has to ask for, as the "fields" of its query: the shop's own
 * choice lacks what is read here, and has much that is not.
 */
/* (nullable) of both: NULL where the shop's own choice does. */
const char *kontor_medusa_get_fields (KontorEntity entity);
/** Likewise, for key and revision alone. */
const char *kontor_medusa_get_digest_fields (KontorEntity entity);

gboolean kontor_medusa_read_order (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);

/** What belongs to orders and stands in lists of its own. */
typedef enum { KONTOR_MEDUSA_CLAIMS, KONTOR_MEDUSA_EXCHANGES, KONTOR_MEDUSA_EDITS } KontorMedusaChanges;
/**
 * kontor_medusa_add_changes:
 * @answer: of a list
 *
 * Into those orders of @batch that it names.
 */
void kontor_medusa_add_changes (const KontorMappingStore *store, KontorMedusaChanges kind, yyjson_val *answer, KontorBatch *batch);
/** The product and, as far as the answer has them, its variants. */
gboolean kontor_medusa_read_product (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
gboolean kontor_medusa_read_variant (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
gboolean kontor_medusa_read_customer (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
gboolean kontor_medusa_read_promotion (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
gboolean kontor_medusa_read_category (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
/** A tag, collection or type of products: what it is, its id says. */
gboolean kontor_medusa_read_tag (const KontorMappingStore *store, yyjson_val *object, KontorBatch *batch, GError **error);
/** @kind: "location", "shipping-method" … @position: among its kind */
gboolean kontor_medusa_read_setting (const char *kind, yyjson_val *object, gint64 position, KontorBatch *batch, GError **error);

/** Key and revision alone, of what a list answered with the fields of kontor_medusa_get_digest_fields (). */
gboolean kontor_medusa_read_digest (KontorEntity entity, yyjson_val *object, KontorBatch *batch, GError **error);

G_END_DECLS
