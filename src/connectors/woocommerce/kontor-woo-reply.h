#pragma once

#include "kontor-http-reply.h"
#include "kontor-json.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_WOO_REPLY (kontor_woo_reply_get_type ())

/**
 * KontorWooReply:
 * @http: the answer itself
 * @json: (nullable): what it says; NULL where it is no JSON
 * @total: rows in all, -1 where the shop does not say
 * @pages: likewise
 * @server_time: milliseconds UTC by the server's clock, or 0
 *
 * What the shop answered, good or bad. Immutable.
 */
typedef struct {
  KontorHttpReply *http;
  KontorJson *json;
  guint status;
  gint64 total;
  gint64 pages;
  gint64 server_time;
  gatomicrefcount ref_count;
} KontorWooReply;

GType kontor_woo_reply_get_type (void) G_GNUC_CONST;
/** @json: (nullable) (transfer full) */
KontorWooReply *kontor_woo_reply_new (KontorHttpReply *http, KontorJson *json);
KontorWooReply *kontor_woo_reply_ref (KontorWooReply *self);
void kontor_woo_reply_unref (KontorWooReply *self);

/** (nullable): the answer's value; NULL where it is no JSON. */
yyjson_val *kontor_woo_reply_get_root (const KontorWooReply *self);
/** (nullable): the shop's own word for a failure: "product_invalid_sku". */
char *kontor_woo_reply_dup_code (const KontorWooReply *self);

/**
 * kontor_woo_reply_to_error:
 *
 * (nullable): NULL where the answer is good: 2xx and JSON. Else the error with
 * the shop's own text: AUTH, NOT_FOUND, REJECTED, UNSUPPORTED …; where a
 * request that could change something was answered with what nobody can
 * understand, UNKNOWN_OUTCOME.
 */
GError *kontor_woo_reply_to_error (const KontorWooReply *self);

/** The same of one item of a batch: (nullable) where @item holds no error. */
GError *kontor_woo_item_to_error (yyjson_val *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorWooReply, kontor_woo_reply_unref)

G_END_DECLS
