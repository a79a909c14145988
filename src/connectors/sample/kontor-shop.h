#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KontorShop:
 *
 * The sample shop: a storefront's server within this process, with a file, a
 * view of the world and rules of its own. It knows nothing of its client: it
 * answers requests as a server on the network would, with a status as of HTTP
 * and JSON.
 *
 * Each request is one transaction; what was answered is in the file, so that a
 * process may be killed at any point. Several may have the same file open, in
 * turn or at once. One object belongs to one thread.
 */
typedef struct _KontorShop KontorShop;

/**
 * KontorShopManner:
 * @KONTOR_SHOP_BARE: no idempotency keys nor revisions; absolute stock; times in
 *   whole seconds that do not move on notes, captures and deleted refunds; HTML
 *   entities in names; amounts with ten decimals; pages by number; permanent
 *   deletion leaves no trace
 * @KONTOR_SHOP_KIND: none of that
 */
typedef enum { KONTOR_SHOP_BARE, KONTOR_SHOP_KIND } KontorShopManner;

/**
 * KontorShopFault:
 * @KONTOR_SHOP_FAULT_LATENCY: the answer takes its value in milliseconds
 * @KONTOR_SHOP_FAULT_OFFLINE: nothing leaves
 * @KONTOR_SHOP_FAULT_RATE_LIMIT: 429; its value is how many seconds to wait
 * @KONTOR_SHOP_FAULT_REJECT: 422
 * @KONTOR_SHOP_FAULT_CONFLICT: somebody else changes the object just before a write
 * @KONTOR_SHOP_FAULT_LOST_BEFORE: a write is not carried out and not answered
 * @KONTOR_SHOP_FAULT_LOST_AFTER: a write is carried out and not answered
 * @KONTOR_SHOP_FAULT_FAILED: 500, and a write was not carried out
 * @KONTOR_SHOP_FAULT_UNAUTHORIZED: 401
 * @KONTOR_SHOP_FAULT_FORBIDDEN: 403
 * @KONTOR_SHOP_FAULT_GARBAGE: the answer to a read is no JSON, or none of ours
 * @KONTOR_SHOP_FAULT_EMPTY: lists have nothing and count 0
 * @KONTOR_SHOP_FAULT_VANISHED: lists miss most of what there is
 * @KONTOR_SHOP_FAULT_SHIFT: a row is added or trashed before each page
 */
typedef enum {
  KONTOR_SHOP_FAULT_LATENCY,
  KONTOR_SHOP_FAULT_OFFLINE,
  KONTOR_SHOP_FAULT_RATE_LIMIT,
  KONTOR_SHOP_FAULT_REJECT,
  KONTOR_SHOP_FAULT_CONFLICT,
  KONTOR_SHOP_FAULT_LOST_BEFORE,
  KONTOR_SHOP_FAULT_LOST_AFTER,
  KONTOR_SHOP_FAULT_FAILED,
  KONTOR_SHOP_FAULT_UNAUTHORIZED,
  KONTOR_SHOP_FAULT_FORBIDDEN,
  KONTOR_SHOP_FAULT_GARBAGE,
  KONTOR_SHOP_FAULT_EMPTY,
  KONTOR_SHOP_FAULT_VANISHED,
  KONTOR_SHOP_FAULT_SHIFT,
} KontorShopFault;

/**
 * KontorShopRequest:
 * @method: GET, POST, PUT, DELETE
 * @path: "orders/1001/refunds?page=2"
 * @body: (nullable): JSON
 * @key: (nullable): an idempotency key; only a kind shop looks at it
 * @revision: the one that a write depends on, or 0; only a kind shop looks at it
 * @trace: (nullable): kept with what the request sets off; the shop's rules never look at it
 */
typedef struct {
  const char *method;
  const char *path;
  const char *body;
  const char *key;
  gint64 revision;
  const char *trace;
} KontorShopRequest;

/**
 * KontorShopReply:
 * @status: as of HTTP; KONTOR_SHOP_OFFLINE where nothing was sent, KONTOR_SHOP_LOST where no answer came
 * @body: (nullable): JSON, or a picture
 * @retry_at: of 429: the moment from which the shop listens again
 */
typedef struct {
  int status;
  GBytes *body;
  gint64 retry_at;
} KontorShopReply;
#define KONTOR_SHOP_OFFLINE 0
#define KONTOR_SHOP_LOST (-1)

/**
 * kontor_shop_open:
 * @path: its file; made and filled when there is none
 * @settings: (nullable): a{ss}: "manner" (bare, kind), "seed", "rate" (orders an
 *   hour that arrive by themselves; 12, or none where its clock stands),
 *   "orders", "customers", "products" (how many a new shop has), "now"
 *   (milliseconds; the shop's clock stands there until kontor_shop_set_now ()),
 *   "faults" (as of kontor_shop_set_faults ())
 *
 * What a new shop is made with is kept in its file. Errors: KONTOR_ERROR_OFFLINE
 * where the file cannot be opened or made, KONTOR_ERROR_INVALID for settings
 * that make no sense.
 */
KontorShop *kontor_shop_open (const char *path, GVariant *settings, GError **error);
void kontor_shop_close (KontorShop *self);

KontorShopManner kontor_shop_get_manner (KontorShop *self);
/** Milliseconds UTC by the shop's clock. */
gint64 kontor_shop_get_now (KontorShop *self);
/** @now: where its clock stands from now on, for all who have the file open; 0: with the system's again. */
void kontor_shop_set_now (KontorShop *self, gint64 now);

KontorShopReply *kontor_shop_request (KontorShop *self, const KontorShopRequest *request);
void kontor_shop_reply_free (KontorShopReply *self);
const char *kontor_shop_reply_get_text (const KontorShopReply *self);

/**
 * kontor_shop_admin:
 *
 * What somebody does in the shop's own admin: a request that no fault touches.
 * Returns: (transfer full) (nullable): the answer's JSON; NULL if it was refused.
 */
char *kontor_shop_admin (KontorShop *self, const char *method, const char *path, const char *body);

/** Lets customers go on: so many things happen in the shop, at its present time. */
void kontor_shop_live (KontorShop *self, guint events);

/**
 * kontor_shop_set_faults:
 * @faults: (nullable): "lost-after 50, rate-limit 10 =30, offline @GET orders/ *2 +1", NULL for none
 *
 * Replaces the faults, for all who have the file open. Each is a name and any
 * of: a number, in how many of 1,000 requests; "=value"; "@METHOD path", whose
 * beginning a request must match; "+n", so many matching requests are spared
 * first; "*n", it goes away after so many. Without a number it always strikes.
 * Which requests are struck depends on the seed and on how many came before.
 * Errors: KONTOR_ERROR_INVALID.
 */
gboolean kontor_shop_set_faults (KontorShop *self, const char *faults, GError **error);

/** How many there are of a kind ("orders", "products", "variations", "customers", "discounts" …), trashed ones included. */
gint64 kontor_shop_count (KontorShop *self, const char *kind);

/**
 * kontor_shop_count_effects:
 * @effect: "mail", "refund", "capture", "void", "stock", "note", "create", "fulfilment", "return", "write"
 * @trace: (nullable): of the request that set it off; NULL for any
 *
 * What requests set off in the world, for tests of "nothing happens twice".
 */
gint64 kontor_shop_count_effects (KontorShop *self, const char *effect, const char *trace);
/** Of what requests with that trace created, how much was not deleted for good since. */
gint64 kontor_shop_count_created (KontorShop *self, const char *trace);
/** Σ of what those moved: units of "stock", millionths of "refund" and "capture". */
gint64 kontor_shop_sum_effects (KontorShop *self, const char *effect, const char *trace);
/** The traces of all effects on what @trace had that effect on, "" for those without one: who else was at it. */
GStrv kontor_shop_list_traces (KontorShop *self, const char *effect, const char *trace);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorShop, kontor_shop_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorShopReply, kontor_shop_reply_free)

G_END_DECLS
