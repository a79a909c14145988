#include <string.h>

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-template.h"

#define GAP (4 * KONTOR_MM)
#define N_COLUMNS 5

/* Of one document: what is charged, or given back. */
typedef struct {
  KontorTemplate *base;
  KontorFlow *flow;
  const KontorRecord *order;
  const KontorRecord *refund; /* (nullable): of a credit note */
  gboolean gross;             /* whether the amounts of lines contain their tax */
  gint64 sum;                 /* of all lines so far, as they are shown */
  gint64 tax;                 /* in them */
} Bill;

static const char *
say (Bill *self, KontorWord word)
{
  return kontor_template_say (self->base, word);
}

static void
make_row (Bill *self, KontorBlock *blocks[N_COLUMNS], double places[N_COLUMNS])
{
  const double widths[N_COLUMNS] = { 14 * KONTOR_MM, 0, 26 * KONTOR_MM, 16 * KONTOR_MM, 28 * KONTOR_MM };
  double rest = kontor_flow_get_width (self->flow), x = 0;

  for (guint i = 0; i < N_COLUMNS; i++)
    rest -= widths[i];
  for (guint i = 0; i < N_COLUMNS; i++) {
    double width = i == 1 ? rest : widths[i];

    places[i] = x;
    /* Figures stand at the end of their column, and the last one at the edge. */
    blocks[i] = kontor_flow_make_block (self->flow, width - (i < 2 ? GAP : 0), i < 2 ? KONTOR_ALIGN_START : KONTOR_ALIGN_END);
    x += width;
  }
}

static void
begin_table (Bill *self)
{
  const KontorWord words[N_COLUMNS] = { KONTOR_WORD_QUANTITY, KONTOR_WORD_ITEM, KONTOR_WORD_UNIT_PRICE, KONTOR_WORD_TAX, KONTOR_WORD_AMOUNT };
  KontorBlock *blocks[N_COLUMNS];
  double places[N_COLUMNS];

  make_row (self, blocks, places);
  for (guint i = 0; i < N_COLUMNS; i++)
    kontor_block_add (blocks[i], KONTOR_TEXT_CAPTION, say (self, words[i]));
  kontor_flow_begin_table (self->flow, blocks, places, N_COLUMNS);
}

/* "19 %" of a rate that the server wrote as "19.0000"; what is no number stays as it is. */
static char *
format_rate (const KontorRecord *tax)
{
  const char *rate = kontor_record_get_text (tax, KONTOR_ORDER_TAX_RATE);
  g_autofree char *number = NULL;
  gint64 amount;

  if (rate == NULL || rate[0] == '\0')
    return g_strdup ("");
  if (!kontor_decimal_parse (rate, &amount, NULL, NULL))
    return g_strdup (rate);
  number = kontor_decimal_format (amount, 0);
  return g_strconcat (number, " %", NULL);
}

/* Of which rates the list of taxes has an amount. */
static char *
format_rates (Bill *self, const KontorRecord *line, guint field)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < kontor_record_get_length (line, field); i++) {
    const char *key = kontor_record_get_key (kontor_record_get_member (line, field, i));
    const KontorRecord *tax = key != NULL ? kontor_record_find_member (self->order, KONTOR_ORDER_TAXES, key) : NULL;
    g_autofree char *rate = tax != NULL ? format_rate (tax) : NULL;

    if (rate != NULL && rate[0] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? "\n" : "", rate);
  }
  return g_string_free_and_steal (out);
}

static char *
format (Bill *self, gint64 amount)
{
  return kontor_template_dup_amount (self->base, self->order, amount);
}

typedef struct {
  gint64 quantity; /* 0 where it is not counted */
  const char *name;
  const char *options;
  const char *sku;
  const char *rates;
  gint64 unit; /* 0 where there is none */
  gint64 net;
  gint64 tax;
} Entry;

static void
add_entry (Bill *self, const Entry *entry)
{
  gint64 amount = entry->net + (self->gross ? entry->tax : 0);
  g_autofree char *quantity = entry->quantity > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, entry->quantity) : NULL;
  g_autofree char *unit = entry->unit > 0 ? format (self, entry->unit) : NULL, *sum = format (self, amount);
  KontorBlock *blocks[N_COLUMNS];
  double places[N_COLUMNS];

  make_row (self, blocks, places);
  kontor_block_add (blocks[0], KONTOR_TEXT_BODY, quantity);
  kontor_block_add (blocks[1], KONTOR_TEXT_STRONG, entry->name);
  kontor_block_add (blocks[1], KONTOR_TEXT_SOFT, entry->options);
  kontor_block_add (blocks[1], KONTOR_TEXT_SOFT, entry->sku);
  kontor_block_add (blocks[2], KONTOR_TEXT_BODY, unit);
  kontor_block_add (blocks[3], KONTOR_TEXT_BODY, entry->rates);
  kontor_block_add (blocks[4], KONTOR_TEXT_BODY, sum);
  kontor_flow_add_space (self->flow, 1.6 * KONTOR_MM);
  kontor_flow_add_row (self->flow, blocks, places, N_COLUMNS);
  kontor_flow_add_space (self->flow, 1.6 * KONTOR_MM);
  kontor_flow_add_rule (self->flow, 0.35, KONTOR_INK_HAIR);
  self->sum += amount;
  self->tax += entry->tax;
}

static void
add_order_line (Bill *self, const KontorRecord *line)
{
  g_autofree char *options = kontor_template_dup_options (line), *rates = format_rates (self, line, KONTOR_LINE_TAXES);
  const Entry entry = {
    .quantity = kontor_record_get_int (line, KONTOR_LINE_QUANTITY),
    .name = kontor_record_get_text (line, KONTOR_LINE_NAME),
    .options = options,
    .sku = kontor_record_get_text (line, KONTOR_LINE_SKU),
    .rates = rates,
    .unit = kontor_record_get_amount (line, KONTOR_LINE_UNIT_PRICE),
    .net = kontor_record_get_amount (line, KONTOR_LINE_NET),
    .tax = kontor_record_get_amount (line, KONTOR_LINE_TAX),
  };

  add_entry (self, &entry);
}

static void
add_shipping (Bill *self, const KontorRecord *line)
{
  g_autofree char *rates = format_rates (self, line, KONTOR_SHIPPING_LINE_TAXES);
  const char *title = kontor_record_get_text (line, KONTOR_SHIPPING_LINE_TITLE);
  g_autofree char *name = title != NULL && title[0] != '\0' ? g_strconcat (say (self, KONTOR_WORD_SHIPPING_COST), ": ", title, NULL)
                                                            : g_strdup (say (self, KONTOR_WORD_SHIPPING_COST));
  const Entry entry = {
    .name = name,
    .rates = rates,
    .net = kontor_record_get_amount (line, KONTOR_SHIPPING_LINE_NET),
    .tax = kontor_record_get_amount (line, KONTOR_SHIPPING_LINE_TAX),
  };

  add_entry (self, &entry);
}

static void
add_fee (Bill *self, const KontorRecord *fee)
{
  g_autofree char *rates = format_rates (self, fee, KONTOR_FEE_TAXES);
  const Entry entry = {
    .name = kontor_record_get_text (fee, KONTOR_FEE_NAME),
    .rates = rates,
    .net = kontor_record_get_amount (fee, KONTOR_FEE_NET),
    .tax = kontor_record_get_amount (fee, KONTOR_FEE_TAX),
  };

  add_entry (self, &entry);
}

static void
add_all (Bill *self, guint field, void (*add) (Bill *self, const KontorRecord *member))
{
  for (guint i = 0; i < kontor_record_get_length (self->order, field); i++)
    add (self, kontor_record_get_member (self->order, field, i));
}

static void
add_refund_line (Bill *self, const KontorRecord *refunded)
{
  const char *key = kontor_record_get_text (refunded, KONTOR_REFUND_LINE_LINE_KEY);
  const KontorRecord *line = key != NULL ? kontor_record_find_member (self->order, KONTOR_ORDER_LINES, key) : NULL;
  gboolean shipping = g_strcmp0 (kontor_record_get_text (refunded, KONTOR_REFUND_LINE_KIND), "shipping") == 0;
  g_autofree char *options = line != NULL ? kontor_template_dup_options (line) : NULL;
  g_autofree char *rates = line != NULL ? format_rates (self, line, KONTOR_LINE_TAXES) : NULL;
  const Entry entry = {
    .quantity = kontor_record_get_int (refunded, KONTOR_REFUND_LINE_QUANTITY),
    .name = line != NULL ? kontor_record_get_text (line, KONTOR_LINE_NAME)
                         : say (self, shipping ? KONTOR_WORD_SHIPPING_COST : KONTOR_WORD_REFUNDED),
    .options = options,
    .rates = rates,
    .net = kontor_record_get_amount (refunded, KONTOR_REFUND_LINE_NET),
    .tax = kontor_record_get_amount (refunded, KONTOR_REFUND_LINE_TAX),
  };

  add_entry (self, &entry);
}

static void
add_lines (Bill *self)
{
  begin_table (self);
  if (self->refund == NULL) {
    add_all (self, KONTOR_ORDER_LINES, add_order_line);
    add_all (self, KONTOR_ORDER_SHIPPING_LINES, add_shipping);
    add_all (self, KONTOR_ORDER_FEES, add_fee);
  } else {
    for (guint i = 0; i < kontor_record_get_length (self->refund, KONTOR_REFUND_LINES); i++)
      add_refund_line (self, kontor_record_get_member (self->refund, KONTOR_REFUND_LINES, i));
  }
  kontor_flow_end_table (self->flow);
}

/* Below the table, at its end. */
static void
add_total (Bill *self, KontorTextRole role, const char *name, gint64 amount)
{
  double width = kontor_flow_get_width (self->flow), names = 44 * KONTOR_MM, values = 36 * KONTOR_MM;
  g_autofree char *text = format (self, amount);
  KontorBlock *blocks[] = {
    kontor_flow_make_block (self->flow, names, KONTOR_ALIGN_START),
    kontor_flow_make_block (self->flow, values, KONTOR_ALIGN_END),
  };
  const double places[] = { width - names - values, width - values };

  kontor_block_add (blocks[0], role, name);
  kontor_block_add (blocks[1], role, text);
  kontor_flow_add_space (self->flow, 0.9 * KONTOR_MM);
  kontor_flow_add_row (self->flow, blocks, places, G_N_ELEMENTS (places));
}

static void
add_tax (Bill *self, const KontorRecord *tax)
{
  g_autofree char *rate = format_rate (tax);
  const char *label = kontor_record_get_text (tax, KONTOR_ORDER_TAX_LABEL);
  g_autofree char *name = g_strjoin (" ", label != NULL && label[0] != '\0' ? label : say (self, KONTOR_WORD_TAX), rate, NULL);

  add_total (self, KONTOR_TEXT_SOFT, g_strstrip (name),
             kontor_record_get_amount (tax, KONTOR_ORDER_TAX_AMOUNT) + kontor_record_get_amount (tax, KONTOR_ORDER_TAX_SHIPPING_AMOUNT));
}

static gint64
get_total (Bill *self)
{
  return self->refund != NULL ? kontor_record_get_amount (self->refund, KONTOR_REFUND_AMOUNT)
                              : kontor_record_get_amount (self->order, KONTOR_ORDER_TOTAL);
}

/* The taxes of an order are listed by rate as the shop has them; of a refund only their sum is known. */
static void
add_taxes (Bill *self)
{
  if (self->refund == NULL && kontor_record_get_length (self->order, KONTOR_ORDER_TAXES) > 0)
    add_all (self, KONTOR_ORDER_TAXES, add_tax);
  else if (self->tax != 0)
    add_total (self, KONTOR_TEXT_SOFT, say (self, KONTOR_WORD_TAX), self->tax);
}

static void
add_payment (Bill *self)
{
  gint64 paid = kontor_record_get_amount (self->order, KONTOR_ORDER_PAID_TOTAL);
  gint64 refunded = kontor_record_get_amount (self->order, KONTOR_ORDER_REFUNDED_TOTAL);
  gint64 due = get_total (self) - paid;

  if (self->refund != NULL)
    return;
  if (paid > 0)
    add_total (self, KONTOR_TEXT_BODY, say (self, KONTOR_WORD_PAID), paid);
  if (refunded > 0)
    add_total (self, KONTOR_TEXT_BODY, say (self, KONTOR_WORD_REFUNDED), refunded);
  if (due > 0)
    add_total (self, KONTOR_TEXT_STRONG, say (self, KONTOR_WORD_DUE), due);
}

/* A cent that rounding made is shown, never hidden in another amount. */
static void
add_totals (Bill *self)
{
  gint64 rest = get_total (self) - self->sum - (self->gross ? 0 : self->tax);

  kontor_flow_need (self->flow, 34 * KONTOR_MM);
  kontor_flow_add_space (self->flow, 2 * KONTOR_MM);
  if (!self->gross) {
    add_total (self, KONTOR_TEXT_BODY, say (self, KONTOR_WORD_SUBTOTAL), self->sum);
    add_taxes (self);
  }
  if (rest != 0)
    add_total (self, KONTOR_TEXT_SOFT, say (self, KONTOR_WORD_ROUNDING), rest);
  kontor_flow_add_space (self->flow, KONTOR_MM);
  add_total (self, KONTOR_TEXT_BIG, say (self, KONTOR_WORD_TOTAL), get_total (self));
  if (self->gross) {
    add_total (self, KONTOR_TEXT_SOFT, say (self, KONTOR_WORD_NET), get_total (self) - self->tax);
    add_taxes (self);
  }
  kontor_flow_add_space (self->flow, 2 * KONTOR_MM);
  add_payment (self);
}

static KontorWord
get_word (const KontorDocument *document)
{
  if (document->kind == KONTOR_DOCUMENT_RECEIPT)
    return KONTOR_WORD_RECEIPT;
  return document->kind == KONTOR_DOCUMENT_INVOICE ? KONTOR_WORD_INVOICE : KONTOR_WORD_CREDIT_NOTE;
}

static void
place_facts (Bill *self)
{
  const KontorDocument *document = self->base->document;
  KontorFacts facts = kontor_template_begin_facts (self->flow);
  g_autofree char *day = kontor_template_dup_day (self->base, document->day);

  kontor_template_add_fact (&facts, say (self, get_word (document)), document->number);
  kontor_template_add_fact (&facts, say (self, KONTOR_WORD_DATE), day);
  if (self->refund != NULL)
    kontor_template_add_fact (&facts, say (self, KONTOR_WORD_FOR_INVOICE), document->invoice_number);
  kontor_template_add_order_facts (self->base, &facts, self->order);
  kontor_template_add_fact (&facts, say (self, KONTOR_WORD_PAYMENT), kontor_record_get_text (self->order, KONTOR_ORDER_PAYMENT_METHOD));
  kontor_template_add_fact (&facts, say (self, KONTOR_WORD_TAX_ID), self->base->letterhead->tax_id);
  kontor_template_place_facts (self->flow, &facts, NULL);
}

static gboolean
check (KontorTemplate *base, Bill *bill, GError **error)
{
  const KontorDocument *document = base->document;

  if (document->kind == KONTOR_DOCUMENT_CREDIT_NOTE && document->refund_key != NULL)
    bill->refund = kontor_record_find_member (bill->order, KONTOR_ORDER_REFUNDS, document->refund_key);
  if (document->kind == KONTOR_DOCUMENT_CREDIT_NOTE && bill->refund == NULL)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("A credit note needs the refund that it is about"));
  else if (document->kind != KONTOR_DOCUMENT_RECEIPT && document->number == NULL)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("An invoice needs a number"));
  else
    return TRUE;
  return FALSE;
}

gboolean
kontor_template_bill (KontorTemplate *self, GError **error)
{
  Bill bill = { .base = self, .order = kontor_template_get_order (self, error) };
  g_autoptr (KontorFlow) flow = NULL;
  g_autofree char *address = NULL, *title = NULL;

  if (bill.order == NULL || !check (self, &bill, error))
    return FALSE;
  address = kontor_template_dup_address (self, bill.order, "billing");
  title = kontor_template_dup_title (self, get_word (self->document),
                                     self->document->number != NULL ? self->document->number
                                                                    : kontor_record_get_text (bill.order, KONTOR_ORDER_NUMBER));
  bill.flow = flow = kontor_template_begin_letter (self, address);
  bill.gross = kontor_record_get_bool (bill.order, KONTOR_ORDER_PRICES_INCLUDE_TAX);
  place_facts (&bill);
  kontor_template_add_title (flow, title);
  add_lines (&bill);
  add_totals (&bill);
  if (bill.refund != NULL)
    kontor_template_add_note (self, flow, KONTOR_WORD_REASON, kontor_record_get_text (bill.refund, KONTOR_REFUND_REASON));
  kontor_template_end_letter (self, flow);
  return TRUE;
}
