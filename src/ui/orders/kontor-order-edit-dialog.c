#include "kontor-order-edit-dialog.h"

#include "kontor-address-group.h"
#include "kontor-address.h"
#include "kontor-dialog-focus.h"

struct _KontorOrderEditDialog {
  AdwDialog parent_instance;

  KontorRecord *order; /* (owned) */

  AdwEntryRow *email;
  AdwEntryRow *phone;
  AdwEntryRow *note;
  KontorAddressGroup *shipping;
  AdwSwitchRow *same;
  KontorAddressGroup *billing;
};

G_DEFINE_FINAL_TYPE (KontorOrderEditDialog, kontor_order_edit_dialog, ADW_TYPE_DIALOG)

enum { SIGNAL_EDITED, N_SIGNALS };

static guint signals[N_SIGNALS];

static AdwEntryRow *
get_row (KontorOrderEditDialog *self, guint field)
{
  switch (field) {
  case KONTOR_ORDER_EMAIL:
    return self->email;
  case KONTOR_ORDER_PHONE:
    return self->phone;
  default:
    return self->note;
  }
}

static const guint texts[] = { KONTOR_ORDER_EMAIL, KONTOR_ORDER_PHONE, KONTOR_ORDER_CUSTOMER_NOTE };

static void
collect_texts (KontorOrderEditDialog *self, KontorRecord *changes)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *before = kontor_record_get_text (self->order, texts[i]);
    g_autofree char *typed =
        g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (get_row (self, texts[i])))));

    if (g_strcmp0 (typed, before != NULL ? before : "") != 0)
      kontor_record_set_text (changes, texts[i], typed);
  }
}

/* @fields are taken over from @from; the key, phone and e-mail stay. */
static KontorRecord *
copy_place (KontorRecord *address, const KontorRecord *from)
{
  KontorRecord *copy = address != NULL ? kontor_record_copy (address) : kontor_record_new (&kontor_address_type);

  for (guint field = KONTOR_ADDRESS_FIRST_NAME; field <= KONTOR_ADDRESS_COUNTRY; field++)
    if (kontor_record_has (from, field))
      kontor_record_set_text (copy, field, kontor_record_get_text (from, field));
  return copy;
}

/* (transfer full) */
static KontorRecord *
make_billing (KontorOrderEditDialog *self, const KontorRecord *shipping)
{
  if (!adw_switch_row_get_active (self->same))
    return kontor_address_group_dup_address (self->billing);
  return copy_place (kontor_record_find_member (self->order, KONTOR_ORDER_ADDRESSES, "billing"), shipping);
}

/* An address that is empty and was not there is not added. @address: (transfer full) */
static gboolean
put_address (KontorOrderEditDialog *self, KontorRecord *changes, const char *key, KontorRecord *address)
{
  KontorRecord *before = kontor_record_find_member (self->order, KONTOR_ORDER_ADDRESSES, key);
  g_autofree char *text = kontor_address_format (address);
  gboolean differs = before != NULL ? !kontor_record_equal (before, address) : text[0] != '\0';

  kontor_record_set_key (address, key);
  if (before != NULL || text[0] != '\0')
    kontor_record_take_member (changes, KONTOR_ORDER_ADDRESSES, address);
  else
    kontor_record_unref (address);
  return differs;
}

static void
collect_addresses (KontorOrderEditDialog *self, KontorRecord *changes)
{
  KontorRecord *shipping = kontor_address_group_dup_address (self->shipping);
  KontorRecord *billing = make_billing (self, shipping);
  gboolean differs = put_address (self, changes, "billing", billing);

  differs |= put_address (self, changes, "shipping", shipping);
  if (!differs)
    kontor_record_unset (changes, KONTOR_ORDER_ADDRESSES);
}

static gboolean
is_empty (const KontorRecord *record)
{
  for (guint i = 0; i < KONTOR_ORDER_N_FIELDS; i++)
    if (kontor_record_has (record, i))
      return FALSE;
  return TRUE;
}

static void
apply (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderEditDialog *self = KONTOR_ORDER_EDIT_DIALOG (widget);
  g_autoptr (KontorRecord) changes = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));

  collect_texts (self, changes);
  collect_addresses (self, changes);
  if (!is_empty (changes))
    g_signal_emit (self, signals[SIGNAL_EDITED], 0, changes);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
kontor_order_edit_dialog_dispose (GObject *object)
{
  KontorOrderEditDialog *self = KONTOR_ORDER_EDIT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_EDIT_DIALOG);
  g_clear_pointer (&self->order, kontor_record_unref);

  G_OBJECT_CLASS (kontor_order_edit_dialog_parent_class)->dispose (object);
}

static void
kontor_order_edit_dialog_class_init (KontorOrderEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_edit_dialog_dispose;

  signals[SIGNAL_EDITED] = g_signal_new ("edited", KONTOR_TYPE_ORDER_EDIT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, KONTOR_TYPE_RECORD);

  g_type_ensure (KONTOR_TYPE_ADDRESS_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/orders/kontor-order-edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEditDialog, billing);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEditDialog, email);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEditDialog, note);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEditDialog, phone);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEditDialog, same);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEditDialog, shipping);

  gtk_widget_class_install_action (widget_class, "edit.apply", NULL, apply);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "edit.apply", NULL);
}

static void
kontor_order_edit_dialog_init (KontorOrderEditDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_dialog_keep_focus (ADW_DIALOG (self));
}

KontorOrderEditDialog *
kontor_order_edit_dialog_new (const KontorRecord *order)
{
  KontorOrderEditDialog *self = g_object_new (KONTOR_TYPE_ORDER_EDIT_DIALOG, NULL);
  KontorRecord *shipping = kontor_record_find_member (order, KONTOR_ORDER_ADDRESSES, "shipping");
  KontorRecord *billing = kontor_record_find_member (order, KONTOR_ORDER_ADDRESSES, "billing");

  self->order = kontor_record_ref ((KontorRecord *) order);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *text = kontor_record_get_text (order, texts[i]);

    gtk_editable_set_text (GTK_EDITABLE (get_row (self, texts[i])), text != NULL ? text : "");
  }
  kontor_address_group_set_address (self->shipping, shipping);
  kontor_address_group_set_address (self->billing, billing);
  adw_switch_row_set_active (self->same,
                             shipping != NULL && billing != NULL && kontor_address_equal (shipping, billing));
  return self;
}
