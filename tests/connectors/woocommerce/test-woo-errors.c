#include <string.h>

#include "kontor-error.h"
#include "kontor-test.h"
#include "kontor-woo-reply.h"
#include "test-woo.h"

/* What a store answered, as recorded, and the next move. */
static const struct {
  const char *name;
  KontorError code;
  const char *says; /* (nullable): a part of the message */
} cases[] = {
  { "unknown product", KONTOR_ERROR_NOT_FOUND },
  { "unknown order", KONTOR_ERROR_NOT_FOUND },
  { "no route", KONTOR_ERROR_UNSUPPORTED, "WooCommerce" },
  { "duplicate sku", KONTOR_ERROR_REJECTED, "Invalid or duplicated SKU." },
  { "duplicate gtin", KONTOR_ERROR_REJECTED },
  { "number price", KONTOR_ERROR_REJECTED, "regular_price is not of type string" },
  { "fractional stock", KONTOR_ERROR_REJECTED, "stock_quantity is not of type integer" },
  { "per_page", KONTOR_ERROR_REJECTED },
  { "bad json", KONTOR_ERROR_REJECTED },
  { "refund too much", KONTOR_ERROR_REJECTED, "Invalid refund amount." },
  { "refund by gateway", KONTOR_ERROR_REJECTED, "automatic refunds" },
  { "unknown status", KONTOR_ERROR_REJECTED, "status is not one of" },
  { "foreign line", KONTOR_ERROR_REJECTED },
  { "no reference", KONTOR_ERROR_REJECTED },
  { "unknown coupon", KONTOR_ERROR_REJECTED, "Coupon \"nope\" cannot be applied" },
  { "coupon twice", KONTOR_ERROR_REJECTED },
  { "customer twice", KONTOR_ERROR_REJECTED },
  { "term twice", KONTOR_ERROR_REJECTED },
  { "bad image id", KONTOR_ERROR_REJECTED },
  { "bad image src", KONTOR_ERROR_REJECTED },
  { "variation by product route", KONTOR_ERROR_NOT_FOUND, "/products/<product_id>/variation" },
  { "no disposition", KONTOR_ERROR_REJECTED },
  { "garbage picture", KONTOR_ERROR_REJECTED },
  { "anonymous", KONTOR_ERROR_AUTH },
  { "wrong password", KONTOR_ERROR_AUTH },
  { "too many", KONTOR_ERROR_REJECTED },
  { "wrong secret", KONTOR_ERROR_AUTH },
  { "read key writes", KONTOR_ERROR_UNSUPPORTED, "write permissions" },
  { "customer reads", KONTOR_ERROR_AUTH },
  { "trashed twice", KONTOR_ERROR_NOT_FOUND },
  { "sku in trash", KONTOR_ERROR_REJECTED, "already present in the lookup table" },
};

static void
check_case (yyjson_val *recorded, guint index)
{
  g_autofree char *body = kontor_json_dup_json (yyjson_obj_get (recorded, "body"));
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  gint64 status = 0;
  g_autoptr (KontorHttpReply) http = NULL;
  g_autoptr (KontorWooReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", cases[index].name);
  g_assert_true (kontor_json_get_int (yyjson_obj_get (recorded, "status"), &status));
  http = kontor_http_reply_new ((guint) status, bytes);
  reply = kontor_woo_reply_new (http, kontor_json_parse (bytes, NULL));
  error = kontor_woo_reply_to_error (reply);
  g_assert_error (error, KONTOR_ERROR, (int) cases[index].code);
  if (cases[index].says != NULL && strstr (error->message, cases[index].says) == NULL)
    g_error ("“%s” does not say “%s”", error->message, cases[index].says);
}

static void
test_recorded (void)
{
  g_autoptr (KontorJson) json = test_woo_load ("errors");
  yyjson_val *all = kontor_json_get_root (json);

  g_assert_cmpuint (yyjson_obj_size (all), ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (yyjson_obj_get (all, cases[i].name), i);
}

/* The items of a batch that was carried out, each with its own end. */
static void
test_items (void)
{
  g_autoptr (KontorJson) json = test_woo_parse (
      "[{\"id\":7},{\"id\":8,\"error\":{\"code\":\"x\",\"message\":\"Invalid &quot;a&quot;\",\"data\":{\"status\":400}}},"
      "{\"id\":9,\"error\":{\"code\":\"y\",\"message\":\"Invalid ID.\",\"data\":{\"status\":404}}},{\"id\":0,\"error\":{\"code\":0,\"data\":500}}]");
  yyjson_val *items = kontor_json_get_root (json);
  g_autoptr (GError) refused = kontor_woo_item_to_error (yyjson_arr_get (items, 1));
  g_autoptr (GError) gone = kontor_woo_item_to_error (yyjson_arr_get (items, 2));
  g_autoptr (GError) bare = kontor_woo_item_to_error (yyjson_arr_get (items, 3));

  g_assert_null (kontor_woo_item_to_error (yyjson_arr_get (items, 0)));
  g_assert_error (refused, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
  g_assert_cmpstr (refused->message, ==, "Invalid \"a\"");
  g_assert_error (gone, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
  g_assert_error (bare, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/woo/errors/recorded", test_recorded);
  kontor_test_add_plain ("/woo/errors/items", test_items);
  return kontor_test_run ();
}
