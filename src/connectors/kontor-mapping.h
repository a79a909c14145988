#pragma once

#include <yyjson.h>

#include "kontor-entity.h"

G_BEGIN_DECLS

/*
 * What reading is the same of at every platform: JSON that a shop answered
 * becomes records. Pure; any thread. Documents are read by kontor_json_parse ().
 */

/**
 * KontorMappingStore:
 * @home: its address, for links into its admin
 * @currency: of its prices
 */
typedef struct {
  const char *home;
  const char *currency;
} KontorMappingStore;

/**
 * KontorMapping:
 * @store: whose object it is
 * @unreadable: what made no sense, by where it stood
 *
 * One object while it is read.
 */
typedef struct {
  const KontorMappingStore *store;
  yyjson_mut_doc *doc;
  yyjson_mut_val *unreadable;
} KontorMapping;

void kontor_mapping_init (KontorMapping *self, const KontorMappingStore *store);
void kontor_mapping_clear (KontorMapping *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorMapping, kontor_mapping_clear)

/** A member with that key; NULL where there is no key, or the list has it already. */
KontorRecord *kontor_mapping_begin_member (KontorRecord *record, guint field, const char *key);
/** JSON as text, valid UTF-8; NULL for what is none. */
char *kontor_mapping_write_json (yyjson_mut_val *value);
/** Milliseconds UTC of "2026-11-21T22:31:01" or "2026-11-21T22:31:01.250Z", 0 for what is no time. */
gint64 kontor_mapping_read_time (const char *text);
/** Millionths of the member @name, 0 for what is no amount. */
gint64 kontor_mapping_read_amount (yyjson_val *object, const char *name);

/* Each reads the member @name of @object into a field, null where the shop has none. An absent member stays absent. */
void kontor_mapping_take_text (KontorRecord *record, guint field, yyjson_val *object, const char *name);
void kontor_mapping_take_int (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object, const char *name);
void kontor_mapping_take_bool (KontorRecord *record, guint field, yyjson_val *object, const char *name);
void kontor_mapping_take_money (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object, const char *name);
/** An amount without its sign: of some shops refunds are negative. */
void kontor_mapping_take_size (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object, const char *name);
void kontor_mapping_take_instant (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object, const char *name);

/** A field, and the member that holds it at the shop. */
typedef struct {
  guint field;
  const char *name;
} KontorMappingName;
/** An address as a member under @key; none where all of it is empty. @names: ends with a NULL name */
void kontor_mapping_take_address (KontorRecord *record, guint field, yyjson_val *source, const char *key,
                                  const KontorMappingName *names);

/** One more value of metadata; where the name is taken, beside it: "size#2". */
void kontor_mapping_add_value (KontorMapping *self, yyjson_mut_val *all, const char *name, yyjson_val *value);
/**
 * kontor_mapping_take_metadata:
 * @all: an object of self's document with the metadata proper
 * @known: names of members that have fields or say nothing, ended by NULL
 *
 * Metadata, members of @object that this version does not know, and what was unreadable.
 */
void kontor_mapping_take_metadata (KontorMapping *self, KontorRecord *record, guint field, yyjson_mut_val *all,
                                   yyjson_val *object, const char *const *known);

/** From the members of that name, digested: the same of the same content. */
void kontor_mapping_set_revision (KontorRecord *record, yyjson_val *object, const char *fields);

G_END_DECLS
