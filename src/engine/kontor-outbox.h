#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "kontor-op.h"

G_BEGIN_DECLS

typedef struct _KontorEngine KontorEngine;
typedef struct _KontorScope KontorScope;

/**
 * KontorAction:
 * @id: what the verbs resolve to
 * @label: "Price 12,00 € → 15,00 €", or of many "Change price (10,000)"
 * @entity: of the object that it is about
 * @object: its id; 0: it is about several
 * @paused: whether nothing more of it is sent for now
 * @n_left_out: rows to which it could not be done when their turn came
 * @left_out: (nullable): why, of the first of them
 * @seen: whether a person was told of them
 * @undone: by which action; 0: not
 * @undoable: whether kontor_engine_undo () can do something about it now
 *
 * The ops that one gesture made.
 */
typedef struct {
  gint64 id;
  gint64 created_at;
  char *label;
  KontorEntity entity;
  gint64 object;
  guint n_ops;
  guint n_unsent;
  guint n_acked;
  guint n_cancelled;
  guint n_problems;
  guint n_left_out;
  char *left_out;
  gboolean seen;
  gboolean paused;
  gint64 undone;
  gboolean undoable;
} KontorAction;
void kontor_action_free (KontorAction *self);

/** The newest, all that are paused, and those with rows left out that nobody saw; newest first, (element-type KontorAction) GPtrArray. */
DexFuture *kontor_outbox_list_actions (KontorEngine *engine, guint limit) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  KONTOR_OUTBOX_UNSENT = 1 << 0,
  KONTOR_OUTBOX_PROBLEMS = 1 << 1,
  KONTOR_OUTBOX_DONE = 1 << 2, /* acknowledged and cancelled ones of the last 90 days */
} KontorOutboxWhich;

/**
 * kontor_outbox_list_ops:
 * @account_id: 0 for all
 *
 * Resolves to a GPtrArray (element-type KontorOp): unsent and problems oldest
 * first; where DONE is asked, everything newest first.
 */
DexFuture *kontor_outbox_list_ops (KontorEngine *engine, gint64 account_id, KontorOutboxWhich which,
                                   guint limit) G_GNUC_WARN_UNUSED_RESULT;

/** The ops that ever concerned an object, newest first: its timeline's part. */
DexFuture *kontor_outbox_list_of_object (KontorEngine *engine, KontorEntity entity,
                                         gint64 id) G_GNUC_WARN_UNUSED_RESULT;

/** Sends what is ready of every account, and settles what is open, until nothing is left that could go now. Resolves to TRUE. */
DexFuture *kontor_outbox_flush (KontorEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  KONTOR_DO_DEFAULT = 0,
  KONTOR_DO_DRY_RUN = 1 << 0, /* nothing is stored; the future resolves to a GStrv of descriptions */
} KontorDoFlags;

/**
 * kontor_engine_do:
 * @kind: name of an op kind
 * @id: of the object; 0 for a creating kind
 * @payload: JSON {"set":…,"delta":…,"add":…,"remove":…,"args":…} with the fields of the kind's entity
 *
 * Every class of operation by its name: what the verbs do, without their
 * convenience. Resolves to the gint64 action. Rejects with INVALID, NOT_FOUND
 * or UNSUPPORTED; nothing is changed then.
 */
DexFuture *kontor_engine_do (KontorEngine *engine, gint64 account_id, const char *kind, gint64 id, const char *payload,
                             KontorDoFlags flags) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_engine_enqueue:
 * @scope: (transfer none): one object, several, or all that a query finds
 * @intent: (transfer none): kind and changes; account, object, before- and base-values are filled per row
 *
 * One action with one op per row: op, row and references in one transaction.
 * Every verb ends here. Resolves to the gint64 action, or rejects like
 * kontor_engine_do (). With KONTOR_DO_DRY_RUN: see there.
 */
DexFuture *kontor_engine_enqueue (KontorEngine *engine, KontorScope *scope, const KontorOp *intent,
                                  KontorDoFlags flags) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_engine_undo:
 * @action: 0 for the newest that is not undone
 *
 * Cancels what is not sent, and makes inverse ops for what is. Where the
 * storefront's value is no longer what was pushed, they become conflicts.
 * Resolves to the gint64 action that was undone. Rejects with NOT_FOUND where
 * there is none, UNSUPPORTED where nothing of it can be taken back, CONFLICT
 * where its outcome is not known yet.
 */
DexFuture *kontor_engine_undo (KontorEngine *engine, gint64 action) G_GNUC_WARN_UNUSED_RESULT;

/** Ends the ten seconds in which an action could still be taken back before it is sent. Resolves to TRUE. */
DexFuture *kontor_engine_hurry (KontorEngine *engine, gint64 action) G_GNUC_WARN_UNUSED_RESULT;
/** Takes back what of an action was not sent yet. Resolves to the gint64 number of ops cancelled. */
DexFuture *kontor_engine_cancel (KontorEngine *engine, gint64 action) G_GNUC_WARN_UNUSED_RESULT;
/** Ops of an action that are problems because they were refused are sent again. Resolves to their gint64 number. */
DexFuture *kontor_engine_retry (KontorEngine *engine, gint64 action) G_GNUC_WARN_UNUSED_RESULT;
/** Sends nothing more of an action, also in the next run of the program; what is under way ends. Resolves to TRUE. */
DexFuture *kontor_engine_pause (KontorEngine *engine, gint64 action) G_GNUC_WARN_UNUSED_RESULT;
/** A person was told which rows of an action were left out. Resolves to TRUE. */
DexFuture *kontor_engine_see_left_out (KontorEngine *engine, gint64 action) G_GNUC_WARN_UNUSED_RESULT;
/** Goes on with an action that was paused. Resolves to TRUE. */
DexFuture *kontor_engine_resume (KontorEngine *engine, gint64 action) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorAction, kontor_action_free)

G_END_DECLS
