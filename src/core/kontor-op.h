#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_OP (kontor_op_get_type ())

/**
 * KontorOpClass:
 *
 * How an operation may be retried, undone and tested for conflicts. Set: by
 * inverse and three-way comparison. Delta: never over a value that makes no
 * sense, automatic retry only with proof. Message: until it is accepted, never
 * after. Money: never blindly. Create: with a key by which it is found again.
 * Destructive: trash where there is one.
 */
typedef enum {
  KONTOR_OP_SET,
  KONTOR_OP_DELTA,
  KONTOR_OP_MESSAGE,
  KONTOR_OP_MONEY,
  KONTOR_OP_CREATE,
  KONTOR_OP_DESTRUCTIVE,
} KontorOpClass;

/** What an operation sets off at the storefront, said at the button and reason for the ten seconds before it is sent. */
typedef enum {
  KONTOR_EFFECT_NONE = 0,
  KONTOR_EFFECT_MAILS_CUSTOMER = 1 << 0,
  KONTOR_EFFECT_MOVES_STOCK = 1 << 1,
  KONTOR_EFFECT_MOVES_MONEY = 1 << 2,
} KontorEffects;

/**
 * KontorOpState:
 *
 * QUEUED → SENDING → ACKED, or from SENDING to RETRY_WAIT (back to QUEUED when
 * its time comes), CONFLICT, REJECTED, UNKNOWN; QUEUED → CANCELLED. Problems
 * are CONFLICT, REJECTED and UNKNOWN; a discarded one is CANCELLED.
 */
typedef enum {
  KONTOR_OP_QUEUED,
  KONTOR_OP_SENDING,
  KONTOR_OP_RETRY_WAIT,
  KONTOR_OP_ACKED,
  KONTOR_OP_CONFLICT,
  KONTOR_OP_REJECTED,
  KONTOR_OP_UNKNOWN,
  KONTOR_OP_CANCELLED,
} KontorOpState;

typedef struct _KontorOp KontorOp;
typedef struct _KontorOpKind KontorOpKind;

/**
 * KontorOpKind:
 * @name: as stored and as kontorctl calls it: "set-price"
 * @label: (translatable): "Change price"
 * @describe: one line for the timeline, logs and Problems: "Price 12,00 € → 15,00 €"
 * @undoable: whether kontor_op_new_inverse () makes sense after it was sent
 * @inverse: (nullable): the kind of the op that takes it back; NULL: the same kind
 * @alike: whether all ops of one gesture describe themselves alike, since nothing of before is in it
 *
 * Op kinds register themselves by being in the table of their domain's file
 * (kontor-op-catalog.c, kontor-op-order.c …).
 */
struct _KontorOpKind {
  const char *name;
  const char *label;
  KontorOpClass op_class;
  KontorEntity entity;
  gboolean undoable;
  char *(*describe) (const KontorOp *op);
  const char *inverse;
  gboolean alike;
};

const KontorOpKind *kontor_op_kind_lookup (const char *name);
/** Every kind, NULL terminated, in order of name. */
const KontorOpKind *const *kontor_op_kind_list (void);

/**
 * KontorOp:
 * @id: of the outbox row; 0 before it is enqueued
 * @action: of the gesture that made it; 10,000 rows changed at once are one action
 * @lane: the aggregate in which order is strict: "order:12"
 * @remote_id: (nullable): of the object at the storefront, as known when the op was claimed
 * @idempotency: a UUID made with the op; the key, or the mark written with the request
 * @before: (nullable): what the changed fields were when the person acted; of lists, the members that @add and @remove
 *   name, as far as they were there, and an empty list where none was: then the inverse restores that, and not more
 * @set: (nullable): fields that are overwritten
 * @delta: (nullable): whole numbers that are added: INT fields of the object, or of the members (by key) of its lists
 * @add: (nullable): members that are appended to lists; one of the same key is replaced
 * @remove: (nullable): members that are taken out of lists, by key; whole, so that undo can add them again
 * @args: (nullable): what the storefront must be told besides ("notify": "1"); no state
 * @base: (nullable): what the storefront last said of the changed fields when the op was made
 * @resume: (nullable): where a many-request operation goes on
 *
 * One intended change at a storefront. Immutable.
 */
struct _KontorOp {
  gint64 id;
  gint64 action;
  gint64 account_id;
  const KontorOpKind *kind;
  gint64 local_id;
  char *remote_id;
  char *parent_remote_id; /* of a variant: its product's */
  char *lane;
  char *idempotency;
  KontorOpState state;
  guint attempts;
  gint64 created_at;
  gint64 not_before;
  gint64 acked_at;
  char *error_code;
  char *error;
  char *resume;
  KontorRecord *before;
  KontorRecord *set;
  KontorRecord *delta;
  KontorRecord *add;
  KontorRecord *remove;
  KontorRecord *base;
  GHashTable *args; /* char * → char * */
  gatomicrefcount ref_count;
};

GType kontor_op_get_type (void) G_GNUC_CONST;
KontorOp *kontor_op_new (const KontorOpKind *kind, gint64 account_id, gint64 local_id);
KontorOp *kontor_op_ref (KontorOp *self);
void kontor_op_unref (KontorOp *self);
/** A deep copy that may be changed until it is shared; records are shared. */
KontorOp *kontor_op_copy (const KontorOp *self);

const char *kontor_op_get_arg (const KontorOp *self, const char *name);
void kontor_op_set_arg (KontorOp *self, const char *name, const char *value);
/** (nullable): the currency of the amounts it carries, where it says one. */
const char *kontor_op_get_currency (const KontorOp *self);
char *kontor_op_describe (const KontorOp *self);

/** The payload as stored: {"v":1,"before":…,"set":…,"delta":…,"add":…,"remove":…,"args":…}. */
char *kontor_op_payload_to_json (const KontorOp *self);
/** Fills the records and args. Errors: KONTOR_ERROR_PROTOCOL; @self is untouched then. */
gboolean kontor_op_payload_from_json (KontorOp *self, const char *json, GError **error);

/**
 * kontor_op_new_inverse:
 *
 * The op that takes @self back: before ↔ set, −delta, add ↔ remove; trash for a
 * create. A member that was created is cancelled under the key in the argument
 * "made", which is what the storefront called it. Returns: (transfer full) (nullable): NULL where nothing can.
 */
KontorOp *kontor_op_new_inverse (const KontorOp *self);

/**
 * kontor_op_merge:
 * @later: of the same kind and object
 *
 * Both as one op that was never sent (coalescing). Returns: (transfer full)
 * (nullable): NULL where they do not merge (messages, money, creates).
 */
KontorOp *kontor_op_merge (const KontorOp *self, const KontorOp *later);

const char *kontor_op_state_to_nick (KontorOpState state);
gboolean kontor_op_state_from_nick (const char *nick, KontorOpState *state);
const char *kontor_op_class_to_nick (KontorOpClass op_class);

/**
 * kontor_replay:
 * @remote: (nullable): what the server last said; NULL for what was made here
 * @ops: (element-type KontorOp): the pending ones of the object, in order
 *
 * What a person sees: @remote with the ops applied in order, derived fields
 * computed anew. Pure; any thread. Returns: (transfer full) (nullable): NULL
 * if there is nothing to see.
 */
KontorRecord *kontor_replay (const KontorRecord *remote, GPtrArray *ops);

/** Applies one op to a record that the caller owns. */
void kontor_op_apply (const KontorOp *self, KontorRecord *record);

typedef enum {
  KONTOR_MERGE_SEND,     /* the server still has what the op was based on */
  KONTOR_MERGE_DONE,     /* the server already has what the op would write */
  KONTOR_MERGE_CONFLICT, /* somebody else changed the same */
} KontorMergeVerdict;

/**
 * kontor_op_compare:
 * @remote: what the server says now
 *
 * The three-way test of set operations, over the changed fields only. A field
 * is clean where the server's value is @self's base or before, done where it is
 * the value to be set. @fields: (out) (optional): a bit for each conflicting field.
 */
KontorMergeVerdict kontor_op_compare (const KontorOp *self, const KontorRecord *remote, guint64 *fields);

/**
 * kontor_derive:
 *
 * Computes the derived fields of @record from what it holds, as domain rules
 * say (the axes of an order, counters of its lines, totals of a variant …).
 * Fields whose sources are absent are left alone.
 */
void kontor_derive (KontorRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorOp, kontor_op_unref)

G_END_DECLS
