#pragma once

#include <adwaita.h>

#include "kontor-engine.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PICK_ROW (kontor_pick_row_get_type ())
/**
 * KontorPickRow:
 *
 * Something with a picture, and how many of it: a line of an order that comes
 * back, a product that is sent. What there is to say of it is shown as soon as
 * there is one.
 *
 * "changed": the quantity is another.
 */
G_DECLARE_FINAL_TYPE (KontorPickRow, kontor_pick_row, KONTOR, PICK_ROW, AdwPreferencesRow)

/** @record: of an order's line, or whatever is picked; for the caller. */
KontorPickRow *kontor_pick_row_new (KontorEngine *engine, gint64 account_id, KontorRecord *record);
/** Of a line of an order: its name, and which one it is. */
KontorPickRow *kontor_pick_row_new_for_line (KontorEngine *engine, gint64 account_id, KontorRecord *line);
KontorRecord *kontor_pick_row_get_record (KontorPickRow *self);

/** @detail, @picture: (nullable) */
void kontor_pick_row_set_what (KontorPickRow *self, const char *name, const char *detail, const char *picture);
/** One more line of what there is to know: what is left, why there is no more. */
void kontor_pick_row_add_detail (KontorPickRow *self, const char *text);
void kontor_pick_row_set_range (KontorPickRow *self, gint64 least, gint64 most);

gint64 kontor_pick_row_get_quantity (KontorPickRow *self);
void kontor_pick_row_set_quantity (KontorPickRow *self, gint64 quantity);

/** Something to say of what was picked. */
void kontor_pick_row_add_extra (KontorPickRow *self, GtkWidget *extra);
/** What takes the focus of the row. */
GtkWidget *kontor_pick_row_get_focus (KontorPickRow *self);

G_END_DECLS
