#include "test-sample.h"

/** Each kind that core knows, once: what the receipt says is what the shop has. */
static void
test_every_kind (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);

  for (const KontorOpKind *const *kind = kontor_op_kind_list (); *kind != NULL; kind++) {
    const KontorOpSupport *support = kontor_connector_get_support (sample.connector, (*kind)->name);
    g_autoptr (KontorOp) op = sample_make_op (&sample, (*kind)->name);
    g_autoptr (KontorReceipt) receipt = sample_push (&sample, op);

    g_assert_nonnull (support);
    g_assert_true (g_str_equal (manner, "bare") || support->proof == KONTOR_PROOF_KEY);
    sample_assert_done (receipt);
    g_assert_cmpint (kontor_shop_count_effects (sample.shop, "write", op->idempotency), ==, 1);
    g_assert_true ((receipt->rows->len > 0) != g_str_equal ((*kind)->name, "delete-customer"));
    if (receipt->rows->len > 0)
      sample_assert_stored (&sample, receipt, op->set);
    g_assert_true (op->remote_id != NULL || receipt->remote_id != NULL);
    if ((support->effects & KONTOR_EFFECT_MOVES_STOCK) == 0)
      g_assert_cmpint (kontor_shop_count_effects (sample.shop, "stock", op->idempotency), ==, 0);
    if ((support->effects & KONTOR_EFFECT_MAILS_CUSTOMER) == 0)
      g_assert_cmpint (kontor_shop_count_effects (sample.shop, "mail", op->idempotency), ==, 0);
  }
}

/** Somebody else changed the same in between: nothing is written. */
static void
test_conflict (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "set-price");
  g_autoptr (KontorReceipt) receipt = NULL;
  g_autoptr (KontorRecord) truth = NULL;
  g_autofree char *path = g_strdup_printf ("variations/%s", op->remote_id);

  g_free (kontor_shop_admin (sample.shop, "PUT", path, "{\"regular_price\":\"55.00\",\"sale_price\":null}"));
  receipt = sample_push (&sample, op);
  g_assert_cmpint (receipt->state, ==, KONTOR_RECEIPT_CONFLICT);
  truth = sample_dup_one (&sample, KONTOR_ENTITY_VARIANT, op->remote_id);
  g_assert_cmpint (kontor_record_get_amount (truth, KONTOR_VARIANT_PRICE), ==, 55000000);
  g_assert_true (kontor_record_equal (truth, g_ptr_array_index (receipt->rows, 0)));
}

/** A change of something else is no conflict, even between the look and the write. */
static void
test_race (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "set-variant");
  g_autoptr (KontorReceipt) receipt = NULL;

  sample_set_faults (&sample, "conflict *1");
  receipt = sample_push (&sample, op);
  sample_assert_done (receipt);
  sample_assert_stored (&sample, receipt, op->set);
}

static void
test_no_change (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "set-customer"), again = sample_make_op (&sample, "set-customer");
  g_autoptr (KontorReceipt) receipt = sample_push (&sample, op), second = sample_push (&sample, again);

  sample_assert_done (receipt);
  sample_assert_done (second);
  g_assert_cmpint (kontor_shop_count_effects (sample.shop, "write", again->idempotency), ==, 0);
}

static void
test_adjust (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "adjust-stock");
  const char *location = kontor_record_get_key (kontor_record_get_member (op->delta, KONTOR_VARIANT_LEVELS, 0));
  gint64 before = kontor_record_get_int (kontor_record_find_member (op->base, KONTOR_VARIANT_LEVELS, location),
                                         KONTOR_LEVEL_ON_HAND);
  g_autoptr (KontorReceipt) receipt = sample_push (&sample, op);
  KontorRecord *row = g_ptr_array_index (receipt->rows, 0);

  sample_assert_done (receipt);
  g_assert_cmpint (
      kontor_record_get_int (kontor_record_find_member (row, KONTOR_VARIANT_LEVELS, location), KONTOR_LEVEL_ON_HAND),
      ==, before - 3);
  g_assert_cmpint (kontor_shop_sum_effects (sample.shop, "stock", op->idempotency), ==, -3);
}

static GPtrArray *
make_prices (Sample *sample)
{
  g_autoptr (GPtrArray) variants = sample_dup_all (sample, KONTOR_ENTITY_VARIANT);
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);

  for (guint i = 0; i < 10; i++) {
    KontorOp *op = sample_op ("set-price", g_ptr_array_index (variants, i));

    kontor_record_set_amount (sample_set_of (op), KONTOR_VARIANT_PRICE,
                              i == 4 ? -1000000 : 850000000 + (gint64) i * 10000);
    g_ptr_array_add (ops, op);
  }
  return ops;
}

/** Many at once, one of which the shop refuses. */
static void
test_batch (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (GPtrArray) ops = make_prices (&sample), receipts = NULL;
  g_autoptr (GError) error = NULL;

  receipts = dex_await_boxed (kontor_connector_push (sample.connector, ops), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (receipts->len, ==, 10);
  for (guint i = 0; i < 10; i++) {
    const KontorReceipt *receipt = g_ptr_array_index (receipts, i);

    if (i == 4)
      g_assert_error (receipt->error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
    else
      sample_assert_stored (&sample, receipt, ((KontorOp *) g_ptr_array_index (ops, i))->set);
  }
}

/** Several of one object go one after another, so that deltas add up. */
static void
test_same_object (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref), receipts = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 6; i++)
    g_ptr_array_add (ops, sample_make_op (&sample, "adjust-stock"));
  receipts = dex_await_boxed (kontor_connector_push (sample.connector, ops), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 6; i++) {
    const KontorOp *op = g_ptr_array_index (ops, i);

    sample_assert_done (g_ptr_array_index (receipts, i));
    g_assert_cmpint (kontor_shop_sum_effects (sample.shop, "stock", op->idempotency), ==, -3);
  }
}

static void
test_lost_batch (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (GPtrArray) ops = make_prices (&sample), receipts = NULL;
  g_autoptr (GError) error = NULL;

  sample_set_faults (&sample, "lost-after @POST batch");
  receipts = dex_await_boxed (kontor_connector_push (sample.connector, ops), &error);
  for (guint i = 0; i < 10; i++)
    g_assert_error (((KontorReceipt *) g_ptr_array_index (receipts, i))->error, KONTOR_ERROR,
                    KONTOR_ERROR_UNKNOWN_OUTCOME);
}

static void
test_taken (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "create-discount"),
                       twice = sample_make_op (&sample, "create-discount");
  g_autoptr (KontorReceipt) receipt = sample_push (&sample, op), second = NULL;

  kontor_record_set_text (twice->set, KONTOR_DISCOUNT_CODE, "kluntje");
  second = sample_push (&sample, twice);
  sample_assert_done (receipt);
  g_assert_error (second->error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
}

static void
test_trash (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorRecord) product = sample_pick (&sample, KONTOR_ENTITY_PRODUCT), back = NULL;
  g_autoptr (KontorOp) trash = sample_op ("trash-product", product), again = sample_op ("trash-product", product),
                       restore = sample_op ("restore-product", product);
  g_autoptr (KontorReceipt) one = sample_push (&sample, trash), two = sample_push (&sample, again),
                            three = sample_push (&sample, restore);

  sample_assert_done (one);
  g_assert_cmpstr (kontor_record_get_text (g_ptr_array_index (one->rows, 0), KONTOR_PRODUCT_STATUS), ==, "trash");
  sample_assert_done (two);
  sample_assert_done (three);
  back = sample_dup_one (&sample, KONTOR_ENTITY_PRODUCT, kontor_record_get_key (product));
  g_assert_true (kontor_record_equal_field (back, product, KONTOR_PRODUCT_STATUS));
}

static void
test_delete_customer (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorRecord) customer = sample_pick (&sample, KONTOR_ENTITY_CUSTOMER), left = NULL;
  g_autoptr (KontorOp) op = sample_op ("delete-customer", customer), again = sample_op ("delete-customer", customer);
  g_autoptr (KontorReceipt) receipt = sample_push (&sample, op), second = sample_push (&sample, again);

  sample_assert_done (receipt);
  sample_assert_done (second);
  left = sample_dup_one (&sample, KONTOR_ENTITY_CUSTOMER, kontor_record_get_key (customer));
  g_assert_null (left);
}

/** What another desktop of the team wrote stays, key by key. */
static void
test_team (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) team = sample_make_op (&sample, "set-team"), tags = sample_make_op (&sample, "tag-order");
  g_autofree char *path = g_strdup_printf ("orders/%s", team->remote_id);
  g_autoptr (KontorReceipt) one = NULL, two = NULL;
  KontorRecord *row;

  g_free (kontor_shop_admin (sample.shop, "PUT", path,
                             "{\"meta\":{\"_kontor\":{\"packer\":\"Oda\",\"future\":[1]},\"other\":\"kept\"}}"));
  kontor_record_set_bool (team->set, KONTOR_ORDER_ARCHIVED, TRUE);
  kontor_record_set_text (team->set, KONTOR_ORDER_PARCELS, "[{\"weight\":\"1.2\"}]");
  one = sample_push (&sample, team);
  two = sample_push (&sample, tags);
  sample_assert_done (one);
  sample_assert_done (two);
  sample_assert_stored (&sample, two, team->set);
  row = g_ptr_array_index (two->rows, 0);
  g_assert_cmpstr (kontor_record_get_text (row, KONTOR_ORDER_PACKER), ==, "Oda");
  g_assert_nonnull (kontor_record_find_member (row, KONTOR_ORDER_TAGS, "räucherfisch"));
  g_assert_cmpstr (kontor_record_get_text (row, KONTOR_ORDER_METADATA), ==, "{\"other\":\"kept\"}");
}

static void
test_addresses (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorRecord) order = sample_pick_order (&sample, sample_is_processing);
  g_autoptr (KontorOp) op = sample_op ("set-order", order);
  KontorRecord *address = kontor_record_copy (kontor_record_find_member (order, KONTOR_ORDER_ADDRESSES, "shipping"));
  g_autoptr (KontorReceipt) receipt = NULL;
  KontorRecord *row;

  kontor_record_set_text (address, KONTOR_ADDRESS_LINE1, "Am Siel 1");
  kontor_record_take_member (sample_add_of (op), KONTOR_ORDER_ADDRESSES, address);
  receipt = sample_push (&sample, op);
  sample_assert_done (receipt);
  row = g_ptr_array_index (receipt->rows, 0);
  g_assert_cmpstr (kontor_record_get_text (kontor_record_find_member (row, KONTOR_ORDER_ADDRESSES, "shipping"),
                                           KONTOR_ADDRESS_LINE1),
                   ==, "Am Siel 1");
  g_assert_cmpuint (kontor_record_get_length (row, KONTOR_ORDER_ADDRESSES), ==, 2);
}

/** Members that were made here get the shop's own keys; what is filed under nothing is refused. */
static void
test_lists (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "set-product"), wrong = sample_make_op (&sample, "set-product");
  KontorRecord *option = sample_member (&kontor_product_option_type, "made-here"),
               *category = sample_member (&kontor_product_category_type, "made-here");
  g_autoptr (KontorReceipt) receipt = NULL, refused = NULL;
  KontorRecord *row, *stored;

  kontor_record_set_text (option, KONTOR_PRODUCT_OPTION_NAME, "Rim");
  kontor_record_take_member (option, KONTOR_PRODUCT_OPTION_VALUES, sample_member (&kontor_option_value_type, "gold"));
  kontor_record_take_member (sample_add_of (op), KONTOR_PRODUCT_OPTIONS, option);
  receipt = sample_push (&sample, op);
  sample_assert_done (receipt);
  row = g_ptr_array_index (receipt->rows, 0);
  stored = kontor_record_get_member (row, KONTOR_PRODUCT_OPTIONS,
                                     kontor_record_get_length (row, KONTOR_PRODUCT_OPTIONS) - 1);
  g_assert_cmpstr (kontor_record_get_text (stored, KONTOR_PRODUCT_OPTION_NAME), ==, "Rim");
  g_assert_cmpstr (kontor_record_get_key (stored), !=, "made-here");
  kontor_record_set_ref (category, KONTOR_PRODUCT_CATEGORY_CATEGORY, 0, "1");
  kontor_record_take_member (sample_add_of (wrong), KONTOR_PRODUCT_CATEGORIES, category);
  kontor_record_unset (wrong->set, KONTOR_PRODUCT_TITLE);
  refused = sample_push (&sample, wrong);
  g_assert_error (refused->error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
}

static void
test_messages (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) add = sample_make_op (&sample, "add-note"), send = sample_make_op (&sample, "send-note");
  g_autoptr (KontorReceipt) one = sample_push (&sample, add), two = sample_push (&sample, send);
  guint length = kontor_record_get_length (add->base, KONTOR_ORDER_NOTES);
  KontorRecord *row = g_ptr_array_index (two->rows, 0);

  g_assert_cmpuint (kontor_record_get_length (row, KONTOR_ORDER_NOTES), ==, length + 2);
  g_assert_cmpstr (
      kontor_record_get_text (kontor_record_get_member (row, KONTOR_ORDER_NOTES, length), KONTOR_NOTE_TEXT), ==,
      "Pot & lid checked");
  g_assert_cmpint (kontor_shop_count_effects (sample.shop, "mail", add->idempotency), ==, 0);
  g_assert_cmpint (kontor_shop_count_effects (sample.shop, "mail", send->idempotency), ==, 1);
}

static void
test_payments (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) capture = sample_make_op (&sample, "capture-payment"),
                       mark = sample_make_op (&sample, "mark-paid"), more = NULL, void_op = NULL;
  g_autoptr (KontorReceipt) one = sample_push (&sample, capture), two = NULL, three = NULL, four = NULL;

  sample_assert_done (one);
  g_assert_cmpint (kontor_shop_sum_effects (sample.shop, "capture", capture->idempotency), ==, 2000000);
  more = sample_make_payment ("capture-payment", capture->base,
                              kontor_record_get_amount (capture->base, KONTOR_ORDER_TOTAL));
  two = sample_push (&sample, more);
  g_assert_error (two->error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
  void_op = sample_make_payment ("void-payment", capture->base, 0);
  three = sample_push (&sample, void_op);
  g_assert_error (three->error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
  four = sample_push (&sample, mark);
  sample_assert_done (four);
  g_assert_cmpstr (kontor_record_get_text (g_ptr_array_index (four->rows, 0), KONTOR_ORDER_STATUS), ==, "processing");
}

static void
test_refund (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "refund-order");
  g_autoptr (KontorOp) much =
      sample_make_refund (op->base, kontor_record_get_amount (op->base, KONTOR_ORDER_TOTAL) + 1000000);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorBatch) preview = dex_await_boxed (kontor_connector_preview (sample.connector, op), &error);
  g_autoptr (KontorReceipt) receipt = NULL, refused = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (kontor_record_get_length (g_ptr_array_index (preview->rows, 0), KONTOR_ORDER_REFUNDS), ==, 1);
  g_assert_cmpint (kontor_shop_count_effects (sample.shop, "refund", NULL), ==, 0);
  receipt = sample_push (&sample, op);
  sample_assert_done (receipt);
  g_assert_cmpint (kontor_shop_sum_effects (sample.shop, "refund", op->idempotency), ==, 1500000);
  g_assert_cmpint (kontor_shop_sum_effects (sample.shop, "stock", op->idempotency), ==, 1);
  g_assert_cmpuint (receipt->rows->len, >, 1);
  refused = sample_push (&sample, much);
  g_assert_error (refused->error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
}

static gint64
sum_committed (Sample *sample)
{
  g_autoptr (GPtrArray) variants = sample_dup_all (sample, KONTOR_ENTITY_VARIANT);
  gint64 sum = 0;

  for (guint i = 0; i < variants->len; i++)
    for (guint k = 0; k < kontor_record_get_length (g_ptr_array_index (variants, i), KONTOR_VARIANT_LEVELS); k++)
      sum += kontor_record_get_int (
          kontor_record_get_member (g_ptr_array_index (variants, i), KONTOR_VARIANT_LEVELS, k), KONTOR_LEVEL_COMMITTED);
  return sum;
}

static gint64
count_units (const KontorRecord *order)
{
  gint64 units = 0;

  for (guint i = 0; i < kontor_record_get_length (order, KONTOR_ORDER_LINES); i++)
    units += kontor_record_get_int (kontor_record_get_member (order, KONTOR_ORDER_LINES, i), KONTOR_LINE_QUANTITY);
  return units;
}

static void
test_cancel (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "cancel-order"), again = sample_op ("cancel-order", op->base);
  gint64 before = sum_committed (&sample);
  g_autoptr (KontorReceipt) receipt = sample_push (&sample, op), second = sample_push (&sample, again);

  sample_assert_done (receipt);
  g_assert_cmpint (before - sum_committed (&sample), <=, count_units (op->base));
  g_assert_cmpint (before - sum_committed (&sample), >, 0);
  g_assert_error (second->error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
}

static void
test_fulfilment (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "create-fulfilment"),
                       again = sample_op ("create-fulfilment", op->base),
                       undo = sample_op ("cancel-fulfilment", op->base);
  g_autoptr (KontorReceipt) receipt = sample_push (&sample, op), second = NULL, third = NULL;
  KontorRecord *row;

  sample_assert_done (receipt);
  g_assert_cmpint (kontor_shop_sum_effects (sample.shop, "stock", op->idempotency), ==, -count_units (op->base));
  g_assert_cmpint (kontor_shop_count_effects (sample.shop, "mail", op->idempotency), ==, 1);
  again->add = kontor_record_ref (op->add);
  second = sample_push (&sample, again);
  g_assert_error (second->error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
  /* By the key that it was given here: the shop's is not known to whoever undoes it. */
  undo->add = kontor_record_ref (op->add);
  third = sample_push (&sample, undo);
  sample_assert_done (third);
  row = g_ptr_array_index (third->rows, 0);
  g_assert_cmpstr (
      kontor_record_get_text (kontor_record_get_member (row, KONTOR_ORDER_FULFILMENTS, 0), KONTOR_FULFILMENT_STATUS),
      ==, "cancelled");
  g_assert_cmpint (kontor_shop_sum_effects (sample.shop, "stock", undo->idempotency), ==, count_units (op->base));
}

static void
test_return (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "set-return");
  g_autoptr (KontorReceipt) receipt = sample_push (&sample, op);

  sample_assert_done (receipt);
  g_assert_cmpint (kontor_shop_sum_effects (sample.shop, "stock", op->idempotency), ==, 1);
}

static void
test_gone (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "set-product");
  g_autoptr (KontorReceipt) receipt = NULL;

  g_set_str (&op->remote_id, "999999");
  receipt = sample_push (&sample, op);
  g_assert_error (receipt->error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
}

static void
test_failures (gconstpointer manner)
{
  static const struct {
    const char *fault;
    KontorError code;
  } cases[] = {
    { "offline", KONTOR_ERROR_OFFLINE },
    { "rate-limit =9", KONTOR_ERROR_RATE_LIMITED },
    { "reject", KONTOR_ERROR_REJECTED },
    { "failed @WRITE", KONTOR_ERROR_UNKNOWN_OUTCOME },
    { "failed @GET", KONTOR_ERROR_TEMPORARY },
    { "unauthorized", KONTOR_ERROR_AUTH },
    { "forbidden @WRITE", KONTOR_ERROR_UNSUPPORTED },
    { "garbage", KONTOR_ERROR_PROTOCOL },
    { "lost-after", KONTOR_ERROR_UNKNOWN_OUTCOME },
  };
  g_auto (Sample) sample = sample_open (manner);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KontorOp) op = NULL;
    g_autoptr (KontorReceipt) receipt = NULL;

    sample_set_faults (&sample, NULL);
    op = sample_make_op (&sample, "set-variant");
    sample_set_faults (&sample, cases[i].fault);
    receipt = sample_push (&sample, op);
    if (g_str_equal (cases[i].fault, "garbage") && receipt->error != NULL &&
        receipt->error->code == KONTOR_ERROR_NOT_FOUND)
      continue;
    g_assert_error (receipt->error, KONTOR_ERROR, (int) cases[i].code);
    if (cases[i].code == KONTOR_ERROR_RATE_LIMITED)
      g_assert_cmpint (kontor_error_get_retry_at (receipt->error), ==, TEST_NOW + 9000);
  }
}

static void
test_allows (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorRecord) unpaid = sample_pick_order (&sample, sample_is_unpaid),
                           paid = sample_pick_order (&sample, sample_is_completed);
  g_autofree char *refund = NULL, *pay = NULL, *cancel = NULL, *unknown = NULL;

  g_assert_false (kontor_connector_allows (sample.connector, "refund-order", unpaid, &refund));
  g_assert_nonnull (refund);
  g_assert_false (kontor_connector_allows (sample.connector, "mark-paid", paid, &pay));
  g_assert_nonnull (pay);
  g_assert_false (kontor_connector_allows (sample.connector, "cancel-order", paid, &cancel));
  g_assert_nonnull (cancel);
  g_assert_false (kontor_connector_allows (sample.connector, "paint-it", NULL, &unknown));
  g_assert_nonnull (unknown);
  g_assert_true (kontor_connector_allows (sample.connector, "mark-paid", unpaid, NULL));
  g_assert_true (kontor_connector_allows (sample.connector, "refund-order", paid, NULL));
  g_assert_true (kontor_connector_allows (sample.connector, "set-price", NULL, NULL));
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  sample_add ("/sample/push/every-kind", test_every_kind);
  sample_add ("/sample/push/conflict", test_conflict);
  sample_add ("/sample/push/race", test_race);
  sample_add ("/sample/push/no-change", test_no_change);
  sample_add ("/sample/push/adjust-stock", test_adjust);
  sample_add ("/sample/push/batch", test_batch);
  sample_add ("/sample/push/same-object", test_same_object);
  sample_add ("/sample/push/lost-batch", test_lost_batch);
  sample_add ("/sample/push/taken", test_taken);
  sample_add ("/sample/push/trash", test_trash);
  sample_add ("/sample/push/delete-customer", test_delete_customer);
  sample_add ("/sample/push/team", test_team);
  sample_add ("/sample/push/addresses", test_addresses);
  sample_add ("/sample/push/lists", test_lists);
  sample_add ("/sample/push/messages", test_messages);
  sample_add ("/sample/push/payments", test_payments);
  sample_add ("/sample/push/refund", test_refund);
  sample_add ("/sample/push/cancel", test_cancel);
  sample_add ("/sample/push/fulfilment", test_fulfilment);
  sample_add ("/sample/push/return", test_return);
  sample_add ("/sample/push/gone", test_gone);
  sample_add ("/sample/push/failures", test_failures);
  sample_add ("/sample/push/allows", test_allows);
  return kontor_test_run ();
}
