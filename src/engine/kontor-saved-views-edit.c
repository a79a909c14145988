#include <glib/gi18n.h>

#include "kontor-db.h"
#include "kontor-error.h"
#include "kontor-saved-views.h"

/* What is to be done to a view; what is NULL stays. */
typedef struct {
  KontorEntity entity;
  gint64 id;
  char *name;
  char *filter;
  char *sort;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_free (edit->name);
  g_free (edit->filter);
  g_free (edit->sort);
  g_free (edit);
}

static Edit *
edit_new (KontorEntity entity, gint64 id, const char *name, const char *filter, const char *sort)
{
  Edit *edit = g_new0 (Edit, 1);

  edit->entity = entity;
  edit->id = id;
  edit->name = name != NULL ? g_strstrip (g_strdup (name)) : NULL;
  edit->filter = g_strdup (filter);
  edit->sort = g_strdup (sort);
  return edit;
}

static DexFuture *
run_edit (KontorEngine *engine, KontorDbFunc func, Edit *edit)
{
  if (edit->name != NULL && edit->name[0] == '\0') {
    edit_free (edit);
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "%s", _("A view needs a name."));
  }
  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, func, edit,
                          edit_free);
}

static gboolean
check_found (KontorTxn *txn, GError **error)
{
  if (kontor_txn_changes (txn) == 0) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("This view is not there any more."));
    return FALSE;
  }
  kontor_txn_touch (txn, KONTOR_TOUCHED_VIEWS);
  return TRUE;
}

static gboolean
add_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Edit *edit = data;

  if (!kontor_txn_run (txn, error,
                       "INSERT INTO saved_view (entity, name, filter, sort, position) "
                       "SELECT ?, ?, ?, ?, coalesce (max (position), 0) + 1 FROM saved_view",
                       "ssss", kontor_entity_get_nick (edit->entity), edit->name, edit->filter, edit->sort))
    return FALSE;
  kontor_txn_touch (txn, KONTOR_TOUCHED_VIEWS);
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, kontor_txn_last_insert_id (txn));
  return TRUE;
}

static gboolean
rename_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Edit *edit = data;

  return kontor_txn_run (txn, error, "UPDATE saved_view SET name = ? WHERE id = ?", "si", edit->name, edit->id) &&
         check_found (txn, error);
}

static gboolean
change_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Edit *edit = data;

  return kontor_txn_run (txn, error, "UPDATE saved_view SET filter = ?, sort = ? WHERE id = ?", "ssi", edit->filter,
                         edit->sort, edit->id) &&
         check_found (txn, error);
}

static gboolean
remove_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Edit *edit = data;

  return kontor_txn_run (txn, error, "DELETE FROM saved_view WHERE id = ?", "i", edit->id) && check_found (txn, error);
}

static gboolean
restore_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Edit *edit = data;
  guint n_views;
  const KontorViewInfo *views = kontor_view_list (&n_views);

  for (guint i = 0; i < n_views; i++)
    if (views[i].entity == edit->entity &&
        !kontor_txn_run (txn, error,
                         "INSERT INTO saved_view (entity, builtin, name, filter, sort, position) "
                         "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (builtin) DO UPDATE SET "
                         "name = excluded.name, filter = excluded.filter, sort = excluded.sort",
                         "sssssi", kontor_entity_get_nick (edit->entity), views[i].id, views[i].name, views[i].filter,
                         views[i].sort, (gint64) i))
      return FALSE;
  kontor_txn_touch (txn, KONTOR_TOUCHED_VIEWS);
  return TRUE;
}

DexFuture *
kontor_saved_views_add (KontorEngine *engine, KontorEntity entity, const char *name, const char *filter,
                        const char *sort)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (name != NULL && filter != NULL, NULL);

  return run_edit (engine, add_func, edit_new (entity, 0, name, filter, sort));
}

DexFuture *
kontor_saved_views_rename (KontorEngine *engine, gint64 id, const char *name)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return run_edit (engine, rename_func, edit_new (0, id, name, NULL, NULL));
}

DexFuture *
kontor_saved_views_change (KontorEngine *engine, gint64 id, const char *filter, const char *sort)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (filter != NULL, NULL);

  return run_edit (engine, change_func, edit_new (0, id, NULL, filter, sort));
}

DexFuture *
kontor_saved_views_remove (KontorEngine *engine, gint64 id)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return run_edit (engine, remove_func, edit_new (0, id, NULL, NULL, NULL));
}

DexFuture *
kontor_saved_views_restore (KontorEngine *engine, KontorEntity entity)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return run_edit (engine, restore_func, edit_new (entity, 0, NULL, NULL, NULL));
}
