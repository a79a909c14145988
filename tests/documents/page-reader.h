#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* What was printed, as programs of others read it. Pages count from 1. */

/** (transfer full): what zbarimg reads of a picture, a line "TYPE:value" each, sorted. */
char *page_reader_scan (cairo_surface_t *surface);
/** (transfer full): the same of a page of a PDF, drawn by pdftoppm at 300 dpi. */
char *page_reader_scan_page (GBytes *pdf, guint page);
/** (transfer full): the text of a page as pdftotext takes it out. */
char *page_reader_read (GBytes *pdf, guint page);
/** By pdfinfo. @width, @height: (out): of the first page, in millimetres */
guint page_reader_measure (GBytes *pdf, double *width, double *height);

typedef struct {
  double left, top, right, bottom;
} PageBox;

/** Where the first @word of a page stands, in millimetres from its upper left corner; fails where there is none. */
PageBox page_reader_find (GBytes *pdf, guint page, const char *word);

/** That the page says all these, NULL-terminated, one after another. */
void page_reader_assert_has (GBytes *pdf, guint page, const char *first, ...) G_GNUC_NULL_TERMINATED;
void page_reader_assert_lacks (GBytes *pdf, guint page, const char *word);
/** Within half a millimetre. */
void page_reader_assert_near (double value, double expected);

G_END_DECLS
