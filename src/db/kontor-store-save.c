#include "kontor-store-private.h"

#include <glib/gi18n.h>

#include "kontor-clock.h"
#include "kontor-error.h"

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))
/* An order's id: seconds above, counter below. */
#define COUNTER_BITS 20
#define MAX_SECONDS (G_GINT64_CONSTANT (1) << 42)

static gboolean
set_placed_day (KontorSave *self, const KontorRecord *record, GError **error)
{
  GTimeZone *zone;

  if (self->entity != KONTOR_ENTITY_ORDER || kontor_record_is_null (record, KONTOR_ORDER_PLACED_AT))
    return TRUE;
  zone = kontor_pending_get_zone (self->pending, self->txn, self->account_id, error);
  if (zone == NULL)
    return FALSE;
  self->placed_day = kontor_day_of (kontor_record_get_int (record, KONTOR_ORDER_PLACED_AT), zone);
  self->has_placed_day = TRUE;
  return TRUE;
}

/* Newest first is then the order of the table itself, in whatever order the orders arrive. */
static gboolean
make_order_id (KontorSave *self, const KontorRecord *record, GError **error)
{
  gint64 placed_at = kontor_record_is_null (record, KONTOR_ORDER_PLACED_AT)
                         ? kontor_txn_get_now (self->txn)
                         : kontor_record_get_int (record, KONTOR_ORDER_PLACED_AT);
  gint64 first = CLAMP (placed_at / 1000, 0, MAX_SECONDS) << COUNTER_BITS;
  gint64 last = first | ((1 << COUNTER_BITS) - 1);
  gint64 taken;

  if (!kontor_txn_query_int (self->txn, &taken, 0, error, "SELECT max (id) FROM \"order\" WHERE id BETWEEN ? AND ?",
                             "ii", first, last))
    return FALSE;
  if (taken == last) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_DB, _("Too many orders were placed in one second."));
    return FALSE;
  }
  self->id = taken >= first && taken != 0 ? taken + 1 : MAX (first, 1);
  return TRUE;
}

static gboolean
insert_row (KontorSave *self, const KontorTable *table, const KontorRecord *record, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (self->txn, table->insert, error);
  const char *key = kontor_record_get_key (record), *revision = kontor_record_get_revision (record);
  int index = 5;

  if (stmt == NULL)
    return FALSE;
  /* Without an id SQLite finds one. */
  if (self->id != 0)
    kontor_stmt_bind_int (stmt, 1, self->id);
  kontor_stmt_bind_int (stmt, 2, self->account_id);
  if (key != NULL)
    kontor_stmt_bind_static (stmt, 3, key);
  if (revision != NULL)
    kontor_stmt_bind_static (stmt, 4, revision);
  for (guint i = 0; i < table->type->n_fields; i++) {
    if ((table->sums & BIT (i)) != 0)
      index += (int) kontor_table_count_columns (table, i);
    else if (!kontor_save_bind (self, stmt, &index, table, record, i, error))
      return FALSE;
  }
  if (!kontor_save_run (self, stmt, error))
    return FALSE;
  self->id = kontor_txn_last_insert_id (self->txn);
  return TRUE;
}

/* Its variants count for a product, its orders for a customer. */
static void
touch_parent (KontorSave *self, gint64 parent)
{
  if (parent == 0)
    return;
  if (self->entity == KONTOR_ENTITY_ORDER)
    kontor_pending_sum (self->pending, KONTOR_ENTITY_CUSTOMER, parent);
  if (self->entity == KONTOR_ENTITY_VARIANT) {
    kontor_pending_sum (self->pending, KONTOR_ENTITY_PRODUCT, parent);
    kontor_pending_index (self->pending, KONTOR_ENTITY_PRODUCT, parent, NULL, FALSE);
  }
}

static gint64
get_parent (KontorEntity entity, const KontorRecord *stored)
{
  if (entity == KONTOR_ENTITY_ORDER)
    return kontor_record_get_ref (stored, KONTOR_ORDER_CUSTOMER);
  if (entity == KONTOR_ENTITY_VARIANT)
    return kontor_record_get_ref (stored, KONTOR_VARIANT_PRODUCT);
  return 0;
}

/* The variants of a product may come after it in the same transaction, so that its text is made at the end. */
static void
index_record (KontorSave *self, const KontorRecord *record, gboolean is_new)
{
  char *words = self->entity != KONTOR_ENTITY_PRODUCT ? kontor_store_make_words (self->entity, record) : NULL;

  kontor_pending_index (self->pending, self->entity, self->id, words, is_new);
}

static gboolean
insert_record (KontorSave *self, const KontorTable *table, const KontorRecord *record, GError **error)
{
  const char *key = kontor_record_get_key (record);
  gboolean changed = TRUE;

  if (!set_placed_day (self, record, error) ||
      (self->entity == KONTOR_ENTITY_ORDER && !make_order_id (self, record, error)))
    return FALSE;
  if (!insert_row (self, table, record, error) || !kontor_save_lists (self, record, NULL, NULL, &changed, error))
    return FALSE;
  if (kontor_entity_has_words (self->entity))
    index_record (self, record, TRUE);
  if (table->sums != 0)
    kontor_pending_sum (self->pending, self->entity, self->id);
  touch_parent (self, self->parent);
  kontor_txn_note (self->txn, self->entity, self->id, KONTOR_CHANGE_ADDED);
  return key == NULL || kontor_store_resolve (self->txn, self->entity, self->account_id, self->id, key, error);
}

static guint64
find_changed_fields (const KontorTable *table, const KontorRecord *record, const KontorRecord *before)
{
  guint64 changed = 0;

  for (guint i = 0; i < table->type->n_fields; i++)
    if (kontor_record_has (record, i) && !kontor_field_has_table (&table->type->fields[i]) &&
        (table->sums & BIT (i)) == 0 && !kontor_save_is_same (record, before, i) &&
        ((table->never_null & BIT (i)) == 0 || kontor_record_get_int (record, i) != kontor_record_get_int (before, i)))
      changed |= BIT (i);
  return changed;
}

static const char *
make_update (const KontorTable *table, guint64 changed, gboolean is_renamed)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "UPDATE \"%s\" SET revision = ?", table->type->table);
  if (is_renamed)
    g_string_append (sql, ", remote_id = ?");
  for (guint i = 0; i < table->type->n_fields; i++)
    if ((changed & BIT (i)) != 0)
      kontor_table_append_columns (table->type, i, " = ?", sql);
  g_string_append (sql, " WHERE id = ?");
  return g_intern_string (sql->str);
}

/* Only what differs is set: SQLite then leaves the indexes of all else alone. */
static gboolean
update_row (KontorSave *self, const KontorTable *table, const KontorRecord *record, const char *revision,
            guint64 changed, gboolean is_renamed, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (self->txn, make_update (table, changed, is_renamed), error);
  int index = 2;

  if (stmt == NULL)
    return FALSE;
  if (revision != NULL)
    kontor_stmt_bind_static (stmt, 1, revision);
  if (is_renamed)
    kontor_stmt_bind_static (stmt, index++, kontor_record_get_key (record));
  for (guint i = 0; i < table->type->n_fields; i++)
    if ((changed & BIT (i)) != 0 && !kontor_save_bind (self, stmt, &index, table, record, i, error))
      return FALSE;
  kontor_stmt_bind_int (stmt, index, self->id);
  return kontor_save_run (self, stmt, error);
}

static void
reindex (KontorSave *self, const KontorRecord *record, const KontorRecord *before)
{
  g_autoptr (KontorRecord) now = kontor_record_copy (before);
  g_autofree char *old_words = NULL, *new_words = NULL;

  kontor_record_overlay (now, record);
  if (self->entity == KONTOR_ENTITY_PRODUCT) {
    index_record (self, now, FALSE);
    return;
  }
  old_words = kontor_store_make_words (self->entity, before);
  new_words = kontor_store_make_words (self->entity, now);
  if (!g_str_equal (old_words, new_words))
    kontor_pending_index (self->pending, self->entity, self->id, g_steal_pointer (&new_words), FALSE);
}

/* What follows from a change that was written. */
static gboolean
spread_change (KontorSave *self, const KontorRecord *record, const KontorRecord *before, gboolean is_renamed,
               GError **error)
{
  const char *key = kontor_record_get_key (record);

  if (kontor_entity_has_words (self->entity))
    reindex (self, record, before);
  if (self->entity == KONTOR_ENTITY_CUSTOMER)
    kontor_pending_sum (self->pending, self->entity, self->id);
  touch_parent (self, get_parent (self->entity, before));
  touch_parent (self, self->parent);
  kontor_txn_note (self->txn, self->entity, self->id, KONTOR_CHANGE_CHANGED);
  if ((self->entity == KONTOR_ENTITY_CATEGORY || self->entity == KONTOR_ENTITY_TAG) &&
      !kontor_store_note_links (self->txn, self->entity, self->id, error))
    return FALSE;
  return !is_renamed || (kontor_store_name_links (self->txn, self->entity, self->id, key, error) &&
                         kontor_store_resolve (self->txn, self->entity, self->account_id, self->id, key, error));
}

static gboolean
update_record (KontorSave *self, const KontorTable *table, const KontorRecord *record, GError **error)
{
  g_autoptr (KontorRecord) before = kontor_store_load (self->txn, self->entity, self->id, KONTOR_LOAD_WHOLE, error);
  const char *key = kontor_record_get_key (record), *revision = kontor_record_get_revision (record);
  gboolean is_renamed, is_changed;
  guint64 fields;

  if (before == NULL)
    return FALSE;
  self->account_id = kontor_record_get_account (before);
  is_renamed = key != NULL && g_strcmp0 (key, kontor_record_get_key (before)) != 0;
  if (revision == NULL)
    revision = kontor_record_get_revision (before);

  fields = find_changed_fields (table, record, before);
  if (self->entity == KONTOR_ENTITY_ORDER) {
    fields &= ~BIT (KONTOR_ORDER_PLACED_DAY);
    if ((fields & BIT (KONTOR_ORDER_PLACED_AT)) != 0)
      fields |= BIT (KONTOR_ORDER_PLACED_DAY);
    if (!set_placed_day (self, record, error))
      return FALSE;
  }
  is_changed = fields != 0 || is_renamed;
  if ((is_changed || g_strcmp0 (revision, kontor_record_get_revision (before)) != 0) &&
      !update_row (self, table, record, revision, fields, is_renamed, error))
    return FALSE;
  if (!kontor_save_lists (self, record, before, NULL, &is_changed, error))
    return FALSE;
  return !is_changed || spread_change (self, record, before, is_renamed, error);
}

static gboolean
fail_missing (GError **error)
{
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND, _("What was to be changed is not here any more."));
  return FALSE;
}

static gboolean
has_row (KontorTxn *txn, const KontorTable *table, gint64 id, gboolean *has, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (txn, table->select[KONTOR_LOAD_ROW], error);
  KontorStep step;

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind_int (stmt, 1, id);
  step = kontor_stmt_step (stmt, error);
  kontor_stmt_reset (stmt);
  *has = step == KONTOR_STEP_ROW;
  return step != KONTOR_STEP_ERROR;
}

/**
 * kontor_store_save:
 *
 * Errors: KONTOR_ERROR_NOT_FOUND where the record has an id that is not here;
 * of the database.
 */
gboolean
kontor_store_save (KontorTxn *txn, const KontorRecord *record, gint64 *id, GError **error)
{
  const KontorTable *table = kontor_table_get (kontor_record_get_record_type (record));
  g_auto (KontorSave) save = {
    .txn = txn,
    .pending = kontor_pending_get (txn),
    .entity = kontor_record_get_entity (record),
    .id = kontor_record_get_id (record),
    .account_id = kontor_record_get_account (record),
    .texts = g_ptr_array_new_with_free_func (g_free),
  };
  gboolean is_here = FALSE;
  gboolean saved;

  if (save.id != 0) {
    if (!has_row (txn, table, save.id, &is_here, error))
      return FALSE;
    if (!is_here)
      return fail_missing (error);
  } else if (kontor_record_get_key (record) != NULL) {
    if (!kontor_store_find (txn, save.entity, save.account_id, kontor_record_get_key (record), &save.id, error))
      return FALSE;
    is_here = save.id != 0;
  }

  saved = is_here ? update_record (&save, table, record, error) : insert_record (&save, table, record, error);
  if (saved && id != NULL)
    *id = save.id;
  return saved;
}

static gboolean
remove_variants (KontorTxn *txn, gint64 product_id, GError **error)
{
  gint64 id = 0;

  while (kontor_txn_query_int (txn, &id, 0, error, "SELECT id FROM variant WHERE product_id = ? LIMIT 1", "i",
                               product_id)) {
    if (id == 0)
      return TRUE;
    if (!kontor_store_remove (txn, KONTOR_ENTITY_VARIANT, id, error))
      return FALSE;
  }
  return FALSE;
}

/**
 * kontor_store_remove:
 *
 * A product takes its variants with it. Nothing happens where there is no such row.
 */
gboolean
kontor_store_remove (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  const KontorTable *table = kontor_table_get (kontor_entity_get_record_type (entity));
  g_autoptr (GError) local = NULL;
  g_autoptr (KontorRecord) stored = kontor_store_load (txn, entity, id, KONTOR_LOAD_ROW, &local);
  KontorSave save = { .txn = txn, .pending = kontor_pending_get (txn), .entity = entity, .id = id };

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (stored == NULL)
    return TRUE;
  if (entity == KONTOR_ENTITY_PRODUCT && !remove_variants (txn, id, error))
    return FALSE;
  if (!kontor_store_note_links (txn, entity, id, error) || !kontor_txn_run (txn, error, table->remove, "i", id))
    return FALSE;
  touch_parent (&save, get_parent (entity, stored));
  kontor_pending_forget (save.pending, entity, id);
  kontor_txn_note (txn, entity, id, KONTOR_CHANGE_REMOVED);
  return TRUE;
}
