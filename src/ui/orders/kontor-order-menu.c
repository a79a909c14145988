#include "kontor-order-menu.h"

#include <glib/gi18n.h>

#include "kontor-order-menu-item.h"
#include "kontor-returns.h"

struct _KontorOrderMenu {
  KontorOrderPart parent_instance;

  GtkWidget *hold;
  GtkWidget *release;
  GtkWidget *archive;
  GtkWidget *mark_paid;
  GtkWidget *mark_delivered;
  GtkWidget *capture;
  GtkWidget *admin;
  GtkWidget *shop;
  GtkWidget *void_payment;
};

G_DEFINE_FINAL_TYPE (KontorOrderMenu, kontor_order_menu, KONTOR_TYPE_ORDER_PART)

static gboolean
has_text (const KontorRecord *order, guint field)
{
  const char *text = kontor_record_get_text (order, field);

  return text != NULL && text[0] != '\0';
}

static void
kontor_order_menu_show (KontorOrderPart *part, KontorRecord *order, KontorRecord *before)
{
  KontorOrderMenu *self = KONTOR_ORDER_MENU (part);
  g_autoptr (KontorAccount) account = kontor_order_part_dup_account (part);
  gboolean held = !kontor_record_is_null (order, KONTOR_ORDER_HOLD_REASON);
  gboolean authorized = g_strcmp0 (kontor_record_get_text (order, KONTOR_ORDER_PAYMENT), "authorized") == 0;

  for (GtkWidget *item = gtk_widget_get_first_child (adw_bin_get_child (ADW_BIN (self))); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    if (KONTOR_IS_ORDER_MENU_ITEM (item))
      kontor_order_menu_item_update (KONTOR_ORDER_MENU_ITEM (item), account, order);
  gtk_widget_set_visible (self->hold, !held);
  gtk_widget_set_visible (self->release, held);
  gtk_widget_set_visible (self->capture, authorized);
  gtk_widget_set_visible (self->void_payment, authorized);
  gtk_widget_set_visible (self->mark_paid, !authorized);
  gtk_widget_set_visible (self->mark_delivered, kontor_returns_find_under_way (order) != NULL);
  gtk_widget_set_visible (self->admin, has_text (order, KONTOR_ORDER_ADMIN_URL));
  gtk_widget_set_visible (self->shop, has_text (order, KONTOR_ORDER_VIEW_URL));
  g_object_set (self->archive, "title",
                kontor_record_get_bool (order, KONTOR_ORDER_ARCHIVED) ? _("Take Out of the Archive") : _("Archive"), NULL);
}

static void
kontor_order_menu_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_MENU);

  G_OBJECT_CLASS (kontor_order_menu_parent_class)->dispose (object);
}

static void
kontor_order_menu_class_init (KontorOrderMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_menu_dispose;
  KONTOR_ORDER_PART_CLASS (klass)->show = kontor_order_menu_show;

  g_type_ensure (KONTOR_TYPE_ORDER_MENU_ITEM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenu, admin);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenu, archive);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenu, capture);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenu, hold);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenu, mark_delivered);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenu, mark_paid);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenu, release);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenu, shop);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenu, void_payment);
}

static void
kontor_order_menu_init (KontorOrderMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
