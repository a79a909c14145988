#include "kontor-state.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-ledger.h"
#include "kontor-outbox-row.h"
#include "kontor-store.h"

/* In the place of seen_at: the server does not have the object any more; doc is what it was. */
#define SEEN_GONE (-1)

void
kontor_remote_state_clear (KontorRemoteState *self)
{
  g_clear_pointer (&self->doc, kontor_record_unref);
}

/* Derived fields are computed anew by replay, or stand on other objects, whose changes the row follows by itself. */
static KontorRecord *
strip_derived (const KontorRecord *record)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);
  KontorRecord *plain = kontor_record_copy (record);

  for (guint i = 0; i < type->n_fields; i++)
    if ((type->fields[i].flags & KONTOR_FIELD_DERIVED) != 0)
      kontor_record_unset (plain, i);
  return plain;
}

static gboolean
parse_doc (KontorRemoteState *state, KontorEntity entity, gint64 id, const char *json, GError **error)
{
  if (json == NULL)
    return TRUE;
  state->doc = kontor_record_from_json (kontor_entity_get_record_type (entity), json, -1, error);
  if (state->doc == NULL)
    return FALSE;
  kontor_record_set_id (state->doc, id);
  return TRUE;
}

static gboolean
load_account (KontorTxn *txn, KontorRecord *doc, GError **error)
{
  KontorEntity entity = kontor_record_get_entity (doc);
  gint64 account_id;

  if (!kontor_txn_query_int (txn, &account_id, 0, error,
                             kontor_outbox_entity_sql (entity, "SELECT account_id FROM %s WHERE id = ?"), "i",
                             kontor_record_get_id (doc)))
    return FALSE;
  kontor_record_set_account (doc, account_id);
  return TRUE;
}

gboolean
kontor_state_load (KontorTxn *txn, KontorEntity entity, gint64 id, KontorRemoteState *state, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (
      txn, "SELECT doc, revision, seen_at FROM remote_state WHERE entity = ? AND local_id = ?", error);
  KontorStep step;

  *state = (KontorRemoteState) { 0 };
  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "si", kontor_entity_get_nick (entity), id);
  step = kontor_stmt_step (stmt, error);
  if (step != KONTOR_STEP_ROW)
    return step == KONTOR_STEP_DONE;
  state->known = TRUE;
  state->seen_at = kontor_stmt_get_int (stmt, 2);
  if (!parse_doc (state, entity, id, kontor_stmt_get_text (stmt, 0), error))
    return FALSE;
  kontor_stmt_reset (stmt);
  return state->doc == NULL || load_account (txn, state->doc, error);
}

static gboolean
write_state (KontorTxn *txn, KontorEntity entity, gint64 id, const KontorRecord *doc, gint64 seen_at, GError **error)
{
  g_autoptr (KontorRecord) plain = doc != NULL ? strip_derived (doc) : NULL;
  g_autofree char *json = plain != NULL ? kontor_record_to_json (plain) : NULL;

  return kontor_txn_run (
      txn, error,
      "INSERT OR REPLACE INTO remote_state (entity, local_id, doc, revision, seen_at) VALUES (?, ?, ?, ?, ?)", "sissi",
      kontor_entity_get_nick (entity), id, json, doc != NULL ? kontor_record_get_revision (doc) : NULL, seen_at);
}

gboolean
kontor_state_pin (KontorTxn *txn, const KontorRecord *row, GError **error)
{
  KontorEntity entity = kontor_record_get_entity (row);
  gint64 id = kontor_record_get_id (row), pinned;

  if (!kontor_txn_query_int (txn, &pinned, 0, error, "SELECT 1 FROM remote_state WHERE entity = ? AND local_id = ?",
                             "si", kontor_entity_get_nick (entity), id))
    return FALSE;
  return pinned != 0 || write_state (txn, entity, id, kontor_record_get_key (row) != NULL ? row : NULL, 0, error);
}

gboolean
kontor_state_store (KontorTxn *txn, KontorEntity entity, gint64 id, const KontorRecord *doc, GError **error)
{
  return write_state (txn, entity, id, doc, kontor_txn_get_now (txn), error);
}

static gboolean
unpin (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  return kontor_txn_run (txn, error, "DELETE FROM remote_state WHERE entity = ? AND local_id = ?", "si",
                         kontor_entity_get_nick (entity), id);
}

/* What an unknown op may have done is in what the server says, or never happened: adding it again would show it twice. */
static gboolean
is_replayed (const KontorOp *op)
{
  return op->state != KONTOR_OP_UNKNOWN || op->kind->op_class == KONTOR_OP_SET ||
         op->kind->op_class == KONTOR_OP_CREATE;
}

static GPtrArray *
select_replayed (GPtrArray *pending)
{
  GPtrArray *ops = g_ptr_array_new ();

  for (guint i = 0; i < pending->len; i++)
    if (is_replayed (g_ptr_array_index (pending, i)))
      g_ptr_array_add (ops, g_ptr_array_index (pending, i));
  return ops;
}

static gboolean
save_seen (KontorTxn *txn, KontorRecord *replayed, KontorEntity entity, gint64 id, GError **error)
{
  g_autoptr (KontorRecord) seen = replayed;

  if (seen == NULL)
    return kontor_store_remove (txn, entity, id, error);
  kontor_record_set_id (seen, id);
  return kontor_ledger_save (txn, seen, &id, error);
}

/* Whether ops of its variants keep a product that is gone. */
static gboolean
has_variants (KontorTxn *txn, KontorEntity entity, gint64 id, gboolean *has, GError **error)
{
  gint64 variants = 0;

  if (entity == KONTOR_ENTITY_PRODUCT &&
      !kontor_txn_query_int (txn, &variants, 0, error, "SELECT EXISTS (SELECT 1 FROM variant WHERE product_id = ?)",
                             "i", id))
    return FALSE;
  *has = variants != 0;
  return TRUE;
}

/* With its last variant a product goes that is gone itself. */
static gboolean
remove_gone (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  gint64 product = 0;

  if (entity == KONTOR_ENTITY_VARIANT &&
      !kontor_txn_query_int (txn, &product, 0, error, "SELECT product_id FROM variant WHERE id = ?", "i", id))
    return FALSE;
  return unpin (txn, entity, id, error) && kontor_store_remove (txn, entity, id, error) &&
         (product == 0 || kontor_state_refresh (txn, KONTOR_ENTITY_PRODUCT, product, error));
}

gboolean
kontor_state_refresh (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };
  g_autoptr (GPtrArray) pending = NULL;
  g_autoptr (GPtrArray) ops = NULL;
  gboolean kept = FALSE;

  if (!kontor_state_load (txn, entity, id, &state, error))
    return FALSE;
  if (!state.known)
    return TRUE;
  pending = kontor_outbox_load_pending (txn, entity, id, error);
  if (pending == NULL || (state.seen_at == SEEN_GONE && !has_variants (txn, entity, id, &kept, error)))
    return FALSE;
  if (pending->len == 0 && !kept && state.seen_at == SEEN_GONE)
    return remove_gone (txn, entity, id, error);
  ops = select_replayed (pending);
  if (pending->len == 0 && !kept && !unpin (txn, entity, id, error))
    return FALSE;
  return save_seen (txn, kontor_replay (state.doc, ops), entity, id, error);
}

static gboolean
ingest_pinned (KontorTxn *txn, KontorRecord *record, const KontorRemoteState *state, gint64 id, GError **error)
{
  KontorEntity entity = kontor_record_get_entity (record);
  g_autoptr (KontorRecord) doc = state->doc != NULL ? kontor_record_copy (state->doc) : kontor_record_copy (record);

  kontor_record_overlay (doc, record);
  kontor_record_set_key (doc, kontor_record_get_key (record));
  if (kontor_record_get_revision (record) != NULL)
    kontor_record_set_revision (doc, kontor_record_get_revision (record));
  if (!kontor_state_store (txn, entity, id, doc, error))
    return FALSE;
  return kontor_state_refresh (txn, entity, id, error);
}

static gboolean
lacks_product (const KontorRecord *line)
{
  return !kontor_record_has (line, KONTOR_LINE_SKU) && !kontor_record_has (line, KONTOR_LINE_PRODUCT);
}

static gboolean
lacks_products (const KontorRecord *record)
{
  if (kontor_record_get_entity (record) != KONTOR_ENTITY_ORDER)
    return FALSE;
  for (guint i = 0; i < kontor_record_get_length (record, KONTOR_ORDER_LINES); i++)
    if (lacks_product (kontor_record_get_member (record, KONTOR_ORDER_LINES, i)))
      return TRUE;
  return FALSE;
}

static void
keep_product (KontorRecord *order, guint index, const KontorRecord *known)
{
  static const guint texts[] = { KONTOR_LINE_SKU, KONTOR_LINE_GTIN };
  static const guint refs[] = { KONTOR_LINE_PRODUCT, KONTOR_LINE_VARIANT };
  KontorRecord *line = kontor_record_copy (kontor_record_get_member (order, KONTOR_ORDER_LINES, index));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    kontor_record_set_text (line, texts[i], kontor_record_get_text (known, texts[i]));
  for (guint i = 0; i < G_N_ELEMENTS (refs); i++)
    if (!kontor_record_is_null (known, refs[i]))
      kontor_record_set_ref (line, refs[i], kontor_record_get_ref (known, refs[i]), kontor_record_get_ref_key (known, refs[i]));
  kontor_record_replace_member (order, KONTOR_ORDER_LINES, index, line);
}

/* A storefront may forget what a line sold when its product is deleted; here it stays known. */
static gboolean
keep_products (KontorTxn *txn, KontorRecord *order, gint64 id, GError **error)
{
  g_autoptr (KontorRecord) old = kontor_store_load (txn, KONTOR_ENTITY_ORDER, id, KONTOR_LOAD_WHOLE, error);

  if (old == NULL)
    return FALSE;
  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++) {
    const KontorRecord *line = kontor_record_get_member (order, KONTOR_ORDER_LINES, i);
    const KontorRecord *known = kontor_record_find_member (old, KONTOR_ORDER_LINES, kontor_record_get_key (line));

    if (known != NULL && lacks_product (line))
      keep_product (order, i, known);
  }
  return TRUE;
}

gboolean
kontor_state_ingest (KontorTxn *txn, KontorRecord *record, gint64 *id, GError **error)
{
  g_auto (KontorRemoteState) state = { 0 };

  if (*id != 0 && lacks_products (record) && !keep_products (txn, record, *id, error))
    return FALSE;
  if (*id != 0 && !kontor_state_load (txn, kontor_record_get_entity (record), *id, &state, error))
    return FALSE;
  if (state.known)
    return ingest_pinned (txn, record, &state, *id, error);
  kontor_record_set_id (record, *id);
  kontor_derive (record);
  return kontor_ledger_save (txn, record, id, error);
}

/* What may have happened before is no conflict that could be given up as if it had not. */
static gboolean
refuse (KontorTxn *txn, const KontorOp *op, GError **error)
{
  gboolean doubtful;

  if (!kontor_outbox_is_doubtful (txn, op->id, &doubtful, error))
    return FALSE;
  if (doubtful && op->resume == NULL && op->kind->op_class != KONTOR_OP_SET)
    return kontor_outbox_set_state (txn, op->id, KONTOR_OP_UNKNOWN,
                                    kontor_error_code_to_nick (KONTOR_ERROR_UNKNOWN_OUTCOME),
                                    _("It may have happened, but the shop does not have the object any more."), error);
  return kontor_outbox_set_state (txn, op->id, KONTOR_OP_CONFLICT, kontor_error_code_to_nick (KONTOR_ERROR_NOT_FOUND),
                                  _("The shop does not have it any more."), error);
}

static gboolean
refuse_on_gone (KontorTxn *txn, GPtrArray *pending, GError **error)
{
  for (guint i = 0; i < pending->len; i++) {
    const KontorOp *op = g_ptr_array_index (pending, i);

    if (op->state != KONTOR_OP_QUEUED && op->state != KONTOR_OP_RETRY_WAIT)
      continue;
    if (!refuse (txn, op, error))
      return FALSE;
  }
  return TRUE;
}

/* A product takes its variants with it, but for those that have ops of their own. */
static gboolean
variants_gone (KontorTxn *txn, gint64 product, GError **error)
{
  gint64 id = 0;

  do {
    if (!kontor_txn_query_int (txn, &id, 0, error, "SELECT min (id) FROM variant WHERE product_id = ? AND id > ?", "ii",
                               product, id) ||
        (id != 0 && !kontor_state_gone (txn, KONTOR_ENTITY_VARIANT, id, error)))
      return FALSE;
  } while (id != 0);
  return TRUE;
}

static gboolean
pin_row (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  g_autoptr (KontorRecord) row = kontor_store_load (txn, entity, id, KONTOR_LOAD_WHOLE, error);

  return row != NULL && kontor_state_pin (txn, row, error);
}

gboolean
kontor_state_gone (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) pending = kontor_outbox_load_pending (txn, entity, id, error);
  gboolean kept;

  if (pending == NULL || (entity == KONTOR_ENTITY_PRODUCT && !variants_gone (txn, id, error)) ||
      !has_variants (txn, entity, id, &kept, error))
    return FALSE;
  if (pending->len == 0 && !kept)
    return remove_gone (txn, entity, id, error);
  return (pending->len > 0 || pin_row (txn, entity, id, error)) &&
         kontor_txn_run (txn, error, "UPDATE remote_state SET seen_at = ? WHERE entity = ? AND local_id = ?", "isi",
                         (gint64) SEEN_GONE, kontor_entity_get_nick (entity), id) &&
         refuse_on_gone (txn, pending, error);
}

static void
copy_members (KontorRecord *to, const KontorRecord *from, const KontorRecord *change, guint field)
{
  for (guint i = 0; change != NULL && i < kontor_record_get_length (change, field); i++) {
    const char *key = kontor_record_get_key (kontor_record_get_member (change, field, i));
    KontorRecord *member = key != NULL ? kontor_record_find_member (from, field, key) : NULL;

    if (member != NULL && kontor_record_find_member (to, field, key) == NULL)
      kontor_record_take_member (to, field, kontor_record_ref (member));
  }
}

static void
copy_field (KontorRecord *to, const KontorRecord *from, guint field)
{
  g_autoptr (KontorRecord) one = kontor_record_copy (from);

  for (guint i = 0; i < kontor_record_get_record_type (from)->n_fields; i++)
    if (i != field)
      kontor_record_unset (one, i);
  kontor_record_overlay (to, one);
}

static gboolean
changes_whole (const KontorOp *op, guint field)
{
  return (op->set != NULL && kontor_record_has (op->set, field)) ||
         (op->delta != NULL && kontor_record_has (op->delta, field) &&
          kontor_record_get_record_type (op->delta)->fields[field].kind != KONTOR_FIELD_LIST);
}

static gboolean
edits_members (const KontorOp *op, guint field)
{
  return (op->delta != NULL && kontor_record_has (op->delta, field)) ||
         (op->add != NULL && kontor_record_has (op->add, field)) ||
         (op->remove != NULL && kontor_record_has (op->remove, field));
}

KontorRecord *
kontor_state_snapshot (const KontorOp *op, const KontorRecord *record)
{
  const KontorRecordType *type;
  KontorRecord *snapshot;

  if (record == NULL)
    return NULL;
  type = kontor_record_get_record_type (record);
  snapshot = kontor_record_new (type);
  for (guint i = 0; i < type->n_fields; i++)
    if (changes_whole (op, i)) {
      copy_field (snapshot, record, i);
    } else if (type->fields[i].kind == KONTOR_FIELD_LIST && edits_members (op, i) && kontor_record_has (record, i)) {
      /* That a member was not there is known too. */
      kontor_record_set_empty (snapshot, i);
      copy_members (snapshot, record, op->delta, i);
      copy_members (snapshot, record, op->add, i);
      copy_members (snapshot, record, op->remove, i);
    }
  return snapshot;
}
