#pragma once

#include <adwaita.h>

#include "kontor-approval.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_APPROVAL_PAGE (kontor_approval_page_get_type ())
/**
 * KontorApprovalPage:
 *
 * Waits while a person answers in the browser. The actions "connect.type" and
 * "connect.cancel" of its dialog are the other ways on.
 */
G_DECLARE_FINAL_TYPE (KontorApprovalPage, kontor_approval_page, KONTOR, APPROVAL_PAGE, AdwNavigationPage)

/** @uri: of the page that asks */
KontorApprovalPage *kontor_approval_page_new (KontorApproval *approval, const char *uri);
/** Opens the page in the browser. Once this one is in a window. */
void kontor_approval_page_open (KontorApprovalPage *self);

G_END_DECLS
