#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LETTERHEAD_PAGE (kontor_letterhead_page_get_type ())
/** KontorLetterheadPage: what a shop prints on everything, and the numbers of its invoices. */
G_DECLARE_FINAL_TYPE (KontorLetterheadPage, kontor_letterhead_page, KONTOR, LETTERHEAD_PAGE, AdwNavigationPage)

KontorLetterheadPage *kontor_letterhead_page_new (KontorEngine *engine, KontorAccount *account);

G_END_DECLS
