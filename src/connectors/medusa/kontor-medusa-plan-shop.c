#include "kontor-medusa-draft.h"

/* --- Categories and tags --- */

static const KontorMedusaWrite category_writes[] = {
  { KONTOR_CATEGORY_NAME, "name", kontor_medusa_write_text },
  { KONTOR_CATEGORY_HANDLE, "handle", kontor_medusa_write_text },
  { KONTOR_CATEGORY_PARENT, "parent_category_id", kontor_medusa_write_ref },
  { KONTOR_CATEGORY_POSITION, "rank", kontor_medusa_write_int },
  { KONTOR_CATEGORY_DESCRIPTION, "description", kontor_medusa_write_text },
  { 0 },
};

void
kontor_medusa_plan_category (KontorMedusaDraft *draft)
{
  if (draft->op->set != NULL)
    kontor_medusa_write_fields (draft, category_writes, draft->op->set);
  if (draft->op->remote_id != NULL) {
    kontor_medusa_draft_request (draft, "POST", "admin/product-categories/%s", draft->op->remote_id);
    return;
  }
  kontor_medusa_put_bool (draft, draft->body, "is_active", TRUE);
  kontor_medusa_put_mark (draft);
  kontor_medusa_draft_make (draft, "admin/product-categories", "product_category");
}

/** What we call a tag is one of three things there. */
typedef struct {
  const char *kind;
  const char *prefix;
  const char *path;
  const char *made;
  const char *name;
} TagPlace;

static const TagPlace tag_places[] = {
  { "tag", "ptag_", "admin/product-tags", "product_tag", "value" },
  { "collection", "pcol_", "admin/collections", "collection", "title" },
  { "type", "ptyp_", "admin/product-types", "product_type", "value" },
};

static const TagPlace *
find_tag_place (const KontorOp *op)
{
  const char *kind = op->set != NULL ? kontor_record_get_text (op->set, KONTOR_TAG_KIND) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tag_places); i++)
    if (op->remote_id != NULL ? g_str_has_prefix (op->remote_id, tag_places[i].prefix) : g_strcmp0 (kind, tag_places[i].kind) == 0)
      return &tag_places[i];
  return &tag_places[0];
}

void
kontor_medusa_plan_tag (KontorMedusaDraft *draft)
{
  const TagPlace *place = find_tag_place (draft->op);
  gboolean titled = g_str_equal (place->kind, "collection");
  const KontorMedusaWrite writes[] = {
    { KONTOR_TAG_KIND, NULL, kontor_medusa_write_nothing },
    { KONTOR_TAG_NAME, place->name, kontor_medusa_write_text },
    { titled ? KONTOR_TAG_HANDLE : KONTOR_TAG_NAME, "handle", kontor_medusa_write_text },
    { 0 },
  };

  if (draft->op->set != NULL)
    kontor_medusa_write_fields (draft, writes, draft->op->set);
  if (draft->op->remote_id != NULL) {
    kontor_medusa_draft_request (draft, "POST", "%s/%s", place->path, draft->op->remote_id);
    return;
  }
  kontor_medusa_put_mark (draft);
  kontor_medusa_draft_make (draft, place->path, place->made);
}

/* --- Customers --- */

static void
write_note (KontorMedusaDraft *draft, const KontorRecord *record, guint field, const char *name)
{
  kontor_medusa_put_text (draft, kontor_medusa_need_team (draft), name, kontor_record_get_text (record, field));
}

static const KontorMedusaWrite customer_writes[] = {
  { KONTOR_CUSTOMER_FIRST_NAME, "first_name", kontor_medusa_write_text },
  { KONTOR_CUSTOMER_LAST_NAME, "last_name", kontor_medusa_write_text },
  { KONTOR_CUSTOMER_COMPANY, "company_name", kontor_medusa_write_text },
  { KONTOR_CUSTOMER_EMAIL, "email", kontor_medusa_write_text },
  { KONTOR_CUSTOMER_PHONE, "phone", kontor_medusa_write_text },
  { KONTOR_CUSTOMER_NOTE, "note", write_note },
  { KONTOR_CUSTOMER_KIND, NULL, kontor_medusa_write_nothing },
  { KONTOR_CUSTOMER_CURRENCY, NULL, kontor_medusa_write_nothing },
  { KONTOR_CUSTOMER_TAGS, NULL, kontor_medusa_write_nothing },
  { KONTOR_CUSTOMER_ADDRESSES, NULL, kontor_medusa_write_nothing },
  { 0 },
};

/* Addresses have requests of their own there, one for each, which go first; with the last one the op is done, or its fields follow. */
void
kontor_medusa_plan_customer (KontorMedusaDraft *draft)
{
  const KontorOp *op = draft->op;
  gboolean addresses = kontor_medusa_changes_list (op, KONTOR_CUSTOMER_ADDRESSES);

  if (addresses && op->remote_id == NULL) {
    kontor_medusa_draft_refuse_field (draft, KONTOR_CUSTOMER_ADDRESSES);
    return;
  }
  if (addresses && kontor_medusa_plan_addresses (draft)) {
    g_set_str (&draft->plan->resume, "addresses");
    return;
  }
  if (op->set != NULL)
    kontor_medusa_write_fields (draft, customer_writes, op->set);
  kontor_medusa_put_tags (draft, KONTOR_CUSTOMER_TAGS);
  if (op->remote_id != NULL && addresses && yyjson_mut_obj_size (draft->body) == 0) {
    kontor_medusa_draft_answer (draft, KONTOR_RECEIPT_DONE);
    return;
  }
  if (op->remote_id != NULL) {
    kontor_medusa_draft_request (draft, "POST", "admin/customers/%s", op->remote_id);
    return;
  }
  kontor_medusa_put_mark (draft);
  kontor_medusa_draft_make (draft, "admin/customers", "customer");
}

void
kontor_medusa_plan_delete_customer (KontorMedusaDraft *draft)
{
  kontor_medusa_draft_request (draft, "DELETE", "admin/customers/%s", draft->op->remote_id);
}
