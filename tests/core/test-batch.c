#include "kontor-batch.h"
#include "kontor-changes.h"
#include "kontor-error.h"
#include "kontor-test.h"

static KontorRecord *
new_order (const char *key)
{
  KontorRecord *record = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_ORDER));

  kontor_record_set_key (record, key);
  return record;
}

static void
test_batch (void)
{
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  g_autoptr (KontorBatch) same = kontor_batch_ref (batch);
  KontorRemoteRef *gone, *fetch;

  g_assert_cmpint (batch->total, ==, -1);
  g_assert_cmpint (batch->server_time, ==, 0);
  g_assert_null (batch->cursor);
  g_assert_false (batch->more);
  kontor_batch_take_row (batch, new_order ("1"));
  kontor_batch_add_gone (batch, KONTOR_ENTITY_PRODUCT, "2");
  kontor_batch_add_fetch (batch, KONTOR_ENTITY_CUSTOMER, "3");
  batch->cursor = g_strdup ("next");
  g_assert_cmpuint (same->rows->len, ==, 1);
  g_assert_cmpstr (kontor_record_get_key (g_ptr_array_index (batch->rows, 0)), ==, "1");
  gone = g_ptr_array_index (batch->gone, 0);
  g_assert_cmpint (gone->entity, ==, KONTOR_ENTITY_PRODUCT);
  g_assert_cmpstr (gone->remote_id, ==, "2");
  fetch = g_ptr_array_index (batch->fetch, 0);
  g_assert_cmpint (fetch->entity, ==, KONTOR_ENTITY_CUSTOMER);
  g_assert_cmpstr (fetch->remote_id, ==, "3");
}

static void
test_receipt (void)
{
  g_autoptr (KontorReceipt) done = kontor_receipt_new (KONTOR_RECEIPT_DONE);
  g_autoptr (KontorReceipt) failed = NULL;
  g_autoptr (KontorReceipt) same = kontor_receipt_ref (done);

  done->remote_id = g_strdup ("7");
  done->resume = g_strdup ("step 2");
  done->reading = g_strdup ("Stock was 100, is now 93");
  g_ptr_array_add (done->rows, new_order ("7"));
  g_assert_null (same->error);
  failed = kontor_receipt_new_failed (g_error_new_literal (KONTOR_ERROR, KONTOR_ERROR_REJECTED, "No"));
  g_assert_cmpint (failed->state, ==, KONTOR_RECEIPT_FAILED);
  g_assert_error (failed->error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
  g_assert_cmpuint (failed->rows->len, ==, 0);
}

static void
test_boxed (void)
{
  g_auto (GValue) value = G_VALUE_INIT;
  KontorBatch *batch = kontor_batch_new ();

  g_value_init (&value, KONTOR_TYPE_BATCH);
  g_value_take_boxed (&value, batch);
  g_assert_true (g_value_get_boxed (&value) == batch);
  g_assert_true (g_type_is_a (KONTOR_TYPE_RECEIPT, G_TYPE_BOXED));
  g_assert_true (g_type_is_a (KONTOR_TYPE_CHANGES, G_TYPE_BOXED));
}

static void
test_changes (void)
{
  GArray *noted = g_array_new (FALSE, FALSE, sizeof (KontorChange));
  g_autoptr (KontorChanges) changes = NULL, same = NULL;

  g_array_set_clear_func (noted, (GDestroyNotify) kontor_change_clear);
  for (gint64 id = 3; id > 0; id--) {
    KontorChange change = { KONTOR_ENTITY_ORDER, KONTOR_CHANGE_ADDED, id, id == 2 ? new_order ("2") : NULL };

    g_array_append_val (noted, change);
  }
  changes = kontor_changes_new (9, KONTOR_ORIGIN_SERVER, KONTOR_TOUCHED_FEEDS, noted);
  same = kontor_changes_ref (changes);
  g_assert_cmpint (changes->seq, ==, 9);
  g_assert_cmpint (changes->origin, ==, KONTOR_ORIGIN_SERVER);
  g_assert_cmpint (changes->touched, ==, KONTOR_TOUCHED_FEEDS);
  g_assert_cmpuint (changes->n_changes, ==, 3);
  g_assert_cmpint (changes->changes[0].id, ==, 3);
  g_assert_cmpint (changes->changes[2].id, ==, 1);
  g_assert_null (changes->changes[0].row);
  g_assert_cmpstr (kontor_record_get_key (changes->changes[1].row), ==, "2");
}

static void
test_no_changes (void)
{
  g_autoptr (KontorChanges) changes = kontor_changes_new (1, KONTOR_ORIGIN_SYSTEM, KONTOR_TOUCHED_OUTBOX,
                                                          g_array_new (FALSE, FALSE, sizeof (KontorChange)));

  g_assert_cmpuint (changes->n_changes, ==, 0);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/batch/batch", test_batch);
  kontor_test_add_plain ("/core/batch/receipt", test_receipt);
  kontor_test_add_plain ("/core/batch/boxed", test_boxed);
  kontor_test_add_plain ("/core/changes/order", test_changes);
  kontor_test_add_plain ("/core/changes/none", test_no_changes);
  return kontor_test_run ();
}
