#include "kontor-custom-fields.h"

#include <glib/gi18n.h>

#include "kontor-metadata.h"

struct _KontorCustomFields {
  AdwPreferencesGroup parent_instance;

  char *json; /* (owned) (nullable): what is shown */
  AdwExpanderRow *expander;
  GPtrArray *rows; /* (element-type GtkWidget) */
};

G_DEFINE_FINAL_TYPE (KontorCustomFields, kontor_custom_fields, ADW_TYPE_PREFERENCES_GROUP)

static void
kontor_custom_fields_finalize (GObject *object)
{
  KontorCustomFields *self = KONTOR_CUSTOM_FIELDS (object);

  g_ptr_array_unref (self->rows);
  g_free (self->json);

  G_OBJECT_CLASS (kontor_custom_fields_parent_class)->finalize (object);
}

static void
kontor_custom_fields_class_init (KontorCustomFieldsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_custom_fields_finalize;
}

static void
kontor_custom_fields_init (KontorCustomFields *self)
{
  self->rows = g_ptr_array_new ();
  self->expander = ADW_EXPANDER_ROW (adw_expander_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->expander), _("Custom Fields"));
  adw_expander_row_set_subtitle (self->expander, _("Of the shop’s plugins; they stay as they are."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->expander));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
add_row (KontorCustomFields *self, const char *name, const char *value)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 6);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  adw_expander_row_add_row (self->expander, row);
  g_ptr_array_add (self->rows, row);
}

void
kontor_custom_fields_show (KontorCustomFields *self, const char *json)
{
  g_auto (GStrv) list = NULL;

  g_return_if_fail (KONTOR_IS_CUSTOM_FIELDS (self));

  if (!g_set_str (&self->json, json))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (self->expander, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  list = kontor_metadata_list (json);
  for (guint i = 0; list[i] != NULL; i += 2)
    add_row (self, list[i], list[i + 1]);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}
