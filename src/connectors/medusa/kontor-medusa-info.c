#include "kontor-medusa-info.h"

#include <glib/gi18n.h>

#include "kontor-medusa-ops.h"

#define BIT(entity) (1u << (entity))

/* Orders are first, so that the first minute is useful; groups hardly ever change. */
static const KontorFeedInfo feeds[] = {
  { "settings", BIT (KONTOR_ENTITY_SETTING), 21600, 0 },
  { "orders", BIT (KONTOR_ENTITY_ORDER), 60, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "groups", BIT (KONTOR_ENTITY_CATEGORY) | BIT (KONTOR_ENTITY_TAG), 3600, KONTOR_FEED_IDS, N_("Categories and tags") },
  { "catalogue", BIT (KONTOR_ENTITY_PRODUCT) | BIT (KONTOR_ENTITY_VARIANT), 120, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "customers", BIT (KONTOR_ENTITY_CUSTOMER), 600, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "discounts", BIT (KONTOR_ENTITY_DISCOUNT), 600, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { NULL },
};

#define ADDRESS \
  { "address", N_("Server Address"), N_("Of the Medusa server, as its admin has it: for example api.shop.example"), FALSE, FALSE }

static const KontorSignInField password_fields[] = {
  ADDRESS,
  { "email", N_("E-Mail"), N_("Of a user of Medusa’s admin"), FALSE, FALSE },
  { "password", N_("Password"), N_("With which this user signs in there"), TRUE, FALSE },
  { NULL },
};
static const KontorSignInField key_fields[] = {
  ADDRESS,
  { "key", N_("Secret API Key"),
    N_("In Medusa’s admin under Settings → Secret API Keys. It makes the server work more than a password does."), TRUE, FALSE },
  { NULL },
};

static const KontorSignInManner manners[] = {
  { "password", N_("E-Mail and Password"), password_fields },
  { "key", N_("Secret API Key"), key_fields },
  { NULL },
};

/* For which there is no route. */
static const KontorOpRefusal refusals[] = {
  { "send-note", N_("Medusa sends no notes to customers. Write an e-mail.") },
  { "set-order-status", N_("Medusa works out the status of an order by itself.") },
  { "void-payment", N_("Medusa gives no authorisation back by itself. Cancel the order, which ends all of them.") },
  { NULL },
};

const KontorConnectorInfo kontor_medusa_info = {
  .id = "medusa",
  .name = "Medusa",
  .mark = "kontor-medusa-symbolic",
  .manners = manners,
  .feeds = feeds,
  .ops = kontor_medusa_ops,
  .refusals = refusals,
  .keeps_team_state = TRUE,
  .settle_after = 20 * 1000,
  .traits = KONTOR_TRAIT_RESTOCKS_RECEIVED | KONTOR_TRAIT_REFUNDS_BY_GATEWAY,
  .fixed = {
    [KONTOR_ENTITY_PRODUCT] = KONTOR_FIELD_BIT (KONTOR_PRODUCT_VISIBILITY) | KONTOR_FIELD_BIT (KONTOR_PRODUCT_FEATURED) |
                              KONTOR_FIELD_BIT (KONTOR_PRODUCT_SEO_TITLE) | KONTOR_FIELD_BIT (KONTOR_PRODUCT_SEO_DESCRIPTION) |
                              KONTOR_FIELD_BIT (KONTOR_PRODUCT_VENDOR),
    [KONTOR_ENTITY_VARIANT] = KONTOR_FIELD_BIT (KONTOR_VARIANT_MPN) | KONTOR_FIELD_BIT (KONTOR_VARIANT_COST) |
                              KONTOR_FIELD_BIT (KONTOR_VARIANT_LOW_STOCK) | KONTOR_FIELD_BIT (KONTOR_VARIANT_SALE_PRICE) |
                              KONTOR_FIELD_BIT (KONTOR_VARIANT_SALE_FROM) | KONTOR_FIELD_BIT (KONTOR_VARIANT_SALE_TO),
  },
};
