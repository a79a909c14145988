#include "kontor-woo-pull.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "kontor-error.h"
#include "kontor-woo-connector-private.h"

#define FIBER_STACK (256 * 1024)
/* Rows a page has at most, and where a server fails at that, less. All divide 100. */
#define PAGE 100
/* Milliseconds by which walks of changes overlap: times have whole seconds, and clocks of servers differ. */
#define OVERLAP 10000
#define VARIATIONS_AT_ONCE 100

typedef gboolean (*ReadFunc) (const KontorWooStore *store, yyjson_val *object, KontorBatch *batch, GError **error);

/** One list of the shop that a feed walks through. */
typedef struct {
  const char *path;
  KontorEntity entity;
  ReadFunc read;
  gboolean optional; /* not every shop has it */
  gboolean ids_only; /* what it lists comes with another list when it is read whole */
} Stage;

static const Stage orders[] = { { "wc/v3/orders", KONTOR_ENTITY_ORDER }, { NULL } };
static const Stage groups[] = {
  { "wc/v3/products/categories", KONTOR_ENTITY_CATEGORY, kontor_woo_read_category },
  { "wc/v3/products/tags", KONTOR_ENTITY_TAG, kontor_woo_read_tag },
  { "wc/v3/products/brands", KONTOR_ENTITY_TAG, kontor_woo_read_brand, TRUE },
  { NULL },
};
static const Stage catalogue[] = {
  { "wc/v3/products", KONTOR_ENTITY_PRODUCT, kontor_woo_read_product },
  { "wc/v3/variations", KONTOR_ENTITY_VARIANT, kontor_woo_read_variation, TRUE, TRUE },
  { NULL },
};
static const Stage customers[] = {
  { "wc/v3/customers", KONTOR_ENTITY_CUSTOMER, kontor_woo_read_customer },
  { "wc-analytics/reports/customers", KONTOR_ENTITY_CUSTOMER, kontor_woo_read_guest, TRUE },
  { NULL },
};
static const Stage discounts[] = { { "wc/v3/coupons", KONTOR_ENTITY_DISCOUNT, kontor_woo_read_coupon }, { NULL } };

static const struct {
  const char *name;
  const Stage *stages;
} feeds[] = {
  { "orders", orders },
  { "groups", groups },
  { "catalogue", catalogue },
  { "customers", customers },
  { "discounts", discounts },
};

/**
 * Cursor:
 * @page: from 1, of @size rows each
 * @start: milliseconds by the server's clock when the walk began
 * @since: of changes: after when
 * @total: rows as the last page said, so that a list that shrank is noticed
 */
typedef struct {
  guint stage;
  guint page;
  guint size;
  gint64 start;
  gint64 since;
  gint64 total;
} Cursor;

/** One page while it is asked for. */
typedef struct {
  KontorWooConnector *connector;
  char *feed;
  KontorPullHow how;
  char *text; /* (nullable): the cursor as it came */
  /* In progress */
  const Stage *stages;
  Cursor cursor;
  KontorWooShop *shop;
} Pull;

static void
pull_free (gpointer data)
{
  Pull *self = data;

  g_clear_pointer (&self->shop, kontor_woo_shop_unref);
  g_object_unref (self->connector);
  g_free (self->feed);
  g_free (self->text);
  g_free (self);
}

static gboolean
parse_cursor (Pull *self, GError **error)
{
  Cursor *cursor = &self->cursor;

  *cursor = (Cursor) { .page = 1, .size = PAGE, .total = -1 };
  if (self->text == NULL)
    return TRUE;
  if (sscanf (self->text, "%u:%u:%u:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, &cursor->stage,
              &cursor->page, &cursor->size, &cursor->start, &cursor->since, &cursor->total) == 6 &&
      cursor->page > 0 && cursor->size > 0 && cursor->stage < 4 && self->stages[cursor->stage].path != NULL)
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "“%s” is no cursor of a WooCommerce shop", self->text);
  return FALSE;
}

static char *
write_cursor (const Cursor *cursor)
{
  return g_strdup_printf ("%u:%u:%u:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, cursor->stage,
                          cursor->page, cursor->size, cursor->start, cursor->since, cursor->total);
}

static const Stage *
get_stage (const Pull *self)
{
  return &self->stages[self->cursor.stage];
}

static gboolean
is_guests (const Stage *stage)
{
  return g_str_has_prefix (stage->path, "wc-analytics");
}

/* --- What is asked --- */

static void
add (GPtrArray *query, const char *name, const char *value)
{
  g_ptr_array_add (query, g_strdup (name));
  g_ptr_array_add (query, g_strdup (value));
}

static void
add_number (GPtrArray *query, const char *name, guint value)
{
  g_ptr_array_add (query, g_strdup (name));
  g_ptr_array_add (query, g_strdup_printf ("%u", value));
}

static void
add_order (GPtrArray *query, const char *by, const char *order)
{
  add (query, "orderby", by);
  add (query, "order", order);
}

/*
 * Newest first, without what came since the second in which the walk began: that
 * would shift the pages, which are not even asked for in their order.
 */
static void
add_walk (const Pull *self, GPtrArray *query)
{
  const Stage *stage = get_stage (self);
  g_autofree char *before = NULL;

  switch (stage->entity) {
  case KONTOR_ENTITY_ORDER:
  case KONTOR_ENTITY_PRODUCT:
  case KONTOR_ENTITY_VARIANT:
  case KONTOR_ENTITY_DISCOUNT:
    add_order (query, "date", "desc");
    if (self->cursor.start == 0)
      break;
    before = kontor_woo_write_time (self->cursor.start);
    add (query, "before", before);
    add (query, "dates_are_gmt", "true");
    break;
  case KONTOR_ENTITY_CUSTOMER:
    add_order (query, is_guests (stage) ? "date_registered" : "registered_date", "desc");
    break;
  case KONTOR_ENTITY_CATEGORY:
  case KONTOR_ENTITY_TAG:
    add_order (query, "id", "asc");
    break;
  case KONTOR_ENTITY_SETTING:
    break;
  }
}

static void
add_changes (const Pull *self, GPtrArray *query)
{
  g_autofree char *after = kontor_woo_write_time (self->cursor.since);

  if (get_stage (self)->entity == KONTOR_ENTITY_CUSTOMER) {
    add_walk (self, query);
    return;
  }
  add_order (query, "modified", "asc");
  add (query, "modified_after", after);
  add (query, "dates_are_gmt", "true");
}

/* The trash belongs to it: what went there is not gone. What is written back is read as it was written. */
static void
add_filter (const Pull *self, GPtrArray *query)
{
  const Stage *stage = get_stage (self);

  switch (stage->entity) {
  case KONTOR_ENTITY_ORDER:
    add (query, "status", self->shop->statuses);
    add (query, "dp", "6");
    break;
  case KONTOR_ENTITY_PRODUCT:
    add (query, "status", "any");
    add (query, "include_status", "any,trash");
    break;
  case KONTOR_ENTITY_CUSTOMER:
    add (query, is_guests (stage) ? "user_type" : "role", is_guests (stage) ? "guest" : "all");
    break;
  case KONTOR_ENTITY_SETTING:
  case KONTOR_ENTITY_CATEGORY:
  case KONTOR_ENTITY_TAG:
  case KONTOR_ENTITY_VARIANT:
  case KONTOR_ENTITY_DISCOUNT:
    break;
  }
}

/* (transfer container): names and values, ended by NULL */
static GPtrArray *
make_query (const Pull *self, guint page)
{
  GPtrArray *query = g_ptr_array_new_null_terminated (24, g_free, TRUE);
  const char *fields = kontor_woo_get_digest_fields (get_stage (self)->entity);

  add_number (query, "per_page", self->cursor.size);
  add_number (query, "page", page);
  if (self->how == KONTOR_PULL_CHANGES)
    add_changes (self, query);
  else
    add_walk (self, query);
  add_filter (self, query);
  if (self->how == KONTOR_PULL_IDS && !is_guests (get_stage (self)))
    add (query, "_fields", fields);
  else if (get_stage (self)->entity != KONTOR_ENTITY_ORDER)
    add (query, "context", "edit");
  return query;
}

static KontorWooReply *
await_list (Pull *self, GError **error)
{
  g_autoptr (GPtrArray) query = make_query (self, self->cursor.page);

  return dex_await_boxed (kontor_woo_ahead_take (kontor_woo_connector_get_ahead (self->connector), get_stage (self)->path,
                                                 (const char *const *) query->pdata),
                          error);
}

/* While this page is taken in, the shop may work on those behind it. */
static void
begin_next (Pull *self, const KontorWooReply *reply)
{
  if (self->how == KONTOR_PULL_CHANGES)
    return;
  for (guint page = self->cursor.page + 1; page <= self->cursor.page + 2 && page <= (guint) MAX (reply->pages, 0); page++) {
    g_autoptr (GPtrArray) query = make_query (self, page);

    kontor_woo_ahead_begin (kontor_woo_connector_get_ahead (self->connector), get_stage (self)->path,
                            (const char *const *) query->pdata);
  }
}

/* --- What belongs to the rows of a page --- */

/** The lists that a page is read with, on a worker. */
typedef struct {
  KontorWooShop *shop;
  const Stage *stage;
  gboolean digests;
  KontorWooReply *page;
  GPtrArray *more; /* (element-type KontorWooReply): refunds of orders, variations of products */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  kontor_woo_shop_unref (self->shop);
  kontor_woo_reply_unref (self->page);
  g_ptr_array_unref (self->more);
  g_free (self);
}

static void
append_id (GString *ids, yyjson_val *object)
{
  gint64 id;

  if (kontor_json_get_int (yyjson_obj_get (object, "id"), &id))
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, ids->len > 0 ? "," : "", id);
}

static guint
collect_refunds (yyjson_val *list, GString *ids)
{
  yyjson_val *order, *refund;
  gsize i, n, j, m;
  guint count = 0;

  yyjson_arr_foreach (list, i, n, order)
    yyjson_arr_foreach (yyjson_obj_get (order, "refunds"), j, m, refund)
      if (count++ < PAGE)
        append_id (ids, refund);
  return count;
}

/* Older shops have no list of all refunds: then those orders are fetched one by one. */
static void
await_refunds (Pull *self, Reading *reading)
{
  g_autoptr (GString) ids = g_string_new (NULL);
  KontorWooReply *reply;

  if (collect_refunds (kontor_woo_reply_get_root (reading->page), ids) == 0)
    return;
  reply = dex_await_boxed (kontor_woo_client_get (kontor_woo_connector_get_client (self->connector), "wc/v3/refunds",
                                                  "include", ids->str, "per_page", "100", "dp", "6", NULL),
                           NULL);
  if (reply != NULL)
    g_ptr_array_add (reading->more, reply);
}

gboolean
kontor_woo_await_variations (KontorWooClient *client, const char *path, const char *parents, GPtrArray *replies,
                             GError **error)
{
  for (guint page = 1;; page++) {
    g_autofree char *number = g_strdup_printf ("%u", page);
    KontorWooReply *reply;
    gsize rows;

    reply = dex_await_boxed (kontor_woo_client_get (client, path, "per_page", "100", "page", number, "context", "edit",
                                                    parents != NULL ? "parent" : NULL, parents, NULL),
                             error);
    if (reply == NULL)
      return FALSE;
    rows = yyjson_arr_size (kontor_woo_reply_get_root (reply));
    g_ptr_array_add (replies, reply);
    if (rows < VARIATIONS_AT_ONCE)
      return TRUE;
  }
}

static void
add_parent (GString *parents, yyjson_val *product)
{
  if (yyjson_is_obj (product) && kontor_woo_has_variations (product) &&
      !yyjson_equals_str (yyjson_obj_get (product, "type"), "grouped"))
    append_id (parents, product);
}

/* Older shops list them by product alone. */
static gboolean
await_by_product (KontorWooClient *client, const char *parents, GPtrArray *replies, GError **error)
{
  g_auto (GStrv) ids = g_strsplit (parents, ",", -1);

  for (guint i = 0; ids[i] != NULL; i++) {
    g_autofree char *path = g_strdup_printf ("wc/v3/products/%s/variations", ids[i]);

    if (!kontor_woo_await_variations (client, path, NULL, replies, error))
      return FALSE;
  }
  return TRUE;
}

gboolean
kontor_woo_await_variations_of (KontorWooClient *client, yyjson_val *products, GPtrArray *replies, GError **error)
{
  g_autoptr (GString) parents = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  yyjson_val *product;
  gsize i, n;

  add_parent (parents, products);
  yyjson_arr_foreach (products, i, n, product)
    add_parent (parents, product);
  if (parents->len == 0)
    return TRUE;
  if (kontor_woo_await_variations (client, "wc/v3/variations", parents->str, replies, &failure))
    return TRUE;
  if (!g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_UNSUPPORTED)) {
    g_propagate_error (error, g_steal_pointer (&failure));
    return FALSE;
  }
  return await_by_product (client, parents->str, replies, error);
}

static gboolean
await_more (Pull *self, Reading *reading, GError **error)
{
  if (reading->digests)
    return TRUE;
  if (reading->stage->entity == KONTOR_ENTITY_ORDER)
    await_refunds (self, reading);
  if (reading->stage->entity == KONTOR_ENTITY_PRODUCT)
    return kontor_woo_await_variations_of (kontor_woo_connector_get_client (self->connector),
                                           kontor_woo_reply_get_root (reading->page), reading->more, error);
  return TRUE;
}

/* --- On the worker --- */

static gboolean
has_all_refunds (yyjson_val *order, yyjson_val *refunds)
{
  yyjson_val *brief, *whole;
  gsize i, n, j, m;

  yyjson_arr_foreach (yyjson_obj_get (order, "refunds"), i, n, brief) {
    gint64 id = 0, other = 0;
    gboolean found = FALSE;

    kontor_json_get_int (yyjson_obj_get (brief, "id"), &id);
    yyjson_arr_foreach (refunds, j, m, whole)
      found |= kontor_json_get_int (yyjson_obj_get (whole, "id"), &other) && other == id;
    if (!found)
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_order (const Reading *self, yyjson_val *object, KontorBatch *batch, GError **error)
{
  yyjson_val *refunds = self->more->len > 0 ? kontor_woo_reply_get_root (g_ptr_array_index (self->more, 0)) : NULL;
  gboolean whole = has_all_refunds (object, refunds);
  gboolean sent = kontor_woo_has_fulfilments (object);

  if (!kontor_woo_read_order (&self->shop->store, object, &(KontorWooParts) { .refunds = whole ? refunds : NULL }, batch, error))
    return FALSE;
  if (!whole || sent)
    kontor_batch_add_fetch (batch, KONTOR_ENTITY_ORDER,
                            kontor_record_get_key (g_ptr_array_index (batch->rows, batch->rows->len - 1)));
  return TRUE;
}

/* Those whose key is not their number are read whole for it. */
static gboolean
read_digest (const Reading *self, yyjson_val *object, KontorBatch *batch, GError **error)
{
  g_autoptr (KontorBatch) whole = kontor_batch_new ();

  if (!is_guests (self->stage) && self->stage->read != kontor_woo_read_brand)
    return kontor_woo_read_digest (self->stage->entity, object, batch, error);
  if (!self->stage->read (&self->shop->store, object, whole, error))
    return FALSE;
  for (guint i = 0; i < whole->rows->len; i++) {
    const KontorRecord *row = g_ptr_array_index (whole->rows, i);
    KontorRecord *digest = kontor_record_new (kontor_record_get_record_type (row));

    kontor_record_set_key (digest, kontor_record_get_key (row));
    kontor_record_set_revision (digest, kontor_record_get_revision (row));
    kontor_batch_take_row (batch, digest);
  }
  return TRUE;
}

static gboolean
read_object (const Reading *self, yyjson_val *object, KontorBatch *batch, GError **error)
{
  if (self->digests)
    return read_digest (self, object, batch, error);
  if (self->stage->entity == KONTOR_ENTITY_ORDER)
    return read_order (self, object, batch, error);
  return self->stage->read (&self->shop->store, object, batch, error);
}

static gboolean
read_list (const Reading *self, KontorBatch *batch, GError **error)
{
  yyjson_val *list = kontor_woo_reply_get_root (self->page), *object;
  gsize i, n;

  if (!yyjson_is_arr (list)) {
    g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_PROTOCOL, _("The shop answered with something else than a list."));
    return FALSE;
  }
  yyjson_arr_foreach (list, i, n, object)
    if (!read_object (self, object, batch, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_variations (const Reading *self, KontorBatch *batch, GError **error)
{
  yyjson_val *object;
  gsize i, n;

  if (self->stage->entity != KONTOR_ENTITY_PRODUCT)
    return TRUE;
  for (guint j = 0; j < self->more->len; j++)
    yyjson_arr_foreach (kontor_woo_reply_get_root (g_ptr_array_index (self->more, j)), i, n, object)
      if (!kontor_woo_read_variation (&self->shop->store, object, batch, error))
        return FALSE;
  return TRUE;
}

static DexFuture *
read_fiber (gpointer data)
{
  const Reading *self = data;
  g_autoptr (KontorBatch) batch = kontor_batch_new ();
  GError *error = NULL;

  if (!read_list (self, batch, &error) || !read_variations (self, batch, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, g_steal_pointer (&batch));
}

static KontorBatch *
await_batch (Pull *self, KontorWooReply *reply, GError **error)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->shop = kontor_woo_shop_ref (self->shop);
  reading->stage = get_stage (self);
  reading->digests = self->how == KONTOR_PULL_IDS;
  reading->page = kontor_woo_reply_ref (reply);
  reading->more = g_ptr_array_new_with_free_func ((GDestroyNotify) kontor_woo_reply_unref);
  if (!await_more (self, reading, error)) {
    reading_free (reading);
    return NULL;
  }
  return dex_await_boxed (dex_scheduler_spawn (dex_thread_pool_scheduler_get_default (), FIBER_STACK, read_fiber, reading,
                                               reading_free),
                          error);
}

/* --- Where it goes on --- */

static gboolean
skips (const Pull *self, const Stage *stage)
{
  return stage->ids_only && self->how != KONTOR_PULL_IDS;
}

static gboolean
next_stage (Pull *self)
{
  do
    self->cursor.stage++;
  while (get_stage (self)->path != NULL && skips (self, get_stage (self)));
  self->cursor.page = 1;
  self->cursor.total = -1;
  return get_stage (self)->path != NULL;
}

/* The last time of a page, in milliseconds; 0 where it says none. */
static gint64
get_last (const KontorWooReply *reply, const char *name)
{
  yyjson_val *row = yyjson_arr_get_last (kontor_woo_reply_get_root (reply));
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (row, name));

  return kontor_woo_read_time (text);
}

/* What was deleted meanwhile moved rows to pages that were read: those are read again. */
static void
step_page (Pull *self, const KontorWooReply *reply)
{
  Cursor *cursor = &self->cursor;
  gboolean shrank = cursor->total >= 0 && reply->total >= 0 && reply->total < cursor->total;

  cursor->total = reply->total;
  cursor->page = shrank ? MAX (cursor->page, 2) - 1 : cursor->page + 1;
  if (shrank)
    kontor_woo_ahead_drop (kontor_woo_connector_get_ahead (self->connector));
}

/* A page may lack rows that this login must not see. */
static gboolean
is_full (const Pull *self, const KontorWooReply *reply)
{
  gsize rows = yyjson_arr_size (kontor_woo_reply_get_root (reply));

  return rows >= self->cursor.size || (rows > 0 && reply->pages > (gint64) self->cursor.page);
}

static void
end_changes (Pull *self)
{
  self->cursor = (Cursor) { .page = 1, .size = self->cursor.size, .since = self->cursor.start - OVERLAP, .total = -1 };
}

/* Rows move to the end when they change during the walk, so each page begins at the last time of the one before. */
static gboolean
step_changes (Pull *self, const KontorWooReply *reply)
{
  gint64 last = get_last (reply, "date_modified_gmt");

  if (get_stage (self)->entity == KONTOR_ENTITY_CUSTOMER && is_full (self, reply) &&
      get_last (reply, "date_created_gmt") >= self->cursor.since) {
    self->cursor.page++;
    return TRUE;
  }
  if (get_stage (self)->entity == KONTOR_ENTITY_CUSTOMER || !is_full (self, reply)) {
    end_changes (self);
    return FALSE;
  }
  if (last - 1000 > self->cursor.since) {
    self->cursor.since = last - 1000;
    self->cursor.page = 1;
  } else
    self->cursor.page++;
  return TRUE;
}

/* Behind the last page the shop counts no orders at all. */
static gboolean
is_end (const Pull *self, const KontorWooReply *reply)
{
  if (yyjson_arr_size (kontor_woo_reply_get_root (reply)) == 0)
    return TRUE;
  return !is_full (self, reply) && (self->cursor.total < 0 || reply->total >= self->cursor.total);
}

static gboolean
step (Pull *self, const KontorWooReply *reply)
{
  if (self->how == KONTOR_PULL_CHANGES)
    return step_changes (self, reply);
  if (is_end (self, reply))
    return next_stage (self);
  step_page (self, reply);
  return TRUE;
}

/* A page that is too much for the server comes in smaller ones. */
static void
shrink (Pull *self, const GError *failure)
{
  guint size = self->cursor.size > 50 ? 50 : 20;

  if (!g_error_matches (failure, KONTOR_ERROR, KONTOR_ERROR_TEMPORARY) || size >= self->cursor.size)
    return;
  self->cursor.page = (self->cursor.page - 1) * self->cursor.size / size + 1;
  self->cursor.size = size;
}

static gboolean
is_lacking (const Pull *self, const GError *failure)
{
  return get_stage (self)->optional && failure->domain == KONTOR_ERROR &&
         (failure->code == KONTOR_ERROR_UNSUPPORTED || failure->code == KONTOR_ERROR_NOT_FOUND ||
          failure->code == KONTOR_ERROR_AUTH || failure->code == KONTOR_ERROR_REJECTED);
}

/** Once smaller, where the server failed at the size. */
static KontorWooReply *
await_page (Pull *self, GError **error)
{
  g_autoptr (GError) failure = NULL;
  KontorWooReply *reply = await_list (self, &failure);
  guint size = self->cursor.size;

  if (reply != NULL)
    return reply;
  shrink (self, failure);
  if (self->cursor.size < size)
    return await_list (self, error);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static DexFuture *
finish (Pull *self, KontorBatch *batch, gboolean more)
{
  batch->cursor = write_cursor (&self->cursor);
  batch->more = more;
  return dex_future_new_take_boxed (KONTOR_TYPE_BATCH, batch);
}

static gint64
get_server_time (const Pull *self)
{
  KontorHttp *http = kontor_woo_client_get_http (kontor_woo_connector_get_client (self->connector));

  return g_get_real_time () / 1000 + kontor_http_get_clock_offset (http);
}

/* The time of now by the server's clock, from which on changes are asked. */
static DexFuture *
begin_changes (Pull *self)
{
  KontorBatch *batch = kontor_batch_new ();

  batch->server_time = get_server_time (self);
  self->cursor.start = batch->server_time;
  end_changes (self);
  return finish (self, batch, FALSE);
}

static gint64
get_total (const Pull *self, const KontorWooReply *reply)
{
  return self->stages[1].path == NULL || self->cursor.stage == 0 ? reply->total : -1;
}

static DexFuture *
pull_fiber (gpointer data)
{
  Pull *self = data;
  g_autoptr (KontorWooReply) reply = NULL;
  g_autoptr (KontorBatch) batch = NULL;
  GError *error = NULL;
  gboolean more;

  self->shop = kontor_woo_connector_await_shop (self->connector, &error);
  if (self->shop == NULL || !parse_cursor (self, &error))
    return dex_future_new_for_error (error);
  if (self->how == KONTOR_PULL_CHANGES && self->text == NULL)
    return begin_changes (self);
  /* All pages end at the same moment, the first as well: else it would hold rows that the others do not count. */
  if (self->cursor.start == 0)
    self->cursor.start = get_server_time (self);
  reply = await_page (self, &error);
  if (reply == NULL && is_lacking (self, error)) {
    g_error_free (error);
    more = next_stage (self);
    return finish (self, kontor_batch_new (), more);
  }
  if (reply == NULL)
    return dex_future_new_for_error (error);
  begin_next (self, reply);
  batch = await_batch (self, reply, &error);
  if (batch == NULL)
    return dex_future_new_for_error (error);
  batch->server_time = reply->server_time;
  batch->total = get_total (self, reply);
  more = step (self, reply);
  return finish (self, g_steal_pointer (&batch), more);
}

static DexFuture *
settings_fiber (gpointer data)
{
  Pull *self = data;
  GError *error = NULL;
  KontorBatch *batch = kontor_woo_await_settings (self->connector, self->text, &error);

  return batch != NULL ? dex_future_new_take_boxed (KONTOR_TYPE_BATCH, batch) : dex_future_new_for_error (error);
}

static const Stage *
find_stages (const char *feed)
{
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    if (g_str_equal (feeds[i].name, feed))
      return feeds[i].stages;
  return NULL;
}

DexFuture *
kontor_woo_pull (KontorWooConnector *connector, const char *feed, KontorPullHow how, const char *cursor)
{
  Pull *self = g_new0 (Pull, 1);

  self->connector = g_object_ref (connector);
  self->feed = g_strdup (feed);
  self->how = how;
  self->text = g_strdup (cursor);
  self->stages = find_stages (feed);
  if (self->stages != NULL || g_str_equal (feed, "settings"))
    return dex_scheduler_spawn (dex_scheduler_get_default (), FIBER_STACK,
                                self->stages != NULL ? pull_fiber : settings_fiber, self, pull_free);
  pull_free (self);
  return dex_future_new_reject (KONTOR_ERROR, KONTOR_ERROR_INVALID, "WooCommerce has no feed “%s”", feed);
}
