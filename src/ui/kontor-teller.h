#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_TELLER (kontor_teller_get_type ())
/**
 * KontorTeller:
 *
 * Sends notifications, where somebody listens to them and as far as the settings let it: each kind of news has a switch, and
 * there may be quiet hours.
 */
G_DECLARE_FINAL_TYPE (KontorTeller, kontor_teller, KONTOR, TELLER, GObject)

/** @application: not kept alive. @settings: (nullable) */
KontorTeller *kontor_teller_new (GApplication *application, GSettings *settings);

/** @key: the switch of this kind of news. Returns: whether it was sent. */
gboolean kontor_teller_tell (KontorTeller *self, const char *key, const char *id, GNotification *notification);
void kontor_teller_withdraw (KontorTeller *self, const char *id);
/** Whether an hour of the day is within quiet hours; they may go beyond midnight. */
gboolean kontor_teller_is_quiet (int hour, int from, int to);
/** Whether the switch of this kind of news is on, and @hour is not quiet. */
gboolean kontor_teller_may_tell (GSettings *settings, const char *key, int hour);

G_END_DECLS
