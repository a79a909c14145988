#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

/** Work on a file that no KontorDb has open. FALSE with @error, else TRUE; @result may stay unset: TRUE. */
typedef gboolean (*KontorDbTaskFunc) (gpointer data, GValue *result, GError **error);

/** Runs @func on a thread of its own. @data: (transfer full) */
DexFuture *kontor_db_run_task (const char *name, KontorDbTaskFunc func, gpointer data,
                               GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
