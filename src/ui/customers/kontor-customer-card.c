#include "kontor-customer-card.h"

#include <glib/gi18n.h>

#include "kontor-address-dialog.h"
#include "kontor-chip.h"
#include "kontor-customer-dialog.h"
#include "kontor-customer-orders.h"
#include "kontor-customers.h"
#include "kontor-format.h"
#include "kontor-gesture.h"
#include "kontor-scope.h"
#include "kontor-tag-box.h"

struct _KontorCustomerCard {
  AdwBin parent_instance;

  KontorEngine *engine;   /* (owned) (nullable) */
  KontorObject *customer; /* (owned) (nullable) */

  GtkScrolledWindow *scroller;
  GtkLabel *name;
  KontorChip *kind;
  KontorChip *marketing;
  KontorChip *pending;
  GtkLabel *order_count;
  GtkLabel *spent;
  GtkLabel *average;
  GtkLabel *last_order;
  KontorCustomerOrders *orders;
  AdwActionRow *email;
  AdwActionRow *phone;
  AdwActionRow *company;
  AdwActionRow *since;
  GtkListBox *addresses;
  KontorTagBox *tags;
  GtkWidget *note_group;
  GtkLabel *note;
  GtkWidget *edit;
};

G_DEFINE_FINAL_TYPE (KontorCustomerCard, kontor_customer_card, ADW_TYPE_BIN)

static const char *
get_text (KontorCustomerCard *self, guint field)
{
  const char *text = kontor_object_get_text (self->customer, field);

  return text != NULL ? text : "";
}

static GTimeZone *
get_zone (KontorCustomerCard *self)
{
  return kontor_engine_get_zone (self->engine, kontor_object_get_account (self->customer));
}

static void
show_property (AdwActionRow *row, const char *text)
{
  adw_action_row_set_subtitle (row, text);
  gtk_widget_set_visible (GTK_WIDGET (row), text[0] != '\0');
}

static void
show_head (KontorCustomerCard *self)
{
  const char *marketing = get_text (self, KONTOR_CUSTOMER_MARKETING);
  gboolean subscribed = g_str_equal (marketing, "subscribed");

  gtk_label_set_label (self->name, get_text (self, KONTOR_CUSTOMER_NAME));
  kontor_chip_set (self->kind,
                   g_str_equal (get_text (self, KONTOR_CUSTOMER_KIND), "guest") ? _("Guest") : _("Registered"),
                   "avatar-default-symbolic", KONTOR_TONE_NEUTRAL);
  kontor_chip_set (self->marketing,
                   subscribed                                ? _("Gets the newsletter")
                   : g_str_equal (marketing, "unsubscribed") ? _("No newsletter")
                                                             : NULL,
                   "mail-unread-symbolic", subscribed ? KONTOR_TONE_SUCCESS : KONTOR_TONE_NEUTRAL);
  kontor_chip_show_pending (self->pending, kontor_object_get_key (self->customer) == NULL);
}

static char *
describe_average (KontorCustomerCard *self, const KontorMoney *spent, gint64 n)
{
  KontorMoney average;

  if (spent == NULL || n == 0)
    return g_strdup ("–");
  average = kontor_money_make (
      kontor_amount_share (spent->amount, 1, n, kontor_currency_get_decimals (spent->currency)), spent->currency);
  return kontor_format_money (&average);
}

static void
show_figures (KontorCustomerCard *self)
{
  gint64 n = kontor_object_get_int (self->customer, KONTOR_CUSTOMER_ORDER_COUNT);
  gint64 last = kontor_object_get_int (self->customer, KONTOR_CUSTOMER_LAST_ORDER_AT);
  g_autoptr (KontorMoney) spent = kontor_object_dup_money (self->customer, KONTOR_CUSTOMER_SPENT);
  g_autofree char *count = kontor_format_number (n);
  g_autofree char *sum = spent != NULL ? kontor_format_money (spent) : g_strdup ("–");
  g_autofree char *average = describe_average (self, spent, n);
  gint64 now = kontor_clock_now (kontor_engine_get_clock (self->engine));
  g_autofree char *age = last != 0 ? kontor_format_age (last, now, get_zone (self)) : g_strdup ("–");
  g_autofree char *when = kontor_format_instant (last, get_zone (self));

  gtk_label_set_label (self->order_count, count);
  gtk_label_set_label (self->spent, sum);
  gtk_label_set_label (self->average, average);
  gtk_label_set_label (self->last_order, age);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->last_order), when);
}

static void
show_contact (KontorCustomerCard *self)
{
  g_autofree char *since =
      kontor_format_instant (kontor_object_get_int (self->customer, KONTOR_CUSTOMER_CREATED_AT), get_zone (self));

  show_property (self->email, get_text (self, KONTOR_CUSTOMER_EMAIL));
  show_property (self->phone, get_text (self, KONTOR_CUSTOMER_PHONE));
  show_property (self->company, get_text (self, KONTOR_CUSTOMER_COMPANY));
  show_property (self->since, since);
  gtk_label_set_label (self->note, get_text (self, KONTOR_CUSTOMER_NOTE));
  gtk_widget_set_visible (self->note_group, get_text (self, KONTOR_CUSTOMER_NOTE)[0] != '\0');
}

static const char *
describe_role (const char *key)
{
  if (g_strcmp0 (key, "billing") == 0)
    return _("Billing");
  return g_strcmp0 (key, "shipping") == 0 ? _("Shipping") : _("Address");
}

static const char *
get_part (const KontorRecord *address, guint field)
{
  const char *text = kontor_record_get_text (address, field);

  return text != NULL ? text : "";
}

static void
add_line (GPtrArray *lines, char *line)
{
  if (g_strstrip (line)[0] != '\0')
    g_ptr_array_add (lines, line);
  else
    g_free (line);
}

/* As it stands on an envelope. */
static char *
format_address (const KontorRecord *address)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_null_terminated (8, g_free, TRUE);

  add_line (lines, g_strjoin (" ", get_part (address, KONTOR_ADDRESS_FIRST_NAME),
                              get_part (address, KONTOR_ADDRESS_LAST_NAME), NULL));
  add_line (lines, g_strdup (get_part (address, KONTOR_ADDRESS_COMPANY)));
  add_line (lines, g_strdup (get_part (address, KONTOR_ADDRESS_LINE1)));
  add_line (lines, g_strdup (get_part (address, KONTOR_ADDRESS_LINE2)));
  add_line (lines, g_strjoin (" ", get_part (address, KONTOR_ADDRESS_POSTCODE), get_part (address, KONTOR_ADDRESS_CITY),
                              NULL));
  add_line (lines, g_strjoin (" ", get_part (address, KONTOR_ADDRESS_PROVINCE),
                              get_part (address, KONTOR_ADDRESS_COUNTRY), NULL));
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static GtkWidget *
make_address (KontorCustomerCard *self, const KontorRecord *address)
{
  g_autofree char *text = format_address (address);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *edit = gtk_button_new_from_icon_name ("document-edit-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), describe_role (kontor_record_get_key (address)));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  gtk_widget_add_css_class (edit, "flat");
  gtk_widget_set_valign (edit, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (edit, _("Edit Address"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (edit), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Edit Address"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (edit), "customer.edit-address");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (edit), "s", kontor_record_get_key (address));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), edit);
  return row;
}

static void
show_addresses (KontorCustomerCard *self)
{
  KontorRecord *record = kontor_object_get_record (self->customer);

  gtk_list_box_remove_all (self->addresses);
  for (guint i = 0; record != NULL && i < kontor_record_get_length (record, KONTOR_CUSTOMER_ADDRESSES); i++)
    gtk_list_box_append (self->addresses,
                         make_address (self, kontor_record_get_member (record, KONTOR_CUSTOMER_ADDRESSES, i)));
}

/* What the shop does not let this login do is not offered; the tooltip says why. */
static void
show_actions (KontorCustomerCard *self)
{
  g_autoptr (KontorAccount) account =
      kontor_engine_dup_account (self->engine, kontor_object_get_account (self->customer));
  g_autofree char *reason = NULL;
  gboolean can_edit = account != NULL && kontor_account_allows (account, "set-customer",
                                                                kontor_object_get_record (self->customer), &reason);
  gboolean has_email = get_text (self, KONTOR_CUSTOMER_EMAIL)[0] != '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "customer.edit", can_edit);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "customer.edit-address", can_edit);
  gtk_widget_set_tooltip_text (self->edit, reason);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "customer.write", has_email);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "customer.copy-email", has_email);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "customer.open-admin",
                                 get_text (self, KONTOR_CUSTOMER_ADMIN_URL)[0] != '\0');
}

static void
show_customer (KontorCustomerCard *self)
{
  show_head (self);
  show_figures (self);
  show_contact (self);
  show_addresses (self);
  show_actions (self);
  kontor_customer_orders_show (self->orders, self->engine, self->customer);
  kontor_tag_box_show (self->tags, kontor_object_get_record (self->customer), KONTOR_CUSTOMER_TAGS);
}

static void
on_tags (KontorCustomerCard *self, const char *const *added, const char *const *removed)
{
  g_autoptr (KontorScope) scope = NULL;

  if (self->engine == NULL || self->customer == NULL)
    return;
  scope = kontor_scope_new_one (KONTOR_ENTITY_CUSTOMER, kontor_object_get_id (self->customer));
  kontor_gesture_run (GTK_WIDGET (self), kontor_customers_tag (self->engine, scope, added, removed));
}

static void
edit_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerCard *self = KONTOR_CUSTOMER_CARD (widget);

  if (self->customer != NULL)
    adw_dialog_present (kontor_customer_dialog_new (self->engine, self->customer), widget);
}

static void
edit_address_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerCard *self = KONTOR_CUSTOMER_CARD (widget);

  if (self->customer != NULL)
    adw_dialog_present (
        kontor_address_dialog_new (self->engine, self->customer, g_variant_get_string (parameter, NULL)), widget);
}

static void
launch (KontorCustomerCard *self, const char *uri)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

static void
write_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerCard *self = KONTOR_CUSTOMER_CARD (widget);
  g_autofree char *address = g_uri_escape_string (get_text (self, KONTOR_CUSTOMER_EMAIL), "@+", FALSE);
  g_autofree char *uri = g_strconcat ("mailto:", address, NULL);

  launch (self, uri);
}

static void
copy_email_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerCard *self = KONTOR_CUSTOMER_CARD (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), get_text (self, KONTOR_CUSTOMER_EMAIL));
  kontor_gesture_say (widget, _("E-mail address copied"));
}

static void
open_admin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorCustomerCard *self = KONTOR_CUSTOMER_CARD (widget);

  launch (self, get_text (self, KONTOR_CUSTOMER_ADMIN_URL));
}

static void
kontor_customer_card_dispose (GObject *object)
{
  KontorCustomerCard *self = KONTOR_CUSTOMER_CARD (object);

  if (self->customer != NULL)
    g_signal_handlers_disconnect_by_func (self->customer, show_customer, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_CUSTOMER_CARD);
  g_clear_object (&self->customer);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_customer_card_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, addresses);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, average);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, company);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, edit);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, email);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, kind);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, last_order);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, marketing);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, name);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, note);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, note_group);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, order_count);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, orders);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, pending);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, phone);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, scroller);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, since);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, spent);
  gtk_widget_class_bind_template_child (klass, KontorCustomerCard, tags);
}

static void
kontor_customer_card_class_init (KontorCustomerCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_customer_card_dispose;

  g_type_ensure (KONTOR_TYPE_CHIP);
  g_type_ensure (KONTOR_TYPE_CUSTOMER_ORDERS);
  g_type_ensure (KONTOR_TYPE_TAG_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/customers/kontor-customer-card.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_tags);

  gtk_widget_class_install_action (widget_class, "customer.copy-email", NULL, copy_email_action);
  gtk_widget_class_install_action (widget_class, "customer.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "customer.edit-address", "s", edit_address_action);
  gtk_widget_class_install_action (widget_class, "customer.open-admin", NULL, open_admin_action);
  gtk_widget_class_install_action (widget_class, "customer.write", NULL, write_action);
}

static void
kontor_customer_card_init (KontorCustomerCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_customer_card_set_customer (KontorCustomerCard *self, KontorEngine *engine, gint64 id)
{
  g_autoptr (KontorObject) customer = NULL;

  g_return_if_fail (KONTOR_IS_CUSTOMER_CARD (self));
  g_return_if_fail (KONTOR_IS_ENGINE (engine));

  customer = kontor_identity_dup (kontor_engine_get_identity (engine), KONTOR_ENTITY_CUSTOMER, id);
  g_set_object (&self->engine, engine);
  if (customer == self->customer)
    return;
  if (self->customer != NULL)
    g_signal_handlers_disconnect_by_func (self->customer, show_customer, self);
  g_set_object (&self->customer, customer);
  g_signal_connect_swapped (customer, "notify::record", G_CALLBACK (show_customer), self);
  kontor_identity_want_whole (kontor_engine_get_identity (engine), customer);
  dex_future_disown (kontor_engine_refresh (engine, KONTOR_ENTITY_CUSTOMER, id));
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  show_customer (self);
}
