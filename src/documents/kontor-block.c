#include "kontor-block.h"

/* Lines of text stand further apart than the face says by itself. */
#define LEADING 1.12

typedef struct {
  double x, width, height;
  double base; /* of a line: below the part's top */
  double grey;
  double module;
  gboolean box;             /* an empty square */
  PangoLayout *layout;      /* (owned) (nullable): of the line */
  PangoLayoutLine *line;    /* (owned) (nullable) */
  cairo_surface_t *picture; /* (owned) (nullable) */
  KontorBarcode *barcode;   /* (owned) (nullable) */
} Part;

struct _KontorBlock {
  KontorType *type;
  double width;
  KontorAlign align;
  double scale;
  GArray *parts; /* (owned): Part */
};

static void
part_clear (gpointer data)
{
  Part *part = data;

  g_clear_pointer (&part->line, pango_layout_line_unref);
  g_clear_object (&part->layout);
  g_clear_pointer (&part->picture, cairo_surface_destroy);
  g_clear_pointer (&part->barcode, kontor_barcode_unref);
}

KontorBlock *
kontor_block_new (KontorType *type, double width, KontorAlign align)
{
  KontorBlock *self = g_new0 (KontorBlock, 1);

  self->type = type;
  self->width = width;
  self->align = align;
  self->scale = 1;
  self->parts = g_array_new (FALSE, TRUE, sizeof (Part));
  g_array_set_clear_func (self->parts, part_clear);
  return self;
}

void
kontor_block_free (KontorBlock *self)
{
  g_array_unref (self->parts);
  g_free (self);
}

void
kontor_block_set_scale (KontorBlock *self, double scale)
{
  g_return_if_fail (self != NULL && scale > 0);

  self->scale = scale;
}

static void
add_line (KontorBlock *self, PangoLayoutIter *iter, KontorTextRole role)
{
  PangoRectangle logical;
  Part part = { .grey = kontor_type_get_grey (role) };
  double height, base;

  pango_layout_iter_get_line_extents (iter, NULL, &logical);
  height = (double) logical.height / PANGO_SCALE;
  base = (double) (pango_layout_iter_get_baseline (iter) - logical.y) / PANGO_SCALE;
  part.layout = g_object_ref (pango_layout_iter_get_layout (iter));
  part.line = pango_layout_line_ref (pango_layout_iter_get_line_readonly (iter));
  part.x = (double) logical.x / PANGO_SCALE;
  part.height = height * LEADING;
  part.base = base + height * (LEADING - 1) / 2;
  g_array_append_val (self->parts, part);
}

static void
add_paragraph (KontorBlock *self, KontorTextRole role, const char *text)
{
  g_autoptr (PangoLayout) layout = kontor_type_lay (self->type, role, text, self->width, self->align, self->scale);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  do
    add_line (self, iter, role);
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

void
kontor_block_add (KontorBlock *self, KontorTextRole role, const char *text)
{
  g_autofree char *valid = NULL;
  g_auto (GStrv) paragraphs = NULL;

  g_return_if_fail (self != NULL);

  if (text == NULL || text[0] == '\0')
    return;
  valid = g_strchomp (g_utf8_make_valid (text, -1));
  paragraphs = g_strsplit (g_strdelimit (valid, "\r\v\f", ' '), "\n", -1);
  for (guint i = 0; paragraphs[i] != NULL; i++)
    add_paragraph (self, role, paragraphs[i]);
}

void
kontor_block_add_space (KontorBlock *self, double height)
{
  Part part = { .height = height };

  g_return_if_fail (self != NULL);

  g_array_append_val (self->parts, part);
}

/* Where something of a width begins that is no text. */
static double
find_place (KontorBlock *self, double width)
{
  gboolean at_right = (self->align == KONTOR_ALIGN_END) != kontor_type_is_mirrored (self->type);

  if (self->align == KONTOR_ALIGN_CENTRE)
    return (self->width - width) / 2;
  return at_right ? self->width - width : 0;
}

void
kontor_block_add_picture (KontorBlock *self, cairo_surface_t *picture, double width, double height)
{
  double own_width, own_height, scale;
  Part part = { 0 };

  g_return_if_fail (self != NULL && picture != NULL);

  own_width = cairo_image_surface_get_width (picture);
  own_height = cairo_image_surface_get_height (picture);
  if (own_width < 1 || own_height < 1)
    return;
  scale = MIN (MIN (width, self->width) / own_width, height / own_height);
  part.width = own_width * scale;
  part.height = own_height * scale;
  part.x = find_place (self, part.width);
  part.picture = cairo_surface_reference (picture);
  g_array_append_val (self->parts, part);
}

void
kontor_block_add_box (KontorBlock *self, double size)
{
  Part part = { .width = size, .height = size, .box = TRUE };

  g_return_if_fail (self != NULL);

  part.x = find_place (self, size);
  g_array_append_val (self->parts, part);
}

void
kontor_block_add_barcode (KontorBlock *self, KontorBarcode *barcode, double module, double height)
{
  double quiet, dark;
  Part part = { 0 };

  g_return_if_fail (self != NULL && barcode != NULL);

  quiet = kontor_barcode_get_quiet (barcode);
  dark = kontor_barcode_get_dark_width (barcode);
  part.module = MIN (module, self->width / dark);
  part.width = dark * part.module;
  part.height = kontor_barcode_is_linear (barcode) ? height : part.width;
  part.x = find_place (self, part.width) - quiet * part.module;
  part.base = kontor_barcode_is_linear (barcode) ? 0 : -quiet * part.module;
  part.barcode = kontor_barcode_ref (barcode);
  g_array_append_val (self->parts, part);
}

double
kontor_block_get_width (const KontorBlock *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

static const Part *
get_part (const KontorBlock *self, guint index)
{
  return &g_array_index (self->parts, Part, index);
}

double
kontor_block_get_height (const KontorBlock *self)
{
  double height = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->parts->len; i++)
    height += get_part (self, i)->height;
  return height;
}

guint
kontor_block_get_n_parts (const KontorBlock *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->parts->len;
}

static void
draw_part (const Part *part, KontorPage *page, double x, double y)
{
  if (part->line != NULL)
    kontor_page_add_line (page, part->layout, part->line, x + part->x, y + part->base, part->grey);
  if (part->picture != NULL)
    kontor_page_add_picture (page, part->picture, x + part->x, y, part->width, part->height);
  if (part->box)
    kontor_page_add_frame (page, x + part->x, y, part->width, part->height, 0.8);
  if (part->barcode != NULL)
    kontor_page_add_barcode (page, part->barcode, x + part->x, y + part->base, part->module, part->height);
}

guint
kontor_block_draw (const KontorBlock *self, KontorPage *page, double x, double y, guint first, double room)
{
  double bottom = y + room;

  g_return_val_if_fail (self != NULL && page != NULL, 0);

  for (; first < self->parts->len; first++) {
    const Part *part = get_part (self, first);

    if (y + part->height > bottom + 0.01)
      break;
    draw_part (part, page, x, y);
    y += part->height;
  }
  return first;
}

void
kontor_block_draw_whole (const KontorBlock *self, KontorPage *page, double x, double y)
{
  kontor_block_draw (self, page, x, y, 0, G_MAXDOUBLE);
}
