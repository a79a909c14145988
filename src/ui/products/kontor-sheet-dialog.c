#include "kontor-sheet-dialog.h"

#include <glib/gi18n.h>

#include "kontor-format.h"
#include "kontor-gesture.h"
#include "kontor-later.h"
#include "kontor-text-dialog.h"

struct _KontorSheetDialog {
  AdwDialog parent_instance;

  KontorEngine *engine; /* (owned) */
  KontorSheet *sheet;   /* (owned) */
  gint64 account_id;

  KontorSheetGrid *grid;
  AdwToastOverlay *toasts;
  GtkLabel *changes_label;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkToggleButton *search_button;
};

G_DEFINE_FINAL_TYPE (KontorSheetDialog, kontor_sheet_dialog, ADW_TYPE_DIALOG)

static char *
describe_changes (KontorSheetDialog *self)
{
  guint n = kontor_sheet_get_n_changes (self->sheet), n_faults = kontor_sheet_get_n_faults (self->sheet);
  g_autofree char *number = kontor_format_number (n), *faults = kontor_format_number (n_faults), *changes = NULL, *wrong = NULL;

  if (n + n_faults == 0)
    return g_strdup (_("Nothing is changed"));
  changes = g_strdup_printf (ngettext ("%s change", "%s changes", n), number);
  if (n_faults == 0)
    return g_steal_pointer (&changes);
  wrong = g_strdup_printf (ngettext ("%s cell cannot be saved", "%s cells cannot be saved", n_faults), faults);
  return g_strdup_printf ("%s, %s", changes, wrong);
}

static void
show (KontorSheetDialog *self)
{
  g_autofree char *text = describe_changes (self);
  guint n = kontor_sheet_get_n_changes (self->sheet), n_faults = kontor_sheet_get_n_faults (self->sheet);
  gboolean can_undo, can_redo;

  g_object_get (self->sheet, "can-undo", &can_undo, "can-redo", &can_redo, NULL);
  gtk_label_set_label (self->changes_label, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.save", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.discard", n + n_faults > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.undo", can_undo);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sheet.redo", can_redo);
}

static void
load (KontorSheetDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_VARIANT, self->account_id, NULL, text, "product", NULL);

  kontor_sheet_grid_set_query (self->grid, query);
}

static void
on_search_changed (KontorSheetDialog *self)
{
  load (self);
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSheetDialog *self = KONTOR_SHEET_DIALOG (widget);

  kontor_sheet_grid_flush (self->grid);
  kontor_gesture_run (widget, kontor_sheet_save (self->sheet));
}

static void
discard_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSheetDialog *self = KONTOR_SHEET_DIALOG (widget);
  AdwToast *toast = adw_toast_new (_("The changes were discarded"));

  kontor_sheet_grid_flush (self->grid);
  kontor_sheet_discard (self->sheet);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "sheet.undo");
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* From the menu, which stands outside of the table. */
static void
grid_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (KONTOR_SHEET_DIALOG (widget)->grid), g_variant_get_string (parameter, NULL), NULL);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_sheet_undo (KONTOR_SHEET_DIALOG (widget)->sheet);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  kontor_sheet_redo (KONTOR_SHEET_DIALOG (widget)->sheet);
}

static void
set_cb (const char *text, gpointer data)
{
  KontorSheetDialog *self = data;

  kontor_sheet_grid_type (self->grid, text);
}

static void
set_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSheetDialog *self = KONTOR_SHEET_DIALOG (widget);
  KontorSheetRange range = kontor_sheet_grid_get_range (self->grid);
  guint n_cells = range.n_rows * range.n_columns, n_columns;
  g_autofree char *number = kontor_format_number (n_cells);
  g_autofree char *body = g_strdup_printf (
      ngettext ("%s cell is selected. Prices may change by +10%%, -1.50 or +5%% .99, stock by +5 or -2.",
                "%s cells are selected. Prices may change by +10%%, -1.50 or +5%% .99, stock by +5 or -2.", n_cells),
      number);

  kontor_text_dialog_ask (widget,
                          &(KontorTextQuestion) {
                            .heading = _("Set for Selection"),
                            .body = body,
                            .label = _(kontor_sheet_column_list (&n_columns)[range.column].title),
                            .answer = _("_Set"),
                          },
                          set_cb, g_object_ref (self), g_object_unref);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorSheetDialog *self = KONTOR_SHEET_DIALOG (widget);

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
left_cb (AdwAlertDialog *dialog, const char *response, KontorSheetDialog *self)
{
  if (g_str_equal (response, "close"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* What cannot be as it was typed is the only thing that is lost with the dialog. */
static void
ask_to_leave (KontorSheetDialog *self, guint n_faults)
{
  g_autofree char *number = kontor_format_number (n_faults);
  g_autofree char *body = g_strdup_printf (ngettext ("What was typed into %s cell cannot be saved, and is lost when the table is closed. "
                                                     "All other changes are kept.",
                                                     "What was typed into %s cells cannot be saved, and is lost when the table is closed. "
                                                     "All other changes are kept.",
                                                     n_faults),
                                           number);
  AdwDialog *dialog = adw_alert_dialog_new (_("Close the Table?"), body);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"), "close", _("_Close"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (left_cb), self, 0);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_close_attempt (KontorSheetDialog *self)
{
  guint n_faults;

  kontor_sheet_grid_flush (self->grid);
  n_faults = kontor_sheet_get_n_faults (self->sheet);
  if (n_faults > 0)
    ask_to_leave (self, n_faults);
  else
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
opened_cb (DexFuture *future, gpointer data)
{
  KontorSheetDialog *self = data;

  if (self->sheet != NULL && kontor_sheet_get_n_changes (self->sheet) > 0)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("What you had not saved is here again.")));
}

static void
rows_changed_cb (KontorSheetDialog *self, guint position)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  /* The first rows take the focus, where nothing else has it. */
  if (position == 0 && root != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->grid)) &&
      !gtk_widget_has_focus (GTK_WIDGET (self->search_entry)) &&
      !gtk_search_bar_get_search_mode (self->search_bar) && kontor_sheet_get_n_changes (self->sheet) == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

static void
kontor_sheet_dialog_dispose (GObject *object)
{
  KontorSheetDialog *self = KONTOR_SHEET_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_SHEET_DIALOG);
  g_clear_object (&self->sheet);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_sheet_dialog_parent_class)->dispose (object);
}

static void
kontor_sheet_dialog_class_init (KontorSheetDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_sheet_dialog_dispose;

  g_type_ensure (KONTOR_TYPE_SHEET_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/products/kontor-sheet-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSheetDialog, changes_label);
  gtk_widget_class_bind_template_child (widget_class, KontorSheetDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, KontorSheetDialog, search_bar);
  gtk_widget_class_bind_template_child (widget_class, KontorSheetDialog, search_button);
  gtk_widget_class_bind_template_child (widget_class, KontorSheetDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, KontorSheetDialog, toasts);
  gtk_widget_class_bind_template_callback (widget_class, on_close_attempt);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_install_action (widget_class, "sheet.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "sheet.discard", NULL, discard_action);
  gtk_widget_class_install_action (widget_class, "sheet.grid", "s", grid_action);
  gtk_widget_class_install_action (widget_class, "sheet.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "sheet.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "sheet.set", NULL, set_action);
  gtk_widget_class_install_action (widget_class, "sheet.search", NULL, search_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "sheet.save", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "sheet.set", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "sheet.search", NULL);
}

static void
kontor_sheet_dialog_init (KontorSheetDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}

AdwDialog *
kontor_sheet_dialog_new (KontorEngine *engine, gint64 account_id)
{
  KontorSheetDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_SHEET_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->account_id = account_id;
  self->sheet = kontor_sheet_new (engine);
  g_signal_connect_object (self->sheet, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  kontor_sheet_grid_set_sheet (self->grid, engine, self->sheet);
  g_signal_connect_object (kontor_sheet_grid_get_rows (self->grid), "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  show (self);
  kontor_later (kontor_sheet_open (self->sheet), opened_cb, g_object_ref (self), g_object_unref);
  return ADW_DIALOG (self);
}

KontorSheetGrid *
kontor_sheet_dialog_get_grid (KontorSheetDialog *self)
{
  g_return_val_if_fail (KONTOR_IS_SHEET_DIALOG (self), NULL);

  return self->grid;
}

KontorSheet *
kontor_sheet_dialog_get_sheet (KontorSheetDialog *self)
{
  g_return_val_if_fail (KONTOR_IS_SHEET_DIALOG (self), NULL);

  return self->sheet;
}
