#include <string.h>

#include "fake-shop-private.h"

#define PAGE 2

#define FAKE_TYPE_CONNECTOR (fake_connector_get_type ())
G_DECLARE_FINAL_TYPE (FakeConnector, fake_connector, FAKE, CONNECTOR, KontorConnector)
struct _FakeConnector {
  KontorConnector parent_instance;
  FakeShop *shop;
};
G_DEFINE_FINAL_TYPE (FakeConnector, fake_connector, KONTOR_TYPE_CONNECTOR)

#define BIT(entity) (1u << KONTOR_ENTITY_##entity)

static const KontorSignInField fields[] = { { "address", "Address", NULL, FALSE, FALSE }, { NULL } };
static const KontorSignInManner manners[] = { { "none", "Nothing", fields }, { NULL } };
static const KontorSignInField locked_fields[] = { { "address", "Address", NULL, FALSE, FALSE },
                                                   { "person", "Person", NULL, FALSE, FALSE },
                                                   { "key", "Key", NULL, TRUE, FALSE },
                                                   { NULL } };
static const KontorSignInManner locked_manners[] = { { "password", "Password", locked_fields }, { NULL } };
static const KontorFeedInfo feeds[] = {
  { "products", BIT (PRODUCT) | BIT (VARIANT), 60, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "orders", BIT (ORDER), 60, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { NULL },
};
static const KontorOpSupport ops[] = {
  { "set-product", 1, KONTOR_EFFECT_NONE, KONTOR_PROOF_VALUE },
  { "create-product", 1, KONTOR_EFFECT_NONE, KONTOR_PROOF_NATURAL },
  { "create-variant", 1, KONTOR_EFFECT_NONE, KONTOR_PROOF_NATURAL },
  { "trash-product", 1, KONTOR_EFFECT_NONE, KONTOR_PROOF_VALUE },
  { "restore-product", 1, KONTOR_EFFECT_NONE, KONTOR_PROOF_VALUE },
  { "set-price", 3, KONTOR_EFFECT_NONE, KONTOR_PROOF_VALUE },
  { "set-variant", 1, KONTOR_EFFECT_NONE, KONTOR_PROOF_VALUE },
  { "adjust-stock", 1, KONTOR_EFFECT_MOVES_STOCK, KONTOR_PROOF_NONE },
  { "set-order-status", 1, KONTOR_EFFECT_MAILS_CUSTOMER, KONTOR_PROOF_VALUE },
  { "add-note", 1, KONTOR_EFFECT_NONE, KONTOR_PROOF_MARK },
  { "refund-order", 1, KONTOR_EFFECT_MOVES_MONEY, KONTOR_PROOF_MARK },
  { NULL },
};
static KontorConnectorInfo open_info = { "fake", "Fake shop", "fake", manners, feeds, ops, FALSE };
static const KontorConnectorInfo locked_info = { "locked", "Locked shop", "fake", locked_manners, feeds, ops, TRUE };

void
fake_shop_set_settling (guint milliseconds)
{
  open_info.settle_after = milliseconds;
}

void
fake_shop_set_fixed (KontorEntity entity, guint64 bits)
{
  open_info.fixed[entity] = bits;
}

static DexFuture *
reject (GError *error)
{
  return dex_future_new_for_error (error);
}

static gboolean
is_in_feed (const char *feed, KontorEntity entity)
{
  for (guint i = 0; feeds[i].name != NULL; i++)
    if (g_str_equal (feeds[i].name, feed))
      return (feeds[i].entities >> entity & 1) != 0;
  return FALSE;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return strcmp (kontor_record_get_key (*(KontorRecord **) b), kontor_record_get_key (*(KontorRecord **) a));
}

/* Products before variants, newest first. */
static GPtrArray *
list_feed (FakeShop *self, const char *feed)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < KONTOR_N_ENTITIES; i++) {
    g_autoptr (GPtrArray) rows =
        is_in_feed (feed, i) ? g_hash_table_get_values_as_ptr_array (self->rows[i]) : g_ptr_array_new ();

    g_ptr_array_sort (rows, compare_keys);
    g_ptr_array_extend (list, rows, NULL, NULL);
  }
  return list;
}

static KontorBatch *
pull_first (FakeShop *self, const char *feed, const char *cursor)
{
  g_autoptr (GPtrArray) list = list_feed (self, feed);
  guint begin = cursor != NULL ? (guint) atoi (cursor) : 0;
  guint end = MIN (begin + PAGE, list->len);
  KontorBatch *batch = kontor_batch_new ();

  for (guint i = begin; i < end; i++)
    kontor_batch_take_row (batch, kontor_record_ref (g_ptr_array_index (list, i)));
  batch->cursor = g_strdup_printf ("%u", end);
  batch->more = end < list->len;
  batch->total = list->len;
  return batch;
}

static KontorBatch *
pull_changes (FakeShop *self, const char *feed, const char *cursor)
{
  KontorBatch *batch = kontor_batch_new ();

  for (guint i = cursor != NULL ? (guint) atoi (cursor) : self->log->len; i < self->log->len; i++) {
    const Entry *entry = &g_array_index (self->log, Entry, i);
    KontorRecord *row = fake_shop_peek (self, entry->entity, entry->key);

    if (!is_in_feed (feed, entry->entity))
      continue;
    if (row != NULL)
      kontor_batch_take_row (batch, kontor_record_ref (row));
    else if (entry->gone)
      kontor_batch_add_gone (batch, entry->entity, entry->key);
  }
  batch->cursor = g_strdup_printf ("%u", self->log->len);
  return batch;
}

static KontorBatch *
pull_ids (FakeShop *self, const char *feed)
{
  g_autoptr (GPtrArray) list = list_feed (self, feed);
  KontorBatch *batch = kontor_batch_new ();

  for (guint i = 0; i < list->len && !self->empty; i++) {
    const KontorRecord *row = g_ptr_array_index (list, i);
    KontorRecord *id = kontor_record_new (kontor_record_get_record_type (row));

    kontor_record_set_key (id, kontor_record_get_key (row));
    kontor_record_set_revision (id, kontor_record_get_revision (row));
    kontor_batch_take_row (batch, id);
  }
  batch->total = self->empty ? 0 : list->len;
  return batch;
}

static DexFuture *
fake_pull (KontorConnector *connector, const char *feed, KontorPullHow how, const char *cursor)
{
  FakeShop *self = FAKE_CONNECTOR (connector)->shop;
  GError *error = fake_shop_take_failure (self, FAKE_PULL);
  KontorBatch *batch;

  if (error != NULL)
    return reject (error);
  if (how == KONTOR_PULL_FIRST) {
    self->firsts++;
    batch = pull_first (self, feed, cursor);
  } else if (how == KONTOR_PULL_CHANGES)
    batch = pull_changes (self, feed, cursor);
  else
    batch = pull_ids (self, feed);
  if (how != KONTOR_PULL_CHANGES || cursor != NULL)
    fake_shop_run_hook (self, FAKE_PULL);
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, batch);
}

static DexFuture *
fake_fetch (KontorConnector *connector, KontorEntity entity, const char *const *remote_ids)
{
  FakeShop *self = FAKE_CONNECTOR (connector)->shop;
  GError *error = fake_shop_take_failure (self, FAKE_FETCH);
  KontorBatch *batch;

  if (error != NULL)
    return reject (error);
  batch = kontor_batch_new ();
  for (guint i = 0; remote_ids[i] != NULL; i++) {
    KontorRecord *row = fake_shop_peek (self, entity, remote_ids[i]);

    if (row != NULL)
      kontor_batch_take_row (batch, kontor_record_ref (row));
    else
      kontor_batch_add_gone (batch, entity, remote_ids[i]);
  }
  fake_shop_run_hook (self, FAKE_FETCH);
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, batch);
}

/* Members that are new here get names of the shop's own. */
static void
name_members (FakeShop *self, KontorRecord *row)
{
  const KontorRecordType *type = kontor_record_get_record_type (row);

  for (guint i = 0; i < type->n_fields; i++)
    for (guint j = 0; type->fields[i].kind == KONTOR_FIELD_LIST && j < kontor_record_get_length (row, i); j++) {
      KontorRecord *member = kontor_record_get_member (row, i, j);
      g_autofree char *key = g_strdup_printf ("m%u", self->next_key);

      if (!g_str_has_prefix (kontor_record_get_key (member), "new:"))
        continue;
      self->next_key++;
      member = kontor_record_copy (member);
      kontor_record_set_key (member, key);
      kontor_record_replace_member (row, i, j, member);
    }
}

static KontorRecord *
carry_out (FakeShop *self, const KontorOp *op)
{
  KontorEntity entity = op->kind->entity;
  gboolean birth = op->remote_id == NULL;
  KontorRecord *old = birth ? NULL : fake_shop_peek (self, entity, op->remote_id);
  g_autoptr (KontorRecord) row =
      old != NULL ? kontor_record_copy (old) : kontor_record_new (kontor_entity_get_record_type (entity));
  g_autofree char *key = birth ? g_strdup_printf ("%u", self->next_key++) : g_strdup (op->remote_id);

  kontor_op_apply (op, row);
  name_members (self, row);
  kontor_record_set_key (row, key);
  fake_shop_put (self, row);
  g_hash_table_replace (self->done, g_strdup (op->idempotency),
                        GUINT_TO_POINTER (fake_shop_count_done (self, op->idempotency) + 1));
  return kontor_record_ref (fake_shop_peek (self, entity, key));
}

/* What was answered to that key before. */
static KontorReceipt *
answer_as_before (FakeShop *self, const KontorOp *op)
{
  KontorReceipt *receipt = kontor_receipt_new (KONTOR_RECEIPT_DONE);

  g_ptr_array_add (receipt->rows, kontor_record_ref (fake_shop_peek (self, op->kind->entity, op->remote_id)));
  return receipt;
}

static KontorReceipt *
push_one (FakeShop *self, const KontorOp *op)
{
  GError *error = fake_shop_take_failure (self, FAKE_PUSH);
  KontorReceipt *receipt;
  KontorRecord *row;

  self->pushes++;
  if (error != NULL)
    return kontor_receipt_new_failed (error);
  if (self->keyed && fake_shop_count_done (self, op->idempotency) > 0)
    return answer_as_before (self, op);
  if (self->steps && op->resume == NULL) {
    receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);
    receipt->resume = g_strdup ("half");
    return receipt;
  }
  row = carry_out (self, op);
  error = fake_shop_take_failure (self, FAKE_PUSH_DONE);
  if (error != NULL) {
    kontor_record_unref (row);
    return kontor_receipt_new_failed (error);
  }
  receipt = kontor_receipt_new (KONTOR_RECEIPT_DONE);
  receipt->remote_id = op->remote_id == NULL ? g_strdup (kontor_record_get_key (row)) : NULL;
  g_ptr_array_add (receipt->rows, row);
  return receipt;
}

typedef struct {
  FakeShop *shop;
  GPtrArray *ops;
} Push;

static void
push_free (gpointer data)
{
  Push *push = data;

  g_ptr_array_unref (push->ops);
  g_free (push);
}

static DexFuture *
push_now (FakeShop *self, GPtrArray *pushed)
{
  GPtrArray *receipts = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_receipt_unref);

  fake_shop_run_hook (self, FAKE_PUSH);
  for (guint i = 0; i < pushed->len; i++)
    g_ptr_array_add (receipts, push_one (self, g_ptr_array_index (pushed, i)));
  self->under_way--;
  return dex_future_new_take_boxed (G_TYPE_PTR_ARRAY, receipts);
}

static DexFuture *
released_cb (DexFuture *future, gpointer data)
{
  Push *push = data;

  return push_now (push->shop, push->ops);
}

static DexFuture *
fake_push (KontorConnector *connector, GPtrArray *pushed)
{
  FakeShop *self = FAKE_CONNECTOR (connector)->shop;
  DexPromise *promise;
  Push *push;

  self->under_way++;
  self->requests++;
  self->most = MAX (self->most, self->under_way);
  if (!self->holding)
    return push_now (self, pushed);
  promise = dex_promise_new ();
  g_queue_push_tail (&self->held, dex_ref (promise));
  push = g_new0 (Push, 1);
  push->shop = self;
  push->ops = g_ptr_array_ref (pushed);
  return dex_future_then (DEX_FUTURE (promise), released_cb, push, push_free);
}

static DexFuture *
fake_find (KontorConnector *connector, KontorOp *op)
{
  FakeShop *self = FAKE_CONNECTOR (connector)->shop;
  GError *error = fake_shop_take_failure (self, FAKE_FIND);
  KontorReceipt *receipt;

  if (error != NULL)
    return reject (error);
  if (self->keyed)
    receipt = kontor_receipt_new (KONTOR_RECEIPT_AGAIN);
  else if (self->blind || kontor_connector_get_support (connector, op->kind->name)->proof == KONTOR_PROOF_NONE)
    receipt = kontor_receipt_new (KONTOR_RECEIPT_UNDECIDABLE);
  else
    receipt = kontor_receipt_new (fake_shop_count_done (self, op->idempotency) > 0 ? KONTOR_RECEIPT_DONE
                                                                                   : KONTOR_RECEIPT_NOT_FOUND);
  if (receipt->state == KONTOR_RECEIPT_DONE && op->remote_id == NULL)
    receipt->remote_id = g_strdup_printf ("%u", self->next_key - 1);
  if (receipt->state == KONTOR_RECEIPT_DONE) {
    KontorRecord *row =
        fake_shop_peek (self, op->kind->entity, receipt->remote_id != NULL ? receipt->remote_id : op->remote_id);

    if (row != NULL)
      g_ptr_array_add (receipt->rows, kontor_record_ref (row));
  }
  return dex_future_new_take_boxed (KONTOR_TYPE_RECEIPT, receipt);
}

static DexFuture *
wait_for_release (FakeShop *self)
{
  DexPromise *promise;

  if (!self->holding)
    return dex_future_new_true ();
  promise = dex_promise_new ();
  g_queue_push_tail (&self->held, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static DexFuture *
answer_download (DexFuture *released, gpointer data)
{
  return dex_ref (data);
}

static DexFuture *
fake_download (KontorConnector *connector, const char *uri, gsize limit)
{
  FakeShop *self = FAKE_CONNECTOR (connector)->shop;
  GBytes *bytes = g_hash_table_lookup (self->pictures, uri);
  GError *error = fake_shop_take_failure (self, FAKE_DOWNLOAD);
  DexFuture *answer;

  g_ptr_array_add (self->downloads, g_strdup (uri));
  if (error == NULL && bytes == NULL)
    error = fake_shop_make_error (KONTOR_ERROR_NOT_FOUND);
  answer = error != NULL ? reject (error) : dex_future_new_take_boxed (G_TYPE_BYTES, g_bytes_ref (bytes));
  return dex_future_then (wait_for_release (self), answer_download, answer, dex_unref);
}

static DexFuture *
fake_sign_in (KontorConnector *connector, const char *manner, GVariant *values)
{
  const char *key = "", *person = NULL;

  g_variant_lookup (values, "key", "&s", &key);
  if (g_str_equal (key, "wrong") || (g_str_equal (manner, "password") && !g_variant_lookup (values, "person", "&s", &person)))
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_AUTH, "Wrong key");
  return dex_future_new_for_string (key);
}

static DexFuture *
fake_check (KontorConnector *connector, KontorCheckProgress progress, gpointer data)
{
  KontorAccountInfo *info = kontor_account_info_new ();

  for (guint i = KONTOR_CHECK_NETWORK; i <= KONTOR_CHECK_DATA && progress != NULL; i++)
    progress (i, NULL, data);
  info->name = g_strdup ("Fake & Sons");
  info->time_zone = g_strdup ("Europe/Berlin");
  info->currency = g_strdup ("EUR");
  info->decimals = 2;
  return dex_future_new_take_boxed (KONTOR_TYPE_ACCOUNT_INFO, info);
}

static void
fake_connector_class_init (FakeConnectorClass *klass)
{
  KontorConnectorClass *connector_class = KONTOR_CONNECTOR_CLASS (klass);

  connector_class->info = &open_info;
  connector_class->sign_in = fake_sign_in;
  connector_class->check = fake_check;
  connector_class->pull = fake_pull;
  connector_class->fetch = fake_fetch;
  connector_class->push = fake_push;
  connector_class->find = fake_find;
  connector_class->download = fake_download;
}

static void
fake_connector_init (FakeConnector *self)
{
}

static KontorConnector *
create (const char *address, const char *secret, GVariant *settings)
{
  FakeConnector *self = g_object_new (FAKE_TYPE_CONNECTOR, NULL);

  self->shop = fake_shop_get (address);
  return KONTOR_CONNECTOR (self);
}

static const KontorConnectorFactory open_factory = { &open_info, create };
static const KontorConnectorFactory locked_factory = { &locked_info, create };
const KontorConnectorFactory *const fake_shop_factories[] = { &open_factory, &locked_factory, NULL };
