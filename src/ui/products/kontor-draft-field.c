#include "kontor-draft-field.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

void
kontor_draft_field_clear (KontorDraftField *self)
{
  g_clear_object (&self->draft);
  g_clear_pointer (&self->title, g_free);
}

void
kontor_draft_field_parse (KontorDraftField *self, const char *name)
{
  const char *dot = strchr (name, '.');
  g_autofree char *entity = g_strndup (name, dot != NULL ? (gsize) (dot - name) : 0);
  int field = -1;

  if (kontor_entity_from_nick (entity, &self->entity))
    field = kontor_record_type_find (kontor_entity_get_record_type (self->entity), dot + 1);
  if (field < 0)
    g_error ("There is no field “%s”", name);
  self->field = (guint) field;
}

void
kontor_draft_field_bind (KontorDraftField *self, GtkWidget *row, KontorDraft *draft, gint64 id, void (*show) (gpointer row))
{
  if (self->draft != NULL)
    g_signal_handlers_disconnect_by_func (self->draft, show, row);
  g_set_object (&self->draft, draft);
  self->id = id;
  if (self->title == NULL)
    self->title = g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_signal_connect_object (draft, "changed", G_CALLBACK (show), row, G_CONNECT_SWAPPED);
  show (row);
}

KontorRecord *
kontor_draft_field_dup_record (const KontorDraftField *self)
{
  return kontor_draft_dup_record (self->draft, self->entity, self->id);
}

KontorRecord *
kontor_draft_field_make_change (const KontorDraftField *self)
{
  return kontor_record_new (kontor_entity_get_record_type (self->entity));
}

void
kontor_draft_field_set (const KontorDraftField *self, const KontorRecord *change)
{
  kontor_draft_set (self->draft, self->entity, self->id, change);
}

gboolean
kontor_draft_field_is_overtaken (const KontorDraftField *self)
{
  return kontor_draft_is_overtaken (self->draft, self->entity, self->id, self->field);
}

char *
kontor_draft_field_dup_refusal (const KontorDraftField *self)
{
  g_autoptr (KontorAccount) account =
      kontor_engine_dup_account (kontor_draft_get_engine (self->draft), kontor_draft_get_account (self->draft));
  const KontorConnectorInfo *platform = account != NULL ? kontor_account_get_platform (account) : NULL;

  if (platform == NULL || (platform->fixed[self->entity] & KONTOR_FIELD_BIT (self->field)) == 0)
    return NULL;
  return g_strdup (_("This shop does not keep it"));
}

void
kontor_draft_field_mark (const KontorDraftField *self, GtkWidget *row, const char *error)
{
  g_autofree char *refusal = kontor_draft_field_dup_refusal (self);
  gboolean overtaken = kontor_draft_field_is_overtaken (self);
  const char *note = error;
  g_autofree char *text = NULL;

  if (note == NULL)
    note = overtaken ? _("Changed in the shop since") : refusal;
  text = note != NULL ? g_strdup_printf ("%s – %s", self->title, note) : g_strdup (self->title);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_widget_set_sensitive (row, refusal == NULL);
  if (error != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  if (overtaken && error == NULL)
    gtk_widget_add_css_class (row, "warning");
  else
    gtk_widget_remove_css_class (row, "warning");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}
