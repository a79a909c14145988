#include "kontor-search-dialog.h"

#include <glib/gi18n.h>

#include "kontor-command.h"
#include "kontor-search-exact.h"
#include "kontor-search-row.h"
#include "kontor-suggestion.h"

#define RECENT_KEY "recent-searches"
#define RECENT_MOST 6
#define PAGE 8

struct _KontorSearchDialog {
  AdwDialog parent_instance;

  KontorEngine *engine;     /* (owned) */
  KontorView *view;         /* (owned) (nullable) */
  GSettings *settings;      /* (owned) (nullable) */
  KontorSearchModel *model; /* (owned) */
  GtkSingleSelection *selection;
  gboolean to_top;  /* the list is to be shown from its beginning */
  gboolean chosen;  /* the person moved to the selected row; else the first one is */
  guint exact;      /* the last search for what is called so */
  gboolean waiting; /* Enter was pressed before there was something to open */

  GtkSearchEntry *entry;
  GtkStack *pages;
  GtkListView *list;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (KontorSearchDialog, kontor_search_dialog, ADW_TYPE_DIALOG)

static void
remember (KontorSearchDialog *self)
{
  const char *text = kontor_search_model_get_text (self->model);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) old = NULL, recent = NULL;

  if (self->settings == NULL || text[0] == '\0')
    return;
  old = g_settings_get_strv (self->settings, RECENT_KEY);
  g_strv_builder_add (builder, text);
  for (guint i = 0, n = 1; old[i] != NULL && n < RECENT_MOST; i++)
    if (!g_str_equal (old[i], text)) {
      g_strv_builder_add (builder, old[i]);
      n++;
    }
  recent = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, RECENT_KEY, (const char *const *) recent);
}

/* The window shows it once the dialog no longer stands before it. */
static void
open_object (KontorSearchDialog *self, GVariant *target)
{
  g_autoptr (GVariant) object = g_variant_ref_sink (target);
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  remember (self);
  adw_dialog_close (ADW_DIALOG (self));
  gtk_widget_activate_action_variant (window, "win.open-object", object);
}

static void
run_command (KontorSearchDialog *self, KontorCommand *command)
{
  g_autoptr (GtkWidget) from = g_object_ref (self->view != NULL ? GTK_WIDGET (self->view)
                                                                : GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));

  adw_dialog_close (ADW_DIALOG (self));
  kontor_command_run (command, from);
}

static void
open_item (KontorSearchDialog *self, gpointer item)
{
  if (KONTOR_IS_COMMAND (item)) {
    run_command (self, item);
  } else if (KONTOR_IS_SUGGESTION (item)) {
    gtk_editable_set_text (GTK_EDITABLE (self->entry), kontor_suggestion_get_text (item));
    gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
    gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  } else if (KONTOR_IS_OBJECT (item)) {
    open_object (self, g_variant_new ("(sx)", kontor_entity_get_nick (kontor_object_get_entity (item)),
                                      kontor_object_get_id (item)));
  }
}

static void
open_selected (KontorSearchDialog *self)
{
  g_autoptr (GObject) item = NULL;

  g_set_object (&item, gtk_single_selection_get_selected_item (self->selection));
  if (item != NULL)
    open_item (self, item);
}

/* Words are completed on the way to a search; what Enter opens is the first thing found. */
static guint
find_first (KontorSearchDialog *self)
{
  GListModel *list = kontor_search_model_get_list (self->model);

  for (guint i = 0; kontor_search_model_get_text (self->model)[0] != '\0' && i < g_list_model_get_n_items (list); i++) {
    g_autoptr (GObject) item = g_list_model_get_item (list, i);

    if (!KONTOR_IS_SUGGESTION (item))
      return i;
  }
  return 0;
}

static void
show_empty (KontorSearchDialog *self)
{
  const char *word = kontor_search_model_get_misunderstood (self->model);
  g_autofree char *text =
      word != NULL ? g_markup_printf_escaped (_("Nothing here can be asked for “%s”."), word)
                   : g_strdup (_("Try fewer words, or only the beginning of one."));

  adw_status_page_set_description (self->empty, text);
}

/* The heading above the first row is no row that one could scroll to, so this is done where the list has just been laid out. */
static void
on_layout (KontorSearchDialog *self)
{
  if (self->to_top)
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list)), 0);
  self->to_top = FALSE;
}

static void
scroll_to_top (KontorSearchDialog *self)
{
  self->to_top = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (self->list));
}

static void
announce (KontorSearchDialog *self)
{
  gpointer item = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char *text = item != NULL ? kontor_search_row_describe (item) : NULL;

  if (text != NULL)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->entry), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* What is found comes in parts; until the person chooses, the first row is meant. */
static void
on_list_changed (KontorSearchDialog *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  if (any && !self->chosen) {
    gtk_single_selection_set_selected (self->selection, find_first (self));
    scroll_to_top (self);
  }
  if (!any)
    show_empty (self);
  /* A list that is about to be filled is no reason to say that nothing was found. */
  if (any || kontor_search_model_get_settled (self->model))
    gtk_stack_set_visible_child_name (self->pages, any ? "list" : "empty");
}

static void
on_settled (KontorSearchDialog *self)
{
  on_list_changed (self);
  if (!self->waiting || !kontor_search_model_get_settled (self->model))
    return;
  self->waiting = FALSE;
  open_selected (self);
}

static void
on_changed (KontorSearchDialog *self)
{
  self->chosen = FALSE;
  self->waiting = FALSE;
  self->exact++;
  kontor_search_model_set_text (self->model, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

typedef struct {
  GWeakRef dialog; /* of KontorSearchDialog */
  guint exact;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_weak_ref_clear (&asking->dialog);
  g_free (asking);
}

static DexFuture *
exact_answered (DexFuture *future, gpointer data)
{
  Asking *asking = data;
  g_autoptr (KontorSearchDialog) self = g_weak_ref_get (&asking->dialog);
  const GValue *target = dex_future_get_value (future, NULL);

  if (self == NULL || self->exact != asking->exact || gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return NULL;
  if (target != NULL) {
    open_object (self, g_value_get_variant (target));
    return NULL;
  }
  self->waiting = TRUE;
  on_settled (self);
  return NULL;
}

static void
ask_exact (KontorSearchDialog *self)
{
  Asking *asking = g_new0 (Asking, 1);

  g_weak_ref_init (&asking->dialog, self);
  asking->exact = ++self->exact;
  dex_future_disown (
      dex_future_finally (kontor_search_exact (self->engine, kontor_search_model_get_text (self->model)),
                          exact_answered, asking, asking_free));
}

static void
on_activate (KontorSearchDialog *self)
{
  if (self->chosen || kontor_search_model_get_text (self->model)[0] == '\0')
    open_selected (self);
  else
    ask_exact (self);
}

static void
on_stop (KontorSearchDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_row_activated (KontorSearchDialog *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item != NULL)
    open_item (self, item);
}

static void
move (KontorSearchDialog *self, int by)
{
  int n = (int) g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  int position = (int) gtk_single_selection_get_selected (self->selection) + by;

  if (n == 0)
    return;
  self->chosen = TRUE;
  gtk_list_view_scroll_to (self->list, (guint) CLAMP (position, 0, n - 1), GTK_LIST_SCROLL_SELECT, NULL);
  if (position <= 0)
    scroll_to_top (self);
  announce (self);
}

/* The focus stays in the field, so that one may go on typing. */
static gboolean
on_key (KontorSearchDialog *self, guint key, guint code, GdkModifierType modifiers)
{
  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Down || key == GDK_KEY_KP_Down)
    move (self, 1);
  else if (key == GDK_KEY_Up || key == GDK_KEY_KP_Up)
    move (self, -1);
  else if (key == GDK_KEY_Page_Down)
    move (self, PAGE);
  else if (key == GDK_KEY_Page_Up)
    move (self, -PAGE);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
setup_row (KontorSearchDialog *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, kontor_search_row_new (self->model, self->engine));
}

static void
name_row (GtkListItem *item)
{
  g_autofree char *name = kontor_search_row_describe (gtk_list_item_get_item (item));

  gtk_list_item_set_accessible_label (item, name);
}

static void
bind_row (KontorSearchDialog *self, GtkListItem *item)
{
  GObject *object = gtk_list_item_get_item (item);

  kontor_search_row_set_item (KONTOR_SEARCH_ROW (gtk_list_item_get_child (item)), object);
  if (KONTOR_IS_OBJECT (object))
    g_signal_connect_swapped (object, "notify::record", G_CALLBACK (name_row), item);
  name_row (item);
}

static void
unbind_row (KontorSearchDialog *self, GtkListItem *item)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), name_row, item);
  kontor_search_row_set_item (KONTOR_SEARCH_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
setup_heading (KontorSearchDialog *self, GtkListHeader *header)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "search-heading");
  gtk_list_header_set_child (header, label);
}

static void
bind_heading (KontorSearchDialog *self, GtkListHeader *header)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)),
                       kontor_search_model_get_heading (self->model, gtk_list_header_get_item (header)));
}

static void
make_list (KontorSearchDialog *self)
{
  GtkListItemFactory *rows = gtk_signal_list_item_factory_new ();
  GtkListItemFactory *headings = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (rows, "setup", G_CALLBACK (setup_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rows, "unbind", G_CALLBACK (unbind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (headings, "setup", G_CALLBACK (setup_heading), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (headings, "bind", G_CALLBACK (bind_heading), self, G_CONNECT_SWAPPED);
  self->selection = gtk_single_selection_new (g_object_ref (kontor_search_model_get_list (self->model)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  gtk_list_view_set_factory (self->list, rows);
  gtk_list_view_set_header_factory (self->list, headings);
  g_object_unref (rows);
  g_object_unref (headings);
}

static void
kontor_search_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (kontor_search_dialog_parent_class)->map (widget);

  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "layout", G_CALLBACK (on_layout), widget,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  scroll_to_top (KONTOR_SEARCH_DIALOG (widget));
}

static void
kontor_search_dialog_unmap (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_frame_clock (widget), on_layout, widget);

  GTK_WIDGET_CLASS (kontor_search_dialog_parent_class)->unmap (widget);
}

static void
kontor_search_dialog_dispose (GObject *object)
{
  KontorSearchDialog *self = KONTOR_SEARCH_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_SEARCH_DIALOG);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->settings);
  g_clear_object (&self->view);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_search_dialog_parent_class)->dispose (object);
}

static void
kontor_search_dialog_class_init (KontorSearchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_search_dialog_dispose;
  widget_class->map = kontor_search_dialog_map;
  widget_class->unmap = kontor_search_dialog_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/search/kontor-search-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorSearchDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, KontorSearchDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, KontorSearchDialog, list);
  gtk_widget_class_bind_template_child (widget_class, KontorSearchDialog, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
}

static void
kontor_search_dialog_init (KontorSearchDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
kontor_search_dialog_new (KontorEngine *engine, KontorView *view, GSettings *settings)
{
  KontorSearchDialog *self;
  g_auto (GStrv) recent = NULL;

  g_return_val_if_fail (KONTOR_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (view == NULL || KONTOR_IS_VIEW (view), NULL);

  self = g_object_new (KONTOR_TYPE_SEARCH_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  g_set_object (&self->view, view);
  g_set_object (&self->settings, settings);
  recent = settings != NULL ? g_settings_get_strv (settings, RECENT_KEY) : g_new0 (char *, 1);
  self->model = kontor_search_model_new (engine, view, (const char *const *) recent);
  make_list (self);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (on_list_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify::settled", G_CALLBACK (on_settled), self, G_CONNECT_SWAPPED);
  return ADW_DIALOG (self);
}

KontorSearchModel *
kontor_search_dialog_get_model (KontorSearchDialog *self)
{
  g_return_val_if_fail (KONTOR_IS_SEARCH_DIALOG (self), NULL);

  return self->model;
}
