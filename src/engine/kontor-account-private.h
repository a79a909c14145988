#pragma once

#include "kontor-account.h"
#include "kontor-batch.h"
#include "kontor-context.h"
#include "kontor-limiter.h"
#include "kontor-pump.h"

G_BEGIN_DECLS

/* Shared by the files of the engine alone. Main thread. */

/** One row of the table, as read by kontor_accounts_load (). */
typedef struct {
  gint64 id;
  char *platform;
  char *name;
  char *address;
  GVariant *settings; /* a{ss} */
  KontorAccountInfo *info;
  int paused;
  GStrv imported; /* (nullable): names of the feeds whose first import has ended */
} KontorAccountRow;
void kontor_account_row_free (KontorAccountRow *self);

/** KontorDbFunc: resolves to a GPtrArray (element-type KontorAccountRow). */
gboolean kontor_accounts_load (KontorTxn *txn, gpointer data, GValue *result, GError **error);

char *kontor_account_info_to_json (const KontorAccountInfo *info);
KontorAccountInfo *kontor_account_info_from_json (const char *json);
char *kontor_settings_to_json (GVariant *settings);
GVariant *kontor_settings_from_json (const char *json);

/** (nullable): the first one for a NULL @name. */
const KontorSignInManner *kontor_sign_in_find_manner (const KontorConnectorInfo *info, const char *name);
/**
 * (transfer full): a{ss}: @old (nullable), and over it what of a form may be stored: neither secrets, nor what a browser
 * returned, nor the address, which has a place of its own. @manner: (nullable): NULL for all of the form
 */
GVariant *kontor_settings_merge (GVariant *old, const KontorSignInManner *manner, GVariant *fields);

KontorAccount *kontor_account_new (KontorContext *context, const KontorAccountRow *row, const char *installation);
/** Looks up the secret and makes the connector. Resolves to whether there is one. */
DexFuture *kontor_account_connect (KontorAccount *self) G_GNUC_WARN_UNUSED_RESULT;
/** Resolves when a kontor_account_connect () that is under way has ended; at once where none is. */
DexFuture *kontor_account_when_connected (KontorAccount *self) G_GNUC_WARN_UNUSED_RESULT;
/** Ends its loops; nothing is begun any more. */
void kontor_account_close (KontorAccount *self);
void kontor_account_set_secret (KontorAccount *self, const char *secret, gboolean kept);
void kontor_account_set_counts (KontorAccount *self, guint unsent, guint problems);
void kontor_account_set_pause (KontorAccount *self, KontorAccountPause pause);
/** Its first import has ended. */
void kontor_account_set_imported (KontorAccount *self);

void kontor_account_set_name (KontorAccount *self, const char *name);
void kontor_account_set_info (KontorAccount *self, const KontorAccountInfo *info);
/** @settings: a{ss}; of the next connector */
void kontor_account_set_settings (KontorAccount *self, GVariant *settings);

const KontorConnectorFactory *kontor_account_get_factory (KontorAccount *self);
/** (transfer none): a{ss} */
GVariant *kontor_account_get_settings (KontorAccount *self);
/** (nullable): the shop's, until the next check. */
GTimeZone *kontor_account_get_zone (KontorAccount *self);
KontorContext *kontor_account_get_context (KontorAccount *self);
KontorPump *kontor_account_get_pump (KontorAccount *self);
/** The two places for reading. */
KontorLimiter *kontor_account_get_reads (KontorAccount *self);

/** Whether requests make sense now: there is a connector, and no failure or limit says to wait. */
gboolean kontor_account_may_ask (KontorAccount *self);
/** Whether ops may leave. */
gboolean kontor_account_may_send (KontorAccount *self);
void kontor_account_end_hold (KontorAccount *self);

void kontor_account_note_success (KontorAccount *self);
/** Whether the failure is one of the account, not of what was asked for. */
gboolean kontor_account_note_failure (KontorAccount *self, const GError *error);
/** A whole cycle went well or not; what the banner stands on. */
void kontor_account_note_cycle (KontorAccount *self, const GError *error);

/*
 * Requests of a fiber: they wait for one of the two places for reading and
 * keep the account's status. NULL and @error where they fail.
 */
KontorBatch *kontor_account_await_pull (KontorAccount *self, const char *feed, KontorPullHow how, const char *cursor,
                                        GError **error);
KontorBatch *kontor_account_await_fetch (KontorAccount *self, KontorEntity entity, GPtrArray *remote_ids,
                                         GError **error);

/** Fetches what could not be ingested when it came. Of a fiber. */
gboolean kontor_account_await_refetch (KontorAccount *self, GError **error);
/** Fetches objects and ingests them. Of a fiber. @refs: (element-type KontorRemoteRef): of one entity */
gboolean kontor_account_await_news (KontorAccount *self, GPtrArray *refs, GError **error);

G_END_DECLS
