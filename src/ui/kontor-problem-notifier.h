#pragma once

#include <gtk/gtk.h>

#include "kontor-engine.h"
#include "kontor-teller.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PROBLEM_NOTIFIER (kontor_problem_notifier_get_type ())
/**
 * KontorProblemNotifier:
 *
 * Tells problems that come while no window has the focus by one notification, which goes when somebody looks at a window, or
 * when all are settled.
 */
G_DECLARE_FINAL_TYPE (KontorProblemNotifier, kontor_problem_notifier, KONTOR, PROBLEM_NOTIFIER, GObject)

/** @application: (nullable): whose windows are looked at; not kept alive. @teller: (nullable): by which it is told */
KontorProblemNotifier *kontor_problem_notifier_new (GtkApplication *application, KontorTeller *teller, KontorEngine *engine);

/** (transfer full) (nullable): what there is to tell, title and text; NULL: nothing */
char *kontor_problem_notifier_dup_text (KontorProblemNotifier *self);

G_END_DECLS
