#include "kontor-customers-view.h"

#include <glib/gi18n.h>

#include "kontor-customer-card.h"
#include "kontor-customer-row.h"
#include "kontor-list-pane.h"
#include "kontor-object.h"

struct _KontorCustomersView {
  KontorView parent_instance;

  KontorListPane *pane;

  AdwNavigationSplitView *split;
  AdwBin *list_place;
  GtkStack *pages;
  KontorCustomerCard *card;
};

G_DEFINE_FINAL_TYPE (KontorCustomersView, kontor_customers_view, KONTOR_TYPE_VIEW)

static void
on_opened (KontorCustomersView *self, gint64 id)
{
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
show_current (KontorCustomersView *self)
{
  gint64 id = kontor_list_pane_get_current (self->pane);

  if (id != 0)
    kontor_customer_card_set_customer (self->card, kontor_view_get_engine (KONTOR_VIEW (self)), id);
  gtk_stack_set_visible_child_name (self->pages, id != 0 ? "card" : "nothing");
}

static GtkWidget *
make_face (KontorCustomersView *self)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (kontor_list_pane_get_selection (self->pane));
  GtkWidget *face =
      gtk_list_view_new (g_object_ref (model), kontor_customer_row_make_factory (kontor_view_get_engine (KONTOR_VIEW (self))));

  gtk_widget_add_css_class (face, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (face), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Customers"), -1);
  return face;
}

static void
kontor_customers_view_open (KontorView *view, gint64 id)
{
  KontorCustomersView *self = KONTOR_CUSTOMERS_VIEW (view);

  kontor_list_pane_set_current (self->pane, id);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

static void
kontor_customers_view_search (KontorView *view)
{
  KontorCustomersView *self = KONTOR_CUSTOMERS_VIEW (view);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  kontor_list_pane_search (self->pane);
}

static void
kontor_customers_view_constructed (GObject *object)
{
  KontorCustomersView *self = KONTOR_CUSTOMERS_VIEW (object);

  G_OBJECT_CLASS (kontor_customers_view_parent_class)->constructed (object);

  self->pane = g_object_new (KONTOR_TYPE_LIST_PANE, "engine", kontor_view_get_engine (KONTOR_VIEW (self)), "entity",
                             KONTOR_ENTITY_CUSTOMER, "title", _("Customers"), NULL);
  kontor_list_pane_set_face (self->pane, make_face (self));
  g_object_bind_property (self, "account", self->pane, "account", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->pane, "opened", G_CALLBACK (on_opened), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "notify::current", G_CALLBACK (show_current), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->list_place, GTK_WIDGET (self->pane));
}

static void
kontor_customers_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_CUSTOMERS_VIEW);

  G_OBJECT_CLASS (kontor_customers_view_parent_class)->dispose (object);
}

static void
kontor_customers_view_class_init (KontorCustomersViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  KontorViewClass *view_class = KONTOR_VIEW_CLASS (klass);

  object_class->constructed = kontor_customers_view_constructed;
  object_class->dispose = kontor_customers_view_dispose;

  view_class->name = "customers";
  view_class->title = N_("Customers");
  view_class->icon = "kontor-customers-symbolic";
  view_class->key = GDK_KEY_c;
  view_class->entity = KONTOR_ENTITY_CUSTOMER;
  view_class->open = kontor_customers_view_open;
  view_class->search = kontor_customers_view_search;

  g_type_ensure (KONTOR_TYPE_CUSTOMER_CARD);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/customers/kontor-customers-view.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomersView, card);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomersView, list_place);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomersView, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomersView, split);
}

static void
kontor_customers_view_init (KontorCustomersView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
