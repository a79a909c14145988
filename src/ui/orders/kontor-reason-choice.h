#pragma once

#include <adwaita.h>

#include "kontor-order-words.h"

G_BEGIN_DECLS

/** A word of the storefront and what a person reads. @label: (translatable); a @code of NULL is its own label */
typedef struct {
  const char *code;
  const char *label;
} KontorReason;

#define KONTOR_TYPE_REASON_CHOICE (kontor_reason_choice_get_type ())
/**
 * KontorReasonChoice:
 *
 * A choice of reasons: those of the shop, or where it has none the usual ones.
 * The first is none.
 */
G_DECLARE_FINAL_TYPE (KontorReasonChoice, kontor_reason_choice, KONTOR, REASON_CHOICE, AdwBin)

/** @label: for screen readers; @words: (nullable): of the shop; @usual: ends with a NULL label; static */
KontorReasonChoice *kontor_reason_choice_new (const char *label, KontorOrderWords *words, const KontorReason *usual);
/** (nullable): NULL for none */
const char *kontor_reason_choice_get_code (KontorReasonChoice *self);
/** @code: (nullable); what is not in the list is none */
void kontor_reason_choice_set_code (KontorReasonChoice *self, const char *code);

/** Why people send something back, where the shop says nothing else. */
extern const KontorReason kontor_reasons_of_returns[];
/** What can be wrong with what was sent. */
extern const KontorReason kontor_reasons_of_claims[];
/** In which condition something comes back. */
extern const KontorReason kontor_reasons_conditions[];
/** (nullable): how a person reads @code; @code itself where @reasons do not have it */
const char *kontor_reason_get_label (const KontorReason *reasons, const char *code);

G_END_DECLS
