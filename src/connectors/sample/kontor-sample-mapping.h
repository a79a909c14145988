#pragma once

#include <yyjson.h>

#include "kontor-batch.h"
#include "kontor-shop.h"

G_BEGIN_DECLS

/*
 * What the sample shop says ↔ what Kontor knows. Pure; any thread.
 */

/** What the shop calls an entity in its paths: "products". */
const char *kontor_sample_get_collection (KontorEntity entity);

/**
 * kontor_sample_read_record:
 * @object: one thing as the shop answers it
 *
 * Members that Kontor has no field for are passed over; fields that the shop
 * does not say stay absent. Of a bare shop HTML entities are decoded and the
 * revision is a digest of the content. Errors: KONTOR_ERROR_PROTOCOL.
 */
KontorRecord *kontor_sample_read_record (KontorShopManner manner, KontorEntity entity, yyjson_val *object,
                                         GError **error);

/** As kontor_sample_read_record (), of the text of one object. */
KontorRecord *kontor_sample_parse_record (KontorShopManner manner, KontorEntity entity, const char *json,
                                          GError **error);

/** Key and revision alone. */
KontorRecord *kontor_sample_read_digest (KontorShopManner manner, KontorEntity entity, yyjson_val *object,
                                         GError **error);

/**
 * kontor_sample_write_fields:
 * @before: (nullable): what the shop has; its equal fields are left out
 *
 * Adds to @body what the shop is to write so that it has @wanted. Of team state
 * only the keys that changed are replaced in what @raw (nullable), the shop's
 * own answer, holds.
 */
void kontor_sample_write_fields (yyjson_mut_doc *doc, yyjson_mut_val *body, const KontorRecord *wanted,
                                 const KontorRecord *before, yyjson_val *raw);

/** One member of a list, whole. */
yyjson_mut_val *kontor_sample_write_member (yyjson_mut_doc *doc, const KontorRecord *member);

/** Text of a bare shop without its HTML entities. */
char *kontor_sample_decode (const char *text);
gint64 kontor_sample_read_time (const char *text);
char *kontor_sample_write_time (gint64 at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_mut_doc, yyjson_mut_doc_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)

G_END_DECLS
