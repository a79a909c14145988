#include "kontor-selection.h"

struct _KontorSelection {
  GObject parent_instance;

  KontorResults *results; /* (owned) */
  gboolean all;           /* all rows but @ids are selected, instead of @ids */
  KontorIdSet *ids;       /* (owned) */
};

enum {
  PROP_0,
  PROP_RESULTS,
  PROP_N_SELECTED,
  PROP_ITEM_TYPE,
  PROP_N_ITEMS,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static GType
kontor_selection_get_item_type (GListModel *model)
{
  return g_list_model_get_item_type (G_LIST_MODEL (KONTOR_SELECTION (model)->results));
}

static guint
kontor_selection_get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (KONTOR_SELECTION (model)->results));
}

static gpointer
kontor_selection_get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (KONTOR_SELECTION (model)->results), position);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = kontor_selection_get_item_type;
  iface->get_n_items = kontor_selection_get_n_items;
  iface->get_item = kontor_selection_get_item;
}

static guint
count_rows (KontorSelection *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->results));
}

static gboolean
is_selected_at (KontorSelection *self, guint position)
{
  return kontor_selection_contains (self, kontor_results_get_id (self->results, position));
}

/* Returns whether that changed anything. */
static gboolean
select_id (KontorSelection *self, gint64 id)
{
  return self->all ? kontor_id_set_remove (self->ids, id) : kontor_id_set_add (self->ids, id);
}

static gboolean
unselect_id (KontorSelection *self, gint64 id)
{
  return self->all ? kontor_id_set_add (self->ids, id) : kontor_id_set_remove (self->ids, id);
}

static void
notify_count (KontorSelection *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_SELECTED]);
}

static void
tell_changed (KontorSelection *self, guint position, guint n_rows)
{
  if (n_rows > 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), position, n_rows);
  notify_count (self);
}

static void
become (KontorSelection *self, gboolean all)
{
  self->all = all;
  kontor_id_set_clear (self->ids);
}

static gboolean
is_empty (KontorSelection *self)
{
  return !self->all && kontor_id_set_get_size (self->ids) == 0;
}

static gboolean
kontor_selection_is_selected (GtkSelectionModel *model, guint position)
{
  KontorSelection *self = KONTOR_SELECTION (model);

  return position < count_rows (self) && is_selected_at (self, position);
}

/* Positions are looked up for the rows asked about only: GTK asks about those that it shows. */
static GtkBitset *
kontor_selection_get_selection_in_range (GtkSelectionModel *model, guint position, guint n_rows)
{
  KontorSelection *self = KONTOR_SELECTION (model);
  guint end = position + MIN (n_rows, count_rows (self) - MIN (position, count_rows (self)));
  GtkBitset *selected = gtk_bitset_new_empty ();

  if (kontor_id_set_get_size (self->ids) == 0) {
    if (self->all)
      gtk_bitset_add_range (selected, position, end - position);
    return selected;
  }
  for (guint i = position; i < end; i++)
    if (is_selected_at (self, i))
      gtk_bitset_add (selected, i);
  return selected;
}

static gboolean
kontor_selection_select_all (GtkSelectionModel *model)
{
  KontorSelection *self = KONTOR_SELECTION (model);

  become (self, TRUE);
  tell_changed (self, 0, count_rows (self));
  return TRUE;
}

static gboolean
kontor_selection_unselect_all (GtkSelectionModel *model)
{
  KontorSelection *self = KONTOR_SELECTION (model);

  if (is_empty (self))
    return TRUE;
  become (self, FALSE);
  tell_changed (self, 0, count_rows (self));
  return TRUE;
}

static gboolean
kontor_selection_select_range (GtkSelectionModel *model, guint position, guint n_rows, gboolean unselect_rest)
{
  KontorSelection *self = KONTOR_SELECTION (model);
  guint end = position + MIN (n_rows, count_rows (self) - MIN (position, count_rows (self)));
  gboolean whole = unselect_rest && !is_empty (self);

  if (unselect_rest)
    become (self, FALSE);
  for (guint i = position; i < end; i++)
    select_id (self, kontor_results_get_id (self->results, i));
  tell_changed (self, whole ? 0 : position, whole ? count_rows (self) : end - position);
  return TRUE;
}

static gboolean
kontor_selection_unselect_range (GtkSelectionModel *model, guint position, guint n_rows)
{
  KontorSelection *self = KONTOR_SELECTION (model);
  guint end = position + MIN (n_rows, count_rows (self) - MIN (position, count_rows (self)));

  for (guint i = position; i < end; i++)
    unselect_id (self, kontor_results_get_id (self->results, i));
  tell_changed (self, position, end - position);
  return TRUE;
}

static gboolean
kontor_selection_select_item (GtkSelectionModel *model, guint position, gboolean unselect_rest)
{
  return kontor_selection_select_range (model, position, 1, unselect_rest);
}

static gboolean
kontor_selection_unselect_item (GtkSelectionModel *model, guint position)
{
  return kontor_selection_unselect_range (model, position, 1);
}

/* Of the rows in @mask, those in @selected are selected and the others are not. */
static gboolean
kontor_selection_set_selection (GtkSelectionModel *model, GtkBitset *selected, GtkBitset *mask)
{
  KontorSelection *self = KONTOR_SELECTION (model);
  guint n_rows = count_rows (self), position;
  GtkBitsetIter iter;

  if (gtk_bitset_is_empty (mask))
    return TRUE;
  for (gboolean valid = gtk_bitset_iter_init_first (&iter, mask, &position); valid && position < n_rows;
       valid = gtk_bitset_iter_next (&iter, &position)) {
    gint64 id = kontor_results_get_id (self->results, position);

    if (gtk_bitset_contains (selected, position))
      select_id (self, id);
    else
      unselect_id (self, id);
  }
  position = MIN (gtk_bitset_get_minimum (mask), n_rows);
  tell_changed (self, position, MIN (gtk_bitset_get_maximum (mask) + 1, n_rows) - position);
  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = kontor_selection_is_selected;
  iface->get_selection_in_range = kontor_selection_get_selection_in_range;
  iface->select_item = kontor_selection_select_item;
  iface->unselect_item = kontor_selection_unselect_item;
  iface->select_range = kontor_selection_select_range;
  iface->unselect_range = kontor_selection_unselect_range;
  iface->select_all = kontor_selection_select_all;
  iface->unselect_all = kontor_selection_unselect_all;
  iface->set_selection = kontor_selection_set_selection;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (KontorSelection, kontor_selection, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

static void
items_changed_cb (GListModel *results, guint position, guint removed, guint added, KontorSelection *self)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
  if (removed != added)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

/* An action must not reach rows that nobody sees. */
static void
ids_left_cb (KontorResults *results, GArray *left, KontorSelection *self)
{
  for (guint i = 0; i < left->len; i++)
    kontor_id_set_remove (self->ids, g_array_index (left, gint64, i));
  notify_count (self);
}

static void
query_changed_cb (KontorResults *results, GParamSpec *pspec, KontorSelection *self)
{
  kontor_selection_unselect_all (GTK_SELECTION_MODEL (self));
}

static void
total_changed_cb (KontorResults *results, GParamSpec *pspec, KontorSelection *self)
{
  if (self->all)
    notify_count (self);
}

static void
kontor_selection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  KontorSelection *self = KONTOR_SELECTION (object);

  switch (prop_id) {
  case PROP_RESULTS:
    g_value_set_object (value, self->results);
    break;
  case PROP_N_SELECTED:
    g_value_set_int64 (value, kontor_selection_get_n_selected (self));
    break;
  case PROP_ITEM_TYPE:
    g_value_set_gtype (value, kontor_selection_get_item_type (G_LIST_MODEL (self)));
    break;
  case PROP_N_ITEMS:
    g_value_set_uint (value, count_rows (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
kontor_selection_finalize (GObject *object)
{
  KontorSelection *self = KONTOR_SELECTION (object);

  kontor_id_set_unref (self->ids);
  g_clear_object (&self->results);

  G_OBJECT_CLASS (kontor_selection_parent_class)->finalize (object);
}

static void
kontor_selection_class_init (KontorSelectionClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = kontor_selection_finalize;
  object_class->get_property = kontor_selection_get_property;

  properties[PROP_RESULTS] = g_param_spec_object ("results", NULL, NULL, KONTOR_TYPE_RESULTS, flags);
  properties[PROP_N_SELECTED] = g_param_spec_int64 ("n-selected", NULL, NULL, -1, G_MAXINT64, 0, flags);
  properties[PROP_ITEM_TYPE] = g_param_spec_gtype ("item-type", NULL, NULL, G_TYPE_OBJECT, flags);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_selection_init (KontorSelection *self)
{
  self->ids = kontor_id_set_new ();
}

KontorSelection *
kontor_selection_new (KontorResults *results)
{
  KontorSelection *self;

  g_return_val_if_fail (KONTOR_IS_RESULTS (results), NULL);

  self = g_object_new (KONTOR_TYPE_SELECTION, NULL);
  self->results = g_object_ref (results);
  g_signal_connect_object (results, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
  g_signal_connect_object (results, "ids-left", G_CALLBACK (ids_left_cb), self, 0);
  g_signal_connect_object (results, "notify::query", G_CALLBACK (query_changed_cb), self, 0);
  g_signal_connect_object (results, "notify::total", G_CALLBACK (total_changed_cb), self, 0);
  return self;
}

KontorResults *
kontor_selection_get_results (KontorSelection *self)
{
  g_return_val_if_fail (KONTOR_IS_SELECTION (self), NULL);

  return self->results;
}

gboolean
kontor_selection_contains (KontorSelection *self, gint64 id)
{
  g_return_val_if_fail (KONTOR_IS_SELECTION (self), FALSE);

  return self->all != kontor_id_set_contains (self->ids, id);
}

gint64
kontor_selection_get_n_selected (KontorSelection *self)
{
  gint64 total;

  g_return_val_if_fail (KONTOR_IS_SELECTION (self), 0);

  if (!self->all)
    return kontor_id_set_get_size (self->ids);
  total = kontor_results_get_total (self->results);
  return total >= 0 ? total - kontor_id_set_get_size (self->ids) : -1;
}

KontorScope *
kontor_selection_dup_scope (KontorSelection *self)
{
  KontorQuery *query;

  g_return_val_if_fail (KONTOR_IS_SELECTION (self), NULL);

  query = kontor_results_get_query (self->results);
  if (query == NULL || is_empty (self) || kontor_selection_get_n_selected (self) == 0)
    return NULL;
  if (self->all)
    return kontor_scope_new_all (query, self->ids);
  return kontor_scope_new_ids (kontor_query_get_entity (query), self->ids);
}
