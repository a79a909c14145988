#pragma once

#include "kontor-identity.h"

G_BEGIN_DECLS

#define KONTOR_TYPE_PRODUCT_NAMES (kontor_product_names_get_type ())
/**
 * KontorProductNames:
 *
 * The names of what a list of references points at (the categories of a
 * product, its tags) as one text that follows them. Property: "text".
 */
G_DECLARE_FINAL_TYPE (KontorProductNames, kontor_product_names, KONTOR, PRODUCT_NAMES, GObject)

/**
 * kontor_product_names_new:
 * @entity: what is referred to, which has a "name"
 * @list: field of the product with the members
 * @reference: field of a member with the reference
 */
KontorProductNames *kontor_product_names_new (KontorIdentity *identity, KontorEntity entity, guint list,
                                              guint reference);
/** @product: (nullable) */
void kontor_product_names_update (KontorProductNames *self, KontorRecord *product);
const char *kontor_product_names_get_text (KontorProductNames *self);

G_END_DECLS
