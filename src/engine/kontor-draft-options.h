#pragma once

#include "kontor-draft-variants.h"

G_BEGIN_DECLS

/*
 * The options of a product in a draft, by their places in its list. What is
 * renamed is renamed in the variants too, which stay those that they are; what
 * is added or taken away makes or unmakes none: see
 * kontor_draft_variants_generate (). Names are INVALID where they are empty or
 * there already. Main thread.
 */

gboolean kontor_draft_options_add (KontorDraftVariants *self, const char *name, GError **error);
gboolean kontor_draft_options_rename (KontorDraftVariants *self, guint option, const char *name, GError **error);
void kontor_draft_options_move (KontorDraftVariants *self, guint from, guint to);
void kontor_draft_options_remove (KontorDraftVariants *self, guint option);

gboolean kontor_draft_options_add_value (KontorDraftVariants *self, guint option, const char *name, GError **error);
gboolean kontor_draft_options_rename_value (KontorDraftVariants *self, guint option, guint value, const char *name,
                                            GError **error);
void kontor_draft_options_move_value (KontorDraftVariants *self, guint option, guint from, guint to);
void kontor_draft_options_remove_value (KontorDraftVariants *self, guint option, guint value);

G_END_DECLS
