#include "kontor-store-private.h"
#include "kontor-words.h"

static void
bind_text (KontorStmt *stmt, int index, const char *text)
{
  if (text != NULL)
    kontor_stmt_bind_static (stmt, index, text);
  else
    kontor_stmt_bind_null (stmt, index);
}

static void
bind_id (KontorStmt *stmt, int index, gint64 id)
{
  if (id != 0)
    kontor_stmt_bind_int (stmt, index, id);
  else
    kontor_stmt_bind_null (stmt, index);
}

/* Keeps @text until the statement has run. */
static const char *
keep (KontorSave *self, char *text)
{
  if (text != NULL)
    g_ptr_array_add (self->texts, text);
  return text;
}

static gboolean
exists (KontorSave *self, KontorEntity target, gint64 *id, GError **error)
{
  static const char *const find[KONTOR_N_ENTITIES] = {
    [KONTOR_ENTITY_CATEGORY] = "SELECT id FROM category WHERE id = ?",
    [KONTOR_ENTITY_TAG] = "SELECT id FROM tag WHERE id = ?",
    [KONTOR_ENTITY_PRODUCT] = "SELECT id FROM product WHERE id = ?",
    [KONTOR_ENTITY_VARIANT] = "SELECT id FROM variant WHERE id = ?",
    [KONTOR_ENTITY_CUSTOMER] = "SELECT id FROM customer WHERE id = ?",
  };

  g_assert (find[target] != NULL);

  return kontor_txn_query_int (self->txn, id, 0, error, find[target], "i", *id);
}

/* The storefront's id decides; one of ours may be of a row that has gone since the record was made. */
static gboolean
bind_ref (KontorSave *self, KontorStmt *stmt, int index, const KontorTable *table, const KontorRecord *record,
          guint field, GError **error)
{
  KontorEntity target = table->type->fields[field].target;
  const char *key = kontor_record_get_ref_key (record, field);
  gint64 id = kontor_record_get_ref (record, field);

  if (key != NULL && !kontor_store_find (self->txn, target, self->account_id, key, &id, error))
    return FALSE;
  if (key == NULL && id != 0 && !exists (self, target, &id, error))
    return FALSE;
  if (table->depth == 0)
    self->parent = id;
  bind_id (stmt, index, id);
  bind_text (stmt, index + 1, key);
  return TRUE;
}

static char *
make_inline_list (const KontorRecord *record, guint field)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < kontor_record_get_length (record, field); i++) {
    g_autofree char *member = kontor_record_to_json (kontor_record_get_member (record, field, i));

    if (i > 0)
      g_string_append_c (json, ',');
    g_string_append (json, member);
  }
  g_string_append_c (json, ']');
  return g_string_free_and_steal (json);
}

static void
bind_number (KontorSave *self, KontorStmt *stmt, int index, const KontorTable *table, const KontorRecord *record,
             guint field)
{
  if (self->has_placed_day && table->depth == 0 && field == KONTOR_ORDER_PLACED_DAY)
    kontor_stmt_bind_int (stmt, index, self->placed_day);
  else if (!kontor_record_is_null (record, field))
    kontor_stmt_bind_int (stmt, index, kontor_record_get_int (record, field));
  else if ((table->never_null >> field & 1) != 0)
    kontor_stmt_bind_int (stmt, index, 0);
  else
    kontor_stmt_bind_null (stmt, index);
}

static void
bind_list (KontorSave *self, KontorStmt *stmt, int index, const KontorRecord *record, guint field)
{
  if (kontor_record_is_null (record, field))
    kontor_stmt_bind_null (stmt, index);
  else if (kontor_record_get_length (record, field) == 0)
    kontor_stmt_bind_static (stmt, index, "[]");
  else
    kontor_stmt_bind_static (stmt, index, keep (self, make_inline_list (record, field)));
}

gboolean
kontor_save_bind (KontorSave *self, KontorStmt *stmt, int *index, const KontorTable *table, const KontorRecord *record,
                  guint field, GError **error)
{
  int n_columns = (int) kontor_table_count_columns (table, field);
  int first = *index;

  if (n_columns == 0)
    return TRUE;
  *index += n_columns;
  switch (table->type->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    bind_text (stmt, first, kontor_record_get_text (record, field));
    if ((table->sort_keys >> field & 1) != 0)
      bind_text (stmt, first + 1, keep (self, kontor_sort_key (kontor_record_get_text (record, field))));
    return TRUE;
  case KONTOR_FIELD_REF:
    return bind_ref (self, stmt, first, table, record, field, error);
  case KONTOR_FIELD_LIST:
    bind_list (self, stmt, first, record, field);
    return TRUE;
  case KONTOR_FIELD_MONEY:
    bind_text (stmt, first + 1, kontor_record_get_exact (record, field));
    G_GNUC_FALLTHROUGH;
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_BOOL:
  case KONTOR_FIELD_INSTANT:
  case KONTOR_FIELD_DAY:
    bind_number (self, stmt, first, table, record, field);
    return TRUE;
  }
  g_return_val_if_reached (FALSE);
}

void
kontor_save_clear (KontorSave *self)
{
  g_clear_pointer (&self->texts, g_ptr_array_unref);
}

gboolean
kontor_save_run (KontorSave *self, KontorStmt *stmt, GError **error)
{
  gboolean done = kontor_stmt_step (stmt, error) == KONTOR_STEP_DONE;

  g_ptr_array_set_size (self->texts, 0);
  return done;
}

static gboolean
is_same_record (const KontorRecord *a, const KontorRecord *b)
{
  guint n_fields = kontor_record_get_record_type (a)->n_fields;

  if (g_strcmp0 (kontor_record_get_key (a), kontor_record_get_key (b)) != 0)
    return FALSE;
  for (guint i = 0; i < n_fields; i++)
    if (!kontor_save_is_same (a, b, i))
      return FALSE;
  return TRUE;
}

static gboolean
is_same_list (const KontorRecord *a, const KontorRecord *b, guint field)
{
  guint length = kontor_record_get_length (a, field);

  if (length != kontor_record_get_length (b, field))
    return FALSE;
  for (guint i = 0; i < length; i++)
    if (!is_same_record (kontor_record_get_member (a, field, i), kontor_record_get_member (b, field, i)))
      return FALSE;
  return TRUE;
}

static gboolean
is_same_ref (const KontorRecord *a, const KontorRecord *b, guint field)
{
  const char *x = kontor_record_get_ref_key (a, field), *y = kontor_record_get_ref_key (b, field);

  /* Where both know the storefront's id, ours follows from it. */
  if (x != NULL && y != NULL)
    return g_str_equal (x, y);
  return kontor_record_get_ref (a, field) == kontor_record_get_ref (b, field) &&
         kontor_record_is_null (a, field) == kontor_record_is_null (b, field);
}

gboolean
kontor_save_is_same (const KontorRecord *a, const KontorRecord *b, guint field)
{
  switch (kontor_record_get_record_type (a)->fields[field].kind) {
  case KONTOR_FIELD_TEXT:
  case KONTOR_FIELD_JSON:
    return g_strcmp0 (kontor_record_get_text (a, field), kontor_record_get_text (b, field)) == 0;
  case KONTOR_FIELD_LIST:
    return is_same_list (a, b, field);
  case KONTOR_FIELD_REF:
    return is_same_ref (a, b, field);
  case KONTOR_FIELD_MONEY:
    if (g_strcmp0 (kontor_record_get_exact (a, field), kontor_record_get_exact (b, field)) != 0)
      return FALSE;
    G_GNUC_FALLTHROUGH;
  case KONTOR_FIELD_INT:
  case KONTOR_FIELD_BOOL:
  case KONTOR_FIELD_INSTANT:
  case KONTOR_FIELD_DAY:
    return kontor_record_is_null (a, field) == kontor_record_is_null (b, field) &&
           kontor_record_get_int (a, field) == kontor_record_get_int (b, field);
  }
  g_return_val_if_reached (FALSE);
}
