#include "kontor-import-dialog.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-gesture.h"
#include "kontor-import-columns.h"
#include "kontor-import-list.h"
#include "kontor-import.h"
#include "kontor-later.h"

struct _KontorImportDialog {
  AdwDialog parent_instance;

  KontorEngine *engine; /* (owned) */
  gint64 account_id;
  GFile *file;               /* (owned) */
  GtkWidget *from;           /* (owned) (nullable) */
  KontorImport *import;      /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) (nullable): of the check under way */
  guint turn;                /* of reading: answers to an older one are too late */

  AdwToastOverlay *toasts;
  AdwNavigationView *pages;
  GtkStack *columns_stack;
  GtkStack *check_stack;
  KontorImportColumns *columns;
  KontorImportList *rows;
  AdwStatusPage *failure;
  AdwStatusPage *checking;
  GtkLabel *objection_label;
  GtkButton *apply_button;
};

G_DEFINE_FINAL_TYPE (KontorImportDialog, kontor_import_dialog, ADW_TYPE_DIALOG)

static void
say (KontorImportDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_objection (KontorImportDialog *self)
{
  g_autofree char *objection = self->import != NULL ? kontor_import_dup_objection (self->import) : NULL;

  gtk_label_set_label (self->objection_label, objection != NULL ? objection : "");
  gtk_widget_set_visible (GTK_WIDGET (self->objection_label), objection != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.check", self->import != NULL && objection == NULL);
}

typedef struct {
  KontorImportDialog *dialog;
  guint turn;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *self = data;

  g_object_unref (self->dialog);
  g_free (self);
}

static void
opened_cb (DexFuture *future, gpointer data)
{
  Opening *opening = data;
  KontorImportDialog *self = opening->dialog;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->engine == NULL || opening->turn != self->turn)
    return;
  g_set_object (&self->import, value != NULL ? g_value_get_object (value) : NULL);
  if (self->import != NULL)
    kontor_import_columns_set_import (self->columns, self->import);
  else
    adw_status_page_set_description (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->columns_stack, self->import != NULL ? "columns" : "failed");
  show_objection (self);
}

static void
read_file (KontorImportDialog *self, const KontorCsvFormat *format)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->dialog = g_object_ref (self);
  opening->turn = ++self->turn;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.check", FALSE);
  kontor_later (kontor_import_open (self->engine, self->account_id, self->file, format), opened_cb, opening, opening_free);
}

static void
on_format_changed (KontorImportDialog *self)
{
  KontorCsvFormat format = kontor_import_columns_get_format (self->columns);

  read_file (self, &format);
}

static void
show_progress (KontorImportDialog *self)
{
  guint n = self->import != NULL ? kontor_import_get_n_checked (self->import) : 0;
  g_autofree char *number = kontor_format_number (n);
  g_autofree char *text = g_strdup_printf (ngettext ("%s row", "%s rows", n), number);

  adw_status_page_set_description (self->checking, text);
}

static void
show_apply (KontorImportDialog *self)
{
  guint n = kontor_import_count (self->import, KONTOR_IMPORT_CREATED) + kontor_import_count (self->import, KONTOR_IMPORT_CHANGED);
  g_autofree char *number = kontor_format_number (n);
  g_autofree char *label = g_strdup_printf (ngettext ("_Import %s Row", "_Import %s Rows", n), number);

  gtk_button_set_label (self->apply_button, label);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.apply", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.save-faults", kontor_import_count (self->import, KONTOR_IMPORT_FAULTY) > 0);
}

static void
checked_cb (DexFuture *future, gpointer data)
{
  KontorImportDialog *self = data;
  g_autoptr (GError) error = NULL;

  if (self->engine == NULL || self->import == NULL)
    return;
  if (dex_future_get_value (future, &error) == NULL) {
    if (!g_cancellable_is_cancelled (self->cancellable)) {
      say (self, error->message);
      adw_navigation_view_pop (self->pages);
    }
    return;
  }
  kontor_import_list_set_import (self->rows, self->import);
  gtk_stack_set_visible_child_name (self->check_stack, "rows");
  show_apply (self);
}

static void
check_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorImportDialog *self = KONTOR_IMPORT_DIALOG (widget);

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->check_stack, "checking");
  gtk_button_set_label (self->apply_button, _("_Import"));
  gtk_widget_action_set_enabled (widget, "import.apply", FALSE);
  gtk_widget_action_set_enabled (widget, "import.save-faults", FALSE);
  adw_navigation_view_push_by_tag (self->pages, "check");
  g_signal_connect_object (self->import, "notify::n-checked", G_CALLBACK (show_progress), self, G_CONNECT_SWAPPED);
  kontor_later (kontor_import_check (self->import, self->cancellable), checked_cb, g_object_ref (self), g_object_unref);
}

/* Whoever goes back does not want to wait for it. */
static void
on_popped (KontorImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
}

static void
saved_cb (DexFuture *future, gpointer data)
{
  KontorImportDialog *self = data;
  g_autoptr (GError) error = NULL;
  gboolean saved = dex_future_get_value (future, &error) != NULL;

  if (self->engine != NULL)
    say (self, saved ? _("The rows with errors are saved.") : error->message);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (KontorImportDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->import != NULL)
    kontor_later (kontor_import_save_faults (self->import, file), saved_cb, g_object_ref (self), g_object_unref);
}

static void
save_faults_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Save Errors"));
  gtk_file_dialog_set_initial_name (dialog, _("errors.csv"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb, g_object_ref (widget));
}

/* From then on it is an action like others: the list shows how far it is. */
static void
apply_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorImportDialog *self = KONTOR_IMPORT_DIALOG (widget);

  kontor_gesture_run (self->from, kontor_import_apply (self->import));
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
kontor_import_dialog_dispose (GObject *object)
{
  KontorImportDialog *self = KONTOR_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->import);
  g_clear_object (&self->file);
  g_clear_object (&self->from);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_import_dialog_parent_class)->dispose (object);
}

static void
kontor_import_dialog_class_init (KontorImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_import_dialog_dispose;

  g_type_ensure (KONTOR_TYPE_IMPORT_COLUMNS);
  g_type_ensure (KONTOR_TYPE_IMPORT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/import/kontor-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorImportDialog, apply_button);
  gtk_widget_class_bind_template_child (widget_class, KontorImportDialog, check_stack);
  gtk_widget_class_bind_template_child (widget_class, KontorImportDialog, checking);
  gtk_widget_class_bind_template_child (widget_class, KontorImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, KontorImportDialog, columns_stack);
  gtk_widget_class_bind_template_child (widget_class, KontorImportDialog, failure);
  gtk_widget_class_bind_template_child (widget_class, KontorImportDialog, objection_label);
  gtk_widget_class_bind_template_child (widget_class, KontorImportDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorImportDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, KontorImportDialog, toasts);
  gtk_widget_class_bind_template_callback (widget_class, on_format_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_popped);
  gtk_widget_class_bind_template_callback (widget_class, show_objection);

  gtk_widget_class_install_action (widget_class, "import.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "import.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "import.save-faults", NULL, save_faults_action);
}

static void
kontor_import_dialog_init (KontorImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
kontor_import_dialog_new (KontorEngine *engine, gint64 account_id, GFile *file, GtkWidget *from)
{
  KontorImportDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (KONTOR_TYPE_IMPORT_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->account_id = account_id;
  self->file = g_object_ref (file);
  self->from = g_object_ref (from);
  read_file (self, NULL);
  return ADW_DIALOG (self);
}
