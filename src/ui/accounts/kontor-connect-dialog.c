#include "kontor-connect-dialog.h"

#include <glib/gi18n.h>

#include "kontor-account-widgets.h"
#include "kontor-approval-page.h"
#include "kontor-certificate-page.h"
#include "kontor-error.h"
#include "kontor-sign-in-page.h"

typedef enum { CONNECT, RECONNECT, CHECK } Purpose;

struct _KontorConnectDialog {
  AdwDialog parent_instance;

  KontorEngine *engine;   /* (owned) */
  KontorAccount *account; /* (owned) (nullable): NULL of CONNECT */
  Purpose purpose;
  const KontorConnectorInfo *platform;
  gpointer job;             /* (unowned) (nullable): the check under way */
  char *fingerprint;        /* (nullable): of the certificate that the person trusts */
  KontorApproval *approval; /* (owned) (nullable): that is waited for */
  GVariant *returned;       /* (owned) (nullable): a{ss}: what the browser brought back */

  AdwNavigationView *pages;
  AdwNavigationPage *platforms_page;
  KontorSignInPage *form_page;
  AdwNavigationPage *check_page;
  AdwPreferencesGroup *platforms;
  KontorCheckList *steps;
  GtkStack *foot;
  GtkLabel *outcome;
};

G_DEFINE_FINAL_TYPE (KontorConnectDialog, kontor_connect_dialog, ADW_TYPE_DIALOG)

/* One run of the check. The engine cannot be called back, so it outlives a dialog that was closed. */
typedef struct {
  KontorEngine *engine;
  KontorConnectDialog *dialog; /* (owned) */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->engine);
  g_object_unref (job->dialog);
  g_free (job);
}

static gboolean
is_current (Job *job)
{
  return job->dialog->job == job;
}

static void
progress_cb (KontorCheckStep step, const GError *error, gpointer data)
{
  Job *job = data;

  if (is_current (job))
    kontor_check_list_note (job->dialog->steps, step, error);
}

/* The account came although the person had given up. */
static void
take_back (Job *job, const GValue *value)
{
  KontorAccount *account = value != NULL && G_VALUE_HOLDS (value, KONTOR_TYPE_ACCOUNT) ? g_value_get_object (value) : NULL;

  if (account != NULL)
    dex_future_disown (kontor_engine_remove_account (job->engine, kontor_account_get_id (account), KONTOR_REMOVE_ANYWAY));
}

static void run (KontorConnectDialog *self);

static void
withdraw (KontorConnectDialog *self)
{
  if (self->approval != NULL)
    kontor_approval_withdraw (self->approval);
  g_clear_object (&self->approval);
}

/* What was entered is wrong in itself: it is said where it was entered. */
static void
show_complaint (KontorConnectDialog *self, const char *text)
{
  kontor_sign_in_page_complain (self->form_page, text);
  adw_navigation_view_pop_to_page (self->pages, ADW_NAVIGATION_PAGE (self->form_page));
}

/* Somebody who runs the server themselves can compare; then it is trusted for this account alone. */
static void
ask_trust (KontorConnectDialog *self, const char *fingerprint)
{
  const char *trusted = self->account != NULL ? kontor_account_get_setting (self->account, "fingerprint") : NULL;

  g_clear_pointer (&self->fingerprint, g_free);
  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (kontor_certificate_page_new (fingerprint, trusted, self->account != NULL)));
}

/* The browser comes to another window of ours than the one that waits, or to none. */
static void
come_forward (KontorConnectDialog *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    gtk_window_present (GTK_WINDOW (root));
}

static void
granted_cb (KontorConnectDialog *self, GVariant *fields)
{
  g_clear_object (&self->approval);
  self->returned = g_variant_ref (fields);
  come_forward (self);
  adw_navigation_view_pop_to_page (self->pages, self->check_page);
  run (self);
}

static void
refused_cb (KontorConnectDialog *self)
{
  g_clear_object (&self->approval);
  come_forward (self);
  show_complaint (self, _("The connection was not approved in the browser."));
}

static void
wait_for_approval (KontorConnectDialog *self, const char *uri)
{
  KontorApprovalPage *page = kontor_approval_page_new (self->approval, uri);

  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (page));
  kontor_approval_page_open (page);
}

static void
show_failure (KontorConnectDialog *self, const GError *error)
{
  const char *fingerprint = kontor_error_get_fingerprint (error);

  if (g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_INVALID) && self->purpose != CHECK && !kontor_sign_in_page_is_empty (self->form_page)) {
    show_complaint (self, error->message);
    return;
  }
  if (fingerprint == NULL && g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_AUTH))
    g_clear_pointer (&self->returned, g_variant_unref);
  kontor_check_list_fail (self->steps, error);
  gtk_stack_set_visible_child_name (self->foot, "failed");
  gtk_label_set_label (self->outcome, self->purpose == CONNECT ? _("Nothing was stored.") : _("The account and its data stay as they are."));
  if (fingerprint != NULL)
    ask_trust (self, fingerprint);
}

static DexFuture *
ended_cb (DexFuture *future, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (!is_current (job)) {
    take_back (job, value);
    return dex_future_new_true ();
  }
  job->dialog->job = NULL;
  if (error != NULL)
    show_failure (job->dialog, error);
  else if (G_VALUE_HOLDS_STRING (value))
    wait_for_approval (job->dialog, g_value_get_string (value));
  else if (job->dialog->purpose == CHECK)
    gtk_stack_set_visible_child_name (job->dialog->foot, "good");
  else
    adw_dialog_force_close (ADW_DIALOG (job->dialog));
  return dex_future_new_true ();
}

static void
collect_returned (KontorConnectDialog *self, GVariantBuilder *builder)
{
  const KontorSignInField *fields = kontor_sign_in_page_get_manner (self->form_page)->fields;
  const char *value;

  for (guint i = 0; fields != NULL && fields[i].name != NULL; i++)
    if (fields[i].returned && g_variant_lookup (self->returned, fields[i].name, "&s", &value))
      g_variant_builder_add (builder, "{ss}", fields[i].name, value);
}

static GVariant *
collect_fields (KontorConnectDialog *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  kontor_sign_in_page_collect (self->form_page, &builder);
  if (self->returned != NULL)
    collect_returned (self, &builder);
  if (self->fingerprint != NULL)
    g_variant_builder_add (&builder, "{ss}", "fingerprint", self->fingerprint);
  return g_variant_builder_end (&builder);
}

static DexFuture *
ask_approval (KontorConnectDialog *self, Job *job)
{
  const char *manner = kontor_sign_in_page_get_manner (self->form_page)->name;
  const char *back;

  withdraw (self);
  self->approval = kontor_approval_new (self->engine);
  g_signal_connect_object (self->approval, "granted", G_CALLBACK (granted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->approval, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  back = kontor_approval_get_back (self->approval);
  if (self->purpose == CONNECT)
    return kontor_engine_ask_approval (self->engine, self->platform->id, manner, collect_fields (self), back, progress_cb, job);
  return kontor_account_ask_approval (self->account, manner, collect_fields (self), back, progress_cb, job);
}

static gboolean
needs_approval (KontorConnectDialog *self)
{
  return self->purpose != CHECK && self->returned == NULL &&
         kontor_sign_in_manner_uses_browser (kontor_sign_in_page_get_manner (self->form_page));
}

static DexFuture *
sign_in (KontorConnectDialog *self, Job *job)
{
  const char *manner = kontor_sign_in_page_get_manner (self->form_page)->name;

  if (self->purpose == CONNECT)
    return kontor_engine_add_account (self->engine, self->platform->id, manner, collect_fields (self), progress_cb, job);
  return kontor_account_reconnect (self->account, manner, collect_fields (self), progress_cb, job);
}

static DexFuture *
ask (KontorConnectDialog *self, Job *job)
{
  if (needs_approval (self))
    return ask_approval (self, job);
  if (self->purpose != CHECK)
    return sign_in (self, job);
  if (self->fingerprint != NULL)
    return kontor_account_trust (self->account, self->fingerprint, progress_cb, job);
  return kontor_account_check (self->account, progress_cb, job);
}

static void
run (KontorConnectDialog *self)
{
  Job *job = g_new0 (Job, 1);

  job->engine = g_object_ref (self->engine);
  job->dialog = g_object_ref (self);
  self->job = job;
  kontor_check_list_begin (self->steps);
  gtk_stack_set_visible_child_name (self->foot, "running");
  kontor_sign_in_page_complain (self->form_page, NULL);
  if (adw_navigation_view_get_visible_page (self->pages) != self->check_page)
    adw_navigation_view_push (self->pages, self->check_page);
  dex_future_disown (dex_future_finally (ask (self, job), ended_cb, job, job_free));
}

static void
entered_cb (KontorConnectDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connect.run", kontor_sign_in_page_is_complete (self->form_page));
}

static void
choose_platform (KontorConnectDialog *self, const KontorConnectorInfo *platform)
{
  self->platform = platform;
  kontor_sign_in_page_set_platform (self->form_page, platform, self->account);
  if (kontor_sign_in_page_is_empty (self->form_page))
    run (self);
  else
    adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (self->form_page));
}

static void
platform_activated_cb (KontorConnectDialog *self, AdwActionRow *row)
{
  choose_platform (self, kontor_platform_row_get_platform (row));
}

static void
list_platforms (KontorConnectDialog *self)
{
  const KontorConnectorFactory *const *factories = kontor_engine_get_factories (self->engine);

  for (guint i = 0; factories[i] != NULL; i++) {
    GtkWidget *row = kontor_platform_row_new (factories[i]->info);

    g_signal_connect_object (row, "activated", G_CALLBACK (platform_activated_cb), self, G_CONNECT_SWAPPED);
    adw_preferences_group_add (self->platforms, row);
  }
}

static void
run_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorConnectDialog *self = KONTOR_CONNECT_DIALOG (widget);

  if (self->job == NULL)
    run (self);
}

static void
trust_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorConnectDialog *self = KONTOR_CONNECT_DIALOG (widget);
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->pages);

  if (!KONTOR_IS_CERTIFICATE_PAGE (page))
    return;
  g_set_str (&self->fingerprint, kontor_certificate_page_get_shown (KONTOR_CERTIFICATE_PAGE (page)));
  adw_navigation_view_pop_to_page (self->pages, self->check_page);
  run (self);
}

/* Where the browser does not come back, or is on another computer. */
static void
type_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorConnectDialog *self = KONTOR_CONNECT_DIALOG (widget);

  withdraw (self);
  kontor_sign_in_page_choose_typing (self->form_page);
  adw_navigation_view_pop_to_page (self->pages, ADW_NAVIGATION_PAGE (self->form_page));
}

static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* What runs goes on without us, and what comes of it is taken back. */
static void
forget (KontorConnectDialog *self)
{
  self->job = NULL;
  withdraw (self);
  g_clear_pointer (&self->returned, g_variant_unref);
}

static void
kontor_connect_dialog_closed (AdwDialog *dialog)
{
  forget (KONTOR_CONNECT_DIALOG (dialog));
}

/* Back to the form: what was found then is of no use. */
static void
popped_cb (KontorConnectDialog *self, AdwNavigationPage *page)
{
  if (page == self->check_page)
    forget (self);
  else if (KONTOR_IS_APPROVAL_PAGE (page) && self->approval != NULL)
    adw_navigation_view_pop_to_page (self->pages, ADW_NAVIGATION_PAGE (self->form_page));
}

static void
kontor_connect_dialog_dispose (GObject *object)
{
  KontorConnectDialog *self = KONTOR_CONNECT_DIALOG (object);

  forget (self);
  g_clear_object (&self->account);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->fingerprint, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_CONNECT_DIALOG);
  G_OBJECT_CLASS (kontor_connect_dialog_parent_class)->dispose (object);
}

static void
kontor_connect_dialog_class_init (KontorConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_connect_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = kontor_connect_dialog_closed;

  g_type_ensure (KONTOR_TYPE_CHECK_LIST);
  g_type_ensure (KONTOR_TYPE_SIGN_IN_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, platforms_page);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, form_page);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, check_page);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, platforms);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, outcome);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, popped_cb);
  gtk_widget_class_install_action (widget_class, "connect.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "connect.trust", NULL, trust_action);
  gtk_widget_class_install_action (widget_class, "connect.type", NULL, type_action);
  gtk_widget_class_install_action (widget_class, "connect.cancel", NULL, cancel);
}

static void
kontor_connect_dialog_init (KontorConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static KontorConnectDialog *
make (KontorEngine *engine, KontorAccount *account, Purpose purpose, const char *title)
{
  KontorConnectDialog *self = g_object_new (KONTOR_TYPE_CONNECT_DIALOG, "title", title, NULL);

  self->engine = g_object_ref (engine);
  self->account = account != NULL ? g_object_ref (account) : NULL;
  self->purpose = purpose;
  adw_navigation_page_set_title (self->check_page, title);
  return self;
}

KontorConnectDialog *
kontor_connect_dialog_new (KontorEngine *engine, const KontorConnectorInfo *platform)
{
  KontorConnectDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = make (engine, NULL, CONNECT, _("Connect a Store"));
  if (platform != NULL) {
    choose_platform (self, platform);
  } else {
    list_platforms (self);
    adw_navigation_view_push (self->pages, self->platforms_page);
  }
  return self;
}

KontorConnectDialog *
kontor_connect_dialog_new_reconnect (KontorEngine *engine, KontorAccount *account)
{
  KontorConnectDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && KONTOR_IS_ACCOUNT (account), NULL);
  g_return_val_if_fail (kontor_account_get_platform (account) != NULL, NULL);

  if (kontor_account_get_untrusted (account) != NULL)
    return kontor_connect_dialog_new_check (engine, account);
  self = make (engine, account, RECONNECT, _("Sign In Again"));
  choose_platform (self, kontor_account_get_platform (account));
  return self;
}

KontorConnectDialog *
kontor_connect_dialog_new_check (KontorEngine *engine, KontorAccount *account)
{
  KontorConnectDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && KONTOR_IS_ACCOUNT (account), NULL);

  self = make (engine, account, CHECK, _("Check Connection"));
  run (self);
  return self;
}

KontorCheckList *
kontor_connect_dialog_get_steps (KontorConnectDialog *self)
{
  g_return_val_if_fail (KONTOR_IS_CONNECT_DIALOG (self), NULL);

  return self->steps;
}
