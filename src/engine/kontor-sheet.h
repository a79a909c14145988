#pragma once

#include "kontor-engine.h"

G_BEGIN_DECLS

/** How a cell stands. */
typedef enum {
  KONTOR_SHEET_CLEAN,
  KONTOR_SHEET_CHANGED,
  KONTOR_SHEET_OVERTAKEN, /* … and the shop says something else since */
  KONTOR_SHEET_FAULTY,    /* what was typed cannot be */
} KontorSheetState;

#define KONTOR_TYPE_SHEET (kontor_sheet_get_type ())
/**
 * KontorSheet:
 *
 * What a person typed into the table of products and variants and did not save
 * yet: edits by object and field, which lie over what the shop says. They are
 * kept in the database soon after, and are there again after a crash; what
 * cannot be as it was typed is not. Of stock it is the difference that is kept
 * and sent, so that a sale meanwhile is not written over.
 *
 * Properties: "n-changes": cells; "n-faults"; "can-undo", "can-redo". Signal
 * "changed": something of it. Main thread.
 */
G_DECLARE_FINAL_TYPE (KontorSheet, kontor_sheet, KONTOR, SHEET, GObject)

KontorSheet *kontor_sheet_new (KontorEngine *engine);
/** Reads what was left of an earlier time. Resolves to TRUE. */
DexFuture *kontor_sheet_open (KontorSheet *self) G_GNUC_WARN_UNUSED_RESULT;

/** What is changed until kontor_sheet_end () is undone at once. */
void kontor_sheet_begin (KontorSheet *self);
void kontor_sheet_end (KontorSheet *self);

/** @present: the object as the shop has it; every field that @values knows. One that is so already is no change. */
void kontor_sheet_set (KontorSheet *self, const KontorRecord *present, const KontorRecord *values);
/** What was typed into a field cannot be, and why. */
void kontor_sheet_refuse (KontorSheet *self, const KontorRecord *present, guint field, const char *text, const char *message);
/** Takes back what was typed into a field. */
void kontor_sheet_reset (KontorSheet *self, const KontorRecord *present, guint field);

KontorSheetState kontor_sheet_get_state (KontorSheet *self, const KontorRecord *present, guint field);
/** (transfer full): the object as it is to be */
KontorRecord *kontor_sheet_lay_over (KontorSheet *self, const KontorRecord *present);
/** (nullable): what was typed into a faulty field; @message: (out) (nullable) */
const char *kontor_sheet_get_fault (KontorSheet *self, const KontorRecord *present, guint field, const char **message);

guint kontor_sheet_get_n_changes (KontorSheet *self);
guint kontor_sheet_get_n_faults (KontorSheet *self);

void kontor_sheet_undo (KontorSheet *self);
void kontor_sheet_redo (KontorSheet *self);
/** Takes back everything; that can be undone. */
void kontor_sheet_discard (KontorSheet *self);

/** Puts what was typed just now on the disk, without waiting for a pause. Resolves when it is there. */
DexFuture *kontor_sheet_keep (KontorSheet *self) G_GNUC_WARN_UNUSED_RESULT;

/**
 * kontor_sheet_save:
 *
 * All that can be as one long action. Resolves to the gint64 action, 0 where
 * nothing is to be saved. What was changed in the shop meanwhile, or is refused,
 * is counted as left out and comes back into the sheet.
 */
DexFuture *kontor_sheet_save (KontorSheet *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
