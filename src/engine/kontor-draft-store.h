#pragma once

#include "kontor-draft.h"

/* Shared by the files of the drafts alone. */

typedef struct _KontorTxn KontorTxn;

G_BEGIN_DECLS

/** One object of a draft; see KontorDraft. @object: (nullable) */
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
