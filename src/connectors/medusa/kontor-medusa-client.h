#pragma once

#include "kontor-http.h"
#include "kontor-medusa-reply.h"
#include "kontor-medusa-secret.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_MEDUSA_CLIENT (kontor_medusa_client_get_type ())
G_DECLARE_FINAL_TYPE (KontorMedusaClient, kontor_medusa_client, KONTOR, MEDUSA_CLIENT, GObject)

/**
 * KontorMedusaClient:
 *
 * The requests of one account at one shop. With an e-mail address and a
 * password it signs in for a token, and again before that expires or when the
 * shop does not take it any more. Main thread.
 */

/**
 * kontor_medusa_client_new:
 * @address: as the person wrote it
 * @secret: (nullable): what sign_in () answered
 * @settings: (nullable): a{ss}; "fingerprint" is of a certificate that a person trusts
 */
KontorMedusaClient *kontor_medusa_client_new (const char *address, const char *secret, GVariant *settings);

/** (nullable): the server's address without a slash at its end; NULL where what the person wrote is none. */
const char *kontor_medusa_client_get_home (KontorMedusaClient *self);
/** (nullable): how it signs in. */
const KontorMedusaSecret *kontor_medusa_client_get_secret (KontorMedusaClient *self);
/** Milliseconds UTC by the server's clock, as far as it is known. */
gint64 kontor_medusa_client_get_time (KontorMedusaClient *self);

/**
 * KontorMedusaRequest:
 * @method: "GET", "POST", "DELETE"
 * @path: below the server's address, with its query: "admin/orders?limit=1"
 * @body: (nullable): what is sent
 * @type: (nullable): what it is; NULL is JSON
 * @anonymous: without the login
 */
typedef struct {
  const char *method;
  const char *path;
  GBytes *body;
  const char *type;
  gboolean anonymous;
} KontorMedusaRequest;

/**
 * kontor_medusa_client_send:
 *
 * → KontorMedusaReply, whatever the shop says; the request is copied. Rejects
 * where no answer came, as kontor_http_send () does, with INVALID where there
 * is no address, and with AUTH where the shop does not let the person in.
 */
DexFuture *kontor_medusa_client_send (KontorMedusaClient *self, const KontorMedusaRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/** As kontor_medusa_client_send (), and rejects with kontor_medusa_reply_to_error () where the answer is not good. */
DexFuture *kontor_medusa_client_ask (KontorMedusaClient *self, const KontorMedusaRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/** A GET by kontor_medusa_client_ask (); the path is a format. */
DexFuture *kontor_medusa_client_get (KontorMedusaClient *self, const char *format, ...) G_GNUC_PRINTF (2, 3) G_GNUC_WARN_UNUSED_RESULT;

/** As kontor_http_download (), of a file anywhere, without login. */
DexFuture *kontor_medusa_client_download (KontorMedusaClient *self, const char *uri, gsize limit) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
