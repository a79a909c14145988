#include "kontor-window.h"

#include <glib/gi18n.h>

#include "kontor-account-button.h"
#include "kontor-account-choice.h"
#include "kontor-account-widgets.h"
#include "kontor-accounts-dialog.h"
#include "kontor-application.h"
#include "kontor-failure-page.h"
#include "kontor-gesture.h"
#include "kontor-history-dialog.h"
#include "kontor-keys.h"
#include "kontor-late-menu.h"
#include "kontor-outbox-dialog.h"
#include "kontor-problems-dialog.h"
#include "kontor-preferences-dialog.h"
#include "kontor-search-dialog.h"
#include "kontor-shortcuts-dialog.h"
#include "kontor-sidebar-row.h"
#include "kontor-view.h"
#include "kontor-welcome.h"

struct _KontorWindow {
  AdwApplicationWindow parent_instance;

  GSettings *settings;  /* (owned) (nullable) */
  KontorEngine *engine; /* (owned) (nullable) */

  AdwToastOverlay *toasts;
  GtkStack *pages;
  KontorFailurePage *failure;
  KontorWelcome *welcome;
  AdwOverlaySplitView *split;
  GtkListBox *sidebar;
  AdwBin *choice_place;
  KontorAccountButton *account;
  GtkStack *views;
  GtkMenuButton *main_menu;
  GtkMenuButton *welcome_menu;
  GMenuModel *primary_menu;
};

G_DEFINE_FINAL_TYPE (KontorWindow, kontor_window, ADW_TYPE_APPLICATION_WINDOW)

enum { PROP_0, PROP_ENGINE, PROP_VIEW, N_PROPS };

static GParamSpec *properties[N_PROPS];

static KontorView *
get_view (KontorWindow *self, const char *name)
{
  GtkWidget *view = gtk_stack_get_child_by_name (self->views, name);

  return view != NULL ? KONTOR_VIEW (view) : NULL;
}

static GtkListBoxRow *
find_row (KontorWindow *self, KontorView *view)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sidebar, i)) != NULL; i++)
    if (kontor_sidebar_row_get_view (KONTOR_SIDEBAR_ROW (row)) == view)
      return row;
  return NULL;
}

static void
show_view (KontorWindow *self, KontorView *view)
{
  gtk_list_box_select_row (self->sidebar, find_row (self, view));
  if (adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (view));
}

/* What is marked in the sidebar is what is shown, however it came to be marked. */
static void
on_row_selected (KontorWindow *self, GtkListBoxRow *row)
{
  if (row != NULL)
    gtk_stack_set_visible_child (self->views, GTK_WIDGET (kontor_sidebar_row_get_view (KONTOR_SIDEBAR_ROW (row))));
}

static void
on_row_activated (KontorWindow *self, GtkListBoxRow *row)
{
  show_view (self, kontor_sidebar_row_get_view (KONTOR_SIDEBAR_ROW (row)));
}

static void
on_retry (KontorWindow *self)
{
  gtk_stack_set_visible_child_name (self->pages, "opening");
  kontor_application_open_engine (KONTOR_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))));
}

/* A window without an account is a welcome, and the first account opens the views. */
static void
show_page (KontorWindow *self)
{
  gboolean any = g_list_model_get_n_items (kontor_engine_get_accounts (self->engine)) > 0;

  gtk_stack_set_visible_child_name (self->pages, any ? "main" : "welcome");
  if (any && gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (kontor_window_get_view (self)));
}

static void
add_view (KontorWindow *self, GType type, GtkWidget *choice)
{
  KontorView *view = g_object_new (type, "engine", self->engine, NULL);

  g_object_bind_property (choice, "account", view, "account", G_BINDING_SYNC_CREATE);
  gtk_stack_add_named (self->views, GTK_WIDGET (view), KONTOR_VIEW_GET_CLASS (view)->name);
  gtk_list_box_append (self->sidebar, kontor_sidebar_row_new (view));
}

static void
add_views (KontorWindow *self)
{
  guint n_types;
  const GType *types = kontor_view_list_types (&n_types);
  GtkWidget *choice = kontor_account_choice_new (self->engine);

  adw_bin_set_child (self->choice_place, choice);
  for (guint i = 0; i < n_types; i++)
    add_view (self, types[i], choice);
  gtk_list_box_select_row (self->sidebar, gtk_list_box_get_row_at_index (self->sidebar, 0));
}

static void
show_view_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);
  KontorView *view = get_view (self, g_variant_get_string (parameter, NULL));

  if (view != NULL)
    show_view (self, view);
}

static void
open_object_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *nick;
  gint64 id;
  KontorEntity entity;

  g_variant_get (parameter, "(&sx)", &nick, &id);
  if (kontor_entity_from_nick (nick, &entity))
    kontor_window_open (KONTOR_WINDOW (widget), entity, id);
}

static DexFuture *
say_undone (DexFuture *future, gpointer data)
{
  g_autoptr (KontorWindow) self = g_weak_ref_get (data);
  g_autoptr (GError) error = NULL;

  dex_future_get_value (future, &error);
  if (self != NULL)
    kontor_gesture_say (GTK_WIDGET (self), error != NULL ? error->message : _("Undone"));
  return NULL;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
undo (KontorWindow *self, gint64 action)
{
  GWeakRef *weak;

  if (self->engine == NULL)
    return;
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  dex_future_disown (
      dex_future_finally (kontor_engine_undo (self->engine, action), say_undone, weak, weak_ref_free));
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  undo (KONTOR_WINDOW (widget), parameter != NULL ? g_variant_get_int64 (parameter) : 0);
}

static void
find_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorView *view = kontor_window_get_view (KONTOR_WINDOW (widget));

  if (view != NULL)
    kontor_view_search (view);
}

/* One thing at a time: what a dialog is asking comes first. */
static gboolean
can_present (KontorWindow *self)
{
  return self->engine != NULL && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) == NULL;
}

static void
history_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  if (can_present (self))
    adw_dialog_present (kontor_history_dialog_new (self->engine), widget);
}

static void
preferences_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  if (can_present (self))
    adw_dialog_present (kontor_preferences_dialog_new (self->engine, self->settings), widget);
}

static void
accounts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  if (can_present (self))
    adw_dialog_present (ADW_DIALOG (kontor_accounts_dialog_new (self->engine)), widget);
}

static void
changes_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  if (can_present (self))
    adw_dialog_present (ADW_DIALOG (kontor_outbox_dialog_new (self->engine)), widget);
}

static void
problems_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  if (can_present (self))
    adw_dialog_present (ADW_DIALOG (kontor_problems_dialog_new (self->engine)), widget);
}

static void
sync_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorEngine *engine = KONTOR_WINDOW (widget)->engine;

  if (engine != NULL)
    kontor_sync_all (engine);
}

static void
shortcuts_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (widget)) == NULL)
    adw_dialog_present (kontor_shortcuts_dialog_new (), widget);
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  KontorWindow *self = KONTOR_WINDOW (widget);

  if (can_present (self))
    adw_dialog_present (kontor_search_dialog_new (self->engine, kontor_window_get_view (self), self->settings), widget);
}

static void
toggle_sidebar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwOverlaySplitView *split = KONTOR_WINDOW (widget)->split;

  adw_overlay_split_view_set_show_sidebar (split, !adw_overlay_split_view_get_show_sidebar (split));
}

/* Data are fresher while somebody looks at them. */
static void
on_active_changed (KontorWindow *self)
{
  if (self->engine != NULL)
    kontor_engine_set_focused (self->engine, gtk_window_is_active (GTK_WINDOW (self)));
}

static void
on_view_changed (KontorWindow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

/* A dialog keeps all keys from the window, also those of the application. */
static void
on_dialog_changed (KontorWindow *self)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
  GtkEventController *keys;

  if (dialog == NULL || g_object_get_data (G_OBJECT (dialog), "keys") != NULL)
    return;
  keys = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_q, GDK_CONTROL_MASK),
                                                          gtk_named_action_new ("app.quit")));
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
  g_object_set_data (G_OBJECT (dialog), "keys", keys);
}

static void
kontor_window_dispose (GObject *object)
{
  KontorWindow *self = KONTOR_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_WINDOW);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (kontor_window_parent_class)->dispose (object);
}

static void
kontor_window_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  KontorWindow *self = KONTOR_WINDOW (object);

  switch (property) {
  case PROP_ENGINE:
    g_value_set_object (value, self->engine);
    break;
  case PROP_VIEW:
    g_value_set_object (value, kontor_window_get_view (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
kontor_window_class_init (KontorWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kontor_window_dispose;
  object_class->get_property = kontor_window_get_property;

  properties[PROP_ENGINE] = g_param_spec_object ("engine", NULL, NULL, KONTOR_TYPE_ENGINE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VIEW] =
      g_param_spec_object ("view", NULL, NULL, KONTOR_TYPE_VIEW, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (KONTOR_TYPE_ACCOUNT_BUTTON);
  g_type_ensure (KONTOR_TYPE_FAILURE_PAGE);
  g_type_ensure (KONTOR_TYPE_WELCOME);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/kontor-window.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, account);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, choice_place);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, main_menu);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, split);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, views);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, KontorWindow, welcome_menu);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);

  gtk_widget_class_install_action (widget_class, "win.accounts", NULL, accounts_action);
  gtk_widget_class_install_action (widget_class, "win.changes", NULL, changes_action);
  gtk_widget_class_install_action (widget_class, "win.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "win.history", NULL, history_action);
  gtk_widget_class_install_action (widget_class, "win.open-object", "(sx)", open_object_action);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, preferences_action);
  gtk_widget_class_install_action (widget_class, "win.problems", NULL, problems_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, shortcuts_action);
  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view_action);
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.undo-action", "x", undo_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.find", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_h, GDK_CONTROL_MASK, "win.history", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_comma, GDK_CONTROL_MASK, "win.preferences", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_question, GDK_CONTROL_MASK, "win.shortcuts", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_k, GDK_CONTROL_MASK, "win.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "win.sync", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "win.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.toggle-sidebar", NULL);
}

static void
kontor_window_init (KontorWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  kontor_late_menu_set (self->main_menu, self->primary_menu);
  kontor_late_menu_set (self->welcome_menu, self->primary_menu);
  gtk_widget_add_controller (GTK_WIDGET (self), kontor_keys_new ());
  g_signal_connect_object (self->views, "notify::visible-child", G_CALLBACK (on_view_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active_changed), NULL);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (on_dialog_changed), NULL);
}

KontorWindow *
kontor_window_new (GtkApplication *application, GSettings *settings)
{
  KontorWindow *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  self = g_object_new (KONTOR_TYPE_WINDOW, "application", application, NULL);
  if (settings != NULL) {
    self->settings = g_object_ref (settings);
    g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
    g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
    g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  }

  return self;
}

KontorEngine *
kontor_window_get_engine (KontorWindow *self)
{
  g_return_val_if_fail (KONTOR_IS_WINDOW (self), NULL);

  return self->engine;
}

void
kontor_window_set_engine (KontorWindow *self, KontorEngine *engine)
{
  g_return_if_fail (KONTOR_IS_WINDOW (self));
  g_return_if_fail (KONTOR_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  add_views (self);
  kontor_welcome_set_engine (self->welcome, engine);
  kontor_account_button_set_engine (self->account, engine);
  g_signal_connect_object (kontor_engine_get_accounts (engine), "items-changed", G_CALLBACK (show_page), self,
                           G_CONNECT_SWAPPED);
  show_page (self);
  on_active_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENGINE]);
}

void
kontor_window_set_failure (KontorWindow *self, const char *path, const GError *error)
{
  g_return_if_fail (KONTOR_IS_WINDOW (self));
  g_return_if_fail (path != NULL && error != NULL);

  kontor_failure_page_set_failure (self->failure, path, error);
  gtk_stack_set_visible_child_name (self->pages, "failure");
}

KontorView *
kontor_window_get_view (KontorWindow *self)
{
  GtkWidget *view;

  g_return_val_if_fail (KONTOR_IS_WINDOW (self), NULL);

  view = gtk_stack_get_visible_child (self->views);
  return view != NULL ? KONTOR_VIEW (view) : NULL;
}

GSettings *
kontor_window_get_settings (KontorWindow *self)
{
  g_return_val_if_fail (KONTOR_IS_WINDOW (self), NULL);

  return self->settings;
}

void
kontor_window_add_toast (KontorWindow *self, AdwToast *toast)
{
  g_return_if_fail (KONTOR_IS_WINDOW (self));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_overlay_add_toast (self->toasts, toast);
}

void
kontor_window_open (KontorWindow *self, KontorEntity entity, gint64 id)
{
  GtkListBoxRow *row;

  g_return_if_fail (KONTOR_IS_WINDOW (self));

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->sidebar, i)) != NULL; i++) {
    KontorView *view = kontor_sidebar_row_get_view (KONTOR_SIDEBAR_ROW (row));

    if (KONTOR_VIEW_GET_CLASS (view)->entity == entity) {
      show_view (self, view);
      kontor_view_open (view, id);
    }
  }
}
