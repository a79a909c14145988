#pragma once

#include "kontor-platforms.h"

G_BEGIN_DECLS

/*
 * What servers say into the database. Database threads, inside a transaction.
 */

/**
 * KontorIngest:
 * @began: the last commit that was known when the rows were asked for
 * @news: whether what is taken is to stand against pages that were asked for earlier and come later
 * @details: whether rows are only parts of what has to be here; what is not is fetched whole
 */
typedef struct {
  KontorPlatforms platforms;
  gint64 account_id;
  gint64 began;
  gboolean news;
  gboolean details;
} KontorIngest;

/**
 * kontor_ingest_row:
 *
 * A row of a page. Own new objects are recognised by their mark or natural
 * key; what ops touched since it was asked for is noted to be fetched again
 * instead.
 */
gboolean kontor_ingest_row (KontorTxn *txn, const KontorIngest *self, const KontorRecord *row, GError **error);

/** Made where it is not here yet, before the row that names it. */
gboolean kontor_ingest_seed (KontorTxn *txn, const KontorIngest *self, const KontorRecord *seed, GError **error);

/** What the server does not have any more. */
gboolean kontor_ingest_gone (KontorTxn *txn, const KontorIngest *self, const KontorRemoteRef *ref, GError **error);

/**
 * kontor_ingest_answer:
 *
 * An object as a server told it after everything that we sent, in a receipt.
 * If another op of it is under way now, it is noted to be fetched again.
 */
gboolean kontor_ingest_answer (KontorTxn *txn, gint64 account_id, const KontorRecord *row, GError **error);

G_END_DECLS
