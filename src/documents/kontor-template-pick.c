#include <string.h>

#include "kontor-template.h"

#define CHECK_SIZE (4 * KONTOR_MM)
#define GAP (4 * KONTOR_MM)
#define N_COLUMNS 5

/* What is fetched once for all orders. */
typedef struct {
  const KontorRecord *line; /* of which name and options are shown */
  const char *bin;          /* "" where none is known */
  const char *sku;          /* "" where it has none */
  gint64 quantity;
  GString *orders; /* (owned) */
} Pick;

static void
pick_free (gpointer data)
{
  Pick *pick = data;

  g_string_free (pick->orders, TRUE);
  g_free (pick);
}

static const char *
get_text (const KontorRecord *record, guint field)
{
  const char *text = kontor_record_get_text (record, field);

  return text != NULL ? text : "";
}

/* Goods are the same where their variant is, or else their SKU, or else all that can be read of them. */
static char *
make_key (const KontorRecord *line, const char *options)
{
  const char *variant = kontor_record_get_ref_key (line, KONTOR_LINE_VARIANT);

  if (variant != NULL)
    return g_strconcat ("v", variant, NULL);
  if (get_text (line, KONTOR_LINE_SKU)[0] != '\0')
    return g_strconcat ("s", get_text (line, KONTOR_LINE_SKU), NULL);
  return g_strconcat ("n", get_text (line, KONTOR_LINE_NAME), "\n", options, NULL);
}

static gint64
get_open (const KontorRecord *line)
{
  return kontor_record_get_int (line, KONTOR_LINE_QUANTITY) - kontor_record_get_int (line, KONTOR_LINE_FULFILLED);
}

static Pick *
pick_new (KontorTemplate *self, const KontorRecord *line)
{
  Pick *pick = g_new0 (Pick, 1);
  const char *bin;

  pick->line = line;
  pick->sku = get_text (line, KONTOR_LINE_SKU);
  bin = self->document->bins != NULL ? g_hash_table_lookup (self->document->bins, pick->sku) : NULL;
  pick->bin = bin != NULL ? bin : "";
  pick->orders = g_string_new (NULL);
  return pick;
}

static void
take_line (KontorTemplate *self, GHashTable *picks, const KontorRecord *order, const KontorRecord *line)
{
  g_autofree char *options = kontor_template_dup_options (line), *key = make_key (line, options);
  gint64 open = get_open (line);
  Pick *pick = g_hash_table_lookup (picks, key);

  if (open <= 0)
    return;
  if (pick == NULL) {
    pick = pick_new (self, line);
    g_hash_table_insert (picks, g_steal_pointer (&key), pick);
  }
  pick->quantity += open;
  g_string_append_printf (pick->orders, "%s%s × %" G_GINT64_FORMAT, pick->orders->len > 0 ? ", " : "",
                          get_text (order, KONTOR_ORDER_NUMBER), open);
}

static int
compare_picks (gconstpointer a, gconstpointer b)
{
  const Pick *x = *(Pick *const *) a, *y = *(Pick *const *) b;
  int by_bin;

  /* What nobody knows the place of is looked for last. */
  if ((x->bin[0] == '\0') != (y->bin[0] == '\0'))
    return x->bin[0] == '\0' ? 1 : -1;
  by_bin = strcmp (x->bin, y->bin);
  if (by_bin == 0)
    by_bin = strcmp (x->sku, y->sku);
  return by_bin != 0 ? by_bin : strcmp (get_text (x->line, KONTOR_LINE_NAME), get_text (y->line, KONTOR_LINE_NAME));
}

/* (transfer full): sorted by the way through the shelves */
static GPtrArray *
sum_up (KontorTemplate *self)
{
  g_autoptr (GHashTable) picks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *sorted = NULL;

  for (guint i = 0; i < self->document->orders->len; i++) {
    const KontorRecord *order = g_ptr_array_index (self->document->orders, i);

    for (guint j = 0; j < kontor_record_get_length (order, KONTOR_ORDER_LINES); j++)
      take_line (self, picks, order, kontor_record_get_member (order, KONTOR_ORDER_LINES, j));
  }
  sorted = g_hash_table_get_values_as_ptr_array (picks);
  g_ptr_array_set_free_func (sorted, pick_free);
  g_ptr_array_sort (sorted, compare_picks);
  return sorted;
}

static void
make_row (KontorTemplate *self, KontorFlow *flow, KontorBlock *blocks[N_COLUMNS], double places[N_COLUMNS])
{
  double bin = self->document->bins != NULL ? 22 * KONTOR_MM : 0;
  const double widths[N_COLUMNS] = { 10 * KONTOR_MM, bin, 14 * KONTOR_MM, 0, 36 * KONTOR_MM };
  double rest = kontor_flow_get_width (flow), x = 0;

  for (guint i = 0; i < N_COLUMNS; i++)
    rest -= widths[i];
  for (guint i = 0; i < N_COLUMNS; i++) {
    double width = i == 3 ? rest : widths[i];

    places[i] = x;
    blocks[i] = kontor_flow_make_block (flow, width - GAP, KONTOR_ALIGN_START);
    x += width;
  }
}

static void
begin_table (KontorTemplate *self, KontorFlow *flow)
{
  const KontorWord words[N_COLUMNS] = { KONTOR_WORD_CHECK, KONTOR_WORD_BIN, KONTOR_WORD_QUANTITY, KONTOR_WORD_ITEM, KONTOR_WORD_SKU };
  KontorBlock *blocks[N_COLUMNS];
  double places[N_COLUMNS];

  make_row (self, flow, blocks, places);
  for (guint i = self->document->bins != NULL ? 1 : 2; i < N_COLUMNS; i++)
    kontor_block_add (blocks[i], KONTOR_TEXT_CAPTION, kontor_template_say (self, words[i]));
  kontor_flow_begin_table (flow, blocks, places, N_COLUMNS);
}

static void
add_pick (KontorTemplate *self, KontorFlow *flow, const Pick *pick)
{
  g_autofree char *quantity = g_strdup_printf ("%" G_GINT64_FORMAT, pick->quantity);
  g_autofree char *options = kontor_template_dup_options (pick->line);
  KontorBlock *blocks[N_COLUMNS];
  double places[N_COLUMNS];

  make_row (self, flow, blocks, places);
  kontor_block_add_box (blocks[0], CHECK_SIZE);
  kontor_block_add (blocks[1], KONTOR_TEXT_STRONG, pick->bin);
  kontor_block_add (blocks[2], KONTOR_TEXT_BIG, quantity);
  kontor_block_add (blocks[3], KONTOR_TEXT_STRONG, kontor_record_get_text (pick->line, KONTOR_LINE_NAME));
  kontor_block_add (blocks[3], KONTOR_TEXT_SOFT, options);
  kontor_block_add (blocks[3], KONTOR_TEXT_SMALL, pick->orders->str);
  kontor_block_add (blocks[4], KONTOR_TEXT_BODY, pick->sku);
  kontor_flow_add_space (flow, 1.6 * KONTOR_MM);
  kontor_flow_add_row (flow, blocks, places, N_COLUMNS);
  kontor_flow_add_space (flow, 1.6 * KONTOR_MM);
  kontor_flow_add_rule (flow, 0.35, KONTOR_INK_HAIR);
}

static void
add_head (KontorTemplate *self, KontorFlow *flow)
{
  KontorBlock *block = kontor_flow_make_block (flow, kontor_flow_get_width (flow), KONTOR_ALIGN_START);
  g_autofree char *day = kontor_template_dup_day (self, self->document->day);
  g_autofree char *facts = g_strdup_printf ("%s · %s: %u", day, kontor_template_say (self, KONTOR_WORD_ORDERS),
                                            self->document->orders->len);

  kontor_block_add (block, KONTOR_TEXT_TITLE, kontor_template_say (self, KONTOR_WORD_PICK_LIST));
  kontor_block_add (block, KONTOR_TEXT_SOFT, facts);
  kontor_block_add_space (block, 6 * KONTOR_MM);
  kontor_flow_take_block (flow, block);
}

gboolean
kontor_template_pick (KontorTemplate *self, GError **error)
{
  const KontorMargins margins = { 15 * KONTOR_MM, 15 * KONTOR_MM, 18 * KONTOR_MM, 15 * KONTOR_MM };
  g_autoptr (KontorFlow) flow = NULL;
  g_autoptr (GPtrArray) picks = NULL, pages = NULL;

  if (kontor_template_get_order (self, error) == NULL)
    return FALSE;
  flow = kontor_flow_new (self->type, self->media->width * KONTOR_MM, self->media->height * KONTOR_MM, &margins);
  picks = sum_up (self);
  add_head (self, flow);
  kontor_flow_set_continuation (flow, kontor_template_say (self, KONTOR_WORD_PICK_LIST));
  begin_table (self, flow);
  for (guint i = 0; i < picks->len; i++)
    add_pick (self, flow, g_ptr_array_index (picks, i));
  kontor_flow_end_table (flow);
  pages = kontor_flow_finish (flow);
  for (guint i = 0; i < pages->len; i++)
    g_ptr_array_add (self->pages, kontor_page_ref (g_ptr_array_index (pages, i)));
  return TRUE;
}
