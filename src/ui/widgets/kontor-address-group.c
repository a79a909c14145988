#include "kontor-address-group.h"

#include <string.h>

#include "kontor-address.h"

struct _KontorAddressGroup {
  AdwPreferencesGroup parent_instance;

  KontorRecord *address; /* (owned) (nullable) */

  AdwEntryRow *first_name;
  AdwEntryRow *last_name;
  AdwEntryRow *company;
  AdwEntryRow *line1;
  AdwEntryRow *line2;
  AdwEntryRow *postcode;
  AdwEntryRow *city;
  AdwEntryRow *province;
  AdwEntryRow *country;
  GtkLabel *country_name;
};

G_DEFINE_FINAL_TYPE (KontorAddressGroup, kontor_address_group, ADW_TYPE_PREFERENCES_GROUP)

static AdwEntryRow *
get_row (KontorAddressGroup *self, guint field)
{
  AdwEntryRow *rows[KONTOR_ADDRESS_N_FIELDS] = {
    [KONTOR_ADDRESS_FIRST_NAME] = self->first_name,
    [KONTOR_ADDRESS_LAST_NAME] = self->last_name,
    [KONTOR_ADDRESS_COMPANY] = self->company,
    [KONTOR_ADDRESS_LINE1] = self->line1,
    [KONTOR_ADDRESS_LINE2] = self->line2,
    [KONTOR_ADDRESS_CITY] = self->city,
    [KONTOR_ADDRESS_PROVINCE] = self->province,
    [KONTOR_ADDRESS_POSTCODE] = self->postcode,
    [KONTOR_ADDRESS_COUNTRY] = self->country,
  };

  return rows[field];
}

static char *
dup_typed (KontorAddressGroup *self, guint field)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (get_row (self, field)))));
  char *upper;

  if (field != KONTOR_ADDRESS_COUNTRY)
    return text;
  upper = g_ascii_strup (text, -1);
  g_free (text);
  return upper;
}

/* The code is what shops keep; its name beside it says whether it is the right one. */
static void
on_country (KontorAddressGroup *self)
{
  g_autofree char *code = dup_typed (self, KONTOR_ADDRESS_COUNTRY);
  g_autofree char *name = strlen (code) == 2 ? kontor_country_dup_name (code) : g_strdup ("");

  gtk_label_set_label (self->country_name, name);
}

static void
kontor_address_group_dispose (GObject *object)
{
  KontorAddressGroup *self = KONTOR_ADDRESS_GROUP (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ADDRESS_GROUP);
  g_clear_pointer (&self->address, kontor_record_unref);

  G_OBJECT_CLASS (kontor_address_group_parent_class)->dispose (object);
}

static void
kontor_address_group_class_init (KontorAddressGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_address_group_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/widgets/kontor-address-group.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorAddressGroup, city);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressGroup, company);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressGroup, country);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressGroup, country_name);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressGroup, first_name);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressGroup, last_name);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressGroup, line1);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressGroup, line2);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressGroup, postcode);
  gtk_widget_class_bind_template_child (widget_class, KontorAddressGroup, province);
  gtk_widget_class_bind_template_callback (widget_class, on_country);
}

static void
kontor_address_group_init (KontorAddressGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_address_group_set_address (KontorAddressGroup *self, const KontorRecord *address)
{
  g_return_if_fail (KONTOR_IS_ADDRESS_GROUP (self));

  g_clear_pointer (&self->address, kontor_record_unref);
  self->address = address != NULL ? kontor_record_copy (address) : kontor_record_new (&kontor_address_type);
  for (guint field = 0; field < KONTOR_ADDRESS_N_FIELDS; field++) {
    const char *text = kontor_record_get_text (self->address, field);

    if (get_row (self, field) != NULL)
      gtk_editable_set_text (GTK_EDITABLE (get_row (self, field)), text != NULL ? text : "");
  }
}

KontorRecord *
kontor_address_group_dup_address (KontorAddressGroup *self)
{
  KontorRecord *address;

  g_return_val_if_fail (KONTOR_IS_ADDRESS_GROUP (self), NULL);
  g_return_val_if_fail (self->address != NULL, NULL);

  address = kontor_record_copy (self->address);
  for (guint field = 0; field < KONTOR_ADDRESS_N_FIELDS; field++) {
    g_autofree char *typed = get_row (self, field) != NULL ? dup_typed (self, field) : NULL;
    const char *before = kontor_record_get_text (address, field);

    if (typed != NULL && g_strcmp0 (typed, before != NULL ? before : "") != 0)
      kontor_record_set_text (address, field, typed);
  }
  return address;
}
