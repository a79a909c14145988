#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_FIELD_ROW (kontor_field_row_get_type ())
/**
 * KontorFieldRow:
 *
 * A field of a draft, typed. What cannot be read stays as it was typed, is said
 * in the row, and is no part of the draft.
 *
 * Properties: "field" (construct only): "variant.price"; "unit" (nullable): of a
 * measure, shown behind it; "invalid": whether what was typed cannot be read.
 */
G_DECLARE_FINAL_TYPE (KontorFieldRow, kontor_field_row, KONTOR, FIELD_ROW, AdwEntryRow)

KontorEntity kontor_field_row_get_entity (KontorFieldRow *self);
/** @id: of the object, of whose entity the row is */
void kontor_field_row_bind (KontorFieldRow *self, KontorDraft *draft, gint64 id);
void kontor_field_row_set_unit (KontorFieldRow *self, const char *unit);
gboolean kontor_field_row_get_invalid (KontorFieldRow *self);

G_END_DECLS
