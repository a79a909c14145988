#include "kontor-product-detail.h"

#include <glib/gi18n.h>

#include "kontor-catalog.h"
#include "kontor-chip.h"
#include "kontor-gesture.h"
#include "kontor-html.h"
#include "kontor-later.h"
#include "kontor-product-editor.h"
#include "kontor-product-facts.h"
#include "kontor-product-format.h"
#include "kontor-product-gallery.h"
#include "kontor-product-variants.h"
#include "kontor-product.h"
#include "kontor-scope.h"
#include "kontor-unsettled.h"

struct _KontorProductDetail {
  AdwBin parent_instance;

  KontorEngine *engine; /* (owned) (nullable): NULL once it is disposed */
  KontorAccount *account;
  KontorObject *product; /* (owned) (nullable) */
  GPtrArray *pending;    /* (owned) (nullable) */
  GtkStringList *statuses;
  guint refresh_id;
  gboolean filling; /* what changes now was not changed by the person */

  AdwBanner *gone_banner;
  AdwComboRow *status_row;
  AdwEntryRow *title_row;
  AdwPreferencesGroup *description_group;
  GtkLabel *description_label;
  GtkLabel *price_label;
  GtkLabel *title_label;
  GtkScrolledWindow *scroller;
  GtkWidget *menu_button;
  KontorChip *pending_chip;
  KontorChip *status_chip;
  KontorChip *stock_chip;
  KontorProductFacts *facts;
  KontorProductGallery *gallery;
  KontorProductVariants *variants;
};

G_DEFINE_FINAL_TYPE (KontorProductDetail, kontor_product_detail, ADW_TYPE_BIN)

enum { PROP_0, PROP_ENGINE, PROP_TITLE, N_PROPS };

static GParamSpec *properties[N_PROPS];

static const char *const statuses[] = { "published", "draft", "private" };

static const char *
get_text (KontorProductDetail *self, guint field)
{
  const char *text = self->product != NULL ? kontor_object_get_text (self->product, field) : NULL;

  return text != NULL ? text : "";
}

static KontorScope *
make_scope (KontorProductDetail *self)
{
  return kontor_scope_new_one (KONTOR_ENTITY_PRODUCT, kontor_object_get_id (self->product));
}

/* --- What the person changes --- */

static void
on_title_changed (KontorProductDetail *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->title_row), "error");
}

static void
on_title_applied (KontorProductDetail *self)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->title_row))));
  g_autoptr (KontorRecord) changes = NULL;
  g_autoptr (KontorScope) scope = NULL;

  if (self->product == NULL || g_str_equal (title, get_text (self, KONTOR_PRODUCT_TITLE)))
    return;
  if (title[0] == '\0') {
    gtk_widget_add_css_class (GTK_WIDGET (self->title_row), "error");
    kontor_gesture_say (GTK_WIDGET (self), _("A product needs a title."));
    return;
  }

  changes = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  scope = make_scope (self);
  kontor_record_set_text (changes, KONTOR_PRODUCT_TITLE, title);
  kontor_gesture_run (GTK_WIDGET (self), kontor_catalog_set_product (self->engine, scope, changes));
}

static void
on_status_selected (KontorProductDetail *self)
{
  guint selected = adw_combo_row_get_selected (self->status_row);
  g_autoptr (KontorScope) scope = NULL;

  if (self->filling || self->product == NULL || selected >= G_N_ELEMENTS (statuses))
    return;
  scope = make_scope (self);
  kontor_gesture_run (GTK_WIDGET (self), kontor_catalog_set_status (self->engine, scope, statuses[selected]));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductDetail *self = KONTOR_PRODUCT_DETAIL (widget);

  adw_dialog_present (kontor_product_editor_new (self->engine, self->account, kontor_object_get_id (self->product)),
                      widget);
}

static void
trash_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductDetail *self = KONTOR_PRODUCT_DETAIL (widget);
  g_autoptr (KontorScope) scope = make_scope (self);

  kontor_gesture_run (widget, kontor_catalog_trash_product (self->engine, scope));
}

/* As a draft: nobody buys it before it was looked at. */
static void
restore_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductDetail *self = KONTOR_PRODUCT_DETAIL (widget);

  kontor_gesture_run (widget, kontor_engine_do (self->engine, kontor_object_get_account (self->product),
                                                "restore-product", kontor_object_get_id (self->product),
                                                "{\"set\":{\"status\":\"draft\"}}", KONTOR_DO_DEFAULT));
}

static void
launched_cb (GObject *launcher, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (launcher), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    kontor_gesture_say (self, error->message);
}

static void
open_address_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorProductDetail *self = KONTOR_PRODUCT_DETAIL (widget);
  guint field = g_str_equal (name, "product.view") ? KONTOR_PRODUCT_VIEW_URL : KONTOR_PRODUCT_ADMIN_URL;
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (get_text (self, field));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, launched_cb,
                           g_object_ref (widget));
}

/* --- What is shown --- */

/* A link of the shop opens in the browser; anything else that claims to be one does not. */
static gboolean
is_web_address (const char *address)
{
  return g_str_has_prefix (address, "https://") || g_str_has_prefix (address, "http://");
}

static gboolean
allows (KontorProductDetail *self, const char *kind)
{
  g_autofree char *reason = NULL;

  return self->account == NULL ||
         kontor_account_allows (self->account, kind, kontor_object_get_record (self->product), &reason);
}

static void
show_actions (KontorProductDetail *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean any = self->product != NULL && !kontor_object_get_gone (self->product);
  gboolean trashed = g_str_equal (get_text (self, KONTOR_PRODUCT_STATUS), "trash");

  gtk_widget_action_set_enabled (widget, "product.view", is_web_address (get_text (self, KONTOR_PRODUCT_VIEW_URL)));
  gtk_widget_action_set_enabled (widget, "product.admin", is_web_address (get_text (self, KONTOR_PRODUCT_ADMIN_URL)));
  gtk_widget_action_set_enabled (widget, "product.edit", any && self->account != NULL && allows (self, "set-product"));
  gtk_widget_action_set_enabled (widget, "product.trash", any && !trashed && allows (self, "trash-product"));
  gtk_widget_action_set_enabled (widget, "product.restore", any && trashed && allows (self, "restore-product"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->title_row), any && allows (self, "set-product"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->status_row), any && !trashed && allows (self, "set-product"));
}

/* Of a product that is not read whole the text is not known. */
static void
show_description (KontorProductDetail *self)
{
  const char *html = get_text (self, KONTOR_PRODUCT_DESCRIPTION);
  g_autofree char *text = kontor_html_dup_text (html[0] != '\0' ? html : get_text (self, KONTOR_PRODUCT_SUMMARY));

  gtk_label_set_label (self->description_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->description_group), text[0] != '\0');
}

static guint
find_status (KontorProductDetail *self, const char *status)
{
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_str_equal (statuses[i], status))
      return i;
  return G_N_ELEMENTS (statuses);
}

/* A status that is not one of those offered is the last of the list. */
static void
show_status (KontorProductDetail *self)
{
  const char *status = get_text (self, KONTOR_PRODUCT_STATUS);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->statuses)), index = find_status (self, status);
  g_autofree char *label = kontor_product_format_status (self, status);

  self->filling = TRUE;
  gtk_string_list_splice (self->statuses, G_N_ELEMENTS (statuses), n_items - G_N_ELEMENTS (statuses),
                          index == G_N_ELEMENTS (statuses) ? (const char *const[]) { label, NULL } : NULL);
  adw_combo_row_set_selected (self->status_row, index);
  self->filling = FALSE;
  kontor_chip_set (self->status_chip, label, NULL, g_str_equal (status, "published") ? KONTOR_TONE_SUCCESS : KONTOR_TONE_NEUTRAL);
}

static void
show_stock (KontorProductDetail *self)
{
  const char *state = get_text (self, KONTOR_PRODUCT_STOCK_STATE);
  g_autofree char *text =
      kontor_product_format_stock (self, kontor_object_get_int (self->product, KONTOR_PRODUCT_AVAILABLE), state);
  KontorTone tone = KONTOR_TONE_NEUTRAL;

  if (g_str_equal (state, "out"))
    tone = KONTOR_TONE_ERROR;
  else if (g_str_equal (state, "low"))
    tone = KONTOR_TONE_WARNING;
  kontor_chip_set (self->stock_chip, text[0] != '\0' ? text : NULL, NULL, tone);
}

static void
show_price (KontorProductDetail *self)
{
  g_autoptr (KontorMoney) lowest = kontor_object_dup_money (self->product, KONTOR_PRODUCT_PRICE_MIN);
  g_autoptr (KontorMoney) highest = kontor_object_dup_money (self->product, KONTOR_PRODUCT_PRICE_MAX);
  g_autofree char *text = kontor_product_format_price (self, lowest, highest);

  gtk_label_set_label (self->price_label, text);
}

/* What is being typed is not taken away by what the shop says meanwhile. */
static void
show_title (KontorProductDetail *self)
{
  const char *title = get_text (self, KONTOR_PRODUCT_TITLE);
  gboolean typing = gtk_widget_get_focus_child (GTK_WIDGET (self->title_row)) != NULL;

  if (!typing && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->title_row)), title))
    gtk_editable_set_text (GTK_EDITABLE (self->title_row), title);
  gtk_label_set_label (self->title_label, title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
show (KontorProductDetail *self)
{
  if (self->product == NULL)
    return;
  show_title (self);
  show_price (self);
  show_status (self);
  show_stock (self);
  show_description (self);
  kontor_product_gallery_show (self->gallery, self->product);
  kontor_product_facts_show (self->facts, self->product);
  show_actions (self);
  kontor_chip_show_pending (self->pending_chip, self->pending != NULL && self->pending->len > 0);
  adw_banner_set_revealed (self->gone_banner, kontor_object_get_gone (self->product));
}

static void
pending_loaded_cb (DexFuture *future, gpointer data)
{
  KontorProductDetail *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (self->engine == NULL || self->product == NULL || value == NULL)
    return;
  g_clear_pointer (&self->pending, g_ptr_array_unref);
  self->pending = g_value_dup_boxed (value);
  show (self);
}

static gboolean
refresh_cb (gpointer data)
{
  KontorProductDetail *self = data;

  self->refresh_id = 0;
  if (self->product == NULL)
    return G_SOURCE_REMOVE;
  show (self);
  kontor_later (kontor_unsettled_load (self->engine, KONTOR_ENTITY_PRODUCT, kontor_object_get_id (self->product)),
                pending_loaded_cb, g_object_ref (self), g_object_unref);
  return G_SOURCE_REMOVE;
}

/* A commit notifies property by property; they are shown together. */
static void
queue_refresh (KontorProductDetail *self)
{
  if (self->refresh_id == 0 && self->engine != NULL)
    self->refresh_id = g_idle_add_full (G_PRIORITY_DEFAULT, refresh_cb, self, NULL);
}

/* The account is known once the product is read. */
static void
watch_account (KontorProductDetail *self)
{
  gint64 id = kontor_object_get_account (self->product);

  if (id == 0 || (self->account != NULL && kontor_account_get_id (self->account) == id))
    return;
  if (self->account != NULL)
    g_signal_handlers_disconnect_by_func (self->account, queue_refresh, self);
  g_clear_object (&self->account);
  self->account = kontor_engine_dup_account (self->engine, id);
  kontor_product_variants_set_account (self->variants, self->account);
  if (self->account == NULL)
    return;
  g_signal_connect_object (self->account, "notify::unsent", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->account, "notify::problems", G_CALLBACK (queue_refresh), self, G_CONNECT_SWAPPED);
}

static void
product_changed_cb (KontorProductDetail *self)
{
  watch_account (self);
  queue_refresh (self);
}

static void
forget_product (KontorProductDetail *self)
{
  if (self->product != NULL)
    g_signal_handlers_disconnect_by_func (self->product, product_changed_cb, self);
  g_clear_object (&self->product);
  g_clear_pointer (&self->pending, g_ptr_array_unref);
}

static void
follow_product (KontorProductDetail *self, gint64 id)
{
  KontorIdentity *identity = kontor_engine_get_identity (self->engine);

  self->product = kontor_identity_dup (identity, KONTOR_ENTITY_PRODUCT, id);
  kontor_identity_want_whole (identity, self->product);
  g_signal_connect_object (self->product, "notify", G_CALLBACK (product_changed_cb), self, G_CONNECT_SWAPPED);
  watch_account (self);
  gtk_editable_set_text (GTK_EDITABLE (self->title_row), get_text (self, KONTOR_PRODUCT_TITLE));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  refresh_cb (self);
  dex_future_disown (kontor_engine_refresh (self->engine, KONTOR_ENTITY_PRODUCT, id));
}

static void
kontor_product_detail_constructed (GObject *object)
{
  KontorProductDetail *self = KONTOR_PRODUCT_DETAIL (object);

  G_OBJECT_CLASS (kontor_product_detail_parent_class)->constructed (object);

  kontor_product_gallery_set_engine (self->gallery, self->engine);
  kontor_product_facts_set_engine (self->facts, self->engine);
  kontor_product_variants_set_engine (self->variants, self->engine);
}

/* Not on the title, which the next key would overwrite. A row says that it has the focus even where it cannot. */
static gboolean
kontor_product_detail_grab_focus (GtkWidget *widget)
{
  KontorProductDetail *self = KONTOR_PRODUCT_DETAIL (widget);
  GtkWidget *row = GTK_WIDGET (self->status_row);

  return gtk_widget_grab_focus (gtk_widget_is_sensitive (row) ? row : self->menu_button);
}

static void
kontor_product_detail_dispose (GObject *object)
{
  KontorProductDetail *self = KONTOR_PRODUCT_DETAIL (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PRODUCT_DETAIL);
  forget_product (self);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_object (&self->statuses);
  g_clear_object (&self->account);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_product_detail_parent_class)->dispose (object);
}

static void
kontor_product_detail_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorProductDetail *self = KONTOR_PRODUCT_DETAIL (object);

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, self->engine);
    break;
  case PROP_TITLE:
    g_value_set_string (value, get_text (self, KONTOR_PRODUCT_TITLE));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_product_detail_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorProductDetail *self = KONTOR_PRODUCT_DETAIL (object);

  switch (property) {
  case PROP_ENGINE:
    self->engine = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-product-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, description_group);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, description_label);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, facts);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, gallery);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, gone_banner);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, menu_button);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, pending_chip);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, price_label);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, scroller);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, status_chip);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, status_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, stock_chip);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, title_label);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, title_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProductDetail, variants);
  gtk_widget_class_bind_template_callback (widget_class, on_status_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_title_applied);
  gtk_widget_class_bind_template_callback (widget_class, on_title_changed);
}

static void
kontor_product_detail_class_init (KontorProductDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = kontor_product_detail_constructed;
  object_class->dispose = kontor_product_detail_dispose;
  object_class->get_property = kontor_product_detail_get_property;
  object_class->set_property = kontor_product_detail_set_property;
  widget_class->grab_focus = kontor_product_detail_grab_focus;

  properties[PROP_ENGINE] = g_param_spec_object (
      "engine", NULL, NULL, KONTOR_TYPE_ENGINE, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "",
                                                G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (KONTOR_TYPE_CHIP);
  g_type_ensure (KONTOR_TYPE_PRODUCT_FACTS);
  g_type_ensure (KONTOR_TYPE_PRODUCT_GALLERY);
  g_type_ensure (KONTOR_TYPE_PRODUCT_VARIANTS);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "product.view", NULL, open_address_action);
  gtk_widget_class_install_action (widget_class, "product.admin", NULL, open_address_action);
  gtk_widget_class_install_action (widget_class, "product.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "product.trash", NULL, trash_action);
  gtk_widget_class_install_action (widget_class, "product.restore", NULL, restore_action);
}

static void
kontor_product_detail_init (KontorProductDetail *self)
{
  self->statuses = gtk_string_list_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    gtk_string_list_take (self->statuses, kontor_product_format_status (self, statuses[i]));

  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = TRUE;
  adw_combo_row_set_model (self->status_row, G_LIST_MODEL (self->statuses));
  self->filling = FALSE;
}

GtkWidget *
kontor_product_detail_new (KontorEngine *engine)
{
  return g_object_new (KONTOR_TYPE_PRODUCT_DETAIL, "engine", engine, NULL);
}

void
kontor_product_detail_show (KontorProductDetail *self, gint64 id)
{
  g_return_if_fail (KONTOR_IS_PRODUCT_DETAIL (self));

  if (kontor_product_detail_get_id (self) == id)
    return;
  forget_product (self);
  kontor_product_variants_set_product (self->variants, id);
  if (id != 0)
    follow_product (self, id);
}

gint64
kontor_product_detail_get_id (KontorProductDetail *self)
{
  g_return_val_if_fail (KONTOR_IS_PRODUCT_DETAIL (self), 0);

  return self->product != NULL ? kontor_object_get_id (self->product) : 0;
}
