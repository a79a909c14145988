#pragma once

#include "kontor-csv-column.h"

G_BEGIN_DECLS

/*
 * Words of the one or the other export for what has words of ours. NULL where
 * a word is not known.
 */

/** (nullable) (transfer full) */
char *kontor_csv_read_status (const char *cell, KontorCsvDialect dialect);
/** (nullable) */
const char *kontor_csv_read_backorders (const char *cell);

/** Names with "," between them, or another @mark; after "\" it belongs to a name. (transfer full) */
GStrv kontor_csv_split (const char *text, char mark);
/** The other way round. @with: between two names, beginning with @mark */
char *kontor_csv_join (const char *const *names, char mark, const char *with);

/**
 * kontor_csv_read_options:
 * @text: "Size: S | M; Colour: Red"
 *
 * (element-type KontorRecord) (transfer full) (nullable): of the type of a product's options.
 */
GPtrArray *kontor_csv_read_options (const char *text);
/** The other way round. */
char *kontor_csv_write_options (GPtrArray *options);
/** (transfer full): an option with values, (array zero-terminated=1). */
KontorRecord *kontor_csv_make_option (const char *name, const char *const *values);

G_END_DECLS
