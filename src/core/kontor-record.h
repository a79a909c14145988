#pragma once

#include <glib-object.h>

#include "kontor-money.h"

G_BEGIN_DECLS

/**
 * KontorRecord:
 *
 * What is known of one thing (an order, a line of it, a variant …): values by
 * the fields of its type. A field is absent (nothing is known of it), null, or
 * has a value. Partial records are therefore changes as well: the set of an
 * operation names only the fields that it changes.
 *
 * Records are reference counted. They are filled by whoever made them and
 * immutable from the moment they are shared; then they may cross threads.
 * To change a shared one, copy it.
 */
typedef struct _KontorRecord KontorRecord;
typedef struct _KontorRecordType KontorRecordType;
typedef struct _KontorField KontorField;

#define KONTOR_TYPE_RECORD (kontor_record_get_type ())

typedef enum {
  KONTOR_FIELD_TEXT,
  KONTOR_FIELD_INT,
  KONTOR_FIELD_BOOL,
  KONTOR_FIELD_MONEY,   /* millionths, in the currency of the object that it belongs to */
  KONTOR_FIELD_INSTANT, /* milliseconds since 1970, UTC */
  KONTOR_FIELD_DAY,     /* days since 1970-01-01 in the store's zone */
  KONTOR_FIELD_JSON,    /* raw text as the server wrote it, shown and sent back untouched */
  KONTOR_FIELD_REF,     /* another object: its id here and its id at the storefront */
  KONTOR_FIELD_LIST,    /* members, each a record with a key unique in the list */
} KontorFieldKind;

/**
 * KontorFieldFlags:
 * @KONTOR_FIELD_DERIVED: computed here from other fields, by kontor_derive ();
 *   never compared with the server nor sent to it
 * @KONTOR_FIELD_LAZY: not part of a list's row; read with the detail only
 * @KONTOR_FIELD_TEAM: shared by a team through the storefront's metadata
 * @KONTOR_FIELD_LOCAL: never leaves this computer
 */
typedef enum {
  KONTOR_FIELD_PLAIN = 0,
  KONTOR_FIELD_DERIVED = 1 << 0,
  KONTOR_FIELD_LAZY = 1 << 1,
  KONTOR_FIELD_TEAM = 1 << 2,
  KONTOR_FIELD_LOCAL = 1 << 3,
} KontorFieldFlags;

struct _KontorField {
  const char *name; /* the column, the JSON member and, with dashes, the property */
  KontorFieldKind kind;
  KontorFieldFlags flags;
  const KontorRecordType *members; /* of a list */
  guint target;                    /* of a reference: a KontorEntity */
};

/**
 * KontorRecordType:
 *
 * A table of fields. A type of list members with a @table is kept in it, one
 * row a member, keyed by the object's id, the keys of the records around it and
 * its own key; a type without one is kept as JSON in the column of its list.
 */
struct _KontorRecordType {
  const char *name;
  const char *table;
  const char *key_column; /* how members of its lists call the key of this one: "refund_key" */
  const KontorField *fields;
  guint n_fields;
};

GType kontor_record_get_type (void) G_GNUC_CONST;

KontorRecord *kontor_record_new (const KontorRecordType *type);
KontorRecord *kontor_record_ref (KontorRecord *self);
void kontor_record_unref (KontorRecord *self);
KontorRecord *kontor_record_copy (const KontorRecord *self);

const KontorRecordType *kontor_record_get_record_type (const KontorRecord *self);

/* The envelope. The key is the remote id of an object, the key of a member. */
gint64 kontor_record_get_id (const KontorRecord *self);
void kontor_record_set_id (KontorRecord *self, gint64 id);
gint64 kontor_record_get_account (const KontorRecord *self);
void kontor_record_set_account (KontorRecord *self, gint64 account_id);
const char *kontor_record_get_key (const KontorRecord *self);
void kontor_record_set_key (KontorRecord *self, const char *key);
const char *kontor_record_get_revision (const KontorRecord *self);
void kontor_record_set_revision (KontorRecord *self, const char *revision);

gboolean kontor_record_has (const KontorRecord *self, guint field);
gboolean kontor_record_is_null (const KontorRecord *self, guint field);
void kontor_record_unset (KontorRecord *self, guint field);
void kontor_record_set_null (KontorRecord *self, guint field);

const char *kontor_record_get_text (const KontorRecord *self, guint field);
void kontor_record_set_text (KontorRecord *self, guint field, const char *value);
void kontor_record_take_text (KontorRecord *self, guint field, char *value);
gint64 kontor_record_get_int (const KontorRecord *self, guint field);
void kontor_record_set_int (KontorRecord *self, guint field, gint64 value);
gboolean kontor_record_get_bool (const KontorRecord *self, guint field);
void kontor_record_set_bool (KontorRecord *self, guint field, gboolean value);

/* Money: the amount in millionths and, where the server wrote more decimals than those, its own text. */
gint64 kontor_record_get_amount (const KontorRecord *self, guint field);
const char *kontor_record_get_exact (const KontorRecord *self, guint field);
void kontor_record_set_amount (KontorRecord *self, guint field, gint64 amount);
gboolean kontor_record_set_decimal (KontorRecord *self, guint field, const char *text, GError **error);
char *kontor_record_dup_decimal (const KontorRecord *self, guint field);

/* A reference: 0 where the other object is not here (yet), NULL where the storefront does not know it. */
gint64 kontor_record_get_ref (const KontorRecord *self, guint field);
const char *kontor_record_get_ref_key (const KontorRecord *self, guint field);
void kontor_record_set_ref (KontorRecord *self, guint field, gint64 id, const char *key);

/* Lists: members in order, borrowed; never NULL elements. An absent list has length 0. */
guint kontor_record_get_length (const KontorRecord *self, guint field);
KontorRecord *kontor_record_get_member (const KontorRecord *self, guint field, guint index);
KontorRecord *kontor_record_find_member (const KontorRecord *self, guint field, const char *key);
void kontor_record_set_empty (KontorRecord *self, guint field);
void kontor_record_take_member (KontorRecord *self, guint field, KontorRecord *member);
void kontor_record_replace_member (KontorRecord *self, guint field, guint index, KontorRecord *member);
void kontor_record_remove_member (KontorRecord *self, guint field, const char *key);

/**
 * kontor_record_equal_field:
 *
 * Whether both know the field and hold the same. Amounts are compared as
 * amounts, references by their storefront id where both have one, lists
 * member by member in order.
 */
gboolean kontor_record_equal_field (const KontorRecord *a, const KontorRecord *b, guint field);
gboolean kontor_record_equal (const KontorRecord *a, const KontorRecord *b);

/**
 * kontor_record_overlay:
 *
 * Sets in @self every field that @change knows. Lists are replaced whole.
 */
void kontor_record_overlay (KontorRecord *self, const KontorRecord *change);

/**
 * kontor_record_to_json:
 *
 * One line of JSON with the known fields in the order of the type: amounts in
 * millionths as integers (an object with the text where that says more),
 * references as {"id","key"}, lists as arrays. The envelope is in "@id",
 * "@key", "@revision". kontor_record_from_json () reads it back unchanged;
 * members that this version does not know are an error of the KONTOR_ERROR
 * domain, code PROTOCOL.
 */
char *kontor_record_to_json (const KontorRecord *self);
KontorRecord *kontor_record_from_json (const KontorRecordType *type, const char *json, gssize length, GError **error);

int kontor_record_type_find (const KontorRecordType *type, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorRecord, kontor_record_unref)

G_END_DECLS
