#pragma once

#include "bench.h"
#include "kontor-results.h"

G_BEGIN_DECLS

/**
 * BenchList:
 *
 * An open database and one list of it, as a window has them.
 */
typedef struct {
  KontorDb *db;
  KontorIdentity *identity;
  KontorResults *results;
} BenchList;

/* All of these await. */
gboolean bench_list_open (BenchList *self, const char *path, GError **error);
gboolean bench_list_close (BenchList *self, GError **error);

/**
 * bench_list_ask:
 * @text: (nullable): what is typed
 *
 * Shows something else. Resolves when its first page is there, rows and all.
 * Returns: the milliseconds until then
 */
double bench_list_ask (BenchList *self, const char *filter, const char *text, const char *sort);
/** The same until all ids are known. */
double bench_list_ask_whole (BenchList *self, const char *filter, const char *text, const char *sort);
/** Until the list is known to its end. */
void bench_list_settle (BenchList *self);

G_END_DECLS
