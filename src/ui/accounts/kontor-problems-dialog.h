#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PROBLEMS_DIALOG (kontor_problems_dialog_get_type ())
/**
 * KontorProblemsDialog:
 *
 * What needs a person, oldest first, and a KontorProblemPage for each.
 */
G_DECLARE_FINAL_TYPE (KontorProblemsDialog, kontor_problems_dialog, KONTOR, PROBLEMS_DIALOG, AdwDialog)

KontorProblemsDialog *kontor_problems_dialog_new (KontorEngine *engine);
/** Opens the page of one of the problems. */
void kontor_problems_dialog_show (KontorProblemsDialog *self, KontorProblem *problem);

G_END_DECLS
