#include "kontor-shop-private.h"

#include <string.h>

#include "kontor-money.h"

#define DAY G_GINT64_CONSTANT (86400000)
#define DAYS 730

/** One order of the past and what became of it. */
typedef struct {
  KontorShop *shop;
  GRand *random;
  ShopRow *order;
  gint64 now;
  int age; /* days */
} Past;

static int
roll (const Past *past)
{
  return g_rand_int_range (past->random, 0, 1000);
}

static gint64
later (Past *past, gint64 at, int hours)
{
  gint64 moment = at + g_rand_int_range (past->random, hours * 20, hours * 60) * 60000LL;

  moment = MIN (moment, past->now - 30000);
  past->order->modified = MAX (past->order->modified, moment);
  return MAX (moment, past->order->created) / 1000 * 1000;
}

/** How busy a day is: the shop grows, people drink tea in winter and buy at weekends. */
static double
weigh_day (gint64 now, int day, GRand *random)
{
  static const double months[] = { 1.05, 1.0, 0.95, 0.9, 0.8, 0.68, 0.62, 0.66, 0.9, 1.1, 1.45, 1.9 };
  static const double weekdays[] = { 1.15, 0.95, 0.9, 0.92, 1.0, 1.05, 1.3 };
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc ((now - (DAYS - 1 - day) * DAY) / 1000);
  double growth = 0.55 + 0.9 * (double) day / DAYS;

  return growth * months[g_date_time_get_month (date) - 1] * weekdays[g_date_time_get_day_of_week (date) - 1] *
         g_rand_double_range (random, 0.7, 1.3);
}

static gint64
pick_time_of_day (GRand *random)
{
  static const int hours[] = { 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 20, 21, 21, 22, 23 };

  return (hours[g_rand_int_range (random, 0, G_N_ELEMENTS (hours))] * 3600LL + g_rand_int_range (random, 0, 3600)) *
         1000;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? -1 : x > y;
}

/** When the orders came, the oldest first. */
static GArray *
plan_times (GRand *random, gint64 now, guint count)
{
  GArray *times = g_array_sized_new (FALSE, FALSE, sizeof (gint64), count);
  gint64 midnight = now / DAY * DAY;
  double total = 0, reached = 0, weights[DAYS];
  guint day = 0;

  for (int i = 0; i < DAYS; i++)
    total += weights[i] = weigh_day (now, i, random);
  for (guint i = 0; i < count; i++) {
    gint64 at;

    while (day < DAYS - 1 && (reached + weights[day]) * count < (i + 0.5) * total)
      reached += weights[day++];
    at = midnight - (DAYS - 1 - (gint64) day) * DAY + pick_time_of_day (random);
    if (at >= now)
      at = now - g_rand_int_range (random, 2, 400) * 60000LL;
    g_array_append_val (times, at);
  }
  g_array_sort (times, compare_times);
  return times;
}

static const char *
pick_status (int age, int chance)
{
  static const struct {
    const char *status;
    int fresh, young, old;
  } shares[] = {
    { "processing", 560, 300, 4 },
    { "completed", 120, 540, 912 },
    { "pending", 110, 30, 0 },
    { "on-hold", 90, 40, 1 },
    { "awaiting-pickup", 40, 20, 0 },
    { "cancelled", 35, 35, 40 },
    { "failed", 30, 20, 18 },
    { "draft", 15, 15, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++) {
    chance -= age < 2 ? shares[i].fresh : age < 7 ? shares[i].young
                                                  : shares[i].old;
    if (chance < 0)
      return shares[i].status;
  }
  return "completed";
}

static Json *
get_payment (const Past *past)
{
  return shop_at (shop_get (shop_row_root (past->order), "payments"), 0);
}

static const char *
get_status (const Past *past)
{
  return shop_get_text (shop_row_root (past->order), "status");
}

/** Cards are sometimes only authorised at first; invoices are paid late. */
static void
pay (Past *past)
{
  Json *payment = get_payment (past);
  const char *gateway = shop_get_text (payment, "gateway");
  gboolean waits = strstr (" pending on-hold failed draft cancelled ", get_status (past)) != NULL;
  gint64 amount = shop_get_amount (payment, "authorized");

  if (waits || amount <= 0 || (g_str_equal (gateway, "invoice") && past->age < 14) ||
      (g_str_equal (gateway, "card") && past->age < 3 && roll (past) < 300))
    return;
  shop_order_capture_payment (past->shop, past->order, payment, amount,
                              later (past, past->order->created, g_str_equal (gateway, "transfer") ? 60 : 1), NULL,
                              NULL);
}

static Json *
add_body_line (JsonDoc *doc, Json *line, gint64 quantity)
{
  Json *body = yyjson_mut_doc_get_root (doc);
  Json *entry = shop_append (doc, shop_need_list (doc, body, "lines"));

  shop_set_int (doc, entry, "line_id", shop_get_int (line, "id"));
  shop_set_int (doc, entry, "quantity", quantity);
  return entry;
}

static JsonDoc *
new_body (void)
{
  JsonDoc *doc = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (doc, yyjson_mut_obj (doc));
  return doc;
}

static void
add_shipment (Past *past, JsonDoc *doc)
{
  static const struct {
    const char *carrier, *prefix, *url;
  } carriers[] = {
    { "DHL", "00340434", "https://tracking.example/dhl/" },
    { "DPD", "0150", "https://tracking.example/dpd/" },
    { "Hermes", "H100", "https://tracking.example/hermes/" },
  };
  guint which = (guint) g_rand_int_range (past->random, 0, 10) / 5;
  Json *shipment = shop_append (doc, shop_need_list (doc, yyjson_mut_doc_get_root (doc), "shipments"));
  g_autofree char *number = g_strdup_printf ("%s%010u", carriers[which].prefix, g_rand_int (past->random));
  g_autofree char *url = g_strconcat (carriers[which].url, number, NULL);

  shop_set_text (doc, shipment, "carrier", carriers[which].carrier);
  shop_set_text (doc, shipment, "service", "Parcel");
  shop_set_text (doc, shipment, "tracking_number", number);
  shop_set_text (doc, shipment, "tracking_url", url);
}

static void
set_delivered (Past *past, Json *fulfilment, gint64 at)
{
  g_autofree char *time = shop_format_time (later (past, at, 60), past->shop->manner == KONTOR_SHOP_BARE);
  Json *shipment = shop_at (shop_get (fulfilment, "shipments"), 0);
  gboolean arrived = past->now - at > 4 * DAY;

  if (shipment != NULL)
    shop_set_text (past->order->doc, shipment, "status", arrived ? "delivered" : "in_transit");
  if (!arrived)
    return;
  shop_set_text (past->order->doc, fulfilment, "status", "delivered");
  shop_set_text (past->order->doc, fulfilment, "delivered_at", time);
}

/** Sends lines @first … before @end; of the first of them only @units, if that is not 0. */
static void
send_lines (Past *past, guint first, guint end, gint64 units, gint64 at)
{
  g_autoptr (yyjson_mut_doc) body = new_body ();
  Json *lines = shop_get (shop_row_root (past->order), "lines"), *fulfilment;

  for (guint i = first; i < end; i++) {
    gint64 left = shop_get_int (shop_at (lines, i), "quantity") -
                  shop_line_fulfilled (shop_row_root (past->order), shop_get_int (shop_at (lines, i), "id"));

    if (left > 0)
      add_body_line (body, shop_at (lines, i), i == first && units > 0 ? MIN (units, left) : left);
  }
  add_shipment (past, body);
  shop_set_int (body, yyjson_mut_doc_get_root (body), "location_id", shop_first_location (past->shop));
  fulfilment = shop_fulfilment_add (past->shop, past->order, yyjson_mut_doc_get_root (body), at, NULL);
  if (fulfilment != NULL)
    set_delivered (past, fulfilment, at);
}

static void
fulfil (Past *past)
{
  guint count = shop_length (shop_get (shop_row_root (past->order), "lines"));

  if (g_str_equal (get_status (past), "completed")) {
    if (count > 1 && roll (past) < 90)
      send_lines (past, 0, 1, 0, later (past, past->order->created, 20));
    send_lines (past, 0, count, 0, later (past, past->order->created, 40));
  } else if (g_str_equal (get_status (past), "processing") && count > 1 && past->age > 0 && roll (past) < 220)
    send_lines (past, 0, 1, 0, later (past, past->order->created, 20));
}

/** What one unit of a line cost, tax included, rounded as a person would be paid it. */
static gint64
get_unit (Json *line)
{
  gint64 gross = shop_get_amount (line, "net") + shop_get_amount (line, "tax");

  return kontor_amount_share (gross, 1, MAX (shop_get_int (line, "quantity"), 1), 2);
}

static void
set_refund_line (JsonDoc *body, Json *entry, Json *line, gint64 quantity)
{
  gint64 whole = shop_get_int (line, "quantity");
  gint64 net = kontor_amount_share (shop_get_amount (line, "net"), quantity, whole, 2);

  shop_set_text (body, entry, "kind", "line");
  shop_set_amount (body, entry, "net", net);
  shop_set_amount (body, entry, "tax", get_unit (line) * quantity - net);
  shop_set_bool (body, entry, "restock", TRUE);
}

static Json *
refund_units (Past *past, Json *line, gint64 quantity, const char *reason, gint64 at)
{
  g_autoptr (yyjson_mut_doc) body = new_body ();
  Json *root = yyjson_mut_doc_get_root (body), *payment = get_payment (past);
  gint64 left =
      shop_order_sum_captured (shop_row_root (past->order)) - shop_order_sum_refunded (shop_row_root (past->order));

  if (line != NULL)
    set_refund_line (body, add_body_line (body, line, quantity), line, quantity);
  shop_set_amount (body, root, "amount",
                   line != NULL ? MIN (get_unit (line) * quantity, left) : MIN (5 * KONTOR_MONEY_UNIT, left));
  shop_set_text (body, root, "reason", reason);
  shop_set_bool (body, root, "by_gateway", shop_gateway_refuses (shop_get_text (payment, "gateway"), "refund") == NULL);
  shop_set_int (body, root, "payment_id", shop_get_int (payment, "id"));
  return shop_refund_add (past->shop, past->order, root, at, NULL);
}

static void
refund_all (Past *past)
{
  g_autoptr (yyjson_mut_doc) body = new_body ();
  Json *root = yyjson_mut_doc_get_root (body), *lines = shop_get (shop_row_root (past->order), "lines");

  for (guint i = 0; i < shop_length (lines); i++) {
    gint64 quantity = shop_get_int (shop_at (lines, i), "quantity");

    set_refund_line (body, add_body_line (body, shop_at (lines, i), quantity), shop_at (lines, i), quantity);
  }
  shop_set_amount (body, root, "amount", shop_order_sum_captured (shop_row_root (past->order)));
  shop_set_text (body, root, "reason", "returned");
  shop_refund_add (past->shop, past->order, root, later (past, past->order->created, 240), NULL);
}

static void
return_units (Past *past, Json *line)
{
  static const char *const reasons[] = { "unwanted", "damaged", "defective", "not-as-described" };
  static const char *const statuses[] = { "requested", "approved", "in-transit", "received", "resolved", "declined" };
  g_autoptr (yyjson_mut_doc) body = new_body ();
  const char *status = statuses[past->age < 12 ? roll (past) % 3 : 3 + roll (past) % 3],
             *reason = reasons[roll (past) % 4];
  gint64 at = later (past, past->order->created, 150);
  Json *entry = add_body_line (body, line, 1), *request;

  shop_set_text (body, yyjson_mut_doc_get_root (body), "status", status);
  shop_set_text (body, yyjson_mut_doc_get_root (body), "reason", reason);
  shop_set_text (body, entry, "reason", reason);
  shop_set_bool (body, entry, "restock", g_str_equal (reason, "unwanted"));
  request = shop_return_add (past->shop, past->order, yyjson_mut_doc_get_root (body), at, NULL);
  if (request == NULL || (!g_str_equal (status, "received") && !g_str_equal (status, "resolved")))
    return;
  shop_set_int (past->order->doc, shop_at (shop_get (request, "lines"), 0), "received", 1);
  if (g_str_equal (status, "resolved")) {
    Json *refund = refund_units (past, line, 1, "returned", later (past, at, 100));

    shop_set_int (past->order->doc, request, "refund_id", shop_get_int (refund, "id"));
  }
}

static void
look_back (Past *past)
{
  Json *line = shop_at (shop_get (shop_row_root (past->order), "lines"), 0);
  int chance = roll (past);

  if (!g_str_equal (get_status (past), "completed") || past->age < 4 ||
      shop_order_sum_captured (shop_row_root (past->order)) == 0)
    return;
  if (chance < 22)
    refund_all (past);
  else if (chance < 60)
    refund_units (past, line, 1, chance < 45 ? "out-of-stock" : "returned", later (past, past->order->created, 120));
  else if (chance < 75)
    refund_units (past, NULL, 0, "goodwill", later (past, past->order->created, 200));
  else if (chance < 120)
    return_units (past, line);
}

static void
write_notes (Past *past)
{
  if (roll (past) < 150)
    shop_order_add_note (past->shop, past->order, shop_pick_word (past->shop, past->random, "staff_notes"),
                         shop_pick_word (past->shop, past->random, "staff"), later (past, past->order->created, 30));
  if (shop_order_sum_captured (shop_row_root (past->order)) > 0 && roll (past) < 300)
    shop_order_add_note (past->shop, past->order, "Payment received – thank you.", NULL,
                         later (past, past->order->created, 2));
}

/** What the team wrote on the orders that it has at hand. */
static void
set_team (Past *past)
{
  static const char *const states[] = {
    "{\"tags\":[\"gift\"],\"stage\":\"to-pick\"}",
    "{\"stage\":\"picked\",\"packer\":\"Jannis\"}",
    "{\"hold_reason\":\"Waiting for the pottery\",\"tags\":[\"glaze\"]}",
    "{\"stage\":\"packed\",\"packer\":\"Oda\"}",
    "{\"tags\":[\"regular\",\"sample\"]}",
  };
  g_autoptr (yyjson_mut_doc) state = NULL;

  if (!g_str_equal (get_status (past), "processing") || roll (past) > 350)
    return;
  state = shop_parse (states[roll (past) % (int) G_N_ELEMENTS (states)]);
  shop_set_copy (past->order->doc, shop_get (shop_row_root (past->order), "meta"), "_kontor",
                 yyjson_mut_doc_get_root (state));
}

static void
add_past_order (KontorShop *self, GRand *random, gint64 at)
{
  Past past = { .shop = self, .random = random, .now = shop_now (self), .age = (int) ((shop_now (self) - at) / DAY) };
  g_autoptr (ShopRow) customer =
      g_rand_int_range (random, 0, 100) < 78 ? shop_row_pick (self, SHOP_CUSTOMER, random) : NULL;
  ShopBasket basket = { .at = at,
                        .customer = customer,
                        .status = pick_status (past.age, g_rand_int_range (random, 0, 1000)) };
  g_autoptr (ShopRow) order = shop_basket_order (self, random, &basket);

  past.order = order;
  pay (&past);
  fulfil (&past);
  look_back (&past);
  write_notes (&past);
  set_team (&past);
  shop_row_save (self, order, SHOP_SAVE_TOUCH);
}

/** What the newest orders still hold of the stock, which the past did not touch. */
static void
reserve_open (KontorShop *self)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) shop_row_free);
  sqlite3_stmt *statement = shop_bind (self, SHOP_SQL_BY_CREATED, "iiiii", (gint64) SHOP_ORDER, (gint64) 0, G_MAXINT64,
                                       (gint64) 400, (gint64) 0);

  while (sqlite3_step (statement) == SQLITE_ROW)
    g_ptr_array_add (orders, shop_row_from_statement (statement));
  sqlite3_reset (statement);
  self->seeding = FALSE;
  for (guint i = 0; i < orders->len; i++)
    shop_stock_reserve (self, NULL, shop_row_root (g_ptr_array_index (orders, i)));
  self->seeding = TRUE;
}

/** Two years of orders, up to now. */
void
shop_seed_history (KontorShop *self, GRand *random, guint count)
{
  g_autoptr (GArray) times = plan_times (random, shop_now (self), count);

  for (guint i = 0; i < times->len; i++)
    add_past_order (self, random, g_array_index (times, gint64, i));
  reserve_open (self);
}
