#pragma once

#include "kontor-block.h"
#include "kontor-page.h"

G_BEGIN_DECLS

/**
 * KontorMargins: in points; the foot stands within the lower one.
 */
typedef struct {
  double top, end, bottom, start;
} KontorMargins;

/**
 * KontorFlow:
 *
 * The pages of one document, filled from top to bottom. Places are measured
 * from the side at which the document's language begins.
 */
typedef struct _KontorFlow KontorFlow;

KontorFlow *kontor_flow_new (KontorType *type, double width, double height, const KontorMargins *margins);
void kontor_flow_free (KontorFlow *self);

KontorType *kontor_flow_get_type_setter (KontorFlow *self);
/** Between the margins. */
double kontor_flow_get_width (KontorFlow *self);
/** Where the next thing stands, from the upper edge of the paper. */
double kontor_flow_get_y (KontorFlow *self);
KontorBlock *kontor_flow_make_block (KontorFlow *self, double width, KontorAlign align);

/** What stands at the top of every page after the first: what this is, and of whom. */
void kontor_flow_set_continuation (KontorFlow *self, const char *text);
/** @columns: what stands at the foot of every page, NULL-terminated; freed with the flow */
void kontor_flow_take_foot (KontorFlow *self, KontorBlock **columns);

/** Draws at a place of the first page that nothing else keeps free; the flow is not moved. */
void kontor_flow_place (KontorFlow *self, KontorBlock *block, double x, double y);
/** Moves down to @y where it is above it. */
void kontor_flow_move_to (KontorFlow *self, double y);
void kontor_flow_add_space (KontorFlow *self, double height);
/** A line over the whole width. */
void kontor_flow_add_rule (KontorFlow *self, double thickness, double grey);
/** A new page, unless so much is left of this one. */
void kontor_flow_need (KontorFlow *self, double height);
/** A block of its own, over pages where it must. */
void kontor_flow_take_block (KontorFlow *self, KontorBlock *block);

/**
 * kontor_flow_add_row:
 * @blocks: @n of them, side by side; they are freed
 * @places: where each begins
 *
 * A row is kept together where one page can hold it.
 */
void kontor_flow_add_row (KontorFlow *self, KontorBlock **blocks, const double *places, guint n);
/**
 * kontor_flow_begin_table:
 *
 * The row is drawn, with a line below it, here and at the top of every page on
 * which the table goes on. Ends with kontor_flow_end_table ().
 */
void kontor_flow_begin_table (KontorFlow *self, KontorBlock **blocks, const double *places, guint n);
void kontor_flow_end_table (KontorFlow *self);

/** (transfer full): the KontorPages, numbered "1/3" where there are several */
GPtrArray *kontor_flow_finish (KontorFlow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorFlow, kontor_flow_free)

G_END_DECLS
