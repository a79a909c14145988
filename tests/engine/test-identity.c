#include "kontor-identity.h"
#include "kontor-lists-fixture.h"
#include "kontor-test.h"

static gboolean
is_filled (gpointer object)
{
  return !kontor_object_get_loading (object);
}

static gboolean
is_whole (gpointer object)
{
  return kontor_object_is_whole (object);
}

static gboolean
is_gone (gpointer object)
{
  return kontor_object_get_gone (object);
}

static gint64
total_of (KontorObject *order)
{
  return kontor_object_get_int (order, KONTOR_ORDER_TOTAL);
}

static gboolean
is_hundred (gpointer order)
{
  return total_of (order) == 100;
}

static void
want (KontorIdentity *identity, KontorObject *object)
{
  kontor_identity_want (identity, &object, 1);
}

static void
test_one_per_id (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  KontorObject *a = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, 1);
  g_autoptr (KontorObject) b = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, 1);
  g_autoptr (KontorObject) other = kontor_identity_dup (identity, KONTOR_ENTITY_PRODUCT, 1);

  g_assert_true (a == b);
  g_assert_true (a != other);
  g_assert_cmpuint (kontor_identity_get_n_live (identity), ==, 2);
  g_clear_object (&b);
  g_clear_object (&a);
  g_assert_cmpuint (kontor_identity_get_n_live (identity), ==, 1);
  g_assert_null (kontor_identity_dup_live (identity, KONTOR_ENTITY_ORDER, 1));
  lists_close (db);
}

static void
test_objects_outlive (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  KontorIdentity *identity = kontor_identity_new (db);
  g_autoptr (KontorObject) object = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, 1);

  want (identity, object);
  g_object_unref (identity);
  lists_turn ();
  g_assert_true (kontor_object_get_loading (object));
  lists_close (db);
}

static void
test_want (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  gint64 id = lists_save (db, lists_make_order ("1", 5, "Ana"));
  g_autoptr (KontorObject) order = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, id);
  g_autoptr (KontorObject) missing = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, 77);

  want (identity, order);
  want (identity, missing);
  g_assert_true (kontor_identity_is_wanted (identity, order));
  lists_wait (is_filled, order);
  lists_wait (is_gone, missing);
  g_assert_cmpint (total_of (order), ==, 5);
  g_assert_false (kontor_identity_is_wanted (identity, order));
  lists_close (db);
}

/* Many are read in few reads, and whoever died meanwhile is not missed. */
static void
test_want_many (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, NULL, NULL, NULL);
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) ids = NULL;

  lists_fill (db, 300);
  ids = lists_query (db, query);
  g_assert_cmpuint (ids->len, ==, 300);
  for (guint i = 0; i < ids->len; i++)
    g_ptr_array_add (objects, kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, g_array_index (ids, gint64, i)));
  kontor_identity_want (identity, (KontorObject *const *) objects->pdata, objects->len);
  g_ptr_array_remove_range (objects, 10, 280);
  for (guint i = 0; i < objects->len; i++)
    lists_wait (is_filled, g_ptr_array_index (objects, i));
  lists_close (db);
}

static void
filled_cb (KontorObject *object, GParamSpec *pspec, GArray *order)
{
  gint64 id = kontor_object_get_id (object);

  g_array_append_val (order, id);
}

/* What is only wanted ahead comes last, unless somebody wants it meanwhile. */
static void
test_want_ahead (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 3; i++) {
    g_autofree char *number = g_strdup_printf ("%u", i);
    gint64 id = lists_save (db, lists_make_order (number, i, "Ana"));

    g_ptr_array_add (objects, kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, id));
    g_signal_connect (objects->pdata[i], "notify::record", G_CALLBACK (filled_cb), order);
  }
  want (identity, objects->pdata[2]);
  kontor_identity_want_ahead (identity, (KontorObject *const *) objects->pdata, 2);
  g_assert_false (kontor_identity_is_wanted (identity, objects->pdata[1]));
  want (identity, objects->pdata[1]);
  g_assert_true (kontor_identity_is_wanted (identity, objects->pdata[1]));
  for (guint i = 0; i < objects->len; i++)
    lists_wait (is_filled, objects->pdata[i]);
  for (guint i = 0; i < objects->len; i++)
    g_assert_cmpint (g_array_index (order, gint64, i), ==, kontor_object_get_id (objects->pdata[2 - i]));
  g_assert_false (kontor_identity_is_wanted (identity, objects->pdata[0]));
  lists_close (db);
}

static void
count_cb (GObject *object, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
test_commit_updates (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  gint64 id = lists_save (db, lists_make_order ("1", 5, "Ana"));
  g_autoptr (KontorObject) order = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, id);
  guint count = 0;

  want (identity, order);
  lists_wait (is_filled, order);
  g_signal_connect (order, "notify::total", G_CALLBACK (count_cb), &count);
  g_assert_cmpint (lists_save (db, lists_make_order ("1", 100, "Ana")), ==, id);
  g_assert_cmpint (total_of (order), ==, 100);
  g_assert_cmpuint (count, ==, 1);
  lists_turn ();
  g_assert_cmpuint (count, ==, 1);
  lists_remove (db, KONTOR_ENTITY_ORDER, id);
  g_assert_true (kontor_object_get_gone (order));
  lists_close (db);
}

/* The commit could not know yet that the object lives, and had too many rows to tell: it is read. */
static void
test_commit_without_row (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  gint64 id = lists_save (db, lists_make_order ("1000", 5, "Ana"));
  g_autoptr (KontorObject) order = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, id);
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
  g_autoptr (GError) error = NULL;

  want (identity, order);
  lists_wait (is_filled, order);
  kontor_db_unset_live (db, KONTOR_ENTITY_ORDER, id);
  for (guint i = 0; i < 300; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    g_ptr_array_add (records, lists_make_order (key, i, "Bea"));
  }
  g_ptr_array_add (records, lists_make_order ("1000", 100, "Ana"));
  dex_await (lists_save_all (db, records), &error);
  g_assert_no_error (error);
  g_assert_cmpint (total_of (order), ==, 5);
  lists_wait (is_hundred, order);
  kontor_db_set_live (db, KONTOR_ENTITY_ORDER, id);
  lists_close (db);
}

/* A reader that was held up brings an old state, which must not be shown. */
static void
test_held_reader (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  gint64 id = lists_save (db, lists_make_order ("1", 5, "Ana"));
  g_autoptr (KontorObject) order = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, id);
  g_autoptr (Hold) hold = lists_hold (db, KONTOR_DB_INTERACTIVE, id);
  g_autoptr (GPtrArray) objects = NULL;

  lists_save (db, lists_make_order ("1", 100, "Ana"));
  g_assert_cmpint (total_of (order), ==, 100);
  lists_release (hold);
  g_assert_cmpint (hold->seq, <, kontor_object_get_seq (order));
  objects = kontor_identity_merge (identity, KONTOR_ENTITY_ORDER, hold->rows, hold->seq);
  g_assert_true (g_ptr_array_index (objects, 0) == order);
  g_assert_cmpint (total_of (order), ==, 100);
  lists_close (db);
}

static KontorRecord *
make_noted_order (const char *note)
{
  KontorRecord *order = lists_make_order ("1", 5, "Ana");
  KontorRecord *member = kontor_record_new (&kontor_note_type);

  kontor_record_set_key (member, "n1");
  kontor_record_set_text (member, KONTOR_NOTE_TEXT, note);
  kontor_record_take_member (order, KONTOR_ORDER_NOTES, member);
  return order;
}

static const char *
note_of (KontorObject *order)
{
  return kontor_record_get_text (kontor_record_get_member (kontor_object_get_record (order), KONTOR_ORDER_NOTES, 0),
                                 KONTOR_NOTE_TEXT);
}

static gboolean
is_noted_anew (gpointer order)
{
  return g_str_equal (note_of (order), "Later");
}

/* What a detail shows follows too, though the notice of a commit has only the row. */
static void
test_whole_stays_whole (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  gint64 id = lists_save (db, make_noted_order ("First"));
  g_autoptr (KontorObject) order = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, id);

  kontor_identity_want_whole (identity, order);
  lists_wait (is_whole, order);
  g_assert_cmpstr (note_of (order), ==, "First");
  lists_save (db, make_noted_order ("Later"));
  lists_wait (is_noted_anew, order);
  g_assert_true (kontor_object_is_whole (order));
  lists_close (db);
}

static void
test_closed (void)
{
  g_autoptr (KontorDb) db = lists_open ();
  g_autoptr (KontorIdentity) identity = kontor_identity_new (db);
  g_autoptr (KontorObject) order = kontor_identity_dup (identity, KONTOR_ENTITY_ORDER, 1);

  lists_close (db);
  want (identity, order);
  lists_turn ();
  g_assert_true (kontor_object_get_loading (order));
  g_assert_false (kontor_identity_is_wanted (identity, order));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/engine/identity/one-per-id", test_one_per_id);
  kontor_test_add ("/engine/identity/objects-outlive", test_objects_outlive);
  kontor_test_add ("/engine/identity/want", test_want);
  kontor_test_add ("/engine/identity/want-many", test_want_many);
  kontor_test_add ("/engine/identity/want-ahead", test_want_ahead);
  kontor_test_add ("/engine/identity/commit-updates", test_commit_updates);
  kontor_test_add ("/engine/identity/commit-without-row", test_commit_without_row);
  kontor_test_add ("/engine/identity/held-reader", test_held_reader);
  kontor_test_add ("/engine/identity/whole-stays-whole", test_whole_stays_whole);
  kontor_test_add ("/engine/identity/closed", test_closed);
  return kontor_test_run ();
}
