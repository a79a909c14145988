#include "test-sample.h"

#include <stdarg.h>

#include "register.h"

static GVariant *
make_settings (const char *manner, va_list more)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, TEST_NOW);
  GVariantBuilder builder;
  const char *name;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  while ((name = va_arg (more, const char *)) != NULL)
    g_variant_builder_add (&builder, "{ss}", name, va_arg (more, const char *));
  g_variant_builder_add (&builder, "{ss}", "manner", manner);
  g_variant_builder_add (&builder, "{ss}", "seed", "7");
  g_variant_builder_add (&builder, "{ss}", "now", now);
  g_variant_builder_add (&builder, "{ss}", "customers", "12");
  g_variant_builder_add (&builder, "{ss}", "orders", "40");
  g_variant_builder_add (&builder, "{ss}", "products", "14");
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

Sample
sample_open_with (const char *manner, ...)
{
  static guint count;
  g_autofree char *path = g_strdup_printf ("%s/shop-%u.db", kontor_test_dir (), count++);
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (GError) error = NULL;
  Sample self;
  va_list more;

  va_start (more, manner);
  settings = make_settings (manner, more);
  va_end (more);
  self.shop = kontor_shop_open (path, settings, &error);
  g_assert_no_error (error);
  kontor_shop_live (self.shop, 40);
  self.connector = kontor_connector_list_factories ()[0]->create (path, NULL, settings);
  kontor_test_pardon_stall ();
  return self;
}

Sample
sample_open (const char *manner)
{
  return sample_open_with (manner, NULL);
}

void
sample_close (Sample *self)
{
  g_assert_finalize_object (self->connector);
  kontor_shop_close (self->shop);
  kontor_test_pardon_stall ();
}

void
sample_tick (Sample *self, gint64 milliseconds)
{
  kontor_shop_set_now (self->shop, kontor_shop_get_now (self->shop) + milliseconds);
}

void
sample_set_faults (Sample *self, const char *faults)
{
  g_autoptr (GError) error = NULL;

  kontor_shop_set_faults (self->shop, faults, &error);
  g_assert_no_error (error);
}

typedef struct {
  char *path;
  void (*func) (gconstpointer manner);
  const char *manner;
} Case;

static GPtrArray *cases;
static guint next_case;

static void
run_case (void)
{
  const Case *one = g_ptr_array_index (cases, next_case++);

  one->func (one->manner);
}

/** GLib runs tests in the order of their paths' suites, which is that of adding. */
void
sample_add (const char *path, void (*func) (gconstpointer manner))
{
  static const char *const manners[] = { "bare", "kind" };

  if (cases == NULL)
    cases = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (manners); i++) {
    g_autofree char *own = g_strdup_printf ("%s-%s", path, manners[i]);
    Case *one = g_new0 (Case, 1);

    one->func = func;
    one->manner = manners[i];
    g_ptr_array_add (cases, one);
    kontor_test_add (own, run_case);
  }
}

GPtrArray *
sample_dup_all (Sample *self, KontorEntity entity)
{
  GPtrArray *rows = kontor_sample_dup_truth (self->shop, entity);

  kontor_test_pardon_stall ();
  g_assert_cmpuint (rows->len, >, 0);
  return rows;
}

KontorRecord *
sample_dup_one (Sample *self, KontorEntity entity, const char *remote_id)
{
  g_autoptr (GPtrArray) rows = sample_dup_all (self, entity);
  KontorRecord *row = sample_find_row (rows, entity, remote_id);

  return row != NULL ? kontor_record_ref (row) : NULL;
}

KontorRecord *
sample_pick (Sample *self, KontorEntity entity)
{
  g_autoptr (GPtrArray) rows = sample_dup_all (self, entity);

  return kontor_record_ref (g_ptr_array_index (rows, rows->len / 2));
}

KontorRecord *
sample_pick_order (Sample *self, gboolean (*test) (const KontorRecord *order))
{
  g_autoptr (GPtrArray) orders = sample_dup_all (self, KONTOR_ENTITY_ORDER);

  for (guint i = orders->len; i > 0; i--)
    if (test (g_ptr_array_index (orders, i - 1)))
      return kontor_record_ref (g_ptr_array_index (orders, i - 1));
  g_assert_not_reached ();
}

static gboolean
has_status (const KontorRecord *order, const char *status)
{
  return g_str_equal (kontor_record_get_text (order, KONTOR_ORDER_STATUS), status);
}

static gint64
get_captured (const KontorRecord *order)
{
  return kontor_record_get_amount (kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, 0), KONTOR_PAYMENT_CAPTURED);
}

gboolean
sample_is_processing (const KontorRecord *order)
{
  return has_status (order, "processing") && kontor_record_get_length (order, KONTOR_ORDER_FULFILMENTS) == 0;
}

gboolean
sample_is_completed (const KontorRecord *order)
{
  return has_status (order, "completed") && kontor_record_get_length (order, KONTOR_ORDER_REFUNDS) == 0 &&
         kontor_record_get_length (order, KONTOR_ORDER_RETURNS) == 0 && get_captured (order) > 0;
}

gboolean
sample_is_unpaid (const KontorRecord *order)
{
  return (has_status (order, "pending") || has_status (order, "on-hold")) && get_captured (order) == 0;
}

gboolean
sample_is_authorised (const KontorRecord *order)
{
  const KontorRecord *payment = kontor_record_get_member (order, KONTOR_ORDER_PAYMENTS, 0);

  return g_str_equal (kontor_record_get_text (payment, KONTOR_PAYMENT_GATEWAY), "card") && get_captured (order) == 0;
}

GPtrArray *
sample_pull_all (Sample *self, const char *feed, KontorPullHow how, char **cursor)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  gboolean more = TRUE;

  for (guint pages = 0; more; pages++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (KontorBatch) batch =
        dex_await_boxed (kontor_connector_pull (self->connector, feed, how, *cursor), &error);

    g_assert_no_error (error);
    g_assert_cmpuint (pages, <, 200);
    for (guint i = 0; i < batch->rows->len; i++)
      g_ptr_array_add (rows, kontor_record_ref (g_ptr_array_index (batch->rows, i)));
    g_set_str (cursor, batch->cursor);
    more = batch->more;
  }
  kontor_test_pardon_stall ();
  return rows;
}

KontorRecord *
sample_find_row (GPtrArray *rows, KontorEntity entity, const char *remote_id)
{
  for (guint i = rows->len; i > 0; i--) {
    KontorRecord *row = g_ptr_array_index (rows, i - 1);

    if (kontor_record_get_entity (row) == entity && g_strcmp0 (kontor_record_get_key (row), remote_id) == 0)
      return row;
  }
  return NULL;
}

KontorReceipt *
sample_push (Sample *self, KontorOp *op)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();
  g_autoptr (GPtrArray) receipts = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (ops, op);
  receipts = dex_await_boxed (kontor_connector_push (self->connector, ops), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (receipts->len, ==, 1);
  return kontor_receipt_ref (g_ptr_array_index (receipts, 0));
}

KontorReceipt *
sample_look (Sample *self, KontorOp *op)
{
  g_autoptr (GError) error = NULL;
  KontorReceipt *receipt = dex_await_boxed (kontor_connector_find (self->connector, op), &error);

  g_assert_no_error (error);
  return receipt;
}

void
sample_assert_done (const KontorReceipt *receipt)
{
  g_assert_no_error (receipt->error);
  g_assert_cmpint (receipt->state, ==, KONTOR_RECEIPT_DONE);
}

void
sample_assert_stored (Sample *self, const KontorReceipt *receipt, const KontorRecord *wanted)
{
  KontorRecord *row = g_ptr_array_index (receipt->rows, 0);
  g_autoptr (KontorRecord) truth = sample_dup_one (self, kontor_record_get_entity (row), kontor_record_get_key (row));

  g_assert_true (kontor_record_equal (row, truth));
  g_assert_cmpstr (kontor_record_get_revision (row), ==, kontor_record_get_revision (truth));
  for (guint i = 0; wanted != NULL && i < kontor_record_get_record_type (wanted)->n_fields; i++)
    if (kontor_record_has (wanted, i) && kontor_record_get_record_type (wanted)->fields[i].kind != KONTOR_FIELD_LIST)
      g_assert_true (kontor_record_equal_field (wanted, truth, i));
}
