#include "kontor-shop-private.h"

#define BARE_LIMIT 100
#define KIND_LIMIT 250

static gint64
get_number (const ShopCall *call, const char *name, gint64 fallback)
{
  const char *text = shop_call_get_query (call, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : fallback;
}

static gint64
get_limit (const ShopCall *call)
{
  gint64 most = call->shop->manner == KONTOR_SHOP_BARE ? BARE_LIMIT : KIND_LIMIT;

  return CLAMP (get_number (call, "limit", most), 1, most);
}

/** Times are asked for as they are told; both ends are exclusive. */
static gint64
get_time (const ShopCall *call, const char *name, gint64 fallback)
{
  const char *text = shop_call_get_query (call, name);

  return text != NULL ? shop_parse_time (text) : fallback;
}

static gint64
get_trashed (const ShopCall *call)
{
  return g_strcmp0 (shop_call_get_query (call, "status"), "any,trash") == 0 ? 1 : 0;
}

/** Newest first; "order=modified": the longest unchanged first; "order=id": by id after "after". A page is a number. */
static sqlite3_stmt *
bind_list (const ShopCall *call, ShopKind kind)
{
  const char *order = shop_call_get_query (call, "order");
  gint64 limit = get_limit (call), offset = (get_number (call, "page", 1) - 1) * limit, trashed = get_trashed (call);

  if (g_strcmp0 (order, "modified") == 0)
    return shop_bind (call->shop, SHOP_SQL_BY_MODIFIED, "iiiii", (gint64) kind, trashed,
                      get_time (call, "modified_after", 0), limit, MAX (offset, 0));
  if (g_strcmp0 (order, "id") == 0)
    return shop_bind (call->shop, SHOP_SQL_BY_ID, "iiiii", (gint64) kind, trashed, get_number (call, "after", 0), limit,
                      MAX (offset, 0));
  return shop_bind (call->shop, SHOP_SQL_BY_CREATED, "iiiii", (gint64) kind, trashed,
                    get_time (call, "before", G_MAXINT64), limit, MAX (offset, 0));
}

static void
append (GString *items, const char *text)
{
  g_string_append (items, items->len > 0 ? "," : "");
  g_string_append (items, text);
}

/** "fields=id": only what a comparison needs; a bare shop has no revision to tell. */
static void
append_row (const ShopCall *call, const ShopRow *row, GString *items)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *created = shop_format_time (row->created, FALSE);

  if (g_strcmp0 (shop_call_get_query (call, "fields"), "id") == 0 && call->shop->manner == KONTOR_SHOP_KIND)
    g_string_printf (text, "{\"id\":%" G_GINT64_FORMAT ",\"created\":\"%s\",\"revision\":%" G_GINT64_FORMAT "}", row->id,
                     created, row->revision);
  else
    shop_row_print (call->shop, row, text);
  append (items, text->str);
}

/** A shop that lost most of its rows still has one in twenty. */
static gboolean
is_lost (const ShopCall *call, const ShopRow *row)
{
  if ((call->shop->struck & (1u << KONTOR_SHOP_FAULT_EMPTY)) != 0)
    return TRUE;
  return (call->shop->struck & (1u << KONTOR_SHOP_FAULT_VANISHED)) != 0 && row->id % 20 != 0;
}

static guint
append_rows (const ShopCall *call, ShopKind kind, GString *items)
{
  sqlite3_stmt *statement = bind_list (call, kind);
  guint count = 0;

  for (; sqlite3_step (statement) == SQLITE_ROW; count++) {
    g_autoptr (ShopRow) row = shop_row_from_statement (statement);

    if (!is_lost (call, row))
      append_row (call, row, items);
  }
  sqlite3_reset (statement);
  return (call->shop->struck & (1u << KONTOR_SHOP_FAULT_EMPTY)) != 0 ? 0 : count;
}

/** "include=1,2": those that are there. */
static void
append_included (const ShopCall *call, ShopKind kind, const char *include, GString *items)
{
  g_auto (GStrv) ids = g_strsplit (include, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++) {
    g_autoptr (ShopRow) row = shop_row_load (call->shop, kind, g_ascii_strtoll (ids[i], NULL, 10), NULL);

    if (row != NULL)
      append_row (call, row, items);
  }
}

static void
append_children (const ShopCall *call, gint64 parent, GString *items)
{
  g_autoptr (GPtrArray) rows = shop_row_load_children (call->shop, parent);

  for (guint i = 0; i < rows->len; i++)
    append_row (call, g_ptr_array_index (rows, i), items);
}

/** "parents=1,2": variations of several products at once. */
static void
append_families (const ShopCall *call, const char *parents, GString *items)
{
  g_auto (GStrv) ids = g_strsplit (parents, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    append_children (call, g_ascii_strtoll (ids[i], NULL, 10), items);
}

/** By SKU, code, e-mail; what is in the trash is found as well. */
static void
append_found (const ShopCall *call, ShopKind kind, const char *natural, GString *items)
{
  g_autoptr (ShopRow) row = shop_row_find (call->shop, kind, natural);

  if (row != NULL)
    append_row (call, row, items);
}

static gint64
count_rows (const ShopCall *call, ShopKind kind)
{
  if ((call->shop->struck & (1u << KONTOR_SHOP_FAULT_EMPTY)) != 0)
    return 0;
  return shop_read_int (shop_bind (call->shop, SHOP_SQL_COUNT_LISTED, "ii", (gint64) kind, get_trashed (call)));
}

gboolean
shop_list (ShopCall *call, GError **error)
{
  g_autoptr (GString) items = g_string_new (NULL);
  g_autofree char *now = shop_format_time (shop_now (call->shop), call->shop->manner == KONTOR_SHOP_BARE);
  guint scanned = 0;
  ShopKind kind;

  if (!shop_kind_from_name (call->path[0], &kind)) {
    g_set_error (error, SHOP_STATUS, 404, "No route.");
    return FALSE;
  }
  if (shop_call_get_query (call, "include") != NULL)
    append_included (call, kind, shop_call_get_query (call, "include"), items);
  else if (shop_call_get_query (call, "parents") != NULL)
    append_families (call, shop_call_get_query (call, "parents"), items);
  else if (shop_call_get_query (call, "natural") != NULL)
    append_found (call, kind, shop_call_get_query (call, "natural"), items);
  else
    scanned = append_rows (call, kind, items);
  g_string_append_printf (call->answer, "{\"items\":[%s],\"total\":%" G_GINT64_FORMAT ",\"more\":%s,\"now\":\"%s\"}",
                          items->str, count_rows (call, kind), scanned == get_limit (call) ? "true" : "false", now);
  return TRUE;
}

/** "deleted/orders?since=": ids of what was deleted for good; only a kind shop remembers. */
gboolean
shop_list_deleted (ShopCall *call, GError **error)
{
  sqlite3_stmt *statement;
  ShopKind kind;

  if (call->shop->manner == KONTOR_SHOP_BARE || !shop_kind_from_name (call->path[1], &kind)) {
    g_set_error (error, SHOP_STATUS, 404, "No route.");
    return FALSE;
  }
  statement = shop_bind (call->shop, SHOP_SQL_TOMBSTONES, "ii", (gint64) kind, get_time (call, "since", 0));
  g_string_append (call->answer, "{\"ids\":[");
  for (guint i = 0; sqlite3_step (statement) == SQLITE_ROW; i++)
    g_string_append_printf (call->answer, "%s%" G_GINT64_FORMAT, i > 0 ? "," : "",
                            (gint64) sqlite3_column_int64 (statement, 0));
  sqlite3_reset (statement);
  g_string_append (call->answer, "]}");
  return TRUE;
}
