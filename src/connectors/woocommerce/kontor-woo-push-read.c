#include "kontor-woo-push-private.h"

#include <string.h>

#include "kontor-json.h"

/* How often a stock is read together with the sales that are in it. */
#define TRIES 5

/** The stock as it was before. */
static void
note_stock (KontorWooParcel *parcel, gint64 since, KontorWooReply *sales)
{
  const KontorOp *op = parcel->plan.op;

  if (op->delta == NULL || parcel->raw == NULL)
    return;
  kontor_json_get_int (yyjson_obj_get (parcel->raw, "stock_quantity"), &parcel->stock.base);
  parcel->stock.since = since;
  parcel->stock.sales = kontor_woo_reply_ref (sales);
  for (guint i = 0; i < kontor_record_get_length (op->delta, KONTOR_VARIANT_LEVELS); i++)
    parcel->stock.delta += kontor_record_get_int (kontor_record_get_member (op->delta, KONTOR_VARIANT_LEVELS, i),
                                                  KONTOR_LEVEL_ON_HAND);
}

/** The collection in whose list several of the op's objects can be read at once; NULL where they cannot. */
static const char *
get_list (const KontorOp *op)
{
  if (op->kind->entity == KONTOR_ENTITY_ORDER)
    return "wc/v3/orders";
  if (op->kind->entity == KONTOR_ENTITY_PRODUCT || op->parent_remote_id == NULL ||
      g_strcmp0 (op->parent_remote_id, op->remote_id) == 0)
    return "wc/v3/products";
  return NULL;
}

static gboolean
is_wanted (const KontorWooParcel *parcel, const char *list)
{
  return kontor_woo_parcel_is_ready (parcel) && parcel->object == NULL && kontor_woo_plan_needs_object (parcel->plan.op) &&
         (list == NULL || g_strcmp0 (get_list (parcel->plan.op), list) == 0);
}

static char *
join_ids (GArray *parcels, const char *list)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < parcels->len; i++)
    if (is_wanted (kontor_woo_get_parcel (parcels, i), list))
      g_string_append_printf (ids, "%s%s", ids->len > 0 ? "," : "", kontor_woo_get_parcel (parcels, i)->plan.op->remote_id);
  return g_string_free_and_steal (g_steal_pointer (&ids));
}

/** What the list has of them; those that it does not show are read by themselves. */
static void
await_list (const KontorWooTarget *target, GArray *parcels, const char *list)
{
  g_autofree char *ids = join_ids (parcels, list);
  g_autoptr (KontorWooReply) reply = NULL;

  if (strchr (ids, ',') == NULL)
    return;
  reply = kontor_woo_await_get (target, NULL, "%s?include=%s&per_page=100&status=any&context=edit", list, ids);
  for (guint i = 0; reply != NULL && i < parcels->len; i++) {
    KontorWooParcel *parcel = kontor_woo_get_parcel (parcels, i);
    yyjson_val *found = is_wanted (parcel, list)
                            ? kontor_woo_find_by_id (kontor_woo_reply_get_root (reply), parcel->plan.op->remote_id)
                            : NULL;

    if (found == NULL)
      continue;
    parcel->object = kontor_woo_reply_ref (reply);
    parcel->raw = found;
  }
}

static void
await_object (const KontorWooTarget *target, KontorWooParcel *parcel)
{
  g_autofree char *path = kontor_woo_plan_get_path (parcel->plan.op);
  g_autoptr (GError) error = NULL;

  parcel->object = kontor_woo_await_get (target, &error, "%s?context=edit", path);
  if (parcel->object != NULL)
    parcel->raw = kontor_woo_reply_get_root (parcel->object);
  else
    kontor_woo_parcel_fail (parcel, error);
}

static void
await_objects (const KontorWooTarget *target, GArray *parcels)
{
  await_list (target, parcels, "wc/v3/products");
  await_list (target, parcels, "wc/v3/orders");
  for (guint i = 0; i < parcels->len; i++)
    if (is_wanted (kontor_woo_get_parcel (parcels, i), NULL))
      await_object (target, kontor_woo_get_parcel (parcels, i));
}

static gboolean
adds_stock (const KontorWooParcel *parcel)
{
  return kontor_woo_parcel_is_ready (parcel) && parcel->plan.op->delta != NULL;
}

static gboolean
can_compare (const KontorWooReply *sales)
{
  return sales != NULL && kontor_woo_sales_are_whole (sales);
}

static gboolean
any_moved (GArray *parcels, const KontorWooReply *before, const KontorWooReply *after)
{
  for (guint i = 0; i < parcels->len; i++) {
    const KontorWooParcel *parcel = kontor_woo_get_parcel (parcels, i);

    if (adds_stock (parcel) && kontor_woo_has_moved (kontor_woo_reply_get_root (before), kontor_woo_reply_get_root (after),
                                                     parcel->plan.op->remote_id))
      return TRUE;
  }
  return FALSE;
}

static void
forget_objects (GArray *parcels)
{
  for (guint i = 0; i < parcels->len; i++)
    if (adds_stock (kontor_woo_get_parcel (parcels, i)))
      g_clear_pointer (&kontor_woo_get_parcel (parcels, i)->object, kontor_woo_reply_unref);
}

/** The stock together with the sales that are in it: read anew where somebody bought the same in between. */
static void
await_stocks (const KontorWooTarget *target, GArray *parcels)
{
  gint64 since = kontor_woo_await_sales_begin (target);
  g_autoptr (KontorWooReply) sales = kontor_woo_await_sales (target, since);
  gboolean settled = FALSE;

  for (guint i = 0; i < TRIES && can_compare (sales) && !settled; i++) {
    g_autoptr (KontorWooReply) later = NULL;

    forget_objects (parcels);
    await_objects (target, parcels);
    later = kontor_woo_await_sales (target, since);
    settled = can_compare (later) && !any_moved (parcels, sales, later);
    g_clear_pointer (&sales, kontor_woo_reply_unref);
    sales = g_steal_pointer (&later);
  }
  if (!can_compare (sales))
    await_objects (target, parcels);
  for (guint i = 0; i < parcels->len && sales != NULL; i++)
    if (adds_stock (kontor_woo_get_parcel (parcels, i))) {
      note_stock (kontor_woo_get_parcel (parcels, i), since, sales);
      kontor_woo_get_parcel (parcels, i)->stock.crowded = !settled;
    }
}

static gboolean
any_adds_stock (GArray *parcels)
{
  for (guint i = 0; i < parcels->len; i++)
    if (adds_stock (kontor_woo_get_parcel (parcels, i)))
      return TRUE;
  return FALSE;
}

void
kontor_woo_await_objects (const KontorWooTarget *target, GArray *parcels)
{
  if (any_adds_stock (parcels))
    await_stocks (target, parcels);
  else
    await_objects (target, parcels);
}
