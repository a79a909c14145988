#pragma once

#include "kontor-document.h"
#include "kontor-engine.h"
#include "kontor-print-job.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRINT_PROFILE (kontor_print_profile_get_type ())

/**
 * KontorPrintProfile:
 * @printer: "" asks in a dialog; "queue:NAME" of CUPS; "socket:HOST:PORT" of a
 *   label printer in the network
 * @media: name of a KontorMedia
 * @zpl: whether it is written in the label printer's own language instead of PDF
 * @first_label: of a sheet of labels, from 0
 * @left, @top: hundredths of a millimetre by which everything is moved
 *
 * How a kind of document is printed on this computer.
 */
typedef struct {
  char *printer;
  char *media;
  gboolean zpl;
  guint first_label;
  int left, top;
  guint dpi;
  int darkness;
} KontorPrintProfile;

GType kontor_print_profile_get_type (void) G_GNUC_CONST;
/** As it is until a person says otherwise: A4 or Letter by where the user lives, or a label from a roll. */
KontorPrintProfile *kontor_print_profile_new (KontorDocumentKind kind);
KontorPrintProfile *kontor_print_profile_copy (const KontorPrintProfile *self);
void kontor_print_profile_free (KontorPrintProfile *self);

const KontorMedia *kontor_print_profile_get_media (const KontorPrintProfile *self);
/** What typesetting needs to know of it. */
KontorPrintSetup kontor_print_profile_get_setup (const KontorPrintProfile *self);
KontorZplOptions kontor_print_profile_get_zpl (const KontorPrintProfile *self);

/** Resolves to the KontorPrintProfile. */
DexFuture *kontor_print_profile_load (KontorEngine *engine, KontorDocumentKind kind) G_GNUC_WARN_UNUSED_RESULT;
/** Resolves to TRUE. */
DexFuture *kontor_print_profile_save (KontorEngine *engine, KontorDocumentKind kind,
                                      const KontorPrintProfile *profile) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorPrintProfile, kontor_print_profile_free)

G_END_DECLS
