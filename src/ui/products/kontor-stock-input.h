#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * kontor_stock_parse_input:
 * @text: what a person typed: "+5" and "-2" add to what there is, "=40" and "40" say what there is
 * @present: what there is
 * @by: (out): what is to be added; 0 where it is already so
 *
 * Errors: KONTOR_ERROR_INVALID with a message for the person; @by is untouched then.
 */
gboolean kontor_stock_parse_input (const char *text, gint64 present, gint64 *by, GError **error);

G_END_DECLS
