#include "kontor-template.h"

#include <glib/gi18n.h>

#include "kontor-address.h"
#include "kontor-error.h"

#define SMALLEST_SCALE 0.45

/* The largest type in which all of it fits. */
static double
find_scale (KontorType *type, KontorTextRole role, const char *text, double width, double height, double largest)
{
  double scale;

  for (scale = largest; scale > SMALLEST_SCALE; scale *= 0.9) {
    g_autoptr (KontorBlock) block = kontor_block_new (type, width, KONTOR_ALIGN_START);

    kontor_block_set_scale (block, scale);
    kontor_block_add (block, role, text);
    if (kontor_block_get_height (block) <= height)
      return scale;
  }
  return scale;
}

/* Who sends and who gets it. */
typedef struct {
  char *to;            /* (owned) */
  char *from;          /* (owned) */
  KontorBarcode *code; /* (owned) (nullable) */
  const char *number;  /* (nullable) */
} Parcel;

static void
parcel_clear (Parcel *self)
{
  g_free (self->to);
  g_free (self->from);
  g_clear_pointer (&self->code, kontor_barcode_unref);
}

/* The sender, a hairline, the address as large as it may be, and the order's number as a barcode where there is room. */
static void
draw (KontorTemplate *self, KontorPage *page, const Parcel *parcel)
{
  double pad = MIN (self->media->label_width, self->media->label_height) * 0.075 * KONTOR_MM;
  double width = self->media->label_width * KONTOR_MM - 2 * pad, bottom = self->media->label_height * KONTOR_MM - pad;
  double bars = CLAMP (self->media->label_height * 0.16, 4.5, 14) * KONTOR_MM;
  double largest = CLAMP (self->media->label_height / 32, 1, 3), y = pad, room;
  g_autoptr (KontorBlock) from = kontor_block_new (self->type, width, KONTOR_ALIGN_START);
  g_autoptr (KontorBlock) to = kontor_block_new (self->type, width, KONTOR_ALIGN_START);
  g_autoptr (KontorBlock) foot = kontor_block_new (self->type, width, KONTOR_ALIGN_START);

  kontor_block_set_scale (from, CLAMP (largest * 0.7, 0.75, 1.3));
  kontor_block_add (from, KONTOR_TEXT_SMALL, parcel->from);
  kontor_block_draw_whole (from, page, pad, y);
  y += kontor_block_get_height (from) + 0.25 * pad;
  kontor_page_add_box (page, pad, y, width, 0.4, KONTOR_INK_HAIR);
  y += 0.5 * pad;
  if (parcel->code != NULL) {
    kontor_block_add_barcode (foot, parcel->code, CLAMP (largest * 0.22, 0.25, 0.42) * KONTOR_MM, bars);
    kontor_block_add_space (foot, 0.6 * KONTOR_MM);
    kontor_block_add (foot, KONTOR_TEXT_SMALL, parcel->number);
  }
  room = bottom - y - kontor_block_get_height (foot) - 0.5 * pad;
  kontor_block_set_scale (to, find_scale (self->type, KONTOR_TEXT_STRONG, parcel->to, width, room, largest));
  kontor_block_add (to, KONTOR_TEXT_STRONG, parcel->to);
  kontor_block_draw_whole (to, page, pad, y + MAX (room - kontor_block_get_height (to), 0) / 3);
  kontor_block_draw_whole (foot, page, pad, bottom - kontor_block_get_height (foot));
}

static char *
dup_line (const char *lines)
{
  g_auto (GStrv) parts = g_strsplit (lines, "\n", -1);

  return g_strjoinv (" · ", parts);
}

static void
turn (KontorTemplate *self, Parcel *parcel)
{
  const KontorLetterhead *shop = self->letterhead;
  g_autofree char *customer = g_steal_pointer (&parcel->to), *lines = NULL;

  lines = kontor_address_format_for_mail (shop->address, kontor_letterhead_get_country (shop), shop->locale);
  g_free (parcel->from);
  parcel->from = dup_line (customer);
  parcel->to = g_strconcat (kontor_template_say (self, KONTOR_WORD_RETURN_LABEL), "\n", shop->name, "\n", lines, NULL);
}

gboolean
kontor_template_parcel (KontorTemplate *self, GError **error)
{
  gboolean back = self->document->kind == KONTOR_DOCUMENT_RETURN_LABEL;
  KontorRecord *order = kontor_template_get_order (self, error);
  Parcel parcel = { 0 };
  KontorPage *page;

  if (order == NULL)
    return FALSE;
  if (back && self->letterhead->address == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The letterhead has no address to which parcels come back"));
    return FALSE;
  }
  parcel.to = kontor_template_dup_address (self, order, "shipping");
  if (parcel.to == NULL || parcel.to[0] == '\0') {
    g_free (parcel.to);
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Order %s has no address to print"),
                 kontor_record_get_text (order, KONTOR_ORDER_NUMBER));
    return FALSE;
  }
  parcel.from = kontor_letterhead_dup_sender_line (self->letterhead);
  parcel.number = kontor_record_get_text (order, KONTOR_ORDER_NUMBER);
  parcel.code = kontor_template_make_number_code (order);
  if (back)
    turn (self, &parcel);
  page = kontor_page_new (self->media->label_width * KONTOR_MM, self->media->label_height * KONTOR_MM);
  draw (self, page, &parcel);
  g_ptr_array_add (self->pages, page);
  parcel_clear (&parcel);
  return TRUE;
}
