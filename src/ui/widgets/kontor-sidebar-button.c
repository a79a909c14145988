#include "kontor-sidebar-button.h"

#include <glib/gi18n.h>

struct _KontorSidebarButton {
  AdwBin parent_instance;

  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (KontorSidebarButton, kontor_sidebar_button, ADW_TYPE_BIN)

static void
kontor_sidebar_button_root (GtkWidget *widget)
{
  GtkWidget *split;

  GTK_WIDGET_CLASS (kontor_sidebar_button_parent_class)->root (widget);

  split = gtk_widget_get_ancestor (widget, ADW_TYPE_OVERLAY_SPLIT_VIEW);
  if (split != NULL)
    g_object_bind_property (split, "collapsed", widget, "visible", G_BINDING_SYNC_CREATE);
}

static void
kontor_sidebar_button_class_init (KontorSidebarButtonClass *klass)
{
  GTK_WIDGET_CLASS (klass)->root = kontor_sidebar_button_root;
}

static void
kontor_sidebar_button_init (KontorSidebarButton *self)
{
  self->button = gtk_button_new_from_icon_name ("sidebar-show-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.toggle-sidebar");
  gtk_widget_set_tooltip_text (self->button, _("Show Views"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Show Views"), -1);
  adw_bin_set_child (ADW_BIN (self), self->button);
}
