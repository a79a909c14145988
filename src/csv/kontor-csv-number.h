#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Values out of cells. FALSE where the cell is none; @value is untouched then.
 */

/** Millionths; @decimal is the sign before the decimals, the other one parts thousands. A currency's sign is passed over. */
gboolean kontor_csv_parse_amount (const char *cell, char decimal, gint64 *value);
gboolean kontor_csv_parse_number (const char *cell, char decimal, gint64 *value);
gboolean kontor_csv_parse_flag (const char *cell, gboolean *value);
/** Milliseconds UTC. @zone: of a time that says none */
gboolean kontor_csv_parse_instant (const char *cell, GTimeZone *zone, gint64 *value);

/**
 * kontor_csv_convert_unit:
 * @from, @to: (nullable): units of weight or of length; where one is not known, nothing is converted
 *
 * Millionths of @from in millionths of @to.
 */
gint64 kontor_csv_convert_unit (gint64 amount, const char *from, const char *to);

G_END_DECLS
