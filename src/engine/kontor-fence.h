#pragma once

#include "kontor-batch.h"
#include "kontor-db.h"

G_BEGIN_DECLS

/*
 * Fences: when ops last touched an object, counted in commits, so that rows
 * that were asked for before are not taken for news. And the list of objects
 * that must be fetched again because of it. Database threads, inside a
 * transaction.
 */

gboolean kontor_fence_raise (KontorTxn *txn, gint64 account_id, KontorEntity entity, const char *remote_id,
                             GError **error);
/** Of the variants of an order: by ops that move stock. */
gboolean kontor_fence_raise_lines (KontorTxn *txn, gint64 account_id, gint64 order_id, GError **error);
/** @began: the last commit that was known when the rows were asked for */
gboolean kontor_fence_is_up (KontorTxn *txn, gint64 account_id, KontorEntity entity, const char *remote_id,
                             gint64 began, gboolean *up, GError **error);

gboolean kontor_refetch_note (KontorTxn *txn, gint64 account_id, KontorEntity entity, const char *remote_id,
                              GError **error);
gboolean kontor_refetch_note_lines (KontorTxn *txn, gint64 account_id, gint64 order_id, GError **error);
/** What was asked for when commit @began was the last is fetched. */
gboolean kontor_refetch_forget (KontorTxn *txn, gint64 account_id, KontorEntity entity, const char *remote_id,
                                gint64 began, GError **error);
/** At most @limit of one entity, of which no op is under way: (element-type KontorRemoteRef), empty if there is nothing. */
GPtrArray *kontor_refetch_list (KontorTxn *txn, gint64 account_id, guint limit, GError **error);

G_END_DECLS
