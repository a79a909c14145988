#include "test-sample.h"

/* What find () says of each kind after its answer was lost. */

static gboolean
is_decidable (const char *kind, gconstpointer manner)
{
  return !g_str_equal (kind, "adjust-stock") || g_str_equal (manner, "kind");
}

static void
try_kind (Sample *sample, gconstpointer manner, const char *kind, const char *fault, KontorReceiptState wanted)
{
  g_autoptr (KontorOp) op = sample_make_op (sample, kind);
  g_autoptr (KontorReceipt) lost = NULL, found = NULL;

  sample_set_faults (sample, fault);
  lost = sample_push (sample, op);
  g_assert_error (lost->error, KONTOR_ERROR, KONTOR_ERROR_UNKNOWN_OUTCOME);
  sample_set_faults (sample, NULL);
  g_assert_cmpint (kontor_shop_count_effects (sample->shop, "write", op->idempotency), ==,
                   wanted == KONTOR_RECEIPT_DONE ? 1 : 0);
  found = sample_look (sample, op);
  if (!is_decidable (kind, manner)) {
    g_assert_cmpint (found->state, ==, KONTOR_RECEIPT_UNDECIDABLE);
    g_assert_nonnull (found->reading);
    g_assert_cmpuint (found->rows->len, ==, 1);
  } else if (g_str_equal (kind, "adjust-stock"))
    g_assert_cmpint (found->state, ==, KONTOR_RECEIPT_AGAIN);
  else
    g_assert_cmpint (found->state, ==, wanted);
  if (found->state == KONTOR_RECEIPT_DONE && found->rows->len > 0)
    sample_assert_stored (sample, found, op->set);
}

static void
test_after (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);

  for (const KontorOpKind *const *kind = kontor_op_kind_list (); *kind != NULL; kind++)
    try_kind (&sample, manner, (*kind)->name, "lost-after", KONTOR_RECEIPT_DONE);
}

static void
test_before (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);

  for (const KontorOpKind *const *kind = kontor_op_kind_list (); *kind != NULL; kind++)
    try_kind (&sample, manner, (*kind)->name, "lost-before", KONTOR_RECEIPT_NOT_FOUND);
}

/** Sent again though it happened: nothing happens twice, but for what the shop declares to be undecidable. */
static void
test_again (gconstpointer manner)
{
  static const char *const effects[] = { "refund", "capture", "void", "note", "mail",
                                         "create", "fulfilment", "return", "stock" };
  g_auto (Sample) sample = sample_open (manner);

  for (const KontorOpKind *const *kind = kontor_op_kind_list (); *kind != NULL; kind++) {
    g_autoptr (KontorOp) op = sample_make_op (&sample, (*kind)->name);
    const KontorOpSupport *support = kontor_connector_get_support (sample.connector, (*kind)->name);
    g_autoptr (KontorReceipt) lost = NULL, again = NULL;
    gint64 counts[G_N_ELEMENTS (effects)];

    sample_set_faults (&sample, "lost-after");
    lost = sample_push (&sample, op);
    sample_set_faults (&sample, NULL);
    for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
      counts[i] = kontor_shop_count_effects (sample.shop, effects[i], op->idempotency);
    if (support->proof == KONTOR_PROOF_NONE || support->proof == KONTOR_PROOF_NATURAL ||
        g_str_equal ((*kind)->name, "create-category") || g_str_equal ((*kind)->name, "create-tag"))
      continue;
    again = sample_push (&sample, op);
    sample_assert_done (again);
    for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
      g_assert_cmpint (kontor_shop_count_effects (sample.shop, effects[i], op->idempotency), ==, counts[i]);
  }
}

/** A SKU that somebody else has taken is not what we made. */
static void
test_foreign (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "create-product");
  g_autoptr (KontorReceipt) found = NULL;

  g_free (kontor_shop_admin (sample.shop, "POST", "products", "{\"name\":\"Other\",\"sku\":\"NEW-1\"}"));
  found = sample_look (&sample, op);
  g_assert_cmpint (found->state, ==, KONTOR_RECEIPT_NOT_FOUND);
}

static void
test_offline (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorOp) op = sample_make_op (&sample, "refund-order");
  g_autoptr (GError) error = NULL;

  sample_set_faults (&sample, "offline");
  g_assert_null (dex_await_boxed (kontor_connector_find (sample.connector, op), &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_OFFLINE);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  sample_add ("/sample/lost/after", test_after);
  sample_add ("/sample/lost/before", test_before);
  sample_add ("/sample/lost/again", test_again);
  sample_add ("/sample/lost/foreign", test_foreign);
  sample_add ("/sample/lost/offline", test_offline);
  return kontor_test_run ();
}
