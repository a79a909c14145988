#include "kontor-generate.h"

#include "kontor-generator.h"
#include "kontor-store.h"

#define CHUNK 100

typedef KontorRecord *(*MakeFunc) (KontorGenerator *self, guint index);

typedef struct {
  KontorDb *db;               /* (owned) */
  KontorGenerator *generator; /* (owned) */
  guint n_products;
  guint n_orders;
  KontorGenerateProgress progress;
  gpointer data;

  gint64 account_id;
  guint done;
} Generation;

/* Borrows the generator: the fiber waits for each chunk. */
typedef struct {
  KontorGenerator *generator;
  MakeFunc make;
  gint64 account_id;
  guint from;
  guint to;
} Chunk;

static void
generation_free (Generation *self)
{
  g_object_unref (self->db);
  kontor_generator_free (self->generator);
  g_free (self);
}

static gboolean
add_account (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  if (!kontor_txn_run (
          txn, error,
          "INSERT INTO account (platform, name, address, paused, created_at) VALUES ('none', 'Generated', '', 1, ?)",
          "i", kontor_txn_get_now (txn)))
    return FALSE;
  kontor_txn_touch (txn, KONTOR_TOUCHED_ACCOUNTS);
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, kontor_txn_last_insert_id (txn));
  return TRUE;
}

static gboolean
add_chunk (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Chunk *chunk = data;

  for (guint i = chunk->from; i < chunk->to; i++) {
    g_autoptr (KontorRecord) record = chunk->make (chunk->generator, i);
    gint64 id;

    kontor_record_set_account (record, chunk->account_id);
    if (!kontor_store_save (txn, record, &id, error))
      return FALSE;
  }
  return TRUE;
}

static guint
count_rows (Generation *self)
{
  return 2 * self->n_products + kontor_generator_get_n_customers (self->generator) + self->n_orders;
}

static gboolean
fill (Generation *self, MakeFunc make, guint n, GError **error)
{
  for (guint from = 0; from < n; from += CHUNK) {
    Chunk *chunk = g_new (Chunk, 1);

    *chunk = (Chunk) { self->generator, make, self->account_id, from, MIN (from + CHUNK, n) };
    if (!dex_await (kontor_db_write (self->db, KONTOR_ORIGIN_FIRST, KONTOR_DB_SYNC_NORMAL, add_chunk, chunk, g_free),
                    error))
      return FALSE;
    self->done += MIN (CHUNK, n - from);
    if (self->progress != NULL)
      self->progress (self->done, count_rows (self), self->data);
  }
  return TRUE;
}

static DexFuture *
generate_fiber (gpointer data)
{
  Generation *self = data;
  GError *error = NULL;

  self->account_id = dex_await_int64 (
      kontor_db_write (self->db, KONTOR_ORIGIN_PERSON, KONTOR_DB_SYNC_FULL, add_account, NULL, NULL), &error);
  if (error != NULL || !fill (self, kontor_generator_make_product, self->n_products, &error) ||
      !fill (self, kontor_generator_make_variant, self->n_products, &error) ||
      !fill (self, kontor_generator_make_customer, kontor_generator_get_n_customers (self->generator), &error) ||
      !fill (self, kontor_generator_make_order, self->n_orders, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_for_int64 (self->account_id);
}

DexFuture *
kontor_generate (KontorEngine *engine, guint64 seed, guint n_orders, guint n_products, KontorGenerateProgress progress,
                 gpointer data)
{
  Generation *self;

  dex_return_error_if_fail (KONTOR_IS_ENGINE (engine));

  self = g_new0 (Generation, 1);
  self->db = g_object_ref (kontor_engine_get_db (engine));
  self->n_products = MAX (n_products, 1);
  self->n_orders = n_orders;
  self->generator = kontor_generator_new (seed, n_orders, self->n_products, g_get_real_time () / 1000);
  self->progress = progress;
  self->data = data;
  return dex_scheduler_spawn (NULL, 0, generate_fiber, self, (GDestroyNotify) generation_free);
}
