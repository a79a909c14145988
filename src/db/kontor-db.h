#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "kontor-changes.h"
#include "kontor-clock.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_DB (kontor_db_get_type ())
G_DECLARE_FINAL_TYPE (KontorDb, kontor_db, KONTOR, DB, GObject)

typedef struct _KontorTxn KontorTxn;
typedef struct _KontorStmt KontorStmt;

/**
 * KontorDbFunc:
 * @result: (out): uninitialised; what the future resolves with. Left alone, it resolves with TRUE.
 *
 * Runs on a database thread inside a transaction. FALSE and @error roll back
 * and reject the future. Must not wait for anything but SQLite.
 */
typedef gboolean (*KontorDbFunc) (KontorTxn *txn, gpointer data, GValue *result, GError **error);

/**
 * KontorDbSync:
 * @KONTOR_DB_SYNC_FULL: on the disk when the future resolves: all that a person did, claims, results
 * @KONTOR_DB_SYNC_NORMAL: may be lost with the power, never torn: pages of a pull
 */
typedef enum { KONTOR_DB_SYNC_FULL, KONTOR_DB_SYNC_NORMAL } KontorDbSync;

/** Which reader: pages and details never queue behind counts and exports. */
typedef enum { KONTOR_DB_INTERACTIVE, KONTOR_DB_BULK } KontorDbReader;

typedef enum {
  KONTOR_DB_OPEN_DEFAULT = 0,
  /* make the file if there is none; an empty one only counts as none where no earlier state of it was kept */
  KONTOR_DB_OPEN_CREATE = 1 << 0,
} KontorDbOpenFlags;

/** Beside the database, where its backups are kept. */
#define KONTOR_DB_BACKUP_FOLDER "backups"

/**
 * kontor_db_open:
 * @path: the file; beside it "@path.lock" is held with flock as long as the object lives
 * @vfs: (nullable): SQLite VFS to use, for tests of power cuts
 *
 * Locks, checks, migrates (after a backup beside the file) and opens, all on
 * the writer thread. Resolves to the KontorDb, which lives until it is closed.
 * Rejects with DB_BUSY, DB_NEWER, DB_CORRUPT, DB_READ_ONLY, DB_FULL, NOT_FOUND
 * or DB; the file is then as it was.
 */
DexFuture *kontor_db_open (const char *path, KontorDbOpenFlags flags, KontorClock *clock,
                           const char *vfs) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_db_close:
 *
 * Finishes what is queued, then closes the connections and gives the lock
 * back. Resolves when all threads have ended. Later calls reject with DB.
 */
DexFuture *kontor_db_close (KontorDb *self) G_GNUC_WARN_UNUSED_RESULT;

const char *kontor_db_get_path (KontorDb *self);

/**
 * kontor_db_write:
 * @data: (transfer full): freed with @destroy on the writer thread after the transaction ended, before the future resolves;
 *   at once where the database is closed
 *
 * Runs @func inside BEGIN IMMEDIATE, in the order of calls. A write is never
 * cancelled; dropping the future only forgets its result. The changes that it
 * noted are delivered to the listeners on the main thread before the future
 * resolves there.
 */
DexFuture *kontor_db_write (KontorDb *self, KontorOrigin origin, KontorDbSync sync, KontorDbFunc func, gpointer data,
                            GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_db_read:
 * @cancellable: (nullable): looked at before and while SQLite works
 *
 * Runs @func in a read transaction. Any thread may call; the future resolves as libdex has it.
 */
DexFuture *kontor_db_read (KontorDb *self, KontorDbReader reader, GCancellable *cancellable, KontorDbFunc func,
                           gpointer data, GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_db_listen:
 *
 * @func is called on the main thread once for each commit, in order, before
 * the future of the write resolves. Returns an id for kontor_db_unlisten ().
 */
typedef void (*KontorDbListener) (KontorChanges *changes, gpointer data);
guint kontor_db_listen (KontorDb *self, KontorDbListener func, gpointer data);
void kontor_db_unlisten (KontorDb *self, guint id);

/**
 * kontor_db_set_live / unset_live:
 *
 * Main thread: whether somebody holds a live object of this id, so that a
 * commit which touches it reads its row back for the notice.
 */
void kontor_db_set_live (KontorDb *self, KontorEntity entity, gint64 id);
void kontor_db_unset_live (KontorDb *self, KontorEntity entity, gint64 id);

/**
 * kontor_db_backup:
 *
 * A consistent copy of the whole file at @path (SQLite's backup of one reader,
 * the writer goes on), checked and synced before it gets its name.
 */
DexFuture *kontor_db_backup (KontorDb *self, const char *path) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_db_check: PRAGMA integrity_check and foreign_key_check on the bulk reader. Resolves to a GStrv of findings, empty if sound.
 */
DexFuture *kontor_db_check (KontorDb *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_db_repair:
 * @path: a file that nobody has open
 *
 * Moves the damaged file aside (".damaged-<time>"), salvages what SQLite can
 * still read (outbox, accounts, saved views first, then every table) into a
 * new one of the present schema and rebuilds the search. Resolves to a GStrv
 * that says what was saved and what was lost. On a worker thread.
 */
DexFuture *kontor_db_repair (const char *path, KontorClock *clock) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_db_restore:
 *
 * Puts a backup in the place of @path, which nobody has open: the present file
 * is kept aside. The outbox of the restored file is marked as paused.
 */
DexFuture *kontor_db_restore (const char *backup, const char *path, KontorClock *clock) G_GNUC_WARN_UNUSED_RESULT;

/* What a database function works with. */

/** The number of this commit when writing; of the last one that is seen when reading. */
gint64 kontor_txn_get_seq (KontorTxn *txn);
KontorOrigin kontor_txn_get_origin (KontorTxn *txn);
/** Whether other writes wait for the end of this one: what can be divided then ends soon. */
gboolean kontor_txn_is_awaited (KontorTxn *txn);
/** Milliseconds UTC, the same throughout the transaction. */
gint64 kontor_txn_get_now (KontorTxn *txn);
/** Notes a touched row; several notes of one row become one. */
void kontor_txn_note (KontorTxn *txn, KontorEntity entity, gint64 id, KontorChangeKind kind);
void kontor_txn_touch (KontorTxn *txn, KontorTouched touched);
/** Whether the read was cancelled; for loops outside SQLite. */
gboolean kontor_txn_is_cancelled (KontorTxn *txn);
/**
 * KontorTxnFinish:
 *
 * Work put off to the end of a transaction (sums over what it touched, search
 * texts in the order that suits the index): runs once, before the rows for the
 * notice are read back and COMMIT, and may write and note. FALSE rolls back.
 */
typedef gboolean (*KontorTxnFinish) (KontorTxn *txn, gpointer data, GError **error);
/** The data attached with @finish, which names it; NULL where none is yet. */
gpointer kontor_txn_get_attached (KontorTxn *txn, KontorTxnFinish finish);
/**
 * kontor_txn_attach:
 * @data: (transfer full): freed with @destroy when the transaction ends, however it ends
 *
 * In a read transaction @finish is never called: the data is a cache.
 */
void kontor_txn_attach (KontorTxn *txn, KontorTxnFinish finish, gpointer data, GDestroyNotify destroy);
gint64 kontor_txn_last_insert_id (KontorTxn *txn);
/** Rows changed by the last statement. */
guint kontor_txn_changes (KontorTxn *txn);

/**
 * kontor_txn_prepare:
 * @sql: a literal or interned text; statements are cached per connection by it
 *
 * Returns: (transfer none) (nullable): reset, bindings cleared; valid until it
 * is prepared again on this connection.
 */
KontorStmt *kontor_txn_prepare (KontorTxn *txn, const char *sql, GError **error);

/**
 * kontor_stmt_bind:
 * @format: a letter per parameter from the first on: i gint64, b gboolean, t
 *   const char * (nullable, copied), s const char * (nullable, not copied: must
 *   outlive the steps), y GBytes * (nullable), n nothing: NULL
 */
void kontor_stmt_bind (KontorStmt *self, const char *format, ...);
/* One parameter by number, from 1 on, for statements that are put together. */
void kontor_stmt_bind_int (KontorStmt *self, int index, gint64 value);
void kontor_stmt_bind_static (KontorStmt *self, int index, const char *text); /* not copied */
void kontor_stmt_bind_null (KontorStmt *self, int index);

typedef enum { KONTOR_STEP_ROW, KONTOR_STEP_DONE, KONTOR_STEP_ERROR } KontorStep;
KontorStep kontor_stmt_step (KontorStmt *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void kontor_stmt_reset (KontorStmt *self);

/* Columns of the row, from 0 on. Texts are borrowed until the next step. */
gint64 kontor_stmt_get_int (KontorStmt *self, int column);
const char *kontor_stmt_get_text (KontorStmt *self, int column);
char *kontor_stmt_dup_text (KontorStmt *self, int column);
/** (transfer full): a copy; NULL where it is null. */
GBytes *kontor_stmt_dup_bytes (KontorStmt *self, int column);
gboolean kontor_stmt_is_null (KontorStmt *self, int column);
int kontor_stmt_get_n_columns (KontorStmt *self);

/** Prepares, binds and runs to the end; rows are skipped. */
gboolean kontor_txn_run (KontorTxn *txn, GError **error, const char *sql, const char *format,
                         ...) G_GNUC_WARN_UNUSED_RESULT;
/** The first column of the first row; @fallback if there is none. FALSE only on errors. */
gboolean kontor_txn_query_int (KontorTxn *txn, gint64 *value, gint64 fallback, GError **error, const char *sql,
                               const char *format, ...) G_GNUC_WARN_UNUSED_RESULT;
/** The same for text: NULL in @value where there is no row. */
gboolean kontor_txn_query_text (KontorTxn *txn, char **value, GError **error, const char *sql, const char *format,
                                ...) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
