/* Orders, their stock and their refunds, as a real store was seen to answer. */

#include <string.h>

#include "kontor-test.h"
#include "test-storefront.h"

static void
test_order (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  gint64 product = test_make_product (shop, "SOLD", 5);
  gint64 order = test_place_order (shop, product, 3);
  g_autofree char *path = g_strdup_printf ("wc/v3/orders/%" G_GINT64_FORMAT, order);
  g_autofree char *exact = g_strconcat (path, "?dp=6", NULL);
  g_autoptr (TestAnswer) rounded = test_ask (shop, "GET", path, NULL);
  g_autoptr (TestAnswer) six = test_ask (shop, "GET", exact, NULL);

  g_assert_cmpint (test_stock_of (shop, product), ==, 2);
  g_assert_cmpstr (test_text_at (rounded, "/total"), ==, "40.83");
  g_assert_cmpstr (test_text_at (six, "/line_items/0/total_tax"), ==, "2.660000");
  g_assert_cmpstr (test_text_at (six, "/line_items/0/taxes/0/total"), ==, "2.662500");
  g_assert_cmpstr (test_text_at (six, "/shipping_lines/0/taxes/0/total"), ==, "0.665625");
  g_assert_cmpstr (test_text_at (six, "/line_items/0/name"), ==, "Tom &amp; Jerry");
}

static void
test_status_and_stock (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  gint64 product = test_make_product (shop, "SOLD", 5);
  gint64 order = test_place_order (shop, product, 3);
  g_autofree char *path = g_strdup_printf ("wc/v3/orders/%" G_GINT64_FORMAT, order);
  g_autoptr (TestAnswer) failed = test_ask (shop, "PUT", path, "{\"status\":\"failed\"}");
  g_autoptr (TestAnswer) unknown = test_ask (shop, "PUT", path, "{\"status\":\"nope\"}");

  g_assert_cmpint (test_stock_of (shop, product), ==, 2);
  test_answer_free (test_ask (shop, "PUT", path, "{\"status\":\"cancelled\"}"));
  g_assert_cmpint (test_stock_of (shop, product), ==, 5);
  g_assert_cmpuint (failed->status, ==, 200);
  test_assert_fails (unknown, 400, "rest_invalid_param");
}

static void
test_refund (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  gint64 product = test_make_product (shop, "SOLD", 5);
  gint64 order = test_place_order (shop, product, 3);
  g_autofree char *path = g_strdup_printf ("wc/v3/orders/%" G_GINT64_FORMAT, order);
  g_autofree char *refunds = g_strconcat (path, "/refunds", NULL);
  g_autoptr (TestAnswer) before = test_ask (shop, "GET", path, NULL);
  g_autofree char *body =
      g_strdup_printf ("{\"api_refund\":false,\"line_items\":[{\"id\":%" G_GINT64_FORMAT ",\"quantity\":2,"
                       "\"refund_total\":20,\"refund_tax\":[{\"id\":2,\"refund_total\":\"1.78\"}]}]}",
                       test_int_at (before, "/line_items/0/id"));
  g_autoptr (TestAnswer) by_gateway = test_ask (shop, "POST", refunds, "{\"amount\":\"1.00\"}");
  g_autoptr (TestAnswer) done = test_ask (shop, "POST", refunds, body);
  g_autoptr (TestAnswer) too_much = test_ask (shop, "POST", refunds, "{\"amount\":\"100\",\"api_refund\":false}");
  g_autoptr (TestAnswer) rest = test_ask (shop, "PUT", path, "{\"status\":\"refunded\"}");

  test_assert_fails (by_gateway, 500, "woocommerce_rest_cannot_create_order_refund");
  g_assert_cmpint (test_int_at (by_gateway, "/data"), ==, 500);
  g_assert_cmpstr (test_text_at (done, "/amount"), ==, "21.78");
  g_assert_cmpint (test_int_at (done, "/line_items/0/quantity"), ==, -2);
  g_assert_cmpstr (test_text_at (done, "/line_items/0/total_tax"), ==, "-1.78");
  g_assert_cmpint (test_stock_of (shop, product), ==, 4);
  test_assert_fails (too_much, 500, "woocommerce_rest_cannot_create_order_refund");
  g_assert_cmpstr (test_text_at (rest, "/refunds/0/total"), ==, "-19.05");
  g_assert_cmpuint (kontor_storefront_count (shop, "refund"), ==, 2);
}

typedef struct {
  KontorStorefront *shop;
  gint64 product;
} Sale;

static gpointer
sell_meanwhile (gpointer data)
{
  Sale *sale = data;

  while (kontor_storefront_count (sale->shop, "arrivals") == 0)
    g_usleep (1000);
  test_place_order (sale->shop, sale->product, 2);
  return NULL;
}

/* The real store reads the stock, adds, and writes: an order in between is lost. */
static void
test_delta (void)
{
  g_autoptr (KontorStorefront) shop = test_open_small_shop ();
  Sale sale = { shop, test_make_product (shop, "RACE", 10) };
  g_autofree char *path = g_strdup_printf ("wc/v3/products/%" G_GINT64_FORMAT, sale.product);
  g_autoptr (TestAnswer) alone = test_ask (shop, "PUT", path, "{\"inventory_delta\":-1}");
  g_autoptr (TestAnswer) raced = NULL;
  GThread *thread;

  g_assert_cmpint (test_int_at (alone, "/stock_quantity"), ==, 9);
  kontor_storefront_reset_counts (shop);
  thread = g_thread_new ("sale", sell_meanwhile, &sale);
  raced = test_ask_under (shop, "slow =400 @PUT wc/v3/products", "PUT", path, "{\"inventory_delta\":-1}");
  g_thread_join (thread);
  g_assert_cmpint (test_int_at (raced, "/stock_quantity"), ==, 8);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/storefront/order", test_order);
  kontor_test_add_plain ("/storefront/status-and-stock", test_status_and_stock);
  kontor_test_add_plain ("/storefront/refund", test_refund);
  kontor_test_add_plain ("/storefront/delta", test_delta);
  return kontor_test_run ();
}
