#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * kontor_oauth_sign:
 * @uri: the request's, query included
 * @timestamp: seconds since 1970 by the server's clock
 * @nonce: never used before with this key
 *
 * The Authorization header of a one-legged OAuth 1.0a request, HMAC-SHA256:
 * there is a consumer's key and secret, and no token. Pure.
 */
char *kontor_oauth_sign (const char *method, const char *uri, const char *key, const char *secret, gint64 timestamp,
                         const char *nonce);

G_END_DECLS
