#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_DRAFT (kontor_draft_get_type ())
/**
 * KontorDraft:
 *
 * What a person changed of a product and its variants and did not save yet. It
 * lies over the live objects, so that what the shop says meanwhile of other
 * fields shows; of a field that was changed here and there it is "overtaken".
 * What is typed is kept in the database soon after, and is there again after a
 * crash, until it is saved or discarded.
 *
 * Objects that are to be made have ids not above 0: the product 0, variants
 * below. Properties: "dirty". Signal "changed": something of it, or of a live
 * object that it lies over. Main thread.
 */
G_DECLARE_FINAL_TYPE (KontorDraft, kontor_draft, KONTOR, DRAFT, GObject)

/** @product: its id; 0 for one that is to be made at @account_id */
KontorDraft *kontor_draft_new (KontorEngine *engine, gint64 account_id, gint64 product);

/** (transfer full): the one that others have of the product, else a new one; two that are to be made are two. */
KontorDraft *kontor_draft_share (KontorEngine *engine, gint64 account_id, gint64 product);

/** Reads what was left of an earlier time. Resolves to the gboolean whether there was anything. */
DexFuture *kontor_draft_open (KontorDraft *self) G_GNUC_WARN_UNUSED_RESULT;

KontorEngine *kontor_draft_get_engine (KontorDraft *self);
gint64 kontor_draft_get_account (KontorDraft *self);
gint64 kontor_draft_get_product (KontorDraft *self);
gboolean kontor_draft_get_dirty (KontorDraft *self);

/** (transfer full): the object as it is to be, as far as it is known. */
KontorRecord *kontor_draft_dup_record (KontorDraft *self, KontorEntity entity, gint64 id);
gboolean kontor_draft_has_changed (KontorDraft *self, KontorEntity entity, gint64 id, guint field);
/** Whether the shop says something else since a person changed it here. */
gboolean kontor_draft_is_overtaken (KontorDraft *self, KontorEntity entity, gint64 id, guint field);

/** Every field that @values knows; one that is what the shop has is no change any more. */
void kontor_draft_set (KontorDraft *self, KontorEntity entity, gint64 id, const KontorRecord *values);
/** What an object that is to be made begins with; as long as it is nothing else, nothing was changed. */
void kontor_draft_begin (KontorDraft *self, KontorEntity entity, gint64 id, const KontorRecord *values);
/** What is changed until kontor_draft_thaw () is told in one. */
void kontor_draft_freeze (KontorDraft *self);
void kontor_draft_thaw (KontorDraft *self);
/** Takes back what was changed of a field. */
void kontor_draft_reset (KontorDraft *self, KontorEntity entity, gint64 id, guint field);
/** Keeps what was changed of a field although the shop says something else since. */
void kontor_draft_keep (KontorDraft *self, KontorEntity entity, gint64 id, guint field);

/** The id of a variant that is to be made with what is set of it. */
gint64 kontor_draft_add_variant (KontorDraft *self, const KontorRecord *variant);
/** Ids of the variants that are to be made: (element-type gint64) */
GArray *kontor_draft_list_new_variants (KontorDraft *self);
/** Takes all that was changed of an object back; one that was to be made is not made. */
void kontor_draft_drop (KontorDraft *self, KontorEntity entity, gint64 id);

/** (transfer full): what would be saved, one line for each kind of change: "Title", "Price (3)" */
GStrv kontor_draft_describe (KontorDraft *self);

/**
 * kontor_draft_save:
 *
 * All of it as one action. Resolves to the gint64 action, 0 where nothing had
 * to be done; the draft is empty then. Rejects like the verbs, and with it
 * nothing is saved and the draft is as it was.
 */
DexFuture *kontor_draft_save (KontorDraft *self) G_GNUC_WARN_UNUSED_RESULT;
/** Puts what was typed just now on the disk, without waiting for a pause. */
void kontor_draft_keep_typed (KontorDraft *self);
/** Forgets all of it. */
void kontor_draft_discard (KontorDraft *self);

/** The product that the last save made; 0: none. */
gint64 kontor_draft_get_made (KontorDraft *self);

G_END_DECLS
