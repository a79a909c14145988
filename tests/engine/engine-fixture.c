#include "engine-fixture.h"

#include "kontor-store.h"
#include "kontor-test.h"

#define START G_GINT64_CONSTANT (1000000)

/* A clock that stands. */
#define FIXED_TYPE_CLOCK (fixed_clock_get_type ())
G_DECLARE_FINAL_TYPE (FixedClock, fixed_clock, FIXED, CLOCK, KontorClock)
struct _FixedClock {
  KontorClock parent_instance;
  gint64 now;
};
G_DEFINE_FINAL_TYPE (FixedClock, fixed_clock, KONTOR_TYPE_CLOCK)

static gint64
fixed_clock_now (KontorClock *clock)
{
  return __atomic_load_n (&FIXED_CLOCK (clock)->now, __ATOMIC_SEQ_CST);
}

static void
fixed_clock_class_init (FixedClockClass *klass)
{
  KONTOR_CLOCK_CLASS (klass)->now = fixed_clock_now;
}

static void
fixed_clock_init (FixedClock *self)
{
  self->now = START;
}

void
fixture_step (Fixture *self, gint64 milliseconds)
{
  __atomic_add_fetch (&FIXED_CLOCK (self->clock)->now, milliseconds, __ATOMIC_SEQ_CST);
}

gint64
fixture_await (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  gint64 value = 0;
  const GValue *resolved;
  g_autoptr (DexFuture) kept = dex_ref (future);

  dex_await (future, &error);
  g_assert_no_error (error);
  resolved = dex_future_get_value (kept, NULL);
  if (resolved != NULL && G_VALUE_HOLDS_INT64 (resolved))
    value = g_value_get_int64 (resolved);
  return value;
}

void
fixture_refuses (DexFuture *future, KontorError code)
{
  g_autoptr (GError) error = NULL;

  dex_await (future, &error);
  g_assert_error (error, KONTOR_ERROR, (int) code);
}

static void
open_engine (Fixture *self)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "kontor.db", NULL);
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  g_autoptr (GError) error = NULL;
  KontorEngineConfig config = { fake_shop_factories, self->clock, secrets, NULL, KONTOR_ENGINE_CREATE };

  self->engine = dex_await_object (kontor_engine_open (path, &config), &error);
  g_assert_no_error (error);
}

static void
close_engine (Fixture *self)
{
  g_clear_object (&self->account);
  fixture_await (kontor_engine_stop (self->engine));
  g_clear_object (&self->engine);
}

void
fixture_back_up (Fixture *self)
{
  g_autofree char *backup = g_build_filename (kontor_test_dir (), "backup.db", NULL);

  fixture_await (kontor_db_backup (kontor_engine_get_db (self->engine), backup));
}

void
fixture_restore (Fixture *self)
{
  g_autofree char *backup = g_build_filename (kontor_test_dir (), "backup.db", NULL);
  g_autofree char *path = g_build_filename (kontor_test_dir (), "kontor.db", NULL);

  close_engine (self);
  fixture_await (kontor_db_restore (backup, path, self->clock));
  open_engine (self);
  self->account = g_list_model_get_item (kontor_engine_get_accounts (self->engine), 0);
}

void
fixture_reopen (Fixture *self)
{
  close_engine (self);
  open_engine (self);
  self->account = g_list_model_get_item (kontor_engine_get_accounts (self->engine), 0);
  g_assert_nonnull (self->account);
}

void
fixture_begin_empty (Fixture *self)
{
  g_autoptr (GVariant) fields = g_variant_ref_sink (g_variant_new_parsed ("{'address': 'fake://shop'}"));
  g_autoptr (GError) error = NULL;

  *self = (Fixture) { .clock = g_object_new (FIXED_TYPE_CLOCK, NULL) };
  self->shop = fake_shop_get ("fake://shop");
  open_engine (self);
  self->account = dex_await_object (kontor_engine_add_account (self->engine, "fake", NULL, fields, NULL, NULL), &error);
  g_assert_no_error (error);
}

static void
put_variant (Fixture *self, const char *key, const char *product)
{
  g_autoptr (KontorRecord) variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  g_autofree char *sku = g_strdup_printf ("SKU-%s", key);
  KontorRecord *level = kontor_record_new (&kontor_level_type);

  kontor_record_set_key (variant, key);
  kontor_record_set_ref (variant, KONTOR_VARIANT_PRODUCT, 0, product);
  kontor_record_set_text (variant, KONTOR_VARIANT_SKU, sku);
  kontor_record_set_text (variant, KONTOR_VARIANT_CURRENCY, "EUR");
  kontor_record_set_amount (variant, KONTOR_VARIANT_PRICE, 10 * KONTOR_MONEY_UNIT);
  kontor_record_set_bool (variant, KONTOR_VARIANT_MANAGE_STOCK, TRUE);
  kontor_record_set_text (variant, KONTOR_VARIANT_BACKORDERS, "no");
  kontor_record_set_key (level, "");
  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, 100);
  kontor_record_take_member (variant, KONTOR_VARIANT_LEVELS, level);
  fake_shop_put (self->shop, variant);
}

static void
put_product (Fixture *self, const char *key, const char *title)
{
  g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  kontor_record_set_key (product, key);
  kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, title);
  kontor_record_set_text (product, KONTOR_PRODUCT_STATUS, "published");
  kontor_record_set_text (product, KONTOR_PRODUCT_SKU, key);
  fake_shop_put (self->shop, product);
}

static void
put_order (Fixture *self, const char *key)
{
  g_autoptr (KontorRecord) order = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));
  KontorRecord *payment = kontor_record_new (&kontor_payment_type);

  kontor_record_set_key (order, key);
  kontor_record_set_text (order, KONTOR_ORDER_NUMBER, key);
  kontor_record_set_text (order, KONTOR_ORDER_CURRENCY, "EUR");
  kontor_record_set_text (order, KONTOR_ORDER_STATUS, "processing");
  kontor_record_set_text (order, KONTOR_ORDER_LIFECYCLE, "open");
  kontor_record_set_int (order, KONTOR_ORDER_PLACED_AT, START);
  kontor_record_set_amount (order, KONTOR_ORDER_TOTAL, 50 * KONTOR_MONEY_UNIT);
  kontor_record_set_key (payment, "p1");
  kontor_record_set_amount (payment, KONTOR_PAYMENT_CAPTURED, 50 * KONTOR_MONEY_UNIT);
  kontor_record_take_member (order, KONTOR_ORDER_PAYMENTS, payment);
  kontor_record_set_empty (order, KONTOR_ORDER_REFUNDS);
  kontor_record_set_empty (order, KONTOR_ORDER_NOTES);
  fake_shop_put (self->shop, order);
}

void
fixture_begin (Fixture *self)
{
  fixture_begin_empty (self);
  put_product (self, "10", "Tea");
  put_product (self, "11", "Cup");
  put_variant (self, "20", "10");
  put_variant (self, "21", "11");
  put_order (self, "30");
  put_order (self, "31");
  fixture_sync (self);
}

void
fixture_end (Fixture *self)
{
  close_engine (self);
  g_clear_object (&self->clock);
  fake_shop_reset ();
}

void
fixture_sync (Fixture *self)
{
  fixture_await (kontor_sync_run_once (kontor_account_get_sync (self->account)));
}

void
fixture_flush (Fixture *self)
{
  fixture_await (kontor_outbox_flush (self->engine));
}

typedef struct {
  KontorEntity entity;
  gint64 account_id;
  const char *text;
} Question;

static gboolean
find_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  const Question *question = data;
  gint64 id;

  if (!kontor_store_find (txn, question->entity, question->account_id, question->text, &id, error))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, id);
  return TRUE;
}

gint64
fixture_find (Fixture *self, KontorEntity entity, const char *key)
{
  Question question = { entity, kontor_account_get_id (self->account), key };

  return fixture_await (
      kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_INTERACTIVE, NULL, find_func, &question, NULL));
}

static gboolean
number_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 value;

  if (!kontor_txn_query_int (txn, &value, -1, error, g_intern_string (data), NULL))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, value);
  return TRUE;
}

gint64
fixture_number (Fixture *self, const char *sql)
{
  return fixture_await (kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_INTERACTIVE, NULL, number_func,
                                        (gpointer) sql, NULL));
}

KontorRecord *
fixture_load (Fixture *self, KontorEntity entity, const char *key)
{
  g_autoptr (GError) error = NULL;
  KontorRecord *record =
      dex_await_boxed (kontor_engine_load (self->engine, entity, fixture_find (self, entity, key)), &error);

  g_assert_no_error (error);
  return record;
}

static gint64
get_stock (const KontorRecord *variant)
{
  return kontor_record_get_int (kontor_record_get_member (variant, KONTOR_VARIANT_LEVELS, 0), KONTOR_LEVEL_ON_HAND);
}

gint64
fixture_price (Fixture *self, const char *variant)
{
  g_autoptr (KontorRecord) record = fixture_load (self, KONTOR_ENTITY_VARIANT, variant);

  return kontor_record_get_amount (record, KONTOR_VARIANT_PRICE) / KONTOR_MONEY_UNIT;
}

gint64
fixture_stock (Fixture *self, const char *variant)
{
  g_autoptr (KontorRecord) record = fixture_load (self, KONTOR_ENTITY_VARIANT, variant);

  return get_stock (record);
}

gint64
fixture_shop_price (Fixture *self, const char *variant)
{
  return kontor_record_get_amount (fake_shop_peek (self->shop, KONTOR_ENTITY_VARIANT, variant), KONTOR_VARIANT_PRICE) /
         KONTOR_MONEY_UNIT;
}

gint64
fixture_shop_stock (Fixture *self, const char *variant)
{
  return get_stock (fake_shop_peek (self->shop, KONTOR_ENTITY_VARIANT, variant));
}

gint64
fixture_set_price (Fixture *self, const char *variant, gint64 amount)
{
  g_autoptr (KontorScope) scope =
      kontor_scope_new_one (KONTOR_ENTITY_VARIANT, fixture_find (self, KONTOR_ENTITY_VARIANT, variant));

  return fixture_await (
      kontor_catalog_set_price (self->engine, scope, kontor_money_make (amount * KONTOR_MONEY_UNIT, "EUR")));
}

gint64
fixture_adjust (Fixture *self, const char *variant, gint64 by)
{
  g_autoptr (KontorScope) scope =
      kontor_scope_new_one (KONTOR_ENTITY_VARIANT, fixture_find (self, KONTOR_ENTITY_VARIANT, variant));

  return fixture_await (kontor_catalog_adjust_stock (self->engine, scope, NULL, by, "counted"));
}

void
fixture_admin_price (Fixture *self, const char *variant, gint64 amount)
{
  g_autoptr (KontorRecord) change = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));

  kontor_record_set_key (change, variant);
  kontor_record_set_amount (change, KONTOR_VARIANT_PRICE, amount * KONTOR_MONEY_UNIT);
  fake_shop_put (self->shop, change);
}

void
fixture_admin_stock (Fixture *self, const char *variant, gint64 on_hand)
{
  g_autoptr (KontorRecord) change = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  KontorRecord *level = kontor_record_new (&kontor_level_type);

  kontor_record_set_key (change, variant);
  kontor_record_set_key (level, "");
  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, on_hand);
  kontor_record_take_member (change, KONTOR_VARIANT_LEVELS, level);
  fake_shop_put (self->shop, change);
}

static GPtrArray *
list_ops (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  KontorOutboxWhich all = KONTOR_OUTBOX_UNSENT | KONTOR_OUTBOX_PROBLEMS | KONTOR_OUTBOX_DONE;
  GPtrArray *ops = dex_await_boxed (kontor_outbox_list_ops (self->engine, 0, all, 1000), &error);

  g_assert_no_error (error);
  return ops;
}

KontorOp *
fixture_op (Fixture *self, guint index)
{
  g_autoptr (GPtrArray) ops = list_ops (self);

  g_assert_cmpuint (index, <, ops->len);
  return kontor_op_ref (g_ptr_array_index (ops, ops->len - 1 - index));
}

void
fixture_assert_states (Fixture *self, const char *states)
{
  g_autoptr (GPtrArray) ops = list_ops (self);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = ops->len; i > 0; i--)
    g_string_append_printf (found, "%s%s", found->len > 0 ? " " : "",
                            kontor_op_state_to_nick (((KontorOp *) g_ptr_array_index (ops, i - 1))->state));
  g_assert_cmpstr (found->str, ==, states);
}

static GListModel *
reload_problems (Fixture *self)
{
  fixture_await (kontor_problems_reload (kontor_engine_get_problems (self->engine)));
  return G_LIST_MODEL (kontor_engine_get_problems (self->engine));
}

KontorProblem *
fixture_problem (Fixture *self)
{
  GListModel *problems = reload_problems (self);

  g_assert_cmpuint (g_list_model_get_n_items (problems), ==, 1);
  return g_list_model_get_item (problems, 0);
}

void
fixture_assert_no_problems (Fixture *self)
{
  g_assert_cmpuint (g_list_model_get_n_items (reload_problems (self)), ==, 0);
}
