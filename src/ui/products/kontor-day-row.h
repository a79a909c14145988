#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_DAY_ROW (kontor_day_row_get_type ())
/**
 * KontorDayRow:
 *
 * A field of a draft that is an instant, chosen as a day of the store's
 * calendar. An instant within the day stays as the shop has it.
 *
 * Properties, construct only: "field"; "last": whether a chosen day ends with
 * its last second, instead of beginning with its first.
 */
G_DECLARE_FINAL_TYPE (KontorDayRow, kontor_day_row, KONTOR, DAY_ROW, AdwActionRow)

KontorEntity kontor_day_row_get_entity (KontorDayRow *self);
void kontor_day_row_bind (KontorDayRow *self, KontorDraft *draft, gint64 id);

G_END_DECLS
