#pragma once

#include "kontor-csv-entry.h"

G_BEGIN_DECLS

/** What a row means beyond its cells, by the custom of who wrote it. Before anybody else has the entry. */
void kontor_csv_entry_settle (KontorCsvEntry *self, const KontorCsvLayout *layout);

G_END_DECLS
