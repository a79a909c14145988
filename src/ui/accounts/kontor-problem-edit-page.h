#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PROBLEM_EDIT_PAGE (kontor_problem_edit_page_get_type ())
/**
 * KontorProblemEditPage:
 *
 * The changed fields of what the shop refused, to be sent in another form.
 */
G_DECLARE_FINAL_TYPE (KontorProblemEditPage, kontor_problem_edit_page, KONTOR, PROBLEM_EDIT_PAGE, AdwNavigationPage)

KontorProblemEditPage *kontor_problem_edit_page_new (KontorEngine *engine, KontorProblem *problem);
/** Whether any of what it changes can be typed. */
gboolean kontor_problem_edit_page_can_edit (KontorProblem *problem);

G_END_DECLS
