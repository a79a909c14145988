#include "kontor-order-address.h"

#include <glib/gi18n.h>

#include "kontor-address.h"
#include "kontor-format.h"
#include "kontor-gesture.h"

struct _KontorOrderAddress {
  GtkBox parent_instance;

  char *place;   /* (owned) (nullable) */
  char *address; /* (owned) (nullable): as it is copied */

  GtkLabel *title;
  GtkLabel *text;
  GtkBox *tools;
  GtkButton *map;
};

G_DEFINE_FINAL_TYPE (KontorOrderAddress, kontor_order_address, GTK_TYPE_BOX)

enum { PROP_0, PROP_TITLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
on_copy (KontorOrderAddress *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->address);
  kontor_gesture_say (GTK_WIDGET (self), _("Address copied"));
}

static void
on_map (KontorOrderAddress *self)
{
  g_autofree char *escaped = g_uri_escape_string (self->place, NULL, FALSE);
  g_autofree char *uri = g_strconcat ("https://www.openstreetmap.org/search?query=", escaped, NULL);
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

static void
kontor_order_address_dispose (GObject *object)
{
  KontorOrderAddress *self = KONTOR_ORDER_ADDRESS (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_ADDRESS);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (kontor_order_address_parent_class)->dispose (object);
}

static void
kontor_order_address_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorOrderAddress *self = KONTOR_ORDER_ADDRESS (object);

  switch (property) {
  case PROP_TITLE:
    g_value_set_string (value, gtk_label_get_label (self->title));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_order_address_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorOrderAddress *self = KONTOR_ORDER_ADDRESS (object);

  switch (property) {
  case PROP_TITLE:
    gtk_label_set_label (self->title, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_order_address_class_init (KontorOrderAddressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_order_address_dispose;
  object_class->get_property = kontor_order_address_get_property;
  object_class->set_property = kontor_order_address_set_property;

  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-address.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderAddress, map);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderAddress, text);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderAddress, title);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderAddress, tools);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_map);
}

static void
kontor_order_address_init (KontorOrderAddress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_order_address_show (KontorOrderAddress *self, const KontorRecord *address, const char *same)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  g_autofree char *lines = NULL;

  g_return_if_fail (KONTOR_IS_ORDER_ADDRESS (self));

  g_clear_pointer (&self->address, g_free);
  self->address = address != NULL ? kontor_address_format (address) : g_strdup ("");
  lines = kontor_format_lines (self->address, mirrored ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  g_clear_pointer (&self->place, g_free);
  if (address != NULL)
    self->place = kontor_address_dup_place (address);
  gtk_label_set_label (self->text, same != NULL ? same : lines);
  gtk_widget_set_visible (GTK_WIDGET (self), self->address[0] != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->tools), same == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->map), self->place != NULL);
}
