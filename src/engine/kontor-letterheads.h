#pragma once

#include "kontor-document.h"
#include "kontor-engine.h"
#include "kontor-letterhead-record.h"

G_BEGIN_DECLS

/*
 * What a shop prints on everything, and the numbers of its invoices and credit
 * notes. Documents that were made bear the letterhead that they were made with.
 *
 * Numbers are counted on this computer: two that print invoices for one shop
 * need a prefix each.
 */

/**
 * KontorLetterheadSetup:
 * @record: of kontor_letterhead_type
 * @logo: (nullable): a PNG
 */
typedef struct {
  KontorRecord *record;
  GBytes *logo;
} KontorLetterheadSetup;

#define KONTOR_TYPE_LETTERHEAD_SETUP (kontor_letterhead_setup_get_type ())
GType kontor_letterhead_setup_get_type (void) G_GNUC_CONST;
KontorLetterheadSetup *kontor_letterhead_setup_new (KontorRecord *record, GBytes *logo);
KontorLetterheadSetup *kontor_letterhead_setup_copy (const KontorLetterheadSetup *self);
void kontor_letterhead_setup_free (KontorLetterheadSetup *self);

/** Resolves to a KontorLetterheadSetup; where nothing was set yet, with the account's name and the user's language. */
DexFuture *kontor_letterheads_load (KontorEngine *engine, gint64 account_id) G_GNUC_WARN_UNUSED_RESULT;
/** Resolves to TRUE. Rejects with INVALID for a name that is empty. */
DexFuture *kontor_letterheads_save (KontorEngine *engine, gint64 account_id,
                                    const KontorLetterheadSetup *setup) G_GNUC_WARN_UNUSED_RESULT;

/**
 * KontorSeries:
 *
 * Numbers are the prefix and at least four digits: "2026-0042".
 */
typedef struct {
  char *prefix;
  gint64 next;
} KontorSeries;

#define KONTOR_TYPE_SERIES (kontor_series_get_type ())
GType kontor_series_get_type (void) G_GNUC_CONST;
void kontor_series_free (KontorSeries *self);

/** @kind: invoice or credit note. Resolves to a KontorSeries. */
DexFuture *kontor_letterheads_load_series (KontorEngine *engine, gint64 account_id,
                                           KontorDocumentKind kind) G_GNUC_WARN_UNUSED_RESULT;
/** Resolves to TRUE. Rejects with INVALID where a document has that number, or a later one of the same prefix. */
DexFuture *kontor_letterheads_save_series (KontorEngine *engine, gint64 account_id, KontorDocumentKind kind, const char *prefix,
                                           gint64 next) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorLetterheadSetup, kontor_letterhead_setup_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorSeries, kontor_series_free)

G_END_DECLS
