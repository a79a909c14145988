#include "kontor-store-name.h"

#include <string.h>

#include "kontor-words.h"

#define OF_ACCOUNT " AND (?2 = 0 OR account_id = ?2)"

/* What is asked in a table that can be large has an index, be it one in a wider order, in which only the few alike are compared. */
static const struct {
  const char *condition;
  const char *format; /* of the values */
} names[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_SETTING] = { "name = ?1" OF_ACCOUNT, "ti" },
  [KONTOR_ENTITY_CATEGORY] = { "name = ?1" OF_ACCOUNT, "ti" },
  [KONTOR_ENTITY_TAG] = { "name = ?1" OF_ACCOUNT, "ti" },
  [KONTOR_ENTITY_PRODUCT] = { "((sku = ?1 COLLATE NOCASE AND sku = ?1) OR handle = ?1 OR (title_key = ?3 AND title = ?1))" OF_ACCOUNT,
                              "tit" },
  [KONTOR_ENTITY_VARIANT] = { "(sku = ?1 OR gtin = ?1)" OF_ACCOUNT, "ti" },
  [KONTOR_ENTITY_CUSTOMER] = { "(email = ?1 COLLATE NOCASE OR (name_key = ?3 AND name = ?1))" OF_ACCOUNT, "tit" },
  [KONTOR_ENTITY_DISCOUNT] = { "code = ?1 COLLATE NOCASE" OF_ACCOUNT, "ti" },
  [KONTOR_ENTITY_ORDER] = { "number_key = ?3 AND number = ?1" OF_ACCOUNT, "tit" },
};

static gboolean
is_id (const char *name)
{
  return g_str_has_prefix (name, "id:");
}

static gboolean
is_remote_id (const char *name)
{
  return g_str_has_prefix (name, "remote:");
}

static const char *
get_condition (KontorEntity entity, const char *name)
{
  if (is_id (name))
    return "id = ?1" OF_ACCOUNT;
  /* The index begins with the account. */
  if (is_remote_id (name))
    return "remote_id = ?1 AND account_id IN (SELECT id FROM account WHERE ?2 IN (0, id))";
  return names[entity].condition;
}

const char *
kontor_store_get_name_sql (KontorEntity entity, const char *name)
{
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM \"%s\" WHERE %s LIMIT 2", kontor_entity_get_nick (entity),
                                          get_condition (entity, name));

  return g_intern_string (sql);
}

static void
bind (KontorStmt *stmt, KontorEntity entity, gint64 account_id, const char *name)
{
  g_autofree char *key = kontor_sort_key (name);

  if (is_id (name) || is_remote_id (name))
    kontor_stmt_bind (stmt, "ti", strchr (name, ':') + 1, account_id);
  else
    kontor_stmt_bind (stmt, names[entity].format, name, account_id, key);
}

GArray *
kontor_store_find_named (KontorTxn *txn, KontorEntity entity, gint64 account_id, const char *name, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  KontorStmt *stmt = kontor_txn_prepare (txn, kontor_store_get_name_sql (entity, name), error);
  KontorStep step;

  if (stmt == NULL)
    return NULL;
  bind (stmt, entity, account_id, name);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (ids, id);
  }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}
