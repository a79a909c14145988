#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** How a value that was changed here stands. */
typedef enum {
  KONTOR_CELL_SETTLED,
  KONTOR_CELL_WAITING, /* to be sent */
  KONTOR_CELL_PROBLEM, /* needs a person */
} KontorCellState;

#define KONTOR_TYPE_CELL_ENTRY (kontor_cell_entry_get_type ())
/**
 * KontorCellEntry:
 *
 * One value that is changed where it stands: Enter or leaving it commits,
 * Escape takes back what was typed. What comes from the shop meanwhile never
 * overwrites what is being typed.
 *
 * Properties: "label"; "text": the value as it is now; "note" (nullable): said
 * under it; "width-chars".
 *
 * "commit" (string): something else than the value was typed. The handler calls
 * kontor_cell_entry_set_error (), or changes the value, which comes back as "text".
 * "typed" (string): while it is being typed, for a note of what it will mean.
 */
G_DECLARE_FINAL_TYPE (KontorCellEntry, kontor_cell_entry, KONTOR, CELL_ENTRY, AdwBin)

GtkWidget *kontor_cell_entry_new (const char *label);

void kontor_cell_entry_set_label (KontorCellEntry *self, const char *label);
const char *kontor_cell_entry_get_text (KontorCellEntry *self);
void kontor_cell_entry_set_text (KontorCellEntry *self, const char *text);
void kontor_cell_entry_set_note (KontorCellEntry *self, const char *note);
void kontor_cell_entry_set_state (KontorCellEntry *self, KontorCellState state);
/** @message: (nullable): why it cannot be; stays until something else is typed. */
void kontor_cell_entry_set_error (KontorCellEntry *self, const char *message);
/** Shows the value again, whatever was typed. */
void kontor_cell_entry_reset (KontorCellEntry *self);
/** @reason: (nullable): why it cannot be changed here; NULL: it can */
void kontor_cell_entry_set_locked (KontorCellEntry *self, const char *reason);

GtkEntry *kontor_cell_entry_get_entry (KontorCellEntry *self);

G_END_DECLS
