#include "kontor-split-view.h"

#include <glib/gi18n.h>

typedef struct {
  KontorListPane *pane;
  char *detail_title; /* (owned) */
  gboolean narrow;

  AdwNavigationSplitView *split;
  AdwNavigationPage *list_page;
  AdwBin *list_place;
  GtkStack *details;
  AdwBin *detail_place;
  AdwStatusPage *placeholder;
} KontorSplitViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (KontorSplitView, kontor_split_view, KONTOR_TYPE_VIEW)

enum { PROP_0, PROP_DETAIL_TITLE, PROP_NARROW, N_PROPS };

static GParamSpec *properties[N_PROPS];

static KontorSplitViewPrivate *
get_private (gpointer self)
{
  return kontor_split_view_get_instance_private (KONTOR_SPLIT_VIEW (self));
}

static void
show (KontorSplitView *self, gint64 id)
{
  KontorSplitViewPrivate *priv = get_private (self);
  KontorSplitViewClass *klass = KONTOR_SPLIT_VIEW_GET_CLASS (self);

  if (id != 0 && adw_bin_get_child (priv->detail_place) == NULL)
    adw_bin_set_child (priv->detail_place, klass->make_detail (self));
  if (adw_bin_get_child (priv->detail_place) != NULL)
    klass->show (self, id);
  gtk_stack_set_visible_child_name (priv->details, id != 0 ? "object" : "none");
}

static void
on_current_changed (KontorSplitView *self)
{
  show (self, kontor_list_pane_get_current (get_private (self)->pane));
}

/* A detail that prefers no place of its own gets its first. */
static gboolean
focus_detail (KontorSplitViewPrivate *priv)
{
  GtkWidget *detail = adw_bin_get_child (priv->detail_place);

  return detail != NULL && (gtk_widget_grab_focus (detail) || gtk_widget_get_focus_child (detail) != NULL ||
                            gtk_widget_child_focus (detail, GTK_DIR_TAB_FORWARD));
}

static void
on_opened (KontorSplitView *self, gint64 id)
{
  KontorSplitViewPrivate *priv = get_private (self);

  show (self, id);
  adw_navigation_split_view_set_show_content (priv->split, TRUE);
  if (adw_navigation_split_view_get_collapsed (priv->split))
    focus_detail (priv);
}

/* Of a list that is empty none can be selected, which its own message says well enough. */
static void
on_total_changed (KontorSplitView *self)
{
  KontorResults *results = kontor_list_pane_get_results (get_private (self)->pane);

  gtk_widget_set_visible (GTK_WIDGET (get_private (self)->placeholder), kontor_results_get_total (results) != 0);
}

/* In the place of an object: how many are selected instead. */
static void
on_selected_changed (KontorSplitView *self)
{
  KontorSplitViewPrivate *priv = get_private (self);
  KontorSplitViewClass *klass = KONTOR_SPLIT_VIEW_GET_CLASS (self);
  gint64 n = kontor_selection_get_n_selected (kontor_list_pane_get_selection (priv->pane));
  gboolean several = n > 1 || n < 0;
  g_autofree char *title = several ? klass->describe_several (n) : g_strdup (gettext (klass->none_title));

  adw_status_page_set_title (priv->placeholder, title);
  adw_status_page_set_description (priv->placeholder, several || klass->none_hint == NULL ? NULL : gettext (klass->none_hint));
}

/* It may be none of those listed. */
static void
kontor_split_view_open (KontorView *view, gint64 id)
{
  kontor_list_pane_set_current (get_private (view)->pane, id);
  on_opened (KONTOR_SPLIT_VIEW (view), id);
}

static void
kontor_split_view_search (KontorView *view)
{
  adw_navigation_split_view_set_show_content (get_private (view)->split, FALSE);
  kontor_list_pane_search (get_private (view)->pane);
}

static gboolean
kontor_split_view_grab_focus (GtkWidget *widget)
{
  KontorSplitViewPrivate *priv = get_private (widget);
  gboolean covered = adw_navigation_split_view_get_collapsed (priv->split) &&
                     adw_navigation_split_view_get_show_content (priv->split);

  kontor_view_ensure_content (KONTOR_VIEW (widget));
  return covered ? focus_detail (priv) : gtk_widget_grab_focus (GTK_WIDGET (priv->pane));
}

static void
kontor_split_view_constructed (GObject *object)
{
  KontorSplitViewPrivate *priv = get_private (object);
  KontorViewClass *klass = KONTOR_VIEW_GET_CLASS (object);

  G_OBJECT_CLASS (kontor_split_view_parent_class)->constructed (object);

  adw_navigation_page_set_title (priv->list_page, gettext (klass->title));
  adw_status_page_set_icon_name (priv->placeholder, klass->icon);
}

static void
kontor_split_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_SPLIT_VIEW);

  G_OBJECT_CLASS (kontor_split_view_parent_class)->dispose (object);
}

static void
kontor_split_view_finalize (GObject *object)
{
  g_free (get_private (object)->detail_title);

  G_OBJECT_CLASS (kontor_split_view_parent_class)->finalize (object);
}

static void
kontor_split_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorSplitViewPrivate *priv = get_private (object);

  switch (property) {
  case PROP_DETAIL_TITLE:
    g_value_set_string (value, priv->detail_title != NULL ? priv->detail_title : "");
    break;
  case PROP_NARROW:
    g_value_set_boolean (value, priv->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_split_view_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorSplitViewPrivate *priv = get_private (object);

  switch (property) {
  case PROP_DETAIL_TITLE:
    if (g_set_str (&priv->detail_title, g_value_get_string (value)))
      g_object_notify_by_pspec (object, pspec);
    break;
  case PROP_NARROW:
    if (priv->narrow == g_value_get_boolean (value))
      return;
    priv->narrow = g_value_get_boolean (value);
    g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_split_view_class_init (KontorSplitViewClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  KontorViewClass *view_class = KONTOR_VIEW_CLASS (klass);

  object_class->constructed = kontor_split_view_constructed;
  object_class->dispose = kontor_split_view_dispose;
  object_class->finalize = kontor_split_view_finalize;
  object_class->get_property = kontor_split_view_get_property;
  object_class->set_property = kontor_split_view_set_property;
  widget_class->grab_focus = kontor_split_view_grab_focus;
  view_class->open = kontor_split_view_open;
  view_class->search = kontor_split_view_search;

  properties[PROP_DETAIL_TITLE] = g_param_spec_string ("detail-title", NULL, NULL, NULL, flags);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/lists/kontor-split-view.ui");
  gtk_widget_class_bind_template_child_private (widget_class, KontorSplitView, detail_place);
  gtk_widget_class_bind_template_child_private (widget_class, KontorSplitView, details);
  gtk_widget_class_bind_template_child_private (widget_class, KontorSplitView, list_page);
  gtk_widget_class_bind_template_child_private (widget_class, KontorSplitView, list_place);
  gtk_widget_class_bind_template_child_private (widget_class, KontorSplitView, placeholder);
  gtk_widget_class_bind_template_child_private (widget_class, KontorSplitView, split);
}

static void
kontor_split_view_init (KontorSplitView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

KontorListPane *
kontor_split_view_get_pane (KontorSplitView *self)
{
  g_return_val_if_fail (KONTOR_IS_SPLIT_VIEW (self), NULL);

  return get_private (self)->pane;
}

AdwNavigationSplitView *
kontor_split_view_get_split (KontorSplitView *self)
{
  g_return_val_if_fail (KONTOR_IS_SPLIT_VIEW (self), NULL);

  return get_private (self)->split;
}

void
kontor_split_view_set_list (KontorSplitView *self, GtkWidget *list, KontorListPane *pane)
{
  KontorSplitViewPrivate *priv = get_private (self);

  g_return_if_fail (KONTOR_IS_SPLIT_VIEW (self));
  g_return_if_fail (GTK_IS_WIDGET (list));
  g_return_if_fail (KONTOR_IS_LIST_PANE (pane));

  priv->pane = pane;
  adw_bin_set_child (priv->list_place, list);
  g_object_bind_property (self, "account", pane, "account", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (pane, "notify::current", G_CALLBACK (on_current_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pane, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (kontor_list_pane_get_results (pane), "notify::total", G_CALLBACK (on_total_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (kontor_list_pane_get_selection (pane), "notify::n-selected",
                           G_CALLBACK (on_selected_changed), self, G_CONNECT_SWAPPED);
  on_selected_changed (self);
}
