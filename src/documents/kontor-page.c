#include "kontor-page.h"

typedef enum { ITEM_LINE, ITEM_BOX, ITEM_FRAME, ITEM_BARCODE, ITEM_PICTURE, ITEM_PAGE } ItemKind;

typedef struct {
  ItemKind kind;
  double x, y, width, height;
  double amount;       /* grey of lines and boxes, thickness of frames, module of barcodes */
  gpointer what;       /* (owned) (nullable): by the kind */
  PangoLayout *layout; /* (owned) (nullable): of a line, which needs it to say what its glyphs mean */
} Item;

struct _KontorPage {
  double width;
  double height;
  GArray *items; /* (owned): Item */
};

G_DEFINE_BOXED_TYPE (KontorPage, kontor_page, kontor_page_ref, kontor_page_unref)

static void
item_clear (gpointer data)
{
  Item *item = data;

  switch (item->kind) {
  case ITEM_LINE:
    pango_layout_line_unref (item->what);
    g_object_unref (item->layout);
    break;
  case ITEM_BARCODE:
    kontor_barcode_unref (item->what);
    break;
  case ITEM_PICTURE:
    cairo_surface_destroy (item->what);
    break;
  case ITEM_PAGE:
    kontor_page_unref (item->what);
    break;
  case ITEM_BOX:
  case ITEM_FRAME:
    break;
  }
}

static void
draw_picture (const Item *item, cairo_t *cr)
{
  double width = cairo_image_surface_get_width (item->what), height = cairo_image_surface_get_height (item->what);
  double scale = MIN (item->width / width, item->height / height);

  cairo_scale (cr, scale, scale);
  cairo_set_source_surface (cr, item->what, 0, 0);
  cairo_paint (cr);
}

static void
draw_item (const Item *item, cairo_t *cr)
{
  cairo_save (cr);
  cairo_translate (cr, item->x, item->y);
  cairo_set_source_rgb (cr, 0, 0, 0);
  switch (item->kind) {
  case ITEM_LINE:
    cairo_set_source_rgb (cr, item->amount, item->amount, item->amount);
    pango_cairo_show_layout_line (cr, item->what);
    break;
  case ITEM_BOX:
    cairo_set_source_rgb (cr, item->amount, item->amount, item->amount);
    cairo_rectangle (cr, 0, 0, item->width, item->height);
    cairo_fill (cr);
    break;
  case ITEM_FRAME:
    cairo_set_line_width (cr, item->amount);
    cairo_rectangle (cr, 0, 0, item->width, item->height);
    cairo_stroke (cr);
    break;
  case ITEM_BARCODE:
    kontor_barcode_draw (item->what, cr, item->amount, item->height);
    break;
  case ITEM_PICTURE:
    draw_picture (item, cr);
    break;
  case ITEM_PAGE:
    kontor_page_draw (item->what, cr);
    break;
  }
  cairo_restore (cr);
}

KontorPage *
kontor_page_new (double width, double height)
{
  KontorPage *self = g_atomic_rc_box_new0 (KontorPage);

  self->width = width;
  self->height = height;
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (self->items, item_clear);
  return self;
}

KontorPage *
kontor_page_ref (KontorPage *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
page_clear (gpointer data)
{
  KontorPage *self = data;

  g_array_unref (self->items);
}

void
kontor_page_unref (KontorPage *self)
{
  g_atomic_rc_box_release_full (self, page_clear);
}

double
kontor_page_get_width (const KontorPage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

double
kontor_page_get_height (const KontorPage *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

void
kontor_page_add_line (KontorPage *self, PangoLayout *layout, PangoLayoutLine *line, double x, double y, double grey)
{
  Item item = { ITEM_LINE, x, y, 0, 0, grey, line, layout };

  g_return_if_fail (self != NULL && layout != NULL && line != NULL);

  g_object_ref (layout);
  pango_layout_line_ref (line);
  g_array_append_val (self->items, item);
}

void
kontor_page_add_box (KontorPage *self, double x, double y, double width, double height, double grey)
{
  Item item = { ITEM_BOX, x, y, width, height, grey, NULL, NULL };

  g_return_if_fail (self != NULL);

  g_array_append_val (self->items, item);
}

void
kontor_page_add_frame (KontorPage *self, double x, double y, double width, double height, double thickness)
{
  Item item = { ITEM_FRAME, x, y, width, height, thickness, NULL, NULL };

  g_return_if_fail (self != NULL);

  g_array_append_val (self->items, item);
}

void
kontor_page_add_barcode (KontorPage *self, KontorBarcode *barcode, double x, double y, double module, double height)
{
  Item item = { ITEM_BARCODE, x, y, 0, height, module, barcode, NULL };

  g_return_if_fail (self != NULL && barcode != NULL);

  kontor_barcode_ref (barcode);
  g_array_append_val (self->items, item);
}

void
kontor_page_add_picture (KontorPage *self, cairo_surface_t *picture, double x, double y, double width, double height)
{
  Item item = { ITEM_PICTURE, x, y, width, height, 0, picture, NULL };

  g_return_if_fail (self != NULL && picture != NULL);

  cairo_surface_reference (picture);
  g_array_append_val (self->items, item);
}

void
kontor_page_add_page (KontorPage *self, KontorPage *other, double x, double y)
{
  Item item = { ITEM_PAGE, x, y, 0, 0, 0, other, NULL };

  g_return_if_fail (self != NULL && other != NULL && self != other);

  kontor_page_ref (other);
  g_array_append_val (self->items, item);
}

void
kontor_page_draw (const KontorPage *self, cairo_t *cr)
{
  g_return_if_fail (self != NULL && cr != NULL);

  for (guint i = 0; i < self->items->len; i++)
    draw_item (&g_array_index (self->items, Item, i), cr);
}
