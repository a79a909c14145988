#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** A server on a free port of this computer, in the test's own thread. It counts what it was asked. */
typedef struct {
  SoupServer *soup;
  char *origin;        /* "http://127.0.0.1:4711" */
  GPtrArray *asked;    /* (element-type utf8): "GET /path" */
  char *authorization; /* of the last request */
} NetServer;

typedef void (*NetAnswer) (SoupServerMessage *message, const char *path);

/** @certificate: (nullable): for https */
NetServer *net_server_new (NetAnswer answer, GTlsCertificate *certificate);
void net_server_free (NetServer *self);
void net_server_say (SoupServerMessage *message, guint status, const char *type, const char *text);

/** Cuts the connections that stand open, as a proxy does. */
void net_server_cut (SoupServerMessage *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetServer, net_server_free)

G_END_DECLS
