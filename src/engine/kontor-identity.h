#pragma once

#include "kontor-object.h"

G_BEGIN_DECLS

/* Views include this, and know nothing of the database. */
typedef struct _KontorDb KontorDb;

#define KONTOR_TYPE_IDENTITY (kontor_identity_get_type ())
/**
 * KontorIdentity:
 *
 * The live objects of the window: one per id, as long as somebody holds it.
 * Commits and reads meet in them. Main thread only.
 */
G_DECLARE_FINAL_TYPE (KontorIdentity, kontor_identity, KONTOR, IDENTITY, GObject)

KontorIdentity *kontor_identity_new (KontorDb *db);

/** (transfer full): the object of @id, made empty (loading) if there is none; kontor_identity_want () fills it. */
KontorObject *kontor_identity_dup (KontorIdentity *self, KontorEntity entity, gint64 id);
/** (transfer full) (nullable): NULL where nobody holds one */
KontorObject *kontor_identity_dup_live (KontorIdentity *self, KontorEntity entity, gint64 id);

/**
 * kontor_identity_want:
 *
 * Reads the rows of objects anew, soon, on the interactive reader; many are
 * read together and the last wanted come first. What nobody holds any more when
 * its turn comes is skipped.
 */
void kontor_identity_want (KontorIdentity *self, KontorObject *const *objects, guint n_objects);
/** The same for what somebody may look at next, when nothing else is wanted. What is wanted already stays so. */
void kontor_identity_want_ahead (KontorIdentity *self, KontorObject *const *objects, guint n_objects);
/** The same as kontor_identity_want () with all that a detail shows; @object stays whole from then on. */
void kontor_identity_want_whole (KontorIdentity *self, KontorObject *object);
/** Whether a read of @object is on its way, other than ahead. */
gboolean kontor_identity_is_wanted (KontorIdentity *self, KontorObject *object);

/**
 * kontor_identity_merge:
 * @rows: (element-type KontorRecord): as a read of the state @seq found them
 *
 * (transfer full) (element-type KontorObject): their objects, filled.
 */
GPtrArray *kontor_identity_merge (KontorIdentity *self, KontorEntity entity, GPtrArray *rows, gint64 seq);

/** How many objects are alive. */
guint kontor_identity_get_n_live (KontorIdentity *self);

G_END_DECLS
