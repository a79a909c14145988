#include "kontor-reader.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-silence.h"
#include "kontor-store-name.h"

/* A page of a list. */
#define FEW_ROWS 64

typedef struct {
  KontorQuery *query;
  guint limit;
} Find;

typedef struct {
  KontorEntity entity;
  GArray *ids;
} Rows;

typedef struct {
  KontorEntity entity;
  gint64 account_id;
  char *name;
} Name;

typedef struct {
  gint64 account_id;
  gint64 now;
} Silence;

static void
find_free (Find *self)
{
  kontor_query_unref (self->query);
  g_free (self);
}

static void
rows_free (Rows *self)
{
  g_array_unref (self->ids);
  g_free (self);
}

static void
name_free (Name *self)
{
  g_free (self->name);
  g_free (self);
}

static DexFuture *
read_bulk (KontorEngine *engine, KontorDbFunc func, gpointer data, GDestroyNotify destroy)
{
  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_BULK, NULL, func, data, destroy);
}

/* What takes no longer than a page of a list does not wait behind counts and exports. */
static DexFuture *
read_little (KontorEngine *engine, KontorDbFunc func, gpointer data, GDestroyNotify destroy)
{
  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_INTERACTIVE, NULL, func, data, destroy);
}

static gboolean
return_boxed (GValue *result, GType type, gpointer boxed)
{
  if (boxed == NULL)
    return FALSE;
  g_value_init (result, type);
  g_value_take_boxed (result, boxed);
  return TRUE;
}

static gboolean
return_int (GValue *result, gint64 number)
{
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, number);
  return TRUE;
}

static gboolean
find (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Find *self = data;

  return return_boxed (result, G_TYPE_ARRAY,
                       self->limit > 0 ? kontor_store_query_page (txn, self->query, self->limit, error)
                                       : kontor_store_query_ids (txn, self->query, error));
}

static gboolean
count (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 n;

  return kontor_store_query_count (txn, data, &n, error) && return_int (result, n);
}

static gboolean
load_rows (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Rows *self = data;

  return return_boxed (result, G_TYPE_PTR_ARRAY,
                       kontor_store_load_many (txn, self->entity, (gint64 *) (gpointer) self->ids->data, self->ids->len,
                                               KONTOR_LOAD_ROW, error));
}

DexFuture *
kontor_reader_find (KontorEngine *engine, KontorQuery *query, guint limit)
{
  Find *self = g_new0 (Find, 1);

  self->query = kontor_query_ref (query);
  self->limit = limit;
  return read_bulk (engine, find, self, (GDestroyNotify) find_free);
}

DexFuture *
kontor_reader_count (KontorEngine *engine, KontorQuery *query)
{
  return read_bulk (engine, count, kontor_query_ref (query), (GDestroyNotify) kontor_query_unref);
}

DexFuture *
kontor_reader_load_rows (KontorEngine *engine, KontorEntity entity, const gint64 *ids, guint n_ids)
{
  Rows *self = g_new0 (Rows, 1);

  self->entity = entity;
  self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);
  g_array_append_vals (self->ids, ids, n_ids);
  return (n_ids <= FEW_ROWS ? read_little : read_bulk) (engine, load_rows, self, (GDestroyNotify) rows_free);
}

static gboolean
resolve (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Name *self = data;
  g_autoptr (GArray) ids = kontor_store_find_named (txn, self->entity, self->account_id, self->name, error);

  if (ids == NULL)
    return FALSE;
  if (ids->len == 1)
    return return_int (result, g_array_index (ids, gint64, 0));
  if (ids->len == 0)
    /* Translators: the first is a kind of thing ("order"), the second what it was called. */
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("There is no %s “%s”"),
                 kontor_entity_get_nick (self->entity), self->name);
  else
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID,
                 _("More than one %s is called “%s”; use id: and its number"), kontor_entity_get_nick (self->entity),
                 self->name);
  return FALSE;
}

DexFuture *
kontor_reader_resolve (KontorEngine *engine, KontorEntity entity, gint64 account_id, const char *name)
{
  Name *self = g_new0 (Name, 1);

  self->entity = entity;
  self->account_id = account_id;
  self->name = g_strdup (name);
  return read_little (engine, resolve, self, (GDestroyNotify) name_free);
}

/* Newest first is the order of the ids. */
static gboolean
find_silence (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Silence *self = data;
  gint64 placed[KONTOR_SILENCE_ORDERS];
  guint n = 0;
  KontorStep step = KONTOR_STEP_ROW;
  KontorStmt *stmt = kontor_txn_prepare (
      txn, "SELECT placed_at FROM \"order\" WHERE account_id = ? AND placed_at IS NOT NULL ORDER BY id DESC LIMIT ?",
      error);

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "ii", self->account_id, (gint64) KONTOR_SILENCE_ORDERS);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    placed[n++] = kontor_stmt_get_int (stmt, 0);
  if (step == KONTOR_STEP_ERROR)
    return FALSE;
  return return_int (result, kontor_silence_is_unusual (placed, n, self->now) ? placed[0] : 0);
}

DexFuture *
kontor_reader_find_silence (KontorEngine *engine, gint64 account_id)
{
  Silence *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_new0 (Silence, 1);
  self->account_id = account_id;
  self->now = kontor_clock_now (kontor_engine_get_clock (engine));
  return read_little (engine, find_silence, self, g_free);
}
