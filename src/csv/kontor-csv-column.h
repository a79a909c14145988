#pragma once

#include "kontor-entity.h"

G_BEGIN_DECLS

/** What the cells of a column are. */
typedef enum {
  KONTOR_CSV_NOTHING,
  KONTOR_CSV_ID,
  KONTOR_CSV_TYPE,
  KONTOR_CSV_PARENT,
  KONTOR_CSV_SKU,
  KONTOR_CSV_GTIN,
  KONTOR_CSV_MPN,
  KONTOR_CSV_TITLE,
  KONTOR_CSV_HANDLE,
  KONTOR_CSV_STATUS,
  KONTOR_CSV_FEATURED,
  KONTOR_CSV_VISIBILITY,
  KONTOR_CSV_VENDOR,
  KONTOR_CSV_SUMMARY,
  KONTOR_CSV_DESCRIPTION,
  KONTOR_CSV_SEO_TITLE,
  KONTOR_CSV_SEO_DESCRIPTION,
  KONTOR_CSV_TAX_STATUS,
  KONTOR_CSV_TAX_CLASS,
  KONTOR_CSV_REQUIRES_SHIPPING,
  KONTOR_CSV_CATEGORIES,
  KONTOR_CSV_TAGS,
  KONTOR_CSV_OPTIONS,
  KONTOR_CSV_OPTION_NAME,  /* of the option with the column's number */
  KONTOR_CSV_OPTION_VALUE, /* likewise */
  KONTOR_CSV_CURRENCY,
  KONTOR_CSV_PRICE,
  KONTOR_CSV_SALE_PRICE,
  KONTOR_CSV_COMPARE_PRICE, /* what it cost before; then the price is that of a sale */
  KONTOR_CSV_SALE_FROM,
  KONTOR_CSV_SALE_TO,
  KONTOR_CSV_COST,
  KONTOR_CSV_MANAGE_STOCK,
  KONTOR_CSV_STOCK,
  KONTOR_CSV_LOW_STOCK,
  KONTOR_CSV_BACKORDERS,
  KONTOR_CSV_WEIGHT,
  KONTOR_CSV_LENGTH,
  KONTOR_CSV_WIDTH,
  KONTOR_CSV_HEIGHT,
  KONTOR_CSV_HS_CODE,
  KONTOR_CSV_ORIGIN,
} KontorCsvMeaning;
#define KONTOR_CSV_N_MEANINGS (KONTOR_CSV_ORIGIN + 1)

/** Whose columns and words a file has. */
typedef enum {
  KONTOR_CSV_OTHER,
  KONTOR_CSV_OWN,
  KONTOR_CSV_WOOCOMMERCE,
  KONTOR_CSV_SHOPIFY,
} KontorCsvDialect;

/** How a cell becomes a value. */
typedef enum {
  KONTOR_CSV_SPECIAL, /* by code of its own */
  KONTOR_CSV_TEXT,
  KONTOR_CSV_HTML,
  KONTOR_CSV_AMOUNT,
  KONTOR_CSV_NUMBER,
  KONTOR_CSV_FLAG,
  KONTOR_CSV_DECIMAL,
  KONTOR_CSV_INSTANT,
} KontorCsvKind;

/**
 * KontorCsvMeaningInfo:
 * @names: of its columns in our own files first, then elsewhere, with "|" between them; "#" is a number
 * @entity: whose field it is; of a special one what it belongs to
 */
typedef struct {
  const char *names;
  const char *label; /* (translatable) */
  KontorCsvKind kind;
  KontorEntity entity;
  guint field;
} KontorCsvMeaningInfo;

const KontorCsvMeaningInfo *kontor_csv_meaning_get_info (KontorCsvMeaning meaning);
/** In a person's language. */
const char *kontor_csv_meaning_get_label (KontorCsvMeaning meaning);
/** (transfer full): what its column is called in our own files. */
char *kontor_csv_meaning_dup_name (KontorCsvMeaning meaning);

/**
 * KontorCsvColumn:
 * @number: of an option, from 1 on
 * @unit: in which weights and sizes are, as the heading says it; empty where it does not
 */
typedef struct {
  KontorCsvMeaning meaning;
  guint number;
  char unit[8];
} KontorCsvColumn;

/** What a heading means, if anything. */
KontorCsvColumn kontor_csv_column_recognise (const char *heading);
/** By all headings, (array zero-terminated=1). */
KontorCsvDialect kontor_csv_dialect_recognise (const char *const *headings);
const char *kontor_csv_dialect_get_label (KontorCsvDialect dialect);

G_END_DECLS
