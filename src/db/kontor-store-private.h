#pragma once

#include "kontor-store-table.h"
#include "kontor-store.h"

G_BEGIN_DECLS

/* What a write transaction puts off to its end, and what it remembers of the accounts. */
typedef struct _KontorPending KontorPending;

KontorPending *kontor_pending_get (KontorTxn *txn);
/** (transfer none) (nullable): of the shop; NULL on errors. UTC where none is known. */
GTimeZone *kontor_pending_get_zone (KontorPending *self, KontorTxn *txn, gint64 account_id, GError **error);
/** The sums of this object are computed anew at the end. */
void kontor_pending_sum (KontorPending *self, KontorEntity entity, gint64 id);
/** The search text of this object is written at the end; @words: (transfer full) (nullable): NULL if it is to be read from the tables. */
void kontor_pending_index (KontorPending *self, KontorEntity entity, gint64 id, char *words, gboolean is_new);
void kontor_pending_forget (KontorPending *self, KontorEntity entity, gint64 id);

/** Whether objects of @entity are found by words. */
gboolean kontor_entity_has_words (KontorEntity entity);
/** The search text of a whole record; of a product without what its variants and categories say. */
char *kontor_store_make_words (KontorEntity entity, const KontorRecord *record);
/** The same from the tables, with all that belongs to it. NULL without @error where there is no such row. */
char *kontor_store_read_words (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error);

/** References that waited for this remote id get the id; their objects are noted. */
gboolean kontor_store_resolve (KontorTxn *txn, KontorEntity entity, gint64 account_id, gint64 id, const char *remote_id,
                               GError **error);
/** References to an object that was made here get the remote id that it has now. */
gboolean kontor_store_name_links (KontorTxn *txn, KontorEntity entity, gint64 id, const char *remote_id,
                                  GError **error);
/** Notes the objects that refer to this one, because it goes or is called differently. */
gboolean kontor_store_note_links (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error);

/**
 * KontorSave:
 *
 * One record on its way into its tables.
 */
typedef struct {
  KontorTxn *txn;
  KontorPending *pending;
  KontorEntity entity;
  gint64 id;
  gint64 account_id;
  gint64 parent; /* what the object's own reference was found to be */
  gint64 placed_day;
  gboolean has_placed_day;
  GPtrArray *texts; /* (element-type utf8): bound ones that are not the record's own */
} KontorSave;

/** Binds the columns of a field from *index on and moves it behind them. */
gboolean kontor_save_bind (KontorSave *self, KontorStmt *stmt, int *index, const KontorTable *table,
                           const KontorRecord *record, guint field, GError **error);
/** Runs a bound statement to its end. */
gboolean kontor_save_run (KontorSave *self, KontorStmt *stmt, GError **error);
/**
 * kontor_save_lists:
 * @before: (nullable): as stored
 * @above: (nullable): the key of @record, if it is a member
 *
 * Writes what differs in the lists that have tables, and sets @changed if anything did.
 */
gboolean kontor_save_lists (KontorSave *self, const KontorRecord *record, const KontorRecord *before, const char *above,
                            gboolean *changed, GError **error);
/** Clears what a save holds. */
void kontor_save_clear (KontorSave *self);
/** Whether both hold the same; what a record does not know is null. */
gboolean kontor_save_is_same (const KontorRecord *a, const KontorRecord *b, guint field);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorSave, kontor_save_clear)

G_END_DECLS
