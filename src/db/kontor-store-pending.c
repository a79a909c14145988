#include "kontor-store-private.h"

#include <string.h>

#include "kontor-clock.h"

/* A search text to be written. */
typedef struct {
  gint64 id;
  char *words; /* (owned) (nullable) */
  gboolean is_new;
} Entry;

struct _KontorPending {
  GHashTable *zones;                    /* (element-type gint64 GTimeZone): by account */
  GHashTable *sums[KONTOR_N_ENTITIES];  /* (element-type gint64) (nullable): ids */
  GHashTable *words[KONTOR_N_ENTITIES]; /* (element-type gint64 Entry) (nullable) */
};

static void
entry_free (Entry *self)
{
  g_free (self->words);
  g_free (self);
}

static void
pending_free (KontorPending *self)
{
  g_hash_table_unref (self->zones);
  for (guint i = 0; i < KONTOR_N_ENTITIES; i++) {
    g_clear_pointer (&self->sums[i], g_hash_table_unref);
    g_clear_pointer (&self->words[i], g_hash_table_unref);
  }
  g_free (self);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = **(const gint64 *const *) a, y = **(const gint64 *const *) b;

  return (x > y) - (x < y);
}

/* The order of ids is that of the tables and indexes. */
static GPtrArray *
sort_keys (GHashTable *table)
{
  GPtrArray *keys = g_hash_table_get_keys_as_ptr_array (table);

  g_ptr_array_sort (keys, compare_ids);
  return keys;
}

/* Sums over the rows that belong to an object, and where they go if they differ. Two statements, because UPDATE FROM would make
   a table of its own for each single row. */
typedef struct {
  const char *select; /* by the object's id and, of a product, the time */
  const char *update; /* by the columns of @select, then the id */
  const char *format; /* of these */
} Sum;

/* Numbers that no shop has are left out rather than overflow a sum. */
static const Sum customer_sum = {
  "SELECT count (*), coalesce (sum (total - min (coalesce (refunded_total, 0), 1000000000000000)) FILTER ("
  " WHERE total BETWEEN 0 AND 1000000000000000 AND currency IS coalesce ("
  "  (SELECT currency FROM customer WHERE id = ?1),"
  "  (SELECT currency FROM \"order\" WHERE customer_id = ?1 AND lifecycle = 'open' ORDER BY placed_at DESC LIMIT 1))), "
  "0),"
  " max (placed_at) "
  "FROM \"order\" WHERE customer_id = ?1 AND lifecycle = 'open'",
  "UPDATE customer SET order_count = ?1, spent = ?2, last_order_at = ?3 "
  "WHERE id = ?4 AND (order_count, spent, last_order_at) IS NOT (?1, ?2, ?3)",
  "iii",
};

static const Sum product_sum = {
  "SELECT count (*), min (asked), max (asked),"
  " sum (available) FILTER (WHERE managed AND available BETWEEN -1000000000000 AND 1000000000000),"
  " CASE WHEN count (*) FILTER (WHERE managed) = 0 THEN 'untracked'"
  "  WHEN count (*) FILTER (WHERE managed AND available <= 0) = count (*) THEN 'out'"
  "  WHEN count (*) FILTER (WHERE managed AND available <= threshold) > 0 THEN 'low' ELSE 'in' END "
  "FROM (SELECT manage_stock IS 1 AS managed, coalesce (available, 0) AS available, coalesce (low_stock, 0) AS "
  "threshold,"
  " CASE WHEN sale_price IS NOT NULL AND coalesce (sale_from, 0) <= ?2 AND coalesce (sale_to, ?2 + 1) > ?2"
  "  THEN sale_price ELSE price END AS asked FROM variant WHERE product_id = ?1)",
  "UPDATE product SET variant_count = ?1, price_min = ?2, price_max = ?3, available = ?4, stock_state = ?5,"
  " price_min_text = NULL, price_max_text = NULL "
  "WHERE id = ?6 AND (variant_count, price_min, price_max, available, stock_state) IS NOT (?1, ?2, ?3, ?4, ?5)",
  "iiiit",
};

/* @from stays at its row, so that its texts need no copy. */
static void
bind_sums (KontorStmt *stmt, KontorStmt *from, const char *format)
{
  for (int i = 0; format[i] != '\0'; i++) {
    if (kontor_stmt_is_null (from, i))
      kontor_stmt_bind_null (stmt, i + 1);
    else if (format[i] == 't')
      kontor_stmt_bind_static (stmt, i + 1, kontor_stmt_get_text (from, i));
    else
      kontor_stmt_bind_int (stmt, i + 1, kontor_stmt_get_int (from, i));
  }
}

static gboolean
sum_one (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  const Sum *sum = entity == KONTOR_ENTITY_CUSTOMER ? &customer_sum : &product_sum;
  KontorStmt *select = kontor_txn_prepare (txn, sum->select, error);
  KontorStmt *update = select != NULL ? kontor_txn_prepare (txn, sum->update, error) : NULL;
  KontorStep step;

  if (update == NULL)
    return FALSE;
  kontor_stmt_bind_int (select, 1, id);
  if (entity == KONTOR_ENTITY_PRODUCT)
    kontor_stmt_bind_int (select, 2, kontor_txn_get_now (txn));
  if (kontor_stmt_step (select, error) != KONTOR_STEP_ROW)
    return FALSE;
  bind_sums (update, select, sum->format);
  kontor_stmt_bind_int (update, (int) strlen (sum->format) + 1, id);
  step = kontor_stmt_step (update, error);
  kontor_stmt_reset (select);
  if (step == KONTOR_STEP_DONE && kontor_txn_changes (txn) > 0)
    kontor_txn_note (txn, entity, id, KONTOR_CHANGE_CHANGED);
  return step == KONTOR_STEP_DONE;
}

static gboolean
sum_all (KontorPending *self, KontorTxn *txn, KontorEntity entity, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (self->sums[entity] == NULL)
    return TRUE;
  ids = sort_keys (self->sums[entity]);
  for (guint i = 0; i < ids->len; i++)
    if (!sum_one (txn, entity, *(gint64 *) g_ptr_array_index (ids, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
index_one (KontorTxn *txn, KontorEntity entity, Entry *entry, GError **error)
{
  static const char *const remove[KONTOR_N_ENTITIES] = {
    [KONTOR_ENTITY_ORDER] = "DELETE FROM order_words WHERE rowid = ?",
    [KONTOR_ENTITY_PRODUCT] = "DELETE FROM product_words WHERE rowid = ?",
    [KONTOR_ENTITY_CUSTOMER] = "DELETE FROM customer_words WHERE rowid = ?",
  };
  static const char *const insert[KONTOR_N_ENTITIES] = {
    [KONTOR_ENTITY_ORDER] = "INSERT INTO order_words (rowid, words) VALUES (?, ?)",
    [KONTOR_ENTITY_PRODUCT] = "INSERT INTO product_words (rowid, words) VALUES (?, ?)",
    [KONTOR_ENTITY_CUSTOMER] = "INSERT INTO customer_words (rowid, words) VALUES (?, ?)",
  };
  g_autoptr (GError) local = NULL;

  if (!entry->is_new && !kontor_txn_run (txn, error, remove[entity], "i", entry->id))
    return FALSE;
  if (entry->words == NULL)
    entry->words = kontor_store_read_words (txn, entity, entry->id, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  return entry->words == NULL || kontor_txn_run (txn, error, insert[entity], "is", entry->id, entry->words);
}

/* Ascending: FTS5 makes a segment of its own of each row that comes before the last one, and orders arrive newest first. */
static gboolean
index_all (KontorPending *self, KontorTxn *txn, KontorEntity entity, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (self->words[entity] == NULL)
    return TRUE;
  ids = sort_keys (self->words[entity]);
  for (guint i = 0; i < ids->len; i++)
    if (!index_one (txn, entity, g_hash_table_lookup (self->words[entity], g_ptr_array_index (ids, i)), error))
      return FALSE;
  return TRUE;
}

static gboolean
pending_finish (KontorTxn *txn, gpointer data, GError **error)
{
  KontorPending *self = data;

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    if (!sum_all (self, txn, i, error) || !index_all (self, txn, i, error))
      return FALSE;
  return TRUE;
}

KontorPending *
kontor_pending_get (KontorTxn *txn)
{
  KontorPending *self = kontor_txn_get_attached (txn, pending_finish);

  if (self == NULL) {
    self = g_new0 (KontorPending, 1);
    self->zones = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_time_zone_unref);
    kontor_txn_attach (txn, pending_finish, self, (GDestroyNotify) pending_free);
  }
  return self;
}

GTimeZone *
kontor_pending_get_zone (KontorPending *self, KontorTxn *txn, gint64 account_id, GError **error)
{
  GTimeZone *zone = g_hash_table_lookup (self->zones, &account_id);
  g_autofree char *name = NULL;

  if (zone != NULL)
    return zone;
  if (!kontor_txn_query_text (txn, &name, error, "SELECT info ->> 'time_zone' FROM account WHERE id = ?", "i",
                              account_id))
    return NULL;
  zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  g_hash_table_insert (self->zones, g_memdup2 (&account_id, sizeof account_id), zone);
  return zone;
}

void
kontor_pending_sum (KontorPending *self, KontorEntity entity, gint64 id)
{
  if (id == 0)
    return;
  if (self->sums[entity] == NULL)
    self->sums[entity] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_hash_table_add (self->sums[entity], g_memdup2 (&id, sizeof id));
}

void
kontor_pending_index (KontorPending *self, KontorEntity entity, gint64 id, char *words, gboolean is_new)
{
  const Entry *earlier;
  Entry *entry;

  if (self->words[entity] == NULL)
    self->words[entity] = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) entry_free);
  earlier = g_hash_table_lookup (self->words[entity], &id);

  entry = g_new0 (Entry, 1);
  entry->id = id;
  entry->words = words;
  entry->is_new = is_new || (earlier != NULL && earlier->is_new);
  g_hash_table_replace (self->words[entity], &entry->id, entry);
}

void
kontor_pending_forget (KontorPending *self, KontorEntity entity, gint64 id)
{
  if (self->sums[entity] != NULL)
    g_hash_table_remove (self->sums[entity], &id);
  if (self->words[entity] != NULL)
    g_hash_table_remove (self->words[entity], &id);
}
