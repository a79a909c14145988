#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * bench_repeat_new:
 * @items: (element-type GObject): what the list holds, over and over
 *
 * Returns: a GListModel of so many rows that cost nothing to get
 */
GListModel *bench_repeat_new (GPtrArray *items, guint n_rows);

G_END_DECLS
