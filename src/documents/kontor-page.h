#pragma once

#include <pango/pangocairo.h>

#include "kontor-barcode.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PAGE (kontor_page_get_type ())

/** Lengths on paper are points, 72 to the inch; this is a millimetre. */
#define KONTOR_MM (72.0 / 25.4)

/**
 * KontorPage:
 *
 * A side of paper, or a label: what stands where on it. It is filled by one
 * thread and drawn by the same. Reference counted.
 */
typedef struct _KontorPage KontorPage;

/* Grey: 0 is black, 1 is white. */
#define KONTOR_INK 0.0
#define KONTOR_INK_SOFT 0.38
#define KONTOR_INK_HAIR 0.72

GType kontor_page_get_type (void) G_GNUC_CONST;

KontorPage *kontor_page_new (double width, double height);
KontorPage *kontor_page_ref (KontorPage *self);
void kontor_page_unref (KontorPage *self);
double kontor_page_get_width (const KontorPage *self);
double kontor_page_get_height (const KontorPage *self);

/** A line of @layout. @y: of its base line */
void kontor_page_add_line (KontorPage *self, PangoLayout *layout, PangoLayoutLine *line, double x, double y, double grey);
void kontor_page_add_box (KontorPage *self, double x, double y, double width, double height, double grey);
/** The outline of a box; its middle runs on the edges. */
void kontor_page_add_frame (KontorPage *self, double x, double y, double width, double height, double thickness);
void kontor_page_add_barcode (KontorPage *self, KontorBarcode *barcode, double x, double y, double module, double height);
/** The whole picture, scaled into the box with its proportions kept, from its upper left corner. */
void kontor_page_add_picture (KontorPage *self, cairo_surface_t *picture, double x, double y, double width, double height);
/** All that stands on @other, which is not changed any more; a label on a sheet. */
void kontor_page_add_page (KontorPage *self, KontorPage *other, double x, double y);

void kontor_page_draw (const KontorPage *self, cairo_t *cr);

/**
 * kontor_pages_to_pdf:
 * @pages: KontorPages
 * @title: (nullable): of the document
 * @made_at: (milliseconds UTC) written into it; the same pages and moment make the same bytes
 *
 * Returns: (transfer full) (nullable)
 * Errors: KONTOR_ERROR_INVALID where there are no pages; G_IO_ERROR.
 */
GBytes *kontor_pages_to_pdf (GPtrArray *pages, const char *title, gint64 made_at, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorPage, kontor_page_unref)

G_END_DECLS
