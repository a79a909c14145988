#include "kontor-store-table.h"

#define BIT(field) (G_GUINT64_CONSTANT (1) << (field))

static guint64
get_sums (const KontorRecordType *type)
{
  if (type == kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT))
    return BIT (KONTOR_PRODUCT_VARIANT_COUNT) | BIT (KONTOR_PRODUCT_PRICE_MIN) | BIT (KONTOR_PRODUCT_PRICE_MAX) |
           BIT (KONTOR_PRODUCT_AVAILABLE) | BIT (KONTOR_PRODUCT_STOCK_STATE);
  if (type == kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER))
    return BIT (KONTOR_CUSTOMER_ORDER_COUNT) | BIT (KONTOR_CUSTOMER_SPENT) | BIT (KONTOR_CUSTOMER_LAST_ORDER_AT);
  return 0;
}

static guint64
get_sort_keys (const KontorRecordType *type)
{
  if (type == kontor_entity_get_record_type (KONTOR_ENTITY_ORDER))
    return BIT (KONTOR_ORDER_NUMBER) | BIT (KONTOR_ORDER_CUSTOMER_NAME);
  if (type == kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT))
    return BIT (KONTOR_PRODUCT_TITLE);
  if (type == kontor_entity_get_record_type (KONTOR_ENTITY_CUSTOMER))
    return BIT (KONTOR_CUSTOMER_NAME);
  return 0;
}

static guint64
get_never_null (const KontorRecordType *type)
{
  return type == kontor_entity_get_record_type (KONTOR_ENTITY_ORDER) ? BIT (KONTOR_ORDER_ARCHIVED) : 0;
}

gboolean
kontor_field_has_table (const KontorField *field)
{
  return field->kind == KONTOR_FIELD_LIST && field->members->table != NULL;
}

gboolean
kontor_field_is_loaded (const KontorField *field, KontorLoad how)
{
  return how == KONTOR_LOAD_WHOLE || (field->flags & KONTOR_FIELD_LAZY) == 0;
}

static void
append_column (GString *sql, const char *name, const char *ending, const char *suffix)
{
  if (sql->len > 0)
    g_string_append (sql, ", ");
  g_string_append_printf (sql, "\"%s%s\"%s", name, ending, suffix);
}

void
kontor_table_append_columns (const KontorRecordType *type, guint index, const char *suffix, GString *sql)
{
  const KontorField *field = &type->fields[index];

  if (kontor_field_has_table (field))
    return;
  append_column (sql, field->name, field->kind == KONTOR_FIELD_REF ? "_id" : "", suffix);
  if (field->kind == KONTOR_FIELD_REF)
    append_column (sql, field->name, "_remote", suffix);
  if (field->kind == KONTOR_FIELD_MONEY)
    append_column (sql, field->name, "_text", suffix);
  if ((get_sort_keys (type) & BIT (index)) != 0)
    append_column (sql, field->name, "_key", suffix);
}

guint
kontor_table_count_columns (const KontorTable *self, guint field)
{
  const KontorFieldKind kind = self->type->fields[field].kind;

  if (kontor_field_has_table (&self->type->fields[field]))
    return 0;
  return 1 + (kind == KONTOR_FIELD_REF || kind == KONTOR_FIELD_MONEY) + ((self->sort_keys & BIT (field)) != 0);
}

typedef struct {
  const KontorRecordType *keys[4]; /* whose key columns come first; the object's is its id */
  guint n_keys;
} Path;

static const char *
intern (GString *sql)
{
  const char *text = g_intern_string (sql->str);

  g_string_free (sql, TRUE);
  return text;
}

static void
append_parameters (GString *sql)
{
  guint n = 1;

  for (const char *c = sql->str; *c != '\0'; c++)
    n += *c == ',';
  g_string_append (sql, ") VALUES (?");
  while (--n > 0)
    g_string_append (sql, ", ?");
  g_string_append_c (sql, ')');
}

static void
append_keys (GString *sql, const Path *path, const char *between, const char *suffix)
{
  for (guint i = 0; i < path->n_keys; i++)
    g_string_append_printf (sql, "%s%s%s", i > 0 ? between : "", path->keys[i]->key_column, suffix);
}

static const char *
make_insert (const KontorRecordType *type, const Path *path)
{
  GString *sql = g_string_new (NULL);
  guint n_keys = path->n_keys;

  g_string_printf (sql, "INSERT INTO \"%s\" (", type->table);
  append_keys (sql, path, ", ", "");
  g_string_append (sql, n_keys == 0 ? "id, account_id, remote_id, revision" : ", key, position");
  for (guint i = 0; i < type->n_fields; i++)
    kontor_table_append_columns (type, i, "", sql);
  append_parameters (sql);
  if (n_keys == 0)
    return intern (sql);

  g_string_append (sql, " ON CONFLICT DO UPDATE SET position = excluded.position");
  for (guint i = 0; i < type->n_fields; i++) {
    g_autoptr (GString) columns = g_string_new (NULL);
    g_auto (GStrv) names = NULL;

    kontor_table_append_columns (type, i, "", columns);
    names = g_strsplit (columns->str, ", ", -1);
    for (guint j = 0; names[j] != NULL; j++)
      g_string_append_printf (sql, ", %s = excluded.%s", names[j], names[j]);
  }
  return intern (sql);
}

static const char *
make_select (const KontorRecordType *type, const Path *path, KontorLoad how)
{
  GString *sql = g_string_new (path->n_keys == 0 ? "SELECT account_id, remote_id, revision" : "SELECT key");

  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_field_is_loaded (&type->fields[i], how))
      kontor_table_append_columns (type, i, "", sql);
  g_string_append_printf (sql, " FROM \"%s\" WHERE ", type->table);
  if (path->n_keys == 0)
    g_string_append (sql, "id = ?");
  append_keys (sql, path, " AND ", " = ?");
  if (path->n_keys > 0)
    g_string_append (sql, " ORDER BY position");
  return intern (sql);
}

static const char *
make_remove (const KontorRecordType *type, const Path *path)
{
  GString *sql = g_string_new (NULL);

  g_string_printf (sql, "DELETE FROM \"%s\" WHERE ", type->table);
  append_keys (sql, path, " AND ", " = ?");
  g_string_append (sql, path->n_keys == 0 ? "id = ?" : " AND key = ?");
  return intern (sql);
}

static void
add_tables (GHashTable *tables, const KontorRecordType *type, const Path *path)
{
  KontorTable *table = g_new0 (KontorTable, 1);
  Path below = *path;

  g_assert (type->n_fields <= 64 && path->n_keys < G_N_ELEMENTS (path->keys));

  table->type = type;
  table->depth = path->n_keys;
  table->insert = make_insert (type, path);
  table->select[KONTOR_LOAD_ROW] = make_select (type, path, KONTOR_LOAD_ROW);
  table->select[KONTOR_LOAD_WHOLE] = make_select (type, path, KONTOR_LOAD_WHOLE);
  table->remove = make_remove (type, path);
  table->sums = get_sums (type);
  table->sort_keys = get_sort_keys (type);
  table->never_null = get_never_null (type);
  g_hash_table_insert (tables, (gpointer) type, table);

  below.keys[below.n_keys++] = type;
  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_field_has_table (&type->fields[i]))
      add_tables (tables, type->fields[i].members, &below);
}

static GHashTable *
make_tables (void)
{
  GHashTable *tables = g_hash_table_new (NULL, NULL);
  Path path = { { NULL }, 0 };

  for (guint entity = 0; entity < KONTOR_N_ENTITIES; entity++)
    add_tables (tables, kontor_entity_get_record_type (entity), &path);
  return tables;
}

const KontorTable *
kontor_table_get (const KontorRecordType *type)
{
  static gsize tables;

  if (g_once_init_enter (&tables))
    g_once_init_leave (&tables, (gsize) make_tables ());
  return g_hash_table_lookup ((GHashTable *) tables, type);
}
