#pragma once

#include "kontor-db.h"
#include "kontor-query.h"

G_BEGIN_DECLS

/**
 * KontorStore:
 *
 * Records in and out of their tables, by the field tables of core alone: the
 * SQL of a record type is put together once from its fields. All functions run
 * on database threads inside a transaction.
 */

typedef enum {
  KONTOR_LOAD_ROW,   /* without lazy fields and lists, except what a list's row shows (tags) */
  KONTOR_LOAD_WHOLE, /* everything */
} KontorLoad;

/** (transfer full) (nullable): NULL without @error where there is no such row. */
KontorRecord *kontor_store_load (KontorTxn *txn, KontorEntity entity, gint64 id, KontorLoad how, GError **error);

/** (element-type KontorRecord) (transfer container): those of @ids that exist, in their order. */
GPtrArray *kontor_store_load_many (KontorTxn *txn, KontorEntity entity, const gint64 *ids, guint n_ids, KontorLoad how,
                                   GError **error);

/** The id of what an account calls @remote_id; 0 where it is not here. FALSE on errors. */
gboolean kontor_store_find (KontorTxn *txn, KontorEntity entity, gint64 account_id, const char *remote_id, gint64 *id,
                            GError **error);

/**
 * kontor_store_save:
 * @record: whole, its account set; with an id the row of that id is changed,
 *   without one it is inserted (an order's id is made from its placed-at) and
 *   @id tells it. Fields that are absent keep what the row has (of a new row: null).
 * @kind: (out) (optional): whether it was added or changed; unset where nothing differed
 *
 * Writes row, members and search text; only what differs is written. Computes
 * the references' ids by the remote ids, resolves those of others that waited
 * for this object, keeps counts of other objects (a product's from its
 * variants, a customer's from the orders) and notes every touched row.
 * Returns TRUE also where nothing differed.
 */
gboolean kontor_store_save (KontorTxn *txn, const KontorRecord *record, gint64 *id, GError **error);

/** Removes the row with all its members and search text, and notes it. */
gboolean kontor_store_remove (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error);

/* Lists. */

/**
 * kontor_store_query_page:
 * @after: (nullable): a row's id after which to begin; NULL: at the beginning
 *
 * The first @limit ids of a query, (element-type gint64). For the first page of a list.
 */
GArray *kontor_store_query_page (KontorTxn *txn, KontorQuery *query, guint limit, GError **error);
/** The same, but where words find very many: the latest, in no time. For a look at what there is. */
GArray *kontor_store_query_some (KontorTxn *txn, KontorQuery *query, guint limit, GError **error);
/** All ids of a query in order, (element-type gint64). */
GArray *kontor_store_query_ids (KontorTxn *txn, KontorQuery *query, GError **error);
gboolean kontor_store_query_count (KontorTxn *txn, KontorQuery *query, gint64 *count, GError **error);

/**
 * kontor_store_matches:
 *
 * Whether the row @id is in the query, and where @sorts_before says how it
 * compares with another row: how a change is applied to a list without asking
 * the whole query again. FALSE on errors.
 */
gboolean kontor_store_matches (KontorTxn *txn, KontorQuery *query, gint64 id, gboolean *matches, GError **error);
/** How many rows of the query come before row @id (its position if it is in it). */
gboolean kontor_store_query_position (KontorTxn *txn, KontorQuery *query, gint64 id, gint64 *position, GError **error);

/** A copy of the read-back function for kontor_db notices. */
KontorRecord *kontor_store_read_row (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error);

/** Writes the search text of every row anew. */
gboolean kontor_store_rebuild_search (KontorTxn *txn, GError **error);

G_END_DECLS
