#include "kontor-list-source.h"

#include "kontor-list-memory.h"
#include "kontor-list-rest.h"

struct _KontorListSource {
  GObject parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorEntity entity;
  gint64 account;
  char *sort;               /* (owned) (nullable): "-placed"; NULL: as the view has it */
  KontorListCursor *cursor; /* (owned) */
  KontorListRest *rest;     /* (owned) (nullable): of what was asked for last */
  KontorViewTabs *tabs;
  KontorListSearch *search;
  gboolean begun;
};

G_DEFINE_FINAL_TYPE (KontorListSource, kontor_list_source, G_TYPE_OBJECT)

enum { PROP_0, PROP_ACCOUNT, PROP_SORT_KEY, PROP_SORT_ORDER, N_PROPS };
enum { SIGNAL_ASKED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static KontorResults *
get_results (KontorListSource *self)
{
  return kontor_selection_get_results (kontor_list_cursor_get_selection (self->cursor));
}

static KontorQuery *
make_query (KontorListSource *self, KontorSavedView *view)
{
  const char *sort = self->sort != NULL ? self->sort : kontor_saved_view_get_sort (view);

  return kontor_query_new (self->entity, self->account, kontor_saved_view_get_filter (view),
                           kontor_list_search_get_text (self->search), sort,
                           kontor_engine_get_zone (self->engine, self->account));
}

static void
set_query (KontorListSource *self, KontorQuery *query)
{
  KontorQuery *before = kontor_results_get_query (get_results (self));

  kontor_list_search_show_query (self->search, query);
  if (before != NULL && kontor_query_equal (before, query))
    return;
  g_clear_pointer (&self->rest, kontor_list_rest_free);
  kontor_list_cursor_set_query (self->cursor, query);
  self->rest = kontor_list_rest_hold (GTK_WIDGET (self->tabs), get_results (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT_KEY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT_ORDER]);
}

static void
ask (KontorListSource *self)
{
  KontorSavedView *view = self->begun ? kontor_view_tabs_get_view (self->tabs) : NULL;
  g_autoptr (KontorQuery) query = view != NULL ? make_query (self, view) : NULL;

  if (query == NULL)
    return;
  set_query (self, query);
  g_signal_emit (self, signals[SIGNAL_ASKED], 0);
}

static void
remember (KontorListSource *self)
{
  KontorSavedView *view = kontor_view_tabs_get_view (self->tabs);

  if (view != NULL)
    kontor_list_memory_keep (GTK_WIDGET (self->tabs), self->entity, kontor_saved_view_get_id (view), self->sort);
}

static void
on_view_changed (KontorListSource *self)
{
  if (kontor_results_get_query (get_results (self)) != NULL)
    g_clear_pointer (&self->sort, g_free);
  ask (self);
  remember (self);
}

static void
set_account (KontorListSource *self, gint64 account)
{
  if (self->account == account)
    return;
  self->account = account;
  kontor_view_tabs_set_account (self->tabs, account);
  ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

static void
set_sort (KontorListSource *self, const char *key, gboolean descending)
{
  g_autofree char *sort = g_strconcat (descending ? "-" : "", key, NULL);

  if (!g_set_str (&self->sort, sort))
    return;
  ask (self);
  remember (self);
}

static const char *
get_sort_key (KontorListSource *self)
{
  KontorQuery *query = kontor_results_get_query (get_results (self));

  return query != NULL ? kontor_query_get_sort (query) : kontor_query_list_sorts (self->entity)[0];
}

static gboolean
is_descending (KontorListSource *self)
{
  KontorQuery *query = kontor_results_get_query (get_results (self));

  return query != NULL && kontor_query_get_descending (query);
}

static void
kontor_list_source_dispose (GObject *object)
{
  KontorListSource *self = KONTOR_LIST_SOURCE (object);

  g_clear_pointer (&self->rest, kontor_list_rest_free);
  g_clear_object (&self->cursor);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->sort, g_free);

  G_OBJECT_CLASS (kontor_list_source_parent_class)->dispose (object);
}

static void
kontor_list_source_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorListSource *self = KONTOR_LIST_SOURCE (object);

  switch (property) {
  case PROP_ACCOUNT:
    g_value_set_int64 (value, self->account);
    break;
  case PROP_SORT_KEY:
    g_value_set_string (value, get_sort_key (self));
    break;
  case PROP_SORT_ORDER:
    g_value_set_string (value, is_descending (self) ? "descending" : "ascending");
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_list_source_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorListSource *self = KONTOR_LIST_SOURCE (object);

  switch (property) {
  case PROP_ACCOUNT:
    set_account (self, g_value_get_int64 (value));
    break;
  case PROP_SORT_KEY:
    set_sort (self, g_value_get_string (value), is_descending (self));
    break;
  case PROP_SORT_ORDER:
    set_sort (self, get_sort_key (self), g_strcmp0 (g_value_get_string (value), "descending") == 0);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_list_source_class_init (KontorListSourceClass *klass)
{
  const GParamFlags rw = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_list_source_dispose;
  object_class->get_property = kontor_list_source_get_property;
  object_class->set_property = kontor_list_source_set_property;

  properties[PROP_ACCOUNT] = g_param_spec_int64 ("account", NULL, NULL, 0, G_MAXINT64, 0, rw);
  properties[PROP_SORT_KEY] = g_param_spec_string ("sort-key", NULL, NULL, NULL, rw);
  properties[PROP_SORT_ORDER] = g_param_spec_string ("sort-order", NULL, NULL, NULL, rw);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ASKED] =
      g_signal_new ("asked", KONTOR_TYPE_LIST_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kontor_list_source_init (KontorListSource *self)
{
}

KontorListSource *
kontor_list_source_new (KontorEngine *engine, KontorEntity entity, KontorListCursor *cursor, KontorViewTabs *tabs,
                        KontorListSearch *search)
{
  KontorListSource *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (KONTOR_IS_LIST_CURSOR (cursor), NULL);
  g_return_val_if_fail (KONTOR_IS_VIEW_TABS (tabs), NULL);
  g_return_val_if_fail (KONTOR_IS_LIST_SEARCH (search), NULL);

  self = g_object_new (KONTOR_TYPE_LIST_SOURCE, NULL);
  self->engine = g_object_ref (engine);
  self->entity = entity;
  self->cursor = g_object_ref (cursor);
  self->tabs = tabs;
  self->search = search;
  g_signal_connect_object (tabs, "notify::view", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (search, "notify::text", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  return self;
}

void
kontor_list_source_begin (KontorListSource *self)
{
  g_return_if_fail (KONTOR_IS_LIST_SOURCE (self));

  if (self->begun)
    return;
  self->begun = TRUE;
  ask (self);
}

void
kontor_list_source_recall (KontorListSource *self)
{
  g_autofree char *sort = NULL;
  gint64 view;

  g_return_if_fail (KONTOR_IS_LIST_SOURCE (self));

  if (kontor_results_get_query (get_results (self)) != NULL ||
      !kontor_list_memory_recall (GTK_WIDGET (self->tabs), self->entity, &view, &sort))
    return;
  kontor_view_tabs_choose (self->tabs, view);
  g_set_str (&self->sort, sort);
}

void
kontor_list_source_reload (KontorListSource *self)
{
  g_return_if_fail (KONTOR_IS_LIST_SOURCE (self));

  kontor_results_set_query (get_results (self), NULL);
  ask (self);
}
