#include "kontor-customer-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-customers.h"
#include "kontor-dialog-focus.h"
#include "kontor-gesture.h"

struct _KontorCustomerDialog {
  AdwDialog parent_instance;

  KontorEngine *engine;   /* (owned) */
  KontorObject *customer; /* (owned) */

  GtkEditable *first_name;
  GtkEditable *last_name;
  GtkEditable *company;
  GtkEditable *email;
  GtkEditable *phone;
  GtkTextView *note;
  GtkLabel *problem;
  GtkWidget *save;
};

G_DEFINE_FINAL_TYPE (KontorCustomerDialog, kontor_customer_dialog, ADW_TYPE_DIALOG)

/* Which field a row edits. */
typedef struct {
  GtkEditable *row;
  guint field;
} Edited;
#define N_EDITED 5

static void
list_edited (KontorCustomerDialog *self, Edited edited[N_EDITED])
{
  edited[0] = (Edited) { self->first_name, KONTOR_CUSTOMER_FIRST_NAME };
  edited[1] = (Edited) { self->last_name, KONTOR_CUSTOMER_LAST_NAME };
  edited[2] = (Edited) { self->company, KONTOR_CUSTOMER_COMPANY };
  edited[3] = (Edited) { self->email, KONTOR_CUSTOMER_EMAIL };
  edited[4] = (Edited) { self->phone, KONTOR_CUSTOMER_PHONE };
}

static const char *
get_present (KontorCustomerDialog *self, guint field)
{
  const char *text = kontor_object_get_text (self->customer, field);

  return text != NULL ? text : "";
}

static char *
dup_typed (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

static char *
dup_note (KontorCustomerDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->note);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
add_change (KontorCustomerDialog *self, KontorRecord *changes, guint field, const char *text)
{
  if (!g_str_equal (text, get_present (self, field)))
    kontor_record_set_text (changes, field, text);
}

/* (transfer full): only what differs from what is known now */
static KontorRecord *
make_changes (KontorCustomerDialog *self)
{
  KontorRecord *changes = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER));
  g_autofree char *note = dup_note (self);
  Edited edited[N_EDITED];

  list_edited (self, edited);
  for (guint i = 0; i < N_EDITED; i++) {
    g_autofree char *text = dup_typed (edited[i].row);

    add_change (self, changes, edited[i].field, text);
  }
  add_change (self, changes, KONTOR_CUSTOMER_NOTE, note);
  return changes;
}

static gboolean
has_changes (const KontorRecord *changes)
{
  for (guint i = 0; i < KONTOR_CUSTOMER_N_FIELDS; i++)
    if (kontor_record_has (changes, i))
      return TRUE;
  return FALSE;
}

gboolean
kontor_customer_dialog_is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && at[1] != '\0' && at[1] != '.' && strchr (at + 1, '@') == NULL &&
         strpbrk (text, " ,;<>") == NULL;
}

/* (nullable): why it cannot be saved so. */
static const char *
find_problem (KontorCustomerDialog *self)
{
  g_autofree char *email = dup_typed (self->email);
  g_autofree char *name = g_strconcat (gtk_editable_get_text (self->first_name), gtk_editable_get_text (self->last_name),
                                       gtk_editable_get_text (self->company), NULL);

  if (email[0] != '\0' && !kontor_customer_dialog_is_email (email))
    return _("This is no e-mail address.");
  if (email[0] == '\0' && g_strstrip (name)[0] == '\0')
    return _("A customer needs an e-mail address or a name.");
  return NULL;
}

static void
on_changed (KontorCustomerDialog *self)
{
  const char *problem = find_problem (self);

  gtk_widget_set_sensitive (self->save, problem == NULL);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (problem != NULL && gtk_editable_get_text (self->email)[0] != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->email), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->email), "error");
}

static void
on_save (KontorCustomerDialog *self)
{
  g_autoptr (KontorRecord) changes = make_changes (self);

  if (has_changes (changes))
    kontor_gesture_run (GTK_WIDGET (self),
                        kontor_customers_edit (self->engine, kontor_object_get_id (self->customer), changes));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
show_customer (KontorCustomerDialog *self)
{
  Edited edited[N_EDITED];

  list_edited (self, edited);
  for (guint i = 0; i < N_EDITED; i++)
    gtk_editable_set_text (edited[i].row, get_present (self, edited[i].field));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note), get_present (self, KONTOR_CUSTOMER_NOTE), -1);
}

static void
kontor_customer_dialog_dispose (GObject *object)
{
  KontorCustomerDialog *self = KONTOR_CUSTOMER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_CUSTOMER_DIALOG);
  g_clear_object (&self->customer);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_customer_dialog_parent_class)->dispose (object);
}

static void
kontor_customer_dialog_class_init (KontorCustomerDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_customer_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/customers/kontor-customer-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerDialog, company);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerDialog, email);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerDialog, first_name);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerDialog, last_name);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerDialog, note);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerDialog, phone);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerDialog, problem);
  gtk_widget_class_bind_template_child (widget_class, KontorCustomerDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
kontor_customer_dialog_init (KontorCustomerDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_dialog_keep_focus (ADW_DIALOG (self));
}

AdwDialog *
kontor_customer_dialog_new (KontorEngine *engine, KontorObject *customer)
{
  KontorCustomerDialog *self;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (KONTOR_IS_OBJECT (customer), NULL);

  self = g_object_new (KONTOR_TYPE_CUSTOMER_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->customer = g_object_ref (customer);
  show_customer (self);
  on_changed (self);
  return ADW_DIALOG (self);
}
