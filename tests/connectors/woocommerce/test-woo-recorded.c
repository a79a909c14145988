#include "kontor-test.h"
#include "kontor-woo-mapping.h"
#include "recorded.h"

static const KontorMappingStore store = { "https://store.example.test", "USD" };

#define READ(name)                                                         \
  static gboolean                                                          \
      read_##name (yyjson_val *object, KontorBatch *batch, GError **error) \
  {                                                                        \
    return kontor_woo_read_##name (&store, object, batch, error);          \
  }
READ (product)
READ (variation)
READ (customer)
READ (coupon)
READ (category)
READ (tag)

static gboolean
read_order (yyjson_val *object, KontorBatch *batch, GError **error)
{
  return kontor_woo_read_order (&store, object, &(KontorWooParts) { 0 }, batch, error);
}

static const RecordedList lists[] = {
  { "orders", NULL, read_order },
  { "products", NULL, read_product },
  { "variations", NULL, read_variation },
  { "customers", NULL, read_customer },
  { "coupons", NULL, read_coupon },
  { "categories", NULL, read_category },
  { "tags", NULL, read_tag },
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
  kontor_test_add_plain ("/woo/recorded/understood", test_recorded);
  kontor_test_add_plain ("/woo/recorded/versions", test_versions);
  return kontor_test_run ();
}
