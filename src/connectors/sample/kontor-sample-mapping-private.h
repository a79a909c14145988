#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

/** What the shop calls a field where it does not call it as Kontor does. */
typedef struct {
  guint field;
  const char *name;
} KontorSampleName;

/**
 * KontorSampleShape:
 * @type: the name of a record type
 * @key: the member that is its key
 */
typedef struct {
  const char *type;
  const char *key;
  KontorSampleName names[8]; /* ends with a NULL name */
} KontorSampleShape;

const KontorSampleShape *kontor_sample_get_shape (const KontorRecordType *type);
const char *kontor_sample_get_name (const KontorSampleShape *shape, const KontorRecordType *type, guint field);

G_END_DECLS
