#pragma once

#include "kontor-op.h"

G_BEGIN_DECLS

/**
 * KontorGenerator:
 *
 * Makes a shop of any size for tests and benchmarks, the same for the same
 * seed. The records are as a connector would give them. Immutable; any thread.
 */
typedef struct _KontorGenerator KontorGenerator;

/**
 * kontor_generator_new:
 * @newest: instant of the newest order; the others lie in the 24 months before it
 */
KontorGenerator *kontor_generator_new (guint64 seed, guint n_orders, guint n_products, gint64 newest);
void kontor_generator_free (KontorGenerator *self);

guint kontor_generator_get_n_customers (KontorGenerator *self);

/* Each (transfer full), without id and account; @index counts from 0. Orders come newest first. */
KontorRecord *kontor_generator_make_product (KontorGenerator *self, guint index);
KontorRecord *kontor_generator_make_variant (KontorGenerator *self, guint index);
KontorRecord *kontor_generator_make_customer (KontorGenerator *self, guint index);
KontorRecord *kontor_generator_make_order (KontorGenerator *self, guint index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorGenerator, kontor_generator_free)

G_END_DECLS
