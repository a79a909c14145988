#pragma once

#include "kontor-db.h"
#include "kontor-print-job.h"

G_BEGIN_DECLS

/*
 * The tables of documents, on the database threads.
 */

typedef enum {
  KONTOR_DOCUMENT_LOOK, /* nothing is kept, and no number taken */
  KONTOR_DOCUMENT_MAKE, /* kept by what it says; in a write transaction */
} KontorDocumentHow;

/** Whether documents of the kind have a number of a series: invoices and credit notes. */
gboolean kontor_document_kind_is_numbered (KontorDocumentKind kind);

/** What its numbers begin with until a person says otherwise. */
const char *kontor_document_series_get_prefix (KontorDocumentKind kind);

/**
 * kontor_document_store_add:
 * @ids: orders
 * @days: account → day of today there, both gint64 *
 *
 * Adds their documents to @job. An order has its invoice already, or a refund
 * its credit note, where one was made before, and that one is taken as it was.
 */
gboolean kontor_document_store_add (KontorTxn *txn, KontorPrintJob *job, const gint64 *ids, guint n_ids, GHashTable *days,
                                    KontorDocumentHow how, GError **error);
/** Adds the document of that id as it was made. Errors: NOT_FOUND. */
gboolean kontor_document_store_reopen (KontorTxn *txn, KontorPrintJob *job, gint64 document_id, GError **error);
/** Adds a label for each variant of @ids, which are products or variants. */
gboolean kontor_document_store_add_labels (KontorTxn *txn, KontorPrintJob *job, KontorEntity entity, GArray *ids, GError **error);
/** Its kind. Errors: NOT_FOUND. */
gboolean kontor_document_store_get_kind (KontorTxn *txn, gint64 document_id, KontorDocumentKind *kind, GError **error);

/** The present letterhead of an account, both (transfer full), @logo NULL where it has none; its id, 0 where none is stored yet. FALSE on errors. */
gboolean kontor_letterhead_store_load (KontorTxn *txn, gint64 account_id, gint64 *id, KontorRecord **record, GBytes **logo,
                                       GError **error);
/** @logo: (nullable) */
gboolean kontor_letterhead_store_save (KontorTxn *txn, gint64 account_id, const KontorRecord *record, GBytes *logo, gint64 *id,
                                       GError **error);

G_END_DECLS
