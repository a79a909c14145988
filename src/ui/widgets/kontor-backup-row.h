#pragma once

#include <adwaita.h>

#include "kontor-backups.h"

G_BEGIN_DECLS

/**
 * kontor_backup_row_new:
 * @action: takes the path (s)
 *
 * A backup, when it was made and how, with a button that restores it.
 */
GtkWidget *kontor_backup_row_new (const KontorBackup *backup, const char *action);

G_END_DECLS
