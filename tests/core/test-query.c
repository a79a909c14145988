#include <string.h>

#include "kontor-clock.h"
#include "kontor-error.h"
#include "kontor-query.h"
#include "kontor-test.h"

static void
append_term (GString *text, const KontorTerm *term)
{
  static const char *const kinds[] = { "word", "field", "is", "before", "after", "amount" };

  g_string_append_printf (text, "%s%s%s", text->len > 0 ? " | " : "", term->negated ? "-" : "", kinds[term->kind]);
  if (term->field != NULL)
    g_string_append_printf (text, " %s", term->field);
  if (term->text != NULL)
    g_string_append_printf (text, " %s%s", term->text, term->prefix ? "*" : "");
  else
    g_string_append_printf (text, " %" G_GINT64_FORMAT "%s", term->number, term->prefix ? "*" : "");
}

static char *
show (const KontorQuery *query)
{
  GString *text = g_string_new (NULL);
  guint n_terms;
  const KontorTerm *const *terms = kontor_query_get_terms (query, &n_terms);

  for (guint i = 0; i < n_terms; i++)
    append_term (text, terms[i]);
  return g_string_free_and_steal (text);
}

static void
assert_means (KontorEntity entity, const char *text, const char *expected, guint misunderstood)
{
  g_autoptr (KontorQuery) query = kontor_query_new (entity, 0, NULL, text, NULL, NULL);
  g_autoptr (GPtrArray) hints = kontor_query_dup_misunderstood (query);
  g_autofree char *shown = show (query);

  g_assert_cmpstr (shown, ==, expected);
  g_assert_cmpuint (hints->len, ==, misunderstood);
}

static void
test_words (void)
{
  assert_means (KONTOR_ENTITY_ORDER, NULL, "", 0);
  assert_means (KONTOR_ENTITY_ORDER, "", "", 0);
  assert_means (KONTOR_ENTITY_ORDER, "  \t\n\u00a0 ", "", 0);
  assert_means (KONTOR_ENTITY_ORDER, "te", "word te*", 0);
  assert_means (KONTOR_ENTITY_ORDER, "te ", "word te", 0);
  assert_means (KONTOR_ENTITY_ORDER, "Green TEA", "word green | word tea*", 0);
  assert_means (KONTOR_ENTITY_ORDER, "#1042", "word #1042*", 0);
  assert_means (KONTOR_ENTITY_ORDER, "ana@example.com", "word ana@example.com*", 0);
  assert_means (KONTOR_ENTITY_ORDER, "-gift -tea ", "-word gift | -word tea", 0);
  assert_means (KONTOR_ENTITY_ORDER, "world-wide", "word world-wide*", 0);
}

static void
test_small_letters (void)
{
  assert_means (KONTOR_ENTITY_ORDER, "GRÜSSE ΑΒΓ ŞIK ", "word grüsse | word αβγ | word şik", 0);
  assert_means (KONTOR_ENTITY_ORDER, "Stra\u00dfe ", "word straße", 0);
  assert_means (KONTOR_ENTITY_ORDER, "u\u0308 ", "word ü", 0);
  assert_means (KONTOR_ENTITY_ORDER, "世界 ", "word 世界", 0);
}

static void
test_marks_alone (void)
{
  assert_means (KONTOR_ENTITY_ORDER, "-", "", 0);
  assert_means (KONTOR_ENTITY_ORDER, "- tea ", "word tea", 0);
  assert_means (KONTOR_ENTITY_ORDER, ": :: \" \"\" -\" 🎁 *", "", 0);
  assert_means (KONTOR_ENTITY_ORDER, "\xff\xfe", "", 0);
}

static void
test_quotes (void)
{
  assert_means (KONTOR_ENTITY_ORDER, "\"Green Tea\"", "word green | word tea", 0);
  assert_means (KONTOR_ENTITY_ORDER, "\"green te", "word green | word te*", 0);
  assert_means (KONTOR_ENTITY_ORDER, "\"green te ", "word green | word te", 0);
  assert_means (KONTOR_ENTITY_ORDER, "\"is:paid\"", "word is:paid", 0);
  assert_means (KONTOR_ENTITY_ORDER, "-\"green tea\" pot", "-word green | -word tea | word pot*", 0);
  assert_means (KONTOR_ENTITY_ORDER, "city:\"New York\"", "field city new york", 0);
  assert_means (KONTOR_ENTITY_ORDER, "city:\"new y", "field city new y*", 0);
  assert_means (KONTOR_ENTITY_ORDER, "nope:\"a b\"", "word nope:a | word b", 0);
  assert_means (KONTOR_ENTITY_ORDER, "12\" vinyl ", "word 12\" | word vinyl", 0);
}

static void
test_fields (void)
{
  assert_means (KONTOR_ENTITY_ORDER, "from:ana", "field from ana*", 0);
  assert_means (KONTOR_ENTITY_ORDER, "-SKU:TEA-01 ", "-field sku tea-01", 0);
  assert_means (KONTOR_ENTITY_ORDER, "tag:a:b ", "field tag a:b", 0);
  assert_means (KONTOR_ENTITY_ORDER, "sku:", "word sku:*", 0);
  assert_means (KONTOR_ENTITY_ORDER, "sku:- ", "word sku:-", 0);
  assert_means (KONTOR_ENTITY_ORDER, "colour:red http://x 10:30 ", "word colour:red | word http://x | word 10:30", 0);
  assert_means (KONTOR_ENTITY_ORDER, ":tea ", "word :tea", 0);
  assert_means (KONTOR_ENTITY_ORDER, "vendor:x ", "word vendor:x", 1);
  assert_means (KONTOR_ENTITY_PRODUCT, "vendor:x ", "field vendor x", 0);
  assert_means (KONTOR_ENTITY_CUSTOMER, "country:de ", "field country de", 0);
}

static void
test_states (void)
{
  assert_means (KONTOR_ENTITY_ORDER, "is:unpaid", "is unpaid", 0);
  assert_means (KONTOR_ENTITY_ORDER, "-is:Partially_Fulfilled", "-is partially-fulfilled", 0);
  assert_means (KONTOR_ENTITY_ORDER, "is:nonsense ", "word is:nonsense", 1);
  assert_means (KONTOR_ENTITY_ORDER, "is:low ", "word is:low", 1);
  assert_means (KONTOR_ENTITY_PRODUCT, "is:low ", "is low", 0);
  assert_means (KONTOR_ENTITY_TAG, "is:paid ", "word is:paid", 1);
  assert_means (KONTOR_ENTITY_ORDER, "is: ", "word is:", 0);
}

static void
test_dates (void)
{
  assert_means (KONTOR_ENTITY_ORDER, "before:2026-01-31", "before 20484", 0);
  assert_means (KONTOR_ENTITY_ORDER, "-after:1970-01-01", "-after 0", 0);
  assert_means (KONTOR_ENTITY_ORDER, "before:2026-02-29 ", "word before:2026-02-29", 1);
  assert_means (KONTOR_ENTITY_ORDER, "after:soon after:d after:7 after:7dd after:-7d after:9999999d ",
                "word after:soon | word after:d | word after:7 | word after:7dd | word after:-7d | word after:9999999d",
                6);
  assert_means (KONTOR_ENTITY_SETTING, "after:2026-01-31 ", "word after:2026-01-31", 1);
}

/* Again where midnight passes between the two looks at the clock. */
static void
test_relative_dates (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Pacific/Kiritimati");
  gint64 today, after;

  do {
    g_autoptr (KontorQuery) query = NULL;
    g_autofree char *shown = NULL, *expected = NULL;

    today = kontor_day_of (g_get_real_time () / 1000, zone);
    query =
        kontor_query_new (KONTOR_ENTITY_ORDER, 0, NULL, "after:today after:yesterday before:30d before:0d", NULL, zone);
    after = kontor_day_of (g_get_real_time () / 1000, zone);
    shown = show (query);
    expected = g_strdup_printf ("after %" G_GINT64_FORMAT " | after %" G_GINT64_FORMAT " | before %" G_GINT64_FORMAT
                                " | before %" G_GINT64_FORMAT,
                                today, today - 1, today - 30, today);
    if (today == after)
      g_assert_cmpstr (shown, ==, expected);
  } while (today != after);
}

static void
test_amounts (void)
{
  assert_means (KONTOR_ENTITY_ORDER, "total:>100", "amount > 100000000", 0);
  assert_means (KONTOR_ENTITY_ORDER, "total:<=20.5 -total:84", "amount <= 20500000 | -amount = 84000000", 0);
  assert_means (KONTOR_ENTITY_ORDER, "total:=84,50 total:>=0 total:<-1",
                "amount = 84500000 | amount >= 0 | amount < -1000000", 0);
  assert_means (KONTOR_ENTITY_ORDER, "total:> total:much total:1,234 total:1e99 ",
                "word total:> | word total:much | word total:1,234 | word total:1e99", 3);
  assert_means (KONTOR_ENTITY_PRODUCT, "total:>1 ", "word total:>1", 1);
}

static void
test_filter (void)
{
  g_autoptr (KontorQuery) query = kontor_query_new (KONTOR_ENTITY_ORDER, 3, "is:paid tea", "gift", "-total", NULL);
  g_autofree char *shown = show (query);

  g_assert_cmpstr (shown, ==, "is paid | word tea | word gift*");
  g_assert_cmpstr (kontor_query_get_filter (query), ==, "is:paid tea");
  g_assert_cmpstr (kontor_query_get_text (query), ==, "gift");
  g_assert_cmpint (kontor_query_get_account (query), ==, 3);
  g_assert_cmpint (kontor_query_get_entity (query), ==, KONTOR_ENTITY_ORDER);
}

static void
assert_sorts (KontorEntity entity, const char *sort, const char *name, gboolean descending)
{
  g_autoptr (KontorQuery) query = kontor_query_new (entity, 0, NULL, NULL, sort, NULL);

  g_assert_cmpstr (kontor_query_get_sort (query), ==, name);
  g_assert_true (kontor_query_get_descending (query) == descending);
}

static void
test_sorts (void)
{
  assert_sorts (KONTOR_ENTITY_ORDER, NULL, "placed", TRUE);
  assert_sorts (KONTOR_ENTITY_ORDER, "", "placed", TRUE);
  assert_sorts (KONTOR_ENTITY_ORDER, "-", "placed", TRUE);
  assert_sorts (KONTOR_ENTITY_ORDER, "nonsense", "placed", TRUE);
  assert_sorts (KONTOR_ENTITY_ORDER, "placed", "placed", FALSE);
  assert_sorts (KONTOR_ENTITY_ORDER, "-total", "total", TRUE);
  assert_sorts (KONTOR_ENTITY_PRODUCT, NULL, "title", FALSE);
  assert_sorts (KONTOR_ENTITY_CUSTOMER, "-last-order", "last-order", TRUE);
  for (guint i = 0; i < KONTOR_N_ENTITIES; i++)
    for (const char *const *sort = kontor_query_list_sorts (i); *sort != NULL; sort++)
      assert_sorts (i, *sort, *sort, FALSE);
}

static void
assert_equal (const char *a, const char *b, gboolean expected)
{
  g_autoptr (KontorQuery) x = kontor_query_new (KONTOR_ENTITY_ORDER, 1, NULL, a, NULL, NULL);
  g_autoptr (KontorQuery) y = kontor_query_new (KONTOR_ENTITY_ORDER, 1, NULL, b, NULL, NULL);

  g_assert_true (kontor_query_equal (x, y) == expected);
  g_assert_true (kontor_query_equal (y, x) == expected);
}

static void
test_equal (void)
{
  g_autoptr (KontorQuery) a = kontor_query_new (KONTOR_ENTITY_ORDER, 1, NULL, "tea", "total", NULL);
  g_autoptr (KontorQuery) b = kontor_query_new (KONTOR_ENTITY_ORDER, 2, NULL, "tea", "total", NULL);
  g_autoptr (KontorQuery) c = kontor_query_new (KONTOR_ENTITY_ORDER, 1, NULL, "tea", "-total", NULL);
  g_autoptr (KontorQuery) d = kontor_query_ref (a);

  g_assert_false (kontor_query_equal (a, b));
  g_assert_false (kontor_query_equal (a, c));
  g_assert_true (kontor_query_equal (a, d));
  assert_equal ("  TEA  pot ", "tea pot ", TRUE);
  assert_equal (NULL, "", TRUE);
  assert_equal ("tea", "tea ", FALSE);
  assert_equal ("tea ", "-tea ", FALSE);
  assert_equal ("sku:a ", "tag:a ", FALSE);
  assert_equal ("total:1", "total:2", FALSE);
}

static void
test_views (void)
{
  guint n_views;
  const KontorViewInfo *views = kontor_view_list (&n_views);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (n_views, ==, 14);
  for (guint i = 0; i < n_views; i++) {
    g_autoptr (KontorQuery) query = kontor_query_new (views[i].entity, 0, views[i].filter, NULL, views[i].sort, NULL);
    g_autoptr (GPtrArray) hints = kontor_query_dup_misunderstood (query);
    const char *sort = views[i].sort;

    g_assert_true (g_hash_table_add (ids, (gpointer) views[i].id));
    g_assert_cmpuint (hints->len, ==, 0);
    g_assert_cmpstr (kontor_query_get_sort (query), ==, sort[0] == '-' ? sort + 1 : sort);
    g_assert_true (kontor_query_get_descending (query) == (sort[0] == '-'));
  }
}

static void
append_piece (GString *text)
{
  static const char *const pieces[] = {
    "is:",
    "paid",
    "before:",
    "2026-01-01",
    "7d",
    "total:",
    ">=",
    "1",
    "sku:",
    "\"",
    "-",
    ":",
    " ",
    "\u00a0",
    "\t",
    "é",
    "e\u0301",
    "İ",
    "\xff",
    "\xe2\x82",
    "🎁",
    "tea",
    "\x01",
    "from:",
    "city:\"",
    "99999999999999999999",
    "\xed\xa0\x80",
  };

  g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
}

static void
assert_terms_sound (const KontorQuery *query)
{
  guint n_terms;
  const KontorTerm *const *terms = kontor_query_get_terms (query, &n_terms);

  g_assert_cmpuint (n_terms, <=, 64);
  for (guint i = 0; i < n_terms; i++) {
    gboolean has_text =
        terms[i]->kind == KONTOR_TERM_WORD || terms[i]->kind == KONTOR_TERM_FIELD || terms[i]->kind == KONTOR_TERM_IS;

    g_assert_true (has_text == (terms[i]->text != NULL));
    g_assert_true (terms[i]->text == NULL || (terms[i]->text[0] != '\0' && g_utf8_validate (terms[i]->text, -1, NULL)));
    g_assert_true (!terms[i]->prefix || i == n_terms - 1);
  }
}

/* Whatever is typed means something, and the same each time. */
static void
test_anything (void)
{
  for (guint i = 0; i < 1000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    KontorEntity entity = (KontorEntity) g_test_rand_int_range (0, KONTOR_N_ENTITIES);
    g_autoptr (KontorQuery) query = NULL, again = NULL;

    for (int n = g_test_rand_int_range (0, 200); n > 0; n /= 2, append_piece (text))
      append_piece (text);
    for (int n = g_test_rand_int_range (0, 10); n > 0; n--)
      g_string_append_c (text, (char) g_test_rand_int_range (1, 256));
    query = kontor_query_new (entity, 0, text->str, text->str, text->str, NULL);
    again = kontor_query_new (entity, 0, text->str, text->str, text->str, NULL);
    assert_terms_sound (query);
    g_assert_true (kontor_query_equal (query, again));
  }
}

static void
test_book (void)
{
  g_autoptr (GString) text = g_string_new ("\"");
  g_autoptr (KontorQuery) query = NULL;
  guint n_terms;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "tea ");
  query = kontor_query_new (KONTOR_ENTITY_ORDER, 0, text->str, text->str + 1, NULL, NULL);
  kontor_query_get_terms (query, &n_terms);
  g_assert_cmpuint (n_terms, ==, 64);
}

static void
assert_kept (KontorEntity entity, gint64 account_id, const char *filter, const char *text)
{
  g_autoptr (KontorQuery) query = kontor_query_new (entity, account_id, filter, text, NULL, NULL);
  g_autofree char *kept = kontor_query_to_text (query);
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorQuery) again = kontor_query_from_text (kept, &error);

  g_assert_no_error (error);
  g_assert_true (kontor_query_equal (query, again));
}

static void
test_text (void)
{
  const char *const bad[] = { "", "nonsense", "('order', 0, [(99, false, false, nothing, nothing, 0)])",
                              "('nonsense', 0, [])" };

  assert_kept (KONTOR_ENTITY_ORDER, 0, NULL, NULL);
  assert_kept (KONTOR_ENTITY_ORDER, 7, "is:paid -is:archived", "from:\"Ana O'Neil\" total:>12.5 -gift 1042 gre");
  assert_kept (KONTOR_ENTITY_ORDER, 0, "after:30d before:2026-01-02", "\xc3\xa4\\ ");
  assert_kept (KONTOR_ENTITY_PRODUCT, 0, "is:low", "sku:TEA");
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (kontor_query_from_text (bad[i], &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
  }
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/query/words", test_words);
  kontor_test_add_plain ("/core/query/small-letters", test_small_letters);
  kontor_test_add_plain ("/core/query/marks-alone", test_marks_alone);
  kontor_test_add_plain ("/core/query/quotes", test_quotes);
  kontor_test_add_plain ("/core/query/fields", test_fields);
  kontor_test_add_plain ("/core/query/states", test_states);
  kontor_test_add_plain ("/core/query/dates", test_dates);
  kontor_test_add_plain ("/core/query/relative-dates", test_relative_dates);
  kontor_test_add_plain ("/core/query/amounts", test_amounts);
  kontor_test_add_plain ("/core/query/filter", test_filter);
  kontor_test_add_plain ("/core/query/sorts", test_sorts);
  kontor_test_add_plain ("/core/query/equal", test_equal);
  kontor_test_add_plain ("/core/query/views", test_views);
  kontor_test_add_plain ("/core/query/anything", test_anything);
  kontor_test_add_plain ("/core/query/book", test_book);
  kontor_test_add_plain ("/core/query/text", test_text);
  return kontor_test_run ();
}
