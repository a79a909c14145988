#include "kontor-medusa-draft.h"

#include "kontor-json.h"

static void
write_status (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  const char *status = kontor_record_get_text (record, field);

  kontor_medusa_put_text (draft, draft->body, name, g_strcmp0 (status, "pending") == 0 ? "proposed" : status);
}

static const KontorMedusaWrite writes[] = {
  { KONTOR_PRODUCT_TITLE, "title", kontor_medusa_write_text },
  { KONTOR_PRODUCT_HANDLE, "handle", kontor_medusa_write_text },
  { KONTOR_PRODUCT_STATUS, "status", write_status },
  { KONTOR_PRODUCT_SUMMARY, "subtitle", kontor_medusa_write_text },
  { KONTOR_PRODUCT_DESCRIPTION, "description", kontor_medusa_write_text },
  { KONTOR_PRODUCT_CURRENCY, NULL, kontor_medusa_write_nothing },
  { KONTOR_PRODUCT_CATEGORIES, NULL, kontor_medusa_write_nothing },
  { KONTOR_PRODUCT_TAGS, NULL, kontor_medusa_write_nothing },
  { 0 },
};

static const char *
get_group (const KontorRecord *member)
{
  const char *key = kontor_record_get_ref_key (member, 0);

  return key != NULL ? key : kontor_record_get_key (member);
}

static void
edit_ids (GPtrArray *ids, const KontorRecord *change, guint field, gboolean add)
{
  for (guint i = 0; change != NULL && i < kontor_record_get_length (change, field); i++) {
    const char *id = get_group (kontor_record_get_member (change, field, i));
    guint index = 0;
    gboolean found = id != NULL && g_ptr_array_find_with_equal_func (ids, id, g_str_equal, &index);

    if (add && id != NULL && !found)
      g_ptr_array_add (ids, g_strdup (id));
    else if (!add && found)
      g_ptr_array_remove_index (ids, index);
  }
}

static void
add_id (GPtrArray *ids, yyjson_val *value)
{
  char *id = kontor_json_dup_text (value);

  if (id != NULL)
    g_ptr_array_add (ids, id);
}

/** (transfer full): what the product is to be in: what it is in now, edited; or all that the op names. */
static GPtrArray *
collect_ids (KontorMedusaDraft *draft, guint field, const char *name)
{
  const KontorOp *op = draft->op;
  gboolean whole = op->set != NULL && kontor_record_has (op->set, field);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  yyjson_val *item;
  gsize i, n;

  if (!whole) {
    yyjson_arr_foreach (yyjson_obj_get (draft->raw, name), i, n, item)
      add_id (ids, yyjson_obj_get (item, "id"));
    if (field == KONTOR_PRODUCT_TAGS) {
      add_id (ids, yyjson_obj_get (draft->raw, "collection_id"));
      add_id (ids, yyjson_obj_get (draft->raw, "type_id"));
    }
  }
  edit_ids (ids, whole ? op->set : NULL, field, TRUE);
  edit_ids (ids, op->remove, field, FALSE);
  edit_ids (ids, op->add, field, TRUE);
  return ids;
}

static void
put_ids (KontorMedusaDraft *draft, GPtrArray *ids, const char *name)
{
  yyjson_mut_val *list = kontor_medusa_put_list (draft, draft->body, name);

  for (guint i = 0; i < ids->len; i++)
    kontor_medusa_put_text (draft, kontor_medusa_add_object (draft, list), "id", g_ptr_array_index (ids, i));
}

/* Takes what begins so out of the ids: a product is in one collection, and of one type. The last one counts. */
static char *
take_with_prefix (GPtrArray *ids, const char *prefix)
{
  char *found = NULL;

  for (guint i = ids->len; i > 0; i--) {
    const char *id = g_ptr_array_index (ids, i - 1);

    if (!g_str_has_prefix (id, prefix))
      continue;
    if (found == NULL)
      found = g_strdup (id);
    g_ptr_array_remove_index (ids, i - 1);
  }
  return found;
}

/* The lists replace what the shop has. */
static void
write_groups (KontorMedusaDraft *draft)
{
  if (kontor_medusa_changes_list (draft->op, KONTOR_PRODUCT_CATEGORIES)) {
    g_autoptr (GPtrArray) ids = collect_ids (draft, KONTOR_PRODUCT_CATEGORIES, "categories");

    put_ids (draft, ids, "categories");
  }
  if (kontor_medusa_changes_list (draft->op, KONTOR_PRODUCT_TAGS)) {
    g_autoptr (GPtrArray) ids = collect_ids (draft, KONTOR_PRODUCT_TAGS, "tags");
    g_autofree char *collection = take_with_prefix (ids, "pcol_"), *type = take_with_prefix (ids, "ptyp_");

    put_ids (draft, ids, "tags");
    kontor_medusa_put_text (draft, draft->body, "collection_id", collection);
    kontor_medusa_put_text (draft, draft->body, "type_id", type);
  }
}

static void
refuse_lists (KontorMedusaDraft *draft)
{
  static const guint lists[] = { KONTOR_PRODUCT_OPTIONS, KONTOR_PRODUCT_PICTURES };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (kontor_medusa_changes_list (draft->op, lists[i]))
      kontor_medusa_draft_refuse_field (draft, lists[i]);
}

void
kontor_medusa_plan_product (KontorMedusaDraft *draft)
{
  refuse_lists (draft);
  if (draft->op->set != NULL)
    kontor_medusa_write_fields (draft, writes, draft->op->set);
  write_groups (draft);
  kontor_medusa_draft_request (draft, "POST", "admin/products/%s", draft->op->remote_id);
}
