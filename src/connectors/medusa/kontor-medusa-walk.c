#include "kontor-medusa-walk.h"

#include <stdio.h>

#include "kontor-error.h"

/* Milliseconds by which walks of changes overlap: clocks differ, and a change may be written later than it is dated. */
#define OVERLAP 10000
#define FIRST KONTOR_MEDUSA_WALK_FIRST
#define CHANGES KONTOR_MEDUSA_WALK_CHANGES
#define IDS KONTOR_MEDUSA_WALK_IDS
#define POINTS KONTOR_MEDUSA_WALK_POINTS
#define STOCK KONTOR_MEDUSA_WALK_STOCK
#define SLIM 200

/* A payment moves no date of its order, and what is begun of a return none that the order's own does not. */
static const KontorMedusaStage orders[] = {
  { "admin/orders", "orders", KONTOR_ENTITY_ORDER, kontor_medusa_read_order, NULL, 25, FIRST | CHANGES | IDS },
  { "admin/draft-orders", "draft_orders", KONTOR_ENTITY_ORDER, kontor_medusa_read_order, NULL, 25, FIRST | CHANGES | IDS },
  { "admin/payments", "payments", KONTOR_ENTITY_ORDER, NULL, "id,payment_collection.order.id", 100, CHANGES | POINTS },
  { NULL },
};
static const KontorMedusaStage groups[] = {
  { "admin/product-categories", "product_categories", KONTOR_ENTITY_CATEGORY, kontor_medusa_read_category, NULL, 100, FIRST | IDS },
  { "admin/product-tags", "product_tags", KONTOR_ENTITY_TAG, kontor_medusa_read_tag, NULL, 100, FIRST | IDS },
  { "admin/collections", "collections", KONTOR_ENTITY_TAG, kontor_medusa_read_tag, NULL, 100, FIRST | IDS },
  { "admin/product-types", "product_types", KONTOR_ENTITY_TAG, kontor_medusa_read_tag, NULL, 100, FIRST | IDS },
  { NULL },
};
static const KontorMedusaStage catalogue[] = {
  { "admin/products", "products", KONTOR_ENTITY_PRODUCT, kontor_medusa_read_product, NULL, 100, FIRST | CHANGES | IDS },
  { "admin/product-variants", "variants", KONTOR_ENTITY_VARIANT, kontor_medusa_read_variant, NULL, 100, CHANGES | IDS },
  { "admin/inventory-items", "inventory_items", KONTOR_ENTITY_VARIANT, NULL, "id,location_levels.updated_at,variants.id", 100,
    CHANGES | STOCK },
  { NULL },
};
static const KontorMedusaStage customers[] = {
  { "admin/customers", "customers", KONTOR_ENTITY_CUSTOMER, kontor_medusa_read_customer, NULL, 100, FIRST | CHANGES | IDS },
  { NULL },
};
static const KontorMedusaStage discounts[] = {
  { "admin/promotions", "promotions", KONTOR_ENTITY_DISCOUNT, kontor_medusa_read_promotion, NULL, 100, FIRST | CHANGES | IDS },
  { NULL },
};

static const struct {
  const char *name;
  const KontorMedusaStage *stages;
} feeds[] = {
  { "orders", orders },
  { "groups", groups },
  { "catalogue", catalogue },
  { "customers", customers },
  { "discounts", discounts },
};

const KontorMedusaStage *
kontor_medusa_find_stages (const char *feed)
{
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    if (g_str_equal (feeds[i].name, feed))
      return feeds[i].stages;
  return NULL;
}

const KontorMedusaStage *
kontor_medusa_walk_get_stage (const KontorMedusaWalk *self)
{
  return &self->stages[self->cursor.stage];
}

static gboolean
takes_part (const KontorMedusaWalk *self, guint stage)
{
  static const KontorMedusaStageFlags walks[] = {
    [KONTOR_PULL_FIRST] = FIRST, [KONTOR_PULL_CHANGES] = CHANGES, [KONTOR_PULL_IDS] = IDS
  };

  return (self->stages[stage].flags & walks[self->how]) != 0;
}

/* To the next list that takes part, this one included; FALSE where there is none. */
static gboolean
skip_to_part (KontorMedusaWalk *self)
{
  while (self->stages[self->cursor.stage].path != NULL && !takes_part (self, self->cursor.stage))
    self->cursor.stage++;
  return self->stages[self->cursor.stage].path != NULL;
}

gboolean
kontor_medusa_walk_begin (KontorMedusaWalk *self, const char *text, GError **error)
{
  KontorMedusaCursor *cursor = &self->cursor;
  guint n_stages = 0;

  while (self->stages[n_stages].path != NULL)
    n_stages++;
  *cursor = (KontorMedusaCursor) { .total = -1 };
  if (text != NULL &&
      (sscanf (text, "%u:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
               &cursor->stage, &cursor->offset, &cursor->start, &cursor->since, &cursor->total) != 5 ||
       cursor->stage >= n_stages || cursor->offset < 0)) {
    g_set_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "“%s” is no cursor of a Medusa shop", text);
    return FALSE;
  }
  if (skip_to_part (self))
    return TRUE;
  g_set_error_literal (error, KONTOR_ERROR, KONTOR_ERROR_INVALID, "this feed of a Medusa shop has no such walk");
  return FALSE;
}

char *
kontor_medusa_walk_write (const KontorMedusaWalk *self)
{
  const KontorMedusaCursor *cursor = &self->cursor;

  return g_strdup_printf ("%u:%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT,
                          cursor->stage, cursor->offset, cursor->start, cursor->since, cursor->total);
}

char *
kontor_medusa_write_time (gint64 at)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (at / 1000);
  g_autofree char *seconds = time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : g_strdup ("1970-01-01T00:00:00");

  return g_strdup_printf ("%s.%03dZ", seconds, (int) (at % 1000));
}

static guint
get_size (const KontorMedusaWalk *self)
{
  return self->how == KONTOR_PULL_IDS ? SLIM : kontor_medusa_walk_get_stage (self)->size;
}

static const char *
get_fields (const KontorMedusaWalk *self)
{
  const KontorMedusaStage *stage = kontor_medusa_walk_get_stage (self);

  if (self->how == KONTOR_PULL_IDS)
    return kontor_medusa_get_digest_fields (stage->entity);
  return stage->fields != NULL ? stage->fields : kontor_medusa_get_fields (stage->entity);
}

/*
 * By id, which tells when something was made: newest first, and of changes the
 * other way round, so that what is made or changed meanwhile comes at the end
 * of the list and shifts none of its pages.
 */
char *
kontor_medusa_walk_make_path (const KontorMedusaWalk *self)
{
  const KontorMedusaStage *stage = kontor_medusa_walk_get_stage (self);
  g_autofree char *since = kontor_medusa_write_time (MAX (self->cursor.since, 0));
  GString *path = g_string_new (stage->path);

  g_string_append_printf (path, "?limit=%u&offset=%" G_GINT64_FORMAT, get_size (self), self->cursor.offset);
  if ((stage->flags & STOCK) != 0)
    g_string_append (path, "&order=-location_levels.updated_at");
  else
    g_string_append (path, self->how == KONTOR_PULL_CHANGES ? "&order=id" : "&order=-id");
  if (self->how == KONTOR_PULL_CHANGES && (stage->flags & STOCK) == 0)
    g_string_append_printf (path, "&updated_at%%5B%%24gte%%5D=%s", since);
  if (get_fields (self) != NULL)
    g_string_append_printf (path, "&fields=%s", get_fields (self));
  return g_string_free_and_steal (path);
}

gboolean
kontor_medusa_walk_leave (KontorMedusaWalk *self)
{
  self->cursor.stage++;
  self->cursor.offset = 0;
  self->cursor.total = -1;
  if (skip_to_part (self))
    return TRUE;
  if (self->how == KONTOR_PULL_CHANGES)
    kontor_medusa_walk_end_changes (self);
  return FALSE;
}

gboolean
kontor_medusa_walk_shrank (const KontorMedusaWalk *self, gint64 count)
{
  return count >= 0 && self->cursor.total > count;
}

/* Where rows went from the list, those behind them moved forward, to pages that were read: so far back the next one begins. */
gboolean
kontor_medusa_walk_step (KontorMedusaWalk *self, gint64 rows, gint64 count)
{
  KontorMedusaCursor *cursor = &self->cursor;
  gboolean shrank = kontor_medusa_walk_shrank (self, count);

  cursor->offset = shrank ? MAX (cursor->offset - (cursor->total - count), 0) : cursor->offset + rows;
  cursor->total = count;
  if ((rows > 0 || shrank) && (count < 0 ? rows >= get_size (self) : cursor->offset < count))
    return TRUE;
  return kontor_medusa_walk_leave (self);
}

void
kontor_medusa_walk_end_changes (KontorMedusaWalk *self)
{
  self->cursor = (KontorMedusaCursor) { .since = MAX (self->cursor.start - OVERLAP, 0), .total = -1 };
}
