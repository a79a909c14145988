#include "kontor-query.h"

#include <glib/gi18n.h>

typedef struct {
  const char *const *sorts;
  const char *const *states;
  const char *const *fields;
} Words;

#define WORDS(...) ((const char *const[]) { __VA_ARGS__ __VA_OPT__ (, ) NULL })

static const Words words[KONTOR_N_ENTITIES] = {
  [KONTOR_ENTITY_SETTING] = { WORDS ("position", "name"), WORDS (), WORDS () },
  [KONTOR_ENTITY_CATEGORY] = { WORDS ("position", "name"), WORDS (), WORDS () },
  [KONTOR_ENTITY_TAG] = { WORDS ("name"), WORDS (), WORDS () },
  [KONTOR_ENTITY_PRODUCT] = {
    WORDS ("title", "updated", "created", "price", "stock", "sku"),
    WORDS ("published", "draft", "trash", "low", "out", "featured"),
    WORDS ("sku", "gtin", "vendor", "category", "tag"),
  },
  [KONTOR_ENTITY_VARIANT] = { WORDS ("title", "sku", "position", "product"), WORDS (), WORDS ("product") },
  [KONTOR_ENTITY_CUSTOMER] = {
    WORDS ("name", "spent", "orders", "last-order", "created"),
    WORDS ("registered", "guest", "subscribed", "returning"),
    WORDS ("email", "phone", "city", "tag", "country"),
  },
  [KONTOR_ENTITY_DISCOUNT] = {
    WORDS ("code", "ends", "usage"),
    WORDS ("active", "paused", "expired", "scheduled"),
    WORDS (),
  },
  [KONTOR_ENTITY_ORDER] = {
    WORDS ("placed", "number", "total", "customer", "updated", "items"),
    /* clang-format off */
    WORDS ("paid", "unpaid", "refunded", "partially-refunded", "unfulfilled", "partially-fulfilled", "fulfilled",
           "open", "cancelled", "draft", "archived", "hold", "to-ship", "returning"),
    WORDS ("from", "email", "sku", "product", "tag", "number", "phone", "city", "postcode", "country", "tracking", "status",
           "coupon", "method"),
    /* clang-format on */
  },
};

static const KontorViewInfo views[] = {
  { "orders-to-ship", N_("To Ship"), KONTOR_ENTITY_ORDER, "is:to-ship", "placed" },
  { "orders-unpaid", N_("Unpaid"), KONTOR_ENTITY_ORDER, "is:unpaid is:open -is:archived", "-placed" },
  { "orders-hold", N_("On Hold"), KONTOR_ENTITY_ORDER, "is:hold", "-placed" },
  { "orders-returns", N_("Returns"), KONTOR_ENTITY_ORDER, "is:returning", "-placed" },
  { "orders-archived", N_("Archived"), KONTOR_ENTITY_ORDER, "is:archived", "-placed" },
  { "orders-all", N_("All"), KONTOR_ENTITY_ORDER, "-is:archived", "-placed" },
  { "products-all", N_("All"), KONTOR_ENTITY_PRODUCT, "-is:trash", "title" },
  { "products-low", N_("Low Stock"), KONTOR_ENTITY_PRODUCT, "is:low", "title" },
  { "products-out", N_("Out of Stock"), KONTOR_ENTITY_PRODUCT, "is:out", "title" },
  { "products-drafts", N_("Drafts"), KONTOR_ENTITY_PRODUCT, "is:draft", "title" },
  { "customers-all", N_("All"), KONTOR_ENTITY_CUSTOMER, "", "name" },
  { "customers-returning", N_("Returning"), KONTOR_ENTITY_CUSTOMER, "is:returning", "name" },
  { "discounts-all", N_("All"), KONTOR_ENTITY_DISCOUNT, "", "code" },
  { "discounts-active", N_("Active"), KONTOR_ENTITY_DISCOUNT, "is:active", "code" },
};

const char *const *
kontor_query_list_sorts (KontorEntity entity)
{
  g_return_val_if_fail ((guint) entity < KONTOR_N_ENTITIES, NULL);

  return words[entity].sorts;
}

const char *const *
kontor_query_list_states (KontorEntity entity)
{
  g_return_val_if_fail ((guint) entity < KONTOR_N_ENTITIES, NULL);

  return words[entity].states;
}

const char *const *
kontor_query_list_fields (KontorEntity entity)
{
  g_return_val_if_fail ((guint) entity < KONTOR_N_ENTITIES, NULL);

  return words[entity].fields;
}

const KontorViewInfo *
kontor_view_list (guint *n_views)
{
  g_return_val_if_fail (n_views != NULL, NULL);

  *n_views = G_N_ELEMENTS (views);
  return views;
}
