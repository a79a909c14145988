#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * kontor_html_dup_text:
 * @html: (nullable): as a storefront keeps it, from anybody
 *
 * (transfer full): what there is to read in it, as plain text with a line for
 * each block and a dot before each item of a list. Scripts, styles and comments
 * are left out; nothing is fetched, and what is no HTML is text. After 20,000
 * characters it ends with an ellipsis.
 */
char *kontor_html_dup_text (const char *html);

G_END_DECLS
