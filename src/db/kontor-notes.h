#pragma once

#include "kontor-changes.h"

G_BEGIN_DECLS

/**
 * KontorNotes:
 *
 * The rows that a transaction touched, each once. One thread.
 */
typedef struct _KontorNotes KontorNotes;

KontorNotes *kontor_notes_new (void);
void kontor_notes_free (KontorNotes *self);
void kontor_notes_add (KontorNotes *self, KontorEntity entity, gint64 id, KontorChangeKind kind);
void kontor_notes_touch (KontorNotes *self, KontorTouched touched);
guint kontor_notes_get_length (KontorNotes *self);
KontorChange *kontor_notes_get (KontorNotes *self, guint index);
gboolean kontor_notes_is_empty (KontorNotes *self);
/** (transfer full); the notes are empty afterwards. */
KontorChanges *kontor_notes_take_changes (KontorNotes *self, gint64 seq, KontorOrigin origin);

/**
 * KontorLive:
 *
 * The ids of which somebody holds a live object. Any thread.
 */
typedef struct _KontorLive KontorLive;

KontorLive *kontor_live_new (void);
void kontor_live_free (KontorLive *self);
void kontor_live_add (KontorLive *self, KontorEntity entity, gint64 id);
void kontor_live_remove (KontorLive *self, KontorEntity entity, gint64 id);
gboolean kontor_live_contains (KontorLive *self, KontorEntity entity, gint64 id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorNotes, kontor_notes_free)

G_END_DECLS
