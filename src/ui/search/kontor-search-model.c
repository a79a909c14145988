#include "kontor-search-model.h"

#include <glib/gi18n.h>

#include "kontor-command.h"
#include "kontor-results.h"
#include "kontor-suggestion.h"

/* So many rows of each kind; who wants more searches in the list itself. */
#define ROWS_OF_KIND 8

/* One kind of objects. */
typedef struct {
  KontorSearchModel *model;
  KontorViewClass *klass; /* (owned) */
  KontorResults *results; /* (owned) */
  gboolean asking;        /* a query is being set: what is notified now is of the old one */
  gboolean settled;       /* the results are those of the query */
} Kind;

struct _KontorSearchModel {
  GObject parent_instance;

  KontorEngine *engine;      /* (owned) */
  GListModel *commands;      /* (owned): all there are */
  GStrv recent;              /* (owned) */
  char *text;                /* (owned) */
  char *misunderstood;       /* (owned) (nullable) */
  GPtrArray *kinds;          /* (owned) (element-type Kind) */
  GListStore *suggested;     /* (owned) */
  GListStore *matching;      /* (owned): of the commands */
  GtkFlattenListModel *list; /* (owned) */
};

G_DEFINE_FINAL_TYPE (KontorSearchModel, kontor_search_model, G_TYPE_OBJECT)

enum { PROP_0, PROP_SETTLED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
kind_free (gpointer data)
{
  Kind *kind = data;

  g_signal_handlers_disconnect_by_data (kind->results, kind);
  g_object_unref (kind->results);
  g_type_class_unref (kind->klass);
  g_free (kind);
}

static void
on_answered (Kind *kind)
{
  if (kind->asking || kind->settled)
    return;
  kind->settled = TRUE;
  g_object_notify_by_pspec (G_OBJECT (kind->model), properties[PROP_SETTLED]);
}

static Kind *
add_kind (KontorSearchModel *self, GType view)
{
  Kind *kind = g_new0 (Kind, 1);

  kind->model = self;
  kind->klass = g_type_class_ref (view);
  kind->results =
      kontor_results_new (kontor_engine_get_db (self->engine), kontor_engine_get_identity (self->engine), NULL);
  kind->settled = TRUE;
  g_signal_connect_swapped (kind->results, "notify::total", G_CALLBACK (on_answered), kind);
  g_signal_connect_swapped (kind->results, "notify::error", G_CALLBACK (on_answered), kind);
  g_ptr_array_add (self->kinds, kind);
  return kind;
}

/* (transfer full) (nullable): NULL where no such object can be meant. */
static KontorQuery *
make_query (KontorSearchModel *self, KontorEntity entity)
{
  g_autoptr (KontorQuery) query =
      kontor_query_new (entity, 0, NULL, self->text, NULL, kontor_engine_get_zone (self->engine, 0));
  g_autoptr (GPtrArray) misunderstood = kontor_query_dup_misunderstood (query);
  guint n_terms;

  kontor_query_get_terms (query, &n_terms);
  if (misunderstood->len > 0)
    g_set_str (&self->misunderstood, ((KontorTerm *) g_ptr_array_index (misunderstood, 0))->text);
  return n_terms > 0 && misunderstood->len == 0 ? g_steal_pointer (&query) : NULL;
}

/* Returns: whether objects of this kind can be meant. */
static gboolean
ask (KontorSearchModel *self, Kind *kind)
{
  g_autoptr (KontorQuery) query = make_query (self, kind->klass->entity);
  KontorQuery *present = kontor_results_get_query (kind->results);

  if (query == NULL || present == NULL || !kontor_query_equal (query, present))
    kind->settled = query == NULL;
  kind->asking = TRUE;
  kontor_results_set_query (kind->results, query);
  kind->asking = FALSE;
  return query != NULL;
}

static void
ask_all (KontorSearchModel *self)
{
  gboolean understood = FALSE;

  g_clear_pointer (&self->misunderstood, g_free);
  for (guint i = 0; i < self->kinds->len; i++)
    understood |= ask (self, g_ptr_array_index (self->kinds, i));
  if (understood)
    g_clear_pointer (&self->misunderstood, g_free);
}

/* Rows that stay are left alone: each change of the list is a layout. */
static void
fill (GListStore *store, GPtrArray *items)
{
  GListModel *model = G_LIST_MODEL (store);
  guint n_items = g_list_model_get_n_items (model);
  gboolean same = n_items == items->len;

  for (guint i = 0; i < n_items && same; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (model, i);

    same = item == g_ptr_array_index (items, i);
  }
  if (!same)
    g_list_store_splice (store, 0, n_items, items->pdata, items->len);
}

static void
list_commands (KontorSearchModel *self)
{
  g_autoptr (GPtrArray) matching = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (self->commands); i++) {
    g_autoptr (KontorCommand) command = g_list_model_get_item (self->commands, i);

    if (kontor_command_matches (command, self->text))
      g_ptr_array_add (matching, g_steal_pointer (&command));
  }
  fill (self->matching, matching);
}

static GPtrArray *
list_recent (KontorSearchModel *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->recent[i] != NULL; i++)
    g_ptr_array_add (list, kontor_suggestion_new (KONTOR_SUGGESTION_RECENT, self->recent[i], self->recent[i]));
  return list;
}

static void
list_suggestions (KontorSearchModel *self)
{
  g_autoptr (GPtrArray) list =
      self->text[0] == '\0' ? list_recent (self) : kontor_suggestion_complete (self->text);

  fill (self->suggested, list);
}

static void
kontor_search_model_finalize (GObject *object)
{
  KontorSearchModel *self = KONTOR_SEARCH_MODEL (object);

  g_clear_object (&self->list);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_object (&self->suggested);
  g_clear_object (&self->matching);
  g_clear_object (&self->commands);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->recent, g_strfreev);
  g_free (self->misunderstood);
  g_free (self->text);

  G_OBJECT_CLASS (kontor_search_model_parent_class)->finalize (object);
}

static void
kontor_search_model_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property) {
  case PROP_SETTLED:
    g_value_set_boolean (value, kontor_search_model_get_settled (KONTOR_SEARCH_MODEL (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_search_model_class_init (KontorSearchModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = kontor_search_model_finalize;
  object_class->get_property = kontor_search_model_get_property;

  properties[PROP_SETTLED] =
      g_param_spec_boolean ("settled", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_search_model_init (KontorSearchModel *self)
{
  self->text = g_strdup ("");
  self->kinds = g_ptr_array_new_with_free_func (kind_free);
  self->suggested = g_list_store_new (KONTOR_TYPE_SUGGESTION);
  self->matching = g_list_store_new (KONTOR_TYPE_COMMAND);
}

KontorSearchModel *
kontor_search_model_new (KontorEngine *engine, KontorView *view, const char *const *recent)
{
  KontorSearchModel *self;
  GListStore *sections = g_list_store_new (G_TYPE_LIST_MODEL);
  const GType *types;
  guint n_types;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (recent != NULL, NULL);

  self = g_object_new (KONTOR_TYPE_SEARCH_MODEL, NULL);
  self->engine = g_object_ref (engine);
  self->commands = kontor_command_list (view);
  self->recent = g_strdupv ((char **) recent);
  g_list_store_append (sections, self->suggested);
  types = kontor_view_list_types (&n_types);
  for (guint i = 0; i < n_types; i++) {
    Kind *kind = add_kind (self, types[i]);
    g_autoptr (GtkSliceListModel) first =
        gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (kind->results)), 0, ROWS_OF_KIND);

    g_list_store_append (sections, first);
  }
  g_list_store_append (sections, self->matching);
  self->list = gtk_flatten_list_model_new (G_LIST_MODEL (sections));
  list_suggestions (self);
  list_commands (self);
  return self;
}

void
kontor_search_model_set_text (KontorSearchModel *self, const char *text)
{
  g_return_if_fail (KONTOR_IS_SEARCH_MODEL (self));
  g_return_if_fail (text != NULL);

  if (!g_set_str (&self->text, text))
    return;
  list_suggestions (self);
  ask_all (self);
  list_commands (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTLED]);
}

const char *
kontor_search_model_get_text (KontorSearchModel *self)
{
  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (self), NULL);

  return self->text;
}

gboolean
kontor_search_model_get_settled (KontorSearchModel *self)
{
  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (self), FALSE);

  for (guint i = 0; i < self->kinds->len; i++)
    if (!((Kind *) g_ptr_array_index (self->kinds, i))->settled)
      return FALSE;
  return TRUE;
}

GListModel *
kontor_search_model_get_list (KontorSearchModel *self)
{
  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (self), NULL);

  return G_LIST_MODEL (self->list);
}

static Kind *
find_kind (KontorSearchModel *self, KontorEntity entity)
{
  for (guint i = 0; i < self->kinds->len; i++) {
    Kind *kind = g_ptr_array_index (self->kinds, i);

    if (kind->klass->entity == entity)
      return kind;
  }
  return NULL;
}

const char *
kontor_search_model_get_heading (KontorSearchModel *self, gpointer item)
{
  Kind *kind;

  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (self), NULL);

  if (KONTOR_IS_COMMAND (item))
    return _("Commands");
  if (KONTOR_IS_SUGGESTION (item))
    return kontor_suggestion_get_kind (item) == KONTOR_SUGGESTION_RECENT ? _("Recent Searches") : _("Search Words");
  kind = find_kind (self, kontor_object_get_entity (item));
  return kind != NULL ? _(kind->klass->title) : "";
}

const char *
kontor_search_model_get_icon (KontorSearchModel *self, KontorEntity entity)
{
  Kind *kind;

  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (self), NULL);

  kind = find_kind (self, entity);
  return kind != NULL ? kind->klass->icon : NULL;
}

const char *
kontor_search_model_get_misunderstood (KontorSearchModel *self)
{
  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (self), NULL);

  return self->misunderstood;
}
