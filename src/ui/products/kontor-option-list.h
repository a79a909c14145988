#pragma once

#include <adwaita.h>

#include "kontor-draft-variants.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_OPTION_LIST (kontor_option_list_get_type ())
/**
 * KontorOptionList:
 *
 * The options of a product over a draft of it, and the variants that their
 * values make, which are told before they are made.
 */
G_DECLARE_FINAL_TYPE (KontorOptionList, kontor_option_list, KONTOR, OPTION_LIST, AdwPreferencesGroup)

void kontor_option_list_bind (KontorOptionList *self, KontorDraftVariants *variants);

G_END_DECLS
