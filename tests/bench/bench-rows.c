#include "bench-rows.h"

#include "bench-bare.h"

typedef struct {
  int type;
  int length;
  gint64 number; /* or where the text begins */
} Value;

typedef struct {
  char *name; /* (owned) */
  int n_columns;
  sqlite3_stmt *select; /* (owned): the rows of one order */
  sqlite3_stmt *insert; /* (owned) (nullable) */
} Table;

typedef struct {
  guint table;
  guint first; /* value */
} Row;

typedef struct {
  gint64 id;
  gint64 customer;
  gint64 placed_at;
  gint64 spent;
  guint first; /* row */
} Order;

struct _BenchRows {
  GArray *tables; /* (element-type Table): the orders' own first */
  GArray *orders; /* (element-type Order) */
  GArray *rows;   /* (element-type Row) */
  GArray *values; /* (element-type Value) */
  GString *texts;
  GPtrArray *words;
};

static void
table_clear (Table *self)
{
  g_free (self->name);
  sqlite3_finalize (self->select);
  sqlite3_finalize (self->insert);
}

static gboolean
add_table (BenchRows *self, sqlite3 *from, const char *name, const char *key, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"%s\" WHERE %s = ?", name, key);
  Table table = { g_strdup (name) };

  table.select = bench_bare_prepare (from, sql, error);
  table.n_columns = table.select != NULL ? sqlite3_column_count (table.select) : 0;
  g_array_append_val (self->tables, table);
  return table.select != NULL;
}

static gboolean
find_tables (BenchRows *self, sqlite3 *from, GError **error)
{
  sqlite3_stmt *stmt =
      bench_bare_prepare (from,
                          "SELECT name FROM sqlite_schema AS s WHERE type = 'table' AND EXISTS "
                          "(SELECT 1 FROM pragma_table_info (s.name) WHERE name = 'order_id') ORDER BY s.rowid",
                          error);
  gboolean found = stmt != NULL && add_table (self, from, "order", "id", error);

  while (found && sqlite3_step (stmt) == SQLITE_ROW)
    found = add_table (self, from, (const char *) sqlite3_column_text (stmt, 0), "order_id", error);
  sqlite3_finalize (stmt);
  return found;
}

static void
add_value (BenchRows *self, sqlite3_stmt *stmt, int column)
{
  Value value = { .type = sqlite3_column_type (stmt, column) };

  if (value.type == SQLITE_INTEGER)
    value.number = sqlite3_column_int64 (stmt, column);
  else if (value.type == SQLITE_TEXT) {
    value.number = (gint64) self->texts->len;
    value.length = sqlite3_column_bytes (stmt, column);
    g_string_append_len (self->texts, (const char *) sqlite3_column_text (stmt, column), value.length);
  }
  g_array_append_val (self->values, value);
}

static void
add_rows (BenchRows *self, guint index, gint64 order)
{
  Table *table = &g_array_index (self->tables, Table, index);

  sqlite3_bind_int64 (table->select, 1, order);
  while (sqlite3_step (table->select) == SQLITE_ROW) {
    Row row = { index, self->values->len };

    g_array_append_val (self->rows, row);
    for (int i = 0; i < table->n_columns; i++)
      add_value (self, table->select, i);
  }
  sqlite3_reset (table->select);
}

static gboolean
take_orders (BenchRows *self, sqlite3 *from, gint64 before, guint n_orders, GError **error)
{
  sqlite3_stmt *stmt = bench_bare_prepare (from,
                                           "SELECT id, customer_id, placed_at, CASE lifecycle WHEN 'open' THEN"
                                           " total - coalesce (refunded_total, 0) END"
                                           " FROM \"order\" WHERE id < ? ORDER BY id DESC LIMIT ?",
                                           error);

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, before);
  sqlite3_bind_int64 (stmt, 2, n_orders);
  while (sqlite3_step (stmt) == SQLITE_ROW) {
    Order order = { sqlite3_column_int64 (stmt, 0), sqlite3_column_int64 (stmt, 1), sqlite3_column_int64 (stmt, 2),
                    sqlite3_column_int64 (stmt, 3), self->rows->len };

    if (sqlite3_column_type (stmt, 3) == SQLITE_NULL)
      order.customer = 0;
    g_array_append_val (self->orders, order);
    for (guint i = 0; i < self->tables->len; i++)
      add_rows (self, i, order.id);
  }
  sqlite3_finalize (stmt);
  return TRUE;
}

BenchRows *
bench_rows_new (sqlite3 *from, gint64 before, guint n_orders, GPtrArray *words, GError **error)
{
  g_autoptr (BenchRows) self = g_new0 (BenchRows, 1);

  self->tables = g_array_new (FALSE, FALSE, sizeof (Table));
  g_array_set_clear_func (self->tables, (GDestroyNotify) table_clear);
  self->orders = g_array_new (FALSE, FALSE, sizeof (Order));
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->values = g_array_new (FALSE, FALSE, sizeof (Value));
  self->texts = g_string_new (NULL);
  self->words = g_ptr_array_ref (words);
  if (!find_tables (self, from, error) || !take_orders (self, from, before, n_orders, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
bench_rows_free (BenchRows *self)
{
  g_array_unref (self->tables);
  g_array_unref (self->orders);
  g_array_unref (self->rows);
  g_array_unref (self->values);
  g_string_free (self->texts, TRUE);
  g_ptr_array_unref (self->words);
  g_free (self);
}

gint64
bench_rows_get_last (BenchRows *self)
{
  return g_array_index (self->orders, Order, self->orders->len - 1).id;
}

static gboolean
prepare_inserts (BenchRows *self, sqlite3 *to, GError **error)
{
  for (guint i = 0; i < self->tables->len; i++) {
    Table *table = &g_array_index (self->tables, Table, i);
    g_autoptr (GString) sql = g_string_new (NULL);

    g_string_printf (sql, "INSERT INTO \"%s\" VALUES (?", table->name);
    for (int j = 1; j < table->n_columns; j++)
      g_string_append (sql, ", ?");
    g_string_append_c (sql, ')');
    table->insert = bench_bare_prepare (to, sql->str, error);
    if (table->insert == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
insert_row (BenchRows *self, const Row *row, GError **error)
{
  Table *table = &g_array_index (self->tables, Table, row->table);

  for (int i = 0; i < table->n_columns; i++) {
    const Value *value = &g_array_index (self->values, Value, row->first + (guint) i);

    if (value->type == SQLITE_INTEGER)
      sqlite3_bind_int64 (table->insert, i + 1, value->number);
    else if (value->type == SQLITE_TEXT)
      sqlite3_bind_text (table->insert, i + 1, self->texts->str + value->number, value->length, SQLITE_STATIC);
    else
      sqlite3_bind_null (table->insert, i + 1);
  }
  return bench_bare_run (table->insert, error);
}

static gboolean
insert_orders (BenchRows *self, guint from, guint to, GError **error)
{
  guint end = to < self->orders->len ? g_array_index (self->orders, Order, to).first : self->rows->len;

  for (guint i = g_array_index (self->orders, Order, from).first; i < end; i++)
    if (!insert_row (self, &g_array_index (self->rows, Row, i), error))
      return FALSE;
  return TRUE;
}

/* Ascending, which suits the index, though the orders come the other way. */
static gboolean
insert_words (BenchRows *self, sqlite3_stmt *stmt, guint from, guint to, GError **error)
{
  for (guint i = to; i-- > from;) {
    sqlite3_bind_int64 (stmt, 1, g_array_index (self->orders, Order, i).id);
    sqlite3_bind_text (stmt, 2, g_ptr_array_index (self->words, i), -1, SQLITE_STATIC);
    if (!bench_bare_run (stmt, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
count_customers (BenchRows *self, sqlite3_stmt *stmt, guint from, guint to, GError **error)
{
  for (guint i = from; i < to; i++) {
    const Order *order = &g_array_index (self->orders, Order, i);

    if (order->customer == 0)
      continue;
    sqlite3_bind_int64 (stmt, 1, order->customer);
    sqlite3_bind_int64 (stmt, 2, order->spent);
    sqlite3_bind_int64 (stmt, 3, order->placed_at);
    if (!bench_bare_run (stmt, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
bench_rows_write (BenchRows *self, sqlite3 *to, guint n_together, GError **error)
{
  sqlite3_stmt *words = bench_bare_prepare (to, "INSERT INTO order_words (rowid, words) VALUES (?, ?)", error);
  sqlite3_stmt *customer = bench_bare_prepare (to,
                                               "UPDATE customer SET order_count = coalesce (order_count, 0) + 1,"
                                               " spent = coalesce (spent, 0) + ?2,"
                                               " last_order_at = max (coalesce (last_order_at, 0), ?3) WHERE id = ?1",
                                               error);
  sqlite3_stmt *seq = bench_bare_prepare (to, "UPDATE state SET value = value + 1 WHERE key = 'commit_seq'", error);
  gboolean written = words != NULL && customer != NULL && seq != NULL && prepare_inserts (self, to, error);

  for (guint i = 0; i < self->orders->len && written; i += n_together) {
    guint end = MIN (i + n_together, self->orders->len);

    written = bench_bare_exec (to, "BEGIN IMMEDIATE", error) && insert_orders (self, i, end, error) &&
              insert_words (self, words, i, end, error) && count_customers (self, customer, i, end, error) &&
              bench_bare_run (seq, error) && bench_bare_exec (to, "COMMIT", error);
  }
  sqlite3_finalize (words);
  sqlite3_finalize (customer);
  sqlite3_finalize (seq);
  return written;
}
