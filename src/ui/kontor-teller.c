#include "kontor-teller.h"

#define DAEMON "org.freedesktop.Notifications"

struct _KontorTeller {
  GObject parent_instance;

  GApplication *application; /* outlives this */
  GSettings *settings;       /* (owned) (nullable) */
  gboolean is_heard;         /* somebody listens: without, GLib warns */
  guint daemon;
};

G_DEFINE_FINAL_TYPE (KontorTeller, kontor_teller, G_TYPE_OBJECT)

static void
on_daemon_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer data)
{
  KONTOR_TELLER (data)->is_heard = TRUE;
}

static void
on_daemon_vanished (GDBusConnection *bus, const char *name, gpointer data)
{
  /* From within a sandbox the portal tells. */
  KONTOR_TELLER (data)->is_heard = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static void
kontor_teller_dispose (GObject *object)
{
  KontorTeller *self = KONTOR_TELLER (object);

  g_clear_handle_id (&self->daemon, g_bus_unwatch_name);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (kontor_teller_parent_class)->dispose (object);
}

static void
kontor_teller_class_init (KontorTellerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = kontor_teller_dispose;
}

static void
kontor_teller_init (KontorTeller *self)
{
}

KontorTeller *
kontor_teller_new (GApplication *application, GSettings *settings)
{
  KontorTeller *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (KONTOR_TYPE_TELLER, NULL);
  self->application = application;
  g_set_object (&self->settings, settings);
  self->daemon = g_bus_watch_name (G_BUS_TYPE_SESSION, DAEMON, G_BUS_NAME_WATCHER_FLAGS_AUTO_START, on_daemon_appeared,
                                   on_daemon_vanished, self, NULL);
  return self;
}

gboolean
kontor_teller_is_quiet (int hour, int from, int to)
{
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

gboolean
kontor_teller_may_tell (GSettings *settings, const char *key, int hour)
{
  return g_settings_get_boolean (settings, key) &&
         !(g_settings_get_boolean (settings, "quiet-hours") &&
           kontor_teller_is_quiet (hour, g_settings_get_int (settings, "quiet-from"), g_settings_get_int (settings, "quiet-to")));
}

gboolean
kontor_teller_tell (KontorTeller *self, const char *key, const char *id, GNotification *notification)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_return_val_if_fail (KONTOR_IS_TELLER (self), FALSE);

  if (!self->is_heard || (self->settings != NULL && !kontor_teller_may_tell (self->settings, key, g_date_time_get_hour (now))))
    return FALSE;
  g_application_send_notification (self->application, id, notification);
  return TRUE;
}

void
kontor_teller_withdraw (KontorTeller *self, const char *id)
{
  g_return_if_fail (KONTOR_IS_TELLER (self));

  g_application_withdraw_notification (self->application, id);
}
