#include "kontor-woo-walk.h"

#include <stdio.h>

#include "kontor-error.h"
#include "kontor-json.h"

/* Rows a page has at most, and where a server fails at that, less. All divide 100. */
#define PAGE 100
/* Of rows that cost a request each. */
#define SHORT_PAGE 10
/* Milliseconds by which walks of changes overlap: times have whole seconds, and clocks of servers differ. */
#define OVERLAP 10000

static const KontorWooStage orders[] = { { "wc/v3/orders", KONTOR_ENTITY_ORDER, NULL, PAGE }, { NULL } };
static const KontorWooStage notes[] = {
  { "wc/v3/orders", KONTOR_ENTITY_ORDER, NULL, SHORT_PAGE, KONTOR_WOO_STAGE_NOTES },
  { NULL },
};
static const KontorWooStage groups[] = {
  { "wc/v3/products/categories", KONTOR_ENTITY_CATEGORY, kontor_woo_read_category, PAGE },
  { "wc/v3/products/tags", KONTOR_ENTITY_TAG, kontor_woo_read_tag, PAGE },
  { "wc/v3/products/brands", KONTOR_ENTITY_TAG, kontor_woo_read_brand, PAGE, KONTOR_WOO_STAGE_OPTIONAL },
  { NULL },
};
static const KontorWooStage catalogue[] = {
  { "wc/v3/products", KONTOR_ENTITY_PRODUCT, kontor_woo_read_product, PAGE },
  { "wc/v3/variations", KONTOR_ENTITY_VARIANT, kontor_woo_read_variation, PAGE,
    KONTOR_WOO_STAGE_OPTIONAL | KONTOR_WOO_STAGE_IDS_ONLY },
  { NULL },
};
static const KontorWooStage customers[] = {
  { "wc/v3/customers", KONTOR_ENTITY_CUSTOMER, kontor_woo_read_customer, PAGE },
  { "wc-analytics/reports/customers", KONTOR_ENTITY_CUSTOMER, kontor_woo_read_guest, PAGE,
    KONTOR_WOO_STAGE_OPTIONAL | KONTOR_WOO_STAGE_ROWS_ONLY },
  { NULL },
};
static const KontorWooStage discounts[] = { { "wc/v3/coupons", KONTOR_ENTITY_DISCOUNT, kontor_woo_read_coupon, PAGE }, { NULL } };

static const struct {
  const char *name;
  const KontorWooStage *stages;
} feeds[] = {
  { "orders", orders },
  { "notes", notes },
  { "groups", groups },
  { "catalogue", catalogue },
  { "customers", customers },
  { "discounts", discounts },
};

const KontorWooStage *
kontor_woo_find_stages (const char *feed)
{
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    if (g_str_equal (feeds[i].name, feed))
      return feeds[i].stages;
  return NULL;
}

gboolean
kontor_woo_walk_begin (KontorWooWalk *self, const char *text, GError **error)
{
  KontorWooCursor *cursor = &self->cursor;
  guint n_stages = 0;

  while (self->stages[n_stages].path != NULL)
    n_stages++;
  *cursor = (KontorWooCursor) { .page = 1, .size = self->stages[0].size, .total = -1 };
  if (text == NULL)
    return TRUE;
  if (sscanf (text, "%u:%u:%u:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, &cursor->stage, &cursor->page,
              &cursor->size, &cursor->start, &cursor->since, &cursor->total) == 6 &&
      cursor->page > 0 && cursor->size > 0 && cursor->stage < n_stages)
    return TRUE;
  g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "“%s” is no cursor of a WooCommerce shop", text);
  return FALSE;
}

char *
kontor_woo_walk_write (const KontorWooWalk *self)
{
  const KontorWooCursor *cursor = &self->cursor;

  return g_strdup_printf ("%u:%u:%u:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT, cursor->stage,
                          cursor->page, cursor->size, cursor->start, cursor->since, cursor->total);
}

const KontorWooStage *
kontor_woo_walk_get_stage (const KontorWooWalk *self)
{
  return &self->stages[self->cursor.stage];
}

static gboolean
has (const KontorWooWalk *self, KontorWooStageFlags flag)
{
  return (kontor_woo_walk_get_stage (self)->flags & flag) != 0;
}

/* Guests are a list that knows other words. */
static gboolean
is_guests (const KontorWooWalk *self)
{
  return has (self, KONTOR_WOO_STAGE_ROWS_ONLY);
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
add_walk (const KontorWooWalk *self, GPtrArray *query)
{
  g_autofree char *before = NULL;

  switch (kontor_woo_walk_get_stage (self)->entity) {
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
    add_order (query, is_guests (self) ? "date_registered" : "registered_date", "desc");
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
add_changes (const KontorWooWalk *self, GPtrArray *query)
{
  g_autofree char *after = kontor_woo_write_time (self->cursor.since);

  if (kontor_woo_walk_get_stage (self)->entity == KONTOR_ENTITY_CUSTOMER) {
    add_walk (self, query);
    return;
  }
  add_order (query, "modified", "asc");
  add (query, "modified_after", after);
  add (query, "dates_are_gmt", "true");
}

/* The trash belongs to it: what went there is not gone. What is written back is read as it was written. */
static void
add_filter (const KontorWooWalk *self, const char *statuses, GPtrArray *query)
{
  switch (kontor_woo_walk_get_stage (self)->entity) {
  case KONTOR_ENTITY_ORDER:
    add (query, "status", statuses);
    add (query, "dp", "6");
    break;
  case KONTOR_ENTITY_PRODUCT:
    add (query, "status", "any");
    add (query, "include_status", "any,trash");
    break;
  case KONTOR_ENTITY_CUSTOMER:
    add (query, is_guests (self) ? "user_type" : "role", is_guests (self) ? "guest" : "all");
    break;
  case KONTOR_ENTITY_SETTING:
  case KONTOR_ENTITY_CATEGORY:
  case KONTOR_ENTITY_TAG:
  case KONTOR_ENTITY_VARIANT:
    break;
  case KONTOR_ENTITY_DISCOUNT:
    add (query, "status", "any,trash"); /* else it lists only those that are published */
    break;
  }
}

/* Only what is looked at. Of orders nothing is written back as it was read. */
static void
add_fields (const KontorWooWalk *self, GPtrArray *query)
{
  const KontorWooStage *stage = kontor_woo_walk_get_stage (self);

  if (has (self, KONTOR_WOO_STAGE_NOTES))
    add (query, "_fields", "id,date_modified_gmt");
  else if (self->how == KONTOR_PULL_IDS)
    add (query, "_fields", kontor_woo_get_digest_fields (stage->entity));
  else if (stage->entity != KONTOR_ENTITY_ORDER)
    add (query, "context", "edit");
}

GPtrArray *
kontor_woo_walk_make_query (const KontorWooWalk *self, const char *statuses, guint page)
{
  GPtrArray *query = g_ptr_array_new_null_terminated (24, g_free, TRUE);

  add_number (query, "per_page", self->cursor.size);
  add_number (query, "page", page);
  if (self->how == KONTOR_PULL_CHANGES)
    add_changes (self, query);
  else
    add_walk (self, query);
  add_filter (self, statuses, query);
  add_fields (self, query);
  return query;
}

/* --- Where it goes on --- */

static gboolean
is_left_out (const KontorWooWalk *self)
{
  return has (self, self->how == KONTOR_PULL_IDS ? KONTOR_WOO_STAGE_ROWS_ONLY : KONTOR_WOO_STAGE_IDS_ONLY);
}

gboolean
kontor_woo_walk_next_stage (KontorWooWalk *self)
{
  do
    self->cursor.stage++;
  while (kontor_woo_walk_get_stage (self)->path != NULL && is_left_out (self));
  self->cursor.page = 1;
  self->cursor.total = -1;
  return kontor_woo_walk_get_stage (self)->path != NULL;
}

/* The last time of a page, in milliseconds; 0 where it says none. */
static gint64
get_last (const KontorWooReply *reply, const char *name)
{
  yyjson_val *row = yyjson_arr_get_last (kontor_woo_reply_get_root (reply));
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (row, name));

  return kontor_mapping_read_time (text);
}

/* What was deleted meanwhile moved rows to pages that were read: those are read again. */
static void
step_page (KontorWooWalk *self, const KontorWooReply *reply)
{
  KontorWooCursor *cursor = &self->cursor;

  self->shrank = cursor->total >= 0 && reply->total >= 0 && reply->total < cursor->total;
  cursor->total = reply->total;
  cursor->page = self->shrank ? MAX (cursor->page, 2) - 1 : cursor->page + 1;
}

/* A page may lack rows that this login must not see. */
static gboolean
is_full (const KontorWooWalk *self, const KontorWooReply *reply)
{
  gsize rows = yyjson_arr_size (kontor_woo_reply_get_root (reply));

  return rows >= self->cursor.size || (rows > 0 && reply->pages > (gint64) self->cursor.page);
}

void
kontor_woo_walk_end_changes (KontorWooWalk *self)
{
  self->cursor = (KontorWooCursor) { .page = 1, .size = self->cursor.size, .since = self->cursor.start - OVERLAP, .total = -1 };
}

/* Rows move to the end when they change during the walk, so each page begins at the last time of the one before. */
static gboolean
step_changes (KontorWooWalk *self, const KontorWooReply *reply)
{
  gint64 last = get_last (reply, "date_modified_gmt");

  if (kontor_woo_walk_get_stage (self)->entity == KONTOR_ENTITY_CUSTOMER && is_full (self, reply) &&
      get_last (reply, "date_created_gmt") >= self->cursor.since) {
    self->cursor.page++;
    return TRUE;
  }
  if (kontor_woo_walk_get_stage (self)->entity == KONTOR_ENTITY_CUSTOMER || !is_full (self, reply)) {
    kontor_woo_walk_end_changes (self);
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
is_end (const KontorWooWalk *self, const KontorWooReply *reply)
{
  if (yyjson_arr_size (kontor_woo_reply_get_root (reply)) == 0)
    return TRUE;
  return !is_full (self, reply) && (self->cursor.total < 0 || reply->total >= self->cursor.total);
}

gboolean
kontor_woo_walk_step (KontorWooWalk *self, const KontorWooReply *reply)
{
  self->shrank = FALSE;
  if (self->how == KONTOR_PULL_CHANGES)
    return step_changes (self, reply);
  if (is_end (self, reply))
    return kontor_woo_walk_next_stage (self);
  step_page (self, reply);
  return TRUE;
}

gboolean
kontor_woo_walk_shrink (KontorWooWalk *self)
{
  KontorWooCursor *cursor = &self->cursor;
  guint size = cursor->size > 50 ? 50 : 20;

  if (size >= cursor->size)
    return FALSE;
  cursor->page = (cursor->page - 1) * cursor->size / size + 1;
  cursor->size = size;
  return TRUE;
}
