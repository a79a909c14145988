#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** What a request went through when it failed. */
typedef struct {
  const char *host;
  gboolean write;          /* it could change something */
  gboolean sent;           /* some of it may have reached the server */
  const char *fingerprint; /* (nullable): of a certificate that was not trusted */
} KontorHttpAttempt;

/** What a failure without an answer means: (transfer full) of @cause. */
GError *kontor_http_error_new (GError *cause, const KontorHttpAttempt *attempt);

G_END_DECLS
