#pragma once

#include <gtk/gtk.h>

#include "kontor-rich-block.h"

G_BEGIN_DECLS

/*
 * Blocks in a GtkTextBuffer. A block is a line, of a list one for each item,
 * which begins with a bullet or a number; what is not understood is an anchor.
 * A line break within a block is U+2028. Each mark is a tag of its own, so that
 * what is not understood of them is kept as well.
 */

/** A buffer with what is needed. (transfer full) */
GtkTextBuffer *kontor_rich_buffer_new (void);

/** Puts @blocks (element-type KontorRichBlock) in the place of all there is. The anchors have no widgets yet. */
void kontor_rich_buffer_fill (GtkTextBuffer *buffer, GPtrArray *blocks);
/** (transfer full) (element-type KontorRichBlock) */
GPtrArray *kontor_rich_buffer_read (GtkTextBuffer *buffer);

/** (nullable): what an anchor stands for. */
KontorRichBlock *kontor_rich_buffer_get_opaque (GtkTextChildAnchor *anchor);
/** Puts an anchor for @block at @iter, which is behind it then. */
GtkTextChildAnchor *kontor_rich_buffer_insert_opaque (GtkTextBuffer *buffer, GtkTextIter *iter, KontorRichBlock *block);

/** The tag of a mark such as "<strong>". */
GtkTextTag *kontor_rich_buffer_need_mark (GtkTextBuffer *buffer, const char *mark);
/** (nullable): the mark that a tag is. */
const char *kontor_rich_buffer_get_mark (GtkTextTag *tag);
/** Whether the character at @iter has a mark that is called so: "strong" and "b" are the same. */
gboolean kontor_rich_buffer_has_mark (const GtkTextIter *iter, const char *name);
/** Takes marks that are called so from a range. */
void kontor_rich_buffer_remove_mark (GtkTextBuffer *buffer, const char *name, const GtkTextIter *start,
                                     const GtkTextIter *end);

/* How a line is a block. */
typedef enum {
  KONTOR_LINE_PLAIN,
  KONTOR_LINE_HEADING_2,
  KONTOR_LINE_HEADING_3,
  KONTOR_LINE_HEADING_OTHER,
  KONTOR_LINE_BULLET,
  KONTOR_LINE_NUMBER,
} KontorLineStyle;
KontorLineStyle kontor_rich_buffer_get_style (GtkTextBuffer *buffer, int line);
void kontor_rich_buffer_set_style (GtkTextBuffer *buffer, int line, KontorLineStyle style);
/** How many characters of the line its bullet or number are. */
int kontor_rich_buffer_get_prefix (GtkTextBuffer *buffer, int line);
/** Writes the numbers of numbered lists anew. */
void kontor_rich_buffer_renumber (GtkTextBuffer *buffer);

G_END_DECLS
