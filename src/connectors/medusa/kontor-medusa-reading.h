#pragma once

#include "kontor-medusa-mapping.h"

G_BEGIN_DECLS

/* Shared by the files that read. */

/** A record with the object's id as its key; NULL with an error where there is none. */
KontorRecord *kontor_medusa_begin (KontorEntity entity, yyjson_val *object, GError **error);
/** A member with the id of @item as its key; NULL where it has none, or the list has it already. */
KontorRecord *kontor_medusa_begin_member (KontorRecord *record, guint field, yyjson_val *item);
void kontor_medusa_take_ref (KontorRecord *record, guint field, yyjson_val *object, const char *name);
/** A code that Medusa writes small: of a currency, a country. */
void kontor_medusa_take_code (KontorRecord *record, guint field, yyjson_val *object, const char *name);
/** Of an address; ends with a NULL name. The country is to be written in capitals afterwards. */
extern const KontorMappingName kontor_medusa_address_names[];
void kontor_medusa_take_address (KontorRecord *record, guint field, yyjson_val *source, const char *key);
/** Metadata proper without ours, members that this version does not know, and what was unreadable. */
void kontor_medusa_take_metadata (KontorMapping *self, KontorRecord *record, guint field, yyjson_val *object,
                                  const char *const *known);
/** (nullable): the team's value of the object's metadata */
yyjson_val *kontor_medusa_get_team (yyjson_val *object);
/** The tags of the team's value into a list of which the key is the tag. */
void kontor_medusa_take_tags (KontorRecord *record, guint field, yyjson_val *team);
/** (nullable): what of a list has the value under the name */
yyjson_val *kontor_medusa_find (yyjson_val *list, const char *name, const char *value);

/* The shop lists in no fixed order: what has one of its own is sorted by it, and everything else by its ids. */
/** (transfer full): the items of a list, of which NULL has none, in an order of pointers to them */
GPtrArray *kontor_medusa_sort (yyjson_val *list, GCompareFunc compare);
int kontor_medusa_compare_ids (gconstpointer a, gconstpointer b);
int kontor_medusa_compare_by (yyjson_val *a, yyjson_val *b, const char *name);

/** From what of an object moves when it changes, the same of the list as of the whole object. */
void kontor_medusa_set_revision (KontorRecord *record, KontorEntity entity, yyjson_val *object);

/* kontor-medusa-read-lines.c: lines and what else an order is made of. */
void kontor_medusa_take_lines (KontorMapping *self, KontorRecord *order, yyjson_val *object);
/** What the units of a line that came back had cost, with tax: the shop has taken that off the line and the order. */
gint64 kontor_medusa_get_returned_total (yyjson_val *item);
/* kontor-medusa-read-money.c: payments and what was paid back. */
void kontor_medusa_take_payments (KontorMapping *self, KontorRecord *order, yyjson_val *object);
/* kontor-medusa-read-parcels.c: what left, and what came back. */
void kontor_medusa_take_fulfilments (KontorMapping *self, KontorRecord *order, yyjson_val *object);
void kontor_medusa_take_returns (KontorMapping *self, KontorRecord *order, yyjson_val *object);

G_END_DECLS
