#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CHECK_ROW (kontor_check_row_get_type ())
/**
 * KontorCheckRow:
 *
 * A field of a draft that is so or not. Properties: "field" (construct only);
 * "active": what is shown.
 */
G_DECLARE_FINAL_TYPE (KontorCheckRow, kontor_check_row, KONTOR, CHECK_ROW, AdwActionRow)

KontorEntity kontor_check_row_get_entity (KontorCheckRow *self);
void kontor_check_row_bind (KontorCheckRow *self, KontorDraft *draft, gint64 id);

G_END_DECLS
