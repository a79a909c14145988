#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define KONTOR_TYPE_PRINT_PREVIEW (kontor_print_preview_get_type ())
/**
 * KontorPrintPreview: pages as they will be printed.
 *
 * "true-size": as large as on paper, where the monitor says how large it is;
 * else they fit the width.
 */
G_DECLARE_FINAL_TYPE (KontorPrintPreview, kontor_print_preview, KONTOR, PRINT_PREVIEW, AdwBin)

/** Pixels of a point at which pages are to be drawn for it. */
#define KONTOR_PRINT_PREVIEW_SCALE 2.0

/** @pages: (element-type cairo_surface_t): image surfaces */
void kontor_print_preview_show_pages (KontorPrintPreview *self, GPtrArray *pages);
void kontor_print_preview_show_message (KontorPrintPreview *self, const char *text);
void kontor_print_preview_show_busy (KontorPrintPreview *self);

G_END_DECLS
