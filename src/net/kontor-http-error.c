#include "kontor-http-error.h"

#include <glib/gi18n.h>
#include <libdex.h>

#include "kontor-error.h"

static gboolean
is_certificate (const GError *cause)
{
  return g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE) ||
         g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED);
}

static char *
make_offline (const GError *cause, const char *host)
{
  if (g_error_matches (cause, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    return g_strdup_printf (_("There is no server “%s”."), host);
  if (cause->domain == G_RESOLVER_ERROR)
    return g_strdup_printf (_("Where “%s” is could not be looked up."), host);
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return g_strdup (_("There is no connection to the network."));
  return g_strdup_printf (_("“%s” does not answer."), host);
}

static char *
make_untrusted (const KontorHttpAttempt *attempt)
{
  const char *why = _("The server’s certificate is not trusted: nobody vouches for it, it is of another server, or it has expired.");

  if (attempt->fingerprint == NULL)
    return g_strdup (why);
  /* Translators: after a sentence; the fingerprint of a certificate. */
  return g_strdup_printf (_("%s Its fingerprint is %s."), why, attempt->fingerprint);
}

GError *
kontor_http_error_new (GError *cause, const KontorHttpAttempt *attempt)
{
  g_autoptr (GError) old = cause;
  g_autofree char *text = NULL;

  if (old->domain == KONTOR_ERROR || old->domain == DEX_ERROR)
    return g_steal_pointer (&old);
  if (is_certificate (old)) {
    text = make_untrusted (attempt);
    return kontor_error_new_untrusted (attempt->fingerprint, text);
  }
  if (old->domain == G_TLS_ERROR)
    return g_error_new (KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("No secure connection to “%s” could be made. The server has to offer https."), attempt->host);
  if (attempt->sent && attempt->write)
    return g_error_new (KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME, _("“%s” did not say whether it was done."), attempt->host);
  if (attempt->sent)
    return g_error_new (KONTOR_ERROR, KONTOR_ERROR_TEMPORARY, _("“%s” broke off its answer."), attempt->host);
  text = make_offline (old, attempt->host);
  return g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_OFFLINE, text);
}
