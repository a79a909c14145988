#include "test-storefront.h"

#include "kontor-test.h"

#include <string.h>

void
test_answer_free (TestAnswer *answer)
{
  g_free (answer->text);
  g_clear_pointer (&answer->doc, yyjson_doc_free);
  g_clear_pointer (&answer->headers, soup_message_headers_unref);
  g_clear_error (&answer->error);
  g_free (answer);
}

KontorStorefront *
test_open_shop (const KontorStorefrontOptions *options)
{
  g_autoptr (GError) error = NULL;
  KontorStorefront *shop = kontor_storefront_new (options, &error);

  g_assert_no_error (error);
  return shop;
}

KontorStorefront *
test_open_small_shop (void)
{
  const KontorStorefrontOptions options = {
    .seed = 1, .n_products = 20, .variable_percent = 20, .n_customers = 10, .n_orders = 25
  };

  return test_open_shop (&options);
}

static SoupSession *
make_session (KontorStorefront *shop)
{
  g_autofree char *path = g_build_filename (kontor_test_dir (), "authority.pem", NULL);
  g_autoptr (GTlsDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, kontor_storefront_get_authority (shop), -1, &error);
  database = g_tls_file_database_new (path, &error);
  g_assert_no_error (error);
  return soup_session_new_with_options ("tls-database", database, NULL);
}

TestAnswer *
test_ask_as (KontorStorefront *shop, const char *credentials, const char *method, const char *address, const char *body)
{
  g_autoptr (SoupSession) session = make_session (shop);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autofree char *encoded =
      g_base64_encode ((const guchar *) credentials, credentials != NULL ? strlen (credentials) : 0);
  g_autofree char *authorization = g_strconcat ("Basic ", encoded, NULL);
  g_autoptr (GBytes) bytes = NULL;
  TestAnswer *answer = g_new0 (TestAnswer, 1);

  if (credentials != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", authorization);
  if (body != NULL) {
    bytes = g_bytes_new_static (body, strlen (body));
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    g_clear_pointer (&bytes, g_bytes_unref);
  }
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  bytes = soup_session_send_and_read (session, message, NULL, &answer->error);
  answer->status = soup_message_get_status (message);
  answer->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (bytes == NULL)
    return answer;
  answer->text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  answer->doc = yyjson_read (answer->text, strlen (answer->text), YYJSON_READ_NOFLAG);
  answer->root = yyjson_doc_get_root (answer->doc);
  return answer;
}

TestAnswer *
test_ask (KontorStorefront *shop, const char *method, const char *path, const char *body)
{
  g_autofree char *credentials =
      g_strdup_printf ("admin:%s", kontor_storefront_get_password (shop, KONTOR_STOREFRONT_ADMIN));
  g_autofree char *address = g_strdup_printf ("%s/wp-json/%s", kontor_storefront_get_address (shop), path);

  return test_ask_as (shop, credentials, method, address, body);
}

TestAnswer *
test_ask_under (KontorStorefront *shop, const char *faults, const char *method, const char *path, const char *body)
{
  g_autoptr (GError) error = NULL;

  kontor_storefront_set_faults (shop, faults, &error);
  g_assert_no_error (error);
  return test_ask (shop, method, path, body);
}

const char *
test_text_at (TestAnswer *answer, const char *pointer)
{
  return yyjson_get_str (yyjson_doc_ptr_get (answer->doc, pointer));
}

gint64
test_int_at (TestAnswer *answer, const char *pointer)
{
  return yyjson_get_sint (yyjson_doc_ptr_get (answer->doc, pointer));
}

void
test_assert_fails (TestAnswer *answer, guint status, const char *code)
{
  g_assert_cmpuint (answer->status, ==, status);
  g_assert_cmpstr (test_text_at (answer, "/code"), ==, code);
}

gint64
test_make_product (KontorStorefront *shop, const char *sku, gint64 stock)
{
  g_autofree char *body =
      g_strdup_printf ("{\"name\":\"Tom & Jerry\",\"sku\":\"%s\",\"regular_price\":\"10\",\"manage_stock\":true,"
                       "\"stock_quantity\":%" G_GINT64_FORMAT "}",
                       sku, stock);
  g_autoptr (TestAnswer) made = test_ask (shop, "POST", "wc/v3/products", body);

  g_assert_cmpuint (made->status, ==, 201);
  return test_int_at (made, "/id");
}

gint64
test_stock_of (KontorStorefront *shop, gint64 product)
{
  g_autofree char *path = g_strdup_printf ("wc/v3/products/%" G_GINT64_FORMAT, product);
  g_autoptr (TestAnswer) found = test_ask (shop, "GET", path, NULL);

  return test_int_at (found, "/stock_quantity");
}

gint64
test_place_order (KontorStorefront *shop, gint64 product, guint quantity)
{
  g_autofree char *body =
      g_strdup_printf ("{\"status\":\"processing\",\"shipping\":{\"country\":\"US\",\"state\":\"NY\"},"
                       "\"line_items\":[{\"product_id\":%" G_GINT64_FORMAT ",\"quantity\":%u}],"
                       "\"shipping_lines\":[{\"method_id\":\"flat_rate\",\"total\":\"7.50\"}]}",
                       product, quantity);
  g_autoptr (TestAnswer) order = test_ask (shop, "POST", "wc/v3/orders", body);

  g_assert_cmpuint (order->status, ==, 201);
  return test_int_at (order, "/id");
}
