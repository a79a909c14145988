#pragma once

#include "kontor-account.h"
#include "kontor-clock.h"
#include "kontor-identity.h"
#include "kontor-outbox.h"
#include "kontor-problems.h"
#include "kontor-secrets.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_ENGINE (kontor_engine_get_type ())
/**
 * KontorEngine:
 *
 * Everything that works without a window: the database, the accounts with
 * their pulls and pushes, and what needs a person. All state is in the
 * database. Main thread.
 *
 * "committed" (KontorChanges): after each commit, in order, what it touched.
 * "outbox-changed": after a commit in which an op was made or changed its
 * state, for whoever shows kontor_outbox_list_of_object () and the like.
 */
G_DECLARE_FINAL_TYPE (KontorEngine, kontor_engine, KONTOR, ENGINE, GObject)

typedef enum {
  KONTOR_ENGINE_DEFAULT = 0,
  KONTOR_ENGINE_CREATE = 1 << 0, /* make the database if there is none */
} KontorEngineFlags;

/**
 * KontorEngineConfig:
 * @factories: (array zero-terminated=1): the platforms of this program; static
 * @clock: (nullable): the system's without
 * @secrets: (nullable): the Secret Service without
 * @vfs: (nullable): see kontor_db_open ()
 * @flags: whether a missing file is made
 */
typedef struct {
  const KontorConnectorFactory *const *factories;
  KontorClock *clock;
  KontorSecrets *secrets;
  const char *vfs;
  KontorEngineFlags flags;
} KontorEngineConfig;

/**
 * kontor_engine_open:
 *
 * Opens the database and loads the accounts; nothing is pulled or pushed yet.
 * Resolves to the KontorEngine; rejects like kontor_db_open ().
 */
DexFuture *kontor_engine_open (const char *path, const KontorEngineConfig *config) G_GNUC_WARN_UNUSED_RESULT;

/** Begins to pull and push by itself. */
void kontor_engine_start (KontorEngine *self);
/** Ends the loops, waits at most 3 s for what is under way, closes the database. Resolves to TRUE; the object is of no more use then. */
DexFuture *kontor_engine_stop (KontorEngine *self) G_GNUC_WARN_UNUSED_RESULT;

KontorDb *kontor_engine_get_db (KontorEngine *self);
/** The live objects of the database, for all views of this process. */
KontorIdentity *kontor_engine_get_identity (KontorEngine *self);
KontorClock *kontor_engine_get_clock (KontorEngine *self);
KontorSecrets *kontor_engine_get_secrets (KontorEngine *self);
const KontorConnectorFactory *const *kontor_engine_get_factories (KontorEngine *self);
/** Of KontorAccount, in the order they were added. */
GListModel *kontor_engine_get_accounts (KontorEngine *self);
/** (transfer full) (nullable) */
KontorAccount *kontor_engine_dup_account (KontorEngine *self, gint64 id);
KontorProblems *kontor_engine_get_problems (KontorEngine *self);
/** (transfer none): the store's zone: of the account, or of the first one for 0; UTC where nothing is known. For use at once. */
GTimeZone *kontor_engine_get_zone (KontorEngine *self, gint64 account_id);

/** Whether a window of ours has the focus: every 60 s then, else every 5 to 15 minutes. */
void kontor_engine_set_focused (KontorEngine *self, gboolean focused);

/**
 * kontor_engine_add_account:
 * @platform: id of a factory's info
 * @manner: one of its sign-in manners
 * @fields: a{ss}; secret ones go to the Secret Service, "address" and the others to the database
 *
 * Signs in and checks in visible steps first; nothing is stored when one
 * fails. Resolves to the KontorAccount, which pulls and pushes once the engine
 * was started.
 */
DexFuture *kontor_engine_add_account (KontorEngine *self, const char *platform, const char *manner, GVariant *fields,
                                      KontorCheckProgress progress, gpointer data) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  KONTOR_REMOVE_IF_SENT, /* rejects with CONFLICT while ops are unsent or problems; list them first */
  KONTOR_REMOVE_ANYWAY,
} KontorRemoveHow;
/** Removes the account with its rows, its ops and its secret. */
DexFuture *kontor_engine_remove_account (KontorEngine *self, gint64 id, KontorRemoveHow how) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_engine_refresh:
 *
 * Fetches an object with its children where what is here is older than a
 * minute: for an opened detail, which never waits for it. Resolves to whether
 * something was fetched.
 */
DexFuture *kontor_engine_refresh (KontorEngine *self, KontorEntity entity, gint64 id) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_engine_load:
 *
 * One object whole. Resolves to the KontorRecord; rejects with NOT_FOUND.
 */
DexFuture *kontor_engine_load (KontorEngine *self, KontorEntity entity, gint64 id) G_GNUC_WARN_UNUSED_RESULT;

/** Counts what is unsent and what are problems of each account now, instead of soon. Resolves to TRUE. */
DexFuture *kontor_engine_count (KontorEngine *self) G_GNUC_WARN_UNUSED_RESULT;

/** What is done now and then: old history, fences, marks of restores. Resolves to TRUE. */
DexFuture *kontor_engine_upkeep (KontorEngine *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
