#include "kontor-woo-push-private.h"

#include <glib/gi18n.h>

#include "kontor-json.h"
#include "kontor-woo-reading.h"

/* A checkout writes its order and takes the stock some moments later. */
#define MINUTES_BEFORE 2
#define MANY 100
/* How often the stock is compared while customers buy. */
#define TRIES 4

gint64
kontor_woo_await_sales_begin (const KontorWooTarget *target)
{
  g_autofree char *root = dex_await_string (kontor_woo_client_discover (target->client), NULL);
  KontorHttp *http = root != NULL ? kontor_woo_client_get_http (target->client) : NULL;
  gint64 offset = http != NULL ? kontor_http_get_clock_offset (http) : 0;

  return g_get_real_time () / 1000 + offset - MINUTES_BEFORE * 60 * 1000;
}

KontorWooReply *
kontor_woo_await_sales (const KontorWooTarget *target, gint64 since)
{
  g_autofree char *after = kontor_woo_write_time (since);

  return kontor_woo_await_get (target, NULL,
                               "wc/v3/orders?modified_after=%s&dates_are_gmt=true&status=any&per_page=%d&orderby=id"
                               "&_fields=id,status,date_created_gmt,line_items",
                               after, MANY);
}

gboolean
kontor_woo_sales_are_whole (const KontorWooReply *sales)
{
  return sales->total <= MANY;
}

static gboolean
has_id (yyjson_val *object, const char *name, const char *id)
{
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (object, name));

  return g_strcmp0 (text, id) == 0;
}

/* Of a variation the line names its product, too. */
static gboolean
is_line_of (yyjson_val *line, const char *id)
{
  return has_id (line, "variation_id", id) || (has_id (line, "product_id", id) && has_id (line, "variation_id", "0"));
}

static gint64
get_reduced (yyjson_val *line)
{
  gint64 reduced = 0;

  kontor_json_get_int (kontor_woo_find_meta (line, "_reduced_stock"), &reduced);
  return reduced;
}

/* What the order took out of the stock, and what it holds. */
static void
count_order (yyjson_val *order, const char *id, gint64 *reduced, gint64 *held)
{
  yyjson_val *line;
  gsize i, n;

  *reduced = *held = 0;
  yyjson_arr_foreach (yyjson_obj_get (order, "line_items"), i, n, line) {
    gint64 quantity = 0;

    if (!is_line_of (line, id))
      continue;
    kontor_json_get_int (yyjson_obj_get (line, "quantity"), &quantity);
    *reduced += get_reduced (line);
    *held += quantity;
  }
}

static yyjson_val *
find_order (yyjson_val *orders, yyjson_val *wanted)
{
  g_autofree char *id = kontor_json_dup_text (yyjson_obj_get (wanted, "id"));
  yyjson_val *order;
  gsize i, n;

  yyjson_arr_foreach (orders, i, n, order)
    if (has_id (order, "id", id))
      return order;
  return NULL;
}

static gboolean
is_older (yyjson_val *order, gint64 since)
{
  g_autofree char *text = kontor_json_dup_text (yyjson_obj_get (order, "date_created_gmt"));

  return kontor_mapping_read_time (text) < since;
}

void
kontor_woo_count_sold (yyjson_val *before, yyjson_val *after, gint64 since, const char *id, gint64 *least, gint64 *most)
{
  yyjson_val *order;
  gsize i, n;

  *least = *most = 0;
  yyjson_arr_foreach (after, i, n, order) {
    yyjson_val *earlier = find_order (before, order);
    gint64 now, held, was = 0, unused;

    count_order (order, id, &now, &held);
    if (earlier != NULL)
      count_order (earlier, id, &was, &unused);
    if (earlier == NULL && is_older (order, since)) {
      /* It changed in these minutes, and may have left the stock, or come back to it, long before. */
      *least -= now > 0 ? 0 : held;
      *most += now;
      continue;
    }
    *least += now - was;
    *most += now - was;
  }
}

static gboolean
is_about (yyjson_val *order, const char *id)
{
  yyjson_val *line;
  gsize i, n;

  yyjson_arr_foreach (yyjson_obj_get (order, "line_items"), i, n, line)
    if (has_id (line, "product_id", id) || has_id (line, "variation_id", id))
      return TRUE;
  return FALSE;
}

gboolean
kontor_woo_has_moved (yyjson_val *before, yyjson_val *after, const char *id)
{
  yyjson_val *order;
  gsize i, n;

  yyjson_arr_foreach (after, i, n, order) {
    yyjson_val *earlier = find_order (before, order);

    if (yyjson_equals (earlier, order))
      continue;
    if (is_about (order, id) || is_about (earlier, id))
      return TRUE;
  }
  return FALSE;
}

/* What the store has now, with the sales that are in it; FALSE where that cannot be read. */
static gboolean
await_now (const KontorWooTarget *target, const KontorOp *op, const KontorWooStock *stock, gint64 *quantity,
           KontorWooReply **sales)
{
  g_autofree char *path = kontor_woo_plan_get_path (op);
  g_autoptr (KontorWooReply) object = kontor_woo_await_get (target, NULL, "%s?_fields=id,stock_quantity", path);

  if (object == NULL ||
      !kontor_json_get_int (yyjson_obj_get (kontor_woo_reply_get_root (object), "stock_quantity"), quantity))
    return FALSE;
  *sales = kontor_woo_await_sales (target, stock->since);
  return *sales != NULL;
}

static char *
print_number (gint64 number)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static void
make_doubt (KontorReceipt *receipt, const KontorWooStock *stock, gint64 quantity, gint64 sold)
{
  g_autofree char *base = print_number (stock->base), *went = print_number (sold), *now = print_number (quantity);
  g_autofree char *added = g_strdup_printf ("%+" G_GINT64_FORMAT, stock->delta);
  g_autofree char *expected = print_number (stock->base + stock->delta - sold);

  receipt->state = KONTOR_RECEIPT_UNDECIDABLE;
  /* Translators: numbers of a stock: what it was, what was added, what was sold, what it should be and what it is. */
  receipt->reading = g_strdup_printf (_("The stock was %s, you added %s and %s were sold meanwhile: it should be %s, but the "
                                         "shop says %s. Yours is in it; a sale may not be. Count it."),
                                      base, added, went, expected, now);
}

static void
make_crowded (KontorReceipt *receipt, const KontorWooStock *stock)
{
  receipt->state = KONTOR_RECEIPT_UNDECIDABLE;
  /* Translators: %+d is what was added to a stock, such as +5 or -3. */
  receipt->reading = g_strdup_printf (_("So many customers bought in these minutes that the shop’s stock cannot be compared "
                                         "with them. Your %+d is in it; a sale may not be. Count it."),
                                      (int) stock->delta);
}

void
kontor_woo_await_stock_check (const KontorWooTarget *target, const KontorOp *op, const KontorWooStock *stock,
                              KontorReceipt *receipt)
{
  gint64 quantity = 0, least = 0, most = 0;

  for (guint i = 0; i < TRIES && !stock->crowded; i++) {
    g_autoptr (KontorWooReply) sales = NULL;
    gint64 sum;

    if (!await_now (target, op, stock, &quantity, &sales))
      return;
    if (!kontor_woo_sales_are_whole (sales)) {
      make_crowded (receipt, stock);
      return;
    }
    kontor_woo_count_sold (kontor_woo_reply_get_root (stock->sales), kontor_woo_reply_get_root (sales), stock->since,
                           op->remote_id, &least, &most);
    sum = stock->base + stock->delta - quantity;
    if (sum >= least && sum <= most)
      return;
  }
  if (stock->crowded)
    make_crowded (receipt, stock);
  else
    make_doubt (receipt, stock, quantity, least);
}
