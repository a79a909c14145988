#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_CERTIFICATE_PAGE (kontor_certificate_page_get_type ())
/**
 * KontorCertificatePage:
 *
 * Asks whether a certificate that nobody vouches for is trusted. The action
 * "connect.trust" of its dialog is the yes, "navigation.pop" the no.
 */
G_DECLARE_FINAL_TYPE (KontorCertificatePage, kontor_certificate_page, KONTOR, CERTIFICATE_PAGE, AdwNavigationPage)

/**
 * kontor_certificate_page_new:
 * @shown: fingerprint of the certificate that the shop shows, 64 hexadecimal digits
 * @trusted: (nullable): of the one that was trusted until now
 * @known: whether the shop was connected before
 */
KontorCertificatePage *kontor_certificate_page_new (const char *shown, const char *trusted, gboolean known);
const char *kontor_certificate_page_get_shown (KontorCertificatePage *self);

/** "AB:CD:…", as other programs show it, in lines of eight bytes. */
char *kontor_fingerprint_format (const char *fingerprint);

G_END_DECLS
