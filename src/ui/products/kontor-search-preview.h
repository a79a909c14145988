#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_SEARCH_PREVIEW (kontor_search_preview_get_type ())
/** KontorSearchPreview: how a product may look among what a search engine finds. */
G_DECLARE_FINAL_TYPE (KontorSearchPreview, kontor_search_preview, KONTOR, SEARCH_PREVIEW, AdwPreferencesRow)

void kontor_search_preview_bind (KontorSearchPreview *self, KontorDraft *draft);

G_END_DECLS
