#pragma once

#include "kontor-order-task.h"
#include "kontor-reason-choice.h"

G_BEGIN_DECLS

/**
 * KontorBackRows:
 *
 * The lines of an order of which something may come back, in a task: how many
 * of each, and why.
 */
typedef struct _KontorBackRows KontorBackRows;

/** With the shop's own reasons of returns. */
KontorBackRows *kontor_back_rows_new (KontorOrderTask *task, const char *heading);
/** With @reasons alone. */
KontorBackRows *kontor_back_rows_new_with_reasons (KontorOrderTask *task, const char *heading, const KontorReason *reasons);
void kontor_back_rows_free (KontorBackRows *self);

/** (nullable): what is missing, or NULL where something is picked. */
const char *kontor_back_rows_find_missing (KontorBackRows *self);

/** @reason: (nullable) */
typedef void (*KontorBackFunc) (KontorPickRow *row, gint64 quantity, const char *reason, gpointer data);
/** Of what is picked. */
void kontor_back_rows_foreach (KontorBackRows *self, KontorBackFunc func, gpointer data);
/** What the picked units cost the customer, tax included. */
gint64 kontor_back_rows_sum_paid (KontorBackRows *self);

G_END_DECLS
