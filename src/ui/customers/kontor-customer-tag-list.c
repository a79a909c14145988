#include "kontor-customer-tag-list.h"

#include <glib/gi18n.h>

#include "kontor-customers.h"
#include "kontor-gesture.h"
#include "kontor-scope.h"

struct _KontorCustomerTagList {
  AdwPreferencesGroup parent_instance;

  KontorEngine *engine; /* (owned) (nullable) */
  gint64 customer;
  GPtrArray *pills; /* (owned) (element-type GtkWidget) */

  AdwWrapBox *tags;
  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (KontorCustomerTagList, kontor_customer_tag_list, ADW_TYPE_PREFERENCES_GROUP)

static void
change (KontorCustomerTagList *self, const char *add, const char *remove)
{
  const char *added[] = { add, NULL }, *removed[] = { remove, NULL };
  g_autoptr (KontorScope) scope = NULL;

  if (self->engine == NULL)
    return;
  scope = kontor_scope_new_one (KONTOR_ENTITY_CUSTOMER, self->customer);
  kontor_gesture_run (GTK_WIDGET (self), kontor_customers_tag (self->engine, scope, add != NULL ? added : NULL,
                                                               remove != NULL ? removed : NULL));
}

static void
on_add (KontorCustomerTagList *self)
{
  g_autofree char *tag = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strstrip (tag);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (tag[0] != '\0')
    change (self, tag, NULL);
}

static void
on_remove (KontorCustomerTagList *self, GtkButton *button)
{
  change (self, NULL, g_object_get_data (G_OBJECT (button), "tag"));
}

static GtkWidget *
make_remove (KontorCustomerTagList *self, const char *tag)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *text = g_strdup_printf (_("Remove Tag “%s”"), tag);

  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (tag), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_pill (KontorCustomerTagList *self, const char *tag)
{
  GtkWidget *pill = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (pill, "tag");
  gtk_box_append (GTK_BOX (pill), label);
  gtk_box_append (GTK_BOX (pill), make_remove (self, tag));
  adw_wrap_box_insert_child_after (self->tags, pill,
                                   self->pills->len > 0 ? g_ptr_array_index (self->pills, self->pills->len - 1) : NULL);
  g_ptr_array_add (self->pills, pill);
}

static void
kontor_customer_tag_list_dispose (GObject *object)
{
  KontorCustomerTagList *self = KONTOR_CUSTOMER_TAG_LIST (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_CUSTOMER_TAG_LIST);
  g_clear_pointer (&self->pills, g_ptr_array_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_customer_tag_list_parent_class)->dispose (object);
}

static void
kontor_customer_tag_list_class_init (KontorCustomerTagListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_customer_tag_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/customers/kontor-customer-tag-list.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerTagList, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerTagList, tags);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
kontor_customer_tag_list_init (KontorCustomerTagList *self)
{
  self->pills = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_customer_tag_list_show (KontorCustomerTagList *self, KontorEngine *engine, KontorObject *customer)
{
  KontorRecord *record;

  g_return_if_fail (KONTOR_IS_CUSTOMER_TAG_LIST (self));
  g_return_if_fail (KONTOR_IS_OBJECT (customer));

  g_set_object (&self->engine, engine);
  self->customer = kontor_object_get_id (customer);
  record = kontor_object_get_record (customer);
  for (guint i = 0; i < self->pills->len; i++)
    adw_wrap_box_remove (self->tags, g_ptr_array_index (self->pills, i));
  g_ptr_array_set_size (self->pills, 0);
  for (guint i = 0; record != NULL && i < kontor_record_get_length (record, KONTOR_CUSTOMER_TAGS); i++)
    add_pill (self, kontor_record_get_key (kontor_record_get_member (record, KONTOR_CUSTOMER_TAGS, i)));
}
