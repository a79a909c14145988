#include <stdio.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-storefront.h"
#include "kontor-test.h"
#include "kontor-woo-connector.h"
#include "kontor-woo-secret.h"

#define N_PRODUCTS 130
#define N_ORDERS 230
#define N_CUSTOMERS 20

typedef struct {
  KontorStorefront *shop;
  KontorConnector *connector;
} Fixture;

static KontorConnector *
sign_in (KontorStorefront *shop, const char *address, KontorWooLogin login, const char *user, const char *password)
{
  KontorWooSecret secret = { login, (char *) user, (char *) password };
  g_autofree char *text = kontor_woo_secret_write (&secret);
  const char *fingerprint = kontor_storefront_get_fingerprint (shop);
  g_autoptr (GVariant) settings = g_variant_ref_sink (g_variant_new_parsed ("{'fingerprint': %s}", fingerprint));

  return kontor_woo_factory.create (address, text, settings);
}

static void
fixture_begin (Fixture *self, KontorStorefrontOptions options)
{
  g_autoptr (GError) error = NULL;

  self->shop = kontor_storefront_new (&options, &error);
  g_assert_no_error (error);
  /* It made a certificate. */
  kontor_test_pardon_stall ();
  self->connector = sign_in (self->shop, kontor_storefront_get_address (self->shop), KONTOR_WOO_LOGIN_PASSWORD,
                             kontor_storefront_get_user (self->shop, KONTOR_STOREFRONT_ADMIN),
                             kontor_storefront_get_password (self->shop, KONTOR_STOREFRONT_ADMIN));
}

static void
fixture_end (Fixture *self)
{
  g_clear_object (&self->connector);
  g_clear_pointer (&self->shop, kontor_storefront_free);
}

static void
set_faults (Fixture *self, const char *faults)
{
  g_autoptr (GError) error = NULL;

  kontor_storefront_set_faults (self->shop, faults, &error);
  g_assert_no_error (error);
}

static KontorBatch *
pull (Fixture *self, const char *feed, KontorPullHow how, const char *cursor)
{
  g_autoptr (GError) error = NULL;
  KontorBatch *batch = dex_await_boxed (kontor_connector_pull (self->connector, feed, how, cursor), &error);

  g_assert_no_error (error);
  return batch;
}

/** Keys of all rows of one entity, with their revisions. @cursor: (inout): where it goes on */
static GHashTable *
walk (Fixture *self, const char *feed, KontorPullHow how, KontorEntity entity, char **cursor)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean more = TRUE;

  while (more) {
    g_autoptr (KontorBatch) batch = pull (self, feed, how, *cursor);

    for (guint i = 0; i < batch->rows->len; i++) {
      const KontorRecord *row = g_ptr_array_index (batch->rows, i);

      if (kontor_record_get_entity (row) == entity)
        g_hash_table_insert (keys, g_strdup (kontor_record_get_key (row)), g_strdup (kontor_record_get_revision (row)));
    }
    g_assert_false (batch->more && g_strcmp0 (batch->cursor, *cursor) == 0);
    g_set_str (cursor, batch->cursor);
    more = batch->more;
  }
  return keys;
}

static GHashTable *
walk_all (Fixture *self, const char *feed, KontorPullHow how, KontorEntity entity)
{
  g_autofree char *cursor = NULL;

  return walk (self, feed, how, entity, &cursor);
}

static void
assert_same (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer key, value;

  g_assert_cmpuint (g_hash_table_size (a), ==, g_hash_table_size (b));
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &key, &value))
    g_assert_cmpstr (g_hash_table_lookup (b, key), ==, value);
}

static const KontorStorefrontOptions options = {
  .seed = 7,
  .n_products = N_PRODUCTS,
  .variable_percent = 20,
  .n_customers = N_CUSTOMERS,
  .n_orders = N_ORDERS,
  .self_signed = TRUE,
};

/* Neither drafts nor what lies in the trash are in the shop's list by itself. */
static void
test_discounts (void)
{
  static const char *const bodies[] = { "{\"code\":\"one\"}", "{\"code\":\"two\",\"status\":\"draft\"}", "{\"code\":\"three\"}" };
  g_autoptr (GHashTable) before = NULL, after = NULL, ids = NULL;
  g_autofree char *path = NULL;
  Fixture f;

  fixture_begin (&f, options);
  before = walk_all (&f, "discounts", KONTOR_PULL_FIRST, KONTOR_ENTITY_DISCOUNT);
  kontor_storefront_set_skew (f.shop, -60);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autofree char *answer = kontor_storefront_ask (f.shop, "POST", "wc/v3/coupons", bodies[i], NULL);
    gint64 id = 0;

    g_assert_cmpint (sscanf (answer, "{\"id\":%" G_GINT64_FORMAT, &id), ==, 1);
    g_free (path);
    path = g_strdup_printf ("wc/v3/coupons/%" G_GINT64_FORMAT, id);
  }
  g_free (kontor_storefront_ask (f.shop, "DELETE", path, NULL, NULL));
  kontor_storefront_set_skew (f.shop, 0);
  after = walk_all (&f, "discounts", KONTOR_PULL_FIRST, KONTOR_ENTITY_DISCOUNT);
  ids = walk_all (&f, "discounts", KONTOR_PULL_IDS, KONTOR_ENTITY_DISCOUNT);
  g_assert_cmpuint (g_hash_table_size (after), ==, g_hash_table_size (before) + G_N_ELEMENTS (bodies));
  assert_same (after, ids);
  fixture_end (&f);
}

static gboolean
is_guest (gpointer key, gpointer value, gpointer data)
{
  return g_str_has_prefix (key, "guest:");
}

static void
test_first (void)
{
  static const struct {
    const char *feed;
    KontorEntity entity;
    guint least;
  } feeds[] = {
    { "orders", KONTOR_ENTITY_ORDER, N_ORDERS },
    { "catalogue", KONTOR_ENTITY_PRODUCT, N_PRODUCTS },
    { "catalogue", KONTOR_ENTITY_VARIANT, N_PRODUCTS + 1 },
    { "customers", KONTOR_ENTITY_CUSTOMER, N_CUSTOMERS },
    { "groups", KONTOR_ENTITY_CATEGORY, 1 },
  };
  Fixture f;

  fixture_begin (&f, options);
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++) {
    g_autoptr (GHashTable) all = walk_all (&f, feeds[i].feed, KONTOR_PULL_FIRST, feeds[i].entity);
    g_autoptr (GHashTable) ids = walk_all (&f, feeds[i].feed, KONTOR_PULL_IDS, feeds[i].entity);

    /* Guests are named by their addresses alone, which nobody compares. */
    g_hash_table_foreach_remove (all, is_guest, NULL);
    g_assert_cmpuint (g_hash_table_size (all), >=, feeds[i].least);
    assert_same (all, ids);
  }
  fixture_end (&f);
}

static void
assert_guest (KontorBatch *batch, const KontorRecord *order)
{
  const char *key = kontor_record_get_ref_key (order, KONTOR_ORDER_CUSTOMER);
  guint n_found = 0;

  if (key == NULL || !is_guest ((gpointer) key, NULL, NULL))
    return;
  for (guint i = 0; i < batch->seeds->len; i++) {
    const KontorRecord *guest = g_ptr_array_index (batch->seeds, i);

    if (!g_str_equal (kontor_record_get_key (guest), key))
      continue;
    n_found++;
    g_assert_cmpstr (kontor_record_get_text (guest, KONTOR_CUSTOMER_EMAIL), ==, kontor_record_get_text (order, KONTOR_ORDER_EMAIL));
    g_assert_cmpstr (kontor_record_get_text (guest, KONTOR_CUSTOMER_KIND), ==, "guest");
  }
  g_assert_cmpuint (n_found, ==, 1);
}

/* Who orders without an account is known by the order; that is all that some shops tell of them. */
static void
test_guests (void)
{
  Fixture f;
  g_autoptr (KontorBatch) batch = NULL;

  fixture_begin (&f, options);
  batch = pull (&f, "orders", KONTOR_PULL_FIRST, NULL);
  g_assert_cmpuint (batch->seeds->len, >, 0);
  for (guint i = 0; i < batch->rows->len; i++)
    assert_guest (batch, g_ptr_array_index (batch->rows, i));
  fixture_end (&f);
}

/* Orders that come while the list is read, and some that vanish from it. */
static void
test_shifting (void)
{
  Fixture f;
  g_autoptr (GHashTable) all = NULL, ids = NULL;
  g_autofree char *cursor = NULL;
  GHashTableIter iter;
  gpointer key;

  fixture_begin (&f, options);
  ids = walk_all (&f, "orders", KONTOR_PULL_IDS, KONTOR_ENTITY_ORDER);
  set_faults (&f, "shift @GET wc/v3/orders *3");
  all = walk (&f, "orders", KONTOR_PULL_FIRST, KONTOR_ENTITY_ORDER, &cursor);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_assert_true (g_hash_table_contains (all, key));
  fixture_end (&f);
}

static void
ask (Fixture *self, const char *method, const char *path, const char *body)
{
  guint status;
  g_autofree char *answer = kontor_storefront_ask (self->shop, method, path, body, &status);

  g_assert_cmpuint (status, <, 300);
}

/* What is deleted between two pages moves the others forward: none is missed. */
static void
test_shrinking (void)
{
  Fixture f;
  g_autoptr (GHashTable) ids = NULL, seen = NULL;
  g_autoptr (KontorBatch) first = NULL;
  g_autofree char *cursor = NULL, *path = NULL;
  GHashTableIter iter;
  gpointer key;

  fixture_begin (&f, options);
  ids = walk_all (&f, "orders", KONTOR_PULL_IDS, KONTOR_ENTITY_ORDER);
  first = pull (&f, "orders", KONTOR_PULL_FIRST, NULL);
  path = g_strdup_printf ("wc/v3/orders/%s?force=true", kontor_record_get_key (g_ptr_array_index (first->rows, 0)));
  ask (&f, "DELETE", path, NULL);
  /* Another run goes on, which has asked for nothing ahead. */
  g_object_unref (f.connector);
  f.connector = sign_in (f.shop, kontor_storefront_get_address (f.shop), KONTOR_WOO_LOGIN_PASSWORD,
                         kontor_storefront_get_user (f.shop, KONTOR_STOREFRONT_ADMIN),
                         kontor_storefront_get_password (f.shop, KONTOR_STOREFRONT_ADMIN));
  cursor = g_strdup (first->cursor);
  seen = walk (&f, "orders", KONTOR_PULL_FIRST, KONTOR_ENTITY_ORDER, &cursor);
  for (guint i = 0; i < first->rows->len; i++)
    g_hash_table_insert (seen, g_strdup (kontor_record_get_key (g_ptr_array_index (first->rows, i))), NULL);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_assert_true (g_hash_table_contains (seen, key));
  fixture_end (&f);
}

static KontorBatch *
fetch (Fixture *self, KontorEntity entity, const char *id)
{
  g_autoptr (GError) error = NULL;
  KontorBatch *batch = dex_await_boxed (kontor_connector_fetch (self->connector, entity, (const char *const[]) { id, NULL }), &error);

  g_assert_no_error (error);
  return batch;
}

static char *
get_any (GHashTable *keys)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, keys);
  g_assert_true (g_hash_table_iter_next (&iter, &key, NULL));
  return g_strdup (key);
}

static void
test_changes (void)
{
  Fixture f;
  g_autofree char *cursor = NULL, *id = NULL, *path = NULL;
  g_autoptr (GHashTable) ids = NULL, nothing = NULL, changed = NULL;
  g_autoptr (KontorBatch) start = NULL, whole = NULL, gone = NULL;
  const KontorRecord *order;

  fixture_begin (&f, options);
  kontor_storefront_set_skew (f.shop, 3600);
  start = pull (&f, "orders", KONTOR_PULL_CHANGES, NULL);
  g_assert_cmpuint (start->rows->len, ==, 0);
  g_assert_cmpint (ABS (start->server_time - g_get_real_time () / 1000 - 3600000), <, 60000);
  cursor = g_strdup (start->cursor);
  ids = walk_all (&f, "orders", KONTOR_PULL_IDS, KONTOR_ENTITY_ORDER);
  nothing = walk (&f, "orders", KONTOR_PULL_CHANGES, KONTOR_ENTITY_ORDER, &cursor);
  g_assert_cmpuint (g_hash_table_size (nothing), ==, 0);

  id = get_any (ids);
  path = g_strdup_printf ("wc/v3/orders/%s", id);
  ask (&f, "PUT", path, "{\"customer_note\":\"Hello\"}");
  changed = walk (&f, "orders", KONTOR_PULL_CHANGES, KONTOR_ENTITY_ORDER, &cursor);
  g_assert_cmpuint (g_hash_table_size (changed), ==, 1);
  g_assert_true (g_hash_table_contains (changed, id));
  whole = fetch (&f, KONTOR_ENTITY_ORDER, id);
  order = g_ptr_array_index (whole->rows, 0);
  g_assert_cmpstr (kontor_record_get_text (order, KONTOR_ORDER_CUSTOMER_NOTE), ==, "Hello");
  g_assert_true (kontor_record_has (order, KONTOR_ORDER_NOTES));
  g_assert_true (kontor_record_has (order, KONTOR_ORDER_REFUNDS));

  /* To the trash it changes; deleted for good it is gone. */
  ask (&f, "DELETE", path, NULL);
  g_clear_pointer (&changed, g_hash_table_unref);
  changed = walk (&f, "orders", KONTOR_PULL_CHANGES, KONTOR_ENTITY_ORDER, &cursor);
  g_assert_true (g_hash_table_contains (changed, id));
  g_set_str (&path, NULL);
  path = g_strdup_printf ("wc/v3/orders/%s?force=true", id);
  ask (&f, "DELETE", path, NULL);
  gone = fetch (&f, KONTOR_ENTITY_ORDER, id);
  g_assert_cmpuint (gone->rows->len, ==, 0);
  g_assert_cmpuint (gone->gone->len, ==, 1);
  fixture_end (&f);
}

static void
assert_notes_alone (GHashTable *seen, KontorBatch *batch)
{
  for (guint i = 0; i < batch->rows->len; i++) {
    const KontorRecord *order = g_ptr_array_index (batch->rows, i);

    g_assert_true (kontor_record_has (order, KONTOR_ORDER_NOTES));
    g_assert_false (kontor_record_has (order, KONTOR_ORDER_NUMBER));
    g_assert_null (kontor_record_get_revision (order));
    g_hash_table_add (seen, g_strdup (kontor_record_get_key (order)));
  }
}

/* Some at a time, from the newest order on; where one page fails, it is the next that is asked for. */
static void
test_notes (void)
{
  Fixture f;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), ids = NULL, changed = NULL;
  g_autoptr (KontorBatch) first = NULL, start = NULL, orders = NULL;
  g_autofree char *cursor = NULL, *since = NULL, *path = NULL;
  g_autoptr (GError) error = NULL;
  gboolean more = TRUE;

  fixture_begin (&f, options);
  orders = pull (&f, "orders", KONTOR_PULL_FIRST, NULL);
  start = pull (&f, "notes", KONTOR_PULL_CHANGES, NULL);
  first = pull (&f, "notes", KONTOR_PULL_FIRST, NULL);
  g_assert_cmpuint (first->rows->len, ==, 10);
  g_assert_cmpstr (kontor_record_get_key (g_ptr_array_index (first->rows, 0)), ==,
                   kontor_record_get_key (g_ptr_array_index (orders->rows, 0)));
  assert_notes_alone (seen, first);
  cursor = g_strdup (first->cursor);
  set_faults (&f, "error @GET wc/v3/orders/ +5 *1");
  g_assert_null (dex_await_boxed (kontor_connector_pull (f.connector, "notes", KONTOR_PULL_FIRST, cursor), &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY);
  while (more) {
    g_autoptr (KontorBatch) batch = pull (&f, "notes", KONTOR_PULL_FIRST, cursor);

    assert_notes_alone (seen, batch);
    g_set_str (&cursor, batch->cursor);
    more = batch->more;
  }
  ids = walk_all (&f, "orders", KONTOR_PULL_IDS, KONTOR_ENTITY_ORDER);
  g_assert_cmpuint (g_hash_table_size (seen), ==, g_hash_table_size (ids));

  path = g_strdup_printf ("wc/v3/orders/%s", kontor_record_get_key (g_ptr_array_index (orders->rows, 20)));
  ask (&f, "PUT", path, "{\"customer_note\":\"Hello\"}");
  since = g_strdup (start->cursor);
  changed = walk (&f, "notes", KONTOR_PULL_CHANGES, KONTOR_ENTITY_ORDER, &since);
  g_assert_cmpuint (g_hash_table_size (changed), ==, 1);
  fixture_end (&f);
}

static void
test_settings (void)
{
  Fixture f;
  g_autoptr (GHashTable) settings = NULL;

  fixture_begin (&f, options);
  settings = walk_all (&f, "settings", KONTOR_PULL_FIRST, KONTOR_ENTITY_SETTING);
  g_assert_true (g_hash_table_contains (settings, "status:processing"));
  g_assert_true (g_hash_table_contains (settings, "gateway:bacs"));
  fixture_end (&f);
}

/* What a server may do to an answer is an error of one page, which comes when it is asked again. */
static void
test_faults (void)
{
  static const struct {
    const char *fault;
    KontorError code;
  } cases[] = {
    { "truncated", KONTOR_ERROR_PROTOCOL },
    { "html", KONTOR_ERROR_PROTOCOL },
    { "cut", KONTOR_ERROR_TEMPORARY },
    { "lost-before", KONTOR_ERROR_TEMPORARY },
    { "error", KONTOR_ERROR_TEMPORARY },
    { "rate-limit =60", KONTOR_ERROR_RATE_LIMITED },
    { "maintenance", KONTOR_ERROR_RATE_LIMITED },
  };
  Fixture f;
  g_autoptr (KontorBatch) warm = NULL, mended = NULL;

  fixture_begin (&f, options);
  warm = pull (&f, "orders", KONTOR_PULL_CHANGES, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *faults = g_strconcat (cases[i].fault, " @GET wc/v3/orders", NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (KontorBatch) batch = NULL;

    set_faults (&f, faults);
    g_assert_null (dex_await_boxed (kontor_connector_pull (f.connector, "orders", KONTOR_PULL_FIRST, NULL), &error));
    g_assert_error (error, KONTOR_ERROR, (int) cases[i].code);
    set_faults (&f, NULL);
    batch = pull (&f, "orders", KONTOR_PULL_FIRST, NULL);
    g_assert_cmpuint (batch->rows->len, >, 0);
  }
  /* Text that is none is shown as far as it is. */
  set_faults (&f, "garbage @GET wc/v3/orders");
  mended = pull (&f, "orders", KONTOR_PULL_FIRST, NULL);
  g_assert_cmpuint (mended->rows->len, >, 0);
  fixture_end (&f);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/woo/pull/first", test_first);
  kontor_test_add ("/woo/pull/discounts", test_discounts);
  kontor_test_add ("/woo/pull/guests", test_guests);
  kontor_test_add ("/woo/pull/shifting", test_shifting);
  kontor_test_add ("/woo/pull/shrinking", test_shrinking);
  kontor_test_add ("/woo/pull/changes", test_changes);
  kontor_test_add ("/woo/pull/notes", test_notes);
  kontor_test_add ("/woo/pull/settings", test_settings);
  kontor_test_add ("/woo/pull/faults", test_faults);
  return kontor_test_run ();
}
