#include "kontor-connect-dialog.h"

#include <glib/gi18n.h>

#include "kontor-account-widgets.h"
#include "kontor-error.h"

typedef enum { CONNECT, RECONNECT, CHECK } Purpose;

struct _KontorConnectDialog {
  AdwDialog parent_instance;

  KontorEngine *engine;   /* (owned) */
  KontorAccount *account; /* (owned) (nullable): NULL of CONNECT */
  Purpose purpose;
  const KontorConnectorInfo *platform;
  const KontorSignInManner *manner;
  GPtrArray *rows;   /* (element-type GtkWidget): of the manner's fields, with NULL where a field is not asked for */
  gpointer job;      /* (unowned) (nullable): the check under way */
  char *offered;     /* (nullable): fingerprint of the certificate that is asked about */
  char *fingerprint; /* (nullable): of the one that the person trusts */

  AdwNavigationView *pages;
  AdwNavigationPage *platforms_page;
  AdwNavigationPage *form_page;
  AdwNavigationPage *check_page;
  AdwPreferencesGroup *platforms;
  AdwComboRow *manners;
  AdwPreferencesGroup *fields;
  AdwBanner *complaint;
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

static gboolean
asks_nothing (KontorConnectDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) != NULL)
      return FALSE;
  return TRUE;
}

/* What was entered is wrong in itself: it is said where it was entered. */
static void
show_complaint (KontorConnectDialog *self, const GError *error)
{
  adw_banner_set_title (self->complaint, error->message);
  adw_banner_set_revealed (self->complaint, TRUE);
  adw_navigation_view_pop_to_page (self->pages, self->form_page);
}

static void
trust_cb (KontorConnectDialog *self)
{
  self->fingerprint = g_steal_pointer (&self->offered);
  gtk_widget_activate_action (GTK_WIDGET (self), "connect.run", NULL);
}

/* Somebody who runs the server themselves can compare; then it is trusted for this account alone. */
static void
ask_trust (KontorConnectDialog *self, const char *fingerprint)
{
  AdwAlertDialog *question = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Trust This Certificate?"), NULL));

  g_set_str (&self->offered, fingerprint);
  g_clear_pointer (&self->fingerprint, g_free);
  adw_alert_dialog_format_body (question,
                                _("Nobody vouches for the shop’s certificate. Trust it only if this is its fingerprint:\n\n%s"),
                                fingerprint);
  adw_alert_dialog_add_responses (question, "cancel", _("_Cancel"), "trust", _("_Trust"), NULL);
  adw_alert_dialog_set_response_appearance (question, "trust", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (question, "cancel");
  g_signal_connect_object (question, "response::trust", G_CALLBACK (trust_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (question), GTK_WIDGET (self));
}

static void
show_failure (KontorConnectDialog *self, const GError *error)
{
  if (g_error_matches (error, KONTOR_ERROR, KONTOR_ERROR_INVALID) && !asks_nothing (self)) {
    show_complaint (self, error);
    return;
  }
  kontor_check_list_fail (self->steps, error);
  gtk_stack_set_visible_child_name (self->foot, "failed");
  gtk_label_set_label (self->outcome, self->purpose == CONNECT ? _("Nothing was stored.") : _("The account and its data stay as they are."));
  if (self->purpose == CONNECT && kontor_error_get_fingerprint (error) != NULL)
    ask_trust (self, kontor_error_get_fingerprint (error));
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
  else if (job->dialog->purpose == CHECK)
    gtk_stack_set_visible_child_name (job->dialog->foot, "good");
  else
    adw_dialog_force_close (ADW_DIALOG (job->dialog));
  return dex_future_new_true ();
}

static const char *
get_entered (KontorConnectDialog *self, guint field)
{
  GtkWidget *row = field < self->rows->len ? g_ptr_array_index (self->rows, field) : NULL;

  return row != NULL ? gtk_editable_get_text (GTK_EDITABLE (row)) : "";
}

static GVariant *
collect_fields (KontorConnectDialog *self)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));

  for (guint i = 0; self->manner->fields != NULL && self->manner->fields[i].name != NULL; i++) {
    g_autofree char *entered = g_strstrip (g_strdup (get_entered (self, i)));

    if (entered[0] != '\0')
      g_variant_builder_add (&builder, "{ss}", self->manner->fields[i].name, entered);
  }
  if (self->fingerprint != NULL)
    g_variant_builder_add (&builder, "{ss}", "fingerprint", self->fingerprint);
  return g_variant_builder_end (&builder);
}

static DexFuture *
ask (KontorConnectDialog *self, Job *job)
{
  switch (self->purpose) {
  case CONNECT:
    return kontor_engine_add_account (self->engine, self->platform->id, self->manner->name, collect_fields (self), progress_cb, job);
  case RECONNECT:
    return kontor_account_reconnect (self->account, self->manner->name, collect_fields (self), progress_cb, job);
  case CHECK:
    return kontor_account_check (self->account, progress_cb, job);
  }
  g_return_val_if_reached (NULL);
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
  adw_banner_set_revealed (self->complaint, FALSE);
  if (adw_navigation_view_get_visible_page (self->pages) != self->check_page)
    adw_navigation_view_push (self->pages, self->check_page);
  dex_future_disown (dex_future_finally (ask (self, job), ended_cb, job, job_free));
}

static gboolean
is_complete (KontorConnectDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) != NULL && !self->manner->fields[i].optional && get_entered (self, i)[0] == '\0')
      return FALSE;
  return TRUE;
}

static void
submit (KontorConnectDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "connect.run", NULL);
}

static void
entered_cb (KontorConnectDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "connect.run", is_complete (self));
}

static GtkWidget *
make_field (KontorConnectDialog *self, const KontorSignInField *field)
{
  GtkWidget *row = field->secret ? adw_password_entry_row_new () : adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(field->label));
  g_signal_connect_object (row, "changed", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (submit), self, G_CONNECT_SWAPPED);
  return row;
}

/* The place stays when one signs in anew. */
static void
add_field (KontorConnectDialog *self, const KontorSignInField *field)
{
  GtkWidget *row = self->purpose == CONNECT || field->secret ? make_field (self, field) : NULL;

  if (row != NULL)
    adw_preferences_group_add (self->fields, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_fields (KontorConnectDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_ptr_array_index (self->rows, i) != NULL)
      adw_preferences_group_remove (self->fields, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* Where one finds what is asked for, a line for each field. */
static char *
describe_fields (const KontorSignInManner *manner)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; manner->fields != NULL && manner->fields[i].name != NULL; i++)
    if (manner->fields[i].help != NULL)
      g_strv_builder_take (builder, g_markup_printf_escaped ("%s", _(manner->fields[i].help)));
  lines = g_strv_builder_end (builder);
  return g_strjoinv ("\n", lines);
}

static void
show_manner (KontorConnectDialog *self, const KontorSignInManner *manner)
{
  g_autofree char *description = describe_fields (manner);

  clear_fields (self);
  self->manner = manner;
  adw_preferences_group_set_description (self->fields, description);
  for (guint i = 0; manner->fields != NULL && manner->fields[i].name != NULL; i++)
    add_field (self, &manner->fields[i]);
  entered_cb (self);
}

static void
manner_chosen_cb (KontorConnectDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->manners);

  if (self->platform != NULL && chosen != GTK_INVALID_LIST_POSITION)
    show_manner (self, &self->platform->manners[chosen]);
}

static void
show_manners (KontorConnectDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; self->platform->manners[i].name != NULL; i++)
    gtk_string_list_append (names, _(self->platform->manners[i].label));
  gtk_widget_set_visible (GTK_WIDGET (self->manners), g_list_model_get_n_items (G_LIST_MODEL (names)) > 1);
  adw_combo_row_set_model (self->manners, G_LIST_MODEL (names));
  manner_chosen_cb (self);
}

static void
choose_platform (KontorConnectDialog *self, const KontorConnectorInfo *platform)
{
  self->platform = platform;
  show_manners (self);
  adw_navigation_page_set_title (self->form_page, _(platform->name));
  if (asks_nothing (self))
    run (self);
  else
    adw_navigation_view_push (self->pages, self->form_page);
}

static void
platform_activated_cb (KontorConnectDialog *self, AdwActionRow *row)
{
  choose_platform (self, g_object_get_data (G_OBJECT (row), "platform"));
}

static void
list_platforms (KontorConnectDialog *self)
{
  const KontorConnectorFactory *const *factories = kontor_engine_get_factories (self->engine);

  for (guint i = 0; factories[i] != NULL; i++) {
    GtkWidget *row = kontor_platform_row_new (factories[i]->info);

    g_object_set_data (G_OBJECT (row), "platform", (gpointer) factories[i]->info);
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
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* What runs goes on without us, and what comes of it is taken back. */
static void
kontor_connect_dialog_closed (AdwDialog *dialog)
{
  KONTOR_CONNECT_DIALOG (dialog)->job = NULL;
}

/* Back to the form: what was found then is of no use. */
static void
popped_cb (KontorConnectDialog *self)
{
  self->job = NULL;
}

static void
kontor_connect_dialog_dispose (GObject *object)
{
  KontorConnectDialog *self = KONTOR_CONNECT_DIALOG (object);

  g_clear_object (&self->account);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->offered, g_free);
  g_clear_pointer (&self->fingerprint, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_CONNECT_DIALOG);
  G_OBJECT_CLASS (kontor_connect_dialog_parent_class)->dispose (object);
}

static void
kontor_connect_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_CONNECT_DIALOG (object)->rows);
  G_OBJECT_CLASS (kontor_connect_dialog_parent_class)->finalize (object);
}

static void
kontor_connect_dialog_class_init (KontorConnectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_connect_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_connect_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = kontor_connect_dialog_closed;

  g_type_ensure (KONTOR_TYPE_CHECK_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-connect-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, platforms_page);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, form_page);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, check_page);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, platforms);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, manners);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, fields);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, complaint);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, steps);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, KontorConnectDialog, outcome);
  gtk_widget_class_bind_template_callback (widget_class, manner_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, popped_cb);
  gtk_widget_class_install_action (widget_class, "connect.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "connect.cancel", NULL, cancel);
}

static void
kontor_connect_dialog_init (KontorConnectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
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

  self = make (engine, account, RECONNECT, _("Sign In Again"));
  choose_platform (self, kontor_account_get_platform (account));
  adw_navigation_page_set_title (self->form_page, kontor_account_get_name (account));
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
