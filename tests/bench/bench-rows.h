#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * BenchRows:
 *
 * The very rows that the store wrote for some orders, taken out of its tables,
 * so that a bare loop can write the same into another file.
 */
typedef struct _BenchRows BenchRows;

/**
 * bench_rows_new:
 * @before: orders with smaller ids
 * @n_orders: at most so many, the largest ids first
 * @words: (element-type utf8): their search texts in the same order
 */
BenchRows *bench_rows_new (sqlite3 *from, gint64 before, guint n_orders, GPtrArray *words, GError **error);
void bench_rows_free (BenchRows *self);

/** The smallest id in it. */
gint64 bench_rows_get_last (BenchRows *self);
/** Writes them with prepared statements, @n_together orders a transaction. */
gboolean bench_rows_write (BenchRows *self, sqlite3 *to, guint n_together, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchRows, bench_rows_free)

G_END_DECLS
