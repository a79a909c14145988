#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * KontorStorefront:
 *
 * A shop that speaks WooCommerce's routes as a real store was seen to, on loopback, over https with a certificate of its own
 * and over plain http. It runs on a thread of its own and forgets everything when it ends; the same seed makes the same shop.
 * It is for faults and for speed: it was compared with a real store, but it is not one.
 */
typedef struct _KontorStorefront KontorStorefront;

/** What a shop is like; zeroed is a small one that answers at once. */
typedef struct {
  guint seed;
  guint n_products;
  /* Of the products, how many of a hundred have variants, three each. */
  guint variable_percent;
  guint n_customers;
  guint n_orders;
  /* Ports of loopback, or 0 for any that is free. */
  guint16 port;
  guint16 plain_port;
  /* IANA name; NULL is America/New_York. */
  const char *time_zone;
  /* NULL is USD. */
  const char *currency;
  /* Which the shop shows; 0 is 2. For a currency that has none: -1. */
  int decimals;
  gboolean paced;
  gboolean fulfilments;
  gboolean shipment_tracking;
  /* The certificate is its own authority, as of a shop that nobody signed for. */
  gboolean self_signed;
  /* As behind a proxy that ends https and does not say so: https is taken for http. */
  gboolean proxied;
  /* WordPress thinks that it stands at the plain address: its links and redirects lead there. */
  gboolean plain_home;
  /* Something before WordPress refuses the API with a page. */
  gboolean blocked;
  /* A plugin hides the API from who is not signed in. */
  gboolean members_only;
  /* There is a server, but not WordPress. */
  gboolean without_wordpress;
  gboolean plain_permalinks;
  /* There is WordPress, but not WooCommerce. */
  gboolean without_woocommerce;
  /* NULL is 10.5.0; before 3.5 there is no wc/v3. */
  const char *version;
} KontorStorefrontOptions;

/** Who may ask; what the shop knows them by stands behind kontor_storefront_get_password (). */
typedef enum {
  KONTOR_STOREFRONT_ADMIN,
  KONTOR_STOREFRONT_MANAGER,
  KONTOR_STOREFRONT_CUSTOMER,
} KontorStorefrontUser;

typedef enum {
  KONTOR_STOREFRONT_KEY_READ_WRITE,
  KONTOR_STOREFRONT_KEY_READ,
  KONTOR_STOREFRONT_KEY_WRITE,
} KontorStorefrontKey;

/**
 * kontor_storefront_new:
 *
 * Opens the shop; it is ready when this returns. Errors: those of GIO, when it cannot listen or make its certificate.
 */
KontorStorefront *kontor_storefront_new (const KontorStorefrontOptions *options, GError **error);
/** Closes the shop, its connections, and forgets it. */
void kontor_storefront_free (KontorStorefront *self);

/** Returns: "https://127.0.0.1:PORT", where the shop thinks it stands */
const char *kontor_storefront_get_address (KontorStorefront *self);
const char *kontor_storefront_get_plain_address (KontorStorefront *self);
/** Returns: (transfer none): the authority that signed the shop's certificate, as PEM */
const char *kontor_storefront_get_authority (KontorStorefront *self);
/** Returns: (transfer none): the shop's own certificate, without its key, as PEM */
const char *kontor_storefront_get_certificate (KontorStorefront *self);

/** Returns: (transfer none): SHA-256 of the certificate, in hexadecimal digits */
const char *kontor_storefront_get_fingerprint (KontorStorefront *self);

const char *kontor_storefront_get_user (KontorStorefront *self, KontorStorefrontUser user);
/** Returns: (transfer none): the application password of @user, with its blanks */
const char *kontor_storefront_get_password (KontorStorefront *self, KontorStorefrontUser user);
const char *kontor_storefront_get_key (KontorStorefront *self, KontorStorefrontKey key);
const char *kontor_storefront_get_secret (KontorStorefront *self, KontorStorefrontKey key);

/**
 * kontor_storefront_ask:
 * @path: below "/wp-json/", with its query: "wc/v3/orders/12?dp=6"
 * @body: (nullable): JSON
 * @status: (out) (optional): the status of HTTP
 *
 * What somebody does in the shop's own admin: a request that no fault touches and that is counted nowhere. Any thread; it
 * waits for the answer, which takes no longer than the deed.
 *
 * Returns: (transfer full): the answer's body
 */
char *kontor_storefront_ask (KontorStorefront *self, const char *method, const char *path, const char *body,
                             guint *status);

/**
 * kontor_storefront_buy:
 *
 * Lets customers place so many orders, as the shop's own checkout does.
 */
void kontor_storefront_buy (KontorStorefront *self, guint n_orders);

/**
 * kontor_storefront_set_faults:
 * @faults: (nullable): "lost-after @POST wc/v3/orders *1, slow =2000 50", NULL for none
 *
 * Replaces the faults. Each is a name and any of: a number, in how many of 1,000 requests; "=value"; "@METHOD path", whose
 * beginning a request must match; "+n", so many matching requests are spared first; "*n", it goes away after so many. Without
 * a number it always strikes.
 *
 * "slow" (=milliseconds), "lost-before" and "lost-after" (the connection ends before or after the deed), "cut" (in the middle
 * of the answer), "rate-limit" (429, =seconds), "error" (500, nothing done), "failed-after" (500, but done), "html" (a page
 * instead of the answer, nothing done), "maintenance" (503 with a page), "truncated" (half of the JSON), "garbage" (no UTF-8),
 * "shift" (an order is placed before a list is read), "shrink" (the newest object of a list goes to the trash first).
 *
 * Errors: G_IO_ERROR_INVALID_ARGUMENT.
 */
gboolean kontor_storefront_set_faults (KontorStorefront *self, const char *faults, GError **error);

/** @seconds: how far the shop's clock is ahead of the system's, in all that it stamps, says and checks. */
void kontor_storefront_set_skew (KontorStorefront *self, gint64 seconds);

/** Seconds since 1970 by the shop's clock. */
gint64 kontor_storefront_get_now (KontorStorefront *self);

/**
 * kontor_storefront_count:
 * @what: "arrivals", requests that were begun; "requests", those that were carried out; "GET wc/v3/orders" and so on, how many
 *   of these began so; "mail", "stock", "create", "refund", what requests set off
 */
guint kontor_storefront_count (KontorStorefront *self, const char *what);
/** Returns: (transfer full): "GET wc/v3/orders?page=1" and so on, a line for each request that was begun, in order */
char *kontor_storefront_dup_log (KontorStorefront *self);
/** Begins all counts, and the log, anew. */
void kontor_storefront_reset_counts (KontorStorefront *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KontorStorefront, kontor_storefront_free)

G_END_DECLS
