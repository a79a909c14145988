#include "kontor-medusa-draft.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-json.h"

/* What is set to another state is in the trash no more. */
static void
write_status (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  const char *status = kontor_record_get_text (record, field);

  kontor_medusa_put_text (draft, draft->body, name, g_strcmp0 (status, "pending") == 0 ? "proposed" : status);
  if (yyjson_obj_get (kontor_medusa_get_team (draft->raw), KONTOR_MEDUSA_TRASH) != NULL)
    yyjson_mut_obj_remove_key (kontor_medusa_need_team (draft), KONTOR_MEDUSA_TRASH);
}

static const KontorMedusaWrite writes[] = {
  { KONTOR_PRODUCT_TITLE, "title", kontor_medusa_write_text },
  { KONTOR_PRODUCT_HANDLE, "handle", kontor_medusa_write_text },
  { KONTOR_PRODUCT_STATUS, "status", write_status },
  { KONTOR_PRODUCT_SUMMARY, "subtitle", kontor_medusa_write_text },
  { KONTOR_PRODUCT_DESCRIPTION, "description", kontor_medusa_write_text },
  { KONTOR_PRODUCT_CURRENCY, NULL, kontor_medusa_write_nothing },
  { KONTOR_PRODUCT_OPTIONS, NULL, kontor_medusa_write_nothing },
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

/* --- Options --- */

static const char *
get_value (const KontorRecord *value)
{
  const char *name = kontor_record_get_text (value, KONTOR_OPTION_VALUE_NAME);

  return name != NULL ? name : kontor_record_get_key (value);
}

static yyjson_val *
find_option (KontorMedusaDraft *draft, const KontorRecord *option)
{
  yyjson_val *options = yyjson_obj_get (draft->raw, "options");
  yyjson_val *found = kontor_medusa_find (options, "id", kontor_record_get_key (option));

  return found != NULL ? found : kontor_medusa_find (options, "title", kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME));
}

static void
put_new_option (KontorMedusaDraft *draft, yyjson_mut_val *list, const KontorRecord *option)
{
  yyjson_mut_val *entry = kontor_medusa_add_object (draft, list), *values;

  kontor_medusa_put_text (draft, entry, "title", kontor_record_get_text (option, KONTOR_PRODUCT_OPTION_NAME));
  values = kontor_medusa_put_list (draft, entry, "values");
  for (guint i = 0; i < kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES); i++)
    yyjson_mut_arr_add_strcpy (draft->doc, values, get_value (kontor_record_get_member (option, KONTOR_PRODUCT_OPTION_VALUES, i)));
}

static gboolean
has_value (const KontorRecord *option, const char *value)
{
  for (guint i = 0; i < kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES); i++)
    if (g_strcmp0 (get_value (kontor_record_get_member (option, KONTOR_PRODUCT_OPTION_VALUES, i)), value) == 0)
      return TRUE;
  return FALSE;
}

/* Values that the option gains and loses; those that nobody saw when they changed it stay. */
static void
put_values (KontorMedusaDraft *draft, yyjson_mut_val *updates, const KontorRecord *option, yyjson_val *present)
{
  const KontorRecord *before = draft->op->before != NULL ? kontor_record_find_member (draft->op->before, KONTOR_PRODUCT_OPTIONS,
                                                                                      kontor_record_get_key (option))
                                                         : NULL;
  yyjson_mut_val *entry = yyjson_mut_obj (draft->doc), *add = yyjson_mut_arr (draft->doc), *gone = yyjson_mut_arr (draft->doc);
  yyjson_val *values = yyjson_obj_get (present, "values"), *value;
  gsize i, n;

  for (guint j = 0; j < kontor_record_get_length (option, KONTOR_PRODUCT_OPTION_VALUES); j++) {
    const char *name = get_value (kontor_record_get_member (option, KONTOR_PRODUCT_OPTION_VALUES, j));

    if (kontor_medusa_find (values, "value", name) == NULL)
      kontor_medusa_put_text (draft, kontor_medusa_add_object (draft, add), "value", name);
  }
  yyjson_arr_foreach (values, i, n, value) {
    const char *name = yyjson_get_str (yyjson_obj_get (value, "value"));

    if (before != NULL && has_value (before, name) && !has_value (option, name))
      yyjson_mut_arr_add_strcpy (draft->doc, gone, yyjson_get_str (yyjson_obj_get (value, "id")));
  }
  if (yyjson_mut_arr_size (add) == 0 && yyjson_mut_arr_size (gone) == 0)
    return;
  yyjson_mut_arr_append (updates, entry);
  kontor_medusa_put_text (draft, entry, "product_option_id", yyjson_get_str (yyjson_obj_get (present, "id")));
  kontor_medusa_put (draft, entry, "add", add);
  kontor_medusa_put (draft, entry, "remove", gone);
}

/* (nullable): an option of before that the op wants no more */
static const KontorRecord *
get_removed (KontorMedusaDraft *draft, guint index)
{
  const KontorOp *op = draft->op;
  gboolean whole = op->set != NULL && kontor_record_has (op->set, KONTOR_PRODUCT_OPTIONS);
  const KontorRecord *from = whole ? op->before : op->remove, *kept = whole ? op->set : op->add, *option;

  if (from == NULL || index >= kontor_record_get_length (from, KONTOR_PRODUCT_OPTIONS))
    return NULL;
  option = kontor_record_get_member (from, KONTOR_PRODUCT_OPTIONS, index);
  return kept != NULL && kontor_record_find_member (kept, KONTOR_PRODUCT_OPTIONS, kontor_record_get_key (option)) != NULL ? NULL : option;
}

static guint
count_removed (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;
  gboolean whole = op->set != NULL && kontor_record_has (op->set, KONTOR_PRODUCT_OPTIONS);
  const KontorRecord *from = whole ? op->before : op->remove;

  return from != NULL ? kontor_record_get_length (from, KONTOR_PRODUCT_OPTIONS) : 0;
}

/** FALSE where the product has the options that the op wants. */
static gboolean
write_options (KontorMedusaDraft *draft)
{
  const KontorRecord *changes[] = { draft->op->set, draft->op->add };
  yyjson_mut_val *add = kontor_medusa_put_list (draft, draft->body, "add");
  yyjson_mut_val *updates = kontor_medusa_put_list (draft, draft->body, "update");
  yyjson_mut_val *gone = kontor_medusa_put_list (draft, draft->body, "remove");

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    for (guint j = 0; changes[i] != NULL && j < kontor_record_get_length (changes[i], KONTOR_PRODUCT_OPTIONS); j++) {
      const KontorRecord *option = kontor_record_get_member (changes[i], KONTOR_PRODUCT_OPTIONS, j);
      yyjson_val *present = find_option (draft, option);

      if (present != NULL)
        put_values (draft, updates, option, present);
      else
        put_new_option (draft, add, option);
    }
  for (guint i = 0; i < count_removed (draft); i++) {
    const KontorRecord *option = get_removed (draft, i);
    yyjson_val *present = option != NULL ? find_option (draft, option) : NULL;

    if (present != NULL)
      yyjson_mut_arr_add_strcpy (draft->doc, gone, yyjson_get_str (yyjson_obj_get (present, "id")));
  }
  return yyjson_mut_arr_size (add) + yyjson_mut_arr_size (updates) + yyjson_mut_arr_size (gone) > 0;
}

/* --- Products --- */

static gboolean
changes_else (const KontorOp *op)
{
  for (guint i = 0; op->set != NULL && i < KONTOR_PRODUCT_N_FIELDS; i++)
    if (i != KONTOR_PRODUCT_OPTIONS && kontor_record_has (op->set, i))
      return TRUE;
  return kontor_medusa_changes_list (op, KONTOR_PRODUCT_CATEGORIES) || kontor_medusa_changes_list (op, KONTOR_PRODUCT_TAGS);
}

/* Options have a request of their own, which is the first one. */
void
kontor_medusa_plan_product (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;

  if (kontor_medusa_changes_list (op, KONTOR_PRODUCT_PICTURES))
    kontor_medusa_draft_refuse_field (draft, KONTOR_PRODUCT_PICTURES);
  if (kontor_medusa_changes_list (op, KONTOR_PRODUCT_OPTIONS)) {
    if (write_options (draft)) {
      kontor_medusa_draft_request (draft, "POST", "admin/products/%s/options/batch", op->remote_id);
      if (changes_else (op))
        g_set_str (&draft->plan->resume, "fields");
      return;
    }
    yyjson_mut_obj_clear (draft->body);
    if (!changes_else (op)) {
      kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
      return;
    }
  }
  if (op->set != NULL)
    kontor_medusa_write_fields (draft, writes, op->set);
  write_groups (draft);
  kontor_medusa_draft_request (draft, "POST", "admin/products/%s", op->remote_id);
}

static const KontorMedusaWrite new_writes[] = {
  { KONTOR_PRODUCT_KIND, NULL, kontor_medusa_write_nothing },
  { KONTOR_PRODUCT_SKU, NULL, kontor_medusa_write_nothing }, /* its variant has it */
  { 0 },
};

/* Without a profile and a channel nobody can buy it, and without an option it has no variants. */
void
kontor_medusa_plan_new_product (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;
  yyjson_mut_val *options = kontor_medusa_put_list (draft, draft->body, "options");

  if (op->set == NULL) {
    kontor_medusa_draft_refuse_empty (draft);
    return;
  }
  kontor_medusa_write_fields_of (draft, writes, new_writes, op->set);
  write_groups (draft);
  for (guint i = 0; i < kontor_record_get_length (op->set, KONTOR_PRODUCT_OPTIONS); i++)
    put_new_option (draft, options, kontor_record_get_member (op->set, KONTOR_PRODUCT_OPTIONS, i));
  if (yyjson_mut_arr_size (options) == 0) {
    yyjson_mut_val *option = kontor_medusa_add_object (draft, options);

    kontor_medusa_put_text (draft, option, "title", KONTOR_MEDUSA_NO_OPTION);
    yyjson_mut_arr_add_str (draft->doc, kontor_medusa_put_list (draft, option, "values"), KONTOR_MEDUSA_NO_OPTION_VALUE);
  }
  if (draft->shop->profile != NULL)
    kontor_medusa_put_text (draft, draft->body, "shipping_profile_id", draft->shop->profile);
  if (draft->shop->channel != NULL)
    kontor_medusa_put_text (draft, kontor_medusa_add_object (draft, kontor_medusa_put_list (draft, draft->body, "sales_channels")), "id",
                            draft->shop->channel);
  kontor_medusa_put_mark_of_own (draft);
  kontor_medusa_draft_make (draft, "admin/products", "product");
}

/* The shop deletes for good. What is in our trash is a draft there, with a note of what it was. */
void
kontor_medusa_plan_trash (KontorMedusaDraft *draft)
{
  const char *status = yyjson_get_str (yyjson_obj_get (draft->raw, "status"));

  if (yyjson_obj_get (kontor_medusa_get_team (draft->raw), KONTOR_MEDUSA_TRASH) != NULL) {
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
    return;
  }
  kontor_medusa_put_text (draft, kontor_medusa_need_team (draft), KONTOR_MEDUSA_TRASH, status != NULL ? status : "draft");
  kontor_medusa_put_text (draft, draft->body, "status", "draft");
  kontor_medusa_draft_request (draft, "POST", "admin/products/%s", draft->op->remote_id);
}

void
kontor_medusa_plan_restore (KontorMedusaDraft *draft)
{
  yyjson_val *before = yyjson_obj_get (kontor_medusa_get_team (draft->raw), KONTOR_MEDUSA_TRASH);

  if (before == NULL) {
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
    return;
  }
  kontor_medusa_put_text (draft, draft->body, "status", yyjson_get_str (before));
  if (draft->op->set != NULL && kontor_record_has (draft->op->set, KONTOR_PRODUCT_STATUS))
    write_status (draft, draft->op->set, KONTOR_PRODUCT_STATUS, "status");
  yyjson_mut_obj_remove_key (kontor_medusa_need_team (draft), KONTOR_MEDUSA_TRASH);
  kontor_medusa_draft_request (draft, "POST", "admin/products/%s", draft->op->remote_id);
}
