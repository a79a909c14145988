#pragma once

#include <adwaita.h>

#include "kontor-draft.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_CHOICE_ROW (kontor_choice_row_get_type ())
/**
 * KontorChoiceRow:
 *
 * A field of a draft that is one of some words. A word that is none of them is
 * shown as it is, and stays until another is chosen.
 *
 * Properties, construct only: "field": "product.status"; "words": as they are
 * stored, with spaces between; the model's strings are what they are called.
 */
G_DECLARE_FINAL_TYPE (KontorChoiceRow, kontor_choice_row, KONTOR, CHOICE_ROW, AdwComboRow)

KontorEntity kontor_choice_row_get_entity (KontorChoiceRow *self);
void kontor_choice_row_bind (KontorChoiceRow *self, KontorDraft *draft, gint64 id);

G_END_DECLS
