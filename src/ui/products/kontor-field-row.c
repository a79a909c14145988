#include "kontor-field-row.h"

#include <glib/gi18n.h>

#include "kontor-field-text.h"

struct _KontorFieldRow {
  AdwEntryRow parent_instance;

  KontorDraftField field;
  char *error; /* (owned) (nullable) */
  GtkWidget *unit_label;
  GtkWidget *theirs_button;
  GtkWidget *ours_button;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (KontorFieldRow, kontor_field_row, ADW_TYPE_ENTRY_ROW)

enum { PROP_0, PROP_FIELD, PROP_UNIT, PROP_INVALID, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
mark (KontorFieldRow *self)
{
  gboolean overtaken = kontor_draft_field_is_overtaken (&self->field);

  kontor_draft_field_mark (&self->field, GTK_WIDGET (self), self->error);
  gtk_widget_set_visible (self->theirs_button, overtaken);
  gtk_widget_set_visible (self->ours_button, overtaken);
}

static void
set_error (KontorFieldRow *self, const char *error)
{
  if (!g_set_str (&self->error, error))
    return;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INVALID]);
}

static gboolean
is_typing (KontorFieldRow *self)
{
  GtkEditable *delegate = gtk_editable_get_delegate (GTK_EDITABLE (self));

  return delegate != NULL && gtk_widget_has_focus (GTK_WIDGET (delegate));
}

/* What is being typed, or cannot be read, is not taken away. */
static void
show (gpointer row)
{
  KontorFieldRow *self = row;
  g_autoptr (KontorRecord) record = kontor_draft_field_dup_record (&self->field);
  g_autofree char *text = kontor_field_text_dup (record, self->field.field);

  if (!is_typing (self) && self->error == NULL &&
      !g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self)))) {
    self->filling = TRUE;
    gtk_editable_set_text (GTK_EDITABLE (self), text);
    self->filling = FALSE;
  }
  mark (self);
}

static void
typed (KontorFieldRow *self)
{
  g_autoptr (KontorRecord) record = NULL, change = NULL;
  g_autoptr (GError) error = NULL;

  if (self->filling || self->field.draft == NULL)
    return;
  record = kontor_draft_field_dup_record (&self->field);
  change = kontor_draft_field_make_change (&self->field);
  if (kontor_field_text_parse (record, self->field.field, gtk_editable_get_text (GTK_EDITABLE (self)), change, &error)) {
    set_error (self, NULL);
    kontor_draft_field_set (&self->field, change);
  } else
    set_error (self, error->message);
  mark (self);
}

static void
left (KontorFieldRow *self)
{
  if (self->field.draft != NULL)
    show (self);
}

static void
theirs_clicked (KontorFieldRow *self)
{
  set_error (self, NULL);
  kontor_draft_reset (self->field.draft, self->field.entity, self->field.id, self->field.field);
  show (self);
}

static void
ours_clicked (KontorFieldRow *self)
{
  kontor_draft_keep (self->field.draft, self->field.entity, self->field.id, self->field.field);
}

static GtkWidget *
add_button (KontorFieldRow *self, const char *icon, const char *meaning, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning, -1);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), button);
  return button;
}

static void
kontor_field_row_constructed (GObject *object)
{
  KontorFieldRow *self = KONTOR_FIELD_ROW (object);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  G_OBJECT_CLASS (kontor_field_row_parent_class)->constructed (object);

  self->theirs_button =
      add_button (self, "edit-undo-symbolic", _("Take What the Shop Says"), G_CALLBACK (theirs_clicked));
  self->ours_button = add_button (self, "object-select-symbolic", _("Keep What You Typed"), G_CALLBACK (ours_clicked));
  g_signal_connect (self, "changed", G_CALLBACK (typed), NULL);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

static void
kontor_field_row_dispose (GObject *object)
{
  KontorFieldRow *self = KONTOR_FIELD_ROW (object);

  kontor_draft_field_clear (&self->field);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (kontor_field_row_parent_class)->dispose (object);
}

static void
kontor_field_row_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorFieldRow *self = KONTOR_FIELD_ROW (object);

  switch (property) {
  case PROP_INVALID:
    g_value_set_boolean (value, self->error != NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_field_row_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorFieldRow *self = KONTOR_FIELD_ROW (object);

  switch (property) {
  case PROP_FIELD:
    kontor_draft_field_parse (&self->field, g_value_get_string (value));
    break;
  case PROP_UNIT:
    kontor_field_row_set_unit (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_field_row_class_init (KontorFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = kontor_field_row_constructed;
  object_class->dispose = kontor_field_row_dispose;
  object_class->get_property = kontor_field_row_get_property;
  object_class->set_property = kontor_field_row_set_property;

  properties[PROP_FIELD] = g_param_spec_string ("field", NULL, NULL, "product.title",
                                                G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_UNIT] = g_param_spec_string ("unit", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_INVALID] = g_param_spec_boolean ("invalid", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
kontor_field_row_init (KontorFieldRow *self)
{
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
}

KontorEntity
kontor_field_row_get_entity (KontorFieldRow *self)
{
  g_return_val_if_fail (KONTOR_IS_FIELD_ROW (self), KONTOR_ENTITY_PRODUCT);

  return self->field.entity;
}

void
kontor_field_row_bind (KontorFieldRow *self, KontorDraft *draft, gint64 id)
{
  g_return_if_fail (KONTOR_IS_FIELD_ROW (self));
  g_return_if_fail (KONTOR_IS_DRAFT (draft));

  kontor_draft_field_bind (&self->field, GTK_WIDGET (self), draft, id, show);
}

void
kontor_field_row_set_unit (KontorFieldRow *self, const char *unit)
{
  g_return_if_fail (KONTOR_IS_FIELD_ROW (self));

  if (self->unit_label == NULL) {
    self->unit_label = gtk_label_new (NULL);
    gtk_widget_add_css_class (self->unit_label, "dimmed");
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (self), self->unit_label);
  }
  gtk_label_set_label (GTK_LABEL (self->unit_label), unit);
}

gboolean
kontor_field_row_get_invalid (KontorFieldRow *self)
{
  g_return_val_if_fail (KONTOR_IS_FIELD_ROW (self), FALSE);

  return self->error != NULL;
}
