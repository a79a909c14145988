#include "kontor-type.h"

#include <string.h>

#include "kontor-page.h"

/* Inter is what GNOME's own face is made from; both have figures of one width. */
#define FAMILIES "Adwaita Sans,Inter,Cantarell,Noto Sans,DejaVu Sans,Sans"

struct _KontorType {
  PangoContext *context; /* (owned) */
  gboolean mirrored;
  PangoAttrList *attributes[KONTOR_N_TEXT_ROLES]; /* (owned) (nullable): of running text at the scale 1 */
};

/** @spacing: between letters, in thousandths of the size */
typedef struct {
  double size;
  PangoWeight weight;
  double grey;
  int spacing;
} Look;

static const Look looks[KONTOR_N_TEXT_ROLES] = {
  [KONTOR_TEXT_TITLE] = { 19, PANGO_WEIGHT_SEMIBOLD, KONTOR_INK, -15 },
  [KONTOR_TEXT_NAME] = { 13, PANGO_WEIGHT_BOLD, KONTOR_INK, -10 },
  [KONTOR_TEXT_HEADING] = { 9, PANGO_WEIGHT_SEMIBOLD, KONTOR_INK, 0 },
  [KONTOR_TEXT_BODY] = { 9, PANGO_WEIGHT_NORMAL, KONTOR_INK, 0 },
  [KONTOR_TEXT_STRONG] = { 9, PANGO_WEIGHT_SEMIBOLD, KONTOR_INK, 0 },
  [KONTOR_TEXT_SOFT] = { 8, PANGO_WEIGHT_NORMAL, KONTOR_INK_SOFT, 0 },
  [KONTOR_TEXT_CAPTION] = { 7.5, PANGO_WEIGHT_MEDIUM, KONTOR_INK_SOFT, 5 },
  [KONTOR_TEXT_SMALL] = { 7, PANGO_WEIGHT_NORMAL, KONTOR_INK_SOFT, 5 },
  [KONTOR_TEXT_BIG] = { 13, PANGO_WEIGHT_BOLD, KONTOR_INK, -10 },
  [KONTOR_TEXT_HUGE] = { 34, PANGO_WEIGHT_BOLD, KONTOR_INK, -20 },
};

static gboolean
is_right_to_left (const char *language)
{
  static const char *const codes[] = { "ar", "he", "fa", "ur", "yi", "ps", "ckb", "dv", NULL };
  g_autofree char *code = g_strndup (language, strcspn (language, "-_@"));

  return g_strv_contains (codes, code);
}

KontorType *
kontor_type_new (const char *language)
{
  KontorType *self = g_new0 (KontorType, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  g_return_val_if_fail (language != NULL, NULL);

  /* A point is a unit of the page, and paper has no pixels to which glyphs would be moved. */
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  self->mirrored = is_right_to_left (language);
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_resolution (self->context, 72);
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_language (self->context, pango_language_from_string (language));
  pango_context_set_base_dir (self->context, self->mirrored ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  cairo_font_options_destroy (options);
  return self;
}

void
kontor_type_free (KontorType *self)
{
  for (guint i = 0; i < KONTOR_N_TEXT_ROLES; i++)
    g_clear_pointer (&self->attributes[i], pango_attr_list_unref);
  g_object_unref (self->context);
  g_free (self);
}

gboolean
kontor_type_is_mirrored (const KontorType *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->mirrored;
}

double
kontor_type_get_grey (KontorTextRole role)
{
  return looks[role].grey;
}

static PangoAttrList *
make_attributes (const Look *look, double scale)
{
  PangoFontDescription *font = pango_font_description_from_string (FAMILIES);
  PangoAttrList *list = pango_attr_list_new ();

  pango_font_description_set_absolute_size (font, look->size * scale * PANGO_SCALE);
  pango_font_description_set_weight (font, look->weight);
  pango_attr_list_insert (list, pango_attr_font_desc_new (font));
  if (look->spacing != 0)
    pango_attr_list_insert (list, pango_attr_letter_spacing_new ((int) (look->spacing * look->size * scale * PANGO_SCALE / 1000)));
  pango_font_description_free (font);
  return list;
}

static PangoAttrList *
dup_attributes (KontorType *self, KontorTextRole role, KontorAlign align, double scale)
{
  if (scale < 0.999 || scale > 1.001 || align == KONTOR_ALIGN_END) {
    PangoAttrList *list = make_attributes (&looks[role], scale);

    /* What stands under one another at the end is figures; their hyphens are as wide, so no other text has them. */
    if (align == KONTOR_ALIGN_END)
      pango_attr_list_insert (list, pango_attr_font_features_new ("tnum=1"));
    return list;
  }
  if (self->attributes[role] == NULL)
    self->attributes[role] = make_attributes (&looks[role], 1);
  return pango_attr_list_ref (self->attributes[role]);
}

static gboolean
is_from_right (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff);
}

/* By its first letter; without any it is a number, which is read from the left everywhere. */
static PangoDirection
find_direction (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return is_from_right (g_utf8_get_char (p)) ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;
  return PANGO_DIRECTION_NEUTRAL;
}

/* Pango turns the sides around for a paragraph that runs against the direction of all. */
static PangoAlignment
choose_alignment (KontorType *self, PangoDirection direction, KontorAlign align)
{
  gboolean against = (direction == PANGO_DIRECTION_RTL) != self->mirrored;
  gboolean at_right = (align == KONTOR_ALIGN_END) != self->mirrored;

  if (align == KONTOR_ALIGN_CENTRE)
    return PANGO_ALIGN_CENTER;
  return at_right != against ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

/* With a mark that is a letter to Pango, but not seen. */
static void
set_text (KontorType *self, PangoLayout *layout, const char *text, PangoDirection direction)
{
  g_autofree char *marked =
      self->mirrored && direction == PANGO_DIRECTION_NEUTRAL ? g_strconcat ("\u200e", text, NULL) : NULL;

  pango_layout_set_text (layout, marked != NULL ? marked : text, -1);
}

PangoLayout *
kontor_type_lay (KontorType *self, KontorTextRole role, const char *text, double width, KontorAlign align, double scale)
{
  PangoLayout *layout;
  PangoAttrList *attributes;
  PangoDirection direction;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  direction = find_direction (text);
  layout = pango_layout_new (self->context);
  attributes = dup_attributes (self, role, align, scale);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_width (layout, (int) (MAX (width, 1) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  set_text (self, layout, text, direction);
  pango_layout_set_alignment (layout, choose_alignment (self, direction, align));
  return layout;
}
