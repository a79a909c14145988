#include "kontor-rich-buffer.h"

#include <pango/pango.h>
#include <string.h>

#define LINE_BREAK "\342\200\250"
#define BULLET "•  "

/* Two of each kind, so that a list that follows another is one of its own. */
static const char *const bullets[] = { "bullet-u0", "bullet-u1", "bullet-o0", "bullet-o1" };
static const char *const headings[] = { "h1", "h2", "h3", "h4", "h5", "h6" };
static const double sizes[] = { 1.7, 1.45, 1.25, 1.1, 1.0, 0.95 };

static void
add_tags (GtkTextBuffer *buffer)
{
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    gtk_text_buffer_create_tag (buffer, headings[i], "weight", PANGO_WEIGHT_BOLD, "scale", sizes[i],
                                "pixels-above-lines", 6, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    gtk_text_buffer_create_tag (buffer, bullets[i], "weight", PANGO_WEIGHT_NORMAL, "style", PANGO_STYLE_NORMAL, NULL);
}

GtkTextBuffer *
kontor_rich_buffer_new (void)
{
  GtkTextBuffer *buffer = gtk_text_buffer_new (NULL);

  /* GTK's own knows nothing of tags. */
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  add_tags (buffer);
  return buffer;
}

/* --- Marks --- */

static const char *
get_canonical (const char *name)
{
  static const char *const same[][2] = { { "b", "strong" }, { "i", "em" }, { NULL } };

  for (guint i = 0; same[i][0] != NULL; i++)
    if (g_str_equal (same[i][0], name))
      return same[i][1];
  return name;
}

static void
style_mark (GtkTextTag *tag, const char *mark)
{
  g_autofree char *name = kontor_rich_mark_dup_name (mark);
  const char *canonical = get_canonical (name);

  if (g_str_equal (canonical, "strong"))
    g_object_set (tag, "weight", PANGO_WEIGHT_BOLD, NULL);
  else if (g_str_equal (canonical, "em") || g_str_equal (canonical, "cite"))
    g_object_set (tag, "style", PANGO_STYLE_ITALIC, NULL);
  else if (g_str_equal (canonical, "a") || g_str_equal (canonical, "u") || g_str_equal (canonical, "ins"))
    g_object_set (tag, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  else if (g_str_equal (canonical, "s") || g_str_equal (canonical, "del") || g_str_equal (canonical, "strike"))
    g_object_set (tag, "strikethrough", TRUE, NULL);
  else if (g_str_equal (canonical, "code") || g_str_equal (canonical, "kbd") || g_str_equal (canonical, "tt"))
    g_object_set (tag, "family", "monospace", NULL);
  else if (g_str_equal (canonical, "sup") || g_str_equal (canonical, "sub"))
    g_object_set (tag, "scale", 0.8, "rise", (g_str_equal (canonical, "sup") ? 4 : -3) * PANGO_SCALE, NULL);
  else if (g_str_equal (canonical, "small"))
    g_object_set (tag, "scale", 0.85, NULL);
}

GtkTextTag *
kontor_rich_buffer_need_mark (GtkTextBuffer *buffer, const char *mark)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), mark);

  if (tag != NULL)
    return tag;
  tag = gtk_text_buffer_create_tag (buffer, mark, NULL);
  g_object_set_data_full (G_OBJECT (tag), "mark", g_strdup (mark), g_free);
  style_mark (tag, mark);
  return tag;
}

const char *
kontor_rich_buffer_get_mark (GtkTextTag *tag)
{
  return g_object_get_data (G_OBJECT (tag), "mark");
}

static gboolean
is_called (GtkTextTag *tag, const char *name)
{
  const char *mark = kontor_rich_buffer_get_mark (tag);
  g_autofree char *called = mark != NULL ? kontor_rich_mark_dup_name (mark) : NULL;

  return called != NULL && g_str_equal (get_canonical (called), get_canonical (name));
}

gboolean
kontor_rich_buffer_has_mark (const GtkTextIter *iter, const char *name)
{
  g_autoptr (GSList) tags = gtk_text_iter_get_tags (iter);

  for (GSList *at = tags; at != NULL; at = at->next)
    if (is_called (at->data, name))
      return TRUE;
  return FALSE;
}

typedef struct {
  GtkTextBuffer *buffer;
  const char *name;
  const GtkTextIter *start;
  const GtkTextIter *end;
} Removal;

static void
remove_cb (GtkTextTag *tag, gpointer data)
{
  const Removal *self = data;

  if (is_called (tag, self->name))
    gtk_text_buffer_remove_tag (self->buffer, tag, self->start, self->end);
}

void
kontor_rich_buffer_remove_mark (GtkTextBuffer *buffer, const char *name, const GtkTextIter *start,
                                const GtkTextIter *end)
{
  Removal removal = { buffer, name, start, end };

  gtk_text_tag_table_foreach (gtk_text_buffer_get_tag_table (buffer), remove_cb, &removal);
}

/* --- Lines --- */

static const char *
get_bullet (const GtkTextIter *iter)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (gtk_text_iter_get_buffer (iter));

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    if (gtk_text_iter_has_tag (iter, gtk_text_tag_table_lookup (table, bullets[i])))
      return bullets[i];
  return NULL;
}

static guint
get_level (const GtkTextIter *iter)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (gtk_text_iter_get_buffer (iter));

  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    if (gtk_text_iter_has_tag (iter, gtk_text_tag_table_lookup (table, headings[i])))
      return i + 1;
  return 0;
}

static void
get_line (GtkTextBuffer *buffer, int line, GtkTextIter *start, GtkTextIter *end)
{
  gtk_text_buffer_get_iter_at_line (buffer, start, line);
  *end = *start;
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
}

int
kontor_rich_buffer_get_prefix (GtkTextBuffer *buffer, int line)
{
  GtkTextIter start, end;
  const char *bullet;
  int n = 0;

  get_line (buffer, line, &start, &end);
  bullet = get_bullet (&start);
  while (bullet != NULL && gtk_text_iter_compare (&start, &end) < 0 && get_bullet (&start) == bullet) {
    gtk_text_iter_forward_char (&start);
    n++;
  }
  return n;
}

KontorLineStyle
kontor_rich_buffer_get_style (GtkTextBuffer *buffer, int line)
{
  GtkTextIter start, end;
  const char *bullet;
  guint level;

  get_line (buffer, line, &start, &end);
  bullet = get_bullet (&start);
  level = get_level (&start);
  if (bullet != NULL)
    return bullet[7] == 'u' ? KONTOR_LINE_BULLET : KONTOR_LINE_NUMBER;
  if (level == 2 || level == 3)
    return level == 2 ? KONTOR_LINE_HEADING_2 : KONTOR_LINE_HEADING_3;
  return level != 0 ? KONTOR_LINE_HEADING_OTHER : KONTOR_LINE_PLAIN;
}

static void
insert_prefix (GtkTextBuffer *buffer, GtkTextIter *iter, const char *bullet, guint number)
{
  g_autofree char *text = bullet[7] == 'u' ? g_strdup (BULLET) : g_strdup_printf ("%u.  ", number);

  gtk_text_buffer_insert_with_tags_by_name (buffer, iter, text, -1, bullet, NULL);
}

/* That of the list above, where there is one of the kind. */
static const char *
choose_bullet (GtkTextBuffer *buffer, int line, KontorLineStyle style)
{
  GtkTextIter start, end;
  const char *above = NULL;

  if (line > 0) {
    get_line (buffer, line - 1, &start, &end);
    above = get_bullet (&start);
  }
  if (above != NULL && (above[7] == 'u') == (style == KONTOR_LINE_BULLET))
    return above;
  return style == KONTOR_LINE_BULLET ? "bullet-u0" : "bullet-o0";
}

void
kontor_rich_buffer_set_style (GtkTextBuffer *buffer, int line, KontorLineStyle style)
{
  int prefix = kontor_rich_buffer_get_prefix (buffer, line);
  GtkTextIter start, end;

  get_line (buffer, line, &start, &end);
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    gtk_text_buffer_remove_tag_by_name (buffer, headings[i], &start, &end);
  end = start;
  gtk_text_iter_forward_chars (&end, prefix);
  gtk_text_buffer_delete (buffer, &start, &end);
  if (style == KONTOR_LINE_BULLET || style == KONTOR_LINE_NUMBER)
    insert_prefix (buffer, &start, choose_bullet (buffer, line, style), 1);
  get_line (buffer, line, &start, &end);
  if (style == KONTOR_LINE_HEADING_2 || style == KONTOR_LINE_HEADING_3)
    gtk_text_buffer_apply_tag_by_name (buffer, style == KONTOR_LINE_HEADING_2 ? "h2" : "h3", &start, &end);
  kontor_rich_buffer_renumber (buffer);
}

static void
set_number (GtkTextBuffer *buffer, int line, const char *bullet, guint number)
{
  g_autofree char *wanted = g_strdup_printf ("%u.  ", number), *present = NULL;
  GtkTextIter start, end;

  get_line (buffer, line, &start, &end);
  end = start;
  gtk_text_iter_forward_chars (&end, kontor_rich_buffer_get_prefix (buffer, line));
  present = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  if (g_str_equal (present, wanted))
    return;
  gtk_text_buffer_delete (buffer, &start, &end);
  insert_prefix (buffer, &start, bullet, number);
}

void
kontor_rich_buffer_renumber (GtkTextBuffer *buffer)
{
  const char *above = NULL;
  guint number = 0;

  for (int i = 0; i < gtk_text_buffer_get_line_count (buffer); i++) {
    GtkTextIter start, end;
    const char *bullet;

    get_line (buffer, i, &start, &end);
    bullet = get_bullet (&start);
    number = bullet != NULL && bullet == above ? number + 1 : 1;
    above = bullet;
    if (bullet != NULL && bullet[7] == 'o')
      set_number (buffer, i, bullet, number);
  }
}

/* --- Filling --- */

static void
insert_run (GtkTextBuffer *buffer, GtkTextIter *iter, const KontorRichRun *run, const char *heading)
{
  g_auto (GStrv) parts = g_strsplit (run->text, "\n", -1);
  g_autofree char *text = g_strjoinv (LINE_BREAK, parts);
  int offset = gtk_text_iter_get_offset (iter);
  GtkTextIter start;

  gtk_text_buffer_insert (buffer, iter, text, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &start, offset);
  gtk_text_buffer_remove_all_tags (buffer, &start, iter);
  for (guint i = 0; run->marks[i] != NULL; i++)
    gtk_text_buffer_apply_tag (buffer, kontor_rich_buffer_need_mark (buffer, run->marks[i]), &start, iter);
  if (heading != NULL)
    gtk_text_buffer_apply_tag_by_name (buffer, heading, &start, iter);
}

static void
insert_line (GtkTextBuffer *buffer, GtkTextIter *iter, GPtrArray *line, const char *heading)
{
  for (guint i = 0; i < line->len; i++)
    insert_run (buffer, iter, g_ptr_array_index (line, i), heading);
}

KontorRichBlock *
kontor_rich_buffer_get_opaque (GtkTextChildAnchor *anchor)
{
  return g_object_get_data (G_OBJECT (anchor), "block");
}

GtkTextChildAnchor *
kontor_rich_buffer_insert_opaque (GtkTextBuffer *buffer, GtkTextIter *iter, KontorRichBlock *block)
{
  GtkTextChildAnchor *anchor = gtk_text_buffer_create_child_anchor (buffer, iter);

  g_object_set_data_full (G_OBJECT (anchor), "block", kontor_rich_block_ref (block),
                          (GDestroyNotify) kontor_rich_block_unref);
  return anchor;
}

static void
insert_block (GtkTextBuffer *buffer, GtkTextIter *iter, KontorRichBlock *block, const char *bullet)
{
  const char *heading = block->kind == KONTOR_RICH_HEADING ? headings[CLAMP (block->level, 1, 6) - 1] : NULL;

  if (block->kind == KONTOR_RICH_OPAQUE)
    kontor_rich_buffer_insert_opaque (buffer, iter, block);
  for (guint i = 0; i < block->lines->len; i++) {
    if (i > 0)
      gtk_text_buffer_insert (buffer, iter, "\n", 1);
    if (bullet != NULL)
      insert_prefix (buffer, iter, bullet, i + 1);
    insert_line (buffer, iter, g_ptr_array_index (block->lines, i), heading);
  }
}

void
kontor_rich_buffer_fill (GtkTextBuffer *buffer, GPtrArray *blocks)
{
  GtkTextIter iter;
  guint n_lists = 0;

  gtk_text_buffer_set_text (buffer, "", 0);
  gtk_text_buffer_get_start_iter (buffer, &iter);
  for (guint i = 0; i < blocks->len; i++) {
    KontorRichBlock *block = g_ptr_array_index (blocks, i);
    const char *bullet = NULL;

    if (i > 0)
      gtk_text_buffer_insert (buffer, &iter, "\n", 1);
    if (block->kind == KONTOR_RICH_LIST)
      bullet = bullets[(block->ordered ? 2 : 0) + n_lists++ % 2];
    insert_block (buffer, &iter, block, bullet);
  }
}

/* --- Reading --- */

static GStrv
read_marks (const GtkTextIter *iter)
{
  g_autoptr (GSList) tags = gtk_text_iter_get_tags (iter);
  g_autoptr (GPtrArray) marks = g_ptr_array_new ();

  for (GSList *at = tags; at != NULL; at = at->next)
    if (kontor_rich_buffer_get_mark (at->data) != NULL)
      g_ptr_array_add (marks, (gpointer) kontor_rich_buffer_get_mark (at->data));
  return kontor_rich_marks_normalize (marks);
}

static void
add_run (GPtrArray *line, const char *buffer_text, GStrv marks)
{
  g_auto (GStrv) parts = g_strsplit (buffer_text, LINE_BREAK, -1);
  g_autofree char *text = g_strjoinv ("\n", parts);
  KontorRichRun *last = line->len > 0 ? g_ptr_array_index (line, line->len - 1) : NULL;

  if (last != NULL && g_strv_equal ((const char *const *) last->marks, (const char *const *) marks)) {
    g_autofree char *before = last->text;

    last->text = g_strconcat (before, text, NULL);
  } else if (text[0] != '\0')
    g_ptr_array_add (line, kontor_rich_run_new (text, (const char *const *) marks));
}

static void
read_runs (GPtrArray *line, GtkTextIter start, const GtkTextIter *end)
{
  while (gtk_text_iter_compare (&start, end) < 0) {
    g_auto (GStrv) marks = read_marks (&start);
    GtkTextIter next = start;
    g_autofree char *text = NULL;

    if (!gtk_text_iter_forward_to_tag_toggle (&next, NULL) || gtk_text_iter_compare (&next, end) > 0)
      next = *end;
    text = gtk_text_iter_get_text (&start, &next);
    add_run (line, text, marks);
    start = next;
  }
}

/* @bullet: (inout): of the line before */
static void
read_text (GPtrArray *blocks, GtkTextIter start, const GtkTextIter *end, const char **bullet)
{
  const char *own = gtk_text_iter_starts_line (&start) ? get_bullet (&start) : NULL;
  guint level = own == NULL ? get_level (&start) : 0;
  KontorRichBlock *block;

  if (own != NULL)
    gtk_text_iter_forward_chars (&start, kontor_rich_buffer_get_prefix (gtk_text_iter_get_buffer (&start), gtk_text_iter_get_line (&start)));
  if (own != NULL && own == *bullet)
    block = g_ptr_array_index (blocks, blocks->len - 1);
  else {
    block = kontor_rich_block_new (own != NULL  ? KONTOR_RICH_LIST
                                   : level != 0 ? KONTOR_RICH_HEADING
                                                : KONTOR_RICH_PARAGRAPH);
    block->level = level;
    block->ordered = own != NULL && own[7] == 'o';
    g_ptr_array_add (blocks, block);
  }
  *bullet = own;
  read_runs (kontor_rich_block_add_line (block), start, end);
}

/* (nullable): the next anchor of the line. */
static GtkTextChildAnchor *
find_anchor (GtkTextIter *iter, const GtkTextIter *end)
{
  for (; gtk_text_iter_compare (iter, end) < 0; gtk_text_iter_forward_char (iter))
    if (gtk_text_iter_get_child_anchor (iter) != NULL)
      return gtk_text_iter_get_child_anchor (iter);
  return NULL;
}

static void
read_line (GPtrArray *blocks, GtkTextBuffer *buffer, int line, const char **bullet)
{
  GtkTextIter start, end, at;
  GtkTextChildAnchor *anchor;
  gboolean any = FALSE;

  get_line (buffer, line, &start, &end);
  for (at = start; (anchor = find_anchor (&at, &end)) != NULL; start = at, any = TRUE) {
    KontorRichBlock *opaque = kontor_rich_buffer_get_opaque (anchor);

    if (gtk_text_iter_compare (&start, &at) < 0)
      read_text (blocks, start, &at, bullet);
    if (opaque != NULL)
      g_ptr_array_add (blocks, kontor_rich_block_ref (opaque));
    *bullet = NULL;
    gtk_text_iter_forward_char (&at);
  }
  if (!any || gtk_text_iter_compare (&start, &end) < 0)
    read_text (blocks, start, &end, bullet);
}

GPtrArray *
kontor_rich_buffer_read (GtkTextBuffer *buffer)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_rich_block_unref);
  const char *bullet = NULL;

  for (int i = 0; i < gtk_text_buffer_get_line_count (buffer); i++)
    read_line (blocks, buffer, i, &bullet);
  return blocks;
}
