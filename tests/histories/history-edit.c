#include "history-person.h"

#include "kontor-catalog.h"
#include "kontor-customers.h"
#include "kontor-discounts.h"
#include "kontor-orders.h"
#include "kontor-scope.h"

typedef struct {
  const char *sql;
  gint64 offset;
} Choice;

static gboolean
choose_row (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  Choice *choice = data;
  gint64 id;

  if (!kontor_txn_query_int (txn, &id, 0, error, choice->sql, "i", choice->offset))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, id);
  return TRUE;
}

gint64
history_choose (HistoryPerson *self, const char *sql, int range)
{
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice) { sql, g_rand_int_range (self->rand, 0, range) };
  return dex_await_int64 (
      kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_INTERACTIVE, NULL, choose_row, choice, g_free),
      NULL);
}

gint64
history_choose_order (HistoryPerson *self)
{
  return history_choose (self, "SELECT id FROM \"order\" ORDER BY id DESC LIMIT 1 OFFSET ?", 25);
}

static gint64
choose_variant (HistoryPerson *self)
{
  return history_choose (self, "SELECT id FROM variant ORDER BY id LIMIT 1 OFFSET ?", 20);
}

static gint64
choose_product (HistoryPerson *self)
{
  return history_choose (self, "SELECT id FROM product ORDER BY id LIMIT 1 OFFSET ?", 12);
}

char *
history_make_unique (HistoryPerson *self, const char *prefix)
{
  return g_strdup_printf ("%s %u.%u", prefix, self->life->episode, self->n_unique++);
}

static KontorScope *
scope_of (KontorEntity entity, gint64 id)
{
  return id != 0 ? kontor_scope_new_one (entity, id) : NULL;
}

static DexFuture *
edit_price (HistoryPerson *self)
{
  gint64 id = choose_variant (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_VARIANT, id);

  return id == 0
             ? NULL
             : kontor_catalog_set_price (
                   self->engine, scope,
                   kontor_money_make ((1000 + (gint64) self->life->episode * 1000 + self->n_unique++) * 10000, "EUR"));
}

static gboolean
read_location (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  char *location = NULL;

  if (!kontor_txn_query_text (txn, &location, error, "SELECT key FROM stock_level WHERE variant_id = ? ORDER BY key",
                              "i", *(gint64 *) data))
    return FALSE;
  g_value_init (result, G_TYPE_STRING);
  g_value_take_string (result, location);
  return TRUE;
}

static char *
dup_location (HistoryPerson *self, gint64 variant_id)
{
  return dex_await_string (kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_INTERACTIVE, NULL,
                                           read_location, g_memdup2 (&variant_id, sizeof variant_id), g_free),
                           NULL);
}

static DexFuture *
edit_stock (HistoryPerson *self)
{
  gint64 id = choose_variant (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_VARIANT, id);
  g_autofree char *location = dup_location (self, id);
  int by = g_rand_int_range (self->rand, -3, 6);

  return id == 0 || by == 0 ? NULL : kontor_catalog_adjust_stock (self->engine, scope, location, by, "count");
}

static DexFuture *
edit_title (HistoryPerson *self)
{
  gint64 id = choose_product (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_PRODUCT, id);
  g_autoptr (KontorRecord) changes = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  kontor_record_take_text (changes, KONTOR_PRODUCT_TITLE, history_make_unique (self, "Title"));
  return id == 0 ? NULL : kontor_catalog_set_product (self->engine, scope, changes);
}

static DexFuture *
edit_status (HistoryPerson *self)
{
  static const char *const statuses[] = { "processing", "completed", "on-hold" };
  gint64 id = history_choose_order (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);

  return id == 0 ? NULL
                 : kontor_orders_set_status (self->engine, scope,
                                             statuses[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (statuses))]);
}

static DexFuture *
edit_note (HistoryPerson *self)
{
  gint64 id = history_choose_order (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);
  g_autofree char *text = history_make_unique (self, "Note");

  if (id == 0)
    return NULL;
  return g_rand_boolean (self->rand) ? kontor_orders_add_note (self->engine, scope, text)
                                     : kontor_orders_send_note (self->engine, id, text);
}

static DexFuture *
edit_tags (HistoryPerson *self)
{
  static const char *const tags[] = { "gift", "rush", "fragile" };
  const char *tag[] = { tags[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (tags))], NULL };
  gint64 id = history_choose_order (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);
  gboolean add = g_rand_boolean (self->rand);

  return id == 0 ? NULL : kontor_orders_tag (self->engine, scope, add ? tag : NULL, add ? NULL : tag);
}

static DexFuture *
edit_team (HistoryPerson *self)
{
  gint64 id = history_choose_order (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);
  g_autofree char *reason = history_make_unique (self, "Hold");

  if (id == 0)
    return NULL;
  switch (g_rand_int_range (self->rand, 0, 3)) {
  case 0:
    return kontor_orders_set_hold (self->engine, scope, reason);
  case 1:
    return kontor_orders_set_stage (self->engine, scope, g_rand_boolean (self->rand) ? "picked" : "packed");
  default:
    return kontor_orders_set_archived (self->engine, scope, g_rand_boolean (self->rand));
  }
}

static DexFuture *
edit_refund (HistoryPerson *self)
{
  gint64 id =
      history_choose (self, "SELECT id FROM \"order\" WHERE paid_total > refunded_total ORDER BY id DESC LIMIT 1 OFFSET ?", 12);
  g_autoptr (KontorRecord) refund = kontor_record_new (&kontor_refund_type);
  g_autofree char *reason = history_make_unique (self, "Refund");

  kontor_record_set_amount (refund, KONTOR_REFUND_AMOUNT,
                            g_rand_int_range (self->rand, 1, 300) * (KONTOR_MONEY_UNIT / 100));
  kontor_record_set_text (refund, KONTOR_REFUND_REASON, reason);
  return id == 0 ? NULL : kontor_orders_refund (self->engine, id, refund);
}

static DexFuture *
edit_payment (HistoryPerson *self)
{
  gint64 id = history_choose (
      self,
      "SELECT id FROM \"order\" WHERE paid_total < total AND lifecycle = 'open' ORDER BY id DESC LIMIT 1 OFFSET ?", 8);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);

  if (id == 0)
    return NULL;
  return g_rand_boolean (self->rand) ? kontor_orders_mark_paid (self->engine, scope)
                                     : kontor_orders_capture (self->engine, id, NULL, NULL);
}

static DexFuture *
edit_fulfilment (HistoryPerson *self)
{
  gint64 id = history_choose (self,
                              "SELECT id FROM \"order\" WHERE fulfilment IN ('unfulfilled', 'partially-fulfilled') AND "
                              "lifecycle = 'open' ORDER BY id DESC LIMIT 1 OFFSET ?",
                              8);
  g_autoptr (KontorRecord) fulfilment = kontor_record_new (&kontor_fulfilment_type);

  return id == 0 ? NULL : kontor_orders_fulfil (self->engine, id, fulfilment, KONTOR_FULFIL_DEFAULT);
}

static gint64
get_account (HistoryPerson *self)
{
  g_autoptr (KontorAccount) account = g_list_model_get_item (kontor_engine_get_accounts (self->engine), 0);

  return kontor_account_get_id (account);
}

static DexFuture *
edit_create (HistoryPerson *self)
{
  g_autofree char *unique = history_make_unique (self, "New");
  g_autofree char *code =
      g_strdup_printf ("N%" G_GUINT64_FORMAT "-%u-%u", self->life->seed, self->life->episode, self->n_unique);
  g_autoptr (KontorRecord) record = NULL;

  switch (g_rand_int_range (self->rand, 0, 3)) {
  case 0:
    record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
    kontor_record_set_text (record, KONTOR_PRODUCT_TITLE, unique);
    kontor_record_set_text (record, KONTOR_PRODUCT_SKU, code);
    return kontor_catalog_create_product (self->engine, get_account (self), record);
  case 1:
    record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_DISCOUNT));
    kontor_record_set_text (record, KONTOR_DISCOUNT_CODE, code);
    kontor_record_set_text (record, KONTOR_DISCOUNT_KIND, "percent");
    kontor_record_set_text (record, KONTOR_DISCOUNT_PERCENT, "10");
    return kontor_discounts_create (self->engine, get_account (self), record);
  default:
    record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER));
    kontor_record_set_text (record, KONTOR_CUSTOMER_FIRST_NAME, unique);
    kontor_record_take_text (record, KONTOR_CUSTOMER_EMAIL, g_strdup_printf ("%s@example.org", code));
    return kontor_customers_create (self->engine, get_account (self), record);
  }
}

static DexFuture *
edit_trash (HistoryPerson *self)
{
  gint64 id = choose_product (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_PRODUCT, id);

  return id == 0 ? NULL : kontor_catalog_trash_product (self->engine, scope);
}

static DexFuture *
edit_cancel_order (HistoryPerson *self)
{
  gint64 id = history_choose_order (self);
  g_autoptr (KontorScope) scope = scope_of (KONTOR_ENTITY_ORDER, id);

  return id == 0 ? NULL : kontor_orders_cancel (self->engine, scope, "customer", KONTOR_CANCEL_RESTOCK);
}

/* Kinds of edits, each as often as it is named. */
static DexFuture *(*const edits[]) (HistoryPerson *self) = {
  edit_price,
  edit_price,
  edit_stock,
  edit_stock,
  edit_stock,
  edit_title,
  edit_title,
  edit_status,
  edit_status,
  edit_note,
  edit_note,
  edit_tags,
  edit_tags,
  edit_team,
  edit_team,
  edit_refund,
  edit_refund,
  edit_payment,
  edit_create,
  edit_create,
  edit_trash,
  edit_cancel_order,
  edit_fulfilment,
};

void
history_edit (HistoryPerson *self)
{
  DexFuture *future = edits[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (edits))](self);
  g_autoptr (GError) error = NULL;
  gint64 action;

  if (future == NULL)
    return;
  action = dex_await_int64 (future, &error);
  if (error == NULL && action > 0)
    history_note (self->life, 'A', action);
}
