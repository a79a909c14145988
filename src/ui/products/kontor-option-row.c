#include "kontor-option-row.h"

#include <glib/gi18n.h>

struct _KontorOptionRow {
  AdwExpanderRow parent_instance;

  KontorDraftVariants *variants; /* (owned) */
  guint option;
  GPtrArray *value_rows; /* (element-type AdwEntryRow) */
  gboolean filling;

  AdwEntryRow *name_row;
  AdwEntryRow *new_row;
};

G_DEFINE_FINAL_TYPE (KontorOptionRow, kontor_option_row, ADW_TYPE_EXPANDER_ROW)

static KontorRecord *
dup_option (KontorOptionRow *self)
{
  KontorDraft *draft = kontor_draft_variants_get_draft (self->variants);
  g_autoptr (KontorRecord) product = kontor_draft_dup_record (draft, KONTOR_ENTITY_PRODUCT, kontor_draft_get_product (draft));

  if (self->option >= kontor_record_get_length (product, KONTOR_PRODUCT_OPTIONS))
    return NULL;
  return kontor_record_ref (kontor_record_get_member (product, KONTOR_PRODUCT_OPTIONS, self->option));
}

/* What is wrong with what was typed stands in the place of the row's own title. */
static void
mark (GtkWidget *row, const char *title, const GError *error)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), error != NULL ? error->message : title);
  if (error != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID,
                               error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static guint
get_value_index (KontorOptionRow *self, GtkWidget *row)
{
  guint index = G_MAXUINT;

  g_ptr_array_find (self->value_rows, row, &index);
  return index;
}

static void
name_typed_cb (KontorOptionRow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->filling)
    return;
  kontor_draft_options_rename (self->variants, self->option, gtk_editable_get_text (GTK_EDITABLE (self->name_row)), &error);
  mark (GTK_WIDGET (self->name_row), _("Name"), error);
}

static void
value_typed_cb (KontorOptionRow *self, GtkWidget *row)
{
  g_autoptr (GError) error = NULL;

  if (self->filling)
    return;
  kontor_draft_options_rename_value (self->variants, self->option, get_value_index (self, row),
                                     gtk_editable_get_text (GTK_EDITABLE (row)), &error);
  mark (row, _("Value"), error);
}

static void
new_value_cb (KontorOptionRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->new_row));
  g_autoptr (GError) error = NULL;

  if (text[0] == '\0')
    return;
  if (kontor_draft_options_add_value (self->variants, self->option, text, &error))
    gtk_editable_set_text (GTK_EDITABLE (self->new_row), "");
  mark (GTK_WIDGET (self->new_row), _("Add a Value"), error);
}

static void
new_value_typed_cb (KontorOptionRow *self)
{
  mark (GTK_WIDGET (self->new_row), _("Add a Value"), NULL);
}

static void
move_value (KontorOptionRow *self, guint from, guint to)
{
  kontor_draft_options_move_value (self->variants, self->option, from, to);
  if (to < self->value_rows->len)
    gtk_widget_grab_focus (g_ptr_array_index (self->value_rows, to));
}

static guint
get_index_of_button (KontorOptionRow *self, GtkWidget *button)
{
  return get_value_index (self, gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW));
}

static void
raise_value_cb (GtkWidget *button, KontorOptionRow *self)
{
  guint index = get_index_of_button (self, button);

  if (index > 0)
    move_value (self, index, index - 1);
}

static void
lower_value_cb (GtkWidget *button, KontorOptionRow *self)
{
  guint index = get_index_of_button (self, button);

  move_value (self, index, index + 1);
}

static void
remove_value_cb (GtkWidget *button, KontorOptionRow *self)
{
  kontor_draft_options_remove_value (self->variants, self->option, get_index_of_button (self, button));
  gtk_widget_grab_focus (GTK_WIDGET (self->new_row));
}

static void
raise_cb (GtkWidget *button, KontorOptionRow *self)
{
  if (self->option > 0)
    kontor_draft_options_move (self->variants, self->option, self->option - 1);
}

static void
lower_cb (GtkWidget *button, KontorOptionRow *self)
{
  kontor_draft_options_move (self->variants, self->option, self->option + 1);
}

static void
remove_cb (GtkWidget *button, KontorOptionRow *self)
{
  kontor_draft_options_remove (self->variants, self->option);
}

static GtkWidget *
make_button (KontorOptionRow *self, const char *icon, const char *meaning, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, meaning);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, meaning, -1);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  return button;
}

static void
add_value_row (KontorOptionRow *self)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  mark (row, _("Value"), NULL);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), make_button (self, "go-up-symbolic", _("Move Up"), G_CALLBACK (raise_value_cb)));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), make_button (self, "go-down-symbolic", _("Move Down"), G_CALLBACK (lower_value_cb)));
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), make_button (self, "user-trash-symbolic", _("Remove"), G_CALLBACK (remove_value_cb)));
  g_signal_connect_object (row, "changed", G_CALLBACK (value_typed_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->value_rows, row);
}

static void
fill (GtkWidget *row, const char *text)
{
  if (!gtk_widget_has_css_class (row, "error") && g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (row)), text) != 0 &&
      (text == NULL || !gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))))))
    gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
show_values (KontorOptionRow *self, const KontorRecord *option)
{
  guint n_values = kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  g_autofree char *list = NULL;

  while (self->value_rows->len < n_values)
    add_value_row (self);
  while (self->value_rows->len > n_values)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_steal_index (self->value_rows, self->value_rows->len - 1));
  for (guint i = 0; i < n_values; i++) {
    const char *name = kontor_option_value_get_name (kontor_record_get_member (option, KONTOR_PRODUCT_OPTION_VALUES, i));

    g_strv_builder_add (builder, name);
    fill (g_ptr_array_index (self->value_rows, i), name);
  }
  names = g_strv_builder_end (builder);
  list = g_strjoinv (", ", names);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), n_values > 0 ? list : _("No values yet"));
}

void
kontor_option_row_update (KontorOptionRow *self)
{
  g_autoptr (KontorRecord) option = NULL;
  const char *name;

  g_return_if_fail (KONTOR_IS_OPTION_ROW (self));

  option = dup_option (self);
  if (option == NULL)
    return;
  self->filling = TRUE;
  name = kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name != NULL ? name : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name != NULL ? name : "", -1);
  fill (GTK_WIDGET (self->name_row), name);
  show_values (self, option);
  self->filling = FALSE;
}

static void
kontor_option_row_dispose (GObject *object)
{
  g_clear_object (&KONTOR_OPTION_ROW (object)->variants);

  G_OBJECT_CLASS (kontor_option_row_parent_class)->dispose (object);
}

static void
kontor_option_row_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_OPTION_ROW (object)->value_rows);

  G_OBJECT_CLASS (kontor_option_row_parent_class)->finalize (object);
}

static void
kontor_option_row_class_init (KontorOptionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_option_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_option_row_finalize;
}

static AdwEntryRow *
add_entry (KontorOptionRow *self, const char *title, void (*typed) (KontorOptionRow *self))
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  mark (row, title, NULL);
  g_signal_connect_object (row, "changed", G_CALLBACK (typed), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  return ADW_ENTRY_ROW (row);
}

static void
kontor_option_row_init (KontorOptionRow *self)
{
  self->value_rows = g_ptr_array_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (self), make_button (self, "user-trash-symbolic", _("Remove"), G_CALLBACK (remove_cb)));
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (self), make_button (self, "go-down-symbolic", _("Move Down"), G_CALLBACK (lower_cb)));
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (self), make_button (self, "go-up-symbolic", _("Move Up"), G_CALLBACK (raise_cb)));
  self->name_row = add_entry (self, _("Name"), name_typed_cb);
  self->new_row = add_entry (self, _("Add a Value"), new_value_typed_cb);
  adw_entry_row_set_show_apply_button (self->new_row, TRUE);
  g_signal_connect_object (self->new_row, "apply", G_CALLBACK (new_value_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
kontor_option_row_new (KontorDraftVariants *variants, guint option)
{
  KontorOptionRow *self;

  g_return_val_if_fail (KONTOR_IS_DRAFT_VARIANTS (variants), NULL);

  self = g_object_new (KONTOR_TYPE_OPTION_ROW, NULL);
  self->variants = g_object_ref (variants);
  self->option = option;
  kontor_option_row_update (self);
  return GTK_WIDGET (self);
}

gboolean
kontor_option_row_get_invalid (KontorOptionRow *self)
{
  g_return_val_if_fail (KONTOR_IS_OPTION_ROW (self), FALSE);

  if (gtk_widget_has_css_class (GTK_WIDGET (self->name_row), "error"))
    return TRUE;
  for (guint i = 0; i < self->value_rows->len; i++)
    if (gtk_widget_has_css_class (g_ptr_array_index (self->value_rows, i), "error"))
      return TRUE;
  return FALSE;
}

void
kontor_option_row_focus_new_value (KontorOptionRow *self)
{
  g_return_if_fail (KONTOR_IS_OPTION_ROW (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->new_row));
}
