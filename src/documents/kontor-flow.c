#include "kontor-flow.h"

#define HEAD_GAP (1.3 * KONTOR_MM)
#define CONTINUATION_GAP (5 * KONTOR_MM)
#define FOOT_GAP (5 * KONTOR_MM)

typedef struct {
  KontorBlock **blocks; /* (owned) */
  double *places;       /* (owned) */
  guint n;
} Row;

struct _KontorFlow {
  KontorType *type; /* (borrowed) */
  double width, height;
  KontorMargins margins;
  GPtrArray *pages; /* (owned): KontorPage */
  double y;
  char *continuation; /* (owned) (nullable) */
  GPtrArray *foot;    /* (owned): KontorBlock */
  Row head;           /* of the table that is being filled */
};

static void
row_clear (Row *row)
{
  for (guint i = 0; i < row->n; i++)
    kontor_block_free (row->blocks[i]);
  g_clear_pointer (&row->blocks, g_free);
  g_clear_pointer (&row->places, g_free);
  row->n = 0;
}

static void
row_fill (Row *row, KontorBlock **blocks, const double *places, guint n)
{
  row->blocks = g_memdup2 (blocks, n * sizeof *blocks);
  row->places = g_memdup2 (places, n * sizeof *places);
  row->n = n;
}

static double
row_get_height (const Row *row)
{
  double height = 0;

  for (guint i = 0; i < row->n; i++)
    height = MAX (height, kontor_block_get_height (row->blocks[i]));
  return height;
}

static KontorPage *
get_page (KontorFlow *self)
{
  return g_ptr_array_index (self->pages, self->pages->len - 1);
}

/* From the side where reading begins to the left of the page. */
static double
find_left (KontorFlow *self, double place, double width)
{
  return kontor_type_is_mirrored (self->type) ? self->width - self->margins.start - place - width : self->margins.start + place;
}

static double
get_bottom (KontorFlow *self)
{
  return self->height - self->margins.bottom;
}

static void
draw_block (KontorFlow *self, KontorBlock *block, double place, double y)
{
  kontor_block_draw_whole (block, get_page (self), find_left (self, place, kontor_block_get_width (block)), y);
}

static void
draw_head (KontorFlow *self)
{
  if (self->head.n == 0)
    return;
  for (guint i = 0; i < self->head.n; i++)
    draw_block (self, self->head.blocks[i], self->head.places[i], self->y);
  self->y += row_get_height (&self->head) + HEAD_GAP;
  kontor_flow_add_rule (self, 0.6, KONTOR_INK);
}

static void
draw_continuation (KontorFlow *self)
{
  g_autoptr (KontorBlock) block = kontor_flow_make_block (self, kontor_flow_get_width (self), KONTOR_ALIGN_START);

  if (self->continuation == NULL)
    return;
  kontor_block_add (block, KONTOR_TEXT_SOFT, self->continuation);
  draw_block (self, block, 0, self->y);
  self->y += kontor_block_get_height (block) + CONTINUATION_GAP;
}

static void
add_page (KontorFlow *self)
{
  gboolean first = self->pages->len == 0;

  g_ptr_array_add (self->pages, kontor_page_new (self->width, self->height));
  self->y = self->margins.top;
  if (first)
    return;
  draw_continuation (self);
  draw_head (self);
}

KontorFlow *
kontor_flow_new (KontorType *type, double width, double height, const KontorMargins *margins)
{
  KontorFlow *self = g_new0 (KontorFlow, 1);

  self->type = type;
  self->width = width;
  self->height = height;
  self->margins = *margins;
  self->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_page_unref);
  self->foot = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_block_free);
  add_page (self);
  return self;
}

void
kontor_flow_free (KontorFlow *self)
{
  row_clear (&self->head);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->foot);
  g_free (self->continuation);
  g_free (self);
}

KontorType *
kontor_flow_get_type_setter (KontorFlow *self)
{
  return self->type;
}

double
kontor_flow_get_width (KontorFlow *self)
{
  return self->width - self->margins.start - self->margins.end;
}

double
kontor_flow_get_y (KontorFlow *self)
{
  return self->y;
}

KontorBlock *
kontor_flow_make_block (KontorFlow *self, double width, KontorAlign align)
{
  return kontor_block_new (self->type, width, align);
}

void
kontor_flow_set_continuation (KontorFlow *self, const char *text)
{
  g_set_str (&self->continuation, text);
}

void
kontor_flow_take_foot (KontorFlow *self, KontorBlock **columns)
{
  g_ptr_array_set_size (self->foot, 0);
  for (guint i = 0; columns[i] != NULL; i++)
    g_ptr_array_add (self->foot, columns[i]);
}

void
kontor_flow_place (KontorFlow *self, KontorBlock *block, double x, double y)
{
  kontor_block_draw_whole (block, g_ptr_array_index (self->pages, 0), find_left (self, x, kontor_block_get_width (block)), y);
}

void
kontor_flow_move_to (KontorFlow *self, double y)
{
  self->y = MAX (self->y, y);
}

void
kontor_flow_add_space (KontorFlow *self, double height)
{
  self->y += height;
}

void
kontor_flow_add_rule (KontorFlow *self, double thickness, double grey)
{
  kontor_page_add_box (get_page (self), find_left (self, 0, kontor_flow_get_width (self)), self->y, kontor_flow_get_width (self),
                       thickness, grey);
  self->y += thickness;
}

void
kontor_flow_need (KontorFlow *self, double height)
{
  if (self->y + height > get_bottom (self))
    add_page (self);
}

/* Draws what fits of each block and moves on; whether all is drawn. */
static gboolean
draw_some (KontorFlow *self, const Row *row, guint *first, double room)
{
  double highest = self->y;
  gboolean done = TRUE;

  for (guint i = 0; i < row->n; i++) {
    KontorBlock *block = row->blocks[i];
    double x = find_left (self, row->places[i], kontor_block_get_width (block));

    first[i] = kontor_block_draw (block, get_page (self), x, self->y, first[i], room);
    done = done && first[i] == kontor_block_get_n_parts (block);
    highest = MAX (highest, self->y + MIN (kontor_block_get_height (block), room));
  }
  self->y = highest;
  return done;
}

/* What is higher than a page is cut between lines. */
static void
draw_row (KontorFlow *self, const Row *row)
{
  double height = row_get_height (row), most = get_bottom (self) - self->margins.top - row_get_height (&self->head) -
                                               CONTINUATION_GAP - 4 * HEAD_GAP;
  g_autofree guint *first = g_new0 (guint, row->n);

  if (height <= most)
    kontor_flow_need (self, height);
  while (!draw_some (self, row, first, get_bottom (self) - self->y)) {
    add_page (self);
    /* On paper that has no room for one line it overflows, rather than never ending. */
    if (most <= 0)
      draw_some (self, row, first, G_MAXDOUBLE);
  }
}

void
kontor_flow_add_row (KontorFlow *self, KontorBlock **blocks, const double *places, guint n)
{
  Row row = { 0 };

  row_fill (&row, blocks, places, n);
  draw_row (self, &row);
  row_clear (&row);
}

void
kontor_flow_take_block (KontorFlow *self, KontorBlock *block)
{
  const double place = 0;

  kontor_flow_add_row (self, &block, &place, 1);
}

void
kontor_flow_begin_table (KontorFlow *self, KontorBlock **blocks, const double *places, guint n)
{
  row_clear (&self->head);
  row_fill (&self->head, blocks, places, n);
  draw_head (self);
}

void
kontor_flow_end_table (KontorFlow *self)
{
  row_clear (&self->head);
}

static void
draw_foot (KontorFlow *self, KontorPage *page)
{
  double x = 0, gap = 5 * KONTOR_MM;

  for (guint i = 0; i < self->foot->len; i++) {
    KontorBlock *block = g_ptr_array_index (self->foot, i);
    double width = kontor_block_get_width (block);

    kontor_block_draw_whole (block, page, find_left (self, x, width), get_bottom (self) + FOOT_GAP);
    x += width + gap;
  }
}

static void
draw_number (KontorFlow *self, KontorPage *page, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u/%u", number, self->pages->len);
  g_autoptr (KontorBlock) block = kontor_flow_make_block (self, 12 * KONTOR_MM, KONTOR_ALIGN_END);

  kontor_block_add (block, KONTOR_TEXT_SMALL, text);
  kontor_block_draw_whole (block, page, find_left (self, kontor_flow_get_width (self) - 12 * KONTOR_MM, 12 * KONTOR_MM),
                           get_bottom (self) + FOOT_GAP);
}

GPtrArray *
kontor_flow_finish (KontorFlow *self)
{
  for (guint i = 0; i < self->pages->len; i++) {
    KontorPage *page = g_ptr_array_index (self->pages, i);

    draw_foot (self, page);
    if (self->pages->len > 1)
      draw_number (self, page, i + 1);
  }
  return g_ptr_array_ref (self->pages);
}
