#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* What was printed, as programs of others read it. */

/** (transfer full): what zbarimg reads of a picture, a line "TYPE:value" each, sorted. */
char *page_reader_scan (cairo_surface_t *surface);

G_END_DECLS
