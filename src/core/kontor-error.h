#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define KONTOR_ERROR (kontor_error_quark ())

/**
 * KontorError:
 *
 * Each code names the next move, not the cause; the message says the cause.
 *
 * @KONTOR_ERROR_INVALID: a person's input or a program's argument; correct it
 * @KONTOR_ERROR_OFFLINE: no connection; wait for the network
 * @KONTOR_ERROR_RATE_LIMITED: wait; kontor_error_get_retry_at () says until when
 * @KONTOR_ERROR_AUTH: sign in again
 * @KONTOR_ERROR_CONFLICT: somebody changed the same; compare and choose
 * @KONTOR_ERROR_NOT_FOUND: it is not there (any more)
 * @KONTOR_ERROR_REJECTED: the server refuses this; edit or discard
 * @KONTOR_ERROR_UNSUPPORTED: this platform or login cannot do it
 * @KONTOR_ERROR_PROTOCOL: the answer was not understood; report it
 * @KONTOR_ERROR_UNKNOWN_OUTCOME: sent, and no answer came; look before a retry
 * @KONTOR_ERROR_TEMPORARY: the server failed on a request that it did not carry out; try again later
 * @KONTOR_ERROR_DB_BUSY: another process owns the database
 * @KONTOR_ERROR_DB_NEWER: the file was written by a newer version
 * @KONTOR_ERROR_DB_CORRUPT: the file is damaged; repair or rebuild
 * @KONTOR_ERROR_DB_READ_ONLY: the file or folder cannot be written
 * @KONTOR_ERROR_DB_FULL: no space is left
 * @KONTOR_ERROR_DB: any other failure of the database
 */
typedef enum {
  KONTOR_ERROR_INVALID,
  KONTOR_ERROR_OFFLINE,
  KONTOR_ERROR_RATE_LIMITED,
  KONTOR_ERROR_AUTH,
  KONTOR_ERROR_CONFLICT,
  KONTOR_ERROR_NOT_FOUND,
  KONTOR_ERROR_REJECTED,
  KONTOR_ERROR_UNSUPPORTED,
  KONTOR_ERROR_PROTOCOL,
  KONTOR_ERROR_UNKNOWN_OUTCOME,
  KONTOR_ERROR_TEMPORARY,
  KONTOR_ERROR_DB_BUSY,
  KONTOR_ERROR_DB_NEWER,
  KONTOR_ERROR_DB_CORRUPT,
  KONTOR_ERROR_DB_READ_ONLY,
  KONTOR_ERROR_DB_FULL,
  KONTOR_ERROR_DB,
} KontorError;

GQuark kontor_error_quark (void);

/** A stable word for the code, as stored in the outbox and printed by kontorctl: "rate-limited". */
const char *kontor_error_code_to_nick (KontorError code);
gboolean kontor_error_code_from_nick (const char *nick, KontorError *code);

/** RATE_LIMITED with the moment (milliseconds UTC) from which the server will listen again. */
GError *kontor_error_new_rate_limited (gint64 retry_at, const char *message);
/** That moment, or 0 where the error carries none. */
gint64 kontor_error_get_retry_at (const GError *error);

/** AUTH for a server whose certificate nobody vouches for. @fingerprint: (nullable): its SHA-256, for a person to compare */
GError *kontor_error_new_untrusted (const char *fingerprint, const char *message);
/** (nullable): that fingerprint; NULL where the error is not about a certificate. */
const char *kontor_error_get_fingerprint (const GError *error);

G_END_DECLS
