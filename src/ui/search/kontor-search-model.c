#include "kontor-search-model.h"

#include <glib/gi18n.h>

#include "kontor-command.h"
#include "kontor-finder.h"
#include "kontor-object.h"
#include "kontor-suggestion.h"

/* So many rows of each kind; who wants more searches in the list itself. */
#define ROWS_OF_KIND 8

struct _KontorSearchModel {
  GObject parent_instance;

  KontorEngine *engine;   /* (owned) */
  GListModel *commands;   /* (owned): all there are */
  GStrv recent;           /* (owned) */
  char *text;             /* (owned) */
  char *misunderstood;    /* (owned) (nullable) */
  GPtrArray *kinds;       /* (owned) (element-type KontorViewClass): of objects */
  KontorFinder *finder;   /* (owned): of a query per kind */
  GListStore *items;      /* (owned): suggestions, objects, commands */
  GtkSortListModel *list; /* (owned): the same with their sections */
};

G_DEFINE_FINAL_TYPE (KontorSearchModel, kontor_search_model, G_TYPE_OBJECT)

enum { PROP_0, PROP_SETTLED, N_PROPS };

static GParamSpec *properties[N_PROPS];

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

static void
drop_query (gpointer query)
{
  if (query != NULL)
    kontor_query_unref (query);
}

static void
ask (KontorSearchModel *self)
{
  GPtrArray *queries = g_ptr_array_new_with_free_func (drop_query);
  gboolean understood = FALSE;

  g_clear_pointer (&self->misunderstood, g_free);
  for (guint i = 0; i < self->kinds->len; i++) {
    KontorViewClass *klass = g_ptr_array_index (self->kinds, i);

    g_ptr_array_add (queries, make_query (self, klass->entity));
    understood |= g_ptr_array_index (queries, i) != NULL;
  }
  if (understood)
    g_clear_pointer (&self->misunderstood, g_free);
  kontor_finder_set_queries (self->finder, queries);
}

static void
append_suggestions (KontorSearchModel *self, GPtrArray *items)
{
  if (self->text[0] != '\0') {
    g_ptr_array_extend_and_steal (items, kontor_suggestion_complete (self->text));
    return;
  }
  for (guint i = 0; self->recent[i] != NULL; i++)
    g_ptr_array_add (items, kontor_suggestion_new (KONTOR_SUGGESTION_RECENT, self->recent[i], self->recent[i]));
}

static void
append_objects (KontorSearchModel *self, GPtrArray *items)
{
  for (guint i = 0; i < self->kinds->len; i++) {
    GPtrArray *rows = kontor_finder_get_rows (self->finder, i);

    for (guint j = 0; rows != NULL && j < rows->len; j++)
      g_ptr_array_add (items, g_object_ref (g_ptr_array_index (rows, j)));
  }
}

static void
append_commands (KontorSearchModel *self, GPtrArray *items)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->commands); i++) {
    g_autoptr (KontorCommand) command = g_list_model_get_item (self->commands, i);

    if (kontor_command_matches (command, self->text))
      g_ptr_array_add (items, g_steal_pointer (&command));
  }
}

static gboolean
is_listed (KontorSearchModel *self, GPtrArray *items)
{
  GListModel *list = G_LIST_MODEL (self->items);

  if (g_list_model_get_n_items (list) != items->len)
    return FALSE;
  for (guint i = 0; i < items->len; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (list, i);

    if (item != g_ptr_array_index (items, i))
      return FALSE;
  }
  return TRUE;
}

/* In one change: within it the list view keeps the rows of items that stay, and gives others what became free. */
static void
list_items (KontorSearchModel *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  append_suggestions (self, items);
  append_objects (self, items);
  append_commands (self, items);
  if (!is_listed (self, items))
    g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata,
                         items->len);
}

static void
on_found (KontorSearchModel *self)
{
  list_items (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTLED]);
}

static int
get_section (GPtrArray *kinds, gpointer item)
{
  if (KONTOR_IS_SUGGESTION (item))
    return -1;
  for (guint i = 0; KONTOR_IS_OBJECT (item) && i < kinds->len; i++)
    if (((KontorViewClass *) g_ptr_array_index (kinds, i))->entity == kontor_object_get_entity (item))
      return (int) i;
  return G_MAXINT;
}

static int
compare_sections (gconstpointer a, gconstpointer b, gpointer data)
{
  int one = get_section (data, (gpointer) a), other = get_section (data, (gpointer) b);

  return (one > other) - (one < other);
}

static void
kontor_search_model_finalize (GObject *object)
{
  KontorSearchModel *self = KONTOR_SEARCH_MODEL (object);

  g_clear_object (&self->list);
  g_clear_object (&self->finder);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_object (&self->items);
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
  self->kinds = g_ptr_array_new_with_free_func (g_type_class_unref);
  self->items = g_list_store_new (G_TYPE_OBJECT);
  self->list = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), NULL);
}

KontorSearchModel *
kontor_search_model_new (KontorEngine *engine, KontorView *view, const char *const *recent)
{
  KontorSearchModel *self;
  g_autoptr (GtkSorter) sections = NULL;
  const GType *types;
  guint n_types;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (recent != NULL, NULL);

  self = g_object_new (KONTOR_TYPE_SEARCH_MODEL, NULL);
  self->engine = g_object_ref (engine);
  self->finder = kontor_finder_new (engine, ROWS_OF_KIND);
  g_signal_connect_object (self->finder, "found", G_CALLBACK (on_found), self, G_CONNECT_SWAPPED);
  self->commands = kontor_command_list (view);
  self->recent = g_strdupv ((char **) recent);
  types = kontor_view_list_types (&n_types);
  for (guint i = 0; i < n_types; i++)
    g_ptr_array_add (self->kinds, g_type_class_ref (types[i]));
  /* A list view that goes asks for sections once more, and outlives the model. */
  sections = GTK_SORTER (gtk_custom_sorter_new (compare_sections, g_ptr_array_ref (self->kinds), (GDestroyNotify) g_ptr_array_unref));
  gtk_sort_list_model_set_section_sorter (self->list, sections);
  list_items (self);
  return self;
}

void
kontor_search_model_set_text (KontorSearchModel *self, const char *text)
{
  g_return_if_fail (KONTOR_IS_SEARCH_MODEL (self));
  g_return_if_fail (text != NULL);

  if (!g_set_str (&self->text, text))
    return;
  ask (self);
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

  return kontor_finder_get_settled (self->finder);
}

GListModel *
kontor_search_model_get_list (KontorSearchModel *self)
{
  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (self), NULL);

  return G_LIST_MODEL (self->list);
}

/* (nullable) */
static KontorViewClass *
find_kind (KontorSearchModel *self, KontorEntity entity)
{
  for (guint i = 0; i < self->kinds->len; i++) {
    KontorViewClass *klass = g_ptr_array_index (self->kinds, i);

    if (klass->entity == entity)
      return klass;
  }
  return NULL;
}

const char *
kontor_search_model_get_heading (KontorSearchModel *self, gpointer item)
{
  KontorViewClass *klass;

  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (self), NULL);

  if (KONTOR_IS_COMMAND (item))
    return _("Commands");
  if (KONTOR_IS_SUGGESTION (item))
    return kontor_suggestion_get_kind (item) == KONTOR_SUGGESTION_RECENT ? _("Recent Searches") : _("Search Words");
  klass = find_kind (self, kontor_object_get_entity (item));
  return klass != NULL ? _(klass->title) : "";
}

const char *
kontor_search_model_get_icon (KontorSearchModel *self, KontorEntity entity)
{
  KontorViewClass *klass;

  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (self), NULL);

  klass = find_kind (self, entity);
  return klass != NULL ? klass->icon : NULL;
}

const char *
kontor_search_model_get_misunderstood (KontorSearchModel *self)
{
  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (self), NULL);

  return self->misunderstood;
}
