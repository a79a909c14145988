#include <inttypes.h>
#include <glib/gi18n.h>

#include "kontor-engine-private.h"
#include "kontor-error.h"
#include "kontor-outbox-answer.h"
#include "kontor-outbox-row.h"

struct _KontorProblem {
  GObject parent_instance;

  KontorProblemKind kind;
  gint64 id;
  gint64 account_id;
  KontorOp *op; /* (nullable) */
  char *title;
  char *text;
  guint waiting;
  GPtrArray *fields; /* (element-type KontorProblemField) */
  char *feed;        /* (nullable) */
};

G_DEFINE_FINAL_TYPE (KontorProblem, kontor_problem, G_TYPE_OBJECT)

void
kontor_problem_field_free (KontorProblemField *self)
{
  g_free (self->before);
  g_free (self->mine);
  g_free (self->theirs);
  g_free (self);
}

static void
kontor_problem_finalize (GObject *object)
{
  KontorProblem *self = KONTOR_PROBLEM (object);

  g_clear_pointer (&self->op, kontor_op_unref);
  g_free (self->title);
  g_free (self->text);
  g_free (self->feed);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (kontor_problem_parent_class)->finalize (object);
}

static void
kontor_problem_class_init (KontorProblemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_problem_finalize;
}

static void
kontor_problem_init (KontorProblem *self)
{
}

static char *
make_title (KontorProblemKind kind, const KontorOp *op)
{
  switch (kind) {
  case KONTOR_PROBLEM_CONFLICT:
  case KONTOR_PROBLEM_REJECTED:
  case KONTOR_PROBLEM_UNKNOWN:
    return kontor_op_describe (op);
  case KONTOR_PROBLEM_SIGN_IN:
    return g_strdup (_("Sign in again"));
  case KONTOR_PROBLEM_DELETIONS:
    return g_strdup (_("Many things would disappear"));
  case KONTOR_PROBLEM_RESTORED:
    return g_strdup (_("Nothing is sent since the file was restored"));
  }
  g_return_val_if_reached (NULL);
}

KontorProblem *
kontor_problem_new (KontorProblemKind kind, gint64 id, gint64 account_id, KontorOp *op, const char *text, guint waiting,
                    GPtrArray *fields, const char *feed)
{
  KontorProblem *self = g_object_new (KONTOR_TYPE_PROBLEM, NULL);

  self->kind = kind;
  self->id = id;
  self->account_id = account_id;
  self->op = op != NULL ? kontor_op_ref (op) : NULL;
  self->title = make_title (kind, op);
  self->text = g_strdup (text != NULL ? text : "");
  self->waiting = waiting;
  self->fields = fields != NULL ? g_ptr_array_ref (fields) : g_ptr_array_new ();
  self->feed = g_strdup (feed);
  return self;
}

KontorProblemKind
kontor_problem_get_kind (KontorProblem *self)
{
  return self->kind;
}

gint64
kontor_problem_get_id (KontorProblem *self)
{
  return self->id;
}

gint64
kontor_problem_get_account (KontorProblem *self)
{
  return self->account_id;
}

const KontorOp *
kontor_problem_get_op (KontorProblem *self)
{
  return self->op;
}

const char *
kontor_problem_get_title (KontorProblem *self)
{
  return self->title;
}

const char *
kontor_problem_get_text (KontorProblem *self)
{
  return self->text;
}

guint
kontor_problem_get_waiting (KontorProblem *self)
{
  return self->waiting;
}

GPtrArray *
kontor_problem_get_fields (KontorProblem *self)
{
  return self->fields;
}

const char *
kontor_problem_get_feed (KontorProblem *self)
{
  return self->feed;
}

struct _KontorProblems {
  GObject parent_instance;

  KontorEngine *engine; /* (unowned) (nullable): owns us */
  GPtrArray *items;     /* (element-type KontorProblem) */
};

static void kontor_problems_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorProblems, kontor_problems, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, kontor_problems_list_init))

/* Entries about accounts that the main thread alone knows. */
static void
add_sign_ins (KontorProblems *self, GPtrArray *items)
{
  GListModel *accounts = kontor_engine_get_accounts (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);
    gint64 id = kontor_account_get_id (account);

    if (kontor_account_get_status (account) == KONTOR_ACCOUNT_AUTH_NEEDED)
      g_ptr_array_add (items, kontor_problem_new (KONTOR_PROBLEM_SIGN_IN, -id, id, NULL,
                                                  kontor_account_get_reason (account), 0, NULL, NULL));
  }
}

static gboolean
is_same (KontorProblem *a, KontorProblem *b)
{
  return a->id == b->id && a->kind == b->kind && a->waiting == b->waiting && g_str_equal (a->text, b->text) &&
         g_str_equal (a->title, b->title);
}

/* One splice over what differs. */
static void
replace (KontorProblems *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);
  guint begin = 0, end = 0;

  self->items = g_ptr_array_ref (items);
  while (begin < old->len && begin < items->len &&
         is_same (g_ptr_array_index (old, begin), g_ptr_array_index (items, begin)))
    begin++;
  while (end < old->len - begin && end < items->len - begin &&
         is_same (g_ptr_array_index (old, old->len - 1 - end), g_ptr_array_index (items, items->len - 1 - end)))
    end++;
  if (old->len - begin - end > 0 || items->len - begin - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), begin, old->len - begin - end, items->len - begin - end);
}

static void
count_per_account (KontorProblems *self)
{
  GListModel *accounts = kontor_engine_get_accounts (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (accounts); i++) {
    g_autoptr (KontorAccount) account = g_list_model_get_item (accounts, i);
    guint problems = 0;

    for (guint j = 0; j < self->items->len; j++)
      problems += ((KontorProblem *) g_ptr_array_index (self->items, j))->account_id == kontor_account_get_id (account);
    kontor_account_set_counts (account, kontor_account_get_unsent (account), problems);
  }
}

static DexFuture *
loaded_cb (DexFuture *future, gpointer data)
{
  KontorProblems *self = data;
  const GValue *value = dex_future_get_value (future, NULL);
  g_autoptr (GPtrArray) items = NULL;

  if (value == NULL || self->engine == NULL)
    return dex_future_new_true ();
  items = g_ptr_array_ref (g_value_get_boxed (value));
  add_sign_ins (self, items);
  replace (self, items);
  count_per_account (self);
  return dex_future_new_true ();
}

DexFuture *
kontor_problems_reload (KontorProblems *self)
{
  g_return_val_if_fail (KONTOR_IS_PROBLEMS (self), NULL);

  if (self->engine == NULL)
    return dex_future_new_true ();
  return dex_future_finally (kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_INTERACTIVE, NULL,
                                             kontor_problems_load, NULL, NULL),
                             loaded_cb, g_object_ref (self), g_object_unref);
}

void
kontor_problems_detach (KontorProblems *self)
{
  self->engine = NULL;
}

static GType
get_item_type (GListModel *model)
{
  return KONTOR_TYPE_PROBLEM;
}

static guint
get_n_items (GListModel *model)
{
  return KONTOR_PROBLEMS (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  KontorProblems *self = KONTOR_PROBLEMS (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
kontor_problems_list_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
kontor_problems_finalize (GObject *object)
{
  g_clear_pointer (&KONTOR_PROBLEMS (object)->items, g_ptr_array_unref);
  G_OBJECT_CLASS (kontor_problems_parent_class)->finalize (object);
}

static void
kontor_problems_class_init (KontorProblemsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_problems_finalize;
}

static void
kontor_problems_init (KontorProblems *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

KontorProblems *
kontor_problems_new (KontorEngine *engine)
{
  KontorProblems *self = g_object_new (KONTOR_TYPE_PROBLEMS, NULL);

  self->engine = engine;
  return self;
}

typedef enum { ANSWER, ANSWER_FIELDS, ANSWER_EDIT } AnswerHow;

typedef struct {
  gint64 op_id;
  AnswerHow how;
  KontorAnswer answer;
  guint64 mine;
  char *payload;
} Answer;

static void
answer_free (gpointer data)
{
  Answer *self = data;

  g_free (self->payload);
  g_free (self);
}

static gboolean
answer_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Answer *self = data;
  g_autoptr (KontorOp) op = kontor_outbox_load (txn, self->op_id, error);

  if (op == NULL && *error != NULL)
    return FALSE;
  if (op == NULL ||
      (op->state != KONTOR_OP_CONFLICT && op->state != KONTOR_OP_REJECTED && op->state != KONTOR_OP_UNKNOWN)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND,
                 _("There is no problem %" PRId64 " (any more)."), self->op_id);
    return FALSE;
  }
  switch (self->how) {
  case ANSWER:
    return kontor_outbox_answer (txn, op, self->answer, error);
  case ANSWER_FIELDS:
    return kontor_outbox_answer_fields (txn, op, self->mine, error);
  case ANSWER_EDIT:
    return kontor_outbox_edit (txn, op, self->payload, error);
  }
  g_return_val_if_reached (FALSE);
}

static DexFuture *
give_answer (KontorEngine *engine, const Answer *answer)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return kontor_db_write (kontor_engine_get_db (engine), KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, answer_func,
                          g_memdup2 (answer, sizeof *answer), answer_free);
}

DexFuture *
kontor_problems_answer (KontorEngine *engine, gint64 op_id, KontorAnswer answer)
{
  return give_answer (engine, &(Answer) { .op_id = op_id, .how = ANSWER, .answer = answer });
}

DexFuture *
kontor_problems_answer_fields (KontorEngine *engine, gint64 op_id, guint64 mine)
{
  return give_answer (engine, &(Answer) { .op_id = op_id, .how = ANSWER_FIELDS, .mine = mine });
}

DexFuture *
kontor_problems_edit (KontorEngine *engine, gint64 op_id, const char *payload)
{
  return give_answer (engine, &(Answer) { .op_id = op_id, .how = ANSWER_EDIT, .payload = g_strdup (payload) });
}
