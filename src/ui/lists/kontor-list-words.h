#pragma once

#include "kontor-query.h"

G_BEGIN_DECLS

/* What lists say, by what they list. Everything is translated and static unless said otherwise. */

/** Of kontor_query_list_sorts (): "Date", "Customer" */
const char *kontor_list_sort_label (const char *sort);
/** Of kontor_query_list_states (): "To ship" */
const char *kontor_list_state_label (KontorEntity entity, const char *state);
/** "12,890 orders" (transfer full) */
char *kontor_list_format_total (KontorEntity entity, gint64 total);

/** What stands where nothing is listed: what would be here. */
typedef struct {
  const char *icon;
  const char *title;
  const char *description;
} KontorListEmpty;

/** @builtin: (nullable): the shipped view that is shown */
KontorListEmpty kontor_list_describe_empty (KontorEntity entity, const char *builtin);

G_END_DECLS
