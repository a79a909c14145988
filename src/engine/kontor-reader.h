#pragma once

#include "kontor-engine.h"
#include "kontor-query.h"

G_BEGIN_DECLS

/*
 * Reading without a list: for scripts, exports and commands. Single rows come
 * from the interactive reader, all else from the bulk reader; what a window
 * shows comes through KontorResults and KontorIdentity.
 */

/** Resolves to a GArray (G_TYPE_ARRAY) of gint64, in the query's order; @limit 0: all. */
DexFuture *kontor_reader_find (KontorEngine *engine, KontorQuery *query, guint limit) G_GNUC_WARN_UNUSED_RESULT;
/** Resolves to the gint64 number of rows. */
DexFuture *kontor_reader_count (KontorEngine *engine, KontorQuery *query) G_GNUC_WARN_UNUSED_RESULT;
/** Resolves to a GPtrArray (element-type KontorRecord): those that exist, in the order of @ids, without lazy fields. */
DexFuture *kontor_reader_load_rows (KontorEngine *engine, KontorEntity entity, const gint64 *ids,
                                    guint n_ids) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_reader_resolve:
 * @account_id: 0 for any
 * @name: what people call it: an order's number, a SKU or GTIN, a customer's
 *   e-mail, a code, a name; "id:17" for the id here, "remote:x" for the storefront's
 *
 * Resolves to the gint64 id. Rejects with NOT_FOUND, or INVALID where several are called so.
 */
DexFuture *kontor_reader_resolve (KontorEngine *engine, KontorEntity entity, gint64 account_id,
                                  const char *name) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_reader_find_silence:
 *
 * Resolves to the gint64 instant of the account's newest order where it is
 * unusually long ago (see kontor_silence_is_unusual ()), else to 0.
 */
DexFuture *kontor_reader_find_silence (KontorEngine *engine, gint64 account_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
