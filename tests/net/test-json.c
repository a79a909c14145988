#include "kontor-error.h"
#include "kontor-json.h"
#include "kontor-test.h"

static KontorJson *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return kontor_json_parse (bytes, error);
}

static void
test_numbers (void)
{
  g_autoptr (KontorJson) json = parse ("{\"a\":16.20000000000000000001,\"b\":\"7\",\"c\":7.00,\"d\":7.5,\"e\":\"\",\"f\":9e3,"
                                       "\"g\":99999999999999999999,\"h\":-3,\"i\":true}",
                                       NULL);
  yyjson_val *root = kontor_json_get_root (json);
  g_autofree char *exact = kontor_json_dup_text (yyjson_obj_get (root, "a"));
  g_autofree char *raw = kontor_json_dup_json (yyjson_obj_get (root, "g"));
  gint64 number = 42;

  g_assert_cmpstr (exact, ==, "16.20000000000000000001");
  g_assert_cmpstr (raw, ==, "99999999999999999999");
  g_assert_true (kontor_json_get_int (yyjson_obj_get (root, "b"), &number));
  g_assert_cmpint (number, ==, 7);
  g_assert_true (kontor_json_get_int (yyjson_obj_get (root, "h"), &number));
  g_assert_cmpint (number, ==, -3);
  g_assert_true (kontor_json_get_int (yyjson_obj_get (root, "c"), &number));
  g_assert_cmpint (number, ==, 7);
  for (const char *const *name = (const char *const[]) { "d", "e", "f", "g", "i", "nothing", NULL }; *name != NULL; name++)
    g_assert_false (kontor_json_get_int (yyjson_obj_get (root, *name), &number));
  g_assert_cmpint (number, ==, 7);
}

static void
test_words (void)
{
  g_autoptr (KontorJson) json = parse ("\xef\xbb\xbf[true,\"yes\",1,false,\"no\",null,\"bad \xff\",{}]", NULL);
  yyjson_val *root = kontor_json_get_root (json);
  g_autofree char *bad = kontor_json_dup_text (yyjson_arr_get (root, 6));

  for (guint i = 0; i < 6; i++)
    g_assert_cmpint (kontor_json_get_bool (yyjson_arr_get (root, i)), ==, i < 3);
  g_assert_cmpstr (bad, ==, "bad \xef\xbf\xbd");
  g_assert_null (kontor_json_dup_text (yyjson_arr_get (root, 7)));
}

static void
test_broken (void)
{
  static const char *const texts[] = { "", "<html>", "{\"a\":", "[1,2", "Notice: x\n{}", "{} {}", "[\"\\ud800\"]" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (parse (texts[i], &error));
    g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL);
  }
}

/* Read on a worker, and the same. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("[0");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KontorJson) json = NULL;

  for (guint i = 1; i < 50000; i++)
    g_string_append_printf (text, ",%u", i);
  g_string_append_c (text, ']');
  bytes = g_bytes_new (text->str, text->len);
  json = dex_await_boxed (kontor_json_read (bytes), NULL);
  g_assert_cmpuint (yyjson_arr_size (kontor_json_get_root (json)), ==, 50000);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/net/json/numbers", test_numbers);
  kontor_test_add_plain ("/net/json/words", test_words);
  kontor_test_add_plain ("/net/json/broken", test_broken);
  kontor_test_add ("/net/json/large", test_large);
  return kontor_test_run ();
}
