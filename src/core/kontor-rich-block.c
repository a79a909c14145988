#include "kontor-rich-block.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (KontorRichBlock, kontor_rich_block, kontor_rich_block_ref, kontor_rich_block_unref)

KontorRichRun *
kontor_rich_run_new (const char *text, const char *const *marks)
{
  KontorRichRun *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (KontorRichRun, 1);
  self->text = g_strdup (text);
  self->marks = marks != NULL ? g_strdupv ((GStrv) marks) : g_new0 (char *, 1);
  return self;
}

void
kontor_rich_run_free (KontorRichRun *self)
{
  g_free (self->text);
  g_strfreev (self->marks);
  g_free (self);
}

char *
kontor_rich_mark_dup_name (const char *mark)
{
  g_return_val_if_fail (mark != NULL && mark[0] == '<', NULL);

  return g_ascii_strdown (mark + 1, (gssize) strcspn (mark + 1, " \t\r\n\f/>"));
}

/* Links are outermost, all else in one order, so that the same look is always written alike. */
static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;
  g_autofree char *x_name = kontor_rich_mark_dup_name (x), *y_name = kontor_rich_mark_dup_name (y);
  int order = g_str_equal (y_name, "a") - g_str_equal (x_name, "a");

  return order != 0 ? order : strcmp (x, y);
}

GStrv
kontor_rich_marks_normalize (GPtrArray *marks)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < marks->len; i++)
    g_ptr_array_add (sorted, g_ptr_array_index (marks, i));
  g_ptr_array_sort (sorted, compare_marks);
  for (guint i = 0; i < sorted->len; i++)
    if (i == 0 || !g_str_equal (g_ptr_array_index (sorted, i), g_ptr_array_index (sorted, i - 1)))
      g_strv_builder_add (builder, g_ptr_array_index (sorted, i));
  return g_strv_builder_end (builder);
}

KontorRichBlock *
kontor_rich_block_new (KontorRichKind kind)
{
  KontorRichBlock *self = g_atomic_rc_box_new0 (KontorRichBlock);

  self->kind = kind;
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

KontorRichBlock *
kontor_rich_block_new_opaque (const char *source, gsize length, const char *label)
{
  KontorRichBlock *self = kontor_rich_block_new (KONTOR_RICH_OPAQUE);

  self->source = g_strndup (source, length);
  self->label = g_strdup (label);
  return self;
}

KontorRichBlock *
kontor_rich_block_ref (KontorRichBlock *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  KontorRichBlock *self = data;

  g_ptr_array_unref (self->lines);
  g_free (self->source);
  g_free (self->label);
}

void
kontor_rich_block_unref (KontorRichBlock *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

GPtrArray *
kontor_rich_block_add_line (KontorRichBlock *self)
{
  GPtrArray *line = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_rich_run_free);

  g_ptr_array_add (self->lines, line);
  return line;
}

gboolean
kontor_rich_block_is_empty (const KontorRichBlock *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (((GPtrArray *) g_ptr_array_index (self->lines, i))->len > 0)
      return FALSE;
  return self->kind != KONTOR_RICH_OPAQUE;
}

static void
write_text (GString *html, const char *text, const char *line_break)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    if (character == '\n')
      g_string_append (html, line_break);
    else if (character == '&')
      g_string_append (html, "&amp;");
    else if (character == '<')
      g_string_append (html, "&lt;");
    else if (character == '>')
      g_string_append (html, "&gt;");
    else if (character == 0xa0)
      g_string_append (html, "&nbsp;");
    else
      g_string_append_unichar (html, character);
  }
}

static void
write_end (GString *html, const char *mark)
{
  g_autofree char *name = kontor_rich_mark_dup_name (mark);

  g_string_append_printf (html, "</%s>", name);
}

/* Leaves open what both have around them. */
static void
change_marks (GString *html, GStrv from, GStrv to)
{
  guint n_from = from != NULL ? g_strv_length (from) : 0, n_to = to != NULL ? g_strv_length (to) : 0, same = 0;

  while (same < n_from && same < n_to && g_str_equal (from[same], to[same]))
    same++;
  for (guint i = n_from; i > same; i--)
    write_end (html, from[i - 1]);
  for (guint i = same; i < n_to; i++)
    g_string_append (html, to[i]);
}

char *
kontor_rich_line_to_html (GPtrArray *line, const char *line_break)
{
  g_autoptr (GString) html = g_string_new (NULL);
  GStrv marks = NULL;

  for (guint i = 0; i < line->len; i++) {
    const KontorRichRun *run = g_ptr_array_index (line, i);

    change_marks (html, marks, run->marks);
    write_text (html, run->text, line_break);
    marks = run->marks;
  }
  change_marks (html, marks, NULL);
  return g_string_free_and_steal (g_steal_pointer (&html));
}

char *
kontor_rich_block_dup_key (const KontorRichBlock *self)
{
  g_autoptr (GString) key = g_string_new (NULL);

  if (self->kind == KONTOR_RICH_OPAQUE)
    return g_strconcat ("opaque:", self->source, NULL);
  g_string_append_printf (key, "%d:%u:%d", self->kind, self->level, self->ordered);
  for (guint i = 0; i < self->lines->len; i++) {
    g_autofree char *html = kontor_rich_line_to_html (g_ptr_array_index (self->lines, i), "\n");

    g_string_append_c (key, '\x1f');
    g_string_append (key, html);
  }
  return g_string_free_and_steal (g_steal_pointer (&key));
}
