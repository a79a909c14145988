#include "kontor-document-store.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>
#include <yyjson.h>

#include "kontor-document-facts.h"
#include "kontor-error.h"
#include "kontor-store.h"

typedef struct {
  KontorTxn *txn;
  KontorPrintJob *job;
  KontorDocumentHow how;
  GHashTable *days;
} Making;

gboolean
kontor_document_kind_is_numbered (KontorDocumentKind kind)
{
  return kind == KONTOR_DOCUMENT_INVOICE || kind == KONTOR_DOCUMENT_CREDIT_NOTE;
}

const char *
kontor_document_series_get_prefix (KontorDocumentKind kind)
{
  return kind == KONTOR_DOCUMENT_CREDIT_NOTE ? "C" : "";
}

static char *
format_number (const char *prefix, gint64 seq)
{
  return g_strdup_printf ("%s%04" PRId64, prefix != NULL ? prefix : "", seq);
}

/* An order that the shop does not know yet has a name of ours. */
static char *
dup_subject (const KontorRecord *order)
{
  const char *key = kontor_record_get_key (order);

  return key != NULL ? g_strdup (key) : g_strdup_printf ("local:%" PRId64, kontor_record_get_id (order));
}

/* A list of records as a JSON array, and back. */
static char *
write_records (GPtrArray *records)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; records != NULL && i < records->len; i++) {
    g_autofree char *one = kontor_record_to_json (g_ptr_array_index (records, i));

    g_string_append_printf (json, "%s%s", i > 0 ? "," : "", one);
  }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}

static gboolean
read_record (const KontorRecordType *type, yyjson_val *value, GPtrArray *records, GError **error)
{
  gsize length;
  char *json = yyjson_val_write (value, 0, &length);
  KontorRecord *record = json != NULL ? kontor_record_from_json (type, json, (gssize) length, error) : NULL;

  free (json);
  if (record != NULL)
    g_ptr_array_add (records, record);
  return record != NULL;
}

static gboolean
read_records (const KontorRecordType *type, const char *json, GPtrArray *records, GError **error)
{
  yyjson_doc *doc = yyjson_read (json, strlen (json), YYJSON_READ_NUMBER_AS_RAW);
  gboolean good = TRUE;
  yyjson_val *value;
  gsize i, n;

  yyjson_arr_foreach (yyjson_doc_get_root (doc), i, n, value) {
    good = good && read_record (type, value, records, error);
  }
  yyjson_doc_free (doc);
  return good;
}

static gboolean
take_letterhead (Making *self, gint64 account_id, gint64 *letterhead, GError **error)
{
  g_autoptr (KontorRecord) record = NULL;
  g_autoptr (GBytes) logo = NULL;

  if (!kontor_letterhead_store_load (self->txn, account_id, letterhead, &record, &logo, error))
    return FALSE;
  if (*letterhead == 0 && self->how == KONTOR_DOCUMENT_MAKE &&
      !kontor_letterhead_store_save (self->txn, account_id, record, NULL, letterhead, error))
    return FALSE;
  if (*letterhead == 0)
    *letterhead = -account_id;
  if (!kontor_print_job_has_letterhead (self->job, *letterhead))
    kontor_print_job_take_letterhead (self->job, *letterhead, g_steal_pointer (&record), g_steal_pointer (&logo));
  return TRUE;
}

static gboolean
take_old_letterhead (KontorTxn *txn, KontorPrintJob *job, gint64 letterhead, GError **error)
{
  g_autoptr (KontorRecord) record = NULL;
  KontorStmt *stmt;

  if (kontor_print_job_has_letterhead (job, letterhead))
    return TRUE;
  stmt = kontor_txn_prepare (txn, "SELECT data, logo FROM letterhead WHERE id = ?", error);
  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", letterhead);
  if (kontor_stmt_step (stmt, error) != KONTOR_STEP_ROW)
    return FALSE;
  record = kontor_record_from_json (&kontor_letterhead_type, kontor_stmt_get_text (stmt, 0), -1, error);
  if (record != NULL)
    kontor_print_job_take_letterhead (job, letterhead, kontor_record_ref (record), kontor_stmt_dup_bytes (stmt, 1));
  kontor_stmt_reset (stmt);
  return record != NULL;
}

/* The next number of the account's series; in the transaction that uses it, so that none is left out. */
static gboolean
take_number (Making *self, gint64 account_id, char **prefix, gint64 *seq, GError **error)
{
  const char *kind = kontor_document_kind_to_nick (self->job->kind);

  if (self->how == KONTOR_DOCUMENT_LOOK)
    return TRUE;
  if (!kontor_txn_run (self->txn, error, "INSERT OR IGNORE INTO document_series (account_id, kind, prefix, next) VALUES (?, ?, ?, 1)",
                       "its", account_id, kind, kontor_document_series_get_prefix (self->job->kind)) ||
      !kontor_txn_query_text (self->txn, prefix, error, "SELECT prefix FROM document_series WHERE account_id = ? AND kind = ?", "it",
                              account_id, kind) ||
      !kontor_txn_query_int (self->txn, seq, 1, error, "SELECT next FROM document_series WHERE account_id = ? AND kind = ?", "it",
                             account_id, kind))
    return FALSE;
  return kontor_txn_run (self->txn, error, "UPDATE document_series SET next = next + 1 WHERE account_id = ? AND kind = ?", "it",
                         account_id, kind);
}

static gboolean
insert (Making *self, KontorPrintItem *item, const char *prefix, gint64 seq, GError **error)
{
  const KontorDocument *document = item->document;
  g_autofree char *orders = write_records (document->orders), *goods = write_records (document->goods);
  const char *subject = item->subjects->len == 1 ? g_ptr_array_index (item->subjects, 0) : "";

  if (!kontor_txn_run (self->txn, error,
                       "INSERT INTO document (account_id, letterhead_id, kind, subject, refund_key, made_at, day, prefix, seq, about, "
                       "orders, goods) VALUES (?1, ?2, ?3, ?4, coalesce (?5, ''), ?6, ?7, ?8, nullif (?9, 0), ?10, ?11, ?12)",
                       "iitttiititss", item->account_id, item->letterhead, kontor_document_kind_to_nick (document->kind), subject,
                       document->refund_key, kontor_txn_get_now (self->txn), document->day, prefix, seq, document->invoice_number,
                       orders, goods))
    return FALSE;
  item->document_id = kontor_txn_last_insert_id (self->txn);
  return TRUE;
}

static gint64
get_day (Making *self, gint64 account_id)
{
  const gint64 *day = g_hash_table_lookup (self->days, &account_id);

  return day != NULL ? *day : 0;
}

static KontorPrintItem *
new_item (Making *self, const KontorRecord *order, KontorRecord *shared, GError **error)
{
  gint64 account_id = kontor_record_get_account (order), letterhead = 0;
  KontorPrintItem *item;

  if (!take_letterhead (self, account_id, &letterhead, error))
    return NULL;
  item = kontor_print_item_new (0, account_id, letterhead);
  item->document = kontor_document_new (self->job->kind, shared);
  item->document->day = get_day (self, account_id);
  g_ptr_array_add (item->subjects, dup_subject (order));
  return item;
}

static gboolean
fill (Making *self, KontorPrintItem *item, const KontorRecord *order, GError **error)
{
  KontorDocument *document = item->document;

  document->gift_note = kontor_document_facts_dup_gift_note (order);
  if (document->kind != KONTOR_DOCUMENT_CN22 && document->kind != KONTOR_DOCUMENT_CN23)
    return TRUE;
  document->goods = kontor_document_facts_load_goods (self->txn, order, error);
  return document->goods != NULL;
}

/* @refund_key: (nullable): "" and NULL are none. The id of what was made before; 0: none. */
static gboolean
find_made (Making *self, const KontorRecord *order, KontorDocumentKind kind, const char *refund_key, gint64 *id, GError **error)
{
  g_autofree char *subject = dup_subject (order);

  return kontor_txn_query_int (self->txn, id, 0, error,
                               "SELECT id FROM document WHERE account_id = ? AND kind = ? AND subject = ? AND refund_key = ? AND seq IS NOT NULL",
                               "ittt", kontor_record_get_account (order), kontor_document_kind_to_nick (kind), subject,
                               refund_key != NULL ? refund_key : "");
}

static gboolean
find_invoice_number (Making *self, const KontorRecord *order, char **number, GError **error)
{
  gint64 id = 0;

  if (!find_made (self, order, KONTOR_DOCUMENT_INVOICE, NULL, &id, error))
    return FALSE;
  return id == 0 || kontor_txn_query_text (self->txn, number, error,
                                           "SELECT prefix || printf ('%04d', seq) FROM document WHERE id = ?", "i", id);
}

/* @refund_key: (nullable): whose credit note it is */
static gboolean
make (Making *self, KontorRecord *order, const char *refund_key, GError **error)
{
  KontorPrintItem *item = new_item (self, order, order, error);
  g_autofree char *prefix = NULL;
  gboolean numbered = kontor_document_kind_is_numbered (self->job->kind);
  gint64 seq = 0;

  if (item == NULL)
    return FALSE;
  item->document->refund_key = g_strdup (refund_key);
  if (!fill (self, item, order, error) || (numbered && !take_number (self, item->account_id, &prefix, &seq, error)) ||
      (refund_key != NULL && !find_invoice_number (self, order, &item->document->invoice_number, error)) ||
      (self->how == KONTOR_DOCUMENT_MAKE && !insert (self, item, prefix, seq, error))) {
    kontor_print_item_free (item);
    return FALSE;
  }
  if (numbered)
    item->document->number = seq > 0 ? format_number (prefix, seq) : g_strdup ("—");
  kontor_print_job_take (self->job, item);
  return TRUE;
}

static gboolean
make_once (Making *self, KontorRecord *order, const char *refund_key, GError **error)
{
  gint64 made = 0;

  if (!find_made (self, order, self->job->kind, refund_key, &made, error))
    return FALSE;
  return made != 0 ? kontor_document_store_reopen (self->txn, self->job, made, error) : make (self, order, refund_key, error);
}

static gboolean
make_credit_notes (Making *self, KontorRecord *order, GError **error)
{
  guint n = kontor_record_get_length (order, KONTOR_ORDER_REFUNDS);

  if (n == 0)
    g_ptr_array_add (self->job->left_out, g_strdup_printf (_("Order %s has no refund."), kontor_record_get_text (order, KONTOR_ORDER_NUMBER)));
  for (guint i = 0; i < n; i++)
    if (!make_once (self, order, kontor_record_get_key (kontor_record_get_member (order, KONTOR_ORDER_REFUNDS, i)), error))
      return FALSE;
  return TRUE;
}

/* One list of all that is to be fetched. */
static gboolean
make_pick_list (Making *self, GPtrArray *orders, GError **error)
{
  KontorPrintItem *item = orders->len > 0 ? new_item (self, g_ptr_array_index (orders, 0), NULL, error) : NULL;

  if (item == NULL)
    return orders->len == 0;
  g_ptr_array_set_size (item->subjects, 0);
  for (guint i = 0; i < orders->len; i++) {
    KontorRecord *order = g_ptr_array_index (orders, i);

    g_ptr_array_add (item->document->orders, kontor_record_ref (order));
    g_ptr_array_add (item->subjects, dup_subject (order));
  }
  if (self->how == KONTOR_DOCUMENT_MAKE && !insert (self, item, NULL, 0, error)) {
    kontor_print_item_free (item);
    return FALSE;
  }
  kontor_print_job_take (self->job, item);
  return TRUE;
}

static gboolean
make_one (Making *self, KontorRecord *order, GError **error)
{
  switch (self->job->kind) {
  case KONTOR_DOCUMENT_INVOICE:
    return make_once (self, order, NULL, error);
  case KONTOR_DOCUMENT_CREDIT_NOTE:
    return make_credit_notes (self, order, error);
  case KONTOR_DOCUMENT_PACKING_SLIP:
  case KONTOR_DOCUMENT_PICK_LIST:
  case KONTOR_DOCUMENT_ADDRESS_LABEL:
  case KONTOR_DOCUMENT_RETURN_LABEL:
  case KONTOR_DOCUMENT_RECEIPT:
  case KONTOR_DOCUMENT_CN22:
  case KONTOR_DOCUMENT_CN23:
  case KONTOR_DOCUMENT_PRODUCT_LABEL:
  case KONTOR_DOCUMENT_PRICE_LABEL:
  case KONTOR_DOCUMENT_BIN_LABEL:
    return make (self, order, NULL, error);
  }
  g_return_val_if_reached (FALSE);
}

gboolean
kontor_document_store_add (KontorTxn *txn, KontorPrintJob *job, const gint64 *ids, guint n_ids, GHashTable *days,
                           KontorDocumentHow how, GError **error)
{
  Making making = { txn, job, how, days };
  g_autoptr (GPtrArray) orders = kontor_store_load_many (txn, KONTOR_ENTITY_ORDER, ids, n_ids, KONTOR_LOAD_WHOLE, error);

  if (orders == NULL)
    return FALSE;
  if (job->kind == KONTOR_DOCUMENT_PICK_LIST)
    return make_pick_list (&making, orders, error);
  for (guint i = 0; i < orders->len; i++)
    if (!make_one (&making, g_ptr_array_index (orders, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
fill_from_row (KontorStmt *stmt, KontorPrintItem *item, GError **error)
{
  KontorDocument *document = item->document;

  document->day = kontor_stmt_get_int (stmt, 4);
  if (!kontor_stmt_is_null (stmt, 6))
    document->number = format_number (kontor_stmt_get_text (stmt, 5), kontor_stmt_get_int (stmt, 6));
  document->refund_key = kontor_stmt_get_text (stmt, 3)[0] != '\0' ? kontor_stmt_dup_text (stmt, 3) : NULL;
  document->invoice_number = kontor_stmt_dup_text (stmt, 7);
  document->goods = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  if (!read_records (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER), kontor_stmt_get_text (stmt, 8), document->orders, error) ||
      !read_records (&kontor_goods_type, kontor_stmt_get_text (stmt, 9), document->goods, error))
    return FALSE;
  for (guint i = 0; i < document->orders->len; i++)
    g_ptr_array_add (item->subjects, dup_subject (g_ptr_array_index (document->orders, i)));
  if (document->orders->len == 1)
    document->gift_note = kontor_document_facts_dup_gift_note (g_ptr_array_index (document->orders, 0));
  return TRUE;
}

gboolean
kontor_document_store_get_kind (KontorTxn *txn, gint64 document_id, KontorDocumentKind *kind, GError **error)
{
  g_autofree char *nick = NULL;

  if (!kontor_txn_query_text (txn, &nick, error, "SELECT kind FROM document WHERE id = ?", "i", document_id))
    return FALSE;
  if (nick != NULL && kontor_document_kind_from_nick (nick, kind))
    return TRUE;
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("That document is not kept any more."));
  return FALSE;
}

gboolean
kontor_document_store_reopen (KontorTxn *txn, KontorPrintJob *job, gint64 document_id, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, "SELECT kind, account_id, letterhead_id, refund_key, day, prefix, seq, about, orders, goods "
                                              "FROM document WHERE id = ?",
                                         error);
  KontorPrintItem *item;
  gboolean good;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", document_id);
  if (kontor_stmt_step (stmt, error) != KONTOR_STEP_ROW)
    return FALSE;
  item = kontor_print_item_new (document_id, kontor_stmt_get_int (stmt, 1), kontor_stmt_get_int (stmt, 2));
  item->document = kontor_document_new (job->kind, NULL);
  good = fill_from_row (stmt, item, error);
  kontor_stmt_reset (stmt);
  if (!good || !take_old_letterhead (txn, job, item->letterhead, error)) {
    kontor_print_item_free (item);
    return FALSE;
  }
  kontor_print_job_take (job, item);
  return TRUE;
}
