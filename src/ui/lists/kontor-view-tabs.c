#include "kontor-view-tabs.h"

#include <glib/gi18n.h>

#include "kontor-counts.h"
#include "kontor-format.h"

/* In characters; what is longer ends in an ellipsis. */
#define LONGEST_NAME 24

struct _KontorViewTabs {
  AdwBin parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorEntity entity;
  gint64 account;
  KontorSavedViews *views; /* (owned) */
  KontorCounts *counts;    /* (owned) */
  KontorSavedView *view;   /* (owned) (nullable) */
  gint64 wanted;           /* the view to be chosen once it is there */
  gboolean filling;

  GtkScrolledWindow *scroller;
  AdwToggleGroup *group;
  GPtrArray *labels; /* (element-type GtkLabel) (unowned): the counts, by position */
};

G_DEFINE_FINAL_TYPE (KontorViewTabs, kontor_view_tabs, ADW_TYPE_BIN)

enum { PROP_0, PROP_VIEW, N_PROPS };

static GParamSpec *properties[N_PROPS];

static guint
count_views (KontorViewTabs *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->views));
}

static KontorSavedView *
dup_view (KontorViewTabs *self, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (self->views), position);
}

static gboolean
find_view (KontorViewTabs *self, gint64 id, guint *position)
{
  for (guint i = 0; i < count_views (self); i++) {
    g_autoptr (KontorSavedView) view = dup_view (self, i);

    *position = i;
    if (kontor_saved_view_get_id (view) == id)
      return TRUE;
  }
  return FALSE;
}

static gboolean
find_builtin (KontorViewTabs *self, const char *builtin, guint *position)
{
  for (guint i = 0; builtin != NULL && i < count_views (self); i++) {
    g_autoptr (KontorSavedView) view = dup_view (self, i);

    *position = i;
    if (g_strcmp0 (kontor_saved_view_get_builtin (view), builtin) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
count_again (KontorViewTabs *self)
{
  g_autoptr (GPtrArray) queries = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_query_unref);

  for (guint i = 0; i < count_views (self); i++) {
    g_autoptr (KontorSavedView) view = dup_view (self, i);

    g_ptr_array_add (queries, kontor_query_new (self->entity, self->account, kontor_saved_view_get_filter (view), NULL,
                                                NULL, kontor_engine_get_zone (self->engine, self->account)));
  }
  kontor_counts_set_queries (self->counts, queries);
}

static void
show_counts (KontorViewTabs *self)
{
  for (guint i = 0; i < self->labels->len; i++) {
    GtkWidget *label = g_ptr_array_index (self->labels, i);
    gint64 count = kontor_counts_get (self->counts, i);
    g_autofree char *text = count > 0 ? kontor_format_number (count) : NULL;

    gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
    gtk_widget_set_visible (label, text != NULL);
  }
}

/* Scrolled to where it can be seen, with a bit of its neighbour. */
static void
reveal (KontorViewTabs *self, guint position)
{
  GtkWidget *label = g_ptr_array_index (self->labels, position);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (gtk_widget_get_parent (label), GTK_WIDGET (self->group), &bounds))
    return;
  gtk_adjustment_clamp_page (adjustment, bounds.origin.x - 36, bounds.origin.x + bounds.size.width + 36);
}

static void
take_view (KontorViewTabs *self, guint position)
{
  g_autoptr (KontorSavedView) view = dup_view (self, position);

  if (view != NULL)
    reveal (self, position);
  if (g_set_object (&self->view, view))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
on_active_changed (KontorViewTabs *self)
{
  if (!self->filling)
    take_view (self, adw_toggle_group_get_active (self->group));
}

static GtkWidget *
make_tab_child (KontorViewTabs *self, KontorSavedView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (kontor_saved_view_get_name (view)), *count = gtk_label_new (NULL);
  glong length = g_utf8_strlen (kontor_saved_view_get_name (view), -1);

  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), (int) MIN (length, LONGEST_NAME));
  gtk_label_set_max_width_chars (GTK_LABEL (name), LONGEST_NAME);
  gtk_widget_add_css_class (box, "tab");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_add_css_class (count, "tab-count");
  gtk_widget_set_visible (count, FALSE);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), count);
  g_ptr_array_add (self->labels, count);
  return box;
}

static void
add_tab (KontorViewTabs *self, guint position)
{
  g_autoptr (KontorSavedView) view = dup_view (self, position);
  AdwToggle *toggle = adw_toggle_new ();

  adw_toggle_set_child (toggle, make_tab_child (self, view));
  adw_toggle_set_tooltip (toggle, kontor_saved_view_get_name (view));
  adw_toggle_group_add (self->group, toggle);
}

/* The chosen view stays chosen; where it is gone, the first is. */
static void
fill (KontorViewTabs *self)
{
  gint64 id = self->wanted != 0 ? self->wanted : self->view != NULL ? kontor_saved_view_get_id (self->view)
                                                                    : 0;
  guint position;

  self->filling = TRUE;
  adw_toggle_group_remove_all (self->group);
  g_ptr_array_set_size (self->labels, 0);
  for (guint i = 0; i < count_views (self); i++)
    add_tab (self, i);
  if (!find_view (self, id, &position))
    position = 0;
  else if (id == self->wanted)
    self->wanted = 0;
  adw_toggle_group_set_active (self->group, count_views (self) > 0 ? position : GTK_INVALID_LIST_POSITION);
  self->filling = FALSE;
  count_again (self);
  show_counts (self);
  if (kontor_saved_views_get_loaded (self->views) || count_views (self) > 0)
    take_view (self, position);
}

/* A wheel that turns up and down moves the row too, since nothing else could be meant. */
static gboolean
on_scroll (KontorViewTabs *self, double dx, double dy)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  double before = gtk_adjustment_get_value (adjustment);

  if (dx != 0 || dy == 0)
    return GDK_EVENT_PROPAGATE;
  gtk_adjustment_set_value (adjustment, before + dy * gtk_adjustment_get_step_increment (adjustment));
  return gtk_adjustment_get_value (adjustment) != before;
}

static void
kontor_view_tabs_map (GtkWidget *widget)
{
  KontorViewTabs *self = KONTOR_VIEW_TABS (widget);

  GTK_WIDGET_CLASS (kontor_view_tabs_parent_class)->map (widget);
  if (self->counts != NULL)
    kontor_counts_set_active (self->counts, TRUE);
}

static void
kontor_view_tabs_unmap (GtkWidget *widget)
{
  KontorViewTabs *self = KONTOR_VIEW_TABS (widget);

  if (self->counts != NULL)
    kontor_counts_set_active (self->counts, FALSE);
  GTK_WIDGET_CLASS (kontor_view_tabs_parent_class)->unmap (widget);
}

static void
kontor_view_tabs_dispose (GObject *object)
{
  KontorViewTabs *self = KONTOR_VIEW_TABS (object);

  g_clear_object (&self->view);
  g_clear_object (&self->views);
  g_clear_object (&self->counts);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_view_tabs_parent_class)->dispose (object);
}

static void
kontor_view_tabs_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_VIEW_TABS (object)->labels);

  G_OBJECT_CLASS (kontor_view_tabs_parent_class)->finalize (object);
}

static void
kontor_view_tabs_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  if (property == PROP_VIEW)
    g_value_set_object (value, KONTOR_VIEW_TABS (object)->view);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
kontor_view_tabs_class_init (KontorViewTabsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_view_tabs_dispose;
  object_class->finalize = kontor_view_tabs_finalize;
  object_class->get_property = kontor_view_tabs_get_property;
  widget_class->map = kontor_view_tabs_map;
  widget_class->unmap = kontor_view_tabs_unmap;

  properties[PROP_VIEW] = g_param_spec_object ("view", NULL, NULL, KONTOR_TYPE_SAVED_VIEW,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_view_tabs_init (KontorViewTabs *self)
{
  GtkEventController *wheel = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  self->labels = g_ptr_array_new ();
  self->group = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  adw_toggle_group_set_can_shrink (self->group, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->group), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->group), "round");
  gtk_widget_set_halign (GTK_WIDGET (self->group), GTK_ALIGN_START);
  gtk_widget_add_css_class (GTK_WIDGET (self), "view-tabs");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->group), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Saved Views"), -1);
  g_signal_connect_swapped (self->group, "notify::active", G_CALLBACK (on_active_changed), self);

  self->scroller = GTK_SCROLLED_WINDOW (gtk_scrolled_window_new ());
  gtk_scrolled_window_set_policy (self->scroller, GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (self->scroller, GTK_WIDGET (self->group));
  gtk_widget_add_css_class (GTK_WIDGET (self->scroller), "undershoot-start");
  gtk_widget_add_css_class (GTK_WIDGET (self->scroller), "undershoot-end");
  g_signal_connect_swapped (wheel, "scroll", G_CALLBACK (on_scroll), self);
  gtk_event_controller_set_propagation_phase (wheel, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), wheel);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->scroller));
}

void
kontor_view_tabs_set_source (KontorViewTabs *self, KontorEngine *engine, KontorEntity entity)
{
  g_return_if_fail (KONTOR_IS_VIEW_TABS (self));
  g_return_if_fail (KONTOR_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->entity = entity;
  self->counts = kontor_counts_new (engine, entity);
  kontor_counts_set_active (self->counts, gtk_widget_get_mapped (GTK_WIDGET (self)));
  self->views = kontor_saved_views_new (engine, entity);
  g_signal_connect_object (self->counts, "changed", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->views, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  /* They may be there at once. */
  if (count_views (self) > 0)
    fill (self);
}

void
kontor_view_tabs_set_account (KontorViewTabs *self, gint64 account)
{
  g_return_if_fail (KONTOR_IS_VIEW_TABS (self));

  if (self->account == account)
    return;
  self->account = account;
  count_again (self);
  show_counts (self);
}

KontorSavedView *
kontor_view_tabs_get_view (KontorViewTabs *self)
{
  g_return_val_if_fail (KONTOR_IS_VIEW_TABS (self), NULL);

  return self->view;
}

gint64
kontor_view_tabs_get_count (KontorViewTabs *self, KontorSavedView *view)
{
  guint position;

  g_return_val_if_fail (KONTOR_IS_VIEW_TABS (self), -1);

  return find_view (self, kontor_saved_view_get_id (view), &position) ? kontor_counts_get (self->counts, position) : -1;
}

void
kontor_view_tabs_choose (KontorViewTabs *self, gint64 view_id)
{
  guint position;

  g_return_if_fail (KONTOR_IS_VIEW_TABS (self));

  if (find_view (self, view_id, &position))
    adw_toggle_group_set_active (self->group, position);
  else
    self->wanted = view_id;
}

void
kontor_view_tabs_choose_builtin (KontorViewTabs *self, const char *builtin)
{
  guint position;

  g_return_if_fail (KONTOR_IS_VIEW_TABS (self));

  if (count_views (self) > 0)
    adw_toggle_group_set_active (self->group, find_builtin (self, builtin, &position) ? position : 0);
}
