#include "kontor-list-pane.h"

#include "kontor-account-banner.h"
#include "kontor-action-progress.h"
#include "kontor-late-menu.h"
#include "kontor-list-menu.h"
#include "kontor-list-pane-actions.h"
#include "kontor-list-search.h"
#include "kontor-list-source.h"
#include "kontor-list-stage.h"
#include "kontor-list-views.h"
#include "kontor-list-words.h"
#include "kontor-selection-bar.h"
#include "kontor-sidebar-button.h"

struct _KontorListPane {
  AdwBin parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorEntity entity;
  char *title;                /* (owned) (nullable) */
  KontorResults *results;     /* (owned) */
  KontorSelection *selection; /* (owned) */
  KontorListCursor *cursor;   /* (owned) */
  KontorListSource *source;   /* (owned) */
  KontorListSearch *search;

  AdwHeaderBar *header;
  AdwWindowTitle *window_title;
  GtkMenuButton *menu_button;
  KontorAccountBanner *banner;
  AdwBin *hint_place;
  GtkSearchBar *search_bar;
  KontorViewTabs *tabs;
  KontorListStage *stage;
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

static void
show_total (KontorListPane *self)
{
  gint64 total = kontor_results_get_total (self->results);
  g_autofree char *text = total >= 0 ? kontor_list_format_total (self->entity, total) : NULL;

  adw_window_title_set_subtitle (self->window_title, text != NULL ? text : "");
}

static void
update_unselect (KontorListPane *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "list.unselect",
                                 kontor_selection_get_n_selected (self->selection) != 0);
}

static void
on_opened (KontorListPane *self, gint64 id)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, id);
}

static void
on_current_changed (KontorListPane *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
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
  g_signal_connect_object (self->results, "notify::total", G_CALLBACK (show_total), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::n-selected", G_CALLBACK (update_unselect), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->cursor, "notify::current", G_CALLBACK (on_current_changed), self, G_CONNECT_SWAPPED);
}

/* What it asks for are properties of the list too, for the menu. */
static void
on_source_notify (KontorListPane *self, GParamSpec *pspec)
{
  g_object_notify (G_OBJECT (self), pspec->name);
}

static void
make_source (KontorListPane *self)
{
  self->source = kontor_list_source_new (self->engine, self->entity, self->cursor, self->tabs, self->search);
  g_signal_connect_object (self->source, "notify", G_CALLBACK (on_source_notify), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->source, "asked", G_CALLBACK (kontor_list_views_update_actions), self,
                           G_CONNECT_SWAPPED);
}

static void
kontor_list_pane_constructed (GObject *object)
{
  KontorListPane *self = KONTOR_LIST_PANE (object);
  g_autoptr (GMenuModel) menu = kontor_list_menu_new (self->entity);

  G_OBJECT_CLASS (kontor_list_pane_parent_class)->constructed (object);

  make_results (self);
  make_search (self);
  make_source (self);
  kontor_late_menu_set (self->menu_button, menu);
  kontor_list_stage_set_source (self->stage, self->engine, self->cursor, self->tabs);
  kontor_selection_bar_set_cursor (self->selection_bar, self->cursor);
  kontor_account_banner_set_engine (self->banner, self->engine);
  kontor_view_tabs_set_source (self->tabs, self->engine, self->entity);
  kontor_action_progress_set_engine (self->progress, self->engine);
  update_unselect (self);
}

static void
kontor_list_pane_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (kontor_list_pane_parent_class)->root (widget);
  kontor_list_source_recall (KONTOR_LIST_PANE (widget)->source);
}

static gboolean
kontor_list_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (KONTOR_LIST_PANE (widget)->stage));
}

static void
kontor_list_pane_dispose (GObject *object)
{
  KontorListPane *self = KONTOR_LIST_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_LIST_PANE);
  g_clear_object (&self->source);
  g_clear_object (&self->cursor);
  g_clear_object (&self->selection);
  g_clear_object (&self->results);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->title, g_free);

  G_OBJECT_CLASS (kontor_list_pane_parent_class)->dispose (object);
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
  case PROP_SORT_KEY:
  case PROP_SORT_ORDER:
    g_object_get_property (G_OBJECT (self->source), pspec->name, value);
    break;
  case PROP_FACE:
    g_value_set_object (value, kontor_list_pane_get_face (self));
    break;
  case PROP_CURRENT:
    g_value_set_int64 (value, kontor_list_pane_get_current (self));
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
  case PROP_SORT_KEY:
  case PROP_SORT_ORDER:
    g_object_set_property (G_OBJECT (self->source), pspec->name, value);
    break;
  case PROP_FACE:
    kontor_list_pane_set_face (self, g_value_get_object (value));
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

  kontor_list_source_begin (self->source);
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
  g_type_ensure (KONTOR_TYPE_LIST_STAGE);
  g_type_ensure (KONTOR_TYPE_SELECTION_BAR);
  g_type_ensure (KONTOR_TYPE_SIDEBAR_BUTTON);
  g_type_ensure (KONTOR_TYPE_VIEW_TABS);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/lists/kontor-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, banner);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, header);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, hint_place);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, menu_button);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, progress);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, selection_bar);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, stage);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, tabs);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, window_title);
  gtk_widget_class_bind_template_callback (widget_class, on_search_mode);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);

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

  return kontor_list_stage_get_face (self->stage);
}

void
kontor_list_pane_set_face (KontorListPane *self, GtkWidget *face)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));
  g_return_if_fail (GTK_IS_WIDGET (face));

  gtk_accessible_update_property (GTK_ACCESSIBLE (face), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  kontor_list_stage_set_face (self->stage, face);
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

  g_object_set (self->source, "account", account, NULL);
}

void
kontor_list_pane_reload (KontorListPane *self)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  kontor_list_source_reload (self->source);
}

void
kontor_list_pane_search (KontorListPane *self)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  kontor_list_stage_renounce_focus (self->stage);
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
