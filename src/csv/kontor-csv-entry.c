#include "kontor-csv-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-csv-number.h"
#include "kontor-csv-settle.h"
#include "kontor-csv-words.h"
#include "kontor-csv-writer.h"
#include "kontor-gtin.h"

/* A row being read. */
typedef struct {
  KontorCsvEntry *entry;
  const KontorCsvLayout *layout;
  const KontorCsvRow *row;
  GTimeZone *zone;
  gboolean has_compare;
  gint64 compare;
} Reading;

G_DEFINE_BOXED_TYPE (KontorCsvEntry, kontor_csv_entry, kontor_csv_entry_ref, kontor_csv_entry_unref)

KontorCsvEntry *
kontor_csv_entry_ref (KontorCsvEntry *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
kontor_csv_entry_unref (KontorCsvEntry *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  kontor_record_unref (self->product);
  kontor_record_unref (self->variant);
  g_ptr_array_unref (self->options);
  g_strfreev (self->categories);
  g_strfreev (self->tags);
  g_free (self->id);
  g_free (self->parent);
  g_free (self->currency);
  g_free (self->remark);
  g_free (self->fault);
  g_free (self);
}

/* The first thing that is wrong is told. */
static void G_GNUC_PRINTF (3, 4)
    complain (Reading *self, int column, const char *format, ...)
{
  va_list args;

  if (self->entry->fault != NULL)
    return;
  va_start (args, format);
  self->entry->fault = g_strdup_vprintf (format, args);
  va_end (args);
  self->entry->column = column;
}

static KontorRecord *
get_record (Reading *self, const KontorCsvMeaningInfo *info)
{
  return info->entity == KONTOR_ENTITY_PRODUCT ? self->entry->product : self->entry->variant;
}

/* WooCommerce writes line ends of a text as "\n". */
static char *
read_html (Reading *self, const char *cell)
{
  const char *mark = self->layout->dialect == KONTOR_CSV_WOOCOMMERCE ? "\\n" : "\r\n";
  g_auto (GStrv) lines = g_strsplit (cell, mark, -1);

  return g_strjoinv ("\n", lines);
}

static void
read_amount (Reading *self, guint column, const char *cell, const KontorCsvMeaningInfo *info)
{
  gint64 amount;

  if (!kontor_csv_parse_amount (cell, self->layout->format.decimal, &amount))
    complain (self, (int) column, _("“%s” is no amount."), cell);
  else if (amount < 0)
    complain (self, (int) column, _("A price cannot be below zero."));
  else
    kontor_record_set_amount (get_record (self, info), info->field, amount);
}

static void
read_number (Reading *self, guint column, const char *cell, const KontorCsvMeaningInfo *info)
{
  gint64 number;

  if (kontor_csv_parse_number (cell, self->layout->format.decimal, &number))
    kontor_record_set_int (get_record (self, info), info->field, number);
  else
    complain (self, (int) column, _("“%s” is no whole number."), cell);
}

static void
read_flag (Reading *self, guint column, const char *cell, const KontorCsvMeaningInfo *info)
{
  gboolean flag = TRUE;

  /* Shopify names what counts the stock. */
  if (kontor_csv_parse_flag (cell, &flag) ||
      (self->layout->dialect == KONTOR_CSV_SHOPIFY && info->field == KONTOR_VARIANT_MANAGE_STOCK && info->entity == KONTOR_ENTITY_VARIANT))
    kontor_record_set_bool (get_record (self, info), info->field, flag);
  else
    complain (self, (int) column, _("“%s” is neither yes nor no."), cell);
}

static void
read_instant (Reading *self, guint column, const char *cell, const KontorCsvMeaningInfo *info)
{
  gint64 instant;

  if (kontor_csv_parse_instant (cell, self->zone, &instant))
    kontor_record_set_int (get_record (self, info), info->field, instant);
  else
    complain (self, (int) column, _("“%s” is no date."), cell);
}

static void
read_measure (Reading *self, guint column, const char *cell, const KontorCsvMeaningInfo *info)
{
  const KontorCsvLayout *layout = self->layout;
  const char *unit = layout->columns[column].unit;
  const char *wanted = info->field == KONTOR_VARIANT_WEIGHT ? layout->weight_unit : layout->size_unit;
  gint64 amount;

  /* Whether it makes sense matters only where it is something new. */
  if (layout->dialect == KONTOR_CSV_OWN || !kontor_csv_parse_amount (cell, layout->format.decimal, &amount)) {
    kontor_record_set_text (get_record (self, info), info->field, cell);
    return;
  }
  amount = kontor_csv_convert_unit (amount, unit, wanted);
  kontor_record_take_text (get_record (self, info), info->field, kontor_decimal_format (amount, 0));
}

/* Shopify takes any word as a barcode. */
static gboolean
is_odd_barcode (Reading *self, const char *cell, const KontorCsvMeaningInfo *info)
{
  return self->layout->dialect == KONTOR_CSV_SHOPIFY && info == kontor_csv_meaning_get_info (KONTOR_CSV_GTIN) &&
         kontor_gtin_check (cell, NULL) != KONTOR_GTIN_VALID;
}

static void
read_text (Reading *self, const char *cell, const KontorCsvMeaningInfo *info)
{
  if (is_odd_barcode (self, cell, info)) {
    self->entry->remark = g_strdup_printf (_("“%s” is no GTIN and left out"), cell);
    return;
  }
  kontor_record_set_text (get_record (self, info), info->field, cell);
}

static void
read_type (Reading *self, const char *cell)
{
  KontorCsvEntry *entry = self->entry;
  g_autofree char *words = g_ascii_strdown (cell, -1);

  if (strstr (words, "variation") != NULL || strstr (words, "variant") != NULL)
    entry->level = KONTOR_CSV_VARIANT;
  else if (strstr (words, "variable") != NULL || strstr (words, "grouped") != NULL)
    entry->level = KONTOR_CSV_PRODUCT;
  else
    entry->level = KONTOR_CSV_WHOLE;
  if (self->layout->dialect == KONTOR_CSV_WOOCOMMERCE && entry->level == KONTOR_CSV_WHOLE)
    kontor_record_set_bool (entry->product, KONTOR_PRODUCT_REQUIRES_SHIPPING, strstr (words, "virtual") == NULL);
}

static void
read_status (Reading *self, guint column, const char *cell)
{
  char *status = kontor_csv_read_status (cell, self->layout->dialect);

  if (status != NULL)
    kontor_record_take_text (self->entry->product, KONTOR_PRODUCT_STATUS, status);
  else
    complain (self, (int) column, _("“%s” is no status."), cell);
}

static void
read_backorders (Reading *self, guint column, const char *cell)
{
  const char *word = kontor_csv_read_backorders (cell);

  if (word == NULL && self->layout->dialect == KONTOR_CSV_OWN)
    word = cell;
  if (word != NULL)
    kontor_record_set_text (self->entry->variant, KONTOR_VARIANT_BACKORDERS, word);
  else
    complain (self, (int) column, _("“%s” does not say whether there are backorders."), cell);
}

static void
read_stock (Reading *self, guint column, const char *cell)
{
  /* A variation whose product is counted as a whole. */
  if (self->layout->dialect == KONTOR_CSV_WOOCOMMERCE && g_str_equal (cell, "parent"))
    return;
  self->entry->has_stock = kontor_csv_parse_number (cell, self->layout->format.decimal, &self->entry->stock);
  if (!self->entry->has_stock)
    complain (self, (int) column, _("“%s” is no whole number."), cell);
}

static void
read_options (Reading *self, guint column, const char *cell)
{
  GPtrArray *options = kontor_csv_read_options (cell);

  if (options == NULL) {
    complain (self, (int) column, _("Options are written as “Size: S; Colour: Red”."));
    return;
  }
  g_ptr_array_unref (self->entry->options);
  self->entry->options = options;
}

static const char *
get_cell (Reading *self, guint column)
{
  return column < self->row->n_cells ? self->row->cells[column] : "";
}

/* (nullable): it stands in a column of the same number. */
static const char *
find_option_name (Reading *self, guint number)
{
  const KontorCsvLayout *layout = self->layout;

  for (guint i = 0; i < layout->n_columns; i++)
    if (layout->columns[i].meaning == KONTOR_CSV_OPTION_NAME && layout->columns[i].number == number &&
        get_cell (self, i)[0] != '\0')
      return get_cell (self, i);
  return NULL;
}

static void
read_option (Reading *self, guint column, const char *cell)
{
  gboolean shopify = self->layout->dialect == KONTOR_CSV_SHOPIFY;
  const char *name = find_option_name (self, self->layout->columns[column].number);
  const char *only[] = { cell, NULL };
  g_auto (GStrv) values = shopify ? g_strdupv ((char **) only) : kontor_csv_split (cell, ',');

  if ((name != NULL || shopify) && !(shopify && g_str_equal (cell, "Default Title")))
    g_ptr_array_add (self->entry->options, kontor_csv_make_option (name, (const char *const *) values));
}

static void
read_compare (Reading *self, guint column, const char *cell)
{
  self->has_compare = kontor_csv_parse_amount (cell, self->layout->format.decimal, &self->compare);
  if (!self->has_compare)
    complain (self, (int) column, _("“%s” is no amount."), cell);
}

static void
read_special (Reading *self, guint column, const char *cell)
{
  KontorCsvEntry *entry = self->entry;
  KontorCsvMeaning meaning = self->layout->columns[column].meaning;

  if (meaning == KONTOR_CSV_ID)
    g_set_str (&entry->id, cell);
  else if (meaning == KONTOR_CSV_TYPE)
    read_type (self, cell);
  else if (meaning == KONTOR_CSV_PARENT)
    g_set_str (&entry->parent, cell);
  else if (meaning == KONTOR_CSV_SKU)
    kontor_record_set_text (entry->variant, KONTOR_VARIANT_SKU, cell);
  else if (meaning == KONTOR_CSV_STATUS)
    read_status (self, column, cell);
  else if (meaning == KONTOR_CSV_CATEGORIES)
    entry->categories = kontor_csv_split (cell, ',');
  else if (meaning == KONTOR_CSV_TAGS)
    entry->tags = kontor_csv_split (cell, ',');
  else if (meaning == KONTOR_CSV_OPTIONS)
    read_options (self, column, cell);
  else if (meaning == KONTOR_CSV_OPTION_VALUE)
    read_option (self, column, cell);
  else if (meaning == KONTOR_CSV_CURRENCY)
    g_set_str (&entry->currency, cell);
  else if (meaning == KONTOR_CSV_COMPARE_PRICE)
    read_compare (self, column, cell);
  else if (meaning == KONTOR_CSV_STOCK)
    read_stock (self, column, cell);
  else if (meaning == KONTOR_CSV_BACKORDERS)
    read_backorders (self, column, cell);
}

/* What can be without a value. */
static void
clear_field (Reading *self, guint column, const KontorCsvMeaningInfo *info)
{
  KontorCsvMeaning meaning = self->layout->columns[column].meaning;

  if (meaning == KONTOR_CSV_CATEGORIES)
    self->entry->categories = g_new0 (char *, 1);
  else if (meaning == KONTOR_CSV_TAGS)
    self->entry->tags = g_new0 (char *, 1);
  else if (info->kind != KONTOR_CSV_SPECIAL && info->kind != KONTOR_CSV_FLAG && meaning != KONTOR_CSV_TITLE &&
           meaning != KONTOR_CSV_PRICE)
    kontor_record_set_null (get_record (self, info), info->field);
}

static void
read_cell (Reading *self, guint column)
{
  const KontorCsvMeaningInfo *info = kontor_csv_meaning_get_info (self->layout->columns[column].meaning);
  const char *cell = kontor_csv_rearm (get_cell (self, column));

  if (cell[0] == '\0') {
    if (self->layout->clear)
      clear_field (self, column, info);
    return;
  }
  switch (info->kind) {
  case KONTOR_CSV_SPECIAL:
    read_special (self, column, cell);
    break;
  case KONTOR_CSV_TEXT:
    read_text (self, cell, info);
    break;
  case KONTOR_CSV_HTML:
    kontor_record_take_text (get_record (self, info), info->field, read_html (self, cell));
    break;
  case KONTOR_CSV_AMOUNT:
    read_amount (self, column, cell, info);
    break;
  case KONTOR_CSV_NUMBER:
    read_number (self, column, cell, info);
    break;
  case KONTOR_CSV_FLAG:
    read_flag (self, column, cell, info);
    break;
  case KONTOR_CSV_DECIMAL:
    read_measure (self, column, cell, info);
    break;
  case KONTOR_CSV_INSTANT:
    read_instant (self, column, cell, info);
    break;
  }
}

/* Of two prices the higher one is the regular one. */
static void
settle_price (Reading *self)
{
  KontorRecord *variant = self->entry->variant;
  gint64 price = kontor_record_get_amount (variant, KONTOR_VARIANT_PRICE);

  if (!kontor_csv_layout_has (self->layout, KONTOR_CSV_COMPARE_PRICE) || kontor_record_is_null (variant, KONTOR_VARIANT_PRICE))
    return;
  if (self->has_compare && self->compare > price) {
    kontor_record_set_amount (variant, KONTOR_VARIANT_PRICE, self->compare);
    kontor_record_set_amount (variant, KONTOR_VARIANT_SALE_PRICE, price);
  } else
    kontor_record_set_null (variant, KONTOR_VARIANT_SALE_PRICE);
}

static void
check_shape (Reading *self)
{
  const KontorCsvRow *row = self->row;

  if (row->fault != KONTOR_CSV_FINE)
    complain (self, -1, "%s", kontor_csv_fault_describe (row->fault));
  else if (row->n_cells > self->layout->n_columns)
    complain (self, -1, _("The row has %u cells, the table %u columns."), row->n_cells, self->layout->n_columns);
}

KontorCsvEntry *
kontor_csv_entry_new (const KontorCsvLayout *layout, GTimeZone *zone, const KontorCsvRow *row)
{
  KontorCsvEntry *entry = g_new0 (KontorCsvEntry, 1);
  Reading reading = { .entry = entry, .layout = layout, .row = row, .zone = zone };

  g_atomic_ref_count_init (&entry->ref_count);
  entry->offset = row->offset;
  entry->line = row->line;
  entry->column = -1;
  entry->product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  entry->variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  entry->options = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  check_shape (&reading);
  for (guint i = 0; row->fault == KONTOR_CSV_FINE && i < layout->n_columns; i++)
    if (layout->columns[i].meaning != KONTOR_CSV_NOTHING)
      read_cell (&reading, i);
  settle_price (&reading);
  kontor_csv_entry_settle (entry, layout);
  return entry;
}

const char *
kontor_csv_entry_get_sku (const KontorCsvEntry *self)
{
  return kontor_record_get_text (self->variant, KONTOR_VARIANT_SKU);
}

const char *
kontor_csv_entry_get_name (const KontorCsvEntry *self)
{
  const char *title = kontor_record_get_text (self->product, KONTOR_PRODUCT_TITLE);

  return title != NULL ? title : kontor_csv_entry_get_sku (self);
}
