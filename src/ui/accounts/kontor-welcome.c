#include "kontor-welcome.h"

#include "kontor-account-widgets.h"
#include "kontor-connect-dialog.h"

struct _KontorWelcome {
  AdwBin parent_instance;

  KontorEngine *engine;            /* (owned) (nullable) */
  const KontorConnectorInfo *demo; /* (nullable): the platform that can be tried out */
  gboolean trying;

  AdwToastOverlay *toasts;
  GtkListBox *platforms;
  GtkWidget *try_button;
  GtkStack *try_stack;
};

G_DEFINE_FINAL_TYPE (KontorWelcome, kontor_welcome, ADW_TYPE_BIN)

static void
set_trying (KontorWelcome *self, gboolean trying)
{
  self->trying = trying;
  gtk_stack_set_visible_child_name (self->try_stack, trying ? "running" : "label");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "welcome.try", !trying);
}

static DexFuture *
tried_cb (DexFuture *future, gpointer data)
{
  KontorWelcome *self = data;
  g_autoptr (GError) error = NULL;

  if (self->toasts == NULL)
    return dex_future_new_true ();
  set_trying (self, FALSE);
  if (dex_future_get_value (future, &error) == NULL)
    kontor_toast_error (self->toasts, error);
  return dex_future_new_true ();
}

static void
try_demo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  KontorWelcome *self = KONTOR_WELCOME (widget);
  const char *manner = kontor_platform_find_demo (self->demo)->name;
  DexFuture *added;

  if (self->trying)
    return;
  set_trying (self, TRUE);
  added = kontor_engine_add_account (self->engine, self->demo->id, manner, g_variant_new ("a{ss}", NULL), NULL, NULL);
  dex_future_disown (dex_future_finally (added, tried_cb, g_object_ref (self), g_object_unref));
}

static void
row_activated_cb (KontorWelcome *self, GtkListBoxRow *row)
{
  const KontorConnectorInfo *platform = kontor_platform_row_get_platform (row);

  adw_dialog_present (ADW_DIALOG (kontor_connect_dialog_new (self->engine, platform)), GTK_WIDGET (self));
}

static void
kontor_welcome_dispose (GObject *object)
{
  KontorWelcome *self = KONTOR_WELCOME (object);

  g_clear_object (&self->engine);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), KONTOR_TYPE_WELCOME);
  G_OBJECT_CLASS (kontor_welcome_parent_class)->dispose (object);
}

static void
kontor_welcome_class_init (KontorWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kontor_welcome_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/kontor/Kontor/ui/accounts/kontor-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, toasts);
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, platforms);
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, try_button);
  gtk_widget_class_bind_template_child (widget_class, KontorWelcome, try_stack);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "welcome.try", NULL, try_demo);
}

static void
kontor_welcome_init (KontorWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What can be tried out has a button of its own. */
static void
list_platforms (KontorWelcome *self)
{
  const KontorConnectorFactory *const *factories = kontor_engine_get_factories (self->engine);

  gtk_list_box_remove_all (self->platforms);
  self->demo = NULL;
  for (guint i = 0; factories[i] != NULL; i++)
    if (self->demo == NULL && kontor_platform_find_demo (factories[i]->info) != NULL)
      self->demo = factories[i]->info;
    else
      gtk_list_box_append (self->platforms, kontor_platform_row_new (factories[i]->info));
  gtk_widget_set_visible (self->try_button, self->demo != NULL);
}

void
kontor_welcome_set_engine (KontorWelcome *self, KontorEngine *engine)
{
  g_return_if_fail (KONTOR_IS_WELCOME (self) && KONTOR_IS_ENGINE (engine));

  if (g_set_object (&self->engine, engine))
    list_platforms (self);
}
