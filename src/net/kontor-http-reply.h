#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_HTTP_REPLY (kontor_http_reply_get_type ())

/**
 * KontorHttpReply:
 * @status: 200, 404 …
 * @body: what was answered, decompressed
 * @uri: from where, after redirects
 * @server_time: milliseconds UTC by the server's clock, or 0
 *
 * What a server answered, whatever it was. Immutable.
 */
typedef struct {
  guint status;
  GBytes *body;
  char *uri;
  gint64 server_time;
  GHashTable *headers; /* by their names in lower case */
  gboolean write;      /* whether the request could change something */
  gatomicrefcount ref_count;
} KontorHttpReply;

GType kontor_http_reply_get_type (void) G_GNUC_CONST;
KontorHttpReply *kontor_http_reply_new (guint status, GBytes *body);
KontorHttpReply *kontor_http_reply_ref (KontorHttpReply *self);
void kontor_http_reply_unref (KontorHttpReply *self);

/** (nullable): several headers of one name are joined with ", ". */
const char *kontor_http_reply_get_header (const KontorHttpReply *self, const char *name);
gboolean kontor_http_reply_is_ok (const KontorHttpReply *self);
/** Whether a page for people was answered where a program asked. */
gboolean kontor_http_reply_is_html (const KontorHttpReply *self);

/**
 * kontor_http_reply_to_error:
 * @text: (nullable): what the server says of it; HTML is stripped
 *
 * The error of an answer that is not ok, by its status: AUTH, NOT_FOUND,
 * CONFLICT, RATE_LIMITED, REJECTED; where a server failed TEMPORARY for a
 * request that only read, and UNKNOWN_OUTCOME for one that could change something.
 */
GError *kontor_http_reply_to_error (const KontorHttpReply *self, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorHttpReply, kontor_http_reply_unref)

G_END_DECLS
