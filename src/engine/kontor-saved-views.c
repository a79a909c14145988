#include "kontor-saved-views.h"

#include <glib/gi18n.h>

#include "kontor-db.h"
#include "kontor-later.h"

struct _KontorSavedView {
  GObject parent_instance;

  gint64 id;
  char *builtin; /* (owned) (nullable) */
  char *name;
  char *filter;
  char *sort; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (KontorSavedView, kontor_saved_view, G_TYPE_OBJECT)

enum { VIEW_PROP_0, VIEW_PROP_NAME, VIEW_N_PROPS };

static GParamSpec *view_properties[VIEW_N_PROPS];

static const KontorViewInfo *
find_shipped (const char *builtin)
{
  guint n_views;
  const KontorViewInfo *views = kontor_view_list (&n_views);

  for (guint i = 0; i < n_views; i++)
    if (g_strcmp0 (views[i].id, builtin) == 0)
      return &views[i];
  return NULL;
}

static void
kontor_saved_view_finalize (GObject *object)
{
  KontorSavedView *self = KONTOR_SAVED_VIEW (object);

  g_free (self->builtin);
  g_free (self->name);
  g_free (self->filter);
  g_free (self->sort);

  G_OBJECT_CLASS (kontor_saved_view_parent_class)->finalize (object);
}

static void
kontor_saved_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == VIEW_PROP_NAME)
    g_value_set_string (value, kontor_saved_view_get_name (KONTOR_SAVED_VIEW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
kontor_saved_view_class_init (KontorSavedViewClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_saved_view_finalize;
  G_OBJECT_CLASS (klass)->get_property = kontor_saved_view_get_property;

  view_properties[VIEW_PROP_NAME] =
      g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), VIEW_N_PROPS, view_properties);
}

static void
kontor_saved_view_init (KontorSavedView *self)
{
}

gint64
kontor_saved_view_get_id (KontorSavedView *self)
{
  g_return_val_if_fail (KONTOR_IS_SAVED_VIEW (self), 0);

  return self->id;
}

const char *
kontor_saved_view_get_builtin (KontorSavedView *self)
{
  g_return_val_if_fail (KONTOR_IS_SAVED_VIEW (self), NULL);

  return self->builtin;
}

/* A name that a person gave is theirs, whatever it was given to. */
const char *
kontor_saved_view_get_name (KontorSavedView *self)
{
  const KontorViewInfo *shipped;

  g_return_val_if_fail (KONTOR_IS_SAVED_VIEW (self), NULL);

  shipped = self->builtin != NULL ? find_shipped (self->builtin) : NULL;
  return shipped != NULL && g_str_equal (shipped->name, self->name) ? gettext (shipped->name) : self->name;
}

const char *
kontor_saved_view_get_filter (KontorSavedView *self)
{
  g_return_val_if_fail (KONTOR_IS_SAVED_VIEW (self), NULL);

  return self->filter;
}

const char *
kontor_saved_view_get_sort (KontorSavedView *self)
{
  g_return_val_if_fail (KONTOR_IS_SAVED_VIEW (self), NULL);

  return self->sort;
}

static gboolean
is_same_view (KontorSavedView *a, KontorSavedView *b)
{
  return a->id == b->id && g_strcmp0 (a->builtin, b->builtin) == 0 && g_str_equal (a->name, b->name) &&
         g_str_equal (a->filter, b->filter) && g_strcmp0 (a->sort, b->sort) == 0;
}

struct _KontorSavedViews {
  GObject parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorEntity entity;
  guint listener;
  gboolean loaded;
  GPtrArray *views; /* (element-type KontorSavedView) (owned) */
};

enum { PROP_0, PROP_LOADED, N_PROPS };

static GParamSpec *properties[N_PROPS];

static GType
kontor_saved_views_get_item_type (GListModel *model)
{
  return KONTOR_TYPE_SAVED_VIEW;
}

static guint
kontor_saved_views_get_n_items (GListModel *model)
{
  return KONTOR_SAVED_VIEWS (model)->views->len;
}

static gpointer
kontor_saved_views_get_item (GListModel *model, guint position)
{
  KontorSavedViews *self = KONTOR_SAVED_VIEWS (model);

  return position < self->views->len ? g_object_ref (g_ptr_array_index (self->views, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = kontor_saved_views_get_item_type;
  iface->get_n_items = kontor_saved_views_get_n_items;
  iface->get_item = kontor_saved_views_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorSavedViews, kontor_saved_views, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static KontorSavedView *
read_view (KontorStmt *stmt)
{
  KontorSavedView *view = g_object_new (KONTOR_TYPE_SAVED_VIEW, NULL);

  view->id = kontor_stmt_get_int (stmt, 0);
  view->builtin = kontor_stmt_dup_text (stmt, 1);
  view->name = kontor_stmt_dup_text (stmt, 2);
  view->filter = kontor_stmt_dup_text (stmt, 3);
  view->sort = kontor_stmt_dup_text (stmt, 4);
  return view;
}

static gboolean
read_views (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (
      txn, "SELECT id, builtin, name, filter, sort FROM saved_view WHERE entity = ? ORDER BY position, id", error);
  g_autoptr (GPtrArray) views = g_ptr_array_new_with_free_func (g_object_unref);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "s", kontor_entity_get_nick (GPOINTER_TO_UINT (data)));
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    g_ptr_array_add (views, read_view (stmt));
  if (step != KONTOR_STEP_DONE)
    return FALSE;
  g_value_init (result, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (result, g_steal_pointer (&views));
  return TRUE;
}

DexFuture *
kontor_saved_views_read (KontorEngine *engine, KontorEntity entity)
{
  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  return kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_INTERACTIVE, NULL, read_views,
                         GUINT_TO_POINTER (entity), NULL);
}

static gboolean
is_same_list (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!is_same_view (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
take (DexFuture *future, gpointer data)
{
  g_autoptr (KontorSavedViews) self = g_weak_ref_get (data);
  g_autoptr (GPtrArray) before = NULL;
  const GValue *value = dex_future_get_value (future, NULL);
  GPtrArray *views;

  if (self == NULL || value == NULL)
    return;
  views = g_value_get_boxed (value);
  if (!is_same_list (self->views, views)) {
    before = g_steal_pointer (&self->views);
    self->views = g_ptr_array_ref (views);
    g_list_model_items_changed (G_LIST_MODEL (self), 0, before->len, views->len);
  }
  if (!self->loaded) {
    self->loaded = TRUE;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
  }
}

static void
reload (KontorSavedViews *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  /* Who makes the list connects to it first. */
  kontor_later (kontor_saved_views_read (self->engine, self->entity), take, weak, weak_ref_free);
}

static void
committed_cb (KontorChanges *changes, gpointer data)
{
  if ((changes->touched & KONTOR_TOUCHED_VIEWS) != 0)
    reload (data);
}

static void
kontor_saved_views_dispose (GObject *object)
{
  KontorSavedViews *self = KONTOR_SAVED_VIEWS (object);

  if (self->listener != 0)
    kontor_db_unlisten (kontor_engine_get_db (self->engine), g_steal_handle_id (&self->listener));
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_saved_views_parent_class)->dispose (object);
}

static void
kontor_saved_views_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_SAVED_VIEWS (object)->views);

  G_OBJECT_CLASS (kontor_saved_views_parent_class)->finalize (object);
}

static void
kontor_saved_views_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_LOADED)
    g_value_set_boolean (value, KONTOR_SAVED_VIEWS (object)->loaded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
kontor_saved_views_class_init (KontorSavedViewsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_saved_views_dispose;
  object_class->finalize = kontor_saved_views_finalize;
  object_class->get_property = kontor_saved_views_get_property;

  properties[PROP_LOADED] =
      g_param_spec_boolean ("loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_saved_views_init (KontorSavedViews *self)
{
  self->views = g_ptr_array_new_with_free_func (g_object_unref);
}

KontorSavedViews *
kontor_saved_views_new (KontorEngine *engine, KontorEntity entity)
{
  KontorSavedViews *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_SAVED_VIEWS, NULL);
  self->engine = g_object_ref (engine);
  self->entity = entity;
  self->listener = kontor_db_listen (kontor_engine_get_db (engine), committed_cb, self);
  reload (self);
  return self;
}

gboolean
kontor_saved_views_get_loaded (KontorSavedViews *self)
{
  g_return_val_if_fail (KONTOR_IS_SAVED_VIEWS (self), FALSE);

  return self->loaded;
}
