#pragma once

#include "kontor-csv-layout.h"
#include "kontor-csv-reader.h"
#include "kontor-record.h"

G_BEGIN_DECLS

/** What a row is about. */
typedef enum {
  KONTOR_CSV_ANY,     /* it does not say */
  KONTOR_CSV_PRODUCT, /* a product that has variants in rows of their own */
  KONTOR_CSV_VARIANT, /* a variant */
  KONTOR_CSV_WHOLE,   /* a product and its only variant, or its first one */
  KONTOR_CSV_NEITHER, /* one more picture, or the like */
} KontorCsvLevel;

#define KONTOR_TYPE_CSV_ENTRY (kontor_csv_entry_get_type ())

/**
 * KontorCsvEntry:
 * @id: (nullable): the shop's
 * @parent: (nullable): SKU, handle or "id:" and id of a variant's product
 * @product, @variant: what the row says of either; a record without what it does not say
 * @categories: (nullable): paths as "A > B"; NULL where the row says nothing
 * @tags: (nullable): likewise
 * @options: (element-type KontorRecord): of the type of a product's options, with one value each where it is a variant
 * @stock: how many there are, if @has_stock
 * @unmanaged: nobody counts it, where it is new
 * @currency: (nullable): of the amounts
 * @remark: (nullable): what is left out of it, for a person
 * @fault: (nullable): what is wrong with it, for a person
 * @column: in which column; -1: with all of it
 *
 * A row by its meaning. Immutable, but for kontor_csv_entry_name_options ().
 */
typedef struct {
  gatomicrefcount ref_count;
  guint64 offset;
  guint64 line;
  KontorCsvLevel level;
  char *id;
  char *parent;
  KontorRecord *product;
  KontorRecord *variant;
  GStrv categories;
  GStrv tags;
  GPtrArray *options;
  gboolean has_stock;
  gint64 stock;
  gboolean unmanaged;
  char *currency;
  char *remark;
  char *fault;
  int column;
} KontorCsvEntry;

GType kontor_csv_entry_get_type (void) G_GNUC_CONST;
/** Any thread. @zone: of the store */
KontorCsvEntry *kontor_csv_entry_new (const KontorCsvLayout *layout, GTimeZone *zone, const KontorCsvRow *row);
KontorCsvEntry *kontor_csv_entry_ref (KontorCsvEntry *self);
void kontor_csv_entry_unref (KontorCsvEntry *self);

/** (nullable): what people know it by: a title, else a SKU */
const char *kontor_csv_entry_get_name (const KontorCsvEntry *self);
const char *kontor_csv_entry_get_sku (const KontorCsvEntry *self);
/** Shopify names options in the first row of a product alone: further rows have the names of the product's, in their order. */
void kontor_csv_entry_name_options (const KontorCsvEntry *self, const KontorRecord *product);
/** Whether it has options, each with a name. */
gboolean kontor_csv_entry_has_options (const KontorCsvEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorCsvEntry, kontor_csv_entry_unref)

G_END_DECLS
