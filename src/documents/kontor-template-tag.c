#include <string.h>

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-template.h"

/* A label for goods or a bin: text above, a barcode below. */
typedef struct {
  KontorTemplate *base;
  KontorPage *page;
  double pad, width, height;
} Tag;

static KontorBarcode *
make_code (const KontorDocument *document, GError **error)
{
  const char *code = document->code;
  size_t length = code != NULL ? strlen (code) : 0;

  if (length == 0)
    return NULL;
  /* A number that only looks like a GTIN is no reason not to print a label. */
  if ((length == 8 || (length >= 12 && length <= 14)) && strspn (code, "0123456789") == length) {
    KontorBarcode *gtin = kontor_barcode_new_gtin (code, NULL);

    if (gtin != NULL)
      return gtin;
  }
  return kontor_barcode_new (KONTOR_BARCODE_CODE_128, code, error);
}

static void
fill_text (Tag *self, KontorBlock *block, double scale)
{
  const KontorDocument *document = self->base->document;
  g_autofree char *price =
      document->price != NULL ? kontor_money_format_in (document->price, self->base->letterhead->locale) : NULL;

  kontor_block_set_scale (block, scale);
  kontor_block_add (block, document->kind == KONTOR_DOCUMENT_BIN_LABEL ? KONTOR_TEXT_HUGE : KONTOR_TEXT_STRONG, document->title);
  kontor_block_add (block, KONTOR_TEXT_SOFT, document->detail);
  if (price != NULL && document->kind == KONTOR_DOCUMENT_PRICE_LABEL) {
    kontor_block_set_scale (block, scale * 1.5);
    kontor_block_add (block, KONTOR_TEXT_BIG, price);
  }
}

static void
draw_text (Tag *self, double room)
{
  KontorBlock *block = NULL;

  for (double scale = CLAMP (self->height / KONTOR_MM / 28, 0.8, 2.4); scale > 0.4; scale *= 0.9) {
    g_clear_pointer (&block, kontor_block_free);
    block = kontor_block_new (self->base->type, self->width, KONTOR_ALIGN_CENTRE);
    fill_text (self, block, scale);
    if (kontor_block_get_height (block) <= room)
      break;
  }
  kontor_block_draw (block, self->page, self->pad, self->pad, 0, room);
  kontor_block_free (block);
}

static void
draw (Tag *self, KontorBarcode *code)
{
  g_autoptr (KontorBlock) foot = kontor_block_new (self->base->type, self->width, KONTOR_ALIGN_CENTRE);
  double bottom = self->height - self->pad;

  if (code != NULL) {
    /* The quiet zones have to be on the label as well. */
    double module = MIN (0.33 * KONTOR_MM, (self->width + 2 * self->pad) / kontor_barcode_get_width (code));

    kontor_block_add_barcode (foot, code, module, self->height * 0.3);
    kontor_block_add_space (foot, 0.5 * KONTOR_MM);
    kontor_block_set_scale (foot, CLAMP (self->height / KONTOR_MM / 32, 0.85, 1.4));
    kontor_block_add (foot, KONTOR_TEXT_SMALL, kontor_barcode_get_value (code));
  }
  draw_text (self, bottom - self->pad - kontor_block_get_height (foot) - 0.5 * KONTOR_MM);
  kontor_block_draw_whole (foot, self->page, self->pad, bottom - kontor_block_get_height (foot));
}

gboolean
kontor_template_tag (KontorTemplate *self, GError **error)
{
  const KontorMedia *media = self->media;
  const KontorDocument *document = self->document;
  Tag tag = { self, NULL, MIN (media->label_width, media->label_height) * 0.07 * KONTOR_MM, 0, 0 };
  g_autoptr (KontorBarcode) code = NULL;

  if (document->code == NULL && document->title == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("There is nothing to write on the label"));
    return FALSE;
  }
  code = make_code (document, error);
  if (code == NULL && document->code != NULL && document->code[0] != '\0')
    return FALSE;
  tag.height = media->label_height * KONTOR_MM;
  tag.width = media->label_width * KONTOR_MM - 2 * tag.pad;
  tag.page = kontor_page_new (media->label_width * KONTOR_MM, tag.height);
  draw (&tag, code);
  g_ptr_array_add (self->pages, tag.page);
  return TRUE;
}
