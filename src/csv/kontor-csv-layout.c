#include "kontor-csv-layout.h"

#include "kontor-error.h"

#define KEPT "(ssuyyubmsmsmsa(suus))"

G_DEFINE_BOXED_TYPE (KontorCsvLayout, kontor_csv_layout, kontor_csv_layout_ref, kontor_csv_layout_unref)

static KontorCsvLayout *
layout_alloc (guint n_columns)
{
  KontorCsvLayout *self = g_new0 (KontorCsvLayout, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_columns = n_columns;
  self->headings = g_new0 (char *, n_columns + 1);
  self->columns = g_new0 (KontorCsvColumn, n_columns);
  return self;
}

KontorCsvLayout *
kontor_csv_layout_ref (KontorCsvLayout *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_csv_layout_unref (KontorCsvLayout *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_strfreev (self->headings);
  g_free (self->columns);
  g_free (self->zone);
  g_free (self->weight_unit);
  g_free (self->size_unit);
  g_free (self);
}

KontorCsvLayout *
kontor_csv_layout_copy (const KontorCsvLayout *self)
{
  KontorCsvLayout *copy = layout_alloc (self->n_columns);

  copy->format = self->format;
  copy->dialect = self->dialect;
  copy->clear = self->clear;
  copy->zone = g_strdup (self->zone);
  copy->weight_unit = g_strdup (self->weight_unit);
  copy->size_unit = g_strdup (self->size_unit);
  for (guint i = 0; i < self->n_columns; i++) {
    copy->headings[i] = g_strdup (self->headings[i]);
    copy->columns[i] = self->columns[i];
  }
  return copy;
}

/* Shopify's type is a word of the shop's own, and whether it is published a part of the status. */
static gboolean
is_misread (KontorCsvLayout *self, guint column)
{
  const char *heading = self->headings[column];

  return self->dialect == KONTOR_CSV_SHOPIFY &&
         (g_ascii_strcasecmp (heading, "Type") == 0 || g_ascii_strcasecmp (heading, "Published") == 0);
}

static gboolean
is_several (KontorCsvMeaning meaning)
{
  return meaning == KONTOR_CSV_NOTHING || meaning == KONTOR_CSV_OPTION_NAME || meaning == KONTOR_CSV_OPTION_VALUE;
}

KontorCsvLayout *
kontor_csv_layout_new (const KontorCsvFormat *format, const char *const *headings, guint n)
{
  KontorCsvLayout *self = layout_alloc (n);

  self->format = *format;
  for (guint i = 0; i < n; i++)
    self->headings[i] = g_strdup (headings[i]);
  self->dialect = kontor_csv_dialect_recognise ((const char *const *) self->headings);
  for (guint i = 0; i < n; i++) {
    KontorCsvColumn column = kontor_csv_column_recognise (self->headings[i]);

    if (!is_misread (self, i) && (is_several (column.meaning) || !kontor_csv_layout_has (self, column.meaning)))
      self->columns[i] = column;
  }
  return self;
}

gboolean
kontor_csv_layout_has (const KontorCsvLayout *self, KontorCsvMeaning meaning)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].meaning == meaning)
      return TRUE;
  return FALSE;
}

void
kontor_csv_layout_set_meaning (KontorCsvLayout *self, guint column, KontorCsvMeaning meaning)
{
  guint number = 1;

  g_return_if_fail (column < self->n_columns);

  if (self->columns[column].meaning == meaning)
    return;
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].meaning == meaning) {
      number++;
      if (!is_several (meaning))
        self->columns[i].meaning = KONTOR_CSV_NOTHING;
    }
  self->columns[column].meaning = meaning;
  self->columns[column].number =
      meaning == KONTOR_CSV_OPTION_NAME || meaning == KONTOR_CSV_OPTION_VALUE ? number : 0;
}

char *
kontor_csv_layout_to_text (const KontorCsvLayout *self)
{
  GVariantBuilder columns;
  g_autoptr (GVariant) kept = NULL;

  g_variant_builder_init (&columns, G_VARIANT_TYPE ("a(suus)"));
  for (guint i = 0; i < self->n_columns; i++)
    g_variant_builder_add (&columns, "(suus)", self->headings[i], (guint32) self->columns[i].meaning,
                           self->columns[i].number, self->columns[i].unit);
  kept = g_variant_ref_sink (g_variant_new ("(ssuyyubmsmsmsa(suus))", "1", self->format.charset, self->format.skip,
                                            (guchar) self->format.delimiter, (guchar) self->format.decimal,
                                            (guint32) self->dialect, self->clear, self->zone, self->weight_unit,
                                            self->size_unit, &columns));
  return g_variant_print (kept, FALSE);
}

static gboolean
read_columns (KontorCsvLayout *self, GVariantIter *iter)
{
  for (guint i = 0; i < self->n_columns; i++) {
    g_autofree char *unit = NULL;
    guint32 meaning;

    g_variant_iter_next (iter, "(suus)", &self->headings[i], &meaning, &self->columns[i].number, &unit);
    self->columns[i].meaning = meaning;
    g_strlcpy (self->columns[i].unit, unit, sizeof self->columns[i].unit);
    if (meaning >= KONTOR_CSV_N_MEANINGS)
      return FALSE;
  }
  return TRUE;
}

static KontorCsvLayout *
read_kept (GVariant *kept)
{
  g_autoptr (KontorCsvLayout) self = NULL;
  g_autoptr (GVariantIter) iter = NULL;
  g_autofree char *version = NULL, *charset = NULL, *zone = NULL, *weight_unit = NULL, *size_unit = NULL;
  guint32 skip, dialect;
  guchar delimiter, decimal;
  gboolean clear;

  g_variant_get (kept, KEPT, &version, &charset, &skip, &delimiter, &decimal, &dialect, &clear, &zone, &weight_unit,
                 &size_unit, &iter);
  self = layout_alloc ((guint) g_variant_iter_n_children (iter));
  g_strlcpy (self->format.charset, charset, sizeof self->format.charset);
  self->format.skip = skip;
  self->format.delimiter = (char) delimiter;
  self->format.decimal = (char) decimal;
  self->dialect = dialect;
  self->clear = clear;
  self->zone = g_steal_pointer (&zone);
  self->weight_unit = g_steal_pointer (&weight_unit);
  self->size_unit = g_steal_pointer (&size_unit);
  return g_str_equal (version, "1") && read_columns (self, iter) ? g_steal_pointer (&self) : NULL;
}

KontorCsvLayout *
kontor_csv_layout_from_text (const char *text, GError **error)
{
  g_autoptr (GVariant) kept = g_variant_parse (G_VARIANT_TYPE (KEPT), text, NULL, NULL, NULL);
  KontorCsvLayout *self = kept != NULL ? read_kept (kept) : NULL;

  if (self == NULL)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "This is no layout of a table");
  return self;
}
