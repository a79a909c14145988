#include "kontor-search-row.h"

#include "kontor-command.h"
#include "kontor-format.h"
#include "kontor-object.h"
#include "kontor-picture.h"
#include "kontor-suggestion.h"

#define FACE_SIZE 32

struct _KontorSearchRow {
  GtkBox parent_instance;

  KontorSearchModel *model; /* (owned) */
  KontorEngine *engine;     /* (owned) */
  GObject *item;            /* (owned) (nullable) */

  AdwAvatar *avatar;      /* (nullable): until it is needed */
  KontorPicture *picture; /* (nullable): the same */

  GtkStack *faces;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *end;
};

G_DEFINE_FINAL_TYPE (KontorSearchRow, kontor_search_row, GTK_TYPE_BOX)

/* What a row says. */
typedef struct {
  char *title;
  char *subtitle;
  char *end;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->title);
  g_free (words->subtitle);
  g_free (words->end);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static char *
format_money (KontorObject *object, guint field)
{
  g_autoptr (KontorMoney) money = kontor_object_dup_money (object, field);

  return money != NULL ? kontor_format_money (money) : NULL;
}

/* (transfer full) (nullable): those that there are, with a dot between them */
static char *
join (const char *first, const char *second)
{
  if (first == NULL || first[0] == '\0')
    return g_strdup (second);
  return second != NULL && second[0] != '\0' ? g_strdup_printf ("%s · %s", first, second) : g_strdup (first);
}

static void
describe_order (KontorObject *order, Words *words)
{
  g_autofree char *items = kontor_format_items (kontor_object_get_int (order, KONTOR_ORDER_ITEM_COUNT));

  words->title = join (kontor_object_get_text (order, KONTOR_ORDER_NUMBER),
                       kontor_object_get_text (order, KONTOR_ORDER_CUSTOMER_NAME));
  words->subtitle = join (kontor_object_get_text (order, KONTOR_ORDER_EMAIL), items);
  words->end = format_money (order, KONTOR_ORDER_TOTAL);
}

static void
describe_product (KontorObject *product, Words *words)
{
  words->title = g_strdup (kontor_object_get_text (product, KONTOR_PRODUCT_TITLE));
  words->subtitle =
      join (kontor_object_get_text (product, KONTOR_PRODUCT_SKU), kontor_object_get_text (product, KONTOR_PRODUCT_VENDOR));
  words->end = format_money (product, KONTOR_PRODUCT_PRICE_MIN);
}

static void
describe_customer (KontorObject *customer, Words *words)
{
  words->title = g_strdup (kontor_object_get_text (customer, KONTOR_CUSTOMER_NAME));
  words->subtitle = join (kontor_object_get_text (customer, KONTOR_CUSTOMER_EMAIL),
                          kontor_object_get_text (customer, KONTOR_CUSTOMER_COMPANY));
  words->end = format_money (customer, KONTOR_CUSTOMER_SPENT);
}

static void
describe_object (KontorObject *object, Words *words)
{
  KontorEntity entity = kontor_object_get_entity (object);

  if (entity == KONTOR_ENTITY_ORDER)
    describe_order (object, words);
  else if (entity == KONTOR_ENTITY_PRODUCT)
    describe_product (object, words);
  else if (entity == KONTOR_ENTITY_CUSTOMER)
    describe_customer (object, words);
  else
    words->title = g_strdup (kontor_object_get_text (object, 0));
}

static void
describe (gpointer item, Words *words)
{
  if (KONTOR_IS_OBJECT (item)) {
    describe_object (item, words);
  } else if (KONTOR_IS_COMMAND (item)) {
    words->title = g_strdup (kontor_command_get_title (item));
    words->end = g_strdup (kontor_command_get_keys (item));
  } else if (KONTOR_IS_SUGGESTION (item)) {
    words->title = g_strdup (kontor_suggestion_get_label (item));
  }
}

char *
kontor_search_row_describe (gpointer item)
{
  g_auto (Words) words = { 0 };
  g_autofree char *first = NULL;

  g_return_val_if_fail (G_IS_OBJECT (item), NULL);

  describe (item, &words);
  first = join (words.title, words.subtitle);
  return words.end != NULL ? g_strdup_printf ("%s, %s", first, words.end) : g_steal_pointer (&first);
}

static const char *
get_icon (KontorSearchRow *self)
{
  if (KONTOR_IS_OBJECT (self->item))
    return kontor_search_model_get_icon (self->model, kontor_object_get_entity (KONTOR_OBJECT (self->item)));
  if (KONTOR_IS_COMMAND (self->item))
    return kontor_command_get_icon (KONTOR_COMMAND (self->item));
  return kontor_suggestion_get_kind (KONTOR_SUGGESTION (self->item)) == KONTOR_SUGGESTION_RECENT
             ? "document-open-recent-symbolic"
             : "edit-find-symbolic";
}

static void
show_avatar (KontorSearchRow *self)
{
  if (self->avatar == NULL) {
    self->avatar = ADW_AVATAR (adw_avatar_new (FACE_SIZE, NULL, TRUE));
    gtk_widget_set_valign (GTK_WIDGET (self->avatar), GTK_ALIGN_CENTER);
    gtk_stack_add_child (self->faces, GTK_WIDGET (self->avatar));
  }
  adw_avatar_set_text (self->avatar, gtk_label_get_label (self->title));
  gtk_stack_set_visible_child (self->faces, GTK_WIDGET (self->avatar));
}

static void
show_picture (KontorSearchRow *self, KontorObject *product)
{
  if (self->picture == NULL) {
    self->picture = KONTOR_PICTURE (kontor_picture_new (self->engine, FACE_SIZE));
    gtk_widget_set_valign (GTK_WIDGET (self->picture), GTK_ALIGN_CENTER);
    gtk_stack_add_child (self->faces, GTK_WIDGET (self->picture));
  }
  kontor_picture_set_source (self->picture, kontor_object_get_account (product),
                             kontor_object_get_text (product, KONTOR_PRODUCT_COVER_URL));
  gtk_stack_set_visible_child (self->faces, GTK_WIDGET (self->picture));
}

/* Most rows have an icon: the widgets of the others are made where they are needed. */
static void
show_face (KontorSearchRow *self)
{
  KontorObject *object = KONTOR_IS_OBJECT (self->item) ? KONTOR_OBJECT (self->item) : NULL;

  if (object != NULL && kontor_object_get_entity (object) == KONTOR_ENTITY_CUSTOMER) {
    show_avatar (self);
  } else if (object != NULL && kontor_object_get_entity (object) == KONTOR_ENTITY_PRODUCT) {
    show_picture (self, object);
  } else {
    gtk_image_set_from_icon_name (self->icon, get_icon (self));
    gtk_stack_set_visible_child (self->faces, GTK_WIDGET (self->icon));
  }
}

static void
show_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
set_class (GtkWidget *widget, const char *name, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_item (KontorSearchRow *self)
{
  g_auto (Words) words = { 0 };

  describe (self->item, &words);
  gtk_label_set_label (self->title, words.title != NULL ? words.title : "");
  show_face (self);
  show_label (self->subtitle, words.subtitle);
  show_label (self->end, words.end);
  set_class (GTK_WIDGET (self->end), "keycap", KONTOR_IS_COMMAND (self->item));
}

static void
kontor_search_row_dispose (GObject *object)
{
  KontorSearchRow *self = KONTOR_SEARCH_ROW (object);

  kontor_search_row_set_item (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_SEARCH_ROW);
  g_clear_object (&self->engine);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (kontor_search_row_parent_class)->dispose (object);
}

static void
kontor_search_row_class_init (KontorSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_search_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/search/kontor-search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSearchRow, end);
  gtk_widget_class_bind_template_child (widget_class, KontorSearchRow, faces);
  gtk_widget_class_bind_template_child (widget_class, KontorSearchRow, icon);
  gtk_widget_class_bind_template_child (widget_class, KontorSearchRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, KontorSearchRow, title);
}

static void
kontor_search_row_init (KontorSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_search_row_new (KontorSearchModel *model, KontorEngine *engine)
{
  KontorSearchRow *self;

  g_return_val_if_fail (KONTOR_IS_SEARCH_MODEL (model), NULL);

  self = g_object_new (KONTOR_TYPE_SEARCH_ROW, NULL);
  self->model = g_object_ref (model);
  self->engine = g_object_ref (engine);
  return GTK_WIDGET (self);
}

void
kontor_search_row_set_item (KontorSearchRow *self, GObject *item)
{
  g_return_if_fail (KONTOR_IS_SEARCH_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_func (self->item, show_item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  if (KONTOR_IS_OBJECT (item))
    g_signal_connect_swapped (item, "notify::record", G_CALLBACK (show_item), self);
  show_item (self);
}
