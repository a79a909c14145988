#include <glib/gi18n.h>

#include "kontor-bulk.h"
#include "kontor-divide.h"
#include "kontor-engine-private.h"
#include "kontor-error.h"
#include "kontor-outbox-queue.h"
#include "kontor-payload.h"
#include "kontor-scope.h"
#include "kontor-store-scope.h"

/* Rows that one transaction takes; the rest of a long scope follows in parts. */
#define AT_ONCE 200
/* Of very many rows that a query finds, only so much is done before the answer. */
#define ACCEPT_MICROSECONDS 5000

/*
 * @scope: (nullable): NULL for what is created
 * @descriptions: (nullable): of a dry run, (element-type utf8), filled on the writer thread
 */
typedef struct {
  KontorPlatforms platforms;
  KontorScope *scope;
  KontorOp *intent;
  GPtrArray *descriptions;
} Enqueue;

static void
enqueue_free (gpointer data)
{
  Enqueue *self = data;

  g_clear_pointer (&self->scope, kontor_scope_unref);
  g_clear_pointer (&self->descriptions, g_ptr_array_unref);
  kontor_op_unref (self->intent);
  g_free (self);
}

static gboolean
queue_one (KontorTxn *txn, Enqueue *self, KontorGesture *gesture, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);

  if (!kontor_outbox_queue_divided (txn, gesture, self->intent, id, made, error))
    return FALSE;
  for (guint i = 0; self->descriptions != NULL && i < made->len; i++)
    g_ptr_array_add (self->descriptions, kontor_op_describe (g_ptr_array_index (made, i)));
  return TRUE;
}

static gboolean
queue_ids (KontorTxn *txn, Enqueue *self, KontorGesture *gesture, GArray *ids, GError **error)
{
  guint at_once = self->descriptions != NULL ? ids->len : MIN (ids->len, AT_ONCE);

  gesture->alone = ids->len == 1;
  for (guint i = 0; i < at_once; i++)
    if (!queue_one (txn, self, gesture, g_array_index (ids, gint64, i), error))
      return FALSE;
  g_array_remove_range (ids, 0, at_once);
  return ids->len == 0 || kontor_bulk_begin (txn, gesture, self->intent, ids, error);
}

/* The first rows of very many are what is looked at, and show whether it can be done at all. */
static gboolean
queue_first (KontorTxn *txn, Enqueue *self, KontorGesture *gesture, GArray *page, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + ACCEPT_MICROSECONDS;
  guint n_done = 0;

  gesture->alone = FALSE;
  do
    if (!queue_one (txn, self, gesture, g_array_index (page, gint64, n_done++), error))
      return FALSE;
  while (n_done < page->len && g_get_monotonic_time () < deadline);
  g_array_set_size (page, n_done);
  return kontor_bulk_begin_query (txn, gesture, self->intent, self->scope, page, error);
}

static gboolean
queue_rows (KontorTxn *txn, Enqueue *self, KontorGesture *gesture, GError **error)
{
  gboolean partly = kontor_scope_get_query (self->scope) != NULL && self->descriptions == NULL;
  g_autoptr (GArray) ids = partly ? kontor_store_scope_page (txn, self->scope, AT_ONCE + 1, error)
                                  : kontor_store_scope_ids (txn, self->scope, error);

  if (ids == NULL)
    return FALSE;
  return partly && ids->len > AT_ONCE ? queue_first (txn, self, gesture, ids, error)
                                      : queue_ids (txn, self, gesture, ids, error);
}

static gboolean
enqueue_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Enqueue *self = data;
  KontorGesture gesture = { .platforms = self->platforms, .alone = TRUE };

  if (self->scope == NULL ? !queue_one (txn, self, &gesture, 0, error) : !queue_rows (txn, self, &gesture, error))
    return FALSE;
  if (self->descriptions != NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "A dry run changes nothing");
    return FALSE;
  }
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, gesture.action);
  return TRUE;
}

/* A dry run did everything and was rolled back; what it would have done is in its descriptions. */
static DexFuture *
dry_run_cb (DexFuture *future, gpointer data)
{
  GPtrArray *descriptions = data;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL && !g_str_equal (error->message, "A dry run changes nothing"))
    return dex_future_new_for_error (g_steal_pointer (&error));
  for (guint i = 0; i < descriptions->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (descriptions, i));
  return dex_future_new_take_boxed (G_TYPE_STRV, g_strv_builder_end (builder));
}

static DexFuture *
enqueue (KontorEngine *engine, KontorScope *scope, const KontorOp *intent, KontorDoFlags flags)
{
  Enqueue *self = g_new0 (Enqueue, 1);
  g_autoptr (GPtrArray) descriptions = NULL;
  DexFuture *future;

  self->platforms = kontor_engine_get_factories (engine);
  self->scope = scope != NULL ? kontor_scope_ref (scope) : NULL;
  self->intent = kontor_op_copy (intent);
  if ((flags & KONTOR_DO_DRY_RUN) != 0) {
    descriptions = g_ptr_array_new_with_free_func (g_free);
    self->descriptions = g_ptr_array_ref (descriptions);
  }
  future = kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, enqueue_func,
                            self, enqueue_free);
  if (descriptions == NULL)
    return future;
  return dex_future_finally (future, dry_run_cb, g_steal_pointer (&descriptions), (GDestroyNotify) g_ptr_array_unref);
}

DexFuture *
kontor_engine_enqueue (KontorEngine *engine, KontorScope *scope, const KontorOp *intent, KontorDoFlags flags)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && intent != NULL, NULL);

  if (!kontor_outbox_is_birth (intent) && scope == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Nothing is said to do it to."));
  if (scope != NULL && kontor_scope_get_entity (scope) != intent->kind->entity)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is not for this."),
                                  _(intent->kind->label));
  return enqueue (engine, kontor_outbox_is_birth (intent) ? NULL : scope, intent, flags);
}

DexFuture *
kontor_engine_do (KontorEngine *engine, gint64 account_id, const char *kind, gint64 id, const char *payload,
                  KontorDoFlags flags)
{
  const KontorOpKind *info;
  g_autoptr (KontorOp) op = NULL;
  g_autoptr (KontorScope) scope = NULL;
  GError *error = NULL;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && kind != NULL, NULL);

  info = kontor_op_kind_lookup (kind);
  if (info == NULL)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("There is no operation “%s”."), kind);
  op = kontor_op_new (info, account_id, 0);
  if (!kontor_payload_parse (op, payload, &error))
    return dex_future_new_for_error (error);
  if (id != 0)
    scope = kontor_scope_new_one (info->entity, id);
  return kontor_engine_enqueue (engine, scope, op, flags);
}
