/* What a fault does, and what it leaves. */

#include <string.h>

#include "kontor-test.h"
#include "test-storefront.h"

static guint
count_orders (KontorStorefront *shop)
{
  g_autofree char *answer = kontor_storefront_ask (shop, "GET", "wc/v3/orders?per_page=100&_fields=id", NULL, NULL);
  g_autoptr (yyjson_doc) doc = yyjson_read (answer, strlen (answer), YYJSON_READ_NOFLAG);

  return (guint) yyjson_arr_size (yyjson_doc_get_root (doc));
}

/* What is lost before the deed is not done; what is lost after it is, whatever the client saw. */
static void
test_lost (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  g_autoptr (TestAnswer) before = test_ask_under (shop, "lost-before @POST wc/v3/orders *1", "POST", "wc/v3/orders", "{}");
  guint after_first = count_orders (shop);
  g_autoptr (TestAnswer) after = test_ask_under (shop, "lost-after @POST wc/v3/orders *1", "POST", "wc/v3/orders", "{}");
  guint after_second = count_orders (shop);
  g_autoptr (TestAnswer) cut = test_ask_under (shop, "cut @GET wc/v3/orders *1", "GET", "wc/v3/orders", NULL);
  g_autoptr (TestAnswer) failed = test_ask_under (shop, "failed-after @POST wc/v3/orders *1", "POST", "wc/v3/orders", "{}");

  g_assert_nonnull (before->error);
  g_assert_cmpuint (after_first, ==, 25);
  g_assert_nonnull (after->error);
  g_assert_cmpuint (after_second, ==, 26);
  g_assert_nonnull (cut->error);
  g_assert_cmpuint (failed->status, ==, 500);
  g_assert_null (failed->doc);
  g_assert_cmpuint (count_orders (shop), ==, 27);
}

static void
test_bad_answers (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  g_autoptr (GError) error = NULL;
  g_autoptr (TestAnswer) limited = test_ask_under (shop, "rate-limit =7", "GET", "wc/v3/orders", NULL);
  g_autoptr (TestAnswer) maintenance = test_ask_under (shop, "maintenance", "GET", "wc/v3/orders", NULL);
  g_autoptr (TestAnswer) truncated = test_ask_under (shop, "truncated", "GET", "wc/v3/orders", NULL);
  g_autoptr (TestAnswer) garbage = test_ask_under (shop, "garbage", "GET", "wc/v3/orders", NULL);
  g_autoptr (TestAnswer) spared = test_ask_under (shop, "error +1 *1 @GET wc/v3/orders", "GET", "wc/v3/orders", NULL);
  g_autoptr (TestAnswer) struck = test_ask (shop, "GET", "wc/v3/orders", NULL);
  g_autoptr (TestAnswer) over = test_ask (shop, "GET", "wc/v3/orders", NULL);

  g_assert_cmpuint (limited->status, ==, 429);
  g_assert_cmpstr (soup_message_headers_get_one (limited->headers, "Retry-After"), ==, "7");
  g_assert_cmpuint (maintenance->status, ==, 503);
  g_assert_null (maintenance->doc);
  g_assert_cmpuint (truncated->status, ==, 200);
  g_assert_null (truncated->doc);
  g_assert_false (g_utf8_validate (garbage->text, -1, NULL));
  g_assert_cmpuint (spared->status, ==, 200);
  g_assert_cmpuint (struck->status, ==, 500);
  g_assert_cmpuint (over->status, ==, 200);
  g_assert_false (kontor_storefront_set_faults (shop, "earthquake", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static void
test_shifting (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  g_autoptr (TestAnswer) shifted = test_ask_under (shop, "shift @GET wc/v3/orders *1", "GET", "wc/v3/orders?per_page=1", NULL);
  g_autoptr (TestAnswer) shrunk = test_ask_under (shop, "shrink @GET wc/v3/orders *1", "GET", "wc/v3/orders?per_page=1", NULL);

  g_assert_cmpstr (soup_message_headers_get_one (shifted->headers, "X-WP-Total"), ==, "26");
  g_assert_cmpstr (soup_message_headers_get_one (shrunk->headers, "X-WP-Total"), ==, "25");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/storefront/lost", test_lost);
  kontor_test_add_plain ("/storefront/bad-answers", test_bad_answers);
  kontor_test_add_plain ("/storefront/shifting", test_shifting);
  return kontor_test_run ();
}
