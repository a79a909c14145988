#include "kontor-rich-text.h"

#include <string.h>

#include "kontor-rich-private.h"
#include "kontor-test.h"

/* As WooCommerce, Gutenberg, TinyMCE, Shopify, Medusa and people who paste write them. */
static const char *const corpus[] = {
  "",
  " \n",
  "Plain text of a shop that knows nothing else.",
  "First paragraph.\n\nSecond one,\nwith a line break &amp; an entity.\n\n[products ids=\"1,2\"]\n\nLast.",
  "First.\r\n\r\n<strong>Second</strong> with <a href=\"https://example.com/?a=1&amp;b=2\" target='_blank'>a link</a>.\r\n\r\nThird.\r\n",
  "<p>One</p>\n<p class=\"lead\" style='text-align: center'>Two <em>words</em></p>\n<h2>Title</h2>\n<ul>\n<li>a</li>\n<li>b <b>c</b></li>\n</ul>\n",
  "<p>No end<p>of <i>paragraphs</i><p>here",
  "<p>unclosed <b>bold<p>goes on</b> and ends</p>",
  "<p><b><i>crossed</b> over</i></p><p>after</p>",
  "<!-- wp:paragraph -->\n<p>Gutenberg.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:heading {\"level\":3} -->\n"
  "<h3 class=\"wp-block-heading\">Third level</h3>\n<!-- /wp:heading -->\n\n<!-- wp:list -->\n"
  "<ul class=\"wp-block-list\"><!-- wp:list-item -->\n<li>One</li>\n<!-- /wp:list-item -->\n\n<!-- wp:list-item -->\n"
  "<li>Two</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->\n\n<!-- wp:separator /-->\n\n"
  "<!-- wp:columns --><div class=\"wp-block-columns\"><!-- wp:column --><div><p>x</p></div><!-- /wp:column --></div><!-- /wp:columns -->\n",
  "<!-- wp:paragraph -->\n<p>never closed</p>\n",
  "<div class=\"product\">\n  <div>\n    <p>Wrapped by Shopify.</p>\n    <meta charset=\"utf-8\"><span>and pasted</span>\n  </div>\n</div>",
  "<table><tbody><tr><td>Size</td><td>M</td></tr></tbody></table><p>After a table</p>",
  "<table>foster <p>parented</p><tr><td>x</td></tr></table> tail",
  "<p>a</p><iframe src=\"https://www.youtube.com/embed/x\"></iframe><script>if (a < b && c > d) alert('</p>')</script><p>b</p>",
  "<ul><li>one<ul><li>nested</li></ul></li></ul><ol start=3><li>three<li>four</ol>",
  "Text <img src=\"a.jpg\" alt=\"x > y\"> around a picture<br>and a break<br/>more",
  "</div></p>stray end tags</b>\n\n<p>x</p></section>",
  "<P ALIGN=CENTER><FONT FACE='Comic Sans MS' COLOR=red>Old &copy; &nbsp; &bogus; &#8364; &#xZZ;</FONT></P>",
  "a <b>b\n\nc</b> d\n\ne",
  "<!-- note --><p>x</p><!--more--><p>y</p><!",
  "<p>&nbsp;</p>\n<p></p>\n<p>text</p>\n<hr>\n<blockquote>quoted</blockquote>",
  "<p>日本語 – „Umlaute“ äöü 🎉</p>\n\n<p dir=rtl>עברית</p>",
  "1 < 2 && 3 > 2 <3 <",
  "<p title='a>b\"'>x</p ><p\n>y</p\n>",
  "<svg><p>in svg</p></svg><math><mi>x</mi></math><p>z</p>",
  "<html><head><title>t</title></head><body><p>whole page</p></body></html>",
};

static const char *const fragments[] = {
  "<p>",
  "</p>",
  "text ",
  "<b>",
  "</b>",
  "<i class='x'>",
  "</i>",
  "\n\n",
  "\r\n",
  "\n",
  " ",
  "<ul>",
  "<li>",
  "</li>",
  "</ul>",
  "<ol>",
  "</ol>",
  "<h2>",
  "</h2>",
  "<div>",
  "</div>",
  "<table>",
  "<tr><td>",
  "</table>",
  "<!-- wp:paragraph -->",
  "<!-- /wp:paragraph -->",
  "<!-- wp:html -->",
  "<!-- /wp:html -->",
  "<!--x-->",
  "<br>",
  "<img src=a>",
  "[code a=1]",
  "&amp;",
  "&nbsp;",
  "&",
  "<",
  ">",
  "é",
  "<a href='#'>",
  "</a>",
  "<p>word</p>\n",
  "<h3>head</h3>\n",
  "<ul>\n<li>item</li>\n<li>other</li>\n</ul>\n",
  "<script>x<y</script>",
  "<span>",
  "</span>",
  "<svg>",
  "</svg>",
  "<template>",
  "<select>",
  "<form>",
  "<",
};

static char *
generate (guint n)
{
  g_autoptr (GString) html = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append (html, fragments[g_test_rand_int_range (0, G_N_ELEMENTS (fragments))]);
  return g_string_free_and_steal (g_steal_pointer (&html));
}

static void
assert_kept (const char *html, gsize length)
{
  g_autoptr (KontorRichText) text = kontor_rich_text_new (html, (gssize) length);
  g_autoptr (GBytes) written = kontor_rich_text_write (text, kontor_rich_text_get_blocks (text));
  gsize size;
  const char *data = g_bytes_get_data (written, &size);

  g_assert_cmpmem (data, size, html, length);
}

static KontorRichBlock *
make_edited (const KontorRichBlock *block, const char *text)
{
  KontorRichBlock *edited = kontor_rich_block_new (block->kind);

  edited->level = block->level;
  edited->ordered = block->ordered;
  g_ptr_array_add (kontor_rich_block_add_line (edited), kontor_rich_run_new (text, NULL));
  return edited;
}

static GPtrArray *
copy_blocks (KontorRichText *text)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_rich_block_unref);

  for (guint i = 0; i < kontor_rich_text_get_blocks (text)->len; i++)
    g_ptr_array_add (copy, kontor_rich_block_ref (kontor_rich_text_get_blocks (text)->pdata[i]));
  return copy;
}

static void
replace (GPtrArray *blocks, guint index, KontorRichBlock *block)
{
  kontor_rich_block_unref (blocks->pdata[index]);
  blocks->pdata[index] = block;
}

static char *
write_text (KontorRichText *text, GPtrArray *blocks)
{
  g_autoptr (GBytes) bytes = kontor_rich_text_write (text, blocks);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* What stands around the element of the edited block stays where it is, byte for byte. */
static void
assert_edited (const char *html, const KontorRichPiece *piece, const char *written)
{
  gsize length = strlen (html), size = strlen (written);
  gsize tail = length - piece->start - piece->head - piece->body;

  g_assert_cmpuint (size, >=, piece->start + piece->head + tail);
  g_assert_cmpmem (written, piece->start + piece->head, html, piece->start + piece->head);
  g_assert_cmpmem (written + size - tail, tail, html + length - tail, tail);
  g_assert_nonnull (g_strstr_len (written + piece->start + piece->head,
                                  (gssize) (size - tail - piece->start - piece->head), "ne &amp; w"));
}

static guint
assert_edits_one (const char *html)
{
  g_autoptr (GPtrArray) pieces = strlen (html) > 0 ? kontor_rich_read (html, strlen (html)) : g_ptr_array_new ();
  g_autoptr (KontorRichText) text = kontor_rich_text_new (html, -1);
  guint n = 0, n_edited = 0;

  for (guint i = 0; i < pieces->len; i++) {
    const KontorRichPiece *piece = g_ptr_array_index (pieces, i);
    g_autoptr (GPtrArray) blocks = copy_blocks (text);
    g_autofree char *written = NULL;

    if (piece->block == NULL)
      continue;
    if (piece->block->kind != KONTOR_RICH_OPAQUE) {
      replace (blocks, n, make_edited (piece->block, "ne & w"));
      written = write_text (text, blocks);
      assert_edited (html, piece, written);
      n_edited++;
    }
    n++;
  }
  return n_edited;
}

static void
test_kept (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (corpus); i++)
    assert_kept (corpus[i], strlen (corpus[i]));
  assert_kept ("<p>a\0b</p><p>c</p>", 18);
  assert_kept ("<p>latin \xe4</p>", 13);
}

static void
test_kept_generated (void)
{
  for (guint i = 0; i < 4000; i++) {
    g_autofree char *html = generate (1 + i % 40);

    assert_kept (html, strlen (html));
  }
}

static void
test_edited (void)
{
  guint n_edited = 0;

  for (guint i = 0; i < G_N_ELEMENTS (corpus); i++)
    n_edited += assert_edits_one (corpus[i]);
  g_assert_cmpuint (n_edited, >, 30);
}

static void
test_edited_generated (void)
{
  for (guint i = 0; i < 1500; i++) {
    g_autofree char *html = generate (1 + i % 25);

    assert_edits_one (html);
  }
}

static void
test_large (void)
{
  g_autoptr (GString) html = g_string_new (NULL), deep = g_string_new (NULL);

  for (guint i = 0; html->len < 1024 * 1024; i++)
    g_string_append_printf (html, "<p class=\"n%u\">Paragraph <strong>%u</strong> &amp; so on</p>\r\n", i, i);
  assert_kept (html->str, html->len);
  for (guint i = 0; i < 150000; i++)
    g_string_append (deep, i % 2 == 0 ? "<div>" : "<b>");
  assert_kept (deep->str, deep->len);
}

static void
assert_becomes (const char *html, guint index, KontorRichBlock *block, const char *expected)
{
  g_autoptr (KontorRichText) text = kontor_rich_text_new (html, -1);
  g_autoptr (GPtrArray) blocks = copy_blocks (text);
  g_autofree char *written = NULL;

  if (block != NULL)
    g_ptr_array_insert (blocks, (gint) index, block);
  else
    g_ptr_array_remove_index (blocks, index);
  written = write_text (text, blocks);
  g_assert_cmpstr (written, ==, expected);
}

static KontorRichBlock *
make_paragraph (const char *words)
{
  KontorRichBlock *block = kontor_rich_block_new (KONTOR_RICH_PARAGRAPH);

  g_ptr_array_add (kontor_rich_block_add_line (block), kontor_rich_run_new (words, NULL));
  return block;
}

static void
test_added (void)
{
  assert_becomes ("", 0, make_paragraph ("new"), "<p>new</p>");
  assert_becomes ("<p>a</p>\n<p>b</p>", 1, make_paragraph ("new"), "<p>a</p>\n<p>new</p>\n<p>b</p>");
  assert_becomes ("<p>a</p>", 1, make_paragraph ("new"), "<p>a</p>\n<p>new</p>");
  assert_becomes ("a\n\nb", 1, make_paragraph ("x < y"), "a\n\nx &lt; y\n\nb");
  assert_becomes ("a", 1, make_paragraph ("two\nlines"), "a\n\ntwo\nlines");
  assert_becomes ("<p>a", 1, make_paragraph ("b"), "<p>a</p>\n<p>b</p>");
  assert_becomes ("<div><p>a</p></div>", 1, make_paragraph ("b"), "<div><p>a</p>\n<p>b</p></div>");
  assert_becomes ("<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->", 1, make_paragraph ("b"),
                  "<!-- wp:paragraph -->\n<p>a</p>\n<!-- /wp:paragraph -->\n\n"
                  "<!-- wp:paragraph -->\n<p>b</p>\n<!-- /wp:paragraph -->");
}

static void
test_removed (void)
{
  assert_becomes ("<p>a</p>\n<p>b</p>\n<p>c</p>", 1, NULL, "<p>a</p>\n<p>c</p>");
  assert_becomes ("<div><p>a</p></div><p>b</p>", 0, NULL, "<div></div><p>b</p>");
  assert_becomes ("<p>a<p>b<table></table>", 1, NULL, "<p>a</p><table></table>");
  assert_becomes ("<p>x</p><iframe src=y></iframe><p>z</p>", 1, NULL, "<p>x</p><p>z</p>");
}

static void
test_moved (void)
{
  g_autoptr (KontorRichText) text = kontor_rich_text_new ("<p class=x>a</p>\n<table><tr></table>\n<p>c</p>\n", -1);
  g_autoptr (GPtrArray) blocks = copy_blocks (text);
  g_autofree char *written = NULL;

  g_ptr_array_insert (blocks, 0, g_ptr_array_steal_index (blocks, 1));
  written = write_text (text, blocks);
  g_assert_cmpstr (written, ==, "<table><tr></table>\n<p class=x>a</p>\n<p>c</p>\n");
}

static char *
describe (const char *html)
{
  g_autoptr (KontorRichText) text = kontor_rich_text_new (html, -1);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < kontor_rich_text_get_blocks (text)->len; i++) {
    const KontorRichBlock *block = kontor_rich_text_get_blocks (text)->pdata[i];

    g_string_append_c (all, "PHLO"[block->kind]);
    if (block->kind == KONTOR_RICH_OPAQUE)
      g_string_append_printf (all, "(%s)", block->label);
    for (guint j = 0; j < block->lines->len; j++) {
      g_autofree char *line = kontor_rich_line_to_html (block->lines->pdata[j], "|");

      g_string_append_printf (all, "{%s}", line);
    }
  }
  return g_string_free_and_steal (g_steal_pointer (&all));
}

static void
assert_reads (const char *html, const char *expected)
{
  g_autofree char *text = describe (html);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_read (void)
{
  assert_reads (corpus[3], "P{First paragraph.}P{Second one,|with a line break &amp; an entity.}O([products])P{Last.}");
  assert_reads (corpus[5], "P{One}P{Two <em>words</em>}H{Title}L{a}{b <b>c</b>}");
  assert_reads (corpus[6], "P{No end}P{of <i>paragraphs</i>}P{here}");
  assert_reads (corpus[7], "O(HTML)");
  assert_reads (corpus[9], "P{Gutenberg.}H{Third level}L{One}{Two}O(wp:separator)O(wp:columns)");
  assert_reads (corpus[11], "P{Wrapped by Shopify.}O(meta)P{<span>and pasted</span>}");
  assert_reads (corpus[12], "O(table)P{After a table}");
  assert_reads (corpus[14], "P{a}O(iframe)O(script)P{b}");
  assert_reads ("<p>  a \n b<br> c</p>", "P{a b|c}");
  assert_reads ("<p><strong><a href=x>y</a></strong> z</p>", "P{<a href=x><strong>y</strong></a> z}");
  assert_reads ("<div>one<br>two</div>", "P{one|two}");
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  kontor_test_add_plain ("/core/rich-text/kept", test_kept);
  kontor_test_add_plain ("/core/rich-text/kept-generated", test_kept_generated);
  kontor_test_add_plain ("/core/rich-text/edited", test_edited);
  kontor_test_add_plain ("/core/rich-text/edited-generated", test_edited_generated);
  kontor_test_add_plain ("/core/rich-text/large", test_large);
  kontor_test_add_plain ("/core/rich-text/added", test_added);
  kontor_test_add_plain ("/core/rich-text/removed", test_removed);
  kontor_test_add_plain ("/core/rich-text/moved", test_moved);
  kontor_test_add_plain ("/core/rich-text/read", test_read);
  return kontor_test_run ();
}
