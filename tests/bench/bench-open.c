#include "bench-list.h"

#define ROUNDS 21

static gboolean
open_once (const char *path, GArray *samples, GError **error)
{
  BenchList list = { 0 };
  double began = bench_now ();

  if (!bench_list_open (&list, path, error))
    return FALSE;
  bench_list_ask (&list, NULL, NULL, NULL);
  bench_samples_add (samples, bench_now () - began);
  return bench_list_close (&list, error);
}

gboolean
bench_open_file (Bench *self, GError **error)
{
  g_autofree char *big = bench_shop_dup (self, bench_get_n_orders (self), bench_get_n_orders (self), error);
  g_autofree char *small = big != NULL ? bench_shop_dup (self, 1000, 1000, error) : NULL;
  g_autoptr (GArray) value = bench_samples_new ();
  g_autoptr (GArray) baseline = bench_samples_new ();
  BenchFigure figure = { "engine.open", "file and first page, beside 1,000 orders", "ms",
                         .target = "≤ 1.15 ×, or + 3 ms" };

  if (small == NULL)
    return FALSE;
  for (guint i = 0; i < ROUNDS; i++)
    if (!open_once (big, value, error) || !open_once (small, baseline, error))
      return FALSE;
  figure.value = bench_samples_get (value, 50);
  figure.baseline = bench_samples_get (baseline, 50);
  figure.holds = figure.value <= MAX (1.15 * figure.baseline, figure.baseline + 3);
  bench_report (self, &figure);
  return TRUE;
}
