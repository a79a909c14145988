#include "kontor-import-list.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-later.h"

#define AT_ONCE 100

struct _KontorImportList {
  AdwBin parent_instance;

  KontorImport *import; /* (owned) (nullable) */
  guint n_shown;
  guint turn; /* of the filter: answers to an older one are too late */

  GtkDropDown *filter;
  GtkStack *pages;
  GtkListBox *list;
  GtkWidget *more_button;
};

G_DEFINE_FINAL_TYPE (KontorImportList, kontor_import_list, ADW_TYPE_BIN)

typedef struct {
  const char *label;
  const char *icon;
  const char *class;
} Look;

static const Look looks[KONTOR_N_IMPORT_VERDICTS] = {
  [KONTOR_IMPORT_CREATED] = { N_("New"), "list-add-symbolic", "success" },
  [KONTOR_IMPORT_CHANGED] = { N_("Changed"), "document-edit-symbolic", "accent" },
  [KONTOR_IMPORT_UNCHANGED] = { N_("Unchanged"), "object-select-symbolic", "dim-label" },
  [KONTOR_IMPORT_FAULTY] = { N_("With errors"), "dialog-warning-symbolic", "error" },
};

/* What a person wants to see first. */
static const KontorImportVerdict order[] = { KONTOR_IMPORT_CHANGED, KONTOR_IMPORT_CREATED, KONTOR_IMPORT_FAULTY,
                                             KONTOR_IMPORT_UNCHANGED };

static KontorImportVerdict
get_verdict (KontorImportList *self)
{
  guint selected = gtk_drop_down_get_selected (self->filter);

  return order[selected < G_N_ELEMENTS (order) ? selected : 0];
}

static char *
describe (const KontorImportRow *row)
{
  GString *text = g_string_new (NULL);

  if (row->fault != NULL && row->column != NULL)
    g_string_append_printf (text, "%s: ", row->column);
  g_string_append (text, row->fault != NULL ? row->fault : "");
  for (guint i = 0; row->fault == NULL && i < row->changes->len; i++) {
    const KontorImportChange *change = g_ptr_array_index (row->changes, i);

    /* Translators: a field and what it is before and after: "Price: 9.50 → 12.00" */
    g_string_append_printf (text, i > 0 ? _("\n%s: %s → %s") : _("%s: %s → %s"), change->label, change->before, change->after);
  }
  return g_string_free_and_steal (text);
}

static GtkWidget *
make_icon (const Look *look)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (look->icon);

  gtk_widget_add_css_class (icon, look->class);
  gtk_widget_set_tooltip_text (icon, _(look->label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _(look->label), -1);
  return icon;
}

static GtkWidget *
make_row (const KontorImportRow *row)
{
  GtkWidget *widget = adw_action_row_new ();
  g_autofree char *number = kontor_format_number ((gint64) row->line), *text = describe (row), *line = NULL;
  GtkWidget *label;

  /* Translators: of a file */
  line = g_strdup_printf (_("Line %s"), number);
  label = gtk_label_new (line);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (widget), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), row->name != NULL ? row->name : line);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (widget), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (widget), 12);
  adw_action_row_add_prefix (ADW_ACTION_ROW (widget), make_icon (&looks[row->verdict]));
  if (row->name != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (widget), label);
  else
    g_object_ref_sink (label), g_object_unref (label);
  return widget;
}

typedef struct {
  KontorImportList *list;
  guint turn;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *self = data;

  g_object_unref (self->list);
  g_free (self);
}

static void
loaded_cb (DexFuture *future, gpointer data)
{
  Loading *loading = data;
  KontorImportList *self = loading->list;
  const GValue *value = dex_future_get_value (future, NULL);
  GPtrArray *rows = value != NULL ? g_value_get_boxed (value) : NULL;

  if (self->import == NULL || rows == NULL || loading->turn != self->turn)
    return;
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (rows, i)));
  self->n_shown += rows->len;
  gtk_widget_set_visible (self->more_button, self->n_shown < kontor_import_count (self->import, get_verdict (self)));
  gtk_stack_set_visible_child_name (self->pages, self->n_shown > 0 ? "rows" : "none");
}

static void
on_more (KontorImportList *self)
{
  Loading *loading = g_new0 (Loading, 1);

  loading->list = g_object_ref (self);
  loading->turn = self->turn;
  kontor_later (kontor_import_load_rows (self->import, 1U << get_verdict (self), self->n_shown, AT_ONCE), loaded_cb, loading,
                loading_free);
}

static void
on_filter (KontorImportList *self)
{
  if (self->import == NULL)
    return;
  self->turn++;
  self->n_shown = 0;
  gtk_list_box_remove_all (self->list);
  gtk_widget_set_visible (self->more_button, FALSE);
  on_more (self);
}

static GtkStringList *
make_filters (KontorImport *import)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    g_autofree char *number = kontor_format_number (kontor_import_count (import, order[i]));
    /* Translators: what comes of rows, and how many they are: "Changed: 12" */
    g_autofree char *text = g_strdup_printf (_("%s: %s"), _(looks[order[i]].label), number);

    gtk_string_list_append (list, text);
  }
  return list;
}

/* Errors are what one has to know of; else there is something to see where anything happens. */
static guint
choose (KontorImport *import)
{
  if (kontor_import_count (import, KONTOR_IMPORT_FAULTY) > 0)
    return 2;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (kontor_import_count (import, order[i]) > 0)
      return i;
  return 0;
}

static void
kontor_import_list_dispose (GObject *object)
{
  KontorImportList *self = KONTOR_IMPORT_LIST (object);

  g_clear_object (&self->import);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_IMPORT_LIST);

  G_OBJECT_CLASS (kontor_import_list_parent_class)->dispose (object);
}

static void
kontor_import_list_class_init (KontorImportListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_import_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/import/kontor-import-list.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorImportList, filter);
  gtk_widget_class_bind_template_child (widget_class, KontorImportList, list);
  gtk_widget_class_bind_template_child (widget_class, KontorImportList, more_button);
  gtk_widget_class_bind_template_child (widget_class, KontorImportList, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_filter);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
}

static void
kontor_import_list_init (KontorImportList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_import_list_set_import (KontorImportList *self, KontorImport *import)
{
  g_autoptr (GtkStringList) filters = NULL;

  g_return_if_fail (KONTOR_IS_IMPORT_LIST (self));
  g_return_if_fail (KONTOR_IS_IMPORT (import));

  g_clear_object (&self->import);
  filters = make_filters (import);
  gtk_drop_down_set_model (self->filter, G_LIST_MODEL (filters));
  gtk_drop_down_set_selected (self->filter, choose (import));
  self->import = g_object_ref (import);
  on_filter (self);
}
