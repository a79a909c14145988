#include "kontor-template.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kontor-address.h"
#include "kontor-clock.h"
#include "kontor-error.h"

#define HEAD_Y (15 * KONTOR_MM)
#define TITLE_Y (92 * KONTOR_MM)

const char *
kontor_template_say (KontorTemplate *self, KontorWord word)
{
  return kontor_wording_get (self->letterhead->language, word);
}

KontorRecord *
kontor_template_get_order (KontorTemplate *self, GError **error)
{
  if (self->document->orders->len > 0)
    return g_ptr_array_index (self->document->orders, 0);
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("There is no order to print"));
  return NULL;
}

char *
kontor_template_dup_amount (KontorTemplate *self, const KontorRecord *order, gint64 amount)
{
  const char *currency = kontor_record_get_text (order, KONTOR_ORDER_CURRENCY);
  KontorMoney money = kontor_money_make (amount, currency != NULL ? currency : "");

  return kontor_money_format_in (&money, self->letterhead->locale);
}

char *
kontor_template_dup_day (KontorTemplate *self, gint64 day)
{
  return kontor_day_format_in (day, self->letterhead->locale);
}

char *
kontor_template_dup_address (KontorTemplate *self, const KontorRecord *order, const char *key)
{
  const KontorRecord *address = kontor_record_find_member (order, KONTOR_ORDER_ADDRESSES, key);

  /* What is sent to nobody else goes to who pays. */
  if (address == NULL)
    address = kontor_record_find_member (order, KONTOR_ORDER_ADDRESSES, "billing");
  /* The post of another country reads its name in Latin letters. */
  return address != NULL ? kontor_address_format_for_mail (address, kontor_letterhead_get_country (self->letterhead),
                                                           kontor_type_is_mirrored (self->type) ? "en" : self->letterhead->locale)
                         : NULL;
}

static void
append_option (GString *out, const KontorRecord *option)
{
  const char *name = kontor_record_get_text (option, KONTOR_LINE_OPTION_NAME);
  const char *value = kontor_record_get_text (option, KONTOR_LINE_OPTION_VALUE);

  if (value == NULL || value[0] == '\0')
    return;
  if (out->len > 0)
    g_string_append (out, "\n");
  if (name != NULL && name[0] != '\0')
    g_string_append_printf (out, "%s: ", name);
  g_string_append (out, value);
}

char *
kontor_template_dup_options (const KontorRecord *line)
{
  const char *variant = kontor_record_get_text (line, KONTOR_LINE_VARIANT_NAME);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < kontor_record_get_length (line, KONTOR_LINE_OPTIONS); i++)
    append_option (out, kontor_record_get_member (line, KONTOR_LINE_OPTIONS, i));
  if (out->len == 0 && variant != NULL)
    g_string_append (out, variant);
  return g_string_free_and_steal (out);
}

char *
kontor_template_dup_title (KontorTemplate *self, KontorWord word, const char *number)
{
  const char *name = kontor_template_say (self, word);

  if (number == NULL)
    return g_strdup (name);
  /* Isolated, so that a number of several parts is not turned around. */
  return kontor_type_is_mirrored (self->type) ? g_strdup_printf ("%s \u2066%s\u2069", name, number)
                                              : g_strdup_printf ("%s %s", name, number);
}

KontorBarcode *
kontor_template_make_number_code (const KontorRecord *order)
{
  const char *number = kontor_record_get_text (order, KONTOR_ORDER_NUMBER);

  return number != NULL ? kontor_barcode_new (KONTOR_BARCODE_CODE_128, number, NULL) : NULL;
}

static void
place_head (KontorTemplate *self, KontorFlow *flow)
{
  double half = kontor_flow_get_width (flow) / 2;
  g_autoptr (KontorBlock) shop = kontor_flow_make_block (flow, half, KONTOR_ALIGN_START);
  g_autoptr (KontorBlock) contact = kontor_flow_make_block (flow, half - 6 * KONTOR_MM, KONTOR_ALIGN_END);

  if (self->letterhead->logo != NULL)
    kontor_block_add_picture (shop, self->letterhead->logo, 60 * KONTOR_MM, 18 * KONTOR_MM);
  else
    kontor_block_add (shop, KONTOR_TEXT_NAME, self->letterhead->name);
  kontor_block_add (contact, KONTOR_TEXT_SOFT, self->letterhead->contact);
  kontor_flow_place (flow, shop, 0, HEAD_Y);
  kontor_flow_place (flow, contact, half + 6 * KONTOR_MM, HEAD_Y);
}

/* Where the windows of envelopes are. */
static void
place_address (KontorTemplate *self, KontorFlow *flow, const char *address)
{
  g_autoptr (KontorBlock) block = kontor_flow_make_block (flow, 80 * KONTOR_MM, KONTOR_ALIGN_START);
  g_autofree char *sender = kontor_letterhead_dup_sender_line (self->letterhead);

  if (address == NULL || address[0] == '\0')
    return;
  kontor_block_add (block, KONTOR_TEXT_SMALL, sender);
  kontor_block_add_space (block, 2 * KONTOR_MM);
  kontor_block_set_scale (block, 1.15);
  kontor_block_add (block, KONTOR_TEXT_BODY, address);
  kontor_flow_place (flow, block, 0, KONTOR_LETTER_ADDRESS_Y);
  kontor_flow_move_to (flow, KONTOR_LETTER_ADDRESS_Y + kontor_block_get_height (block) + 8 * KONTOR_MM);
}

static char *
join_foot (const char *first, const char *caption, const char *second)
{
  return g_strconcat (first != NULL ? first : "", first != NULL && second != NULL ? "\n" : "",
                      second != NULL && caption != NULL ? caption : "", second != NULL && caption != NULL ? " " : "",
                      second != NULL ? second : "", NULL);
}

static void
set_foot (KontorTemplate *self, KontorFlow *flow)
{
  const double parts[] = { 0.28, 0.36, 0.36 };
  double width = kontor_flow_get_width (flow) - 24 * KONTOR_MM;
  KontorBlock *columns[4] = { 0 };
  g_autofree char *lines = self->letterhead->address != NULL
                               ? kontor_address_format_for_mail (self->letterhead->address, "", self->letterhead->locale)
                               : NULL;
  g_autofree char *legal =
      join_foot (self->letterhead->legal, kontor_template_say (self, KONTOR_WORD_TAX_ID), self->letterhead->tax_id);

  for (guint i = 0; i < 3; i++)
    columns[i] = kontor_flow_make_block (flow, width * parts[i], KONTOR_ALIGN_START);
  kontor_block_add (columns[0], KONTOR_TEXT_SMALL, self->letterhead->name);
  kontor_block_add (columns[0], KONTOR_TEXT_SMALL, lines);
  kontor_block_add (columns[1], KONTOR_TEXT_SMALL, legal);
  kontor_block_add (columns[2], KONTOR_TEXT_SMALL, self->letterhead->bank);
  kontor_flow_take_foot (flow, columns);
}

KontorFlow *
kontor_template_begin_letter (KontorTemplate *self, const char *address)
{
  const KontorMargins margins = { HEAD_Y, 20 * KONTOR_MM, 32 * KONTOR_MM, 20 * KONTOR_MM };
  KontorFlow *flow = kontor_flow_new (self->type, self->media->width * KONTOR_MM, self->media->height * KONTOR_MM, &margins);

  place_head (self, flow);
  place_address (self, flow, address);
  set_foot (self, flow);
  kontor_flow_move_to (flow, TITLE_Y);
  return flow;
}

void
kontor_template_add_title (KontorFlow *flow, const char *title)
{
  KontorBlock *block = kontor_flow_make_block (flow, kontor_flow_get_width (flow), KONTOR_ALIGN_START);

  kontor_flow_set_continuation (flow, title);
  kontor_block_add (block, KONTOR_TEXT_TITLE, title);
  kontor_flow_take_block (flow, block);
  kontor_flow_add_space (flow, 6 * KONTOR_MM);
}

void
kontor_template_add_note (KontorTemplate *self, KontorFlow *flow, KontorWord heading, const char *text)
{
  KontorBlock *block;

  if (text == NULL || text[0] == '\0')
    return;
  kontor_flow_add_space (flow, 6 * KONTOR_MM);
  block = kontor_flow_make_block (flow, MIN (kontor_flow_get_width (flow), 130 * KONTOR_MM), KONTOR_ALIGN_START);
  kontor_block_add (block, KONTOR_TEXT_CAPTION, kontor_template_say (self, heading));
  kontor_block_add_space (block, KONTOR_MM);
  kontor_block_add (block, KONTOR_TEXT_BODY, text);
  kontor_flow_take_block (flow, block);
}

void
kontor_template_end_letter (KontorTemplate *self, KontorFlow *flow)
{
  g_autoptr (GPtrArray) pages = NULL;

  if (self->letterhead->closing != NULL && self->letterhead->closing[0] != '\0') {
    KontorBlock *closing = kontor_flow_make_block (flow, MIN (kontor_flow_get_width (flow), 130 * KONTOR_MM), KONTOR_ALIGN_START);

    kontor_flow_add_space (flow, 8 * KONTOR_MM);
    kontor_block_add (closing, KONTOR_TEXT_BODY, self->letterhead->closing);
    kontor_flow_take_block (flow, closing);
  }
  pages = kontor_flow_finish (flow);
  for (guint i = 0; i < pages->len; i++)
    g_ptr_array_add (self->pages, kontor_page_ref (g_ptr_array_index (pages, i)));
}
