#include "kontor-export-row.h"

#include "kontor-csv-words.h"
#include "kontor-csv-writer.h"

/* A row being written. */
typedef struct {
  KontorCsvLevel level;
  const KontorRecord *product;
  const KontorRecord *variant; /* (nullable) */
  KontorImportTerms *categories;
  KontorImportTerms *tags;
} Row;

/* One column for what is told in several elsewhere. */
static gboolean
is_written (KontorCsvMeaning meaning)
{
  return meaning != KONTOR_CSV_NOTHING && meaning != KONTOR_CSV_OPTION_NAME && meaning != KONTOR_CSV_OPTION_VALUE &&
         meaning != KONTOR_CSV_COMPARE_PRICE;
}

void
kontor_export_write_headings (GString *text)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < KONTOR_CSV_N_MEANINGS; i++)
    if (is_written (i))
      g_ptr_array_add (names, kontor_csv_meaning_dup_name (i));
  g_ptr_array_add (names, NULL);
  kontor_csv_write_row (text, (const char *const *) names->pdata);
}

/* What belongs to the product stands in its row alone. */
static const KontorRecord *
get_record (const Row *self, KontorEntity entity)
{
  if (entity == KONTOR_ENTITY_PRODUCT)
    return self->level != KONTOR_CSV_VARIANT ? self->product : NULL;
  return self->level != KONTOR_CSV_PRODUCT ? self->variant : NULL;
}

static char *
write_instant (gint64 instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (instant * 1000);

  return time != NULL ? g_date_time_format_iso8601 (time) : g_strdup ("");
}

static char *
write_field (const Row *self, const KontorCsvMeaningInfo *info)
{
  const KontorRecord *record = get_record (self, info->entity);

  if (record == NULL || kontor_record_is_null (record, info->field))
    return g_strdup ("");
  switch (info->kind) {
  case KONTOR_CSV_AMOUNT:
    return kontor_record_dup_decimal (record, info->field);
  case KONTOR_CSV_NUMBER:
    return g_strdup_printf ("%" G_GINT64_FORMAT, kontor_record_get_int (record, info->field));
  case KONTOR_CSV_FLAG:
    return g_strdup (kontor_record_get_bool (record, info->field) ? "1" : "0");
  case KONTOR_CSV_INSTANT:
    return write_instant (kontor_record_get_int (record, info->field));
  case KONTOR_CSV_DECIMAL:
  case KONTOR_CSV_TEXT:
  case KONTOR_CSV_HTML:
  case KONTOR_CSV_SPECIAL:
    return kontor_csv_disarm (kontor_record_get_text (record, info->field));
  }
  g_return_val_if_reached (NULL);
}

static char *
write_terms (KontorImportTerms *terms, const KontorRecord *product, guint field)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; product != NULL && i < kontor_record_get_length (product, field); i++) {
    const char *path =
        kontor_import_terms_get_path (terms, kontor_record_get_ref (kontor_record_get_member (product, field, i), 0));

    if (path != NULL)
      g_strv_builder_add (builder, path);
  }
  paths = g_strv_builder_end (builder);
  text = kontor_csv_join ((const char *const *) paths, ',', ", ");
  return kontor_csv_disarm (text);
}

static char *
write_variant_options (const KontorRecord *variant)
{
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  g_autofree char *text = NULL;

  for (guint i = 0; i < kontor_record_get_length (variant, KONTOR_VARIANT_OPTIONS); i++) {
    const KontorRecord *option = kontor_record_get_member (variant, KONTOR_VARIANT_OPTIONS, i);
    const char *name = kontor_record_get_text (option, KONTOR_VARIANT_OPTION_NAME);
    const char *value = kontor_record_get_text (option, KONTOR_VARIANT_OPTION_VALUE);

    if (name != NULL && value != NULL)
      g_ptr_array_add (options, kontor_csv_make_option (name, (const char *const[]) { value, NULL }));
  }
  text = kontor_csv_write_options (options);
  return kontor_csv_disarm (text);
}

static char *
write_options (const Row *self)
{
  g_autoptr (GPtrArray) options = g_ptr_array_new ();
  g_autofree char *text = NULL;

  if (self->level == KONTOR_CSV_VARIANT)
    return write_variant_options (self->variant);
  for (guint i = 0; self->level == KONTOR_CSV_PRODUCT && i < kontor_record_get_length (self->product, KONTOR_PRODUCT_OPTIONS); i++)
    g_ptr_array_add (options, kontor_record_get_member (self->product, KONTOR_PRODUCT_OPTIONS, i));
  text = kontor_csv_write_options (options);
  return kontor_csv_disarm (text);
}

/* A product's SKU, or else its id, names it in the rows of its variants. */
static char *
write_parent (const Row *self)
{
  const char *sku = kontor_record_get_text (self->product, KONTOR_PRODUCT_SKU);
  const char *key = kontor_record_get_key (self->product);

  if (self->level != KONTOR_CSV_VARIANT)
    return g_strdup ("");
  return sku != NULL && sku[0] != '\0' ? kontor_csv_disarm (sku) : g_strconcat ("id:", key != NULL ? key : "", NULL);
}

static char *
write_stock (const Row *self)
{
  const KontorRecord *variant = get_record (self, KONTOR_ENTITY_VARIANT);
  gint64 sum = 0;
  guint n = variant != NULL ? kontor_record_get_length (variant, KONTOR_VARIANT_LEVELS) : 0;

  if (n == 0 || !kontor_record_get_bool (variant, KONTOR_VARIANT_MANAGE_STOCK))
    return g_strdup ("");
  for (guint i = 0; i < n; i++)
    sum += kontor_record_get_int (kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, i), KONTOR_LEVEL_ON_HAND);
  return g_strdup_printf ("%" G_GINT64_FORMAT, sum);
}

static const char *
get_type (const Row *self)
{
  if (self->level == KONTOR_CSV_VARIANT)
    return "variant";
  return self->level == KONTOR_CSV_PRODUCT ? "variable" : "simple";
}

static char *
write_text (const KontorRecord *record, guint field)
{
  const char *text = record != NULL ? kontor_record_get_text (record, field) : NULL;

  return kontor_csv_disarm (text != NULL ? text : "");
}

/* (nullable): NULL where it is as its field has it. */
static char *
write_special (const Row *self, KontorCsvMeaning meaning)
{
  const char *key = kontor_record_get_key (self->level == KONTOR_CSV_VARIANT ? self->variant : self->product);

  if (meaning == KONTOR_CSV_ID)
    return g_strdup (key != NULL ? key : "");
  if (meaning == KONTOR_CSV_TYPE)
    return g_strdup (get_type (self));
  if (meaning == KONTOR_CSV_PARENT)
    return write_parent (self);
  if (meaning == KONTOR_CSV_SKU && self->level == KONTOR_CSV_PRODUCT)
    return write_text (self->product, KONTOR_PRODUCT_SKU);
  if (meaning == KONTOR_CSV_STATUS && self->level == KONTOR_CSV_VARIANT)
    return write_text (self->variant, KONTOR_VARIANT_STATUS);
  if (meaning == KONTOR_CSV_CATEGORIES)
    return write_terms (self->categories, get_record (self, KONTOR_ENTITY_PRODUCT), KONTOR_PRODUCT_CATEGORIES);
  if (meaning == KONTOR_CSV_TAGS)
    return write_terms (self->tags, get_record (self, KONTOR_ENTITY_PRODUCT), KONTOR_PRODUCT_TAGS);
  if (meaning == KONTOR_CSV_OPTIONS)
    return write_options (self);
  return meaning == KONTOR_CSV_STOCK ? write_stock (self) : NULL;
}

static void
write_row (GString *text, const Row *self)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < KONTOR_CSV_N_MEANINGS; i++) {
    char *cell = is_written (i) ? write_special (self, i) : NULL;

    if (is_written (i))
      g_ptr_array_add (cells, cell != NULL ? cell : write_field (self, kontor_csv_meaning_get_info (i)));
  }
  g_ptr_array_add (cells, NULL);
  kontor_csv_write_row (text, (const char *const *) cells->pdata);
}

static gboolean
is_whole (GPtrArray *variants)
{
  return variants->len == 1 && kontor_record_get_length (g_ptr_array_index (variants, 0), KONTOR_VARIANT_OPTIONS) == 0;
}

guint
kontor_export_write_product (GString *text, const KontorRecord *product, GPtrArray *variants, KontorImportTerms *categories,
                             KontorImportTerms *tags)
{
  gboolean whole = is_whole (variants);
  Row row = { .level = whole ? KONTOR_CSV_WHOLE : KONTOR_CSV_PRODUCT,
              .product = product,
              .variant = whole ? g_ptr_array_index (variants, 0) : NULL,
              .categories = categories,
              .tags = tags };

  write_row (text, &row);
  if (whole)
    return 1;
  row.level = KONTOR_CSV_VARIANT;
  for (guint i = 0; i < variants->len; i++) {
    row.variant = g_ptr_array_index (variants, i);
    write_row (text, &row);
  }
  return variants->len + 1;
}
