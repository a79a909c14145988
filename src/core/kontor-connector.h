#pragma once

#include <gio/gio.h>
#include <libdex.h>

#include "kontor-batch.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CONNECTOR (kontor_connector_get_type ())
G_DECLARE_DERIVABLE_TYPE (KontorConnector, kontor_connector, KONTOR, CONNECTOR, GObject)

/** How a feed is asked. */
typedef enum {
  KONTOR_PULL_FIRST,   /* everything, newest first; the cursor is its own */
  KONTOR_PULL_CHANGES, /* what changed since the cursor, with overlap; without one: no rows, and the cursor of now */
  KONTOR_PULL_IDS,     /* key and digest of everything, page by page; the digest is what pull () and fetch () say as revision.
                        * Of a feed of orders or of customers alone newest first, with the date of each where the server tells it */
} KontorPullHow;

typedef enum {
  KONTOR_FEED_CHANGES = 1 << 0, /* has CHANGES; without, FIRST is run again each time it is due */
  KONTOR_FEED_IDS = 1 << 1,     /* has IDS */
  KONTOR_FEED_DETAILS = 1 << 2, /* what rows of other feeds lack, and only that: read after all others, beside everything else */
} KontorFeedFlags;

/**
 * KontorFeedInfo:
 * @entities: bits (1 << KontorEntity) that it fills
 * @interval: seconds between two CHANGES while the window has the focus
 * @label: (nullable) (translatable): what it brings, where its entities do not say it
 */
typedef struct {
  const char *name;
  guint entities;
  guint interval;
  KontorFeedFlags flags;
  const char *label;
} KontorFeedInfo;

/** One field of a sign-in form. */
typedef struct {
  const char *name;  /* "address", "key" */
  const char *label; /* (translatable) */
  const char *help;  /* (translatable) (nullable): where one finds it */
  gboolean secret;   /* belongs in the Secret Service, never in the database */
  gboolean optional;
  gboolean returned; /* brought back by the browser, so that nobody is asked for it */
} KontorSignInField;

typedef struct {
  const char *name;                /* "password", "browser" */
  const char *label;               /* (translatable) */
  const KontorSignInField *fields; /* ends with a NULL name */
} KontorSignInManner;
/** Whether the shop itself asks its person, on a page of its own that returns what is needed. */
gboolean kontor_sign_in_manner_uses_browser (const KontorSignInManner *self);
/** (transfer full): what a form (a{ss}) says in this field; empty where it says nothing. */
char *kontor_sign_in_dup_field (GVariant *fields, const char *name);

/**
 * KontorOpSupport:
 * @kind: of an op that this platform has
 * @batch: how many of it go into one push
 * @effects: what it sets off at this platform
 * @proof: how a lost answer is recognised
 */
typedef enum {
  KONTOR_PROOF_NONE,    /* it is not: the op ends as unknown for a person */
  KONTOR_PROOF_KEY,     /* the server knows the idempotency key: sending again is safe */
  KONTOR_PROOF_MARK,    /* the mark written with the request is looked up */
  KONTOR_PROOF_NATURAL, /* SKU, code: looked up */
  KONTOR_PROOF_VALUE,   /* a set: sending again writes the same */
} KontorProof;
typedef struct {
  const char *kind;
  guint batch;
  KontorEffects effects;
  KontorProof proof;
} KontorOpSupport;

/** An op kind that a platform does not have, and why. */
typedef struct {
  const char *kind;
  const char *reason; /* (translatable) */
} KontorOpRefusal;

/**
 * KontorTraits:
 * @KONTOR_TRAIT_RESTOCKS_RECEIVED: what is received of a return goes on the shelf, whatever its line says
 * @KONTOR_TRAIT_REFUNDS_BY_GATEWAY: money goes back as it came, and cannot only be noted
 */
typedef enum {
  KONTOR_TRAIT_NONE = 0,
  KONTOR_TRAIT_RESTOCKS_RECEIVED = 1 << 0,
  KONTOR_TRAIT_REFUNDS_BY_GATEWAY = 1 << 1,
} KontorTraits;

#define KONTOR_FIELD_BIT(field) (G_GUINT64_CONSTANT (1) << (field))

/**
 * KontorConnectorInfo:
 *
 * Static facts about a platform. @settle_after is how many milliseconds a
 * request may go on at the server when nobody waits for its answer any more:
 * what was sent is looked for only after that, since before it what is not
 * there may still come.
 */
typedef struct {
  const char *id;                    /* "sample" */
  const char *name;                  /* "Sample shop" */
  const char *mark;                  /* icon name */
  const KontorSignInManner *manners; /* ends with a NULL name */
  const KontorFeedInfo *feeds;       /* in the order of a first import; ends with a NULL name */
  const KontorOpSupport *ops;        /* ends with a NULL kind */
  gboolean keeps_team_state;         /* else it stays on this computer */
  guint settle_after;
  KontorTraits traits;
  const KontorOpRefusal *refusals;  /* (nullable): of all other kinds; ends with a NULL kind */
  guint64 fixed[KONTOR_N_ENTITIES]; /* KONTOR_FIELD_BIT of what cannot be told to it */
} KontorConnectorInfo;

/**
 * KontorAccountInfo:
 *
 * What a check found out about the shop and this login. Immutable.
 */
typedef struct {
  char *name;
  char *address;
  char *time_zone; /* IANA */
  char *currency;
  guint decimals;
  char *weight_unit;
  char *size_unit;
  GStrv capabilities; /* words: "write", "media", "refund" … */
  gatomicrefcount ref_count;
} KontorAccountInfo;
#define KONTOR_TYPE_ACCOUNT_INFO (kontor_account_info_get_type ())
GType kontor_account_info_get_type (void) G_GNUC_CONST;
KontorAccountInfo *kontor_account_info_new (void);
KontorAccountInfo *kontor_account_info_ref (KontorAccountInfo *self);
void kontor_account_info_unref (KontorAccountInfo *self);

/** Called on the main thread for each step of a check; a failed one carries what to do. */
typedef enum {
  KONTOR_CHECK_NETWORK,
  KONTOR_CHECK_SERVER,
  KONTOR_CHECK_API,
  KONTOR_CHECK_PERMISSIONS,
  KONTOR_CHECK_DATA
} KontorCheckStep;
typedef void (*KontorCheckProgress) (KontorCheckStep step, const GError *error, gpointer data);

/**
 * KontorConnectorClass:
 *
 * The contract of a storefront platform: endpoints, mapping and errors. A
 * connector never sees the database, never retries, sleeps, notifies or shows
 * anything. All functions are called on the main thread, return at once and
 * answer by a future that rejects with KONTOR_ERROR codes.
 *
 * @sign_in: fields (a{ss}), those included that the browser returned, and that are kept of an account → the secret as text
 * @ask_approval: of a manner that uses the browser → the address of the shop's page, as text. From there the browser goes on to
 *   @back, with the returned fields added to its query, or "success=false" where the person says no. Its steps are those of a check.
 * @check: → KontorAccountInfo
 * @pull: → KontorBatch
 * @fetch: objects by remote id, with all their members → KontorBatch; what is not there (any more) is in @gone
 * @push: (element-type KontorOp), one kind, up to its batch size → GPtrArray of one KontorReceipt per op
 * @find: whether an op whose answer was lost happened → KontorReceipt
 * @preview: what the server would make of it → KontorBatch, or UNSUPPORTED
 * @download: → GBytes
 * @allows: whether this login can do @kind to @object (nullable); else why not (translatable, transfer full in @reason)
 * @due: (nullable): milliseconds to wait between two requests at present; 0 is none
 */
struct _KontorConnectorClass {
  GObjectClass parent_class;

  const KontorConnectorInfo *info;

  DexFuture *(*sign_in) (KontorConnector *self, const char *manner, GVariant *fields);
  DexFuture *(*ask_approval) (KontorConnector *self, const char *manner, const char *back, KontorCheckProgress progress,
                              gpointer data);
  DexFuture *(*check) (KontorConnector *self, KontorCheckProgress progress, gpointer data);
  DexFuture *(*pull) (KontorConnector *self, const char *feed, KontorPullHow how, const char *cursor);
  DexFuture *(*fetch) (KontorConnector *self, KontorEntity entity, const char *const *remote_ids);
  DexFuture *(*push) (KontorConnector *self, GPtrArray *ops);
  DexFuture *(*find) (KontorConnector *self, KontorOp *op);
  DexFuture *(*preview) (KontorConnector *self, KontorOp *op);
  DexFuture *(*download) (KontorConnector *self, const char *uri, gsize limit);
  gboolean (*allows) (KontorConnector *self, const char *kind, const KontorRecord *object, char **reason);
};

const KontorConnectorInfo *kontor_connector_get_info (KontorConnector *self);
const KontorOpSupport *kontor_connector_get_support (KontorConnector *self, const char *kind);

DexFuture *kontor_connector_sign_in (KontorConnector *self, const char *manner,
                                     GVariant *fields) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_connector_ask_approval (KontorConnector *self, const char *manner, const char *back,
                                          KontorCheckProgress progress, gpointer data) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_connector_check (KontorConnector *self, KontorCheckProgress progress,
                                   gpointer data) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_connector_pull (KontorConnector *self, const char *feed, KontorPullHow how,
                                  const char *cursor) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_connector_fetch (KontorConnector *self, KontorEntity entity,
                                   const char *const *remote_ids) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_connector_push (KontorConnector *self, GPtrArray *ops) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_connector_find (KontorConnector *self, KontorOp *op) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_connector_preview (KontorConnector *self, KontorOp *op) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *kontor_connector_download (KontorConnector *self, const char *uri, gsize limit) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_connector_allows:
 * @object: (nullable): to which
 * @reason: (out) (optional): why not, for the place where the action is insensitive
 */
gboolean kontor_connector_allows (KontorConnector *self, const char *kind, const KontorRecord *object, char **reason);

/**
 * KontorConnectorFactory:
 * @address: where the shop is; of the sample shop its file
 * @secret: (nullable): what sign_in () returned
 * @settings: (nullable): a{ss} of the account beyond these
 *
 * What a platform registers: its facts and how one of its connectors is made.
 */
typedef struct {
  const KontorConnectorInfo *info;
  KontorConnector *(*create) (const char *address, const char *secret, GVariant *settings);
} KontorConnectorFactory;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorAccountInfo, kontor_account_info_unref)

G_END_DECLS
