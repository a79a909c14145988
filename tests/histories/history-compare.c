#include "history.h"
#include "kontor-store.h"

/* All objects of one entity in a database, by remote id; those without one under "~<id>". */
static GHashTable *
load_objects (KontorTxn *txn, KontorEntity entity, GError **error)
{
  g_autoptr (GHashTable) objects =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) kontor_record_unref);
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" ORDER BY id", kontor_entity_get_nick (entity));
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  KontorStmt *stmt = kontor_txn_prepare (txn, g_intern_string (sql), error);
  KontorStep step = KONTOR_STEP_ERROR;

  while (stmt != NULL && (step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (ids, id);
  }
  if (step == KONTOR_STEP_ERROR)
    return NULL;
  for (guint i = 0; i < ids->len; i++) {
    gint64 id = g_array_index (ids, gint64, i);
    KontorRecord *record = kontor_store_load (txn, entity, id, KONTOR_LOAD_WHOLE, error);
    const char *key = record != NULL ? kontor_record_get_key (record) : NULL;

    if (record == NULL)
      return NULL;
    g_hash_table_replace (objects, key != NULL ? g_strdup (key) : g_strdup_printf ("~%" G_GINT64_FORMAT, id), record);
  }
  return g_steal_pointer (&objects);
}

static gboolean
read_objects (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  GHashTable *objects = load_objects (txn, *(KontorEntity *) data, error);

  if (objects == NULL)
    return FALSE;
  g_value_init (result, G_TYPE_HASH_TABLE);
  g_value_take_boxed (result, objects);
  return TRUE;
}

static GHashTable *
get_objects (KontorDb *db, KontorEntity entity, GError **error)
{
  return dex_await_boxed (
      kontor_db_read (db, KONTOR_DB_BULK, NULL, read_objects, g_memdup2 (&entity, sizeof entity), g_free), error);
}

static void
compare_records (GPtrArray *findings, KontorEntity entity, const char *key, KontorRecord *mine, KontorRecord *fresh)
{
  const KontorRecordType *type = kontor_entity_get_record_type (entity);

  for (guint i = 0; i < type->n_fields; i++) {
    g_autoptr (KontorRecord) a = NULL, b = NULL;
    g_autofree char *x = NULL, *y = NULL;

    if ((type->fields[i].flags & KONTOR_FIELD_LOCAL) != 0 || kontor_record_equal_field (mine, fresh, i))
      continue;
    x = kontor_record_to_json (mine);
    y = kontor_record_to_json (fresh);
    g_ptr_array_add (findings, g_strdup_printf ("%s %s differs in %s:\n#   here   %s\n#   server %s", type->name, key,
                                                type->fields[i].name, x, y));
  }
}

static void
compare_objects (GPtrArray *findings, KontorEntity entity, GHashTable *mine, GHashTable *fresh)
{
  GHashTableIter iter;
  gpointer key, record;

  g_hash_table_iter_init (&iter, mine);
  while (g_hash_table_iter_next (&iter, &key, &record))
    if (!g_hash_table_contains (fresh, key))
      g_ptr_array_add (findings, g_strdup_printf ("%s %s is here but not at the server",
                                                  kontor_entity_get_nick (entity), (char *) key));
  g_hash_table_iter_init (&iter, fresh);
  while (g_hash_table_iter_next (&iter, &key, &record)) {
    KontorRecord *other = g_hash_table_lookup (mine, key);

    if (other == NULL)
      g_ptr_array_add (findings, g_strdup_printf ("%s %s is at the server but not here",
                                                  kontor_entity_get_nick (entity), (char *) key));
    else
      compare_records (findings, entity, key, other, record);
  }
}

GPtrArray *
history_compare (KontorDb *mine, KontorDb *fresh, GError **error)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  for (guint entity = 0; entity < KONTOR_N_ENTITIES; entity++) {
    g_autoptr (GHashTable) a = get_objects (mine, entity, error);
    g_autoptr (GHashTable) b = a != NULL ? get_objects (fresh, entity, error) : NULL;

    if (b == NULL)
      return NULL;
    compare_objects (findings, entity, a, b);
  }
  return g_steal_pointer (&findings);
}
