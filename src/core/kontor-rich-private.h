#pragma once

#include <gumbo.h>

#include "kontor-rich-text.h"

G_BEGIN_DECLS

/* Shared by the files that read and write a KontorRichText. Pieces are one after the other the whole source. */

/**
 * KontorRichPiece:
 * @start, @length: of the source, with the space behind it
 * @head: how long what comes before the element is: a block comment of WordPress
 * @body: how long the element is
 * @block: (nullable): NULL: structure around blocks, which stays whatever becomes of them
 * @start_tag: (nullable): as it is written there
 * @loose: a paragraph without an element of its own, between blank lines
 * @open: an element without an end tag
 * @wrapped: a list whose items stand in block comments of WordPress
 */
typedef struct {
  gsize start;
  gsize length;
  gsize head;
  gsize body;
  KontorRichBlock *block;
  char *key;
  char *start_tag;
  gboolean loose;
  gboolean open;
  gboolean wrapped;
} KontorRichPiece;

/** (element-type KontorRichPiece). @html: with a NUL behind its @length bytes */
GPtrArray *kontor_rich_read (const char *html, gsize length);

/** Reads the element or the loose text that the piece's body is. FALSE: it is not understood. */
gboolean kontor_rich_piece_read (KontorRichPiece *self, const char *html);

gboolean kontor_rich_is_inline (const GumboNode *node);

GumboOutput *kontor_rich_parse (const char *html, gsize length);
void kontor_rich_parse_free (GumboOutput *output);

G_END_DECLS
