#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_ID_SET (kontor_id_set_get_type ())

typedef struct _KontorIdSet KontorIdSet;

/**
 * KontorIdSet:
 *
 * A set of ids, none of which is 0, at about 16 bytes an id. Reference counted;
 * changed by its only holder, immutable once it is shared.
 */
GType kontor_id_set_get_type (void) G_GNUC_CONST;
KontorIdSet *kontor_id_set_new (void);
KontorIdSet *kontor_id_set_ref (KontorIdSet *self);
void kontor_id_set_unref (KontorIdSet *self);
KontorIdSet *kontor_id_set_copy (const KontorIdSet *self);

guint kontor_id_set_get_size (const KontorIdSet *self);
gboolean kontor_id_set_contains (const KontorIdSet *self, gint64 id);
/** Returns: whether it was not in the set before */
gboolean kontor_id_set_add (KontorIdSet *self, gint64 id);
/** Returns: whether it was in the set */
gboolean kontor_id_set_remove (KontorIdSet *self, gint64 id);
void kontor_id_set_clear (KontorIdSet *self);

/** (element-type gint64) (transfer full): its ids, rising */
GArray *kontor_id_set_dup_ids (const KontorIdSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorIdSet, kontor_id_set_unref)

G_END_DECLS
