#include "shop-fixture.h"

#include "kontor-account-private.h"
#include "kontor-store.h"
#include "kontor-test.h"
#include "register.h"

#define NOW G_GINT64_CONSTANT (1790000000000)

#define SHOP_TYPE_CLOCK (shop_clock_get_type ())
G_DECLARE_FINAL_TYPE (ShopClock, shop_clock, SHOP, CLOCK, KontorClock)
struct _ShopClock {
  KontorClock parent_instance;
  gint64 now;
};
G_DEFINE_FINAL_TYPE (ShopClock, shop_clock, KONTOR_TYPE_CLOCK)

static gint64
shop_clock_now (KontorClock *clock)
{
  return __atomic_load_n (&SHOP_CLOCK (clock)->now, __ATOMIC_SEQ_CST);
}

static void
shop_clock_class_init (ShopClockClass *klass)
{
  KONTOR_CLOCK_CLASS (klass)->now = shop_clock_now;
}

static void
shop_clock_init (ShopClock *self)
{
  self->now = NOW;
}

gint64
world_await (DexFuture *future)
{
  g_autoptr (DexFuture) kept = dex_ref (future);
  g_autoptr (GError) error = NULL;
  const GValue *value;

  dex_await (future, &error);
  g_assert_no_error (error);
  value = dex_future_get_value (kept, NULL);
  return value != NULL && G_VALUE_HOLDS_INT64 (value) ? g_value_get_int64 (value) : 0;
}

void
world_add (const char *path, GTestFunc func)
{
  g_autofree char *bare = g_strconcat (path, "/bare", NULL), *kind = g_strconcat (path, "/kind", NULL);

  kontor_test_add (bare, func);
  kontor_test_add (kind, func);
}

static void
open_shop (World *self, const char *path, guint orders)
{
  const char *manner = g_str_has_suffix (g_test_get_path (), "/kind") ? "kind" : "bare";
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, NOW);
  g_autofree char *n_orders = g_strdup_printf ("%u", orders);
  g_autofree char *n_customers = g_strdup_printf ("%u", orders / 2);
  g_autoptr (GVariant) settings = g_variant_ref_sink (g_variant_new_parsed (
      "{'manner': %s, 'seed': '7', 'now': %s, 'rate': '0', 'orders': %s, 'customers': %s, 'products': '8'}", manner, now,
      n_orders, n_customers));
  g_autoptr (GError) error = NULL;

  self->shop = kontor_shop_open (path, settings, &error);
  g_assert_no_error (error);
}

static KontorEngine *
open_engine (World *self, const char *name, const char *address, KontorAccount **account)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), name, NULL);
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  g_autoptr (GVariant) fields = g_variant_ref_sink (g_variant_new_parsed ("{'address': %s}", address));
  g_autoptr (GError) error = NULL;
  KontorEngineConfig config = { kontor_connector_list_factories (), self->clock, secrets, NULL, KONTOR_ENGINE_CREATE };
  KontorEngine *engine = dex_await_object (kontor_engine_open (path, &config), &error);

  g_assert_no_error (error);
  *account = dex_await_object (kontor_engine_add_account (engine, "sample", "demo", fields, NULL, NULL), &error);
  g_assert_no_error (error);
  world_await (kontor_sync_run_once (kontor_account_get_sync (*account)));
  return engine;
}

void
world_begin (World *self, guint orders)
{
  g_autofree char *address = g_build_filename (kontor_test_dir (), "shop.db", NULL);

  *self = (World) { .clock = g_object_new (SHOP_TYPE_CLOCK, NULL) };
  open_shop (self, address, orders);
  kontor_test_pardon_stall ();
  self->engine = open_engine (self, "kontor.db", address, &self->account);
}

void
world_end (World *self)
{
  g_clear_object (&self->account);
  world_await (kontor_engine_stop (self->engine));
  g_clear_object (&self->engine);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->shop, kontor_shop_close);
}

void
world_pass (World *self, gint64 milliseconds)
{
  __atomic_add_fetch (&SHOP_CLOCK (self->clock)->now, milliseconds, __ATOMIC_SEQ_CST);
  kontor_shop_set_now (self->shop, kontor_clock_now (self->clock));
}

void
world_sync (World *self)
{
  world_await (kontor_sync_run_once (kontor_account_get_sync (self->account)));
}

void
world_sweep (World *self)
{
  world_await (kontor_sync_sweep_once (kontor_account_get_sync (self->account)));
}

void
world_flush_after (World *self, gint64 milliseconds)
{
  world_pass (self, milliseconds);
  world_await (kontor_outbox_flush (self->engine));
}

static gboolean
ask_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 value;

  if (!kontor_txn_query_int (txn, &value, 0, error, g_intern_string (data), NULL))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, value);
  return TRUE;
}

gint64
world_ask (World *self, const char *sql)
{
  return world_await (
      kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_INTERACTIVE, NULL, ask_func, (gpointer) sql, NULL));
}

KontorRecord *
world_load (World *self, KontorEntity entity, gint64 id)
{
  g_autoptr (GError) error = NULL;
  KontorRecord *record = dex_await_boxed (kontor_engine_load (self->engine, entity, id), &error);

  g_assert_no_error (error);
  return record;
}

KontorRecord *
world_fetch (World *self, KontorEntity entity, gint64 id)
{
  g_autoptr (KontorRecord) ours = world_load (self, entity, id);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorBatch) batch = NULL;

  g_ptr_array_add (ids, (gpointer) kontor_record_get_key (ours));
  batch = kontor_account_await_fetch (self->account, entity, ids, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < batch->rows->len; i++)
    if (kontor_record_get_entity (g_ptr_array_index (batch->rows, i)) == entity)
      return kontor_record_ref (g_ptr_array_index (batch->rows, i));
  g_assert_not_reached ();
}

static const char *
get_collection (KontorEntity entity)
{
  static const char *const names[KONTOR_N_ENTITIES] = {
    [KONTOR_ENTITY_SETTING] = "settings",
    [KONTOR_ENTITY_CATEGORY] = "categories",
    [KONTOR_ENTITY_TAG] = "tags",
    [KONTOR_ENTITY_PRODUCT] = "products",
    [KONTOR_ENTITY_VARIANT] = "variations",
    [KONTOR_ENTITY_CUSTOMER] = "customers",
    [KONTOR_ENTITY_DISCOUNT] = "discounts",
    [KONTOR_ENTITY_ORDER] = "orders",
  };

  return names[entity];
}

void
world_admin (World *self, const char *method, KontorEntity entity, gint64 id, const char *path, const char *body)
{
  g_autoptr (KontorRecord) ours = world_load (self, entity, id);
  g_autofree char *request =
      g_strdup_printf ("%s/%s%s", get_collection (entity), kontor_record_get_key (ours), path != NULL ? path : "");
  g_autofree char *answer = kontor_shop_admin (self->shop, method, request, body);

  g_assert_nonnull (answer);
}

void
world_set_faults (World *self, const char *faults)
{
  g_autoptr (GError) error = NULL;

  kontor_shop_set_faults (self->shop, faults, &error);
  g_assert_no_error (error);
}

/* Remote id → JSON without what is of this computer. */
typedef struct {
  KontorEntity entity;
  GHashTable *rows;
} Dump;

/* Members that only refer stand in the order of rows here. */
static gboolean
is_reference (const KontorField *field)
{
  return field->kind == KONTOR_FIELD_LIST && field->members->n_fields > 0 &&
         field->members->fields[0].kind == KONTOR_FIELD_REF;
}

static void
dump_row (Dump *self, const KontorRecord *row)
{
  g_autoptr (KontorRecord) plain = kontor_record_copy (row);
  const KontorRecordType *type = kontor_record_get_record_type (row);

  kontor_record_set_id (plain, 0);
  kontor_record_set_revision (plain, NULL);
  for (guint i = 0; i < type->n_fields; i++)
    if (type->fields[i].kind == KONTOR_FIELD_REF)
      kontor_record_set_ref (plain, i, 0, kontor_record_get_ref_key (row, i));
    else if (is_reference (&type->fields[i]))
      kontor_record_unset (plain, i);
  g_hash_table_replace (self->rows, g_strdup (kontor_record_get_key (row)), kontor_record_to_json (plain));
}

static gboolean
dump_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Dump *self = data;
  g_autoptr (KontorQuery) query = kontor_query_new (self->entity, 0, NULL, NULL, NULL, NULL);
  g_autoptr (GArray) ids = kontor_store_query_ids (txn, query, error);
  g_autoptr (GPtrArray) rows =
      ids != NULL ? kontor_store_load_many (txn, self->entity, (const gint64 *) (gpointer) ids->data, ids->len,
                                            KONTOR_LOAD_WHOLE, error)
                  : NULL;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    dump_row (self, g_ptr_array_index (rows, i));
  return rows != NULL;
}

static GHashTable *
dump (KontorEngine *engine, KontorEntity entity)
{
  Dump self = { entity, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };

  world_await (kontor_db_read (kontor_engine_get_db (engine), KONTOR_DB_BULK, NULL, dump_func, &self, NULL));
  return self.rows;
}

static void
assert_same (KontorEngine *engine, KontorEngine *other, KontorEntity entity)
{
  g_autoptr (GHashTable) ours = dump (engine, entity), theirs = dump (other, entity);
  GHashTableIter iter;
  gpointer key, json;

  g_assert_cmpuint (g_hash_table_size (ours), ==, g_hash_table_size (theirs));
  g_hash_table_iter_init (&iter, ours);
  while (g_hash_table_iter_next (&iter, &key, &json))
    g_assert_cmpstr (json, ==, g_hash_table_lookup (theirs, key));
}

void
world_assert_as_shop (World *self)
{
  g_autofree char *address = g_build_filename (kontor_test_dir (), "shop.db", NULL);
  g_autoptr (KontorAccount) account = NULL;
  g_autoptr (KontorEngine) fresh = open_engine (self, "fresh.db", address, &account);

  for (KontorEntity entity = 0; entity < KONTOR_N_ENTITIES; entity++)
    assert_same (self->engine, fresh, entity);
  g_clear_object (&account);
  world_await (kontor_engine_stop (fresh));
}

guint
world_count_problems (World *self)
{
  KontorProblems *problems = kontor_engine_get_problems (self->engine);

  world_await (kontor_problems_reload (problems));
  return g_list_model_get_n_items (G_LIST_MODEL (problems));
}

KontorProblem *
world_problem (World *self)
{
  g_assert_cmpuint (world_count_problems (self), ==, 1);
  return g_list_model_get_item (G_LIST_MODEL (kontor_engine_get_problems (self->engine)), 0);
}
