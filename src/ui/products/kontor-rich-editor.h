#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_RICH_EDITOR (kontor_rich_editor_get_type ())
/**
 * KontorRichEditor:
 *
 * A field of a draft that is HTML, as text with a few tools, or as its source.
 * What nobody touched stays byte for byte. Properties: "field" (construct
 * only); "title": what it is called, for screen readers.
 */
G_DECLARE_FINAL_TYPE (KontorRichEditor, kontor_rich_editor, KONTOR, RICH_EDITOR, AdwBin)

void kontor_rich_editor_bind (KontorRichEditor *self, KontorDraft *draft, gint64 id);
/** Puts what was typed just now into the draft. */
void kontor_rich_editor_flush (KontorRichEditor *self);

G_END_DECLS
