#include "kontor-draft-store.h"

#include <inttypes.h>

#include "kontor-verb.h"

typedef gboolean (*BelongsFunc) (guint field);

static gboolean
is_price (guint field)
{
  return field == KONTOR_VARIANT_PRICE || field == KONTOR_VARIANT_SALE_PRICE || field == KONTOR_VARIANT_SALE_FROM ||
         field == KONTOR_VARIANT_SALE_TO;
}

static gboolean
is_plain_of_variant (guint field)
{
  return !is_price (field) && field != KONTOR_VARIANT_LEVELS;
}

static gboolean
is_picture (guint field)
{
  return field == KONTOR_PRODUCT_PICTURES;
}

static gboolean
is_plain_of_product (guint field)
{
  return !is_picture (field);
}

/* One intent of the fields that belong to its kind, where there are any. */
static void
add_intent (GPtrArray *intents, const KontorDraftPart *part, const char *kind, BelongsFunc belongs)
{
  g_autoptr (KontorRecord) set = kontor_record_copy (part->change);
  const KontorRecordType *type = kontor_record_get_record_type (set);
  gboolean any = FALSE;
  KontorOp *op;

  for (guint i = 0; i < type->n_fields; i++)
    if (kontor_record_has (set, i) && !belongs (i))
      kontor_record_unset (set, i);
    else
      any |= kontor_record_has (set, i);
  if (!any)
    return;
  op = kontor_verb_new (kind);
  op->local_id = part->id;
  op->set = g_steal_pointer (&set);
  g_ptr_array_add (intents, op);
}

/* A quantity is what was counted, so that a sale since is not written over. */
static void
add_counts (GPtrArray *intents, const KontorDraftPart *part)
{
  for (guint i = 0; i < kontor_record_get_length (part->change, KONTOR_VARIANT_LEVELS); i++) {
    const KontorRecord *level = kontor_record_get_member (part->change, KONTOR_VARIANT_LEVELS, i);
    const KontorRecord *before = kontor_record_find_member (part->base, KONTOR_VARIANT_LEVELS, kontor_record_get_key (level));
    g_autofree char *quantity =
        g_strdup_printf ("%" PRId64, kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND));
    KontorOp *op;

    if (before != NULL &&
        kontor_record_get_int (before, KONTOR_LEVEL_ON_HAND) == kontor_record_get_int (level, KONTOR_LEVEL_ON_HAND))
      continue;
    op = kontor_verb_new ("count-stock");
    op->local_id = part->id;
    kontor_op_set_arg (op, "quantity", quantity);
    kontor_op_set_arg (op, "location", kontor_record_get_key (level));
    g_ptr_array_add (intents, op);
  }
}

static void
add_birth (GPtrArray *intents, const KontorDraftPart *part, gint64 account_id, const char *kind)
{
  KontorOp *op = kontor_verb_new (kind);

  op->account_id = account_id;
  op->set = kontor_record_copy (part->change);
  if (part->entity == KONTOR_ENTITY_PRODUCT)
    kontor_record_unset (op->set, KONTOR_PRODUCT_PICTURES);
  g_ptr_array_add (intents, op);
}

/* They are uploaded when all else of a new product is there. */
static void
add_new_pictures (GPtrArray *intents, const KontorDraftPart *part)
{
  if (part->entity == KONTOR_ENTITY_PRODUCT && part->id <= 0)
    add_intent (intents, part, "set-pictures", is_picture);
}

static void
add_product (GPtrArray *intents, const KontorDraftPart *part, gint64 account_id)
{
  if (part->id <= 0) {
    add_birth (intents, part, account_id, "create-product");
    return;
  }
  add_intent (intents, part, "set-product", is_plain_of_product);
  add_intent (intents, part, "set-pictures", is_picture);
}

static void
add_variant (GPtrArray *intents, const KontorDraftPart *part, gint64 account_id)
{
  if (part->id <= 0) {
    add_birth (intents, part, account_id, "create-variant");
    return;
  }
  add_intent (intents, part, "set-variant", is_plain_of_variant);
  add_intent (intents, part, "set-price", is_price);
  add_counts (intents, part);
}

static KontorOp *
find_birth (GPtrArray *intents, KontorEntity entity, guint *n_found)
{
  KontorOp *found = NULL;

  *n_found = 0;
  for (guint i = 0; i < intents->len; i++) {
    KontorOp *op = g_ptr_array_index (intents, i);

    if (op->kind->entity != entity || op->kind->op_class != KONTOR_OP_CREATE)
      continue;
    found = op;
    (*n_found)++;
  }
  return found;
}

/* A product that is its own only variant: each is called like the other, and found by the same number. */
static void
align_births (GPtrArray *intents)
{
  guint n_products, n_variants;
  KontorOp *product = find_birth (intents, KONTOR_ENTITY_PRODUCT, &n_products);
  KontorOp *variant = find_birth (intents, KONTOR_ENTITY_VARIANT, &n_variants);

  if (n_products != 1 || n_variants != 1)
    return;
  if (!kontor_record_is_null (variant->set, KONTOR_VARIANT_SKU))
    kontor_record_set_text (product->set, KONTOR_PRODUCT_SKU, kontor_record_get_text (variant->set, KONTOR_VARIANT_SKU));
  kontor_record_set_text (variant->set, KONTOR_VARIANT_TITLE,
                          kontor_record_get_text (product->set, KONTOR_PRODUCT_TITLE));
}

GPtrArray *
kontor_draft_list_intents (GPtrArray *parts, gint64 account_id)
{
  GPtrArray *intents = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_op_unref);

  for (guint i = 0; i < parts->len; i++) {
    const KontorDraftPart *part = g_ptr_array_index (parts, i);

    if (part->entity == KONTOR_ENTITY_PRODUCT && !kontor_draft_part_is_empty (part))
      add_product (intents, part, account_id);
  }
  for (guint i = 0; i < parts->len; i++) {
    const KontorDraftPart *part = g_ptr_array_index (parts, i);

    if (part->entity == KONTOR_ENTITY_VARIANT && !kontor_draft_part_is_empty (part))
      add_variant (intents, part, account_id);
  }
  align_births (intents);
  for (guint i = 0; i < parts->len; i++)
    add_new_pictures (intents, g_ptr_array_index (parts, i));
  return intents;
}
