#include "kontor-cell-entry.h"

#include <glib/gi18n.h>

struct _KontorCellEntry {
  AdwBin parent_instance;

  char *label;
  char *text;
  char *note;         /* (nullable) */
  char *error;        /* (nullable) */
  gboolean dirty;     /* something else than the value stands there */
  gboolean committed; /* … and was handed on: the next value takes its place */

  GtkEntry *entry;
  GtkImage *state_icon;
  GtkLabel *caption;
  GtkLabel *note_label;
};

G_DEFINE_FINAL_TYPE (KontorCellEntry, kontor_cell_entry, ADW_TYPE_BIN)

enum { PROP_0, PROP_LABEL, PROP_TEXT, PROP_NOTE, N_PROPS };
enum { SIGNAL_COMMIT, SIGNAL_TYPED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *
get_typed (KontorCellEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static void
set_class (GtkWidget *widget, const char *name, gboolean wanted)
{
  if (wanted)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_note (KontorCellEntry *self)
{
  const char *text = self->error != NULL ? self->error : self->note;

  gtk_label_set_label (self->note_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), text != NULL);
  set_class (GTK_WIDGET (self->note_label), "error", self->error != NULL);
  set_class (GTK_WIDGET (self->note_label), "dimmed", self->error == NULL);
  set_class (GTK_WIDGET (self->entry), "error", self->error != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               self->error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* Long amounts are to be read whole; short ones stand under each other. */
static void
show_text (KontorCellEntry *self)
{
  int width = CLAMP ((int) g_utf8_strlen (self->text, -1) + 1, 8, 22);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->text);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), width);
  self->dirty = FALSE;
}

static void
commit (KontorCellEntry *self)
{
  g_autofree char *typed = NULL;

  if (!self->dirty || self->error != NULL)
    return;
  typed = g_strstrip (g_strdup (get_typed (self)));
  if (g_str_equal (typed, self->text))
    kontor_cell_entry_reset (self);
  else if (!self->committed) {
    self->committed = TRUE;
    g_signal_emit (self, signals[SIGNAL_COMMIT], 0, typed);
  }
}

static void
on_activate (KontorCellEntry *self)
{
  commit (self);
}

static void
on_leave (KontorCellEntry *self)
{
  commit (self);
}

static void
on_changed (KontorCellEntry *self)
{
  self->dirty = !g_str_equal (get_typed (self), self->text);
  self->committed = FALSE;
  kontor_cell_entry_set_error (self, NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_emit (self, signals[SIGNAL_TYPED], 0, get_typed (self));
}

static gboolean
on_key_pressed (KontorCellEntry *self, guint key)
{
  if (key != GDK_KEY_Escape || !self->dirty)
    return GDK_EVENT_PROPAGATE;
  kontor_cell_entry_reset (self);
  return GDK_EVENT_STOP;
}

static void
kontor_cell_entry_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_CELL_ENTRY);

  G_OBJECT_CLASS (kontor_cell_entry_parent_class)->dispose (object);
}

static void
kontor_cell_entry_finalize (GObject *object)
{
  KontorCellEntry *self = KONTOR_CELL_ENTRY (object);

  g_free (self->label);
  g_free (self->text);
  g_free (self->note);
  g_free (self->error);

  G_OBJECT_CLASS (kontor_cell_entry_parent_class)->finalize (object);
}

static void
kontor_cell_entry_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorCellEntry *self = KONTOR_CELL_ENTRY (object);

  switch (property) {
  case PROP_LABEL:
    g_value_set_string (value, self->label);
    break;
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case PROP_NOTE:
    g_value_set_string (value, self->note);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_cell_entry_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  KontorCellEntry *self = KONTOR_CELL_ENTRY (object);

  switch (property) {
  case PROP_LABEL:
    kontor_cell_entry_set_label (self, g_value_get_string (value));
    break;
  case PROP_TEXT:
    kontor_cell_entry_set_text (self, g_value_get_string (value));
    break;
  case PROP_NOTE:
    kontor_cell_entry_set_note (self, g_value_get_string (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_cell_entry_class_init (KontorCellEntryClass *klass)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_cell_entry_dispose;
  object_class->finalize = kontor_cell_entry_finalize;
  object_class->get_property = kontor_cell_entry_get_property;
  object_class->set_property = kontor_cell_entry_set_property;

  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, "", flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_COMMIT] = g_signal_new ("commit", KONTOR_TYPE_CELL_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_TYPED] = g_signal_new ("typed", KONTOR_TYPE_CELL_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-cell-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCellEntry, caption);
  gtk_widget_class_bind_template_child (widget_class, KontorCellEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorCellEntry, note_label);
  gtk_widget_class_bind_template_child (widget_class, KontorCellEntry, state_icon);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_key_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
}

static void
kontor_cell_entry_init (KontorCellEntry *self)
{
  self->label = g_strdup ("");
  self->text = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_cell_entry_new (const char *label)
{
  return g_object_new (KONTOR_TYPE_CELL_ENTRY, "label", label, NULL);
}

void
kontor_cell_entry_set_label (KontorCellEntry *self, const char *label)
{
  g_return_if_fail (KONTOR_IS_CELL_ENTRY (self));

  if (!g_set_str (&self->label, label != NULL ? label : ""))
    return;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->caption), self->label);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

const char *
kontor_cell_entry_get_text (KontorCellEntry *self)
{
  g_return_val_if_fail (KONTOR_IS_CELL_ENTRY (self), NULL);

  return self->text;
}

void
kontor_cell_entry_set_text (KontorCellEntry *self, const char *text)
{
  g_return_if_fail (KONTOR_IS_CELL_ENTRY (self));

  if (!g_set_str (&self->text, text != NULL ? text : ""))
    return;
  if (!self->dirty || self->committed)
    kontor_cell_entry_reset (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

void
kontor_cell_entry_set_note (KontorCellEntry *self, const char *note)
{
  g_return_if_fail (KONTOR_IS_CELL_ENTRY (self));

  if (!g_set_str (&self->note, note))
    return;
  show_note (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTE]);
}

void
kontor_cell_entry_set_state (KontorCellEntry *self, KontorCellState state)
{
  const char *text = state == KONTOR_CELL_PROBLEM ? _("Needs your decision") : _("Not sent to the shop yet");

  g_return_if_fail (KONTOR_IS_CELL_ENTRY (self));

  gtk_widget_set_visible (GTK_WIDGET (self->state_icon), state != KONTOR_CELL_SETTLED);
  gtk_image_set_from_icon_name (self->state_icon, state == KONTOR_CELL_PROBLEM ? "dialog-warning-symbolic"
                                                                               : "content-loading-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->state_icon), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->state_icon), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  set_class (GTK_WIDGET (self->state_icon), "warning", state == KONTOR_CELL_PROBLEM);
  set_class (GTK_WIDGET (self->state_icon), "accent", state == KONTOR_CELL_WAITING);
}

void
kontor_cell_entry_set_error (KontorCellEntry *self, const char *message)
{
  g_return_if_fail (KONTOR_IS_CELL_ENTRY (self));

  if (g_set_str (&self->error, message))
    show_note (self);
}

void
kontor_cell_entry_reset (KontorCellEntry *self)
{
  g_return_if_fail (KONTOR_IS_CELL_ENTRY (self));

  show_text (self);
  kontor_cell_entry_set_error (self, NULL);
}

void
kontor_cell_entry_set_locked (KontorCellEntry *self, const char *reason)
{
  g_return_if_fail (KONTOR_IS_CELL_ENTRY (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->entry), reason == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reason);
}

GtkEntry *
kontor_cell_entry_get_entry (KontorCellEntry *self)
{
  g_return_val_if_fail (KONTOR_IS_CELL_ENTRY (self), NULL);

  return self->entry;
}
