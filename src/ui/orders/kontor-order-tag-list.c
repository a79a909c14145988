#include "kontor-order-tag-list.h"

#include "kontor-gesture.h"
#include "kontor-order-effects.h"
#include "kontor-orders.h"
#include "kontor-scope.h"
#include "kontor-tag-box.h"

struct _KontorOrderTagList {
  KontorOrderPart parent_instance;

  KontorTagBox *tags;
  GtkLabel *local;
};

G_DEFINE_FINAL_TYPE (KontorOrderTagList, kontor_order_tag_list, KONTOR_TYPE_ORDER_PART)

static void
on_change (KontorOrderTagList *self, const char *const *added, const char *const *removed)
{
  KontorOrderPart *part = KONTOR_ORDER_PART (self);
  KontorObject *order = kontor_order_part_get_order (part);
  g_autoptr (KontorScope) scope = NULL;

  if (order == NULL)
    return;
  scope = kontor_scope_new_one (KONTOR_ENTITY_ORDER, kontor_object_get_id (order));
  kontor_gesture_run (GTK_WIDGET (self),
                      kontor_orders_tag (kontor_order_part_get_engine (part), scope, added, removed));
}

static void
kontor_order_tag_list_show (KontorOrderPart *part, KontorRecord *order, KontorRecord *before)
{
  KontorOrderTagList *self = KONTOR_ORDER_TAG_LIST (part);
  g_autoptr (KontorAccount) account = kontor_order_part_dup_account (part);
  const KontorConnectorInfo *platform = account != NULL ? kontor_account_get_platform (account) : NULL;
  g_autofree char *refusal = kontor_order_refusal (account, "tag-order", order);

  if (kontor_order_part_differs (order, before, (guint[]) { KONTOR_ORDER_TAGS }, 1))
    kontor_tag_box_show (self->tags, order, KONTOR_ORDER_TAGS);
  if (before == NULL)
    kontor_tag_box_forget_typed (self->tags);
  gtk_widget_set_visible (GTK_WIDGET (self->local), platform != NULL && !platform->keeps_team_state);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tags), refusal == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tags), refusal);
}

static void
kontor_order_tag_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_TAG_LIST);

  G_OBJECT_CLASS (kontor_order_tag_list_parent_class)->dispose (object);
}

static void
kontor_order_tag_list_class_init (KontorOrderTagListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_tag_list_dispose;
  KONTOR_ORDER_PART_CLASS (klass)->show = kontor_order_tag_list_show;

  g_type_ensure (KONTOR_TYPE_TAG_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-tag-list.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderTagList, local);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderTagList, tags);
  gtk_widget_class_bind_template_callback (widget_class, on_change);
}

static void
kontor_order_tag_list_init (KontorOrderTagList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
