#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

/**
 * KontorSubject:
 * @name: as a person calls it: "Order 1042", "Green tea"
 * @entity: of what is shown when one looks at it: of a variant its product
 *
 * What an op or an action is about.
 */
typedef struct {
  char *name;
  KontorEntity entity;
  gint64 id;
} KontorSubject;
#define KONTOR_TYPE_SUBJECT (kontor_subject_get_type ())
GType kontor_subject_get_type (void) G_GNUC_CONST;
void kontor_subject_free (KontorSubject *self);

/** Resolves to the KontorSubject; rejects with NOT_FOUND for what is not here (any more). */
DexFuture *kontor_subject_load (KontorEngine *engine, KontorEntity entity, gint64 id) G_GNUC_WARN_UNUSED_RESULT;

/** Puts the name before the subtitle of @row as soon as it is known. */
void kontor_subject_add_to_row (KontorEngine *engine, KontorEntity entity, gint64 id, AdwActionRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorSubject, kontor_subject_free)

G_END_DECLS
