#pragma once

#include "kontor-storefront.h"

#include <libsoup/soup.h>

#include "storefront-json.h"

G_BEGIN_DECLS

typedef enum {
  STOREFRONT_PRODUCT,
  STOREFRONT_VARIATION,
  STOREFRONT_ORDER,
  STOREFRONT_REFUND,
  STOREFRONT_COUPON,
  STOREFRONT_MEDIA,
  STOREFRONT_CUSTOMER,
  STOREFRONT_GUEST,
  STOREFRONT_CATEGORY,
  STOREFRONT_TAG,
  STOREFRONT_BRAND,
  STOREFRONT_SHIPPING_CLASS,
  STOREFRONT_TERM,
  STOREFRONT_ATTRIBUTE,
  STOREFRONT_NOTE,
  STOREFRONT_FULFILMENT,
  STOREFRONT_TRACKING,
} StorefrontKind;

#define STOREFRONT_N_KINDS (STOREFRONT_TRACKING + 1)

/* Ids come from one sequence for all that WordPress keeps as posts and from one each for the rest. */
typedef enum {
  STOREFRONT_ID_POST,
  STOREFRONT_ID_USER,
  STOREFRONT_ID_TERM,
  STOREFRONT_ID_ATTRIBUTE,
  STOREFRONT_ID_COMMENT,
  STOREFRONT_ID_FULFILMENT,
  STOREFRONT_ID_ITEM,
  STOREFRONT_ID_META,
} StorefrontId;

#define STOREFRONT_N_IDS (STOREFRONT_ID_META + 1)

/* One thing that the shop keeps: its JSON as it would be answered, and what lists are sorted and found by. */
typedef struct {
  StorefrontKind kind;
  gint64 id;
  gint64 parent;
  gint64 created;  /* seconds UTC */
  gint64 modified; /* seconds UTC */
  char *status;
  char *key; /* folded, what is unique in its kind: SKU, code, e-mail, slug; or NULL */
  char *json;
  GBytes *bytes; /* a picture's */
} StorefrontObject;

typedef struct _StorefrontStore StorefrontStore;
typedef struct _StorefrontFaults StorefrontFaults;
typedef struct _StorefrontPace StorefrontPace;
typedef struct _StorefrontFault StorefrontFault;

struct _KontorStorefront {
  KontorStorefrontOptions options;
  char *time_zone_name;
  char *currency;
  char *version;
  guint decimals;
  GTimeZone *time_zone;
  GRand *random;
  gint64 skew;

  StorefrontStore *store;
  StorefrontFaults *faults;
  StorefrontPace *pace;
  GHashTable *counts;   /* char * → guint */
  GHashTable *nonces;   /* OAuth's, seen */
  GHashTable *settings; /* name → JsonDoc */

  char *users[3];
  char *passwords[3];
  char *keys[3];
  char *secrets[3];

  char *address;
  char *plain_address;
  char *authority;
  char *certificate;
  char *fingerprint;
  GString *log;
  char *folder; /* of the certificate's files */

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *server;
  SoupServer *plain_server;
};

/* A request on its way through the shop, and the answer that it gets. */
typedef struct {
  KontorStorefront *shop; /* (unowned) */
  char *method;
  char *path;                  /* below "/wp-json/", without slashes at its ends */
  GHashTable *query;           /* char * → char *; of "status[]=a&status[]=b" it is "a,b" */
  SoupMessageHeaders *headers; /* (unowned) (nullable) */
  GBytes *raw;                 /* (nullable) */
  yyjson_doc *json;            /* (nullable) */
  yyjson_val *body;            /* (nullable): an object */
  gboolean secure;
  gboolean in_batch; /* an item of one: values are not checked against the schema */
  GHashTable *seen;  /* id → what the stock of a product was when the request came in */

  gint64 ids[3]; /* the numbers in the path, in order */
  char *word;    /* the word in it */
  gint64 user;   /* who asks, or 0 */
  gboolean uses_key;
  KontorStorefrontKey key;

  guint n_rows; /* of a list, how many are on the page */
  guint status;
  GString *answer;
  const char *type;
  SoupMessageHeaders *more; /* of the answer */
} StorefrontRequest;

typedef void (*StorefrontHandler) (StorefrontRequest *request);

/* storefront-request.c */
StorefrontRequest *storefront_request_new (KontorStorefront *shop, const char *method, const char *path,
                                           const char *query);
void storefront_request_free (StorefrontRequest *self);
void storefront_request_set_body (StorefrontRequest *self, GBytes *bytes);
const char *storefront_request_get (StorefrontRequest *self, const char *name);
gint64 storefront_request_get_int (StorefrontRequest *self, const char *name, gint64 otherwise);
gboolean storefront_request_lists (StorefrontRequest *self, const char *name, const char *value);
gboolean storefront_is_update (StorefrontRequest *self);
void storefront_reply (StorefrontRequest *self, guint status, Json *value);
void storefront_reply_text (StorefrontRequest *self, guint status, const char *json);
void storefront_reply_page (StorefrontRequest *self, guint status, const char *html);
void storefront_fail (StorefrontRequest *self, guint status, const char *code, const char *message);
void storefront_fail_with (StorefrontRequest *self, guint status, const char *code, const char *message,
                           const char *data);
void storefront_fail_parameter (StorefrontRequest *self, const char *name, const char *code, const char *what);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StorefrontRequest, storefront_request_free)

/* storefront-routes.c: answers the request, who asks being known */
void storefront_route (StorefrontRequest *request);

/* storefront-auth.c: finds who asks; FALSE after a failure was answered */
gboolean storefront_authenticate (StorefrontRequest *request);
void storefront_make_credentials (KontorStorefront *self);
gboolean storefront_oauth_is_used (StorefrontRequest *request);
gboolean storefront_oauth_check (StorefrontRequest *request);

/* storefront-pages.c: the address that WordPress has of itself */
const char *storefront_get_home (StorefrontRequest *request);

/* storefront-store.c */
StorefrontStore *storefront_store_new (void);
void storefront_store_free (StorefrontStore *self);
gint64 storefront_next_id (KontorStorefront *self, StorefrontId sequence);
StorefrontObject *storefront_add (KontorStorefront *self, StorefrontKind kind, gint64 parent, JsonDoc *doc);
void storefront_save (KontorStorefront *self, StorefrontObject *object, JsonDoc *doc);
void storefront_remove (KontorStorefront *self, StorefrontObject *object);
StorefrontObject *storefront_find (KontorStorefront *self, StorefrontKind kind, gint64 id);
StorefrontObject *storefront_find_key (KontorStorefront *self, StorefrontKind kind, const char *key);
StorefrontObject *storefront_find_sku (KontorStorefront *self, const char *sku);
GPtrArray *storefront_get_all (KontorStorefront *self, StorefrontKind kind);
JsonDoc *storefront_load (StorefrontObject *object);

/* storefront-clock.c */
void storefront_stamp (KontorStorefront *self, JsonDoc *doc, Json *object, const char *name, gint64 at);
void storefront_touch (KontorStorefront *self, JsonDoc *doc);
void storefront_touch_object (KontorStorefront *self, StorefrontObject *object);
gint64 storefront_parse_time (KontorStorefront *self, const char *text, gboolean is_utc);
char *storefront_format_time (KontorStorefront *self, gint64 at, gboolean is_utc);

/* storefront-text.c */
char *storefront_text_clean (const char *text, gboolean keeps_html);
char *storefront_text_render (const char *text);
char *storefront_text_slug (const char *text);
char *storefront_text_fold (const char *text);

/* storefront-list.c */
typedef gboolean (*StorefrontFilter) (StorefrontRequest *request, StorefrontObject *object);
void storefront_answer_list (StorefrontRequest *request, StorefrontKind kind, StorefrontFilter filter);
void storefront_answer_array (StorefrontRequest *request, GPtrArray *objects);
void storefront_answer_one (StorefrontRequest *request, guint status, StorefrontObject *object);

/* storefront-view.c */
void storefront_view (StorefrontRequest *request, StorefrontObject *object, GString *out);
Json *storefront_prune (JsonDoc *doc, Json *value, const char *fields);

/* storefront-meta.c */
void storefront_merge_meta (KontorStorefront *self, JsonDoc *doc, Json *object, yyjson_val *changes, gboolean is_item);
void storefront_set_meta (KontorStorefront *self, JsonDoc *doc, Json *object, const char *key, const char *value,
                          gboolean is_item);
const char *storefront_get_meta (Json *object, const char *key);

/* storefront-schema.c: whether a single write's values have the types that the route wants; FALSE after a failure */
gboolean storefront_check_types (StorefrontRequest *request);

/* storefront-batch.c */
void storefront_batch (StorefrontRequest *request, StorefrontHandler create, StorefrontHandler update,
                       StorefrontHandler drop);

/* storefront-delete.c */
void storefront_delete_object (StorefrontRequest *request, StorefrontObject *object, const char *type);

void storefront_count (KontorStorefront *self, const char *what);

/* The things themselves, a file or two each. */
void storefront_fill_products (KontorStorefront *self);
void storefront_fill_people (KontorStorefront *self);
void storefront_fill_orders (KontorStorefront *self, guint n_orders, gint64 oldest);

void storefront_set_prices (KontorStorefront *self, JsonDoc *doc);
void storefront_set_stock (KontorStorefront *self, JsonDoc *doc, gint64 stock);
void storefront_move_stock (KontorStorefront *self, gint64 product, gint64 variation, gint64 by);
gint64 storefront_get_stock (KontorStorefront *self, gint64 product);
void storefront_sync_parent (KontorStorefront *self, gint64 product);
gboolean storefront_set_images (StorefrontRequest *request, JsonDoc *doc, yyjson_val *images);
StorefrontObject *storefront_add_picture (KontorStorefront *self, const char *name);
Json *storefront_image (KontorStorefront *self, JsonDoc *doc, StorefrontObject *media, yyjson_val *names);
void storefront_set_terms (KontorStorefront *self, JsonDoc *doc, const char *name, StorefrontKind kind,
                           yyjson_val *terms);
StorefrontObject *storefront_add_term (KontorStorefront *self, StorefrontKind kind, gint64 parent, const char *name);

gboolean storefront_set_lines (StorefrontRequest *request, JsonDoc *doc);
void storefront_total_order (KontorStorefront *self, JsonDoc *doc);
void storefront_tax_line (KontorStorefront *self, JsonDoc *doc, Json *line);
gboolean storefront_apply_coupons (StorefrontRequest *request, JsonDoc *doc, yyjson_val *coupons);
void storefront_tax_coupons (JsonDoc *doc);
void storefront_set_status (KontorStorefront *self, JsonDoc *doc, gint64 order, const char *status);
gboolean storefront_has_status (KontorStorefront *self, const char *status);
StorefrontObject *storefront_add_note (KontorStorefront *self, gint64 order, const char *text, gboolean to_customer,
                                       const char *author);
StorefrontObject *storefront_add_refund (StorefrontRequest *request, StorefrontObject *order, yyjson_val *body);
StorefrontObject *storefront_place_order (KontorStorefront *self, gint64 at, gboolean by_seed);
JsonDoc *storefront_get_setting (KontorStorefront *self, const char *name);
void storefront_load_settings (KontorStorefront *self);

/* storefront-pace.c: how long the real store would compute, milliseconds */
guint storefront_pace_cost (StorefrontRequest *request);
G_END_DECLS
