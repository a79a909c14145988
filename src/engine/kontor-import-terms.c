#include "kontor-import-terms.h"

#include <string.h>

#include "kontor-outbox-row.h"

#define BETWEEN " > "
/* Deeper than any tree of categories, so that a ring ends. */
#define DEPTH 16

struct _KontorImportTerms {
  KontorEntity entity;
  gint64 account_id;
  GHashTable *names;   /* gint64 → char * */
  GHashTable *parents; /* gint64 → gint64 */
  GHashTable *paths;   /* gint64 → char * */
  GHashTable *ids;     /* char * → gint64 */
};

static void
add (KontorImportTerms *self, gint64 id, gint64 parent, const char *name)
{
  g_hash_table_insert (self->names, g_memdup2 (&id, sizeof id), g_strdup (name));
  g_hash_table_insert (self->parents, g_memdup2 (&id, sizeof id), g_memdup2 (&parent, sizeof parent));
}

static char *
make_path (KontorImportTerms *self, gint64 id)
{
  char *path = g_strdup (g_hash_table_lookup (self->names, &id));

  for (guint i = 0; i < DEPTH; i++) {
    const gint64 *parent = g_hash_table_lookup (self->parents, &id);
    const char *name = parent != NULL ? g_hash_table_lookup (self->names, parent) : NULL;
    g_autofree char *rest = path;

    if (name == NULL)
      return g_steal_pointer (&rest);
    path = g_strconcat (name, BETWEEN, rest, NULL);
    id = *parent;
  }
  return path;
}

static void
keep_path (KontorImportTerms *self, gint64 id)
{
  g_autofree char *path = make_path (self, id);
  char *clean = kontor_import_terms_clean (path);

  g_hash_table_insert (self->paths, g_memdup2 (&id, sizeof id), clean);
  g_hash_table_insert (self->ids, g_strdup (clean), g_memdup2 (&id, sizeof id));
}

static gboolean
load_names (KontorImportTerms *self, KontorTxn *txn, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (
      txn,
      self->entity == KONTOR_ENTITY_CATEGORY
          ? "SELECT id, parent_id, name FROM category WHERE account_id = ? AND name IS NOT NULL"
          : "SELECT id, 0, name FROM tag WHERE account_id = ? AND name IS NOT NULL AND ifnull (kind, 'tag') = 'tag'",
      error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", self->account_id);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    add (self, kontor_stmt_get_int (stmt, 0), kontor_stmt_get_int (stmt, 1), kontor_stmt_get_text (stmt, 2));
  return step == KONTOR_STEP_DONE;
}

KontorImportTerms *
kontor_import_terms_load (KontorTxn *txn, KontorEntity entity, gint64 account_id, GError **error)
{
  g_autoptr (KontorImportTerms) self = g_new0 (KontorImportTerms, 1);
  GHashTableIter iter;
  gpointer id;

  self->entity = entity;
  self->account_id = account_id;
  self->names = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->parents = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->paths = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!load_names (self, txn, error))
    return NULL;
  g_hash_table_iter_init (&iter, self->names);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    keep_path (self, *(gint64 *) id);
  return g_steal_pointer (&self);
}

void
kontor_import_terms_free (KontorImportTerms *self)
{
  g_hash_table_unref (self->names);
  g_hash_table_unref (self->parents);
  g_hash_table_unref (self->paths);
  g_hash_table_unref (self->ids);
  g_free (self);
}

const char *
kontor_import_terms_get_path (KontorImportTerms *self, gint64 id)
{
  return g_hash_table_lookup (self->paths, &id);
}

gint64
kontor_import_terms_find (KontorImportTerms *self, const char *path)
{
  const gint64 *id = g_hash_table_lookup (self->ids, path);

  return id != NULL ? *id : 0;
}

char *
kontor_import_terms_clean (const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ">", -1);

  for (guint i = 0; names[i] != NULL; i++)
    g_strstrip (names[i]);
  return g_strjoinv (BETWEEN, names);
}

gboolean
kontor_import_terms_refer (KontorImportTerms *self, KontorTxn *txn, KontorRecord *member, guint field, gint64 id,
                           GError **error)
{
  g_autofree char *remote_id = NULL;

  if (!kontor_outbox_remote_id (txn, self->entity, id, &remote_id, error))
    return FALSE;
  kontor_record_set_ref (member, field, id, remote_id);
  if (kontor_record_get_record_type (member) != kontor_entity_get_record_type (self->entity))
    kontor_record_set_key (member, remote_id);
  return TRUE;
}

static KontorOp *
make_op (KontorImportTerms *self, const char *name)
{
  gboolean category = self->entity == KONTOR_ENTITY_CATEGORY;
  KontorOp *op = kontor_op_new (kontor_op_kind_lookup (category ? "create-category" : "create-tag"), self->account_id, 0);

  op->set = kontor_record_new (kontor_entity_get_record_type (self->entity));
  kontor_record_set_text (op->set, category ? KONTOR_CATEGORY_NAME : KONTOR_TAG_NAME, name);
  if (!category)
    kontor_record_set_text (op->set, KONTOR_TAG_KIND, "tag");
  return op;
}

gboolean
kontor_import_terms_make (KontorImportTerms *self, KontorTxn *txn, KontorGesture *gesture, const char *path, gint64 *id,
                          GError **error)
{
  const char *last = self->entity == KONTOR_ENTITY_CATEGORY ? g_strrstr (path, BETWEEN) : NULL;
  g_autofree char *above = last != NULL ? g_strndup (path, (gsize) (last - path)) : NULL;
  g_autoptr (KontorOp) intent = make_op (self, last != NULL ? last + strlen (BETWEEN) : path);
  g_autoptr (KontorOp) made = NULL;
  gint64 parent = 0;

  *id = kontor_import_terms_find (self, path);
  if (*id != 0)
    return TRUE;
  if (above != NULL &&
      (!kontor_import_terms_make (self, txn, gesture, above, &parent, error) ||
       !kontor_import_terms_refer (self, txn, intent->set, KONTOR_CATEGORY_PARENT, parent, error)))
    return FALSE;
  if (!kontor_outbox_queue (txn, gesture, intent, 0, 0, &made, error))
    return FALSE;
  *id = made->local_id;
  add (self, *id, parent, last != NULL ? last + strlen (BETWEEN) : path);
  keep_path (self, *id);
  return TRUE;
}
