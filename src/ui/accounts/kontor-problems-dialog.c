#include "kontor-problems-dialog.h"

#include <glib/gi18n.h>

#include "kontor-problem-page.h"
#include "kontor-subject.h"

struct _KontorProblemsDialog {
  AdwDialog parent_instance;

  KontorEngine *engine; /* (owned) */

  AdwNavigationView *pages;
  GtkStack *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (KontorProblemsDialog, kontor_problems_dialog, ADW_TYPE_DIALOG)

static const char *
get_icon (KontorProblemKind kind)
{
  switch (kind) {
  case KONTOR_PROBLEM_CONFLICT:
    return "view-dual-symbolic";
  case KONTOR_PROBLEM_REJECTED:
    return "action-unavailable-symbolic";
  case KONTOR_PROBLEM_UNKNOWN:
    return "dialog-question-symbolic";
  case KONTOR_PROBLEM_SIGN_IN:
    return "dialog-password-symbolic";
  case KONTOR_PROBLEM_DELETIONS:
    return "user-trash-symbolic";
  case KONTOR_PROBLEM_RESTORED:
    return "document-open-recent-symbolic";
  }
  g_return_val_if_reached (NULL);
}

/* One line: what is the matter, and how much waits for the answer. */
static char *
describe (KontorProblem *problem)
{
  guint waiting = kontor_problem_get_waiting (problem);
  g_autofree char *waits = NULL;

  if (waiting == 0)
    return g_strdup (kontor_problem_get_text (problem));
  waits = g_strdup_printf (ngettext ("%u more change waits for this.", "%u more changes wait for this.", waiting), waiting);
  return g_strdup_printf ("%s\n%s", kontor_problem_get_text (problem), waits);
}

static GtkWidget *
make_row_cb (gpointer item, gpointer data)
{
  KontorProblemsDialog *self = data;
  KontorProblem *problem = item;
  const KontorOp *op = kontor_problem_get_op (problem);
  g_autofree char *text = describe (problem);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), kontor_problem_get_title (problem));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (get_icon (kontor_problem_get_kind (problem))));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  if (op != NULL)
    kontor_subject_add_to_row (self->engine, op->kind->entity, op->local_id, ADW_ACTION_ROW (row));
  return row;
}

static void
update_stack (KontorProblemsDialog *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (kontor_engine_get_problems (self->engine))) > 0;

  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
}

static void
row_activated_cb (KontorProblemsDialog *self, GtkListBoxRow *row)
{
  GListModel *problems = G_LIST_MODEL (kontor_engine_get_problems (self->engine));
  g_autoptr (KontorProblem) problem = g_list_model_get_item (problems, (guint) gtk_list_box_row_get_index (row));

  if (problem != NULL)
    kontor_problems_dialog_show (self, problem);
}

static void
kontor_problems_dialog_dispose (GObject *object)
{
  KontorProblemsDialog *self = KONTOR_PROBLEMS_DIALOG (object);

  g_clear_object (&self->engine);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PROBLEMS_DIALOG);
  G_OBJECT_CLASS (kontor_problems_dialog_parent_class)->dispose (object);
}

static void
kontor_problems_dialog_class_init (KontorProblemsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_problems_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-problems-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProblemsDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorProblemsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, KontorProblemsDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
kontor_problems_dialog_init (KontorProblemsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

KontorProblemsDialog *
kontor_problems_dialog_new (KontorEngine *engine)
{
  KontorProblemsDialog *self;
  GListModel *problems;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);

  self = g_object_new (KONTOR_TYPE_PROBLEMS_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  problems = G_LIST_MODEL (kontor_engine_get_problems (engine));
  gtk_list_box_bind_model (self->list, problems, make_row_cb, self, NULL);
  g_signal_connect_object (problems, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  update_stack (self);
  return self;
}

void
kontor_problems_dialog_show (KontorProblemsDialog *self, KontorProblem *problem)
{
  g_return_if_fail (KONTOR_IS_PROBLEMS_DIALOG (self) && KONTOR_IS_PROBLEM (problem));

  adw_navigation_view_push (self->pages, ADW_NAVIGATION_PAGE (kontor_problem_page_new (self->engine, problem)));
}
