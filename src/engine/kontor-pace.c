#include "kontor-pace.h"

#include <gio/gio.h>

#define FOCUSED 60
#define BACKGROUND 300
#define BACKGROUND_DEAR 900

guint
kontor_pace_choose (gboolean focused, gboolean metered, gboolean saving)
{
  if (metered || saving)
    return focused ? BACKGROUND : BACKGROUND_DEAR;
  return focused ? FOCUSED : BACKGROUND;
}

guint
kontor_pace_get_seconds (gboolean focused)
{
  g_autoptr (GPowerProfileMonitor) power = g_power_profile_monitor_dup_default ();

  return kontor_pace_choose (focused, g_network_monitor_get_network_metered (g_network_monitor_get_default ()),
                             g_power_profile_monitor_get_power_saver_enabled (power));
}
