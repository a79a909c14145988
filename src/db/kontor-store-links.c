#include "kontor-store-private.h"

/* A column that refers to an object, and the object that it belongs to. */
typedef struct {
  KontorEntity target;
  KontorEntity owner;
  const char *table;
  const char *name;
  const char *owner_id;
  const char *account; /* of the owner */
} Link;

#define OF_ORDER "(SELECT account_id FROM \"order\" WHERE id = order_id)"
#define OF_PRODUCT "(SELECT account_id FROM product WHERE id = product_id)"

static const Link links[] = {
  { KONTOR_ENTITY_CATEGORY, KONTOR_ENTITY_CATEGORY, "category", "parent", "id", "account_id" },
  { KONTOR_ENTITY_CATEGORY, KONTOR_ENTITY_PRODUCT, "product_category", "category", "product_id", OF_PRODUCT },
  { KONTOR_ENTITY_TAG, KONTOR_ENTITY_PRODUCT, "product_tag", "tag", "product_id", OF_PRODUCT },
  { KONTOR_ENTITY_PRODUCT, KONTOR_ENTITY_VARIANT, "variant", "product", "id", "account_id" },
  { KONTOR_ENTITY_PRODUCT, KONTOR_ENTITY_ORDER, "order_line", "product", "order_id", OF_ORDER },
  { KONTOR_ENTITY_VARIANT, KONTOR_ENTITY_ORDER, "order_line", "variant", "order_id", OF_ORDER },
  { KONTOR_ENTITY_CUSTOMER, KONTOR_ENTITY_ORDER, "order", "customer", "id", "account_id" },
};

static gboolean
collect (KontorTxn *txn, KontorStmt *stmt, GArray *ids, GError **error)
{
  KontorStep step;

  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (ids, id);
  }
  return step == KONTOR_STEP_DONE;
}

static gboolean
find_waiting (const Link *link, KontorTxn *txn, gint64 account_id, const char *remote_id, GArray *owners,
              GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT DISTINCT %s FROM \"%s\" WHERE %s_remote = ? AND %s_id IS NULL AND %s = ?",
                       link->owner_id, link->table, link->name, link->name, link->account);
  KontorStmt *stmt = kontor_txn_prepare (txn, g_intern_string (sql), error);

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "si", remote_id, account_id);
  return collect (txn, stmt, owners, error);
}

static gboolean
find_linked (const Link *link, KontorTxn *txn, gint64 id, GArray *owners, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT DISTINCT %s FROM \"%s\" WHERE %s_id = ?", link->owner_id, link->table, link->name);
  KontorStmt *stmt = kontor_txn_prepare (txn, g_intern_string (sql), error);

  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "i", id);
  return collect (txn, stmt, owners, error);
}

static gboolean
join (const Link *link, KontorTxn *txn, gint64 account_id, gint64 id, const char *remote_id, GError **error)
{
  g_autofree char *sql =
      g_strdup_printf ("UPDATE \"%s\" SET %s_id = ? WHERE %s_remote = ? AND %s_id IS NULL AND %s = ?", link->table,
                       link->name, link->name, link->name, link->account);

  return kontor_txn_run (txn, error, g_intern_string (sql), "isi", id, remote_id, account_id);
}

static void
note_owners (const Link *link, KontorTxn *txn, gint64 target, GArray *owners)
{
  KontorPending *pending = kontor_pending_get (txn);

  for (guint i = 0; i < owners->len; i++) {
    gint64 owner = g_array_index (owners, gint64, i);

    kontor_txn_note (txn, link->owner, owner, KONTOR_CHANGE_CHANGED);
    if (link->owner == KONTOR_ENTITY_PRODUCT)
      kontor_pending_index (pending, KONTOR_ENTITY_PRODUCT, owner, NULL, FALSE);
  }
  if (link->owner == KONTOR_ENTITY_VARIANT)
    kontor_pending_index (pending, KONTOR_ENTITY_PRODUCT, target, NULL, FALSE);
  if (link->owner == KONTOR_ENTITY_VARIANT || link->target == KONTOR_ENTITY_CUSTOMER)
    kontor_pending_sum (pending, link->target, target);
}

gboolean
kontor_store_resolve (KontorTxn *txn, KontorEntity entity, gint64 account_id, gint64 id, const char *remote_id,
                      GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (gint64));

    if (links[i].target != entity)
      continue;
    if (!find_waiting (&links[i], txn, account_id, remote_id, owners, error))
      return FALSE;
    if (owners->len > 0 && !join (&links[i], txn, account_id, id, remote_id, error))
      return FALSE;
    if (owners->len > 0)
      note_owners (&links[i], txn, id, owners);
  }
  return TRUE;
}

/* What was made here gets its remote id. */
gboolean
kontor_store_name_links (KontorTxn *txn, KontorEntity entity, gint64 id, const char *remote_id, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autofree char *sql = g_strdup_printf ("UPDATE \"%s\" SET %s_remote = ? WHERE %s_id = ? AND %s_remote IS NULL",
                                            links[i].table, links[i].name, links[i].name, links[i].name);

    if (links[i].target == entity && !kontor_txn_run (txn, error, g_intern_string (sql), "si", remote_id, id))
      return FALSE;
  }
  return TRUE;
}

gboolean
kontor_store_note_links (KontorTxn *txn, KontorEntity entity, gint64 id, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (links); i++) {
    g_autoptr (GArray) owners = g_array_new (FALSE, FALSE, sizeof (gint64));

    if (links[i].target != entity)
      continue;
    if (!find_linked (&links[i], txn, id, owners, error))
      return FALSE;
    for (guint j = 0; j < owners->len; j++) {
      kontor_txn_note (txn, links[i].owner, g_array_index (owners, gint64, j), KONTOR_CHANGE_CHANGED);
      if (links[i].owner == KONTOR_ENTITY_PRODUCT)
        kontor_pending_index (kontor_pending_get (txn), KONTOR_ENTITY_PRODUCT, g_array_index (owners, gint64, j), NULL,
                              FALSE);
    }
  }
  return TRUE;
}
