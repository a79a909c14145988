#include "kontor-op.h"

#include "kontor-test.h"

#define ROUNDS 300

static const char *const words[] = { "a", "b", "c", "d", "e" };

static KontorOp *
new_op (const char *kind)
{
  return kontor_op_new (kontor_op_kind_lookup (kind), 1, 7);
}

static KontorRecord *
new_record (KontorEntity entity)
{
  return kontor_record_new (kontor_entity_get_record_type (entity));
}

static void
put_tag (KontorRecord *order, const char *tag)
{
  KontorRecord *member = kontor_record_new (&kontor_order_tag_type);

  kontor_record_set_key (member, tag);
  kontor_record_take_member (order, KONTOR_ORDER_TAGS, member);
}

static void
put_level (KontorRecord *variant, const char *location, gint64 on_hand)
{
  KontorRecord *level = kontor_record_new (&kontor_level_type);

  kontor_record_set_key (level, location);
  kontor_record_set_int (level, KONTOR_LEVEL_ON_HAND, on_hand);
  kontor_record_take_member (variant, KONTOR_VARIANT_LEVELS, level);
}

static void
put_note (KontorRecord *order, const char *key, const char *text)
{
  KontorRecord *note = kontor_record_new (&kontor_note_type);

  kontor_record_set_key (note, key);
  kontor_record_set_text (note, KONTOR_NOTE_TEXT, text);
  kontor_record_take_member (order, KONTOR_ORDER_NOTES, note);
}

static KontorRecord *
replay_one (const KontorRecord *remote, KontorOp *op)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();

  g_ptr_array_add (ops, op);
  return kontor_replay (remote, ops);
}

static void
test_set (void)
{
  g_autoptr (KontorRecord) remote = new_record (KONTOR_ENTITY_ORDER);
  g_autoptr (KontorRecord) seen = NULL;
  g_autoptr (KontorOp) op = new_op ("set-order");

  kontor_record_set_text (remote, KONTOR_ORDER_EMAIL, "old@example.org");
  kontor_record_set_text (remote, KONTOR_ORDER_PHONE, "1");
  op->set = new_record (KONTOR_ENTITY_ORDER);
  kontor_record_set_text (op->set, KONTOR_ORDER_EMAIL, "new@example.org");
  kontor_record_set_null (op->set, KONTOR_ORDER_PHONE);
  seen = replay_one (remote, op);
  g_assert_cmpstr (kontor_record_get_text (seen, KONTOR_ORDER_EMAIL), ==, "new@example.org");
  g_assert_true (kontor_record_has (seen, KONTOR_ORDER_PHONE) && kontor_record_is_null (seen, KONTOR_ORDER_PHONE));
  g_assert_cmpstr (kontor_record_get_text (remote, KONTOR_ORDER_EMAIL), ==, "old@example.org");
}

static void
test_delta (void)
{
  g_autoptr (KontorRecord) remote = new_record (KONTOR_ENTITY_VARIANT);
  g_autoptr (KontorRecord) seen = NULL;
  g_autoptr (KontorOp) op = new_op ("adjust-stock");
  g_autofree char *before = NULL, *after = NULL;

  put_level (remote, "main", 100);
  kontor_record_set_int (kontor_record_get_member (remote, KONTOR_VARIANT_LEVELS, 0), KONTOR_LEVEL_COMMITTED, 4);
  before = kontor_record_to_json (remote);
  op->delta = new_record (KONTOR_ENTITY_VARIANT);
  put_level (op->delta, "main", -5);
  put_level (op->delta, "attic", 3);
  seen = replay_one (remote, op);
  g_assert_cmpint (kontor_record_get_int (seen, KONTOR_VARIANT_ON_HAND), ==, 98);
  g_assert_cmpint (kontor_record_get_int (seen, KONTOR_VARIANT_AVAILABLE), ==, 94);
  g_assert_cmpint (
      kontor_record_get_int (kontor_record_find_member (seen, KONTOR_VARIANT_LEVELS, "attic"), KONTOR_LEVEL_ON_HAND),
      ==, 3);
  after = kontor_record_to_json (remote);
  g_assert_cmpstr (before, ==, after);
}

static void
test_delta_saturates (void)
{
  g_autoptr (KontorRecord) remote = new_record (KONTOR_ENTITY_VARIANT);
  g_autoptr (KontorRecord) seen = NULL;
  g_autoptr (KontorOp) op = new_op ("adjust-stock");

  put_level (remote, "", G_MAXINT64);
  op->delta = new_record (KONTOR_ENTITY_VARIANT);
  put_level (op->delta, "", G_MAXINT64);
  seen = replay_one (remote, op);
  g_assert_cmpint (kontor_record_get_int (seen, KONTOR_VARIANT_ON_HAND), ==, G_MAXINT64);
}

static void
test_members (void)
{
  g_autoptr (KontorRecord) remote = new_record (KONTOR_ENTITY_ORDER);
  g_autoptr (KontorRecord) seen = NULL;
  g_autoptr (KontorOp) op = new_op ("tag-order");

  put_note (remote, "n1", "first");
  put_note (remote, "n2", "second");
  put_note (remote, "n3", "third");
  op->remove = new_record (KONTOR_ENTITY_ORDER);
  put_note (op->remove, "n1", "first");
  put_note (op->remove, "n2", "second");
  put_note (op->remove, "unknown", "");
  op->add = new_record (KONTOR_ENTITY_ORDER);
  put_note (op->add, "n2", "replaced");
  put_note (op->add, "n4", "fourth");
  seen = replay_one (remote, op);
  g_assert_cmpuint (kontor_record_get_length (seen, KONTOR_ORDER_NOTES), ==, 3);
  g_assert_cmpstr (kontor_record_get_text (kontor_record_get_member (seen, KONTOR_ORDER_NOTES, 0), KONTOR_NOTE_TEXT),
                   ==, "replaced");
  g_assert_cmpstr (kontor_record_get_key (kontor_record_get_member (seen, KONTOR_ORDER_NOTES, 2)), ==, "n4");
  g_assert_cmpuint (kontor_record_get_length (remote, KONTOR_ORDER_NOTES), ==, 3);
}

static void
test_create (void)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);
  g_autoptr (KontorRecord) seen = NULL;
  KontorOp *create = new_op ("create-product"), *change = new_op ("set-product");

  change->set = new_record (KONTOR_ENTITY_PRODUCT);
  kontor_record_set_text (change->set, KONTOR_PRODUCT_TITLE, "Green tea");
  create->set = new_record (KONTOR_ENTITY_PRODUCT);
  kontor_record_set_text (create->set, KONTOR_PRODUCT_TITLE, "Tea");
  kontor_record_set_text (create->set, KONTOR_PRODUCT_SKU, "TEA");
  g_ptr_array_add (ops, change);
  g_assert_null (kontor_replay (NULL, ops));
  g_ptr_array_insert (ops, 0, create);
  seen = kontor_replay (NULL, ops);
  g_assert_cmpint (kontor_record_get_id (seen), ==, 7);
  g_assert_cmpint (kontor_record_get_account (seen), ==, 1);
  g_assert_cmpstr (kontor_record_get_text (seen, KONTOR_PRODUCT_TITLE), ==, "Green tea");
  g_assert_cmpstr (kontor_record_get_text (seen, KONTOR_PRODUCT_SKU), ==, "TEA");
  g_assert_null (kontor_replay (NULL, NULL));
}

static KontorRecord *
random_order (void)
{
  KontorRecord *order = new_record (KONTOR_ENTITY_ORDER);

  kontor_record_set_empty (order, KONTOR_ORDER_TAGS);
  kontor_record_set_text (order, KONTOR_ORDER_STATUS, words[g_test_rand_int_range (0, 5)]);
  kontor_record_set_text (order, KONTOR_ORDER_EMAIL, words[g_test_rand_int_range (0, 5)]);
  kontor_record_set_bool (order, KONTOR_ORDER_ARCHIVED, g_test_rand_int_range (0, 2) != 0);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_test_rand_int_range (0, 2) != 0)
      put_tag (order, words[i]);
  return order;
}

/* Also tags that are there are added, and such that are not are removed: so it is where one gesture meets many rows. */
static void
edit_tags (KontorOp *op, const KontorRecord *order)
{
  if (op->before == NULL)
    op->before = new_record (KONTOR_ENTITY_ORDER);
  kontor_record_set_empty (op->before, KONTOR_ORDER_TAGS);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++) {
    KontorRecord **edit = g_test_rand_int_range (0, 2) != 0 ? &op->remove : &op->add;

    if (g_test_rand_int_range (0, 2) != 0)
      continue;
    if (*edit == NULL)
      *edit = new_record (KONTOR_ENTITY_ORDER);
    put_tag (*edit, words[i]);
    if (kontor_record_find_member (order, KONTOR_ORDER_TAGS, words[i]) != NULL)
      put_tag (op->before, words[i]);
  }
}

/* Of one kind, so that any two may merge; made from what it is applied to, as a verb does it. */
static KontorOp *
random_op (const KontorRecord *order)
{
  static const guint texts[] = { KONTOR_ORDER_STATUS, KONTOR_ORDER_EMAIL };
  KontorOp *op = new_op ("set-order");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (g_test_rand_int_range (0, 2) != 0)
      continue;
    if (op->set == NULL)
      op->set = new_record (KONTOR_ENTITY_ORDER);
    if (op->before == NULL)
      op->before = new_record (KONTOR_ENTITY_ORDER);
    kontor_record_set_text (op->set, texts[i], words[g_test_rand_int_range (0, 5)]);
    kontor_record_set_text (op->before, texts[i], kontor_record_get_text (order, texts[i]));
  }
  edit_tags (op, order);
  return op;
}

static void
assert_same_order (const KontorRecord *a, const KontorRecord *b)
{
  guint n_tags = kontor_record_get_length (a, KONTOR_ORDER_TAGS);

  g_assert_cmpuint (n_tags, ==, kontor_record_get_length (b, KONTOR_ORDER_TAGS));
  for (guint i = 0; i < n_tags; i++)
    g_assert_nonnull (kontor_record_find_member (
        b, KONTOR_ORDER_TAGS, kontor_record_get_key (kontor_record_get_member (a, KONTOR_ORDER_TAGS, i))));
  for (guint i = 0; i < KONTOR_ORDER_N_FIELDS; i++)
    if (i != KONTOR_ORDER_TAGS)
      g_assert_true (kontor_record_has (a, i) == kontor_record_has (b, i) && kontor_record_equal_field (a, b, i));
}

static void
test_inverse_restores (void)
{
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (KontorRecord) order = random_order ();
    g_autoptr (KontorOp) op = random_op (order);
    g_autoptr (KontorOp) inverse = kontor_op_new_inverse (op);
    g_autoptr (KontorOp) again = kontor_op_new_inverse (inverse);
    g_autoptr (KontorRecord) changed = kontor_record_copy (order);
    g_autoptr (KontorRecord) once = NULL;

    kontor_op_apply (op, changed);
    once = kontor_record_copy (changed);
    kontor_op_apply (inverse, changed);
    assert_same_order (changed, order);
    kontor_op_apply (again, changed);
    assert_same_order (changed, once);
  }
}

static void
test_merge_equals_both (void)
{
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (KontorRecord) order = random_order ();
    g_autoptr (KontorRecord) stepwise = kontor_record_copy (order);
    g_autoptr (KontorRecord) merged = kontor_record_copy (order);
    g_autoptr (KontorOp) first = random_op (order);
    g_autoptr (KontorOp) last = NULL;
    g_autoptr (KontorOp) both = NULL;
    g_autoptr (KontorOp) inverse = NULL;

    kontor_op_apply (first, stepwise);
    last = random_op (stepwise);
    kontor_op_apply (last, stepwise);
    both = kontor_op_merge (first, last);
    kontor_op_apply (both, merged);
    assert_same_order (merged, stepwise);
    inverse = kontor_op_new_inverse (both);
    kontor_op_apply (inverse, merged);
    assert_same_order (merged, order);
  }
}

static gint64
level_of (const KontorRecord *variant, const char *location)
{
  KontorRecord *level = kontor_record_find_member (variant, KONTOR_VARIANT_LEVELS, location);

  return level != NULL ? kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND) : 0;
}

static void
test_deltas_sum (void)
{
  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (KontorRecord) variant = new_record (KONTOR_ENTITY_VARIANT);
    g_autoptr (KontorOp) sum = NULL;
    gint64 expected[5] = { 0 };

    put_level (variant, "a", expected[0] = g_test_rand_int_range (-50, 50));
    for (guint n = 0; n < 6; n++) {
      guint place = (guint) g_test_rand_int_range (0, 5);
      gint64 by = g_test_rand_int_range (-9, 9);
      KontorOp *op = new_op ("adjust-stock"), *merged;

      op->delta = new_record (KONTOR_ENTITY_VARIANT);
      put_level (op->delta, words[place], by);
      expected[place] += by;
      merged = sum != NULL ? kontor_op_merge (sum, op) : kontor_op_ref (op);
      g_clear_pointer (&sum, kontor_op_unref);
      sum = merged;
      kontor_op_unref (op);
    }
    kontor_op_apply (sum, variant);
    for (guint n = 0; n < G_N_ELEMENTS (words); n++)
      g_assert_cmpint (level_of (variant, words[n]), ==, expected[n]);
  }
}

static KontorOp *
new_email_op (const char *before, const char *set)
{
  KontorOp *op = new_op ("set-order");

  op->before = new_record (KONTOR_ENTITY_ORDER);
  op->set = new_record (KONTOR_ENTITY_ORDER);
  kontor_record_set_text (op->before, KONTOR_ORDER_EMAIL, before);
  kontor_record_set_text (op->set, KONTOR_ORDER_EMAIL, set);
  return op;
}

static void
test_compare_set (void)
{
  g_autoptr (KontorRecord) remote = new_record (KONTOR_ENTITY_ORDER);
  g_autoptr (KontorOp) op = new_email_op ("mine", "new");
  guint64 fields = 7;

  g_assert_cmpint (kontor_op_compare (op, remote, NULL), ==, KONTOR_MERGE_SEND);
  kontor_record_set_text (remote, KONTOR_ORDER_EMAIL, "mine");
  kontor_record_set_text (remote, KONTOR_ORDER_PHONE, "changed by somebody");
  g_assert_cmpint (kontor_op_compare (op, remote, &fields), ==, KONTOR_MERGE_SEND);
  g_assert_cmpuint (fields, ==, 0);
  kontor_record_set_text (remote, KONTOR_ORDER_EMAIL, "new");
  g_assert_cmpint (kontor_op_compare (op, remote, NULL), ==, KONTOR_MERGE_DONE);
  kontor_record_set_text (remote, KONTOR_ORDER_EMAIL, "theirs");
  g_assert_cmpint (kontor_op_compare (op, remote, &fields), ==, KONTOR_MERGE_CONFLICT);
  g_assert_cmpuint (fields, ==, G_GUINT64_CONSTANT (1) << KONTOR_ORDER_EMAIL);
  op->base = kontor_record_ref (remote);
  g_assert_cmpint (kontor_op_compare (op, remote, NULL), ==, KONTOR_MERGE_SEND);
}

static void
test_compare_empty (void)
{
  g_autoptr (KontorRecord) remote = new_record (KONTOR_ENTITY_ORDER);
  g_autoptr (KontorOp) clear = new_email_op ("old", "");
  g_autoptr (KontorOp) fill = new_email_op (NULL, "new");

  kontor_record_set_null (remote, KONTOR_ORDER_EMAIL);
  g_assert_cmpint (kontor_op_compare (clear, remote, NULL), ==, KONTOR_MERGE_DONE);
  kontor_record_set_text (remote, KONTOR_ORDER_EMAIL, "");
  g_assert_cmpint (kontor_op_compare (fill, remote, NULL), ==, KONTOR_MERGE_SEND);
}

static KontorOp *
new_note_op (const char *old, const char *new)
{
  KontorOp *op = new_op ("tag-order");

  if (old != NULL) {
    op->remove = new_record (KONTOR_ENTITY_ORDER);
    put_note (op->remove, "n1", old);
  }
  if (new != NULL) {
    op->add = new_record (KONTOR_ENTITY_ORDER);
    put_note (op->add, "n1", new);
  }
  return op;
}

static void
test_compare_members (void)
{
  static const struct {
    const char *remote, *old, *new;
    KontorMergeVerdict verdict;
  } cases[] = {
    { NULL, NULL, "new", KONTOR_MERGE_SEND },
    { "new", NULL, "new", KONTOR_MERGE_DONE },
    { "theirs", NULL, "new", KONTOR_MERGE_CONFLICT },
    { "old", "old", "new", KONTOR_MERGE_SEND },
    { "new", "old", "new", KONTOR_MERGE_DONE },
    { "theirs", "old", "new", KONTOR_MERGE_CONFLICT },
    { NULL, "old", "new", KONTOR_MERGE_CONFLICT },
    { "old", "old", NULL, KONTOR_MERGE_SEND },
    { NULL, "old", NULL, KONTOR_MERGE_DONE },
    { "theirs", "old", NULL, KONTOR_MERGE_CONFLICT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (KontorRecord) remote = new_record (KONTOR_ENTITY_ORDER);
    g_autoptr (KontorOp) op = new_note_op (cases[i].old, cases[i].new);

    g_assert_cmpint (kontor_op_compare (op, remote, NULL), ==, KONTOR_MERGE_SEND);
    kontor_record_set_empty (remote, KONTOR_ORDER_NOTES);
    put_note (remote, "n0", "another");
    if (cases[i].remote != NULL)
      put_note (remote, "n1", cases[i].remote);
    if (cases[i].remote != NULL)
      kontor_record_set_text (kontor_record_get_member (remote, KONTOR_ORDER_NOTES, 1), KONTOR_NOTE_AUTHOR, "shop");
    g_test_message ("case %u", i);
    g_assert_cmpint (kontor_op_compare (op, remote, NULL), ==, cases[i].verdict);
  }
}

static void
test_compare_other_classes (void)
{
  g_autoptr (KontorRecord) variant = new_record (KONTOR_ENTITY_VARIANT);
  g_autoptr (KontorRecord) customer = new_record (KONTOR_ENTITY_CUSTOMER);
  g_autoptr (KontorOp) delta = new_op ("adjust-stock");
  g_autoptr (KontorOp) removal = new_op ("delete-customer");
  g_autoptr (KontorOp) nothing = new_op ("tag-customer");

  put_level (variant, "a", 3);
  delta->delta = kontor_record_ref (variant);
  g_assert_cmpint (kontor_op_compare (delta, variant, NULL), ==, KONTOR_MERGE_SEND);
  g_assert_cmpint (kontor_op_compare (removal, customer, NULL), ==, KONTOR_MERGE_SEND);
  g_assert_cmpint (kontor_op_compare (nothing, customer, NULL), ==, KONTOR_MERGE_DONE);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/replay/set", test_set);
  kontor_test_add_plain ("/core/replay/delta", test_delta);
  kontor_test_add_plain ("/core/replay/delta-saturates", test_delta_saturates);
  kontor_test_add_plain ("/core/replay/members", test_members);
  kontor_test_add_plain ("/core/replay/create", test_create);
  kontor_test_add_plain ("/core/replay/inverse-restores", test_inverse_restores);
  kontor_test_add_plain ("/core/replay/merge-equals-both", test_merge_equals_both);
  kontor_test_add_plain ("/core/replay/deltas-sum", test_deltas_sum);
  kontor_test_add_plain ("/core/replay/compare-set", test_compare_set);
  kontor_test_add_plain ("/core/replay/compare-empty", test_compare_empty);
  kontor_test_add_plain ("/core/replay/compare-members", test_compare_members);
  kontor_test_add_plain ("/core/replay/compare-other-classes", test_compare_other_classes);
  return kontor_test_run ();
}
