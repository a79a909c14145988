#include "kontor-db.h"
#include "kontor-engine.h"
#include "kontor-storefront.h"
#include "kontor-test.h"
#include "register.h"

#define N_ORDERS 45
#define N_GUESTS 60
/* Milliseconds between two looks at what goes on by itself. */
#define LOOK 50

/** A shop, and an engine with an empty file that signed in there. */
typedef struct {
  KontorStorefront *shop;
  KontorEngine *engine;
  KontorAccount *account;
} Fixture;

static void
fixture_begin (Fixture *self)
{
  const KontorStorefrontOptions options = { .seed = 3, .n_products = 20, .n_customers = 5, .n_orders = N_ORDERS, .self_signed = TRUE };
  g_autofree char *path = g_build_filename (kontor_test_dir (), "kontor.db", NULL);
  g_autoptr (KontorSecrets) secrets = kontor_secrets_new_memory ();
  KontorEngineConfig config = { kontor_connector_list_factories (), NULL, secrets, NULL, KONTOR_ENGINE_CREATE };
  g_autoptr (GVariant) fields = NULL;
  g_autoptr (GError) error = NULL;

  self->shop = kontor_storefront_new (&options, &error);
  g_assert_no_error (error);
  /* It made a certificate. */
  kontor_test_pardon_stall ();
  self->engine = dex_await_object (kontor_engine_open (path, &config), &error);
  g_assert_no_error (error);
  fields = g_variant_ref_sink (g_variant_new_parsed (
      "{'address': %s, 'user': %s, 'password': %s, 'fingerprint': %s}", kontor_storefront_get_address (self->shop),
      kontor_storefront_get_user (self->shop, KONTOR_STOREFRONT_ADMIN),
      kontor_storefront_get_password (self->shop, KONTOR_STOREFRONT_ADMIN), kontor_storefront_get_fingerprint (self->shop)));
  self->account = dex_await_object (
      kontor_engine_add_account (self->engine, "woocommerce", "password", fields, NULL, NULL), &error);
  g_assert_no_error (error);
}

static void
fixture_end (Fixture *self)
{
  g_clear_object (&self->account);
  dex_await (kontor_engine_stop (self->engine), NULL);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->shop, kontor_storefront_free);
}

static void
set_faults (Fixture *self, const char *faults)
{
  g_autoptr (GError) error = NULL;

  kontor_storefront_set_faults (self->shop, faults, &error);
  g_assert_no_error (error);
}

static gboolean
number_func (KontorTxn *txn, gpointer data, GValue *result, GError **error)
{
  gint64 number;

  if (!kontor_txn_query_int (txn, &number, 0, error, g_intern_string (data), ""))
    return FALSE;
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, number);
  return TRUE;
}

static gint64
query (Fixture *self, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number = dex_await_int64 (kontor_db_read (kontor_engine_get_db (self->engine), KONTOR_DB_BULK, NULL, number_func,
                                                   g_strdup (sql), g_free),
                                   &error);

  g_assert_no_error (error);
  return number;
}

static void
wait_until (Fixture *self, const char *sql, gint64 number)
{
  while (query (self, sql) != number)
    dex_await (dex_timeout_new_msec (LOOK), NULL);
}

static void
sync_once (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  dex_await (kontor_sync_run_once (kontor_account_get_sync (self->account)), &error);
  g_assert_no_error (error);
}

static void
add_note (Fixture *self, const char *which)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s (CAST (remote_id AS INTEGER)) FROM \"order\"", which);
  g_autofree char *path = g_strdup_printf ("wc/v3/orders/%d/notes", (int) query (self, sql));
  guint status;
  g_autofree char *answer = kontor_storefront_ask (self->shop, "POST", path, "{\"note\":\"Rang twice\"}", &status);

  g_assert_cmpuint (status, ==, 201);
}

/* Nobody waits for the notes: they come by themselves when everything else is there. */
static void
test_notes (void)
{
  Fixture f;

  fixture_begin (&f);
  sync_once (&f);
  add_note (&f, "min");
  add_note (&f, "max");
  g_assert_cmpint (query (&f, "SELECT count (*) FROM \"order\""), ==, N_ORDERS);
  g_assert_cmpuint (kontor_storefront_count (f.shop, "GET wc/v3/orders/"), <, N_ORDERS);
  g_assert_cmpint (query (&f, "SELECT count (*) FROM order_note"), ==, 0);
  kontor_engine_start (f.engine);
  wait_until (&f, "SELECT first_done FROM feed WHERE name = 'notes'", 1);
  g_assert_cmpint (query (&f, "SELECT count (*) FROM \"order\""), ==, N_ORDERS);
  g_assert_cmpint (query (&f, "SELECT count (*) FROM order_note WHERE text = 'Rang twice'"), ==, 2);
  g_assert_cmpint (query (&f, "SELECT count (*) FROM \"order\" WHERE number IS NULL OR revision IS NULL"), ==, 0);
  fixture_end (&f);
}

/* The notes of an order that is not here yet bring the whole of it. */
static void
test_notes_of_stranger (void)
{
  Fixture f;

  fixture_begin (&f);
  sync_once (&f);
  kontor_storefront_buy (f.shop, 1);
  set_faults (&f, "error @GET wc/v3/orders?per_page=100");
  kontor_engine_start (f.engine);
  wait_until (&f, "SELECT first_done FROM feed WHERE name = 'notes'", 1);
  g_assert_cmpint (query (&f, "SELECT count (*) FROM \"order\""), ==, N_ORDERS);
  wait_until (&f, "SELECT count (*) FROM refetch", 1);
  set_faults (&f, NULL);
  sync_once (&f);
  g_assert_cmpint (query (&f, "SELECT count (*) FROM \"order\""), ==, N_ORDERS + 1);
  g_assert_cmpint (query (&f, "SELECT count (*) FROM \"order\" WHERE number IS NULL"), ==, 0);
  fixture_end (&f);
}

/* More than a sweep may take away without asking. */
static void
add_guests (Fixture *self)
{
  for (guint i = 0; i < N_GUESTS; i++) {
    g_autofree char *body = g_strdup_printf ("{\"status\":\"processing\",\"billing\":{\"first_name\":\"G\",\"email\":\"g%u@example.test\"}}", i);
    guint status;
    g_autofree char *answer = kontor_storefront_ask (self->shop, "POST", "wc/v3/orders", body, &status);

    g_assert_cmpuint (status, ==, 201);
  }
}

/* Where the shop lists no guests, they are known by their orders, and no sweep takes them away again. */
static void
test_guests (void)
{
  Fixture f;
  g_autoptr (GPtrArray) feeds = NULL;
  gint64 n_guests;

  fixture_begin (&f);
  add_guests (&f);
  /* Walks leave out the second in which they begin. */
  kontor_storefront_set_skew (f.shop, 5);
  set_faults (&f, "error @GET wc-analytics/");
  dex_await (kontor_sync_run_once (kontor_account_get_sync (f.account)), NULL);
  n_guests = query (&f, "SELECT count (*) FROM customer WHERE kind = 'guest'");
  g_assert_cmpint (n_guests, >=, N_GUESTS);
  g_assert_cmpint (query (&f, "SELECT count (DISTINCT lower (email)) FROM \"order\" WHERE customer_id IN "
                              "(SELECT id FROM customer WHERE kind = 'guest')"),
                   ==, n_guests);
  dex_await (kontor_sync_sweep_once (kontor_account_get_sync (f.account)), NULL);
  g_assert_cmpint (query (&f, "SELECT count (*) FROM customer WHERE kind = 'guest'"), ==, n_guests);
  feeds = dex_await_boxed (kontor_sync_list_feeds (kontor_account_get_sync (f.account)), NULL);
  for (guint i = 0; i < feeds->len; i++)
    g_assert_cmpint (((KontorFeedState *) g_ptr_array_index (feeds, i))->vanishing, ==, 0);
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/woo/import/notes", test_notes);
  kontor_test_add ("/woo/import/notes-of-stranger", test_notes_of_stranger);
  kontor_test_add ("/woo/import/guests", test_guests);
  return kontor_test_run ();
}
