#pragma once

#include "storefront-private.h"

G_BEGIN_DECLS

GTlsCertificate *storefront_make_certificate (KontorStorefront *self, GError **error);

G_END_DECLS
