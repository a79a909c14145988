#include "kontor-list-stage.h"

#include "kontor-list-face.h"
#include "kontor-list-message.h"

struct _KontorListStage {
  AdwBin parent_instance;

  KontorListCursor *cursor; /* (owned) */
  KontorViewTabs *tabs;
  gboolean wants_focus; /* as soon as there are rows */
  GtkWidget *focus;     /* (nullable): weak, what had the focus when it was wanted */

  GtkStack *pages;
  GtkScrolledWindow *scroller;
  KontorListMessage *message;
};

G_DEFINE_FINAL_TYPE (KontorListStage, kontor_list_stage, ADW_TYPE_BIN)

enum { SIGNAL_OPENED, N_SIGNALS };

static guint signals[N_SIGNALS];

static KontorResults *
get_results (KontorListStage *self)
{
  return kontor_selection_get_results (kontor_list_cursor_get_selection (self->cursor));
}

static gboolean
has_rows (KontorListStage *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_results (self))) > 0;
}

static gboolean
shows_message (KontorListStage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "message") == 0;
}

static gboolean
has_dialog (GtkRoot *root)
{
  return ADW_IS_APPLICATION_WINDOW (root) &&
         adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL;
}

/* Who went on to something else meanwhile is not taken away from it. */
static void
take_focus (KontorListStage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!self->wants_focus || root == NULL || has_dialog (root) || (focus != NULL && focus != self->focus))
    return;
  self->wants_focus = FALSE;
  gtk_widget_grab_focus (kontor_list_stage_get_face (self));
}

/* By a key: who goes elsewhere has chosen where to be, also on the way back. */
static void
on_move_focus (KontorListStage *self, GtkDirectionType direction, GtkRoot *root)
{
  if (!has_dialog (root))
    self->wants_focus = FALSE;
}

/* With the last row the focus may have gone. */
static void
find_focus_cb (gpointer data)
{
  g_autoptr (KontorListStage) self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (root == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)) || !shows_message (self))
    return;
  /* A row that goes may be told as the focus for a moment. */
  if (focus == NULL || gtk_widget_get_root (focus) != root || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->scroller)))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
show_page (KontorListStage *self)
{
  KontorResults *results = get_results (self);
  gboolean any = has_rows (self);

  if (!any && (kontor_results_get_total (results) == 0 || kontor_results_get_error (results) != NULL)) {
    kontor_list_message_explain (self->message, kontor_view_tabs_get_view (self->tabs));
    gtk_stack_set_visible_child_name (self->pages, "message");
    g_idle_add_once (find_focus_cb, g_object_ref (self));
  } else {
    gtk_stack_set_visible_child_name (self->pages, any ? "list" : "loading");
    if (any)
      take_focus (self);
  }
  kontor_list_cursor_select_current (self->cursor);
}

/* GTK keeps the row that is on top, so that what comes above it would never be seen. */
static void
on_rows_changed (KontorListStage *self, guint position, guint removed, guint added)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkWidget *face = kontor_list_stage_get_face (self);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (get_results (self)));

  if (face != NULL && position == 0 && added > 0 && n_rows > added && gtk_adjustment_get_value (adjustment) <= 0)
    kontor_list_face_scroll_to (face, 0, GTK_LIST_SCROLL_NONE);
}

static void
open_current_cb (gpointer data)
{
  g_autoptr (KontorListStage) self = data;
  gint64 current = self->cursor != NULL ? kontor_list_cursor_get_current (self->cursor) : 0;

  if (current != 0)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0, current);
}

static void
on_activate (KontorListStage *self, guint position)
{
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, kontor_results_get_id (get_results (self), position));
}

/* The row is selected by the same click, but only after this. With a modifier rows are picked, which opens nothing. */
static void
on_tap (KontorListStage *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  if (n_press == 1 && (modifiers & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == 0)
    g_idle_add_once (open_current_cb, g_object_ref (self));
}

static gboolean
kontor_list_stage_grab_focus (GtkWidget *widget)
{
  KontorListStage *self = KONTOR_LIST_STAGE (widget);
  GtkWidget *face = kontor_list_stage_get_face (self);
  GtkRoot *root = gtk_widget_get_root (widget);
  gboolean any = has_rows (self), taken;

  if (!any)
    taken = shows_message (self) && gtk_widget_child_focus (GTK_WIDGET (self->tabs), GTK_DIR_TAB_FORWARD);
  else
    taken = face != NULL && gtk_widget_grab_focus (face);
  g_set_weak_pointer (&self->focus, root != NULL ? gtk_root_get_focus (root) : NULL);
  self->wants_focus = !any;
  return taken;
}

static void
kontor_list_stage_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (kontor_list_stage_parent_class)->root (widget);
  g_signal_connect_object (gtk_widget_get_root (widget), "move-focus", G_CALLBACK (on_move_focus), widget, G_CONNECT_SWAPPED);
}

static void
kontor_list_stage_unroot (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (widget), on_move_focus, widget);
  GTK_WIDGET_CLASS (kontor_list_stage_parent_class)->unroot (widget);
}

static void
kontor_list_stage_dispose (GObject *object)
{
  KontorListStage *self = KONTOR_LIST_STAGE (object);

  /* The template would take the bin's child away behind its back. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_LIST_STAGE);
  g_clear_weak_pointer (&self->focus);
  g_clear_object (&self->cursor);

  G_OBJECT_CLASS (kontor_list_stage_parent_class)->dispose (object);
}

static void
kontor_list_stage_class_init (KontorListStageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_list_stage_dispose;
  widget_class->grab_focus = kontor_list_stage_grab_focus;
  widget_class->root = kontor_list_stage_root;
  widget_class->unroot = kontor_list_stage_unroot;

  signals[SIGNAL_OPENED] = g_signal_new ("opened", KONTOR_TYPE_LIST_STAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (KONTOR_TYPE_LIST_MESSAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/lists/kontor-list-stage.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorListStage, message);
  gtk_widget_class_bind_template_child (widget_class, KontorListStage, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorListStage, scroller);
}

static void
kontor_list_stage_init (KontorListStage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
kontor_list_stage_set_source (KontorListStage *self, KontorEngine *engine, KontorListCursor *cursor,
                              KontorViewTabs *tabs)
{
  KontorResults *results;

  g_return_if_fail (KONTOR_IS_LIST_STAGE (self));
  g_return_if_fail (KONTOR_IS_ENGINE (engine));
  g_return_if_fail (KONTOR_IS_LIST_CURSOR (cursor));
  g_return_if_fail (KONTOR_IS_VIEW_TABS (tabs));
  g_return_if_fail (self->cursor == NULL);

  self->cursor = g_object_ref (cursor);
  self->tabs = tabs;
  results = get_results (self);
  kontor_list_message_set_source (self->message, engine, results);
  g_signal_connect_object (results, "notify::total", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (results, "notify::n-items", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (results, "notify::error", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (kontor_list_cursor_get_selection (cursor), "items-changed", G_CALLBACK (on_rows_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

GtkWidget *
kontor_list_stage_get_face (KontorListStage *self)
{
  g_return_val_if_fail (KONTOR_IS_LIST_STAGE (self), NULL);

  return gtk_scrolled_window_get_child (self->scroller);
}

void
kontor_list_stage_set_face (KontorListStage *self, GtkWidget *face)
{
  GtkGesture *tap;

  g_return_if_fail (KONTOR_IS_LIST_STAGE (self));
  g_return_if_fail (GTK_IS_WIDGET (face));

  tap = gtk_gesture_click_new ();
  g_signal_connect_object (tap, "released", G_CALLBACK (on_tap), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (tap), GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (face, GTK_EVENT_CONTROLLER (tap));
  g_signal_connect_object (face, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  kontor_list_face_enable_rubberband (face);
  /* Arrows go through the rows; Tab goes on to what stands beside them. */
  g_object_set (face, "tab-behavior", GTK_LIST_TAB_ITEM, NULL);
  gtk_scrolled_window_set_child (self->scroller, face);
}

void
kontor_list_stage_renounce_focus (KontorListStage *self)
{
  g_return_if_fail (KONTOR_IS_LIST_STAGE (self));

  self->wants_focus = FALSE;
}
