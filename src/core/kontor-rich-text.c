#include "kontor-rich-private.h"

#include <string.h>

struct _KontorRichText {
  GBytes *source;
  GPtrArray *pieces; /* (element-type KontorRichPiece) */
  GPtrArray *blocks; /* (element-type KontorRichBlock) */
  char *gap;         /* what stands between its blocks */
  gboolean wordpress;
  gboolean plain; /* no markup at all */
};

G_DEFINE_BOXED_TYPE (KontorRichText, kontor_rich_text, kontor_rich_text_ref, kontor_rich_text_unref)

/**
 * Writer:
 * @order: (element-type guint): for each of @blocks the number of its piece, G_MAXUINT where it has none
 * @same: for each whether it is still what the piece says
 * @next: the piece that comes now
 */
typedef struct {
  KontorRichText *text;
  GPtrArray *blocks;
  guint *order;
  gboolean *same;
  guint next;
  GByteArray *html;
  gboolean loose; /* what was written last */
} Writer;

static const char *
get_html (KontorRichText *self)
{
  return g_bytes_get_data (self->source, NULL);
}

static KontorRichPiece *
get_piece (KontorRichText *self, guint index)
{
  return index < self->pieces->len ? g_ptr_array_index (self->pieces, index) : NULL;
}

static gsize
get_tail (const KontorRichPiece *piece)
{
  return piece->start + piece->head + piece->body;
}

/* As between two of its blocks. */
static char *
find_gap (KontorRichText *self)
{
  const char *html = get_html (self);
  gsize length = g_bytes_get_size (self->source);
  gboolean windows = length > 0 && memmem (html, length, "\r\n", 2) != NULL;

  for (guint i = 0; i + 1 < self->pieces->len; i++) {
    const KontorRichPiece *piece = get_piece (self, i);
    gsize end = piece->start + piece->length, from = end;

    while (from > get_tail (piece) && g_ascii_isspace (html[from - 1]))
      from--;
    if (piece->block != NULL && get_piece (self, i + 1)->block != NULL)
      return g_strndup (html + from, end - from);
  }
  if (self->wordpress)
    return g_strdup ("\n\n");
  return g_strdup (windows ? "\r\n" : "\n");
}

static const char *
get_line_end (KontorRichText *self)
{
  return strstr (self->gap, "\r\n") != NULL ? "\r\n" : "\n";
}

/* With a NUL behind it, so that the last character may be looked beyond. */
static GBytes *
copy_source (const char *html, gsize size)
{
  char *copy = g_malloc (size + 1);

  if (size > 0)
    memcpy (copy, html, size);
  copy[size] = '\0';
  return g_bytes_new_take (copy, size);
}

KontorRichText *
kontor_rich_text_new (const char *html, gssize length)
{
  KontorRichText *self = g_atomic_rc_box_new0 (KontorRichText);
  gsize size = length < 0 ? strlen (html != NULL ? html : "") : (gsize) length;

  self->source = copy_source (html, size);
  self->pieces = size > 0 ? kontor_rich_read (get_html (self), size) : g_ptr_array_new ();
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_rich_block_unref);
  for (guint i = 0; i < self->pieces->len; i++) {
    KontorRichPiece *piece = g_ptr_array_index (self->pieces, i);

    if (piece->block == NULL)
      continue;
    piece->key = kontor_rich_block_dup_key (piece->block);
    g_ptr_array_add (self->blocks, kontor_rich_block_ref (piece->block));
  }
  self->wordpress = size > 0 && memmem (get_html (self), size, "<!-- wp:", 8) != NULL;
  self->plain = size > 0 && memchr (get_html (self), '<', size) == NULL;
  self->gap = find_gap (self);
  return self;
}

KontorRichText *
kontor_rich_text_ref (KontorRichText *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  KontorRichText *self = data;

  g_bytes_unref (self->source);
  g_ptr_array_unref (self->pieces);
  g_ptr_array_unref (self->blocks);
  g_free (self->gap);
}

void
kontor_rich_text_unref (KontorRichText *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

GPtrArray *
kontor_rich_text_get_blocks (KontorRichText *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->blocks;
}

/* --- Which block is which piece --- */

static guint
skip_structure (KontorRichText *self, guint index)
{
  while (index < self->pieces->len && get_piece (self, index)->block == NULL)
    index++;
  return index;
}

static void
match (Writer *self, guint block, guint piece)
{
  self->order[block] = piece;
  self->same[block] = TRUE;
}

static GPtrArray *
list_keys (GPtrArray *blocks)
{
  GPtrArray *keys = g_ptr_array_new_full (blocks->len, g_free);

  for (guint i = 0; i < blocks->len; i++)
    g_ptr_array_add (keys, kontor_rich_block_dup_key (g_ptr_array_index (blocks, i)));
  return keys;
}

static gboolean
has_key (Writer *self, guint piece, const char *key)
{
  const KontorRichPiece *found = get_piece (self->text, piece);

  return found != NULL && found->block != NULL && g_str_equal (found->key, key);
}

/* Those that a person left alone at the beginning and at the end. */
static void
match_ends (Writer *self, GPtrArray *keys, guint *first, guint *last, guint *first_piece, guint *last_piece)
{
  for (*first_piece = skip_structure (self->text, 0); *first < *last && has_key (self, *first_piece, keys->pdata[*first]);
       *first_piece = skip_structure (self->text, *first_piece + 1))
    match (self, (*first)++, *first_piece);
  for (guint i = *last_piece; i > *first_piece && *last > *first; i--) {
    if (get_piece (self->text, i - 1)->block == NULL)
      continue;
    if (!has_key (self, i - 1, keys->pdata[*last - 1]))
      return;
    match (self, --*last, i - 1);
    *last_piece = i - 1;
  }
}

static GHashTable *
index_pieces (Writer *self, guint from, guint to)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_queue_free);

  for (guint i = from; i < to; i++) {
    KontorRichPiece *piece = get_piece (self->text, i);
    GQueue *queue = piece->block != NULL ? g_hash_table_lookup (found, piece->key) : NULL;

    if (piece->block == NULL)
      continue;
    if (queue == NULL) {
      queue = g_queue_new ();
      g_hash_table_insert (found, piece->key, queue);
    }
    g_queue_push_tail (queue, GUINT_TO_POINTER (i));
  }
  return found;
}

/* What has been changed takes the place of what stood there. */
static void
pair (Writer *self, guint first, guint last, guint from, guint to)
{
  g_autofree gboolean *taken = g_new0 (gboolean, self->text->pieces->len + 1);
  guint at = from;

  for (guint i = first; i < last; i++)
    if (self->order[i] != G_MAXUINT)
      taken[self->order[i]] = TRUE;
  for (guint i = first; i < last; i++) {
    const KontorRichBlock *block = g_ptr_array_index (self->blocks, i);
    const KontorRichPiece *piece;

    if (self->order[i] != G_MAXUINT) {
      at = MAX (at, self->order[i] + 1);
      continue;
    }
    at = skip_structure (self->text, at);
    piece = at < to && !taken[at] ? get_piece (self->text, at) : NULL;
    if (piece == NULL || kontor_rich_block_is_empty (block) || block->kind == KONTOR_RICH_OPAQUE || piece->block->kind != block->kind ||
        piece->block->level != block->level || piece->block->ordered != block->ordered)
      continue;
    self->order[i] = at++;
  }
}

static void
match_blocks (Writer *self)
{
  g_autoptr (GPtrArray) keys = list_keys (self->blocks);
  g_autoptr (GHashTable) found = NULL;
  guint first = 0, last = self->blocks->len, from = 0, to = self->text->pieces->len;

  for (guint i = 0; i < self->blocks->len; i++)
    self->order[i] = G_MAXUINT;
  match_ends (self, keys, &first, &last, &from, &to);
  found = index_pieces (self, from, to);
  for (guint i = first; i < last; i++) {
    GQueue *queue = g_hash_table_lookup (found, keys->pdata[i]);

    if (queue != NULL && !g_queue_is_empty (queue))
      match (self, i, GPOINTER_TO_UINT (g_queue_pop_head (queue)));
  }
  pair (self, first, last, from, to);
}

/* --- Writing --- */

static void
append (Writer *self, const char *text)
{
  g_byte_array_append (self->html, (const guint8 *) text, (guint) strlen (text));
}

static void
append_source (Writer *self, gsize from, gsize to)
{
  if (to > from)
    g_byte_array_append (self->html, (const guint8 *) get_html (self->text) + from, (guint) (to - from));
}

/* The structure up to a piece. */
static void
go_to (Writer *self, guint piece)
{
  for (; self->next < piece; self->next++) {
    const KontorRichPiece *passed = get_piece (self->text, self->next);

    if (passed->block == NULL)
      append_source (self, passed->start, passed->start + passed->length);
  }
  self->next = MAX (self->next, piece + 1);
}

static guint
count_line_ends (Writer *self)
{
  guint n = 0;

  for (guint i = self->html->len; i > 0 && g_ascii_isspace (self->html->data[i - 1]); i--)
    n += self->html->data[i - 1] == '\n';
  return n;
}

/* Between blocks that did not stand side by side. */
static void
add_gap (Writer *self, gboolean loose)
{
  if (self->html->len == 0)
    return;
  if (!loose && !self->loose) {
    if (!g_ascii_isspace (self->html->data[self->html->len - 1]))
      append (self, self->text->gap);
    return;
  }
  for (guint n = count_line_ends (self); n < 2; n++)
    append (self, get_line_end (self->text));
}

static const char *
get_tag (const KontorRichBlock *block)
{
  static const char *const headings[] = { "h1", "h2", "h3", "h4", "h5", "h6" };

  switch (block->kind) {
  case KONTOR_RICH_PARAGRAPH:
    return "p";
  case KONTOR_RICH_HEADING:
    return headings[CLAMP (block->level, 1, 6) - 1];
  case KONTOR_RICH_LIST:
    return block->ordered ? "ol" : "ul";
  case KONTOR_RICH_OPAQUE:
    break;
  }
  g_return_val_if_reached ("p");
}

static void
append_items (Writer *self, const KontorRichBlock *block, gboolean wrapped)
{
  const char *line_end = strchr (self->text->gap, '\n') != NULL ? get_line_end (self->text) : "";

  append (self, wrapped ? "" : line_end);
  for (guint i = 0; i < block->lines->len; i++) {
    g_autofree char *html = kontor_rich_line_to_html (g_ptr_array_index (block->lines, i), "<br>");
    g_autofree char *item = wrapped ? g_strdup_printf ("<!-- wp:list-item -->\n<li>%s</li>\n<!-- /wp:list-item -->%s",
                                                       html, i + 1 < block->lines->len ? "\n\n" : "")
                                    : g_strdup_printf ("<li>%s</li>%s", html, line_end);

    append (self, item);
  }
}

static void
append_element (Writer *self, const KontorRichBlock *block, const char *start_tag, gboolean wrapped)
{
  const char *tag = get_tag (block);
  g_autofree char *plain = g_strdup_printf ("<%s>", tag), *end = g_strdup_printf ("</%s>", tag);

  append (self, start_tag != NULL ? start_tag : plain);
  if (block->kind == KONTOR_RICH_LIST)
    append_items (self, block, wrapped);
  else {
    g_autofree char *html = kontor_rich_line_to_html (g_ptr_array_index (block->lines, 0), "<br>");

    append (self, html);
  }
  append (self, end);
}

static void
append_loose (Writer *self, const KontorRichBlock *block)
{
  g_autofree char *line_break =
      g_strconcat (self->text->plain ? "" : "<br />", get_line_end (self->text), NULL);
  g_autofree char *html = kontor_rich_line_to_html (g_ptr_array_index (block->lines, 0), line_break);

  append (self, html);
}

/* As WordPress's editor would have written it. */
static void
append_wordpress (Writer *self, const KontorRichBlock *block)
{
  static const char *const names[] = { "paragraph", "heading", "list" };
  const char *name = names[block->kind];
  g_autofree char *level = block->kind == KONTOR_RICH_HEADING && block->level != 2
                               ? g_strdup_printf (" {\"level\":%u}", block->level)
                               : g_strdup (block->ordered ? " {\"ordered\":true}" : "");
  g_autofree char *begin = g_strdup_printf ("<!-- wp:%s%s -->\n", name, level);
  g_autofree char *end = g_strdup_printf ("\n<!-- /wp:%s -->", name);
  g_autofree char *start_tag =
      block->kind == KONTOR_RICH_PARAGRAPH
          ? NULL
          : g_strdup_printf ("<%s class=\"wp-block-%s\">", get_tag (block), name);

  append (self, begin);
  append_element (self, block, start_tag, TRUE);
  append (self, end);
}

/* A block that is new: like those around it. */
static void
append_new (Writer *self, const KontorRichBlock *block)
{
  gboolean loose = block->kind == KONTOR_RICH_PARAGRAPH && !self->text->wordpress &&
                   (self->loose || self->text->plain);

  if (block->kind != KONTOR_RICH_OPAQUE && kontor_rich_block_is_empty (block))
    return;
  add_gap (self, loose);
  self->loose = loose;
  if (block->kind == KONTOR_RICH_OPAQUE)
    append (self, block->source);
  else if (self->text->wordpress)
    append_wordpress (self, block);
  else if (loose)
    append_loose (self, block);
  else
    append_element (self, block, NULL, FALSE);
}

static void
append_changed (Writer *self, const KontorRichBlock *block, const KontorRichPiece *piece)
{
  append_source (self, piece->start, piece->start + piece->head);
  if (piece->loose)
    append_loose (self, block);
  else
    append_element (self, block, piece->start_tag, piece->wrapped);
  append_source (self, get_tail (piece), piece->start + piece->length);
}

/* What had no end tag gets one where something else follows than did. */
static void
append_same (Writer *self, const KontorRichPiece *piece, gboolean closes)
{
  append_source (self, piece->start, get_tail (piece));
  if (closes && piece->open && piece->block->kind != KONTOR_RICH_OPAQUE) {
    g_autofree char *end = g_strdup_printf ("</%s>", get_tag (piece->block));

    append (self, end);
  }
  append_source (self, get_tail (piece), piece->start + piece->length);
}

static void
append_block (Writer *self, guint index)
{
  const KontorRichBlock *block = g_ptr_array_index (self->blocks, index);
  const KontorRichPiece *piece = get_piece (self->text, self->order[index]);
  guint follower = index + 1 < self->blocks->len ? self->order[index + 1] : self->text->pieces->len;
  gboolean beside;

  if (piece == NULL) {
    append_new (self, block);
    return;
  }
  beside = self->next <= self->order[index] && index > 0 && self->order[index - 1] != G_MAXUINT &&
           skip_structure (self->text, self->order[index - 1] + 1) == self->order[index];
  go_to (self, self->order[index]);
  if (!beside && index > 0)
    add_gap (self, piece->loose);
  self->loose = piece->loose;
  if (self->same[index])
    append_same (self, piece, follower != skip_structure (self->text, self->order[index] + 1));
  else
    append_changed (self, block, piece);
}

GBytes *
kontor_rich_text_write (KontorRichText *self, GPtrArray *blocks)
{
  g_autofree guint *order = NULL;
  g_autofree gboolean *same = NULL;
  Writer writer = { .text = self, .blocks = blocks, .html = g_byte_array_new () };

  g_return_val_if_fail (self != NULL && blocks != NULL, NULL);

  writer.order = order = g_new0 (guint, blocks->len + 1);
  writer.same = same = g_new0 (gboolean, blocks->len + 1);
  match_blocks (&writer);
  for (guint i = 0; i < blocks->len; i++)
    append_block (&writer, i);
  if (self->pieces->len > 0)
    go_to (&writer, self->pieces->len);
  return g_byte_array_free_to_bytes (writer.html);
}
