#pragma once

#include "kontor-db.h"

G_BEGIN_DECLS

/**
 * Bench:
 *
 * One run of the benchmarks. They run one after another in a fiber on the main
 * scheduler and may await. They report; nothing fails because it is slow.
 */
typedef struct _Bench Bench;

/**
 * BenchFigure:
 * @what: which part of the work, where a benchmark has several
 * @unit: of @value and @baseline
 * @baseline: the same work as bare as it can be, measured in the same run; NAN where there is nothing to compare with
 * @target: (nullable): what must hold, for a person
 */
typedef struct {
  const char *id;
  const char *what;
  const char *unit;
  double value;
  double baseline;
  const char *target;
  gboolean holds;
} BenchFigure;

void bench_report (Bench *self, const BenchFigure *figure);
/** What was last reported under @id in this run, or NAN. */
double bench_get_value (Bench *self, const char *id);
/** How many orders "a million orders" are in this run. */
guint bench_get_n_orders (Bench *self);
/** This program, for work that needs a process of its own. */
const char *bench_get_program (Bench *self);

/* Samples: an array of doubles. */
GArray *bench_samples_new (void);
void bench_samples_add (GArray *samples, double value);
/** The value that so many percent of the samples do not exceed. */
double bench_samples_get (GArray *samples, guint percent);

/** Milliseconds on a clock that only goes forward. */
double bench_now (void);

/**
 * bench_shop_dup:
 * @n_filled: how many of its orders are in it, the newest
 *
 * The database of a generated shop of @n_orders, made if it is not in the cache
 * or the schema has changed since. Nobody has it open; it must not be changed.
 * Returns: (transfer full) (nullable): its path
 */
char *bench_shop_dup (Bench *self, guint n_orders, guint n_filled, GError **error);
/** A copy for a benchmark that writes; it goes with the next call. */
char *bench_shop_copy (Bench *self, const char *path, const char *name, GError **error);
/** Of the shops of the cache. */
gint64 bench_shop_get_newest (void);
#define BENCH_SHOP_SEED 1
#define BENCH_SHOP_PRODUCTS 2000

/** Opens and closes a database; both await. */
KontorDb *bench_open (const char *path, GError **error);
gboolean bench_close (KontorDb *db, GError **error);

/* The benchmarks. FALSE and @error only where something does not work. */
/** Makes the shops that the others share. */
gboolean bench_shops (Bench *self, GError **error);
gboolean bench_open_file (Bench *self, GError **error);
gboolean bench_search (Bench *self, GError **error);
gboolean bench_sort (Bench *self, GError **error);
gboolean bench_stall (Bench *self, GError **error);
gboolean bench_ingest (Bench *self, GError **error);
gboolean bench_select (Bench *self, GError **error);
gboolean bench_memory (Bench *self, GError **error);
/* The real window; they need an X display and gnome-text-editor. */
gboolean bench_window_start (Bench *self, GError **error);
gboolean bench_window_scroll (Bench *self, GError **error);
gboolean bench_window_search (Bench *self, GError **error);
gboolean bench_window_memory (Bench *self, GError **error);
gboolean bench_window_idle (Bench *self, GError **error);
/** Also reports woo.memory. */
gboolean bench_woo_import (Bench *self, GError **error);
/** Also reports woo.import-cpu. */
gboolean bench_woo_ingest (Bench *self, GError **error);
gboolean bench_woo_idle (Bench *self, GError **error);
/** Needs glabels-3-batch and an X display. */
gboolean bench_print_labels (Bench *self, GError **error);
gboolean bench_print_slips (Bench *self, GError **error);
/* What engine.memory does in processes of their own; they print kilobytes. */
gboolean bench_memory_list (const char *path, GError **error);
gboolean bench_memory_bare (const char *path, GError **error);

G_END_DECLS
