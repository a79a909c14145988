#include "kontor-results.h"

#include "kontor-results-asker.h"

/* Objects of so many pages are kept though nobody else holds them, so that scrolling on and back finds them filled. */
#define PAGES_KEPT 24
/* Handlers of items-changed cost more than the step itself: the steps of a large change are spread over iterations. */
#define STEPS_USEC 4000

struct _KontorResults {
  GObject parent_instance;

  KontorIdentity *identity; /* (owned) */
  KontorQuery *query;       /* (owned) (nullable) */
  GError *error;            /* (owned) (nullable) */
  KontorResultsAsker *asker;

  KontorIdView view;
  gboolean complete; /* the view has all rows */
  GQueue pages;      /* (element-type GPtrArray of KontorObject): newest first */
  guint at_page;     /* that was looked at last */

  /* The way to the last answer; a new query ends it. */
  KontorResultsDiff *diff; /* (owned) (nullable): whose steps are being made */
  guint next_step;
  guint step_source;
  gboolean held; /* what follows the first page waits */
};

enum { PROP_0, PROP_QUERY, PROP_LOADING, PROP_TOTAL, PROP_ERROR, PROP_N_ITEMS, N_PROPS };
static GParamSpec *properties[N_PROPS];

enum { IDS_LEFT, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
keep_page (KontorResults *self, GPtrArray *objects)
{
  g_queue_push_head (&self->pages, objects);
  if (self->pages.length > PAGES_KEPT)
    g_ptr_array_unref (g_queue_pop_tail (&self->pages));
}

static void
drop_pages (KontorResults *self)
{
  g_queue_clear_full (&self->pages, (GDestroyNotify) g_ptr_array_unref);
}

static KontorObject *
dup_object (KontorResults *self, guint position)
{
  return kontor_identity_dup (self->identity, kontor_query_get_entity (self->query),
                              kontor_id_view_get (&self->view, position));
}

typedef void (*WantFunc) (KontorIdentity *identity, KontorObject *const *objects, guint n_objects);

/* Makes and keeps the objects of a page, and has those read that are not known. */
static void
request_page (KontorResults *self, guint number, WantFunc want)
{
  guint start = number * KONTOR_RESULTS_PAGE;
  guint end = MIN (start + KONTOR_RESULTS_PAGE, kontor_id_view_get_length (&self->view));
  GPtrArray *page = g_ptr_array_new_full (end - start, g_object_unref);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new ();

  for (guint i = start; i < end; i++) {
    KontorObject *object = dup_object (self, i);

    g_ptr_array_add (page, object);
    if (kontor_object_get_loading (object))
      g_ptr_array_add (unknown, object);
  }
  keep_page (self, page);
  want (self->identity, (KontorObject *const *) unknown->pdata, unknown->len);
}

/* Who goes on in the same direction finds the rows there: a row that is shown empty first is laid out twice. */
static void
read_ahead (KontorResults *self, guint number)
{
  gboolean onwards = number > self->at_page;

  if (number == self->at_page)
    return;
  self->at_page = number;
  if (onwards && (number + 1) * KONTOR_RESULTS_PAGE < kontor_id_view_get_length (&self->view))
    request_page (self, number + 1, kontor_identity_want_ahead);
  else if (!onwards && number > 0)
    request_page (self, number - 1, kontor_identity_want_ahead);
}

static GType
kontor_results_get_item_type (GListModel *model)
{
  return KONTOR_TYPE_OBJECT;
}

static guint
kontor_results_get_n_items (GListModel *model)
{
  return kontor_id_view_get_length (&KONTOR_RESULTS (model)->view);
}

static gpointer
kontor_results_get_item (GListModel *model, guint position)
{
  KontorResults *self = KONTOR_RESULTS (model);
  KontorObject *object;

  if (position >= kontor_id_view_get_length (&self->view))
    return NULL;
  object = dup_object (self, position);
  if (kontor_object_get_loading (object) && !kontor_identity_is_wanted (self->identity, object))
    request_page (self, position / KONTOR_RESULTS_PAGE, kontor_identity_want);
  read_ahead (self, position / KONTOR_RESULTS_PAGE);
  return object;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = kontor_results_get_item_type;
  iface->get_n_items = kontor_results_get_n_items;
  iface->get_item = kontor_results_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorResults, kontor_results, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
emit_changed (KontorResults *self, guint position, guint removed, guint added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
set_complete (KontorResults *self, gboolean complete)
{
  if (self->complete == complete)
    return;
  self->complete = complete;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
set_error (KontorResults *self, const GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static void
replace_all (KontorResults *self, GArray *ids)
{
  guint before = kontor_id_view_get_length (&self->view);

  kontor_id_view_set (&self->view, ids);
  if (before + ids->len > 0)
    emit_changed (self, 0, before, ids->len);
}

static void
clear_all (KontorResults *self)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (gint64));

  replace_all (self, none);
  drop_pages (self);
}

/* The steps of the diff are made: it is what the list is now. */
static void
arrive (KontorResults *self)
{
  g_autoptr (KontorResultsDiff) diff = g_steal_pointer (&self->diff);

  kontor_id_view_set (&self->view, diff->after);
  set_complete (self, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
  if (diff->left->len > 0)
    g_signal_emit (self, signals[IDS_LEFT], 0, diff->left);
  if (self->asker != NULL)
    kontor_results_asker_go_on (self->asker);
}

/* Handlers may set a new query; then there is no diff any more. */
static gboolean
make_steps_cb (gpointer data)
{
  g_autoptr (KontorResults) self = g_object_ref (KONTOR_RESULTS (data));
  gint64 deadline = g_get_monotonic_time () + STEPS_USEC;

  while (self->diff != NULL && self->next_step < self->diff->splices->len) {
    KontorSplice splice = g_array_index (self->diff->splices, KontorSplice, self->next_step);

    if (g_get_monotonic_time () > deadline)
      return G_SOURCE_CONTINUE;
    self->next_step++;
    kontor_id_view_step (&self->view, &splice);
    emit_changed (self, splice.position, splice.removed, splice.added);
  }
  self->step_source = 0;
  if (self->diff != NULL)
    arrive (self);
  return G_SOURCE_REMOVE;
}

static void
begin_steps (KontorResults *self, KontorResultsDiff *diff)
{
  kontor_id_view_begin (&self->view, diff);
  self->diff = kontor_results_diff_ref (diff);
  self->next_step = 0;
}

static void
set_out (KontorResults *self, KontorResultsDiff *diff)
{
  begin_steps (self, diff);
  if (make_steps_cb (self) == G_SOURCE_CONTINUE)
    self->step_source = g_idle_add (make_steps_cb, self);
}

static void
take_page (KontorResults *self, KontorResultsAnswer *answer)
{
  g_autoptr (KontorQuery) query = kontor_query_ref (self->query);

  drop_pages (self);
  keep_page (self,
             kontor_identity_merge (self->identity, kontor_query_get_entity (self->query), answer->rows, answer->seq));
  self->complete = answer->complete && answer->diff == NULL;
  self->at_page = 0;
  replace_all (self, answer->ids);
  if (answer->diff != NULL && self->query == query) {
    begin_steps (self, answer->diff);
    if (!self->held)
      self->step_source = g_idle_add (make_steps_cb, self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
}

static KontorListState
get_state (gpointer data)
{
  KontorResults *self = data;

  if (self->diff != NULL || (self->held && !self->complete))
    return KONTOR_LIST_MOVING;
  return self->complete ? KONTOR_LIST_WHOLE : KONTOR_LIST_BEGUN;
}

static GArray *
dup_base (gpointer data)
{
  return kontor_id_view_dup (&((KontorResults *) data)->view);
}

static void
take_failure (KontorResults *self, const GError *error)
{
  if (!self->complete)
    clear_all (self);
  set_error (self, error);
}

static void
take (KontorResultsAnswer *answer, const GError *error, gpointer data)
{
  g_autoptr (KontorResults) self = g_object_ref (KONTOR_RESULTS (data));

  if (answer == NULL) {
    take_failure (self, error);
    return;
  }
  set_error (self, NULL);
  if (answer->ids != NULL)
    take_page (self, answer);
  else
    set_out (self, answer->diff);
}

static const KontorResultsAskerFuncs asker_funcs = { get_state, dup_base, take };

static void
stop (KontorResults *self)
{
  kontor_results_asker_stop (self->asker);
  g_clear_pointer (&self->diff, kontor_results_diff_unref);
  g_clear_handle_id (&self->step_source, g_source_remove);
  self->held = FALSE;
}

static void
kontor_results_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KontorResults *self = KONTOR_RESULTS (object);

  switch (prop_id) {
  case PROP_QUERY:
    g_value_set_boxed (value, self->query);
    break;
  case PROP_LOADING:
    g_value_set_boolean (value, kontor_results_get_loading (self));
    break;
  case PROP_TOTAL:
    g_value_set_int64 (value, kontor_results_get_total (self));
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_N_ITEMS:
    g_value_set_uint (value, kontor_id_view_get_length (&self->view));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kontor_results_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id) {
  case PROP_QUERY:
    kontor_results_set_query (KONTOR_RESULTS (object), g_value_get_boxed (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kontor_results_dispose (GObject *object)
{
  KontorResults *self = KONTOR_RESULTS (object);

  if (self->asker != NULL)
    stop (self);
  g_clear_pointer (&self->asker, kontor_results_asker_free);
  drop_pages (self);

  G_OBJECT_CLASS (kontor_results_parent_class)->dispose (object);
}

static void
kontor_results_finalize (GObject *object)
{
  KontorResults *self = KONTOR_RESULTS (object);

  kontor_id_view_clear (&self->view);
  g_clear_pointer (&self->query, kontor_query_unref);
  g_clear_error (&self->error);
  g_clear_object (&self->identity);

  G_OBJECT_CLASS (kontor_results_parent_class)->finalize (object);
}

static void
kontor_results_class_init (KontorResultsClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_results_dispose;
  object_class->finalize = kontor_results_finalize;
  object_class->get_property = kontor_results_get_property;
  object_class->set_property = kontor_results_set_property;

  properties[PROP_QUERY] = g_param_spec_boxed ("query", NULL, NULL, KONTOR_TYPE_QUERY, flags | G_PARAM_WRITABLE);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_TOTAL] = g_param_spec_int64 ("total", NULL, NULL, -1, G_MAXINT64, 0, flags);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[IDS_LEFT] = g_signal_new ("ids-left", KONTOR_TYPE_RESULTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_ARRAY);
}

static void
kontor_results_init (KontorResults *self)
{
  self->complete = TRUE;
}

KontorResults *
kontor_results_new (KontorDb *db, KontorIdentity *identity, KontorQuery *query)
{
  KontorResults *self;

  g_return_val_if_fail (KONTOR_IS_DB (db), NULL);
  g_return_val_if_fail (KONTOR_IS_IDENTITY (identity), NULL);

  self = g_object_new (KONTOR_TYPE_RESULTS, NULL);
  self->identity = g_object_ref (identity);
  self->asker = kontor_results_asker_new (db, &asker_funcs, self);
  kontor_results_set_query (self, query);
  return self;
}

KontorQuery *
kontor_results_get_query (KontorResults *self)
{
  g_return_val_if_fail (KONTOR_IS_RESULTS (self), NULL);

  return self->query;
}

static gboolean
has_query (KontorResults *self, KontorQuery *query)
{
  if (self->query == NULL || query == NULL)
    return self->query == query;
  return kontor_query_equal (self->query, query);
}

/* Rows of another kind cannot stay: their ids would be taken for those of the new kind. */
static gboolean
can_stay (KontorResults *self, KontorQuery *query)
{
  return self->query != NULL && query != NULL &&
         kontor_query_get_entity (self->query) == kontor_query_get_entity (query);
}

void
kontor_results_set_query (KontorResults *self, KontorQuery *query)
{
  g_autoptr (KontorQuery) old = NULL;

  g_return_if_fail (KONTOR_IS_RESULTS (self));

  if (has_query (self, query))
    return;
  stop (self);
  if (!can_stay (self, query))
    clear_all (self);
  old = g_steal_pointer (&self->query);
  self->query = query != NULL ? kontor_query_ref (query) : NULL;
  set_error (self, NULL);
  set_complete (self, query == NULL);
  kontor_results_asker_start (self->asker, query);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUERY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
}

void
kontor_results_hold_rest (KontorResults *self)
{
  g_return_if_fail (KONTOR_IS_RESULTS (self));

  self->held = TRUE;
}

void
kontor_results_release_rest (KontorResults *self)
{
  g_return_if_fail (KONTOR_IS_RESULTS (self));

  if (!self->held)
    return;
  self->held = FALSE;
  if (self->diff != NULL && self->step_source == 0)
    self->step_source = g_idle_add (make_steps_cb, self);
  else if (self->asker != NULL)
    kontor_results_asker_go_on (self->asker);
}

gboolean
kontor_results_get_loading (KontorResults *self)
{
  g_return_val_if_fail (KONTOR_IS_RESULTS (self), FALSE);

  return !self->complete;
}

gint64
kontor_results_get_total (KontorResults *self)
{
  g_return_val_if_fail (KONTOR_IS_RESULTS (self), -1);

  return self->complete ? (gint64) kontor_id_view_get_length (&self->view) : -1;
}

const GError *
kontor_results_get_error (KontorResults *self)
{
  g_return_val_if_fail (KONTOR_IS_RESULTS (self), NULL);

  return self->error;
}

gint64
kontor_results_get_id (KontorResults *self, guint position)
{
  g_return_val_if_fail (KONTOR_IS_RESULTS (self), 0);
  g_return_val_if_fail (position < kontor_id_view_get_length (&self->view), 0);

  return kontor_id_view_get (&self->view, position);
}

gboolean
kontor_results_find (KontorResults *self, gint64 id, guint *position)
{
  g_return_val_if_fail (KONTOR_IS_RESULTS (self), FALSE);
  g_return_val_if_fail (position != NULL, FALSE);

  return kontor_id_view_find (&self->view, id, position);
}

GArray *
kontor_results_dup_ids (KontorResults *self)
{
  g_return_val_if_fail (KONTOR_IS_RESULTS (self), NULL);

  return kontor_id_view_dup (&self->view);
}
