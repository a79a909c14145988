#pragma once

#include <adwaita.h>

#include "kontor-engine.h"
#include "kontor-results.h"
#include "kontor-saved-views.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_LIST_MESSAGE (kontor_list_message_get_type ())
/**
 * KontorListMessage:
 *
 * What stands in the place of rows: why there are none, and the next step, which
 * is an action of the list around it.
 */
G_DECLARE_FINAL_TYPE (KontorListMessage, kontor_list_message, KONTOR, LIST_MESSAGE, AdwBin)

/** Once only. */
void kontor_list_message_set_source (KontorListMessage *self, KontorEngine *engine, KontorResults *results);
/** Says why the results are empty. @view: (nullable): the saved view that they are of */
void kontor_list_message_explain (KontorListMessage *self, KontorSavedView *view);

G_END_DECLS
