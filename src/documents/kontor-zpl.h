#pragma once

#include "kontor-document.h"

G_BEGIN_DECLS

/**
 * KontorZplOptions:
 * @dpi: of the printer: 203, 300 or 600
 * @darkness: -30 to 30 besides what the printer is set to; 0 leaves it
 * @left, @top: millimetres by which everything is moved
 */
typedef struct {
  guint dpi;
  int darkness;
  double left, top;
} KontorZplOptions;

/** Whether labels of the kind can be written as ZPL. */
gboolean kontor_zpl_can_write (KontorDocumentKind kind);

/**
 * kontor_zpl_write:
 * @documents: KontorDocuments
 * @media: not a sheet
 *
 * All labels in the printer's own language, text and barcodes by name and not
 * as pictures: a few hundred bytes each, in UTF-8. What a person typed cannot
 * become a command.
 *
 * Returns: (transfer full) (nullable)
 * Errors: KONTOR_ERROR_INVALID where what a label needs is missing, or where
 * the kind or the media is none that a label printer prints.
 */
char *kontor_zpl_write (GPtrArray *documents, const KontorLetterhead *letterhead, const KontorMedia *media,
                        const KontorZplOptions *options, GError **error);

G_END_DECLS
