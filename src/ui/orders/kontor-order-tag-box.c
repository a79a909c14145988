#include "kontor-order-tag-box.h"

#include <glib/gi18n.h>

#include "kontor-gesture.h"
#include "kontor-order-effects.h"
#include "kontor-orders.h"
#include "kontor-scope.h"

struct _KontorOrderTagBox {
  KontorOrderPart parent_instance;

  GPtrArray *pills; /* (owned) (element-type GtkWidget) */

  AdwWrapBox *tags;
  GtkEntry *entry;
  GtkLabel *local;
};

G_DEFINE_FINAL_TYPE (KontorOrderTagBox, kontor_order_tag_box, KONTOR_TYPE_ORDER_PART)

static void
change (KontorOrderTagBox *self, const char *add, const char *remove)
{
  KontorOrderPart *part = KONTOR_ORDER_PART (self);
  const char *added[] = { add, NULL }, *removed[] = { remove, NULL };
  g_autoptr (KontorScope) scope = NULL;

  if (kontor_order_part_get_order (part) == NULL)
    return;
  scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, kontor_object_get_id (kontor_order_part_get_order (part)));
  kontor_gesture_run (GTK_WIDGET (self),
                      kontor_orders_tag (kontor_order_part_get_engine (part), scope, add != NULL ? added : NULL,
                                         remove != NULL ? removed : NULL));
}

static void
on_add (KontorOrderTagBox *self)
{
  g_autofree char *tag = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strstrip (tag);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  if (tag[0] != '\0')
    change (self, tag, NULL);
}

static void
on_remove (GtkButton *button, KontorOrderTagBox *self)
{
  change (self, NULL, g_object_get_data (G_OBJECT (button), "tag"));
}

static GtkWidget *
make_pill (KontorOrderTagBox *self, const char *tag)
{
  GtkWidget *pill = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (tag);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  g_autofree char *text = g_strdup_printf (_("Remove Tag “%s”"), tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  g_object_set_data_full (G_OBJECT (button), "tag", g_strdup (tag), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (on_remove), self);
  gtk_widget_add_css_class (pill, "tag");
  gtk_box_append (GTK_BOX (pill), label);
  gtk_box_append (GTK_BOX (pill), button);
  return pill;
}

static void
show_tags (KontorOrderTagBox *self, const KontorRecord *order)
{
  for (guint i = 0; i < self->pills->len; i++)
    adw_wrap_box_remove (self->tags, self->pills->pdata[i]);
  g_ptr_array_set_size (self->pills, 0);
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_TAGS); i++) {
    const char *tag = kontor_record_get_key (kontor_record_get_member (order, KONTOR_ORDER_TAGS, i));

    if (tag == NULL)
      continue;
    g_ptr_array_add (self->pills, make_pill (self, tag));
    adw_wrap_box_insert_child_after (self->tags, self->pills->pdata[self->pills->len - 1],
                                     self->pills->len > 1 ? self->pills->pdata[self->pills->len - 2] : NULL);
  }
}

static void
kontor_order_tag_box_show (KontorOrderPart *part, KontorRecord *order, KontorRecord *before)
{
  KontorOrderTagBox *self = KONTOR_ORDER_TAG_BOX (part);
  g_autoptr (KontorAccount) account = kontor_order_part_dup_account (part);
  const KontorConnectorInfo *platform = account != NULL ? kontor_account_get_platform (account) : NULL;
  g_autofree char *refusal = kontor_order_refusal (account, "tag-order", order);

  if (kontor_order_part_differs (order, before, (guint[]) { KONTOR_ORDER_TAGS }, 1))
    show_tags (self, order);
  if (before == NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_set_visible (GTK_WIDGET (self->local), platform != NULL && !platform->keeps_team_state);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tags), refusal == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tags), refusal);
}

static void
kontor_order_tag_box_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_TAG_BOX);

  G_OBJECT_CLASS (kontor_order_tag_box_parent_class)->dispose (object);
}

static void
kontor_order_tag_box_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_ORDER_TAG_BOX (object)->pills);

  G_OBJECT_CLASS (kontor_order_tag_box_parent_class)->finalize (object);
}

static void
kontor_order_tag_box_class_init (KontorOrderTagBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_order_tag_box_dispose;
  object_class->finalize = kontor_order_tag_box_finalize;
  KONTOR_ORDER_PART_CLASS (klass)->show = kontor_order_tag_box_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-tag-box.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderTagBox, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderTagBox, local);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderTagBox, tags);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
kontor_order_tag_box_init (KontorOrderTagBox *self)
{
  self->pills = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
