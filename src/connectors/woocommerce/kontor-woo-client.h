#pragma once

#include "kontor-http.h"
#include "kontor-woo-reply.h"
#include "kontor-woo-secret.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_WOO_CLIENT (kontor_woo_client_get_type ())
G_DECLARE_FINAL_TYPE (KontorWooClient, kontor_woo_client, KONTOR, WOO_CLIENT, GObject)

/** KontorWooClient: the requests of one account at one shop. It finds out where the shop's interface is. Main thread. */

/**
 * kontor_woo_client_new:
 * @address: as the person wrote it
 * @secret: (nullable): what sign_in () answered
 * @settings: (nullable): a{ss}; "fingerprint" is of a certificate that a person trusts
 */
KontorWooClient *kontor_woo_client_new (const char *address, const char *secret, GVariant *settings);

/** As the person wrote it. */
const char *kontor_woo_client_get_address (KontorWooClient *self);
/** (nullable): how it signs in. */
const KontorWooSecret *kontor_woo_client_get_secret (KontorWooClient *self);
/** (nullable): the shop's home, once it was found. */
const char *kontor_woo_client_get_home (KontorWooClient *self);
/** (nullable): where its interface begins, once it was found: "https://shop.example/wp-json/". */
const char *kontor_woo_client_get_root (KontorWooClient *self);
KontorHttp *kontor_woo_client_get_http (KontorWooClient *self);

/**
 * kontor_woo_client_discover:
 *
 * → the root as text. Looks once for the shop's interface; later calls answer
 * at once. Errors: those of kontor_http_send (), INVALID for what is no
 * address, UNSUPPORTED where there is no WordPress, or one without addresses
 * that WooCommerce understands.
 */
DexFuture *kontor_woo_client_discover (KontorWooClient *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * KontorWooRequest:
 * @method: "GET", "POST", "PUT", "DELETE"
 * @path: below the root: "wc/v3/orders/12"
 * @query: (nullable): name, value, name, value …, NULL; lists are one value with commas
 * @headers: (nullable): likewise
 * @body: (nullable): what is sent
 * @type: (nullable): what it is; NULL is JSON
 * @anonymous: without the login
 */
typedef struct {
  const char *method;
  const char *path;
  const char *const *query;
  const char *const *headers;
  GBytes *body;
  const char *type;
  gboolean anonymous;
} KontorWooRequest;

/**
 * kontor_woo_client_send:
 *
 * → KontorWooReply, whatever the shop says; the request is copied. Rejects
 * where no answer came, as kontor_http_send () does.
 */
DexFuture *kontor_woo_client_send (KontorWooClient *self, const KontorWooRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/** As kontor_woo_client_send (), and rejects with kontor_woo_reply_to_error () where the answer is not good. */
DexFuture *kontor_woo_client_ask (KontorWooClient *self, const KontorWooRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/** A GET by kontor_woo_client_ask (). @...: names and values of the query, ended by NULL */
DexFuture *kontor_woo_client_get (KontorWooClient *self, const char *path, ...) G_GNUC_WARN_UNUSED_RESULT G_GNUC_NULL_TERMINATED;

/**
 * kontor_woo_client_queue:
 * @deed: (transfer none): resolves when what is queued with it has ended
 *
 * Resolves when all that was queued before has ended.
 */
DexFuture *kontor_woo_client_queue (KontorWooClient *self, DexFuture *deed) G_GNUC_WARN_UNUSED_RESULT;

/** As kontor_http_download (), of a file anywhere, without login. */
DexFuture *kontor_woo_client_download (KontorWooClient *self, const char *uri, gsize limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
