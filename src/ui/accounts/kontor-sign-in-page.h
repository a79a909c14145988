#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SIGN_IN_PAGE (kontor_sign_in_page_get_type ())
/**
 * KontorSignInPage:
 *
 * The form of a platform's manners of signing in. The action "connect.run" of
 * its dialog sends it off. Signal "changed": something was entered.
 */
G_DECLARE_FINAL_TYPE (KontorSignInPage, kontor_sign_in_page, KONTOR, SIGN_IN_PAGE, AdwNavigationPage)

/** @account: (nullable): of signing in anew: its address stays, and what else is known of it is filled in */
void kontor_sign_in_page_set_platform (KontorSignInPage *self, const KontorConnectorInfo *platform, KontorAccount *account);
/** The one that is chosen. */
const KontorSignInManner *kontor_sign_in_page_get_manner (KontorSignInPage *self);
/** Chooses the first manner that does without a browser. */
void kontor_sign_in_page_choose_typing (KontorSignInPage *self);
/** Whether the manner asks nothing, not even in a browser. */
gboolean kontor_sign_in_page_is_empty (KontorSignInPage *self);
gboolean kontor_sign_in_page_is_complete (KontorSignInPage *self);
/** Adds what was entered, and can be sent, to a builder of a{ss}. */
void kontor_sign_in_page_collect (KontorSignInPage *self, GVariantBuilder *fields);
/** @text: (nullable): what is wrong with what was entered */
void kontor_sign_in_page_complain (KontorSignInPage *self, const char *text);

G_END_DECLS
