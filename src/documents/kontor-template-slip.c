#include "kontor-template.h"

/* From the side at which reading begins: how many, a picture where there are any, what, and its number. */
#define QUANTITY_WIDTH (14 * KONTOR_MM)
#define PICTURE_SIZE (14 * KONTOR_MM)
#define SKU_WIDTH (38 * KONTOR_MM)
#define GAP (4 * KONTOR_MM)
#define N_COLUMNS 4

typedef struct {
  double places[N_COLUMNS];
  double widths[N_COLUMNS];
} Columns;

static Columns
measure (KontorTemplate *self, KontorFlow *flow)
{
  double picture = self->document->pictures != NULL ? PICTURE_SIZE : 0;
  double item = QUANTITY_WIDTH + (picture > 0 ? picture + GAP : 0);
  double sku = kontor_flow_get_width (flow) - SKU_WIDTH;

  return (Columns) { { 0, QUANTITY_WIDTH, item, sku }, { QUANTITY_WIDTH - GAP, picture, sku - item - GAP, SKU_WIDTH } };
}

static void
begin_table (KontorTemplate *self, KontorFlow *flow, const Columns *columns)
{
  const char *captions[N_COLUMNS] = { kontor_template_say (self, KONTOR_WORD_QUANTITY), NULL,
                                      kontor_template_say (self, KONTOR_WORD_ITEM), kontor_template_say (self, KONTOR_WORD_SKU) };
  KontorBlock *blocks[N_COLUMNS];

  for (guint i = 0; i < N_COLUMNS; i++) {
    blocks[i] = kontor_flow_make_block (flow, columns->widths[i], KONTOR_ALIGN_START);
    kontor_block_add (blocks[i], KONTOR_TEXT_CAPTION, captions[i]);
  }
  kontor_flow_begin_table (flow, blocks, columns->places, N_COLUMNS);
}

static gboolean
is_shipped (const KontorRecord *line)
{
  return !kontor_record_has (line, KONTOR_LINE_REQUIRES_SHIPPING) || kontor_record_is_null (line, KONTOR_LINE_REQUIRES_SHIPPING) ||
         kontor_record_get_bool (line, KONTOR_LINE_REQUIRES_SHIPPING);
}

static cairo_surface_t *
find_picture (KontorTemplate *self, const KontorRecord *line)
{
  const char *url = kontor_record_get_text (line, KONTOR_LINE_PICTURE_URL);

  return self->document->pictures != NULL && url != NULL ? g_hash_table_lookup (self->document->pictures, url) : NULL;
}

static void
add_line (KontorTemplate *self, KontorFlow *flow, const Columns *columns, const KontorRecord *line)
{
  g_autofree char *quantity = g_strdup_printf ("%" G_GINT64_FORMAT, kontor_record_get_int (line, KONTOR_LINE_QUANTITY));
  g_autofree char *options = kontor_template_dup_options (line);
  cairo_surface_t *picture = find_picture (self, line);
  KontorBlock *blocks[N_COLUMNS];

  for (guint i = 0; i < N_COLUMNS; i++)
    blocks[i] = kontor_flow_make_block (flow, columns->widths[i], KONTOR_ALIGN_START);
  kontor_block_add (blocks[0], KONTOR_TEXT_STRONG, quantity);
  if (picture != NULL)
    kontor_block_add_picture (blocks[1], picture, PICTURE_SIZE, PICTURE_SIZE);
  kontor_block_add (blocks[2], KONTOR_TEXT_STRONG, kontor_record_get_text (line, KONTOR_LINE_NAME));
  kontor_block_add (blocks[2], KONTOR_TEXT_SOFT, options);
  kontor_block_add (blocks[3], KONTOR_TEXT_BODY, kontor_record_get_text (line, KONTOR_LINE_SKU));
  kontor_flow_add_space (flow, 1.8 * KONTOR_MM);
  kontor_flow_add_row (flow, blocks, columns->places, N_COLUMNS);
  kontor_flow_add_space (flow, 1.8 * KONTOR_MM);
  kontor_flow_add_rule (flow, 0.35, KONTOR_INK_HAIR);
}

static void
add_sum (KontorTemplate *self, KontorFlow *flow, gint64 quantity)
{
  g_autofree char *text =
      g_strdup_printf ("%s: %" G_GINT64_FORMAT, kontor_template_say (self, KONTOR_WORD_TOTAL_QUANTITY), quantity);
  KontorBlock *block = kontor_flow_make_block (flow, kontor_flow_get_width (flow), KONTOR_ALIGN_START);

  kontor_block_add_space (block, 2 * KONTOR_MM);
  kontor_block_add (block, KONTOR_TEXT_STRONG, text);
  kontor_flow_take_block (flow, block);
}

static void
add_lines (KontorTemplate *self, KontorFlow *flow, const KontorRecord *order)
{
  const Columns columns = measure (self, flow);
  gint64 quantity = 0;

  begin_table (self, flow, &columns);
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_LINES, i);

    if (!is_shipped (line) || kontor_record_get_int (line, KONTOR_LINE_QUANTITY) <= 0)
      continue;
    add_line (self, flow, &columns, line);
    quantity += kontor_record_get_int (line, KONTOR_LINE_QUANTITY);
  }
  kontor_flow_end_table (flow);
  add_sum (self, flow, quantity);
}

gboolean
kontor_template_slip (KontorTemplate *self, GError **error)
{
  KontorRecord *order = kontor_template_get_order (self, error);
  g_autoptr (KontorBarcode) code = NULL;
  g_autoptr (KontorFlow) flow = NULL;
  g_autofree char *address = NULL, *title = NULL;
  KontorFacts facts;

  if (order == NULL)
    return FALSE;
  address = kontor_template_dup_address (self, order, "shipping");
  code = kontor_template_make_number_code (order);
  title = kontor_template_dup_title (self, KONTOR_WORD_PACKING_SLIP, kontor_record_get_text (order, KONTOR_ORDER_NUMBER));
  flow = kontor_template_begin_letter (self, address);
  facts = kontor_template_begin_facts (flow);
  kontor_template_add_order_facts (self, &facts, order);
  kontor_template_place_facts (flow, &facts, code);
  kontor_template_add_title (flow, title);
  add_lines (self, flow, order);
  kontor_template_add_note (self, flow, KONTOR_WORD_GIFT_NOTE, self->document->gift_note);
  kontor_template_add_note (self, flow, KONTOR_WORD_CUSTOMER_NOTE, kontor_record_get_text (order, KONTOR_ORDER_CUSTOMER_NOTE));
  kontor_template_end_letter (self, flow);
  return TRUE;
}
