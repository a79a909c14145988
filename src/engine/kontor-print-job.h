#pragma once

#include <libdex.h>

#include "kontor-document.h"
#include "kontor-letterhead-record.h"
#include "kontor-zpl.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRINT_JOB (kontor_print_job_get_type ())

/**
 * KontorPrintItem:
 * @document_id: 0 where it is not kept: a preview, labels for goods
 * @letterhead: which of the job's; its account's id with a minus where none is stored
 * @subjects: the shop's ids of the orders that it is about
 * @fault: (nullable): for a person, why it could not be set; written while the job is being set
 *
 * One document of a job.
 */
typedef struct {
  gint64 document_id;
  gint64 account_id;
  gint64 letterhead;
  GPtrArray *subjects;
  KontorDocument *document;
  char *fault;
} KontorPrintItem;

/**
 * KontorPrintJob:
 * @left_out: (element-type utf8): for a person, why something is not in it
 *
 * What is to be printed, copied out of the database. Reference counted. A
 * thread of the pool sets it, one at a time; nobody changes it meanwhile.
 */
typedef struct {
  KontorDocumentKind kind;
  GPtrArray *items;
  GHashTable *letterheads;
  GPtrArray *left_out;
} KontorPrintJob;

GType kontor_print_job_get_type (void) G_GNUC_CONST;
KontorPrintJob *kontor_print_job_new (KontorDocumentKind kind);
KontorPrintJob *kontor_print_job_ref (KontorPrintJob *self);
void kontor_print_job_unref (KontorPrintJob *self);
KontorPrintItem *kontor_print_item_new (gint64 document_id, gint64 account_id, gint64 letterhead);
void kontor_print_item_free (KontorPrintItem *self);

/** Adds an item, with the document; both (transfer full). */
void kontor_print_job_take (KontorPrintJob *self, KontorPrintItem *item);
/** @record, @logo: (nullable) both (transfer full) */
void kontor_print_job_take_letterhead (KontorPrintJob *self, gint64 letterhead, KontorRecord *record, GBytes *logo);
gboolean kontor_print_job_has_letterhead (KontorPrintJob *self, gint64 letterhead);
/** Takes over what is in @other. */
void kontor_print_job_join (KontorPrintJob *self, KontorPrintJob *other);
/** Items that were set, or not tried yet. */
guint kontor_print_job_count (KontorPrintJob *self);
/** (transfer full): for a person, what is not in it and why; NULL where everything is. */
char *kontor_print_job_explain (KontorPrintJob *self);
/** (transfer full): some of its items, from @first on */
KontorPrintJob *kontor_print_job_cut (KontorPrintJob *self, guint first, guint n);

/**
 * KontorPrintSetup:
 * @media: what it is printed on
 * @first_label: of a sheet of labels, the place of the first one, from 0
 * @left, @top: millimetres by which everything is moved
 */
typedef struct {
  const KontorMedia *media;
  guint first_label;
  double left, top;
} KontorPrintSetup;

/**
 * kontor_print_job_draw:
 * @scale: pixels of a point
 * @most: pages, from the first on
 *
 * For a look at it: resolves to a GPtrArray of image surfaces, a page each.
 * Rejects with INVALID where there is nothing to print.
 */
DexFuture *kontor_print_job_draw (KontorPrintJob *self, const KontorPrintSetup *setup, double scale,
                                  guint most) G_GNUC_WARN_UNUSED_RESULT;
/**
 * kontor_print_job_to_pdf:
 * @made_at: milliseconds UTC
 *
 * Resolves to GBytes: all items but those that cannot be set, labels on sheets
 * where the media is one. Rejects with INVALID where nothing is left.
 */
DexFuture *kontor_print_job_to_pdf (KontorPrintJob *self, const KontorPrintSetup *setup,
                                    gint64 made_at) G_GNUC_WARN_UNUSED_RESULT;
/** In a label printer's language: resolves to a GPtrArray of a GBytes for each item, an empty one for those that cannot be written. */
DexFuture *kontor_print_job_to_zpl (KontorPrintJob *self, const KontorMedia *media,
                                    const KontorZplOptions *options) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorPrintJob, kontor_print_job_unref)

G_END_DECLS
