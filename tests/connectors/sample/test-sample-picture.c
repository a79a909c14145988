#include <string.h>

#include "test-sample.h"

static void
test_every_picture (void)
{
  g_auto (Sample) sample = sample_open_with ("bare", "orders", "3", "customers", "3", "products", "99", NULL);
  g_autoptr (GPtrArray) products = sample_dup_all (&sample, KONTOR_ENTITY_PRODUCT);
  g_autoptr (GHashTable) different =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  guint count = 0;

  for (guint i = 0; i < products->len; i++)
    for (guint k = 0; k < kontor_record_get_length (g_ptr_array_index (products, i), KONTOR_PRODUCT_PICTURES); k++) {
      KontorRecord *picture = kontor_record_get_member (g_ptr_array_index (products, i), KONTOR_PRODUCT_PICTURES, k);
      g_autoptr (GError) error = NULL;
      GBytes *bytes = dex_await_boxed (
          kontor_connector_download (sample.connector, kontor_record_get_text (picture, KONTOR_PICTURE_URL), 100000),
          &error);
      const char *text;

      g_assert_no_error (error);
      text = g_bytes_get_data (bytes, NULL);
      g_assert_true (g_str_has_prefix (text, "<svg "));
      g_assert_null (g_strstr_len (text, (gssize) g_bytes_get_size (bytes), "{{"));
      g_hash_table_add (different, bytes);
      count++;
    }
  g_assert_cmpuint (count, >, 100);
  g_assert_cmpuint (g_hash_table_size (different), >, count * 3 / 4);
}

static void
test_no_picture (void)
{
  static const char *const uris[] = { "",
                                      "https://example.com/x.svg",
                                      "sample:/media/",
                                      "sample:/media/tin/sea",
                                      "sample:/media/tin/nocolour/X.svg",
                                      "sample:/media/frame/sea/X.svg",
                                      "sample:/media/../tin/sea.svg",
                                      "sample:/media/tin/sea/%FF%FE.svg" };
  g_auto (Sample) sample = sample_open_with ("bare", "orders", "3", "customers", "3", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (dex_await_boxed (kontor_connector_download (sample.connector, uris[i], 100000), &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_NOT_FOUND);
  }
}

static void
test_limit (void)
{
  g_auto (Sample) sample = sample_open_with ("bare", "orders", "3", "customers", "3", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (dex_await_boxed (
      kontor_connector_download (sample.connector, "sample:/media/tin/sea/Salt%20%26%20Tea.svg", 100), &error));
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_REJECTED);
}

int
main (int argc, char *argv[])
{
  kontor_test_init (&argc, &argv);
  kontor_test_add ("/sample/picture/every", test_every_picture);
  kontor_test_add ("/sample/picture/none", test_no_picture);
  kontor_test_add ("/sample/picture/limit", test_limit);
  return kontor_test_run ();
}
