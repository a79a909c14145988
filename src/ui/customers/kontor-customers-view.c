#include "kontor-customers-view.h"

#include <glib/gi18n.h>

#include "kontor-customer-card.h"
#include "kontor-customer-row.h"
#include "kontor-format.h"

struct _KontorCustomersView {
  KontorSplitView parent_instance;

  KontorCustomerCard *card;
};

G_DEFINE_FINAL_TYPE (KontorCustomersView, kontor_customers_view, KONTOR_TYPE_SPLIT_VIEW)

static GtkWidget *
make_face (KontorEngine *engine, KontorSelection *selection)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (g_object_ref (selection));
  GtkWidget *face = gtk_list_view_new (model, kontor_customer_row_make_factory (engine));

  gtk_widget_add_css_class (face, "navigation-sidebar");
  return face;
}

static char *
kontor_customers_view_describe_several (gint64 n_selected)
{
  g_autofree char *number = n_selected >= 0 ? kontor_format_number (n_selected) : NULL;

  return number != NULL ? g_strdup_printf (_("%s Customers Selected"), number)
                        : g_strdup (_("All Customers Selected"));
}

static void
kontor_customers_view_show (KontorSplitView *view, gint64 id)
{
  if (id != 0)
    kontor_customer_card_set_customer (KONTOR_CUSTOMERS_VIEW (view)->card, kontor_view_get_engine (KONTOR_VIEW (view)), id);
}

static GtkWidget *
kontor_customers_view_make_detail (KontorSplitView *view)
{
  KontorCustomersView *self = KONTOR_CUSTOMERS_VIEW (view);

  self->card = g_object_new (KONTOR_TYPE_CUSTOMER_CARD, NULL);
  return GTK_WIDGET (self->card);
}

static void
kontor_customers_view_fill (KontorView *view)
{
  KontorEngine *engine = kontor_view_get_engine (view);
  KontorListPane *pane;

  pane = g_object_new (KONTOR_TYPE_LIST_PANE, "engine", engine, "entity", KONTOR_ENTITY_CUSTOMER, "title",
                       _("Customers"), NULL);
  kontor_list_pane_set_face (pane, make_face (engine, kontor_list_pane_get_selection (pane)));
  kontor_split_view_set_list (KONTOR_SPLIT_VIEW (view), GTK_WIDGET (pane), pane);
}

static void
kontor_customers_view_class_init (KontorCustomersViewClass *klass)
{
  KontorViewClass *view_class = KONTOR_VIEW_CLASS (klass);
  KontorSplitViewClass *split_class = KONTOR_SPLIT_VIEW_CLASS (klass);

  view_class->name = "customers";
  view_class->title = N_("Customers");
  view_class->icon = "kontor-customers-symbolic";
  view_class->key = GDK_KEY_c;
  view_class->entity = KONTOR_ENTITY_CUSTOMER;
  view_class->fill = kontor_customers_view_fill;

  split_class->none_title = N_("No Customer Selected");
  split_class->describe_several = kontor_customers_view_describe_several;
  split_class->make_detail = kontor_customers_view_make_detail;
  split_class->show = kontor_customers_view_show;
}

static void
kontor_customers_view_init (KontorCustomersView *self)
{
  g_object_set (self, "detail-title", _("Customer"), NULL);
}
