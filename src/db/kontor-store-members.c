#include "kontor-store-private.h"

/* A member as its row says it; its own lists stand in other tables. */
static gboolean
is_same_row (const KontorTable *table, const KontorRecord *member, const KontorRecord *before)
{
  for (guint i = 0; i < table->type->n_fields; i++)
    if (!kontor_field_has_table (&table->type->fields[i]) && !kontor_save_is_same (member, before, i))
      return FALSE;
  return TRUE;
}

static const char *
get_key (const KontorRecord *member)
{
  const char *key = kontor_record_get_key (member);

  return key != NULL ? key : "";
}

/* Binds the keys and moves behind them. */
static int
bind_keys (KontorSave *self, KontorStmt *stmt, const KontorTable *table, const char *above, const char *key)
{
  int index = 1;

  kontor_stmt_bind_int (stmt, index++, self->id);
  if (table->depth > 1)
    kontor_stmt_bind_static (stmt, index++, above);
  kontor_stmt_bind_static (stmt, index++, key);
  return index;
}

static gboolean
write_member (KontorSave *self, const KontorTable *table, const KontorRecord *member, const char *above, guint position,
              GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (self->txn, table->insert, error);
  int index;

  if (stmt == NULL)
    return FALSE;
  index = bind_keys (self, stmt, table, above, get_key (member));
  kontor_stmt_bind_int (stmt, index++, position);
  for (guint i = 0; i < table->type->n_fields; i++)
    if (!kontor_save_bind (self, stmt, &index, table, member, i, error))
      return FALSE;
  return kontor_save_run (self, stmt, error);
}

static gboolean
remove_member (KontorSave *self, const KontorTable *table, const char *above, const char *key, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (self->txn, table->remove, error);

  if (stmt == NULL)
    return FALSE;
  bind_keys (self, stmt, table, above, key);
  return kontor_save_run (self, stmt, error);
}

static int
find_member (const KontorRecord *record, guint field, guint length, const char *key)
{
  for (guint i = 0; i < length; i++)
    if (g_str_equal (get_key (kontor_record_get_member (record, field, i)), key))
      return (int) i;
  return -1;
}

/* A list that has grown or stayed is found at the same place. */
static int
find_before (const KontorRecord *before, guint field, guint likely, const char *key)
{
  guint length = before != NULL ? kontor_record_get_length (before, field) : 0;

  if (likely < length && g_str_equal (get_key (kontor_record_get_member (before, field, likely)), key))
    return (int) likely;
  return length > 0 ? find_member (before, field, length, key) : -1;
}

static gboolean
save_member (KontorSave *self, const KontorTable *table, const KontorRecord *record, const KontorRecord *before,
             guint field, const char *above, guint index, guint position, gboolean *changed, GError **error)
{
  const KontorRecord *member = kontor_record_get_member (record, field, index);
  int place = find_before (before, field, position, get_key (member));
  const KontorRecord *old = place >= 0 ? kontor_record_get_member (before, field, (guint) place) : NULL;

  if (old == NULL || place != (int) position || !is_same_row (table, member, old)) {
    *changed = TRUE;
    if (!write_member (self, table, member, above, position, error))
      return FALSE;
  }
  return kontor_save_lists (self, member, old, get_key (member), changed, error);
}

static gboolean
remove_missing (KontorSave *self, const KontorTable *table, const KontorRecord *record, const KontorRecord *before,
                guint field, const char *above, gboolean *changed, GError **error)
{
  for (guint i = 0; i < kontor_record_get_length (before, field); i++) {
    const char *key = get_key (kontor_record_get_member (before, field, i));

    if (find_before (record, field, i, key) >= 0)
      continue;
    *changed = TRUE;
    if (!remove_member (self, table, above, key, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
save_list (KontorSave *self, const KontorRecord *record, const KontorRecord *before, guint field, const char *above,
           gboolean *changed, GError **error)
{
  const KontorTable *table = kontor_table_get (kontor_record_get_record_type (record)->fields[field].members);
  guint position = 0;

  if (before != NULL && !remove_missing (self, table, record, before, field, above, changed, error))
    return FALSE;
  for (guint i = 0; i < kontor_record_get_length (record, field); i++) {
    /* Of members that a server sends twice the first counts. */
    if (find_member (record, field, i, get_key (kontor_record_get_member (record, field, i))) >= 0)
      continue;
    if (!save_member (self, table, record, before, field, above, i, position++, changed, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
kontor_save_lists (KontorSave *self, const KontorRecord *record, const KontorRecord *before, const char *above,
                   gboolean *changed, GError **error)
{
  const KontorRecordType *type = kontor_record_get_record_type (record);

  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_field_has_table (&type->fields[i]) && kontor_record_has (record, i) &&
        !save_list (self, record, before, i, above, changed, error))
      return FALSE;
  return TRUE;
}
