#include "kontor-template.h"

#define WIDTH (74 * KONTOR_MM)
#define NAME_WIDTH (26 * KONTOR_MM)

KontorFacts
kontor_template_begin_facts (KontorFlow *flow)
{
  return (KontorFacts) {
    .names = kontor_flow_make_block (flow, NAME_WIDTH - 2 * KONTOR_MM, KONTOR_ALIGN_START),
    .values = kontor_flow_make_block (flow, WIDTH - NAME_WIDTH, KONTOR_ALIGN_START),
  };
}

void
kontor_template_add_fact (KontorFacts *facts, const char *name, const char *value)
{
  double missing;

  if (value == NULL || value[0] == '\0')
    return;
  kontor_block_add (facts->names, KONTOR_TEXT_SOFT, name);
  kontor_block_add (facts->values, KONTOR_TEXT_BODY, value);
  /* The next pair begins below both. */
  missing = kontor_block_get_height (facts->values) - kontor_block_get_height (facts->names);
  kontor_block_add_space (missing > 0 ? facts->names : facts->values, ABS (missing));
}

static const char *
get_method (const KontorRecord *order)
{
  if (kontor_record_get_length (order, KONTOR_ORDER_SHIPPING_LINES) == 0)
    return NULL;
  return kontor_record_get_text (kontor_record_get_member (order, KONTOR_ORDER_SHIPPING_LINES, 0), KONTOR_SHIPPING_LINE_TITLE);
}

void
kontor_template_add_order_facts (KontorTemplate *self, KontorFacts *facts, const KontorRecord *order)
{
  g_autofree char *day = kontor_record_has (order, KONTOR_ORDER_PLACED_DAY)
                             ? kontor_template_dup_day (self, kontor_record_get_int (order, KONTOR_ORDER_PLACED_DAY))
                             : NULL;

  kontor_template_add_fact (facts, kontor_template_say (self, KONTOR_WORD_ORDER),
                            kontor_record_get_text (order, KONTOR_ORDER_NUMBER));
  kontor_template_add_fact (facts, kontor_template_say (self, KONTOR_WORD_ORDER_DATE), day);
  kontor_template_add_fact (facts, kontor_template_say (self, KONTOR_WORD_SHIPPING), get_method (order));
}

void
kontor_template_place_facts (KontorFlow *flow, KontorFacts *facts, KontorBarcode *code)
{
  double x = kontor_flow_get_width (flow) - WIDTH;

  if (code != NULL) {
    kontor_block_add_space (facts->values, 3 * KONTOR_MM);
    kontor_block_add_barcode (facts->values, code, 0.33 * KONTOR_MM, 9 * KONTOR_MM);
  }
  kontor_flow_place (flow, facts->names, x, KONTOR_LETTER_ADDRESS_Y);
  kontor_flow_place (flow, facts->values, x + NAME_WIDTH, KONTOR_LETTER_ADDRESS_Y);
  /* Many facts push what follows down. */
  kontor_flow_move_to (flow, KONTOR_LETTER_ADDRESS_Y + kontor_block_get_height (facts->values) + 8 * KONTOR_MM);
  g_clear_pointer (&facts->names, kontor_block_free);
  g_clear_pointer (&facts->values, kontor_block_free);
}
