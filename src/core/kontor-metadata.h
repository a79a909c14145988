#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * kontor_metadata_list:
 * @json: (nullable): an object, as the field "metadata" of a record
 *
 * Returns: (transfer full): names and values by turns, in their order; what is
 * no text is written as JSON. Nothing where @json is no object.
 */
GStrv kontor_metadata_list (const char *json);

G_END_DECLS
