#pragma once

#include "kontor-barcode.h"
#include "kontor-page.h"
#include "kontor-type.h"

G_BEGIN_DECLS

/**
 * KontorBlock:
 *
 * Lines of text, pictures and barcodes one under another in a column of a
 * width. It can be drawn in parts, cut between any two of them.
 */
typedef struct _KontorBlock KontorBlock;

/** @type: must outlive it */
KontorBlock *kontor_block_new (KontorType *type, double width, KontorAlign align);
void kontor_block_free (KontorBlock *self);

/** From here on text is so many times as big as its role says. */
void kontor_block_set_scale (KontorBlock *self, double scale);
/** @text: (nullable): paragraphs, a line each; nothing is added for NULL and "" */
void kontor_block_add (KontorBlock *self, KontorTextRole role, const char *text);
void kontor_block_add_space (KontorBlock *self, double height);
/** The largest that fits the box; it stands where the text of the block stands. */
void kontor_block_add_picture (KontorBlock *self, cairo_surface_t *picture, double width, double height);
/** An empty square, to be ticked with a pen. */
void kontor_block_add_box (KontorBlock *self, double size);
/**
 * kontor_block_add_barcode:
 * @module: smaller where the column has not the room
 * @height: of the bars of a linear one
 *
 * Its dark modules begin at the edge; the quiet zone reaches beyond it.
 */
void kontor_block_add_barcode (KontorBlock *self, KontorBarcode *barcode, double module, double height);

double kontor_block_get_width (const KontorBlock *self);
double kontor_block_get_height (const KontorBlock *self);

/**
 * kontor_block_draw:
 * @first: of its parts
 * @room: how high they may be together; one is drawn even if it is higher where @at_top
 *
 * Returns: the first part that was not drawn any more
 */
guint kontor_block_draw (const KontorBlock *self, KontorPage *page, double x, double y, guint first, double room);
guint kontor_block_get_n_parts (const KontorBlock *self);
/** Draws all of it. */
void kontor_block_draw_whole (const KontorBlock *self, KontorPage *page, double x, double y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorBlock, kontor_block_free)

G_END_DECLS
