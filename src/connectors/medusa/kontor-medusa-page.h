#pragma once

#include "kontor-medusa-reply.h"
#include "kontor-medusa-shop.h"
#include "kontor-medusa-walk.h"

G_BEGIN_DECLS

/** Awaits: (transfer full) (nullable) on errors: the rows of a page, read on a worker. */
KontorBatch *kontor_medusa_await_batch (KontorMedusaShop *shop, const KontorMedusaWalk *walk, KontorMedusaReply *reply,
                                        GError **error);
/** Whether all stocks that follow on the list changed before the walk's changes begin. Those without any come first. */
gboolean kontor_medusa_ends_stock (const KontorMedusaWalk *walk, const KontorMedusaReply *reply);

G_END_DECLS
