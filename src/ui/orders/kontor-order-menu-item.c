#include "kontor-order-menu-item.h"

#include <glib/gi18n.h>

#include "kontor-order-effects.h"

struct _KontorOrderMenuItem {
  GtkButton parent_instance;

  char *kind; /* (owned) (nullable) */

  GtkLabel *title;
  GtkLabel *subtitle;
};

G_DEFINE_FINAL_TYPE (KontorOrderMenuItem, kontor_order_menu_item, GTK_TYPE_BUTTON)

enum { PROP_0, PROP_TITLE, PROP_KIND, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
kontor_order_menu_item_clicked (GtkButton *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
kontor_order_menu_item_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_MENU_ITEM);

  G_OBJECT_CLASS (kontor_order_menu_item_parent_class)->dispose (object);
}

static void
kontor_order_menu_item_finalize (GObject *object)
{
  g_free (KONTOR_ORDER_MENU_ITEM (object)->kind);

  G_OBJECT_CLASS (kontor_order_menu_item_parent_class)->finalize (object);
}

static void
kontor_order_menu_item_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorOrderMenuItem *self = KONTOR_ORDER_MENU_ITEM (object);

  switch (property) {
  case PROP_TITLE:
    g_value_set_string (value, gtk_label_get_label (self->title));
    break;
  case PROP_KIND:
    g_value_set_string (value, self->kind);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_order_menu_item_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorOrderMenuItem *self = KONTOR_ORDER_MENU_ITEM (object);

  switch (property) {
  case PROP_TITLE:
    gtk_label_set_label (self->title, g_value_get_string (value));
    break;
  case PROP_KIND:
    g_set_str (&self->kind, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_order_menu_item_class_init (KontorOrderMenuItemClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_order_menu_item_dispose;
  object_class->finalize = kontor_order_menu_item_finalize;
  object_class->get_property = kontor_order_menu_item_get_property;
  object_class->set_property = kontor_order_menu_item_set_property;
  GTK_BUTTON_CLASS (klass)->clicked = kontor_order_menu_item_clicked;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-menu-item.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenuItem, subtitle);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderMenuItem, title);
}

static void
kontor_order_menu_item_init (KontorOrderMenuItem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What the team shares goes through the shop, or stays here. */
static char *
describe_place (KontorAccount *account, const char *kind)
{
  const KontorConnectorInfo *platform = account != NULL ? kontor_account_get_platform (account) : NULL;

  if (platform == NULL || platform->keeps_team_state || !g_str_equal (kind, "set-team"))
    return NULL;
  return g_strdup (_("On this computer only"));
}

void
kontor_order_menu_item_update (KontorOrderMenuItem *self, KontorAccount *account, const KontorRecord *order)
{
  g_autofree char *refusal = NULL, *effects = NULL;
  const char *text;

  g_return_if_fail (KONTOR_IS_ORDER_MENU_ITEM (self));
  g_return_if_fail (order != NULL);

  if (self->kind == NULL)
    return;
  refusal = kontor_order_refusal (account, self->kind, order);
  effects = kontor_order_effects_describe (kontor_order_effects_get (account, self->kind));
  if (effects == NULL)
    effects = describe_place (account, self->kind);
  text = refusal != NULL ? refusal : effects;
  gtk_label_set_label (self->subtitle, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), text != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), refusal);
}
