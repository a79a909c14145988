#include "kontor-list-pane.h"

#include "kontor-account-banner.h"
#include "kontor-action-progress.h"
#include "kontor-late-menu.h"
#include "kontor-list-cursor.h"
#include "kontor-list-face.h"
#include "kontor-list-memory.h"
#include "kontor-list-menu.h"
#include "kontor-list-message.h"
#include "kontor-list-pane-actions.h"
#include "kontor-list-rest.h"
#include "kontor-list-search.h"
#include "kontor-list-views.h"
#include "kontor-list-words.h"
#include "kontor-selection-bar.h"
#include "kontor-sidebar-button.h"

struct _KontorListPane {
  AdwBin parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorEntity entity;
  gint64 account;
  char *title;                /* (owned) (nullable) */
  char *sort;                 /* (owned) (nullable): "-placed"; NULL: as the view has it */
  KontorResults *results;     /* (owned) */
  KontorSelection *selection; /* (owned) */
  KontorListCursor *cursor;   /* (owned) */
  KontorListRest *rest;       /* (owned) (nullable): of what was asked for last */
  KontorListSearch *search;
  gboolean wants_focus; /* as soon as there are rows */
  GtkWidget *focus;     /* (nullable): weak, what had the focus when it was wanted */
  gboolean seen;        /* it was on the screen */

  AdwHeaderBar *header;
  AdwWindowTitle *window_title;
  GtkMenuButton *menu_button;
  KontorAccountBanner *banner;
  AdwBin *hint_place;
  GtkSearchBar *search_bar;
  KontorViewTabs *tabs;
  GtkStack *pages;
  GtkScrolledWindow *scroller;
  KontorListMessage *message;
  KontorActionProgress *progress;
  KontorSelectionBar *selection_bar;
};

G_DEFINE_FINAL_TYPE (KontorListPane, kontor_list_pane, ADW_TYPE_BIN)

enum {
  PROP_0,
  PROP_ENGINE,
  PROP_ENTITY,
  PROP_TITLE,
  PROP_ACCOUNT,
  PROP_FACE,
  PROP_CURRENT,
  PROP_SORT_KEY,
  PROP_SORT_ORDER,
  N_PROPS
};
enum { SIGNAL_OPENED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *
get_text (KontorListPane *self)
{
  return kontor_list_search_get_text (self->search);
}

static KontorQuery *
make_query (KontorListPane *self, KontorSavedView *view)
{
  const char *sort = self->sort != NULL ? self->sort : kontor_saved_view_get_sort (view);

  return kontor_query_new (self->entity, self->account, kontor_saved_view_get_filter (view), get_text (self), sort,
                           kontor_engine_get_zone (self->engine, self->account));
}

static void
set_query (KontorListPane *self, KontorQuery *query)
{
  KontorQuery *before = kontor_results_get_query (self->results);

  kontor_list_search_show_query (self->search, query);
  if (before != NULL && kontor_query_equal (before, query))
    return;
  g_clear_pointer (&self->rest, kontor_list_rest_free);
  kontor_list_cursor_set_query (self->cursor, query);
  self->rest = kontor_list_rest_hold (GTK_WIDGET (self), self->results);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT_KEY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT_ORDER]);
}

/* The rows of a list are two hundred widgets: nothing is asked before somebody looks. */
static void
ask (KontorListPane *self)
{
  KontorSavedView *view = self->seen ? kontor_view_tabs_get_view (self->tabs) : NULL;
  g_autoptr (KontorQuery) query = view != NULL ? make_query (self, view) : NULL;

  if (query == NULL)
    return;
  set_query (self, query);
  kontor_list_views_update_actions (self);
}

static void
remember (KontorListPane *self)
{
  KontorSavedView *view = kontor_view_tabs_get_view (self->tabs);

  if (view != NULL)
    kontor_list_memory_keep (GTK_WIDGET (self), self->entity, kontor_saved_view_get_id (view), self->sort);
}

static void
recall (KontorListPane *self)
{
  g_autofree char *sort = NULL;
  gint64 view;

  if (!kontor_list_memory_recall (GTK_WIDGET (self), self->entity, &view, &sort))
    return;
  kontor_view_tabs_choose (self->tabs, view);
  g_set_str (&self->sort, sort);
}

static void
on_view_changed (KontorListPane *self)
{
  if (kontor_results_get_query (self->results) != NULL)
    g_clear_pointer (&self->sort, g_free);
  ask (self);
  remember (self);
}

static void
set_sort (KontorListPane *self, const char *key, gboolean descending)
{
  g_autofree char *sort = g_strconcat (descending ? "-" : "", key, NULL);

  if (!g_set_str (&self->sort, sort))
    return;
  ask (self);
  remember (self);
}

static void
show_total (KontorListPane *self)
{
  gint64 total = kontor_results_get_total (self->results);
  g_autofree char *text = total >= 0 ? kontor_list_format_total (self->entity, total) : NULL;

  adw_window_title_set_subtitle (self->window_title, text != NULL ? text : "");
}

static gboolean
has_dialog (GtkRoot *root)
{
  return ADW_IS_APPLICATION_WINDOW (root) &&
         adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL;
}

static gboolean
shows_message (KontorListPane *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "message") == 0;
}

/* Who went on to something else meanwhile is not taken away from it. */
static void
take_focus (KontorListPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!self->wants_focus || root == NULL || has_dialog (root) || (focus != NULL && focus != self->focus))
    return;
  self->wants_focus = FALSE;
  gtk_widget_grab_focus (gtk_scrolled_window_get_child (self->scroller));
}

/* With the last row the focus may have gone. */
static void
find_focus_cb (gpointer data)
{
  g_autoptr (KontorListPane) self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) || !shows_message (self))
    return;
  /* A row that goes may be told as the focus for a moment. */
  if (focus == NULL || gtk_widget_get_root (focus) != root || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->scroller)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
show_page (KontorListPane *self)
{
  gint64 total = kontor_results_get_total (self->results);
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->results)) > 0;

  if (!any && (total == 0 || kontor_results_get_error (self->results) != NULL)) {
    kontor_list_message_explain (self->message, kontor_view_tabs_get_view (self->tabs));
    gtk_stack_set_visible_child_name (self->pages, "message");
    g_idle_add_once (find_focus_cb, g_object_ref (self));
  } else {
    gtk_stack_set_visible_child_name (self->pages, any ? "list" : "loading");
    if (any)
      take_focus (self);
  }
  show_total (self);
  kontor_list_cursor_select_current (self->cursor);
}

/* GTK keeps the row that is on top, so that what comes above it would never be seen. */
static void
on_rows_changed (KontorListPane *self, guint position, guint removed, guint added)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkWidget *face = kontor_list_pane_get_face (self);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->results));

  if (face != NULL && position == 0 && added > 0 && n_rows > added && gtk_adjustment_get_value (adjustment) <= 0)
    kontor_list_face_scroll_to (face, 0, GTK_LIST_SCROLL_NONE);
}

static void
update_unselect (KontorListPane *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.unselect",
                                 kontor_selection_get_n_selected (self->selection) != 0);
}

static void
open_current_cb (gpointer data)
{
  KontorListPane *self = data;
  gint64 current = self->cursor != NULL ? kontor_list_cursor_get_current (self->cursor) : 0;

  if (current != 0)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, current);
  g_object_unref (self);
}

static void
on_activate (KontorListPane *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, kontor_results_get_id (self->results, position));
}

/* The row is selected by the same click, but only after this. With a modifier rows are picked, which opens nothing. */
static void
on_tap (KontorListPane *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (n_press == 1 && (modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
    g_idle_add_once (open_current_cb, g_object_ref (self));
}

static void
on_current_changed (KontorListPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

static void
make_menu (KontorListPane *self)
{
  g_autoptr (GMenuModel) menu = kontor_list_menu_new (self->entity);

  kontor_late_menu_set (self->menu_button, menu);
}

/* A field that is not to be seen any more must not take what is typed. */
static void
on_search_mode (KontorListPane *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || gtk_search_bar_get_search_mode (self->search_bar) ||
      !gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search_bar)))
    return;
  gtk_root_set_focus (root, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_submitted (KontorListPane *self)
{
  kontor_list_cursor_move_to_first (self->cursor, kontor_list_pane_get_face (self));
}

static void
make_search (KontorListPane *self)
{
  self->search = g_object_new (KONTOR_TYPE_LIST_SEARCH, "entity", self->entity, NULL);
  g_signal_connect_swapped (self->search, "notify::text", G_CALLBACK (ask), self);
  g_signal_connect_swapped (self->search, "submitted", G_CALLBACK (on_submitted), self);
  gtk_search_bar_set_child (self->search_bar, GTK_WIDGET (self->search));
  gtk_search_bar_connect_entry (self->search_bar, kontor_list_search_get_editable (self->search));
}

static void
make_results (KontorListPane *self)
{
  self->results =
      kontor_results_new (kontor_engine_get_db (self->engine), kontor_engine_get_identity (self->engine), NULL);
  self->selection = kontor_selection_new (self->results);
  self->cursor = kontor_list_cursor_new (self->selection);
  g_signal_connect_object (self->results, "notify::total", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->results, "notify::n-items", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->results, "notify::error", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_rows_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->selection, "notify::n-selected", G_CALLBACK (update_unselect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cursor, "notify::current", G_CALLBACK (on_current_changed), self, G_CONNECT_SWAPPED);
}

static void
kontor_list_pane_constructed (GObject *object)
{
  KontorListPane *self = KONTOR_LIST_PANE (object);

  G_OBJECT_CLASS (kontor_list_pane_parent_class)->constructed (object);

  make_results (self);
  make_search (self);
  make_menu (self);
  kontor_list_message_set_source (self->message, self->engine, self->results);
  kontor_selection_bar_set_cursor (self->selection_bar, self->cursor);
  kontor_account_banner_set_engine (self->banner, self->engine);
  kontor_view_tabs_set_source (self->tabs, self->engine, self->entity);
  kontor_action_progress_set_engine (self->progress, self->engine);
  update_unselect (self);
}

static void
kontor_list_pane_root (GtkWidget *widget)
{
  KontorListPane *self = KONTOR_LIST_PANE (widget);

  GTK_WIDGET_CLASS (kontor_list_pane_parent_class)->root (widget);
  if (kontor_results_get_query (self->results) == NULL)
    recall (self);
}

static gboolean
kontor_list_pane_grab_focus (GtkWidget *widget)
{
  KontorListPane *self = KONTOR_LIST_PANE (widget);
  GtkWidget *face = kontor_list_pane_get_face (self);
  GtkRoot *root = gtk_widget_get_root (widget);
  gboolean taken;

  self->wants_focus = g_list_model_get_n_items (G_LIST_MODEL (self->results)) == 0;
  if (self->wants_focus)
    taken = shows_message (self) && gtk_widget_child_focus (GTK_WIDGET (self->tabs), GTK_DIR_TAB_FORWARD);
  else
    taken = face != NULL && gtk_widget_grab_focus (face);
  g_set_weak_pointer (&self->focus, root != NULL ? gtk_root_get_focus (root) : NULL);
  return taken;
}

static void
kontor_list_pane_dispose (GObject *object)
{
  KontorListPane *self = KONTOR_LIST_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_LIST_PANE);
  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->rest, kontor_list_rest_free);
  g_clear_object (&self->cursor);
  g_clear_object (&self->selection);
  g_clear_object (&self->results);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->sort, g_free);

  G_OBJECT_CLASS (kontor_list_pane_parent_class)->dispose (object);
}

static const char *
get_sort_key (KontorListPane *self)
{
  KontorQuery *query = self->results != NULL ? kontor_results_get_query (self->results) : NULL;

  return query != NULL ? kontor_query_get_sort (query) : kontor_query_list_sorts (self->entity)[0];
}

static gboolean
is_descending (KontorListPane *self)
{
  KontorQuery *query = self->results != NULL ? kontor_results_get_query (self->results) : NULL;

  return query != NULL && kontor_query_get_descending (query);
}

static void
kontor_list_pane_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorListPane *self = KONTOR_LIST_PANE (object);

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, self->engine);
    break;
  case PROP_ENTITY:
    g_value_set_uint (value, self->entity);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_ACCOUNT:
    g_value_set_int64 (value, self->account);
    break;
  case PROP_FACE:
    g_value_set_object (value, kontor_list_pane_get_face (self));
    break;
  case PROP_CURRENT:
    g_value_set_int64 (value, kontor_list_pane_get_current (self));
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
kontor_list_pane_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorListPane *self = KONTOR_LIST_PANE (object);

  switch (property) {
  case PROP_ENGINE:
    self->engine = g_value_dup_object (value);
    break;
  case PROP_ENTITY:
    self->entity = g_value_get_uint (value);
    break;
  case PROP_TITLE:
    if (g_set_str (&self->title, g_value_get_string (value)))
      g_object_notify_by_pspec (object, pspec);
    break;
  case PROP_ACCOUNT:
    kontor_list_pane_set_account (self, g_value_get_int64 (value));
    break;
  case PROP_FACE:
    kontor_list_pane_set_face (self, g_value_get_object (value));
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
install_properties (GObjectClass *klass)
{
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags rw = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, KONTOR_TYPE_ENGINE, once);
  properties[PROP_ENTITY] = g_param_spec_uint ("entity", NULL, NULL, 0, KONTOR_N_ENTITIES - 1, 0, once);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, rw);
  properties[PROP_ACCOUNT] = g_param_spec_int64 ("account", NULL, NULL, 0, G_MAXINT64, 0, rw);
  properties[PROP_FACE] = g_param_spec_object ("face", NULL, NULL, GTK_TYPE_WIDGET, rw);
  properties[PROP_CURRENT] = g_param_spec_int64 ("current", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SORT_KEY] = g_param_spec_string ("sort-key", NULL, NULL, NULL, rw);
  properties[PROP_SORT_ORDER] = g_param_spec_string ("sort-order", NULL, NULL, NULL, rw);
  g_object_class_install_properties (klass, N_PROPS, properties);
}

static void
kontor_list_pane_map (GtkWidget *widget)
{
  KontorListPane *self = KONTOR_LIST_PANE (widget);

  if (!self->seen) {
    self->seen = TRUE;
    ask (self);
  }
  GTK_WIDGET_CLASS (kontor_list_pane_parent_class)->map (widget);
  kontor_action_progress_set_active (self->progress, TRUE);
}

static void
kontor_list_pane_unmap (GtkWidget *widget)
{
  kontor_action_progress_set_active (KONTOR_LIST_PANE (widget)->progress, FALSE);
  GTK_WIDGET_CLASS (kontor_list_pane_parent_class)->unmap (widget);
}

static void
kontor_list_pane_class_init (KontorListPaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = kontor_list_pane_constructed;
  object_class->dispose = kontor_list_pane_dispose;
  object_class->get_property = kontor_list_pane_get_property;
  object_class->set_property = kontor_list_pane_set_property;
  widget_class->grab_focus = kontor_list_pane_grab_focus;
  widget_class->map = kontor_list_pane_map;
  widget_class->unmap = kontor_list_pane_unmap;
  widget_class->root = kontor_list_pane_root;
  install_properties (object_class);

  signals[SIGNAL_OPENED] = g_signal_new ("opened", KONTOR_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (KONTOR_TYPE_ACCOUNT_BANNER);
  g_type_ensure (KONTOR_TYPE_ACTION_PROGRESS);
  g_type_ensure (KONTOR_TYPE_LIST_MESSAGE);
  g_type_ensure (KONTOR_TYPE_SELECTION_BAR);
  g_type_ensure (KONTOR_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (KONTOR_TYPE_VIEW_TABS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/lists/kontor-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, banner);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, header);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, hint_place);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, message);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, progress);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, tabs);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, window_title);
  gtk_widget_class_bind_template_callback (widget_class, on_search_mode);
  gtk_widget_class_bind_template_callback (widget_class, on_view_changed);

  kontor_list_pane_install_actions (widget_class);
  kontor_list_views_install_actions (widget_class);
}

static void
kontor_list_pane_init (KontorListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

KontorEngine *
kontor_list_pane_get_engine (KontorListPane *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), NULL);

  return self->engine;
}

KontorEntity
kontor_list_pane_get_entity (KontorListPane *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), KONTOR_ENTITY_ORDER);

  return self->entity;
}

KontorResults *
kontor_list_pane_get_results (KontorListPane *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), NULL);

  return self->results;
}

KontorSelection *
kontor_list_pane_get_selection (KontorListPane *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), NULL);

  return self->selection;
}

KontorListCursor *
kontor_list_pane_get_cursor (KontorListPane *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), NULL);

  return self->cursor;
}

KontorViewTabs *
kontor_list_pane_get_tabs (KontorListPane *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), NULL);

  return self->tabs;
}

KontorScope *
kontor_list_pane_dup_scope (KontorListPane *self)
{
  KontorScope *scope;

  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), NULL);

  scope = kontor_selection_dup_scope (self->selection);
  if (scope == NULL && kontor_list_pane_get_current (self) != 0)
    scope = kontor_scope_new_one (self->entity, kontor_list_pane_get_current (self));
  return scope;
}

GtkWidget *
kontor_list_pane_get_face (KontorListPane *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), NULL);

  return gtk_scrolled_window_get_child (self->scroller);
}

void
kontor_list_pane_set_face (KontorListPane *self, GtkWidget *face)
{
  GtkGesture *tap;

  g_return_if_fail (KONTOR_IS_LIST_PANE (self));
  g_return_if_fail (GTK_IS_WIDGET (face));

  gtk_accessible_update_property (GTK_ACCESSIBLE (face), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  tap = gtk_gesture_click_new ();
  g_signal_connect_object (tap, "released", G_CALLBACK (on_tap), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (tap), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (face, GTK_EVENT_CONTROLLER (tap));
  g_signal_connect_object (face, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  kontor_list_face_enable_rubberband (face);
  gtk_scrolled_window_set_child (self->scroller, face);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACE]);
}

gint64
kontor_list_pane_get_current (KontorListPane *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), 0);

  return kontor_list_cursor_get_current (self->cursor);
}

void
kontor_list_pane_set_current (KontorListPane *self, gint64 id)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  kontor_list_cursor_set_current (self->cursor, id, kontor_list_pane_get_face (self));
}

void
kontor_list_pane_set_account (KontorListPane *self, gint64 account)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  if (self->account == account)
    return;
  self->account = account;
  kontor_view_tabs_set_account (self->tabs, account);
  ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

void
kontor_list_pane_reload (KontorListPane *self)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  kontor_results_set_query (self->results, NULL);
  ask (self);
}

void
kontor_list_pane_search (KontorListPane *self)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  self->wants_focus = FALSE;
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (kontor_list_search_get_editable (self->search)));
}

void
kontor_list_pane_set_text (KontorListPane *self, const char *text)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  gtk_search_bar_set_search_mode (self->search_bar, text != NULL && text[0] != '\0');
  kontor_list_search_set_text (self->search, text);
}

void
kontor_list_pane_show_view (KontorListPane *self, const char *builtin)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  kontor_view_tabs_choose_builtin (self->tabs, builtin);
}

void
kontor_list_pane_add_tool (KontorListPane *self, GtkWidget *tool)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  adw_header_bar_pack_end (self->header, tool);
}

void
kontor_list_pane_add_action (KontorListPane *self, GtkWidget *action)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  kontor_selection_bar_add_action (self->selection_bar, action);
}

void
kontor_list_pane_set_hint (KontorListPane *self, GtkWidget *hint)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  adw_bin_set_child (self->hint_place, hint);
}
