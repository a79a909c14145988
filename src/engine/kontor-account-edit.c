#include "kontor-account-private.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

GType
kontor_account_pause_get_type (void)
{
  static GType type;
  static const GEnumValue values[] = {
    { KONTOR_ACCOUNT_RUNNING, "KONTOR_ACCOUNT_RUNNING", "running" },
    { KONTOR_ACCOUNT_PAUSED, "KONTOR_ACCOUNT_PAUSED", "paused" },
    { KONTOR_ACCOUNT_RESTORED, "KONTOR_ACCOUNT_RESTORED", "restored" },
    { 0 },
  };

  if (g_once_init_enter_pointer (&type))
    g_once_init_leave_pointer (&type, g_enum_register_static ("KontorAccountPause", values));
  return type;
}

/* What is stored, and shown once it is. */
typedef struct {
  gint64 id;
  KontorAccount *account; /* (owned) (nullable): NULL on the writer thread */
  KontorAccountPause pause;
  char *name; /* (nullable): of renaming */
} Edit;

static Edit *
edit_new (KontorAccount *account, KontorAccountPause pause, const char *name)
{
  Edit *self = g_new0 (Edit, 1);

  self->id = kontor_account_get_id (account);
  self->pause = pause;
  self->name = g_strdup (name);
  return self;
}

static void
edit_free (gpointer data)
{
  Edit *self = data;

  g_clear_object (&self->account);
  g_free (self->name);
  g_free (self);
}

static gboolean
pause_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Edit *self = data;

  kontor_txn_touch (txn, KONTOR_TOUCHED_ACCOUNTS);
  if (!kontor_txn_run (txn, error, "DELETE FROM state WHERE key = 'restored/' || ?", "i", self->id))
    return FALSE;
  return kontor_txn_run (txn, error, "UPDATE account SET paused = ? WHERE id = ?", "ii", (gint64) self->pause,
                         self->id);
}

static DexFuture *
paused_cb (DexFuture *future, gpointer data)
{
  const Edit *edit = data;

  kontor_account_set_pause (edit->account, edit->pause);
  return dex_future_new_true ();
}

static gboolean
rename_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Edit *self = data;

  kontor_txn_touch (txn, KONTOR_TOUCHED_ACCOUNTS);
  return kontor_txn_run (txn, error, "UPDATE account SET name = ? WHERE id = ?", "si", self->name, self->id);
}

static DexFuture *
renamed_cb (DexFuture *future, gpointer data)
{
  const Edit *edit = data;

  kontor_account_set_name (edit->account, edit->name);
  return dex_future_new_true ();
}

static DexFuture *
store (KontorAccount *self, KontorAccountPause pause, const char *name, KontorDbFunc func, DexFutureCallback stored_cb)
{
  Edit *shown = edit_new (self, pause, name);

  shown->account = g_object_ref (self);
  return dex_future_then (kontor_db_write (kontor_account_get_context (self)->db, KONTOR_ORIGIN_PERSON,
                                           KONTOR_DB_SYNC_FULL, func, edit_new (self, pause, name), edit_free),
                          stored_cb, shown, edit_free);
}

DexFuture *
kontor_account_pause (KontorAccount *self)
{
  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self), NULL);

  kontor_account_set_pause (self, KONTOR_ACCOUNT_PAUSED);
  return store (self, KONTOR_ACCOUNT_PAUSED, NULL, pause_func, paused_cb);
}

DexFuture *
kontor_account_resume (KontorAccount *self)
{
  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self), NULL);

  return store (self, KONTOR_ACCOUNT_RUNNING, NULL, pause_func, paused_cb);
}

DexFuture *
kontor_account_rename (KontorAccount *self, const char *name)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (KONTOR_IS_ACCOUNT (self) && name != NULL, NULL);

  stripped = g_strstrip (g_strdup (name));
  if (stripped[0] == '\0')
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("An account needs a name."));
  return store (self, kontor_account_get_pause (self), stripped, rename_func, renamed_cb);
}
