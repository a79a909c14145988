#include "kontor-draft-options.h"
#include "kontor-error.h"
#include "kontor-test.h"
#include "shop-fixture.h"

typedef struct {
  World world;
  gint64 product;
  KontorDraft *draft;
  KontorDraftVariants *variants;
} Desk;

static void
turn (void)
{
  dex_await (dex_timeout_new_msec (5), NULL);
}

static void
wait_read (Desk *self, guint n_variants)
{
  while (g_list_model_get_n_items (G_LIST_MODEL (self->variants)) < n_variants || !kontor_draft_variants_read (self->variants))
    turn ();
}

static void
open_draft (Desk *self, gint64 product)
{
  self->product = product;
  self->draft = kontor_draft_new (self->world.engine, kontor_account_get_id (self->world.account), product);
  dex_await (kontor_draft_open (self->draft), NULL);
  self->variants = kontor_draft_variants_new (self->draft);
  wait_read (self, product != 0 ? 1 : 0);
}

static void
begin (Desk *self, const char *product)
{
  world_begin (&self->world, 2);
  open_draft (self, product != NULL ? world_ask (&self->world, product) : 0);
}

static void
end (Desk *self)
{
  g_clear_object (&self->variants);
  g_clear_object (&self->draft);
  world_end (&self->world);
}

static void
add_option (Desk *self, const char *name, const char *values)
{
  g_auto (GStrv) words = g_strsplit (values, " ", -1);
  g_autoptr (KontorRecord) product = NULL;
  guint n_options;

  g_assert_true (kontor_draft_options_add (self->variants, name, NULL));
  product = kontor_draft_dup_record (self->draft, KONTOR_ENTITY_PRODUCT, self->product);
  n_options = kontor_record_get_length (product, KONTOR_PRODUCT_OPTIONS);
  for (guint i = 0; words[i] != NULL; i++)
    g_assert_true (kontor_draft_options_add_value (self->variants, n_options - 1, words[i], NULL));
}

static void
assert_plan (Desk *self, guint n_all, guint n_missing)
{
  g_autoptr (KontorOptionsPlan) plan = kontor_draft_variants_plan (self->variants);

  g_assert_nonnull (plan);
  g_assert_cmpuint (plan->n_all, ==, n_all);
  g_assert_cmpuint (plan->missing->len, ==, n_missing);
}

static gint64
count_at_shop (Desk *self, gint64 product)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM variant WHERE product_id = %" G_GINT64_FORMAT " AND remote_id IS NOT NULL", product);

  return world_ask (&self->world, sql);
}

static void
save (Desk *self)
{
  world_await (kontor_draft_save (self->draft));
  world_flush_after (&self->world, 20000);
  g_assert_cmpuint (world_count_problems (&self->world), ==, 0);
}

#define WITH_OPTION "SELECT product_id FROM variant GROUP BY product_id HAVING count (*) = 3 ORDER BY product_id LIMIT 1"

/* Those that are there take the first value of the new option, and the others are made. */
static void
test_generate (void)
{
  Desk desk = { 0 };

  begin (&desk, WITH_OPTION);
  assert_plan (&desk, 3, 0);
  add_option (&desk, "Wick", "cotton wood");
  assert_plan (&desk, 6, 3);
  kontor_draft_variants_generate (desk.variants);
  assert_plan (&desk, 6, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (desk.variants)), ==, 6);
  save (&desk);
  g_assert_cmpint (count_at_shop (&desk, desk.product), ==, 6);
  world_sync (&desk.world);
  world_assert_as_shop (&desk.world);
  wait_read (&desk, 6);
  assert_plan (&desk, 6, 0);
  end (&desk);
}

static gint64
ask_of (Desk *self, const char *format, gint64 id)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, id), *sql = g_strdup_printf ("%s %s", format, number);

  return world_ask (&self->world, sql);
}

/* Leaves a product one variant and no option. */
static gint64
make_plain (Desk *self)
{
  gint64 product = world_ask (&self->world, WITH_OPTION);

  for (guint i = 0; i < 2; i++) {
    world_admin (&self->world, "DELETE", KONTOR_ENTITY_VARIANT,
                 ask_of (self, "SELECT max (id) FROM variant WHERE product_id =", product), NULL, NULL);
    world_sync (&self->world);
    world_sweep (&self->world);
  }
  world_admin (&self->world, "PUT", KONTOR_ENTITY_PRODUCT, product, NULL, "{\"options\":[]}");
  world_admin (&self->world, "PUT", KONTOR_ENTITY_VARIANT,
               ask_of (self, "SELECT max (id) FROM variant WHERE product_id =", product), NULL, "{\"options\":[]}");
  world_sync (&self->world);
  g_assert_cmpint (ask_of (self, "SELECT count (*) FROM variant WHERE product_id =", product), ==, 1);
  return product;
}

/* What had no choice so far is the first of the new ones. */
static void
test_first_option (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorRecord) record = NULL;

  begin (&desk, NULL);
  g_clear_object (&desk.variants);
  g_clear_object (&desk.draft);
  open_draft (&desk, make_plain (&desk));
  add_option (&desk, "Size", "S M L");
  assert_plan (&desk, 3, 2);
  kontor_draft_variants_generate (desk.variants);
  record = kontor_draft_dup_record (desk.draft, KONTOR_ENTITY_VARIANT, -1);
  g_assert_cmpstr (kontor_options_get_value (record, "Size"), ==, "M");
  g_assert_cmpint (kontor_record_get_amount (record, KONTOR_VARIANT_PRICE), >, 0);
  save (&desk);
  g_assert_cmpint (count_at_shop (&desk, desk.product), ==, 3);
  end (&desk);
}

static void
test_new_product (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorRecord) product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));
  g_autoptr (KontorRecord) variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));

  begin (&desk, NULL);
  kontor_record_set_text (product, KONTOR_PRODUCT_TITLE, "Shirt");
  kontor_record_set_text (variant, KONTOR_VARIANT_CURRENCY, "EUR");
  kontor_record_set_amount (variant, KONTOR_VARIANT_PRICE, 20 * KONTOR_MONEY_UNIT);
  kontor_draft_set (desk.draft, KONTOR_ENTITY_PRODUCT, 0, product);
  kontor_draft_add_variant (desk.draft, variant);
  add_option (&desk, "Size", "S M L");
  add_option (&desk, "Colour", "red blue");
  add_option (&desk, "Cut", "wide slim");
  assert_plan (&desk, 12, 11);
  kontor_draft_variants_generate (desk.variants);
  save (&desk);
  g_assert_cmpint (count_at_shop (&desk, kontor_draft_get_made (desk.draft)), ==, 12);
  g_assert_cmpint (world_ask (&desk.world, "SELECT count (*) FROM variant WHERE title = 'L / blue / slim' AND price = 20000000"), ==, 1);
  world_sync (&desk.world);
  world_assert_as_shop (&desk.world);
  end (&desk);
}

static void
test_rename (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorRecord) product = NULL, variant = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorDraftVariant) row = NULL;
  const KontorRecord *option;
  gint64 first;

  begin (&desk, WITH_OPTION);
  g_assert_false (kontor_draft_options_rename (desk.variants, 0, " ", &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  g_assert_true (kontor_draft_options_rename (desk.variants, 0, "Kind", NULL));
  g_assert_true (kontor_draft_options_rename_value (desk.variants, 0, 0, "First", NULL));
  g_assert_false (kontor_draft_options_rename_value (desk.variants, 0, 1, "First", NULL));
  assert_plan (&desk, 3, 0);
  save (&desk);
  product = world_fetch (&desk.world, KONTOR_ENTITY_PRODUCT, desk.product);
  option = kontor_record_get_member (product, KONTOR_PRODUCT_OPTIONS, 0);
  g_assert_cmpstr (kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME), ==, "Kind");
  row = g_list_model_get_item (G_LIST_MODEL (desk.variants), 0);
  first = kontor_draft_variant_get_id (row);
  variant = world_fetch (&desk.world, KONTOR_ENTITY_VARIANT, first);
  g_assert_cmpstr (kontor_options_get_value (variant, "Kind"), ==, "First");
  end (&desk);
}

static void
test_order (void)
{
  Desk desk = { 0 };
  g_autoptr (KontorRecord) product = NULL;

  begin (&desk, WITH_OPTION);
  add_option (&desk, "Wick", "cotton wood");
  kontor_draft_options_move_value (desk.variants, 1, 1, 0);
  kontor_draft_options_move (desk.variants, 1, 0);
  kontor_draft_options_remove_value (desk.variants, 1, 2);
  save (&desk);
  product = world_fetch (&desk.world, KONTOR_ENTITY_PRODUCT, desk.product);
  g_assert_cmpstr (kontor_record_get_text (kontor_record_get_member (product, KONTOR_PRODUCT_OPTIONS, 0), KONTOR_PRODUCT_OPTION_NAME), ==, "Wick");
  g_assert_cmpstr (kontor_option_value_get_name (kontor_record_get_member (kontor_record_get_member (product, KONTOR_PRODUCT_OPTIONS, 0),
                                                                           KONTOR_PRODUCT_OPTION_VALUES, 0)),
                   ==, "wood");
  g_assert_cmpuint (kontor_record_get_length (kontor_record_get_member (product, KONTOR_PRODUCT_OPTIONS, 1), KONTOR_PRODUCT_OPTION_VALUES), ==, 2);
  end (&desk);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  world_add ("/engine/draft-options/generate", test_generate);
  world_add ("/engine/draft-options/first-option", test_first_option);
  world_add ("/engine/draft-options/new-product", test_new_product);
  world_add ("/engine/draft-options/rename", test_rename);
  world_add ("/engine/draft-options/order", test_order);
  return kontor_test_run ();
}
