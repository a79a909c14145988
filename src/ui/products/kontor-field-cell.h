#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_FIELD_CELL (kontor_field_cell_get_type ())
/** KontorFieldCell: a field of a draft in a table; see KontorFieldRow. Used again for other objects. */
G_DECLARE_FINAL_TYPE (KontorFieldCell, kontor_field_cell, KONTOR, FIELD_CELL, AdwBin)

/** @field: "variant.price"; @title: what the column is called */
GtkWidget *kontor_field_cell_new (const char *field, const char *title);
/** @id: 0: nothing is shown */
void kontor_field_cell_bind (KontorFieldCell *self, KontorDraft *draft, gint64 id);
gboolean kontor_field_cell_get_invalid (KontorFieldCell *self);

G_END_DECLS
