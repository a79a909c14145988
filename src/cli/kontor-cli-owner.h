#pragma once

#include "kontor-cli.h"

G_BEGIN_DECLS

#define KONTOR_OWNER_NAME "org.kontor.Kontor.Engine"

/**
 * kontor_cli_owner_export:
 *
 * Lets kontorctl work through this process, which owns the database: takes the
 * name KONTOR_OWNER_NAME on the session bus and carries out what it is handed.
 * Where there is no bus nothing happens. Returns an id for
 * kontor_cli_owner_unexport (). Main thread.
 */
guint kontor_cli_owner_export (KontorEngine *engine, const KontorConnectorFactory *const *factories);
void kontor_cli_owner_unexport (guint id);

/**
 * kontor_cli_hand_over:
 *
 * Hands @request with its three streams to the owner of the database. Resolves
 * to its int exit status, or to -1 where there is no owner that answers, or it
 * has another database open.
 */
DexFuture *kontor_cli_hand_over (KontorCliRequest *request, const char *database) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
