#include "kontor-woo-info.h"

#include <glib/gi18n.h>

#include "kontor-woo-ops.h"

#define BIT(entity) (1u << (entity))

/* Orders are first, so that the first minute is useful; groups hardly ever change. Notes cost a request for each order. */
static const KontorFeedInfo feeds[] = {
  { "settings", BIT (KONTOR_ENTITY_SETTING), 21600, 0 },
  { "orders", BIT (KONTOR_ENTITY_ORDER), 60, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "groups", BIT (KONTOR_ENTITY_CATEGORY) | BIT (KONTOR_ENTITY_TAG), 3600, KONTOR_FEED_IDS, N_("Categories and tags") },
  { "catalogue", BIT (KONTOR_ENTITY_PRODUCT) | BIT (KONTOR_ENTITY_VARIANT), 120, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "customers", BIT (KONTOR_ENTITY_CUSTOMER), 600, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "discounts", BIT (KONTOR_ENTITY_DISCOUNT), 600, KONTOR_FEED_CHANGES | KONTOR_FEED_IDS },
  { "notes", BIT (KONTOR_ENTITY_ORDER), 600, KONTOR_FEED_CHANGES | KONTOR_FEED_DETAILS, N_("Notes of orders") },
  { NULL },
};

#define ADDRESS { "address", N_("Shop Address"), N_("As in the browser, for example shop.example"), FALSE, FALSE }

/* The names are those by which WordPress's page returns them. */
static const KontorSignInField browser_fields[] = {
  ADDRESS,
  { "site_url", NULL, NULL, .returned = TRUE },
  { "user_login", NULL, NULL, .returned = TRUE },
  { "password", NULL, NULL, .secret = TRUE, .returned = TRUE },
  { NULL },
};
static const KontorSignInField password_fields[] = {
  ADDRESS,
  { "user", N_("User Name"), N_("Of an administrator or shop manager in WordPress"), FALSE, FALSE },
  { "password", N_("Application Password"),
    N_("In WordPress under Users → Profile → Application Passwords: enter “Kontor” there and add a password"), TRUE, FALSE },
  { NULL },
};
static const KontorSignInField key_fields[] = {
  ADDRESS,
  { "key", N_("Consumer Key"),
    N_("In WordPress under WooCommerce → Settings → Advanced → REST API: add a key with the permission Read/Write"), FALSE, FALSE },
  { "secret", N_("Consumer Secret"), N_("Shown once beside the key. With a key pictures cannot be uploaded."), TRUE, FALSE },
  { NULL },
};

static const KontorSignInManner manners[] = {
  { "browser", N_("Browser"), browser_fields },
  { "password", N_("Application Password"), password_fields },
  { "key", N_("Consumer Key and Secret"), key_fields },
  { NULL },
};

#define NO_RETURNS N_("WooCommerce keeps no returns. Refund what comes back, and put it on the shelf with the refund.")

static const KontorOpRefusal refusals[] = {
  { "capture-payment", N_("WooCommerce knows no authorisations. The payment service’s own page takes the money.") },
  { "create-claim", N_("WooCommerce knows no claims. Refund what was wrong, or place an order for what is sent instead.") },
  { "create-exchange", N_("WooCommerce knows no exchanges. Refund what comes back, and place an order for what is sent instead.") },
  { "create-return", NO_RETURNS },
  { "mark-delivered", N_("WooCommerce does not keep when something was delivered.") },
  { "set-return", NO_RETURNS },
  { "void-payment", N_("WooCommerce knows no authorisations. The payment service’s own page gives them back.") },
  { NULL },
};

const KontorConnectorInfo kontor_woo_info = {
  .id = "woocommerce",
  .name = "WooCommerce",
  .mark = "kontor-woocommerce-symbolic",
  .manners = manners,
  .feeds = feeds,
  .ops = kontor_woo_ops,
  .refusals = refusals,
  .keeps_team_state = TRUE,
  .settle_after = 20 * 1000,
  .fixed = {
    [KONTOR_ENTITY_PRODUCT] = KONTOR_FIELD_BIT (KONTOR_PRODUCT_SEO_TITLE) | KONTOR_FIELD_BIT (KONTOR_PRODUCT_SEO_DESCRIPTION) |
                              KONTOR_FIELD_BIT (KONTOR_PRODUCT_VENDOR),
    [KONTOR_ENTITY_VARIANT] = KONTOR_FIELD_BIT (KONTOR_VARIANT_MPN) | KONTOR_FIELD_BIT (KONTOR_VARIANT_COST) |
                              KONTOR_FIELD_BIT (KONTOR_VARIANT_HS_CODE) | KONTOR_FIELD_BIT (KONTOR_VARIANT_ORIGIN),
  },
};
