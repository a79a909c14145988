#include "kontor-tag-box.h"

#include <glib/gi18n.h>

struct _KontorTagBox {
  GtkBox parent_instance;

  GPtrArray *pills; /* (owned) (element-type GtkWidget) */

  AdwWrapBox *tags;
  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (KontorTagBox, kontor_tag_box, GTK_TYPE_BOX)

enum {
  CHANGE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
on_add (KontorTagBox *self)
{
  g_autofree char *tag = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));
  const char *added[] = { tag, NULL };

  kontor_tag_box_forget_typed (self);
  if (*tag != '\0')
    g_signal_emit (self, signals[CHANGE], 0, added, NULL);
}

static void
on_remove (KontorTagBox *self, GtkButton *button)
{
  g_autofree char *tag = g_strdup (g_object_get_data (G_OBJECT (button), "tag"));
  const char *removed[] = { tag, NULL };

  g_signal_emit (self, signals[CHANGE], 0, NULL, removed);
}

static GtkWidget *
make_remove (KontorTagBox *self, const char *tag)
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
add_pill (KontorTagBox *self, const char *tag)
{
  GtkWidget *pill = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0), *label = gtk_label_new (tag);
  GtkWidget *last = self->pills->len > 0 ? g_ptr_array_index (self->pills, self->pills->len - 1) : NULL;

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (pill, "tag");
  gtk_box_append (GTK_BOX (pill), label);
  gtk_box_append (GTK_BOX (pill), make_remove (self, tag));
  adw_wrap_box_insert_child_after (self->tags, pill, last);
  g_ptr_array_add (self->pills, g_object_ref (pill));
}

static void
remove_pills (KontorTagBox *self)
{
  for (guint i = 0; i < self->pills->len; i++)
    adw_wrap_box_remove (self->tags, g_ptr_array_index (self->pills, i));
  g_ptr_array_set_size (self->pills, 0);
}

static void
kontor_tag_box_dispose (GObject *object)
{
  KontorTagBox *self = KONTOR_TAG_BOX (object);

  g_clear_pointer (&self->pills, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_TAG_BOX);

  G_OBJECT_CLASS (kontor_tag_box_parent_class)->dispose (object);
}

static void
kontor_tag_box_class_init (KontorTagBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_tag_box_dispose;

  signals[CHANGE] = g_signal_new ("change", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRV, G_TYPE_STRV);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/widgets/kontor-tag-box.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorTagBox, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorTagBox, tags);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
kontor_tag_box_init (KontorTagBox *self)
{
  self->pills = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_tag_box_show (KontorTagBox *self, const KontorRecord *record, guint list)
{
  g_return_if_fail (KONTOR_IS_TAG_BOX (self));

  remove_pills (self);
  for (guint i = 0; record != NULL && i < kontor_record_get_length (record, list); i++)
    add_pill (self, kontor_record_get_key (kontor_record_get_member (record, list, i)));
}

void
kontor_tag_box_forget_typed (KontorTagBox *self)
{
  g_return_if_fail (KONTOR_IS_TAG_BOX (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}
