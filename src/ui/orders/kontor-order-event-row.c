#include "kontor-order-event-row.h"

#include <glib/gi18n.h>

#include "kontor-clock.h"
#include "kontor-format.h"
#include "kontor-gesture.h"
#include "kontor-print-dialog.h"

struct _KontorOrderEventRow {
  GtkListBoxRow parent_instance;

  KontorOrderPart *part;   /* (unowned) */
  KontorOrderEvent *event; /* (owned) */
  guint timer;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *time;
  GtkLabel *detail;
  GtkLabel *text;
  GtkBox *tracking_row;
  GtkLabel *tracking;
  GtkButton *follow;
  GtkWidget *again;
  GtkBox *state_row;
  GtkLabel *state;
  GtkButton *take_back;
  GtkButton *problem;
};

G_DEFINE_FINAL_TYPE (KontorOrderEventRow, kontor_order_event_row, GTK_TYPE_LIST_BOX_ROW)

static const struct {
  const char *icon;
  const char *css_class; /* (nullable) */
} looks[] = {
  [KONTOR_ORDER_EVENT_PLACED] = { "starred-symbolic", NULL },
  [KONTOR_ORDER_EVENT_SHOP] = { "emblem-system-symbolic", NULL },
  [KONTOR_ORDER_EVENT_NOTE] = { "document-edit-symbolic", "internal-note" },
  [KONTOR_ORDER_EVENT_SYSTEM] = { "emblem-system-symbolic", NULL },
  [KONTOR_ORDER_EVENT_MESSAGE] = { "mail-send-symbolic", "customer-message" },
  [KONTOR_ORDER_EVENT_PAYMENT] = { "object-select-symbolic", NULL },
  [KONTOR_ORDER_EVENT_REFUND] = { "edit-undo-symbolic", NULL },
  [KONTOR_ORDER_EVENT_FULFILMENT] = { "package-x-generic-symbolic", NULL },
  [KONTOR_ORDER_EVENT_RETURN] = { "document-revert-symbolic", NULL },
  [KONTOR_ORDER_EVENT_EDIT] = { "document-edit-symbolic", NULL },
  [KONTOR_ORDER_EVENT_PRINT] = { "printer-symbolic", NULL },
  [KONTOR_ORDER_EVENT_OPERATION] = { "document-edit-symbolic", NULL },
};

static void
on_copy (KontorOrderEventRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->event->tracking);
  kontor_gesture_say (GTK_WIDGET (self), _("Tracking number copied"));
}

static void
on_follow (KontorOrderEventRow *self)
{
  g_autoptr (GtkUriLauncher) launcher = gtk_uri_launcher_new (self->event->uri);

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, NULL, NULL);
}

static void
on_again (KontorOrderEventRow *self)
{
  kontor_print_dialog_present_made (GTK_WIDGET (self->part), kontor_order_part_get_engine (self->part),
                                    (KontorDocumentKind) self->event->document_kind, self->event->document_id);
}

static void
on_take_back (KontorOrderEventRow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->take_back), FALSE);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.undo-action", "x", self->event->op->action);
}

static void
on_problem (KontorOrderEventRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.problems", NULL);
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

/* How long the op still waits so that it can be taken back, in whole seconds. */
static gint64
get_seconds_left (KontorOrderEventRow *self)
{
  const KontorOp *op = self->event->op;
  gint64 now = kontor_clock_now (kontor_engine_get_clock (kontor_order_part_get_engine (self->part)));

  return op->state == KONTOR_OP_QUEUED ? MAX ((op->not_before - now + 999) / 1000, 0) : 0;
}

static char *
describe_state (KontorOrderEventRow *self)
{
  const KontorOp *op = self->event->op;
  gint64 seconds = get_seconds_left (self);

  switch (op->state) {
  case KONTOR_OP_QUEUED:
    if (seconds == 0)
      return g_strdup (_("Waits to be sent"));
    return g_strdup_printf (ngettext ("Sent in %d second", "Sent in %d seconds", (gulong) seconds), (int) seconds);
  case KONTOR_OP_SENDING:
    return g_strdup (_("Being sent"));
  case KONTOR_OP_RETRY_WAIT:
    return g_strdup (_("Could not be sent yet, tried again soon"));
  case KONTOR_OP_ACKED:
    return g_strdup (_("Sent"));
  case KONTOR_OP_CONFLICT:
    return g_strdup (_("The shop has something else meanwhile"));
  case KONTOR_OP_REJECTED:
    return g_strdup (_("Refused by the shop"));
  case KONTOR_OP_UNKNOWN:
    return g_strdup (_("Nobody can tell whether it arrived"));
  case KONTOR_OP_CANCELLED:
    return g_strdup (_("Taken back"));
  }
  g_return_val_if_reached (NULL);
}

static gboolean
is_problem (const KontorOp *op)
{
  return op->state == KONTOR_OP_CONFLICT || op->state == KONTOR_OP_REJECTED || op->state == KONTOR_OP_UNKNOWN;
}

static void
show_state (KontorOrderEventRow *self)
{
  const KontorOp *op = self->event->op;
  g_autofree char *state = NULL, *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->state_row), op != NULL);
  if (op == NULL)
    return;
  state = describe_state (self);
  text = op->error != NULL && op->state != KONTOR_OP_ACKED && op->state != KONTOR_OP_CANCELLED
             ? g_strdup_printf ("%s: %s", state, op->error)
             : g_steal_pointer (&state);
  gtk_label_set_label (self->state, text);
  gtk_widget_set_visible (GTK_WIDGET (self->take_back), op->state == KONTOR_OP_QUEUED);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), is_problem (op));
}

static gboolean
count_down (gpointer data)
{
  KontorOrderEventRow *self = data;

  show_state (self);
  if (get_seconds_left (self) > 0)
    return G_SOURCE_CONTINUE;
  self->timer = 0;
  return G_SOURCE_REMOVE;
}

static void
show (KontorOrderEventRow *self)
{
  const KontorOrderEvent *event = self->event;
  GTimeZone *zone = kontor_order_part_get_zone (self->part);
  g_autofree char *time = kontor_format_instant (event->at, zone);

  gtk_image_set_from_icon_name (self->icon, looks[event->kind].icon);
  if (looks[event->kind].css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), looks[event->kind].css_class);
  if (event->op != NULL && event->op->state == KONTOR_OP_CANCELLED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dimmed");
  show_text (self->title, event->title != NULL ? event->title : _("Event"));
  show_text (self->time, time);
  show_text (self->detail, event->detail);
  show_text (self->text, event->text);
  gtk_widget_set_visible (GTK_WIDGET (self->tracking_row), event->tracking != NULL);
  show_text (self->tracking, event->tracking);
  gtk_widget_set_visible (GTK_WIDGET (self->follow), event->uri != NULL);
  gtk_widget_set_visible (self->again, event->document_id != 0);
  show_state (self);
}

static void
kontor_order_event_row_map (GtkWidget *widget)
{
  KontorOrderEventRow *self = KONTOR_ORDER_EVENT_ROW (widget);

  GTK_WIDGET_CLASS (kontor_order_event_row_parent_class)->map (widget);
  if (self->event->op != NULL && get_seconds_left (self) > 0)
    self->timer = g_timeout_add_seconds (1, count_down, self);
}

static void
kontor_order_event_row_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&KONTOR_ORDER_EVENT_ROW (widget)->timer, g_source_remove);
  GTK_WIDGET_CLASS (kontor_order_event_row_parent_class)->unmap (widget);
}

static void
kontor_order_event_row_dispose (GObject *object)
{
  KontorOrderEventRow *self = KONTOR_ORDER_EVENT_ROW (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_ORDER_EVENT_ROW);
  g_clear_object (&self->event);

  G_OBJECT_CLASS (kontor_order_event_row_parent_class)->dispose (object);
}

static void
kontor_order_event_row_class_init (KontorOrderEventRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_order_event_row_dispose;
  widget_class->map = kontor_order_event_row_map;
  widget_class->unmap = kontor_order_event_row_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/orders/kontor-order-event-row.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, again);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, detail);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, follow);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, icon);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, problem);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, state);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, state_row);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, take_back);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, text);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, time);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, title);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, tracking);
  gtk_widget_class_bind_template_child (widget_class, KontorOrderEventRow, tracking_row);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_follow);
  gtk_widget_class_bind_template_callback (widget_class, on_problem);
  gtk_widget_class_bind_template_callback (widget_class, on_take_back);
}

static void
kontor_order_event_row_init (KontorOrderEventRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
kontor_order_event_row_new (KontorOrderPart *part, KontorOrderEvent *event)
{
  KontorOrderEventRow *self = g_object_new (KONTOR_TYPE_ORDER_EVENT_ROW, NULL);

  self->part = part;
  self->event = g_object_ref (event);
  show (self);
  return GTK_WIDGET (self);
}
