#include "kontor-failure-page.h"

#include <glib/gi18n.h>

#include "kontor-account-widgets.h"
#include "kontor-backup-row.h"
#include "kontor-error.h"
#include "kontor-files.h"
#include "kontor-later.h"

struct _KontorFailurePage {
  AdwBin parent_instance;

  char *path;
  KontorError code;

  AdwToastOverlay *toasts;
  AdwStatusPage *status;
  GtkWidget *repair;
  GtkWidget *restore;
  GtkWidget *retry;
  GtkLabel *details;
  GtkListBox *backups;
  GtkStack *stack;
  GtkLabel *findings;
};

G_DEFINE_FINAL_TYPE (KontorFailurePage, kontor_failure_page, ADW_TYPE_BIN)

enum { RETRY, N_SIGNALS };
static guint signals[N_SIGNALS];

/* What a person sees of each way to fail; the first stands for all others. */
static const struct {
  KontorError code;
  const char *icon;
  const char *title;
  const char *description;
} looks[] = {
  { KONTOR_ERROR_DB, "dialog-error-symbolic", N_("Kontor Cannot Open Its Data"),
    N_("Nothing was changed. Try again; if it stays like this, restore a backup.") },
  { KONTOR_ERROR_DB_BUSY, "changes-prevent-symbolic", N_("Kontor Is Running Already"),
    N_("Another program has the data open. Close it, then try again.") },
  { KONTOR_ERROR_DB_NEWER, "software-update-available-symbolic", N_("A Newer Kontor Is Needed"),
    N_("The data was written by a newer version and stays untouched. Update Kontor, or restore a backup that this version made.") },
  { KONTOR_ERROR_DB_CORRUPT, "drive-harddisk-symbolic", N_("The Data Is Damaged"),
    N_("Repair saves what can be read, unsent changes and accounts first, and keeps the damaged file. The rest comes back from the shop.") },
  { KONTOR_ERROR_DB_READ_ONLY, "changes-prevent-symbolic", N_("Kontor May Not Write Its Data"),
    N_("The file or its folder is write-protected. Change its permissions, then try again.") },
  { KONTOR_ERROR_DB_FULL, "drive-harddisk-symbolic", N_("The Disk Is Full"),
    N_("Make some room, then try again. Nothing is lost.") },
};

static guint
find_look (KontorError code)
{
  for (guint i = 1; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].code == code)
      return i;
  return 0;
}

static gboolean
can_restore (KontorError code)
{
  return code != KONTOR_ERROR_DB_BUSY && code != KONTOR_ERROR_DB_READ_ONLY && code != KONTOR_ERROR_DB_FULL;
}

/* One suggested step: the one that helps most. */
static void
suggest (GtkWidget *widget, gboolean suggested)
{
  if (suggested)
    gtk_widget_add_css_class (widget, "suggested-action");
  else
    gtk_widget_remove_css_class (widget, "suggested-action");
}

static void
set_busy (KontorFailurePage *self, gboolean busy)
{
  gtk_stack_set_visible_child_name (self->stack, busy ? "busy" : "buttons");
}

static void
tell_findings (KontorFailurePage *self, const char *const *findings)
{
  g_autofree char *text = g_strjoinv ("\n", (GStrv) findings);

  adw_status_page_set_title (self->status, _("The Data Was Repaired"));
  adw_status_page_set_icon_name (self->status, "object-select-symbolic");
  adw_status_page_set_description (self->status, _("The damaged file was kept beside it."));
  gtk_label_set_label (self->findings, text);
  gtk_stack_set_visible_child_name (self->stack, "repaired");
}

static DexFuture *
repaired_cb (DexFuture *future, gpointer data)
{
  KontorFailurePage *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->stack == NULL)
    return dex_future_new_true ();
  set_busy (self, FALSE);
  if (value != NULL)
    tell_findings (self, g_value_get_boxed (value));
  else
    kontor_toast_error (self->toasts, error);
  return dex_future_new_true ();
}

static void
repair_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorFailurePage *self = KONTOR_FAILURE_PAGE (widget);

  set_busy (self, TRUE);
  dex_future_disown (dex_future_finally (kontor_files_repair (self->path), repaired_cb, g_object_ref (self), g_object_unref));
}

static DexFuture *
restored_cb (DexFuture *future, gpointer data)
{
  KontorFailurePage *self = data;
  g_autoptr (GError) error = NULL;

  if (self->stack == NULL)
    return dex_future_new_true ();
  set_busy (self, FALSE);
  if (dex_future_get_value (future, &error) != NULL)
    g_signal_emit (self, signals[RETRY], 0);
  else
    kontor_toast_error (self->toasts, error);
  return dex_future_new_true ();
}

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (KontorFailurePage) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL && self->stack != NULL)
    kontor_failure_page_restore (self, g_file_peek_path (file));
}

static void
restore_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorFailurePage *self = KONTOR_FAILURE_PAGE (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *folder_path = g_path_get_dirname (self->path);
  g_autoptr (GFile) folder = g_file_new_for_path (folder_path);

  gtk_file_dialog_set_title (dialog, _("Choose a Backup"));
  gtk_file_dialog_set_initial_folder (dialog, folder);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb, g_object_ref (self));
}

static void
restore_backup_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  kontor_failure_page_restore (KONTOR_FAILURE_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
show_backups (KontorFailurePage *self, GPtrArray *backups)
{
  gtk_list_box_remove_all (self->backups);
  for (guint i = 0; i < backups->len; i++)
    gtk_list_box_append (self->backups,
                         kontor_backup_row_new (g_ptr_array_index (backups, i), "failure.restore-backup"));
  gtk_widget_set_visible (GTK_WIDGET (self->backups), backups->len > 0 && can_restore (self->code));
}

static void
listed_cb (DexFuture *future, gpointer data)
{
  KontorFailurePage *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (self->stack != NULL && value != NULL)
    show_backups (self, g_value_get_boxed (value));
}

static void
retry_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[RETRY], 0);
}

static void
kontor_failure_page_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_FAILURE_PAGE);
  G_OBJECT_CLASS (kontor_failure_page_parent_class)->dispose (object);
}

static void
kontor_failure_page_finalize (GObject *object)
{
  g_free (KONTOR_FAILURE_PAGE (object)->path);
  G_OBJECT_CLASS (kontor_failure_page_parent_class)->finalize (object);
}

static void
kontor_failure_page_class_init (KontorFailurePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_failure_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_failure_page_finalize;
  signals[RETRY] = g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-failure-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorFailurePage, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorFailurePage, status);
  gtk_widget_class_bind_template_child (widget_class, KontorFailurePage, repair);
  gtk_widget_class_bind_template_child (widget_class, KontorFailurePage, restore);
  gtk_widget_class_bind_template_child (widget_class, KontorFailurePage, retry);
  gtk_widget_class_bind_template_child (widget_class, KontorFailurePage, backups);
  gtk_widget_class_bind_template_child (widget_class, KontorFailurePage, details);
  gtk_widget_class_bind_template_child (widget_class, KontorFailurePage, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorFailurePage, findings);
  gtk_widget_class_install_action (widget_class, "failure.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "failure.repair", NULL, repair_action);
  gtk_widget_class_install_action (widget_class, "failure.restore", NULL, restore_action);
  gtk_widget_class_install_action (widget_class, "failure.restore-backup", "s", restore_backup_action);
}

static void
kontor_failure_page_init (KontorFailurePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_failure_page_set_failure (KontorFailurePage *self, const char *path, const GError *error)
{
  guint look;

  g_return_if_fail (KONTOR_IS_FAILURE_PAGE (self) && path != NULL && error != NULL);

  g_set_str (&self->path, path);
  self->code = error->domain == KONTOR_ERROR ? (KontorError) error->code : KONTOR_ERROR_DB;
  look = find_look (self->code);
  adw_status_page_set_icon_name (self->status, looks[look].icon);
  adw_status_page_set_title (self->status, _(looks[look].title));
  adw_status_page_set_description (self->status, _(looks[look].description));
  gtk_label_set_label (self->details, error->message);
  gtk_widget_set_visible (self->repair, self->code == KONTOR_ERROR_DB_CORRUPT);
  gtk_widget_set_visible (self->restore, can_restore (self->code));
  suggest (self->repair, self->code == KONTOR_ERROR_DB_CORRUPT);
  suggest (self->retry, self->code != KONTOR_ERROR_DB_CORRUPT);
  set_busy (self, FALSE);
  kontor_later (kontor_backups_list_of (path), listed_cb, g_object_ref (self), g_object_unref);
}

void
kontor_failure_page_restore (KontorFailurePage *self, const char *backup)
{
  g_return_if_fail (KONTOR_IS_FAILURE_PAGE (self) && backup != NULL);

  set_busy (self, TRUE);
  dex_future_disown (dex_future_finally (kontor_files_restore (backup, self->path), restored_cb, g_object_ref (self), g_object_unref));
}
