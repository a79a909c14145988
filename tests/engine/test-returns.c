#include "kontor-error.h"
#include "kontor-returns.h"
#include "kontor-test.h"
#include "shop-fixture.h"

/* An order that was sent whole and paid, of several lines, of which nothing came back. */
#define SENT                                                                                   \
  "SELECT max (o.id) FROM \"order\" o WHERE o.fulfilment = 'fulfilled' AND o.return = 'none' " \
  "AND o.refunded_total = 0 AND o.paid_total > 0 AND o.status = 'completed' "                  \
  "AND EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.id AND l.variant_id IS NOT NULL)"
#define WAITING                                                                        \
  "SELECT max (id) FROM \"order\" WHERE lifecycle = 'open' AND status != 'completed' " \
  "AND NOT EXISTS (SELECT 1 FROM order_fulfilment f WHERE f.order_id = \"order\".id)"

/* All that the history holds was sent long ago. */
static void
begin_with_new_order (World *w)
{
  world_begin (w, 60);
  while (world_ask (w, WAITING) == 0) {
    world_pass (w, 3600 * 1000);
    kontor_shop_live (w->shop, 5);
    world_sync (w);
  }
  world_sweep (w);
}

static void
send (World *w)
{
  world_flush_after (w, 10001);
  g_assert_cmpint (world_ask (w, "SELECT count (*) FROM outbox WHERE state != 'acked'"), ==, 0);
}

static KontorRecord *
get_line (const KontorRecord *order)
{
  return kontor_record_get_member (order, KONTOR_ORDER_LINES, 0);
}

static KontorRecord *
new_return (const KontorRecord *order, gint64 quantity)
{
  KontorRecord *asked = kontor_record_new (&kontor_return_type), *line = kontor_record_new (&kontor_return_line_type);

  kontor_record_set_key (line, kontor_record_get_key (get_line (order)));
  kontor_record_set_int (line, KONTOR_RETURN_LINE_QUANTITY, quantity);
  kontor_record_take_member (asked, KONTOR_RETURN_LINES, line);
  return asked;
}

/* One unit of the order that it answers comes back. */
static KontorRecord *
begin_with_return (World *w)
{
  g_autoptr (KontorRecord) order = NULL, asked = NULL;
  gint64 id;

  world_begin (w, 60);
  id = world_ask (w, SENT);
  order = world_load (w, KONTOR_ENTITY_ORDER, id);
  asked = new_return (order, 1);
  world_await (kontor_returns_request (w->engine, id, asked, KONTOR_RETURN_DEFAULT));
  send (w);
  return world_load (w, KONTOR_ENTITY_ORDER, id);
}

static void
refuses (DexFuture *future)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (dex_await_int64 (future, &error), ==, 0);
  g_assert_error (error, KONTOR_ERROR, KONTOR_ERROR_INVALID);
}

/* @received of the only line of the return, as a person says it. */
static KontorRecord *
receive (const KontorRecord *order, gint64 received, gint64 dismissed)
{
  KontorRecord *returned = kontor_record_copy (kontor_record_get_member (order, KONTOR_ORDER_RETURNS, 0));
  KontorRecord *line = kontor_record_copy (kontor_record_get_member (returned, KONTOR_RETURN_LINES, 0));

  kontor_record_set_int (line, KONTOR_RETURN_LINE_RECEIVED, received);
  kontor_record_set_int (line, KONTOR_RETURN_LINE_DISMISSED, dismissed);
  kontor_record_replace_member (returned, KONTOR_RETURN_LINES, 0, line);
  return returned;
}

/* Asked for, received, and never more than was sent. */
static void
test_return (void)
{
  World w;
  gint64 id;
  g_autoptr (KontorRecord) coming = NULL, got = NULL, here = NULL, too_much = NULL;

  coming = begin_with_return (&w);
  id = kontor_record_get_id (coming);
  g_assert_cmpstr (kontor_record_get_text (coming, KONTOR_ORDER_RETURN), ==, "requested");
  got = receive (coming, 1, 0);
  world_await (kontor_returns_receive (w.engine, id, got));
  send (&w);
  here = world_load (&w, KONTOR_ENTITY_ORDER, id);
  g_assert_cmpstr (kontor_record_get_text (kontor_record_get_member (here, KONTOR_ORDER_RETURNS, 0), KONTOR_RETURN_STATUS), ==, "received");
  g_assert_cmpint (kontor_record_get_int (get_line (here), KONTOR_LINE_RETURN_RECEIVED), ==, 1);
  too_much = new_return (here, kontor_record_get_int (get_line (here), KONTOR_LINE_QUANTITY));
  refuses (kontor_returns_request (w.engine, id, too_much, KONTOR_RETURN_DEFAULT));
  world_assert_as_shop (&w);
  world_end (&w);
}

/* More than comes back cannot arrive; what is cancelled is free to be asked for again. */
static void
test_cancelled (void)
{
  World w;
  gint64 id;
  g_autoptr (KontorRecord) coming = NULL, much = NULL, free = NULL;

  coming = begin_with_return (&w);
  id = kontor_record_get_id (coming);
  much = receive (coming, 1, 1);
  refuses (kontor_returns_receive (w.engine, id, much));
  world_await (kontor_returns_cancel (w.engine, id, kontor_record_get_member (coming, KONTOR_ORDER_RETURNS, 0)));
  send (&w);
  free = world_load (&w, KONTOR_ENTITY_ORDER, id);
  g_assert_cmpint (kontor_record_get_int (get_line (free), KONTOR_LINE_RETURN_REQUESTED), ==, 0);
  world_assert_as_shop (&w);
  world_end (&w);
}

static void
add_swap_line (KontorRecord *swap, guint lines, const char *direction, const KontorRecord *ordered)
{
  KontorRecord *line = kontor_record_new (&kontor_swap_line_type);

  kontor_record_set_key (line, direction);
  kontor_record_set_text (line, KONTOR_SWAP_LINE_DIRECTION, direction);
  kontor_record_set_int (line, KONTOR_SWAP_LINE_QUANTITY, 1);
  if (g_str_equal (direction, "sent"))
    kontor_record_set_ref (line, KONTOR_SWAP_LINE_VARIANT, kontor_record_get_ref (ordered, KONTOR_LINE_VARIANT),
                           kontor_record_get_ref_key (ordered, KONTOR_LINE_VARIANT));
  else
    kontor_record_set_text (line, KONTOR_SWAP_LINE_LINE_KEY, kontor_record_get_key (ordered));
  kontor_record_take_member (swap, lines, line);
}

static void
test_exchange (void)
{
  World w;
  gint64 id;
  guint lines;
  g_autoptr (KontorRecord) order = NULL, here = NULL, exchange = kontor_record_new (&kontor_exchange_type);

  world_begin (&w, 60);
  id = world_ask (&w, SENT);
  order = world_load (&w, KONTOR_ENTITY_ORDER, id);
  lines = kontor_record_get_length (order, KONTOR_ORDER_LINES);
  add_swap_line (exchange, KONTOR_EXCHANGE_LINES, "back", get_line (order));
  refuses (kontor_returns_exchange (w.engine, id, exchange));
  add_swap_line (exchange, KONTOR_EXCHANGE_LINES, "sent", get_line (order));
  world_await (kontor_returns_exchange (w.engine, id, exchange));
  send (&w);
  here = world_load (&w, KONTOR_ENTITY_ORDER, id);
  g_assert_cmpuint (kontor_record_get_length (here, KONTOR_ORDER_EXCHANGES), ==, 1);
  g_assert_cmpuint (kontor_record_get_length (here, KONTOR_ORDER_RETURNS), ==, 1);
  g_assert_cmpuint (kontor_record_get_length (here, KONTOR_ORDER_LINES), ==, lines + 1);
  world_assert_as_shop (&w);
  world_end (&w);
}

/* What was wrong is sent again for nothing. */
static void
test_claim (void)
{
  World w;
  gint64 id;
  g_autoptr (KontorRecord) order = NULL, here = NULL, claim = kontor_record_new (&kontor_claim_type);

  world_begin (&w, 60);
  id = world_ask (&w, SENT);
  order = world_load (&w, KONTOR_ENTITY_ORDER, id);
  kontor_record_set_text (claim, KONTOR_CLAIM_KIND, "replace");
  add_swap_line (claim, KONTOR_CLAIM_LINES, "sent", get_line (order));
  refuses (kontor_returns_claim (w.engine, id, claim));
  add_swap_line (claim, KONTOR_CLAIM_LINES, "claimed", get_line (order));
  world_await (kontor_returns_claim (w.engine, id, claim));
  send (&w);
  here = world_load (&w, KONTOR_ENTITY_ORDER, id);
  g_assert_cmpuint (kontor_record_get_length (here, KONTOR_ORDER_CLAIMS), ==, 1);
  g_assert_cmpint (kontor_record_get_amount (here, KONTOR_ORDER_TOTAL), ==, kontor_record_get_amount (order, KONTOR_ORDER_TOTAL));
  world_assert_as_shop (&w);
  world_end (&w);
}

static void
test_delivered (void)
{
  World w;
  gint64 id;
  g_autoptr (KontorRecord) order = NULL, here = NULL;
  const char *key;

  world_begin (&w, 60);
  id = world_ask (&w, SENT);
  order = world_load (&w, KONTOR_ENTITY_ORDER, id);
  key = kontor_record_get_key (kontor_record_get_member (order, KONTOR_ORDER_FULFILMENTS, 0));
  world_await (kontor_returns_mark_delivered (w.engine, id, key));
  send (&w);
  here = world_load (&w, KONTOR_ENTITY_ORDER, id);
  g_assert_cmpstr (kontor_record_get_text (kontor_record_get_member (here, KONTOR_ORDER_FULFILMENTS, 0), KONTOR_FULFILMENT_STATUS), ==,
                   "delivered");
  refuses (kontor_returns_mark_delivered (w.engine, id, key));
  refuses (kontor_returns_mark_delivered (w.engine, id, "none"));
  world_assert_as_shop (&w);
  world_end (&w);
}

/* One more of the first line, and another one beside it; then all of the first goes. */
static void
test_edit (void)
{
  World w;
  gint64 id, price;
  g_autoptr (KontorRecord) order = NULL, wanted = NULL, here = NULL, less = NULL, in_the_end = NULL;
  KontorRecord *line, *added;

  begin_with_new_order (&w);
  id = world_ask (&w, WAITING);
  order = world_load (&w, KONTOR_ENTITY_ORDER, id);
  wanted = kontor_record_copy (order);
  line = kontor_record_copy (get_line (order));
  price = kontor_record_get_amount (line, KONTOR_LINE_UNIT_PRICE);
  kontor_record_set_int (line, KONTOR_LINE_QUANTITY, kontor_record_get_int (line, KONTOR_LINE_QUANTITY) + 1);
  kontor_record_replace_member (wanted, KONTOR_ORDER_LINES, 0, line);
  added = kontor_record_new (&kontor_line_type);
  kontor_record_set_ref (added, KONTOR_LINE_VARIANT, kontor_record_get_ref (line, KONTOR_LINE_VARIANT),
                         kontor_record_get_ref_key (line, KONTOR_LINE_VARIANT));
  kontor_record_set_int (added, KONTOR_LINE_QUANTITY, 2);
  kontor_record_set_amount (added, KONTOR_LINE_UNIT_PRICE, price);
  kontor_record_take_member (wanted, KONTOR_ORDER_LINES, added);
  world_await (kontor_returns_edit_lines (w.engine, id, order, wanted, "by phone"));
  send (&w);
  here = world_load (&w, KONTOR_ENTITY_ORDER, id);
  g_assert_cmpuint (kontor_record_get_length (here, KONTOR_ORDER_LINES), ==, kontor_record_get_length (order, KONTOR_ORDER_LINES) + 1);
  g_assert_cmpint (kontor_record_get_int (get_line (here), KONTOR_LINE_QUANTITY), ==, kontor_record_get_int (line, KONTOR_LINE_QUANTITY));
  g_assert_cmpint (kontor_record_get_amount (here, KONTOR_ORDER_TOTAL), >=, kontor_record_get_amount (order, KONTOR_ORDER_TOTAL) + 2 * price);

  less = kontor_record_copy (here);
  kontor_record_remove_member (less, KONTOR_ORDER_LINES, kontor_record_get_key (get_line (here)));
  world_await (kontor_returns_edit_lines (w.engine, id, here, less, NULL));
  send (&w);
  in_the_end = world_load (&w, KONTOR_ENTITY_ORDER, id);
  g_assert_null (kontor_record_find_member (in_the_end, KONTOR_ORDER_LINES, kontor_record_get_key (get_line (here))));
  world_assert_as_shop (&w);
  world_end (&w);
}

/* Nothing that would change nothing is kept. */
static void
test_same_lines (void)
{
  World w;
  gint64 id;
  g_autoptr (KontorRecord) order = NULL;

  begin_with_new_order (&w);
  id = world_ask (&w, WAITING);
  order = world_load (&w, KONTOR_ENTITY_ORDER, id);
  refuses (kontor_returns_edit_lines (w.engine, id, order, order, NULL));
  world_end (&w);
}

int
main (int argc, char **argv)
{
  kontor_test_init (&argc, &argv);
  world_add ("/returns/return", test_return);
  world_add ("/returns/cancelled", test_cancelled);
  world_add ("/returns/exchange", test_exchange);
  world_add ("/returns/claim", test_claim);
  world_add ("/returns/delivered", test_delivered);
  world_add ("/returns/edit", test_edit);
  world_add ("/returns/same-lines", test_same_lines);
  return kontor_test_run ();
}
