/* Where blocks begin and end in the source. */

#include <string.h>

#include "kontor-rich-private.h"

/* Deeper nesting is no person's, and would cost the parser the square of it. */
#define DEEPEST_TREE 400
#define DEEPEST_SECTION 12

#define BAD_FLAGS                                                                              \
  (GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT | GUMBO_INSERTION_ADOPTION_AGENCY_CLONED | \
   GUMBO_INSERTION_ADOPTION_AGENCY_MOVED | GUMBO_INSERTION_FOSTER_PARENTED)

/**
 * Unit:
 * @broken: it, or what was put to it, does not stand in the tree where it stands in the source
 *
 * A node among its siblings, and where the next one begins.
 */
typedef struct {
  const GumboNode *node;
  gsize start;
  gsize end;
  gboolean broken;
} Unit;

typedef struct {
  const char *html;
  GPtrArray *pieces;
  guint depth;
} Splitter;

static void split (Splitter *self, const GumboVector *children, gsize from, gsize to);

GumboOutput *
kontor_rich_parse (const char *html, gsize length)
{
  GumboOptions options = kGumboDefaultOptions;

  options.fragment_context = GUMBO_TAG_DIV;
  options.max_errors = 0;
  return gumbo_parse_with_options (&options, html, length);
}

void
kontor_rich_parse_free (GumboOutput *output)
{
  gumbo_destroy_output (&kGumboDefaultOptions, output);
}

static void
piece_free (gpointer data)
{
  KontorRichPiece *self = data;

  g_clear_pointer (&self->block, kontor_rich_block_unref);
  g_free (self->key);
  g_free (self->start_tag);
  g_free (self);
}

static gsize
trim (const char *html, gsize start, gsize end)
{
  while (end > start && g_ascii_isspace (html[end - 1]))
    end--;
  return end;
}

static KontorRichPiece *
add_piece (Splitter *self, gsize start, gsize end)
{
  KontorRichPiece *piece = g_new0 (KontorRichPiece, 1);

  piece->start = start;
  piece->length = end - start;
  piece->body = trim (self->html, start, end) - start;
  g_ptr_array_add (self->pieces, piece);
  return piece;
}

/* Space belongs to what stands before it. */
static void
extend (Splitter *self, gsize start, gsize end)
{
  KontorRichPiece *last =
      self->pieces->len > 0 ? g_ptr_array_index (self->pieces, self->pieces->len - 1) : NULL;

  if (last != NULL)
    last->length += end - start;
  else if (end > start)
    add_piece (self, start, end);
}

static void
make_opaque (Splitter *self, KontorRichPiece *piece, const char *label)
{
  piece->head = 0;
  piece->loose = piece->open = piece->wrapped = FALSE;
  piece->body = trim (self->html, piece->start, piece->start + piece->length) - piece->start;
  piece->block = kontor_rich_block_new_opaque (self->html + piece->start, piece->body, label);
}

static gsize
get_start (const char *html, const GumboNode *node)
{
  const GumboStringPiece *text = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE
                                     ? &node->v.element.original_tag
                                     : &node->v.text.original_text;

  return text->length > 0 ? (gsize) (text->data - html) : G_MAXSIZE;
}

static gboolean
is_moved (const GumboNode *node)
{
  if ((node->parse_flags & BAD_FLAGS) != 0)
    return TRUE;
  if (node->type != GUMBO_NODE_ELEMENT)
    return FALSE;
  for (guint i = 0; i < node->v.element.children.length; i++)
    if (is_moved (node->v.element.children.data[i]))
      return TRUE;
  return FALSE;
}

static GArray *
list_units (const char *html, const GumboVector *children, gsize from, gsize to)
{
  GArray *units = g_array_new (FALSE, FALSE, sizeof (Unit));

  for (guint i = 0; i < children->length; i++) {
    Unit unit = { children->data[i], get_start (html, children->data[i]), to, FALSE };
    Unit *last = units->len > 0 ? &g_array_index (units, Unit, units->len - 1) : NULL;
    gboolean placed = unit.start != G_MAXSIZE && unit.start >= (last != NULL ? last->start + 1 : from) && unit.start < to;

    unit.broken = !placed || is_moved (unit.node);
    if (unit.broken && last != NULL) {
      last->broken = TRUE;
      continue;
    }
    if (!placed)
      unit.start = from;
    if (last != NULL)
      last->end = unit.start;
    g_array_append_val (units, unit);
  }
  return units;
}

static gboolean
is_flowing (const Unit *unit)
{
  return !unit->broken && kontor_rich_is_inline (unit->node);
}

/* The name of a shop's placeholder: "[products]" of "[products ids=…]". */
static char *
dup_label (const char *html, gsize length)
{
  g_autofree char *text = g_strndup (html, length);
  g_autofree char *name = text[0] == '[' ? g_strndup (text + 1, strcspn (text + 1, " ]/")) : NULL;

  return name != NULL ? g_strdup_printf ("[%s]", name) : g_strdup ("HTML");
}

static void
add_loose (Splitter *self, gsize start, gsize end)
{
  gsize begin = start;
  KontorRichPiece *piece;

  while (begin < end && g_ascii_isspace (self->html[begin]))
    begin++;
  if (begin > start)
    extend (self, start, begin);
  if (begin == end)
    return;
  piece = add_piece (self, begin, end);
  piece->loose = TRUE;
  if (!kontor_rich_piece_read (piece, self->html)) {
    g_autofree char *label = dup_label (self->html + begin, end - begin);

    make_opaque (self, piece, label);
  } else if (kontor_rich_block_is_empty (piece->block))
    g_clear_pointer (&piece->block, kontor_rich_block_unref);
}

/* Behind the blank line at @at, or 0 where there is none. */
static gsize
skip_blank_line (const char *html, gsize at, gsize end)
{
  gsize last = at, n_breaks = 0;

  for (; at < end && g_ascii_isspace (html[at]); at++)
    if (html[at] == '\n') {
      n_breaks++;
      last = at + 1;
    }
  return n_breaks > 1 ? last : 0;
}

/* Text between elements is divided by blank lines, as shops do that put the paragraphs in themselves. */
static gsize
split_text (Splitter *self, const Unit *unit, gsize start)
{
  if (unit->node->type == GUMBO_NODE_ELEMENT)
    return start;
  for (gsize at = unit->start; at < unit->end; at++) {
    gsize next = self->html[at] == '\n' ? skip_blank_line (self->html, at, unit->end) : 0;

    if (next == 0)
      continue;
    add_loose (self, start, next);
    start = next;
    at = next - 1;
  }
  return start;
}

static guint
split_flow (Splitter *self, GArray *units, guint first)
{
  gsize start = g_array_index (units, Unit, first).start, end = start;
  guint i;

  for (i = first; i < units->len && is_flowing (&g_array_index (units, Unit, i)); i++) {
    const Unit *unit = &g_array_index (units, Unit, i);

    start = split_text (self, unit, start);
    end = unit->end;
  }
  add_loose (self, start, end);
  return i;
}

/* Behind the element's end tag; G_MAXSIZE where it has none. */
static gsize
get_end (const char *html, const Unit *unit)
{
  const GumboStringPiece *tag = &unit->node->v.element.original_end_tag;
  gsize end = tag->length > 0 ? (gsize) (tag->data - html) + tag->length : G_MAXSIZE;

  return end > unit->start && end <= unit->end ? end : G_MAXSIZE;
}

static void
add_element (Splitter *self, const Unit *unit)
{
  KontorRichPiece *piece = add_piece (self, unit->start, unit->end);
  const GumboStringPiece *tag = &unit->node->v.element.original_tag;
  g_autofree char *text = g_strndup (tag->data, tag->length);
  g_autofree char *label = tag->length > 0 ? kontor_rich_mark_dup_name (text) : NULL;
  gsize end = get_end (self->html, unit);

  piece->open = end == G_MAXSIZE;
  if (!piece->open)
    piece->body = end - piece->start;
  if (unit->broken || !kontor_rich_piece_read (piece, self->html))
    make_opaque (self, piece, label != NULL && !unit->broken ? label : "HTML");
}

static gboolean
is_section (const Unit *unit)
{
  switch ((int) unit->node->v.element.tag) {
  case GUMBO_TAG_DIV:
  case GUMBO_TAG_SECTION:
  case GUMBO_TAG_ARTICLE:
  case GUMBO_TAG_MAIN:
    return TRUE;
  default:
    return FALSE;
  }
}

/* What surrounds blocks stays as it is, and the blocks are those of the text. */
static gboolean
split_section (Splitter *self, const Unit *unit)
{
  const GumboElement *element = &unit->node->v.element;
  gsize from, to;

  if (!is_section (unit) || self->depth > DEEPEST_SECTION || get_end (self->html, unit) == G_MAXSIZE)
    return FALSE;
  from = unit->start + element->original_tag.length;
  to = (gsize) (element->original_end_tag.data - self->html);
  add_piece (self, unit->start, from);
  self->depth++;
  split (self, &element->children, from, to);
  self->depth--;
  add_piece (self, to, unit->end);
  return TRUE;
}

/* (nullable): "wp:paragraph" of the comment that begins such a block. */
static char *
dup_block_name (const Unit *unit, gboolean *closed)
{
  g_autofree char *text = NULL;

  if (unit->node->type != GUMBO_NODE_COMMENT || unit->broken)
    return NULL;
  text = g_strstrip (g_strdup (unit->node->v.text.text));
  if (!g_str_has_prefix (text, "wp:"))
    return NULL;
  *closed = g_str_has_suffix (text, "/");
  return g_strndup (text, strcspn (text, " \t\r\n"));
}

static gboolean
is_block_end (const Unit *unit, const char *name)
{
  g_autofree char *text = NULL;

  if (unit->node->type != GUMBO_NODE_COMMENT)
    return FALSE;
  text = g_strstrip (g_strdup (unit->node->v.text.text));
  return text[0] == '/' && g_str_equal (text + 1, name);
}

static guint
find_block_end (GArray *units, guint first, const char *name)
{
  guint depth = 0;

  for (guint i = first; i < units->len; i++) {
    const Unit *unit = &g_array_index (units, Unit, i);
    gboolean closed = FALSE;
    g_autofree char *other = dup_block_name (unit, &closed);

    if (other != NULL && !closed && g_str_equal (other, name))
      depth++;
    else if (is_block_end (unit, name) && --depth == 0)
      return i;
  }
  return first;
}

/* (nullable): the only element between the comments. */
static const Unit *
find_only (GArray *units, guint first, guint last)
{
  const Unit *only = NULL;

  for (guint i = first + 1; i < last; i++) {
    const Unit *unit = &g_array_index (units, Unit, i);

    if (unit->node->type == GUMBO_NODE_WHITESPACE && !unit->broken)
      continue;
    if (only != NULL || unit->broken || unit->node->type != GUMBO_NODE_ELEMENT)
      return NULL;
    only = unit;
  }
  return only;
}

static gboolean
read_wrapped (Splitter *self, KontorRichPiece *piece, const Unit *only)
{
  gsize end = only != NULL ? get_end (self->html, only) : G_MAXSIZE;

  if (end == G_MAXSIZE)
    return FALSE;
  piece->head = only->start - piece->start;
  piece->body = end - only->start;
  return kontor_rich_piece_read (piece, self->html);
}

static guint
split_comment (Splitter *self, GArray *units, guint first)
{
  const Unit *unit = &g_array_index (units, Unit, first);
  gboolean closed = FALSE;
  g_autofree char *name = dup_block_name (unit, &closed);
  guint last = name != NULL && !closed ? find_block_end (units, first, name) : first;
  KontorRichPiece *piece = add_piece (self, unit->start, g_array_index (units, Unit, last).end);

  if (name != NULL && !read_wrapped (self, piece, find_only (units, first, last)))
    make_opaque (self, piece, name);
  return last + 1;
}

static guint
split_unit (Splitter *self, GArray *units, guint i)
{
  const Unit *unit = &g_array_index (units, Unit, i);

  if (unit->node->type == GUMBO_NODE_WHITESPACE && !unit->broken) {
    extend (self, unit->start, unit->end);
    return i + 1;
  }
  if (is_flowing (unit))
    return split_flow (self, units, i);
  if (unit->node->type == GUMBO_NODE_COMMENT && !unit->broken)
    return split_comment (self, units, i);
  if (unit->node->type != GUMBO_NODE_ELEMENT || unit->broken)
    make_opaque (self, add_piece (self, unit->start, unit->end), "HTML");
  else if (!split_section (self, unit))
    add_element (self, unit);
  return i + 1;
}

static void
split (Splitter *self, const GumboVector *children, gsize from, gsize to)
{
  g_autoptr (GArray) units = list_units (self->html, children, from, to);
  gsize first = units->len > 0 ? g_array_index (units, Unit, 0).start : to;

  if (first > from)
    add_piece (self, from, first);
  for (guint i = 0; i < units->len;)
    i = split_unit (self, units, i);
}

static gboolean
nests (const char *name, gsize length)
{
  static const char *const flat[] = { "br", "img", "hr", "input", "p", "li", "dt", "dd", "tr", "td", "th", "option",
                                      "meta", "link", "col", "wbr", "source", "track", "area", "embed", "param", NULL };

  for (guint i = 0; flat[i] != NULL; i++)
    if (strlen (flat[i]) == length && g_ascii_strncasecmp (flat[i], name, length) == 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_deep (const char *html, gsize length)
{
  gint64 depth = 0;

  for (const char *at = html; (at = memchr (at, '<', length - (gsize) (at - html))) != NULL;) {
    gboolean closing = *++at == '/';
    const char *name = at + closing;
    gsize n = 0;

    while (g_ascii_isalnum (name[n]))
      n++;
    if (n > 0 && nests (name, n))
      depth = MAX (depth + (closing ? -1 : 1), 0);
    if (depth > DEEPEST_TREE)
      return TRUE;
  }
  return FALSE;
}

GPtrArray *
kontor_rich_read (const char *html, gsize length)
{
  GPtrArray *pieces = g_ptr_array_new_with_free_func (piece_free);
  Splitter self = { html, pieces, 0 };
  GumboOutput *output;

  if (!g_utf8_validate_len (html, length, NULL) || is_deep (html, length)) {
    make_opaque (&self, add_piece (&self, 0, length), "HTML");
    return pieces;
  }
  output = kontor_rich_parse (html, length);
  split (&self, &output->root->v.element.children, 0, length);
  kontor_rich_parse_free (output);
  return pieces;
}
