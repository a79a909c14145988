#pragma once

#include "kontor-op.h"

G_BEGIN_DECLS

/**
 * kontor_payload_parse:
 * @json: (nullable): as people and scripts write it: without a version, and without before-values
 *
 * Fills the changes and args of @op. Errors: INVALID.
 */
gboolean kontor_payload_parse (KontorOp *op, const char *json, GError **error);

G_END_DECLS
