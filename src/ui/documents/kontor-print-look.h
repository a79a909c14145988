#pragma once

#include "kontor-documents.h"
#include "kontor-print-profile.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRINT_LOOK (kontor_print_look_get_type ())

/** Orders and pages that are looked at; the others are alike. */
#define KONTOR_PRINT_LOOK_MOST 12

/**
 * KontorPrintLook:
 * @profile: (nullable): with which it is set; read where it is not given
 * @queues: (nullable): the print queues that there are; asked for where they are not given
 * @pages: (nullable) (element-type cairo_surface_t)
 * @fault: (nullable): for a person, why there are no pages
 *
 * What a person looks at before it is printed. Reference counted.
 */
typedef struct {
  KontorEngine *engine;
  KontorDocumentKind kind;
  KontorScope *scope;
  gint64 document_id;
  KontorPrintProfile *profile;
  GStrv queues;
  double scale;
  GPtrArray *pages;
  char *fault;
} KontorPrintLook;

GType kontor_print_look_get_type (void) G_GNUC_CONST;

/** @scope: (nullable): orders, or goods for their labels. @document_id: one that was made, where there is no scope */
KontorPrintLook *kontor_print_look_new (KontorEngine *engine, KontorDocumentKind kind, KontorScope *scope, gint64 document_id);
KontorPrintLook *kontor_print_look_ref (KontorPrintLook *self);
void kontor_print_look_unref (KontorPrintLook *self);

/** Resolves to TRUE when @self is filled; nothing else touches it meanwhile. */
DexFuture *kontor_print_look_fill (KontorPrintLook *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorPrintLook, kontor_print_look_unref)

G_END_DECLS
