/* The inside of one block. */

#include <string.h>

#include "kontor-rich-private.h"

/* Deeper is nobody's text, and would cost the stack. */
#define DEEPEST 32

/** What of a line is read: space is written only once something follows it. */
typedef struct {
  GPtrArray *line;
  GPtrArray *marks; /* (element-type utf8) */
  GString *text;    /* of the run that is being read */
  gboolean space;
  gboolean spaced; /* the last that was written is space */
  guint n_breaks;
  gboolean keep_lines; /* a line break of the source is one of the text */
  gboolean after_break;
} Reader;

static const GumboTag inline_tags[] = {
  GUMBO_TAG_A, GUMBO_TAG_B, GUMBO_TAG_STRONG, GUMBO_TAG_I, GUMBO_TAG_EM, GUMBO_TAG_U, GUMBO_TAG_S, GUMBO_TAG_STRIKE, GUMBO_TAG_DEL,
  GUMBO_TAG_INS, GUMBO_TAG_SPAN, GUMBO_TAG_SUB, GUMBO_TAG_SUP, GUMBO_TAG_SMALL, GUMBO_TAG_MARK, GUMBO_TAG_CODE, GUMBO_TAG_FONT, GUMBO_TAG_ABBR, GUMBO_TAG_CITE,
  GUMBO_TAG_Q, GUMBO_TAG_KBD, GUMBO_TAG_TIME, GUMBO_TAG_BIG, GUMBO_TAG_TT, GUMBO_TAG_VAR, GUMBO_TAG_SAMP, GUMBO_TAG_DFN, GUMBO_TAG_BR
};

static gboolean
is_inline_tag (const GumboNode *node)
{
  for (guint i = 0; i < G_N_ELEMENTS (inline_tags); i++)
    if (node->v.element.tag == inline_tags[i])
      return TRUE;
  return FALSE;
}

static gboolean
is_inline (const GumboNode *node, guint depth)
{
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE)
    return TRUE;
  if (node->type != GUMBO_NODE_ELEMENT || depth > DEEPEST || !is_inline_tag (node) ||
      node->v.element.original_tag.length == 0)
    return FALSE;
  for (guint i = 0; i < node->v.element.children.length; i++)
    if (!is_inline (node->v.element.children.data[i], depth + 1))
      return FALSE;
  return TRUE;
}

gboolean
kontor_rich_is_inline (const GumboNode *node)
{
  return is_inline (node, 0);
}

static void
end_run (Reader *reader)
{
  g_auto (GStrv) marks = NULL;
  KontorRichRun *last = reader->line->len > 0 ? g_ptr_array_index (reader->line, reader->line->len - 1) : NULL;

  if (reader->text->len == 0)
    return;
  marks = kontor_rich_marks_normalize (reader->marks);
  if (last != NULL && g_strv_equal ((const char *const *) last->marks, (const char *const *) marks)) {
    g_autofree char *before = last->text;

    last->text = g_strconcat (before, reader->text->str, NULL);
  } else
    g_ptr_array_add (reader->line, kontor_rich_run_new (reader->text->str, (const char *const *) marks));
  g_string_truncate (reader->text, 0);
}

static gboolean
is_at_start (Reader *reader)
{
  return reader->line->len == 0 && reader->text->len == 0;
}

static void
add_break (Reader *reader)
{
  reader->space = FALSE;
  reader->n_breaks++;
}

static void
write_space (Reader *reader)
{
  if (!reader->space || reader->spaced || reader->n_breaks > 0 || is_at_start (reader))
    return;
  g_string_append_c (reader->text, ' ');
  reader->spaced = TRUE;
  reader->space = FALSE;
}

static void
add_character (Reader *reader, gunichar character)
{
  if (character < 0x80 && g_ascii_isspace ((char) character)) {
    if (character == '\n' && reader->keep_lines && !reader->after_break)
      add_break (reader);
    else
      reader->space = TRUE;
    reader->after_break = reader->after_break && character != '\n';
    return;
  }
  for (guint i = 0; !is_at_start (reader) && i < reader->n_breaks; i++)
    g_string_append_c (reader->text, '\n');
  write_space (reader);
  reader->n_breaks = 0;
  reader->space = reader->spaced = reader->after_break = FALSE;
  g_string_append_unichar (reader->text, character);
}

static void read_node (Reader *reader, const GumboNode *node);

static void
read_children (Reader *reader, const GumboNode *node)
{
  for (guint i = 0; i < node->v.element.children.length; i++)
    read_node (reader, node->v.element.children.data[i]);
}

static void
read_node (Reader *reader, const GumboNode *node)
{
  const GumboStringPiece *tag;

  if (node->type != GUMBO_NODE_ELEMENT) {
    for (const char *at = node->v.text.text; *at != '\0'; at = g_utf8_next_char (at))
      add_character (reader, g_utf8_get_char (at));
    return;
  }
  if (node->v.element.tag == GUMBO_TAG_BR) {
    add_break (reader);
    reader->after_break = TRUE;
    return;
  }
  write_space (reader);
  end_run (reader);
  tag = &node->v.element.original_tag;
  g_ptr_array_add (reader->marks, g_strndup (tag->data, tag->length));
  read_children (reader, node);
  end_run (reader);
  g_ptr_array_set_size (reader->marks, (gint) reader->marks->len - 1);
}

/* Space before a mark that nothing followed. */
static void
trim_line (GPtrArray *line)
{
  KontorRichRun *last = line->len > 0 ? g_ptr_array_index (line, line->len - 1) : NULL;

  if (last == NULL || !g_str_has_suffix (last->text, " "))
    return;
  last->text[strlen (last->text) - 1] = '\0';
  if (last->text[0] == '\0')
    g_ptr_array_set_size (line, (gint) line->len - 1);
}

static gboolean
read_line (KontorRichPiece *self, const GumboNode *element)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  Reader reader = { .marks = marks, .text = text, .keep_lines = self->loose };

  for (guint i = 0; i < element->v.element.children.length; i++)
    if (!kontor_rich_is_inline (element->v.element.children.data[i]))
      return FALSE;
  reader.line = kontor_rich_block_add_line (self->block);
  read_children (&reader, element);
  end_run (&reader);
  trim_line (reader.line);
  return TRUE;
}

static gboolean
is_item_comment (const GumboNode *node)
{
  g_autofree char *text = g_strstrip (g_strdup (node->v.text.text));

  return g_str_has_prefix (text, "wp:list-item") || g_str_equal (text, "/wp:list-item");
}

static gboolean
read_items (KontorRichPiece *self, const GumboNode *list)
{
  for (guint i = 0; i < list->v.element.children.length; i++) {
    const GumboNode *item = list->v.element.children.data[i];

    if (item->type == GUMBO_NODE_COMMENT && is_item_comment (item))
      self->wrapped = TRUE;
    else if (item->type == GUMBO_NODE_ELEMENT && item->v.element.tag == GUMBO_TAG_LI) {
      if (!read_line (self, item))
        return FALSE;
    } else if (item->type != GUMBO_NODE_WHITESPACE)
      return FALSE;
  }
  return self->block->lines->len > 0;
}

static gboolean
read_element (KontorRichPiece *self, const GumboNode *element)
{
  GumboTag tag = element->v.element.tag;
  const GumboStringPiece *start_tag = &element->v.element.original_tag;

  self->start_tag = g_strndup (start_tag->data, start_tag->length);
  if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) {
    self->block = kontor_rich_block_new (KONTOR_RICH_LIST);
    self->block->ordered = tag == GUMBO_TAG_OL;
    return read_items (self, element);
  }
  self->block = kontor_rich_block_new (tag == GUMBO_TAG_P ? KONTOR_RICH_PARAGRAPH : KONTOR_RICH_HEADING);
  self->block->level = tag != GUMBO_TAG_P ? (guint) (tag - GUMBO_TAG_H1) + 1 : 0;
  return read_line (self, element);
}

static gboolean
is_understood (const GumboNode *node)
{
  GumboTag tag;

  if (node->type != GUMBO_NODE_ELEMENT || node->v.element.original_tag.length == 0)
    return FALSE;
  tag = node->v.element.tag;
  return tag == GUMBO_TAG_P || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL ||
         (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6);
}

static gboolean
read_root (KontorRichPiece *self, const GumboNode *root)
{
  const GumboVector *children = &root->v.element.children;

  if (self->loose) {
    self->block = kontor_rich_block_new (KONTOR_RICH_PARAGRAPH);
    return read_line (self, root);
  }
  return children->length == 1 && is_understood (children->data[0]) && read_element (self, children->data[0]);
}

/* A shop's placeholder alone on its line is no text. */
static gboolean
is_shortcode (const KontorRichPiece *self)
{
  g_autofree char *html = NULL;
  gsize length;

  if (!self->loose)
    return FALSE;
  html = kontor_rich_line_to_html (g_ptr_array_index (self->block->lines, 0), "\n");
  length = strlen (html);
  return length > 2 && html[0] == '[' && g_ascii_isalpha (html[1]) && html[length - 1] == ']';
}

gboolean
kontor_rich_piece_read (KontorRichPiece *self, const char *html)
{
  GumboOutput *output = kontor_rich_parse (html + self->start + self->head, self->body);
  gboolean understood = read_root (self, output->root) && !is_shortcode (self);

  kontor_rich_parse_free (output);
  if (!understood) {
    g_clear_pointer (&self->block, kontor_rich_block_unref);
    g_clear_pointer (&self->start_tag, g_free);
  }
  return understood;
}
