#pragma once

#include "kontor-batch.h"

/** Aborts where a record of @batch could not be kept: text that is none, keys that come twice, JSON that is none. */
void fuzz_check_batch (const KontorBatch *batch);
