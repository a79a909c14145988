#include "kontor-approval-page.h"

#include <glib/gi18n.h>

struct _KontorApprovalPage {
  AdwNavigationPage parent_instance;

  KontorApproval *approval; /* (owned) */
  char *uri;

  AdwToastOverlay *toasts;
  AdwStatusPage *status;
};

G_DEFINE_FINAL_TYPE (KontorApprovalPage, kontor_approval_page, ADW_TYPE_NAVIGATION_PAGE)

static void
say (KontorApprovalPage *self, const char *text)
{
  if (self->toasts != NULL)
    adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (KontorApprovalPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_uri_launcher_launch_finish (GTK_URI_LAUNCHER (source), result, &error) &&
      !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    say (self, _("No browser could be opened. Copy the link into one."));
}

void
kontor_approval_page_open (KontorApprovalPage *self)
{
  g_autoptr (GtkUriLauncher) launcher = NULL;
  GtkRoot *root;

  g_return_if_fail (KONTOR_IS_APPROVAL_PAGE (self));

  root = gtk_widget_get_root (GTK_WIDGET (self));
  launcher = gtk_uri_launcher_new (self->uri);
  kontor_approval_prolong (self->approval);
  gtk_uri_launcher_launch (launcher, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, launched_cb, g_object_ref (self));
}

static void
open_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  kontor_approval_page_open (KONTOR_APPROVAL_PAGE (widget));
}

/* For a browser in which one is signed in already, which need not be the usual one. */
static void
copy_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorApprovalPage *self = KONTOR_APPROVAL_PAGE (widget);

  kontor_approval_prolong (self->approval);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->uri);
  say (self, _("Link copied"));
}

static void
kontor_approval_page_dispose (GObject *object)
{
  KontorApprovalPage *self = KONTOR_APPROVAL_PAGE (object);

  g_clear_object (&self->approval);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_APPROVAL_PAGE);
  G_OBJECT_CLASS (kontor_approval_page_parent_class)->dispose (object);
}

static void
kontor_approval_page_finalize (GObject *object)
{
  g_free (KONTOR_APPROVAL_PAGE (object)->uri);
  G_OBJECT_CLASS (kontor_approval_page_parent_class)->finalize (object);
}

static void
kontor_approval_page_class_init (KontorApprovalPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_approval_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_approval_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-approval-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorApprovalPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorApprovalPage, status);
  gtk_widget_class_install_action (widget_class, "approval.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "approval.copy", NULL, copy_action);
}

static void
kontor_approval_page_init (KontorApprovalPage *self)
{
  g_autoptr (AdwSpinnerPaintable) spinner = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  spinner = adw_spinner_paintable_new (GTK_WIDGET (self->status));
  adw_status_page_set_paintable (self->status, GDK_PAINTABLE (spinner));
}

KontorApprovalPage *
kontor_approval_page_new (KontorApproval *approval, const char *uri)
{
  KontorApprovalPage *self;

  g_return_val_if_fail (KONTOR_IS_APPROVAL (approval) && uri != NULL, NULL);

  self = g_object_new (KONTOR_TYPE_APPROVAL_PAGE, NULL);
  self->approval = g_object_ref (approval);
  self->uri = g_strdup (uri);
  return self;
}
