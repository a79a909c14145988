#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BenchStorefront:
 *
 * The test storefront in a process of its own, so that its work is not counted
 * with ours.
 */
typedef struct _BenchStorefront BenchStorefront;

/** @settings: (array zero-terminated=1): as kontor-storefront takes them */
BenchStorefront *bench_storefront_new (const char *const *settings, GError **error);
void bench_storefront_free (BenchStorefront *self);

/** (transfer full): a{ss} to sign in with */
GVariant *bench_storefront_dup_fields (BenchStorefront *self);
/** Forgets which requests there were. */
void bench_storefront_forget (BenchStorefront *self);
/** (transfer full): the requests since, as "GET wc/v3/orders?page=1" */
GStrv bench_storefront_dup_log (BenchStorefront *self);

/**
 * bench_storefront_fetch:
 * @log: (array zero-terminated=1): what to fetch
 * @folder: (nullable): where the answers go, as files "0", "1" and so on
 *
 * Has curl fetch it all, two at once. FALSE on errors.
 */
gboolean bench_storefront_fetch (BenchStorefront *self, const char *const *log, const char *folder, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchStorefront, bench_storefront_free)

G_END_DECLS
