#pragma once

#include <adwaita.h>

#include "kontor-engine.h"
#include "kontor-teller.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_NOTIFIER (kontor_notifier_get_type ())
/**
 * KontorNotifier:
 *
 * Tells new orders by one notification, which grows with them and goes when
 * there is nothing left to tell: when they were looked at, or are archived,
 * cancelled or gone. Orders of a first import and old ones are no news, nor is
 * what a window shows while it has the focus.
 */
G_DECLARE_FINAL_TYPE (KontorNotifier, kontor_notifier, KONTOR, NOTIFIER, GObject)

/**
 * kontor_notifier_new:
 * @application: (nullable): whose windows are looked at; not kept alive
 * @teller: (nullable): by which it is told
 */
KontorNotifier *kontor_notifier_new (GtkApplication *application, KontorTeller *teller, KontorEngine *engine);

/** What was new has been looked at. */
void kontor_notifier_clear (KontorNotifier *self);
/** (transfer full) (nullable): what there is to tell, title and text; NULL: nothing */
char *kontor_notifier_dup_text (KontorNotifier *self);

G_END_DECLS
