#pragma once

#include <libdex.h>

#include "kontor-http-reply.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_HTTP (kontor_http_get_type ())
G_DECLARE_FINAL_TYPE (KontorHttp, kontor_http, KONTOR, HTTP, GObject)

/**
 * KontorHttp:
 *
 * The requests of one account. Credentials go to its own server and nowhere
 * else, plain http only to this computer, and a certificate must be good or be
 * the one that a person confirmed. Few requests run at once, fewer while the
 * server is slow. It never retries. Main thread.
 */

/**
 * kontor_http_new:
 * @origin: an address at the account's server: "https://shop.example/path"
 */
KontorHttp *kontor_http_new (const char *origin);

/** HTTP's basic authentication. */
void kontor_http_set_password (KontorHttp *self, const char *user, const char *password);
/** A consumer's key and secret: basic over https, OAuth 1.0a over plain http. */
void kontor_http_set_consumer (KontorHttp *self, const char *key, const char *secret);
/** @token: (nullable): a bearer's, in place of what was set before; NULL signs out */
void kontor_http_set_token (KontorHttp *self, const char *token);
/** @fingerprint: (nullable): SHA-256 of the one certificate that is trusted though nobody vouches for it */
void kontor_http_set_fingerprint (KontorHttp *self, const char *fingerprint);

/** How far the server's clock is ahead of ours, in milliseconds, as its last answer said. */
gint64 kontor_http_get_clock_offset (KontorHttp *self);
/** As another one learned it, for what is asked before the first answer. */
void kontor_http_set_clock_offset (KontorHttp *self, gint64 offset);

/**
 * KontorHttpRequest:
 * @method: "GET"
 * @uri: absolute
 * @headers: (nullable): name, value, name, value …, NULL
 * @body: (nullable)
 * @type: (nullable): the body's media type
 * @limit: bytes that the answer may have; 0 is 32 MiB
 * @anonymous: without the credentials
 */
typedef struct {
  const char *method;
  const char *uri;
  const char *const *headers;
  GBytes *body;
  const char *type;
  gsize limit;
  gboolean anonymous;
} KontorHttpRequest;

/**
 * kontor_http_send:
 *
 * → KontorHttpReply, whatever its status; the request is copied. Rejects where
 * no answer came: OFFLINE, AUTH for a certificate (kontor_error_get_fingerprint
 * () says which), REJECTED for an answer that is too large, TEMPORARY, and
 * UNKNOWN_OUTCOME for a request that may have changed something. Reads end when
 * nobody waits for their answer any more; what changes something never does.
 */
DexFuture *kontor_http_send (KontorHttp *self, const KontorHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_http_download:
 * @uri: as a shop names a file. One of plain http elsewhere than on this computer is asked for over https.
 * @limit: most bytes of the answer
 *
 * → GBytes. Rejects as kontor_http_send (), and where the answer is another one.
 */
DexFuture *kontor_http_download (KontorHttp *self, const char *uri, gsize limit) G_GNUC_WARN_UNUSED_RESULT;

/** Whether both addresses are at the same server: scheme, host and port. */
gboolean kontor_http_same_origin (const char *a, const char *b);
/** Whether the address is of this computer, and so needs no encryption. */
gboolean kontor_http_is_loopback (const char *uri);

G_END_DECLS
