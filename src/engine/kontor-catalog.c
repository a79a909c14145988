#include "kontor-catalog.h"

#include <glib/gi18n.h>

#include "kontor-error.h"
#include "kontor-verb.h"

DexFuture *
kontor_catalog_set_price (KontorEngine *engine, KontorScope *variants, KontorMoney price)
{
  KontorOp *op = kontor_verb_new ("set-price");

  kontor_record_set_amount (kontor_verb_change (op, &op->set), KONTOR_VARIANT_PRICE, price.amount);
  kontor_op_set_arg (op, "currency", price.currency);
  return kontor_verb_run (engine, variants, op);
}

DexFuture *
kontor_catalog_set_currency_price (KontorEngine *engine, KontorScope *variants, KontorMoney price)
{
  KontorOp *op = kontor_verb_new ("set-price");
  KontorRecord *member = kontor_record_new (&kontor_price_type);

  kontor_record_set_key (member, price.currency);
  kontor_record_set_text (member, KONTOR_PRICE_CURRENCY, price.currency);
  kontor_record_set_amount (member, KONTOR_PRICE_AMOUNT, price.amount);
  kontor_record_take_member (kontor_verb_change (op, &op->add), KONTOR_VARIANT_PRICES, member);
  return kontor_verb_run (engine, variants, op);
}

static void
set_instant (KontorRecord *record, guint field, gint64 instant)
{
  if (instant != 0)
    kontor_record_set_int (record, field, instant);
  else
    kontor_record_set_null (record, field);
}

DexFuture *
kontor_catalog_set_sale_price (KontorEngine *engine, KontorScope *variants, const KontorMoney *price, gint64 from,
                               gint64 to)
{
  KontorOp *op;

  if (from != 0 && to != 0 && to <= from)
    return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, _("The sale ends before it begins."));
  op = kontor_verb_new ("set-price");
  if (price != NULL)
    kontor_record_set_amount (kontor_verb_change (op, &op->set), KONTOR_VARIANT_SALE_PRICE, price->amount);
  else
    kontor_record_set_null (kontor_verb_change (op, &op->set), KONTOR_VARIANT_SALE_PRICE);
  kontor_op_set_arg (op, "currency", price != NULL ? price->currency : NULL);
  set_instant (op->set, KONTOR_VARIANT_SALE_FROM, price != NULL ? from : 0);
  set_instant (op->set, KONTOR_VARIANT_SALE_TO, price != NULL ? to : 0);
  return kontor_verb_run (engine, variants, op);
}

DexFuture *
kontor_catalog_adjust_stock (KontorEngine *engine, KontorScope *variants, const char *location, gint64 by,
                             const char *reason)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, by);
  KontorOp *op = kontor_verb_new ("adjust-stock");

  kontor_op_set_arg (op, "by", text);
  kontor_op_set_arg (op, "location", location);
  kontor_op_set_arg (op, "reason", reason);
  return kontor_verb_run (engine, variants, op);
}

DexFuture *
kontor_catalog_count_stock (KontorEngine *engine, KontorScope *variants, const char *location, gint64 counted)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, counted);
  KontorOp *op = kontor_verb_new ("count-stock");

  kontor_op_set_arg (op, "quantity", text);
  kontor_op_set_arg (op, "location", location);
  return kontor_verb_run (engine, variants, op);
}

DexFuture *
kontor_catalog_set_pictures (KontorEngine *engine, gint64 product_id, const KontorRecord *pictures)
{
  g_autoptr (KontorScope) scope = kontor_scope_new_one (KONTOR_ENTITY_PRODUCT, product_id);

  return kontor_verb_set (engine, scope, "set-pictures", pictures);
}

DexFuture *
kontor_catalog_set_product (KontorEngine *engine, KontorScope *products, const KontorRecord *changes)
{
  return kontor_verb_set (engine, products, "set-product", changes);
}

DexFuture *
kontor_catalog_set_variant (KontorEngine *engine, KontorScope *variants, const KontorRecord *changes)
{
  return kontor_verb_set (engine, variants, "set-variant", changes);
}

DexFuture *
kontor_catalog_set_status (KontorEngine *engine, KontorScope *products, const char *status)
{
  g_autoptr (KontorRecord) changes = kontor_record_new (kontor_entity_get_record_type (KONTOR_ENTITY_PRODUCT));

  kontor_record_set_text (changes, KONTOR_PRODUCT_STATUS, status);
  return kontor_verb_set (engine, products, "set-product", changes);
}

DexFuture *
kontor_catalog_create_product (KontorEngine *engine, gint64 account_id, const KontorRecord *product)
{
  return kontor_verb_create (engine, "create-product", account_id, product);
}

typedef struct {
  KontorEngine *engine;
  gint64 product_id;
  KontorRecord *variant;
} NewVariant;

static void
new_variant_free (gpointer data)
{
  NewVariant *self = data;

  g_object_unref (self->engine);
  kontor_record_unref (self->variant);
  g_free (self);
}

static DexFuture *
product_loaded_cb (DexFuture *future, gpointer data)
{
  NewVariant *self = data;
  const KontorRecord *product = g_value_get_boxed (dex_future_get_value (future, NULL));

  kontor_record_set_ref (self->variant, KONTOR_VARIANT_PRODUCT, self->product_id, kontor_record_get_key (product));
  return kontor_verb_create (self->engine, "create-variant", kontor_record_get_account (product), self->variant);
}

DexFuture *
kontor_catalog_create_variant (KontorEngine *engine, gint64 product_id, const KontorRecord *variant)
{
  NewVariant *self = g_new0 (NewVariant, 1);

  self->engine = g_object_ref (engine);
  self->product_id = product_id;
  self->variant = kontor_record_copy (variant);
  return dex_future_then (kontor_engine_load (engine, KONTOR_ENTITY_PRODUCT, product_id), product_loaded_cb, self,
                          new_variant_free);
}

DexFuture *
kontor_catalog_create_term (KontorEngine *engine, KontorEntity kind, gint64 account_id, const KontorRecord *term)
{
  return kontor_verb_create (engine, kind == KONTOR_ENTITY_CATEGORY ? "create-category" : "create-tag", account_id, term);
}

DexFuture *
kontor_catalog_set_term (KontorEngine *engine, KontorEntity kind, gint64 id, const KontorRecord *changes)
{
  g_autoptr (KontorScope) scope = kontor_scope_new_one (kind, id);

  return kontor_verb_set (engine, scope, kind == KONTOR_ENTITY_CATEGORY ? "set-category" : "set-tag", changes);
}

DexFuture *
kontor_catalog_trash_product (KontorEngine *engine, KontorScope *products)
{
  return kontor_verb_run (engine, products, kontor_verb_new ("trash-product"));
}
