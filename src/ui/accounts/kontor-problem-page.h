#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PROBLEM_PAGE (kontor_problem_page_get_type ())
/**
 * KontorProblemPage:
 *
 * One problem with the answers that fit its kind. Of a conflict, mine or theirs
 * for each field. Goes back when it is answered.
 */
G_DECLARE_FINAL_TYPE (KontorProblemPage, kontor_problem_page, KONTOR, PROBLEM_PAGE, AdwNavigationPage)

KontorProblemPage *kontor_problem_page_new (KontorEngine *engine, KontorProblem *problem);

G_END_DECLS
