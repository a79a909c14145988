#pragma once

#include <sqlite3.h>

#include "kontor-db-lock.h"
#include "kontor-db.h"
#include "kontor-notes.h"
#include "kontor-schema.h"

G_BEGIN_DECLS

/* "Kntr" in the header of every file of ours. */
#define KONTOR_APPLICATION_ID 0x4b6e7472

typedef enum { KONTOR_CONNECTION_WRITER, KONTOR_CONNECTION_READER, KONTOR_CONNECTION_DAMAGED } KontorConnectionKind;

/* One SQLite connection, used by one thread at a time. */
typedef struct {
  sqlite3 *handle;
  KontorDbLock *lock;     /* (nullable): told about damage */
  GHashTable *statements; /* (element-type utf8 KontorStmt): by their text */
  GPtrArray *used;        /* (element-type KontorStmt): (unowned) of the present transaction */
  KontorDbSync sync;
  gboolean in_transaction;
} KontorConnection;

struct _KontorStmt {
  sqlite3_stmt *handle;
  KontorConnection *connection;
  guint idle;    /* transactions since it was used */
  gboolean used; /* in the present transaction */
  int code;      /* of the first bind that failed */
};

/** @lock: (nullable): borrowed. @flags: of sqlite3_open_v2 (). */
KontorConnection *kontor_connection_new (const char *path, KontorConnectionKind kind, int flags, const char *vfs,
                                         KontorDbLock *lock, GError **error);
void kontor_connection_free (KontorConnection *self);
gboolean kontor_connection_exec (KontorConnection *self, GError **error, const char *sql) G_GNUC_WARN_UNUSED_RESULT;
/** The first column of the first row; 0 if there is none. */
gboolean kontor_connection_query_int (KontorConnection *self, gint64 *value, GError **error,
                                      const char *sql) G_GNUC_WARN_UNUSED_RESULT;
KontorStmt *kontor_connection_prepare (KontorConnection *self, const char *sql, GError **error);
/** Resets what the transaction used and drops what was not used for long. */
void kontor_connection_end_statements (KontorConnection *self);
/** Sets the error of the last call. Always returns FALSE. */
gboolean kontor_connection_fail (KontorConnection *self, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorConnection, kontor_connection_free)

KontorStmt *kontor_stmt_new (KontorConnection *connection, sqlite3_stmt *handle);
void kontor_stmt_free (KontorStmt *self);
void kontor_stmt_bind_valist (KontorStmt *self, const char *format, va_list *args);

/* A transaction, on the stack of its thread. */
struct _KontorTxn {
  KontorConnection *connection;
  KontorNotes *notes;        /* (owned) (nullable): NULL when reading */
  GArray *attached;          /* (owned) (nullable) */
  GCancellable *cancellable; /* (unowned) (nullable) */
  GAsyncQueue *others;       /* (unowned) (nullable): that wait until it has ended */
  KontorOrigin origin;
  gint64 seq;
  gint64 now;
  gint64 total_before;
};

/** Begins reading; @cancellable interrupts SQLite. */
gboolean kontor_txn_begin_read (KontorTxn *self, KontorConnection *connection, GCancellable *cancellable, gint64 now,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean kontor_txn_begin_write (KontorTxn *self, KontorConnection *connection, KontorOrigin origin, KontorDbSync sync,
                                 gint64 seq, gint64 now, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Runs @func; makes sure that a failure has its reason. */
gboolean kontor_txn_call (KontorTxn *self, KontorDbFunc func, gpointer data, GValue *result,
                          GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Runs what was put off. */
gboolean kontor_txn_finish (KontorTxn *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Whether anything was written or noted. */
gboolean kontor_txn_has_changed (KontorTxn *self);
gboolean kontor_txn_commit (KontorTxn *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void kontor_txn_rollback (KontorTxn *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (KontorTxn, kontor_txn_rollback)

/** The schema version of the file. */
gboolean kontor_migrate_get_version (KontorConnection *connection, gint64 *version,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Brings the file of a writer connection to version @to, all steps in one transaction. */
gboolean kontor_migrate (KontorConnection *connection, const KontorSchema *schema, guint to, gint64 now,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;

/** Refuses, without touching it, a file that is none of ours or newer than @schema. Sets @exists. */
gboolean kontor_db_file_inspect (const char *path, KontorDbOpenFlags flags, const KontorSchema *schema,
                                 gboolean *exists, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Copies what @connection sees into a file, checked and synced before it is called @path. */
gboolean kontor_db_file_copy (KontorConnection *connection, const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** PRAGMA quick_check; what it finds is an error. */
gboolean kontor_db_file_check (KontorConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Makes an empty file that only its owner can read. */
gboolean kontor_db_file_make (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Puts @prepared in the place of @path; what is there is kept as "@path.<word>-<time>". */
gboolean kontor_db_file_replace (const char *prepared, const char *path, const char *word, gint64 now,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean kontor_db_file_sync (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Makes sure that the names in the folder of @path survive a power cut. */
gboolean kontor_db_file_sync_folder (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void kontor_db_file_remove (const char *path);

/** Stops the outboxes of all accounts until a person looked at them. */
gboolean kontor_installation_pause (KontorTxn *txn, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/** Pauses the outboxes of a file that comes from another machine, and makes it this one's. */
gboolean kontor_installation_settle (KontorTxn *txn, const char *machine_file,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* A thread with its connection. */
typedef struct {
  GThread *thread;
  GAsyncQueue *jobs; /* (element-type KontorJob) */
  KontorConnection *connection;
} KontorWorker;

struct _KontorDb {
  GObject parent_instance;

  char *path;
  char *vfs; /* (nullable) */
  KontorDbOpenFlags flags;
  KontorClock *clock;
  const KontorSchema *schema;
  KontorDbLock *lock;
  KontorWorker writer;
  KontorWorker readers[2]; /* by KontorDbReader */
  KontorLive *live;
  gint64 seq; /* of the last commit; writer thread */

  GMutex mutex; /* of the two below */
  gboolean accepting;
  DexPromise *closing; /* (nullable) */

  GPtrArray *listeners; /* main thread */
  guint last_listener;
};

/** Calls the listeners; main thread. */
void kontor_db_notify (KontorDb *self, KontorChanges *changes);

/** Lock, checks, migrations and connections; on the writer thread. Leaves nothing open on failure. */
gboolean kontor_db_open_files (KontorDb *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void kontor_db_close_files (KontorDb *self);

G_END_DECLS
