#include "kontor-term-edit.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-catalog.h"
#include "kontor-gesture.h"

/* What a dialog that asks is about; it goes with it. */
typedef struct {
  KontorEngine *engine;
  KontorEntity entity;
  gint64 account_id;
  KontorObject *object; /* (nullable) */
  GPtrArray *above;     /* (element-type KontorObject): what it may be below, after "nothing" */
  GtkWidget *name_row;
  GtkWidget *above_row;
} Edit;

static void
edit_free (gpointer data)
{
  Edit *self = data;

  g_object_unref (self->engine);
  g_clear_object (&self->object);
  g_ptr_array_unref (self->above);
  g_free (self);
}

static gboolean
is_category (const Edit *self)
{
  return self->entity == KONTOR_ENTITY_CATEGORY;
}

static void
set_above (const Edit *self, KontorRecord *record)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->above_row));
  KontorObject *above = selected > 0 && selected <= self->above->len ? g_ptr_array_index (self->above, selected - 1) : NULL;

  kontor_record_set_ref (record, KONTOR_CATEGORY_PARENT, above != NULL ? kontor_object_get_id (above) : 0,
                         above != NULL ? kontor_object_get_key (above) : NULL);
}

static KontorRecord *
make_record (const Edit *self)
{
  KontorRecord *record = kontor_record_new (kontor_entity_get_record_type (self->entity));
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_row))));

  kontor_record_set_text (record, is_category (self) ? KONTOR_CATEGORY_NAME : KONTOR_TAG_NAME, name);
  if (is_category (self))
    set_above (self, record);
  else if (self->object == NULL)
    kontor_record_set_text (record, KONTOR_TAG_KIND, "tag");
  return record;
}

static void
answered_cb (AdwAlertDialog *dialog, const char *response, Edit *self)
{
  g_autoptr (KontorRecord) record = NULL;
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (dialog));

  if (!g_str_equal (response, "save") || parent == NULL)
    return;
  record = make_record (self);
  kontor_gesture_run (parent, self->object != NULL
                                  ? kontor_catalog_set_term (self->engine, self->entity, kontor_object_get_id (self->object), record)
                                  : kontor_catalog_create_term (self->engine, self->entity, self->account_id, record));
}

static void
typed_cb (AdwAlertDialog *dialog, GtkEditable *row)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (row)));

  adw_alert_dialog_set_response_enabled (dialog, "save", name[0] != '\0');
}

/* Not below itself, nor below what is below it. */
static gboolean
is_below (KontorTermItem *term, KontorTermItem *other)
{
  const char *path = kontor_term_item_get_path (other);

  return other == term || (g_str_has_prefix (path, kontor_term_item_get_path (term)) &&
                           g_str_has_prefix (path + strlen (kontor_term_item_get_path (term)), " › "));
}

static guint
fill_above (Edit *self, GtkStringList *names, KontorTermTree *terms, KontorTermItem *term)
{
  gint64 present = term != NULL ? kontor_object_get_int (kontor_term_item_get_object (term), KONTOR_CATEGORY_PARENT) : 0;
  guint selected = 0;

  gtk_string_list_append (names, _("Nothing"));
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (terms)); i++) {
    g_autoptr (KontorTermItem) other = g_list_model_get_item (G_LIST_MODEL (terms), i);

    if (term != NULL && is_below (term, other))
      continue;
    g_ptr_array_add (self->above, g_object_ref (kontor_term_item_get_object (other)));
    gtk_string_list_append (names, kontor_term_item_get_path (other));
    if (kontor_object_get_id (kontor_term_item_get_object (other)) == present)
      selected = self->above->len;
  }
  return selected;
}

static GtkWidget *
make_above_row (Edit *self, KontorTermTree *terms, KontorTermItem *term)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = fill_above (self, names, terms, term);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Below"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return row;
}

static GtkWidget *
make_form (Edit *self, KontorTermTree *terms, KontorTermItem *term)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  self->name_row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->name_row), _("Name"));
  if (term != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->name_row), kontor_term_item_get_name (term));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (self->name_row), TRUE);
  gtk_list_box_append (GTK_LIST_BOX (list), self->name_row);
  if (is_category (self)) {
    self->above_row = make_above_row (self, terms, term);
    gtk_list_box_append (GTK_LIST_BOX (list), self->above_row);
  }
  return list;
}

static const char *
get_title (const Edit *self)
{
  if (self->object == NULL)
    return is_category (self) ? _("New Category") : _("New Tag");
  return is_category (self) ? _("Edit Category") : _("Edit Tag");
}

AdwDialog *
kontor_term_edit_new (KontorEngine *engine, KontorEntity entity, gint64 account_id, KontorTermTree *terms,
                      KontorTermItem *term)
{
  Edit *self = g_new0 (Edit, 1);
  AdwDialog *dialog;

  self->engine = g_object_ref (engine);
  self->entity = entity;
  self->account_id = account_id;
  self->object = term != NULL ? g_object_ref (kontor_term_item_get_object (term)) : NULL;
  self->above = g_ptr_array_new_with_free_func (g_object_unref);
  dialog = adw_alert_dialog_new (get_title (self), NULL);
  g_object_set_data_full (G_OBJECT (dialog), "edit", self, edit_free);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), make_form (self, terms, term));
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "save", _("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (self->name_row, "changed", G_CALLBACK (typed_cb), dialog, G_CONNECT_SWAPPED);
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), self);
  typed_cb (ADW_ALERT_DIALOG (dialog), GTK_EDITABLE (self->name_row));
  return dialog;
}
