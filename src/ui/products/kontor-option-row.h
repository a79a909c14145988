#pragma once

#include <adwaita.h>

#include "kontor-draft-options.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_OPTION_ROW (kontor_option_row_get_type ())
/**
 * KontorOptionRow:
 *
 * One option of a product over a draft of it: its name, its values, and what
 * can be done to them.
 */
G_DECLARE_FINAL_TYPE (KontorOptionRow, kontor_option_row, KONTOR, OPTION_ROW, AdwExpanderRow)

/** @option: its place in the list */
GtkWidget *kontor_option_row_new (KontorDraftVariants *variants, guint option);
/** Shows the draft as it is now. */
void kontor_option_row_update (KontorOptionRow *self);
/** Whether a name was typed that cannot be. */
gboolean kontor_option_row_get_invalid (KontorOptionRow *self);
void kontor_option_row_focus_new_value (KontorOptionRow *self);

G_END_DECLS
