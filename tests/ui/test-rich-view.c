#include "kontor-rich-buffer.h"
#include "kontor-rich-text.h"
#include "kontor-rich-view.h"
#include "ui-fixture.h"

static const char *const texts[] = {
  "<p>One</p>\n<p class=\"lead\">Two <em>words</em> and <a href=\"x\">a <b>link</b></a></p>\n<h2>Title</h2>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol><li>c</li></ol><ol><li>d</li></ol>",
  "First paragraph.\n\nSecond one,\nwith a line break &amp; an entity.\n\n[products ids=\"1,2\"]\n\n• Last.",
  "<p>x<br>y</p><table><tr><td>1</td></tr></table><p></p><p>&nbsp;</p><iframe></iframe>",
  "<ul><li>a</li></ul><ul><li>b</li></ul><h4>deep</h4><p><span style=\"color:red\">red <sup>2</sup></span></p>",
  "",
};

static char *
write_view (KontorRichView *view, KontorRichText *text)
{
  g_autoptr (GPtrArray) blocks = kontor_rich_view_read (view);
  g_autoptr (GBytes) html = kontor_rich_text_write (text, blocks);

  return g_strndup (g_bytes_get_size (html) > 0 ? g_bytes_get_data (html, NULL) : "", g_bytes_get_size (html));
}

static void
assert_html (KontorRichView *view, KontorRichText *text, const char *expected)
{
  g_autofree char *html = write_view (view, text);

  g_assert_cmpstr (html, ==, expected);
}

static KontorRichText *
begin (const char *html, KontorRichView **view, AdwWindow **window)
{
  KontorRichText *text = kontor_rich_text_new (html, -1);

  *view = g_object_new (KONTOR_TYPE_RICH_VIEW, NULL);
  *window = ui_show (GTK_WIDGET (*view));
  kontor_rich_view_set_blocks (*view, kontor_rich_text_get_blocks (text));
  return text;
}

/* Shown and read again, every byte is where it was. */
static void
test_kept (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    KontorRichView *view;
    AdwWindow *window;
    g_autoptr (KontorRichText) text = begin (texts[i], &view, &window);

    assert_html (view, text, texts[i]);
    ui_close (window);
  }
}

static GtkTextBuffer *
select_chars (KontorRichView *view, int from, int to)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_offset (buffer, &start, from);
  gtk_text_buffer_get_iter_at_offset (buffer, &end, to);
  gtk_text_buffer_select_range (buffer, &end, &start);
  return buffer;
}

static void
test_marks (void)
{
  KontorRichView *view;
  AdwWindow *window;
  g_autoptr (KontorRichText) text = begin ("<p>one two</p>\n<p  id=x>three</p>", &view, &window);

  select_chars (view, 4, 7);
  kontor_rich_view_toggle_mark (view, "<strong>");
  g_assert_true (kontor_rich_view_has_mark (view, "strong"));
  assert_html (view, text, "<p>one <strong>two</strong></p>\n<p  id=x>three</p>");
  kontor_rich_view_toggle_mark (view, "<strong>");
  assert_html (view, text, "<p>one two</p>\n<p  id=x>three</p>");

  select_chars (view, 0, 3);
  kontor_rich_view_set_link (view, "https://example.com/?a=1&b=2");
  assert_html (view, text, "<p><a href=\"https://example.com/?a=1&amp;b=2\">one</a> two</p>\n<p  id=x>three</p>");
  kontor_rich_view_set_link (view, NULL);
  assert_html (view, text, "<p>one two</p>\n<p  id=x>three</p>");
  ui_close (window);
}

static void
test_styles (void)
{
  KontorRichView *view;
  AdwWindow *window;
  g_autoptr (KontorRichText) text = begin ("<p>one</p>\n<p>two</p>\n<p>three</p>", &view, &window);

  select_chars (view, 0, 5);
  gtk_widget_activate_action (GTK_WIDGET (view), "rich.style", "s", "numbers");
  assert_html (view, text, "<ol>\n<li>one</li>\n<li>two</li>\n</ol>\n<p>three</p>");
  select_chars (view, 1, 1);
  gtk_widget_activate_action (GTK_WIDGET (view), "rich.style", "s", "heading");
  assert_html (view, text, "<h2>one</h2>\n<ol>\n<li>two</li>\n</ol>\n<p>three</p>");
  ui_close (window);
}

static void
note_cb (guint *count)
{
  (*count)++;
}

static gboolean
is_counted (gpointer count)
{
  return *(guint *) count > 0;
}

static void
test_undo (void)
{
  KontorRichView *view;
  AdwWindow *window;
  g_autoptr (KontorRichText) text = begin ("<p>a <b>b</b></p><table></table>", &view, &window);
  GtkTextBuffer *buffer = select_chars (view, 0, 5);
  guint n_edits = 0;

  g_signal_connect_swapped (view, "edited", G_CALLBACK (note_cb), &n_edits);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  ui_wait (is_counted, &n_edits);
  assert_html (view, text, "");
  gtk_widget_activate_action (GTK_WIDGET (view), "rich.undo", NULL);
  assert_html (view, text, "<p>a <b>b</b></p><table></table>");
  gtk_widget_activate_action (GTK_WIDGET (view), "rich.redo", NULL);
  assert_html (view, text, "");
  ui_close (window);
}

static void
test_chips (void)
{
  KontorRichView *view;
  AdwWindow *window;
  g_autoptr (KontorRichText) text = begin ("<p>a</p>\n<table><tr></table>\n<p>b</p>", &view, &window);
  GtkWidget *button;

  ui_wait_text (view, "table");
  button = ui_find_type (view, GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  assert_html (view, text, "<table><tr></table>\n<p>a</p>\n<p>b</p>");
  ui_close (window);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  adw_init ();
  kontor_test_add ("/ui/rich-view/kept", test_kept);
  kontor_test_add ("/ui/rich-view/marks", test_marks);
  kontor_test_add ("/ui/rich-view/styles", test_styles);
  kontor_test_add ("/ui/rich-view/undo", test_undo);
  kontor_test_add ("/ui/rich-view/chips", test_chips);
  return kontor_test_run ();
}
