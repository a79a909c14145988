#pragma once

#include "kontor-draft.h"
#include "kontor-options.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_DRAFT_VARIANT (kontor_draft_variant_get_type ())
/** A variant of a product that is being edited: what a table has as its row. */
G_DECLARE_FINAL_TYPE (KontorDraftVariant, kontor_draft_variant, KONTOR, DRAFT_VARIANT, GObject)

/** As of kontor_draft_set (): not above 0 for one that is to be made. */
gint64 kontor_draft_variant_get_id (KontorDraftVariant *self);

#define KONTOR_TYPE_DRAFT_VARIANTS (kontor_draft_variants_get_type ())
/**
 * KontorDraftVariants:
 *
 * The variants that a product has and those that a draft of it is to make, as a
 * GListModel of KontorDraftVariant: what is there first, in the shop's order.
 * What is done to all of them is one change of the draft. Main thread.
 */
G_DECLARE_FINAL_TYPE (KontorDraftVariants, kontor_draft_variants, KONTOR, DRAFT_VARIANTS, GObject)

KontorDraftVariants *kontor_draft_variants_new (KontorDraft *draft);

KontorDraft *kontor_draft_variants_get_draft (KontorDraftVariants *self);
/** Whether all that there is of them is read; their options are only then. Reads it where it was not asked for yet. */
gboolean kontor_draft_variants_read (KontorDraftVariants *self);
/** (nullable): what lacks until there is a variant of each combination; NULL while not everything is read */
KontorOptionsPlan *kontor_draft_variants_plan (KontorDraftVariants *self);
/** Makes the variants that lack, like the first one but for its options and codes, and sets the options of those that are there. */
void kontor_draft_variants_generate (KontorDraftVariants *self);

/**
 * kontor_draft_variants_rename:
 * @value: (nullable): the value of @option to be called @name; NULL: the option itself
 *
 * In the variants alone; the options of the product are a field of it.
 */
void kontor_draft_variants_rename (KontorDraftVariants *self, const char *option, const char *value, const char *name);

G_END_DECLS
