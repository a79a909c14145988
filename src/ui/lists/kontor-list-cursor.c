#include "kontor-list-cursor.h"

#include "kontor-list-face.h"

struct _KontorListCursor {
  GObject parent_instance;

  KontorSelection *selection; /* (owned) */
  gint64 current;
  gint64 row; /* that the keys start from; 0: the first */
  gboolean marking;
  gboolean asking; /* what is selected changes because the list becomes another */
};

G_DEFINE_FINAL_TYPE (KontorListCursor, kontor_list_cursor, G_TYPE_OBJECT)

enum { PROP_0, PROP_CURRENT, PROP_MARKING, N_PROPS };

static GParamSpec *properties[N_PROPS];

static KontorResults *
get_results (KontorListCursor *self)
{
  return kontor_selection_get_results (self->selection);
}

static void
set_marking (KontorListCursor *self, gboolean marking)
{
  if (self->marking == marking)
    return;
  self->marking = marking;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MARKING]);
}

static void
set_current (KontorListCursor *self, gint64 id)
{
  if (self->current == id)
    return;
  self->current = id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

static gint64
find_selected (KontorListCursor *self)
{
  g_autoptr (KontorScope) scope = kontor_selection_dup_scope (self->selection);
  g_autoptr (GArray) ids = NULL;

  if (scope == NULL || kontor_scope_get_query (scope) != NULL)
    return 0;
  ids = kontor_id_set_dup_ids (kontor_scope_get_ids (scope));
  return ids->len == 1 ? g_array_index (ids, gint64, 0) : 0;
}

/* The person selected something else. */
static void
on_selection_changed (KontorListCursor *self)
{
  gint64 n = kontor_selection_get_n_selected (self->selection);

  if (self->asking)
    return;
  if (n == 0)
    set_marking (self, FALSE);
  set_current (self, n == 1 ? find_selected (self) : 0);
  if (self->current != 0 && !self->marking)
    self->row = self->current;
}

/* Rows left the list; the detail stays on what it shows. */
static void
on_count_changed (KontorListCursor *self)
{
  if (kontor_selection_get_n_selected (self->selection) == 1 && self->current == 0)
    set_current (self, find_selected (self));
}

static void
unselect_silently (KontorListCursor *self)
{
  self->asking = TRUE;
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  self->asking = FALSE;
}

static void
kontor_list_cursor_dispose (GObject *object)
{
  g_clear_object (&KONTOR_LIST_CURSOR (object)->selection);

  G_OBJECT_CLASS (kontor_list_cursor_parent_class)->dispose (object);
}

static void
kontor_list_cursor_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorListCursor *self = KONTOR_LIST_CURSOR (object);

  switch (property) {
  case PROP_CURRENT:
    g_value_set_int64 (value, self->current);
    break;
  case PROP_MARKING:
    g_value_set_boolean (value, self->marking);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_list_cursor_class_init (KontorListCursorClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kontor_list_cursor_dispose;
  object_class->get_property = kontor_list_cursor_get_property;

  properties[PROP_CURRENT] = g_param_spec_int64 ("current", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_MARKING] = g_param_spec_boolean ("marking", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_list_cursor_init (KontorListCursor *self)
{
}

KontorListCursor *
kontor_list_cursor_new (KontorSelection *selection)
{
  KontorListCursor *self;

  g_return_val_if_fail (KONTOR_IS_SELECTION (selection), NULL);

  self = g_object_new (KONTOR_TYPE_LIST_CURSOR, NULL);
  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "notify::n-selected", G_CALLBACK (on_count_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "selection-changed", G_CALLBACK (on_selection_changed), self, G_CONNECT_SWAPPED);
  return self;
}

KontorSelection *
kontor_list_cursor_get_selection (KontorListCursor *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_CURSOR (self), NULL);

  return self->selection;
}

gint64
kontor_list_cursor_get_current (KontorListCursor *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_CURSOR (self), 0);

  return self->current;
}

gboolean
kontor_list_cursor_get_marking (KontorListCursor *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_CURSOR (self), FALSE);

  return self->marking;
}

void
kontor_list_cursor_set_current (KontorListCursor *self, gint64 id, GtkWidget *face)
{
  guint position;

  g_return_if_fail (KONTOR_IS_LIST_CURSOR (self));

  set_marking (self, FALSE);
  unselect_silently (self);
  self->row = id;
  set_current (self, id);
  kontor_list_cursor_select_current (self);
  if (face != NULL && id != 0 && kontor_results_find (get_results (self), id, &position))
    kontor_list_face_scroll_to (face, position, GTK_LIST_SCROLL_FOCUS);
}

/* While a list is on its way the rows are still those of the one before. */
void
kontor_list_cursor_select_current (KontorListCursor *self)
{
  guint position;

  g_return_if_fail (KONTOR_IS_LIST_CURSOR (self));

  if (self->current != 0 && !kontor_results_get_loading (get_results (self)) &&
      kontor_selection_get_n_selected (self->selection) == 0 &&
      kontor_results_find (get_results (self), self->current, &position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
}

void
kontor_list_cursor_set_query (KontorListCursor *self, KontorQuery *query)
{
  g_return_if_fail (KONTOR_IS_LIST_CURSOR (self));

  self->asking = TRUE;
  set_marking (self, FALSE);
  kontor_results_set_query (get_results (self), query);
  self->asking = FALSE;
}

void
kontor_list_cursor_move (KontorListCursor *self, int by, GtkWidget *face)
{
  guint n_rows, position;
  gint64 target = 0;

  g_return_if_fail (KONTOR_IS_LIST_CURSOR (self));

  n_rows = g_list_model_get_n_items (G_LIST_MODEL (get_results (self)));
  if (n_rows == 0 || face == NULL)
    return;
  if (self->row != 0 && kontor_results_find (get_results (self), self->row, &position))
    target = CLAMP ((gint64) position + by, 0, (gint64) n_rows - 1);
  self->row = kontor_results_get_id (get_results (self), (guint) target);
  kontor_list_face_scroll_to (face, (guint) target,
                              GTK_LIST_SCROLL_FOCUS | (self->marking ? 0 : GTK_LIST_SCROLL_SELECT));
  /* GTK moves the focus only within the list. */
  if (!kontor_list_face_has_focus (face))
    gtk_widget_grab_focus (face);
}

void
kontor_list_cursor_move_to_first (KontorListCursor *self, GtkWidget *face)
{
  g_return_if_fail (KONTOR_IS_LIST_CURSOR (self));

  self->row = 0;
  kontor_list_cursor_move (self, 0, face);
}

/* The first row that is marked keeps the one that is selected anyway. */
void
kontor_list_cursor_mark (KontorListCursor *self)
{
  GtkSelectionModel *model;
  gboolean begin;
  guint position;

  g_return_if_fail (KONTOR_IS_LIST_CURSOR (self));

  if (self->row == 0 || !kontor_results_find (get_results (self), self->row, &position))
    return;
  model = GTK_SELECTION_MODEL (self->selection);
  begin = !self->marking;
  set_marking (self, TRUE);
  if (!kontor_selection_contains (self->selection, self->row))
    gtk_selection_model_select_item (model, position, FALSE);
  else if (!begin)
    gtk_selection_model_unselect_item (model, position);
}

void
kontor_list_cursor_unselect (KontorListCursor *self)
{
  g_return_if_fail (KONTOR_IS_LIST_CURSOR (self));

  set_marking (self, FALSE);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  set_current (self, 0);
}
