#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

typedef enum {
  KONTOR_NOTE_INTERNAL,
  KONTOR_NOTE_CUSTOMER,
} KontorNoteReader;

#define KONTOR_TYPE_ORDER_NOTE_DIALOG (kontor_order_note_dialog_get_type ())
/**
 * KontorOrderNoteDialog:
 *
 * A note is written: for the team, or to the customer, which looks different
 * and says that it is mailed.
 *
 * "written" (const char *, gboolean): the text, and whether the customer gets it.
 */
G_DECLARE_FINAL_TYPE (KontorOrderNoteDialog, kontor_order_note_dialog, KONTOR, ORDER_NOTE_DIALOG, AdwDialog)

/** @account: (nullable) */
KontorOrderNoteDialog *kontor_order_note_dialog_new (KontorAccount *account, const KontorRecord *order,
                                                     KontorNoteReader reader);

G_END_DECLS
