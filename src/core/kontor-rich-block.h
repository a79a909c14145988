#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum {
  KONTOR_RICH_PARAGRAPH,
  KONTOR_RICH_HEADING,
  KONTOR_RICH_LIST,
  KONTOR_RICH_OPAQUE, /* what is not understood: shown as a chip that can be moved or deleted */
} KontorRichKind;

/**
 * KontorRichRun:
 * @text: "\n" is a line break within the block
 * @marks: the start tags around it, verbatim and outermost first: "<strong>", "<a href=\"…\">"
 *
 * Text in one look.
 */
typedef struct {
  char *text;
  GStrv marks;
} KontorRichRun;

KontorRichRun *kontor_rich_run_new (const char *text, const char *const *marks);
void kontor_rich_run_free (KontorRichRun *self);

/** What a mark is called: "a" of "<a href=…>", lower case. (transfer full) */
char *kontor_rich_mark_dup_name (const char *mark);

/** (transfer full): @marks (element-type utf8), each once and in the one order in which they are written. */
GStrv kontor_rich_marks_normalize (GPtrArray *marks);

/**
 * KontorRichBlock:
 * @level: of a heading: 1 to 6
 * @ordered: of a list: whether it is numbered
 * @lines: (element-type GPtrArray (element-type KontorRichRun)): one; of a list one for each item; none where it is opaque
 * @source: (nullable): of an opaque block its HTML
 * @label: (nullable): of an opaque block what it is, as its author called it: "table", "wp:gallery", "[products]"
 *
 * A block of a text as a person sees it. Immutable once it is shared.
 */
typedef struct {
  KontorRichKind kind;
  guint level;
  gboolean ordered;
  GPtrArray *lines;
  char *source;
  char *label;
} KontorRichBlock;

#define KONTOR_TYPE_RICH_BLOCK (kontor_rich_block_get_type ())
GType kontor_rich_block_get_type (void) G_GNUC_CONST;

KontorRichBlock *kontor_rich_block_new (KontorRichKind kind);
KontorRichBlock *kontor_rich_block_new_opaque (const char *source, gsize length, const char *label);
KontorRichBlock *kontor_rich_block_ref (KontorRichBlock *self);
void kontor_rich_block_unref (KontorRichBlock *self);

/** Begins a line. Returns: (transfer none) (element-type KontorRichRun) */
GPtrArray *kontor_rich_block_add_line (KontorRichBlock *self);
/** Whether there is nothing to read in it. */
gboolean kontor_rich_block_is_empty (const KontorRichBlock *self);
/** One text for all blocks that a person cannot tell apart. */
char *kontor_rich_block_dup_key (const KontorRichBlock *self);

/** The HTML of one line. @line_break: how a break within it is written */
char *kontor_rich_line_to_html (GPtrArray *line, const char *line_break);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorRichBlock, kontor_rich_block_unref)

G_END_DECLS
