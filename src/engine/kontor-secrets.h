#pragma once

#include <gio/gio.h>
#include <libdex.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_SECRETS (kontor_secrets_get_type ())
G_DECLARE_FINAL_TYPE (KontorSecrets, kontor_secrets, KONTOR, SECRETS, GObject)

/**
 * KontorSecrets:
 *
 * The secrets of accounts: in the Secret Service where there is one, else in
 * memory as long as the process lives. Never in the database, in settings or
 * in logs. Main thread.
 */

/** With the Secret Service of this session. */
KontorSecrets *kontor_secrets_new (void);
/** In memory only: for tests, and where a person wants it so. */
KontorSecrets *kontor_secrets_new_memory (void);

/**
 * kontor_secrets_store:
 * @key: of the account: kontor_account_get_secret_key ()
 * @label: what a keyring manager shows
 *
 * Resolves to TRUE where the secret outlives this process, to FALSE where it
 * is only kept in memory because no service answered.
 */
DexFuture *kontor_secrets_store (KontorSecrets *self, const char *key, const char *label,
                                 const char *secret) G_GNUC_WARN_UNUSED_RESULT;

/** Resolves to the secret; rejects with AUTH where there is none and the person must be asked. */
DexFuture *kontor_secrets_lookup (KontorSecrets *self, const char *key) G_GNUC_WARN_UNUSED_RESULT;

/** Resolves to TRUE, also where there was none. */
DexFuture *kontor_secrets_clear (KontorSecrets *self, const char *key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
