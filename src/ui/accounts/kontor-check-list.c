#include "kontor-check-list.h"

#include <glib/gi18n.h>

#include "kontor-error.h"

#define N_STEPS (KONTOR_CHECK_DATA + 1)

typedef struct {
  AdwActionRow *row;
  GtkStack *state;
} Step;

struct _KontorCheckList {
  AdwBin parent_instance;

  KontorCheckState states[N_STEPS];
  Step steps[N_STEPS];
};

G_DEFINE_FINAL_TYPE (KontorCheckList, kontor_check_list, ADW_TYPE_BIN)

static const char *
get_title (KontorCheckStep step)
{
  switch (step) {
  case KONTOR_CHECK_NETWORK:
    return _("Network");
  case KONTOR_CHECK_SERVER:
    return _("Server");
  case KONTOR_CHECK_API:
    return _("Interface");
  case KONTOR_CHECK_PERMISSIONS:
    return _("Permissions");
  case KONTOR_CHECK_DATA:
    return _("Data");
  }
  g_return_val_if_reached (NULL);
}

static const char *
get_question (KontorCheckStep step)
{
  switch (step) {
  case KONTOR_CHECK_NETWORK:
    return _("Is this computer connected?");
  case KONTOR_CHECK_SERVER:
    return _("Does the shop answer?");
  case KONTOR_CHECK_API:
    return _("Does it speak with programs?");
  case KONTOR_CHECK_PERMISSIONS:
    return _("May this login read and write?");
  case KONTOR_CHECK_DATA:
    return _("Are its currency and time zone known?");
  }
  g_return_val_if_reached (NULL);
}

/* Of what passes or is a slip. What is wrong with a shop or a login says itself what to do. */
static const char *
get_advice_of_code (KontorError code)
{
  static const struct {
    KontorError code;
    const char *advice;
  } table[] = {
    { KONTOR_ERROR_OFFLINE, N_("Check that this computer is online and that the address is right.") },
    { KONTOR_ERROR_RATE_LIMITED, N_("Wait a minute, then try again.") },
    { KONTOR_ERROR_NOT_FOUND, N_("Check the address for typing mistakes.") },
    { KONTOR_ERROR_TEMPORARY, N_("The server has trouble of its own. Try again later.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (table[i].code == code)
      return _(table[i].advice);
  return NULL;
}

static char *
describe_failure (const GError *error)
{
  const char *advice = error->domain == KONTOR_ERROR ? get_advice_of_code (error->code) : NULL;

  return advice != NULL ? g_strdup_printf ("%s\n%s", error->message, advice) : g_strdup (error->message);
}

static const char *
get_page (KontorCheckState state)
{
  switch (state) {
  case KONTOR_CHECK_WAITING:
    return "waiting";
  case KONTOR_CHECK_RUNNING:
    return "running";
  case KONTOR_CHECK_DONE:
    return "done";
  case KONTOR_CHECK_FAILED:
    return "failed";
  }
  g_return_val_if_reached (NULL);
}

static const char *
get_word (KontorCheckState state)
{
  switch (state) {
  case KONTOR_CHECK_WAITING:
    return _("Waiting");
  case KONTOR_CHECK_RUNNING:
    return _("Running");
  case KONTOR_CHECK_DONE:
    return _("Good");
  case KONTOR_CHECK_FAILED:
    return _("Failed");
  }
  g_return_val_if_reached (NULL);
}

static void
set_state (KontorCheckList *self, KontorCheckStep step, KontorCheckState state, const GError *error)
{
  g_autofree char *failure = error != NULL ? describe_failure (error) : NULL;
  Step *shown = &self->steps[step];

  self->states[step] = state;
  gtk_stack_set_visible_child_name (shown->state, get_page (state));
  adw_action_row_set_subtitle (shown->row, failure != NULL ? failure : get_question (step));
  gtk_accessible_update_property (GTK_ACCESSIBLE (shown->row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, get_word (state), -1);
  if (state == KONTOR_CHECK_WAITING)
    gtk_widget_add_css_class (GTK_WIDGET (shown->row), "dimmed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (shown->row), "dimmed");
}

static GtkWidget *
make_icon (const char *name, const char *style)
{
  GtkWidget *image = gtk_image_new_from_icon_name (name);

  gtk_widget_add_css_class (image, style);
  return image;
}

static GtkStack *
make_state (void)
{
  GtkStack *stack = GTK_STACK (gtk_stack_new ());

  gtk_widget_set_valign (GTK_WIDGET (stack), GTK_ALIGN_CENTER);
  gtk_stack_add_named (stack, make_icon ("content-loading-symbolic", "dimmed"), "waiting");
  gtk_stack_add_named (stack, adw_spinner_new (), "running");
  gtk_stack_add_named (stack, make_icon ("object-select-symbolic", "success"), "done");
  gtk_stack_add_named (stack, make_icon ("dialog-error-symbolic", "error"), "failed");
  return stack;
}

static void
add_step (KontorCheckList *self, GtkListBox *list, KontorCheckStep step)
{
  Step *made = &self->steps[step];

  made->row = ADW_ACTION_ROW (adw_action_row_new ());
  made->state = make_state ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (made->row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (made->row), get_title (step));
  adw_action_row_set_subtitle_lines (made->row, 0);
  adw_action_row_add_prefix (made->row, GTK_WIDGET (made->state));
  gtk_list_box_append (list, GTK_WIDGET (made->row));
  set_state (self, step, KONTOR_CHECK_WAITING, NULL);
}

static void
kontor_check_list_class_init (KontorCheckListClass *klass)
{
}

static void
kontor_check_list_init (KontorCheckList *self)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  for (KontorCheckStep step = KONTOR_CHECK_NETWORK; step < N_STEPS; step++)
    add_step (self, GTK_LIST_BOX (list), step);
  adw_bin_set_child (ADW_BIN (self), list);
}

void
kontor_check_list_begin (KontorCheckList *self)
{
  g_return_if_fail (KONTOR_IS_CHECK_LIST (self));

  for (KontorCheckStep step = KONTOR_CHECK_NETWORK; step < N_STEPS; step++)
    set_state (self, step, step == KONTOR_CHECK_NETWORK ? KONTOR_CHECK_RUNNING : KONTOR_CHECK_WAITING, NULL);
}

void
kontor_check_list_note (KontorCheckList *self, KontorCheckStep step, const GError *error)
{
  g_return_if_fail (KONTOR_IS_CHECK_LIST (self) && (guint) step < N_STEPS);

  set_state (self, step, error != NULL ? KONTOR_CHECK_FAILED : KONTOR_CHECK_DONE, error);
  if (error == NULL && step + 1 < N_STEPS)
    set_state (self, step + 1, KONTOR_CHECK_RUNNING, NULL);
}

void
kontor_check_list_fail (KontorCheckList *self, const GError *error)
{
  g_return_if_fail (KONTOR_IS_CHECK_LIST (self) && error != NULL);

  for (KontorCheckStep step = KONTOR_CHECK_NETWORK; step < N_STEPS; step++)
    if (self->states[step] == KONTOR_CHECK_RUNNING)
      set_state (self, step, KONTOR_CHECK_FAILED, error);
}

KontorCheckState
kontor_check_list_get_state (KontorCheckList *self, KontorCheckStep step)
{
  g_return_val_if_fail (KONTOR_IS_CHECK_LIST (self) && (guint) step < N_STEPS, KONTOR_CHECK_WAITING);

  return self->states[step];
}
