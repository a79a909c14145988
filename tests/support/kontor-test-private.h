#pragma once

#include <glib.h>

gboolean kontor_test_message_is_tolerated (const char *domain, GLogLevelFlags level, const char *message);

void kontor_test_watchdog_start (void);
gint64 kontor_test_watchdog_stop (void);
