#include "kontor-import-columns.h"

#include <glib/gi18n.h>
#include <string.h>

/* What a row shows of a column. */
#define SAMPLES 3

struct _KontorImportColumns {
  AdwBin parent_instance;

  KontorImport *import; /* (owned) (nullable) */
  GPtrArray *rows;      /* (element-type AdwComboRow) */
  gboolean showing;     /* what changes now is not the person's doing */

  AdwPreferencesGroup *file_group;
  AdwPreferencesGroup *columns_group;
  AdwComboRow *charset_row;
  AdwComboRow *delimiter_row;
  AdwComboRow *decimal_row;
  AdwSwitchRow *clear_row;
};

G_DEFINE_FINAL_TYPE (KontorImportColumns, kontor_import_columns, ADW_TYPE_BIN)

enum { SIGNAL_FORMAT_CHANGED, SIGNAL_MEANING_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* What spreadsheets write, beside what was recognised. */
static const char *const charsets[] = { "UTF-8", "WINDOWS-1252", "ISO-8859-15", "WINDOWS-1250", "WINDOWS-1251", "UTF-16LE",
                                        "SHIFT_JIS", "GB18030", NULL };

static void
show_charset (KontorImportColumns *self, const char *charset)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (charsets);
  guint position;

  for (position = 0; charsets[position] != NULL; position++)
    if (g_ascii_strcasecmp (charsets[position], charset) == 0)
      break;
  if (charsets[position] == NULL)
    gtk_string_list_append (list, charset);
  adw_combo_row_set_model (self->charset_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->charset_row, position);
}

static void
show_file (KontorImportColumns *self)
{
  const KontorCsvLayout *layout = kontor_import_get_layout (self->import);
  const char *delimiter = strchr (kontor_csv_delimiters, layout->format.delimiter);
  guint n_replaced = kontor_import_get_n_replaced (self->import);
  g_autofree char *text = NULL;

  if (n_replaced > 0)
    /* Translators: the second is what was recognised, as "An export of WooCommerce" */
    text = g_strdup_printf (ngettext ("%2$s. %1$u character is not of this encoding.",
                                      "%2$s. %1$u characters are not of this encoding.", n_replaced),
                            n_replaced, kontor_csv_dialect_get_label (layout->dialect));
  adw_preferences_group_set_description (self->file_group, text != NULL ? text : kontor_csv_dialect_get_label (layout->dialect));
  show_charset (self, layout->format.charset);
  adw_combo_row_set_selected (self->delimiter_row, delimiter != NULL ? (guint) (delimiter - kontor_csv_delimiters) : 0);
  adw_combo_row_set_selected (self->decimal_row, layout->format.decimal == ',' ? 1 : 0);
  adw_switch_row_set_active (self->clear_row, layout->clear);
}

/* The first cells that say something. */
static char *
make_samples (KontorImportColumns *self, guint column)
{
  GPtrArray *preview = kontor_import_get_preview (self->import);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) samples = NULL;
  guint n = 0;

  for (guint i = 0; i < preview->len && n < SAMPLES; i++) {
    GStrv cells = g_ptr_array_index (preview, i);
    g_autofree char *cell = g_utf8_substring (cells[column], 0, MIN (g_utf8_strlen (cells[column], -1), 40));

    if (cell[0] == '\0')
      continue;
    g_strv_builder_add (builder, g_strdelimit (cell, "\r\n\t", ' '));
    n++;
  }
  samples = g_strv_builder_end (builder);
  return g_strjoinv (" · ", samples);
}

static void
show_meanings (KontorImportColumns *self)
{
  const KontorCsvLayout *layout = kontor_import_get_layout (self->import);
  gboolean showing = self->showing;

  self->showing = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_combo_row_set_selected (g_ptr_array_index (self->rows, i), layout->columns[i].meaning);
  self->showing = showing;
}

static void
meaning_cb (AdwComboRow *row, GParamSpec *pspec, KontorImportColumns *self)
{
  guint column;

  if (self->showing || !g_ptr_array_find (self->rows, row, &column))
    return;
  kontor_import_set_meaning (self->import, column, adw_combo_row_get_selected (row));
  show_meanings (self);
  g_signal_emit (self, signals[SIGNAL_MEANING_CHANGED], 0);
}

static GtkStringList *
make_meanings (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < KONTOR_CSV_N_MEANINGS; i++)
    gtk_string_list_append (list, kontor_csv_meaning_get_label (i));
  return list;
}

static void
add_column (KontorImportColumns *self, guint column, GtkStringList *meanings)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autofree char *samples = make_samples (self, column);
  g_autoptr (GtkExpression) name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), kontor_import_get_layout (self->import)->headings[column]);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), samples);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_expression (ADW_COMBO_ROW (row), name);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (row), TRUE);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (meanings));
  g_signal_connect (row, "notify::selected", G_CALLBACK (meaning_cb), self);
  adw_preferences_group_add (self->columns_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_columns (KontorImportColumns *self)
{
  const KontorCsvLayout *layout = kontor_import_get_layout (self->import);
  g_autoptr (GtkStringList) meanings = make_meanings ();

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->columns_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < layout->n_columns; i++)
    add_column (self, i, meanings);
  show_meanings (self);
}

static void
on_format (KontorImportColumns *self)
{
  if (!self->showing && self->import != NULL)
    g_signal_emit (self, signals[SIGNAL_FORMAT_CHANGED], 0);
}

static void
on_clear (KontorImportColumns *self)
{
  if (!self->showing && self->import != NULL)
    kontor_import_set_clear (self->import, adw_switch_row_get_active (self->clear_row));
}

static void
kontor_import_columns_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_IMPORT_COLUMNS);
  g_clear_object (&KONTOR_IMPORT_COLUMNS (object)->import);

  G_OBJECT_CLASS (kontor_import_columns_parent_class)->dispose (object);
}

static void
kontor_import_columns_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_IMPORT_COLUMNS (object)->rows);

  G_OBJECT_CLASS (kontor_import_columns_parent_class)->finalize (object);
}

static void
kontor_import_columns_class_init (KontorImportColumnsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_import_columns_dispose;
  object_class->finalize = kontor_import_columns_finalize;

  signals[SIGNAL_FORMAT_CHANGED] =
      g_signal_new ("format-changed", KONTOR_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MEANING_CHANGED] =
      g_signal_new ("meaning-changed", KONTOR_TYPE_IMPORT_COLUMNS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/import/kontor-import-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorImportColumns, charset_row);
  gtk_widget_class_bind_template_child (widget_class, KontorImportColumns, clear_row);
  gtk_widget_class_bind_template_child (widget_class, KontorImportColumns, columns_group);
  gtk_widget_class_bind_template_child (widget_class, KontorImportColumns, decimal_row);
  gtk_widget_class_bind_template_child (widget_class, KontorImportColumns, delimiter_row);
  gtk_widget_class_bind_template_child (widget_class, KontorImportColumns, file_group);
  gtk_widget_class_bind_template_callback (widget_class, on_clear);
  gtk_widget_class_bind_template_callback (widget_class, on_format);
}

static void
kontor_import_columns_init (KontorImportColumns *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_import_columns_set_import (KontorImportColumns *self, KontorImport *import)
{
  g_return_if_fail (KONTOR_IS_IMPORT_COLUMNS (self));
  g_return_if_fail (KONTOR_IS_IMPORT (import));

  g_set_object (&self->import, import);
  self->showing = TRUE;
  show_file (self);
  show_columns (self);
  self->showing = FALSE;
}

KontorCsvFormat
kontor_import_columns_get_format (KontorImportColumns *self)
{
  KontorCsvFormat format = { 0 };
  GtkStringObject *charset;

  g_return_val_if_fail (KONTOR_IS_IMPORT_COLUMNS (self), format);

  charset = adw_combo_row_get_selected_item (self->charset_row);
  g_strlcpy (format.charset, charset != NULL ? gtk_string_object_get_string (charset) : "UTF-8", sizeof format.charset);
  format.delimiter = kontor_csv_delimiters[adw_combo_row_get_selected (self->delimiter_row)];
  format.decimal = adw_combo_row_get_selected (self->decimal_row) == 1 ? ',' : '.';
  return format;
}
