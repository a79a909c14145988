/* Products and lists, as a real store was seen to answer. */

#include <string.h>

#include "kontor-test.h"
#include "test-storefront.h"

static void
test_pages (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  g_autoptr (TestAnswer) first = test_ask (shop, "GET", "wc/v3/orders?per_page=10&_fields=id", NULL);
  g_autoptr (TestAnswer) last = test_ask (shop, "GET", "wc/v3/orders?per_page=10&page=3", NULL);
  g_autoptr (TestAnswer) beyond = test_ask (shop, "GET", "wc/v3/orders?per_page=10&page=4", NULL);
  g_autoptr (TestAnswer) too_many = test_ask (shop, "GET", "wc/v3/orders?per_page=101", NULL);

  g_assert_cmpuint (yyjson_arr_size (first->root), ==, 10);
  g_assert_cmpuint (yyjson_obj_size (yyjson_arr_get_first (first->root)), ==, 1);
  g_assert_cmpstr (soup_message_headers_get_one (first->headers, "X-WP-Total"), ==, "25");
  g_assert_cmpstr (soup_message_headers_get_one (first->headers, "X-WP-TotalPages"), ==, "3");
  g_assert_nonnull (strstr (soup_message_headers_get_one (first->headers, "Link"), "rel=\"next\""));
  g_assert_cmpuint (yyjson_arr_size (last->root), ==, 5);
  g_assert_null (soup_message_headers_get_one (last->headers, "Link"));
  g_assert_cmpuint (yyjson_arr_size (beyond->root), ==, 0);
  g_assert_cmpstr (soup_message_headers_get_one (beyond->headers, "X-WP-Total"), ==, "0");
  test_assert_fails (too_many, 400, "rest_invalid_param");
}

/* The bound is exclusive: what changed in the same second is not seen. */
static void
test_changes (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  gint64 product = test_make_product (shop, "NEW", 5);
  g_autofree char *path = g_strdup_printf ("wc/v3/products/%" G_GINT64_FORMAT, product);
  g_autoptr (TestAnswer) made = test_ask (shop, "GET", path, NULL);
  const char *at = test_text_at (made, "/date_modified_gmt");
  g_autofree char *same = g_strdup_printf ("wc/v3/products?dates_are_gmt=true&modified_after=%s", at);
  g_autofree char *local = g_strdup_printf ("wc/v3/products?modified_after=%sZ", at);
  g_autoptr (TestAnswer) at_same = test_ask (shop, "GET", same, NULL);
  g_autoptr (TestAnswer) at_local = test_ask (shop, "GET", local, NULL);
  g_autoptr (TestAnswer) before =
      test_ask (shop, "GET",
                "wc/v3/products?dates_are_gmt=true&modified_after=2026-06-01T00:00:00&orderby=modified&order=desc", NULL);

  g_assert_cmpuint (yyjson_arr_size (at_same->root), ==, 0);
  g_assert_cmpuint (yyjson_arr_size (at_local->root), ==, 0);
  g_assert_cmpint (test_int_at (before, "/0/id"), ==, product);
}

static void
test_trash (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  gint64 product = test_make_product (shop, "OLD", 5);
  g_autofree char *path = g_strdup_printf ("wc/v3/products/%" G_GINT64_FORMAT, product);
  g_autofree char *force = g_strconcat (path, "?force=true", NULL);
  g_autoptr (TestAnswer) gone = test_ask (shop, "DELETE", path, NULL);
  g_autoptr (TestAnswer) again = test_ask (shop, "DELETE", path, NULL);
  g_autoptr (TestAnswer) same_sku = test_ask (shop, "POST", "wc/v3/products", "{\"name\":\"x\",\"sku\":\"old\"}");
  g_autoptr (TestAnswer) seen = test_ask (shop, "GET", path, NULL);
  g_autoptr (TestAnswer) any = test_ask (shop, "GET", "wc/v3/products?status=any&per_page=100", NULL);
  g_autoptr (TestAnswer) trash = test_ask (shop, "GET", "wc/v3/products?status=trash", NULL);
  g_autoptr (TestAnswer) back = test_ask (shop, "PUT", path, "{\"status\":\"publish\"}");
  g_autoptr (TestAnswer) for_good = test_ask (shop, "DELETE", force, NULL);
  g_autoptr (TestAnswer) nothing = test_ask (shop, "GET", path, NULL);

  g_assert_cmpstr (test_text_at (gone, "/status"), ==, "publish");
  test_assert_fails (again, 410, "woocommerce_rest_already_trashed");
  test_assert_fails (same_sku, 400, "woocommerce_rest_product_not_created");
  g_assert_cmpstr (test_text_at (seen, "/status"), ==, "trash");
  g_assert_cmpuint (yyjson_arr_size (any->root), ==, 20);
  g_assert_cmpuint (yyjson_arr_size (trash->root), ==, 1);
  g_assert_cmpstr (test_text_at (back, "/status"), ==, "publish");
  g_assert_cmpuint (for_good->status, ==, 200);
  test_assert_fails (nothing, 404, "woocommerce_rest_product_invalid_id");
}

static void
test_batch (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  gint64 product = test_make_product (shop, "HERE", 5);
  g_autofree char *body =
      g_strdup_printf ("{\"create\":[{\"name\":\"a\",\"regular_price\":5},{\"name\":\"b\",\"sku\":\"HERE\"}],"
                       "\"update\":[{\"id\":%" G_GINT64_FORMAT ",\"stock_quantity\":9},{\"id\":99999}]}",
                       product);
  g_autoptr (TestAnswer) done = test_ask (shop, "POST", "wc/v3/products/batch", body);
  g_autoptr (TestAnswer) alone = test_ask (shop, "POST", "wc/v3/products", "{\"name\":\"a\",\"regular_price\":5}");

  g_assert_cmpuint (done->status, ==, 200);
  g_assert_cmpstr (test_text_at (done, "/create/0/price"), ==, "5");
  g_assert_cmpint (test_int_at (done, "/create/1/id"), ==, 0);
  g_assert_cmpstr (test_text_at (done, "/create/1/error/code"), ==, "product_invalid_sku");
  g_assert_cmpint (test_int_at (done, "/update/0/stock_quantity"), ==, 9);
  g_assert_cmpint (test_int_at (done, "/update/1/id"), ==, 99999);
  g_assert_cmpstr (test_text_at (done, "/update/1/error/code"), ==, "woocommerce_rest_product_invalid_id");
  test_assert_fails (alone, 400, "rest_invalid_param");
}

static void
test_money (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  g_autofree char *path = g_strdup_printf ("wc/v3/products/%" G_GINT64_FORMAT, test_make_product (shop, "MONEY", 5));
  g_autoptr (TestAnswer) comma = test_ask (shop, "PUT", path, "{\"regular_price\":\"1.234,56\"}");
  g_autoptr (TestAnswer) verbatim = test_ask (shop, "PUT", path, "{\"regular_price\":\"9.99999\"}");
  g_autoptr (TestAnswer) dear = test_ask (shop, "PUT", path, "{\"sale_price\":\"10\"}");
  g_autoptr (TestAnswer) word = test_ask (shop, "PUT", path, "{\"regular_price\":\"abc\"}");

  g_assert_cmpstr (test_text_at (comma, "/regular_price"), ==, "1.23456");
  g_assert_cmpstr (test_text_at (verbatim, "/regular_price"), ==, "9.99999");
  g_assert_cmpstr (test_text_at (dear, "/sale_price"), ==, "");
  g_assert_cmpstr (test_text_at (word, "/regular_price"), ==, "");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/storefront/pages", test_pages);
  kontor_test_add_plain ("/storefront/changes", test_changes);
  kontor_test_add_plain ("/storefront/trash", test_trash);
  kontor_test_add_plain ("/storefront/batch", test_batch);
  kontor_test_add_plain ("/storefront/money", test_money);
  return kontor_test_run ();
}
