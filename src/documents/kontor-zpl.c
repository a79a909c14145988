#include "kontor-zpl.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kontor-address.h"
#include "kontor-barcode.h"
#include "kontor-error.h"

/* Of the printer's font 0, a letter is on the average so wide in parts of its height; a little more is safe. */
#define LETTER_WIDTH 0.58
#define LINE_HEIGHT 1.2

/* One label that is being written. */
typedef struct {
  GString *out;
  const KontorZplOptions *options;
  const KontorMedia *media;
  double pad; /* millimetres, as all lengths here */
} Label;

static int
dots (const Label *self, double millimetres)
{
  return (int) (millimetres * self->options->dpi / 25.4 + 0.5);
}

static double
get_width (const Label *self)
{
  return self->media->label_width - 2 * self->pad;
}

static void
move_to (Label *self, double x, double y)
{
  g_string_append_printf (self->out, "^FO%d,%d", dots (self, x), dots (self, y));
}

/* After ^FH any byte can be written by its number; those with a meaning of their own are, and control characters go. */
static void
append_data (Label *self, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_string_append (self->out, "^FH_^FD");
  for (const char *p = valid; *p != '\0'; p++)
    if (strchr ("^~_\\", *p) != NULL)
      g_string_append_printf (self->out, "_%02X", (guint) *p);
    else
      g_string_append_c (self->out, (guchar) *p < 0x20 || *p == 0x7f ? ' ' : *p);
  g_string_append (self->out, "^FS\n");
}

static guint
count_letters (const char *line)
{
  return (guint) g_utf8_strlen (line, -1);
}

/* As high as all lines may be in width and height. */
static double
fit (double width, double height, double largest, const char *const *lines)
{
  guint longest = 1, n = MAX (g_strv_length ((GStrv) lines), 1);

  for (guint i = 0; lines[i] != NULL; i++)
    longest = MAX (longest, count_letters (lines[i]));
  return MIN (MIN (largest, height / n / LINE_HEIGHT), width / (longest * LETTER_WIDTH));
}

/* Lines that were too small to read otherwise are broken by the printer instead. Returns the height. */
static double
add_lines (Label *self, const char *text, double y, double height, double largest)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  double size = MAX (fit (get_width (self), height, largest, (const char *const *) lines), 1.8), used = 0;

  for (guint i = 0; lines[i] != NULL && used + size <= height + 0.1; i++) {
    guint room = (guint) MAX ((height - used) / size / LINE_HEIGHT, 1);
    guint rows = (guint) (count_letters (lines[i]) * LETTER_WIDTH * size / get_width (self)) + 1;

    rows = MIN (rows, room);
    move_to (self, self->pad, y + used);
    g_string_append_printf (self->out, "^A0N,%d^FB%d,%u,0,L,0", dots (self, size), dots (self, get_width (self)), rows);
    append_data (self, lines[i]);
    used += rows * size * LINE_HEIGHT;
  }
  return used;
}

static void
add_rule (Label *self, double y)
{
  move_to (self, self->pad, y);
  g_string_append_printf (self->out, "^GB%d,1,1^FS\n", dots (self, get_width (self)));
}

/* The command of a symbology, its text below the bars. */
static const char *
get_command (KontorBarcodeKind kind)
{
  switch (kind) {
  case KONTOR_BARCODE_EAN_8:
    return "^B8N,%d,Y,N";
  case KONTOR_BARCODE_EAN_13:
    return "^BEN,%d,Y,N";
  case KONTOR_BARCODE_UPC_A:
    return "^BUN,%d,Y,N,Y";
  case KONTOR_BARCODE_ITF_14:
    return "^B2N,%d,Y,N,N";
  case KONTOR_BARCODE_CODE_128:
  case KONTOR_BARCODE_GS1_128:
  case KONTOR_BARCODE_QR:
  case KONTOR_BARCODE_DATA_MATRIX:
    break;
  }
  return "^BCN,%d,Y,N,N,A";
}

/* The printer makes the check digits of EAN and UPC itself, and takes ">" in a Code 128 for the begin of a command. */
static char *
make_code_data (const KontorBarcode *code)
{
  const char *value = kontor_barcode_get_value (code);
  KontorBarcodeKind kind = kontor_barcode_get_kind (code);
  gboolean checked = kind == KONTOR_BARCODE_EAN_8 || kind == KONTOR_BARCODE_EAN_13 || kind == KONTOR_BARCODE_UPC_A;
  GString *data = g_string_new_len (value, (gssize) strlen (value) - (checked ? 1 : 0));

  g_string_replace (data, ">", ">0", 0);
  return g_string_free_and_steal (data);
}

static void
append_barcode_command (Label *self, KontorBarcodeKind kind, double height)
{
  const char *command = get_command (kind), *number = strstr (command, "%d");

  g_string_append_len (self->out, command, number - command);
  g_string_append_printf (self->out, "%d", dots (self, height));
  g_string_append (self->out, number + strlen ("%d"));
}

/* As near to a third of a millimetre as whole dots come, and as the label has room for. */
static void
add_barcode (Label *self, const KontorBarcode *code, double y, double height)
{
  double room = self->media->label_width / kontor_barcode_get_width (code);
  int module = CLAMP (dots (self, MIN (room, 0.33)), 1, 10);
  g_autofree char *data = make_code_data (code);

  move_to (self, MAX (self->pad, 10.0 * module * 25.4 / self->options->dpi), y);
  g_string_append_printf (self->out, "^BY%d", module);
  append_barcode_command (self, kontor_barcode_get_kind (code), height);
  append_data (self, data);
}

static void
begin_label (Label *self)
{
  const KontorZplOptions *options = self->options;

  g_string_append (self->out, "^XA\n^CI28\n");
  g_string_append_printf (self->out, "^PW%d\n^LL%d\n", dots (self, self->media->label_width), dots (self, self->media->label_height));
  g_string_append_printf (self->out, "^LS%d\n^LT%d\n", -dots (self, options->left), dots (self, options->top));
  if (options->darkness != 0)
    g_string_append_printf (self->out, "^MD%d\n", options->darkness);
}

static void
end_label (Label *self)
{
  g_string_append (self->out, "^PQ1\n^XZ\n");
}

static gboolean
add_address (Label *self, const KontorDocument *document, const KontorLetterhead *shop, GError **error)
{
  const KontorRecord *order = document->orders->len > 0 ? g_ptr_array_index (document->orders, 0) : NULL;
  const KontorRecord *address = order != NULL ? kontor_record_find_member (order, KONTOR_ORDER_ADDRESSES, "shipping") : NULL;
  const char *number = order != NULL ? kontor_record_get_text (order, KONTOR_ORDER_NUMBER) : NULL;
  g_autoptr (KontorBarcode) code = number != NULL ? kontor_barcode_new (KONTOR_BARCODE_CODE_128, number, NULL) : NULL;
  double height = self->media->label_height, bars = CLAMP (height * 0.14, 4, 14), y = self->pad, foot = code != NULL ? bars + 4.5 : 0;
  g_autofree char *to = NULL, *from = kontor_letterhead_dup_sender_line (shop);

  to = address != NULL ? kontor_address_format_for_mail (address, kontor_letterhead_get_country (shop), shop->locale) : NULL;
  if (to == NULL || to[0] == '\0') {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("Order %s has no address to print"), number != NULL ? number : "");
    return FALSE;
  }
  y += add_lines (self, from, y, 5, 2.8) + 0.6;
  add_rule (self, y);
  y += 1.2;
  add_lines (self, to, y, height - self->pad - foot - y, CLAMP (height / 15, 3.5, 9));
  if (code != NULL)
    add_barcode (self, code, height - self->pad - foot, bars);
  return TRUE;
}

static gboolean
add_goods (Label *self, const KontorDocument *document, const KontorLetterhead *shop, GError **error)
{
  g_autofree char *price = document->price != NULL && document->kind == KONTOR_DOCUMENT_PRICE_LABEL
                               ? kontor_money_format_in (document->price, shop->locale)
                               : NULL;
  double height = self->media->label_height, bars = height * 0.28, y = self->pad, room;
  g_autoptr (KontorBarcode) code = NULL;

  if (document->code != NULL && document->code[0] != '\0') {
    code = kontor_barcode_new_gtin (document->code, NULL);
    if (code == NULL)
      code = kontor_barcode_new (KONTOR_BARCODE_CODE_128, document->code, error);
    if (code == NULL)
      return FALSE;
  } else if (document->title == NULL) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("There is nothing to write on the label"));
    return FALSE;
  }
  room = height - 2 * self->pad - (code != NULL ? bars + 4.5 : 0);
  if (document->title != NULL)
    y += add_lines (self, document->title, y, room * 0.45, CLAMP (height / 8, 2.8, 12));
  if (document->detail != NULL)
    y += add_lines (self, document->detail, y, room * 0.25, 2.8);
  if (price != NULL)
    add_lines (self, price, y, MAX (room - (y - self->pad), 2.5), CLAMP (height / 6, 3.5, 12));
  if (code != NULL)
    add_barcode (self, code, height - self->pad - bars - 4, bars);
  return TRUE;
}

gboolean
kontor_zpl_can_write (KontorDocumentKind kind)
{
  return kind == KONTOR_DOCUMENT_ADDRESS_LABEL || kind == KONTOR_DOCUMENT_PRODUCT_LABEL || kind == KONTOR_DOCUMENT_PRICE_LABEL ||
         kind == KONTOR_DOCUMENT_BIN_LABEL;
}

static gboolean
add_label (Label *self, const KontorDocument *document, const KontorLetterhead *shop, GError **error)
{
  gboolean done;

  begin_label (self);
  if (document->kind == KONTOR_DOCUMENT_ADDRESS_LABEL)
    done = add_address (self, document, shop, error);
  else
    done = add_goods (self, document, shop, error);
  end_label (self);
  return done;
}

static gboolean
check (GPtrArray *documents, const KontorMedia *media, const KontorZplOptions *options, GError **error)
{
  gboolean good = documents->len > 0 && !kontor_media_is_sheet (media) && options->dpi >= 100 && options->dpi <= 1200;

  for (guint i = 0; good && i < documents->len; i++)
    good = kontor_zpl_can_write (((const KontorDocument *) g_ptr_array_index (documents, i))->kind);
  if (!good)
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, _("A label printer cannot print this by itself"));
  return good;
}

char *
kontor_zpl_write (GPtrArray *documents, const KontorLetterhead *letterhead, const KontorMedia *media, const KontorZplOptions *options,
                  GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Label label = { out, options, media, 0 };

  g_return_val_if_fail (documents != NULL && letterhead != NULL && media != NULL && options != NULL, NULL);

  if (!check (documents, media, options, error))
    return NULL;
  label.pad = MIN (media->label_width, media->label_height) * 0.06;
  for (guint i = 0; i < documents->len; i++)
    if (!add_label (&label, g_ptr_array_index (documents, i), letterhead, error))
      return NULL;
  return g_string_free_and_steal (g_steal_pointer (&out));
}
