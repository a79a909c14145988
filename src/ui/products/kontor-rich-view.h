#pragma once

#include <gtk/gtk.h>

#include "kontor-rich-text.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RICH_VIEW (kontor_rich_view_get_type ())
/**
 * KontorRichView:
 *
 * Blocks of a text, typed. What is not understood is a chip that can be moved
 * and deleted. Undo takes back looks as well. Signals "edited": by a person,
 * soon after; "moved": the cursor is elsewhere, so that other looks hold.
 */
G_DECLARE_FINAL_TYPE (KontorRichView, kontor_rich_view, KONTOR, RICH_VIEW, GtkTextView)

/** @blocks: (element-type KontorRichBlock). Forgets what could be undone. */
void kontor_rich_view_set_blocks (KontorRichView *self, GPtrArray *blocks);
/** (transfer full) (element-type KontorRichBlock) */
GPtrArray *kontor_rich_view_read (KontorRichView *self);

/** Whether what is selected, or what is typed next, has the look of a tag: "strong", "em", "a". */
gboolean kontor_rich_view_has_mark (KontorRichView *self, const char *name);
/** Gives the look of @mark ("<strong>"), or takes it where all that is selected has it. */
void kontor_rich_view_toggle_mark (KontorRichView *self, const char *mark);
/** Makes what is selected a link, or the word at the cursor. @address: (nullable): NULL takes the link away */
void kontor_rich_view_set_link (KontorRichView *self, const char *address);

G_END_DECLS
