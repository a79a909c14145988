#pragma once

#include "kontor-record.h"

G_BEGIN_DECLS

KontorRecord *kontor_test_record_random (const KontorRecordType *type);
void kontor_test_record_assert_same (const KontorRecord *a, const KontorRecord *b);

G_END_DECLS
