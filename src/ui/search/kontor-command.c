#include "kontor-command.h"

#include <glib/gi18n.h>

struct _KontorCommand {
  GObject parent_instance;

  const char *title; /* translated */
  const char *icon;
  char *action; /* (owned): with its target */
  char *keys;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (KontorCommand, kontor_command, G_TYPE_OBJECT)

#define COMMAND_ICON "system-run-symbolic"

/* What can be done anywhere. A view adds its own in its class. */
static const KontorCommandInfo everywhere[] = {
  { N_("Undo"), "win.undo", "<Control>z" },
  { N_("Undo History"), "win.history", "<Control>h" },
  { N_("Search in This List"), "win.find", "<Control>f" },
  { N_("Sync Now"), "win.sync", "<Control>r" },
  { N_("Changes"), "win.changes", NULL },
  { N_("Problems"), "win.problems", NULL },
  { N_("Accounts"), "win.accounts", NULL },
  { N_("New Window"), "app.new-window", "<Control><Shift>n" },
  { N_("Preferences"), "win.preferences", "<Control>comma" },
  { N_("Keyboard Shortcuts"), "win.shortcuts", "<Control>question" },
  { N_("About Kontor"), "app.about", NULL },
  { N_("Close Window"), "window.close", "<Control>w" },
  { N_("Quit"), "app.quit", "<Control>q" },
};

static void
kontor_command_finalize (GObject *object)
{
  KontorCommand *self = KONTOR_COMMAND (object);

  g_free (self->action);
  g_free (self->keys);

  G_OBJECT_CLASS (kontor_command_parent_class)->finalize (object);
}

static void
kontor_command_class_init (KontorCommandClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = kontor_command_finalize;
}

static void
kontor_command_init (KontorCommand *self)
{
}

static char *
describe_accel (const char *accel)
{
  guint key;
  GdkModifierType modifiers;

  if (accel == NULL || !gtk_accelerator_parse (accel, &key, &modifiers))
    return NULL;
  return gtk_accelerator_get_label (key, modifiers);
}

static void
add_info (GListStore *list, const KontorCommandInfo *info)
{
  g_autoptr (KontorCommand) self = g_object_new (KONTOR_TYPE_COMMAND, NULL);

  self->title = _(info->title);
  self->icon = COMMAND_ICON;
  self->action = g_strdup (info->action);
  self->keys = describe_accel (info->accel);
  g_list_store_append (list, self);
}

static void
add_view (GListStore *list, GType type)
{
  g_autoptr (KontorViewClass) klass = g_type_class_ref (type);
  g_autoptr (KontorCommand) self = g_object_new (KONTOR_TYPE_COMMAND, NULL);
  g_autofree char *key = gtk_accelerator_get_label (klass->key, 0);

  self->title = _(klass->title);
  self->icon = klass->icon;
  self->action = g_strdup_printf ("win.show-view::%s", klass->name);
  self->keys = g_strconcat ("G ", key, NULL);
  g_list_store_append (list, self);
}

GListModel *
kontor_command_list (KontorView *view)
{
  GListStore *list = g_list_store_new (KONTOR_TYPE_COMMAND);
  const KontorCommandInfo *own;
  const GType *types;
  guint n_types;

  g_return_val_if_fail (view == NULL || KONTOR_IS_VIEW (view), NULL);

  own = view != NULL ? KONTOR_VIEW_GET_CLASS (view)->commands : NULL;
  for (; own != NULL && own->title != NULL; own++)
    add_info (list, own);
  types = kontor_view_list_types (&n_types);
  for (guint i = 0; i < n_types; i++)
    add_view (list, types[i]);
  for (guint i = 0; i < G_N_ELEMENTS (everywhere); i++)
    add_info (list, &everywhere[i]);
  return G_LIST_MODEL (list);
}

const char *
kontor_command_get_title (KontorCommand *self)
{
  g_return_val_if_fail (KONTOR_IS_COMMAND (self), NULL);

  return self->title;
}

const char *
kontor_command_get_keys (KontorCommand *self)
{
  g_return_val_if_fail (KONTOR_IS_COMMAND (self), NULL);

  return self->keys;
}

const char *
kontor_command_get_icon (KontorCommand *self)
{
  g_return_val_if_fail (KONTOR_IS_COMMAND (self), NULL);

  return self->icon;
}

gboolean
kontor_command_matches (KontorCommand *self, const char *text)
{
  g_return_val_if_fail (KONTOR_IS_COMMAND (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  return text[0] == '\0' || g_str_match_string (text, self->title, TRUE);
}

void
kontor_command_run (KontorCommand *self, GtkWidget *from)
{
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (KONTOR_IS_COMMAND (self));
  g_return_if_fail (GTK_IS_WIDGET (from));

  if (g_action_parse_detailed_name (self->action, &name, &target, NULL))
    gtk_widget_activate_action_variant (from, name, target);
}
