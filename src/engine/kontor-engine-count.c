#include "kontor-engine-private.h"

static gboolean
counts_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  KontorStmt *stmt =
      kontor_txn_prepare (txn,
                          "SELECT account_id, count (*) FROM outbox WHERE state IN ('queued', 'retry-wait', 'sending') "
                          "GROUP BY account_id",
                          error);
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{xx}"));
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    g_variant_builder_add (&builder, "{xx}", kontor_stmt_get_int (stmt, 0), kontor_stmt_get_int (stmt, 1));
  g_value_init (result, G_TYPE_VARIANT);
  g_value_take_variant (result, g_variant_ref_sink (g_variant_builder_end (&builder)));
  return step == KONTOR_STEP_DONE;
}

static DexFuture *
counted_cb (DexFuture *future, gpointer data)
{
  GListModel *accounts = kontor_engine_get_accounts (data);
  const GValue *value = dex_future_get_value (future, NULL);

  for (guint i = 0; value != NULL && i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);
    GVariantIter iter;
    gint64 id, count, unsent = 0;

    g_variant_iter_init (&iter, g_value_get_variant (value));
    while (g_variant_iter_next (&iter, "{xx}", &id, &count))
      if (id == kontor_account_get_id (account))
        unsent = count;
    kontor_account_set_counts (account, (guint) unsent, kontor_account_get_problems (account));
  }
  return dex_future_new_true ();
}

static DexFuture *
count_unsent (KontorEngine *self)
{
  return dex_future_finally (kontor_db_read (kontor_engine_get_db (self), KONTOR_DB_BULK, NULL, counts_func, NULL, NULL),
                             counted_cb, g_object_ref (self), g_object_unref);
}

DexFuture *
kontor_engine_count (KontorEngine *self)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (self), NULL);

  return dex_future_all (kontor_problems_reload (kontor_engine_get_problems (self)), count_unsent (self), NULL);
}
