#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * kontor_csv_write_cell:
 * @cell: (nullable)
 *
 * Appends a cell as RFC 4180 has it: in quotes where it needs them.
 */
void kontor_csv_write_cell (GString *text, const char *cell);
/** Appends a row, (array zero-terminated=1). */
void kontor_csv_write_row (GString *text, const char *const *cells);

/**
 * kontor_csv_disarm:
 *
 * A text that a spreadsheet would take for a formula gets a quote before it,
 * which kontor_csv_rearm () takes away again. (transfer full)
 */
char *kontor_csv_disarm (const char *text);
/** Borrowed of @text. */
const char *kontor_csv_rearm (const char *text);

G_END_DECLS
