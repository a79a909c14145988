#include "kontor-field-cell.h"

#include <glib/gi18n.h>

#include "kontor-field-text.h"

struct _KontorFieldCell {
  AdwBin parent_instance;

  KontorDraftField field;
  char *title;
  char *error; /* (owned) (nullable) */
  GtkEditable *entry;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (KontorFieldCell, kontor_field_cell, ADW_TYPE_BIN)

static void
set_style (KontorFieldCell *self, const char *style, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), style);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), style);
}

/* (nullable) */
static char *
dup_refusal (KontorFieldCell *self, const KontorRecord *record)
{
  char *refusal = kontor_draft_field_dup_refusal (&self->field);

  return refusal != NULL ? refusal : kontor_field_text_dup_obstacle (record, self->field.field);
}

static void
mark (KontorFieldCell *self, const KontorRecord *record)
{
  gboolean overtaken = kontor_draft_field_is_overtaken (&self->field);
  g_autofree char *refusal = dup_refusal (self, record);
  const char *note = self->error != NULL ? self->error : refusal, *name;
  g_autofree char *label = NULL;

  if (note == NULL && overtaken)
    note = _("Changed in the shop since");
  name = kontor_record_get_text (record, KONTOR_VARIANT_TITLE);
  label = g_strdup_printf ("%s, %s", self->title, name != NULL ? name : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note != NULL ? note : "", -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), note);
  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), refusal == NULL);
  set_style (self, "error", self->error != NULL);
  set_style (self, "warning", overtaken);
  set_style (self, "changed", kontor_draft_has_changed (self->field.draft, self->field.entity, self->field.id, self->field.field));
}

static gboolean
is_typing (KontorFieldCell *self)
{
  return gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (self->entry)));
}

static void
show (KontorFieldCell *self)
{
  g_autoptr (KontorRecord) record = kontor_draft_field_dup_record (&self->field);
  g_autofree char *text = kontor_field_text_dup (record, self->field.field);

  if (!is_typing (self) && self->error == NULL && !g_str_equal (text, gtk_editable_get_text (self->entry))) {
    self->filling = TRUE;
    gtk_editable_set_text (self->entry, text);
    self->filling = FALSE;
  }
  mark (self, record);
}

static void
typed (KontorFieldCell *self)
{
  g_autoptr (KontorRecord) record = NULL, change = NULL;
  g_autoptr (GError) error = NULL;

  if (self->filling || self->field.draft == NULL)
    return;
  record = kontor_draft_field_dup_record (&self->field);
  change = kontor_draft_field_make_change (&self->field);
  if (kontor_field_text_parse (record, self->field.field, gtk_editable_get_text (self->entry), change, &error)) {
    g_clear_pointer (&self->error, g_free);
    kontor_draft_field_set (&self->field, change);
  } else
    g_set_str (&self->error, error->message);
  mark (self, record);
}

static void
left (KontorFieldCell *self)
{
  if (self->field.draft != NULL)
    show (self);
}

static void
kontor_field_cell_dispose (GObject *object)
{
  KontorFieldCell *self = KONTOR_FIELD_CELL (object);

  kontor_draft_field_clear (&self->field);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (kontor_field_cell_parent_class)->dispose (object);
}

static void
kontor_field_cell_class_init (KontorFieldCellClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_field_cell_dispose;
}

static void
kontor_field_cell_init (KontorFieldCell *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->entry = GTK_EDITABLE (gtk_entry_new ());
  gtk_editable_set_width_chars (self->entry, 9);
  gtk_editable_set_max_width_chars (self->entry, 16);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->entry));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (typed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
kontor_field_cell_new (const char *field, const char *title)
{
  KontorFieldCell *self = g_object_new (KONTOR_TYPE_FIELD_CELL, NULL);

  kontor_draft_field_parse (&self->field, field);
  self->title = g_strdup (title);
  return GTK_WIDGET (self);
}

void
kontor_field_cell_bind (KontorFieldCell *self, KontorDraft *draft, gint64 id)
{
  g_return_if_fail (KONTOR_IS_FIELD_CELL (self));

  if (self->field.draft != NULL)
    g_signal_handlers_disconnect_by_func (self->field.draft, show, self);
  g_clear_pointer (&self->error, g_free);
  g_clear_object (&self->field.draft);
  self->field.id = id;
  if (id == 0)
    return;
  self->field.draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

gboolean
kontor_field_cell_get_invalid (KontorFieldCell *self)
{
  g_return_val_if_fail (KONTOR_IS_FIELD_CELL (self), FALSE);

  return self->error != NULL;
}
