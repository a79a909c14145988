#pragma once

#include "kontor-batch.h"
#include "kontor-medusa-client.h"

G_BEGIN_DECLS

/** Awaits: (transfer full) (nullable) on errors: all of what a shop is set up with. */
KontorBatch *kontor_medusa_await_settings (KontorMedusaClient *client, GError **error);

G_END_DECLS
