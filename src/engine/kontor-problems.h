#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "kontor-op.h"

G_BEGIN_DECLS

typedef struct _KontorEngine KontorEngine;

typedef enum {
  KONTOR_PROBLEM_CONFLICT,  /* both changed the same: keep mine, take theirs, per field, discard */
  KONTOR_PROBLEM_REJECTED,  /* the shop refuses it: edit, retry, discard */
  KONTOR_PROBLEM_UNKNOWN,   /* sent, and nobody can tell whether it happened: it happened, it did not, retry, discard */
  KONTOR_PROBLEM_SIGN_IN,   /* the account needs its person */
  KONTOR_PROBLEM_DELETIONS, /* many rows would vanish */
  KONTOR_PROBLEM_RESTORED,  /* the outbox of a restored file waits to be looked at */
} KontorProblemKind;

/** One changed field of which two sides disagree. Texts as a person reads them; NULL: empty. */
typedef struct {
  guint field;
  const char *label; /* what a person calls the field */
  char *before;
  char *mine;
  char *theirs;
} KontorProblemField;

#define KONTOR_TYPE_PROBLEM (kontor_problem_get_type ())
/**
 * KontorProblem:
 *
 * Something that needs a person. Immutable.
 */
G_DECLARE_FINAL_TYPE (KontorProblem, kontor_problem, KONTOR, PROBLEM, GObject)

KontorProblemKind kontor_problem_get_kind (KontorProblem *self);
/** Stable for scripts: the op's id, or a negative number for what concerns an account. */
gint64 kontor_problem_get_id (KontorProblem *self);
gint64 kontor_problem_get_account (KontorProblem *self);
/** (nullable): NULL for what concerns an account. */
const KontorOp *kontor_problem_get_op (KontorProblem *self);
/** One line: what was to be done. */
const char *kontor_problem_get_title (KontorProblem *self);
/** What is the matter, with the server's own words; of an unknown one both readings. */
const char *kontor_problem_get_text (KontorProblem *self);
/** Ops of the same and of other objects that wait under this one. */
guint kontor_problem_get_waiting (KontorProblem *self);
/** (element-type KontorProblemField): of a conflict. */
GPtrArray *kontor_problem_get_fields (KontorProblem *self);
/** (nullable): the feed, of DELETIONS. */
const char *kontor_problem_get_feed (KontorProblem *self);

#define KONTOR_TYPE_PROBLEMS (kontor_problems_get_type ())
/**
 * KontorProblems:
 *
 * GListModel of KontorProblem, oldest first; kept up to date by commits. Main thread.
 */
G_DECLARE_FINAL_TYPE (KontorProblems, kontor_problems, KONTOR, PROBLEMS, GObject)

/** Resolves when the list holds what is committed now. */
DexFuture *kontor_problems_reload (KontorProblems *self) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  KONTOR_ANSWER_KEEP_MINE,   /* of a conflict: overwrite what the shop has now */
  KONTOR_ANSWER_TAKE_THEIRS, /* of a conflict: give mine up */
  KONTOR_ANSWER_RETRY,       /* of a rejected one: send again; of an unknown one: look again */
  KONTOR_ANSWER_DISCARD,     /* of any: give it up, and what waits under a create with it */
  KONTOR_ANSWER_HAPPENED,    /* of an unknown one */
  KONTOR_ANSWER_DID_NOT,     /* of an unknown one: send it again */
} KontorAnswer;

/** Resolves to TRUE. Rejects with NOT_FOUND for what is no problem (any more), INVALID for an answer that does not fit. */
DexFuture *kontor_problems_answer (KontorEngine *engine, gint64 op_id, KontorAnswer answer) G_GNUC_WARN_UNUSED_RESULT;
/** Of a conflict: mine for the fields whose bit is in @mine, theirs for the others. */
DexFuture *kontor_problems_answer_fields (KontorEngine *engine, gint64 op_id, guint64 mine) G_GNUC_WARN_UNUSED_RESULT;
/** Of a rejected one: other changes (JSON like kontor_engine_do ()) are sent in its place. */
DexFuture *kontor_problems_edit (KontorEngine *engine, gint64 op_id, const char *payload) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
