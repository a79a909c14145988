#include "kontor-options.h"
#include "kontor-test.h"

static void
add_option (KontorRecord *product, const char *name, const char *values)
{
  KontorRecord *option = kontor_record_new (&kontor_product_option_type);
  g_auto (GStrv) words = g_strsplit (values, " ", -1);

  kontor_record_set_key (option, name);
  kontor_record_set_text (option, KONTOR_PRODUCT_OPTION_NAME, name);
  kontor_record_set_empty (option, KONTOR_PRODUCT_OPTION_VALUES);
  for (guint i = 0; words[i] != NULL; i++) {
    KontorRecord *value = kontor_record_new (&kontor_option_value_type);

    kontor_record_set_key (value, words[i]);
    kontor_record_set_text (value, KONTOR_OPTION_VALUE_NAME, words[i]);
    kontor_record_take_member (option, KONTOR_PRODUCT_OPTION_VALUES, value);
  }
  kontor_record_take_member (product, KONTOR_PRODUCT_OPTIONS, option);
}

static KontorRecord *
make_product (void)
{
  KontorRecord *product = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  kontor_record_set_key (product, "9");
  add_option (product, "Size", "S M L");
  return product;
}

/* @options: "Size=S Colour=red" */
static void
add_variant (GPtrArray *variants, gint64 id, const char *options)
{
  KontorRecord *variant = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_VARIANT));
  g_auto (GStrv) words = g_strsplit_set (options, " =", -1);

  kontor_record_set_id (variant, id);
  kontor_record_set_empty (variant, KONTOR_VARIANT_OPTIONS);
  for (guint i = 0; words[i] != NULL && words[i + 1] != NULL; i += 2) {
    KontorRecord *own = kontor_record_new (&kontor_variant_option_type);

    kontor_record_set_key (own, words[i]);
    kontor_record_set_text (own, KONTOR_VARIANT_OPTION_NAME, words[i]);
    kontor_record_set_text (own, KONTOR_VARIANT_OPTION_VALUE, words[i + 1]);
    kontor_record_take_member (variant, KONTOR_VARIANT_OPTIONS, own);
  }
  g_ptr_array_add (variants, variant);
}

static GPtrArray *
make_variants (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_record_unref);
}

static void
assert_title (GPtrArray *variants, guint index, const char *title)
{
  g_assert_cmpuint (variants->len, >, index);
  g_assert_cmpstr (kontor_record_get_text (g_ptr_array_index (variants, index), KONTOR_VARIANT_TITLE), ==, title);
}

static void
test_missing (void)
{
  g_autoptr (KontorRecord) product = make_product ();
  g_autoptr (GPtrArray) variants = make_variants ();
  g_autoptr (KontorOptionsPlan) plan = NULL;

  add_option (product, "Colour", "red blue");
  add_variant (variants, 1, "Size=S Colour=red");
  add_variant (variants, 2, "Colour=blue Size=L");
  plan = kontor_options_plan (product, variants);
  g_assert_cmpuint (plan->n_all, ==, 6);
  g_assert_cmpuint (plan->missing->len, ==, 4);
  assert_title (plan->missing, 0, "S / blue");
  assert_title (plan->missing, 3, "L / red");
  g_assert_cmpuint (plan->changed->len, ==, 0);
  g_assert_cmpuint (plan->stale->len, ==, 0);
}

/* A shop's word for all values of an option is no word. */
static void
test_any (void)
{
  g_autoptr (KontorRecord) product = make_product ();
  g_autoptr (GPtrArray) variants = make_variants ();
  g_autoptr (KontorOptionsPlan) plan = NULL;

  add_option (product, "Colour", "red blue");
  add_variant (variants, 1, "Size=S");
  add_variant (variants, 2, "Size=M Colour=red");
  plan = kontor_options_plan (product, variants);
  g_assert_cmpuint (plan->missing->len, ==, 3);
  assert_title (plan->missing, 0, "M / blue");
  g_assert_cmpuint (plan->changed->len, ==, 0);
}

static void
test_new_option (void)
{
  g_autoptr (KontorRecord) product = make_product ();
  g_autoptr (GPtrArray) variants = make_variants ();
  g_autoptr (KontorOptionsPlan) plan = NULL;

  add_option (product, "Colour", "red blue");
  add_variant (variants, 1, "Size=S");
  add_variant (variants, 2, "Size=M");
  plan = kontor_options_plan (product, variants);
  g_assert_cmpuint (plan->changed->len, ==, 2);
  g_assert_cmpint (kontor_record_get_id (g_ptr_array_index (plan->changed, 1)), ==, 2);
  assert_title (plan->changed, 1, "M / red");
  g_assert_cmpuint (plan->missing->len, ==, 4);
}

/* What has a value no more, and what became the same as another one. */
static void
test_stale (void)
{
  g_autoptr (KontorRecord) product = make_product ();
  g_autoptr (GPtrArray) variants = make_variants ();
  g_autoptr (KontorOptionsPlan) plan = NULL;

  add_variant (variants, 1, "Size=XL Colour=red");
  add_variant (variants, 2, "Size=S Colour=red");
  add_variant (variants, 3, "Size=S Colour=blue");
  plan = kontor_options_plan (product, variants);
  g_assert_cmpuint (plan->stale->len, ==, 2);
  g_assert_cmpint (g_array_index (plan->stale, gint64, 0), ==, 1);
  g_assert_cmpint (g_array_index (plan->stale, gint64, 1), ==, 3);
  assert_title (plan->changed, 0, "S");
  g_assert_cmpuint (plan->missing->len, ==, 2);
}

/* A simple product is not one of its combinations. */
static void
test_simple (void)
{
  g_autoptr (KontorRecord) product = make_product ();
  g_autoptr (GPtrArray) variants = make_variants ();
  g_autoptr (KontorOptionsPlan) plan = NULL;

  add_variant (variants, 1, "");
  kontor_record_set_key (g_ptr_array_index (variants, 0), "9");
  plan = kontor_options_plan (product, variants);
  g_assert_cmpuint (plan->missing->len, ==, 3);
  g_assert_cmpuint (plan->changed->len, ==, 0);

  kontor_options_plan_free (g_steal_pointer (&plan));
  kontor_record_set_key (g_ptr_array_index (variants, 0), "10");
  plan = kontor_options_plan (product, variants);
  g_assert_cmpuint (plan->missing->len, ==, 2);
  assert_title (plan->changed, 0, "S");
}

static void
test_limits (void)
{
  g_autoptr (KontorRecord) product = make_product ();
  g_autoptr (GPtrArray) variants = make_variants ();
  g_autoptr (KontorOptionsPlan) plan = NULL;

  for (guint i = 0; i < 20; i++) {
    g_autofree char *name = g_strdup_printf ("Option%u", i);

    add_option (product, name, "a b c d e f g h i j");
  }
  plan = kontor_options_plan (product, variants);
  g_assert_cmpuint (plan->n_all, >, KONTOR_OPTIONS_MAX);
  g_assert_cmpuint (plan->missing->len, ==, 0);
}

static void
test_rename (void)
{
  g_autoptr (GPtrArray) variants = make_variants ();
  g_autoptr (KontorRecord) option = NULL, value = NULL;

  add_variant (variants, 1, "Size=S Colour=red");
  option = kontor_options_rename (g_ptr_array_index (variants, 0), "Colour", NULL, "Hue");
  g_assert_cmpstr (kontor_options_get_value (option, "Hue"), ==, "red");
  g_assert_cmpstr (kontor_options_get_value (option, "Size"), ==, "S");
  value = kontor_options_rename (g_ptr_array_index (variants, 0), "Size", "S", "Small");
  g_assert_cmpstr (kontor_options_get_value (value, "Size"), ==, "Small");
  g_assert_null (kontor_options_rename (g_ptr_array_index (variants, 0), "Size", "M", "Medium"));
  g_assert_null (kontor_options_rename (g_ptr_array_index (variants, 0), "Scent", NULL, "Smell"));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/options/missing", test_missing);
  kontor_test_add_plain ("/core/options/any", test_any);
  kontor_test_add_plain ("/core/options/new-option", test_new_option);
  kontor_test_add_plain ("/core/options/stale", test_stale);
  kontor_test_add_plain ("/core/options/simple", test_simple);
  kontor_test_add_plain ("/core/options/limits", test_limits);
  kontor_test_add_plain ("/core/options/rename", test_rename);
  return kontor_test_run ();
}
