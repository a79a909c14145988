#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

/** More variants of one product than this are a mistake. */
#define KONTOR_OPTIONS_MAX 1000

/**
 * KontorOptionsPlan:
 * @n_all: how many variants the options of the product make; 0 where an option has no values
 * @missing: (element-type KontorRecord): partial variants, of combinations that no variant is
 * @changed: (element-type KontorRecord): partial variants with their ids: what has to be set of those that stay
 * @stale: (element-type gint64): ids of those that are no combination (any more)
 *
 * What lacks until a product has one variant for each combination of its
 * options. Where @n_all is above KONTOR_OPTIONS_MAX, nothing is planned.
 */
typedef struct {
  guint64 n_all;
  GPtrArray *missing;
  GPtrArray *changed;
  GArray *stale;
} KontorOptionsPlan;

/**
 * kontor_options_plan:
 * @variants: (element-type KontorRecord): those that the product has, with their options
 *
 * A variant without a word on an option that others have is for all of its
 * values; an option of which none has a word is new, and those that are there
 * take its first value. What is its own product (a simple one) is not a
 * combination and left as it is.
 */
KontorOptionsPlan *kontor_options_plan (const KontorRecord *product, GPtrArray *variants);
void kontor_options_plan_free (KontorOptionsPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorOptionsPlan, kontor_options_plan_free)

/** (nullable): what a variant is of an option; NULL where it says nothing */
const char *kontor_options_get_value (const KontorRecord *variant, const char *option);
/** (nullable): what a person calls a value of a product's option */
const char *kontor_option_value_get_name (const KontorRecord *value);

/**
 * kontor_options_rename:
 * @value: (nullable): the value that is renamed; NULL: the option itself
 *
 * Returns: (transfer full) (nullable): a partial variant that calls it by its
 * new name; NULL where @variant does not have it
 */
KontorRecord *kontor_options_rename (const KontorRecord *variant, const char *option, const char *value,
                                     const char *name);

G_END_DECLS
