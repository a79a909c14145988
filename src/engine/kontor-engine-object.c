#include "kontor-engine-private.h"

#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-store.h"

#define FRESH_FOR (60 * 1000)

typedef struct {
  KontorEngine *engine;
  KontorEntity entity;
  gint64 id;
} Object;

static Object *
object_new (KontorEngine *engine, KontorEntity entity, gint64 id)
{
  Object *self = g_new0 (Object, 1);

  self->engine = g_object_ref (engine);
  self->entity = entity;
  self->id = id;
  return self;
}

static void
object_free (gpointer data)
{
  Object *self = data;

  g_object_unref (self->engine);
  g_free (self);
}

typedef struct {
  KontorEntity entity;
  gint64 id;
} Load;

static gboolean
load_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Load *self = data;
  KontorRecord *record = kontor_store_load (txn, self->entity, self->id, KONTOR_LOAD_WHOLE, error);

  if (record == NULL && *error == NULL)
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("There is no %s with the number %" PRId64 "."),
                 kontor_entity_get_nick (self->entity), self->id);
  if (record == NULL)
    return FALSE;
  g_value_init (result, KONTOR_TYPE_RECORD);
  g_value_take_boxed (result, record);
  return TRUE;
}

DexFuture *
kontor_engine_load (KontorEngine *self, KontorEntity entity, gint64 id)
{
  Load load = { entity, id };

  g_return_val_if_fail (KONTOR_IS_ENGINE (self), NULL);

  return kontor_db_read (kontor_engine_get_db (self), KONTOR_DB_INTERACTIVE, NULL, load_func, g_memdup2 (&load, sizeof load),
                         g_free);
}

static gboolean
await_object_news (KontorEngine *self, const KontorRecord *record, GError **error)
{
  g_autoptr (KontorAccount) account = kontor_engine_dup_account (self, kontor_record_get_account (record));
  g_autoptr (GPtrArray) refs = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_remote_ref_free);
  KontorRemoteRef *ref = g_new0 (KontorRemoteRef, 1);

  ref->entity = kontor_record_get_entity (record);
  ref->remote_id = g_strdup (kontor_record_get_key (record));
  g_ptr_array_add (refs, ref);
  if (account != NULL && kontor_account_may_ask (account))
    return kontor_account_await_news (account, refs, error);
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_OFFLINE, _("The shop cannot be asked now."));
  return FALSE;
}

static DexFuture *
refresh_fiber (gpointer data)
{
  Object *object = data;
  KontorEngine *self = object->engine;
  GHashTable *fetched = kontor_engine_get_fetched (self);
  gint64 now = kontor_clock_now (kontor_engine_get_clock (self));
  g_autofree char *name = g_strdup_printf ("%s:%" G_GINT64_FORMAT, kontor_entity_get_nick (object->entity), object->id);
  const gint64 *last = g_hash_table_lookup (fetched, name);
  g_autoptr (KontorRecord) record = NULL;
  GError *error = NULL;

  if (last != NULL && now - *last < FRESH_FOR)
    return dex_future_new_false ();
  g_hash_table_replace (fetched, g_strdup (name), g_memdup2 (&now, sizeof now));
  record = dex_await_boxed (kontor_engine_load (self, object->entity, object->id), &error);
  if (record == NULL)
    return dex_future_new_for_error (error);
  if (kontor_record_get_key (record) == NULL)
    return dex_future_new_false ();
  if (await_object_news (self, record, &error))
    return dex_future_new_true ();
  g_hash_table_remove (fetched, name);
  return dex_future_new_for_error (error);
}

DexFuture *
kontor_engine_refresh (KontorEngine *self, KontorEntity entity, gint64 id)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (self), NULL);

  return dex_scheduler_spawn (NULL, 256 * 1024, refresh_fiber, object_new (self, entity, id), object_free);
}
