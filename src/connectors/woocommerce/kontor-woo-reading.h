#pragma once

#include "kontor-mapping.h"
#include "kontor-woo-mapping.h"
#include "kontor-woo-plan.h"

G_BEGIN_DECLS

/** A record with the object's id as its key; NULL with an error where there is none. @prefix: (nullable): before the id */
KontorRecord *kontor_woo_begin (KontorEntity entity, yyjson_val *object, const char *prefix, GError **error);
/** The text of an id; NULL for none and for 0. */
char *kontor_woo_dup_id (yyjson_val *value);

/** Text in which the shop writes references: names. */
void kontor_woo_take_name (KontorRecord *record, guint field, yyjson_val *object, const char *name);
void kontor_woo_take_ref (KontorRecord *record, guint field, yyjson_val *object, const char *name);
/** Of an address; ends with a NULL name. */
extern const KontorMappingName kontor_woo_address_names[];
/** The billing and shipping addresses. */
void kontor_woo_take_addresses (KontorRecord *record, guint field, yyjson_val *object);

/**
 * kontor_woo_take_metadata:
 * @known: names of members that have fields or say nothing, ended by NULL
 * @hidden: (nullable): the key of metadata that is read elsewhere
 *
 * Metadata, members that this version does not know, and what was unreadable.
 */
void kontor_woo_take_metadata (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object,
                               const char *const *known, const char *hidden);

G_END_DECLS
