#include "kontor-medusa-mapping.h"
#include "kontor-test.h"
#include "recorded.h"

static const KontorMappingStore store = { "https://store.example.test", "EUR" };

#define READ(name)                                                         \
  static gboolean                                                          \
      read_##name (yyjson_val *object, KontorBatch *batch, GError **error) \
  {                                                                        \
    return kontor_medusa_read_##name (&store, object, batch, error);       \
  }
READ (order)
READ (product)
READ (customer)
READ (promotion)
READ (category)
READ (tag)

#define DIGEST(name, entity)                                                         \
  static gboolean                                                                    \
      read_##name##_digest (yyjson_val *object, KontorBatch *batch, GError **error)  \
  {                                                                                  \
    return kontor_medusa_read_digest (KONTOR_ENTITY_##entity, object, batch, error); \
  }
DIGEST (order, ORDER)
DIGEST (product, PRODUCT)
DIGEST (variant, VARIANT)

#define SETTING(name, kind)                                                \
  static gboolean                                                          \
      read_##name (yyjson_val *object, KontorBatch *batch, GError **error) \
  {                                                                        \
    return kontor_medusa_read_setting (kind, object, 0, batch, error);     \
  }
SETTING (location, "location")
SETTING (reason, "return-reason")

static const RecordedList lists[] = {
  { "orders", "orders", read_order },
  { "products", "products", read_product },
  { "customers", "customers", read_customer },
  { "promotions", "promotions", read_promotion },
  { "product-categories", "product_categories", read_category },
  { "product-tags", "product_tags", read_tag },
  { "collections", "collections", read_tag },
  { "product-types", "product_types", read_tag },
  { "orders-digest", "orders", read_order_digest },
  { "products-digest", "products", read_product_digest },
  { "product-variants-digest", "variants", read_variant_digest },
  { "stock-locations", "stock_locations", read_location },
  { "return-reasons", "return_reasons", read_reason },
};

static void
test_recorded (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    recorded_check (&lists[i]);
}

static void
test_versions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    recorded_check_versions (&lists[i]);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/medusa/recorded/understood", test_recorded);
  kontor_test_add_plain ("/medusa/recorded/versions", test_versions);
  return kontor_test_run ();
}
