#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KONTOR_POWER_VFS "kontor-power"

/**
 * kontor_power_vfs_register:
 *
 * Registers an SQLite VFS by that name over the system's own. Beside each
 * database, write-ahead log and journal it keeps "<file>.durable": what has
 * reached the disk by the last sync, and nothing since. Any thread; once.
 */
void kontor_power_vfs_register (void);

/**
 * kontor_power_vfs_cut:
 * @path: of the database; no process has it open any more
 * @rand: decides which of the unsynced sectors arrived all the same
 *
 * What a power cut leaves: the synced state with none, some or all of the
 * 512-byte sectors written since, in no order, and no shared memory.
 */
void kontor_power_vfs_cut (const char *path, GRand *rand);

/**
 * kontor_power_vfs_adopt:
 *
 * A file that came into its place by other means, synced: it is durable as it is.
 */
void kontor_power_vfs_adopt (const char *path);

/**
 * kontor_power_vfs_die_after:
 * @calls: of writes and syncs, from now on
 *
 * The process kills itself in the middle of that call. 0: never.
 */
void kontor_power_vfs_die_after (guint calls);

G_END_DECLS
