#pragma once

#include <yyjson.h>

#include "kontor-entity.h"
#include "kontor-woo-mapping.h"
#include "kontor-woo-plan.h"

G_BEGIN_DECLS

/**
 * KontorWooReading:
 * @store: whose object it is
 * @unreadable: what made no sense, by where it stood
 *
 * One object while it is read.
 */
typedef struct {
  const KontorWooStore *store;
  yyjson_mut_doc *doc;
  yyjson_mut_val *unreadable;
} KontorWooReading;

void kontor_woo_reading_init (KontorWooReading *self, const KontorWooStore *store);
void kontor_woo_reading_clear (KontorWooReading *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorWooReading, kontor_woo_reading_clear)

/** A record with the object's id as its key; NULL with an error where there is none. @prefix: (nullable): before the id */
KontorRecord *kontor_woo_begin (KontorEntity entity, yyjson_val *object, const char *prefix, GError **error);
/** A member with that key; NULL where there is no key, or the list has it already. */
KontorRecord *kontor_woo_begin_member (KontorRecord *record, guint field, const char *key);
/** JSON as text, valid UTF-8; NULL for what is none. */
char *kontor_woo_write_json (yyjson_mut_val *value);
/** The text of an id; NULL for none and for 0. */
char *kontor_woo_dup_id (yyjson_val *value);

/* Each reads the member @name of @object into a field, null where the shop has none. An absent member stays absent. */
void kontor_woo_take_text (KontorRecord *record, guint field, yyjson_val *object, const char *name);
/** Text in which the shop writes references: names. */
void kontor_woo_take_name (KontorRecord *record, guint field, yyjson_val *object, const char *name);
void kontor_woo_take_int (KontorWooReading *self, KontorRecord *record, guint field, yyjson_val *object, const char *name);
void kontor_woo_take_bool (KontorRecord *record, guint field, yyjson_val *object, const char *name);
void kontor_woo_take_money (KontorWooReading *self, KontorRecord *record, guint field, yyjson_val *object, const char *name);
/** As kontor_woo_take_money (), without its sign: refunds are negative. */
void kontor_woo_take_size (KontorWooReading *self, KontorRecord *record, guint field, yyjson_val *object, const char *name);
void kontor_woo_take_instant (KontorWooReading *self, KontorRecord *record, guint field, yyjson_val *object, const char *name);
void kontor_woo_take_ref (KontorRecord *record, guint field, yyjson_val *object, const char *name);
/** A field, and the member that holds it at the shop. */
typedef struct {
  guint field;
  const char *name;
} KontorWooName;
/** Of an address; ends with a NULL name. */
extern const KontorWooName kontor_woo_address_names[];
/** The billing and shipping addresses. */
void kontor_woo_take_addresses (KontorRecord *record, guint field, yyjson_val *object);

/**
 * kontor_woo_take_metadata:
 * @known: names of members that have fields or say nothing, ended by NULL
 * @hidden: (nullable): the key of metadata that is read elsewhere
 *
 * Metadata, members that this version does not know, and what was unreadable.
 */
void kontor_woo_take_metadata (KontorWooReading *self, KontorRecord *record, guint field, yyjson_val *object,
                               const char *const *known, const char *hidden);

/** From the members of that name, digested: the same of the same content. */
void kontor_woo_set_revision (KontorRecord *record, yyjson_val *object, const char *fields);

G_END_DECLS
