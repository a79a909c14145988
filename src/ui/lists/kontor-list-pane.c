#include "kontor-list-pane.h"

#include <glib/gi18n.h>

#include "kontor-sidebar-button.h"

struct _KontorListPane {
  AdwBin parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorEntity entity;
  gint64 account;
  char *title;                /* (owned) (nullable) */
  char *text;                 /* (owned) (nullable): what is searched for */
  KontorResults *results;     /* (owned) */
  KontorSelection *selection; /* (owned) */
  gint64 current;

  AdwHeaderBar *header;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkStack *pages;
  GtkScrolledWindow *scroller;
  AdwStatusPage *empty;
  GtkRevealer *action_revealer;
  GtkBox *actions;
  GtkLabel *selected_label;
};

G_DEFINE_FINAL_TYPE (KontorListPane, kontor_list_pane, ADW_TYPE_BIN)

enum { PROP_0, PROP_ENGINE, PROP_ENTITY, PROP_TITLE, PROP_ACCOUNT, PROP_FACE, PROP_CURRENT, N_PROPS };
enum { SIGNAL_OPENED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
ask (KontorListPane *self)
{
  g_autoptr (KontorQuery) query = kontor_query_new (self->entity, self->account, NULL, self->text, NULL,
                                                    kontor_engine_get_zone (self->engine, self->account));

  kontor_results_set_query (self->results, query);
}

static void
on_search_changed (KontorListPane *self, GtkSearchEntry *entry)
{
  if (g_set_str (&self->text, gtk_editable_get_text (GTK_EDITABLE (entry))))
    ask (self);
}

static void
on_stop_search (KontorListPane *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
}

/* The empty state says what would be here, or that nothing matches. */
static void
show_page (KontorListPane *self)
{
  gboolean empty = kontor_results_get_total (self->results) == 0;
  const GError *error = kontor_results_get_error (self->results);

  if (error != NULL) {
    adw_status_page_set_icon_name (self->empty, "dialog-warning-symbolic");
    adw_status_page_set_title (self->empty, _("The List Cannot Be Read"));
    adw_status_page_set_description (self->empty, error->message);
  } else {
    adw_status_page_set_icon_name (self->empty, "edit-find-symbolic");
    adw_status_page_set_title (self->empty, _("Nothing Found"));
    adw_status_page_set_description (self->empty, NULL);
  }
  gtk_stack_set_visible_child_name (self->pages, empty || error != NULL ? "empty" : "list");
}

static gint64
find_current (KontorListPane *self)
{
  g_autoptr (KontorScope) scope = kontor_selection_dup_scope (self->selection);
  g_autoptr (GArray) ids = NULL;

  if (scope == NULL || kontor_scope_get_query (scope) != NULL)
    return 0;
  ids = kontor_id_set_dup_ids (kontor_scope_get_ids (scope));
  return ids->len == 1 ? g_array_index (ids, gint64, 0) : 0;
}

static void
show_selected (KontorListPane *self)
{
  gint64 n = kontor_selection_get_n_selected (self->selection);
  gint64 current = n == 1 ? find_current (self) : 0;
  g_autofree char *text = NULL;

  text = n < 0 ? g_strdup (_("All selected"))
               : g_strdup_printf (ngettext ("%'" G_GINT64_FORMAT " selected", "%'" G_GINT64_FORMAT " selected", n), n);
  gtk_label_set_label (self->selected_label, text);
  gtk_revealer_set_reveal_child (self->action_revealer, n > 1 || n < 0);
  if (current == self->current)
    return;
  self->current = current;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CURRENT]);
}

static void
on_activate (KontorListPane *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, kontor_results_get_id (self->results, position));
}

static void
kontor_list_pane_constructed (GObject *object)
{
  KontorListPane *self = KONTOR_LIST_PANE (object);

  G_OBJECT_CLASS (kontor_list_pane_parent_class)->constructed (object);

  self->results =
      kontor_results_new (kontor_engine_get_db (self->engine), kontor_engine_get_identity (self->engine), NULL);
  self->selection = kontor_selection_new (self->results);
  g_signal_connect_object (self->results, "notify::total", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->results, "notify::error", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "notify::n-selected", G_CALLBACK (show_selected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (show_selected), self, G_CONNECT_SWAPPED);
  ask (self);
}

static void
kontor_list_pane_dispose (GObject *object)
{
  KontorListPane *self = KONTOR_LIST_PANE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_LIST_PANE);
  g_clear_object (&self->selection);
  g_clear_object (&self->results);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->text, g_free);

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
    g_value_set_int64 (value, self->account);
    break;
  case PROP_FACE:
    g_value_set_object (value, kontor_list_pane_get_face (self));
    break;
  case PROP_CURRENT:
    g_value_set_int64 (value, self->current);
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
  g_object_class_install_properties (klass, N_PROPS, properties);
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
  install_properties (object_class);

  signals[SIGNAL_OPENED] = g_signal_new ("opened", KONTOR_TYPE_LIST_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (KONTOR_TYPE_SIDEBAR_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/lists/kontor-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, action_revealer);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, actions);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, empty);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, header);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, scroller);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, KontorListPane, selected_label);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
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

GtkWidget *
kontor_list_pane_get_face (KontorListPane *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), NULL);

  return gtk_scrolled_window_get_child (self->scroller);
}

void
kontor_list_pane_set_face (KontorListPane *self, GtkWidget *face)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));
  g_return_if_fail (GTK_IS_WIDGET (face));

  gtk_accessible_update_property (GTK_ACCESSIBLE (face), GTK_ACCESSIBLE_PROPERTY_LABEL, self->title, -1);
  g_signal_connect_object (face, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_child (self->scroller, face);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACE]);
}

gint64
kontor_list_pane_get_current (KontorListPane *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_PANE (self), 0);

  return self->current;
}

void
kontor_list_pane_set_current (KontorListPane *self, gint64 id)
{
  guint position;

  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  if (kontor_results_find (self->results, id, &position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  else
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

void
kontor_list_pane_set_account (KontorListPane *self, gint64 account)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  if (self->account == account)
    return;
  self->account = account;
  ask (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
}

void
kontor_list_pane_search (KontorListPane *self)
{
  g_return_if_fail (KONTOR_IS_LIST_PANE (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
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

  gtk_box_append (self->actions, action);
}
