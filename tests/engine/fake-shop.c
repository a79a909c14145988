#include "fake-shop-private.h"

static GHashTable *shops; /* address → FakeShop */

static void
entry_clear (Entry *self)
{
  g_free (self->key);
}

static FakeShop *
shop_new (void)
{
  FakeShop *self = g_new0 (FakeShop, 1);

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    self->rows[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) kontor_record_unref);
  self->log = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->log, (GDestroyNotify) entry_clear);
  self->done = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->downloads = g_ptr_array_new_with_free_func (g_free);
  self->next_key = 1000;
  return self;
}

static void
shop_free (gpointer data)
{
  FakeShop *self = data;

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    g_hash_table_unref (self->rows[i]);
  g_array_unref (self->log);
  g_hash_table_unref (self->done);
  g_hash_table_unref (self->pictures);
  g_ptr_array_unref (self->downloads);
  g_queue_clear_full (&self->held, dex_unref);
  g_free (self);
}

FakeShop *
fake_shop_get (const char *address)
{
  FakeShop *self;

  if (shops == NULL)
    shops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shop_free);
  self = g_hash_table_lookup (shops, address);
  if (self == NULL) {
    self = shop_new ();
    g_hash_table_insert (shops, g_strdup (address), self);
  }
  return self;
}

void
fake_shop_reset (void)
{
  g_clear_pointer (&shops, g_hash_table_unref);
}

static void
note (FakeShop *self, KontorEntity entity, const char *key, gboolean gone)
{
  Entry entry = { entity, g_strdup (key), gone };

  g_array_append_val (self->log, entry);
}

void
fake_shop_put (FakeShop *self, const KontorRecord *record)
{
  KontorEntity entity = kontor_record_get_entity (record);
  const char *key = kontor_record_get_key (record);
  KontorRecord *old = g_hash_table_lookup (self->rows[entity], key);
  KontorRecord *row = kontor_record_copy (old != NULL ? old : record);
  g_autofree char *revision = NULL;

  if (old != NULL)
    kontor_record_overlay (row, record);
  note (self, entity, key, FALSE);
  revision = g_strdup_printf ("r%u", self->log->len);
  kontor_record_set_revision (row, revision);
  g_hash_table_replace (self->rows[entity], g_strdup (key), row);
}

void
fake_shop_remove (FakeShop *self, KontorEntity entity, const char *key)
{
  note (self, entity, key, TRUE);
  g_hash_table_remove (self->rows[entity], key);
}

KontorRecord *
fake_shop_peek (FakeShop *self, KontorEntity entity, const char *key)
{
  return g_hash_table_lookup (self->rows[entity], key);
}

guint
fake_shop_count (FakeShop *self, KontorEntity entity)
{
  return g_hash_table_size (self->rows[entity]);
}

void
fake_shop_fail (FakeShop *self, FakePoint point, KontorError code, guint times)
{
  self->points[point].code = code;
  self->points[point].times = times;
}

void
fake_shop_set_blind (FakeShop *self, gboolean blind)
{
  self->blind = blind;
}

void
fake_shop_set_keyed (FakeShop *self, gboolean keyed)
{
  self->keyed = keyed;
}

void
fake_shop_set_steps (FakeShop *self, gboolean steps)
{
  self->steps = steps;
}

void
fake_shop_set_empty (FakeShop *self, gboolean empty)
{
  self->empty = empty;
}

void
fake_shop_set_hook (FakeShop *self, FakePoint point, GCallback hook, gpointer data)
{
  self->points[point].hook = hook;
  self->points[point].data = data;
}

guint
fake_shop_count_done (FakeShop *self, const char *idempotency)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->done, idempotency));
}

guint
fake_shop_count_requests (FakeShop *self)
{
  return self->requests;
}

guint
fake_shop_count_pushes (FakeShop *self)
{
  return self->pushes;
}

guint
fake_shop_count_firsts (FakeShop *self)
{
  return self->firsts;
}

guint
fake_shop_get_most_at_once (FakeShop *self)
{
  return self->most;
}

void
fake_shop_put_picture (FakeShop *self, const char *uri, GBytes *bytes)
{
  g_hash_table_replace (self->pictures, g_strdup (uri), g_bytes_ref (bytes));
}

GPtrArray *
fake_shop_get_downloads (FakeShop *self)
{
  return self->downloads;
}

void
fake_shop_hold (FakeShop *self)
{
  self->holding = TRUE;
}

void
fake_shop_release (FakeShop *self)
{
  DexPromise *promise;

  self->holding = FALSE;
  while ((promise = g_queue_pop_head (&self->held)) != NULL) {
    dex_promise_resolve_boolean (promise, TRUE);
    dex_unref (promise);
  }
}

guint
fake_shop_count_held (FakeShop *self)
{
  return self->held.length;
}

GError *
fake_shop_make_error (KontorError code)
{
  if (code == KONTOR_ERROR_RATE_LIMITED)
    return kontor_error_new_rate_limited (2000000, "Slow down");
  return g_error_new (KONTOR_ERROR, code, "The fake shop says %s", kontor_error_code_to_nick (code));
}

GError *
fake_shop_take_failure (FakeShop *self, FakePoint point)
{
  Point *bent = &self->points[point];

  if (bent->times == 0)
    return NULL;
  bent->times--;
  return fake_shop_make_error (bent->code);
}

void
fake_shop_run_hook (FakeShop *self, FakePoint point)
{
  GCallback hook = self->points[point].hook;

  self->points[point].hook = NULL;
  if (hook != NULL)
    ((void (*) (FakeShop *, gpointer)) hook) (self, self->points[point].data);
}
