#pragma once

#include "kontor-http-reply.h"
#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_MEDUSA_REPLY (kontor_medusa_reply_get_type ())

/**
 * KontorMedusaReply:
 * @http: the answer itself
 * @json: (nullable): what it says; NULL where it is no JSON
 *
 * What the shop answered, good or bad. Immutable.
 */
typedef struct {
  KontorHttpReply *http;
  KontorJson *json;
  gatomicrefcount ref_count;
} KontorMedusaReply;

GType kontor_medusa_reply_get_type (void) G_GNUC_CONST;
/** @json: (nullable) (transfer full) */
KontorMedusaReply *kontor_medusa_reply_new (KontorHttpReply *http, KontorJson *json);
KontorMedusaReply *kontor_medusa_reply_ref (KontorMedusaReply *self);
void kontor_medusa_reply_unref (KontorMedusaReply *self);

/** (nullable): a member of the answer: "orders", "count"; NULL where it is no JSON or has none of that name. */
yyjson_val *kontor_medusa_reply_get (const KontorMedusaReply *self, const char *name);
/** Rows in all, -1 where the shop does not say. */
gint64 kontor_medusa_reply_get_count (const KontorMedusaReply *self);

/**
 * kontor_medusa_reply_to_error:
 *
 * (nullable): NULL where the answer is good: 2xx and JSON. Else the error with
 * the shop's own text: AUTH, NOT_FOUND, REJECTED; UNSUPPORTED for a route that
 * this shop does not have; UNKNOWN_OUTCOME where a request that could change
 * something failed in the server.
 */
GError *kontor_medusa_reply_to_error (const KontorMedusaReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorMedusaReply, kontor_medusa_reply_unref)

G_END_DECLS
