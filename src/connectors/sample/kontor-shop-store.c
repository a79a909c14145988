#include "kontor-shop-private.h"

#include <string.h>

static const struct {
  const char *name;
  const char *natural;
} kinds[SHOP_N_KINDS] = {
  [SHOP_SETTING] = { "settings", NULL },
  [SHOP_CATEGORY] = { "categories", "slug" },
  [SHOP_TAG] = { "tags", "slug" },
  [SHOP_PRODUCT] = { "products", "sku" },
  [SHOP_VARIATION] = { "variations", "sku" },
  [SHOP_CUSTOMER] = { "customers", "email" },
  [SHOP_DISCOUNT] = { "discounts", "code" },
  [SHOP_ORDER] = { "orders", "number" },
};

const char *
shop_kind_get_name (ShopKind kind)
{
  return kinds[kind].name;
}

gboolean
shop_kind_from_name (const char *name, ShopKind *kind)
{
  for (guint i = 0; i < SHOP_N_KINDS; i++)
    if (g_strcmp0 (kinds[i].name, name) == 0) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

ShopRow *
shop_row_new (KontorShop *self, ShopKind kind)
{
  ShopRow *row = g_new0 (ShopRow, 1);

  row->kind = kind;
  row->id = shop_next_id (self);
  row->created = shop_now (self);
  row->doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_doc_set_root (row->doc, yyjson_mut_obj (row->doc));
  return row;
}

void
shop_row_free (ShopRow *row)
{
  yyjson_mut_doc_free (row->doc);
  g_free (row);
}

Json *
shop_row_root (const ShopRow *row)
{
  return yyjson_mut_doc_get_root (row->doc);
}

/** Of a statement that stands on a row. */
ShopRow *
shop_row_from_statement (sqlite3_stmt *statement)
{
  ShopRow *row = g_new0 (ShopRow, 1);

  row->id = sqlite3_column_int64 (statement, 0);
  row->kind = sqlite3_column_int (statement, 1);
  row->parent = sqlite3_column_int64 (statement, 2);
  row->created = sqlite3_column_int64 (statement, 3);
  row->modified = sqlite3_column_int64 (statement, 4);
  row->revision = sqlite3_column_int64 (statement, 5);
  row->doc = shop_parse ((const char *) sqlite3_column_text (statement, 6));
  g_assert (row->doc != NULL);
  return row;
}

static ShopRow *
take_row (sqlite3_stmt *statement)
{
  ShopRow *row = sqlite3_step (statement) == SQLITE_ROW ? shop_row_from_statement (statement) : NULL;

  sqlite3_reset (statement);
  return row;
}

ShopRow *
shop_row_load (KontorShop *self, ShopKind kind, gint64 id, GError **error)
{
  g_autoptr (ShopRow) row = take_row (shop_bind (self, SHOP_SQL_LOAD, "i", id));

  if (row != NULL && row->kind == kind)
    return g_steal_pointer (&row);
  g_set_error (error, SHOP_STATUS, 404, "There is no %" G_GINT64_FORMAT " in %s.", id, kinds[kind].name);
  return NULL;
}

/** By SKU, code, e-mail address …; NULL where there is none. */
ShopRow *
shop_row_find (KontorShop *self, ShopKind kind, const char *natural)
{
  if (natural == NULL || *natural == '\0')
    return NULL;
  return take_row (shop_bind (self, SHOP_SQL_NATURAL, "it", (gint64) kind, natural));
}

/** Any that is not in the trash; NULL where there is none. */
ShopRow *
shop_row_pick (KontorShop *self, ShopKind kind, GRand *random)
{
  gint64 count = shop_read_int (shop_bind (self, SHOP_SQL_COUNT_LISTED, "ii", (gint64) kind, (gint64) 0));

  if (count == 0)
    return NULL;
  return take_row (
      shop_bind (self, SHOP_SQL_RANDOM, "ii", (gint64) kind, (gint64) g_rand_int_range (random, 0, (gint32) count)));
}

GPtrArray *
shop_row_load_children (KontorShop *self, gint64 parent)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) shop_row_free);
  sqlite3_stmt *statement = shop_bind (self, SHOP_SQL_CHILDREN, "i", parent);

  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (rows, shop_row_from_statement (statement));
  sqlite3_reset (statement);
  return rows;
}

static const char *
get_natural (const ShopRow *row)
{
  const char *natural =
      kinds[row->kind].natural != NULL ? shop_get_text (shop_row_root (row), kinds[row->kind].natural) : NULL;

  return natural != NULL && *natural != '\0' ? natural : NULL;
}

void
shop_row_save (KontorShop *self, ShopRow *row, ShopSave how)
{
  g_autofree char *doc = shop_dup_json (shop_row_root (row));
  gboolean trashed = g_strcmp0 (shop_get_text (shop_row_root (row), "status"), "trash") == 0;

  if (row->revision == 0 || how == SHOP_SAVE_TOUCH || self->manner == KONTOR_SHOP_KIND)
    row->modified = self->seeding ? MAX (row->modified, row->created) : shop_now (self);
  row->revision++;
  shop_bind (self, SHOP_SQL_SAVE, "iiitiiiit", row->id, (gint64) row->kind, row->parent, get_natural (row),
             (gint64) trashed, row->created, row->modified, row->revision, doc);
  shop_run (self, SHOP_SQL_SAVE);
}

void
shop_row_delete (KontorShop *self, ShopRow *row)
{
  shop_bind (self, SHOP_SQL_DELETE, "i", row->id);
  shop_run (self, SHOP_SQL_DELETE);
  shop_bind (self, SHOP_SQL_TOMBSTONE, "iii", row->id, (gint64) row->kind, shop_now (self));
  shop_run (self, SHOP_SQL_TOMBSTONE);
}

/** The row as the shop answers it: its own columns first, then what its object holds. */
void
shop_row_print (KontorShop *self, const ShopRow *row, GString *out)
{
  gboolean bare = self->manner == KONTOR_SHOP_BARE;
  g_autofree char *doc = shop_dup_json (shop_row_root (row));
  g_autofree char *created = shop_format_time (row->created, bare);
  g_autofree char *modified = shop_format_time (row->modified, bare);

  g_string_append_printf (out, "{\"id\":%" G_GINT64_FORMAT ",\"created\":\"%s\",\"modified\":\"%s\"", row->id, created,
                          modified);
  if (row->parent != 0)
    g_string_append_printf (out, ",\"parent_id\":%" G_GINT64_FORMAT, row->parent);
  if (!bare)
    g_string_append_printf (out, ",\"revision\":%" G_GINT64_FORMAT, row->revision);
  g_string_append (out, strlen (doc) > 2 ? "," : "");
  g_string_append (out, doc + 1);
}
