#pragma once

#include "bench-storefront.h"
#include "bench.h"
#include "kontor-account.h"

G_BEGIN_DECLS

/** Processor milliseconds of this process. */
double bench_read_cpu (void);

/**
 * bench_woo_report_cpu:
 * @path: the database with what was imported from @shop
 * @cpu: what that took
 *
 * Says what of it the connector took, beside json-glib parsing the same bytes,
 * and what all of it, beside that and a bare loop that writes the same rows.
 */
gboolean bench_woo_report_cpu (Bench *bench, BenchStorefront *shop, KontorAccount *account, const char *path, double cpu,
                               guint n_orders, GError **error);

G_END_DECLS
