#include "kontor-term-tree.h"

#include "kontor-results.h"

struct _KontorTermItem {
  GObject parent_instance;

  KontorObject *object; /* (owned) */
  char *path;
  guint depth;
};

G_DEFINE_FINAL_TYPE (KontorTermItem, kontor_term_item, G_TYPE_OBJECT)

static void
kontor_term_item_finalize (GObject *object)
{
  KontorTermItem *self = KONTOR_TERM_ITEM (object);

  g_clear_object (&self->object);
  g_free (self->path);

  G_OBJECT_CLASS (kontor_term_item_parent_class)->finalize (object);
}

static void
kontor_term_item_class_init (KontorTermItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_term_item_finalize;
}

static void
kontor_term_item_init (KontorTermItem *self)
{
}

static const char *
get_name (KontorObject *object)
{
  guint field = kontor_object_get_entity (object) == KONTOR_ENTITY_CATEGORY ? KONTOR_CATEGORY_NAME : KONTOR_TAG_NAME;
  const char *name = kontor_object_get_text (object, field);

  return name != NULL ? name : "";
}

KontorObject *
kontor_term_item_get_object (KontorTermItem *self)
{
  g_return_val_if_fail (KONTOR_IS_TERM_ITEM (self), NULL);

  return self->object;
}

const char *
kontor_term_item_get_name (KontorTermItem *self)
{
  g_return_val_if_fail (KONTOR_IS_TERM_ITEM (self), NULL);

  return get_name (self->object);
}

const char *
kontor_term_item_get_path (KontorTermItem *self)
{
  g_return_val_if_fail (KONTOR_IS_TERM_ITEM (self), NULL);

  return self->path;
}

guint
kontor_term_item_get_depth (KontorTermItem *self)
{
  g_return_val_if_fail (KONTOR_IS_TERM_ITEM (self), 0);

  return self->depth;
}

struct _KontorTermTree {
  GObject parent_instance;

  KontorEntity entity;
  KontorResults *results; /* (owned) */
  GPtrArray *objects;     /* (element-type KontorObject): all that there are */
  GPtrArray *terms;       /* (element-type KontorTermItem) */
  guint update_id;
};

static void kontor_term_tree_init_list (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorTermTree, kontor_term_tree, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, kontor_term_tree_init_list))

static gint64
get_parent (KontorTermTree *self, KontorObject *object)
{
  return self->entity == KONTOR_ENTITY_CATEGORY ? kontor_object_get_int (object, KONTOR_CATEGORY_PARENT) : 0;
}

static void
add_term (KontorTermTree *self, GPtrArray *terms, KontorObject *object, const KontorTermItem *above)
{
  KontorTermItem *term = g_object_new (KONTOR_TYPE_TERM_ITEM, NULL);

  term->object = g_object_ref (object);
  term->depth = above != NULL ? above->depth + 1 : 0;
  term->path = above != NULL ? g_strdup_printf ("%s › %s", above->path, get_name (object)) : g_strdup (get_name (object));
  g_ptr_array_add (terms, term);
}

/* Children by their parents; what is below something that is not here stands at the top. */
static GHashTable *
sort_by_parent (KontorTermTree *self)
{
  GHashTable *children = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < self->objects->len; i++) {
    gint64 id = kontor_object_get_id (g_ptr_array_index (self->objects, i));

    g_hash_table_add (known, g_memdup2 (&id, sizeof id));
  }
  for (guint i = 0; i < self->objects->len; i++) {
    KontorObject *object = g_ptr_array_index (self->objects, i);
    gint64 parent = get_parent (self, object);
    GPtrArray *list;

    if (!g_hash_table_contains (known, &parent) || parent == kontor_object_get_id (object))
      parent = 0;
    list = g_hash_table_lookup (children, &parent);
    if (list == NULL) {
      list = g_ptr_array_new ();
      g_hash_table_insert (children, g_memdup2 (&parent, sizeof parent), list);
    }
    g_ptr_array_add (list, object);
  }
  return children;
}

/* A ring of parents is below nothing, and so is not met twice. */
static void
add_below (KontorTermTree *self, GPtrArray *terms, GHashTable *children, gint64 parent, const KontorTermItem *above)
{
  GPtrArray *list = g_hash_table_lookup (children, &parent);

  for (guint i = 0; list != NULL && i < list->len; i++) {
    add_term (self, terms, g_ptr_array_index (list, i), above);
    add_below (self, terms, children, kontor_object_get_id (g_ptr_array_index (list, i)),
               g_ptr_array_index (terms, terms->len - 1));
  }
}

static void changed_cb (KontorTermTree *self);

static void
follow_objects (KontorTermTree *self)
{
  for (guint i = 0; i < self->objects->len; i++)
    g_signal_handlers_disconnect_by_func (g_ptr_array_index (self->objects, i), changed_cb, self);
  g_ptr_array_set_size (self->objects, 0);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->results)); i++) {
    KontorObject *object = g_list_model_get_item (G_LIST_MODEL (self->results), i);

    g_ptr_array_add (self->objects, object);
    g_signal_connect_object (object, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  }
}

static gboolean
update_cb (gpointer data)
{
  KontorTermTree *self = data;
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->terms);
  g_autoptr (GHashTable) children = NULL;

  self->update_id = 0;
  follow_objects (self);
  children = sort_by_parent (self);
  self->terms = g_ptr_array_new_with_free_func (g_object_unref);
  add_below (self, self->terms, children, 0, NULL);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, old->len, self->terms->len);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (KontorTermTree *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add (update_cb, self);
}

static void
kontor_term_tree_dispose (GObject *object)
{
  KontorTermTree *self = KONTOR_TERM_TREE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_object (&self->results);

  G_OBJECT_CLASS (kontor_term_tree_parent_class)->dispose (object);
}

static void
kontor_term_tree_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_TERM_TREE (object)->objects);
  g_ptr_array_unref (KONTOR_TERM_TREE (object)->terms);

  G_OBJECT_CLASS (kontor_term_tree_parent_class)->finalize (object);
}

static GType
get_item_type (GListModel *model)
{
  return KONTOR_TYPE_TERM_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return KONTOR_TERM_TREE (model)->terms->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  KontorTermTree *self = KONTOR_TERM_TREE (model);

  return position < self->terms->len ? g_object_ref (g_ptr_array_index (self->terms, position)) : NULL;
}

static void
kontor_term_tree_init_list (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
kontor_term_tree_class_init (KontorTermTreeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_term_tree_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_term_tree_finalize;
}

static void
kontor_term_tree_init (KontorTermTree *self)
{
  self->objects = g_ptr_array_new_with_free_func (g_object_unref);
  self->terms = g_ptr_array_new_with_free_func (g_object_unref);
}

KontorTermTree *
kontor_term_tree_new (KontorEngine *engine, KontorEntity entity, gint64 account_id)
{
  KontorTermTree *self;
  g_autoptr (KontorQuery) query = NULL;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_TERM_TREE, NULL);
  self->entity = entity;
  self->results = kontor_results_new (kontor_engine_get_db (engine), kontor_engine_get_identity (engine), NULL);
  g_signal_connect_object (self->results, "items-changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  query = kontor_query_new (entity, account_id, NULL, NULL, NULL, NULL);
  kontor_results_set_query (self->results, query);
  return self;
}
