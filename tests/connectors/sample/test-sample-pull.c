#include "test-sample.h"

static const char *const feeds[] = { "settings", "catalogue", "orders", "customers", "discounts" };

/** Everything that the shop had from first to last is in @rows, as it is. */
static void
assert_complete (Sample *sample, GPtrArray *rows, KontorEntity entity, GPtrArray *before)
{
  g_autoptr (GPtrArray) truth = sample_dup_all (sample, entity);

  for (guint i = 0; i < truth->len; i++) {
    KontorRecord *one = g_ptr_array_index (truth, i);
    KontorRecord *row = sample_find_row (rows, entity, kontor_record_get_key (one));

    if (before != NULL && sample_find_row (before, entity, kontor_record_get_key (one)) == NULL)
      continue;
    g_assert_nonnull (row);
    g_assert_true (before != NULL || kontor_record_equal (row, one));
  }
}

static void
test_first (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  const KontorConnectorInfo *info = kontor_connector_get_info (sample.connector);

  for (const KontorFeedInfo *feed = info->feeds; feed->name != NULL; feed++) {
    g_autofree char *cursor = NULL;
    g_autoptr (GPtrArray) rows = sample_pull_all (&sample, feed->name, KONTOR_PULL_FIRST, &cursor);

    for (guint i = 0; i < rows->len; i++)
      g_assert_true ((feed->entities & (1u << kontor_record_get_entity (g_ptr_array_index (rows, i)))) != 0);
    for (guint entity = 0; entity < KONTOR_N_ENTITIES; entity++)
      if ((feed->entities & (1u << entity)) != 0)
        assert_complete (&sample, rows, entity, NULL);
  }
}

static void
test_newest_first (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) rows = sample_pull_all (&sample, "orders", KONTOR_PULL_FIRST, &cursor);

  for (guint i = 1; i < rows->len; i++)
    g_assert_cmpint (kontor_record_get_int (g_ptr_array_index (rows, i - 1), KONTOR_ORDER_PLACED_AT), >=,
                     kontor_record_get_int (g_ptr_array_index (rows, i), KONTOR_ORDER_PLACED_AT) - 1000);
}

/** Rows come and go while the pages are read. */
static void
test_shifting (gconstpointer manner)
{
  static const struct {
    const char *feed;
    KontorEntity entity;
    const char *orders, *customers;
  } cases[] = { { "orders", KONTOR_ENTITY_ORDER, "270", "9" }, { "customers", KONTOR_ENTITY_CUSTOMER, "9", "270" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (KontorPullHow how = KONTOR_PULL_FIRST; how <= KONTOR_PULL_IDS; how += 2) {
      g_auto (Sample) sample =
          sample_open_with (manner, "customers", cases[i].customers, "orders", cases[i].orders, "products", "8", NULL);
      g_autoptr (GPtrArray) before = sample_dup_all (&sample, cases[i].entity), rows = NULL;
      g_autofree char *cursor = NULL;

      sample_set_faults (&sample, "shift");
      rows = sample_pull_all (&sample, cases[i].feed, how, &cursor);
      sample_set_faults (&sample, NULL);
      assert_complete (&sample, rows, cases[i].entity, before);
    }
}

static void
edit (Sample *sample, const char *collection, const KontorRecord *record, const char *body)
{
  g_autofree char *path = g_strdup_printf ("%s/%s", collection, kontor_record_get_key (record));
  g_autofree char *answer = kontor_shop_admin (sample->shop, "PUT", path, body);

  g_assert_nonnull (answer);
}

static void
test_changes (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autofree char *cursor = NULL, *catalogue = NULL;
  g_autoptr (GPtrArray) none = sample_pull_all (&sample, "orders", KONTOR_PULL_CHANGES, &cursor), later = NULL,
                        same = NULL, things = NULL;
  g_autoptr (GPtrArray) nothing = sample_pull_all (&sample, "catalogue", KONTOR_PULL_CHANGES, &catalogue);
  g_autoptr (KontorRecord) order = sample_pick (&sample, KONTOR_ENTITY_ORDER),
                           variant = sample_pick (&sample, KONTOR_ENTITY_VARIANT);
  g_autoptr (KontorRecord) category = sample_pick (&sample, KONTOR_ENTITY_CATEGORY);

  g_assert_cmpuint (none->len + nothing->len, ==, 0);
  g_assert_nonnull (cursor);
  edit (&sample, "orders", order, "{\"email\":\"changed@example.org\"}");
  edit (&sample, "variations", variant, "{\"weight\":\"5\"}");
  edit (&sample, "categories", category, "{\"name\":\"Fish & chips\"}");
  later = sample_pull_all (&sample, "orders", KONTOR_PULL_CHANGES, &cursor);
  g_assert_cmpstr (kontor_record_get_text (sample_find_row (later, KONTOR_ENTITY_ORDER, kontor_record_get_key (order)),
                                           KONTOR_ORDER_EMAIL),
                   ==, "changed@example.org");
  things = sample_pull_all (&sample, "catalogue", KONTOR_PULL_CHANGES, &catalogue);
  g_assert_nonnull (sample_find_row (things, KONTOR_ENTITY_VARIANT, kontor_record_get_key (variant)));
  g_assert_cmpstr (
      kontor_record_get_text (sample_find_row (things, KONTOR_ENTITY_CATEGORY, kontor_record_get_key (category)),
                              KONTOR_CATEGORY_NAME),
      ==, "Fish & chips");
  /* Within the same second again: the overlap brings it. */
  edit (&sample, "orders", order, "{\"email\":\"again@example.org\"}");
  same = sample_pull_all (&sample, "orders", KONTOR_PULL_CHANGES, &cursor);
  g_assert_cmpstr (kontor_record_get_text (sample_find_row (same, KONTOR_ENTITY_ORDER, kontor_record_get_key (order)),
                                           KONTOR_ORDER_EMAIL),
                   ==, "again@example.org");
}

/** More changes at one second than a page holds. */
static void
test_many_changes (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open_with (manner, "customers", "260", "orders", "1", "products", "2", NULL);
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) none = sample_pull_all (&sample, "customers", KONTOR_PULL_CHANGES, &cursor),
                        all = sample_dup_all (&sample, KONTOR_ENTITY_CUSTOMER), rows = NULL;

  sample_tick (&sample, 60000);
  for (guint i = 0; i < all->len; i++) {
    edit (&sample, "customers", g_ptr_array_index (all, i), "{\"note\":\"all at once\"}");
    kontor_test_pardon_stall ();
  }
  sample_tick (&sample, 60000);
  rows = sample_pull_all (&sample, "customers", KONTOR_PULL_CHANGES, &cursor);
  assert_complete (&sample, rows, KONTOR_ENTITY_CUSTOMER, NULL);
}

/** What a bare shop's dates do not tell the digests do. */
static void
test_silent_changes (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autofree char *cursor = NULL, *ids = NULL, *again = NULL;
  g_autoptr (GPtrArray) none = NULL, before = NULL, after = NULL, changes = NULL;
  g_autoptr (KontorRecord) order = sample_pick (&sample, KONTOR_ENTITY_ORDER);
  g_autofree char *path = g_strdup_printf ("orders/%s/notes", kontor_record_get_key (order));
  KontorRecord *old, *new;

  sample_tick (&sample, 600000);
  none = sample_pull_all (&sample, "orders", KONTOR_PULL_CHANGES, &cursor);
  before = sample_pull_all (&sample, "orders", KONTOR_PULL_IDS, &ids);
  g_free (kontor_shop_admin (sample.shop, "POST", path, "{\"text\":\"Psst\"}"));
  changes = sample_pull_all (&sample, "orders", KONTOR_PULL_CHANGES, &cursor);
  after = sample_pull_all (&sample, "orders", KONTOR_PULL_IDS, &again);
  old = sample_find_row (before, KONTOR_ENTITY_ORDER, kontor_record_get_key (order));
  new = sample_find_row (after, KONTOR_ENTITY_ORDER, kontor_record_get_key (order));
  g_assert_cmpint (sample_find_row (changes, KONTOR_ENTITY_ORDER, kontor_record_get_key (order)) != NULL, ==,
                   g_str_equal (manner, "kind"));
  g_assert_cmpstr (kontor_record_get_revision (old), ==, kontor_record_get_revision (order));
  g_assert_cmpstr (kontor_record_get_revision (old), !=, kontor_record_get_revision (new));
}

/** Every row of one is in the other, at the same revision. */
static void
assert_same (GPtrArray *some, GPtrArray *others)
{
  for (guint i = 0; i < some->len; i++) {
    KontorRecord *one = g_ptr_array_index (some, i),
                 *other = sample_find_row (others, kontor_record_get_entity (one), kontor_record_get_key (one));

    g_assert_nonnull (other);
    g_assert_cmpstr (kontor_record_get_revision (one), ==, kontor_record_get_revision (other));
  }
}

static void
test_ids (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);

  for (guint i = 1; i < G_N_ELEMENTS (feeds); i++) {
    g_autofree char *cursor = NULL, *own = NULL;
    g_autoptr (GPtrArray) ids = sample_pull_all (&sample, feeds[i], KONTOR_PULL_IDS, &cursor),
                          rows = sample_pull_all (&sample, feeds[i], KONTOR_PULL_FIRST, &own);

    assert_same (ids, rows);
    assert_same (rows, ids);
  }
}

/** A deletion for good leaves a trace at a kind shop only. */
static void
test_deleted (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorRecord) customer = sample_pick (&sample, KONTOR_ENTITY_CUSTOMER);
  g_autofree char *path = g_strdup_printf ("customers/%s", kontor_record_get_key (customer)), *cursor = NULL,
                  *ids = NULL;
  g_autoptr (GPtrArray) none = sample_pull_all (&sample, "customers", KONTOR_PULL_CHANGES, &cursor), left = NULL;
  g_autoptr (KontorBatch) batch = NULL, fetched = NULL;
  g_autoptr (GError) error = NULL;

  g_free (kontor_shop_admin (sample.shop, "DELETE", path, NULL));
  batch = dex_await_boxed (kontor_connector_pull (sample.connector, "customers", KONTOR_PULL_CHANGES, cursor), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (batch->gone->len, ==, g_str_equal (manner, "kind") ? 1 : 0);
  left = sample_pull_all (&sample, "customers", KONTOR_PULL_IDS, &ids);
  g_assert_null (sample_find_row (left, KONTOR_ENTITY_CUSTOMER, kontor_record_get_key (customer)));
  fetched = dex_await_boxed (kontor_connector_fetch (sample.connector, KONTOR_ENTITY_CUSTOMER,
                                                     (const char *[]) { kontor_record_get_key (customer), NULL }),
                             &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fetched->rows->len, ==, 0);
  g_assert_cmpuint (fetched->gone->len, ==, 1);
}

/** The trash is part of what there is. */
static void
test_trashed (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorRecord) product = sample_pick (&sample, KONTOR_ENTITY_PRODUCT);
  g_autofree char *path = g_strdup_printf ("products/%s", kontor_record_get_key (product)), *cursor = NULL, *ids = NULL;
  g_autoptr (GPtrArray) none = sample_pull_all (&sample, "catalogue", KONTOR_PULL_CHANGES, &cursor), rows = NULL,
                        all = NULL;

  g_free (kontor_shop_admin (sample.shop, "DELETE", path, NULL));
  rows = sample_pull_all (&sample, "catalogue", KONTOR_PULL_CHANGES, &cursor);
  g_assert_cmpstr (
      kontor_record_get_text (sample_find_row (rows, KONTOR_ENTITY_PRODUCT, kontor_record_get_key (product)),
                              KONTOR_PRODUCT_STATUS),
      ==, "trash");
  all = sample_pull_all (&sample, "catalogue", KONTOR_PULL_IDS, &ids);
  g_assert_nonnull (sample_find_row (all, KONTOR_ENTITY_PRODUCT, kontor_record_get_key (product)));
}

static void
test_fetch (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (KontorRecord) product = sample_pick (&sample, KONTOR_ENTITY_PRODUCT),
                           order = sample_pick (&sample, KONTOR_ENTITY_ORDER);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorBatch) one =
      dex_await_boxed (kontor_connector_fetch (sample.connector, KONTOR_ENTITY_PRODUCT,
                                               (const char *[]) { kontor_record_get_key (product), NULL }),
                       &error);
  g_autoptr (KontorBatch) two =
      dex_await_boxed (kontor_connector_fetch (sample.connector, KONTOR_ENTITY_ORDER,
                                               (const char *[]) { kontor_record_get_key (order), "1", "x", NULL }),
                       &error);

  g_assert_no_error (error);
  g_assert_true (kontor_record_equal (
      sample_find_row (one->rows, KONTOR_ENTITY_PRODUCT, kontor_record_get_key (product)), product));
  g_assert_cmpuint (one->rows->len, >, 1);
  g_assert_true (kontor_record_equal (g_ptr_array_index (two->rows, 0), order));
  g_assert_cmpuint (two->gone->len, ==, 2);
}

static void
test_failures (gconstpointer manner)
{
  static const struct {
    const char *fault;
    KontorError code;
  } cases[] = {
    { "offline", KONTOR_ERROR_OFFLINE },
    { "rate-limit", KONTOR_ERROR_RATE_LIMITED },
    { "failed", KONTOR_ERROR_TEMPORARY },
    { "unauthorized", KONTOR_ERROR_AUTH },
    { "forbidden", KONTOR_ERROR_AUTH },
    { "garbage", KONTOR_ERROR_PROTOCOL },
  };
  g_auto (Sample) sample = sample_open (manner);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < 14; k++) {
      g_autoptr (GError) error = NULL;

      sample_set_faults (&sample, cases[i].fault);
      g_assert_null (dex_await_boxed (kontor_connector_pull (sample.connector, feeds[k % 5],
                                                             k % 2 == 0 ? KONTOR_PULL_FIRST : KONTOR_PULL_IDS, NULL),
                                      &error));
      g_assert_error (error, KONTOR_ERROR, (int) cases[i].code);
    }
}

/** A shop that lost its rows says so in the count, and changes are not passed over. */
static void
test_emptied (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autofree char *cursor = NULL;
  g_autoptr (GPtrArray) none = sample_pull_all (&sample, "orders", KONTOR_PULL_CHANGES, &cursor), rows = NULL;
  g_autoptr (KontorRecord) order = sample_pick (&sample, KONTOR_ENTITY_ORDER);
  g_autoptr (KontorBatch) ids = NULL, few = NULL, empty = NULL;
  g_autoptr (GError) error = NULL;

  edit (&sample, "orders", order, "{\"email\":\"changed@example.org\"}");
  sample_set_faults (&sample, "empty");
  ids = dex_await_boxed (kontor_connector_pull (sample.connector, "orders", KONTOR_PULL_IDS, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpint (ids->total, ==, 0);
  sample_tick (&sample, 3600000);
  empty = dex_await_boxed (kontor_connector_pull (sample.connector, "orders", KONTOR_PULL_CHANGES, cursor), &error);
  g_set_str (&cursor, empty->cursor);
  sample_set_faults (&sample, "vanished");
  few = dex_await_boxed (kontor_connector_pull (sample.connector, "orders", KONTOR_PULL_IDS, NULL), &error);
  g_assert_cmpint (few->rows->len, <, 60);
  sample_set_faults (&sample, NULL);
  rows = sample_pull_all (&sample, "orders", KONTOR_PULL_CHANGES, &cursor);
  g_assert_nonnull (sample_find_row (rows, KONTOR_ENTITY_ORDER, kontor_record_get_key (order)));
}

static void
test_bad_arguments (gconstpointer manner)
{
  static const char *const cursors[] = { "", "x", "9:0:1:0:0", "0:0:0:0:0", "-1:0:1:0:0" };
  g_auto (Sample) sample = sample_open (manner);

  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (
        dex_await_boxed (kontor_connector_pull (sample.connector, "orders", KONTOR_PULL_FIRST, cursors[i]), &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  }
  for (guint i = 0; i < 1; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (
        dex_await_boxed (kontor_connector_pull (sample.connector, "unicorns", KONTOR_PULL_FIRST, NULL), &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED);
  }
}

static void
note_step (KontorCheckStep step, const GError *error, gpointer data)
{
  g_string_append_printf (data, "%u%s", step, error != NULL ? "!" : "");
}

static void
test_check (gconstpointer manner)
{
  g_auto (Sample) sample = sample_open (manner);
  g_autoptr (GString) steps = g_string_new (NULL), bad = g_string_new (NULL);
  g_autoptr (GError) error = NULL, failure = NULL;
  g_autoptr (KontorAccountInfo) info =
      dex_await_boxed (kontor_connector_check (sample.connector, note_step, steps), &error);
  g_autoptr (GVariant) fields = g_variant_ref_sink (g_variant_new ("a{ss}", NULL));
  g_autofree char *secret = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (steps->str, ==, "01234");
  g_assert_cmpstr (info->name, ==, "Tide & Leaf");
  g_assert_cmpstr (info->currency, ==, "EUR");
  g_assert_cmpstr (info->time_zone, ==, "Europe/Berlin");
  sample_set_faults (&sample, "forbidden @GET orders");
  g_assert_null (dex_await_boxed (kontor_connector_check (sample.connector, note_step, bad), &failure));
  g_assert_error (failure, KONTOR_ERROR, KONTOR_ERROR_AUTH);
  g_assert_cmpstr (bad->str, ==, "0123!");
  secret = dex_await_string (kontor_connector_sign_in (sample.connector, "demo", fields), &error);
  g_assert_cmpstr (secret, ==, "");
}

/* A person who tries it out is not asked for a file. */
static void
test_own_place (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "kontor", "sample-shop.db", NULL);
  g_autoptr (GVariant) settings =
      g_variant_ref_sink (g_variant_new_parsed ("{'orders': '3', 'customers': '3', 'products': '3'}"));
  g_autoptr (KontorConnector) connector = kontor_sample_factory.create ("", NULL, settings);
  g_autoptr (GError) error = NULL;

  g_assert_true (dex_await (kontor_connector_check (connector, NULL, NULL), &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  sample_add ("/sample/pull/first", test_first);
  sample_add ("/sample/pull/newest-first", test_newest_first);
  sample_add ("/sample/pull/shifting", test_shifting);
  sample_add ("/sample/pull/changes", test_changes);
  sample_add ("/sample/pull/many-changes", test_many_changes);
  sample_add ("/sample/pull/silent-changes", test_silent_changes);
  sample_add ("/sample/pull/ids", test_ids);
  sample_add ("/sample/pull/deleted", test_deleted);
  sample_add ("/sample/pull/trashed", test_trashed);
  sample_add ("/sample/pull/fetch", test_fetch);
  sample_add ("/sample/pull/failures", test_failures);
  sample_add ("/sample/pull/emptied", test_emptied);
  sample_add ("/sample/pull/bad-arguments", test_bad_arguments);
  sample_add ("/sample/pull/check", test_check);
  kontor_test_add ("/sample/pull/own-place", test_own_place);
  return kontor_test_run ();
}
