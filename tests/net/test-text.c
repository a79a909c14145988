#include "kontor-html.h"
#include "kontor-oauth.h"
#include "kontor-test.h"

static void
test_decode (void)
{
  static const char *const cases[][2] = {
    { "Tom &amp; Jerry", "Tom & Jerry" },
    { "&amp;amp;", "&amp;" },
    { "196&rarr;194", "196→194" },
    { "caf&eacute; &#8211; &#x20AC;", "café – €" },
    { "AT&T; &unknown; & &#0; &#xD800; &#99999999;", "AT&T; &unknown; & &#0; &#xD800; &#99999999;" },
    { "&#;&;&", "&#;&;&" },
    { "bad \xff bytes &lt;", "bad \xef\xbf\xbd bytes <" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = kontor_html_decode (cases[i][0]);

    g_assert_cmpstr (text, ==, cases[i][1]);
  }
  g_assert_null (kontor_html_decode (NULL));
}

static void
test_strip (void)
{
  static const char *const cases[][2] = {
    { "<strong>Error:</strong> The key &quot;nope&quot;\n is wrong.", "Error: The key \"nope\" is wrong." },
    { "  1 < 2 and 3 > 2 ", "1 < 2 and 3 > 2" },
    { "<p>one</p><p>two</p>", "one two" },
    { "an open <b", "an open <b" },
    { "&nbsp;", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = kontor_html_strip (cases[i][0]);

    g_assert_cmpstr (text, ==, cases[i][1]);
  }
}

static void
test_lines (void)
{
  static const char *const cases[][2] = {
    { "<p>one</p><p>two <b>bold</b></p>", "one\ntwo bold" },
    { "one\ntwo<br />three<BR>\n", "one\ntwo\nthree" },
    { "a <brand> b</header>\n\nc &lt;br&gt;", "a b\n\nc <br>" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = kontor_html_strip_lines (cases[i][0]);

    g_assert_cmpstr (text, ==, cases[i][1]);
  }
}

/* Signed by another program. */
static void
test_oauth (void)
{
  g_autofree char *header = kontor_oauth_sign (
      "GET", "http://127.0.0.1:8081/wp-json/wc/v3/orders?include=62%2C63&search=%C3%9C%20%26%20b", "ck_1", "cs_2", 1700000000, "abc");

  g_assert_cmpstr (header, ==,
                   "OAuth oauth_consumer_key=\"ck_1\", oauth_nonce=\"abc\", oauth_signature_method=\"HMAC-SHA256\", "
                   "oauth_timestamp=\"1700000000\", oauth_signature=\"gRL56wx0GbHtyJnHE%2BpWgb0M3gJs%2FwSDnUXjqLHA%2BBw%3D\"");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/net/html/decode", test_decode);
  kontor_test_add_plain ("/net/html/strip", test_strip);
  kontor_test_add_plain ("/net/html/lines", test_lines);
  kontor_test_add_plain ("/net/oauth", test_oauth);
  return kontor_test_run ();
}
