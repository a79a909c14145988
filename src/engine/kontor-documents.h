#pragma once

#include "kontor-engine.h"
#include "kontor-print-job.h"
#include "kontor-scope.h"

G_BEGIN_DECLS

/*
 * Documents of orders: what is printed is kept by what it said when it was
 * made, so that it can be printed again as it was. Main thread.
 */

/**
 * kontor_documents_look:
 * @most: orders, from the first on
 *
 * What printing would give, without keeping anything: invoices that were not
 * made yet have no number. Resolves to a KontorPrintJob, which may be empty.
 */
DexFuture *kontor_documents_look (KontorEngine *engine, KontorDocumentKind kind, KontorScope *orders,
                                  guint most) G_GNUC_WARN_UNUSED_RESULT;
/**
 * kontor_documents_make:
 *
 * Makes the documents of any number of orders, and gives invoices and credit
 * notes their numbers, without a gap and once for each order or refund; what
 * was made before comes as it was. Resolves to a KontorPrintJob; rejects with
 * INVALID where there is nothing to print.
 */
DexFuture *kontor_documents_make (KontorEngine *engine, KontorDocumentKind kind,
                                  KontorScope *orders) G_GNUC_WARN_UNUSED_RESULT;
/** One that was made, as it was. Resolves to a KontorPrintJob; rejects with NOT_FOUND. */
DexFuture *kontor_documents_reopen (KontorEngine *engine, gint64 document_id) G_GNUC_WARN_UNUSED_RESULT;
/** Labels for goods, of products or variants: they are not kept. Resolves to a KontorPrintJob. */
DexFuture *kontor_documents_label (KontorEngine *engine, KontorDocumentKind kind, KontorScope *goods,
                                   guint most) G_GNUC_WARN_UNUSED_RESULT;
/** Notes at each order that @job was handed to @printer, for a person. Resolves to TRUE. */
DexFuture *kontor_documents_note (KontorEngine *engine, KontorPrintJob *job, const char *printer) G_GNUC_WARN_UNUSED_RESULT;

/**
 * KontorPrint:
 * @number: (nullable): of the document
 * @at: milliseconds UTC
 *
 * One time that a document was printed.
 */
typedef struct {
  gint64 document_id;
  KontorDocumentKind kind;
  char *number;
  gint64 at;
  char *printer;
} KontorPrint;

/** Resolves to a GPtrArray of KontorPrint, the latest first. */
DexFuture *kontor_documents_list_prints (KontorEngine *engine, gint64 order_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
