#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KontorDbLock:
 *
 * The right of one process to a database: flock on "@path.lock". While it is
 * held the lock file says who holds it, so what is left in it tells the next
 * owner how the last one ended. Never removed, so that two processes cannot
 * lock two files of that name.
 */
typedef struct _KontorDbLock KontorDbLock;

/** Errors: DB_BUSY with the holder's name, DB_READ_ONLY, DB_FULL, NOT_FOUND, DB. */
KontorDbLock *kontor_db_lock_acquire (const char *path, GError **error);
/** Gives it back. Doubts about the file stay written down until it was found sound. */
void kontor_db_lock_release (KontorDbLock *self);

/** Whether the file may be damaged: damage was met, or the machine went down with the last owner. */
gboolean kontor_db_lock_has_doubts (KontorDbLock *self);
/** Any thread. */
void kontor_db_lock_add_doubts (KontorDbLock *self);
void kontor_db_lock_clear_doubts (KontorDbLock *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorDbLock, kontor_db_lock_release)

G_END_DECLS
