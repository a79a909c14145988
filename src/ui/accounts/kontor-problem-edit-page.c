#include "kontor-problem-edit-page.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-money.h"

struct _KontorProblemEditPage {
  AdwNavigationPage parent_instance;

  KontorEngine *engine;   /* (owned) */
  KontorProblem *problem; /* (owned) */
  GPtrArray *edits;       /* (owned) (element-type Edit) */

  AdwBanner *complaint;
  AdwPreferencesGroup *fields;
};

G_DEFINE_FINAL_TYPE (KontorProblemEditPage, kontor_problem_edit_page, ADW_TYPE_NAVIGATION_PAGE)

/**
 * Edit:
 * @list: -1 of a field of the set; else the list of the delta in which the member is
 *
 * One value that can be typed.
 */
typedef struct {
  guint field;
  int list;
  guint member;
  GtkWidget *row;
} Edit;

static gboolean
can_type (KontorFieldKind kind)
{
  return kind == KONTOR_FIELD_TEXT || kind == KONTOR_FIELD_INT || kind == KONTOR_FIELD_BOOL || kind == KONTOR_FIELD_MONEY;
}

static const char *
get_currency (KontorProblemEditPage *self, const KontorOp *op)
{
  const char *found = kontor_op_get_currency (op);
  g_autoptr (KontorAccount) account = kontor_engine_dup_account (self->engine, op->account_id);
  const KontorAccountInfo *info = account != NULL ? kontor_account_get_info (account) : NULL;

  if (found == NULL && info != NULL)
    found = info->currency;
  return found != NULL && kontor_currency_is_valid (found) ? found : "EUR";
}

static char *
format (KontorProblemEditPage *self, const KontorOp *op, const KontorRecord *record, guint field)
{
  if (kontor_record_is_null (record, field))
    return g_strdup ("");
  if (kontor_record_get_record_type (record)->fields[field].kind == KONTOR_FIELD_TEXT)
    return g_strdup (kontor_record_get_text (record, field));
  if (kontor_record_get_record_type (record)->fields[field].kind == KONTOR_FIELD_MONEY) {
    KontorMoney money = kontor_money_make (kontor_record_get_amount (record, field), get_currency (self, op));

    return kontor_money_format (&money);
  }
  return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_record_get_int (record, field));
}

static GtkWidget *
make_row (KontorProblemEditPage *self, const KontorOp *op, const KontorRecord *record, guint field, const char *label)
{
  GtkWidget *row;

  if (kontor_record_get_record_type (record)->fields[field].kind == KONTOR_FIELD_BOOL) {
    row = adw_switch_row_new ();
    adw_switch_row_set_active (ADW_SWITCH_ROW (row), kontor_record_get_bool (record, field));
  } else {
    g_autofree char *text = format (self, op, record, field);

    row = adw_entry_row_new ();
    gtk_editable_set_text (GTK_EDITABLE (row), text);
  }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  return row;
}

static void
add_edit (KontorProblemEditPage *self, const KontorOp *op, const KontorRecord *record, Edit edit)
{
  guint labelled = edit.list >= 0 ? (guint) edit.list : edit.field;

  if (!kontor_record_has (record, edit.field) ||
      !can_type (kontor_record_get_record_type (record)->fields[edit.field].kind))
    return;
  edit.row = make_row (self, op, record, edit.field, kontor_entity_get_field_label (op->kind->entity, labelled));
  adw_preferences_group_add (self->fields, edit.row);
  g_ptr_array_add (self->edits, g_memdup2 (&edit, sizeof edit));
}

static void
add_members (KontorProblemEditPage *self, const KontorOp *op, guint list)
{
  for (guint i = 0; i < kontor_record_get_length (op->delta, list); i++) {
    const KontorRecord *member = kontor_record_get_member (op->delta, list, i);

    for (guint j = 0; j < kontor_record_get_record_type (member)->n_fields; j++)
      add_edit (self, op, member, (Edit) { .field = j, .list = (int) list, .member = i });
  }
}

static void
fill (KontorProblemEditPage *self)
{
  const KontorOp *op = kontor_problem_get_op (self->problem);
  const KontorRecordType *type = kontor_entity_get_record_type (op->kind->entity);

  for (guint i = 0; op->set != NULL && i < type->n_fields; i++)
    add_edit (self, op, op->set, (Edit) { .field = i, .list = -1 });
  for (guint i = 0; op->delta != NULL && i < type->n_fields; i++)
    if (type->fields[i].kind == KONTOR_FIELD_LIST)
      add_members (self, op, i);
}

static gboolean
read_int (const char *text, KontorRecord *record, guint field, GError **error)
{
  gint64 value;

  if (!g_ascii_string_to_signed (text, 10, G_MININT32, G_MAXINT32, &value, NULL)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("“%s” is no whole number."), text);
    return FALSE;
  }
  kontor_record_set_int (record, field, value);
  return TRUE;
}

static gboolean
read_money (const char *text, const char *currency, KontorRecord *record, guint field, GError **error)
{
  KontorMoney money;

  if (!kontor_money_parse_input (text, currency, &money, error))
    return FALSE;
  kontor_record_set_amount (record, field, money.amount);
  return TRUE;
}

static gboolean
read_value (KontorProblemEditPage *self, const Edit *edit, const KontorOp *op, KontorRecord *record, GError **error)
{
  KontorFieldKind kind = kontor_record_get_record_type (record)->fields[edit->field].kind;
  g_autofree char *text = NULL;

  if (kind == KONTOR_FIELD_BOOL) {
    kontor_record_set_bool (record, edit->field, adw_switch_row_get_active (ADW_SWITCH_ROW (edit->row)));
    return TRUE;
  }
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (edit->row))));
  if (text[0] == '\0')
    kontor_record_set_null (record, edit->field);
  else if (kind == KONTOR_FIELD_TEXT)
    kontor_record_set_text (record, edit->field, text);
  else if (kind == KONTOR_FIELD_MONEY)
    return read_money (text, get_currency (self, op), record, edit->field, error);
  else
    return read_int (text, record, edit->field, error);
  return TRUE;
}

static gboolean
read_edit (KontorProblemEditPage *self, const Edit *edit, KontorOp *op, GError **error)
{
  g_autoptr (KontorRecord) member = NULL;

  if (edit->list < 0)
    return read_value (self, edit, op, op->set, error);
  member = kontor_record_copy (kontor_record_get_member (op->delta, (guint) edit->list, edit->member));
  if (!read_value (self, edit, op, member, error))
    return FALSE;
  kontor_record_replace_member (op->delta, (guint) edit->list, edit->member, g_steal_pointer (&member));
  return TRUE;
}

static void
copy_record (KontorRecord **record)
{
  KontorRecord *copy = *record != NULL ? kontor_record_copy (*record) : NULL;

  g_clear_pointer (record, kontor_record_unref);
  *record = copy;
}

/* (nullable): the op's payload with what was typed; NULL where that makes no sense. */
static char *
make_payload (KontorProblemEditPage *self, GError **error)
{
  g_autoptr (KontorOp) op = kontor_op_copy (kontor_problem_get_op (self->problem));

  copy_record (&op->set);
  copy_record (&op->delta);
  for (guint i = 0; i < self->edits->len; i++) {
    const Edit *edit = g_ptr_array_index (self->edits, i);

    gtk_widget_remove_css_class (edit->row, "error");
    if (!read_edit (self, edit, op, error)) {
      gtk_widget_add_css_class (edit->row, "error");
      gtk_widget_grab_focus (edit->row);
      return NULL;
    }
  }
  return kontor_op_payload_to_json (op);
}

static void
complain (KontorProblemEditPage *self, const GError *error)
{
  adw_banner_set_title (self->complaint, error->message);
  adw_banner_set_revealed (self->complaint, TRUE);
}

static DexFuture *
sent_cb (DexFuture *future, gpointer data)
{
  KontorProblemEditPage *self = data;
  GtkWidget *pages = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  g_autoptr (GError) error = NULL;

  if (pages == NULL)
    return dex_future_new_true ();
  if (dex_future_get_value (future, &error) != NULL)
    adw_navigation_view_pop_to_tag (ADW_NAVIGATION_VIEW (pages), "list");
  else
    complain (self, error);
  return dex_future_new_true ();
}

static void
send (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorProblemEditPage *self = KONTOR_PROBLEM_EDIT_PAGE (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *payload = make_payload (self, &error);
  DexFuture *sent;

  if (payload == NULL) {
    complain (self, error);
    return;
  }
  sent = kontor_problems_edit (self->engine, kontor_problem_get_id (self->problem), payload);
  dex_future_disown (dex_future_finally (sent, sent_cb, g_object_ref (self), g_object_unref));
}

static void
kontor_problem_edit_page_dispose (GObject *object)
{
  KontorProblemEditPage *self = KONTOR_PROBLEM_EDIT_PAGE (object);

  g_clear_object (&self->problem);
  g_clear_object (&self->engine);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_PROBLEM_EDIT_PAGE);
  G_OBJECT_CLASS (kontor_problem_edit_page_parent_class)->dispose (object);
}

static void
kontor_problem_edit_page_finalize (GObject *object)
{
  g_ptr_array_unref (KONTOR_PROBLEM_EDIT_PAGE (object)->edits);
  G_OBJECT_CLASS (kontor_problem_edit_page_parent_class)->finalize (object);
}

static void
kontor_problem_edit_page_class_init (KontorProblemEditPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_problem_edit_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = kontor_problem_edit_page_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-problem-edit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorProblemEditPage, complaint);
  gtk_widget_class_bind_template_child (widget_class, KontorProblemEditPage, fields);
  gtk_widget_class_install_action (widget_class, "edit.send", NULL, send);
}

static void
kontor_problem_edit_page_init (KontorProblemEditPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->edits = g_ptr_array_new_with_free_func (g_free);
}

KontorProblemEditPage *
kontor_problem_edit_page_new (KontorEngine *engine, KontorProblem *problem)
{
  KontorProblemEditPage *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine) && KONTOR_IS_PROBLEM (problem), NULL);
  g_return_val_if_fail (kontor_problem_get_op (problem) != NULL, NULL);

  self = g_object_new (KONTOR_TYPE_PROBLEM_EDIT_PAGE, NULL);
  self->engine = g_object_ref (engine);
  self->problem = g_object_ref (problem);
  fill (self);
  return self;
}

static gboolean
knows_typeable (const KontorRecord *record)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (record, i) && can_type (type->fields[i].kind))
      return TRUE;
  return FALSE;
}

gboolean
kontor_problem_edit_page_can_edit (KontorProblem *problem)
{
  const KontorOp *op = kontor_problem_get_op (problem);

  if (op == NULL)
    return FALSE;
  return (op->set != NULL && knows_typeable (op->set)) || op->delta != NULL;
}
