#include "kontor-address-dialog.h"

#include <string.h>

#include "kontor-customers.h"
#include "kontor-dialog-focus.h"
#include "kontor-gesture.h"

struct _KontorAddressDialog {
  AdwDialog parent_instance;

  KontorEngine *engine;   /* (owned) */
  KontorObject *customer; /* (owned) */
  char *key;              /* (owned) */

  GtkEditable *first_name;
  GtkEditable *last_name;
  GtkEditable *company;
  GtkEditable *line1;
  GtkEditable *line2;
  GtkEditable *postcode;
  GtkEditable *city;
  GtkEditable *province;
  GtkEditable *country;
  GtkEditable *phone;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (KontorAddressDialog, kontor_address_dialog, ADW_TYPE_DIALOG)

/* Which field a row edits. */
typedef struct {
  GtkEditable *row;
  guint field;
} Edited;
#define N_EDITED 10

static void
list_edited (KontorAddressDialog *self, Edited edited[N_EDITED])
{
  edited[0] = (Edited) { self->first_name, KONTOR_ADDRESS_FIRST_NAME };
  edited[1] = (Edited) { self->last_name, KONTOR_ADDRESS_LAST_NAME };
  edited[2] = (Edited) { self->company, KONTOR_ADDRESS_COMPANY };
  edited[3] = (Edited) { self->line1, KONTOR_ADDRESS_LINE1 };
  edited[4] = (Edited) { self->line2, KONTOR_ADDRESS_LINE2 };
  edited[5] = (Edited) { self->postcode, KONTOR_ADDRESS_POSTCODE };
  edited[6] = (Edited) { self->city, KONTOR_ADDRESS_CITY };
  edited[7] = (Edited) { self->province, KONTOR_ADDRESS_PROVINCE };
  edited[8] = (Edited) { self->country, KONTOR_ADDRESS_COUNTRY };
  edited[9] = (Edited) { self->phone, KONTOR_ADDRESS_PHONE };
}

/* (transfer none) (nullable) */
static KontorRecord *
get_present (KontorAddressDialog *self)
{
  KontorRecord *record = kontor_object_get_record (self->customer);

  return record != NULL ? kontor_record_find_member (record, KONTOR_CUSTOMER_ADDRESSES, self->key) : NULL;
}

static char *
dup_typed (const Edited *edited)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (edited->row)));

  for (char *p = text; edited->field == KONTOR_ADDRESS_COUNTRY && *p != '\0'; p++)
    *p = g_ascii_toupper (*p);
  return text;
}

/* (transfer full): what is not edited here stays as it is */
static KontorRecord *
make_address (KontorAddressDialog *self, gboolean *changed)
{
  KontorRecord *present = get_present (self);
  KontorRecord *address =
      present != NULL ? kontor_record_copy (present) : kontor_record_new (&kontor_address_type);
  Edited edited[N_EDITED];

  kontor_record_set_key (address, self->key);
  list_edited (self, edited);
  for (guint i = 0; i < N_EDITED; i++) {
    g_autofree char *text = dup_typed (&edited[i]);
    const char *old = kontor_record_get_text (address, edited[i].field);

    if (g_str_equal (text, old != NULL ? old : ""))
      continue;
    kontor_record_set_text (address, edited[i].field, text);
    *changed = TRUE;
  }
  return address;
}

/* A list is written whole: the other addresses go with it as they are. */
static KontorRecord *
make_changes (KontorAddressDialog *self, KontorRecord *address)
{
  KontorRecord *changes = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER));
  KontorRecord *record = kontor_object_get_record (self->customer);
  gboolean placed = FALSE;

  for (guint i = 0; i < kontor_record_get_length (record, KONTOR_CUSTOMER_ADDRESSES); i++) {
    KontorRecord *member = kontor_record_get_member (record, KONTOR_CUSTOMER_ADDRESSES, i);
    gboolean mine = g_strcmp0 (kontor_record_get_key (member), self->key) == 0;

    kontor_record_take_member (changes, KONTOR_CUSTOMER_ADDRESSES, kontor_record_ref (mine ? address : member));
    placed |= mine;
  }
  if (!placed)
    kontor_record_take_member (changes, KONTOR_CUSTOMER_ADDRESSES, kontor_record_ref (address));
  return changes;
}

static void
on_save (KontorAddressDialog *self)
{
  gboolean changed = FALSE;
  g_autoptr (KontorRecord) address = make_address (self, &changed);
  g_autoptr (KontorRecord) changes = changed ? make_changes (self, address) : NULL;

  if (changes != NULL)
    kontor_gesture_run (GTK_WIDGET (self),
                        kontor_customers_edit (self->engine, kontor_object_get_id (self->customer), changes));
  adw_dialog_close (ADW_DIALOG (self));
}

/* Shops want the code of ISO 3166; none at all is their business. */
static gboolean
is_country (const char *text)
{
  return text[0] == '\0' || (strlen (text) == 2 && g_ascii_isalpha (text[0]) && g_ascii_isalpha (text[1]));
}

static void
on_changed (KontorAddressDialog *self)
{
  g_autofree char *country = g_strstrip (g_strdup (gtk_editable_get_text (self->country)));

  gtk_widget_set_sensitive (self->save, is_country (country));
  if (is_country (country))
    gtk_widget_remove_css_class (GTK_WIDGET (self->country), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->country), "error");
}

static void
show_address (KontorAddressDialog *self)
{
  KontorRecord *present = get_present (self);
  Edited edited[N_EDITED];

  list_edited (self, edited);
  for (guint i = 0; present != NULL && i < N_EDITED; i++) {
    const char *text = kontor_record_get_text (present, edited[i].field);

    gtk_editable_set_text (edited[i].row, text != NULL ? text : "");
  }
}

static void
kontor_address_dialog_dispose (GObject *object)
{
  KontorAddressDialog *self = KONTOR_ADDRESS_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ADDRESS_DIALOG);
  g_clear_pointer (&self->key, g_free);
  g_clear_object (&self->customer);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_address_dialog_parent_class)->dispose (object);
}

static void
kontor_address_dialog_class_init (KontorAddressDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_address_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/customers/kontor-address-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, city);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, company);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, country);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, first_name);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, last_name);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, line1);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, line2);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, phone);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, postcode);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, province);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
kontor_address_dialog_init (KontorAddressDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_dialog_keep_focus (ADW_DIALOG (self));
}

AdwDialog *
kontor_address_dialog_new (KontorEngine *engine, KontorObject *customer, const char *key)
{
  KontorAddressDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (KONTOR_IS_OBJECT (customer), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  self = g_object_new (KONTOR_TYPE_ADDRESS_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->customer = g_object_ref (customer);
  self->key = g_strdup (key);
  show_address (self);
  return ADW_DIALOG (self);
}
