#pragma once

#include "kontor-store.h"

G_BEGIN_DECLS

/**
 * KontorTable:
 * @depth: keys before its own: 0 of an object, 1 of its members, 2 of members of those
 * @insert: with all columns: of an object id, account, remote id, revision and the fields; of a member the keys, its own,
 *   the position and the fields. A member of the same keys is overwritten
 * @select: by KontorLoad: of an object by id: account, remote id, revision and the fields; of members by the keys before
 *   their own, in order: key and the fields
 * @remove: by id, or by all keys
 * @sums: bits of the fields that are computed from other objects' rows; saving the object itself leaves them alone
 * @never_null: bits of the fields that are 0 where they are null, because indexes begin with them
 * @sort_keys: bits of the fields that a list is sorted by in their folded form, kept in a column "…_key" after theirs
 *
 * The SQL of a record type, put together once from its fields and immutable from then on.
 */
typedef struct {
  const KontorRecordType *type;
  guint depth;
  const char *insert;
  const char *select[2];
  const char *remove;
  guint64 sums;
  guint64 sort_keys;
  guint64 never_null;
} KontorTable;

/** Any thread. NULL for types that are kept as JSON in the column of their list. */
const KontorTable *kontor_table_get (const KontorRecordType *type);

/** Whether @field is a list with a table of its own, so that it has no column. */
gboolean kontor_field_has_table (const KontorField *field);
/** How many columns a field has. */
guint kontor_table_count_columns (const KontorTable *self, guint field);
/** Whether @how reads @field. */
gboolean kontor_field_is_loaded (const KontorField *field, KontorLoad how);
/** Appends the columns of a field, each followed by @suffix and after a comma where @sql is not empty. */
void kontor_table_append_columns (const KontorRecordType *type, guint field, const char *suffix, GString *sql);

G_END_DECLS
