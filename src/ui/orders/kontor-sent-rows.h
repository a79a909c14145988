#pragma once

#include "kontor-order-task.h"

G_BEGIN_DECLS

/**
 * KontorSentRows:
 *
 * The products that a task adds to an order, found by a search, and how many
 * of each.
 */
typedef struct _KontorSentRows KontorSentRows;

KontorSentRows *kontor_sent_rows_new (KontorOrderTask *task, const char *heading);
void kontor_sent_rows_free (KontorSentRows *self);
void kontor_sent_rows_set_visible (KontorSentRows *self, gboolean visible);
gboolean kontor_sent_rows_is_empty (KontorSentRows *self);

/**
 * KontorSentFunc:
 * @price: (nullable): of one, in the order's currency; NULL where the shop has none in it
 */
typedef void (*KontorSentFunc) (const KontorRecord *variant, const KontorRecord *product, gint64 quantity, const gint64 *price,
                                gpointer data);
void kontor_sent_rows_foreach (KontorSentRows *self, KontorSentFunc func, gpointer data);
/** What they cost, as far as it is known; @known: (out): whether it is of all */
gint64 kontor_sent_rows_sum (KontorSentRows *self, gboolean *known);

G_END_DECLS
