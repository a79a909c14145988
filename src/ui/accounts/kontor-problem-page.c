#include "kontor-problem-page.h"

#include <glib/gi18n.h>

#include "kontor-account-widgets.h"
#include "kontor-connect-dialog.h"
#include "kontor-freshness.h"
#include "kontor-outbox-dialog.h"
#include "kontor-problem-edit-page.h"
#include "kontor-subject.h"

struct _KontorProblemPage {
  AdwNavigationPage parent_instance;

  KontorEngine *engine;   /* (owned) */
  KontorProblem *problem; /* (owned) */
  GPtrArray *theirs;      /* (element-type GtkCheckButton): of each field of a conflict */
  KontorSubject *subject; /* (owned) (nullable): what it is about, once that is known */

  AdwToastOverlay *toasts;
  AdwPreferencesPage *page;
  GtkLabel *title;
  GtkLabel *text;
  GtkLabel *waiting;
  AdwPreferencesGroup *subject_group;
  AdwActionRow *subject_row;
  AdwPreferencesGroup *answers;
  AdwPreferencesGroup *choices; /* what is chosen or answered first */
};

G_DEFINE_FINAL_TYPE (KontorProblemPage, kontor_problem_page, ADW_TYPE_NAVIGATION_PAGE)

/**
 * Offer:
 * @answer: of what is answered by kontor_problems_answer (); else -1
 * @action: of what is answered in another way
 *
 * One answer to a kind of problem, in the order in which they are offered.
 */
typedef struct {
  KontorProblemKind kind;
  int answer;
  const char *action;
  const char *icon;
  const char *title;
  const char *subtitle;
} Offer;

static const Offer offers[] = {
  { KONTOR_PROBLEM_CONFLICT, KONTOR_ANSWER_KEEP_MINE, NULL, "document-send-symbolic", N_("Keep Mine"),
    N_("Overwrite what the shop has now") },
  { KONTOR_PROBLEM_CONFLICT, KONTOR_ANSWER_TAKE_THEIRS, NULL, "folder-download-symbolic", N_("Take the Shop’s"),
    N_("Give my change up") },
  { KONTOR_PROBLEM_REJECTED, -1, "problem.edit", "document-edit-symbolic", N_("Edit…"), N_("Send something else in its place") },
  { KONTOR_PROBLEM_REJECTED, KONTOR_ANSWER_RETRY, NULL, "view-refresh-symbolic", N_("Try Again"),
    N_("Send it once more as it is") },
  { KONTOR_PROBLEM_REJECTED, KONTOR_ANSWER_DISCARD, NULL, "user-trash-symbolic", N_("Discard"),
    N_("Give it up, and show what the shop has") },
  { KONTOR_PROBLEM_UNKNOWN, KONTOR_ANSWER_RETRY, NULL, "view-refresh-symbolic", N_("Look Again"),
    N_("Ask the shop once more whether it happened") },
  { KONTOR_PROBLEM_UNKNOWN, KONTOR_ANSWER_HAPPENED, NULL, "object-select-symbolic", N_("It Happened"),
    N_("Nothing is sent again") },
  { KONTOR_PROBLEM_UNKNOWN, KONTOR_ANSWER_DID_NOT, NULL, "document-send-symbolic", N_("It Did Not Happen"),
    N_("It is sent again") },
  { KONTOR_PROBLEM_UNKNOWN, KONTOR_ANSWER_DISCARD, NULL, "user-trash-symbolic", N_("Discard"),
    N_("Give it up, and show what the shop has") },
  { KONTOR_PROBLEM_SIGN_IN, -1, "problem.sign-in", "dialog-password-symbolic", N_("Sign In Again…"),
    N_("With a new key; all data stays") },
  { KONTOR_PROBLEM_DELETIONS, -1, "problem.look", "view-refresh-symbolic", N_("Look Again"),
    N_("They may be back: nothing is deleted until you agree") },
  { KONTOR_PROBLEM_DELETIONS, -1, "problem.delete", "user-trash-symbolic", N_("Delete Them Here Too"),
    N_("They were deleted in the shop on purpose") },
  { KONTOR_PROBLEM_RESTORED, -1, "problem.outbox", "view-list-symbolic", N_("Show What Waits…"),
    N_("Changes that were not sent when the file was copied") },
  { KONTOR_PROBLEM_RESTORED, -1, "problem.resume", "media-playback-start-symbolic", N_("Resume"),
    N_("What may have been sent already is looked for first") },
};

static DexFuture *
answered_cb (DexFuture *future, gpointer data)
{
  KontorProblemPage *self = data;
  g_autoptr (GError) error = NULL;

  if (self->toasts == NULL)
    return dex_future_new_true ();
  if (dex_future_get_value (future, &error) != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
  else
    kontor_toast_error (self->toasts, error);
  return dex_future_new_true ();
}

static void
follow (KontorProblemPage *self, DexFuture *future)
{
  dex_future_disown (dex_future_finally (future, answered_cb, g_object_ref (self), g_object_unref));
}

static void
answer (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (widget);

  follow (self, kontor_problems_answer (self->engine, kontor_problem_get_id (self->problem),
                                        (KontorAnswer) g_variant_get_int32 (parameter)));
}

static guint64
collect_mine (KontorProblemPage *self)
{
  GPtrArray *fields = kontor_problem_get_fields (self->problem);
  guint64 mine = 0;

  for (guint i = 0; i < fields->len; i++)
    if (!gtk_check_button_get_active (g_ptr_array_index (self->theirs, i)))
      mine |= G_GUINT64_CONSTANT (1) << ((const KontorProblemField *) g_ptr_array_index (fields, i))->field;
  return mine;
}

static void
apply_fields (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (widget);

  follow (self, kontor_problems_answer_fields (self->engine, kontor_problem_get_id (self->problem), collect_mine (self)));
}

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (widget);
  GtkWidget *pages = gtk_widget_get_ancestor (widget, ADW_TYPE_NAVIGATION_VIEW);

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (pages),
                            ADW_NAVIGATION_PAGE (kontor_problem_edit_page_new (self->engine, self->problem)));
}

static KontorAccount *
dup_account (KontorProblemPage *self)
{
  return kontor_engine_dup_account (self->engine, kontor_problem_get_account (self->problem));
}

static void
sign_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (widget);
  g_autoptr (KontorAccount) account = dup_account (self);

  if (account == NULL || kontor_account_get_platform (account) == NULL)
    return;
  adw_dialog_present (ADW_DIALOG (kontor_connect_dialog_new_reconnect (self->engine, account)), widget);
  gtk_widget_activate_action (widget, "navigation.pop", NULL);
}

static DexFuture *
allowed_cb (DexFuture *future, gpointer data)
{
  return kontor_sync_sweep_once (kontor_account_get_sync (data));
}

static void delete (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (widget);
  g_autoptr (KontorAccount) account = dup_account (self);
  DexFuture *allowed;

  if (account == NULL)
    return;
  allowed = kontor_sync_allow_deletions (kontor_account_get_sync (account), kontor_problem_get_feed (self->problem));
  follow (self, dex_future_then (allowed, allowed_cb, g_object_ref (account), g_object_unref));
}

static void
look (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (widget);
  g_autoptr (KontorAccount) account = dup_account (self);

  if (account != NULL)
    follow (self, kontor_sync_sweep_once (kontor_account_get_sync (account)));
}

static void
show_outbox (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_present (ADW_DIALOG (kontor_outbox_dialog_new (KONTOR_PROBLEM_PAGE (widget)->engine)), widget);
}

static void
resume (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (widget);
  g_autoptr (KontorAccount) account = dup_account (self);

  if (account != NULL)
    follow (self, kontor_account_resume (account));
}

static GtkWidget *
make_offer (const Offer *offer)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(offer->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(offer->subtitle));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (offer->icon));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), offer->answer >= 0 ? "problem.answer" : offer->action);
  if (offer->answer >= 0)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "i", offer->answer);
  return row;
}

/* Where one chooses per field, the answers for all fields at once would only be in the way. */
static gboolean
is_offered (KontorProblemPage *self, const Offer *offer)
{
  if (offer->kind != kontor_problem_get_kind (self->problem))
    return FALSE;
  if (offer->kind == KONTOR_PROBLEM_CONFLICT)
    return kontor_problem_get_fields (self->problem)->len == 0;
  return g_strcmp0 (offer->action, "problem.edit") != 0 || kontor_problem_edit_page_can_edit (self->problem);
}

static void
add_offers (KontorProblemPage *self)
{
  guint count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    if (is_offered (self, &offers[i])) {
      adw_preferences_group_add (self->answers, make_offer (&offers[i]));
      count++;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->answers), count > 0);
}

static GtkWidget *
make_choice (const char *title, const char *value, GtkWidget *check)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value != NULL && value[0] != '\0' ? value : _("Empty"));
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (row, "property");
  if (check == NULL)
    return row;
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  return row;
}

static void
add_field (KontorProblemPage *self, const KontorProblemField *field)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *mine = gtk_check_button_new (), *theirs = gtk_check_button_new ();

  gtk_check_button_set_group (GTK_CHECK_BUTTON (theirs), GTK_CHECK_BUTTON (mine));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (mine), TRUE);
  adw_preferences_group_set_title (group, field->label);
  adw_preferences_group_add (group, make_choice (_("Mine"), field->mine, mine));
  adw_preferences_group_add (group, make_choice (_("The Shop’s"), field->theirs, theirs));
  adw_preferences_group_add (group, make_choice (_("Before"), field->before, NULL));
  if (self->theirs->len == 0)
    self->choices = group;
  g_ptr_array_add (self->theirs, theirs);
  adw_preferences_page_add (self->page, group);
}

static void
add_apply (KontorProblemPage *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Apply"));

  gtk_widget_add_css_class (button, "pill");
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "problem.apply");
  adw_preferences_group_add (group, button);
  adw_preferences_page_add (self->page, group);
}

static void
add_fields (KontorProblemPage *self)
{
  GPtrArray *fields = kontor_problem_get_fields (self->problem);

  for (guint i = 0; i < fields->len; i++)
    add_field (self, g_ptr_array_index (fields, i));
  if (fields->len > 0)
    add_apply (self);
}

static DexFuture *
subject_loaded_cb (DexFuture *future, gpointer data)
{
  KontorProblemPage *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  if (value == NULL || self->toasts == NULL)
    return dex_future_new_true ();
  self->subject = g_value_dup_boxed (value);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->subject_row), self->subject->name != NULL ? self->subject->name : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subject_group), TRUE);
  return dex_future_new_true ();
}

static void
load_subject (KontorProblemPage *self)
{
  const KontorOp *op = kontor_problem_get_op (self->problem);

  if (op != NULL)
    dex_future_disown (dex_future_finally (kontor_subject_load (self->engine, op->kind->entity, op->local_id),
                                           subject_loaded_cb, g_object_ref (self), g_object_unref));
}

/* The window shows it, behind the dialog, which goes. */
static void
open_subject (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (widget);
  GtkWidget *dialog = gtk_widget_get_ancestor (widget, ADW_TYPE_DIALOG);

  gtk_widget_activate_action (widget, "win.open-object", "(sx)", kontor_entity_get_nick (self->subject->entity), self->subject->id);
  adw_dialog_close (ADW_DIALOG (dialog));
}

static char *
describe_waiting (KontorProblemPage *self)
{
  guint waiting = kontor_problem_get_waiting (self->problem);

  return g_strdup_printf (ngettext ("%u more change waits for this.", "%u more changes wait for this.", waiting), waiting);
}

static const char *
get_text (KontorProblemPage *self)
{
  if (kontor_problem_get_kind (self->problem) == KONTOR_PROBLEM_CONFLICT && kontor_problem_get_fields (self->problem)->len > 0)
    return _("While your change waited, somebody changed the same in the shop.");
  return kontor_problem_get_text (self->problem);
}

static void
fill (KontorProblemPage *self)
{
  g_autofree char *waiting = describe_waiting (self);
  const char *text = get_text (self);

  gtk_label_set_label (self->title, kontor_problem_get_title (self->problem));
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->text), text[0] != '\0');
  gtk_label_set_label (self->waiting, waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting), kontor_problem_get_waiting (self->problem) > 0);
  add_offers (self);
  add_fields (self);
  load_subject (self);
}

/* One begins at what can be done, not in a sentence. */
static void
kontor_problem_page_shown (AdwNavigationPage *page)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (page);

  if (gtk_widget_is_focus (GTK_WIDGET (self->text)))
    gtk_widget_child_focus (GTK_WIDGET (self->choices), GTK_DIR_TAB_FORWARD);
}

static void
kontor_problem_page_dispose (GObject *object)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (object);

  g_clear_object (&self->problem);
  g_clear_object (&self->engine);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PROBLEM_PAGE);
  G_OBJECT_CLASS (kontor_problem_page_parent_class)->dispose (object);
}

static void
kontor_problem_page_finalize (GObject *object)
{
  KontorProblemPage *self = KONTOR_PROBLEM_PAGE (object);

  g_ptr_array_unref (self->theirs);
  g_clear_pointer (&self->subject, kontor_subject_free);
  G_OBJECT_CLASS (kontor_problem_page_parent_class)->finalize (object);
}

static void
kontor_problem_page_class_init (KontorProblemPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_problem_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_problem_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = kontor_problem_page_shown;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-problem-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProblemPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorProblemPage, page);
  gtk_widget_class_bind_template_child (widget_class, KontorProblemPage, title);
  gtk_widget_class_bind_template_child (widget_class, KontorProblemPage, text);
  gtk_widget_class_bind_template_child (widget_class, KontorProblemPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, KontorProblemPage, subject_group);
  gtk_widget_class_bind_template_child (widget_class, KontorProblemPage, subject_row);
  gtk_widget_class_bind_template_child (widget_class, KontorProblemPage, answers);
  gtk_widget_class_install_action (widget_class, "problem.open", NULL, open_subject);
  gtk_widget_class_install_action (widget_class, "problem.answer", "i", answer);
  gtk_widget_class_install_action (widget_class, "problem.apply", NULL, apply_fields);
  gtk_widget_class_install_action (widget_class, "problem.edit", NULL, edit);
  gtk_widget_class_install_action (widget_class, "problem.sign-in", NULL, sign_in);
  gtk_widget_class_install_action (widget_class, "problem.delete", NULL, delete);
  gtk_widget_class_install_action (widget_class, "problem.look", NULL, look);
  gtk_widget_class_install_action (widget_class, "problem.outbox", NULL, show_outbox);
  gtk_widget_class_install_action (widget_class, "problem.resume", NULL, resume);
}

static void
kontor_problem_page_init (KontorProblemPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->choices = self->answers;
  self->theirs = g_ptr_array_new ();
}

KontorProblemPage *
kontor_problem_page_new (KontorEngine *engine, KontorProblem *problem)
{
  KontorProblemPage *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && KONTOR_IS_PROBLEM (problem), NULL);

  self = g_object_new (KONTOR_TYPE_PROBLEM_PAGE, NULL);
  self->engine = g_object_ref (engine);
  self->problem = g_object_ref (problem);
  fill (self);
  return self;
}
