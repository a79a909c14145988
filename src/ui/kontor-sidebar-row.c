#include "kontor-sidebar-row.h"

#include <glib/gi18n.h>

struct _KontorSidebarRow {
  GtkListBoxRow parent_instance;

  KontorView *view; /* (owned) */
  GtkLabel *count;
};

G_DEFINE_FINAL_TYPE (KontorSidebarRow, kontor_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_count (KontorSidebarRow *self)
{
  guint waiting = kontor_view_get_waiting (self->view);
  const char *title = _(KONTOR_VIEW_GET_CLASS (self->view)->title);
  g_autofree char *count = g_strdup_printf ("%'u", waiting);
  g_autofree char *name = NULL;

  gtk_label_set_label (self->count, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count), waiting > 0);
  /* Translators: a view of the sidebar and how many in it wait for work */
  name = waiting > 0 ? g_strdup_printf (_("%s, %s waiting"), title, count) : g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
kontor_sidebar_row_dispose (GObject *object)
{
  KontorSidebarRow *self = KONTOR_SIDEBAR_ROW (object);

  g_clear_object (&self->view);

  G_OBJECT_CLASS (kontor_sidebar_row_parent_class)->dispose (object);
}

static void
kontor_sidebar_row_class_init (KontorSidebarRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_sidebar_row_dispose;
}

static void
kontor_sidebar_row_init (KontorSidebarRow *self)
{
}

GtkWidget *
kontor_sidebar_row_new (KontorView *view)
{
  KontorSidebarRow *self;
  GtkWidget *box, *title;

  g_return_val_if_fail (KONTOR_IS_VIEW (view), NULL);

  self = g_object_new (KONTOR_TYPE_SIDEBAR_ROW, NULL);
  self->view = g_object_ref (view);

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (KONTOR_VIEW_GET_CLASS (view)->icon));
  title = gtk_label_new (_(KONTOR_VIEW_GET_CLASS (view)->title));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (box), title);
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_valign (GTK_WIDGET (self->count), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "count");
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);

  g_signal_connect_object (view, "notify::waiting", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  show_count (self);
  return GTK_WIDGET (self);
}

KontorView *
kontor_sidebar_row_get_view (KontorSidebarRow *self)
{
  g_return_val_if_fail (KONTOR_IS_SIDEBAR_ROW (self), NULL);

  return self->view;
}
