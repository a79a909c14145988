#pragma once

#include "kontor-connector.h"
#include "kontor-sample-mapping.h"

G_BEGIN_DECLS

/**
 * KontorSampleClient:
 *
 * Speaks with a sample shop: endpoints and errors. Belongs to one thread, which
 * waits for the shop; see KontorSampleConnector for what does not.
 */
typedef struct _KontorSampleClient KontorSampleClient;

/* The feeds; their order is that of a first import. */
typedef struct {
  const char *name;
  KontorEntity entities[4]; /* in the order in which CHANGES and IDS ask for them */
  guint n_entities;
} KontorSampleFeed;

/** @path: (nullable): of the shop's file; one of its own in the data folder without, or where it is empty */
KontorSampleClient *kontor_sample_client_new (const char *path, GVariant *settings);
void kontor_sample_client_free (KontorSampleClient *self);

/** (nullable): opens the shop at the first call. Errors: as kontor_shop_open (). */
KontorShop *kontor_sample_client_open (KontorSampleClient *self, GError **error);

/** One request; the answer's root is an object. A write whose answer is lost or not understood is UNKNOWN_OUTCOME. */
yyjson_doc *kontor_sample_client_ask (KontorSampleClient *self, const KontorShopRequest *request, GError **error);
yyjson_doc *kontor_sample_client_get (KontorSampleClient *self, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
/** Why the shop did not do what was asked, from a status as of HTTP and its own words. */
GError *kontor_sample_error_new (int status, gboolean write, const char *message);

KontorAccountInfo *kontor_sample_client_check (KontorSampleClient *self, KontorCheckStep step, GError **error);
KontorBatch *kontor_sample_client_pull (KontorSampleClient *self, const char *feed, KontorPullHow how,
                                        const char *cursor, GError **error);
KontorBatch *kontor_sample_client_fetch (KontorSampleClient *self, KontorEntity entity, const char *const *remote_ids,
                                         GError **error);
GPtrArray *kontor_sample_client_push (KontorSampleClient *self, GPtrArray *ops);
KontorReceipt *kontor_sample_client_find (KontorSampleClient *self, KontorOp *op, GError **error);
KontorBatch *kontor_sample_client_preview (KontorSampleClient *self, KontorOp *op, GError **error);
GBytes *kontor_sample_client_download (KontorSampleClient *self, const char *uri, gsize limit, GError **error);

/* kontor-sample-plan.c: how an op becomes a request */

/**
 * KontorSamplePlan:
 * @receipt: (nullable): the answer, where there is nothing to send
 * @entity: what the shop answers with
 */
typedef struct {
  KontorOp *op;
  KontorReceipt *receipt;
  KontorEntity entity;
  const char *method;
  char *path;
  char *body;
  gint64 revision;
} KontorSamplePlan;

/** Whether the present state of the object is read before an op is planned. */
gboolean kontor_sample_plan_needs_object (const KontorOp *op);
/** @raw: (nullable): the object as the shop has it. */
void kontor_sample_plan (KontorSamplePlan *plan, KontorShopManner manner, yyjson_val *raw);
/** Whether @raw, an order or another object, bears the mark of @op where an op of its kind leaves it. */
gboolean kontor_sample_has_mark (const KontorOp *op, yyjson_val *raw);
/** SKU, code …, by which what a create makes is found again; NULL where it has none. */
const char *kontor_sample_get_natural_key (const KontorOp *op);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorSampleClient, kontor_sample_client_free)

G_END_DECLS
