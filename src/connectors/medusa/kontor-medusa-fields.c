#include "kontor-medusa-mapping.h"

/* A variant's own members, or those of a product's variants: @p is what stands before each.
 * Rules of prices are answered as empty, and the price so as one for everybody, where their parts are not asked for. */
#define VARIANT(p)                                                                                                     \
  p "id," p "title," p "sku," p "barcode," p "ean," p "upc," p "manage_inventory," p "allow_backorder," p              \
    "variant_rank," p "metadata," p "created_at," p "updated_at," p "product_id," p "weight," p "length," p "width," p \
    "height," p "hs_code," p "origin_country," p "material," p "mid_code," VARIANT_LISTS (p)
#define VARIANT_LISTS(p)                                                                                          \
  p "prices.id," p "prices.amount," p "prices.currency_code," p "prices.min_quantity," p "prices.max_quantity," p \
    "prices.price_rules.attribute," p "prices.price_rules.value," p "options.id," p "options.value," p            \
    "options.option_id," p "options.option.title," p "inventory_items.required_quantity," p                       \
    "inventory_items.inventory_item_id," LEVELS (p)
#define LEVELS(p)                                                    \
  p "inventory_items.inventory.location_levels.location_id," p       \
    "inventory_items.inventory.location_levels.stocked_quantity," p  \
    "inventory_items.inventory.location_levels.reserved_quantity," p \
    "inventory_items.inventory.location_levels.incoming_quantity"

static const char *const fields[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_CATEGORY] = "id,name,handle,description,rank,parent_category_id,is_active,is_internal,metadata,created_at,updated_at",
  [KONTOR_ENTITY_PRODUCT] =
      "id,title,handle,subtitle,description,status,thumbnail,metadata,created_at,updated_at,collection_id,type_id,external_id,"
      "material,weight,length,width,height,hs_code,origin_country,mid_code,discountable,is_giftcard,images.id,images.url,"
      "images.rank,tags.id,categories.id,options.id,options.title,options.values.id,options.values.value," VARIANT ("variants."),
  [KONTOR_ENTITY_VARIANT] = VARIANT (""),
  [KONTOR_ENTITY_CUSTOMER] = "id,email,first_name,last_name,company_name,phone,has_account,metadata,created_at,updated_at,"
                             "*addresses,groups.id,groups.name",
  [KONTOR_ENTITY_DISCOUNT] = "id,code,type,status,is_automatic,used,limit,metadata,created_at,updated_at,*application_method,"
                             "*campaign,*campaign.budget,*rules,*rules.values",
  [KONTOR_ENTITY_ORDER] =
      "id,display_id,status,version,email,currency_code,customer_id,sales_channel_id,sales_channel.name,is_draft_order,"
      "metadata,created_at,updated_at,canceled_at,region_id,total,tax_total,*items,*items.detail,"
      "*items.tax_lines,*items.adjustments,*shipping_methods,*shipping_methods.tax_lines,*shipping_methods.adjustments,"
      "*shipping_address,*billing_address,customer.first_name,customer.last_name,customer.company_name,"
      "*payment_collections,*payment_collections.payments,*payment_collections.payments.captures,"
      "*payment_collections.payments.refunds,*payment_collections.payments.refunds.refund_reason,*fulfillments,"
      "*fulfillments.items,*fulfillments.labels,*returns,*returns.items,*returns.items.reason,*credit_lines",
};

static const char *const digest_fields[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_CATEGORY] = "id,updated_at,parent_category_id,rank,is_active",
  [KONTOR_ENTITY_TAG] = "id,updated_at",
  [KONTOR_ENTITY_PRODUCT] = "id,updated_at,status,thumbnail,collection_id,type_id,images.id,images.rank,tags.id,categories.id",
  [KONTOR_ENTITY_VARIANT] = "id,updated_at,manage_inventory,allow_backorder,prices.id,prices.amount,prices.currency_code," LEVELS (""),
  [KONTOR_ENTITY_CUSTOMER] = "id,created_at,updated_at,addresses.id,addresses.updated_at",
  [KONTOR_ENTITY_DISCOUNT] = "id,updated_at,used,status,campaign.updated_at,campaign.starts_at,campaign.ends_at",
  [KONTOR_ENTITY_ORDER] = "id,created_at,updated_at,status,version,payment_collections.id,payment_collections.status,"
                          "payment_collections.amount,payment_collections.payments.id,"
                          "payment_collections.payments.canceled_at,payment_collections.payments.captures.id,"
                          "payment_collections.payments.refunds.id",
};

const char *
kontor_medusa_get_fields (KontorEntity entity)
{
  return fields[entity];
}

const char *
kontor_medusa_get_digest_fields (KontorEntity entity)
{
  return digest_fields[entity];
}
