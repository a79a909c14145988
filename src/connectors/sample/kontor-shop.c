#include "kontor-shop-private.h"

#include <stdarg.h>
#include <string.h>

#include "kontor-error.h"

/* Orders an hour, where nothing else is said and time goes on. */
#define USUAL_RATE 12

static const char schema[] =
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE resource (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, parent INTEGER NOT NULL, natural TEXT, "
    "trashed INTEGER NOT NULL,"
    " created INTEGER NOT NULL, modified INTEGER NOT NULL, revision INTEGER NOT NULL, doc TEXT NOT NULL) STRICT;"
    "CREATE INDEX resource_kind ON resource (kind, trashed, id);"
    "CREATE INDEX resource_created ON resource (kind, created DESC, id DESC);"
    "CREATE INDEX resource_modified ON resource (kind, modified, id);"
    "CREATE INDEX resource_natural ON resource (kind, natural COLLATE NOCASE) WHERE natural IS NOT NULL;"
    "CREATE INDEX resource_parent ON resource (parent) WHERE parent <> 0;"
    "CREATE TABLE tombstone (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE answered (key TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE effect (id INTEGER PRIMARY KEY, effect TEXT NOT NULL, trace TEXT, subject INTEGER NOT NULL, amount "
    "INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX effect_trace ON effect (effect, trace);"
    "CREATE TABLE fault (id INTEGER PRIMARY KEY, fault INTEGER NOT NULL, permille INTEGER NOT NULL, value INTEGER NOT "
    "NULL,"
    " method TEXT, path TEXT, spare INTEGER NOT NULL, times INTEGER NOT NULL) STRICT;";

#define COLUMNS "id, kind, parent, created, modified, revision, doc"
#define LISTED "kind = ? AND (trashed = 0 OR trashed = ?)"

static const char *const sql_texts[SHOP_N_SQL] = {
  [SHOP_SQL_BEGIN] = "BEGIN IMMEDIATE",
  [SHOP_SQL_COMMIT] = "COMMIT",
  [SHOP_SQL_ROLLBACK] = "ROLLBACK",
  [SHOP_SQL_SAVE_POINT] = "SAVEPOINT one",
  [SHOP_SQL_RELEASE] = "RELEASE one",
  [SHOP_SQL_BACK] = "ROLLBACK TO one",
  [SHOP_SQL_META_GET] = "SELECT value FROM meta WHERE name = ?",
  [SHOP_SQL_META_SET] = "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
  [SHOP_SQL_LOAD] = "SELECT " COLUMNS " FROM resource WHERE id = ?",
  [SHOP_SQL_SAVE] =
      "INSERT INTO resource (id, kind, parent, natural, trashed, created, modified, revision, doc) VALUES (?, ?, ?, ?, "
      "?, ?, ?, ?, ?)"
      " ON CONFLICT DO UPDATE SET natural = excluded.natural, trashed = excluded.trashed, modified = excluded.modified,"
      " revision = excluded.revision, doc = excluded.doc",
  [SHOP_SQL_DELETE] = "DELETE FROM resource WHERE id = ?",
  [SHOP_SQL_NATURAL] = "SELECT " COLUMNS " FROM resource WHERE kind = ? AND natural = ? COLLATE NOCASE LIMIT 1",
  [SHOP_SQL_CHILDREN] = "SELECT " COLUMNS " FROM resource WHERE parent = ? ORDER BY id",
  [SHOP_SQL_RANDOM] = "SELECT " COLUMNS " FROM resource WHERE kind = ? AND trashed = 0 ORDER BY id LIMIT 1 OFFSET ?",
  [SHOP_SQL_COUNT] = "SELECT count (*) FROM resource WHERE kind = ?",
  [SHOP_SQL_COUNT_LISTED] = "SELECT count (*) FROM resource WHERE " LISTED,
  [SHOP_SQL_BY_CREATED] = "SELECT " COLUMNS " FROM resource WHERE " LISTED
                          " AND created < ? ORDER BY created DESC, id DESC LIMIT ? OFFSET ?",
  [SHOP_SQL_BY_MODIFIED] =
      "SELECT " COLUMNS " FROM resource WHERE " LISTED " AND modified > ? ORDER BY modified, id LIMIT ? OFFSET ?",
  [SHOP_SQL_BY_ID] = "SELECT " COLUMNS " FROM resource WHERE " LISTED " AND id > ? ORDER BY id LIMIT ? OFFSET ?",
  [SHOP_SQL_TOMBSTONE] = "INSERT INTO tombstone (id, kind, at) VALUES (?, ?, ?)",
  [SHOP_SQL_TOMBSTONES] = "SELECT id FROM tombstone WHERE kind = ? AND at > ? ORDER BY id",
  [SHOP_SQL_KEY_GET] = "SELECT body FROM answered WHERE key = ?",
  [SHOP_SQL_KEY_SET] = "INSERT INTO answered (key, body) VALUES (?, ?)",
  [SHOP_SQL_EFFECT] = "INSERT INTO effect (effect, trace, subject, amount, at) VALUES (?, ?, ?, ?, ?)",
  [SHOP_SQL_EFFECT_SUM] =
      "SELECT count (*), coalesce (sum (amount), 0) FROM effect WHERE effect = ?1 AND (?2 IS NULL OR trace = ?2)",
  [SHOP_SQL_EFFECT_TRACES] =
      "SELECT DISTINCT coalesce (trace, '') FROM effect WHERE effect = ?1 AND subject IN "
      "(SELECT subject FROM effect WHERE effect = ?1 AND trace = ?2)",
  [SHOP_SQL_CREATED] = "SELECT count (*) FROM effect JOIN resource ON resource.id = subject "
                       "WHERE effect = 'create' AND trace = ?",
  [SHOP_SQL_FAULTS] = "SELECT id, fault, permille, value, method, path, spare, times FROM fault ORDER BY id",
  [SHOP_SQL_FAULT_ADD] =
      "INSERT INTO fault (fault, permille, value, method, path, spare, times) VALUES (?, ?, ?, ?, ?, ?, ?)",
  [SHOP_SQL_FAULT_CLEAR] = "DELETE FROM fault",
  [SHOP_SQL_FAULT_STRIKE] = "UPDATE fault SET spare = ?, times = ? WHERE id = ?",
};

G_DEFINE_QUARK (shop - status, shop_status)

static sqlite3_stmt *
prepare (KontorShop *self, ShopSql sql)
{
  if (self->statements[sql] == NULL) {
    int result =
        sqlite3_prepare_v3 (self->db, sql_texts[sql], -1, SQLITE_PREPARE_PERSISTENT, &self->statements[sql], NULL);

    if (result != SQLITE_OK)
      g_error ("%s: %s", sql_texts[sql], sqlite3_errmsg (self->db));
  }
  sqlite3_reset (self->statements[sql]);
  return self->statements[sql];
}

/**
 * shop_bind:
 * @format: for each parameter "i" (gint64) or "t" (text or NULL)
 *
 * The statement, ready to be stepped.
 */
sqlite3_stmt *
shop_bind (KontorShop *self, ShopSql sql, const char *format, ...)
{
  sqlite3_stmt *statement = prepare (self, sql);
  va_list arguments;

  va_start (arguments, format);
  for (int i = 0; format[i] != '\0'; i++)
    if (format[i] == 'i')
      sqlite3_bind_int64 (statement, i + 1, va_arg (arguments, gint64));
    else
      sqlite3_bind_text (statement, i + 1, va_arg (arguments, const char *), -1, SQLITE_TRANSIENT);
  va_end (arguments);
  return statement;
}

/** Steps a statement that was bound to its end. */
void
shop_run (KontorShop *self, ShopSql sql)
{
  sqlite3_stmt *statement = self->statements[sql];

  if (sqlite3_step (statement) == SQLITE_ERROR)
    g_warning ("Sample shop: %s: %s", sql_texts[sql], sqlite3_errmsg (self->db));
  sqlite3_reset (statement);
}

/** The first column of the first row, else 0. */
gint64
shop_read_int (sqlite3_stmt *statement)
{
  gint64 value = sqlite3_step (statement) == SQLITE_ROW ? sqlite3_column_int64 (statement, 0) : 0;

  sqlite3_reset (statement);
  return value;
}

gint64
shop_get_meta (KontorShop *self, const char *name)
{
  return shop_read_int (shop_bind (self, SHOP_SQL_META_GET, "t", name));
}

void
shop_set_meta (KontorShop *self, const char *name, gint64 value)
{
  shop_bind (self, SHOP_SQL_META_SET, "ti", name, value);
  shop_run (self, SHOP_SQL_META_SET);
}

/** Ids come from one sequence for everything, members of orders included. */
gint64
shop_next_id (KontorShop *self)
{
  gint64 id = shop_get_meta (self, "last-id") + 1;

  shop_set_meta (self, "last-id", id);
  return id;
}

/** The moment of the present request, by the shop's resolution. */
gint64
shop_now (KontorShop *self)
{
  gint64 now = self->moment != 0 ? self->moment : kontor_shop_get_now (self);

  return self->manner == KONTOR_SHOP_BARE ? now / 1000 * 1000 : now;
}

/** What happens by chance depends on the seed and on how often @what was asked before, so that it survives a restart. */
GRand *
shop_random (KontorShop *self, const char *what)
{
  gint64 count = shop_get_meta (self, what) + 1;
  const guint32 parts[] = { self->seed, g_str_hash (what), (guint32) count };

  shop_set_meta (self, what, count);
  return g_rand_new_with_seed_array (parts, G_N_ELEMENTS (parts));
}

void
shop_effect (KontorShop *self, const char *effect, gint64 subject, gint64 amount)
{
  if (self->seeding)
    return;
  shop_bind (self, SHOP_SQL_EFFECT, "ttiii", effect, self->trace, subject, amount, shop_now (self));
  shop_run (self, SHOP_SQL_EFFECT);
}

static const char *
get_setting (GVariant *settings, const char *name)
{
  const char *value = NULL;

  if (settings != NULL)
    g_variant_lookup (settings, name, "&s", &value);
  return value;
}

static gboolean
read_number (GVariant *settings, const char *name, gint64 fallback, gint64 *value, GError **error)
{
  const char *text = get_setting (settings, name);
  guint64 number = 0;

  *value = fallback;
  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "“%s” is not a number for the sample shop’s setting “%s”",
                 text, name);
    return FALSE;
  }
  *value = (gint64) number;
  return TRUE;
}

static gboolean
read_manner (GVariant *settings, gint64 *manner, GError **error)
{
  const char *text = get_setting (settings, "manner");

  *manner = g_strcmp0 (text, "kind") == 0 ? KONTOR_SHOP_KIND : KONTOR_SHOP_BARE;
  if (text != NULL && *manner == KONTOR_SHOP_BARE && !g_str_equal (text, "bare")) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "“%s” is not a manner of the sample shop", text);
    return FALSE;
  }
  return TRUE;
}

/** Before anything is made of them. */
static gboolean
check_settings (GVariant *settings, GError **error)
{
  static const char *const numbers[] = { "seed", "rate", "now", "orders", "customers", "products" };
  gint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (!read_number (settings, numbers[i], 0, &number, error))
      return FALSE;
  return read_manner (settings, &number, error) && shop_faults_check (get_setting (settings, "faults"), error);
}

static gboolean
open_file (KontorShop *self, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  int result;

  g_mkdir_with_parents (folder, 0700);
  result =
      sqlite3_open_v2 (self->path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  sqlite3_busy_timeout (self->db, 20000);
  if (result == SQLITE_OK)
    result = sqlite3_exec (self->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
  if (result == SQLITE_OK)
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_OFFLINE, "The sample shop “%s” cannot be opened: %s", self->path,
               sqlite3_errmsg (self->db));
  return FALSE;
}

static gboolean
is_made (KontorShop *self)
{
  sqlite3_stmt *statement = NULL;
  gboolean made;

  sqlite3_prepare_v2 (self->db, "SELECT 1 FROM sqlite_schema WHERE name = 'fault'", -1, &statement, NULL);
  made = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_finalize (statement);
  return made;
}

static gboolean
make (KontorShop *self, GVariant *settings, GError **error)
{
  gint64 manner, seed, now;

  read_manner (settings, &manner, NULL);
  read_number (settings, "seed", 1, &seed, NULL);
  read_number (settings, "now", 0, &now, NULL);
  if (sqlite3_exec (self->db, schema, NULL, NULL, NULL) != SQLITE_OK) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_OFFLINE, "The sample shop “%s” cannot be made: %s", self->path,
                 sqlite3_errmsg (self->db));
    return FALSE;
  }
  shop_set_meta (self, "manner", manner);
  shop_set_meta (self, "seed", seed);
  shop_set_meta (self, "now", now);
  self->manner = (KontorShopManner) manner;
  self->seed = (guint32) seed;
  self->moment = kontor_shop_get_now (self);
  shop_seed (self, settings);
  return TRUE;
}

static gboolean
make_if_new (KontorShop *self, GVariant *settings, GError **error)
{
  gboolean done;

  if (sqlite3_exec (self->db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_OFFLINE, "The sample shop “%s” cannot be written: %s", self->path,
                 sqlite3_errmsg (self->db));
    return FALSE;
  }
  done = is_made (self) || make (self, settings, error);
  sqlite3_exec (self->db, done ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL);
  self->moment = 0;
  return done;
}

/** What holds for this process; the rest was said when the shop was made. */
static void
take_settings (KontorShop *self, GVariant *settings)
{
  gint64 manner;

  self->seed = (guint32) shop_get_meta (self, "seed");
  self->manner = (KontorShopManner) shop_get_meta (self, "manner");
  read_number (settings, "rate", shop_get_meta (self, "now") == 0 ? USUAL_RATE : 0, &self->rate, NULL);
  read_manner (settings, &manner, NULL);
  if (get_setting (settings, "manner") != NULL)
    self->manner = (KontorShopManner) manner;
  if (get_setting (settings, "faults") != NULL)
    kontor_shop_set_faults (self, get_setting (settings, "faults"), NULL);
}

KontorShop *
kontor_shop_open (const char *path, GVariant *settings, GError **error)
{
  g_autoptr (KontorShop) self = g_new0 (KontorShop, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  if (!check_settings (settings, error) || !open_file (self, error) || !make_if_new (self, settings, error))
    return NULL;
  take_settings (self, settings);
  return g_steal_pointer (&self);
}

void
kontor_shop_close (KontorShop *self)
{
  for (guint i = 0; i < SHOP_N_SQL; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close (self->db);
  yyjson_doc_free (self->people);
  g_free (self->path);
  g_free (self);
}

KontorShopManner
kontor_shop_get_manner (KontorShop *self)
{
  return self->manner;
}

gint64
kontor_shop_get_now (KontorShop *self)
{
  gint64 now = shop_get_meta (self, "now");

  return now != 0 ? now : g_get_real_time () / 1000;
}

void
kontor_shop_set_now (KontorShop *self, gint64 now)
{
  shop_set_meta (self, "now", now);
}

gint64
kontor_shop_count (KontorShop *self, const char *kind)
{
  ShopKind number;

  g_return_val_if_fail (shop_kind_from_name (kind, &number), 0);

  return shop_read_int (shop_bind (self, SHOP_SQL_COUNT, "i", (gint64) number));
}

gint64
kontor_shop_count_effects (KontorShop *self, const char *effect, const char *trace)
{
  return shop_read_int (shop_bind (self, SHOP_SQL_EFFECT_SUM, "tt", effect, trace));
}

gint64
kontor_shop_count_created (KontorShop *self, const char *trace)
{
  return shop_read_int (shop_bind (self, SHOP_SQL_CREATED, "t", trace));
}

gint64
kontor_shop_sum_effects (KontorShop *self, const char *effect, const char *trace)
{
  sqlite3_stmt *statement = shop_bind (self, SHOP_SQL_EFFECT_SUM, "tt", effect, trace);
  gint64 sum = sqlite3_step (statement) == SQLITE_ROW ? sqlite3_column_int64 (statement, 1) : 0;

  sqlite3_reset (statement);
  return sum;
}

GStrv
kontor_shop_list_traces (KontorShop *self, const char *effect, const char *trace)
{
  sqlite3_stmt *statement = shop_bind (self, SHOP_SQL_EFFECT_TRACES, "tt", effect, trace);
  g_autoptr (GStrvBuilder) traces = g_strv_builder_new ();

  while (sqlite3_step (statement) == SQLITE_ROW)
    g_strv_builder_add (traces, (const char *) sqlite3_column_text (statement, 0));
  sqlite3_reset (statement);
  return g_strv_builder_end (traces);
}
