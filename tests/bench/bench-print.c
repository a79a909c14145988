#include "bench.h"

#include <gio/gio.h>
#include <math.h>

#include "document-fixture.h"

#define N_LABELS 500
#define N_SLIPS 200
#define ROUNDS 3

/* Each order is another one, as in a shop. */
static KontorDocument *
make_document (KontorDocumentKind kind, guint i)
{
  g_autoptr (KontorRecord) order = document_fixture_order ();
  g_autofree char *number = g_strdup_printf ("%u", 10000 + i), *name = g_strdup_printf ("Berg %u", i);

  kontor_record_set_text (order, KONTOR_ORDER_NUMBER, number);
  kontor_record_set_text (kontor_record_get_member (order, KONTOR_ORDER_ADDRESSES, 1), KONTOR_ADDRESS_LAST_NAME, name);
  return document_fixture_document (kind, order);
}

static gboolean
print_once (KontorDocumentKind kind, const char *media, guint n, GArray *samples, GError **error)
{
  g_autoptr (GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_document_unref);
  g_autoptr (KontorLetterhead) shop = document_fixture_letterhead ("en");
  g_autoptr (GBytes) pdf = NULL;
  double began;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (documents, make_document (kind, i));
  began = bench_now ();
  pdf = kontor_documents_print (documents, shop, kontor_media_find (media), 0, 0, error);
  bench_samples_add (samples, bench_now () - began);
  return pdf != NULL;
}

static gboolean
write_records (const char *path, GError **error)
{
  g_autoptr (GString) csv = g_string_new ("number,name,street,place\n");

  for (guint i = 0; i < N_LABELS; i++)
    g_string_append_printf (csv, "%u,Ada Berg %u,Große Straße 12,26721 Emden\n", 10000 + i, i);
  return g_file_set_contents (path, csv->str, -1, error);
}

/* The same records through glabels, with a Code 128 each. */
static gboolean
merge_once (const char *csv, const char *pdf, GArray *samples, GError **error)
{
  double began = bench_now ();
  g_autoptr (GSubprocess) glabels =
      g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, error, "glabels-3-batch", "-i", csv,
                        "-o", pdf, BENCH_LABELS, NULL);

  if (glabels == NULL || !g_subprocess_wait_check (glabels, NULL, error))
    return FALSE;
  bench_samples_add (samples, bench_now () - began);
  return TRUE;
}

gboolean
bench_print_labels (Bench *self, GError **error)
{
  g_autofree char *csv = g_build_filename (g_get_tmp_dir (), "kontor-bench-labels.csv", NULL);
  g_autofree char *pdf = g_build_filename (g_get_tmp_dir (), "kontor-bench-labels.pdf", NULL);
  g_autoptr (GArray) value = bench_samples_new (), baseline = bench_samples_new ();
  BenchFigure figure = { "print.labels", "500 address labels on sheets, beside glabels-3-batch", "ms", .target = "≤ ⅕" };

  if (!write_records (csv, error))
    return FALSE;
  for (guint i = 0; i < ROUNDS; i++)
    if (!print_once (KONTOR_DOCUMENT_ADDRESS_LABEL, "avery-l7160", N_LABELS, value, error) ||
        !merge_once (csv, pdf, baseline, error))
      return FALSE;
  figure.value = bench_samples_get (value, 50);
  figure.baseline = bench_samples_get (baseline, 50);
  figure.holds = figure.value * 5 <= figure.baseline;
  bench_report (self, &figure);
  return TRUE;
}

gboolean
bench_print_slips (Bench *self, GError **error)
{
  g_autoptr (GArray) value = bench_samples_new ();
  BenchFigure figure = { "print.slips", "200 packing slips", "ms", .baseline = NAN, .target = "≤ 2000" };

  for (guint i = 0; i < ROUNDS; i++)
    if (!print_once (KONTOR_DOCUMENT_PACKING_SLIP, "a4", N_SLIPS, value, error))
      return FALSE;
  figure.value = bench_samples_get (value, 50);
  figure.holds = figure.value <= 2000;
  bench_report (self, &figure);
  return TRUE;
}
