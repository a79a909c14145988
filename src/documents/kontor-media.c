#include "kontor-media.h"

#define PAPER(name, title, width, height) { name, title, width, height, 1, 1, width, height, 0, 0, 0, 0 }
#define INCH 25.4

/* Sizes of sheets as their vendors state them. */
static const KontorMedia medias[] = {
  PAPER ("a4", "A4", 210, 297),
  PAPER ("letter", "US Letter", 8.5 * INCH, 11 * INCH),
  PAPER ("a5", "A5", 148, 210),
  PAPER ("a6", "A6", 105, 148),
  PAPER ("4x6", "4 × 6 in", 4 * INCH, 6 * INCH),
  PAPER ("100x150", "100 × 150 mm", 100, 150),
  PAPER ("100x50", "100 × 50 mm", 100, 50),
  PAPER ("74x105", "74 × 105 mm", 74, 105),
  PAPER ("57x32", "57 × 32 mm", 57, 32),
  PAPER ("40x30", "40 × 30 mm", 40, 30),
  PAPER ("dymo-99010", "Dymo 99010, 89 × 28 mm", 89, 28),
  PAPER ("dymo-99012", "Dymo 99012, 89 × 36 mm", 89, 36),
  PAPER ("dymo-99014", "Dymo 99014, 101 × 54 mm", 101, 54),
  PAPER ("brother-29x90", "Brother DK-11201, 90 × 29 mm", 90, 29),
  PAPER ("brother-62x100", "Brother DK-11202, 100 × 62 mm", 100, 62),
  { "avery-l7159", "Avery L7159, 63.5 × 33.9 mm", 210, 297, 3, 8, 63.5, 33.9, 7.25, 13.1, 66, 33.9 },
  { "avery-l7160", "Avery L7160, 63.5 × 38.1 mm", 210, 297, 3, 7, 63.5, 38.1, 7.25, 15.15, 66, 38.1 },
  { "avery-l7163", "Avery L7163, 99.1 × 38.1 mm", 210, 297, 2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1 },
  { "avery-l7165", "Avery L7165, 99.1 × 67.7 mm", 210, 297, 2, 4, 99.1, 67.7, 4.65, 13.1, 101.6, 67.7 },
  { "avery-l7651", "Avery L7651, 38.1 × 21.2 mm", 210, 297, 5, 13, 38.1, 21.2, 4.75, 10.7, 40.6, 21.2 },
  { "avery-3425", "Avery Zweckform 3425, 105 × 57 mm", 210, 297, 2, 5, 105, 57, 0, 6, 105, 57 },
  { "avery-3427", "Avery Zweckform 3427, 105 × 74 mm", 210, 297, 2, 4, 105, 74, 0, 0.5, 105, 74 },
  { "avery-3474", "Avery Zweckform 3474, 70 × 37 mm", 210, 297, 3, 8, 70, 37, 0, 0.5, 70, 37 },
  { "avery-5160", "Avery 5160, 2⅝ × 1 in", 8.5 * INCH, 11 * INCH, 3, 10, 2.625 * INCH, INCH, 0.15625 * INCH, 0.5 * INCH, 2.78125 * INCH, INCH },
  { "avery-5163", "Avery 5163, 4 × 2 in", 8.5 * INCH, 11 * INCH, 2, 5, 4 * INCH, 2 * INCH, 0.1625 * INCH, 0.5 * INCH, 4.1875 * INCH, 2 * INCH },
  { "avery-5164", "Avery 5164, 4 × 3⅓ in", 8.5 * INCH, 11 * INCH, 2, 3, 4 * INCH, 10.0 / 3 * INCH, 0.15625 * INCH, 0.5 * INCH, 4.1875 * INCH, 10.0 / 3 * INCH },
};

const KontorMedia *
kontor_media_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (medias); i++)
    if (g_str_equal (medias[i].name, name))
      return &medias[i];
  return NULL;
}

const KontorMedia *
kontor_media_list (guint *n)
{
  *n = G_N_ELEMENTS (medias);
  return medias;
}

gboolean
kontor_media_is_sheet (const KontorMedia *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->columns * self->rows > 1;
}

static void
place_label (const KontorMedia *self, KontorPage *sheet, KontorPage *label, guint place)
{
  double x = self->left + place % self->columns * self->across, y = self->top + place / self->columns * self->down;

  kontor_page_add_page (sheet, label, x * KONTOR_MM, y * KONTOR_MM);
}

GPtrArray *
kontor_media_impose (const KontorMedia *self, GPtrArray *labels, guint first)
{
  GPtrArray *sheets;
  guint places;

  g_return_val_if_fail (self != NULL && labels != NULL, NULL);

  if (!kontor_media_is_sheet (self))
    return g_ptr_array_ref (labels);
  sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_page_unref);
  places = self->columns * self->rows;
  first %= places;
  for (guint i = 0; i < labels->len; i++) {
    if (sheets->len == 0 || (first + i) % places == 0)
      g_ptr_array_add (sheets, kontor_page_new (self->width * KONTOR_MM, self->height * KONTOR_MM));
    place_label (self, g_ptr_array_index (sheets, sheets->len - 1), g_ptr_array_index (labels, i), (first + i) % places);
  }
  return sheets;
}
