#include "kontor-woo-plan.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-woo-ops.h"
#include "kontor-woo-reading.h"

void
kontor_woo_plan_clear (KontorWooPlan *plan)
{
  g_clear_pointer (&plan->receipt, kontor_receipt_unref);
  g_clear_pointer (&plan->path, g_free);
  g_clear_pointer (&plan->body, g_free);
  g_clear_pointer (&plan->batch, g_free);
  g_clear_pointer (&plan->id, g_free);
  plan->resume = NULL;
}

static gboolean
is_note_step (const KontorOp *op)
{
  return g_strcmp0 (op->resume, KONTOR_WOO_NOTE_STEP) == 0;
}

/* What only needs the object in some cases. */
gboolean
kontor_woo_plan_needs_object (const KontorOp *op)
{
  const KontorWooOp *known = kontor_woo_op_lookup (op->kind->name);
  const KontorRecordType *type = kontor_entity_get_record_type (op->kind->entity);
  const KontorRecord *changes[] = { op->set, op->add, op->remove };

  if (known == NULL || op->remote_id == NULL || is_note_step (op))
    return FALSE;
  if (!known->needs)
    return kontor_woo_puts_back (op);
  if (known->plan != kontor_woo_plan_product)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    for (guint j = 0; changes[i] != NULL && j < type->n_fields; j++)
      if (type->fields[j].kind == KONTOR_FIELD_LIST && kontor_record_has (changes[i], j))
        return TRUE;
  return FALSE;
}

static char *
get_variant_path (const KontorOp *op)
{
  if (op->parent_remote_id == NULL || g_str_equal (op->parent_remote_id, op->remote_id))
    return g_strdup_printf ("wc/v3/products/%s", op->remote_id);
  return g_strdup_printf ("wc/v3/products/%s/variations/%s", op->parent_remote_id, op->remote_id);
}

static char *
get_tag_path (const KontorOp *op)
{
  if (g_str_has_prefix (op->remote_id, KONTOR_WOO_BRAND))
    return g_strdup_printf ("wc/v3/products/brands/%s", op->remote_id + strlen (KONTOR_WOO_BRAND));
  return g_strdup_printf ("wc/v3/products/tags/%s", op->remote_id);
}

char *
kontor_woo_plan_get_path (const KontorOp *op)
{
  if (op->remote_id == NULL)
    return NULL;
  switch (op->kind->entity) {
  case KONTOR_ENTITY_CATEGORY:
    return g_strdup_printf ("wc/v3/products/categories/%s", op->remote_id);
  case KONTOR_ENTITY_TAG:
    return get_tag_path (op);
  case KONTOR_ENTITY_PRODUCT:
    return g_strdup_printf ("wc/v3/products/%s", op->remote_id);
  case KONTOR_ENTITY_VARIANT:
    return get_variant_path (op);
  case KONTOR_ENTITY_CUSTOMER:
    return g_strdup_printf ("wc/v3/customers/%s", op->remote_id);
  case KONTOR_ENTITY_DISCOUNT:
    return g_strdup_printf ("wc/v3/coupons/%s", op->remote_id);
  case KONTOR_ENTITY_ORDER:
    return g_strdup_printf ("wc/v3/orders/%s", op->remote_id);
  case KONTOR_ENTITY_SETTING:
    return NULL;
  }
  g_return_val_if_reached (NULL);
}

yyjson_mut_val *
kontor_woo_need_object (KontorWooDraft *draft, const char *name)
{
  yyjson_mut_val *object = yyjson_mut_obj_get (draft->body, name);

  if (object != NULL)
    return object;
  object = yyjson_mut_obj (draft->doc);
  kontor_woo_put (draft, draft->body, name, object);
  return object;
}

static void
put_address (KontorWooDraft *draft, const KontorRecord *address)
{
  const char *role = kontor_record_get_key (address);
  yyjson_mut_val *object = kontor_woo_need_object (draft, role);

  for (const KontorMappingName *part = kontor_woo_address_names; part->name != NULL; part++)
    if (kontor_record_has (address, part->field) &&
        (part->field != KONTOR_ADDRESS_EMAIL || g_str_equal (role, "billing")))
      kontor_woo_put_text (draft, object, part->name, kontor_record_get_text (address, part->field));
}

void
kontor_woo_put_addresses (KontorWooDraft *draft, const KontorRecord *record, guint field)
{
  for (guint i = 0; i < kontor_record_get_length (record, field); i++) {
    const KontorRecord *address = kontor_record_get_member (record, field, i);
    const char *role = kontor_record_get_key (address);

    if (g_strcmp0 (role, "billing") == 0 || g_strcmp0 (role, "shipping") == 0)
      put_address (draft, address);
    else
      kontor_woo_draft_refuse_field (draft, field);
  }
}

static gboolean
has_member (const KontorRecord *record, guint field, const char *key)
{
  return record != NULL && kontor_record_find_member (record, field, key) != NULL;
}

static void
append_tags (KontorWooDraft *draft, yyjson_mut_val *list, const KontorRecord *record, guint field)
{
  for (guint i = 0; record != NULL && i < kontor_record_get_length (record, field); i++)
    yyjson_mut_arr_append (
        list, yyjson_mut_strcpy (draft->doc, kontor_record_get_key (kontor_record_get_member (record, field, i))));
}

void
kontor_woo_put_tags (KontorWooDraft *draft, guint field)
{
  const KontorOp *op = draft->op;
  gboolean whole = op->set != NULL && kontor_record_has (op->set, field);
  yyjson_mut_val *team, *tags = yyjson_mut_arr (draft->doc), *tag;
  gsize i, n;

  if (!whole && (op->add == NULL || !kontor_record_has (op->add, field)) &&
      (op->remove == NULL || !kontor_record_has (op->remove, field)))
    return;
  team = kontor_woo_need_team (draft);
  append_tags (draft, tags, op->set, field);
  yyjson_mut_arr_foreach (yyjson_mut_obj_get (team, "tags"), i, n, tag)
    if (!whole && yyjson_mut_is_str (tag) && !has_member (op->remove, field, yyjson_mut_get_str (tag)) &&
        !has_member (op->add, field, yyjson_mut_get_str (tag)))
      yyjson_mut_arr_append (tags, yyjson_mut_strcpy (draft->doc, yyjson_mut_get_str (tag)));
  append_tags (draft, tags, op->add, field);
  kontor_woo_put (draft, team, "tags", tags);
}

static void
finish (KontorWooDraft *draft)
{
  if (draft->plan->receipt != NULL || g_str_equal (draft->plan->method, "DELETE"))
    return;
  draft->plan->body = kontor_mapping_write_json (draft->body);
}

void
kontor_woo_plan (KontorWooPlan *plan, const KontorWooFacts *facts, yyjson_val *raw)
{
  const KontorWooOp *known = kontor_woo_op_lookup (plan->op->kind->name);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  KontorWooDraft draft = {
    .plan = plan, .op = plan->op, .facts = facts, .raw = raw, .doc = doc, .body = yyjson_mut_obj (doc)
  };

  if (known == NULL)
    kontor_woo_draft_refuse (&draft, KONTOR_ERROR_UNSUPPORTED, _("WooCommerce cannot do this."));
  else if (!is_note_step (plan->op) && kontor_woo_has_mark (plan->op, raw))
    kontor_woo_draft_answer (&draft, KONTOR_RECEIPT_DONE);
  else {
    known->plan (&draft);
    finish (&draft);
  }
  yyjson_mut_doc_free (doc);
}
