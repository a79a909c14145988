#pragma once

#include "kontor-batch.h"
#include "kontor-json.h"
#include "kontor-woo-mapping.h"

G_BEGIN_DECLS

extern const KontorMappingStore test_woo_store;

/** A recorded answer. */
KontorJson *test_woo_load (const char *name);
KontorJson *test_woo_parse (const char *text);

/** (nullable): the row of that key */
KontorRecord *test_woo_find (KontorBatch *batch, KontorEntity entity, const char *key);

G_END_DECLS
