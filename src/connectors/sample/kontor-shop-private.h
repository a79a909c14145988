#pragma once

#include <sqlite3.h>

#include "kontor-shop-json.h"
#include "kontor-shop.h"

G_BEGIN_DECLS

typedef enum {
  SHOP_SETTING,
  SHOP_CATEGORY,
  SHOP_TAG,
  SHOP_PRODUCT,
  SHOP_VARIATION,
  SHOP_CUSTOMER,
  SHOP_DISCOUNT,
  SHOP_ORDER,
} ShopKind;
#define SHOP_N_KINDS 8

/** Besides the own one, which is the euro: prices stand in both, and some people pay in this one. */
#define SHOP_OTHER_CURRENCY "CHF"

/** A statement of the shop's file, prepared once. */
typedef enum {
  SHOP_SQL_BEGIN,
  SHOP_SQL_COMMIT,
  SHOP_SQL_ROLLBACK,
  SHOP_SQL_SAVE_POINT,
  SHOP_SQL_RELEASE,
  SHOP_SQL_BACK,
  SHOP_SQL_META_GET,
  SHOP_SQL_META_SET,
  SHOP_SQL_LOAD,
  SHOP_SQL_SAVE,
  SHOP_SQL_DELETE,
  SHOP_SQL_NATURAL,
  SHOP_SQL_CHILDREN,
  SHOP_SQL_RANDOM,
  SHOP_SQL_COUNT,
  SHOP_SQL_COUNT_LISTED,
  SHOP_SQL_BY_CREATED,
  SHOP_SQL_BY_MODIFIED,
  SHOP_SQL_BY_ID,
  SHOP_SQL_TOMBSTONE,
  SHOP_SQL_TOMBSTONES,
  SHOP_SQL_KEY_GET,
  SHOP_SQL_KEY_SET,
  SHOP_SQL_EFFECT,
  SHOP_SQL_EFFECT_SUM,
  SHOP_SQL_EFFECT_TRACES,
  SHOP_SQL_CREATED,
  SHOP_SQL_FAULTS,
  SHOP_SQL_FAULT_ADD,
  SHOP_SQL_FAULT_CLEAR,
  SHOP_SQL_FAULT_STRIKE,
  SHOP_N_SQL,
} ShopSql;

struct _KontorShop {
  sqlite3 *db;
  sqlite3_stmt *statements[SHOP_N_SQL];
  char *path;
  KontorShopManner manner;
  guint32 seed;
  gint64 rate;        /* orders an hour */
  gint64 moment;      /* the time of the request that is being answered; 0: none */
  const char *trace;  /* of it; borrowed */
  guint struck;       /* bits of the faults that strike it */
  gboolean seeding;   /* the past is being written: nothing moves stock or is an effect */
  yyjson_doc *people; /* (nullable): names, towns, words; read once */
};

/** Errors of the server: the code is a status as of HTTP. */
#define SHOP_STATUS (shop_status_quark ())
GQuark shop_status_quark (void);

/**
 * ShopRow:
 *
 * One thing the shop keeps. @doc's root is what its rules work on; the columns
 * beside it are the server's own.
 */
typedef struct {
  ShopKind kind;
  gint64 id;
  gint64 parent;
  gint64 created;
  gint64 modified;
  gint64 revision;
  JsonDoc *doc;
} ShopRow;

typedef enum {
  SHOP_SAVE_TOUCH, /* the time of change moves */
  SHOP_SAVE_QUIET, /* it does not, in a bare shop */
} ShopSave;

/* kontor-shop.c */
sqlite3_stmt *shop_bind (KontorShop *self, ShopSql sql, const char *format, ...);
void shop_run (KontorShop *self, ShopSql sql);
gint64 shop_read_int (sqlite3_stmt *statement);
gint64 shop_get_meta (KontorShop *self, const char *name);
void shop_set_meta (KontorShop *self, const char *name, gint64 value);
gint64 shop_next_id (KontorShop *self);
gint64 shop_now (KontorShop *self);
GRand *shop_random (KontorShop *self, const char *what);
void shop_effect (KontorShop *self, const char *effect, gint64 subject, gint64 amount);

/* kontor-shop-store.c */
const char *shop_kind_get_name (ShopKind kind);
gboolean shop_kind_from_name (const char *name, ShopKind *kind);
ShopRow *shop_row_new (KontorShop *self, ShopKind kind);
ShopRow *shop_row_from_statement (sqlite3_stmt *statement);
ShopRow *shop_row_load (KontorShop *self, ShopKind kind, gint64 id, GError **error);
ShopRow *shop_row_find (KontorShop *self, ShopKind kind, const char *natural);
ShopRow *shop_row_pick (KontorShop *self, ShopKind kind, GRand *random);
GPtrArray *shop_row_load_children (KontorShop *self, gint64 parent);
void shop_row_save (KontorShop *self, ShopRow *row, ShopSave how);
void shop_row_delete (KontorShop *self, ShopRow *row);
void shop_row_free (ShopRow *row);
void shop_row_print (KontorShop *self, const ShopRow *row, GString *out);
Json *shop_row_root (const ShopRow *row);

/* kontor-shop-request.c */
typedef struct {
  KontorShop *shop;
  const char *method;
  GStrv path;
  GHashTable *query; /* char * → char * */
  JsonDoc *body;     /* (nullable) */
  gint64 revision;
  GString *answer;
} ShopCall;
Json *shop_call_body (const ShopCall *call);
const char *shop_call_get_query (const ShopCall *call, const char *name);
gint64 shop_call_get_id (const ShopCall *call, guint segment);
gboolean shop_call_check_revision (const ShopCall *call, const ShopRow *row, GError **error);
gboolean shop_call_answer (ShopCall *call, const ShopRow *row);

/* kontor-shop-faults.c */
typedef struct {
  KontorShopFault fault;
  gint64 value;
} ShopStrike;
gboolean shop_faults_check (const char *text, GError **error);
GArray *shop_faults_strike (KontorShop *self, const char *method, const char *path);

/* kontor-shop-edit.c: creating and changing what has fields */
gboolean shop_edit_create (ShopCall *call, GError **error);
gboolean shop_edit_update (ShopCall *call, GError **error);
gboolean shop_edit_delete (ShopCall *call, GError **error);
char *shop_encode (KontorShop *self, const char *text);
gboolean shop_edit_merge (KontorShop *self, ShopRow *row, Json *body, GError **error);

/* kontor-shop-check.c: what a shop takes */
gboolean shop_check (KontorShop *self, const ShopRow *row, GError **error);

/* kontor-shop-list.c */
gboolean shop_list (ShopCall *call, GError **error);
gboolean shop_list_deleted (ShopCall *call, GError **error);

/* kontor-shop-orders.c: status, notes, payments */
gboolean shop_order_note (ShopCall *call, GError **error);
gboolean shop_order_pay (ShopCall *call, GError **error);
gboolean shop_order_capture (ShopCall *call, GError **error);
gboolean shop_order_void (ShopCall *call, GError **error);
gboolean shop_order_cancel (ShopCall *call, GError **error);
gboolean shop_order_set_status (KontorShop *self, ShopRow *order, const char *status, GError **error);
void shop_order_add_note (KontorShop *self, ShopRow *order, const char *text, const char *author, gint64 at);
gboolean shop_order_capture_payment (KontorShop *self, ShopRow *order, Json *payment, gint64 amount, gint64 at,
                                     Json *meta, GError **error);
gint64 shop_order_sum_captured (Json *order);
gint64 shop_order_sum_refunded (Json *order);
const char *shop_gateway_refuses (const char *gateway, const char *what);

/* kontor-shop-refunds.c */
gboolean shop_order_refund (ShopCall *call, GError **error);
gboolean shop_order_delete_refund (ShopCall *call, GError **error);
Json *shop_refund_add (KontorShop *self, ShopRow *order, Json *body, gint64 at, GError **error);

/* kontor-shop-fulfilments.c: parcels and returns */
gboolean shop_order_fulfil (ShopCall *call, GError **error);
gboolean shop_order_cancel_fulfilment (ShopCall *call, GError **error);
gboolean shop_order_update_fulfilment (ShopCall *call, GError **error);
gboolean shop_order_return (ShopCall *call, GError **error);
gboolean shop_order_update_return (ShopCall *call, GError **error);
Json *shop_fulfilment_add (KontorShop *self, ShopRow *order, Json *body, gint64 at, GError **error);
Json *shop_return_add (KontorShop *self, ShopRow *order, Json *body, gint64 at, GError **error);
gint64 shop_line_fulfilled (Json *order, gint64 line_id);
gint64 shop_line_refunded (Json *order, gint64 line_id);
gint64 shop_line_returning (Json *order, gint64 line_id);

/* kontor-shop-lines.c: what an order is of after it was placed */
gboolean shop_order_set_lines (KontorShop *self, ShopRow *order, Json *lines, GError **error);
Json *shop_line_add (KontorShop *self, ShopRow *order, gint64 variation_id, gint64 quantity, const gint64 *price, GError **error);
gint64 shop_line_get_gross (Json *line);

/* kontor-shop-swaps.c: exchanges and claims */
gboolean shop_order_exchange (ShopCall *call, GError **error);
gboolean shop_order_claim (ShopCall *call, GError **error);

/* kontor-shop-stock.c */
void shop_stock_reserve_units (KontorShop *self, Json *order, Json *line, gint64 units);
void shop_stock_reserve (KontorShop *self, Json *before, Json *after);
void shop_stock_move (KontorShop *self, gint64 variation_id, gint64 location_id, gint64 on_hand, gint64 reserved);
gboolean shop_stock_adjust (ShopCall *call, GError **error);
gint64 shop_first_location (KontorShop *self);

/* kontor-shop-basket.c: placing an order */
typedef struct {
  gint64 at;
  ShopRow *customer; /* (nullable): a guest */
  const char *status;
} ShopBasket;
ShopRow *shop_basket_order (KontorShop *self, GRand *random, const ShopBasket *basket);
void shop_order_set_totals (ShopRow *order);
void shop_set_subtotal (KontorShop *self, JsonDoc *doc, Json *line, gint64 gross, gint64 rate);
gint64 shop_product_get_rate (Json *product);
gint64 shop_variation_get_price (Json *variation, const char *currency);
const char *shop_find_currency (const char *country);
void shop_set_parts (KontorShop *self, JsonDoc *doc, Json *object, gint64 gross, gint64 rate);

/* kontor-shop-seed.c, kontor-shop-people.c, kontor-shop-history.c, kontor-shop-life.c */
void shop_seed (KontorShop *self, GVariant *settings);
void shop_seed_customers (KontorShop *self, GRand *random, guint count);
ShopRow *shop_add_customer (KontorShop *self, GRand *random, gint64 at);
void shop_fill_person (KontorShop *self, GRand *random, JsonDoc *doc, Json *object);
const char *shop_pick_word (KontorShop *self, GRand *random, const char *list);
yyjson_doc *shop_read_data (const char *name);
void shop_seed_history (KontorShop *self, GRand *random, guint count);
void shop_life_catch_up (KontorShop *self);
void shop_life_shift (KontorShop *self, ShopKind kind);
void shop_life_meddle (KontorShop *self, ShopKind kind, gint64 id);

/* kontor-shop-picture.c */
GBytes *shop_picture_draw (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ShopRow, shop_row_free)

G_END_DECLS
