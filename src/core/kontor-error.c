#include "kontor-error.h"

typedef struct {
  gint64 retry_at;
  char *fingerprint; /* (owned) (nullable) */
} KontorErrorPrivate;

static void
kontor_error_private_init (KontorErrorPrivate *priv)
{
  priv->retry_at = 0;
  priv->fingerprint = NULL;
}

static void
kontor_error_private_copy (const KontorErrorPrivate *source, KontorErrorPrivate *copy)
{
  copy->retry_at = source->retry_at;
  copy->fingerprint = g_strdup (source->fingerprint);
}

static void
kontor_error_private_clear (KontorErrorPrivate *priv)
{
  g_free (priv->fingerprint);
}

G_DEFINE_EXTENDED_ERROR (KontorError, kontor_error)

/* Stored in outboxes and printed for scripts: never change one. */
static const char *const nicks[] = {
  [KONTOR_ERROR_INVALID] = "invalid",
  [KONTOR_ERROR_OFFLINE] = "offline",
  [KONTOR_ERROR_RATE_LIMITED] = "rate-limited",
  [KONTOR_ERROR_AUTH] = "auth",
  [KONTOR_ERROR_CONFLICT] = "conflict",
  [KONTOR_ERROR_NOT_FOUND] = "not-found",
  [KONTOR_ERROR_REJECTED] = "rejected",
  [KONTOR_ERROR_UNSUPPORTED] = "unsupported",
  [KONTOR_ERROR_PROTOCOL] = "protocol",
  [KONTOR_ERROR_UNKNOWN_OUTCOME] = "unknown-outcome",
  [KONTOR_ERROR_TEMPORARY] = "temporary",
  [KONTOR_ERROR_DB_BUSY] = "db-busy",
  [KONTOR_ERROR_DB_NEWER] = "db-newer",
  [KONTOR_ERROR_DB_CORRUPT] = "db-corrupt",
  [KONTOR_ERROR_DB_READ_ONLY] = "db-read-only",
  [KONTOR_ERROR_DB_FULL] = "db-full",
  [KONTOR_ERROR_DB] = "db",
};

const char *
kontor_error_code_to_nick (KontorError code)
{
  g_return_val_if_fail ((guint) code < G_N_ELEMENTS (nicks), NULL);

  return nicks[code];
}

/** FALSE, and @code untouched, for a word that is none. */
gboolean
kontor_error_code_from_nick (const char *nick, KontorError *code)
{
  g_return_val_if_fail (code != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    if (g_strcmp0 (nicks[i], nick) == 0) {
      *code = i;
      return TRUE;
    }
  return FALSE;
}

GError *
kontor_error_new_rate_limited (gint64 retry_at, const char *message)
{
  GError *error;

  g_return_val_if_fail (message != NULL, NULL);

  error = g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_RATE_LIMITED, message);
  kontor_error_get_private (error)->retry_at = retry_at;
  return error;
}

gint64
kontor_error_get_retry_at (const GError *error)
{
  if (error == NULL || error->domain != KONTOR_ERROR)
    return 0;
  return kontor_error_get_private (error)->retry_at;
}

GError *
kontor_error_new_untrusted (const char *fingerprint, const char *message)
{
  GError *error;

  g_return_val_if_fail (message != NULL, NULL);

  error = g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_AUTH, message);
  kontor_error_get_private (error)->fingerprint = g_strdup (fingerprint);
  return error;
}

const char *
kontor_error_get_fingerprint (const GError *error)
{
  if (error == NULL || error->domain != KONTOR_ERROR)
    return NULL;
  return kontor_error_get_private (error)->fingerprint;
}
