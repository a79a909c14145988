#include "kontor-medusa-plan.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-medusa-ops.h"

void
kontor_medusa_plan_clear (KontorMedusaPlan *plan)
{
  g_clear_pointer (&plan->receipt, kontor_receipt_unref);
  g_clear_pointer (&plan->path, g_free);
  g_clear_pointer (&plan->body, g_free);
  g_clear_pointer (&plan->resume, g_free);
}

/** Where objects are, and how an answer calls one. */
static const struct {
  const char *path;
  const char *member;
} places[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_PRODUCT] = { "admin/products/%s", "product" },
  [KONTOR_ENTITY_VARIANT] = { "admin/product-variants?id=%s&limit=2", "variants" },
  [KONTOR_ENTITY_CUSTOMER] = { "admin/customers/%s", "customer" },
  [KONTOR_ENTITY_DISCOUNT] = { "admin/promotions/%s", "promotion" },
  [KONTOR_ENTITY_ORDER] = { "admin/orders/%s", "order" },
};

/* What the others need is in the op itself. */
char *
kontor_medusa_plan_get_path (const KontorOp *op, const char **member)
{
  KontorEntity entity = op->kind->entity;
  GString *path;

  *member = places[entity].member;
  if (op->remote_id == NULL || places[entity].path == NULL)
    return NULL;
  path = g_string_new (places[entity].path);
  g_string_replace (path, "%s", op->remote_id, 1);
  g_string_append_printf (path, "%cfields=%s", entity == KONTOR_ENTITY_VARIANT ? '&' : '?', kontor_medusa_get_fields (entity));
  /* A level says since when it is what it is. */
  if (entity == KONTOR_ENTITY_VARIANT)
    g_string_append (path, ",inventory_items.inventory.location_levels.updated_at");
  return g_string_free_and_steal (path);
}

gboolean
kontor_medusa_changes_lines (const KontorOp *op)
{
  return g_str_equal (op->kind->name, "set-order") && kontor_medusa_changes_list (op, KONTOR_ORDER_LINES);
}

/* Whether it is one of the changes of which an order lets one at a time be made. */
static gboolean
changes_order (const KontorOp *op)
{
  static const char *const kinds[] = { "create-return", "set-return", "create-exchange", "create-claim", NULL };

  return g_strv_contains (kinds, op->kind->name) || kontor_medusa_changes_lines (op);
}

char *
kontor_medusa_plan_get_changes_path (const KontorOp *op)
{
  if (op->remote_id == NULL || !changes_order (op))
    return NULL;
  return g_strdup_printf ("admin/orders/%s/changes?fields=id,status,change_type,internal_note,return_id,exchange_id,claim_id,"
                          "actions.id,actions.action,actions.details",
                          op->remote_id);
}

void
kontor_medusa_plan (KontorMedusaPlan *plan, const KontorMedusaShop *shop, yyjson_val *raw, gint64 now)
{
  const KontorMedusaOp *known = kontor_medusa_op_lookup (plan->op->kind->name);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  KontorMedusaDraft draft = {
    .plan = plan, .op = plan->op, .shop = shop, .raw = raw, .now = now, .doc = doc, .body = yyjson_mut_obj (doc)
  };

  if (known == NULL)
    kontor_medusa_draft_refuse (&draft, KONTOR_ERROR_UNSUPPORTED, _("Medusa cannot do this."));
  else if (known->find != KONTOR_MEDUSA_FIND_VARIANT && kontor_medusa_has_mark (plan->op, raw))
    kontor_medusa_draft_answer (&draft, KONTOR_RECEIPT_DONE);
  else
    known->plan (&draft);
  if (plan->receipt == NULL && !g_str_equal (plan->method, "DELETE"))
    plan->body = kontor_mapping_write_json (draft.body);
  yyjson_mut_doc_free (doc);
}
