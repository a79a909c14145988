#include "kontor-print-hand.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kontor-gesture.h"
#include "kontor-print-run.h"

/* Something being printed. Reference counted: dialogs and futures hold it. */
typedef struct {
  GWeakRef from;
  KontorEngine *engine; /* (owned) */
  KontorDocumentKind kind;
  KontorScope *scope; /* (owned) (nullable) */
  gint64 document_id;
  KontorPrintProfile *profile; /* (owned) */
  KontorPrintJob *job;         /* (owned) (nullable): until it is made */
  guint n_sent;
} Hand;

static void
hand_clear (gpointer data)
{
  Hand *self = data;

  g_weak_ref_clear (&self->from);
  g_object_unref (self->engine);
  g_clear_pointer (&self->scope, kontor_scope_unref);
  kontor_print_profile_free (self->profile);
  g_clear_pointer (&self->job, kontor_print_job_unref);
}

static void
hand_unref (gpointer data)
{
  g_rc_box_release_full (data, hand_clear);
}

static void
say (Hand *self, const char *text)
{
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);

  if (from != NULL)
    kontor_gesture_say (from, text);
}

/* What could not be set is named; the rest is counted. */
static void
say_done (Hand *self)
{
  guint n = kontor_print_job_count (self->job);
  g_autofree char *reason = kontor_print_job_explain (self->job);
  g_autofree char *count = g_strdup_printf (ngettext ("%u document printed", "%u documents printed", n), n);
  g_autofree char *text = reason != NULL ? g_strdup_printf ("%s. %s", count, reason) : g_strdup (count);

  say (self, text);
}

static void run (Hand *self);

static void
on_answer (AdwAlertDialog *dialog, const char *answer, gpointer data)
{
  Hand *self = data;
  g_autoptr (KontorPrintJob) rest = NULL;

  if (!g_str_equal (answer, "rest"))
    return;
  rest = kontor_print_job_cut (self->job, self->n_sent, G_MAXUINT);
  kontor_print_job_unref (self->job);
  self->job = g_steal_pointer (&rest);
  self->n_sent = 0;
  run (self);
}

static void
release_closure (gpointer data, GClosure *closure)
{
  hand_unref (data);
}

static void
ask_for_rest (Hand *self, GtkWidget *from, const GError *error)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Printing Stopped"), NULL));
  g_autofree char *body = g_strdup_printf (_("%u of %u documents were printed. %s"), self->n_sent, self->job->items->len, error->message);

  adw_alert_dialog_set_body (dialog, body);
  adw_alert_dialog_add_responses (dialog, "leave", _("_Leave It"), "rest", _("_Print the Rest"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "rest", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "rest");
  adw_alert_dialog_set_close_response (dialog, "leave");
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answer), g_rc_box_acquire (self), release_closure, G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), from);
}

static void
on_progress (guint n_sent, gpointer data)
{
  ((Hand *) data)->n_sent = n_sent;
}

static DexFuture *
on_run (DexFuture *future, gpointer data)
{
  Hand *self = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    say_done (self);
  else if (from != NULL && gtk_widget_get_root (from) != NULL)
    ask_for_rest (self, from, error);
  return NULL;
}

static void
run (Hand *self)
{
  dex_future_disown (dex_future_finally (kontor_print_run (self->engine, self->job, self->profile, on_progress, self), on_run,
                                         g_rc_box_acquire (self), hand_unref));
}

/* The desktop's dialog has taken all of it. */
static void
on_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  Hand *self = data;
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error)) {
    say (self, error->message);
  } else {
    dex_future_disown (kontor_documents_note (self->engine, self->job, _("Print dialog")));
    say_done (self);
  }
  hand_unref (self);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error)) {
    g_output_stream_close_async (G_OUTPUT_STREAM (source), G_PRIORITY_DEFAULT, NULL, on_closed, data);
    return;
  }
  say (data, error->message);
  hand_unref (data);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  Hand *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) stream = gtk_print_dialog_print_finish (GTK_PRINT_DIALOG (source), result, &error);
  GBytes *pdf = g_object_get_data (source, "pdf");
  gsize size;
  const char *data_of_pdf = g_bytes_get_data (pdf, &size);

  if (stream == NULL) {
    if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
      say (self, error->message);
    hand_unref (self);
    return;
  }
  g_object_set_data_full (G_OBJECT (stream), "pdf", g_bytes_ref (pdf), (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (stream, data_of_pdf, size, G_PRIORITY_DEFAULT, NULL, on_written, self);
}

static GtkPageSetup *
make_page_setup (const KontorMedia *media)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *paper = gtk_paper_size_new_custom (media->name, media->title, media->width, media->height, GTK_UNIT_MM);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_page_setup_set_top_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, 0, GTK_UNIT_MM);
  gtk_paper_size_free (paper);
  return setup;
}

static void
open_dialog (Hand *self, GtkWidget *from, GBytes *pdf)
{
  g_autoptr (GtkPrintDialog) dialog = gtk_print_dialog_new ();
  g_autoptr (GtkPageSetup) page = make_page_setup (kontor_print_profile_get_media (self->profile));
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();

  gtk_print_settings_set (settings, "print-scaling", "none");
  gtk_print_dialog_set_title (dialog, kontor_document_kind_get_label (self->job->kind));
  gtk_print_dialog_set_page_setup (dialog, page);
  gtk_print_dialog_set_print_settings (dialog, settings);
  g_object_set_data_full (G_OBJECT (dialog), "pdf", g_bytes_ref (pdf), (GDestroyNotify) g_bytes_unref);
  gtk_print_dialog_print (dialog, GTK_WINDOW (gtk_widget_get_root (from)), NULL, NULL, on_chosen, g_rc_box_acquire (self));
}

static DexFuture *
on_pdf (DexFuture *future, gpointer data)
{
  Hand *self = data;
  g_autoptr (GtkWidget) from = g_weak_ref_get (&self->from);
  g_autoptr (GError) error = NULL;
  const GValue *pdf = dex_future_get_value (future, &error);

  if (pdf == NULL)
    say (self, error->message);
  else if (from != NULL && GTK_IS_WINDOW (gtk_widget_get_root (from)))
    open_dialog (self, from, g_value_get_boxed (pdf));
  return NULL;
}

static void
set_for_dialog (Hand *self)
{
  const KontorPrintSetup setup = kontor_print_profile_get_setup (self->profile);
  gint64 now = kontor_clock_now (kontor_engine_get_clock (self->engine));

  dex_future_disown (
      dex_future_finally (kontor_print_job_to_pdf (self->job, &setup, now), on_pdf, g_rc_box_acquire (self), hand_unref));
}

static DexFuture *
on_made (DexFuture *future, gpointer data)
{
  Hand *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *job = dex_future_get_value (future, &error);

  if (job == NULL) {
    say (self, error->message);
    return NULL;
  }
  self->job = g_value_dup_boxed (job);
  if (kontor_print_run_knows (self->profile->printer))
    run (self);
  else
    set_for_dialog (self);
  return NULL;
}

static DexFuture *
make (Hand *self)
{
  if (self->scope == NULL)
    return kontor_documents_reopen (self->engine, self->document_id);
  if (kontor_scope_get_entity (self->scope) == KONTOR_ENTITY_ORDER)
    return kontor_documents_make (self->engine, self->kind, self->scope);
  return kontor_documents_label (self->engine, self->kind, self->scope, G_MAXUINT);
}

void
kontor_print_hand_out (GtkWidget *from, KontorEngine *engine, KontorDocumentKind kind, KontorScope *scope, gint64 document_id,
                       const KontorPrintProfile *profile)
{
  Hand *self;

  g_return_if_fail (GTK_IS_WIDGET (from) && KONTOR_IS_ENGINE (engine) && profile != NULL);

  self = g_rc_box_new0 (Hand);
  g_weak_ref_init (&self->from, from);
  self->engine = g_object_ref (engine);
  self->kind = kind;
  self->scope = scope != NULL ? kontor_scope_ref (scope) : NULL;
  self->document_id = document_id;
  self->profile = kontor_print_profile_copy (profile);
  dex_future_disown (dex_future_finally (make (self), on_made, self, hand_unref));
}
