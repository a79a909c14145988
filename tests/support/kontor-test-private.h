#pragma once

#include <glib.h>

gboolean kontor_test_message_is_tolerated (const char *domain, GLogLevelFlags level, const char *message);

/* How long one iteration of the main loop may compute; 0 where sanitizers would be measured. */
#ifdef __SANITIZE_ADDRESS__
#define KONTOR_TEST_LONGEST_ITERATION_MSEC 0
#else
#define KONTOR_TEST_LONGEST_ITERATION_MSEC 50
#endif

void kontor_test_watchdog_start (void);
gint64 kontor_test_watchdog_stop (void);
