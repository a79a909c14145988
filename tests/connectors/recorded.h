#pragma once

#include <yyjson.h>

#include "kontor-batch.h"

G_BEGIN_DECLS

/**
 * RecordedList:
 * @name: of the file that "./dev fixtures" wrote, below "recorded"
 * @member: (nullable): in which the answer has its list
 */
typedef struct {
  const char *name;
  const char *member;
  gboolean (*read) (yyjson_val *object, KontorBatch *batch, GError **error);
} RecordedList;

/** That all of it is understood, nothing left over as unreadable. */
void recorded_check (const RecordedList *list);
/** That one is read all the same where any of its members is missing, as at other versions, and a new one is there. */
void recorded_check_versions (const RecordedList *list);

G_END_DECLS
