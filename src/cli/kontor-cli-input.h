#pragma once

#include "kontor-record.h"

G_BEGIN_DECLS

/**
 * kontor_cli_read_change:
 * @type: of the object
 * @json: an object of what is set, added, removed or added up, in the words of “show --json”
 *
 * What kontor_engine_do () takes: amounts may be decimals, moments ISO 8601,
 * references "id:17" or "remote:x", members their bare key. What is not
 * understood stays as it is, for the engine to refuse. (transfer full)
 */
char *kontor_cli_read_change (const KontorRecordType *type, const char *json);

G_END_DECLS
