#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Cells as spreadsheets copy and paste them: tabs between cells, lines between
 * rows, in quotes what has one of these in it.
 */

/**
 * kontor_csv_clip_parse:
 *
 * (element-type GStrv) (transfer full): the rows; each as long as it was
 * written. A quote that is never closed is a quote.
 */
GPtrArray *kontor_csv_clip_parse (const char *text);

/**
 * kontor_csv_clip_append:
 * @cells: (array zero-terminated=1)
 *
 * Appends a row. What a spreadsheet would take for a formula has a quote before
 * it, which kontor_csv_clip_parse () takes away again; a number has none.
 */
void kontor_csv_clip_append (GString *text, const char *const *cells);

G_END_DECLS
