#pragma once

#include "kontor-draft.h"

/* Shared by the files of the drafts alone. */

typedef struct _KontorTxn KontorTxn;

G_BEGIN_DECLS

/** One object of a draft; see KontorDraft. @object: (nullable). @base: what is changed, as it was; of one to be made what it began with */
typedef struct {
  KontorEntity entity;
  gint64 id;
  KontorObject *object;
  KontorRecord *base;
  KontorRecord *change;
} KontorDraftPart;

KontorDraftPart *kontor_draft_part_new (KontorEntity entity, gint64 id);
void kontor_draft_part_free (KontorDraftPart *self);
gboolean kontor_draft_part_is_empty (const KontorDraftPart *self);
/** Whether it says more than an object to be made began with. */
gboolean kontor_draft_part_is_touched (const KontorDraftPart *self);
KontorDraftPart *kontor_draft_part_copy (const KontorDraftPart *self);
/** (nullable): what the shop says, as far as it is read */
KontorRecord *kontor_draft_part_get_live (const KontorDraftPart *self);
KontorRecord *kontor_draft_part_dup_record (const KontorDraftPart *self);
/* See the functions of KontorDraft that are called so. */
gboolean kontor_draft_part_is_overtaken (const KontorDraftPart *self, guint field);
void kontor_draft_part_set (KontorDraftPart *self, const KontorRecord *values, guint field);
void kontor_draft_part_reset (KontorDraftPart *self, guint field);
void kontor_draft_part_keep (KontorDraftPart *self, guint field);
void kontor_draft_part_forget (KontorDraftPart *self);
/** Forgets what is as it was in @saved, and keeps what was typed since. */
void kontor_draft_part_forget_saved (KontorDraftPart *self, const KontorDraftPart *saved);

/** Resolves to a GPtrArray (element-type KontorDraftPart) of what is stored. */
DexFuture *kontor_draft_store_load (KontorEngine *engine, gint64 account_id, gint64 product) G_GNUC_WARN_UNUSED_RESULT;
/** Puts @parts (element-type KontorDraftPart), those that are empty left out, in the place of what is stored. */
DexFuture *kontor_draft_store_save (KontorEngine *engine, gint64 account_id, gint64 product,
                                    GPtrArray *parts) G_GNUC_WARN_UNUSED_RESULT;
/** Database threads, within a transaction. */
gboolean kontor_draft_store_drop (KontorTxn *txn, gint64 account_id, gint64 product, GError **error);

/** (element-type KontorOp): the intents that the changes are, in the order in which they are to be done. */
GPtrArray *kontor_draft_list_intents (GPtrArray *parts, gint64 account_id);

G_END_DECLS
