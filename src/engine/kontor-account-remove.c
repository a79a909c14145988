#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-engine-private.h"
#include "kontor-error.h"
#include "kontor-store.h"

#define FIBER_STACK (256 * 1024)

typedef struct {
  KontorEngine *engine;
  KontorAccount *account;
  KontorRemoveHow how;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *self = data;

  g_object_unref (self->engine);
  g_object_unref (self->account);
  g_free (self);
}

typedef struct {
  gint64 id;
  KontorRemoveHow how;
} Remove;

static gboolean
check_unsent (KontorTxn *txn, gint64 id, GError **error)
{
  gint64 open;

  if (!kontor_txn_query_int (
          txn, &open, 0, error,
          "SELECT count (*) FROM outbox WHERE account_id = ? AND state NOT IN ('acked', 'cancelled')", "i", id))
    return FALSE;
  if (open == 0)
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_CONFLICT,
               ngettext ("%" PRId64 " change was not sent yet.",
                         "%" PRId64 " changes were not sent yet.", (gulong) open),
               open);
  return FALSE;
}

static gboolean
remove_entity (KontorTxn *txn, KontorEntity entity, gint64 account_id, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT id FROM \"%s\" WHERE account_id = ?", kontor_entity_get_record_type (entity)->table);
  KontorStmt *stmt = kontor_txn_prepare (txn, g_intern_string (sql), error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", account_id);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (ids, id);
  }
  for (guint i = 0; step == KONTOR_STEP_DONE && i < ids->len; i++)
    if (!kontor_store_remove (txn, entity, g_array_index (ids, gint64, i), error))
      return FALSE;
  return step == KONTOR_STEP_DONE;
}

static gboolean
remove_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Remove *self = data;

  if (self->how == KONTOR_REMOVE_IF_SENT && !check_unsent (txn, self->id, error))
    return FALSE;
  if (!kontor_txn_run (txn, error,
                       "DELETE FROM remote_state WHERE (entity, local_id) IN (SELECT entity, local_id FROM outbox "
                       "WHERE account_id = ?)",
                       "i", self->id))
    return FALSE;
  for (guint i = KONTOR_N_ENTITIES; i > 0; i--)
    if (!remove_entity (txn, i - 1, self->id, error))
      return FALSE;
  kontor_txn_touch (txn, KONTOR_TOUCHED_ACCOUNTS | KONTOR_TOUCHED_OUTBOX | KONTOR_TOUCHED_FEEDS);
  return kontor_txn_run (txn, error, "DELETE FROM account WHERE id = ?", "i", self->id);
}

static void
drop_from_list (KontorEngine *engine, KontorAccount *account)
{
  GListStore *accounts = G_LIST_STORE (kontor_engine_get_accounts (engine));
  guint position;

  if (!g_list_store_find (accounts, account, &position))
    return;
  g_signal_handlers_disconnect_by_data (account, engine);
  g_list_store_remove (accounts, position);
}

static DexFuture *
remove_fiber (gpointer data)
{
  Removal *self = data;
  Remove remove = { kontor_account_get_id (self->account), self->how };
  GError *error = NULL;

  kontor_account_set_pause (self->account, KONTOR_ACCOUNT_PAUSED);
  dex_await (kontor_pump_when_idle (kontor_account_get_pump (self->account)), NULL);
  if (!dex_await (kontor_db_write (kontor_engine_get_db (self->engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL,
                                   remove_func, g_memdup2 (&remove, sizeof remove), g_free),
                  &error)) {
    kontor_account_set_pause (self->account, KONTOR_ACCOUNT_RUNNING);
    return dex_future_new_for_error (error);
  }
  kontor_account_close (self->account);
  drop_from_list (self->engine, self->account);
  dex_await (
      kontor_secrets_clear (kontor_engine_get_secrets (self->engine), kontor_account_get_secret_key (self->account)),
      NULL);
  return dex_future_new_true ();
}

DexFuture *
kontor_engine_remove_account (KontorEngine *self, gint64 id, KontorRemoveHow how)
{
  Removal *removal;
  KontorAccount *account;

  g_return_val_if_fail (KONTOR_IS_ENGINE (self), NULL);

  account = kontor_engine_dup_account (self, id);
  if (account == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("There is no account %" PRId64 "."),
                                  id);
  removal = g_new0 (Removal, 1);
  removal->engine = g_object_ref (self);
  removal->account = account;
  removal->how = how;
  return dex_scheduler_spawn (NULL, FIBER_STACK, remove_fiber, removal, removal_free);
}
