#include "kontor-schema.h"

#include <glib/gi18n.h>

#include "kontor-store.h"

static const KontorMigration steps[] = {
  { .resource = "001-schema.sql" },
  { .resource = "002-draft.sql" },
  { .resource = "003-swap-lines.sql" },
  { .resource = "004-left-out.sql" },
  { .resource = "005-documents.sql" },
  { .resource = "006-sheet.sql" },
};

/* An account can be signed in to again, what was to be sent to it cannot be typed again. */
static gboolean
mend (KontorTxn *txn, GError **error)
{
  return kontor_txn_run (
      txn, error,
      "INSERT INTO account (id, platform, name, address, paused, created_at) "
      "SELECT account_id, '', ?1 || ' ' || account_id, '', 2, ?2 FROM (SELECT account_id FROM outbox UNION "
      "SELECT account_id FROM product UNION SELECT account_id FROM customer UNION SELECT account_id FROM \"order\") "
      "WHERE account_id NOT IN (SELECT id FROM account)",
      "ti", _("Recovered account"), kontor_txn_get_now (txn));
}

const KontorSchema kontor_schema = {
  .steps = steps,
  .n_steps = G_N_ELEMENTS (steps),
  .read_row = kontor_store_read_row,
  .rebuild_search = kontor_store_rebuild_search,
  .mend = mend,
  .machine_file = "/etc/machine-id",
};

DexFuture *
kontor_db_open (const char *path, KontorDbOpenFlags flags, KontorClock *clock, const char *vfs)
{
  return kontor_db_open_schema (path, flags, clock, vfs, &kontor_schema);
}

DexFuture *
kontor_db_repair (const char *path, KontorClock *clock)
{
  return kontor_db_repair_schema (path, clock, &kontor_schema);
}

DexFuture *
kontor_db_restore (const char *backup, const char *path, KontorClock *clock)
{
  return kontor_db_restore_schema (backup, path, clock, &kontor_schema);
}
