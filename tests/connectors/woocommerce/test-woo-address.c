#include "kontor-test.h"
#include "kontor-woo-address.h"
#include "kontor-woo-secret.h"

static void
test_normalise (void)
{
  static const char *const cases[][2] = {
    { "shop.example", "https://shop.example" },
    { "  https://Shop.example/  ", "https://shop.example" },
    { "https://shop.example/en/wp-admin/index.php?page=x#y", "https://shop.example/en" },
    { "shop.example/wp-login.php", "https://shop.example" },
    { "https://shop.example/wp-json/wc/v3/orders", "https://shop.example" },
    { "http://shop.example/store/", "https://shop.example/store" },
    { "http://shop.example:80", "https://shop.example" },
    { "http://127.0.0.1:8081/", "http://127.0.0.1:8081" },
    { "127.0.0.1:8443", "https://127.0.0.1:8443" },
    { "localhost", "https://localhost" },
    { "bücher.example", "https://xn--bcher-kva.example" },
    { "ftp://shop.example", NULL },
    { "my shop", NULL },
    { "shop", NULL },
    { "", NULL },
    { "https://", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *address = kontor_woo_address_normalise (cases[i][0]);

    g_assert_cmpstr (address, ==, cases[i][1]);
  }
  g_assert_null (kontor_woo_address_normalise (NULL));
}

static void
test_link (void)
{
  static const char relation[] = "https://api.w.org/";
  g_autofree char *root = kontor_woo_find_link (
      "<https://a.example/feed>; rel=\"alternate\", <https://a.example/wp-json/>; rel=\"https://api.w.org/\"", relation);
  g_autofree char *none = kontor_woo_find_link ("<https://a.example/>; rel=shortlink", relation);
  g_autofree char *broken = kontor_woo_find_link ("<https://a.example", relation);

  g_assert_cmpstr (root, ==, "https://a.example/wp-json/");
  g_assert_null (none);
  g_assert_null (broken);
  g_assert_null (kontor_woo_find_link (NULL, relation));
}

static void
test_secret (void)
{
  KontorWooSecret key = { KONTOR_WOO_LOGIN_KEY, (char *) "ck_\"1", (char *) "cs_ü" };
  g_autofree char *text = kontor_woo_secret_write (&key);
  g_autoptr (KontorWooSecret) read = kontor_woo_secret_read (text);
  KontorWooSecret password = { KONTOR_WOO_LOGIN_PASSWORD, (char *) "me", (char *) "ab cd" };
  g_autofree char *other = kontor_woo_secret_write (&password);
  g_autoptr (KontorWooSecret) again = kontor_woo_secret_read (other);

  g_assert_cmpint (read->login, ==, KONTOR_WOO_LOGIN_KEY);
  g_assert_cmpstr (read->user, ==, "ck_\"1");
  g_assert_cmpstr (read->password, ==, "cs_ü");
  g_assert_cmpint (again->login, ==, KONTOR_WOO_LOGIN_PASSWORD);
  g_assert_null (kontor_woo_secret_read (""));
  g_assert_null (kontor_woo_secret_read ("{\"user\":\"x\"}"));
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/woo/address/normalise", test_normalise);
  kontor_test_add_plain ("/woo/address/link", test_link);
  kontor_test_add_plain ("/woo/secret", test_secret);
  return kontor_test_run ();
}
