#include <glib/gi18n.h>

#include "kontor-address.h"
#include "kontor-error.h"
#include "kontor-template.h"

#define N_COLUMNS 5
#define N_CATEGORIES 5

/* These forms are the Universal Postal Union's: in English and French, whatever the shop's language. */
#define STATEMENT                                                                                                             \
  "I, the undersigned, whose name and address are given on the item, certify that the particulars given in this declaration " \
  "are correct and that this item does not contain any dangerous article or articles prohibited by legislation or by postal " \
  "or customs regulations."

typedef struct {
  KontorTemplate *base;
  KontorFlow *flow;
  const KontorRecord *order;
  gboolean large; /* the CN23 */
  double scale;
} Form;

static KontorBlock *
make_block (Form *self, double width, KontorAlign align)
{
  KontorBlock *block = kontor_flow_make_block (self->flow, width, align);

  kontor_block_set_scale (block, self->scale);
  return block;
}

static void
add_head (Form *self)
{
  double width = kontor_flow_get_width (self->flow), mark = 16 * KONTOR_MM;
  KontorBlock *blocks[] = { make_block (self, width - mark, KONTOR_ALIGN_START), make_block (self, mark, KONTOR_ALIGN_END) };
  const double places[] = { 0, width - mark };

  kontor_block_add (blocks[0], KONTOR_TEXT_HEADING, "CUSTOMS DECLARATION");
  kontor_block_add (blocks[0], KONTOR_TEXT_SMALL, "DÉCLARATION EN DOUANE");
  kontor_block_add (blocks[0], KONTOR_TEXT_SMALL, "May be opened officially · Peut être ouvert d’office");
  kontor_block_add (blocks[1], KONTOR_TEXT_BIG, self->large ? "CN 23" : "CN 22");
  kontor_flow_add_row (self->flow, blocks, places, G_N_ELEMENTS (places));
  kontor_flow_add_space (self->flow, KONTOR_MM);
  kontor_flow_add_rule (self->flow, 0.6, KONTOR_INK);
}

static void
add_people (Form *self)
{
  double half = kontor_flow_get_width (self->flow) / 2;
  KontorBlock *blocks[] = { make_block (self, half - 3 * KONTOR_MM, KONTOR_ALIGN_START), make_block (self, half, KONTOR_ALIGN_START) };
  const double places[] = { 0, half };
  const KontorLetterhead *shop = self->base->letterhead;
  g_autofree char *from = shop->address != NULL ? kontor_address_format_for_mail (shop->address, "", "en") : NULL;
  const KontorRecord *address = kontor_record_find_member (self->order, KONTOR_ORDER_ADDRESSES, "shipping");
  g_autofree char *to = address != NULL ? kontor_address_format_for_mail (address, "", "en") : NULL;

  kontor_flow_add_space (self->flow, 2 * KONTOR_MM);
  kontor_block_add (blocks[0], KONTOR_TEXT_CAPTION, "From · De");
  kontor_block_add (blocks[0], KONTOR_TEXT_BODY, shop->name);
  kontor_block_add (blocks[0], KONTOR_TEXT_BODY, from);
  kontor_block_add (blocks[1], KONTOR_TEXT_CAPTION, "To · À");
  kontor_block_add (blocks[1], KONTOR_TEXT_BODY, to);
  if (address != NULL)
    kontor_block_add (blocks[1], KONTOR_TEXT_SOFT, kontor_record_get_text (address, KONTOR_ADDRESS_PHONE));
  kontor_flow_add_row (self->flow, blocks, places, G_N_ELEMENTS (places));
  kontor_flow_add_space (self->flow, 2 * KONTOR_MM);
  kontor_flow_add_rule (self->flow, 0.35, KONTOR_INK_HAIR);
}

/* What a shop sends is sold. */
static void
add_categories (Form *self)
{
  static const char *const names[N_CATEGORIES] = { "☐ Gift\nCadeau", "☐ Documents", "☒ Sale of goods\nVente de marchandises",
                                                   "☐ Sample\nÉchantillon", "☐ Returned\nRetour" };
  double width = kontor_flow_get_width (self->flow), x = 0;
  const double parts[N_CATEGORIES] = { 0.14, 0.22, 0.26, 0.18, 0.2 };
  KontorBlock *blocks[N_CATEGORIES];
  double places[N_CATEGORIES];

  kontor_flow_add_space (self->flow, 1.2 * KONTOR_MM);
  for (guint i = 0; i < N_CATEGORIES; i++) {
    places[i] = x;
    blocks[i] = make_block (self, width * parts[i] - KONTOR_MM, KONTOR_ALIGN_START);
    kontor_block_add (blocks[i], KONTOR_TEXT_SMALL, names[i]);
    x += width * parts[i];
  }
  kontor_flow_add_row (self->flow, blocks, places, N_CATEGORIES);
  kontor_flow_add_space (self->flow, KONTOR_MM);
  kontor_flow_add_rule (self->flow, 0.35, KONTOR_INK_HAIR);
}

static void
make_row (Form *self, KontorTextRole role, const char *const texts[N_COLUMNS], KontorBlock *blocks[N_COLUMNS], double places[N_COLUMNS])
{
  const double parts[N_COLUMNS] = { 0.35, 0.13, 0.22, 0.19, 0.11 };
  double width = kontor_flow_get_width (self->flow), x = 0;

  for (guint i = 0; i < N_COLUMNS; i++) {
    places[i] = x;
    blocks[i] = make_block (self, width * parts[i] - (i < N_COLUMNS - 1 ? KONTOR_MM : 0),
                            i == 0 ? KONTOR_ALIGN_START : KONTOR_ALIGN_END);
    kontor_block_add (blocks[i], role, texts[i]);
    x += width * parts[i];
  }
}

static void
add_row (Form *self, KontorTextRole role, const char *const texts[N_COLUMNS])
{
  KontorBlock *blocks[N_COLUMNS];
  double places[N_COLUMNS];

  make_row (self, role, texts, blocks, places);
  kontor_flow_add_space (self->flow, 0.8 * KONTOR_MM);
  kontor_flow_add_row (self->flow, blocks, places, N_COLUMNS);
  kontor_flow_add_space (self->flow, 0.8 * KONTOR_MM);
}

static char *
format_weight (gint64 grams)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%03d", grams / 1000, (int) (grams % 1000));
}

static char *
format_value (Form *self, gint64 amount)
{
  const char *currency = kontor_record_get_text (self->order, KONTOR_ORDER_CURRENCY);
  KontorMoney money = kontor_money_make (amount, currency != NULL ? currency : "");
  g_autofree char *decimal = kontor_decimal_format (money.amount, kontor_currency_get_decimals (money.currency));

  return g_strdup_printf ("%s %s", decimal, money.currency);
}

static void
add_goods (Form *self, const KontorRecord *goods)
{
  const char *name = kontor_record_get_text (goods, KONTOR_GOODS_NAME);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT " × %s", kontor_record_get_int (goods, KONTOR_GOODS_QUANTITY),
                                           name != NULL ? name : "");
  g_autofree char *weight = format_weight (kontor_record_get_int (goods, KONTOR_GOODS_GRAMS));
  g_autofree char *value = format_value (self, kontor_record_get_amount (goods, KONTOR_GOODS_VALUE));
  const char *texts[N_COLUMNS] = { text, weight, value, kontor_record_get_text (goods, KONTOR_GOODS_HS_CODE),
                                   kontor_record_get_text (goods, KONTOR_GOODS_ORIGIN) };

  add_row (self, KONTOR_TEXT_BODY, texts);
  kontor_flow_add_rule (self->flow, 0.35, KONTOR_INK_HAIR);
}

static void
add_table (Form *self)
{
  const GPtrArray *goods = self->base->document->goods;
  const char *captions[N_COLUMNS] = { "Quantity and description\nQuantité et description", "Weight\nPoids (kg)", "Value\nValeur", "HS code\nN° SH", "Origin\nOrigine" };
  KontorBlock *blocks[N_COLUMNS];
  double places[N_COLUMNS];
  gint64 grams = 0, value = 0;

  kontor_flow_add_space (self->flow, 1.2 * KONTOR_MM);
  make_row (self, KONTOR_TEXT_SMALL, captions, blocks, places);
  kontor_flow_begin_table (self->flow, blocks, places, N_COLUMNS);
  for (guint i = 0; i < goods->len; i++) {
    const KontorRecord *one = g_ptr_array_index (goods, i);

    add_goods (self, one);
    grams += kontor_record_get_int (one, KONTOR_GOODS_GRAMS);
    value += kontor_record_get_amount (one, KONTOR_GOODS_VALUE);
  }
  kontor_flow_end_table (self->flow);
  {
    g_autofree char *weight = format_weight (grams), *sum = format_value (self, value);
    const char *texts[N_COLUMNS] = { "Total", weight, sum, NULL, NULL };

    add_row (self, KONTOR_TEXT_STRONG, texts);
  }
  kontor_flow_add_rule (self->flow, 0.6, KONTOR_INK);
}

static void
add_statement (Form *self)
{
  KontorBlock *block = make_block (self, kontor_flow_get_width (self->flow), KONTOR_ALIGN_START);
  g_autofree char *day = kontor_template_dup_day (self->base, self->base->document->day);
  g_autofree char *signature = g_strconcat ("Date and sender’s signature · Date et signature: ", day, NULL);

  kontor_block_add_space (block, 1.2 * KONTOR_MM);
  kontor_block_add (block, KONTOR_TEXT_SMALL, STATEMENT);
  kontor_block_add_space (block, 1.5 * KONTOR_MM);
  kontor_block_add (block, KONTOR_TEXT_SMALL, signature);
  kontor_block_add_space (block, 7 * KONTOR_MM);
  kontor_flow_take_block (self->flow, block);
  kontor_flow_add_rule (self->flow, 0.35, KONTOR_INK);
}

static gboolean
check (KontorTemplate *self, const KontorRecord *order, GError **error)
{
  if (order == NULL)
    return FALSE;
  if (self->document->goods != NULL && self->document->goods->len > 0)
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Order %s has no goods to declare"),
               kontor_record_get_text (order, KONTOR_ORDER_NUMBER));
  return FALSE;
}

gboolean
kontor_template_customs (KontorTemplate *self, GError **error)
{
  Form form = { .base = self, .order = kontor_template_get_order (self, error), .large = self->document->kind == KONTOR_DOCUMENT_CN23 };
  g_autoptr (KontorType) type = kontor_type_new ("en");
  double margin = form.large ? 12 * KONTOR_MM : 4 * KONTOR_MM;
  const KontorMargins margins = { margin, margin, margin, margin };
  g_autoptr (KontorFlow) flow = NULL;
  g_autoptr (GPtrArray) pages = NULL;

  if (!check (self, form.order, error))
    return FALSE;
  form.flow = flow = kontor_flow_new (type, self->media->label_width * KONTOR_MM, self->media->label_height * KONTOR_MM, &margins);
  form.scale = form.large ? 1 : 0.78;
  add_head (&form);
  if (form.large)
    add_people (&form);
  add_categories (&form);
  add_table (&form);
  add_statement (&form);
  pages = kontor_flow_finish (flow);
  if (!form.large && pages->len > 1) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("So many goods do not fit on a CN22; print a CN23"));
    return FALSE;
  }
  for (guint i = 0; i < pages->len; i++)
    g_ptr_array_add (self->pages, kontor_page_ref (g_ptr_array_index (pages, i)));
  return TRUE;
}
