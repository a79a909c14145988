#include "kontor-metadata.h"

#include "kontor-test.h"

static void
assert_lists (const char *json, const char *expected)
{
  g_auto (GStrv) list = kontor_metadata_list (json);
  g_autofree char *text = g_strjoinv ("|", list);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_list (void)
{
  assert_lists ("{\"b\":\"x\",\"a\":1.50,\"c\":{\"d\":[true,null]}}", "b|x|a|1.50|c|{\"d\":[true,null]}");
  assert_lists ("{}", "");
  assert_lists ("[1]", "");
  assert_lists ("{broken", "");
  assert_lists (NULL, "");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/metadata/list", test_list);
  return kontor_test_run ();
}
