#include "kontor-order-note-dialog.h"

#include <glib/gi18n.h>

#include "kontor-dialog-focus.h"
#include "kontor-order-effects.h"

struct _KontorOrderNoteDialog {
  AdwDialog parent_instance;

  KontorAccount *account; /* (owned) (nullable) */
  KontorRecord *order;    /* (owned) */

  AdwToggleGroup *reader;
  GtkTextView *text;
  GtkWidget *frame;
  GtkLabel *explanation;
  GtkButton *apply;
};

G_DEFINE_FINAL_TYPE (KontorOrderNoteDialog, kontor_order_note_dialog, ADW_TYPE_DIALOG)

enum { SIGNAL_WRITTEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_to_customer (KontorOrderNoteDialog *self)
{
  return g_strcmp0 (adw_toggle_group_get_active_name (self->reader), "customer") == 0;
}

static char *
dup_text (KontorOrderNoteDialog *self)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (self->text), "text", &text, NULL);
  return g_strstrip (text);
}

static void
show (KontorOrderNoteDialog *self)
{
  gboolean to_customer = is_to_customer (self);
  const char *kind = to_customer ? "send-note" : "add-note";
  g_autofree char *refusal = kontor_order_refusal (self->account, kind, self->order);
  g_autofree char *effects = kontor_order_effects_explain (kontor_order_effects_get (self->account, kind));
  g_autofree char *text = dup_text (self);

  if (refusal != NULL)
    gtk_label_set_label (self->explanation, refusal);
  else
    gtk_label_set_label (self->explanation,
                         to_customer ? effects : _("Only your team sees this, never the customer."));
  gtk_button_set_label (self->apply, to_customer ? _("_Send to Customer") : _("_Add Note"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->apply), refusal == NULL && text[0] != '\0');
  gtk_widget_remove_css_class (self->frame, to_customer ? "internal-note" : "customer-message");
  gtk_widget_add_css_class (self->frame, to_customer ? "customer-message" : "internal-note");
}

static void
apply (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorOrderNoteDialog *self = KONTOR_ORDER_NOTE_DIALOG (widget);
  g_autofree char *text = dup_text (self);

  if (!gtk_widget_is_sensitive (GTK_WIDGET (self->apply)))
    return;
  g_signal_emit (self, signals[SIGNAL_WRITTEN], 0, text, is_to_customer (self));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
kontor_order_note_dialog_dispose (GObject *object)
{
  KontorOrderNoteDialog *self = KONTOR_ORDER_NOTE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_NOTE_DIALOG);
  g_clear_object (&self->account);
  g_clear_pointer (&self->order, kontor_record_unref);

  G_OBJECT_CLASS (kontor_order_note_dialog_parent_class)->dispose (object);
}

static void
kontor_order_note_dialog_class_init (KontorOrderNoteDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_note_dialog_dispose;

  signals[SIGNAL_WRITTEN] = g_signal_new ("written", KONTOR_TYPE_ORDER_NOTE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/kontor/Kontor/ui/orders/kontor-order-note-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderNoteDialog, apply);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderNoteDialog, explanation);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderNoteDialog, frame);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderNoteDialog, reader);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderNoteDialog, text);
  gtk_widget_class_bind_template_callback (widget_class, show);

  gtk_widget_class_install_action (widget_class, "note.apply", NULL, apply);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "note.apply", NULL);
}

static void
kontor_order_note_dialog_init (KontorOrderNoteDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_dialog_keep_focus (ADW_DIALOG (self));
}

KontorOrderNoteDialog *
kontor_order_note_dialog_new (KontorAccount *account, const KontorRecord *order, KontorNoteReader reader)
{
  KontorOrderNoteDialog *self = g_object_new (KONTOR_TYPE_ORDER_NOTE_DIALOG, NULL);

  g_set_object (&self->account, account);
  self->order = kontor_record_ref ((KontorRecord *) order);
  adw_toggle_group_set_active_name (self->reader, reader == KONTOR_NOTE_CUSTOMER ? "customer" : "internal");
  show (self);
  return self;
}
