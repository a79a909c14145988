#include "kontor-store-private.h"
#include "kontor-words.h"

gboolean
kontor_entity_has_words (KontorEntity entity)
{
  return entity == KONTOR_ENTITY_ORDER || entity == KONTOR_ENTITY_PRODUCT || entity == KONTOR_ENTITY_CUSTOMER;
}

static void
add_field (GString *words, KontorWordMark marks, const KontorRecord *record, guint field)
{
  kontor_words_add (words, marks, kontor_record_get_text (record, field));
}

static void
add_keys (GString *words, KontorWordMark marks, const KontorRecord *record, guint list)
{
  for (guint i = 0; i < kontor_record_get_length (record, list); i++)
    kontor_words_add (words, marks, kontor_record_get_key (kontor_record_get_member (record, list, i)));
}

static void
add_members (GString *words, KontorWordMark marks, const KontorRecord *record, guint list, guint field)
{
  for (guint i = 0; i < kontor_record_get_length (record, list); i++)
    add_field (words, marks, kontor_record_get_member (record, list, i), field);
}

static void
add_address (GString *words, KontorWordMark name_marks, const KontorRecord *address, const KontorRecord *before)
{
  const struct {
    guint field;
    KontorWordMark marks;
  } parts[] = {
    { KONTOR_ADDRESS_FIRST_NAME, name_marks },
    { KONTOR_ADDRESS_LAST_NAME, name_marks },
    { KONTOR_ADDRESS_COMPANY, name_marks },
    { KONTOR_ADDRESS_CITY, KONTOR_WORD_CITY },
    { KONTOR_ADDRESS_POSTCODE, KONTOR_WORD_POSTCODE },
    { KONTOR_ADDRESS_COUNTRY, KONTOR_WORD_COUNTRY },
    { KONTOR_ADDRESS_PHONE, KONTOR_WORD_PHONE },
    { KONTOR_ADDRESS_EMAIL, KONTOR_WORD_EMAIL | name_marks },
  };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    const char *text = kontor_record_get_text (address, parts[i].field);

    /* Most parcels go where the bill goes. */
    if (before == NULL || g_strcmp0 (text, kontor_record_get_text (before, parts[i].field)) != 0)
      kontor_words_add (words, parts[i].marks, text);
  }
}

static void
add_addresses (GString *words, KontorWordMark name_marks, const KontorRecord *record, guint list)
{
  const KontorRecord *before = NULL;

  for (guint i = 0; i < kontor_record_get_length (record, list); i++) {
    const KontorRecord *address = kontor_record_get_member (record, list, i);

    add_address (words, name_marks, address, before);
    before = address;
  }
}

static void
add_order (GString *words, const KontorRecord *order)
{
  add_field (words, KONTOR_WORD_NUMBER, order, KONTOR_ORDER_NUMBER);
  add_field (words, KONTOR_WORD_FROM, order, KONTOR_ORDER_CUSTOMER_NAME);
  add_field (words, KONTOR_WORD_EMAIL | KONTOR_WORD_FROM, order, KONTOR_ORDER_EMAIL);
  add_field (words, KONTOR_WORD_PHONE, order, KONTOR_ORDER_PHONE);
  add_field (words, KONTOR_WORD_METHOD, order, KONTOR_ORDER_PAYMENT_METHOD);
  add_keys (words, KONTOR_WORD_TAG, order, KONTOR_ORDER_TAGS);
  add_addresses (words, KONTOR_WORD_FROM, order, KONTOR_ORDER_ADDRESSES);
  add_members (words, KONTOR_WORD_PRODUCT, order, KONTOR_ORDER_LINES, KONTOR_LINE_NAME);
  add_members (words, KONTOR_WORD_PRODUCT, order, KONTOR_ORDER_LINES, KONTOR_LINE_VARIANT_NAME);
  add_members (words, KONTOR_WORD_SKU, order, KONTOR_ORDER_LINES, KONTOR_LINE_SKU);
  add_members (words, KONTOR_WORD_GTIN, order, KONTOR_ORDER_LINES, KONTOR_LINE_GTIN);
  add_members (words, KONTOR_WORD_METHOD, order, KONTOR_ORDER_SHIPPING_LINES, KONTOR_SHIPPING_LINE_TITLE);
  add_members (words, KONTOR_WORD_COUPON, order, KONTOR_ORDER_DISCOUNTS, KONTOR_ORDER_DISCOUNT_CODE);
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_FULFILMENTS); i++)
    add_members (words, KONTOR_WORD_TRACKING, kontor_record_get_member (order, KONTOR_ORDER_FULFILMENTS, i),
                 KONTOR_FULFILMENT_SHIPMENTS, KONTOR_SHIPMENT_TRACKING_NUMBER);
}

static void
add_customer (GString *words, const KontorRecord *customer)
{
  add_field (words, KONTOR_WORD_PLAIN, customer, KONTOR_CUSTOMER_NAME);
  add_field (words, KONTOR_WORD_PLAIN, customer, KONTOR_CUSTOMER_FIRST_NAME);
  add_field (words, KONTOR_WORD_PLAIN, customer, KONTOR_CUSTOMER_LAST_NAME);
  add_field (words, KONTOR_WORD_PLAIN, customer, KONTOR_CUSTOMER_COMPANY);
  add_field (words, KONTOR_WORD_EMAIL, customer, KONTOR_CUSTOMER_EMAIL);
  add_field (words, KONTOR_WORD_PHONE, customer, KONTOR_CUSTOMER_PHONE);
  add_keys (words, KONTOR_WORD_TAG, customer, KONTOR_CUSTOMER_TAGS);
  add_addresses (words, KONTOR_WORD_PLAIN, customer, KONTOR_CUSTOMER_ADDRESSES);
  add_members (words, KONTOR_WORD_PLAIN, customer, KONTOR_CUSTOMER_IDENTITIES, KONTOR_IDENTITY_VALUE);
}

static void
add_product (GString *words, const KontorRecord *product)
{
  add_field (words, KONTOR_WORD_PLAIN, product, KONTOR_PRODUCT_TITLE);
  add_field (words, KONTOR_WORD_SKU, product, KONTOR_PRODUCT_SKU);
  add_field (words, KONTOR_WORD_VENDOR, product, KONTOR_PRODUCT_VENDOR);
}

char *
kontor_store_make_words (KontorEntity entity, const KontorRecord *record)
{
  GString *words = g_string_sized_new (512);

  g_assert (kontor_entity_has_words (entity));

  if (entity == KONTOR_ENTITY_ORDER)
    add_order (words, record);
  else if (entity == KONTOR_ENTITY_CUSTOMER)
    add_customer (words, record);
  else
    add_product (words, record);
  return g_string_free_and_steal (words);
}

/* Adds the texts of a query whose columns are marked in turn. */
static gboolean
add_rows (GString *words, KontorTxn *txn, const char *sql, const KontorWordMark *marks, gint64 id, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, sql, error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", id);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW)
    for (int i = 0; i < kontor_stmt_get_n_columns (stmt); i++)
      kontor_words_add (words, marks[i], kontor_stmt_get_text (stmt, i));
  return step == KONTOR_STEP_DONE;
}

static gboolean
add_around_product (GString *words, KontorTxn *txn, gint64 id, GError **error)
{
  const KontorWordMark of_variant[] = { KONTOR_WORD_PLAIN, KONTOR_WORD_SKU, KONTOR_WORD_GTIN, KONTOR_WORD_PLAIN };
  const KontorWordMark of_category[] = { KONTOR_WORD_CATEGORY };
  const KontorWordMark of_tag[] = { KONTOR_WORD_TAG };

  return add_rows (words, txn, "SELECT title, sku, gtin, mpn FROM variant WHERE product_id = ?", of_variant, id,
                   error) &&
         add_rows (
             words, txn,
             "SELECT c.name FROM product_category m JOIN category c ON c.id = m.category_id WHERE m.product_id = ?",
             of_category, id, error) &&
         add_rows (words, txn, "SELECT t.name FROM product_tag m JOIN tag t ON t.id = m.tag_id WHERE m.product_id = ?",
                   of_tag, id, error);
}

char *
kontor_store_read_words (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  g_autoptr (KontorRecord) record = kontor_store_load (txn, entity, id, KONTOR_LOAD_WHOLE, error);
  g_autofree char *own = record != NULL ? kontor_store_make_words (entity, record) : NULL;
  g_autoptr (GString) words = g_string_new (own);

  if (record == NULL)
    return NULL;
  if (entity == KONTOR_ENTITY_PRODUCT && !add_around_product (words, txn, id, error))
    return NULL;
  return g_string_free_and_steal (g_steal_pointer (&words));
}

/* Rows are written in ascending order, as the index wants them. */
static gboolean
rebuild_entity (KontorTxn *txn, KontorEntity entity, const char *next, const char *insert, GError **error)
{
  gint64 id = G_MININT64;

  while (TRUE) {
    g_autofree char *words = NULL;
    gint64 after = id;

    if (!kontor_txn_query_int (txn, &id, G_MININT64, error, next, "i", after))
      return FALSE;
    if (id == G_MININT64)
      return TRUE;
    words = kontor_store_read_words (txn, entity, id, error);
    if (words == NULL || !kontor_txn_run (txn, error, insert, "is", id, words))
      return FALSE;
  }
}

gboolean
kontor_store_rebuild_search (KontorTxn *txn, GError **error)
{
  return kontor_txn_run (txn, error, "INSERT INTO order_words (order_words) VALUES ('delete-all')", "") &&
         kontor_txn_run (txn, error, "INSERT INTO product_words (product_words) VALUES ('delete-all')", "") &&
         kontor_txn_run (txn, error, "INSERT INTO customer_words (customer_words) VALUES ('delete-all')", "") &&
         rebuild_entity (txn, KONTOR_ENTITY_ORDER, "SELECT id FROM \"order\" WHERE id > ? ORDER BY id LIMIT 1",
                         "INSERT INTO order_words (rowid, words) VALUES (?, ?)", error) &&
         rebuild_entity (txn, KONTOR_ENTITY_PRODUCT, "SELECT id FROM product WHERE id > ? ORDER BY id LIMIT 1",
                         "INSERT INTO product_words (rowid, words) VALUES (?, ?)", error) &&
         rebuild_entity (txn, KONTOR_ENTITY_CUSTOMER, "SELECT id FROM customer WHERE id > ? ORDER BY id LIMIT 1",
                         "INSERT INTO customer_words (rowid, words) VALUES (?, ?)", error);
}
