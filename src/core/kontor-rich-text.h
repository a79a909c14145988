#pragma once

#include "kontor-rich-block.h"

G_BEGIN_DECLS

/**
 * KontorRichText:
 *
 * A storefront's HTML as a sequence of blocks, each with the span of the source
 * that it was read from. What a person edits is the list of blocks; written
 * again, a block that is still the same keeps its span byte for byte, and only
 * the others are written anew. Immutable; any thread.
 */
typedef struct _KontorRichText KontorRichText;

#define KONTOR_TYPE_RICH_TEXT (kontor_rich_text_get_type ())
GType kontor_rich_text_get_type (void) G_GNUC_CONST;

/**
 * kontor_rich_text_new:
 * @html: of @length bytes, or -1 where it ends with NUL
 *
 * Whatever is given is read: what no parser would agree on, such as broken
 * nesting or invalid UTF-8, becomes one opaque block.
 */
KontorRichText *kontor_rich_text_new (const char *html, gssize length);
KontorRichText *kontor_rich_text_ref (KontorRichText *self);
void kontor_rich_text_unref (KontorRichText *self);

/** (transfer none) (element-type KontorRichBlock) */
GPtrArray *kontor_rich_text_get_blocks (KontorRichText *self);

/**
 * kontor_rich_text_write:
 * @blocks: (element-type KontorRichBlock): as they shall be
 *
 * Returns: (transfer full): the HTML, the source itself where @blocks are as they were read
 */
GBytes *kontor_rich_text_write (KontorRichText *self, GPtrArray *blocks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorRichText, kontor_rich_text_unref)

G_END_DECLS
