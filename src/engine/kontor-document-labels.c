#include "kontor-document-store.h"
#include "kontor-store.h"

static char *
dup_title (KontorTxn *txn, const KontorRecord *variant, GError **error)
{
  char *title = NULL;

  return kontor_txn_query_text (txn, &title, error, "SELECT title FROM product WHERE id = ?", "i",
                                kontor_record_get_ref (variant, KONTOR_VARIANT_PRODUCT)) &&
                 title != NULL
             ? title
             : g_strdup (kontor_record_get_text (variant, KONTOR_VARIANT_TITLE));
}

static KontorMoney *
make_price (const KontorRecord *variant)
{
  const char *currency = kontor_record_get_text (variant, KONTOR_VARIANT_CURRENCY);
  KontorMoney price;

  if (currency == NULL || kontor_record_is_null (variant, KONTOR_VARIANT_PRICE))
    return NULL;
  price = kontor_money_make (kontor_record_get_amount (variant, KONTOR_VARIANT_PRICE), currency);
  return kontor_money_copy (&price);
}

static gboolean
add_label (KontorTxn *txn, KontorPrintJob *job, const KontorRecord *variant, GError **error)
{
  gint64 account_id = kontor_record_get_account (variant), letterhead = 0;
  const char *gtin = kontor_record_get_text (variant, KONTOR_VARIANT_GTIN), *sku = kontor_record_get_text (variant, KONTOR_VARIANT_SKU);
  g_autoptr (KontorRecord) shop = NULL;
  g_autoptr (GBytes) logo = NULL;
  KontorPrintItem *item;

  if (!kontor_letterhead_store_load (txn, account_id, &letterhead, &shop, &logo, error))
    return FALSE;
  item = kontor_print_item_new (0, account_id, -account_id);
  if (!kontor_print_job_has_letterhead (job, -account_id))
    kontor_print_job_take_letterhead (job, -account_id, g_steal_pointer (&shop), g_steal_pointer (&logo));
  item->document = kontor_document_new (job->kind, NULL);
  item->document->title = dup_title (txn, variant, error);
  item->document->detail = g_strdup (kontor_record_get_text (variant, KONTOR_VARIANT_TITLE));
  item->document->code = g_strdup (gtin != NULL && gtin[0] != '\0' ? gtin : sku);
  item->document->price = make_price (variant);
  if (g_strcmp0 (item->document->detail, item->document->title) == 0)
    g_clear_pointer (&item->document->detail, g_free);
  kontor_print_job_take (job, item);
  return TRUE;
}

static gboolean
collect_variants (KontorTxn *txn, gint64 product_id, GArray *variants, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, "SELECT id FROM variant WHERE product_id = ? ORDER BY position, id", error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", product_id);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (variants, id);
  }
  return step == KONTOR_STEP_DONE;
}

static GArray *
find_variants (KontorTxn *txn, KontorEntity entity, GArray *ids, GError **error)
{
  g_autoptr (GArray) variants = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (entity == KONTOR_ENTITY_VARIANT)
    return g_array_ref (ids);
  for (guint i = 0; i < ids->len; i++)
    if (!collect_variants (txn, g_array_index (ids, gint64, i), variants, error))
      return NULL;
  return g_steal_pointer (&variants);
}

gboolean
kontor_document_store_add_labels (KontorTxn *txn, KontorPrintJob *job, KontorEntity entity, GArray *ids, GError **error)
{
  g_autoptr (GArray) variants = find_variants (txn, entity, ids, error);
  g_autoptr (GPtrArray) records = NULL;

  if (variants == NULL)
    return FALSE;
  records = kontor_store_load_many (txn, KONTOR_ENTITY_VARIANT, (const gint64 *) (gpointer) variants->data, variants->len, KONTOR_LOAD_WHOLE,
                                    error);
  for (guint i = 0; records != NULL && i < records->len; i++)
    if (!add_label (txn, job, g_ptr_array_index (records, i), error))
      return FALSE;
  return records != NULL;
}
