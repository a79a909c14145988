#include "kontor-text-dialog.h"

#include <glib/gi18n.h>

typedef struct {
  AdwAlertDialog *dialog; /* (unowned): owns us */
  GtkEditable *entry;     /* (unowned) (nullable): of one line */
  GtkTextBuffer *buffer;  /* (unowned) (nullable): of several */
  KontorTextAnswer func;
  gpointer data;
  GDestroyNotify destroy;
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  if (self->destroy != NULL)
    self->destroy (self->data);
  g_free (self);
}

static char *
dup_text (Question *self)
{
  GtkTextIter start, end;

  if (self->entry != NULL)
    return g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE));
}

static void
check_text (Question *self)
{
  g_autofree char *text = dup_text (self);

  adw_alert_dialog_set_response_enabled (self->dialog, "answer", text[0] != '\0');
}

static void
take_suggestion (GtkButton *button, Question *self)
{
  gtk_editable_set_text (self->entry, gtk_button_get_label (button));
  gtk_editable_set_position (self->entry, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
on_response (AdwAlertDialog *dialog, const char *response, Question *self)
{
  g_autofree char *text = dup_text (self);

  if (g_str_equal (response, "answer") && text[0] != '\0')
    self->func (text, self->data);
}

static GtkWidget *
make_entry (Question *self, const KontorTextQuestion *question)
{
  GtkWidget *list = gtk_list_box_new (), *row = adw_entry_row_new ();

  self->entry = GTK_EDITABLE (row);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), question->label);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  gtk_editable_set_text (self->entry, question->text != NULL ? question->text : "");
  g_signal_connect_swapped (row, "changed", G_CALLBACK (check_text), self);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, question->label, -1);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  return list;
}

static GtkWidget *
make_lines (Question *self, const KontorTextQuestion *question)
{
  GtkWidget *scroller = gtk_scrolled_window_new (), *view = gtk_text_view_new ();

  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (self->buffer, question->text != NULL ? question->text : "", -1);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (check_text), self);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, question->label, -1);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 120);
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  return scroller;
}

static GtkWidget *
make_suggestions (Question *self, const KontorTextQuestion *question)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  for (guint i = 0; question->suggestions[i] != NULL; i++) {
    GtkWidget *button = gtk_button_new_with_label (question->suggestions[i]);

    gtk_widget_add_css_class (button, "suggestion");
    g_signal_connect (button, "clicked", G_CALLBACK (take_suggestion), self);
    adw_wrap_box_append (ADW_WRAP_BOX (box), button);
  }
  return box;
}

static GtkWidget *
make_content (Question *self, const KontorTextQuestion *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  gtk_box_append (GTK_BOX (box), question->lines ? make_lines (self, question) : make_entry (self, question));
  if (question->suggestions != NULL && question->suggestions[0] != NULL)
    gtk_box_append (GTK_BOX (box), make_suggestions (self, question));
  return box;
}

void
kontor_text_dialog_ask (GtkWidget *parent, const KontorTextQuestion *question, KontorTextAnswer func, gpointer data,
                        GDestroyNotify destroy)
{
  AdwAlertDialog *dialog;
  Question *self;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (question != NULL && func != NULL);

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (question->heading, question->body));
  self = g_new0 (Question, 1);
  *self = (Question) { .dialog = dialog, .func = func, .data = data, .destroy = destroy };
  g_object_set_data_full (G_OBJECT (dialog), "question", self, question_free);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "answer", question->answer, NULL);
  adw_alert_dialog_set_response_appearance (dialog, "answer", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "answer");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_set_extra_child (dialog, make_content (self, question));
  check_text (self);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), self);
  adw_dialog_present (ADW_DIALOG (dialog), parent);
}
