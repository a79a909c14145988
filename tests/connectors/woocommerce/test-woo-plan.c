#include "kontor-woo-plan.h"

#include <stdlib.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-html.h"
#include "kontor-json.h"
#include "kontor-test.h"
#include "kontor-woo-allows.h"
#include "kontor-woo-info.h"
#include "kontor-woo-ops.h"
#include "kontor-woo-push-private.h"

/**
 * Case:
 * @id: (nullable): of the object, for a variant "product/variation"
 * @payload: of the op, as it is stored
 * @raw: (nullable): what the store has
 * @request: method and path, or the code of a refusal, or "done"
 * @body: (nullable): JSON
 */
typedef struct {
  const char *kind;
  const char *id;
  const char *payload;
  const char *raw;
  const char *request;
  const char *body;
} Case;

static const Case cases[] = {
  /* What a person writes goes as they wrote it; only what would be read as a reference is written as one. */
  { "set-product", "12", "{\"v\":1,\"set\":{\"title\":\"Salt & Pepper &amp; <b>\",\"status\":\"published\",\"requires_shipping\":false,\"tax_class\":null}}",
    NULL, "PUT wc/v3/products/12",
    "{\"name\":\"Salt & Pepper &amp;amp; <b>\",\"status\":\"publish\",\"tax_class\":\"\",\"virtual\":true}" },
  { "set-product", "12", "{\"v\":1,\"set\":{\"seo_title\":\"x\"}}", NULL, "unsupported" },
  { "set-product", "12", "{\"v\":1,\"set\":{\"metadata\":\"{\\\"a\\\":\\\"1\\\",\\\"_b\\\":\\\"2\\\",\\\"c\\\":\\\"3\\\"}\"},"
                         "\"before\":{\"metadata\":\"{\\\"c\\\":\\\"3\\\",\\\"d\\\":\\\"4\\\",\\\"_e\\\":\\\"5\\\"}\"}}",
    NULL, "PUT wc/v3/products/12",
    "{\"meta_data\":[{\"key\":\"d\",\"value\":null},{\"key\":\"a\",\"value\":\"1\"}]}" },
  /* Lists replace what is there, so what others added since stays in them. */
  { "set-product", "12",
    "{\"v\":1,\"add\":{\"categories\":[{\"@key\":\"7\"}]},\"remove\":{\"categories\":[{\"@key\":\"3\"}]}}",
    "{\"categories\":[{\"id\":3},{\"id\":5}]}", "PUT wc/v3/products/12", "{\"categories\":[{\"id\":5},{\"id\":7}]}" },
  { "set-product", "12", "{\"v\":1,\"set\":{\"tags\":[{\"@key\":\"7\"},{\"@key\":\"brand:9\"}]}}", "{\"tags\":[{\"id\":3}],\"brands\":[]}",
    "PUT wc/v3/products/12", "{\"tags\":[{\"id\":7}],\"brands\":[{\"id\":9}]}" },
  { "set-product", "12", "{\"v\":1,\"set\":{\"options\":[{\"@key\":\"1\",\"name\":\"Color\",\"values\":[{\"@key\":\"Red\",\"name\":\"Red\"}]}]}}",
    "{\"attributes\":[{\"id\":1,\"name\":\"Color\",\"visible\":false,\"variation\":true,\"options\":[\"Blue\"]},"
    "{\"id\":0,\"name\":\"Origin\",\"visible\":true,\"variation\":false,\"options\":[\"Assam\"]}]}",
    "PUT wc/v3/products/12",
    "{\"attributes\":[{\"id\":0,\"name\":\"Origin\",\"visible\":true,\"variation\":false,\"options\":[\"Assam\"]},"
    "{\"id\":1,\"position\":1,\"visible\":false,\"variation\":true,\"options\":[\"Red\"]}]}" },
  { "set-product", "12", "{\"v\":1,\"set\":{\"options\":[{\"@key\":\"Size\",\"name\":\"Size\",\"values\":[{\"@key\":\"S\",\"name\":\"S\"}]}]}}",
    "{\"type\":\"simple\",\"attributes\":[]}", "PUT wc/v3/products/12",
    "{\"attributes\":[{\"name\":\"Size\",\"position\":0,\"visible\":true,\"variation\":true,\"options\":[\"S\"]}],\"type\":\"variable\"}" },
  { "create-product", NULL, "{\"v\":1,\"set\":{\"title\":\"Tea\",\"sku\":\"T-1\",\"currency\":\"USD\"}}", NULL, "POST wc/v3/products",
    "{\"name\":\"Tea\",\"sku\":\"T-1\",\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  { "trash-product", "12", "{\"v\":1,\"set\":{\"status\":\"trash\"}}", NULL, "DELETE wc/v3/products/12" },
  { "restore-product", "12", "{\"v\":1}", NULL, "PUT wc/v3/products/12", "{\"status\":\"publish\"}" },
  { "restore-product", "12", "{\"v\":1}", "{\"meta_data\":[{\"key\":\"_wp_trash_meta_status\",\"value\":\"draft\"}]}", "PUT wc/v3/products/12",
    "{\"status\":\"draft\"}" },
  { "restore-product", "12", "{\"v\":1,\"set\":{\"status\":\"draft\"}}", NULL, "PUT wc/v3/products/12", "{\"status\":\"draft\"}" },
  { "set-pictures", "12", "{\"v\":1,\"set\":{\"pictures\":[{\"@key\":\"9\",\"alt\":\"Cup\",\"url\":\"x\"},{\"@key\":\"8\"}]}}", NULL,
    "PUT wc/v3/products/12", "{\"images\":[{\"id\":9,\"alt\":\"Cup\"},{\"id\":8}],\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  { "set-pictures", "12", "{\"v\":1,\"set\":{\"pictures\":[{\"@key\":\"new:1\"}]}}", NULL, "invalid" },

  /* A simple product is its own variant. */
  { "set-price", "12/12", "{\"v\":1,\"set\":{\"price\":12500000}}", NULL, "PUT wc/v3/products/12", "{\"regular_price\":\"12.50\"}" },
  { "set-price", "12/15", "{\"v\":1,\"set\":{\"price\":{\"exact\":\"12.3456789\"}}}", NULL,
    "PUT wc/v3/products/12/variations/15", "{\"regular_price\":\"12.3456789\"}" },
  { "set-price", "12/15", "{\"v\":1,\"set\":{\"sale_price\":null,\"sale_from\":null,\"sale_to\":0}}", NULL, "PUT wc/v3/products/12/variations/15",
    "{\"sale_price\":\"\",\"date_on_sale_from_gmt\":\"\",\"date_on_sale_to_gmt\":\"1970-01-01T00:00:00\"}" },
  { "set-price", "12/15", "{\"v\":1,\"set\":{\"price\":5000000,\"sale_price\":5000000}}", NULL, "rejected" },
  { "set-price", "12/15", "{\"v\":1,\"add\":{\"prices\":[{\"@key\":\"EUR\",\"amount\":1}]}}", NULL, "unsupported" },
  { "set-variant", "12/15",
    "{\"v\":1,\"set\":{\"sku\":\"A\",\"gtin\":\"1234\",\"weight\":\"0.5\",\"length\":\"3\",\"height\":null,\"low_stock\":4,\"backorders\":\"notify\",\"manage_stock\":true,"
    "\"picture_key\":\"77\"}}",
    NULL, "PUT wc/v3/products/12/variations/15",
    "{\"sku\":\"A\",\"global_unique_id\":\"1234\",\"manage_stock\":true,\"backorders\":\"notify\",\"low_stock_amount\":4,\"weight\":\"0.5\","
    "\"dimensions\":{\"length\":\"3\",\"height\":\"\"},\"image\":{\"id\":77}}" },
  { "set-variant", "12/12", "{\"v\":1,\"set\":{\"hs_code\":\"0902\"}}", NULL, "unsupported" },
  { "create-variant", NULL,
    "{\"v\":1,\"set\":{\"product\":{\"key\":\"12\"},\"sku\":\"A\",\"price\":5000000,\"options\":[{\"@key\":\"1\",\"name\":\"Color\",\"value\":\"Red\"},"
    "{\"@key\":\"Size\",\"name\":\"Size\",\"value\":\"L\"}],\"levels\":[{\"@key\":\"\",\"on_hand\":6}]}}",
    NULL, "POST wc/v3/products/12/variations",
    "{\"sku\":\"A\",\"regular_price\":\"5.00\",\"attributes\":[{\"id\":1,\"option\":\"Red\"},{\"name\":\"Size\",\"option\":\"L\"}],\"manage_stock\":true,"
    "\"stock_quantity\":6,\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  { "create-variant", NULL, "{\"v\":1,\"set\":{\"product\":{\"key\":\"12\"},\"sku\":\"A\"}}", NULL, "PUT wc/v3/products/12",
    "{\"sku\":\"A\",\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },

  /* Stock: the store adds, and says by whom; a quantity only after a count. */
  { "adjust-stock", "12/15", "{\"v\":1,\"delta\":{\"levels\":[{\"@key\":\"\",\"on_hand\":-5}]}}",
    "{\"manage_stock\":true,\"meta_data\":[{\"id\":4,\"key\":\"_kontor_op\",\"value\":\"op-0 op-a op-b op-c op-d op-e op-f op-g\"}]}",
    "PUT wc/v3/products/12/variations/15",
    "{\"inventory_delta\":-5,\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1 op-0 op-a op-b op-c op-d op-e op-f\"}]}" },
  { "adjust-stock", "12/12", "{\"v\":1,\"delta\":{\"levels\":[{\"@key\":\"\",\"on_hand\":-5}]}}",
    "{\"manage_stock\":true,\"meta_data\":[{\"id\":4,\"key\":\"_kontor_op\",\"value\":\"op-2 op-1\"}]}", "done" },
  { "adjust-stock", "12/12", "{\"v\":1,\"delta\":{\"levels\":[{\"@key\":\"\",\"on_hand\":0}]}}", NULL, "done" },
  { "adjust-stock", "12/15", "{\"v\":1,\"delta\":{\"levels\":[{\"@key\":\"\",\"on_hand\":-5}]}}", "{\"manage_stock\":\"parent\"}", "rejected" },
  { "adjust-stock", "12/12", "{\"v\":1,\"delta\":{\"levels\":[{\"@key\":\"\",\"on_hand\":-5}]}}", "{\"manage_stock\":false}", "rejected" },
  { "count-stock", "12/12", "{\"v\":1,\"add\":{\"levels\":[{\"@key\":\"\",\"on_hand\":93}]}}", "{\"manage_stock\":true}", "PUT wc/v3/products/12",
    "{\"stock_quantity\":93,\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },

  { "create-category", NULL, "{\"v\":1,\"set\":{\"name\":\"Tea & more\",\"parent\":{\"key\":\"16\"}}}", NULL, "POST wc/v3/products/categories",
    "{\"name\":\"Tea & more\",\"parent\":16}" },
  { "set-category", "19", "{\"v\":1,\"set\":{\"position\":3,\"parent\":null,\"picture_url\":null}}", NULL,
    "PUT wc/v3/products/categories/19", "{\"parent\":0,\"menu_order\":3,\"image\":null}" },
  { "create-tag", NULL, "{\"v\":1,\"set\":{\"name\":\"New\"}}", NULL, "POST wc/v3/products/tags", "{\"name\":\"New\"}" },
  { "create-tag", NULL, "{\"v\":1,\"set\":{\"name\":\"Acme\",\"kind\":\"brand\"}}", NULL, "POST wc/v3/products/brands", "{\"name\":\"Acme\"}" },
  { "set-tag", "brand:4", "{\"v\":1,\"set\":{\"name\":\"Acme\"}}", NULL, "PUT wc/v3/products/brands/4", "{\"name\":\"Acme\"}" },
  { "set-tag", "4", "{\"v\":1,\"set\":{\"handle\":\"n\"}}", NULL, "PUT wc/v3/products/tags/4", "{\"slug\":\"n\"}" },

  { "create-discount", NULL,
    "{\"v\":1,\"set\":{\"code\":\"TEN\",\"kind\":\"percent\",\"percent\":\"10\",\"amount\":null,\"status\":\"active\",\"ends_at\":1798675200000,\"usage_limit\":5,"
    "\"minimum\":20000000,\"individual\":true,\"rules\":\"{\\\"product_ids\\\":[3],\\\"used_by\\\":[1]}\"}}",
    NULL, "POST wc/v3/coupons",
    "{\"code\":\"TEN\",\"discount_type\":\"percent\",\"amount\":\"10\",\"status\":\"publish\",\"date_expires\":\"2026-12-31T00:00:00Z\",\"usage_limit\":5,"
    "\"minimum_amount\":\"20.00\",\"individual_use\":true,\"product_ids\":[3],\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  { "set-discount", "60", "{\"v\":1,\"set\":{\"status\":\"paused\",\"usage_limit\":null,\"maximum\":null,\"kind\":\"fixed-order\",\"amount\":5000000}}", NULL,
    "PUT wc/v3/coupons/60",
    "{\"discount_type\":\"fixed_cart\",\"amount\":\"5.00\",\"status\":\"pending\",\"usage_limit\":0,\"maximum_amount\":\"0.00\"}" },
  { "set-discount", "60", "{\"v\":1,\"set\":{\"starts_at\":1}}", NULL, "unsupported" },
  { "trash-discount", "60", "{\"v\":1,\"set\":{\"status\":\"trash\"}}", NULL, "DELETE wc/v3/coupons/60" },

  { "create-customer", NULL, "{\"v\":1,\"set\":{\"first_name\":\"Ada\",\"email\":\"a@example.org\",\"phone\":\"1\",\"addresses\":[{\"@key\":\"billing\",\"city\":\"Leer\"}]}}",
    NULL, "POST wc/v3/customers",
    "{\"first_name\":\"Ada\",\"email\":\"a@example.org\",\"billing\":{\"phone\":\"1\",\"city\":\"Leer\"},\"meta_data\":[{\"key\":\"kontor_op\",\"value\":\"op-1\"}]}" },
  { "set-customer", "5", "{\"v\":1,\"set\":{\"note\":\"Likes it strong\"}}", "{\"meta_data\":[{\"key\":\"kontor\",\"value\":{\"tags\":[\"vip\"]}}]}",
    "PUT wc/v3/customers/5", "{\"meta_data\":[{\"key\":\"kontor\",\"value\":{\"tags\":[\"vip\"],\"note\":\"Likes it strong\"}}]}" },
  { "set-customer", "5", "{\"v\":1,\"add\":{\"addresses\":[{\"@key\":\"shipping\",\"line1\":\"Kai 3\",\"email\":\"x\"}]}}", NULL, "PUT wc/v3/customers/5",
    "{\"shipping\":{\"address_1\":\"Kai 3\"}}" },
  { "set-customer", "guest:a@example.org", "{\"v\":1,\"set\":{\"first_name\":\"A\"}}", NULL, "unsupported" },
  { "set-customer", "5", "{\"v\":1,\"set\":{\"marketing\":\"subscribed\"}}", NULL, "unsupported" },
  { "tag-customer", "5", "{\"v\":1,\"add\":{\"tags\":[{\"@key\":\"vip\"}]},\"remove\":{\"tags\":[{\"@key\":\"old\"}]}}",
    "{\"meta_data\":[{\"key\":\"kontor\",\"value\":{\"tags\":[\"old\",\"kept\"],\"other\":1}}]}", "PUT wc/v3/customers/5",
    "{\"meta_data\":[{\"key\":\"kontor\",\"value\":{\"tags\":[\"kept\",\"vip\"],\"other\":1}}]}" },
  { "delete-customer", "5", "{\"v\":1}", NULL, "DELETE wc/v3/customers/5?force=true" },

  { "set-order-status", "7", "{\"v\":1,\"set\":{\"status\":\"on-hold\"}}", NULL, "PUT wc/v3/orders/7", "{\"status\":\"on-hold\"}" },
  { "set-order-status", "7", "{\"v\":1,\"set\":{\"status\":\"refunded\"}}", NULL, "rejected" },
  { "set-order", "7",
    "{\"v\":1,\"set\":{\"email\":\"a@example.org\",\"customer_note\":\"Ring twice\"},\"add\":{\"addresses\":[{\"@key\":\"billing\",\"city\":\"Leer\",\"email\":\"b@example.org\"}]}}",
    NULL, "PUT wc/v3/orders/7",
    "{\"billing\":{\"email\":\"b@example.org\",\"city\":\"Leer\"},\"customer_note\":\"Ring twice\",\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  /* A quantity alone would keep the price: the amounts go with it. */
  { "set-order", "7",
    "{\"v\":1,\"add\":{\"lines\":[{\"@key\":\"98\",\"quantity\":3,\"subtotal\":36000000,\"net\":32400000},"
    "{\"@key\":\"new:1\",\"quantity\":1,\"product\":{\"key\":\"12\"},\"variant\":{\"key\":\"15\"}}]},"
    "\"remove\":{\"lines\":[{\"@key\":\"98\",\"quantity\":2,\"subtotal\":36000000,\"net\":32400000},{\"@key\":\"99\",\"quantity\":1}],"
    "\"shipping_lines\":[{\"@key\":\"100\"}],\"fees\":[{\"@key\":\"101\"}]}}",
    NULL, "PUT wc/v3/orders/7",
    "{\"line_items\":[{\"id\":99,\"quantity\":0},{\"id\":98,\"quantity\":3,\"subtotal\":\"54.00\",\"total\":\"48.60\"},"
    "{\"product_id\":12,\"variation_id\":15,\"quantity\":1}],\"shipping_lines\":[{\"id\":100,\"method_id\":null}],\"fee_lines\":[{\"id\":101,\"name\":null}],"
    "\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  { "set-order", "7", "{\"v\":1,\"add\":{\"lines\":[{\"@key\":\"98\",\"quantity\":2,\"net\":30000000,\"subtotal\":36000000}]},"
                      "\"remove\":{\"lines\":[{\"@key\":\"98\",\"quantity\":2,\"net\":32400000,\"subtotal\":36000000}]}}",
    NULL, "PUT wc/v3/orders/7",
    "{\"line_items\":[{\"id\":98,\"quantity\":2,\"subtotal\":\"36.00\",\"total\":\"30.00\"}],\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  { "set-order", "7", "{\"v\":1,\"add\":{\"lines\":[{\"@key\":\"new:1\",\"quantity\":1}]}}", NULL, "rejected" },
  { "set-order", "7", "{\"v\":1,\"add\":{\"refunds\":[{\"@key\":\"new:1\",\"amount\":1}]}}", NULL, "unsupported" },
  { "set-order", "7", "{\"v\":1,\"set\":{\"total\":1}}", NULL, "unsupported" },
  { "set-team", "7", "{\"v\":1,\"set\":{\"hold_reason\":null,\"archived\":true,\"parcels\":\"[{\\\"weight\\\":3}]\"}}",
    "{\"meta_data\":[{\"key\":\"_kontor\",\"value\":{\"hold_reason\":\"Address\",\"stage\":\"picked\"}},{\"key\":\"_foreign\",\"value\":\"1\"}]}",
    "PUT wc/v3/orders/7",
    "{\"meta_data\":[{\"key\":\"_kontor\",\"value\":{\"stage\":\"picked\",\"archived\":true,\"parcels\":[{\"weight\":3}]}}]}" },
  { "set-team", "7", "{\"v\":1,\"set\":{\"stage\":\"packed\"}}", "{\"meta_data\":[{\"key\":\"_kontor\",\"value\":[]}]}", "PUT wc/v3/orders/7",
    "{\"meta_data\":[{\"key\":\"_kontor\",\"value\":{\"stage\":\"packed\"}}]}" },
  { "set-team", "7", "{\"v\":1,\"set\":{\"status\":\"x\"}}", NULL, "unsupported" },
  { "tag-order", "7", "{\"v\":1,\"add\":{\"tags\":[{\"@key\":\"gift\"}]}}", "{\"meta_data\":[{\"key\":\"_kontor\",\"value\":\"{\\\"tags\\\":[\\\"rush\\\"]}\"}]}",
    "PUT wc/v3/orders/7", "{\"meta_data\":[{\"key\":\"_kontor\",\"value\":{\"tags\":[\"rush\",\"gift\"]}}]}" },
  { "add-note", "7", "{\"v\":1,\"add\":{\"notes\":[{\"@key\":\"new:1\",\"text\":\"Salt &rarr; pepper\"}]}}", NULL, "POST wc/v3/orders/7/notes",
    "{\"note\":\"Salt &amp;rarr; pepper\",\"customer_note\":false,\"added_by_user\":true}" },
  { "send-note", "7", "{\"v\":1,\"add\":{\"notes\":[{\"@key\":\"new:1\",\"text\":\"Hello\"}]}}", NULL, "POST wc/v3/orders/7/notes",
    "{\"note\":\"Hello\",\"customer_note\":true,\"added_by_user\":true}" },
  { "send-note", "7", "{\"v\":1}", NULL, "invalid" },
  { "mark-paid", "7", "{\"v\":1,\"add\":{\"payments\":[{\"@key\":\"new:1\",\"captured\":5000000}]}}", "{}", "PUT wc/v3/orders/7",
    "{\"set_paid\":true,\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  { "cancel-order", "7", "{\"v\":1,\"args\":{\"reason\":\"fraud\"}}", "{}", "PUT wc/v3/orders/7",
    "{\"status\":\"cancelled\",\"meta_data\":[{\"key\":\"_kontor\",\"value\":{\"cancel_reason\":\"fraud\"}},{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },

  /* Money moves by the gateway only where that is said. */
  { "refund-order", "7",
    "{\"v\":1,\"add\":{\"refunds\":[{\"@key\":\"new:1\",\"amount\":17380000,\"reason\":\"damaged\",\"lines\":[{\"@key\":\"1\",\"kind\":\"line\",\"line_key\":\"349\","
    "\"quantity\":1,\"net\":16000000,\"tax\":1380000,\"restock\":true,\"taxes\":[{\"@key\":\"1\",\"amount\":{\"exact\":\"1.3800004\"}}]},"
    "{\"@key\":\"2\",\"kind\":\"shipping\",\"line_key\":\"350\",\"net\":1000000},{\"@key\":\"3\",\"kind\":\"amount\",\"net\":-1000000}]}]}}",
    NULL, "POST wc/v3/orders/7/refunds",
    "{\"amount\":\"17.38\",\"reason\":\"damaged\",\"api_refund\":false,\"api_restock\":true,\"line_items\":[{\"id\":349,\"quantity\":1,\"refund_total\":\"16.00\","
    "\"refund_tax\":[{\"id\":1,\"refund_total\":\"1.3800004\"}]},{\"id\":350,\"refund_total\":\"1.00\"}],\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  { "refund-order", "7", "{\"v\":1,\"add\":{\"refunds\":[{\"@key\":\"new:1\",\"amount\":5000000,\"by_gateway\":true}]}}", NULL, "POST wc/v3/orders/7/refunds",
    "{\"amount\":\"5.00\",\"reason\":\"\",\"api_refund\":true,\"api_restock\":false,\"line_items\":[],\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  { "refund-order", "7",
    "{\"v\":1,\"add\":{\"refunds\":[{\"@key\":\"new:1\",\"amount\":5000000,\"lines\":[{\"@key\":\"1\",\"line_key\":\"3\",\"quantity\":1,\"restock\":true},"
    "{\"@key\":\"2\",\"line_key\":\"4\",\"quantity\":1,\"restock\":false}]}]}}",
    NULL, "POST wc/v3/orders/7/refunds",
    "{\"amount\":\"5.00\",\"reason\":\"\",\"api_refund\":false,\"api_restock\":false,\"line_items\":[{\"id\":3,\"quantity\":1,\"refund_total\":\"\"},"
    "{\"id\":4,\"quantity\":1,\"refund_total\":\"\"}],\"meta_data\":[{\"key\":\"_kontor_op\",\"value\":\"op-1\"}]}" },
  { "refund-order", "7", "{\"v\":1,\"add\":{\"refunds\":[{\"@key\":\"new:1\",\"amount\":0}]}}", NULL, "invalid" },

  { "capture-payment", "7", "{\"v\":1}", NULL, "unsupported" },
  { "create-return", "7", "{\"v\":1}", NULL, "unsupported" },
};

/* What a store of each manner is told of a parcel. */
static const char *const parcel =
    "{\"v\":1,\"args\":{\"notify\":\"1\"},\"add\":{\"fulfilments\":[{\"@key\":\"new:1\",\"shipped_at\":1795392000000,"
    "\"lines\":[{\"@key\":\"369\",\"quantity\":2}],\"shipments\":[{\"@key\":\"s\",\"carrier\":\"DHL\",\"tracking_number\":\"JD01\","
    "\"tracking_url\":\"https://dhl.example/JD01\"}]}]}}";
static const char *const order =
    "{\"status\":\"processing\",\"line_items\":[{\"id\":369,\"quantity\":2}],\"meta_data\":[{\"key\":\"_wc_shipment_tracking_items\","
    "\"value\":[{\"tracking_id\":\"other\",\"tracking_number\":\"1Z\"}]}]}";
static const char *const larger_order =
    "{\"status\":\"processing\",\"line_items\":[{\"id\":369,\"quantity\":2},{\"id\":370,\"quantity\":1}]}";

static KontorOp *
make_op (const char *kind, const char *id, const char *payload)
{
  KontorOp *op = kontor_op_new (kontor_op_kind_lookup (kind), 1, 1);
  g_auto (GStrv) ids = g_strsplit (id != NULL ? id : "", "/", 2);
  g_autoptr (GError) error = NULL;

  g_set_str (&op->idempotency, "op-1");
  if (id != NULL) {
    g_set_str (&op->remote_id, ids[g_strv_length (ids) - 1]);
    if (ids[1] != NULL)
      g_set_str (&op->parent_remote_id, ids[0]);
  }
  kontor_op_payload_from_json (op, payload, &error);
  g_assert_no_error (error);
  return op;
}

static char *
normalise (const char *json)
{
  yyjson_doc *doc = json != NULL ? yyjson_read (json, strlen (json), YYJSON_READ_NOFLAG) : NULL;
  char *text, *copy;

  if (json == NULL)
    return NULL;
  g_assert_nonnull (doc);
  text = yyjson_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  copy = g_strdup (text);
  free (text);
  yyjson_doc_free (doc);
  return copy;
}

static char *
say_request (const KontorWooPlan *plan)
{
  if (plan->receipt == NULL)
    return g_strdup_printf ("%s %s", plan->method, plan->path);
  if (plan->receipt->state == KONTOR_RECEIPT_DONE)
    return g_strdup ("done");
  g_assert_cmpint (plan->receipt->state, ==, KONTOR_RECEIPT_FAILED);
  return g_strdup (kontor_error_code_to_nick ((KontorError) plan->receipt->error->code));
}

static void
make_plan (KontorWooPlan *plan, KontorOp *op, KontorWooTracking tracking, const char *raw)
{
  const KontorWooFacts facts = { .decimals = 2, .tracking = tracking, .now = 1795392000000 };
  g_autoptr (GBytes) bytes = raw != NULL ? g_bytes_new_static (raw, strlen (raw)) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorJson) json = bytes != NULL ? kontor_json_parse (bytes, &error) : NULL;

  g_assert_no_error (error);
  plan->op = op;
  kontor_woo_plan (plan, &facts, json != NULL ? kontor_json_get_root (json) : NULL);
}

static void
check (const Case *expected, KontorWooTracking tracking)
{
  g_autoptr (KontorOp) op = make_op (expected->kind, expected->id, expected->payload);
  KontorWooPlan plan = { 0 };
  g_autofree char *request = NULL, *body = NULL, *wanted = normalise (expected->body);

  make_plan (&plan, op, tracking, expected->raw);
  request = say_request (&plan);
  body = normalise (plan.body);
  g_test_message ("%s %s", expected->kind, expected->payload);
  g_assert_cmpstr (request, ==, expected->request);
  g_assert_cmpstr (body, ==, wanted);
  kontor_woo_plan_clear (&plan);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check (&cases[i], KONTOR_WOO_TRACKING_META);
}

/* What the shop is said to have no place for is refused, never left out silently. */
static void
assert_fixed (const char *kind, const char *id)
{
  KontorEntity entity = kontor_op_kind_lookup (kind)->entity;
  const KontorRecordType *type = kontor_entity_get_record_type (entity);

  g_assert_cmpuint (kontor_woo_info.fixed[entity], !=, 0);
  for (guint i = 0; i < type->n_fields; i++) {
    g_autofree char *payload = g_strdup_printf ("{\"v\":1,\"set\":{\"%s\":null}}", type->fields[i].name);

    if ((kontor_woo_info.fixed[entity] & KONTOR_FIELD_BIT (i)) != 0)
      check (&(Case) { kind, id, payload, NULL, "unsupported" }, KONTOR_WOO_TRACKING_META);
  }
}

static void
test_fixed (void)
{
  assert_fixed ("set-product", "12");
  assert_fixed ("set-variant", "12/15");
}

static void
test_fulfilments (void)
{
  const Case own = { "create-fulfilment", "7", parcel, NULL, "POST wc/v3/orders/7/fulfillments?notify_customer=true",
                     "{\"meta_data\":[{\"id\":0,\"key\":\"_items\",\"value\":[{\"item_id\":369,\"qty\":2}]},"
                     "{\"id\":0,\"key\":\"_tracking_number\",\"value\":\"JD01\"},{\"id\":0,\"key\":\"_shipment_provider\",\"value\":\"DHL\"},"
                     "{\"id\":0,\"key\":\"_tracking_url\",\"value\":\"https://dhl.example/JD01\"},{\"id\":0,\"key\":\"_kontor_op\",\"value\":\"op-1\"}],"
                     "\"status\":\"fulfilled\",\"is_fulfilled\":true}" };
  const Case cancel = { "cancel-fulfilment", "7", "{\"v\":1,\"add\":{\"fulfilments\":[{\"@key\":\"3\"}]}}", NULL,
                        "DELETE wc/v3/orders/7/fulfillments/3" };

  check (&own, KONTOR_WOO_TRACKING_FULFILMENTS);
  check (&cancel, KONTOR_WOO_TRACKING_FULFILMENTS);
}

static void
test_plugin (void)
{
  const Case plugin = { "create-fulfilment", "7", parcel, NULL, "POST wc/v3/orders/7/shipment-trackings",
                        "{\"custom_tracking_provider\":\"DHL\",\"custom_tracking_link\":\"https://dhl.example/JD01\","
                        "\"tracking_number\":\"JD01\",\"date_shipped\":\"2026-11-23\"}" };
  const Case untold = { "create-fulfilment", "7", "{\"v\":1,\"add\":{\"fulfilments\":[{\"@key\":\"new:1\"}]}}", NULL, "rejected" };
  const Case cancel = { "cancel-fulfilment", "7", "{\"v\":1,\"add\":{\"fulfilments\":[{\"@key\":\"a1\"}]}}", NULL,
                        "DELETE wc/v3/orders/7/shipment-trackings/a1" };

  check (&plugin, KONTOR_WOO_TRACKING_PLUGIN);
  check (&untold, KONTOR_WOO_TRACKING_PLUGIN);
  check (&cancel, KONTOR_WOO_TRACKING_PLUGIN);
}

/* What other plugins noted stays; what was in the parcel is noted, as the store has no place for it. */
static void
test_metadata (void)
{
  const Case whole = { "create-fulfilment", "7", parcel, order, "PUT wc/v3/orders/7",
                       "{\"meta_data\":[{\"key\":\"_wc_shipment_tracking_items\",\"value\":[{\"tracking_id\":\"other\",\"tracking_number\":\"1Z\"},"
                       "{\"tracking_provider\":\"\",\"custom_tracking_provider\":\"DHL\",\"custom_tracking_link\":\"https://dhl.example/JD01\","
                       "\"tracking_number\":\"JD01\",\"date_shipped\":\"1795392000\",\"tracking_id\":\"op-1\"}]},{\"key\":\"_kontor\",\"value\":"
                       "{\"fulfilments\":{\"op-1\":{\"status\":\"shipped\",\"at\":1795392000000,\"carrier\":\"DHL\",\"number\":\"JD01\","
                       "\"url\":\"https://dhl.example/JD01\",\"lines\":{\"369\":2}}}}},{\"key\":\"_kontor_op\",\"value\":\"op-1\"}],\"status\":\"completed\"}" };
  const Case cancel = { "cancel-fulfilment", "7", "{\"v\":1,\"add\":{\"fulfilments\":[{\"@key\":\"other\"}]}}",
                        "{\"status\":\"completed\",\"meta_data\":[{\"key\":\"_wc_shipment_tracking_items\",\"value\":{\"1\":{\"tracking_id\":\"other\"}}},"
                        "{\"key\":\"_kontor\",\"value\":{\"fulfilments\":{\"other\":{\"status\":\"shipped\"}}}}]}",
                        "PUT wc/v3/orders/7",
                        "{\"meta_data\":[{\"key\":\"_kontor\",\"value\":{\"fulfilments\":{\"other\":{\"status\":\"cancelled\"}}}},"
                        "{\"key\":\"_wc_shipment_tracking_items\",\"value\":[]},{\"key\":\"_kontor_op\",\"value\":\"op-1\"}],\"status\":\"processing\"}" };

  check (&whole, KONTOR_WOO_TRACKING_META);
  check (&cancel, KONTOR_WOO_TRACKING_META);
}

/* An order of which something is still to be sent is not completed; the customer is told either way. */
static void
test_partly (void)
{
  g_autoptr (KontorOp) op = make_op ("create-fulfilment", "7", parcel);
  KontorWooPlan plan = { 0 };

  make_plan (&plan, op, KONTOR_WOO_TRACKING_META, larger_order);
  g_assert_null (strstr (plan.body, "completed"));
  g_assert_cmpstr (plan.resume, ==, "note");
  g_set_str (&op->resume, plan.resume);
  kontor_woo_plan_clear (&plan);
  g_assert_false (kontor_woo_plan_needs_object (op));
  make_plan (&plan, op, KONTOR_WOO_TRACKING_META, NULL);
  g_assert_cmpstr (plan.path, ==, "wc/v3/orders/7/notes");
  g_assert_cmpstr (plan.body, ==,
                   "{\"note\":\"Your order is on its way. It was sent with DHL, tracking number JD01.\\nhttps://dhl.example/JD01\","
                   "\"customer_note\":true}");
  g_assert_null (plan.resume);
  kontor_woo_plan_clear (&plan);
}

/* Every kind that is offered is planned, and none that core does not know. */
static void
test_table (void)
{
  guint n = 0;

  for (const KontorOpSupport *support = kontor_woo_ops; support->kind != NULL; support++, n++) {
    const KontorOpKind *kind = kontor_op_kind_lookup (support->kind);

    g_assert_nonnull (kind);
    g_assert_true (kontor_woo_op_lookup (support->kind)->support.proof == support->proof);
    g_assert_cmpuint (support->batch, >=, 1);
    g_assert_cmpuint (support->batch, <=, 50);
    /* Money and messages are never sent again on a guess, and what stays undecided is none of a platform's promises. */
    if (kind->op_class == KONTOR_OP_MONEY || kind->op_class == KONTOR_OP_MESSAGE || kind->op_class == KONTOR_OP_DELTA)
      g_assert_cmpint (support->proof, ==, KONTOR_PROOF_MARK);
    if (kind->op_class == KONTOR_OP_CREATE)
      g_assert_true (support->proof == KONTOR_PROOF_MARK || support->proof == KONTOR_PROOF_NATURAL);
  }
  g_assert_cmpuint (n, ==, 32);
  g_assert_null (kontor_woo_op_lookup ("capture-payment"));
}

/* What we wrote is read back as it was, and what is no reference stays what it is. */
static void
test_encode (void)
{
  static const char *const texts[] = { "Tom & Jerry", "A&B", "&amp;", "&#8217; & &#x41;", "& ;", "<b>&lt;</b>", "&", "" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *encoded = kontor_woo_encode (texts[i]), *decoded = kontor_html_decode (encoded);

    g_assert_cmpstr (decoded, ==, texts[i]);
  }
}

/* What a person typed comes back as it was typed, though it looks like the store's HTML. */
static void
test_encode_note (void)
{
  static const char *const texts[] = { "<b>Bold</b> & 5 < 6 <3", "<!-- a -->", "&lt;b&gt; </p>\n<br>", "Tom & Jerry", "<" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *encoded = kontor_woo_encode_note (texts[i]), *read = kontor_html_strip_lines (encoded);

    g_assert_cmpstr (read, ==, texts[i]);
  }
}

static gboolean
allows (const char *kind, KontorEntity entity, const char *json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KontorRecord) object = kontor_record_from_json (kontor_entity_get_record_type (entity), json, -1, &error);
  g_autofree char *reason = NULL;
  gboolean allowed;

  g_assert_no_error (error);
  allowed = kontor_woo_allows (KONTOR_WOO_LOGIN_PASSWORD, kind, object, &reason);
  g_assert_true (allowed == (reason == NULL));
  return allowed;
}

static void
test_allows (void)
{
  g_autofree char *reason = NULL;
  const char *paid = "{\"total\":5000000,\"status\":\"processing\",\"payments\":[{\"@key\":\"payment\",\"captured\":5000000}]}";
  const char *back = "{\"total\":5000000,\"status\":\"refunded\",\"payments\":[{\"@key\":\"payment\",\"captured\":5000000}],"
                     "\"refunds\":[{\"@key\":\"1\",\"amount\":5000000}]}";
  const char *open = "{\"total\":5000000,\"status\":\"pending\",\"payments\":[{\"@key\":\"payment\",\"captured\":0}]}";

  g_assert_false (kontor_woo_allows (KONTOR_WOO_LOGIN_KEY, "set-pictures", NULL, &reason));
  g_assert_nonnull (reason);
  g_assert_true (allows ("refund-order", KONTOR_ENTITY_ORDER, paid));
  g_assert_false (allows ("refund-order", KONTOR_ENTITY_ORDER, back));
  g_assert_false (allows ("refund-order", KONTOR_ENTITY_ORDER, open));
  g_assert_false (allows ("mark-paid", KONTOR_ENTITY_ORDER, paid));
  g_assert_true (allows ("mark-paid", KONTOR_ENTITY_ORDER, open));
  g_assert_true (allows ("cancel-order", KONTOR_ENTITY_ORDER, open));
  g_assert_false (allows ("cancel-order", KONTOR_ENTITY_ORDER, back));
  g_assert_false (allows ("cancel-order", KONTOR_ENTITY_ORDER, "{\"status\":\"completed\"}"));
  g_assert_false (allows ("adjust-stock", KONTOR_ENTITY_VARIANT, "{\"manage_stock\":false}"));
  g_assert_true (allows ("adjust-stock", KONTOR_ENTITY_VARIANT, "{\"manage_stock\":true}"));
  g_assert_true (allows ("set-price", KONTOR_ENTITY_VARIANT, "{\"manage_stock\":false}"));
  g_assert_false (allows ("set-customer", KONTOR_ENTITY_CUSTOMER, "{\"kind\":\"guest\"}"));
  g_assert_true (allows ("set-customer", KONTOR_ENTITY_CUSTOMER, "{\"kind\":\"registered\"}"));
  g_assert_true (allows ("set-category", KONTOR_ENTITY_CATEGORY, "{}"));
}

static void
assert_sold (const char *before, const char *after, const char *id, gint64 least, gint64 most)
{
  g_autoptr (GBytes) first = g_bytes_new_static (before, strlen (before)), second = g_bytes_new_static (after, strlen (after));
  g_autoptr (KontorJson) was = kontor_json_parse (first, NULL), is = kontor_json_parse (second, NULL);
  gint64 low, high;

  kontor_woo_count_sold (kontor_json_get_root (was), kontor_json_get_root (is), 1795392000000, id, &low, &high);
  g_assert_cmpint (low, ==, least);
  g_assert_cmpint (high, ==, most);
}

static void
assert_moved (const char *before, const char *after, const char *id, gboolean moved)
{
  g_autoptr (GBytes) first = g_bytes_new_static (before, strlen (before)), second = g_bytes_new_static (after, strlen (after));
  g_autoptr (KontorJson) was = kontor_json_parse (first, NULL), is = kontor_json_parse (second, NULL);

  g_assert_true (kontor_woo_has_moved (kontor_json_get_root (was), kontor_json_get_root (is), id) == moved);
}

/* What left the stock between two looks at the orders. */
static void
test_sold (void)
{
#define LINE(product, variation, reduced) \
  "{\"product_id\":" product ",\"variation_id\":" variation ",\"quantity\":2,\"meta_data\":[{\"key\":\"_reduced_stock\",\"value\":\"" reduced "\"}]}"
#define ORDER(id, created, line) "{\"id\":" id ",\"date_created_gmt\":\"" created "\",\"line_items\":[" line "]}"
#define NEW "2026-11-23T00:00:05"
#define OLD "2026-11-01T00:00:00"

  assert_sold ("[]", "[]", "12", 0, 0);
  assert_sold ("[]", "[" ORDER ("1", NEW, LINE ("12", "0", "2")) "]", "12", 2, 2);
  assert_sold ("[" ORDER ("1", NEW, LINE ("12", "0", "2")) "]", "[" ORDER ("1", NEW, LINE ("12", "0", "2")) "]", "12", 0, 0);
  assert_sold ("[" ORDER ("1", NEW, LINE ("12", "0", "2")) "]", "[" ORDER ("1", NEW, LINE ("12", "0", "")) "]", "12", -2, -2);
  /* Of a variation, not of its product; and of others not at all. */
  assert_sold ("[]", "[" ORDER ("1", NEW, LINE ("12", "15", "2")) "," ORDER ("2", NEW, LINE ("13", "0", "2")) "]", "15", 2, 2);
  assert_sold ("[]", "[" ORDER ("1", NEW, LINE ("12", "15", "2")) "]", "12", 0, 0);
  /* An old order may have left it long before, or come back now. */
  assert_sold ("[]", "[" ORDER ("1", OLD, LINE ("12", "0", "2")) "]", "12", 0, 2);
  assert_sold ("[]", "[" ORDER ("1", OLD, LINE ("12", "0", "")) "]", "12", -2, 0);

  /* Only who buys the same disturbs. */
  assert_moved ("[]", "[]", "12", FALSE);
  assert_moved ("[]", "[" ORDER ("1", NEW, LINE ("12", "0", "2")) "]", "12", TRUE);
  assert_moved ("[]", "[" ORDER ("1", NEW, LINE ("12", "15", "2")) "]", "15", TRUE);
  assert_moved ("[]", "[" ORDER ("1", NEW, LINE ("13", "0", "2")) "]", "12", FALSE);
  assert_moved ("[" ORDER ("1", NEW, LINE ("12", "0", "")) "]", "[" ORDER ("1", NEW, LINE ("12", "0", "2")) "]", "12", TRUE);
  assert_moved ("[" ORDER ("1", NEW, LINE ("12", "0", "2")) "]", "[" ORDER ("1", NEW, LINE ("12", "0", "2")) "]", "12", FALSE);
  assert_moved ("[" ORDER ("1", NEW, LINE ("12", "0", "2")) "]", "[" ORDER ("1", NEW, LINE ("13", "0", "2")) "]", "12", TRUE);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/woo/plan/cases", test_cases);
  kontor_test_add_plain ("/woo/plan/fixed", test_fixed);
  kontor_test_add_plain ("/woo/plan/fulfilments", test_fulfilments);
  kontor_test_add_plain ("/woo/plan/plugin", test_plugin);
  kontor_test_add_plain ("/woo/plan/metadata", test_metadata);
  kontor_test_add_plain ("/woo/plan/partly", test_partly);
  kontor_test_add_plain ("/woo/plan/table", test_table);
  kontor_test_add_plain ("/woo/plan/encode", test_encode);
  kontor_test_add_plain ("/woo/plan/encode-note", test_encode_note);
  kontor_test_add_plain ("/woo/plan/allows", test_allows);
  kontor_test_add_plain ("/woo/plan/sold", test_sold);
  return kontor_test_run ();
}
