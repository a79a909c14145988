#include "kontor-sheet-cell.h"

#include <glib/gi18n.h>

#include "kontor-object.h"

struct _KontorSheetCell {
  GtkWidget parent_instance;

  const KontorSheetColumn *column;
  guint index;
  GtkColumnViewCell *item; /* (nullable): while it is bound */
  KontorObject *object;    /* (owned) (nullable) */
  char *text;              /* what is shown, or was typed in vain */
  gboolean editing;

  GtkWidget *label;
  GtkWidget *icon;
  GtkWidget *entry; /* (nullable): once it was needed */
};

G_DEFINE_FINAL_TYPE (KontorSheetCell, kontor_sheet_cell, GTK_TYPE_WIDGET)

enum { COMMITTED, LEFT, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
set_class (KontorSheetCell *self, const char *name, gboolean wanted)
{
  if (wanted)
    gtk_widget_add_css_class (GTK_WIDGET (self), name);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), name);
}

/* The last to know of it is the entry itself, which loses the focus as it goes. */
static void
end_editing (KontorSheetCell *self)
{
  self->editing = FALSE;
  gtk_widget_set_visible (self->entry, FALSE);
  gtk_widget_set_visible (self->label, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static gboolean
key_pressed_cb (KontorSheetCell *self, guint key, guint code, GdkModifierType state)
{
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;

  switch (key) {
  case GDK_KEY_Escape:
    end_editing (self);
    g_signal_emit (self, signals[LEFT], 0);
    return GDK_EVENT_STOP;
  case GDK_KEY_Return:
  case GDK_KEY_KP_Enter:
    kontor_sheet_cell_commit (self, shift ? GTK_DIR_UP : GTK_DIR_DOWN);
    return GDK_EVENT_STOP;
  case GDK_KEY_Tab:
  case GDK_KEY_ISO_Left_Tab:
    kontor_sheet_cell_commit (self, shift ? GTK_DIR_LEFT : GTK_DIR_RIGHT);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
focus_left_cb (KontorSheetCell *self)
{
  if (self->editing)
    kontor_sheet_cell_commit (self, -1);
}

static void
make_entry (KontorSheetCell *self)
{
  GtkEventController *keys = gtk_event_controller_key_new (), *focus = gtk_event_controller_focus_new ();

  self->entry = gtk_text_new ();
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 1);
  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), self->column->number ? 1 : 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
  gtk_widget_add_controller (self->entry, focus);
}

static void
kontor_sheet_cell_dispose (GObject *object)
{
  KontorSheetCell *self = KONTOR_SHEET_CELL (object);

  self->editing = FALSE;
  g_clear_object (&self->object);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->entry, gtk_widget_unparent);

  G_OBJECT_CLASS (kontor_sheet_cell_parent_class)->dispose (object);
}

static void
kontor_sheet_cell_finalize (GObject *object)
{
  g_free (KONTOR_SHEET_CELL (object)->text);

  G_OBJECT_CLASS (kontor_sheet_cell_parent_class)->finalize (object);
}

static void
kontor_sheet_cell_class_init (KontorSheetCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_sheet_cell_dispose;
  object_class->finalize = kontor_sheet_cell_finalize;

  signals[COMMITTED] = g_signal_new ("committed", KONTOR_TYPE_SHEET_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
  signals[LEFT] = g_signal_new ("left", KONTOR_TYPE_SHEET_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "sheet-cell");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
kontor_sheet_cell_init (KontorSheetCell *self)
{
  self->text = g_strdup ("");
  self->label = gtk_label_new (NULL);
  self->icon = gtk_image_new ();
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_set_visible (self->icon, FALSE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
kontor_sheet_cell_new (const KontorSheetColumn *column, guint index)
{
  KontorSheetCell *self = g_object_new (KONTOR_TYPE_SHEET_CELL, NULL);

  self->column = column;
  self->index = index;
  gtk_label_set_xalign (GTK_LABEL (self->label), column->number ? 1 : 0);
  if (column->number)
    gtk_widget_add_css_class (self->label, "numeric");
  return GTK_WIDGET (self);
}

const KontorSheetColumn *
kontor_sheet_cell_get_column (KontorSheetCell *self)
{
  return self->column;
}

guint
kontor_sheet_cell_get_index (KontorSheetCell *self)
{
  return self->index;
}

void
kontor_sheet_cell_bind (KontorSheetCell *self, GtkColumnViewCell *item, KontorObject *object)
{
  g_return_if_fail (KONTOR_IS_SHEET_CELL (self));

  self->item = item;
  g_set_object (&self->object, object);
}

KontorObject *
kontor_sheet_cell_get_object (KontorSheetCell *self)
{
  return self->object;
}

guint
kontor_sheet_cell_get_position (KontorSheetCell *self)
{
  return self->item != NULL ? gtk_column_view_cell_get_position (self->item) : GTK_INVALID_LIST_POSITION;
}

KontorRecord *
kontor_sheet_cell_get_present (KontorSheetCell *self)
{
  return self->object != NULL ? kontor_object_get_record (self->object) : NULL;
}

static const char *
get_words (KontorSheetState state)
{
  switch (state) {
  case KONTOR_SHEET_CHANGED:
    return _("Changed, not saved yet");
  case KONTOR_SHEET_OVERTAKEN:
    return _("Changed in the shop since: type it again to keep yours");
  case KONTOR_SHEET_FAULTY:
  case KONTOR_SHEET_CLEAN:
    break;
  }
  return NULL;
}

static const char *
get_icon (KontorSheetState state)
{
  switch (state) {
  case KONTOR_SHEET_CHANGED:
    return "document-edit-symbolic";
  case KONTOR_SHEET_OVERTAKEN:
    return "dialog-warning-symbolic";
  case KONTOR_SHEET_FAULTY:
    return "dialog-error-symbolic";
  case KONTOR_SHEET_CLEAN:
    break;
  }
  return NULL;
}

static void
show_state (KontorSheetCell *self, KontorSheetState state, const char *words)
{
  g_autofree char *name = words != NULL ? g_strdup_printf ("%s: %s. %s", _(self->column->title), self->text, words)
                                        : g_strdup_printf ("%s: %s", _(self->column->title), self->text);

  set_class (self, "changed", state == KONTOR_SHEET_CHANGED);
  set_class (self, "overtaken", state == KONTOR_SHEET_OVERTAKEN);
  set_class (self, "faulty", state == KONTOR_SHEET_FAULTY);
  gtk_widget_set_visible (self->icon, state != KONTOR_SHEET_CLEAN);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), get_icon (state));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               state == KONTOR_SHEET_FAULTY ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

void
kontor_sheet_cell_show (KontorSheetCell *self, KontorSheet *sheet, const char *refusal)
{
  const KontorRecord *present;
  g_autoptr (KontorRecord) record = NULL;
  KontorSheetState state = KONTOR_SHEET_CLEAN;
  const char *fault = NULL, *message = NULL;

  g_return_if_fail (KONTOR_IS_SHEET_CELL (self));

  present = kontor_sheet_cell_get_present (self);
  g_clear_pointer (&self->text, g_free);
  if (present != NULL) {
    record = kontor_sheet_lay_over (sheet, present);
    state = kontor_sheet_get_state (sheet, present, self->column->field);
    fault = kontor_sheet_get_fault (sheet, present, self->column->field, &message);
    self->text = fault != NULL ? g_strdup (fault) : kontor_sheet_column_dup_text (self->column, record);
  } else
    self->text = g_strdup ("");
  gtk_label_set_label (GTK_LABEL (self->label), self->text);
  set_class (self, "locked", refusal != NULL);
  if (message == NULL)
    message = get_words (state) != NULL ? get_words (state) : refusal;
  show_state (self, state, message);
}

void
kontor_sheet_cell_mark (KontorSheetCell *self, gboolean in_range, gboolean cursor)
{
  g_return_if_fail (KONTOR_IS_SHEET_CELL (self));

  set_class (self, "in-range", in_range);
  set_class (self, "cursor", cursor);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, in_range, -1);
}

void
kontor_sheet_cell_edit (KontorSheetCell *self, const char *text)
{
  g_autofree char *name = NULL;

  g_return_if_fail (KONTOR_IS_SHEET_CELL (self));

  if (self->entry == NULL)
    make_entry (self);
  name = g_strdup_printf ("%s", _(self->column->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : self->text);
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_visible (self->entry, TRUE);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  self->editing = TRUE;
}

gboolean
kontor_sheet_cell_is_editing (KontorSheetCell *self)
{
  return self->editing;
}

void
kontor_sheet_cell_commit (KontorSheetCell *self, int direction)
{
  g_autofree char *text = NULL;

  g_return_if_fail (KONTOR_IS_SHEET_CELL (self));

  if (!self->editing)
    return;
  text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  self->editing = FALSE;
  gtk_widget_set_visible (self->label, TRUE);
  if (direction >= 0)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_visible (self->entry, FALSE);
  g_signal_emit (self, signals[COMMITTED], 0, text, direction);
}

GtkWidget *
kontor_sheet_cell_get_entry (KontorSheetCell *self)
{
  return self->entry;
}
