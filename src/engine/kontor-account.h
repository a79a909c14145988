#pragma once

#include "kontor-connector.h"
#include "kontor-sync.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ACCOUNT_STATUS (kontor_account_status_get_type ())
#define KONTOR_TYPE_ACCOUNT_PAUSE (kontor_account_pause_get_type ())

/** How it stands between us and a shop. Every status but AUTH_NEEDED and BROKEN passes by itself. */
typedef enum {
  KONTOR_ACCOUNT_UNKNOWN, /* nothing was tried yet */
  KONTOR_ACCOUNT_OFFLINE,
  KONTOR_ACCOUNT_OK,
  KONTOR_ACCOUNT_RATE_LIMITED,
  KONTOR_ACCOUNT_AUTH_NEEDED, /* nothing is sent or asked until the person signs in again */
  KONTOR_ACCOUNT_BROKEN,      /* answers are not understood, or the platform is not known here */
} KontorAccountStatus;

/** Why an account sends nothing although it could. */
typedef enum {
  KONTOR_ACCOUNT_RUNNING,
  KONTOR_ACCOUNT_PAUSED,   /* by a person */
  KONTOR_ACCOUNT_RESTORED, /* the file is an old one or came from elsewhere: until a person has looked at what would be sent */
} KontorAccountPause;

GType kontor_account_status_get_type (void) G_GNUC_CONST;
GType kontor_account_pause_get_type (void) G_GNUC_CONST;
/** "ok", "rate-limited" … */
const char *kontor_account_status_to_nick (KontorAccountStatus status);

/**
 * KontorAccount:
 *
 * One login at one storefront: its connector, what the last check found and
 * how it stands. Main thread; the properties notify. Properties: "id", "name",
 * "address", "platform", "status", "reason", "since", "banner", "pause",
 * "unsent", "problems", "synced-at", "secret-kept".
 */
#define KONTOR_TYPE_ACCOUNT (kontor_account_get_type ())
G_DECLARE_FINAL_TYPE (KontorAccount, kontor_account, KONTOR, ACCOUNT, GObject)

gint64 kontor_account_get_id (KontorAccount *self);
const char *kontor_account_get_name (KontorAccount *self);
const char *kontor_account_get_address (KontorAccount *self);
/** (nullable): NULL where this program does not know the platform. */
const KontorConnectorInfo *kontor_account_get_platform (KontorAccount *self);
/** (nullable): what the last check found out. */
const KontorAccountInfo *kontor_account_get_info (KontorAccount *self);
/** (transfer full) (nullable): NULL until there is a secret, and for an unknown platform. */
KontorConnector *kontor_account_dup_connector (KontorAccount *self);
KontorSync *kontor_account_get_sync (KontorAccount *self);
/** Under which its secret is kept: installation and account. */
const char *kontor_account_get_secret_key (KontorAccount *self);

KontorAccountStatus kontor_account_get_status (KontorAccount *self);
/** (nullable): the last error's message, for a person. */
const char *kontor_account_get_reason (KontorAccount *self);
/** (nullable): fingerprint of the certificate that keeps it from signing in, because nobody vouches for it. */
const char *kontor_account_get_untrusted (KontorAccount *self);
/** Milliseconds UTC since when the status is as it is. */
gint64 kontor_account_get_since (KontorAccount *self);
/** (nullable): what the banner says: after two failed cycles or 15 minutes, at once where a person is needed; NULL hides it. */
const char *kontor_account_get_banner (KontorAccount *self);
KontorAccountPause kontor_account_get_pause (KontorAccount *self);
/** Ops that are not acknowledged yet, problems not counted. */
guint kontor_account_get_unsent (KontorAccount *self);
guint kontor_account_get_problems (KontorAccount *self);
/** Milliseconds UTC until which the account waits after a failure; 0: it does not. */
gint64 kontor_account_get_hold (KontorAccount *self);
/** Milliseconds UTC of the last cycle in which every due feed succeeded; 0: none yet. */
gint64 kontor_account_get_synced_at (KontorAccount *self);
/** Whether the first import has ended, be it long ago; that becomes TRUE before "importing" of its pulls becomes FALSE. */
gboolean kontor_account_get_imported (KontorAccount *self);
/** (nullable): what was entered for a field of its sign-in that is no secret. */
const char *kontor_account_get_setting (KontorAccount *self, const char *name);
/** FALSE where no Secret Service answered, so that the secret is asked again after a restart. */
gboolean kontor_account_get_secret_kept (KontorAccount *self);

/**
 * kontor_account_allows:
 * @object: (nullable)
 * @reason: (out) (optional): why not
 */
gboolean kontor_account_allows (KontorAccount *self, const char *kind, const KontorRecord *object, char **reason);

/** Runs the check in steps and keeps what it found. Resolves to the KontorAccountInfo. */
DexFuture *kontor_account_check (KontorAccount *self, KontorCheckProgress progress,
                                 gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/** Sending and pulling stop after what is under way. Resolves when it is stored. */
DexFuture *kontor_account_pause (KontorAccount *self) G_GNUC_WARN_UNUSED_RESULT;
/** Also the answer "I have looked at it" after a restore. */
DexFuture *kontor_account_resume (KontorAccount *self) G_GNUC_WARN_UNUSED_RESULT;
/** What the account is called here; the shop keeps its name. Resolves when it is stored; rejects with INVALID for an empty @name. */
DexFuture *kontor_account_rename (KontorAccount *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;
/**
 * kontor_account_reconnect:
 * @manner: (nullable): of signing in; NULL is the first
 * @fields: a{ss}
 *
 * Signs in anew and checks before the new secret and what else was entered take the place of the old.
 */
DexFuture *kontor_account_reconnect (KontorAccount *self, const char *manner, GVariant *fields,
                                     KontorCheckProgress progress, gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/** Checks with the certificate of @fingerprint, and trusts it from then on; nothing changes where the check fails. */
DexFuture *kontor_account_trust (KontorAccount *self, const char *fingerprint, KontorCheckProgress progress,
                                 gpointer data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
