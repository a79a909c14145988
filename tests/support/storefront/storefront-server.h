#pragma once

#include "storefront-private.h"

G_BEGIN_DECLS

/* On the shop's thread: begins to listen, so that "address" and "plain_address" are known. */
gboolean storefront_listen (KontorStorefront *self, GTlsCertificate *certificate, GError **error);
void storefront_unlisten (KontorStorefront *self);

/* storefront-pages.c: what is no route of the API; FALSE if it is one */
gboolean storefront_answer_page (StorefrontRequest *request, const char *path, GUri *uri);
char *storefront_api_path (KontorStorefront *self, const char *path, const char *rest_route);

G_END_DECLS
