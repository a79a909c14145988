#include "kontor-import-match.h"

#include <glib/gi18n.h>

void
kontor_import_match_clear (KontorImportMatch *self)
{
  g_clear_pointer (&self->fault, g_free);
}

typedef struct {
  KontorImportMatch *match;
  KontorTxn *txn;
  gint64 account_id;
  const KontorCsvEntry *entry;
  char *doubt; /* (owned) (nullable): why a name means nothing */
} Search;

/* @sql: literal: the ids of the account that are called so, at most two, which say nothing */
static gboolean
look_up (Search *self, const char *sql, const char *name, const char *label, gint64 *id, GError **error)
{
  KontorStmt *stmt;
  KontorStep step;

  *id = 0;
  if (name == NULL || name[0] == '\0')
    return TRUE;
  stmt = kontor_txn_prepare (self->txn, sql, error);
  if (stmt == NULL)
    return FALSE;
  kontor_stmt_bind (stmt, "is", self->account_id, name);
  step = kontor_stmt_step (stmt, error);
  if (step == KONTOR_STEP_ROW) {
    *id = kontor_stmt_get_int (stmt, 0);
    step = kontor_stmt_step (stmt, error);
  }
  if (step == KONTOR_STEP_ROW) {
    *id = 0;
    if (self->doubt == NULL)
      self->doubt = g_strdup_printf (_("Several have the %s “%s”."), label, name);
  }
  kontor_stmt_reset (stmt);
  return step != KONTOR_STEP_ERROR;
}

#define VARIANT_BY(column) "SELECT id FROM variant WHERE account_id = ? AND " column " = ? LIMIT 2"
#define PRODUCT_BY(condition) "SELECT id FROM product WHERE account_id = ? AND " condition " LIMIT 2"

static gboolean
find_variant (Search *self, gint64 *id, GError **error)
{
  const KontorRecord *variant = self->entry->variant;

  return look_up (self, VARIANT_BY ("sku"), kontor_record_get_text (variant, KONTOR_VARIANT_SKU), _("SKU"), id, error) &&
         (*id != 0 ||
          look_up (self, VARIANT_BY ("gtin"), kontor_record_get_text (variant, KONTOR_VARIANT_GTIN), _("GTIN"), id, error));
}

static gboolean
find_product_named (Search *self, const char *sku, const char *handle, gint64 *id, GError **error)
{
  return look_up (self, PRODUCT_BY ("sku = ? COLLATE NOCASE"), sku, _("SKU"), id, error) &&
         (*id != 0 || look_up (self, PRODUCT_BY ("handle = ?"), handle, _("Handle"), id, error));
}

/* Said by its SKU, its handle, or "id:" and its id. */
static gboolean
find_parent (Search *self, gint64 *id, GError **error)
{
  const char *parent = self->entry->parent;

  *id = 0;
  if (parent != NULL && g_str_has_prefix (parent, "id:"))
    return look_up (self, PRODUCT_BY ("remote_id = ?"), parent + 3, _("ID in the shop"), id, error);
  return find_product_named (self, parent, parent, id, error);
}

static gboolean
get_product (Search *self, gint64 variant, gint64 *product, GError **error)
{
  return kontor_txn_query_int (self->txn, product, 0, error, "SELECT product_id FROM variant WHERE id = ?", "i", variant);
}

/* Whether all options that the row names are the variant's. */
static gboolean
has_options (const KontorRecord *variant, GPtrArray *options)
{
  guint n_alike = 0;

  for (guint i = 0; i < options->len; i++) {
    const KontorRecord *option = g_ptr_array_index (options, i);
    const KontorRecord *value = kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES) > 0
                                    ? kontor_record_get_member (option, KONTOR_PRODUCT_OPTION_VALUES, 0)
                                    : NULL;

    for (guint j = 0; value != NULL && j < kontor_record_get_length (variant, KONTOR_VARIANT_OPTIONS); j++) {
      const KontorRecord *own = kontor_record_get_member (variant, KONTOR_VARIANT_OPTIONS, j);

      n_alike += g_strcmp0 (kontor_record_get_text (own, KONTOR_VARIANT_OPTION_NAME),
                            kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME)) == 0 &&
                         g_strcmp0 (kontor_record_get_text (own, KONTOR_VARIANT_OPTION_VALUE),
                                    kontor_record_get_text (value, KONTOR_OPTION_VALUE_NAME)) == 0
                     ? 1
                     : 0;
    }
  }
  return n_alike == options->len;
}

static GArray *
list_variants (Search *self, gint64 product, GError **error)
{
  KontorStmt *stmt = kontor_txn_prepare (self->txn, "SELECT id FROM variant WHERE product_id = ? ORDER BY position, id", error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  KontorStep step;

  if (stmt == NULL)
    return NULL;
  kontor_stmt_bind (stmt, "i", product);
  while ((step = kontor_stmt_step (stmt, error)) == KONTOR_STEP_ROW) {
    gint64 id = kontor_stmt_get_int (stmt, 0);

    g_array_append_val (ids, id);
  }
  return step == KONTOR_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static gboolean
find_by_options (Search *self, gint64 product, gint64 *id, GError **error)
{
  g_autoptr (GArray) ids = NULL;
  g_autoptr (GPtrArray) variants = NULL;

  *id = 0;
  if (product == 0 || self->entry->options->len == 0)
    return TRUE;
  ids = list_variants (self, product, error);
  if (ids == NULL)
    return FALSE;
  variants = kontor_store_load_many (self->txn, KONTOR_ENTITY_VARIANT, (const gint64 *) (gpointer) ids->data, ids->len,
                                     KONTOR_LOAD_ROW, error);
  for (guint i = 0; variants != NULL && i < variants->len && *id == 0; i++)
    if (has_options (g_ptr_array_index (variants, i), self->entry->options))
      *id = kontor_record_get_id (g_ptr_array_index (variants, i));
  return variants != NULL;
}

static void
check_same (Search *self, gint64 by_id, gint64 by_name)
{
  if (by_id != 0 && by_name != 0 && by_id != by_name && self->match->fault == NULL)
    self->match->fault = g_strdup (_("The ID and the SKU or GTIN of this row mean different ones."));
}

static gboolean
match_variant (Search *self, GError **error)
{
  KontorImportMatch *match = self->match;
  gint64 by_id, by_name, parent;

  if (!look_up (self, VARIANT_BY ("remote_id"), self->entry->id, _("ID in the shop"), &by_id, error) ||
      !find_variant (self, &by_name, error) || !find_parent (self, &parent, error))
    return FALSE;
  check_same (self, by_id, by_name);
  match->variant_id = by_id != 0 ? by_id : by_name;
  if (match->variant_id == 0 && !find_by_options (self, parent, &match->variant_id, error))
    return FALSE;
  match->product_id = parent;
  return match->variant_id == 0 || get_product (self, match->variant_id, &match->product_id, error);
}

static gboolean
match_product (Search *self, GError **error)
{
  const KontorCsvEntry *entry = self->entry;
  gint64 by_id, by_name;

  if (!look_up (self, PRODUCT_BY ("remote_id = ?"), entry->id, _("ID in the shop"), &by_id, error) ||
      !find_product_named (self, kontor_record_get_text (entry->variant, KONTOR_VARIANT_SKU),
                           kontor_record_get_text (entry->product, KONTOR_PRODUCT_HANDLE), &by_name, error))
    return FALSE;
  if (kontor_csv_entry_get_sku (entry) != NULL)
    check_same (self, by_id, by_name);
  self->match->product_id = by_id != 0 ? by_id : by_name;
  return TRUE;
}

/* A product by what is its own, and of its variants the one that is named. */
static gboolean
match_whole (Search *self, GError **error)
{
  KontorImportMatch *match = self->match;
  gint64 by_name, of_name = 0;

  if (!find_variant (self, &by_name, error) || (by_name != 0 && !get_product (self, by_name, &of_name, error)) ||
      !match_product (self, error))
    return FALSE;
  if (by_name != 0 && self->entry->level == KONTOR_CSV_ANY && match->product_id == 0 && self->entry->id != NULL) {
    gint64 by_id;

    if (!look_up (self, VARIANT_BY ("remote_id"), self->entry->id, _("ID in the shop"), &by_id, error))
      return FALSE;
    check_same (self, by_id, by_name);
  }
  check_same (self, match->product_id, of_name);
  if (match->product_id == 0)
    match->product_id = of_name;
  match->variant_id = by_name;
  if (match->product_id == 0 && self->entry->level == KONTOR_CSV_ANY && match->variant_id == 0 &&
      (!look_up (self, VARIANT_BY ("remote_id"), self->entry->id, _("ID in the shop"), &match->variant_id, error) ||
       (match->variant_id != 0 && !get_product (self, match->variant_id, &match->product_id, error))))
    return FALSE;
  return match->variant_id != 0 || find_by_options (self, match->product_id, &match->variant_id, error);
}

/* What has one variant means that one. */
static gboolean
settle (Search *self, GError **error)
{
  KontorImportMatch *match = self->match;
  g_autoptr (GArray) ids = NULL;

  if (match->product_id == 0)
    return TRUE;
  ids = list_variants (self, match->product_id, error);
  if (ids == NULL)
    return FALSE;
  match->n_variants = ids->len;
  if (match->variant_id == 0 && ids->len == 1 && self->entry->level != KONTOR_CSV_VARIANT &&
      self->entry->level != KONTOR_CSV_PRODUCT && self->entry->options->len == 0)
    match->variant_id = g_array_index (ids, gint64, 0);
  return TRUE;
}

static gboolean
match (Search *self, GError **error)
{
  switch (self->entry->level) {
  case KONTOR_CSV_NEITHER:
    return TRUE;
  case KONTOR_CSV_VARIANT:
    return match_variant (self, error) && settle (self, error);
  case KONTOR_CSV_PRODUCT:
    return match_product (self, error) && settle (self, error);
  case KONTOR_CSV_ANY:
  case KONTOR_CSV_WHOLE:
    return match_whole (self, error) && settle (self, error);
  }
  g_return_val_if_reached (FALSE);
}

gboolean
kontor_import_match_find (KontorImportMatch *self, KontorTxn *txn, gint64 account_id, const KontorCsvEntry *entry,
                          GError **error)
{
  Search search = { .match = self, .txn = txn, .account_id = account_id, .entry = entry };
  gboolean found = match (&search, error);

  /* Who is known by the shop's id needs no other name. */
  if (self->fault == NULL && self->variant_id == 0 &&
      (self->product_id == 0 || entry->level == KONTOR_CSV_VARIANT || entry->level == KONTOR_CSV_ANY))
    self->fault = g_steal_pointer (&search.doubt);
  g_free (search.doubt);
  return found;
}
