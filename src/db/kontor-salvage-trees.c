#include "kontor-salvage.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The trees of tables, as the file format of SQLite has them. Above its rows a tree has inner pages, which know nothing but
 * the numbers of other pages and which rows begin where; all that can be told again from the pages below. Where such a page
 * cannot be read, the pages below are those that no tree leads to any more.
 */

#define INNER 0x05
#define LEAF 0x0d
#define INNER_HEADER 12
#define LEAF_HEADER 8
#define FILE_HEADER 100
#define MOST_LEVELS 20
/* Mended pages may lead to others that are damaged. */
#define MOST_ROUNDS 4

typedef struct {
  char *name; /* (owned) */
  guint root;
  guint n_columns;
} Tree;

/* Where a tree leads to a page that is none of a tree; its rows had numbers from @low to @high. */
typedef struct {
  guint page;
  const Tree *tree;
  gint64 low, high;
  GArray *found; /* (element-type Top) (owned) */
} Hole;

/* A page that no other leads to. */
typedef struct {
  guint page;
  gint64 low, high;
  guint n_columns;
} Top;

typedef struct {
  guint8 *bytes;
  gsize size;
  guint page_size;
  guint usable; /* of a page */
  guint n_pages;
  GArray *trees;      /* (element-type Tree) (owned) */
  GPtrArray *holes;   /* (element-type Hole) (owned) */
  guint8 *known;      /* (owned): by page: a tree leads there, or it is free */
  GHashTable *mended; /* (element-type utf8 guint) (owned) */
} File;

static void
tree_clear (gpointer data)
{
  g_free (((Tree *) data)->name);
}

static void
hole_free (Hole *self)
{
  g_array_unref (self->found);
  g_free (self);
}

static void
file_clear (File *self)
{
  if (self->bytes != NULL)
    munmap (self->bytes, self->size);
  g_clear_pointer (&self->trees, g_array_unref);
  g_clear_pointer (&self->holes, g_ptr_array_unref);
  g_clear_pointer (&self->known, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (File, file_clear)

static guint
get_16 (const guint8 *bytes)
{
  return (guint) bytes[0] << 8 | bytes[1];
}

static guint32
get_32 (const guint8 *bytes)
{
  return (guint32) get_16 (bytes) << 16 | get_16 (bytes + 2);
}

static void
put_16 (guint8 *bytes, guint value)
{
  bytes[0] = (guint8) (value >> 8);
  bytes[1] = (guint8) value;
}

static void
put_32 (guint8 *bytes, guint32 value)
{
  put_16 (bytes, value >> 16);
  put_16 (bytes + 2, value & 0xffff);
}

/* Seven bits a byte, the greatest first; the ninth byte has eight. Reads no more than to @end. */
static const guint8 *
read_varint (const guint8 *bytes, const guint8 *end, gint64 *value)
{
  guint64 number = 0;

  for (guint i = 0; bytes < end; i++) {
    guint8 byte = *bytes++;

    number = i == 8 ? number << 8 | byte : number << 7 | (byte & 0x7f);
    if (i == 8 || byte < 0x80)
      break;
  }
  *value = (gint64) number;
  return bytes;
}

static guint
write_varint (guint8 *bytes, gint64 value)
{
  guint64 number = (guint64) value;
  guint n = 1;

  if (number >> 56 != 0) {
    bytes[8] = (guint8) number;
    number >>= 8;
    for (int i = 7; i >= 0; i--, number >>= 7)
      bytes[i] = (guint8) (number & 0x7f) | 0x80;
    return 9;
  }
  while (number >> (7 * n) != 0)
    n++;
  for (guint i = 0; i < n; i++)
    bytes[i] = (guint8) (number >> (7 * (n - 1 - i)) & 0x7f) | (i + 1 < n ? 0x80 : 0);
  return n;
}

static gboolean
has_page (const File *self, guint page)
{
  return page >= 1 && page <= self->n_pages;
}

static guint8 *
get_page (const File *self, guint page)
{
  return self->bytes + (gsize) (page - 1) * self->page_size;
}

/* The first page begins with the header of the file. */
static guint8 *
get_header (const File *self, guint page)
{
  return get_page (self, page) + (page == 1 ? FILE_HEADER : 0);
}

static guint
count_cells (const File *self, guint page)
{
  return get_16 (get_header (self, page) + 3);
}

/* NULL where it lies outside of the page. */
static const guint8 *
get_cell (const File *self, guint page, guint index, guint header)
{
  const guint8 *pointers = get_header (self, page) + header;
  guint offset;

  if (pointers + 2 * (index + 1) > get_page (self, page) + self->usable)
    return NULL;
  offset = get_16 (pointers + 2 * index);
  return offset >= header && offset + 5 <= self->usable ? get_page (self, page) + offset : NULL;
}

/* The pages below an inner one, the last of which has no key: @index from 0 to count_cells (). */
static guint
get_child (const File *self, guint page, guint index, gint64 *key)
{
  const guint8 *cell;

  *key = G_MAXINT64;
  if (index == count_cells (self, page))
    return get_32 (get_header (self, page) + 8);
  cell = get_cell (self, page, index, INNER_HEADER);
  if (cell == NULL)
    return 0;
  read_varint (cell + 4, get_page (self, page) + self->usable, key);
  return get_32 (cell);
}

static gboolean
is_inner (const File *self, guint page)
{
  gint64 before = G_MININT64;
  guint n = count_cells (self, page);

  if (get_header (self, page)[0] != INNER || n == 0)
    return FALSE;
  for (guint i = 0; i <= n; i++) {
    gint64 key;
    guint child = get_child (self, page, i, &key);

    if (child < 2 || !has_page (self, child) || (i > 0 && key <= before))
      return FALSE;
    before = key;
  }
  return TRUE;
}

static gboolean
is_leaf (const File *self, guint page)
{
  return get_header (self, page)[0] == LEAF;
}

/* FALSE where there is none. */
static gboolean
read_row (const File *self, guint page, guint index, gint64 *number, guint *n_columns)
{
  const guint8 *end = get_page (self, page) + self->usable, *bytes = get_cell (self, page, index, LEAF_HEADER), *types;
  gint64 length, header, type;

  if (bytes == NULL)
    return FALSE;
  types = bytes = read_varint (read_varint (bytes, end, &length), end, number);
  bytes = read_varint (bytes, end, &header);
  if (header < 1 || header > length || header > end - types)
    return FALSE;
  end = types + header;
  for (*n_columns = 0; bytes < end; (*n_columns)++)
    bytes = read_varint (bytes, end, &type);
  return TRUE;
}

static void
walk (File *self, const Tree *tree, guint page, gint64 low, gint64 high, guint level)
{
  if (!has_page (self, page) || self->known[page] || level > MOST_LEVELS)
    return;
  self->known[page] = TRUE;
  if (is_leaf (self, page))
    return;
  if (!is_inner (self, page)) {
    Hole *hole = g_new0 (Hole, 1);

    *hole = (Hole) { page, tree, low, high, g_array_new (FALSE, FALSE, sizeof (Top)) };
    g_ptr_array_add (self->holes, hole);
    return;
  }
  for (guint i = 0; i <= count_cells (self, page); i++) {
    gint64 key;
    guint child = get_child (self, page, i, &key);

    walk (self, tree, child, low, MIN (key, high), level + 1);
    low = key < G_MAXINT64 ? key + 1 : key;
  }
}

/* What was deleted still looks like what it was. FALSE where not all of it is known. */
static gboolean
note_free (File *self)
{
  guint trunk = get_32 (self->bytes + 32), n = get_32 (self->bytes + 36), n_found = 0;

  while (trunk != 0) {
    guint n_leaves;

    if (!has_page (self, trunk) || self->known[trunk])
      return FALSE;
    self->known[trunk] = TRUE;
    n_leaves = get_32 (get_page (self, trunk) + 4);
    if (n_leaves > self->usable / 4 - 2)
      return FALSE;
    for (guint i = 0; i < n_leaves; i++) {
      guint page = get_32 (get_page (self, trunk) + 8 + 4 * i);

      if (!has_page (self, page))
        return FALSE;
      self->known[page] = TRUE;
    }
    n_found += n_leaves + 1;
    trunk = get_32 (get_page (self, trunk));
  }
  return n_found == n;
}

static gboolean
read_edge (const File *self, guint page, gboolean last, gint64 *number, guint *n_columns)
{
  for (guint level = 0; level < MOST_LEVELS && has_page (self, page); level++) {
    gint64 key;

    if (is_leaf (self, page))
      return count_cells (self, page) > 0 &&
             read_row (self, page, last ? count_cells (self, page) - 1 : 0, number, n_columns);
    if (!is_inner (self, page))
      return FALSE;
    page = get_child (self, page, last ? count_cells (self, page) : 0, &key);
  }
  return FALSE;
}

/* By page: whether another one that no tree leads to leads there. */
static guint8 *
find_children (const File *self)
{
  guint8 *children = g_new0 (guint8, self->n_pages + 1);

  for (guint page = 2; page <= self->n_pages; page++) {
    if (self->known[page] || !is_inner (self, page))
      continue;
    for (guint i = 0; i <= count_cells (self, page); i++) {
      gint64 key;

      children[get_child (self, page, i, &key)] = TRUE;
    }
  }
  return children;
}

static gboolean
fits (const Hole *hole, const Top *top)
{
  return hole->page > 1 && hole->low <= top->low && top->high <= hole->high && top->n_columns <= hole->tree->n_columns;
}

/* A page that could be of two trees is put into neither. */
static void
place (File *self, const Top *top)
{
  Hole *only = NULL;

  for (guint i = 0; i < self->holes->len; i++) {
    Hole *hole = g_ptr_array_index (self->holes, i);

    if (!fits (hole, top))
      continue;
    if (only != NULL)
      return;
    only = hole;
  }
  if (only != NULL)
    g_array_append_val (only->found, *top);
}

static void
place_all (File *self)
{
  g_autofree guint8 *children = find_children (self);

  for (guint page = 2; page <= self->n_pages; page++) {
    Top top = { .page = page };

    if (self->known[page] || children[page] || (!is_leaf (self, page) && !is_inner (self, page)))
      continue;
    if (read_edge (self, page, TRUE, &top.high, &top.n_columns) &&
        read_edge (self, page, FALSE, &top.low, &top.n_columns))
      place (self, &top);
  }
}

static int
compare_tops (gconstpointer a, gconstpointer b)
{
  const Top *x = a, *y = b;

  return (x->low > y->low) - (x->low < y->low);
}

/* Writes an inner page that leads to those. FALSE where it has no room for them. */
static gboolean
write_inner (File *self, guint page, const Top *tops, guint n)
{
  g_autofree guint8 *made = g_malloc0 (self->page_size);
  guint end = self->usable;

  for (guint i = 0; i + 1 < n; i++) {
    guint8 cell[13];
    guint length;

    put_32 (cell, tops[i].page);
    length = 4 + write_varint (cell + 4, tops[i].high);
    if (INNER_HEADER + 2 * (i + 1) + length > end)
      return FALSE;
    end -= length;
    memcpy (made + end, cell, length);
    put_16 (made + INNER_HEADER + 2 * i, end);
  }
  made[0] = INNER;
  put_16 (made + 3, n - 1);
  put_16 (made + 5, end);
  put_32 (made + 8, tops[n - 1].page);
  memcpy (get_page (self, page), made, self->page_size);
  return TRUE;
}

/* What lies amid the rows below an inner page belongs into a hole below that page, which the next round finds. */
static void
leave_lower (const File *self, GArray *tops)
{
  guint n = 0;

  for (guint i = 0; i < tops->len; i++) {
    const Top *top = &g_array_index (tops, Top, i), *before = &g_array_index (tops, Top, n > 0 ? n - 1 : 0);

    if (n == 0 || top->high >= before->high || !is_inner (self, before->page))
      g_array_index (tops, Top, n++) = *top;
  }
  g_array_set_size (tops, n);
}

static gboolean
mend (File *self, Hole *hole)
{
  const Top *tops = (const Top *) (gpointer) hole->found->data;
  gpointer n_mended;

  g_array_sort (hole->found, compare_tops);
  leave_lower (self, hole->found);
  for (guint i = 1; i < hole->found->len; i++)
    if (tops[i].low <= tops[i - 1].high)
      return FALSE;
  if (hole->found->len == 0)
    return FALSE;
  /* An inner page has two below it at least. */
  if (hole->found->len == 1)
    memcpy (get_page (self, hole->page), get_page (self, tops[0].page), self->page_size);
  else if (!write_inner (self, hole->page, tops, hole->found->len))
    return FALSE;
  n_mended = g_hash_table_lookup (self->mended, hole->tree->name);
  g_hash_table_insert (self->mended, g_strdup (hole->tree->name), GUINT_TO_POINTER (GPOINTER_TO_UINT (n_mended) + 1));
  return TRUE;
}

/* FALSE where nothing more can be done. */
static gboolean
mend_some (File *self)
{
  gboolean any = FALSE;

  memset (self->known, 0, self->n_pages + 1);
  g_ptr_array_set_size (self->holes, 0);
  for (guint i = 0; i < self->trees->len; i++) {
    const Tree *tree = &g_array_index (self->trees, Tree, i);

    walk (self, tree, tree->root, G_MININT64, G_MAXINT64, 0);
  }
  if (self->holes->len == 0 || !note_free (self))
    return FALSE;
  place_all (self);
  for (guint i = 0; i < self->holes->len; i++)
    any |= mend (self, g_ptr_array_index (self->holes, i));
  return any;
}

/* Tables whose rows have numbers; those without are kept in trees of another form. */
static GArray *
list_trees (const char *path)
{
  static const char sql[] =
      "SELECT s.name, s.rootpage, (SELECT count (*) FROM pragma_table_info (s.name)) FROM sqlite_schema s "
      "JOIN pragma_table_list l ON l.schema = 'main' AND l.name = s.name WHERE s.type = 'table' AND l.wr = 0 "
      "AND s.rootpage > 0 UNION ALL SELECT '', 1, 5";
  KontorConnection *connection = kontor_salvage_open (path, NULL);
  GArray *trees = g_array_new (FALSE, FALSE, sizeof (Tree));
  KontorStmt *stmt = connection != NULL ? kontor_connection_prepare (connection, sql, NULL) : NULL;

  g_array_set_clear_func (trees, tree_clear);
  while (stmt != NULL && kontor_stmt_step (stmt, NULL) == KONTOR_STEP_ROW) {
    Tree tree = { kontor_stmt_dup_text (stmt, 0), (guint) kontor_stmt_get_int (stmt, 1),
                  (guint) kontor_stmt_get_int (stmt, 2) };

    g_array_append_val (trees, tree);
  }
  g_clear_pointer (&connection, kontor_connection_free);
  return trees;
}

static gboolean
map (File *self, const char *path)
{
  g_autofd int fd = open (path, O_RDWR | O_CLOEXEC);
  struct stat info;
  gpointer bytes;

  if (fd < 0 || fstat (fd, &info) != 0 || info.st_size < 512)
    return FALSE;
  self->size = (gsize) info.st_size;
  bytes = mmap (NULL, self->size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (bytes == MAP_FAILED)
    return FALSE;
  self->bytes = bytes;
  self->page_size = get_16 (self->bytes + 16) == 1 ? 65536 : get_16 (self->bytes + 16);
  if (self->page_size < 512 || self->bytes[20] > self->page_size - 480)
    return FALSE;
  self->usable = self->page_size - self->bytes[20];
  self->n_pages = (guint) (self->size / self->page_size);
  return self->n_pages > 0;
}

GHashTable *
kontor_salvage_mend_trees (const char *path)
{
  g_autoptr (GHashTable) mended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (File) self = { .mended = mended };
  guint round = 0;

  self.trees = list_trees (path);
  if (!map (&self, path))
    return g_steal_pointer (&mended);
  self.known = g_new0 (guint8, self.n_pages + 1);
  self.holes = g_ptr_array_new_with_free_func ((GDestroyNotify) hole_free);
  while (round < MOST_ROUNDS && mend_some (&self))
    round++;
  return g_steal_pointer (&mended);
}
