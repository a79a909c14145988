#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_TERM_CHOOSER (kontor_term_chooser_get_type ())
/**
 * KontorTermChooser:
 *
 * The categories or the tags of a shop, those of a product checked over a
 * draft of it. They are made, renamed and moved here, too.
 */
G_DECLARE_FINAL_TYPE (KontorTermChooser, kontor_term_chooser, KONTOR, TERM_CHOOSER, AdwDialog)

/** @entity: KONTOR_ENTITY_CATEGORY or KONTOR_ENTITY_TAG */
AdwDialog *kontor_term_chooser_new (KontorDraft *draft, KontorEntity entity);

G_END_DECLS
